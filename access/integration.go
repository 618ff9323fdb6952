package access

import (
	"errors"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Integration is a program that acts for a person since it first got tokens
// for that.
type Integration struct {
	Client kind.ID   `json:"client"`
	Since  time.Time `json:"since"`
	// Blocked keeps the program from acting for this person, and no other.
	Blocked bool `json:"blocked"`
}

// Integrations are logged: who blocked which one is part of the record.
var Integrations = kind.Of[Integration]("integration", "integrations", kind.Under(Logins.Type))

// integrationUse is when an integration last got tokens.
type integrationUse struct {
	At time.Time `json:"at"`
}

var integrationUses = kind.Of[integrationUse]("integration use", "uses", kind.Under(Integrations.Type), kind.Unlogged())

func integrationID(client, login kind.ID) kind.ID {
	return named("integration", client.String(), login.String())
}

// FindIntegration finds what a client is to a person. It answers
// [kind.ErrNotFound] when it never acted for him.
func FindIntegration(r kind.Reader, client, login kind.ID) (*Integration, error) {
	return Integrations.Get(r, integrationID(client, login))
}

// LastUse is when a client last got tokens for a person; zero when never.
func LastUse(r kind.Reader, client, login kind.ID) (time.Time, error) {
	v, err := integrationUses.Get(r, integrationID(client, login))
	if errors.Is(err, kind.ErrNotFound) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return v.At, nil
}

// errIntegrationBlocked refuses tokens where somebody has blocked a program
// for a person.
var errIntegrationBlocked error = &GrantError{"the client is blocked for this user"}

// integrationBlocked says whether a client may not act for a person.
func integrationBlocked(r kind.Reader, client, login kind.ID) (bool, error) {
	i, err := FindIntegration(r, client, login)
	if errors.Is(err, kind.ErrNotFound) {
		return false, nil
	}
	return err == nil && i.Blocked, err
}

// use notes that a client gets tokens for a person, or refuses that.
func (a *Access) use(tx *store.Tx, c *Client, l *Login) error {
	if l.Client != nil {
		return nil // the client acts for itself
	}
	i, err := FindIntegration(tx, c.ID, l.ID)
	id := integrationID(c.ID, l.ID)
	switch {
	case errors.Is(err, kind.ErrNotFound):
		err = Integrations.CreateAs(tx, id, l.ID, &Integration{Client: c.ID, Since: tx.Now()})
	case err == nil && i.Blocked:
		return errIntegrationBlocked
	}
	if err != nil {
		return err
	}
	return integrationUses.Put(tx, id, id, &integrationUse{At: tx.Now()})
}

// BlockIntegration keeps a client from acting for a person, at once, or lets
// it again. It answers [kind.ErrNotFound] when it never acted for him.
func (a *Access) BlockIntegration(tx Tx, client, login kind.ID, blocked bool) error {
	i, err := FindIntegration(tx, client, login)
	if err != nil {
		return err
	}
	i.Blocked = blocked
	a.changed(tx)
	return Integrations.Replace(tx, integrationID(client, login), i)
}

// DropIntegration ends that a client acts for a person: with the consent and
// all tokens, so that it has to be let in anew. It answers [kind.ErrNotFound].
func (a *Access) DropIntegration(tx Tx, c *Client, login kind.ID) error {
	if err := Integrations.Delete(tx, integrationID(c.ID, login)); err != nil {
		return err
	}
	return a.Withdraw(tx, login, c)
}

// Linked says whether the client is linked to an activity.
func (c *Client) Linked(activity string) bool { return compile(c.Activities).holds(activity) }

// RolesFor are the roles of people that a right is open to.
func RolesFor(right string) []string {
	var names []string
	for i := range roles {
		if roles[i].name != Service && roles[i].holds(right) {
			names = append(names, roles[i].name)
		}
	}
	return names
}

// RoleID is the id of a role, the same in every house.
func RoleID(name string) kind.ID { return stableID("role", name) }

// ModulesFor are the modules of which an activity needs one; none for the core.
func ModulesFor(a Activity) []Module {
	var needed []Module
	for _, name := range a.modules() {
		for _, m := range Modules {
			if m.Name == name {
				needed = append(needed, m)
			}
		}
	}
	return needed
}
