package loket

import (
	"errors"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// integration is an application that acts for a user.
type integration struct {
	Application integrated `json:"application" is:"readonly"`
	CreatedOn   time.Time  `json:"createdOn" is:"readonly"`
	IsBlocked   bool       `json:"isBlocked"`
	LastLogin   *time.Time `json:"lastLogin" is:"readonly"`
}

// integrated names an application.
type integrated struct {
	ID        kind.ID `json:"id" is:"readonly"`
	Name      *string `json:"name" is:"len=..100,readonly"`
	Logo      *string `json:"logo" is:"readonly"`
	IsBlocked bool    `json:"isBlocked" is:"readonly"`
}

var integrationLines = kind.Shape[integration]()

// integrationOf is what an application is to a user.
func integrationOf(tx *store.Tx, i *access.Integration, user kind.ID) (integration, error) {
	c, err := access.Clients.Get(tx, i.Client)
	if err != nil {
		return integration{}, err
	}
	logo, err := record.LogoOf(tx, c.ID)
	if err != nil {
		return integration{}, err
	}
	last, err := lastUse(tx, c.ID, user)
	return integration{
		Application: integrated{ID: c.ID, Name: &c.Name, Logo: logo, IsBlocked: c.Blocked},
		CreatedOn:   i.Since.UTC(), IsBlocked: i.Blocked, LastLogin: last,
	}, err
}

func lastUse(tx *store.Tx, client, user kind.ID) (*time.Time, error) {
	last, err := access.LastUse(tx.Present(), client, user)
	if err != nil || last.IsZero() {
		return nil, err
	}
	last = last.UTC()
	return &last, nil
}

// integrationsOf are the applications that act for a user.
func integrationsOf(tx *store.Tx, user kind.ID) ([]integration, error) {
	all, err := access.Integrations.Children(tx, user)
	if err != nil {
		return nil, err
	}
	lines := make([]integration, len(all))
	for n, i := range all {
		if lines[n], err = integrationOf(tx, i, user); err != nil {
			return nil, err
		}
	}
	return lines, nil
}

func userIntegrations(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]integration, error) {
	return integrationsOf(tx, row.ID)
}

func ownIntegrations(c *rest.Call, tx *store.Tx, _ *kind.Row) ([]integration, error) {
	return integrationsOf(tx, c.Session.User)
}

// integrationAt is the integration that the path names, of a user with an
// application.
func integrationAt(c *rest.Call, tx *store.Tx, user *kind.Row) (*access.Integration, error) {
	id, err := c.ID(1)
	if err != nil {
		return nil, err
	}
	return access.FindIntegration(tx, id, user.ID)
}

// putIntegration blocks an application for a user, or lets it act again.
func (d *Dialect) putIntegration(c *rest.Call, tx *store.Tx, row *kind.Row, in *integration) (any, error) {
	i, err := integrationAt(c, tx, row)
	if err != nil {
		return nil, err
	}
	if err := d.access.BlockIntegration(tx, i.Client, row.ID, in.IsBlocked); err != nil {
		return nil, err
	}
	i.Blocked = in.IsBlocked
	return integrationOf(tx, i, row.ID)
}

// deleteIntegration takes back what the user agreed to: the application has to
// be let in anew.
func (d *Dialect) deleteIntegration(c *rest.Call, tx *store.Tx, row *kind.Row, _ *record.Nothing) (any, error) {
	i, err := integrationAt(c, tx, row)
	if err != nil {
		return nil, err
	}
	client, err := access.Clients.Get(tx, i.Client)
	if err != nil {
		return nil, err
	}
	return nil, d.access.DropIntegration(tx, client, row.ID)
}

// integrationLogo is the logo of an application that acts for a user.
func integrationLogo(c *rest.Call, tx *store.Tx, row *kind.Row) (*rest.File, error) {
	i, err := integrationAt(c, tx, row)
	if err != nil {
		return nil, err
	}
	return logoFile(tx, i.Client)
}

func logoFile(tx *store.Tx, application kind.ID) (*rest.File, error) {
	logo, err := record.ApplicationLogos.Get(tx, application)
	if err != nil {
		return nil, err
	}
	return pictureFile(logo, pictureFresh)
}

// applicationAt is the client that a parameter of the path names: an
// application that everybody knows, or the caller's own.
func applicationAt(c *rest.Call, tx *store.Tx, parameter int) (*access.Client, error) {
	id, err := c.ID(parameter)
	if err != nil {
		return nil, err
	}
	if id != c.Session.Client.ID {
		if _, err := tx.Row(record.Applications.Type, id); err != nil {
			return nil, err
		}
	}
	client, err := access.Clients.Get(tx, id)
	if err == nil && client.Dialect != Name {
		err = kind.ErrNotFound
	}
	return client, err
}

// applicationLogo downloads an application's logo.
func applicationLogo(c *rest.Call, tx *store.Tx, _ *kind.Row) (*rest.File, error) {
	client, err := applicationAt(c, tx, 0)
	if err != nil {
		return nil, err
	}
	return logoFile(tx, client.ID)
}

// applicationRight is an activity of an application, and what is needed for it.
type applicationRight struct {
	ID                         kind.ID         `json:"id" is:"readonly"`
	Activity                   string          `json:"activity" is:"len=..50,readonly"`
	DisplayName                string          `json:"displayName" is:"len=..50,readonly"`
	AllowedRoles               []describedID   `json:"allowedRoles"`
	RequiredEmployerModules    []describedID   `json:"requiredEmployerModules"`
	RequiredUserAuthorizations []requiredRight `json:"requiredUserAuthorizations"`
}

type describedID struct {
	ID          kind.ID `json:"id" is:"readonly"`
	Description string  `json:"description" is:"len=..50,readonly"`
}

