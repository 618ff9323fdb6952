package record

import "github.com/payglot/payglot/kind"

// CitizenServiceNumber is an employee's burgerservicenummer (BSN). It is kept
// apart from the employee because it has a right of its own.
type CitizenServiceNumber struct {
	// CitizenServiceNumber is the BSN, nine digits; null when it isn't known.
	CitizenServiceNumber *string `json:"citizenServiceNumber" is:"len=9..9,check=bsn"`
}

// CitizenServiceNumbers are facets of employees.
var CitizenServiceNumbers = of[CitizenServiceNumber]("citizen service number", "citizenservicenumber",
	kind.Under(Employees.Type), kind.AsFacet())

// Check wants the number with one employee of the employer only.
func (c *CitizenServiceNumber) Check(r *kind.Rules) {
	if c.CitizenServiceNumber != nil {
		unique(r, CitizenServiceNumbers.Type, "citizenServiceNumber", *c.CitizenServiceNumber)
	}
}
