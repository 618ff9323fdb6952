package careflex

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
)

// tokenLife is how long an access token is good.
const tokenLife = 12 * time.Hour

// rights are what a service user has at the companies that its own manages.
const rights = area + ": *"

// CompanySpec is what a new company is made from.
type CompanySpec struct {
	// CareflexID is made up when empty.
	CareflexID string
	// Employer that takes part; zero makes one of this name, at the provider.
	Employer kind.ID
	Name     string
	Provider kind.ID
	// ID is that of the new employer; made up when zero.
	ID kind.ID
	// ManagedBy is the CareFlex ID of the company that reports for this one;
	// empty is nobody.
	ManagedBy string
}

// CreateCompany has an employer take part.
func CreateCompany(tx access.Tx, a *access.Access, spec CompanySpec) (*Company, error) {
	c := &Company{CareflexID: cmp.Or(spec.CareflexID, newCareflexID())}
	if spec.Employer.IsZero() {
		var err error
		if spec.Employer, err = createEmployer(tx, spec); err != nil {
			return nil, err
		}
	}
	if _, err := companies.Get(tx, spec.Employer); !errors.Is(err, kind.ErrNotFound) {
		return nil, errors.Join(err, errTakesPart)
	}
	if _, err := companies.Create(tx, spec.Employer, c); err != nil || spec.ManagedBy == "" {
		return c, err
	}
	return c, Manage(tx, a, c.CareflexID, spec.ManagedBy)
}

var errTakesPart = rest.Refuse(http.StatusConflict, "the employer has a CareFlex ID already")

func createEmployer(tx access.Tx, spec CompanySpec) (kind.ID, error) {
	home, _ := record.CountryOf(germany)
	id := spec.ID
	if id.IsZero() {
		id = tx.NewID()
	}
	return id, record.Employers.CreateAs(tx, id, spec.Provider, &record.Employer{
		CompanyName: spec.Name, Address: record.VisitingAddress{Place: record.Place{Country: home}},
	})
}

