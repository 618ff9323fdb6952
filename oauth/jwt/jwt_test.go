package jwt_test

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/oauth/jwt"
	"github.com/payglot/payglot/store"
)

// What a client sees: three parts, a header that names a key of the key set,
// and a signature that this key proves.
func TestTokensAreProvenByTheKeySet(t *testing.T) {
	w := newWorld(t)
	want := w.claims()
	token := w.sign(want)
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatalf("token %s", token)
	}
	var header map[string]string
	if err := json.Unmarshal(decode(t, parts[0]), &header); err != nil {
		t.Fatal(err)
	}
	ids, keys := w.keySet()
	if len(header) != 3 || header["alg"] != "RS256" || header["typ"] != "JWT" || len(ids) != 1 || header["kid"] != ids[0] {
		t.Errorf("header %v, keys %q", header, ids)
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if err := rsa.VerifyPKCS1v15(keys[header["kid"]], crypto.SHA256, digest[:], decode(t, parts[2])); err != nil {
		t.Error(err)
	}
	if body := string(decode(t, parts[1])); !strings.Contains(body, `"appid":"demo"`) || strings.Contains(body, "nbf") {
		t.Errorf("claims %s", body)
	}
	for range 2 { // checked, and remembered
		got, err := w.signer.Verify(t.Context(), token)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("claims %+v: %v", got, err)
		}
	}
}

