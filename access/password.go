package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Cost of a password hash: argon2id with 19 MiB, two passes, one lane, the
// least that OWASP's password storage cheat sheet recommends.
const (
	hashMemory = 19 * 1024 // KiB
	hashPasses = 2
	hashLanes  = 1
	hashLen    = 32
)

// MinPassword is the least number of bytes of a password: what NIST SP 800-63B
// asks for at the least, and what Loket lets a client set.
const MinPassword = 8

// ErrWeakPassword refuses a password that is too short.
var ErrWeakPassword = fmt.Errorf("a password needs at least %d characters", MinPassword)

// decoy has the form of a hash and no password. Unknown users are checked
// against it, so that they take as long as known ones.
var decoy = phc(make([]byte, 16), make([]byte, hashLen))

// HashPassword hashes a password for storing, in the usual text form.
func HashPassword(password string) (string, error) {
	if len(password) < MinPassword {
		return "", ErrWeakPassword
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	return phc(salt, argon2.IDKey([]byte(password), salt, hashPasses, hashMemory, hashLanes, hashLen)), nil
}

func phc(salt, hash []byte) string {
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, hashMemory, hashPasses, hashLanes, enc.EncodeToString(salt), enc.EncodeToString(hash))
}

// errHash says that a stored hash can't be read: the store was tampered with.
var errHash = errors.New("stored password hash is malformed")

// verify says whether a password has this hash. It waits for its turn.
func (a *Access) verify(ctx context.Context, hash, password string) (bool, error) {
	select {
	case a.hashing <- struct{}{}:
		defer func() { <-a.hashing }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	return verify(hash, password)
}

func verify(hash, password string) (bool, error) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return false, errHash
	}
	var memory, passes uint32
	var lanes uint8
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &passes, &lanes); err != nil {
		return false, errHash
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, errHash
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(want) == 0 || passes == 0 || lanes == 0 {
		return false, errHash
	}
	got := argon2.IDKey([]byte(password), salt, passes, memory, lanes, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}
