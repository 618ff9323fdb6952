package access

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

const (
	// SignedLife is the longest that a signed token may be good, so that it is
	// known when a key that was replaced has no token left.
	SignedLife = 24 * time.Hour
	// MaxLeeway is the longest that a token may be taken after its expiry.
	MaxLeeway = 5 * time.Minute

	// retirement is how long a replaced key is kept: for its last token, which
	// another process may have signed a moment later.
	retirement = SignedLife + MaxLeeway + time.Minute

	rsaBits = 2048
)

// SigningKey signs tokens of one dialect, or did so until it was replaced.
type SigningKey struct {
	// ID is the key's id in tokens and key sets: 32 hexadecimal digits.
	ID string
	// RSA holds the private key too. It is for signing and never shown.
	RSA *rsa.PrivateKey
	// Retires is when the last token of a replaced key has expired; nil while
	// the key signs.
	Retires *time.Time
}

// signingKey is how a key is stored, under the id that follows from its
// public half. Whoever reads the database or a backup could sign tokens.
type signingKey struct {
	Private string     `json:"private"` // PKCS #8 (RFC 5208), base64
	Retires *time.Time `json:"retires"`
}

var signingKeys = kind.Of[signingKey]("signing key", "signingkeys", kind.Under(rings.Type), kind.Unlogged())

// ErrSigningKey says that no key of this id signs tokens of the dialect.
var ErrSigningKey = errors.New("unknown or retired signing key")

// SigningKeys are the keys of a dialect whose tokens may be good: first the one
// that signs, then those it replaced. The first is made when there is none.
func (a *Access) SigningKeys(ctx context.Context, dialect string) ([]*SigningKey, error) {
	keys, err := a.knownSigningKeys(ctx, dialect)
	if err == nil && len(keys) == 0 {
		keys, err = a.firstSigningKey(ctx, dialect)
	}
	now := a.clock.Now()
	return slices.DeleteFunc(slices.Clone(keys), func(k *SigningKey) bool { return k.retired(now) }), err
}

// SigningKey finds the key that a token names. It answers [ErrSigningKey].
func (a *Access) SigningKey(ctx context.Context, dialect, id string) (*SigningKey, error) {
	keys, err := a.knownSigningKeys(ctx, dialect)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(keys, func(k *SigningKey) bool { return k.ID == id })
	if i < 0 { // another process may just have made it
		return a.readSigningKey(ctx, dialect, id)
	}
	if keys[i].retired(a.clock.Now()) {
		return nil, ErrSigningKey
	}
	return keys[i], nil
}

func (k *SigningKey) retired(now time.Time) bool { return k.Retires != nil && !now.Before(*k.Retires) }

// knownSigningKeys are all of a dialect, the one that signs first.
func (a *Access) knownSigningKeys(ctx context.Context, dialect string) ([]*SigningKey, error) {
	return a.signing.recall(dialect, func() ([]*SigningKey, error) { return a.readSigningKeys(ctx, dialect) })
}

