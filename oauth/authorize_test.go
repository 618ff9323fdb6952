package oauth_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/oauth"
	"github.com/payglot/payglot/store"
)

func TestCodeFlow(t *testing.T) {
	for name, params := range map[string][]string{
		"with PKCE":    {"code_challenge", challenge(), "code_challenge_method", "S256", "scope", "all"},
		"without PKCE": nil,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			p := w.open(authorize(params...))
			if p.reply.StatusCode != http.StatusOK || !strings.Contains(p.reply.body, "Demo &lt;b&gt;app&lt;/b&gt;") {
				t.Fatalf("login page: %d %s", p.reply.StatusCode, p.reply.body)
			}
			p = p.logIn()
			for _, words := range []string{
				"Demo &lt;b&gt;app&lt;/b&gt;", "Loket", "someone@example.nl", "app.example",
				"Wage: see and change", "Citizen service number: see",
			} {
				if !strings.Contains(p.reply.body, words) {
					t.Errorf("the consent page doesn't say %q: %s", words, p.reply.body)
				}
			}
			if strings.Contains(p.reply.body, "Employee notes") {
				t.Error("the consent page promises what the client isn't linked to")
			}
			p = p.submit("decision", "allow")
			location := p.reply.Header.Get("Location")
			if !strings.HasPrefix(location, "https://app.example/cb?from=payglot&state=s+t%261&code=") {
				t.Errorf("sent to %s", location)
			}
			request := []string{"grant_type", "authorization_code", "code", p.answer().Get("code"), "redirect_uri", redirect, "client_id", "demo", "client_secret", w.secret}
			if params != nil {
				request = append(request, "code_verifier", verifier)
			}
			token, _ := w.tokens(w.token(request...))
			if !w.good(token) {
				t.Error("the access token isn't good")
			}
			w.refused(w.token(request...), 400, oauth.InvalidGrant)
			if w.good(token) {
				t.Error("a replayed code doesn't revoke")
			}
		})
	}
}

// What the vendor's published clients send: scope=all, no PKCE, a redirect to
// a bare host, the body as text/plain.
func TestCodeFlowOfARealClient(t *testing.T) {
	w := newWorld(t, nil)
	p := w.open("/authorize?client_id=two&redirect_uri=https://loket.nl&response_type=code&scope=all&state=1234").logIn()
	location := p.submit("decision", "allow").reply.Header.Get("Location")
	code, ok := strings.CutPrefix(location, "https://loket.nl/?state=1234&code=")
	if !ok {
		t.Fatalf("sent to %s", location)
	}
	body := "grant_type=authorization_code&code=" + code + "&redirect_uri=https://loket.nl&client_id=two&client_secret=the-secret"
	w.tokens(w.do(http.DefaultClient, w.request("POST", "/token", body, "Content-Type", "text/plain")))
}

func TestConsentIsRemembered(t *testing.T) {
	w := newWorld(t, nil)
	w.code(authorize())
	if p := w.open(authorize()).logIn(); p.answer().Get("code") == "" {
		t.Error("asked again")
	}
	w.update(func(tx *store.Tx) error {
		c, err := access.FindClient(tx, "loket", "demo")
		if err != nil {
			return err
		}
		c.Activities = []string{"*"}
		return w.access.SaveClient(tx, c)
	})
	if p := w.open(authorize()).logIn(); p.reply.StatusCode != http.StatusOK || p.fields.Get("ticket") == "" {
		t.Error("a client that may do more isn't asked about again")
	}
}

func TestNoConsent(t *testing.T) {
	w := newWorld(t, nil)
	p := w.open(authorize()).logIn()
	denied := p.submit("decision", "deny")
	if a := denied.answer(); a.Get("error") != oauth.AccessDenied || a.Get("state") != "s t&1" || a.Get("code") != "" {
		t.Errorf("answer is %v", a)
	}
	again := p.submit("decision", "allow") // back, and change one's mind
	if again.reply.StatusCode != http.StatusForbidden || !strings.Contains(again.reply.body, "password") {
		t.Errorf("a spent ticket gave %d", again.reply.StatusCode)
	}
}

func TestTicketExpiresByTheClock(t *testing.T) {
	w := newWorld(t, nil)
	p := w.open(authorize()).logIn()
	w.after(access.TicketLife)
	if p = p.submit("decision", "allow"); p.reply.StatusCode != http.StatusForbidden {
		t.Errorf("status %d", p.reply.StatusCode)
	}
}

