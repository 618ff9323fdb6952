package access

import (
	"errors"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// sharedLife is how long a remembered answer may be used when other processes
// write to the same database, and so may have changed it.
const sharedLife = time.Second

// Options are what access must be told of the house.
type Options struct {
	// Employers is the kind whose records are employers; the parent of one is
	// its provider.
	Employers *kind.Type
	// Log takes what a guardian of the house wants to know: lock-outs, tokens
	// used twice, keys replaced. Nil is slog's default.
	Log *slog.Logger
}

// Access decides over one store.
type Access struct {
	store     *store.Store
	clock     clock.Clock
	employers *kind.Type
	log       *slog.Logger
	hashing   chan struct{} // a password hash takes 19 MiB: few at a time

	life     time.Duration // of what is remembered; 0 is until it is forgotten
	memories memories
	sessions *cache[digest, *Session]
	services *cache[kind.ID, *Session]
	places   *cache[kind.ID, *place]
	keys     *cache[kind.ID, *Key]
	signing  *cache[string, []*SigningKey]
	making   sync.Mutex // of a signing key, which takes long
}

// New starts access on a store.
func New(s *store.Store, o Options) *Access {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	a := &Access{
		store:     s,
		clock:     s.Clock(),
		employers: o.Employers,
		log:       o.Log,
		hashing:   make(chan struct{}, runtime.NumCPU()),
	}
	if s.Engine().Shared() {
		a.life = sharedLife
	}
	a.sessions = remember[digest, *Session](a)
	a.services = remember[kind.ID, *Session](a)
	a.places = remember[kind.ID, *place](a)
	a.keys = remember[kind.ID, *Key](a)
	a.signing = remember[string, []*SigningKey](a)
	return a
}

// Clock is the record's clock, by which everything here expires.
func (a *Access) Clock() clock.Clock { return a.clock }

// Tx is a transaction that access writes in; *store.Tx is one.
type Tx interface {
	kind.Writer
	// AfterCommit runs f once the transaction is durable.
	AfterCommit(f func())
}

// Forget drops everything remembered between requests. It is needed only
// when the store was changed behind access's back: restored, or reset.
func (a *Access) Forget() { a.memories.forget() }

// changed makes sure that nothing remembered outlives what tx changes.
func (a *Access) changed(tx Tx) { tx.AfterCommit(a.Forget) }

// by is who writes tokens and counts attempts: payglot itself.
func by(operation string) store.Actor {
	return store.Actor{Dialect: "payglot", Operation: operation}
}

// ErrTaken says that a client, user or administrator of this name exists, or
// an API key with this secret.
var ErrTaken = errors.New("the name is taken")

// free answers ErrTaken when a record with this id exists.
func free(r kind.Reader, t *kind.Type, id kind.ID) error {
	_, err := r.Row(t, id)
	if errors.Is(err, kind.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return ErrTaken
}

// catalog lets a removal take along what stands under the record: a login
// its tokens, a family of tokens its members.
var catalog = kind.NewCatalog(
	nil,
	Clients.Type, Logins.Type, credentials.Type, attempts.Type, consents.Type,
	tickets.Type, codes.Type, families.Type, accessTokens.Type,
	ModuleSets.Type, Administrators.Type, adminTokens.Type, links.Type,
	rings.Type, apiKeys.Type, signingKeys.Type,
	Integrations.Type, integrationUses.Type, Invitations.Type,
)

// Kinds are the kinds that access keeps on the record's table.
func Kinds() []*kind.Type { return catalog.Types }
