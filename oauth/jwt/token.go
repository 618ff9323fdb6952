package jwt

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/access"
)

// algorithm is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, 3.3), and there is no
// other.
const algorithm = jose.RS256

// maxToken bounds a token in bytes: more than any of ours, less than what
// servers take for a header.
const maxToken = 8 << 10

// refuse words why a token is not taken.
func refuse(why string) error { return fmt.Errorf("%w: %s", access.ErrToken, why) }

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

// parse takes a token in compact form apart (RFC 7515, 5.2), and refuses all
// that [Signer.Sign] doesn't make. Its signature is still to be checked.
func parse(text, wantType string) (*jose.JSONWebSignature, error) {
	t, err := jose.ParseSignedCompact(text, []jose.SignatureAlgorithm{algorithm})
	if _, other := errors.AsType[*jose.ErrUnexpectedSignatureAlgorithm](err); other {
		return nil, refuse("it isn't signed by " + string(algorithm))
	}
	if err != nil || !oneSpelling(text) {
		return nil, refuse("it isn't of the compact form")
	}
	switch h := t.Signatures[0].Protected; {
	case h.ExtraHeaders[jose.HeaderType] != wantType:
		return nil, refuse("it is of another type")
	case critical(text):
		return nil, refuse("its header has to be understood and isn't")
	case h.KeyID == "":
		return nil, refuse("it names no key")
	}
	return t, nil
}

var base64url = base64.RawURLEncoding.Strict()

// oneSpelling refuses line ends and stray last bits, which go-jose skips: the
// same token would be good in many spellings, and each be remembered.
func oneSpelling(text string) bool {
	for part := range strings.SplitSeq(text, ".") {
		if _, err := base64url.DecodeString(part); err != nil {
			return false
		}
	}
	return !strings.ContainsAny(text, "\r\n")
}

// critical says whether a header asks for extensions (RFC 7515, 4.1.11). There
// are none here, while go-jose has one, and takes null for no list.
func critical(text string) bool {
	head, _, _ := strings.Cut(text, ".")
	b, _ := base64url.DecodeString(head) // oneSpelling has tried
	var h struct {
		Critical jsontext.Value `json:"crit"`
	}
	return json.Unmarshal(b, &h) != nil || h.Critical != nil
}
