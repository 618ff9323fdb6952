package oauth_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/oauth"
	"github.com/payglot/payglot/store"
)

// passwordParams is a good request; more replaces or adds.
func (w *world) passwordParams(more ...string) []string {
	return append([]string{"grant_type", "password", "username", "someone@example.nl", "password", password, "client_id", "demo", "client_secret", w.secret}, more...)
}

func TestPasswordGrant(t *testing.T) {
	w := newWorld(t, nil)
	token, refresh := w.tokens(w.token(w.passwordParams()...))
	if !w.good(token) || refresh == "" {
		t.Error("no good tokens")
	}
	s, err := w.access.Authenticate(t.Context(), token)
	if err != nil || s.UserName != "someone@example.nl" || s.Client.ClientID != "demo" {
		t.Errorf("session of %+v, %v", s, err)
	}
}

// As the vendor's examples spell it.
func TestClientIdSpelling(t *testing.T) {
	w := newWorld(t, nil)
	body := "grant_type=password&username=someone@example.nl&password=" + url.QueryEscape(password) + "&client_Id=demo&client_secret=" + w.secret
	for _, contentType := range []string{"application/x-www-form-urlencoded; charset=utf-8", "text/plain", ""} {
		r := w.request("POST", "/token", body, "Content-Type", contentType)
		if contentType == "" {
			r.Header.Del("Content-Type")
		}
		w.tokens(w.do(http.DefaultClient, r))
	}
}

func TestBasic(t *testing.T) {
	w := newWorld(t, nil)
	params := form("grant_type", "password", "username", "someone@example.nl", "password", password)
	basic := func(id, secret, body string) reply {
		r := w.request("POST", "/token", body)
		r.SetBasicAuth(id, secret)
		return w.do(http.DefaultClient, r)
	}
	w.tokens(basic("demo", url.QueryEscape(w.secret), params))
	w.tokens(basic("demo", w.secret, params+"&client_id=demo"))
	for name, r := range map[string]reply{
		"wrong secret":   basic("demo", "wrong", params),
		"unknown client": basic("nobody", "", params),
		"not base64":     w.do(http.DefaultClient, w.request("POST", "/token", params, "Authorization", "Basic !!!")),
	} {
		w.refused(r, 401, oauth.InvalidClient)
		if !strings.HasPrefix(r.Header.Get("WWW-Authenticate"), "Basic ") {
			t.Errorf("%s: WWW-Authenticate is %q", name, r.Header.Get("WWW-Authenticate"))
		}
	}
	w.refused(basic("demo", w.secret, params+"&client_secret="+w.secret), 400, oauth.InvalidRequest)
	w.refused(basic("demo", w.secret, params+"&client_id=two"), 400, oauth.InvalidRequest)
}

// RFC 6749, 5.2.
func TestTokenErrors(t *testing.T) {
	w := newWorld(t, nil)
	for name, c := range map[string]struct {
		params []string
		code   string
	}{
		"nothing":               {nil, oauth.InvalidClient},
		"no client":             {w.passwordParams("client_id", ""), oauth.InvalidClient},
		"unknown client":        {w.passwordParams("client_id", "nobody"), oauth.InvalidClient},
		"wrong secret":          {w.passwordParams("client_secret", "wrong"), oauth.InvalidClient},
		"no secret":             {w.passwordParams("client_secret", ""), oauth.InvalidClient},
		"secret of a public":    {w.passwordParams("client_id", "public"), oauth.InvalidClient},
		"no grant type":         {w.passwordParams("grant_type", ""), oauth.InvalidRequest},
		"unknown grant type":    {w.passwordParams("grant_type", "client_credentials"), oauth.UnsupportedGrantType},
		"grant type in case":    {w.passwordParams("grant_type", "Password"), oauth.UnsupportedGrantType},
		"password not allowed":  {w.passwordParams("client_id", "two", "client_secret", "the-secret"), oauth.UnauthorizedClient},
		"refresh not allowed":   {[]string{"grant_type", "refresh_token", "refresh_token", "x", "client_id", "passwords", "client_secret", "the-secret"}, oauth.UnauthorizedClient},
		"unknown scope":         {w.passwordParams("scope", "all everything"), oauth.InvalidScope},
		"no user":               {w.passwordParams("username", ""), oauth.InvalidRequest},
		"no password":           {w.passwordParams("password", ""), oauth.InvalidRequest},
		"wrong password":        {w.passwordParams("password", "wrong"), oauth.InvalidGrant},
		"unknown user":          {w.passwordParams("username", "nobody"), oauth.InvalidGrant},
		"no code":               {w.passwordParams("grant_type", "authorization_code"), oauth.InvalidRequest},
		"unknown code":          {w.passwordParams("grant_type", "authorization_code", "code", "x"), oauth.InvalidGrant},
		"no refresh token":      {w.passwordParams("grant_type", "refresh_token"), oauth.InvalidRequest},
		"unknown refresh token": {w.passwordParams("grant_type", "refresh_token", "refresh_token", "x"), oauth.InvalidGrant},
		"not UTF-8":             {w.passwordParams("username", "\xff"), oauth.InvalidRequest},
	} {
		t.Run(name, func(t *testing.T) {
			inner := *w
			inner.t = t
			inner.refused(inner.token(c.params...), 400, c.code)
		})
	}
}

