package access

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strings"

	"github.com/payglot/payglot/kind"
)

// digest is the SHA-256 of a secret. Secrets that a machine made carry 256
// random bits, so that a slow hash would add cost and no safety.
type digest [sha256.Size]byte

func digestOf(secret string) digest { return sha256.Sum256([]byte(secret)) }

// id is where the row of a token stands: a look-up is one read by primary
// key, and the table doesn't hold what would open it.
func (d digest) id() kind.ID { return kind.ID(d[:16]) }

// String is the form in which a digest is stored.
func (d digest) String() string { return base64.RawURLEncoding.EncodeToString(d[:]) }

// matches compares a stored digest with that of a secret in constant time.
func matches(stored, secret string) bool {
	return subtle.ConstantTimeCompare([]byte(stored), []byte(digestOf(secret).String())) == 1
}

// newToken makes an opaque secret of 32 random bytes.
func newToken() string {
	var b [32]byte
	rand.Read(b[:]) // never fails: the program ends when the system has no randomness
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// named is the id of something that is known by a name within a realm, such as
// a client of a dialect: unique by construction, found without an index.
func named(realm string, names ...string) kind.ID {
	return digestOf(realm + "\x00" + strings.Join(names, "\x00")).id()
}
