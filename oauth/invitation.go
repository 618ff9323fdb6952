package oauth

import (
	"errors"
	"net/http"

	"github.com/payglot/payglot/access"
)

// invitation lets a person who has the link of an invitation choose a password.
// The token stays in the address; what can open nothing more is said in one way.
func (h *handler) invitation(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost {
		w.Header().Set("Allow", "GET, HEAD, POST")
		h.errorPage(w, http.StatusMethodNotAllowed, "This address is for browsers.")
		return
	}
	if refused := h.gate.Open(r); refused != nil {
		setRetryAfter(w, refused.RetryAfter)
		h.errorPage(w, http.StatusTooManyRequests, "Too many failed attempts. Wait a little and try again.")
		return
	}
	values, refused := parse(r.URL.RawQuery)
	if refused != nil {
		h.errorPage(w, http.StatusBadRequest, "The address of this page can't be read.")
		return
	}
	token := values["token"]
	l, err := h.access.Invitee(r.Context(), token)
	if errors.Is(err, access.ErrToken) {
		h.gate.failed(r)
		h.errorPage(w, http.StatusNotFound, "This invitation was accepted or taken back, or its time has run out. Ask for another one.")
		return
	}
	if err != nil {
		h.broken(w, r, err)
		return
	}
	if r.Method != http.MethodPost {
		h.choosePage(w, r, l, http.StatusOK, "")
		return
	}
	if form, ok := h.form(w, r); ok {
		h.accept(w, r, l, token, form)
	}
}

func (h *handler) accept(w http.ResponseWriter, r *http.Request, l *access.Login, token string, form Request) {
	if form.Get("password") != form.Get("again") {
		h.choosePage(w, r, l, http.StatusBadRequest, "These are two different passwords.")
		return
	}
	err := h.access.Accept(r.Context(), token, form.Get("password"))
	switch {
	case errors.Is(err, access.ErrWeakPassword):
		h.choosePage(w, r, l, http.StatusBadRequest, "This password is too short: it needs at least 8 characters.")
	case errors.Is(err, access.ErrToken):
		h.errorPage(w, http.StatusNotFound, "This invitation was accepted or taken back, or its time has run out. Ask for another one.")
	case err != nil:
		h.broken(w, r, err)
	default:
		h.render(w, http.StatusOK, "", page{Step: "welcome"})
	}
}

func (h *handler) choosePage(w http.ResponseWriter, r *http.Request, l *access.Login, status int, message string) {
	h.render(w, status, "", page{Step: "invitation", User: l.UserName, Message: message, Form: h.formKey(w, r)})
}
