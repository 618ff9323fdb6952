package visma

import (
	"errors"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
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
