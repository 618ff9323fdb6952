package jwt_test

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/oauth/jwt"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
)

const (
	issuer   = "http://logon.example/adfs/services/trust"
	audience = "microsoft:identityserver:payroll"
	leeway   = time.Minute
)

var origin = time.Date(2024, 6, 14, 8, 0, 0, 0, time.UTC)

// claims are like those of AD FS, which names one audience.
type claims struct {
	Issuer    string `json:"iss"`
	Audience  string `json:"aud"`
	IssuedAt  int64  `json:"iat"`
	NotBefore *int64 `json:"nbf,omitempty"`
	Expires   int64  `json:"exp"`
	Client    string `json:"appid"`
	Version   string `json:"ver"`
}

// scoped are like those of Visma, which names several.
type scoped struct {
	Issuer   string   `json:"iss"`
	Audience []string `json:"aud"`
	Expires  int64    `json:"exp"`
	Client   string   `json:"client_id"`
	Scope    []string `json:"scope"`
}

type world struct {
	t       testing.TB
	store   *store.Store
	clock   *clock.Movable
	access  *access.Access
	signer  *jwt.Signer[claims]
	options jwt.Options
}

func newWorld(t testing.TB) *world {
	t.Helper()
	engine, err := sqlite.OpenMemory(t.Name())
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, clock: clock.NewMovable(store.Zone)}
	if err := w.clock.Set(origin, clock.Fixed); err != nil {
		t.Fatal(err)
	}
	w.store = store.Open(engine, w.clock, nil)
	t.Cleanup(func() { w.store.Close() })
	quiet := slog.New(slog.DiscardHandler)
	w.access = access.New(w.store, access.Options{Log: quiet})
	w.options = jwt.Options{Dialect: "securex", Issuer: issuer, Audience: audience, Leeway: leeway, Log: quiet}
	w.signer = jwt.New[claims](w.access, w.options)
	return w
}

// claims are good for an hour.
func (w *world) claims() *claims {
	now := w.clock.Now()
	return &claims{Issuer: issuer, Audience: audience, IssuedAt: now.Unix(), Expires: now.Add(time.Hour).Unix(), Client: "demo", Version: "1.0"}
}

func (w *world) sign(c *claims) string {
	w.t.Helper()
	token, err := w.signer.Sign(w.t.Context(), c)
	if err != nil {
		w.t.Fatal(err)
	}
	return token
}

func (w *world) good(token string) bool { return w.refused(token) == "" }

// refused says why a token is refused; empty when it is good.
func (w *world) refused(token string) string {
	w.t.Helper()
	return reason(w.t, w.signer, token)
}

func reason[C any](t testing.TB, s *jwt.Signer[C], token string) string {
	t.Helper()
	c, err := s.Verify(context.Background(), token)
	if err == nil {
		return ""
	}
	if !errors.Is(err, access.ErrToken) || c != nil {
		t.Fatalf("got %v, %v; want an unknown token", c, err)
	}
	return strings.TrimPrefix(err.Error(), access.ErrToken.Error()+": ")
}

func (w *world) after(d time.Duration) {
	w.t.Helper()
	if err := w.clock.Set(w.clock.Now().Add(d), clock.Fixed); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) update(f func(*store.Tx) error) {
	w.t.Helper()
	if err := w.store.Update(context.Background(), store.Actor{Dialect: "test"}, f); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) rotate() {
	w.t.Helper()
	if err := w.access.RotateSigningKey(w.t.Context(), "securex"); err != nil {
		w.t.Fatal(err)
	}
}

// sql changes the database behind everybody's back.
func (w *world) sql(statement string) {
	w.t.Helper()
	w.update(func(tx *store.Tx) error {
		_, err := tx.Conn().Exec(tx.Context(), statement)
		return err
	})
}

// key is the one that signs.
func (w *world) key() *access.SigningKey {
	w.t.Helper()
	keys, err := w.access.SigningKeys(w.t.Context(), "securex")
	if err != nil {
		w.t.Fatal(err)
	}
	return keys[0]
}

// forge makes a token of any header and claims, signed by a right key.
func (w *world) forge(header, claims string) string {
	w.t.Helper()
	return signed(w.t, w.key().RSA, header, claims)
}

func signed(t testing.TB, key *rsa.PrivateKey, header, claims string) string {
	t.Helper()
	text := encode(header) + "." + encode(claims)
	digest := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	return text + "." + encode(string(signature))
}

func encode(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

func decode(t testing.TB, text string) []byte {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// keySet asks for the public keys as a client would.
func (w *world) keySet() (ids []string, keys map[string]*rsa.PublicKey) {
	w.t.Helper()
	answer := httptest.NewRecorder()
	w.signer.KeySet().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/keys", nil))
	if answer.Code != http.StatusOK || answer.Header().Get("Content-Type") != "application/json" {
		w.t.Fatalf("%d %v %s", answer.Code, answer.Header(), answer.Body)
	}
	var set struct {
		Keys []map[string]string `json:"keys"`
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &set); err != nil {
		w.t.Fatal(err)
	}
	keys = map[string]*rsa.PublicKey{}
	for _, k := range set.Keys {
		if k["kty"] != "RSA" || k["use"] != "sig" || k["alg"] != "RS256" || k["e"] != "AQAB" || len(k) != 6 {
			w.t.Errorf("key %v", k)
		}
		keys[k["kid"]] = &rsa.PublicKey{N: new(big.Int).SetBytes(decode(w.t, k["n"])), E: 65537}
		ids = append(ids, k["kid"])
	}
	return ids, keys
}

// client makes a client that acts for itself.
func (w *world) client(dialect, id string) *access.Client {
	w.t.Helper()
	var c *access.Client
	w.update(func(tx *store.Tx) (err error) {
		c, _, err = w.access.CreateClient(tx, access.ClientSpec{
			Dialect: dialect, ClientID: id, Name: id, Activities: []string{"*"}, Grants: []string{access.GrantClient},
			Service: &access.ServiceSpec{Providers: []kind.ID{}, Rights: []string{"*"}},
		})
		return err
	})
	return c
}