func TestMalformedBodies(t *testing.T) {
	w := newWorld(t, nil)
	good := form(w.passwordParams()...)
	post := func(body string, headers ...string) reply {
		return w.do(http.DefaultClient, w.request("POST", "/token", body, headers...))
	}
	w.refused(post(good+"&grant_type=password"), 400, oauth.InvalidRequest)
	w.refused(post(good+"&Grant_Type=password"), 400, oauth.InvalidRequest)
	w.refused(post(good+"&x=%zz"), 400, oauth.InvalidRequest)
	w.refused(post(good+";x=1"), 400, oauth.InvalidRequest)
	w.refused(post(`{"grant_type":"password"}`, "Content-Type", "application/json"), 400, oauth.InvalidRequest)
	w.refused(post(good+"&x="+strings.Repeat("x", 100_000)), 413, oauth.InvalidRequest)
	get := w.do(http.DefaultClient, w.request("GET", "/token?"+good, ""))
	w.refused(get, 405, oauth.InvalidRequest)
	if get.Header.Get("Allow") != "POST" {
		t.Errorf("Allow is %q", get.Header.Get("Allow"))
	}
	// Parameters in the address end up in logs: they don't count.
	w.refused(w.do(http.DefaultClient, w.request("POST", "/token?"+good, "")), 400, oauth.InvalidClient)
}

func TestRefreshGrant(t *testing.T) {
	w := newWorld(t, nil)
	refresh := func(token string) reply {
		return w.token("grant_type", "refresh_token", "refresh_token", token, "client_Id", "demo", "client_secret", w.secret)
	}
	_, first := w.tokens(w.token(w.passwordParams()...))
	access2, second := w.tokens(refresh(first))
	if second == first {
		t.Error("did not rotate")
	}
	other := w.token("grant_type", "refresh_token", "refresh_token", second, "client_id", "two", "client_secret", "the-secret")
	w.refused(other, 400, oauth.InvalidGrant)
	if !w.good(access2) {
		t.Error("another client's attempt revoked the tokens")
	}
	w.refused(refresh(first), 400, oauth.InvalidGrant)
	if w.good(access2) {
		t.Error("reuse doesn't revoke the access token")
	}
	w.refused(refresh(second), 400, oauth.InvalidGrant)
}

func TestExpiryFollowsTheClock(t *testing.T) {
	w := newWorld(t, nil)
	token, refresh := w.tokens(w.token(w.passwordParams()...))
	w.after(time.Hour - time.Second)
	if !w.good(token) {
		t.Error("expired early")
	}
	w.after(time.Second)
	if w.good(token) {
		t.Error("is good after an hour")
	}
	w.after(access.DefaultRefreshLife)
	w.refused(w.token("grant_type", "refresh_token", "refresh_token", refresh, "client_id", "demo", "client_secret", w.secret), 400, oauth.InvalidGrant)
	code := w.code(authorize())
	w.after(access.CodeLife)
	w.refused(w.token("grant_type", "authorization_code", "code", code, "redirect_uri", redirect, "client_id", "demo", "client_secret", w.secret), 400, oauth.InvalidGrant)
}

func TestPKCECantBeDropped(t *testing.T) {
	w := newWorld(t, nil)
	exchange := func(code string, more ...string) reply {
		return w.token(append([]string{"grant_type", "authorization_code", "code", code, "redirect_uri", redirect, "client_id", "demo", "client_secret", w.secret}, more...)...)
	}
	challenged := authorize("code_challenge", challenge(), "code_challenge_method", "S256")
	w.refused(exchange(w.code(challenged)), 400, oauth.InvalidGrant)
	w.refused(exchange(w.code(challenged), "code_verifier", verifier+"x"), 400, oauth.InvalidGrant)
	w.refused(exchange(w.code(authorize()), "code_verifier", verifier), 400, oauth.InvalidGrant)
	w.refused(exchange(w.code(authorize()), "redirect_uri", "https://app.example/cb"), 400, oauth.InvalidGrant)
	w.tokens(exchange(w.code(challenged), "code_verifier", verifier))
}

