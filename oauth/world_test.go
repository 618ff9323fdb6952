package oauth_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/oauth"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
)

const (
	password = "correct horse battery"
	redirect = "https://app.example/cb?from=payglot"
	verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
)

var passwordHash = sync.OnceValue(func() string {
	hash, err := access.HashPassword(password)
	if err != nil {
		panic(err)
	}
	return hash
})

// table is a small dialect.
var table = []access.Activity{
	{Name: "GetWageByWageId", Area: "Wage"},
	{Name: "PutWageByWageId", Area: "Wage", Write: true},
	{Name: "GetCitizenServiceNumberByEmployeeId", Area: access.AreaCitizenServiceNumber},
	{Name: "PostNote", Area: "Employee notes", Write: true},
}

// world is a server on a store, with a browser that doesn't follow redirects.
type world struct {
	t       testing.TB
	store   *store.Store
	clock   *clock.Movable
	access  *access.Access
	server  *httptest.Server
	browser *http.Client
	login   *access.Login
	secret  string // of client demo
}

func newWorld(t testing.TB, change func(*oauth.Options)) *world {
	t.Helper()
	engine, err := sqlite.OpenMemory(t.Name())
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, clock: clock.NewMovable(store.Zone)}
	if err := w.clock.Set(time.Date(2024, 6, 14, 8, 0, 0, 0, time.UTC), clock.Fixed); err != nil {
		t.Fatal(err)
	}
	w.store = store.Open(engine, w.clock, nil)
	quiet := slog.New(slog.DiscardHandler)
	w.access = access.New(w.store, access.Options{Log: quiet})
	o := oauth.Options{Dialect: "loket", Title: "Loket", Scopes: []string{"all"}, Activities: table, Log: quiet}
	if change != nil {
		change(&o)
	}
	w.server = httptest.NewServer(oauth.Handler(w.access, o))
	w.browser = w.newBrowser()
	t.Cleanup(func() {
		w.server.Close()
		w.store.Close()
	})
	w.fill()
	return w
}

func (w *world) newBrowser() *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (w *world) fill() {
	code := []string{access.GrantCode, access.GrantRefresh}
	w.secret = w.client(access.ClientSpec{ClientID: "demo", Name: "Demo <b>app</b>", RedirectURIs: []string{redirect}, Grants: append(code, access.GrantPassword), Activities: []string{"Get*", "Put*"}})
	w.client(access.ClientSpec{ClientID: "public", Public: true, RedirectURIs: []string{redirect, "com.example.app:/cb"}, Grants: code, Activities: []string{"*"}})
	w.client(access.ClientSpec{ClientID: "passwords", Secret: "the-secret", RedirectURIs: []string{redirect}, Grants: []string{access.GrantPassword}})
	w.client(access.ClientSpec{ClientID: "two", Secret: "the-secret", RedirectURIs: []string{redirect, "https://loket.nl"}, Grants: code})
	w.update(func(tx *store.Tx) (err error) {
		w.login, err = w.access.CreateUser(tx, access.UserSpec{
			UserName: "someone@example.nl", Role: access.ProviderUser,
			Rights: []string{"Wage: *", "Citizen service number: read"}, PasswordHash: passwordHash(),
		}, "")
		return err
	})
}

func (w *world) client(spec access.ClientSpec) (secret string) {
	w.t.Helper()
	spec.Dialect = "loket"
	if spec.Name == "" {
		spec.Name = spec.ClientID
	}
	w.update(func(tx *store.Tx) (err error) {
		_, secret, err = w.access.CreateClient(tx, spec)
		return err
	})
	return secret
}

func (w *world) update(f func(*store.Tx) error) {
	w.t.Helper()
	if err := w.store.Update(w.t.Context(), store.Actor{Dialect: "test"}, f); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) after(d time.Duration) {
	w.t.Helper()
	if err := w.clock.Set(w.clock.Now().Add(d), clock.Fixed); err != nil {
		w.t.Fatal(err)
	}
}

// reply is a response, read.
type reply struct {
	*http.Response
	body string
}

func (w *world) do(c *http.Client, r *http.Request) reply {
	w.t.Helper()
	resp, err := c.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return reply{resp, string(body)}
}

