package visma

import (
	"errors"
	"net/http"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// Tenant is the environment of a customer of the vendor's, which applications
// are let into. Its people are those of a provider's employers.
type Tenant struct {
	// ID is the tenant id that applications ask tokens for.
	ID kind.ID `json:"id" is:"readonly"`
	// Provider keeps the record for the employers.
	Provider kind.ID `json:"provider" is:"readonly"`
	// Employers are those of the provider that are shown; none is all.
	Employers []kind.ID `json:"employers"`
	// Name is how the environment is called.
	Name string `json:"name" is:"len=1..100"`
	// ODPOrgID is the customer's number with the vendor, which stands in every
	// row.
	ODPOrgID string `json:"odporgid" is:"len=1..50"`
	// ExEmployeeYears is for how many years those are shown who have left; null
	// is for ever.
	ExEmployeeYears *int `json:"exEmployeeYears" is:"min=1,max=100"`
}

// Tenants belong to a provider.
var Tenants = kind.Of[Tenant]("visma tenant", "tenants", kind.Under(record.Providers.Type))

// Compute notes the provider.
func (t *Tenant) Compute(r *kind.Rules) { t.Provider = r.Parent.ID }

// Check wants employers of the provider.
func (t *Tenant) Check(r *kind.Rules) {
	for _, id := range t.Employers {
		row, err := r.Row(record.Employers.Type, id)
		switch {
		case errors.Is(err, kind.ErrNotFound) || err == nil && row.Parent != t.Provider:
			r.Problem("employers", kind.CodeReference, "%v is no employer of the provider", id)
		case err != nil:
			r.Fail(err)
		}
	}
}

// ListTenants gives all, by age.
func ListTenants(tx *store.Tx) ([]*Tenant, error) {
	var all []*Tenant
	err := tx.List(store.Query{View: store.Whole(Tenants.Type)}, func(body []byte) error {
		t, err := Tenants.Value(&kind.Row{Type: Tenants.Type, Body: body})
		all = append(all, t)
		return err
	})
	return all, err
}

// CreateTenant makes a tenant of a provider. It answers [kind.ErrNotFound] when
// there is no such provider.
func CreateTenant(tx kind.Writer, provider kind.ID, t *Tenant) error {
	if err := t.check(); err != nil {
		return err
	}
	_, err := Tenants.Create(tx, provider, t)
	return err
}

// ChangeTenant changes the settings of a tenant.
func ChangeTenant(tx kind.Writer, id kind.ID, change func(*Tenant)) (*Tenant, error) {
	t, err := Tenants.Get(tx, id)
	if err != nil {
		return nil, err
	}
	change(t)
	if err := t.check(); err != nil {
		return nil, err
	}
	return t, Tenants.Replace(tx, id, t)
}

// check holds settings against their limits: they don't come from a body that
// was checked.
func (t *Tenant) check() error {
	switch {
	case len(t.Name) == 0 || len(t.Name) > 100:
		return rest.Refuse(http.StatusBadRequest, "name: it has to have 1 to 100 bytes")
	case len(t.ODPOrgID) == 0 || len(t.ODPOrgID) > 50:
		return rest.Refuse(http.StatusBadRequest, "odporgid: it has to have 1 to 50 bytes")
	case t.ExEmployeeYears != nil && (*t.ExEmployeeYears < 0 || *t.ExEmployeeYears > 100):
		return rest.Refuse(http.StatusBadRequest, "exEmployeeYears: it has to be from 1 to 100, or 0 for all")
	}
	if t.ExEmployeeYears != nil && *t.ExEmployeeYears == 0 {
		t.ExEmployeeYears = nil
	}
	return nil
}
