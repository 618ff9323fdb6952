package access

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Administrator looks after the house: its clock, its clients, its users. An
// administrator is no user of any dialect.
type Administrator struct {
	ID    kind.ID `json:"id"`
	Email string  `json:"email"`
}

// Administrators are logged.
var Administrators = kind.Of[Administrator]("administrator", "administrators")

// adminToken lets an administrator in; adminLink does so once.
type adminToken struct {
	// Expires is nil for an API token, which lives until it is revoked.
	Expires *time.Time `json:"expires"`
}

type adminLink struct {
	Expires time.Time `json:"expires"`
}

var (
	adminTokens = kind.Of[adminToken]("administrator token", "tokens", kind.Under(Administrators.Type), kind.Unlogged())
	links       = kind.Of[adminLink]("administrator link", "links", kind.Under(Administrators.Type), kind.Unlogged())
)

// Lives of what lets an administrator in.
const (
	LinkLife         = 30 * time.Minute
	AdminSessionLife = 12 * time.Hour
)

// CreateAdministrator registers an administrator and gives a token for a
// one-time link, good for [LinkLife].
func (a *Access) CreateAdministrator(tx Tx, email string) (admin *Administrator, link string, err error) {
	email = strings.TrimSpace(email)
	id := adminID(email)
	if err := free(tx, Administrators.Type, id); err != nil {
		return nil, "", err
	}
	admin = &Administrator{Email: email}
	if err := Administrators.CreateAs(tx, id, kind.ID{}, admin); err != nil {
		return nil, "", err
	}
	link, err = a.NewLink(tx, admin.ID)
	return admin, link, err
}

// Check refuses what can't be an address.
func (a *Administrator) Check(r *kind.Rules) {
	name, host, ok := strings.Cut(a.Email, "@")
	if !ok || name == "" || host == "" || strings.ContainsAny(a.Email, " \t\r\n") {
		r.Problem("email", kind.CodeCheck, "is not an e-mail address")
	}
}

func adminID(email string) kind.ID { return named("administrator", strings.ToLower(email)) }

// FindAdministrator finds an administrator by e-mail address. It answers
// [kind.ErrNotFound].
func FindAdministrator(r kind.Reader, email string) (*Administrator, error) {
	return Administrators.Get(r, adminID(strings.TrimSpace(email)))
}

// NewLink gives a token for a one-time link.
func (a *Access) NewLink(tx Tx, admin kind.ID) (string, error) {
	token := newToken()
	return token, links.CreateAs(tx, digestOf(token).id(), admin, &adminLink{Expires: tx.Now().Add(LinkLife)})
}

// NewAPIToken gives a bearer token that lives until it is revoked. It is shown
// once.
func (a *Access) NewAPIToken(tx Tx, admin kind.ID) (string, error) {
	token := newToken()
	return token, adminTokens.CreateAs(tx, digestOf(token).id(), admin, &adminToken{})
}

// RedeemLink takes the token of a one-time link and gives one for a session of
// [AdminSessionLife]. It answers [ErrToken] when the link is unknown, spent or
// too old.
func (a *Access) RedeemLink(ctx context.Context, token string) (session string, err error) {
	var refused error
	err = a.store.Update(ctx, by("RedeemLink"), func(tx *store.Tx) error {
		row, err := tx.Row(links.Type, digestOf(token).id())
		if errors.Is(err, kind.ErrNotFound) {
			refused = ErrToken
			return nil
		}
		if err != nil {
			return err
		}
		v, err := links.Value(row)
		if err != nil {
			return err
		}
		if err := links.Delete(tx, row.ID); err != nil {
			return err
		}
		if !tx.Now().Before(v.Expires) {
			refused = ErrToken
			return nil
		}
		session = newToken()
		until := tx.Now().Add(AdminSessionLife)
		return adminTokens.CreateAs(tx, digestOf(session).id(), row.Parent, &adminToken{Expires: &until})
	})
	if err == nil {
		err = refused
	}
	return session, err
}

// AuthenticateAdministrator finds the administrator of a bearer token. It
// answers [ErrToken].
func (a *Access) AuthenticateAdministrator(ctx context.Context, token string) (*Administrator, error) {
	var admin *Administrator
	err := a.store.View(ctx, func(tx *store.Tx) error {
		row, err := tx.Row(adminTokens.Type, digestOf(token).id())
		if err != nil {
			return err
		}
		v, err := adminTokens.Value(row)
		if err != nil {
			return err
		}
		if v.Expires != nil && !tx.Now().Before(*v.Expires) {
			return ErrToken
		}
		admin, err = Administrators.Get(tx, row.Parent)
		return err
	})
	if errors.Is(err, kind.ErrNotFound) {
		return nil, ErrToken
	}
	return admin, err
}

// DeleteAdministrator removes an administrator with all tokens.
func (a *Access) DeleteAdministrator(tx Tx, id kind.ID) error { return Administrators.Delete(tx, id) }
