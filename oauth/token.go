package oauth

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/payglot/payglot/access"
)

// answer is the vendor's form of a token response, member by member.
type answer struct {
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type"`
	ExpiresIn    int64  `json:"expires_in"`
	RefreshToken string `json:"refresh_token,omitempty"`
	TwoFactor    string `json:"two_factor_state"`
}

func answerOf(t access.Tokens) answer {
	return answer{
		AccessToken: t.Access,
		TokenType:   "bearer",
		// The vendor answers 3599 for an hour: whole seconds left.
		ExpiresIn:    int64(t.Life/time.Second) - 1,
		RefreshToken: t.Refresh,
		TwoFactor:    "None",
	}
}

func (h *handler) token(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		(&Error{Status: http.StatusMethodNotAllowed, Code: InvalidRequest, Description: "tokens are asked for by POST"}).Write(w)
		return
	}
	t, err := h.grant(w, r)
	if err != nil {
		h.refusal(r, err).Write(w)
		return
	}
	WriteJSON(w, http.StatusOK, answerOf(t))
}

// refusal words an error from inside for the client.
func (h *handler) refusal(r *http.Request, err error) *Error {
	var refused *Error
	var grant *access.GrantError
	switch {
	case errors.As(err, &refused):
		return refused
	case errors.As(err, &grant):
		return refuse(InvalidGrant, grant.Reason)
	}
	h.Log.ErrorContext(r.Context(), "token request failed", "dialect", h.Dialect, "error", err)
	return &Error{Status: http.StatusInternalServerError, Code: ServerError, Description: "something went wrong inside"}
}

func (h *handler) grant(w http.ResponseWriter, r *http.Request) (access.Tokens, error) {
	var none access.Tokens
	request, refused := ReadRequest(w, r)
	if refused != nil {
		return none, refused
	}
	if refused := h.gate.Open(r); refused != nil {
		return none, refused
	}
	c, err := h.client(r, request)
	if err != nil {
		return none, err
	}
	if !h.knowsScope(request.Get("scope")) {
		return none, refuse(InvalidScope, "a scope is asked for that doesn't exist here")
	}
	switch grant := request.Get("grant_type"); {
	case grant == "":
		return none, refuse(InvalidRequest, "grant_type is missing")
	case grant != access.GrantCode && grant != access.GrantRefresh && grant != access.GrantPassword:
		return none, refuse(UnsupportedGrantType, "grant_type is authorization_code, refresh_token or password")
	case !c.May(grant):
		return none, refuse(UnauthorizedClient, "this client may not use this grant_type")
	case grant == access.GrantCode:
		return h.exchange(r.Context(), request, c)
	case grant == access.GrantRefresh:
		return h.refresh(r.Context(), request, c)
	}
	return h.password(r, request, c)
}

// client finds out who asks.
func (h *handler) client(r *http.Request, request Request) (*access.Client, error) {
	who, refused := request.Credentials()
	if refused != nil {
		return nil, refused
	}
	c, err := h.gate.Client(r, who)
	if errors.Is(err, access.ErrClient) {
		return nil, wrongClient(who.Basic)
	}
	return c, err
}

func (h *handler) exchange(ctx context.Context, request Request, c *access.Client) (access.Tokens, error) {
	code := request.Get("code")
	if code == "" {
		return access.Tokens{}, refuse(InvalidRequest, "code is missing")
	}
	return h.access.Exchange(ctx, c, code, request.Get("redirect_uri"), request.Get("code_verifier"))
}

func (h *handler) refresh(ctx context.Context, request Request, c *access.Client) (access.Tokens, error) {
	token := request.Get("refresh_token")
	if token == "" {
		return access.Tokens{}, refuse(InvalidRequest, "refresh_token is missing")
	}
	return h.access.Refresh(ctx, c, token)
}

func (h *handler) password(r *http.Request, request Request, c *access.Client) (access.Tokens, error) {
	user, password := request.Get("username"), request.Get("password")
	if user == "" || password == "" {
		return access.Tokens{}, refuse(InvalidRequest, "username or password is missing")
	}
	l, err := h.access.CheckPassword(r.Context(), user, password)
	if errors.Is(err, access.ErrPassword) {
		h.gate.failed(r)
		return access.Tokens{}, refuse(InvalidGrant, access.ErrPassword.Error())
	}
	if err != nil {
		return access.Tokens{}, err
	}
	return h.access.Issue(r.Context(), c, l, request.Get("scope"))
}