type requiredRight struct {
	ID                       kind.ID `json:"id" is:"readonly"`
	Description              string  `json:"description" is:"len=..50,readonly"`
	AvailableForEmployerUser bool    `json:"availableForEmployerUser" is:"readonly"`
}

var applicationRights = kind.Shape[applicationRight]()

// applicationActivities are the activities that an application is linked to,
// each with the right, the roles and the modules that it takes besides.
func (d *Dialect) applicationActivities(c *rest.Call, tx *store.Tx, _ *kind.Row) ([]applicationRight, error) {
	client, err := applicationAt(c, tx, 0)
	if err != nil {
		return nil, err
	}
	lines := []applicationRight{}
	for _, a := range d.Activities() {
		if client.Linked(a.Name) {
			lines = append(lines, needsOf(a))
		}
	}
	return lines, nil
}

func needsOf(a access.Activity) applicationRight {
	right := a.Right()
	line := applicationRight{
		ID: access.ActivityID(a.Name), Activity: clip(a.Name, maxDescription), DisplayName: clip(right, maxDescription),
		AllowedRoles: []describedID{}, RequiredEmployerModules: []describedID{},
		RequiredUserAuthorizations: []requiredRight{{access.RightID(right), clip(right, maxDescription), access.OpenTo(access.EmployerUser, right)}},
	}
	for _, role := range access.RolesFor(right) {
		line.AllowedRoles = append(line.AllowedRoles, describedID{access.RoleID(role), role})
	}
	for _, m := range access.ModulesFor(a) {
		line.RequiredEmployerModules = append(line.RequiredEmployerModules, describedID{m.ID, m.Name})
	}
	return line
}

// applicationUser is a user of an employer for whom an application acts.
type applicationUser struct {
	CreatedOn time.Time  `json:"createdOn" is:"readonly"`
	IsBlocked bool       `json:"isblocked"`
	LastLogin *time.Time `json:"lastLogin" is:"readonly"`
	User      *namedUser `json:"user" is:"readonly"`
}

type namedUser struct {
	ID            kind.ID `json:"id" is:"readonly"`
	FormattedName string  `json:"formattedName" is:"readonly"`
	Initials      string  `json:"initials" is:"len=..6,readonly"`
	LastName      string  `json:"lastName" is:"len=..25,readonly"`
	Prefix        *string `json:"prefix" is:"len=..10,readonly"`
}

var applicationUsers = kind.Shape[applicationUser]()

// usersWith visits the users who have an employer, at the employer or at its
// bureau, and for whom a client acts.
func usersWith(tx *store.Tx, employer *kind.Row, client kind.ID, each func(user kind.ID, i *access.Integration) error) error {
	rows, err := record.UsersOf(tx, employer.ID)
	if err != nil {
		return err
	}
	bureau, err := tx.Children(record.ProviderUsers.Type, employer.Parent)
	if err != nil {
		return err
	}
	for _, row := range append(rows, bureau...) {
		i, err := access.FindIntegration(tx, client, row.ID)
		if errors.Is(err, kind.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if err := each(row.ID, i); err != nil {
			return err
		}
	}
	return nil
}

func applicationUsersAt(c *rest.Call, tx *store.Tx, row *kind.Row) ([]applicationUser, error) {
	client, err := applicationAt(c, tx, 1)
	if err != nil {
		return nil, err
	}
	lines := []applicationUser{}
	err = usersWith(tx, row, client.ID, func(user kind.ID, i *access.Integration) error {
		line := applicationUser{CreatedOn: i.Since.UTC(), IsBlocked: i.Blocked}
		if line.LastLogin, err = lastUse(tx, client.ID, user); err != nil {
			return err
		}
		ref, err := record.ReferToUser(tx, user)
		if err != nil {
			return err
		}
		if ref != nil && ref.LastName != "" {
			line.User = &namedUser{user, ref.FormattedName, ref.Initials, ref.LastName, ref.Prefix}
		}
		lines = append(lines, line)
		return nil
	})
	return lines, err
}

// offered is an application as an employer sees it in the store.
type offered struct {
	record.Application
	ID                     kind.ID `json:"id" is:"readonly"`
	Name                   string  `json:"name" is:"len=..100,readonly"`
	Logo                   *string `json:"logo" is:"readonly"`
	IsActivatedForEmployer bool    `json:"isActivatedForEmployer" is:"readonly"`
}

var offeredLines = kind.Shape[offered]()

// availableApplications are those that are in the store and that nobody has
// blocked.
func availableApplications(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]offered, error) {
	var ids []kind.ID
	err := tx.Numbers(store.Query{View: store.Whole(record.Applications.Type)}, func(id kind.ID, _ int64) error {
		ids = append(ids, id)
		return nil
	})
	if err != nil {
		return nil, err
	}
	lines := []offered{}
	for _, id := range ids {
		client, err := access.Clients.Get(tx, id)
		if errors.Is(err, kind.ErrNotFound) || err == nil && client.Blocked {
			continue
		}
		if err != nil {
			return nil, err
		}
		line, err := offer(tx, row, client)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func offer(tx *store.Tx, employer *kind.Row, client *access.Client) (offered, error) {
	a, err := record.Applications.Get(tx, client.ID)
	if err != nil {
		return offered{}, err
	}
	line := offered{Application: *a, ID: client.ID, Name: client.Name}
	if line.Logo, err = record.LogoOf(tx, client.ID); err != nil {
		return line, err
	}
	err = usersWith(tx, employer, client.ID, func(kind.ID, *access.Integration) error {
		line.IsActivatedForEmployer = true
		return nil
	})
	return line, err
}
