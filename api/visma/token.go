package visma

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/oauth"
	"github.com/payglot/payglot/store"
)

// claims are those of an access token of a service application.
type claims struct {
	Issuer    string   `json:"iss"`
	NotBefore int64    `json:"nbf"`
	IssuedAt  int64    `json:"iat"`
	Expires   int64    `json:"exp"`
	Audience  []string `json:"aud"`
	Scopes    []string `json:"scope"`
	ClientID  string   `json:"client_id"`
	TenantID  string   `json:"tenant_id"`
	// TokenID is there when the application wants it.
	TokenID string `json:"jti,omitempty"`
}

// invalidTenant says that a tenant is unknown, or has not let the application
// in.
const invalidTenant = "invalid_tenant"

// token gives an application a token for a tenant.
func (d *Dialect) token(w http.ResponseWriter, r *http.Request) {
	request, client, refused := d.client(w, r)
	if refused == nil {
		refused = d.grantToken(w, r, request, client)
	}
	if refused != nil {
		refused.Write(w)
	}
}

// client finds out which application asks. An unknown one and a wrong secret
// have the same answer, byte for byte.
func (d *Dialect) client(w http.ResponseWriter, r *http.Request) (oauth.Request, *access.Client, *oauth.Error) {
	request, refused := oauth.ReadRequest(w, r)
	if refused == nil {
		refused = d.gate.Open(r)
	}
	if refused != nil {
		return request, nil, refused
	}
	who, refused := request.Credentials()
	if refused != nil {
		return request, nil, refused
	}
	client, err := d.gate.Client(r, who)
	switch {
	case errors.Is(err, access.ErrClient):
		wrong := &oauth.Error{Code: oauth.InvalidClient}
		if who.Basic {
			wrong.Status, wrong.Challenge = http.StatusUnauthorized, true
		}
		return request, nil, wrong
	case err != nil:
		return request, nil, d.tokenFailed(err)
	}
	return request, client, nil
}

func (d *Dialect) tokenFailed(err error) *oauth.Error {
	d.o.Log.Error("a token request failed", "error", err)
	return &oauth.Error{Status: http.StatusInternalServerError, Code: oauth.ServerError}
}

func denied(code, description string) *oauth.Error {
	return &oauth.Error{Code: code, Description: description}
}

// wish is what an application asks a token for.
type wish struct {
	tenant kind.ID
	scopes []string // empty is all
}

func readWish(request oauth.Request, client *access.Client) (wish, *oauth.Error) {
	var w wish
	switch grant := request.Get("grant_type"); {
	case grant == "":
		return w, denied(oauth.InvalidRequest, "grant_type is missing")
	case grant != access.GrantClient:
		return w, denied(oauth.UnsupportedGrantType, "grant_type has to be client_credentials")
	case !client.May(grant):
		return w, denied(oauth.UnauthorizedClient, "this application may not have tokens of its own")
	}
	var err error
	if w.tenant, err = kind.ParseID(request.Get("tenant_id")); err != nil {
		return w, denied(oauth.InvalidRequest, "tenant_id is missing or is no GUID")
	}
	w.scopes = strings.Fields(request.Get("scope"))
	return w, nil
}

func (d *Dialect) grantToken(w http.ResponseWriter, r *http.Request, request oauth.Request, client *access.Client) *oauth.Error {
	wish, refused := readWish(request, client)
	if refused != nil {
		return refused
	}
	var app *Application
	var scopes []string
	err := d.o.Store.View(r.Context(), func(tx *store.Tx) (err error) {
		app, scopes, err = granting(tx, client, wish)
		return err
	})
	if err != nil {
		if errors.As(err, &refused) {
			return refused
		}
		return d.tokenFailed(err)
	}
	now := d.now()
	c := &claims{
		Issuer: issuer, Audience: []string{audience}, NotBefore: now.Unix(), IssuedAt: now.Unix(),
		Expires: now.Add(client.AccessLife()).Unix(),
		Scopes:  scopes, ClientID: client.ClientID, TenantID: wish.tenant.String(),
	}
	if app.IncludeTokenID {
		c.TokenID = randomID().String()
	}
	token, err := d.tokens.Sign(r.Context(), c)
	if err != nil {
		return d.tokenFailed(err)
	}
	oauth.WriteJSON(w, http.StatusOK, struct {
		Token string `json:"access_token"`
		Life  int64  `json:"expires_in"`
		Type  string `json:"token_type"`
		Scope string `json:"scope"`
	}{token, int64(client.AccessLife() / time.Second), "Bearer", strings.Join(scopes, " ")})
	return nil
}

// granting gives the scopes of a token: what is asked for, or all that the
// application has, less what the tenant has not granted.
func granting(tx *store.Tx, client *access.Client, w wish) (*Application, []string, error) {
	app, err := FindApplication(tx, client.ClientID)
	switch {
	case errors.Is(err, kind.ErrNotFound), err == nil && app.State != Active:
		return nil, nil, denied(oauth.UnauthorizedClient, "the application is not active")
	case err != nil:
		return nil, nil, err
	}
	approved, err := scopesOf(tx, app)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range w.scopes {
		if !slices.Contains(approved, s) {
			return nil, nil, denied(oauth.InvalidScope, "a scope is asked for that the application does not have")
		}
	}
	granted, _, err := consented(tx, w.tenant, client.ClientID)
	switch {
	case errors.Is(err, kind.ErrNotFound), err == nil && len(granted) == 0:
		return nil, nil, denied(invalidTenant, "the tenant is unknown or has not let the application in")
	case err != nil:
		return nil, nil, err
	}
	scopes := granted
	if len(w.scopes) > 0 {
		scopes = slices.DeleteFunc(slices.Clone(granted), func(s string) bool { return !slices.Contains(w.scopes, s) })
	}
	return app, scopes, nil
}