// RFC 6749, 4.1.2.1: with a redirect URI that isn't certain, nothing may be
// redirected.
func TestNeverRedirectsToStrangers(t *testing.T) {
	w := newWorld(t, nil)
	for name, path := range map[string]string{
		"no client":            "/authorize?" + form("redirect_uri", redirect, "response_type", "code"),
		"unknown client":       authorize("client_id", "nobody"),
		"unknown redirect":     authorize("redirect_uri", "https://evil.example/cb"),
		"longer redirect":      authorize("redirect_uri", redirect+"&x=1"),
		"redirect in case":     authorize("redirect_uri", strings.ToUpper(redirect)),
		"no redirect of two":   authorize("client_id", "two", "redirect_uri", ""),
		"twice the client":     authorize() + "&client_id=demo",
		"twice in other case":  authorize() + "&Client_Id=demo",
		"twice the redirect":   authorize() + "&redirect_uri=https://evil.example/cb",
		"malformed":            authorize() + "&x=%zz",
		"too long":             authorize("state", strings.Repeat("x", 9000)),
		"script as a redirect": authorize("redirect_uri", "javascript:alert(1)"),
	} {
		p := w.open(path)
		if p.reply.StatusCode < 400 || p.reply.Header.Get("Location") != "" {
			t.Errorf("%s: %d to %q", name, p.reply.StatusCode, p.reply.Header.Get("Location"))
		}
		if strings.Contains(p.reply.body, "<form") || strings.Contains(p.reply.body, "evil.example") {
			t.Errorf("%s: shows a form, or where it would have gone", name)
		}
		w.mustNotBeKept(p.reply)
	}
}

func TestErrorsThatAreRedirected(t *testing.T) {
	w := newWorld(t, nil)
	for name, c := range map[string]struct {
		path, code string
	}{
		"no response type":      {authorize("response_type", ""), oauth.InvalidRequest},
		"implicit":              {authorize("response_type", "token"), oauth.UnsupportedResponseType},
		"client without codes":  {authorize("client_id", "passwords"), oauth.UnauthorizedClient},
		"unknown scope":         {authorize("scope", "all more"), oauth.InvalidScope},
		"public without PKCE":   {authorize("client_id", "public"), oauth.InvalidRequest},
		"PKCE plain":            {authorize("code_challenge", challenge(), "code_challenge_method", "plain"), oauth.InvalidRequest},
		"PKCE plain by default": {authorize("code_challenge", challenge()), oauth.InvalidRequest},
		"PKCE without":          {authorize("code_challenge_method", "S256"), oauth.InvalidRequest},
		"PKCE malformed":        {authorize("code_challenge", challenge()[1:], "code_challenge_method", "S256"), oauth.InvalidRequest},
	} {
		p := w.open(c.path)
		a := p.answer()
		if a.Get("error") != c.code || a.Get("state") != "s t&1" || a.Get("from") != "payglot" || a.Get("error_description") == "" {
			t.Errorf("%s: answer is %v", name, a)
		}
	}
}

func TestRedirectOfAnApp(t *testing.T) {
	w := newWorld(t, nil)
	path := authorize("client_id", "public", "redirect_uri", "com.example.app:/cb", "code_challenge", challenge(), "code_challenge_method", "S256")
	p := w.open(path).logIn()
	if csp := p.reply.Header.Get("Content-Security-Policy"); !strings.HasSuffix(csp, "form-action 'self' com.example.app:") {
		t.Errorf("policy is %s", csp)
	}
	p = p.submit("decision", "allow")
	if to := p.reply.Header.Get("Location"); !strings.HasPrefix(to, "com.example.app:/cb?state=") {
		t.Fatalf("sent to %s", to)
	}
	request := []string{"grant_type", "authorization_code", "code", p.answer().Get("code"), "redirect_uri", "com.example.app:/cb", "client_id", "public"}
	w.tokens(w.token(append(request, "code_verifier", verifier)...))
}

func TestOneRedirectNeedsNoNaming(t *testing.T) {
	w := newWorld(t, nil)
	code := w.code(authorize("redirect_uri", ""))
	w.tokens(w.token("grant_type", "authorization_code", "code", code, "client_id", "demo", "client_secret", w.secret))
}

func TestWrongPasswordOnThePage(t *testing.T) {
	w := newWorld(t, nil)
	p := w.open(authorize()).submit("username", "someone@example.nl", "password", "wrong <script>")
	if p.reply.StatusCode != http.StatusForbidden || !strings.Contains(p.reply.body, "wrong") || strings.Contains(p.reply.body, "<script") {
		t.Fatalf("status %d: %s", p.reply.StatusCode, p.reply.body)
	}
	if p = p.logIn(); p.reply.StatusCode != http.StatusOK {
		t.Errorf("the page can't be used again: %d", p.reply.StatusCode)
	}
}

func TestLockOutOnThePage(t *testing.T) {
	w := newWorld(t, nil)
	p := w.open(authorize())
	for range access.MaxFailures {
		p = p.submit("username", "someone@example.nl", "password", "wrong")
	}
	if p = p.logIn(); p.reply.StatusCode != http.StatusForbidden {
		t.Fatalf("not locked out: %d", p.reply.StatusCode)
	}
	w.after(access.LockOut)
	if p = p.logIn(); p.reply.StatusCode != http.StatusOK {
		t.Errorf("still locked out: %d", p.reply.StatusCode)
	}
}

