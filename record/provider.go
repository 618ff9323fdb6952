package record

import "github.com/payglot/payglot/kind"

// Provider is a payroll bureau or accountant (administratiekantoor), which
// keeps the record for its employers.
type Provider struct {
	// ID is the provider's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Name is how the bureau is called.
	Name string `json:"name" is:"len=..70"`
}

// Providers are the roots of the record.
var Providers = of[Provider]("provider", "providers")