func (a *Access) readSigningKeys(ctx context.Context, dialect string) ([]*SigningKey, error) {
	var rows []*kind.Row
	err := a.store.View(ctx, func(tx *store.Tx) (err error) {
		rows, err = tx.Children(signingKeys.Type, ringID(dialect))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("signing keys of %s: %w", dialect, err)
	}
	keys := make([]*SigningKey, len(rows))
	for i, row := range rows {
		if keys[i], err = parseSigningKey(row); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(keys, func(a, b *SigningKey) int {
		switch {
		case a.Retires == nil:
			return -1
		case b.Retires == nil:
			return 1
		}
		return b.Retires.Compare(*a.Retires)
	})
	return keys, nil
}

// readSigningKey reads one key. An id that a stranger made up costs a look-up
// and no more.
func (a *Access) readSigningKey(ctx context.Context, dialect, id string) (*SigningKey, error) {
	b, err := hex.DecodeString(id)
	if err != nil || len(b) != len(kind.ID{}) {
		return nil, ErrSigningKey
	}
	var row *kind.Row
	err = a.store.View(ctx, func(tx *store.Tx) (err error) {
		row, err = tx.Row(signingKeys.Type, kind.ID(b))
		return err
	})
	if errors.Is(err, kind.ErrNotFound) || err == nil && row.Parent != ringID(dialect) {
		return nil, ErrSigningKey
	}
	if err != nil {
		return nil, fmt.Errorf("signing key %s: %w", id, err)
	}
	k, err := parseSigningKey(row)
	if err == nil && (k.ID != id || k.retired(a.clock.Now())) {
		return nil, ErrSigningKey
	}
	return k, err
}

func parseSigningKey(row *kind.Row) (*SigningKey, error) {
	v, err := signingKeys.Value(row)
	if err != nil {
		return nil, err
	}
	der, err := base64.StdEncoding.DecodeString(v.Private)
	if err != nil {
		return nil, fmt.Errorf("signing key %v: %w", row.ID, err)
	}
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, fmt.Errorf("signing key %v: %w", row.ID, err)
	}
	private, ok := key.(*rsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("signing key %v: it is a %T", row.ID, key)
	}
	return &SigningKey{ID: hex.EncodeToString(row.ID[:]), RSA: private, Retires: v.Retires}, nil
}

// firstSigningKey makes the first key of a dialect, unless somebody else, here
// or in another process, was quicker.
func (a *Access) firstSigningKey(ctx context.Context, dialect string) ([]*SigningKey, error) {
	a.making.Lock()
	defer a.making.Unlock()
	keys, err := a.readSigningKeys(ctx, dialect)
	if err != nil || len(keys) > 0 {
		return keys, err
	}
	if err := a.addSigningKey(ctx, "MakeSigningKey", dialect, func(_ *store.Tx, there []*kind.Row) (bool, error) {
		return len(there) == 0, nil
	}); err != nil {
		return nil, err
	}
	return a.readSigningKeys(ctx, dialect)
}

// RotateSigningKey has a new key sign the tokens of a dialect. The one before
// stays in the key set until its last token has expired.
func (a *Access) RotateSigningKey(ctx context.Context, dialect string) error {
	err := a.addSigningKey(ctx, "RotateSigningKey", dialect, func(tx *store.Tx, there []*kind.Row) (bool, error) {
		return true, retire(tx, there)
	})
	if err == nil {
		a.log.Info("signing key replaced", "dialect", dialect)
	}
	return err
}

// retire has keys sign no longer, and removes those whose time has passed.
func retire(tx *store.Tx, rows []*kind.Row) error {
	until := tx.Now().Add(retirement)
	for _, row := range rows {
		v, err := signingKeys.Value(row)
		if err != nil {
			return err
		}
		switch {
		case v.Retires == nil:
			v.Retires = &until
			err = signingKeys.Replace(tx, row.ID, v)
		case !tx.Now().Before(*v.Retires):
			err = signingKeys.Delete(tx, row.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// addSigningKey makes a key and keeps it when wanted, which is asked in the
// transaction and shown the keys that are there. A key takes some 40 ms to
// make, now and then many more: the writer is asked for only after that.
func (a *Access) addSigningKey(ctx context.Context, operation, dialect string, wanted func(*store.Tx, []*kind.Row) (bool, error)) error {
	id, v, err := newSigningKey()
	if err != nil {
		return err
	}
	return a.store.Update(ctx, by(operation), func(tx *store.Tx) error {
		ring, err := ringOf(tx, dialect)
		if err != nil {
			return err
		}
		there, err := tx.Children(signingKeys.Type, ring)
		if err != nil {
			return err
		}
		if ok, err := wanted(tx, there); err != nil || !ok {
			return err
		}
		a.changed(tx)
		return signingKeys.CreateAs(tx, id, ring, v)
	})
}

func newSigningKey() (id kind.ID, v *signingKey, err error) {
	key, err := rsa.GenerateKey(rand.Reader, rsaBits)
	if err != nil {
		return id, nil, fmt.Errorf("make a signing key: %w", err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return id, nil, fmt.Errorf("make a signing key: %w", err)
	}
	sum := sha256.Sum256(x509.MarshalPKCS1PublicKey(&key.PublicKey))
	return kind.ID(sum[:16]), &signingKey{Private: base64.StdEncoding.EncodeToString(private)}, nil
}
