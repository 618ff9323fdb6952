package rest

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Limits on requests.
const (
	MaxBody     = 5 << 20
	DefaultPage = 250
	MaxPage     = 10000
)

// Call is one request to an operation by somebody known.
type Call struct {
	Request    *http.Request
	Operation  *Operation
	Parameters []string // of the path, in order
	Session    *access.Session
	Store      *store.Store
	// Version is the wire form that the client asked for.
	Version kind.Version
	// Media is what the client accepts: "application/json", "text/csv" ...
	Media string
	// Narrow gives what the caller's role lets him see of a kind, in lists and
	// one by one. Settings narrows a list as the caller has chosen to.
	Narrow   func(*Call, *store.Tx, *kind.Type) ([]store.Condition, error)
	Settings func(*Call, *store.Tx, *store.Query) error
	// Subject is the record that the path named.
	Subject *kind.Row

	query url.Values
}

// Error is a refusal with a status of its own.
type Error struct {
	Status  int
	Message string
	Field   string
}

func (e *Error) Error() string { return e.Message }

// Refuse makes an [Error].
func Refuse(status int, format string, args ...any) error {
	return &Error{Status: status, Message: fmt.Sprintf(format, args...)}
}

// ErrChanged says that If-Match names another state than the record is in.
var ErrChanged = errors.New("the record has been changed since it was read")

// ID is the path parameter at a position, as an id.
func (c *Call) ID(i int) (kind.ID, error) {
	id, err := kind.ParseID(c.Parameters[i])
	if err != nil {
		return id, &Error{Status: http.StatusBadRequest, Field: c.parameterName(i), Message: fmt.Sprintf("%s: %q is not a UUID", c.parameterName(i), clip(c.Parameters[i]))}
	}
	return id, nil
}

func (c *Call) parameterName(i int) string {
	for _, segment := range segments(c.Operation.Path) {
		if !strings.HasPrefix(segment, "{") {
			continue
		}
		if i == 0 {
			return strings.Trim(segment, "{}")
		}
		i--
	}
	return ""
}

// ReadQuery refuses a query string that can't be read: half of it would ask
// for something else than the client meant.
func (c *Call) ReadQuery() error {
	var err error
	if c.query, err = url.ParseQuery(c.Request.URL.RawQuery); err != nil {
		return Refuse(http.StatusBadRequest, "the query string can't be read: values must be URL encoded, and there is a limit to their number")
	}
	return nil
}

// Query is a parameter of the query string, its name in any letter case.
func (c *Call) Query(name string) (string, bool) {
	if c.query == nil {
		c.query = c.Request.URL.Query()
	}
	if v, ok := c.query[name]; ok {
		return v[0], true
	}
	for k, v := range c.query {
		if strings.EqualFold(k, name) {
			return v[0], true
		}
	}
	return "", false
}

// RequiredID is an id of the query string, which must be there.
func (c *Call) RequiredID(name string) (kind.ID, error) {
	text, _ := c.Query(name)
	id, err := kind.ParseID(text)
	if err != nil {
		return id, &Error{Status: http.StatusBadRequest, Field: name, Message: fmt.Sprintf("%s is required, and is a UUID", name)}
	}
	return id, nil
}

// Date is a date of the query string; zero when it isn't there.
func (c *Call) Date(name string) (cal.Date, error) {
	text, ok := c.Query(name)
	if !ok || text == "" {
		return cal.Date{}, nil
	}
	text, _, _ = strings.Cut(text, "T")
	d, err := cal.Parse(text)
	if err != nil {
		return d, &Error{Status: http.StatusBadRequest, Field: name, Message: fmt.Sprintf("%s is not an existing date of the form yyyy-mm-dd", name)}
	}
	return d, nil
}

// Body reads the request's JSON. An empty body is an empty object when the
// operation's input may be.
func (c *Call) Body() ([]byte, error) {
	if err := JSONMedia(c.Request); err != nil {
		return nil, err
	}
	return ReadBody(c.Request)
}

// ReadBody reads a request's body up to [MaxBody].
func ReadBody(r *http.Request) ([]byte, error) {
	if r.ContentLength > MaxBody {
		return nil, Refuse(http.StatusRequestEntityTooLarge, "the body is larger than %d bytes", MaxBody)
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, MaxBody+1))
	switch {
	case len(body) > MaxBody:
		return nil, Refuse(http.StatusRequestEntityTooLarge, "the body is larger than %d bytes", MaxBody)
	case err != nil:
		return nil, Refuse(http.StatusBadRequest, "the body could not be read")
	}
	return body, nil
}

// JSONMedia refuses a body that says it is something else than JSON.
func JSONMedia(r *http.Request) error {
	header := r.Header.Get("Content-Type")
	if header == "" && r.ContentLength == 0 {
		return nil
	}
	media, _, err := mime.ParseMediaType(header)
	if err != nil || media != "application/json" && media != "text/json" && !strings.HasSuffix(media, "+json") {
		return Refuse(http.StatusUnsupportedMediaType, "the body must be application/json, not %q", clip(header))
	}
	return nil
}

// page reads pageNumber and pageSize.
func (c *Call) page() (number, size int, err error) {
	number, err = c.positive("pageNumber", 1, 1<<31-1)
	if err != nil {
		return 0, 0, err
	}
	size, err = c.positive("pageSize", DefaultPage, MaxPage)
	return number, size, err
}

func (c *Call) positive(name string, standard, most int) (int, error) {
	text, ok := c.Query(name)
	if !ok || text == "" {
		return standard, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		return 0, &Error{Status: http.StatusBadRequest, Field: name, Message: fmt.Sprintf("%s is not a number from 1 to %d", name, most)}
	}
	return n, nil
}

// By is the call in the change log.
func (c *Call) By() store.Actor { return c.Session.Actor(c.Operation.Activity) }

func clip(text string) string {
	if len(text) > 80 {
		return strings.ToValidUTF8(text[:80], "") + "…"
	}
	return text
}