// A form is good only in the browser that it was shown in.
func TestForgedForms(t *testing.T) {
	w := newWorld(t, nil)
	p := w.open(authorize())
	stolen := p.fields.Get("form")
	for name, browser := range map[string]*http.Client{"own browser": w.browser, "other browser": w.newBrowser()} {
		for _, key := range []string{"", "x", stolen} {
			if browser == w.browser && key == stolen {
				continue
			}
			body := form("username", "someone@example.nl", "password", password, "form", key)
			r := w.do(browser, w.request("POST", authorize(), body))
			if r.StatusCode != http.StatusForbidden || strings.Contains(r.body, "ticket") {
				t.Errorf("%s with key %q: %d", name, key, r.StatusCode)
			}
		}
	}
	body := form("username", "someone@example.nl", "password", password, "form", "")
	r := w.do(w.newBrowser(), w.request("POST", authorize(), body, "Cookie", "payglot-form="))
	if r.StatusCode != http.StatusForbidden || strings.Contains(r.body, "ticket") {
		t.Errorf("empty cookie and empty key: %d", r.StatusCode)
	}
	r = w.do(w.browser, w.request("POST", authorize(), strings.Repeat("x", 100_000)))
	if r.StatusCode != http.StatusBadRequest {
		t.Errorf("a large form: %d", r.StatusCode)
	}
}

func TestTicketOfAnotherRequest(t *testing.T) {
	w := newWorld(t, nil)
	mine := w.open(authorize()).logIn()
	other := w.open(authorize("code_challenge", challenge(), "code_challenge_method", "S256")).logIn()
	other.fields.Set("ticket", mine.fields.Get("ticket"))
	if p := other.submit("decision", "allow"); p.reply.StatusCode != http.StatusForbidden {
		t.Errorf("status %d", p.reply.StatusCode)
	}
}

func TestPagesAreSafe(t *testing.T) {
	w := newWorld(t, nil)
	login := w.open(authorize())
	key := login.reply.Cookies()
	if len(key) != 1 || !key[0].HttpOnly || key[0].SameSite != http.SameSiteLaxMode || key[0].Secure {
		t.Errorf("cookies are %v", key)
	}
	second := w.open(authorize())
	if second.fields.Get("form") != login.fields.Get("form") {
		t.Error("a second tab makes the first useless")
	}
	for name, p := range map[string]*page{
		"login": login, "consent": login.logIn(), "error": w.open("/authorize"),
	} {
		h := p.reply.Header
		csp := h.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(csp, part) {
				t.Errorf("%s: policy lacks %s: %s", name, part, csp)
			}
		}
		if strings.Contains(csp, "unsafe") || strings.Contains(csp, "script-src") {
			t.Errorf("%s: policy is loose: %s", name, csp)
		}
		if name != "error" && !strings.HasSuffix(csp, "form-action 'self' https://app.example") {
			t.Errorf("%s: the client can't be reached: %s", name, csp)
		}
		if h.Get("X-Frame-Options") != "DENY" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "same-origin" {
			t.Errorf("%s: headers are %v", name, h)
		}
		w.mustNotBeKept(p.reply)
		if regexp.MustCompile(`(?i)<script|\son[a-z]+=|\sstyle=|javascript:`).MatchString(p.reply.body) {
			t.Errorf("%s: has script or style in it: %s", name, p.reply.body)
		}
	}
}

func TestCookieBehindAProxy(t *testing.T) {
	w := newWorld(t, func(o *oauth.Options) { o.Secure = true })
	cookies := w.open(authorize()).reply.Cookies()
	if len(cookies) != 1 || !cookies[0].Secure || !strings.HasPrefix(cookies[0].Name, "__Host-") || cookies[0].Path != "/" {
		t.Errorf("cookies are %v", cookies)
	}
}

func TestPathsAndMethods(t *testing.T) {
	w := newWorld(t, nil)
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{"GET", strings.Replace(authorize(), "authorize", "Authorize", 1), 200},
		{"HEAD", authorize(), 200},
		{"DELETE", authorize(), 405},
		{"GET", "/token", 405},
		{"POST", "/TOKEN", 400},
		{"GET", "/elsewhere", 404},
	} {
		if r := w.do(w.browser, w.request(c.method, c.path, "")); r.StatusCode != c.status {
			t.Errorf("%s %s: %d", c.method, c.path, r.StatusCode)
		}
	}
}

func TestParameterNamesInAnyCase(t *testing.T) {
	w := newWorld(t, nil)
	p := w.open("/authorize?Client_Id=demo&REDIRECT_URI=https%3A%2F%2Fapp.example%2Fcb%3Ffrom%3Dpayglot&Response_Type=code")
	if p = p.logIn(); p.reply.StatusCode != http.StatusOK {
		t.Errorf("status %d", p.reply.StatusCode)
	}
}