func (w *world) request(method, path string, body string, headers ...string) *http.Request {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.server.URL+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// token posts a token request: name, value, name, value.
func (w *world) token(params ...string) reply {
	w.t.Helper()
	return w.do(http.DefaultClient, w.request("POST", "/token", form(params...)))
}

func form(params ...string) string {
	v := url.Values{}
	for i := 0; i < len(params); i += 2 {
		v.Set(params[i], params[i+1])
	}
	return v.Encode()
}

// tokens reads a successful response and insists on its exact members.
func (w *world) tokens(r reply) (access, refresh string) {
	w.t.Helper()
	if r.StatusCode != http.StatusOK {
		w.t.Fatalf("status %d: %s", r.StatusCode, r.body)
	}
	var members map[string]any
	if err := json.Unmarshal([]byte(r.body), &members); err != nil {
		w.t.Fatal(err)
	}
	access, _ = members["access_token"].(string)
	refresh, _ = members["refresh_token"].(string)
	want := map[string]any{"access_token": access, "refresh_token": refresh, "token_type": "bearer", "expires_in": 3599.0, "two_factor_state": "None"}
	if len(members) != len(want) {
		w.t.Errorf("members are %v", members)
	}
	for name, value := range want {
		if members[name] != value {
			w.t.Errorf("%s is %v", name, members[name])
		}
	}
	w.mustNotBeKept(r)
	return access, refresh
}

func (w *world) mustNotBeKept(r reply) {
	w.t.Helper()
	if r.Header.Get("Cache-Control") != "no-store" {
		w.t.Errorf("Cache-Control is %q", r.Header.Get("Cache-Control"))
	}
}

// refused insists on a status, an error code and a description in ASCII.
func (w *world) refused(r reply, status int, code string) (description string) {
	w.t.Helper()
	var e struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	if err := json.Unmarshal([]byte(r.body), &e); err != nil {
		w.t.Fatalf("status %d: %q: %v", r.StatusCode, r.body, err)
	}
	if r.StatusCode != status || e.Error != code {
		w.t.Errorf("got %d %s (%s), want %d %s", r.StatusCode, e.Error, e.Description, status, code)
	}
	if !regexp.MustCompile(`^[\x20\x21\x23-\x5b\x5d-\x7e]+$`).MatchString(e.Description) { // RFC 6749, 5.2
		w.t.Errorf("description %q", e.Description)
	}
	w.mustNotBeKept(r)
	return e.Description
}

func (w *world) good(token string) bool {
	_, err := w.access.Authenticate(w.t.Context(), token)
	return err == nil
}

// page is a page as a browser without script sees it.
type page struct {
	w      *world
	reply  reply
	at     string
	fields url.Values // of its form
}

var (
	inputs  = regexp.MustCompile(`<input [^>]*>`)
	nameOf  = regexp.MustCompile(`name="([^"]*)"`)
	valueOf = regexp.MustCompile(`value="([^"]*)"`)
)

// open shows the page at an address.
func (w *world) open(path string) *page {
	w.t.Helper()
	return w.read(w.do(w.browser, w.request("GET", path, "")), path)
}

func (w *world) read(r reply, path string) *page {
	w.t.Helper()
	p := &page{w: w, reply: r, at: path, fields: url.Values{}}
	for _, input := range inputs.FindAllString(r.body, -1) {
		name, value := nameOf.FindStringSubmatch(input), valueOf.FindStringSubmatch(input)
		if name == nil {
			w.t.Fatalf("an input without name: %s", input)
		}
		p.fields.Set(name[1], "")
		if value != nil {
			p.fields.Set(name[1], html.UnescapeString(value[1]))
		}
	}
	return p
}

// submit fills in the form and posts it to the page's own address.
func (p *page) submit(params ...string) *page {
	p.w.t.Helper()
	if !strings.Contains(p.reply.body, `<form method="post">`) {
		p.w.t.Fatalf("no form: %d %s", p.reply.StatusCode, p.reply.body)
	}
	for i := 0; i < len(params); i += 2 {
		if !strings.Contains(p.reply.body, `name="`+params[i]+`"`) {
			p.w.t.Fatalf("the form has no %s: %s", params[i], p.reply.body)
		}
		p.fields.Set(params[i], params[i+1])
	}
	r := p.w.request("POST", p.at, p.fields.Encode())
	return p.w.read(p.w.do(p.w.browser, r), p.at)
}

// logIn is what a person does on the first page.
func (p *page) logIn() *page {
	p.w.t.Helper()
	return p.submit("username", "someone@example.nl", "password", password)
}

// answer reads the redirect back to the client.
func (p *page) answer() url.Values {
	p.w.t.Helper()
	if p.reply.StatusCode != http.StatusSeeOther {
		p.w.t.Fatalf("status %d: %s", p.reply.StatusCode, p.reply.body)
	}
	to, err := url.Parse(p.reply.Header.Get("Location"))
	if err != nil {
		p.w.t.Fatal(err)
	}
	return to.Query()
}

func challenge() string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// authorize is the address that a client sends a browser to.
func authorize(params ...string) string {
	all := append([]string{"client_id", "demo", "redirect_uri", redirect, "response_type", "code", "state", "s t&1"}, params...)
	return "/authorize?" + form(all...)
}

// code goes all the way to a code.
func (w *world) code(path string) string {
	w.t.Helper()
	p := w.open(path).logIn()
	if p.reply.StatusCode == http.StatusOK {
		p = p.submit("decision", "allow")
	}
	code := p.answer().Get("code")
	if code == "" {
		w.t.Fatalf("no code in %s", p.reply.Header.Get("Location"))
	}
	return code
}
