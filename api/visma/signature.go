package visma

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// fileKeyRecord is the key by which addresses of files are signed. It is made on
// first use and kept beside the record, so that all processes on it sign alike.
type fileKeyRecord struct {
	Secret string `json:"secret"` // 32 random bytes, base64
}

var fileKeys = kind.Of[fileKeyRecord]("visma file key", "filekeys", kind.Unlogged())

var fileKeyID = derived("visma file key")

// fileLife is how long an address of a file is good.
const fileLife = time.Hour

// signer signs the addresses of files.
type signer struct {
	store *store.Store
	known access.Memory[struct{}, []byte]
}

func newSigner(s *store.Store, a *access.Access) *signer {
	return &signer{store: s, known: access.NewMemory[struct{}, []byte](a)}
}

// key gives the key, and makes it when there is none.
func (s *signer) key(ctx context.Context) ([]byte, error) {
	return s.known.Recall(struct{}{}, func() ([]byte, error) {
		v, err := s.read(ctx)
		if errors.Is(err, kind.ErrNotFound) {
			v, err = s.make(ctx)
		}
		if err != nil {
			return nil, fmt.Errorf("key of files: %w", err)
		}
		return base64.StdEncoding.DecodeString(v.Secret)
	})
}

func (s *signer) read(ctx context.Context) (v *fileKeyRecord, err error) {
	err = s.store.View(ctx, func(tx *store.Tx) error {
		v, err = fileKeys.Get(tx, fileKeyID)
		return err
	})
	return v, err
}

func (s *signer) make(ctx context.Context) (v *fileKeyRecord, err error) {
	err = s.store.Update(ctx, by("MakeFileKey"), func(tx *store.Tx) error {
		if v, err = fileKeys.Get(tx, fileKeyID); !errors.Is(err, kind.ErrNotFound) {
			return err // another process was quicker
		}
		var secret [32]byte
		rand.Read(secret[:]) // never fails
		v = &fileKeyRecord{Secret: base64.StdEncoding.EncodeToString(secret[:])}
		return fileKeys.CreateAs(tx, fileKeyID, kind.ID{}, v)
	})
	return v, err
}

// Parameters of a signed address.
const (
	expiresParameter   = "expires"
	signatureParameter = "signature"
)

func signature(key []byte, path, expires string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(path + "\n" + expires))
	return hex.EncodeToString(mac.Sum(nil))
}

// sign gives the query by which a path can be read until an instant.
func (s *signer) sign(ctx context.Context, path string, until time.Time) (string, error) {
	key, err := s.key(ctx)
	if err != nil {
		return "", err
	}
	expires := strconv.FormatInt(until.Unix(), 10)
	return expiresParameter + "=" + expires + "&" + signatureParameter + "=" + signature(key, path, expires), nil
}

// good says whether a path may be read now by this query.
func (s *signer) good(ctx context.Context, path string, query url.Values, now time.Time) (bool, error) {
	key, err := s.key(ctx)
	if err != nil {
		return false, err
	}
	expires, given := query.Get(expiresParameter), query.Get(signatureParameter)
	right := hmac.Equal([]byte(signature(key, path, expires)), []byte(given))
	until, err := strconv.ParseInt(expires, 10, 64)
	return right && err == nil && now.Unix() < until, nil
}
