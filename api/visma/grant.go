package visma

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// States of a scope that a tenant was asked for.
const (
	Granted   = "granted"
	Refused   = "refused"
	Withdrawn = "withdrawn"
)

// Grant is what a tenant lets an application see. It is looked at with every
// call, so that a withdrawal holds at once.
type Grant struct {
	ID       kind.ID `json:"id" is:"readonly"`
	ClientID string  `json:"clientId"`
	// Name is the application's.
	Name      string     `json:"name"`
	Decisions []Decision `json:"decisions"`
}

// Decision is what a customer said to one scope, and when.
type Decision struct {
	Scope string    `json:"scope"`
	State string    `json:"state" is:"oneof=granted|refused|withdrawn"`
	At    time.Time `json:"at"`
}

// Grants belong to a tenant, one for each application that it took up.
var Grants = kind.Of[Grant]("visma grant", "grants", kind.Under(Tenants.Type))

func grantID(tenant kind.ID, clientID string) kind.ID {
	return derived("visma grant", tenant.String(), clientID)
}

// grant changes the grant of a tenant to an application, or makes it.
func grant(tx kind.Writer, tenant kind.ID, app *Application, change func(*Grant) error) (*Grant, error) {
	id := grantID(tenant, app.ClientID)
	g, err := Grants.Get(tx, id)
	if errors.Is(err, kind.ErrNotFound) {
		g, err = &Grant{ClientID: app.ClientID, Name: app.Name}, nil
	}
	if err == nil {
		err = change(g)
	}
	if err != nil {
		return nil, err
	}
	return g, Grants.Put(tx, id, tenant, g)
}

// decideAll grants some of the scopes that were asked for and refuses the
// others.
func (g *Grant) decideAll(now time.Time, asked, granted []string) error {
	for _, s := range granted {
		if !slices.Contains(asked, s) {
			return rest.Refuse(http.StatusBadRequest, "the application did not ask for %s", s)
		}
	}
	for _, s := range asked {
		state := Refused
		if slices.Contains(granted, s) {
			state = Granted
		}
		g.decide(now, s, state)
	}
	return nil
}

// decide notes a decision. What was granted before is withdrawn rather than
// refused.
func (g *Grant) decide(now time.Time, scope, state string) {
	i := slices.IndexFunc(g.Decisions, func(d Decision) bool { return d.Scope == scope })
	if i < 0 {
		g.Decisions = append(g.Decisions, Decision{scope, state, now.UTC()})
		return
	}
	was := g.Decisions[i].State
	if state == Refused && (was == Granted || was == Withdrawn) {
		state = Withdrawn
	}
	if was != state {
		g.Decisions[i] = Decision{scope, state, now.UTC()}
	}
}

// granted are the scopes that a tenant lets an application use, in the order
// in which all are told.
func (g *Grant) granted() []string {
	var scopes []string
	for _, d := range g.Decisions {
		if d.State == Granted {
			scopes = append(scopes, d.Scope)
		}
	}
	return inCanon(scopes)
}

// FindGrant finds what a tenant lets an application see. It answers
// [kind.ErrNotFound].
func FindGrant(r kind.Reader, tenant kind.ID, clientID string) (*Grant, error) {
	return Grants.Get(r, grantID(tenant, clientID))
}

// SetConsent grants scopes that an application has asked for, or refuses or
// withdraws them. Others stay as they are.
func SetConsent(tx kind.Writer, tenant kind.ID, clientID string, scopes []string, grants bool) (*Grant, error) {
	if _, err := FindGrant(tx, tenant, clientID); err != nil {
		return nil, err
	}
	app, err := FindApplication(tx, clientID)
	if err != nil {
		return nil, err
	}
	asked, err := scopesOf(tx, app)
	if err != nil {
		return nil, err
	}
	state := Refused
	if grants {
		state = Granted
	}
	return grant(tx, tenant, app, func(g *Grant) error {
		for _, s := range scopes {
			if !slices.Contains(asked, s) {
				return rest.Refuse(http.StatusBadRequest, "the application did not ask for %.100q", s)
			}
			g.decide(tx.Now(), s, state)
		}
		return nil
	})
}

// Withdraw takes back all that a tenant granted to an application.
func Withdraw(tx kind.Writer, tenant kind.ID, clientID string) (*Grant, error) {
	g, err := FindGrant(tx, tenant, clientID)
	if err != nil {
		return nil, err
	}
	for _, s := range g.granted() {
		g.decide(tx.Now(), s, Withdrawn)
	}
	return g, Grants.Replace(tx, g.ID, g)
}

// Customer is a tenant that took up an application, as its developer sees it.
type Customer struct {
	TenantName string  `json:"tenantName"`
	TenantID   kind.ID `json:"tenantId"`
	// Access counts: "1 / 5" is one API and five permissions.
	Access string   `json:"apisPermissions"`
	Scopes []string `json:"permissions"`
}

// Customers are the tenants with a permission for an application, whose name,
// id or one of whose permissions holds a text; an empty text is no condition.
func Customers(tx *store.Tx, clientID, search string) ([]Customer, error) {
	if _, err := FindApplication(tx, clientID); err != nil {
		return nil, err
	}
	tenants, err := ListTenants(tx)
	found := []Customer{}
	for _, t := range tenants {
		if err != nil {
			return nil, err
		}
		var g *Grant
		if g, err = FindGrant(tx, t.ID, clientID); errors.Is(err, kind.ErrNotFound) {
			err = nil
			continue
		}
		if err != nil {
			return nil, err
		}
		c := Customer{TenantName: t.Name, TenantID: t.ID, Scopes: g.granted(), Access: fmt.Sprintf("1 / %d", len(g.granted()))}
		if len(c.Scopes) > 0 && c.holds(search) {
			found = append(found, c)
		}
	}
	return found, err
}

func (c Customer) holds(search string) bool {
	for _, text := range append([]string{c.TenantName, c.TenantID.String()}, c.Scopes...) {
		if strings.Contains(strings.ToLower(text), strings.ToLower(search)) {
			return true
		}
	}
	return false
}
