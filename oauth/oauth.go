// Package oauth serves the two addresses where clients of an API get their
// tokens: /authorize, where a person logs in and agrees, and /token, where a
// client exchanges a code, a refresh token or a password. At a third,
// /invitation, a person who was invited chooses a password. It follows RFC 6749
// with PKCE (RFC 7636) and the practice of RFC 9700: redirect URIs match
// exactly, codes live a minute and serve once, refresh tokens rotate and
// betray a second use, method plain is refused, no page can be framed or
// scripted.
//
// What tokens are and who gets them is decided by package access; this package
// only speaks HTTP. What other vendors' token endpoints have in common with
// this one is exported: [ReadRequest], [Request.Credentials], [Gate], [Error]
// and [WriteJSON]. Tokens that are signed are in package jwt below this one. It
// imports access and clock.
package oauth

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/payglot/payglot/access"
)

// maxBody is more than any honest request needs.
const maxBody = 64 << 10

// Options are how one dialect gives tokens.
type Options struct {
	// Dialect is whose clients these are: "loket".
	Dialect string
	// Title is what people call it: "Loket".
	Title string
	// Scopes that a client may name; they change nothing. Others are refused.
	Scopes []string
	// Activities is the dialect's table, from which the consent page says what
	// the client could do.
	Activities []access.Activity
	// Secure says that people reach the house by https, though the listener
	// may speak http behind a proxy.
	Secure bool
	// ClientAddr tells who is calling, to slow down guessing; nil takes the
	// address of the connection.
	ClientAddr func(*http.Request) string
	// Log takes what went wrong inside; nil is slog's default.
	Log *slog.Logger
}

type handler struct {
	Options
	access *access.Access
	gate   *Gate
}

// Handler serves /authorize, /token and /invitation of one dialect, in any
// letter case.
func Handler(a *access.Access, o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &handler{Options: o, access: a, gate: NewGate(a, o.Dialect, o.ClientAddr)}
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch strings.ToLower(r.URL.Path) {
	case "/token":
		h.token(w, r)
	case "/authorize":
		h.authorize(w, r)
	case "/invitation":
		h.invitation(w, r)
	default:
		http.NotFound(w, r)
	}
}

// knowsScope says whether every scope asked for is one that may be named.
func (h *handler) knowsScope(asked string) bool {
	for _, s := range strings.Fields(asked) {
		if !slices.Contains(h.Scopes, s) {
			return false
		}
	}
	return true
}
