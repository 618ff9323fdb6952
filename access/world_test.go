package access_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
)

// Stand-ins for the record's kinds: access needs to know only that the parent
// of an employer is its provider.
type named struct {
	ID kind.ID `json:"id"`
}

var (
	providers = kind.Of[named]("test provider", "providers")
	employers = kind.Of[named]("test employer", "employers", kind.Under(providers.Type), kind.Tenant())
)

var origin = time.Date(2024, 6, 14, 8, 0, 0, 0, time.UTC)

// world is two providers, the first with employers one and two, the other
// with foreign.
type world struct {
	*access.Access
	t                 *testing.T
	store             *store.Store
	clock             *clock.Movable
	provider, other   kind.ID
	one, two, foreign kind.ID
	client            *access.Client
	secret            string
}

const password = "correct horse battery"

// passwordHash is made once: hashing is slow on purpose.
var passwordHash = sync.OnceValue(func() string {
	hash, err := access.HashPassword(password)
	if err != nil {
		panic(err)
	}
	return hash
})

func newWorld(t *testing.T, wrap func(store.Engine) store.Engine) *world {
	t.Helper()
	engine, err := sqlite.OpenMemory(t.Name())
	if err != nil {
		t.Fatal(err)
	}
	m := clock.NewMovable(store.Zone)
	if err := m.Set(origin, clock.Fixed); err != nil {
		t.Fatal(err)
	}
	var e store.Engine = engine
	if wrap != nil {
		e = wrap(engine)
	}
	w := &world{t: t, store: store.Open(e, m, nil), clock: m}
	t.Cleanup(func() { w.store.Close() })
	w.Access = access.New(w.store, access.Options{Employers: employers.Type, Log: slog.New(slog.DiscardHandler)})
	w.update(func(tx *store.Tx) error {
		w.provider, w.other = w.create(tx, providers, kind.ID{}), w.create(tx, providers, kind.ID{})
		w.one, w.two = w.create(tx, employers, w.provider), w.create(tx, employers, w.provider)
		w.foreign = w.create(tx, employers, w.other)
		return w.SetModules(tx, w.provider, []string{"Absence", "Custom fields"})
	})
	w.client, w.secret = w.newClient(access.ClientSpec{ClientID: "demo", Activities: []string{"*"}})
	return w
}

func (w *world) create(tx *store.Tx, k kind.Kind[named], parent kind.ID) kind.ID {
	id, err := k.Create(tx, parent, new(named))
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

func (w *world) update(f func(*store.Tx) error) {
	w.t.Helper()
	if err := w.store.Update(w.t.Context(), store.Actor{Dialect: "test"}, f); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) newClient(spec access.ClientSpec) (c *access.Client, secret string) {
	w.t.Helper()
	spec.Dialect, spec.Name = "loket", "Client "+spec.ClientID
	if spec.Grants == nil {
		spec.Grants = []string{access.GrantCode, access.GrantRefresh, access.GrantPassword}
	}
	w.update(func(tx *store.Tx) (err error) {
		c, secret, err = w.CreateClient(tx, spec)
		return err
	})
	return c, secret
}

func (w *world) newUser(spec access.UserSpec) (l *access.Login) {
	w.t.Helper()
	if spec.UserName == "" {
		spec.UserName = "someone@example.nl"
	}
	if spec.Role == "" {
		spec.Role = access.ProviderUser
	}
	spec.PasswordHash = passwordHash()
	w.update(func(tx *store.Tx) (err error) {
		l, err = w.CreateUser(tx, spec, "")
		return err
	})
	return l
}

func (w *world) issue(l *access.Login) access.Tokens {
	w.t.Helper()
	t, err := w.Issue(w.t.Context(), w.client, l, "")
	if err != nil {
		w.t.Fatal(err)
	}
	return t
}

func (w *world) session(l *access.Login) *access.Session {
	w.t.Helper()
	s, err := w.Authenticate(w.t.Context(), w.issue(l).Access)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// may asks inside a snapshot, as a request does.
func (w *world) may(s *access.Session, a access.Activity, scope access.Scope) (err error) {
	w.t.Helper()
	wrong := w.store.View(w.t.Context(), func(tx *store.Tx) error {
		err = s.May(tx, a, scope)
		return nil
	})
	if wrong != nil {
		w.t.Fatal(wrong)
	}
	return err
}

func (w *world) after(d time.Duration) {
	w.t.Helper()
	if err := w.clock.Set(w.clock.Now().Add(d), clock.Fixed); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) good(token string) bool {
	w.t.Helper()
	_, err := w.Authenticate(w.t.Context(), token)
	if err != nil && !errors.Is(err, access.ErrToken) {
		w.t.Fatal(err)
	}
	return err == nil
}

// refused says why a grant failed.
func (w *world) refused(err error) string {
	w.t.Helper()
	var refused *access.GrantError
	if !errors.As(err, &refused) {
		w.t.Fatalf("got error %v, want a refused grant", err)
	}
	return refused.Reason
}

func (w *world) code(r access.Request, l *access.Login) string {
	w.t.Helper()
	code, err := w.Code(w.t.Context(), r, l)
	if err != nil {
		w.t.Fatal(err)
	}
	return code
}

// rows counts the rows of a kind.
func (w *world) rows(kindName string) (n int) {
	w.t.Helper()
	err := w.store.View(context.Background(), func(tx *store.Tx) error {
		return tx.Conn().Query(tx.Context(), `SELECT count(*) FROM record WHERE kind = $1`, []any{kindName}, func(c store.Columns) error {
			n = int(c.Int(0))
			return nil
		})
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}
