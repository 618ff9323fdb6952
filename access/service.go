package access

import (
	"context"
	"errors"
	"slices"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// ServiceSpec is what a client may reach in its own name.
type ServiceSpec struct {
	Rights    []string
	Providers []kind.ID
	Employers []EmployerAccess
}

// serviceID is where a client's own login stands.
func serviceID(client kind.ID) kind.ID { return named("service", client.String()) }

// createService makes a client's own login. It has no credential, so that it
// is found neither by user name nor by password.
func createService(tx Tx, client kind.ID, clientID string, spec ServiceSpec) error {
	return Logins.CreateAs(tx, serviceID(client), kind.ID{}, &Login{
		UserName: clientID, Role: Service, Client: &client,
		Rights: spec.Rights, Providers: spec.Providers, Employers: spec.Employers,
	})
}

// FindService finds a client's own login. It answers [kind.ErrNotFound] when
// the client has none.
func FindService(r kind.Reader, client kind.ID) (*Login, error) {
	return Logins.Get(r, serviceID(client))
}

// checkService refuses a client that would get tokens and could do nothing
// with them, or for which no token could be signed.
func (c *Client) checkService(r *kind.Rules) {
	if c.Public() {
		r.Problem("grants", kind.CodeCombination, "a client without a secret can't act for itself") // RFC 6749, 4.4
	}
	if c.AccessLife() > SignedLife {
		r.Problem("accessSeconds", kind.CodeRange, "a signed token can't be good for more than %v", SignedLife)
	}
	_, err := FindService(r, r.ID)
	switch {
	case errors.Is(err, kind.ErrNotFound):
		r.Problem("grants", kind.CodeCombination, "a client that acts for itself needs a login of its own")
	case err != nil:
		r.Fail(err)
	}
}

// ServiceSession is the session of a client that acts for itself, whatever
// proved that it does: a signed token, or an API key. It answers [ErrClient]
// when the client is unknown, blocked, or has no login of its own.
func (a *Access) ServiceSession(ctx context.Context, dialect, clientID string) (*Session, error) {
	id := named("client", dialect, clientID)
	return a.services.recall(id, func() (*Session, error) { return a.readService(ctx, id) })
}

func (a *Access) readService(ctx context.Context, client kind.ID) (*Session, error) {
	var s *Session
	err := a.store.View(ctx, func(tx *store.Tx) error {
		c, err := Clients.Get(tx, client)
		if err != nil {
			return err
		}
		l, err := FindService(tx, client)
		if err != nil {
			return err
		}
		if c.Blocked || l.Blocked {
			return ErrClient
		}
		s = newSession(c, l)
		s.access = a
		return nil
	})
	if errors.Is(err, kind.ErrNotFound) {
		return nil, ErrClient
	}
	return s, err
}

// Link puts an employer within a client's own reach. The rights hold there,
// besides those that the client has everywhere; they replace what an earlier
// link gave. It answers [kind.ErrNotFound] for an employer that isn't there and
// a client without a login of its own.
func (a *Access) Link(tx Tx, c *Client, employer kind.ID, rights ...string) error {
	if _, err := tx.Row(a.employers, employer); err != nil {
		return err
	}
	l, err := FindService(tx, c.ID)
	if err != nil {
		return err
	}
	link := EmployerAccess{Employer: employer, Rights: rights}
	if i := l.at(employer); i >= 0 {
		l.Employers[i] = link
	} else {
		l.Employers = append(l.Employers, link)
	}
	return a.SaveLogin(tx, l)
}

// Unlink takes an employer out of a client's own reach. One that isn't linked
// stays so.
func (a *Access) Unlink(tx Tx, c *Client, employer kind.ID) error {
	l, err := FindService(tx, c.ID)
	if err != nil {
		return err
	}
	i := l.at(employer)
	if i < 0 {
		return nil
	}
	l.Employers = slices.Delete(l.Employers, i, i+1)
	return a.SaveLogin(tx, l)
}

// at is the position of an employer among those in reach one by one, or -1.
func (l *Login) at(employer kind.ID) int {
	return slices.IndexFunc(l.Employers, func(e EmployerAccess) bool { return e.Employer == employer })
}
