package visma

import (
	"net/http"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
)

// States of an invitation. One that is issued expires by itself.
const (
	Issued   = "issued"
	Accepted = "accepted"
	Expired  = "expired"
	Revoked  = "revoked"
)

// invitationLife is how long a code is good.
const invitationLife = 5 * 24 * time.Hour

// Invitation lets a customer take up an application, once. Its id follows from
// the code, which is not kept.
type Invitation struct {
	ID          kind.ID   `json:"id" is:"readonly"`
	Description string    `json:"description" is:"len=..200"`
	State       string    `json:"state" is:"oneof=issued|accepted|revoked"`
	IssuedAt    time.Time `json:"issuedAt"`
	Expires     time.Time `json:"expires"`
	// Tenant is the first that accepted.
	Tenant *kind.ID `json:"tenant"`
}

// Invitations belong to an application.
var Invitations = kind.Of[Invitation]("visma invitation", "invitations", kind.Under(Applications.Type))

// now is the state that an invitation is in at an instant.
func (i *Invitation) now(at time.Time) string {
	if i.State == Issued && !at.Before(i.Expires) {
		return Expired
	}
	return i.State
}

func invitationID(code string) kind.ID { return derived("visma invitation", code) }

// codeLength makes 128 random bits of 32 letters and digits that can't be
// taken for one another.
const (
	codeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
	codeLength  = 26
)

// Invite makes an invitation code of an active application, which can't be had
// again.
func Invite(tx kind.Writer, clientID, description string) (i *Invitation, code string, err error) {
	app, err := FindApplication(tx, clientID)
	if err != nil {
		return nil, "", err
	}
	switch {
	case app.State != Active:
		return nil, "", rest.Refuse(http.StatusConflict, "the application is %s; only for one that is active customers are invited", app.State)
	case app.PrivacyURI == nil || app.TermsURI == nil || app.WebsiteURI == nil:
		return nil, "", rest.Refuse(http.StatusConflict, "customers are invited once the application has a privacy policy, terms and a website")
	}
	code = random(codeLetters, codeLength)
	now := tx.Now().UTC()
	i = &Invitation{Description: description, State: Issued, IssuedAt: now, Expires: now.Add(invitationLife)}
	return i, code, Invitations.CreateAs(tx, invitationID(code), app.ID, i)
}

// ListInvitations gives those of an application, in the state that each is in.
func ListInvitations(tx kind.Writer, clientID string) ([]*Invitation, error) {
	all, err := Invitations.Children(tx, applicationID(clientID))
	for _, i := range all {
		i.State = i.now(tx.Now())
	}
	return all, err
}

// RevokeInvitation ends a code that wasn't accepted.
func RevokeInvitation(tx kind.Writer, clientID string, id kind.ID) error {
	row, err := tx.Row(Invitations.Type, id)
	if err != nil || row.Parent != applicationID(clientID) {
		return orNotFound(err)
	}
	i, err := Invitations.Value(row)
	if err != nil {
		return err
	}
	if i.State != Issued {
		return rest.Refuse(http.StatusConflict, "the invitation is %s already", i.State)
	}
	i.State = Revoked
	return Invitations.Replace(tx, id, i)
}

// Offer is what a customer sees behind an invitation code.
type Offer struct {
	ClientID    string   `json:"clientId"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Scopes      []string `json:"scopes"`
	// application is whose offer it is.
	application *Application
	invitation  *Invitation
}

// LookUp shows what stands behind an invitation code that can be accepted. It
// answers [kind.ErrNotFound] for one that nobody was given.
func LookUp(tx kind.Writer, code string) (*Offer, error) {
	row, err := tx.Row(Invitations.Type, invitationID(code))
	if err != nil {
		return nil, err
	}
	i, err := Invitations.Value(row)
	if err != nil {
		return nil, err
	}
	switch state := i.now(tx.Now()); state {
	case Accepted:
		return nil, rest.Refuse(http.StatusConflict, "the invitation code was used already; each is good for one tenant")
	case Expired, Revoked:
		return nil, rest.Refuse(http.StatusConflict, "the invitation code is %s", state)
	}
	app, err := Applications.Get(tx, row.Parent)
	if err != nil {
		return nil, err
	}
	if app.State != Active {
		return nil, rest.Refuse(http.StatusConflict, "the application is %s", app.State)
	}
	scopes, err := scopesOf(tx, app)
	return &Offer{
		ClientID: app.ClientID, Name: app.Name, Description: app.Description, Scopes: scopes,
		application: app, invitation: i,
	}, err
}

// Accept takes up an application for a tenant: the scopes that are named are
// granted, the others refused. The code is then used.
func Accept(tx kind.Writer, tenant kind.ID, code string, granted []string) (*Grant, error) {
	if _, err := Tenants.Get(tx, tenant); err != nil {
		return nil, err
	}
	if err := knownScopes(granted); err != nil {
		return nil, err
	}
	offer, err := LookUp(tx, code)
	if err != nil {
		return nil, err
	}
	offer.invitation.State, offer.invitation.Tenant = Accepted, &tenant
	if err := Invitations.Replace(tx, offer.invitation.ID, offer.invitation); err != nil {
		return nil, err
	}
	return grant(tx, tenant, offer.application, func(g *Grant) error {
		return g.decideAll(tx.Now(), offer.Scopes, granted)
	})
}

// TakeUp is [Accept] without an invitation, for an application whose audience
// is public and for a demo.
func TakeUp(tx kind.Writer, tenant kind.ID, clientID string, granted []string) (*Grant, error) {
	if _, err := Tenants.Get(tx, tenant); err != nil {
		return nil, err
	}
	app, err := FindApplication(tx, clientID)
	if err != nil {
		return nil, err
	}
	scopes, err := scopesOf(tx, app)
	if err != nil {
		return nil, err
	}
	return grant(tx, tenant, app, func(g *Grant) error { return g.decideAll(tx.Now(), scopes, granted) })
}