func TestSeveralAudiences(t *testing.T) {
	w := newWorld(t)
	o := jwt.Options{Dialect: "visma", Type: "at+jwt", Issuer: "https://connect.example", Audience: "https://api.example"}
	s := jwt.New[scoped](w.access, o)
	c := &scoped{Issuer: o.Issuer, Audience: []string{"https://other.example", o.Audience}, Expires: origin.Unix() + 60, Client: "isv_demo", Scope: []string{"a", "b"}}
	token, err := s.Sign(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Verify(t.Context(), token)
	if err != nil || !reflect.DeepEqual(got, c) {
		t.Errorf("claims %+v: %v", got, err)
	}
	c.Audience = c.Audience[:1]
	if _, err := s.Sign(t.Context(), c); err == nil {
		t.Error("signed for another audience")
	}
}

// RFC 7515, 5.2 says what makes a token invalid, RFC 8725, 2 and 3 what
// attackers try, RFC 7519, 4.1 what claims mean.
func TestVerifyRefuses(t *testing.T) {
	w := newWorld(t)
	token := w.sign(w.claims())
	parts := strings.Split(token, ".")
	header, body := string(decode(t, parts[0])), string(decode(t, parts[1]))
	key := w.key()
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	head := func(old, new string) string { return w.forge(swap(t, header, old, new), body) }
	claim := func(old, new string) string { return w.forge(header, swap(t, body, old, new)) }
	exp := fmt.Sprintf(`"exp":%d`, origin.Add(time.Hour).Unix())
	for _, c := range []struct{ name, token, why string }{
		{"the token itself, made by hand", w.forge(header, body), ""},
		{"other members of the header", head(`{`, `{"jku":"https://evil.example","x5u":"https://evil.example",`), ""},
		{"good from now on", claim(exp, exp+fmt.Sprintf(`,"nbf":%d`, origin.Add(leeway).Unix())), ""},

		{"nothing", "", "compact form"},
		{"two parts", parts[0] + "." + parts[1], "compact form"},
		{"four parts", token + ".", "compact form"},
		{"encrypted form", token + ".x.y", "compact form"},
		{"too long", token + strings.Repeat("A", 8<<10), "too long"},
		{"padding", token + "=", "compact form"},
		{"line end", token[:len(token)-4] + "\n" + token[len(token)-4:], "compact form"},
		{"loose last bits", token[:len(token)-1] + looser(token[len(token)-1]), "compact form"},
		{"standard alphabet", "+" + token[1:], "compact form"},
		{"header no JSON", w.forge("x", body), "compact form"},
		{"header null", w.forge("null", body), "compact form"},
		{"header twice", head(`{`, `{"alg":"RS256",`), "compact form"},
		{"claims no JSON", w.forge(header, "x"), "claims can't be read"},
		{"claims null", w.forge(header, "null"), "another issuer"},
		{"claims twice", claim(`{`, `{"exp":9999999999,`), "claims can't be read"},
		{"claims of another form", claim(`"appid":"demo"`, `"appid":7`), "not those of the dialect"},

		{"alg none", encode(swap(t, header, "RS256", "none")) + "." + parts[1] + ".", "signed by RS256"},
		{"alg None, signature kept", encode(swap(t, header, "RS256", "None")) + "." + parts[1] + "." + parts[2], "signed by RS256"},
		{"alg HS256, key set's modulus", hs256(swap(t, header, "RS256", "HS256"), body, key.RSA.N.Bytes()), "signed by RS256"},
		{"alg HS256, public key as PEM", hs256(swap(t, header, "RS256", "HS256"), body, publicPEM(t, key)), "signed by RS256"},
		{"HS256 under the name RS256", hs256(header, body, publicPEM(t, key)), "signature"},
		{"alg RS512", head("RS256", "RS512"), "signed by RS256"},
		{"alg in other case", head("RS256", "rs256"), "signed by RS256"},
		{"no alg", head(`"alg":"RS256",`, ``), "signed by RS256"},
		{"ALG", head(`"alg"`, `"ALG"`), "signed by RS256"},
		{"other type", head(`"JWT"`, `"at+jwt"`), "another type"},
		{"critical", head(`{`, `{"crit":["b64"],"b64":false,`), "understood"},
		{"critical null", head(`{`, `{"crit":null,`), "understood"},

		{"no key", head(key.ID, ""), "names no key"},
		{"no kid", head(`,"kid":"`+key.ID+`"`, ``), "names no key"},
		{"unknown key", head(key.ID, strings.Repeat("0", 32)), "no key of ours"},
		{"key in other case", head(key.ID, strings.ToUpper(key.ID)), "no key of ours"},
		{"strange key", head(key.ID, "../"+key.ID), "no key of ours"},
		{"a stranger's signature", signed(t, stranger, header, body), "signature"},
		{"a stranger's key in the header", signed(t, stranger, swap(t, header, `{`, `{"jwk":{"kty":"RSA","e":"AQAB","n":"`+encode(string(stranger.N.Bytes()))+`"},`), body), "signature"},
		{"no signature", parts[0] + "." + parts[1] + ".", "signature"},
		{"short signature", parts[0] + "." + parts[1] + "." + parts[2][:20], "signature"},
		{"claims changed", parts[0] + "." + encode(swap(t, body, `"demo"`, `"dema"`)) + "." + parts[2], "signature"},
		{"header changed", encode(swap(t, header, `{`, `{ `)) + "." + parts[1] + "." + parts[2], "signature"},

		{"other issuer", claim(issuer, issuer+"/"), "issuer"},
		{"no issuer", claim(`"iss":"`+issuer+`",`, ``), "issuer"},
		{"other audience", claim(audience, "microsoft:identityserver:other"), "audience"},
		{"no audience", claim(`"aud":"`+audience+`",`, ``), "audience"},
		{"audience null", claim(`"aud":"`+audience+`"`, `"aud":null`), "audience"},
		{"no audience in a list", claim(`"aud":"`+audience+`"`, `"aud":[]`), "audience"},
		{"part of the audience", claim(audience, audience[:5]), "audience"},
		{"audience is a number", claim(`"aud":"`+audience+`"`, `"aud":1`), "can't be read"},
		{"no expiry", claim(exp+`,`, ``), "no expiry"},
		{"expiry null", claim(exp, `"exp":null`), "no expiry"},
		{"expiry is text", claim(exp, `"exp":"9999999999"`), "can't be read"},
		{"expiry too large to count", claim(exp, `"exp":99999999999999999999`), "can't be read"},
		{"expired long ago", claim(exp, `"exp":-9223372036854775808`), "expired"},
		{"good later", claim(exp, exp+fmt.Sprintf(`,"nbf":%d`, origin.Add(leeway).Unix()+1)), "isn't good yet"},
	} {
		for range 2 { // checked, and perhaps remembered
			if why := w.refused(c.token); (why == "") != (c.why == "") || !strings.Contains(why, c.why) {
				t.Errorf("%s: %q, want %q", c.name, why, c.why)
			}
		}
	}
	if !w.good(token) {
		t.Error("none of this changes that the token is good")
	}
}

// swap replaces what must be there.
func swap(t *testing.T, text, old, new string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("%s doesn't hold %s", text, old)
	}
	return strings.Replace(text, old, new, 1)
}

