package visma_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/demo"
)

// keySet gets the keys by which tokens can be checked.
func (w *world) keySet(t testing.TB) *jose.JSONWebKeySet {
	t.Helper()
	status, _, body := w.call(t, http.MethodGet, "/.well-known/openid-configuration", "", "")
	if status != http.StatusOK {
		t.Fatalf("discovery: %d %s", status, body)
	}
	status, _, body = w.call(t, http.MethodGet, text(t, body, "jwks_uri"), "", "")
	set := new(jose.JSONWebKeySet)
	if err := json.Unmarshal(body, set); err != nil || status != http.StatusOK {
		t.Fatalf("keys: %d %s: %v", status, body, err)
	}
	return set
}

// claims checks a token as a stranger does, by the published keys.
func (w *world) claims(t testing.TB, token string) (key string, claims map[string]any) {
	t.Helper()
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	key = signed.Signatures[0].Header.KeyID
	keys := w.keySet(t).Key(key)
	if len(keys) != 1 {
		t.Fatalf("%d keys are called %s", len(keys), key)
	}
	payload, err := signed.Verify(keys[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(payload, &claims); err != nil {
		t.Fatal(err)
	}
	return key, claims
}

// TestDiscovery checks a token by what is published, before and after the key
// was replaced.
func TestDiscovery(t *testing.T) {
	w := start(t)
	token := w.tokenOf(t, "isv_demo without contact")
	first, claims := w.claims(t, token)
	now := w.House.Clock.Now().Unix()
	want := map[string]any{
		"iss": "https://connect.visma.com", "aud": []any{"https://api.analytics1.hrm.visma.net"},
		"nbf": float64(now), "iat": float64(now), "exp": float64(now + 3600),
		"client_id": demo.VismaClientID, "tenant_id": demo.VismaTenant.String(), "jti": claims["jti"],
		"scope": []any{basic[0], basic[1], basic[2], basic[3], basic[4]},
	}
	if diff := cmp.Diff(want, claims); diff != "" {
		t.Errorf("claims: %s", diff)
	}
	if id, _ := claims["jti"].(string); len(id) != 36 {
		t.Errorf("the token's id is %q", id)
	}
	if len(first) != 32 || strings.Trim(first, "0123456789abcdef") != "" {
		t.Errorf("the key's id is %q", first)
	}
	w.Control(t, http.MethodPost, "visma/keys/rotate", "")
	second, _ := w.claims(t, w.tokenOf(t, "isv_demo"))
	if first == second || len(w.keySet(t).Keys) != 2 {
		t.Errorf("after rotation the key is %s, as before %s, of %d", second, first, len(w.keySet(t).Keys))
	}
	if again, _ := w.claims(t, token); again != first {
		t.Error("the old token can't be checked any more")
	}
	if status, _, body := w.call(t, http.MethodPost, "/v1/command/nl/hrm/users", token, ""); status != http.StatusAccepted {
		t.Errorf("the old token opens nothing: %d %s", status, body)
	}
}

// credentials of the demo application, with more parameters.
func credentials(more ...string) url.Values {
	form := url.Values{"client_id": {demo.VismaClientID}, "client_secret": {demo.VismaSecret}}
	for i := 0; i < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return form
}

// TestRevocation looks at a token and gives it back (RFC 7662, RFC 7009).
func TestRevocation(t *testing.T) {
	onBoth(t, func(t *testing.T, open opener) {
		w := open(t)
		token := w.tokenOf(t, "isv_demo without contact")
		look := func(form url.Values) map[string]any {
			t.Helper()
			status, body := w.post(t, "/connect/introspect", form)
			var seen map[string]any
			if err := json.Unmarshal(body, &seen); err != nil || status != http.StatusOK {
				t.Fatalf("introspection: %d %s", status, body)
			}
			return seen
		}
		seen := look(credentials("token", token))
		if seen["active"] != true || seen["client_id"] != demo.VismaClientID || seen["tenant_id"] != demo.VismaTenant.String() ||
			seen["scope"] != strings.Join(basic, " ") || seen["token_type"] != "Bearer" {
			t.Errorf("the token is %v", seen)
		}
		stranger := url.Values{"client_id": {demo.VismaOtherClientID}, "client_secret": {demo.VismaOtherSecret}, "token": {token}}
		nothing := map[string]any{"active": false}
		for name, form := range map[string]url.Values{"another's": stranger, "garbage": credentials("token", "garbage")} {
			if diff := cmp.Diff(nothing, look(form)); diff != "" {
				t.Errorf("a token that is %s: %s", name, diff)
			}
		}
		for _, path := range []string{"/connect/introspect", "/connect/revocation"} {
			if status, body := w.post(t, path, credentials()); status != http.StatusBadRequest {
				t.Errorf("%s without a token: %d %s", path, status, body)
			}
			if status, body := w.post(t, path, url.Values{"client_id": {demo.VismaClientID}, "client_secret": {"wrong"}, "token": {token}}); status != http.StatusBadRequest || !strings.Contains(string(body), "invalid_client") {
				t.Errorf("%s by a stranger: %d %s", path, status, body)
			}
		}
		good := func() bool {
			status, _, _ := w.call(t, http.MethodPost, "/v1/command/nl/hrm/users", token, "")
			return status == http.StatusAccepted
		}
		for name, form := range map[string]url.Values{"another": stranger, "garbage": credentials("token", "garbage")} {
			if status, _ := w.post(t, "/connect/revocation", form); status != http.StatusOK || !good() {
				t.Errorf("%s: %d, and the token should stay", name, status)
			}
		}
		other := w.tokenOf(t, "isv_demo")
		if status, _ := w.post(t, "/connect/revocation", credentials("token", token, "token_type_hint", "access_token")); status != http.StatusOK || good() {
			t.Errorf("the token was given back: %d", status)
		}
		if diff := cmp.Diff(nothing, look(credentials("token", token))); diff != "" {
			t.Errorf("a token that was given back: %s", diff)
		}
		if status, _, _ := w.call(t, http.MethodPost, "/v1/command/nl/hrm/users", other, ""); status != http.StatusAccepted {
			t.Error("another token should stay")
		}
	})
}

// TestUserInfo: there are no people that tokens are given in the name of.
func TestUserInfo(t *testing.T) {
	w := start(t)
	if status, header, _ := w.call(t, http.MethodGet, "/connect/userinfo", "", ""); status != http.StatusUnauthorized || header.Get("WWW-Authenticate") != "Bearer" {
		t.Errorf("without a token: %d", status)
	}
	if status, header, _ := w.call(t, http.MethodGet, "/connect/userinfo", w.tokenOf(t, "isv_demo"), ""); status != http.StatusForbidden || !strings.Contains(header.Get("WWW-Authenticate"), "insufficient_scope") {
		t.Errorf("with a token: %d", status)
	}
}

// An application without JSON Web Token ids has tokens without, and its own
// life of them.
func TestApplicationsOwnTokens(t *testing.T) {
	w := start(t)
	w.Control(t, http.MethodPost, "visma/applications", `{"clientId":"isv_short","name":"Short","description":"Short","accessTokenMinutes":5,
		"privacyPolicyUri":"https://x.example/p","termsUri":"https://x.example/t","websiteUri":"https://x.example/"}`)
	secret := w.Control(t, http.MethodPost, "visma/applications/isv_short/secrets", "")["clientSecret"].(string)
	i := w.Control(t, http.MethodPost, "visma/applications/isv_short/integrations", `{"scopes":["`+basic[4]+`"]}`)["id"].(string)
	w.Control(t, http.MethodPost, "visma/applications/isv_short/integrations/"+i+"/approve", "")
	w.Control(t, http.MethodPost, "visma/applications/isv_short/approve", "")
	code := w.Control(t, http.MethodPost, "visma/applications/isv_short/invitations", "")["code"].(string)
	w.Control(t, http.MethodPost, "visma/tenants/"+demo.VismaShutTenant.String()+"/applications", `{"code":"`+code+`","scopes":["`+basic[4]+`"]}`)
	status, body := w.post(t, "/connect/token", url.Values{
		"grant_type": {"client_credentials"}, "client_id": {"isv_short"}, "client_secret": {secret}, "tenant_id": {strings.ToUpper(demo.VismaShutTenant.String())},
	})
	if status != http.StatusOK || text(t, body, "expires_in") != "300" {
		t.Fatalf("%d %s", status, body)
	}
	token := text(t, body, "access_token")
	if _, claims := w.claims(t, token); claims["jti"] != nil || claims["tenant_id"] != demo.VismaShutTenant.String() {
		t.Errorf("claims: %v", claims)
	}
	e := w.export(t, token, "users", "")
	if !slices.Contains(e.column(t, "emailaddress"), demo.ManagerUserName) || e.rows[1][0] != "100003" {
		t.Errorf("users: %q", e.rows)
	}
	w.Advance(t, "PT5M")
	if status, _, _ := w.call(t, http.MethodPost, "/v1/command/nl/hrm/users", token, ""); status != http.StatusUnauthorized {
		t.Errorf("after five minutes: %d", status)
	}
	if left := w.House.Clock.Now().Sub(demo.Origin); left != 5*time.Minute {
		t.Errorf("the clock moved by %v", left)
	}
}
