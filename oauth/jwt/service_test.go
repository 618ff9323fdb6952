package jwt_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/oauth"
	"github.com/payglot/payglot/store"
)

// endpoint is what is left for a dialect to write: the order of its checks and
// the words of its refusals.
func (w *world) endpoint() http.Handler {
	gate := oauth.NewGate(w.access, "securex", nil)
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		request, refused := oauth.ReadRequest(rw, r)
		if refused == nil {
			refused = gate.Open(r)
		}
		var who oauth.Credentials
		if refused == nil {
			who, refused = request.Credentials()
		}
		if refused != nil {
			refused.Write(rw)
			return
		}
		c, err := gate.Client(r, who)
		switch {
		case errors.Is(err, access.ErrSecret):
			(&oauth.Error{Code: oauth.InvalidClient, Description: "wrong secret"}).Write(rw)
			return
		case err != nil:
			(&oauth.Error{Code: oauth.InvalidClient, Description: "unknown client"}).Write(rw)
			return
		case request.Get("grant_type") != access.GrantClient || !c.May(access.GrantClient):
			(&oauth.Error{Code: oauth.UnsupportedGrantType, Description: "no"}).Write(rw)
			return
		}
		claims := w.claims()
		claims.Client, claims.Expires = c.ClientID, w.clock.Now().Add(c.AccessLife()).Unix()
		token, err := w.signer.Sign(r.Context(), claims)
		if err != nil {
			w.t.Error(err)
		}
		oauth.WriteJSON(rw, http.StatusOK, map[string]any{"access_token": token, "expires_in": int64(c.AccessLife() / time.Second)})
	})
}

// From a secret to a decision: a token is asked for, shown, and what it may is
// asked of the client's own login.
func TestFromSecretToDecision(t *testing.T) {
	w := newWorld(t)
	provider := w.provider()
	w.update(func(tx *store.Tx) error {
		_, _, err := w.access.CreateClient(tx, access.ClientSpec{
			Dialect: "securex", ClientID: "demo", Name: "Demo", Secret: "demo-secret", AccessLife: time.Minute,
			Activities: []string{"Get*"}, Grants: []string{access.GrantClient},
			Service: &access.ServiceSpec{Providers: []kind.ID{provider}, Rights: []string{"Firm: read"}},
		})
		return err
	})
	ask := func(form string) (int, map[string]any) {
		r := httptest.NewRequest(http.MethodPost, "/token", strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer := httptest.NewRecorder()
		w.endpoint().ServeHTTP(answer, r)
		var members map[string]any
		if err := json.Unmarshal(answer.Body.Bytes(), &members); err != nil {
			t.Fatal(err)
		}
		return answer.Code, members
	}
	for form, want := range map[string]string{
		"grant_type=client_credentials&client_id=demo&client_secret=x":       "wrong secret",
		"grant_type=client_credentials&client_id=nobody&client_secret=x":     "unknown client",
		"grant_type=password&client_id=demo&client_secret=demo-secret":       "no",
		"grant_type=client_credentials&client_id=demo&CLIENT_ID=demo&x=%zz1": "the parameters are not form encoded",
	} {
		if status, members := ask(form); status != 400 || members["error_description"] != want {
			t.Errorf("%s: %d %v", form, status, members)
		}
	}
	status, members := ask("grant_type=client_credentials&client_id=demo&client_secret=demo-secret")
	token, _ := members["access_token"].(string)
	if status != 200 || members["expires_in"] != 60.0 {
		t.Fatalf("%d %v", status, members)
	}
	who, err := w.signer.Verify(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	session, err := w.access.ServiceSession(t.Context(), "securex", who.Client)
	if err != nil {
		t.Fatal(err)
	}
	err = w.store.View(t.Context(), func(tx *store.Tx) error {
		read, write := access.Activity{Name: "GetFirm", Area: "Firm"}, access.Activity{Name: "PatchFirm", Area: "Firm", Write: true}
		if err := session.May(tx, read, access.Scope{Provider: provider}); err != nil {
			t.Errorf("read: %v", err)
		}
		if err := session.May(tx, write, access.Scope{Provider: provider}); err == nil {
			t.Error("may write")
		}
		if err := session.May(tx, read, access.Scope{Provider: kind.MustID("00000000-0000-7000-8000-0000000000aa")}); !errors.Is(err, access.ErrOutOfReach) {
			t.Errorf("read elsewhere: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.after(time.Minute + leeway)
	if w.good(token) {
		t.Error("is good after its life")
	}
}

type named struct {
	ID kind.ID `json:"id"`
}

var providers = kind.Of[named]("test provider", "providers")

func (w *world) provider() (id kind.ID) {
	w.t.Helper()
	w.update(func(tx *store.Tx) (err error) {
		id, err = providers.Create(tx, kind.ID{}, new(named))
		return err
	})
	return id
}
