package oauth

import (
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/payglot/payglot/access"
)

// maxQuery bounds the address of an authorization request.
const maxQuery = 8 << 10

// asking is an authorization request whose client and redirect URI are known,
// so that an answer can be sent there.
type asking struct {
	access.Request
	answerTo string
	state    string
}

// authorize lets a person log in and agree. The request's parameters stay in
// the address from page to page; the forms post only what the person enters.
func (h *handler) authorize(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost {
		w.Header().Set("Allow", "GET, HEAD, POST")
		h.errorPage(w, http.StatusMethodNotAllowed, "This address is for browsers.")
		return
	}
	values, ask, ok := h.who(w, r)
	if !ok {
		return
	}
	if refused := h.complete(ask, values); refused != nil {
		ask.answer(w, r, url.Values{"error": {refused.Code}, "error_description": {refused.Description}})
		return
	}
	if r.Method != http.MethodPost {
		h.loginPage(w, r, ask, http.StatusOK, "")
		return
	}
	form, ok := h.form(w, r)
	if !ok {
		return
	}
	if form.Get("decision") != "" {
		h.decide(w, r, ask, form)
		return
	}
	h.login(w, r, ask, form)
}

// who finds the client and where to answer. As long as these aren't certain,
// nothing may be redirected anywhere (RFC 6749, 4.1.2.1).
func (h *handler) who(w http.ResponseWriter, r *http.Request) (values map[string]string, ask *asking, ok bool) {
	if len(r.URL.RawQuery) > maxQuery {
		h.errorPage(w, http.StatusRequestURITooLong, "The address of this page is too long.")
		return nil, nil, false
	}
	values, refused := parse(r.URL.RawQuery)
	if refused != nil {
		h.errorPage(w, http.StatusBadRequest, "The application sent you here with a malformed request: "+refused.Description+".")
		return nil, nil, false
	}
	c, err := h.access.Client(r.Context(), h.Dialect, values["client_id"])
	if errors.Is(err, access.ErrClient) {
		h.errorPage(w, http.StatusBadRequest, "The application that sent you here is not registered: its client_id is unknown.")
		return nil, nil, false
	}
	if err != nil {
		h.broken(w, r, err)
		return nil, nil, false
	}
	ask = &asking{Request: access.Request{Client: c, RedirectURI: values["redirect_uri"]}, state: values["state"]}
	ask.answerTo = ask.RedirectURI
	if ask.answerTo == "" && len(c.RedirectURIs) == 1 {
		ask.answerTo = c.RedirectURIs[0]
	} else if !c.Redirects(ask.answerTo) {
		h.errorPage(w, http.StatusBadRequest, "The application asked to send you on to an address that it hasn't registered: its redirect_uri is unknown.")
		return nil, nil, false
	}
	return values, ask, true
}