// looser is the digit that decodes to the same bytes: 256 bytes of a
// signature leave four bits of the last digit unused.
func looser(last byte) string {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return string(digits[strings.IndexByte(digits, last)+1])
}

func hs256(header, claims string, secret []byte) string {
	text := encode(header) + "." + encode(claims)
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(text))
	return text + "." + encode(string(mac.Sum(nil)))
}

func publicPEM(t *testing.T, k *access.SigningKey) []byte {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(&k.RSA.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}

// A token ends at its expiry by the record's clock, or the leeway later; that
// it was remembered makes no difference, nor does it when the clock goes back.
func TestExpiry(t *testing.T) {
	w := newWorld(t)
	token := w.sign(w.claims())
	for _, c := range []struct {
		at   time.Duration
		good bool
	}{
		{0, true},
		{time.Hour - time.Second, true},
		{time.Hour, true}, // within the leeway
		{time.Hour + leeway - time.Nanosecond, true},
		{time.Hour + leeway, false},
		{48 * time.Hour, false},
		{time.Hour, true}, // back again
		{-24 * time.Hour, true},
	} {
		w.after(origin.Add(c.at).Sub(w.clock.Now()))
		for _, what := range []string{"remembered", "forgotten"} {
			if got := w.good(token); got != c.good {
				t.Errorf("after %v, %s: good is %v", c.at, what, got)
			}
			w.access.Forget()
		}
	}
	w.after(origin.Add(time.Hour).Sub(w.clock.Now()))
	strict := w.options
	strict.Leeway = 0
	if why := reason(t, jwt.New[claims](w.access, strict), token); !strings.Contains(why, "expired") {
		t.Errorf("without leeway: %q", why)
	}
}

// A replaced key's tokens are good until they expire, and no key outlives
// them: the longest token that can be signed, with the longest leeway.
func TestRotation(t *testing.T) {
	w := newWorld(t)
	w.options.Leeway = access.MaxLeeway
	w.signer = jwt.New[claims](w.access, w.options)
	long := w.claims()
	long.Expires = origin.Add(access.SignedLife).Unix()
	before := w.sign(long)
	first, _ := w.keySet()
	w.rotate()
	after := w.sign(w.claims())
	ids, keys := w.keySet()
	if len(ids) != 2 || ids[1] != first[0] || len(keys) != 2 {
		t.Errorf("keys are %q, were %q", ids, first)
	}
	if !strings.Contains(string(decode(t, strings.Split(after, ".")[0])), ids[0]) {
		t.Error("the new key doesn't sign")
	}
	if !w.good(before) || !w.good(after) {
		t.Error("a token isn't good after rotation")
	}
	w.after(access.SignedLife + access.MaxLeeway - time.Second)
	w.access.Forget()
	if !w.good(before) {
		t.Error("the key went before its token")
	}
	w.after(2 * time.Minute)
	w.access.Forget()
	if why := w.refused(before); !strings.Contains(why, "no key of ours") {
		t.Errorf("after all: %q", why)
	}
	if ids, _ := w.keySet(); len(ids) != 1 {
		t.Errorf("keys are %q", ids)
	}
}

// Other dialects have other keys, though they call themselves the same.
func TestTokenOfAnotherDialect(t *testing.T) {
	w := newWorld(t)
	o := w.options
	o.Dialect = "visma"
	other := jwt.New[claims](w.access, o)
	token, err := other.Sign(t.Context(), w.claims())
	if err != nil {
		t.Fatal(err)
	}
	if why := reason(t, other, token); why != "" {
		t.Fatal(why)
	}
	if why := w.refused(token); !strings.Contains(why, "no key of ours") {
		t.Errorf("refused: %q", why)
	}
	if why := reason(t, other, w.sign(w.claims())); !strings.Contains(why, "no key of ours") {
		t.Errorf("refused: %q", why)
	}
}

// A checked token isn't checked again, until keys or access change.
func TestCheckedTokensAreRememberedAndForgotten(t *testing.T) {
	for name, change := range map[string]func(*world){
		"keys rotate":      func(w *world) { w.rotate() },
		"a client is made": func(w *world) { w.client("securex", "another") },
		"a key is made": func(w *world) {
			w.update(func(tx *store.Tx) error {
				_, _, err := w.access.CreateKey(tx, access.KeySpec{Dialect: "securex", Name: "key"})
				return err
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			token := w.sign(w.claims())
			if !w.good(token) {
				t.Fatal("not good")
			}
			w.sql(`DELETE FROM record WHERE kind = 'signing key'`)
			if !w.good(token) {
				t.Error("wasn't remembered")
			}
			change(w)
			if w.good(token) {
				t.Error("wasn't forgotten")
			}
		})
	}
}

// A good token says who, not that the client still may: that is asked of
// access with every request.
func TestTokenOfABlockedClient(t *testing.T) {
	w := newWorld(t)
	c := w.client("securex", "demo")
	token := w.sign(w.claims())
	ask := func() error {
		got, err := w.signer.Verify(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.access.ServiceSession(t.Context(), "securex", got.Client)
		return err
	}
	if err := ask(); err != nil {
		t.Fatal(err)
	}
	c.Blocked = true
	w.update(func(tx *store.Tx) error { return w.access.SaveClient(tx, c) })
	if err := ask(); !errors.Is(err, access.ErrClient) {
		t.Errorf("a blocked client: %v", err)
	}
	c.Blocked = false
	w.update(func(tx *store.Tx) error { return w.access.SaveClient(tx, c) })
	if err := ask(); err != nil {
		t.Errorf("no longer blocked: %v", err)
	}
}

// What Verify would refuse isn't signed.
func TestSignRefuses(t *testing.T) {
	w := newWorld(t)
	for name, change := range map[string]func(*claims){
		"other issuer":   func(c *claims) { c.Issuer = "http://evil.example" },
		"other audience": func(c *claims) { c.Audience = "" },
		"expired":        func(c *claims) { c.Expires = origin.Unix() },
		"no expiry":      func(c *claims) { c.Expires = 0 },
		"too long":       func(c *claims) { c.Expires = origin.Add(access.SignedLife).Unix() + 1 },
		"no text":        func(c *claims) { c.Client = "\xff" },
	} {
		c := w.claims()
		change(c)
		if token, err := w.signer.Sign(t.Context(), c); err == nil || token != "" {
			t.Errorf("%s: signed", name)
		}
	}
}

func TestOptionsThatLeaveTokensUnchecked(t *testing.T) {
	w := newWorld(t)
	for name, change := range map[string]func(*jwt.Options){
		"no dialect":      func(o *jwt.Options) { o.Dialect = "" },
		"no issuer":       func(o *jwt.Options) { o.Issuer = "" },
		"no audience":     func(o *jwt.Options) { o.Audience = "" },
		"long leeway":     func(o *jwt.Options) { o.Leeway = access.MaxLeeway + 1 },
		"negative leeway": func(o *jwt.Options) { o.Leeway = -1 },
	} {
		o := w.options
		change(&o)
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			jwt.New[claims](w.access, o)
		}()
	}
}

func TestKeySetIsAskedForByGET(t *testing.T) {
	w := newWorld(t)
	for method, want := range map[string]int{"GET": 200, "HEAD": 200, "POST": 405, "DELETE": 405} {
		answer := httptest.NewRecorder()
		w.signer.KeySet().ServeHTTP(answer, httptest.NewRequest(method, "/keys", nil))
		if answer.Code != want || (want == 405) != (answer.Header().Get("Allow") == "GET, HEAD") {
			t.Errorf("%s: %d %v", method, answer.Code, answer.Header())
		}
	}
}

// When the store fails, it isn't the token's fault, and nobody outside learns
// more than that.
func TestInnerFailure(t *testing.T) {
	w := newWorld(t)
	var log strings.Builder
	w.options.Log = slog.New(slog.NewTextHandler(&log, nil))
	w.signer = jwt.New[claims](w.access, w.options)
	token := w.sign(w.claims())
	w.sql(`UPDATE record SET body = '{"private":"AAAA","retires":null}' WHERE kind = 'signing key'`)
	w.access.Forget()
	fails := func(what string, err error) {
		if err == nil || errors.Is(err, access.ErrToken) || strings.Contains(err.Error(), "AAAA") {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, damage := range []string{"", `DROP TABLE record`} {
		if damage != "" {
			w.sql(damage)
		}
		_, err := w.signer.Verify(t.Context(), token)
		fails("verify", err)
		_, err = w.signer.Sign(t.Context(), w.claims())
		fails("sign", err)
		answer := httptest.NewRecorder()
		w.signer.KeySet().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/keys", nil))
		if answer.Code != 500 || strings.Contains(answer.Body.String(), "record") || strings.Contains(answer.Body.String(), "signing") {
			t.Errorf("%d %s", answer.Code, answer.Body)
		}
	}
	if strings.Count(log.String(), "key set failed") != 2 || strings.Contains(log.String(), "AAAA") {
		t.Errorf("log is %s", log.String())
	}
}

// Whatever is made of tokens, only those that were signed here are good, and
// in no other spelling.
func FuzzVerify(f *testing.F) {
	w := newWorld(f)
	token := w.sign(w.claims())
	old := w.sign(w.claims())
	if err := w.access.RotateSigningKey(f.Context(), "securex"); err != nil {
		f.Fatal(err)
	}
	signed := []string{token, old, w.sign(w.claims())}
	header, body, _ := strings.Cut(token, ".")
	f.Add(token)
	f.Add(signed[2])
	f.Add(token + "=")
	f.Add(header + ".." + body)
	f.Add(encode(`{"alg":"none","typ":"JWT"}`) + "." + body)
	f.Add(encode(`{"alg":"RS256","typ":"JWT","kid":"`+strings.Repeat("0", 32)+`"}`) + "." + body)
	f.Add(encode(`{"alg":"RS256","typ":"JWT","kid":null,"crit":[]}`) + "." + encode(`{"aud":[{}]}`) + ".AAAA")
	f.Add(encode(`{"alg":"RS256","typ":[],"kid":"0","jwk":{"kty":"RSA","e":"AQAB","n":"AQ"},"x5c":["AA=="]}`) + "." + body)
	f.Fuzz(func(t *testing.T, text string) {
		c, err := w.signer.Verify(t.Context(), text)
		if err == nil != slices.Contains(signed, text) || err == nil && c.Client != "demo" {
			t.Fatalf("%q: %v", text, err)
		}
		if err != nil && !errors.Is(err, access.ErrToken) {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

func BenchmarkSign(b *testing.B) {
	w := newWorld(b)
	w.sign(w.claims())
	for b.Loop() {
		w.sign(w.claims())
	}
}

func BenchmarkVerifyRemembered(b *testing.B) {
	w := newWorld(b)
	token := w.sign(w.claims())
	for b.Loop() {
		if _, err := w.signer.Verify(b.Context(), token); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkVerifyCold checks a token that wasn't seen before, with the keys at
// hand.
func BenchmarkVerifyCold(b *testing.B) {
	w := newWorld(b)
	token := w.sign(w.claims())
	for b.Loop() {
		if err := w.signer.Check(b.Context(), token); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkVerifyForgotten is the first check after something of access has
// changed: the keys are read anew too.
func BenchmarkVerifyForgotten(b *testing.B) {
	w := newWorld(b)
	token := w.sign(w.claims())
	for b.Loop() {
		w.access.Forget()
		if _, err := w.signer.Verify(b.Context(), token); err != nil {
			b.Fatal(err)
		}
	}
}
