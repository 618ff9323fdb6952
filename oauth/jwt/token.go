package jwt

import (
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/access"
)

// algorithm is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, 3.3), and there is no
// other.
const algorithm = "RS256"

// maxToken bounds a token in bytes: more than any of ours, less than what
// servers take for a header.
const maxToken = 8 << 10

// refuse words why a token is not taken.
func refuse(why string) error { return fmt.Errorf("%w: %s", access.ErrToken, why) }

type header struct {
	Algorithm string `json:"alg"`
	Type      string `json:"typ"`
	Key       string `json:"kid"`
}

// registered are the claims of RFC 7519, 4.1 that are checked.
type registered struct {
	Issuer    string   `json:"iss"`
	Audience  audience `json:"aud"`
	Expires   *int64   `json:"exp"` // seconds since 1970; ours are whole
	NotBefore *int64   `json:"nbf"`
}

// audience is one text or several (RFC 7519, 4.1.3).
type audience []string

// UnmarshalJSON takes both forms.
func (a *audience) UnmarshalJSON(b []byte) error {
	if jsontext.Value(b).Kind() == '"' {
		*a = audience{""}
		return json.Unmarshal(b, &(*a)[0])
	}
	return json.Unmarshal(b, (*[]string)(a))
}

// token is one whose signature was checked.
type token[C any] struct {
	registered
	claims *C
}

// timely says whether a token is good now. A token is no longer good at the
// very second of its expiry (RFC 7519, 4.1.4).
func (r registered) timely(now time.Time, leeway time.Duration) error {
	switch {
	case now.Add(-leeway).Unix() >= *r.Expires:
		return refuse("it has expired")
	case r.NotBefore != nil && now.Add(leeway).Unix() < *r.NotBefore:
		return refuse("it isn't good yet")
	}
	return nil
}

// parts are what a token is made of, decoded.
type parts struct {
	signed    string // header and claims as they were signed
	key       string
	claims    []byte
	signature []byte
}

// parse takes a token in compact form apart (RFC 7515, 5.2), and refuses all
// that [Signer.Sign] doesn't make.
func parse(text, wantType string) (parts, error) {
	var p parts
	segments := strings.Split(text, ".")
	if len(segments) != 3 {
		return p, refuse("it doesn't have three parts")
	}
	head, err := decode(segments[0])
	if err != nil {
		return p, err
	}
	if p.key, err = readHeader(head, wantType); err != nil {
		return p, err
	}
	if p.claims, err = decode(segments[1]); err != nil {
		return p, err
	}
	p.signature, err = decode(segments[2])
	p.signed = text[:len(segments[0])+1+len(segments[1])]
	return p, err
}

// readHeader gives the key that a header names.
func readHeader(head []byte, wantType string) (key string, err error) {
	var h struct {
		header
		Critical jsontext.Value `json:"crit"`
	}
	switch err := json.Unmarshal(head, &h); {
	case err != nil:
		return "", refuse("its header can't be read")
	case h.Algorithm != algorithm:
		return "", refuse("it isn't signed by " + algorithm)
	case h.Type != wantType:
		return "", refuse("it is of another type")
	case h.Critical != nil: // RFC 7515, 4.1.11
		return "", refuse("its header has to be understood and isn't")
	case h.Key == "":
		return "", refuse("it names no key")
	}
	return h.Key, nil
}

var base64url = base64.RawURLEncoding.Strict()

func encode(b []byte) string { return base64url.EncodeToString(b) }

// decode takes one spelling only: the decoder would skip line ends.
func decode(text string) ([]byte, error) {
	b, err := base64url.DecodeString(text)
	if err != nil || strings.ContainsAny(text, "\r\n") {
		return nil, refuse("it isn't base64url")
	}
	return b, nil
}