var challenge = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`) // a SHA-256 in base64url

// complete checks the rest of a request.
func (h *handler) complete(ask *asking, values map[string]string) *Error {
	ask.Challenge, ask.Scope = values["code_challenge"], values["scope"]
	method := values["code_challenge_method"]
	switch {
	case values["response_type"] == "":
		return refuse(InvalidRequest, "response_type is missing")
	case values["response_type"] != "code":
		return refuse(UnsupportedResponseType, "response_type is code")
	case !ask.Client.May(access.GrantCode):
		return refuse(UnauthorizedClient, "this client may not use authorization codes")
	case !h.knowsScope(ask.Scope):
		return refuse(InvalidScope, "a scope is asked for that doesn't exist here")
	case ask.Challenge == "" && method != "":
		return refuse(InvalidRequest, "code_challenge is missing")
	case ask.Challenge == "" && ask.Client.Public():
		return refuse(InvalidRequest, "a client without a secret needs a code_challenge")
	case ask.Challenge != "" && method != "S256":
		return refuse(InvalidRequest, "code_challenge_method has to be S256")
	case ask.Challenge != "" && !challenge.MatchString(ask.Challenge):
		return refuse(InvalidRequest, "code_challenge is not a SHA-256 in base64url")
	}
	return nil
}

// answer sends the browser back to the client. 303 makes it a GET whatever it
// was, so that a password is never posted on (RFC 9700, 4.12).
func (ask *asking) answer(w http.ResponseWriter, r *http.Request, params url.Values) {
	to, err := url.Parse(ask.answerTo)
	if err != nil { // registered URIs parse
		http.Error(w, "redirect", http.StatusInternalServerError)
		return
	}
	if to.Path == "" && to.Host != "" {
		to.Path = "/"
	}
	query := params.Encode()
	if ask.state != "" {
		query = "state=" + url.QueryEscape(ask.state) + "&" + query
	}
	to.RawQuery = strings.TrimPrefix(to.RawQuery+"&"+query, "&")
	pageHeaders(w, "")
	http.Redirect(w, r, to.String(), http.StatusSeeOther)
}

// form reads what a page of ours posts, and makes sure that it was one of
// ours, in this browser.
func (h *handler) form(w http.ResponseWriter, r *http.Request) (Request, bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	values, refused := parse(string(body))
	if err != nil || refused != nil {
		h.errorPage(w, http.StatusBadRequest, "The form could not be read.")
		return Request{}, false
	}
	cookie, err := r.Cookie(h.cookieName(r))
	if err != nil || len(cookie.Value) < 32 || subtle.ConstantTimeCompare([]byte(cookie.Value), []byte(values["form"])) != 1 {
		h.errorPage(w, http.StatusForbidden, "This form doesn't belong to your browser any more. Go back to the application and start again; cookies have to be allowed.")
		return Request{}, false
	}
	return Request{values: values}, true
}

func (h *handler) login(w http.ResponseWriter, r *http.Request, ask *asking, form Request) {
	if refused := h.gate.Open(r); refused != nil {
		setRetryAfter(w, refused.RetryAfter)
		h.loginPage(w, r, ask, http.StatusTooManyRequests, "Too many failed attempts. Wait a little and try again.")
		return
	}
	l, err := h.access.CheckPassword(r.Context(), form.Get("username"), form.Get("password"))
	if errors.Is(err, access.ErrPassword) {
		h.gate.failed(r)
		h.loginPage(w, r, ask, http.StatusForbidden, "User name or password is wrong, or the user is locked for some minutes.")
		return
	}
	if err != nil {
		h.broken(w, r, err)
		return
	}
	h.welcome(w, r, ask, l)
}

// welcome asks whoever has logged in to agree, unless they did before.
func (h *handler) welcome(w http.ResponseWriter, r *http.Request, ask *asking, l *access.Login) {
	agreed, err := h.access.Consented(r.Context(), ask.Request, l)
	if err != nil {
		h.broken(w, r, err)
		return
	}
	if agreed {
		code, err := h.access.Code(r.Context(), ask.Request, l)
		if err != nil {
			h.broken(w, r, err)
			return
		}
		ask.answer(w, r, url.Values{"code": {code}})
		return
	}
	ticket, err := h.access.Ticket(r.Context(), ask.Request, l)
	if err != nil {
		h.broken(w, r, err)
		return
	}
	h.consentPage(w, r, ask, l, ticket)
}

func (h *handler) decide(w http.ResponseWriter, r *http.Request, ask *asking, form Request) {
	agree := form.Get("decision") == "allow"
	code, err := h.access.Decide(r.Context(), ask.Request, form.Get("ticket"), agree)
	switch {
	case errors.Is(err, access.ErrTicket):
		h.loginPage(w, r, ask, http.StatusForbidden, "That took too long. Log in once more.")
	case err != nil:
		h.broken(w, r, err)
	case !agree:
		ask.answer(w, r, url.Values{"error": {AccessDenied}, "error_description": {"the user did not agree"}})
	default:
		ask.answer(w, r, url.Values{"code": {code}})
	}
}