func TestLockOutByToken(t *testing.T) {
	w := newWorld(t, nil)
	for range access.MaxFailures {
		w.refused(w.token(w.passwordParams("password", "wrong")...), 400, oauth.InvalidGrant)
	}
	w.refused(w.token(w.passwordParams()...), 400, oauth.InvalidGrant)
	w.after(access.LockOut)
	w.tokens(w.token(w.passwordParams()...))
}

// Failures slow an address down; successes never do.
func TestGuessingIsSlowedDown(t *testing.T) {
	addr := "10.0.0.1"
	w := newWorld(t, func(o *oauth.Options) { o.ClientAddr = func(*http.Request) string { return addr } })
	for range 30 {
		w.tokens(w.token(w.passwordParams()...))
	}
	var last reply
	for range 30 {
		if last = w.token(w.passwordParams("client_secret", "wrong")...); last.StatusCode == http.StatusTooManyRequests {
			break
		}
	}
	w.refused(last, 429, oauth.TemporarilyUnavailable)
	if s := last.Header.Get("Retry-After"); s != "1" && s != "2" {
		t.Errorf("Retry-After is %q", s)
	}
	p := w.open(authorize()).logIn()
	if p.reply.StatusCode != http.StatusTooManyRequests || p.reply.Header.Get("Retry-After") == "" {
		t.Errorf("the page isn't slowed down: %d", p.reply.StatusCode)
	}
	addr = "10.0.0.2"
	w.tokens(w.token(w.passwordParams()...))
}

// When the store fails, the client learns that something is wrong, and no more.
func TestInnerFailure(t *testing.T) {
	var log strings.Builder
	w := newWorld(t, func(o *oauth.Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	p := w.open(authorize())
	w.update(func(tx *store.Tx) error {
		_, err := tx.Conn().Exec(context.Background(), `DROP TABLE record`)
		return err
	})
	if d := w.refused(w.token(w.passwordParams()...), 500, oauth.ServerError); strings.Contains(d, "record") {
		t.Errorf("told the client %q", d)
	}
	if p = p.logIn(); p.reply.StatusCode != 500 || strings.Contains(p.reply.body, "record") {
		t.Errorf("page %d: %s", p.reply.StatusCode, p.reply.body)
	}
	if !strings.Contains(log.String(), "record") || strings.Contains(log.String(), password) {
		t.Errorf("log is %s", log.String())
	}
}

func FuzzTokenRequest(f *testing.F) {
	f.Add("grant_type=password&username=a&password=b&client_Id=c", "application/x-www-form-urlencoded", "")
	f.Add("grant_type=refresh_token&GRANT_TYPE=x", "text/plain", "Basic ZGVtbzpkZW1v")
	f.Add("%zz=1;a=%ff", "application/json", "Basic !!!")
	f.Fuzz(func(t *testing.T, body, contentType, authorization string) {
		r, err := http.NewRequest(http.MethodPost, "/token", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header = http.Header{"Content-Type": {contentType}, "Authorization": {authorization}}
		request, refused := oauth.ReadRequest(nil, r)
		if refused != nil {
			if refused.Code != oauth.InvalidRequest {
				t.Fatalf("refused as %s", refused.Code)
			}
			return
		}
		query, err := url.ParseQuery(body)
		if err != nil {
			t.Fatalf("took what can't be parsed: %v", err)
		}
		for name, values := range query {
			got := request.Get(strings.ToLower(name))
			if len(values) != 1 || got != values[0] || !utf8.ValidString(got) {
				t.Fatalf("%q is %q, was %q", name, got, values)
			}
		}
		who, refused := request.Credentials()
		if refused != nil && refused.Code != oauth.InvalidClient && refused.Code != oauth.InvalidRequest {
			t.Fatalf("refused as %s", refused.Code)
		}
		if refused == nil && !who.Basic && who.ID != request.Get("client_id") {
			t.Fatalf("client %q", who.ID)
		}
	})
}

func BenchmarkRefresh(b *testing.B) {
	w := newWorld(b, nil)
	_, refresh := w.tokens(w.token(w.passwordParams()...))
	for b.Loop() {
		_, refresh = w.tokens(w.token("grant_type", "refresh_token", "refresh_token", refresh, "client_id", "demo", "client_secret", w.secret))
	}
}
