package securex

import (
	"crypto/rand"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
)

// fault is the body of every refusal.
type fault struct {
	StatusCode int      `json:"statusCode"`
	Message    string   `json:"message"`
	Errors     problems `json:"errors,omitempty"`
	ActivityID string   `json:"activityId,omitempty"`
}

// refusal is an answer that the gateway gives by itself.
type refusal struct {
	status  int
	message string
	// after says when to try again; 0 doesn't say.
	after time.Duration
	// challenge is the WWW-Authenticate header, if any.
	challenge string
}

func (r *refusal) Error() string { return r.message }

// correlation is the header that client and server find a call back by.
const correlation = "X-Correlation-Id"

// maxCorrelation bounds what is sent back of a client's own id.
const maxCorrelation = 128

// correlate answers with the client's correlation id, or gives the call one.
func correlate(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(correlation)
	if !isCorrelation(id) {
		id = newCorrelation()
	}
	w.Header().Set(correlation, id)
}

func isCorrelation(id string) bool {
	return id != "" && len(id) <= maxCorrelation && strings.IndexFunc(id, func(c rune) bool { return c <= ' ' || c > '~' }) < 0
}

// newCorrelation is a random UUID (RFC 9562, 5.4).
func newCorrelation() string {
	var id kind.ID
	rand.Read(id[:]) // never fails
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return id.String()
}

// answer words a success. A write that was accepted says where its message is.
func (d *Dialect) answer(w http.ResponseWriter, c *rest.Call, a *rest.Answer) {
	if !a.Created.IsZero() {
		w.Header().Set("Location", d.o.Prefix+"/bel/firms/"+c.Parameters[0]+"/messages/"+a.Created.String())
	}
	send(w, a.Status(c.Operation), a.Content)
}

// refuse words an error.
func (d *Dialect) refuse(w http.ResponseWriter, r *http.Request, err error) {
	f := d.fault(w, r, err)
	body, err := json.Marshal(f)
	if err != nil { // there is nothing in it that can't be written
		d.o.Log.Error("a refusal could not be written", "error", err)
	}
	send(w, f.StatusCode, body)
}

func (d *Dialect) fault(w http.ResponseWriter, r *http.Request, err error) fault {
	var (
		wrong problems
		own   *refusal
		rests *rest.Error
	)
	switch {
	case errors.As(err, &wrong):
		return fault{StatusCode: http.StatusBadRequest, Message: "Validation failed.", Errors: wrong}
	case errors.As(err, &own):
		if own.after > 0 {
			w.Header().Set("Retry-After", strconv.FormatInt(seconds(own.after), 10))
		}
		if own.challenge != "" {
			w.Header().Set("WWW-Authenticate", own.challenge)
		}
		return fault{StatusCode: own.status, Message: own.message}
	case errors.As(err, &rests):
		return fault{StatusCode: rests.Status, Message: rests.Message}
	}
	if status := rest.Status(err); status == http.StatusServiceUnavailable {
		return fault{StatusCode: status, Message: "Service unavailable."}
	}
	id := w.Header().Get(correlation)
	d.o.Log.Error("internal error", "method", r.Method, "correlation", id, "error", err)
	return fault{StatusCode: http.StatusInternalServerError, Message: "Internal server error", ActivityID: id}
}

// seconds is how long a client has to wait, in whole seconds: rather too long
// than too short.
func seconds(d time.Duration) int64 { return int64((d + time.Second - 1) / time.Second) }

func send(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body) // an error here is the client's having gone
}
