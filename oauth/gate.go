package oauth

import (
	"errors"
	"net"
	"net/http"

	"github.com/payglot/payglot/access"
)

// Gate finds out which client of a dialect asks for tokens, and slows down
// whoever guesses.
type Gate struct {
	access   *access.Access
	dialect  string
	addr     func(*http.Request) string
	failures *limiter
}

// NewGate makes the gate of one dialect. addr tells who is calling; nil takes
// the address of the connection.
func NewGate(a *access.Access, dialect string, addr func(*http.Request) string) *Gate {
	if addr == nil {
		addr = connectionAddr
	}
	return &Gate{access: a, dialect: dialect, addr: addr, failures: newLimiter()}
}

func connectionAddr(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// Open refuses whoever has failed too often: 429 and how long to wait.
func (g *Gate) Open(r *http.Request) *Error {
	wait, ok := g.failures.open(g.addr(r))
	if ok {
		return nil
	}
	return &Error{
		Status: http.StatusTooManyRequests, Code: TemporarilyUnavailable, RetryAfter: wait,
		Description: "too many failed attempts, wait a little",
	}
}

// Client finds the client that proves to be who it says, and counts a
// failure. It answers what [access.Access.AuthenticateClient] does.
func (g *Gate) Client(r *http.Request, who Credentials) (*access.Client, error) {
	c, err := g.access.AuthenticateClient(r.Context(), g.dialect, who.ID, who.Secret)
	if errors.Is(err, access.ErrClient) {
		g.failed(r)
	}
	return c, err
}

func (g *Gate) failed(r *http.Request) { g.failures.failed(g.addr(r)) }
