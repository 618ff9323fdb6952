package loket

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// authorization is a right, as it can be switched on for a user.
type authorization struct {
	ID                       kind.ID `json:"id"`
	Description              string  `json:"description" is:"len=..50,readonly"`
	AvailableForEmployerUser bool    `json:"availableForEmployerUser" is:"readonly"`
	IsEnabled                bool    `json:"isEnabled"`
}

// setRef points to a set that was chosen.
type setRef struct {
	ID          kind.ID `json:"id"`
	Description string  `json:"description" is:"len=..50,readonly"`
}

// authorizationSet is a set of rights to choose from.
type authorizationSet struct {
	ID             kind.ID         `json:"id" is:"readonly"`
	Description    string          `json:"description" is:"len=..50,readonly"`
	Authorizations []authorization `json:"authorizations"`
}

// userAuthorizations are the rights that a user is to have at an employer.
type userAuthorizations struct {
	AuthorizationSet *setRef         `json:"authorizationSet"`
	Authorizations   []authorization `json:"authorizations"`
}

var (
	authorizationLines = kind.Shape[authorization]()
	authorizationSets  = kind.Shape[authorizationSet]()
	setRefs            = kind.Shape[setRef]()
	userRightsInput    = kind.Shape[userAuthorizations]()
)

// maxDescription is the vendor's bound on the names of rights and sets.
const maxDescription = 50

// catalogue is every right that the dialect's operations need.
func (d *Dialect) catalogue() []access.Right { return access.Rights(d.Activities()) }

// lines are all rights, with those enabled that are held and that a user of an
// employer can have.
func (d *Dialect) lines(held func(right string) bool) []authorization {
	all := d.catalogue()
	lines := make([]authorization, len(all))
	for i, r := range all {
		open := access.OpenTo(access.EmployerUser, r.Name)
		lines[i] = authorization{ID: r.ID, Description: clip(r.Name, maxDescription), AvailableForEmployerUser: open, IsEnabled: open && held(r.Name)}
	}
	return lines
}

// userAt is the login that the second parameter of the path names, of a user
// who has the employer of the first one.
func userAt(c *rest.Call, tx *store.Tx, employer *kind.Row) (*access.Login, error) {
	id, err := c.ID(1)
	if err != nil {
		return nil, err
	}
	l, err := access.Logins.Get(tx, id)
	if err == nil && (l.Client != nil || l.At(employer.ID) == nil) {
		err = kind.ErrNotFound
	}
	return l, err
}

func (d *Dialect) userAuthorizations(c *rest.Call, tx *store.Tx, row *kind.Row) ([]authorization, error) {
	l, err := userAt(c, tx, row)
	if err != nil {
		return nil, err
	}
	return d.lines(l.Can(row.ID)), nil
}

// userAuthorizationSet is the set that was chosen last for a user; null when
// none was.
func userAuthorizationSet(c *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	l, err := userAt(c, tx, row)
	if err != nil {
		return nil, err
	}
	chosen := l.At(row.ID).Set
	if chosen == nil {
		return nil, nil
	}
	s := access.FindRightSet(*chosen)
	if s == nil {
		return nil, nil
	}
	return setRef{s.ID, s.Name}, nil
}

// patchUserAuthorizations has a user hold exactly the rights that are enabled.
func (d *Dialect) patchUserAuthorizations(c *rest.Call, tx *store.Tx, row *kind.Row, in *userAuthorizations) (any, error) {
	l, err := userAt(c, tx, row)
	if err != nil {
		return nil, err
	}
	rights, err := d.enabled(in)
	if err != nil {
		return nil, err
	}
	l.SetRights(row.ID, rights)
	l.At(row.ID).Set = nil
	if in.AuthorizationSet != nil {
		l.At(row.ID).Set = &in.AuthorizationSet.ID
	}
	return nil, d.grant(c, tx, l)
}

// grant keeps a login that the caller has changed, unless it could do more by
// that than the caller.
func (d *Dialect) grant(c *rest.Call, tx *store.Tx, l *access.Login) error {
	err := c.Session.Grant(tx, l, d.catalogue())
	if refusal, refused := errors.AsType[*access.Refusal](err); refused {
		refusal.Activity = c.Operation.Activity
	}
	return err
}

