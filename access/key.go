package access

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Key is an API key: a secret that a program sends along with every request,
// instead of a token or besides. Keys are shared between requests and never
// change.
type Key struct {
	// ID follows from the secret, so that a look-up is one read by primary key
	// and the secret isn't stored. Only a secret that could be guessed anyway
	// can be guessed from it.
	ID      kind.ID `json:"id"`
	Dialect string  `json:"dialect"`
	// Name may be that of several keys, so that an old one and a new one work
	// side by side.
	Name string `json:"name"`
	// Client is whose key it is, in dialects where a key is somebody's.
	Client    *kind.ID  `json:"client"`
	CreatedAt time.Time `json:"createdAt"`
}

// ring holds the keys of one dialect together: those that programs show, and
// those that sign tokens.
type ring struct {
	Dialect string `json:"dialect"`
}

// API keys are logged: who could use what, and since when, is part of the
// record.
var (
	rings   = kind.Of[ring]("key ring", "keyrings", kind.Unlogged())
	apiKeys = kind.Of[Key]("api key", "keys", kind.Under(rings.Type))
)

func ringID(dialect string) kind.ID { return named("key ring", dialect) }

// ringOf gives the key ring of a dialect, which is made when there is none.
func ringOf(tx Tx, dialect string) (kind.ID, error) {
	id := ringID(dialect)
	return id, rings.Put(tx, id, kind.ID{}, &ring{Dialect: dialect})
}

// keyID is where the key of a secret stands. The same secret may open several
// dialects, as a key of each.
func keyID(dialect, secret string) kind.ID { return named("api key", dialect, secret) }

// maxKeyName bounds the name of a key, in bytes.
const maxKeyName = 100

// Check refuses a key that couldn't be told from others or is nobody's.
func (k *Key) Check(r *kind.Rules) {
	if k.Dialect == "" || k.Name == "" {
		r.Problem("name", kind.CodeRequired, "a key needs a dialect and a name")
	}
	if len(k.Name) > maxKeyName {
		r.Problem("name", kind.CodeLength, "is longer than %d bytes", maxKeyName)
	}
	if k.Client == nil {
		return
	}
	c, err := Clients.Get(r, *k.Client)
	switch {
	case errors.Is(err, kind.ErrNotFound) || err == nil && c.Dialect != k.Dialect:
		r.Problem("client", kind.CodeCheck, "is not a client of dialect %q", k.Dialect)
	case err != nil:
		r.Fail(err)
	}
}

// KeySpec is what a new key is made from.
type KeySpec struct {
	Dialect string
	Name    string
	// Client is whose key it is; nil when a key is nobody's own.
	Client *kind.ID
	// Secret is made up when empty, as it should be outside a demo.
	Secret string
}

// CreateKey makes an API key and gives its secret, which can't be had again.
// It answers [ErrTaken] when the dialect has a key with this secret.
func (a *Access) CreateKey(tx Tx, spec KeySpec) (k *Key, secret string, err error) {
	secret = spec.Secret
	if secret == "" {
		secret = newToken()
	}
	id := keyID(spec.Dialect, secret)
	if err := free(tx, apiKeys.Type, id); err != nil {
		return nil, "", err
	}
	ring, err := ringOf(tx, spec.Dialect)
	if err != nil {
		return nil, "", err
	}
	k = &Key{Dialect: spec.Dialect, Name: spec.Name, Client: spec.Client, CreatedAt: tx.Now()}
	if err := apiKeys.CreateAs(tx, id, ring, k); err != nil {
		return nil, "", err
	}
	a.changed(tx)
	return k, secret, nil
}

// ErrKey says that an API key is unknown or revoked.
var ErrKey = errors.New("unknown or revoked API key")

// FindKey finds the API key of a secret. It answers [ErrKey]. It doesn't look
// at the client whose key it is: [Access.ServiceSession] does.
func (a *Access) FindKey(ctx context.Context, dialect, secret string) (*Key, error) {
	id := keyID(dialect, secret)
	return a.keys.recall(id, func() (k *Key, err error) {
		err = a.store.View(ctx, func(tx *store.Tx) (err error) {
			k, err = apiKeys.Get(tx, id)
			return err
		})
		if errors.Is(err, kind.ErrNotFound) {
			return nil, ErrKey
		}
		return k, err
	})
}

// Keys are the API keys of a dialect, by name and then by age.
func Keys(r kind.Reader, dialect string) ([]*Key, error) {
	keys, err := apiKeys.Children(r, ringID(dialect))
	slices.SortFunc(keys, func(a, b *Key) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), a.CreatedAt.Compare(b.CreatedAt))
	})
	return keys, err
}

// RevokeKey ends an API key at once, and no other of its name. It answers
// [kind.ErrNotFound].
func (a *Access) RevokeKey(tx Tx, id kind.ID) error {
	a.changed(tx)
	return apiKeys.Delete(tx, id)
}
