package loket_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/payglot/payglot/demo"
)

// verifier is a PKCE secret (RFC 7636, 4.1).
const verifier = "a-verifier-of-at-least-forty-three-characters-0123"

func challenge() string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// browser is somebody in front of the pages, with cookies and without script.
type browser struct {
	*http.Client
	page, at string
}

func newBrowser(t *testing.T) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{Client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

func (b *browser) read(t *testing.T, answer *http.Response, err error) *http.Response {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	b.page, b.at = string(page), answer.Request.URL.String()
	return answer
}

func (b *browser) open(t *testing.T, address string) *http.Response {
	t.Helper()
	answer, err := b.Get(address)
	return b.read(t, answer, err)
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// submit sends the form of the page with what is filled in.
func (b *browser) submit(t *testing.T, filled ...string) *http.Response {
	t.Helper()
	form := url.Values{}
	for _, field := range hidden.FindAllStringSubmatch(b.page, -1) {
		form.Set(field[1], html.UnescapeString(field[2]))
	}
	for i := 0; i < len(filled); i += 2 {
		form.Set(filled[i], filled[i+1])
	}
	answer, err := b.PostForm(b.at, form)
	return b.read(t, answer, err)
}

// askTokens asks /token and answers the status and the members.
func (w *world) askTokens(t *testing.T, form ...string) (int, map[string]any) {
	t.Helper()
	values := url.Values{}
	for i := 0; i < len(form); i += 2 {
		values.Set(form[i], form[i+1])
	}
	answer, err := http.PostForm(w.URL+"/token", values)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.Header.Get("Cache-Control") != "no-store" { // RFC 6749, 5.1
		t.Errorf("an answer of /token may be kept: %v", answer.Header)
	}
	var found map[string]any
	if err := json.NewDecoder(answer.Body).Decode(&found); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, found
}

// code goes through the pages as the demo user and answers the code.
func (w *world) code(t *testing.T) string {
	t.Helper()
	b := newBrowser(t)
	b.open(t, w.URL+"/authorize?"+url.Values{
		"client_id": {demo.PublicClientID}, "redirect_uri": {demo.RedirectURI}, "response_type": {"code"}, "state": {"s & t"},
		"code_challenge": {challenge()}, "code_challenge_method": {"S256"},
	}.Encode())
	if !strings.Contains(b.page, "Demo app") || strings.Contains(b.page, "<script") {
		t.Fatalf("the login page: %s", b.page)
	}
	b.submit(t, "username", demo.UserName, "password", "not the password")
	if !strings.Contains(b.page, `role="alert"`) {
		t.Errorf("a wrong password isn't told: %s", b.page)
	}
	answer := b.submit(t, "username", demo.UserName, "password", demo.Password)
	if answer.Header.Get("Location") == "" { // asked for consent, once
		answer = b.consent(t)
	}
	back, err := url.Parse(answer.Header.Get("Location"))
	if err != nil || !strings.HasPrefix(back.String(), demo.RedirectURI) || back.Query().Get("state") != "s & t" {
		t.Fatalf("sent to %v (%v), %s", back, err, b.page)
	}
	return back.Query().Get("code")
}

// consent lets the client do what the page says.
func (b *browser) consent(t *testing.T) *http.Response {
	t.Helper()
	for _, words := range []string{"Allow Demo app", demo.UserName, "Wage: see and change"} {
		if !strings.Contains(b.page, words) {
			t.Errorf("the consent page doesn't say %q", words)
		}
	}
	return b.submit(t, "decision", "allow")
}

// bearer gives the status of a call with a token.
func (w *world) bearer(t *testing.T, token string) int {
	t.Helper()
	return w.call(t, "", http.MethodGet, "/providers/employers", "", "Authorization: Bearer "+token).status
}

// TestCodeFlow logs in through the pages, exchanges the code with its PKCE
// verifier, and refreshes: each refresh token works once, and using one twice
// takes everything away that came of it (RFC 9700, 4.14.2).
func TestCodeFlow(t *testing.T) {
	w := start(t)
	exchange := func(code, verifier string) (int, map[string]any) {
		return w.askTokens(t, "grant_type", "authorization_code", "code", code, "redirect_uri", demo.RedirectURI, "client_id", demo.PublicClientID, "code_verifier", verifier)
	}
	if status, answer := exchange(w.code(t), strings.Repeat("x", 43)); status != http.StatusBadRequest || answer["error"] != "invalid_grant" {
		t.Errorf("with another verifier: %d %v", status, answer)
	}
	status, first := exchange(w.code(t), verifier)
	if status != http.StatusOK || first["token_type"] != "bearer" || first["two_factor_state"] != "None" || first["expires_in"] != 3599.0 {
		t.Fatalf("tokens: %d %v", status, first)
	}
	access, refresh := first["access_token"].(string), first["refresh_token"].(string)
	if got := w.bearer(t, access); got != http.StatusOK {
		t.Errorf("with a token: %d", got)
	}
	again := func(token string) (int, map[string]any) {
		return w.askTokens(t, "grant_type", "refresh_token", "refresh_token", token, "client_id", demo.PublicClientID)
	}
	status, second := again(refresh)
	if status != http.StatusOK || second["refresh_token"] == refresh || second["access_token"] == access {
		t.Fatalf("refreshed: %d %v", status, second)
	}
	w.Advance(t, "PT5M") // longer than a client could have lost an answer for
	if status, answer := again(refresh); status != http.StatusBadRequest || answer["error"] != "invalid_grant" {
		t.Errorf("a used refresh token: %d %v", status, answer)
	}
	if got := w.bearer(t, second["access_token"].(string)); got != http.StatusUnauthorized {
		t.Errorf("after reuse the tokens that came of it still work: %d", got)
	}
	if status, _ := again(second["refresh_token"].(string)); status != http.StatusBadRequest {
		t.Errorf("after reuse the newest refresh token still works: %d", status)
	}
}

// TestTokensExpireByTheClock follows the clock of payglot, not the machine's.
func TestTokensExpireByTheClock(t *testing.T) {
	w := start(t)
	_, answer := w.askTokens(t, "grant_type", "password", "username", demo.UserName, "password", demo.Password, "client_id", demo.ClientID, "client_secret", demo.ClientSecret)
	token := answer["access_token"].(string)
	w.Advance(t, "PT59M")
	if got := w.bearer(t, token); got != http.StatusOK {
		t.Errorf("after 59 minutes: %d", got)
	}
	w.Advance(t, "PT1M")
	if got := w.bearer(t, token); got != http.StatusUnauthorized {
		t.Errorf("after an hour: %d", got)
	}
	status, fresh := w.askTokens(t, "grant_type", "refresh_token", "refresh_token", answer["refresh_token"].(string), "client_id", demo.ClientID, "client_secret", demo.ClientSecret)
	if status != http.StatusOK || w.bearer(t, fresh["access_token"].(string)) != http.StatusOK {
		t.Errorf("refreshed after an hour: %d %v", status, fresh)
	}
}

// TestTokenRefusals are the errors of RFC 6749, 5.2.
func TestTokenRefusals(t *testing.T) {
	w := start(t)
	user := []string{"username", demo.UserName, "password", demo.Password}
	for name, tt := range map[string]struct {
		form   []string
		status int
		code   string
	}{
		"another secret": {append([]string{"grant_type", "password", "client_id", demo.ClientID, "client_secret", "guess"}, user...), 401, "invalid_client"},
		"no client":      {append([]string{"grant_type", "password"}, user...), 401, "invalid_client"},
		"a client that may not use passwords": {
			append([]string{"grant_type", "password", "client_id", demo.PublicClientID}, user...), 400, "unauthorized_client",
		},
		"another password": {[]string{"grant_type", "password", "client_id", demo.ClientID, "client_secret", demo.ClientSecret, "username", demo.UserName, "password", "guess"}, 400, "invalid_grant"},
		"another grant":    {[]string{"grant_type", "implicit", "client_id", demo.ClientID, "client_secret", demo.ClientSecret}, 400, "unsupported_grant_type"},
		"another code":     {[]string{"grant_type", "authorization_code", "code", "guess", "redirect_uri", demo.RedirectURI, "client_id", demo.ClientID, "client_secret", demo.ClientSecret}, 400, "invalid_grant"},
		"no grant":         {[]string{"client_id", demo.ClientID, "client_secret", demo.ClientSecret}, 400, "invalid_request"},
	} {
		status, answer := w.askTokens(t, tt.form...)
		if answer["error"] != tt.code || status != tt.status && !(tt.code == "invalid_client" && status == 400) {
			t.Errorf("%s: %d %v, want %d %s", name, status, answer, tt.status, tt.code)
		}
	}
	b := newBrowser(t)
	stranger := b.open(t, w.URL+"/authorize?client_id=demo&response_type=code&redirect_uri=https://evil.example/")
	if stranger.StatusCode < 400 || stranger.Header.Get("Location") != "" || strings.Contains(b.page, "<form") {
		t.Errorf("a redirect that isn't registered: %d to %q", stranger.StatusCode, stranger.Header.Get("Location"))
	}
}