// enabled are the names of the rights that a body enables. It notes what is no
// right, or none for a user of an employer.
func (d *Dialect) enabled(in *userAuthorizations) ([]string, error) {
	known := map[kind.ID]string{}
	for _, r := range d.catalogue() {
		known[r.ID] = r.Name
	}
	var problems kind.Problems
	problem := func(code int, field, format string, args ...any) {
		problems = append(problems, kind.Problem{Code: code, Field: field, Message: fmt.Sprintf(format, args...)})
	}
	rights := []string{}
	seen := map[kind.ID]bool{}
	for i, a := range in.Authorizations {
		at := "authorizations[" + strconv.Itoa(i) + "].id"
		name := known[a.ID]
		switch {
		case name == "":
			problem(kind.CodeReference, at, "is no authorization")
		case seen[a.ID]:
			problem(kind.CodeDuplicate, at, "is there twice")
		case !a.IsEnabled:
		case !access.OpenTo(access.EmployerUser, name):
			problem(kind.CodeOption, at, "is not for users of an employer")
		default:
			rights = append(rights, name)
		}
		seen[a.ID] = true
	}
	if in.AuthorizationSet != nil && access.FindRightSet(in.AuthorizationSet.ID) == nil {
		problem(kind.CodeReference, "authorizationSet.id", "is no authorization set")
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return rights, nil
}

func (d *Dialect) authorizationSet(s *access.RightSet) authorizationSet {
	return authorizationSet{s.ID, s.Name, d.lines(s.Holds)}
}

// listAuthorizationSets are the sets of the house: every bureau has the same.
func (d *Dialect) listAuthorizationSets(*rest.Call, *store.Tx, *kind.Row) ([]authorizationSet, error) {
	sets := make([]authorizationSet, len(access.RightSets))
	for i := range access.RightSets {
		sets[i] = d.authorizationSet(&access.RightSets[i])
	}
	return sets, nil
}

func (d *Dialect) findAuthorizationSet(c *rest.Call, _ *store.Tx, _ *kind.Row) (any, error) {
	id, err := c.ID(0)
	if err != nil {
		return nil, err
	}
	s := access.FindRightSet(id)
	if s == nil {
		return nil, kind.ErrNotFound
	}
	return d.authorizationSet(s), nil
}

// moduleOfSet is a module in a set; the vendor gives no length here.
type moduleOfSet struct {
	ID          kind.ID `json:"id"`
	Description string  `json:"description" is:"readonly"`
}

// moduleSet is a set of modules to choose from.
type moduleSet struct {
	ID          kind.ID       `json:"id" is:"readonly"`
	Description string        `json:"description" is:"readonly"`
	Modules     []moduleOfSet `json:"modules"`
}

var moduleSets = kind.Shape[moduleSet]()

// listModuleSets are the sets of the house, of each the modules that the
// provider has.
func (d *Dialect) listModuleSets(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]moduleSet, error) {
	offered, err := d.access.ProviderModules(tx, row.ID)
	if err != nil {
		return nil, err
	}
	var sets []moduleSet
	for _, b := range access.Bundles {
		s := moduleSet{ID: b.ID, Description: b.Name, Modules: []moduleOfSet{}}
		for _, m := range b.Modules {
			if name, ok := moduleName(offered, m.ID); ok {
				s.Modules = append(s.Modules, moduleOfSet{m.ID, name})
			}
		}
		if len(s.Modules) > 0 {
			sets = append(sets, s)
		}
	}
	return sets, nil
}

// ownSets are the application sets of the caller, whom the path names: nobody
// has a look at another user's.
func ownSets(c *rest.Call, tx *store.Tx, _ *kind.Row) ([]record.ApplicationSet, error) {
	if err := own(c); err != nil {
		return nil, err
	}
	all, err := record.UserApplicationSets.Children(tx, c.Session.User)
	sets := make([]record.ApplicationSet, len(all))
	for i, s := range all {
		sets[i] = *s
	}
	return sets, err
}

// own makes sure that the path names the caller.
func own(c *rest.Call) error {
	id, err := c.ID(0)
	if err == nil && id != c.Session.User {
		err = kind.ErrNotFound
	}
	return err
}

func postOwnSet(c *rest.Call, tx *store.Tx, _ *kind.Row, in *record.ApplicationSet) (any, error) {
	if err := own(c); err != nil {
		return nil, err
	}
	id, err := record.UserApplicationSets.Create(tx, c.Session.User, in)
	if err != nil {
		return nil, err
	}
	return shown(tx, record.UserApplicationSets.Type, id)
}

// ownSet is the set that the path names, which must be the caller's.
func ownSet(c *rest.Call, tx *store.Tx) (*kind.Row, error) {
	id, err := c.ID(0)
	if err != nil {
		return nil, err
	}
	row, err := tx.Row(record.UserApplicationSets.Type, id)
	if err == nil && row.Parent != c.Session.User {
		err = kind.ErrNotFound
	}
	return row, err
}

// putOwnSet replaces a set of the caller's. Its type stays, sent or not.
func putOwnSet(c *rest.Call) (*rest.Answer, error) {
	body, err := c.Body()
	if err != nil {
		return nil, err
	}
	answer := new(rest.Answer)
	err = c.Update(func(tx *store.Tx) error {
		if err := c.Session.May(tx, c.Operation.Asks(), access.Scope{}); err != nil {
			return err
		}
		row, err := ownSet(c, tx)
		if err != nil {
			return err
		}
		if err := row.Type.ReplaceFrom(tx, row.ID, body, c.Version); err != nil {
			return err
		}
		answer.Content, err = shown(tx, row.Type, row.ID)
		return err
	})
	return answer, err
}

func deleteOwnSet(c *rest.Call, tx *store.Tx, _ *kind.Row, _ *record.Nothing) (any, error) {
	row, err := ownSet(c, tx)
	if err != nil {
		return nil, err
	}
	return nil, record.UserApplicationSets.Delete(tx, row.ID)
}
