package securex_test

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"strings"
	"testing"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/store"
)

// The claims of an AD FS access token as public client code reads them, and its
// signature as a stranger checks it: with the key that the metadata leads to.
func TestKeys(t *testing.T) {
	w := start(t)
	token := strings.Split(w.token(t), ".")
	if len(token) != 3 {
		t.Fatalf("a token of %d parts", len(token))
	}
	var claims map[string]any
	decode(t, token[1], &claims)
	for name, want := range map[string]any{
		"aud": "microsoft:identityserver:payglot", "iss": "http://localhost/adfs/services/trust",
		"apptype": "Confidential", "appid": demo.ClientID, "ver": "1.0", "auth_time": "2024-06-14T08:00:00.000Z",
		"iat": 1718352000.0, "exp": 1718355600.0,
		"authmethod": "http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password",
	} {
		if claims[name] != want {
			t.Errorf("%s is %v, want %v", name, claims[name], want)
		}
	}
	var header struct{ Alg, Typ, Kid string }
	decode(t, token[0], &header)
	if header.Alg != "RS256" || header.Typ != "JWT" {
		t.Errorf("header %+v", header)
	}
	var metadata struct {
		Issuer string `json:"issuer"`
		Keys   string `json:"jwks_uri"`
		Token  string `json:"token_endpoint"`
	}
	w.read(t, w.URL+"/adfs/.well-known/openid-configuration", &metadata)
	if metadata.Issuer != w.URL+"/adfs" || metadata.Token != w.URL+"/adfs/oauth2/token/" {
		t.Errorf("metadata %+v", metadata)
	}
	var set struct {
		Keys []struct{ Kid, N, E string }
	}
	w.read(t, metadata.Keys, &set)
	if len(set.Keys) != 1 || set.Keys[0].Kid != header.Kid {
		t.Fatalf("keys %+v for %s", set, header.Kid)
	}
	number := func(text string) *big.Int { return new(big.Int).SetBytes(decoded(t, text)) }
	key := &rsa.PublicKey{N: number(set.Keys[0].N), E: int(number(set.Keys[0].E).Int64())}
	digest := sha256.Sum256([]byte(token[0] + "." + token[1]))
	if err := rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], decoded(t, token[2])); err != nil {
		t.Error(err)
	}
}

func decoded(t *testing.T, text string) []byte {
	t.Helper()
	plain, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal(decoded(t, text), into); err != nil {
		t.Fatal(err)
	}
}

func (w *world) read(t *testing.T, url string, into any) {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	status, _, body := heard(t, answer)
	if err := json.Unmarshal(body, into); err != nil || status != http.StatusOK {
		t.Fatalf("%s: %d %s %v", url, status, body, err)
	}
}

// A token is taken up to a minute after its expiry, and no longer; by the
// record's clock.
func TestTokenExpires(t *testing.T) {
	w := start(t)
	token := "Authorization: Bearer " + w.token(t)
	for when, want := range map[string]int{
		"2024-06-14T11:00:59+02:00": http.StatusOK,
		"2024-06-14T11:01:00+02:00": http.StatusUnauthorized,
	} {
		w.at(t, when)
		if status, _, body := w.call(t, http.MethodGet, "/bel/firms/100200", "", token); status != want {
			t.Errorf("%s: %d %s", when, status, body)
		}
	}
}

// What is taken away from a client holds for the tokens that it has.
func TestTokensFollowTheClient(t *testing.T) {
	w := start(t)
	token := "Authorization: Bearer " + w.token(t)
	change := func(f func(tx *store.Tx, c *access.Client) error) {
		t.Helper()
		err := w.House.Store.Update(t.Context(), store.Actor{Dialect: "payglot"}, func(tx *store.Tx) error {
			c, err := access.FindClient(tx, "securex", demo.ClientID)
			if err != nil {
				return err
			}
			return f(tx, c)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	want := func(what string, status int) {
		t.Helper()
		if got, _, body := w.call(t, http.MethodGet, "/bel/firms/100200", "", token); got != status {
			t.Errorf("%s: %d %s", what, got, body)
		}
	}
	want("at first", http.StatusOK)
	change(func(tx *store.Tx, c *access.Client) error {
		return w.House.Access.Unlink(tx, c, demo.Firm(demo.FirmNumber))
	})
	want("unlinked", http.StatusForbidden)
	change(func(tx *store.Tx, c *access.Client) error {
		return w.House.Access.Link(tx, c, demo.Firm(demo.FirmNumber), "Firm: change")
	})
	want("without the right to read", http.StatusForbidden)
	change(func(tx *store.Tx, c *access.Client) error {
		return w.House.Access.Link(tx, c, demo.Firm(demo.FirmNumber), "Firm: read")
	})
	want("with the right to read", http.StatusOK)
	if status, _, _ := w.call(t, http.MethodGet, "/bel/firms/100200/employees", "", token); status != http.StatusForbidden {
		t.Errorf("employees without the right to them: %d", status)
	}
	change(func(tx *store.Tx, c *access.Client) error {
		c.Blocked = true
		return w.House.Access.SaveClient(tx, c)
	})
	want("blocked", http.StatusUnauthorized)
	if status, _, body := w.ask(t, demo.ClientID, demo.ClientSecret, "client_credentials"); status != http.StatusBadRequest {
		t.Errorf("a blocked client is given a token: %s", body)
	}
}

// Whoever guesses secrets is slowed down.
func TestGuessing(t *testing.T) {
	w := start(t)
	for range 100 {
		status, header, _ := w.ask(t, demo.ClientID, "guess", "client_credentials")
		if status == http.StatusTooManyRequests {
			if header.Get("Retry-After") == "" {
				t.Error("doesn't say when to try again")
			}
			return
		}
	}
	t.Error("a hundred guesses, and none refused")
}
