package oauth

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"github.com/payglot/payglot/access"
)

//go:embed page.html
var pageSource string

//go:embed page.css
var style string

var pages = template.Must(template.New("page").Parse(pageSource))

// styleSource allows the one style sheet of ours and no other.
var styleSource = func() string {
	sum := sha256.Sum256([]byte(style))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}()

// page is what the template shows.
type page struct {
	Title   string // of the API
	Style   template.CSS
	Step    string // "login", "consent" or "error"
	Message string
	Form    string // the double of the cookie
	Client  string
	User    string
	Ticket  string
	SendsTo string
	Granted []access.Granted
}

func (h *handler) loginPage(w http.ResponseWriter, r *http.Request, ask *asking, status int, message string) {
	h.show(w, r, ask, status, page{Step: "login", Message: message})
}

func (h *handler) consentPage(w http.ResponseWriter, r *http.Request, ask *asking, l *access.Login, ticket string) {
	h.show(w, r, ask, http.StatusOK, page{
		Step: "consent", User: l.UserName, Ticket: ticket,
		Granted: access.Agreement(ask.Client, l, h.Activities),
	})
}

// show renders a page with a form on it.
func (h *handler) show(w http.ResponseWriter, r *http.Request, ask *asking, status int, p page) {
	p.Client, p.SendsTo = ask.Client.Name, place(ask.answerTo)
	p.Form = h.formKey(w, r)
	h.render(w, status, source(ask.answerTo), p)
}

func (h *handler) errorPage(w http.ResponseWriter, status int, message string) {
	h.render(w, status, "", page{Step: "error", Message: message})
}

func (h *handler) broken(w http.ResponseWriter, r *http.Request, err error) {
	h.Log.ErrorContext(r.Context(), "authorization failed", "dialect", h.Dialect, "error", err)
	h.errorPage(w, http.StatusInternalServerError, "Something went wrong on our side. Try again.")
}

func (h *handler) render(w http.ResponseWriter, status int, formTarget string, p page) {
	p.Title, p.Style = h.Title, template.CSS(style)
	var b bytes.Buffer
	if err := pages.Execute(&b, p); err != nil {
		h.Log.Error("page can't be rendered", "error", err)
		http.Error(w, "something went wrong", http.StatusInternalServerError)
		return
	}
	pageHeaders(w, formTarget)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// pageHeaders let a page do nothing but be read and posted. Browsers hold the
// redirect after a form to form-action too, so that the client's address has
// to be in it.
func pageHeaders(w http.ResponseWriter, formTarget string) {
	h := w.Header()
	h.Set("Content-Security-Policy", strings.TrimSpace("default-src 'none'; style-src "+styleSource+
		"; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "+formTarget))
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// source words an address as a source expression of a content security policy.
func source(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme == "" {
		return ""
	}
	if u.Host == "" || strings.Contains(u.Host, "[") { // an app's scheme; IPv6 can't be worded
		return u.Scheme + ":"
	}
	return u.Scheme + "://" + u.Host
}

// place is what people should recognise of an address.
func place(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Host == "" {
		return uri
	}
	return u.Host
}

func (h *handler) secure(r *http.Request) bool { return h.Secure || r.TLS != nil }

// cookieName carries the prefix by which browsers guarantee that this host
// set the cookie, where they allow it.
func (h *handler) cookieName(r *http.Request) string {
	if h.secure(r) {
		return "__Host-payglot-form"
	}
	return "payglot-form"
}

// formKey ties a form to the browser that it is shown in: the key is in a
// cookie, which other sites can neither read nor set, and in the form.
func (h *handler) formKey(w http.ResponseWriter, r *http.Request) string {
	if c, err := r.Cookie(h.cookieName(r)); err == nil && len(c.Value) >= 32 {
		return c.Value
	}
	b := make([]byte, 32)
	rand.Read(b)
	key := base64.RawURLEncoding.EncodeToString(b)
	http.SetCookie(w, &http.Cookie{
		Name: h.cookieName(r), Value: key, Path: "/", Secure: h.secure(r),
		HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	return key
}
