package oauth

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"
)

// Request is the parameters of a token request.
type Request struct {
	values map[string]string // by name in lower case
	header string            // Authorization
}

// Get gives a parameter by its name in lower case; "" when it wasn't sent or
// sent without a value, which is the same (RFC 6749, 3.2).
func (r Request) Get(name string) string { return r.values[name] }

// ReadRequest reads the body of a token request. Names are taken in any letter
// case, and forms also under the label text/plain: clients of the vendors send
// them so.
func ReadRequest(w http.ResponseWriter, r *http.Request) (Request, *Error) {
	if !isForm(r.Header.Get("Content-Type")) {
		return Request{}, refuse(InvalidRequest, "the body has to be application/x-www-form-urlencoded")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLong := (*http.MaxBytesError)(nil); errors.As(err, &tooLong) {
		return Request{}, &Error{Status: http.StatusRequestEntityTooLarge, Code: InvalidRequest, Description: "the body is too long"}
	}
	if err != nil {
		return Request{}, refuse(InvalidRequest, "the body can't be read")
	}
	values, refused := parse(string(body))
	return Request{values: values, header: r.Header.Get("Authorization")}, refused
}

func isForm(contentType string) bool {
	if contentType == "" {
		return true
	}
	mediaType, _, err := mime.ParseMediaType(contentType)
	return err == nil && (mediaType == "application/x-www-form-urlencoded" || mediaType == "text/plain")
}

// parse reads parameters. One that occurs twice is an attempt to have it read
// differently by two readers (RFC 6749, 3.1 and 3.2).
func parse(form string) (map[string]string, *Error) {
	query, err := url.ParseQuery(form)
	if err != nil {
		return nil, refuse(InvalidRequest, "the parameters are not form encoded")
	}
	values := make(map[string]string, len(query))
	for name, all := range query {
		folded := strings.ToLower(name)
		if _, twice := values[folded]; twice || len(all) > 1 {
			return nil, refuse(InvalidRequest, "a parameter occurs twice")
		}
		if !utf8.ValidString(name) || !utf8.ValidString(all[0]) || strings.ContainsRune(all[0], 0) {
			return nil, refuse(InvalidRequest, "the parameters are not UTF-8 text")
		}
		values[folded] = all[0]
	}
	return values, nil
}

// Credentials are how a client says who it is.
type Credentials struct {
	ID, Secret string
	// Basic says that they came in the Authorization header.
	Basic bool
}

// Credentials finds them in the Authorization header or in the body; a client
// may use only one of the two for its secret (RFC 6749, 2.3).
func (r Request) Credentials() (Credentials, *Error) {
	id, secret := r.Get("client_id"), r.Get("client_secret")
	scheme, _, _ := strings.Cut(r.header, " ")
	if !strings.EqualFold(scheme, "Basic") {
		return Credentials{ID: id, Secret: secret}, nil
	}
	c, ok := basic(r.header)
	if !ok {
		return c, wrongClient(true)
	}
	if secret != "" || id != "" && id != c.ID {
		return c, refuse(InvalidRequest, "the client authenticates in the header and in the body")
	}
	return c, nil
}

// basic reads the header. Id and secret are form encoded in it, which many
// clients forget; what can't be decoded is taken as it stands.
func basic(header string) (Credentials, bool) {
	id, secret, ok := (&http.Request{Header: http.Header{"Authorization": {header}}}).BasicAuth()
	return Credentials{ID: unescape(id), Secret: unescape(secret), Basic: true}, ok
}

func unescape(text string) string {
	plain, err := url.QueryUnescape(text)
	if err != nil {
		return text
	}
	return plain
}

// wrongClient is the answer to a client that can't be told from a stranger.
func wrongClient(usedBasic bool) *Error {
	e := refuse(InvalidClient, "unknown client, or its secret is wrong or missing")
	if usedBasic {
		e.Status, e.Challenge = http.StatusUnauthorized, true
	}
	return e
}
