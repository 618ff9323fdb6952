package careflex

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/oauth"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// token is the vendor's answer to a service user who asks for a token.
type token struct {
	AccessToken string `json:"access_token"`
	TokenType   string `json:"token_type"`
	ExpiresIn   int64  `json:"expires_in"`
	CreatedAt   int64  `json:"created_at"`
}

// serveToken answers at EP1. What goes wrong is worded as RFC 6749, 5.2 does.
func (d *Dialect) serveToken(w http.ResponseWriter, r *http.Request) {
	t, err := d.issue(w, r)
	if err == nil {
		oauth.WriteJSON(w, http.StatusOK, t)
		return
	}
	var refused *oauth.Error
	if !errors.As(err, &refused) {
		d.o.Log.Error("token request failed", "dialect", Name, "error", err)
		refused = &oauth.Error{Status: http.StatusInternalServerError, Code: oauth.ServerError, Description: "something went wrong inside"}
	}
	refused.Write(w)
}

func (d *Dialect) issue(w http.ResponseWriter, r *http.Request) (*token, error) {
	ask, err := readGrant(w, r)
	if err != nil {
		return nil, err
	}
	if refused := d.gate.Open(r); refused != nil {
		return nil, refused
	}
	client, err := d.gate.Client(r, oauth.Credentials{ID: ask.Username, Secret: ask.Password})
	var login *access.Login
	if err == nil {
		login, err = d.login(r.Context(), client)
	}
	if errors.Is(err, access.ErrClient) {
		return nil, &oauth.Error{Code: oauth.InvalidGrant, Description: "unknown service user, or a wrong secret"}
	}
	if err != nil {
		return nil, err
	}
	created := d.o.Store.Clock().Now()
	t, err := d.o.Access.Issue(r.Context(), client, login, "")
	return &token{t.Access, "Bearer", int64(t.Life / time.Second), created.Unix()}, err
}

// login is what a service user may reach.
func (d *Dialect) login(ctx context.Context, client *access.Client) (login *access.Login, err error) {
	err = d.o.Store.View(ctx, func(tx *store.Tx) error {
		login, err = access.FindService(tx, client.ID)
		return err
	})
	if errors.Is(err, kind.ErrNotFound) || err == nil && login.Blocked {
		return nil, access.ErrClient
	}
	return login, err
}

// grant is what a token is asked for with.
type grant struct{ Type, Username, Password string }

// readGrant reads the vendor's JSON, or a form as RFC 6749 has it.
func readGrant(w http.ResponseWriter, r *http.Request) (grant, error) {
	read := readFormGrant
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err == nil && media == rest.JSON {
		read = readJSONGrant
	}
	g, err := read(w, r)
	switch {
	case err != nil:
		return g, err
	case g.Type == "":
		return g, invalid("grant_type is missing")
	case g.Type != access.GrantPassword:
		return g, &oauth.Error{Code: oauth.UnsupportedGrantType, Description: "grant_type is password"}
	case g.Username == "" || g.Password == "":
		return g, invalid("username or password is missing")
	}
	return g, nil
}

func readFormGrant(w http.ResponseWriter, r *http.Request) (grant, error) {
	const form = "application/x-www-form-urlencoded"
	if err := checkMedia(r, rest.JSON, form); err != nil {
		return grant{}, &oauth.Error{Status: http.StatusUnsupportedMediaType, Code: oauth.InvalidRequest, Description: err.Error()}
	}
	request, refused := oauth.ReadRequest(w, r)
	if refused != nil {
		return grant{}, refused
	}
	return grant{request.Get("grant_type"), request.Get("username"), request.Get("password")}, nil
}

// maxGrant is more than any honest request for a token needs.
const maxGrant = 64 << 10

func readJSONGrant(_ http.ResponseWriter, r *http.Request) (grant, error) {
	if err := checkMedia(r, rest.JSON); err != nil {
		return grant{}, &oauth.Error{Status: http.StatusUnsupportedMediaType, Code: oauth.InvalidRequest, Description: err.Error()}
	}
	body, err := readBody(r, maxGrant)
	if err != nil {
		return grant{}, &oauth.Error{Status: rest.Status(err), Code: oauth.InvalidRequest, Description: err.Error()}
	}
	return parseGrant(body)
}

func parseGrant(body []byte) (grant, error) {
	var in struct {
		Type     string `json:"grant_type"`
		Username string `json:"username"`
		Password string `json:"password"`
	}
	if err := json.Unmarshal(body, &in); err != nil { // it may quote the body
		return grant{}, invalid("the body is no JSON object with grant_type, username and password as text")
	}
	return grant(in), nil
}

func invalid(why string) error { return &oauth.Error{Code: oauth.InvalidRequest, Description: why} }
