package visma

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/oauth"
	"github.com/payglot/payglot/store"
)

// revocation remembers a token that its application gave back, for as long as
// it would have been good. Its id follows from the token.
type revocation struct {
	Expires time.Time `json:"expires"`
}

var revoked = kind.Of[revocation]("visma revocation", "revocations", kind.Unlogged())

func revokedID(token string) kind.ID { return derived("visma revocation", token) }

// forget is the job that drops a revocation of a token that has expired.
type forget struct {
	Revocation kind.ID `json:"revocation"`
}

func (forget) Kind() string { return "visma_forget" }

// revocation takes a token back (RFC 7009). Whatever it is shown, there is
// nothing an application could do about it, so that all is answered alike.
func (d *Dialect) revocation(w http.ResponseWriter, r *http.Request) {
	request, client, refused := d.client(w, r)
	if refused == nil && request.Get("token") == "" {
		refused = denied(oauth.InvalidRequest, "token is missing")
	}
	if refused == nil {
		refused = d.revoke(r, request.Get("token"), client)
	}
	if refused != nil {
		refused.Write(w)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
}

func (d *Dialect) revoke(r *http.Request, token string, client *access.Client) *oauth.Error {
	c, err := d.tokens.Verify(r.Context(), token)
	if errors.Is(err, access.ErrToken) || err == nil && c.ClientID != client.ClientID {
		return nil
	}
	if err != nil {
		return d.tokenFailed(err)
	}
	id, expires := revokedID(token), time.Unix(c.Expires, 0).UTC()
	if err := d.o.Store.Update(r.Context(), by("RevokeToken"), func(tx *store.Tx) error {
		if err := revoked.Put(tx, id, kind.ID{}, &revocation{Expires: expires}); err != nil {
			return err
		}
		return d.o.Queue.At(tx, "visma revocation "+id.String(), expires, forget{id})
	}); err != nil {
		return d.tokenFailed(err)
	}
	return nil
}

// inspection is what is told of a token (RFC 7662, 2.2).
type inspection struct {
	Active    bool     `json:"active"`
	Issuer    string   `json:"iss,omitempty"`
	Audience  []string `json:"aud,omitempty"`
	NotBefore int64    `json:"nbf,omitempty"`
	IssuedAt  int64    `json:"iat,omitempty"`
	Expires   int64    `json:"exp,omitempty"`
	Scope     string   `json:"scope,omitempty"`
	ClientID  string   `json:"client_id,omitempty"`
	TenantID  string   `json:"tenant_id,omitempty"`
	TokenID   string   `json:"jti,omitempty"`
	Type      string   `json:"token_type,omitempty"`
}

// introspect tells an application of a token of its own (RFC 7662). Of all
// others it hears that they are not good.
func (d *Dialect) introspect(w http.ResponseWriter, r *http.Request) {
	request, client, refused := d.client(w, r)
	if refused == nil && request.Get("token") == "" {
		refused = denied(oauth.InvalidRequest, "token is missing")
	}
	if refused != nil {
		refused.Write(w)
		return
	}
	a, c, err := d.inspect(r, request.Get("token"))
	known := err == nil && c.ClientID == client.ClientID
	if err != nil && !isNoToken(err) {
		d.tokenFailed(err).Write(w)
		return
	}
	if !known {
		oauth.WriteJSON(w, http.StatusOK, inspection{})
		return
	}
	oauth.WriteJSON(w, http.StatusOK, inspection{
		Active: true, Issuer: c.Issuer, Audience: c.Audience, NotBefore: c.NotBefore, IssuedAt: c.IssuedAt, Expires: c.Expires,
		Scope: strings.Join(a.scopes, " "), ClientID: c.ClientID, TenantID: c.TenantID, TokenID: c.TokenID, Type: "Bearer",
	})
}

// isNoToken says that a token isn't good, and not that something went wrong in
// looking at it.
func isNoToken(err error) bool {
	return errors.Is(err, access.ErrToken) || errors.Is(err, access.ErrClient) || errors.Is(err, kind.ErrNotFound)
}

// userInfo tells of the person that a token was given in the name of; there are
// none such.
func (d *Dialect) userInfo(w http.ResponseWriter, r *http.Request) {
	if _, err := d.admit(r); err != nil {
		d.refuse(w, r, err)
		return
	}
	w.Header().Set("WWW-Authenticate", insufficientScope)
	oauth.WriteJSON(w, http.StatusForbidden, map[string]string{"error": "insufficient_scope"})
}

// discovery says where things are (OpenID Connect Discovery 1.0, 3).
func (d *Dialect) discovery(w http.ResponseWriter, r *http.Request) {
	at := d.o.Origin(r)
	oauth.WriteJSON(w, http.StatusOK, struct {
		Issuer      string   `json:"issuer"`
		Keys        string   `json:"jwks_uri"`
		Token       string   `json:"token_endpoint"`
		UserInfo    string   `json:"userinfo_endpoint"`
		Revocation  string   `json:"revocation_endpoint"`
		Introspect  string   `json:"introspection_endpoint"`
		Claims      []string `json:"claims_supported"`
		Grants      []string `json:"grant_types_supported"`
		Methods     []string `json:"token_endpoint_auth_methods_supported"`
		Signs       []string `json:"id_token_signing_alg_values_supported"`
		Subjects    []string `json:"subject_types_supported"`
		Responses   []string `json:"response_types_supported"`
		KnownScopes []string `json:"scopes_supported"`
	}{
		Issuer: issuer, Keys: at + keysPath, Token: at + TokenPath, UserInfo: at + connectPath + "userinfo",
		Revocation: at + connectPath + "revocation", Introspect: at + connectPath + "introspect",
		Claims: []string{"tenant_id", "tenant_external_id", "tenant_owner_client_id", "tenants", "tenant_hierarchy"},
		Grants: []string{access.GrantClient}, Methods: []string{"client_secret_basic", "client_secret_post"},
		Signs: []string{"RS256"}, Subjects: []string{"public"}, Responses: []string{"token"},
		KnownScopes: []string{}, // the scopes of this API are told by its portal alone
	})
}

// keySet serves the keys by which tokens can be checked.
func (d *Dialect) keySet(w http.ResponseWriter, r *http.Request) { d.tokens.KeySet().ServeHTTP(w, r) }
