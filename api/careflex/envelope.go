package careflex

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
)

// maxBody bounds the body of one request, in bytes; a file may be as large as
// any request to the house.
const maxBody = 2 << 20

// challenge is a refusal for want of a good token.
type challenge struct{ code, message, header string }

func (c *challenge) Error() string { return c.message }

// refusal is the body of every refusal.
type refusal struct {
	Error   string   `json:"error"`
	Message string   `json:"message"`
	Errors  problems `json:"errors,omitzero"`
}

// codes of refusals by their status.
var codes = map[int]string{
	http.StatusBadRequest:            "invalid_request",
	http.StatusForbidden:             "forbidden",
	http.StatusNotFound:              "not_found",
	http.StatusMethodNotAllowed:      "method_not_allowed",
	http.StatusRequestEntityTooLarge: "too_large",
	http.StatusUnsupportedMediaType:  "unsupported_media_type",
	http.StatusServiceUnavailable:    "unavailable",
	http.StatusInternalServerError:   "server_error",
}

// refuse words an error.
func (d *Dialect) refuse(w http.ResponseWriter, r *http.Request, err error) {
	status, body := d.wording(w, r, err)
	text, err := json.Marshal(body)
	if err != nil { // there is nothing in it that can't be written
		d.o.Log.Error("a refusal could not be written", "dialect", Name, "error", err)
	}
	send(w, status, text)
}

func (d *Dialect) wording(w http.ResponseWriter, r *http.Request, err error) (int, refusal) {
	var (
		wrongs     problems
		own        *rest.Error
		challenged *challenge
		unreadable *fileError
		refused    *access.Refusal
	)
	switch {
	case errors.As(err, &challenged):
		w.Header().Set("WWW-Authenticate", challenged.header)
		return http.StatusUnauthorized, refusal{Error: challenged.code, Message: challenged.message}
	case errors.As(err, &wrongs):
		return http.StatusBadRequest, refusal{"validation_failed", "nothing was taken over, since something is wrong with it", wrongs}
	case errors.As(err, &unreadable):
		return http.StatusBadRequest, refusal{Error: "invalid_file", Message: unreadable.reason}
	case errors.Is(err, errMalformed):
		return http.StatusBadRequest, refusal{Error: "malformed_json", Message: err.Error()}
	case errors.As(err, &own):
		return own.Status, refusal{Error: codes[own.Status], Message: own.Message}
	case errors.As(err, &refused):
		return http.StatusForbidden, refusal{Error: codes[http.StatusForbidden], Message: refused.Error()}
	case errors.Is(err, kind.ErrNotFound):
		return http.StatusNotFound, refusal{Error: codes[http.StatusNotFound], Message: "there is nothing of that name"}
	}
	status := rest.Status(err)
	if status == http.StatusServiceUnavailable {
		return status, refusal{Error: codes[status], Message: "payglot is stopping; try again"}
	}
	d.o.Log.Error("internal error", "dialect", Name, "method", r.Method, "error", err)
	return http.StatusInternalServerError, refusal{Error: codes[http.StatusInternalServerError], Message: "something went wrong inside; it has been logged"}
}

// readBody reads a body up to a bound.
func readBody(r *http.Request, most int64) ([]byte, error) {
	tooLarge := rest.Refuse(http.StatusRequestEntityTooLarge, "the body is larger than %d bytes", most)
	if r.ContentLength > most {
		return nil, tooLarge
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, most+1))
	switch {
	case int64(len(body)) > most:
		return nil, tooLarge
	case err != nil:
		return nil, rest.Refuse(http.StatusBadRequest, "the body could not be read")
	}
	return body, nil
}

// send answers with JSON, or with nothing but the status.
func send(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	if len(body) > 0 {
		h.Set("Content-Type", "application/json;charset=UTF-8")
	}
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body) // an error here is the client's having gone
}