// newCareflexID makes one as the vendor's examples are: 16 hexadecimal digits.
func newCareflexID() string {
	var b [8]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// find finds a company by its CareFlex ID. It answers [kind.ErrNotFound].
func find(r kind.Reader, careflexID string) (kind.ID, *Company, error) {
	id, err := companyByID(r, careflexID)
	if err != nil {
		return id, nil, fmt.Errorf("company %s: %w", careflexID, err)
	}
	c, err := companies.Get(r, id)
	return id, c, err
}

// errManages says that a company can't be managed while it manages others.
var errManages = rest.Refuse(http.StatusConflict, "the company manages others")

// Manage has a company report for another, or with an empty name nobody but
// itself. A company that comes under another one's management has no more use
// for its service user and its API token, and loses them.
func Manage(tx access.Tx, a *access.Access, careflexID, by string) error {
	id, c, err := find(tx, careflexID)
	if err != nil {
		return err
	}
	if err := unlink(tx, a, id, c); err != nil {
		return err
	}
	c.ManagedBy = nil
	if by == "" {
		return companies.Replace(tx, id, c)
	}
	manager, m, err := find(tx, by)
	if err != nil {
		return err
	}
	managed, err := managedBy(tx, id)
	if err != nil {
		return err
	}
	if len(managed) > 0 {
		return errManages
	}
	if err := DisableServiceUser(tx, a, careflexID); err != nil && !errors.Is(err, errNoServiceUser) {
		return err
	}
	c.ManagedBy, c.ServiceUser, c.APITokenHash = &manager, nil, nil
	if err := companies.Replace(tx, id, c); err != nil {
		return err
	}
	return link(tx, a, m, id)
}

// unlink takes a company out of the reach of who managed it.
func unlink(tx access.Tx, a *access.Access, id kind.ID, c *Company) error {
	if c.ManagedBy == nil {
		return nil
	}
	m, err := companies.Get(tx, *c.ManagedBy)
	if err != nil || m.ServiceUser == nil {
		return err
	}
	client, err := access.FindClient(tx, Name, *m.ServiceUser)
	if err != nil {
		return err
	}
	return a.Unlink(tx, client, id)
}

// link brings companies within the reach of a service user, if there is one.
func link(tx access.Tx, a *access.Access, manager *Company, ids ...kind.ID) error {
	if manager.ServiceUser == nil {
		return nil
	}
	client, err := access.FindClient(tx, Name, *manager.ServiceUser)
	for _, id := range ids {
		if err == nil {
			err = a.Link(tx, client, id, rights)
		}
	}
	return err
}

// managedBy are the companies that another one manages.
func managedBy(r kind.Reader, manager kind.ID) ([]kind.ID, error) {
	row, err := r.Row(record.Employers.Type, manager)
	if err != nil {
		return nil, err
	}
	employers, err := r.Children(record.Employers.Type, row.Parent)
	if err != nil {
		return nil, err
	}
	var found []kind.ID
	for _, e := range employers {
		c, err := companies.Get(r, e.ID)
		if errors.Is(err, kind.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if c.ManagedBy != nil && *c.ManagedBy == manager {
			found = append(found, e.ID)
		}
	}
	return found, nil
}

// errManaged says that a company has neither service user nor API token.
var errManaged = rest.Refuse(http.StatusConflict, "the company is managed by another, whose service user and API token serve it too")

// RenewAPIToken gives a company another API token, which can't be had again.
// The one before is worth nothing from then on. A token is made up when none
// is given, as it should be outside a demo.
func RenewAPIToken(tx access.Tx, careflexID, token string) (string, error) {
	id, c, err := find(tx, careflexID)
	if err != nil {
		return "", err
	}
	if c.ManagedBy != nil {
		return "", errManaged
	}
	token = cmp.Or(token, newAPIToken())
	hash := hashOf(token)
	c.APITokenHash = &hash
	return token, companies.Replace(tx, id, c)
}

// newAPIToken makes one as the vendor's examples are: 32 letters and digits.
func newAPIToken() string { return (rand.Text() + rand.Text())[:32] }

// ServiceUser is what a company gets tokens by.
type ServiceUser struct{ ID, Secret string }

// RenewServiceUser gives a company a service user, or the one that it has
// another secret, which can't be had again; tokens that were issued to it are
// worth nothing from then on, and it is enabled again. ID and secret are made
// up where they aren't given.
func RenewServiceUser(tx access.Tx, a *access.Access, careflexID string, u ServiceUser) (ServiceUser, error) {
	id, c, err := find(tx, careflexID)
	switch {
	case err != nil:
		return u, err
	case c.ManagedBy != nil:
		return u, errManaged
	case c.ServiceUser == nil:
		return createServiceUser(tx, a, id, c, u)
	}
	client, err := access.FindClient(tx, Name, *c.ServiceUser)
	if err != nil {
		return u, err
	}
	client.Blocked = false
	u.ID = client.ClientID
	if u.Secret, err = a.RenewSecret(tx, client); err != nil {
		return u, err
	}
	return u, EndTokens(tx, a, client)
}

func createServiceUser(tx access.Tx, a *access.Access, id kind.ID, c *Company, u ServiceUser) (ServiceUser, error) {
	client, secret, err := a.CreateClient(tx, access.ClientSpec{
		Dialect: Name, ClientID: u.ID, Secret: u.Secret, Name: "CareFlex ID " + c.CareflexID,
		Grants: []string{access.GrantPassword}, Activities: []string{"*"}, AccessLife: tokenLife,
		Service: &access.ServiceSpec{},
	})
	if err != nil {
		return u, err
	}
	c.ServiceUser = &client.ClientID
	if err := companies.Replace(tx, id, c); err != nil {
		return u, err
	}
	managed, err := managedBy(tx, id)
	if err != nil {
		return u, err
	}
	return ServiceUser{client.ClientID, secret}, link(tx, a, c, append(managed, id)...)
}

var errNoServiceUser = rest.Refuse(http.StatusConflict, "the company has no service user")

// DisableServiceUser has a service user get no tokens any more, and ends those
// that it has. Another secret enables it again.
func DisableServiceUser(tx access.Tx, a *access.Access, careflexID string) error {
	_, c, err := find(tx, careflexID)
	if err != nil {
		return err
	}
	if c.ServiceUser == nil {
		return errNoServiceUser
	}
	client, err := access.FindClient(tx, Name, *c.ServiceUser)
	if err != nil {
		return err
	}
	client.Blocked = true
	if err := a.SaveClient(tx, client); err != nil {
		return err
	}
	return EndTokens(tx, a, client)
}

// EndTokens ends the tokens of a service user. It goes with every change of
// its secret, and with its being disabled.
func EndTokens(tx access.Tx, a *access.Access, client *access.Client) error {
	login, err := access.FindService(tx, client.ID)
	if err != nil {
		return err
	}
	return a.Revoke(tx, login.ID, client.ID)
}

func byName(all []CompanyLine) {
	slices.SortFunc(all, func(a, b CompanyLine) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.CareflexID, b.CareflexID))
	})
}
