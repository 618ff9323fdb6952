package securex

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/oauth"
)

// TokenPath is where AD FS gives tokens.
const TokenPath = "/adfs/oauth2/token"

// More paths of AD FS (learn.microsoft.com, "AD FS OpenID Connect/OAuth flows
// and application scenarios").
const (
	keysPath     = "/adfs/discovery/keys"
	metadataPath = "/adfs/.well-known/openid-configuration"
)

// claims are those of an access token for a client that acts for itself.
type claims struct {
	Audience string `json:"aud"`
	Issuer   string `json:"iss"`
	IssuedAt int64  `json:"iat"`
	Expires  int64  `json:"exp"`
	AppType  string `json:"apptype"`
	AppID    string `json:"appid"`
	Method   string `json:"authmethod"`
	AuthTime string `json:"auth_time"`
	Version  string `json:"ver"`
}

// byPassword is how AD FS says that a client showed its secret.
const byPassword = "http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password"

func issuer(host string) string { return "http://" + host + "/adfs/services/trust" }

func audience(resource string) string { return "microsoft:identityserver:" + resource }

// adfs serves what stands under /adfs.
func (d *Dialect) adfs(w http.ResponseWriter, r *http.Request, path string) {
	switch strings.ToLower(strings.TrimSuffix(path, "/")) {
	case TokenPath:
		d.token(w, r)
	case keysPath:
		d.signer.KeySet().ServeHTTP(w, r)
	case metadataPath:
		d.metadata(w, r)
	default:
		d.refuse(w, r, notFound())
	}
}

// token gives a client a token for its secret.
func (d *Dialect) token(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		d.refuse(w, r, &refusal{status: http.StatusMethodNotAllowed, message: "Tokens are asked for by POST."})
		return
	}
	if refused := d.gate.Open(r); refused != nil {
		refused.Write(w)
		return
	}
	client, refused := d.client(w, r)
	if refused != nil {
		refused.Write(w)
		return
	}
	now := d.now()
	life := client.AccessLife()
	token, err := d.signer.Sign(r.Context(), &claims{
		Audience: audience(d.o.Resource), Issuer: issuer(d.o.Host),
		IssuedAt: now.Unix(), Expires: now.Add(life).Unix(),
		AppType: "Confidential", AppID: client.ClientID, Method: byPassword,
		AuthTime: now.UTC().Format("2006-01-02T15:04:05.000Z"), Version: "1.0",
	})
	if err != nil {
		d.tokenFailed(err).Write(w)
		return
	}
	oauth.WriteJSON(w, http.StatusOK, struct {
		Token string `json:"access_token"`
		Type  string `json:"token_type"`
		Life  int64  `json:"expires_in"`
	}{token, "bearer", int64(life / time.Second)})
}

func (d *Dialect) tokenFailed(err error) *oauth.Error {
	d.o.Log.Error("no token could be given", "error", err)
	return &oauth.Error{Status: http.StatusInternalServerError, Code: oauth.ServerError, Description: "MSIS9999: An error occurred; the log says which."}
}

// client finds out who asks for a token, and whether it may have one. AD FS
// tells an unknown client from a wrong secret, and answers 400 to all.
func (d *Dialect) client(w http.ResponseWriter, r *http.Request) (*access.Client, *oauth.Error) {
	request, refused := oauth.ReadRequest(w, r)
	if refused != nil {
		return nil, denied(refused.Code, "MSIS9609: "+refused.Description)
	}
	who, refused := request.Credentials()
	if refused != nil {
		return nil, denied(refused.Code, "MSIS9609: "+refused.Description)
	}
	for _, field := range []struct{ name, value string }{
		{"client_id", who.ID}, {"client_secret", who.Secret}, {"grant_type", request.Get("grant_type")},
	} {
		if field.value == "" {
			return nil, denied(oauth.InvalidRequest, "MSIS9609: The '"+field.name+"' parameter is missing.")
		}
	}
	if request.Get("grant_type") != access.GrantClient {
		return nil, denied(oauth.UnsupportedGrantType, "MSIS9611: The grant type is not supported; it has to be client_credentials.")
	}
	client, err := d.gate.Client(r, who)
	switch {
	case errors.Is(err, access.ErrSecret):
		return nil, denied(oauth.InvalidClient, "MSIS9622: The client secret is wrong.")
	case errors.Is(err, access.ErrClient):
		return nil, denied(oauth.InvalidClient, "MSIS9607: No client is known by this client_id.")
	case err != nil:
		return nil, d.tokenFailed(err)
	case !client.May(access.GrantClient):
		return nil, denied(oauth.UnauthorizedClient, "MSIS9605: The client may not have tokens of its own.")
	}
	if resource := request.Get("resource"); resource != "" && resource != d.o.Resource {
		return nil, denied("invalid_resource", "MSIS9602: The resource is unknown; leave it out, or name the configured one.")
	}
	return client, nil
}

func denied(code, description string) *oauth.Error {
	return &oauth.Error{Status: http.StatusBadRequest, Code: code, Description: description}
}

// metadata says where things are. AD FS names two issuers: one of what it says
// here, and one of its access tokens.
func (d *Dialect) metadata(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		d.refuse(w, r, &refusal{status: http.StatusMethodNotAllowed, message: "Metadata is asked for by GET."})
		return
	}
	base := d.o.Origin(r) + d.o.Prefix
	oauth.WriteJSON(w, http.StatusOK, struct {
		Issuer  string   `json:"issuer"`
		Token   string   `json:"token_endpoint"`
		Keys    string   `json:"jwks_uri"`
		Methods []string `json:"token_endpoint_auth_methods_supported"`
		Grants  []string `json:"grant_types_supported"`
		Signs   []string `json:"token_endpoint_auth_signing_alg_values_supported"`
		Access  string   `json:"access_token_issuer"`
	}{
		Issuer: base + "/adfs", Token: base + TokenPath + "/", Keys: base + keysPath,
		Methods: []string{"client_secret_post", "client_secret_basic"},
		Grants:  []string{access.GrantClient}, Signs: []string{"RS256"}, Access: issuer(d.o.Host),
	})
}
