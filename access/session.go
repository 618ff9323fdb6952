package access

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Session is a client that acts for a user, or for itself: what a token stands for.
// Sessions are shared between requests and never change.
type Session struct {
	Client   *Client
	User     kind.ID
	UserName string
	Role     string
	// Departments are those that the user manages. When DepartmentsOnly, lists
	// and records of people are narrowed to those whose actual organizational
	// entity is in one of them; the caller does that, since only it knows the
	// records.
	Departments     []kind.ID
	DepartmentsOnly bool
	// Branches are those of Departments whose parts count as well; which these
	// are, only the caller knows.
	Branches []kind.ID
	// Expires is by the record's clock; zero for a client that acts for itself,
	// whose token says when.
	Expires time.Time

	access     *Access
	login      *Login
	activities patterns
	role       *role
	general    patterns             // rights at everything in reach
	special    map[kind.ID]patterns // and besides, at single employers
}

// ErrToken says that a bearer token is unknown, expired or revoked.
var ErrToken = errors.New("unknown, expired or revoked token")

// Authenticate finds the session of an access token.
func (a *Access) Authenticate(ctx context.Context, token string) (*Session, error) {
	d := digestOf(token)
	s, err := a.sessions.recall(d, func() (*Session, error) { return a.readSession(ctx, d) })
	if err != nil {
		return nil, err
	}
	if !a.clock.Now().Before(s.Expires) {
		return nil, ErrToken
	}
	return s, nil
}

func (a *Access) readSession(ctx context.Context, d digest) (*Session, error) {
	var s *Session
	err := a.store.View(ctx, func(tx *store.Tx) error {
		row, err := tx.Row(accessTokens.Type, d.id())
		if err != nil {
			return err
		}
		t, err := accessTokens.Value(row)
		if err != nil {
			return err
		}
		_, f, l, err := relatives(tx, row.Parent)
		if err != nil {
			return err
		}
		c, err := Clients.Get(tx, f.Client)
		if err != nil {
			return err
		}
		blocked, err := integrationBlocked(tx, c.ID, l.ID)
		if err != nil {
			return err
		}
		if c.Blocked || l.Blocked || blocked {
			return ErrToken
		}
		s = newSession(c, l)
		s.access, s.Expires = a, t.Expires
		return nil
	})
	if errors.Is(err, kind.ErrNotFound) {
		return nil, ErrToken
	}
	return s, err
}

func newSession(c *Client, l *Login) *Session {
	s := &Session{
		Client: c, User: l.ID, UserName: l.UserName, Role: l.Role, login: l,
		DepartmentsOnly: l.Role == DepartmentManager,
		activities:      compile(c.Activities),
		role:            roleOf(l.Role),
		general:         compile(l.Rights),
		special:         map[kind.ID]patterns{},
	}
	for _, e := range l.Employers {
		s.special[e.Employer] = compile(e.Rights)
		s.Departments = append(s.Departments, e.Departments...)
		s.Branches = append(s.Branches, e.Branches...)
	}
	return s
}

// Actor is on whose behalf the session writes.
func (s *Session) Actor(operation string) store.Actor {
	return store.Actor{Client: s.Client.ClientID, User: s.User, Dialect: s.Client.Dialect, Operation: operation}
}

// Reach is what a user may see in lists: all employers of the providers, and
// the employers.
type Reach struct{ Providers, Employers []kind.ID }

// Reach is everything that the user belongs to.
func (s *Session) Reach() Reach {
	r := Reach{Providers: slices.Clone(s.login.Providers)}
	for _, e := range s.login.Employers {
		r.Employers = append(r.Employers, e.Employer)
	}
	return r
}

// ReachFor is the part of Reach where the user has the right to an activity,
// for lists over several employers.
func (s *Session) ReachFor(a Activity) Reach {
	var r Reach
	if s.general.holds(a.Right()) {
		r.Providers = slices.Clone(s.login.Providers)
	}
	for _, e := range s.login.Employers {
		if s.heldAt(e.Employer)(a.Right()) {
			r.Employers = append(r.Employers, e.Employer)
		}
	}
	return r
}
