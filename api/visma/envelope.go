package visma

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/rest"
)

// Media types. Clients need the first one to be just that.
const (
	jsonMedia = "application/json"
	csvMedia  = "text/csv; charset=utf-8"
)

const statusTooMany = http.StatusTooManyRequests

// fault is the body of every refusal. Clients take an answer without a message
// for a success, whatever its status.
type fault struct {
	Status  int    `json:"status"`
	Title   string `json:"title"`
	Message string `json:"message"`
	TraceID string `json:"traceId"`
}

// refusal is an error with what its answer says besides the body.
type refusal struct {
	error
	// challenge is the WWW-Authenticate header, after says when to try again;
	// empty says nothing.
	challenge string
	after     time.Duration
}

func (r *refusal) Unwrap() error { return r.error }

// Challenges of RFC 6750, 3.
const (
	noToken           = "Bearer"
	invalidToken      = `Bearer error="invalid_token"`
	insufficientScope = `Bearer error="insufficient_scope"`
)

func unauthorized(challenge, format string, args ...any) error {
	return &refusal{error: rest.Refuse(http.StatusUnauthorized, format, args...), challenge: challenge}
}

// refuse words an error.
func (d *Dialect) refuse(w http.ResponseWriter, r *http.Request, err error) {
	trace := newTrace()
	var own *refusal
	if errors.As(err, &own) {
		if own.challenge != "" {
			w.Header().Set("WWW-Authenticate", own.challenge)
		}
		if own.after > 0 {
			w.Header().Set("Retry-After", strconv.FormatInt(int64((own.after+time.Second-1)/time.Second), 10))
		}
	}
	f := fault{Status: rest.Status(err), TraceID: trace}
	f.Title = http.StatusText(f.Status)
	switch {
	case f.Status == http.StatusNotFound && !isWorded(err):
		f.Message = "There is no such export, or it has expired."
	case f.Status < http.StatusInternalServerError || isWorded(err):
		f.Message = err.Error()
	case f.Status == http.StatusServiceUnavailable:
		f.Message = "The service is not available; try again later."
	default:
		f.Message = "An unforeseen error occurred; it has been logged."
		d.o.Log.Error("internal error", "method", r.Method, "trace", trace, "error", err)
	}
	body, err := json.Marshal(f)
	if err != nil { // there is nothing in it that can't be written
		d.o.Log.Error("a refusal could not be written", "error", err)
	}
	send(w, f.Status, body)
}

// isWorded says that an error has words that are meant for clients.
func isWorded(err error) bool {
	var own *rest.Error
	return errors.As(err, &own)
}

// newTrace is what a client and the log can be held against each other by
// (W3C Trace Context: 16 random bytes).
func newTrace() string {
	var id [16]byte
	rand.Read(id[:]) // never fails
	return hex.EncodeToString(id[:])
}

func send(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", jsonMedia)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body) // an error here is the client's having gone
}

// named is a member of an answer whose name depends on the dataset.
type named struct {
	name  string
	value any
}

// object is a JSON object of members in this order.
func object(members ...named) ([]byte, error) {
	out := []byte{'{'}
	for i, m := range members {
		if i > 0 {
			out = append(out, ',')
		}
		var err error
		if out, err = jsontext.AppendQuote(out, m.name); err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		out = append(append(out, ':'), value...)
	}
	return append(out, '}'), nil
}
