package payandbill

import (
	"compress/gzip"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/payglot/payglot/rest"
)

// maxBody bounds the body of a request, after it is unpacked.
const maxBody = 10 << 20

// checkPayload refuses a body that says it isn't JSON, or is packed otherwise
// than by gzip.
func checkPayload(r *http.Request) error {
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "gzip") {
		return errPayload
	}
	header := r.Header.Get("Content-Type")
	if header == "" {
		return nil
	}
	media, _, err := mime.ParseMediaType(header)
	if err != nil || media != rest.JSON && !strings.HasSuffix(media, "+json") {
		return errPayload
	}
	return nil
}

// readBody reads the body of a request, unpacked.
func readBody(r *http.Request) ([]byte, error) {
	if r.ContentLength > maxBody {
		return nil, errTooLarge
	}
	from := io.Reader(io.LimitReader(r.Body, maxBody+1))
	if r.Header.Get("Content-Encoding") != "" {
		zip, err := gzip.NewReader(from)
		if err != nil {
			return nil, &parseError{"the body is not what gzip makes"}
		}
		from = io.LimitReader(zip, maxBody+1)
	}
	body, err := io.ReadAll(from)
	switch {
	case len(body) > maxBody:
		return nil, errTooLarge
	case err != nil:
		return nil, &parseError{"the body could not be read"}
	}
	return body, nil
}

// refuse words an error: a message, and nothing else.
func (d *Dialect) refuse(w http.ResponseWriter, r *http.Request, err error) {
	var unreadable *parseError
	var own *rest.Error
	status, text := rest.Status(err), "An unforeseen error occurred; it has been logged"
	switch {
	case errors.As(err, &unreadable):
		status, text = http.StatusBadRequest, unreadable.Error()
	case errors.As(err, &own):
		text = own.Message
	case status == http.StatusServiceUnavailable:
		text = "The service is stopping; try again"
	case r.Context().Err() != nil: // the client has gone
	default:
		status = http.StatusInternalServerError
		d.log.Error("internal error", "dialect", Name, "method", r.Method, "error", err)
	}
	send(w, status, append(appendQuoted([]byte(`{"message":`), text), '}'))
}

func send(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body) // an error here is the client's having gone
}
