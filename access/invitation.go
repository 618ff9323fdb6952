package access

import (
	"context"
	"encoding/base64"
	"errors"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Invitation waits for a person to choose a password. Its link is made when
// somebody asks for it, so that nothing that opens it is kept.
type Invitation struct {
	Email string `json:"email"`
	Phone string `json:"phone"`
	// Token is the digest of the newest link's; empty before there is one.
	Token   string    `json:"token"`
	Expires time.Time `json:"expires"`
	// Revoked says that it can't be accepted any more.
	Revoked bool `json:"revoked"`
}

// Invitations are logged: who let whom in is part of the record.
var Invitations = kind.Of[Invitation]("invitation", "invitations", kind.Under(Logins.Type))

// InvitationLife is how long an invitation can be accepted.
const InvitationLife = 14 * 24 * time.Hour

func invitationID(login kind.ID) kind.ID { return named("invitation", login.String()) }

// FindInvitation finds the invitation that a person hasn't accepted. It answers
// [kind.ErrNotFound] when there is none.
func FindInvitation(r kind.Reader, login kind.ID) (*Invitation, error) {
	return Invitations.Get(r, invitationID(login))
}

// Invite lets a person without a password choose one. An earlier invitation,
// with its link, ends.
func (a *Access) Invite(tx Tx, login kind.ID, email, phone string) error {
	a.changed(tx)
	return Invitations.Put(tx, invitationID(login), login, &Invitation{Email: email, Phone: phone, Expires: tx.Now().Add(InvitationLife)})
}

// RevokeInvitation ends an invitation. It answers [kind.ErrNotFound] when there
// is none.
func (a *Access) RevokeInvitation(tx Tx, login kind.ID) error {
	v, err := FindInvitation(tx, login)
	if err != nil {
		return err
	}
	v.Revoked, v.Token = true, ""
	a.changed(tx)
	return Invitations.Replace(tx, invitationID(login), v)
}

// NewInvitationLink gives the token of a link for an invitation; an earlier one
// is worth nothing from then on. It answers [ErrToken] for an invitation that
// was revoked or is too old.
func (a *Access) NewInvitationLink(tx Tx, login kind.ID) (string, error) {
	v, err := FindInvitation(tx, login)
	if err != nil {
		return "", err
	}
	if v.Revoked || !tx.Now().Before(v.Expires) {
		return "", ErrToken
	}
	token := base64.RawURLEncoding.EncodeToString(login[:]) + "." + newToken()
	v.Token = digestOf(token).String()
	return token, Invitations.Replace(tx, invitationID(login), v)
}

// Invited finds the person whom a link invites. It answers [ErrToken] when the
// link is unknown, spent, revoked or too old.
func Invited(r kind.Reader, token string) (*Login, error) {
	login := familyOf(token) // it names the login as a refresh token its family
	v, err := FindInvitation(r, login)
	if errors.Is(err, kind.ErrNotFound) {
		v, err = &Invitation{Token: digest{}.String()}, nil
	}
	if err != nil {
		return nil, err
	}
	if !matches(v.Token, token) || v.Revoked || !r.Now().Before(v.Expires) {
		return nil, ErrToken
	}
	return Logins.Get(r, login)
}

// Accept takes the password that an invited person chose; the link is spent.
// It answers [ErrToken], and [ErrWeakPassword] that leaves the link as it is.
func (a *Access) Accept(ctx context.Context, token, password string) error {
	return a.store.Update(ctx, by("AcceptInvitation"), func(tx *store.Tx) error {
		l, err := Invited(tx, token)
		if err != nil {
			return err
		}
		if err := a.SetPassword(tx, l, password); err != nil {
			return err
		}
		return Invitations.Delete(tx, invitationID(l.ID))
	})
}

// Invitee finds the person of a link, outside a transaction.
func (a *Access) Invitee(ctx context.Context, token string) (l *Login, err error) {
	err = a.store.View(ctx, func(tx *store.Tx) error {
		l, err = Invited(tx, token)
		return err
	})
	return l, err
}
