package loket

import (
	"errors"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// invite makes a user who can log in once he has accepted and chosen a
// password. He has no right yet.
func (d *Dialect) invite(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.UserInvitation) (any, error) {
	id, err := record.InviteEmployerUser(tx, row.ID, in)
	if err != nil {
		return nil, err
	}
	email := in.ContactInformation.EmailAddress
	_, err = d.access.CreateUser(tx, access.UserSpec{
		ID: id, UserName: email, Role: access.EmployerUser, Employers: []access.EmployerAccess{{Employer: row.ID}},
	}, "")
	if errors.Is(err, access.ErrTaken) {
		return nil, kind.Problems{{Code: kind.CodeNotUnique, Field: "contactInformation.emailAddress", Message: "is the user name of somebody else"}}
	}
	if err != nil {
		return nil, err
	}
	if err := d.access.Invite(tx, id, email, in.DestinationForSecret); err != nil {
		return nil, err
	}
	return d.shownUserOf(tx, id)
}

// shownUserOf is [Dialect.shownUser] by the user's id.
func (d *Dialect) shownUserOf(tx *store.Tx, id kind.ID) (any, error) {
	row, err := tx.Row(record.EmployerUsers.Type, id)
	if err != nil {
		return nil, err
	}
	return d.shownUser(tx, row)
}

// changeInvitation sends an invitation again, or takes it back. One who has
// accepted can't be invited.
func (d *Dialect) changeInvitation(c *rest.Call, tx *store.Tx, row *kind.Row, in *record.InvitationChange) (any, error) {
	l, err := access.Logins.Get(tx, row.ID)
	if err != nil {
		return nil, err
	}
	invitation, err := access.FindInvitation(tx, row.ID)
	if errors.Is(err, kind.ErrNotFound) {
		return nil, kind.Problems{{Code: kind.CodeState, Field: "action", Message: "is for users who are invited and haven't accepted"}}
	}
	if err != nil {
		return nil, err
	}
	again := in.Action == "Resend"
	switch {
	case !again && invitation.Revoked:
		return nil, kind.Problems{{Code: kind.CodeState, Field: "action", Message: "is revoked already"}}
	case !again:
		if err := d.access.RevokeInvitation(tx, row.ID); err != nil {
			return nil, err
		}
		return d.shownUser(tx, row)
	case in.ResendInformation == nil:
		return nil, kind.Problems{{Code: kind.CodeRequired, Field: "resendInformation", Message: "is required to send an invitation again"}}
	case l.At(in.ResendInformation.EmployerID) == nil ||
		c.Session.May(tx, c.Operation.Asks(), access.Scope{Employer: in.ResendInformation.EmployerID}) != nil:
		return nil, kind.Problems{{Code: kind.CodeReference, Field: "resendInformation.employerId", Message: "is no employer of the user"}}
	}
	if err := record.ResendInvitation(tx, row.ID, in.ResendInformation); err != nil {
		return nil, err
	}
	if err := d.access.Invite(tx, row.ID, in.ResendInformation.EmailAddress, in.ResendInformation.DestinationForSecret); err != nil {
		return nil, err
	}
	return d.shownUserOf(tx, row.ID)
}
