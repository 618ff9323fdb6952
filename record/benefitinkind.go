package record

import (
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// BenefitInKindType is a sort of thing that an employer lends or gives its
// people (soort verstrekking): a laptop, a telephone.
type BenefitInKindType struct {
	// ID is the type's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Description names the sort of thing.
	Description string `json:"description" is:"len=1..50"`
}

// BenefitInKindTypeRef points to a type of the same employer.
type BenefitInKindTypeRef struct {
	// ID is the type's id.
	ID kind.ID `json:"id"`
	// Description is the type's description.
	Description string `json:"description"`
}

// BenefitInKind is a thing that somebody has from the employer
// (verstrekking).
type BenefitInKind struct {
	// ID is the identity of the thing in the record.
	ID kind.ID `json:"id" is:"readonly"`
	// BenefitInKindType is the sort of thing.
	BenefitInKindType BenefitInKindTypeRef `json:"benefitInKindType" is:"ref=benefit in kind type"`
	// StartDate is the first day on which the employee has it.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// Brand of the thing.
	Brand *string `json:"brand" is:"len=..30"`
	// Type is the model.
	Type *string `json:"type" is:"len=..30"`
	// Supplier it was bought from.
	Supplier *string `json:"supplier" is:"len=..30"`
	// Value in euros.
	Value money.Amount `json:"value" is:"min=0,scale=2"`
	// Particularities is free text.
	Particularities *string `json:"particularities" is:"len=..4000"`
}

// Somebody has one thing of a type at a time, and things of several types
// beside each other.
var (
	BenefitInKindTypes = of[BenefitInKindType]("benefit in kind type", "benefitinkindtypes", kind.Under(Employers.Type))
	BenefitsInKind     = of[BenefitInKind]("benefit in kind", "benefitsinkind", kind.Under(Employments.Type),
		kind.Chained(kind.BrokenChain, "benefitInKindType.id"))
)

// Check wants a description that says something.
func (b *BenefitInKindType) Check(r *kind.Rules) {
	if strings.TrimSpace(b.Description) == "" {
		r.Problem("description", kind.CodeCheck, "is blank")
	}
}

// Defaults begins today.
func (b *BenefitInKind) Defaults(r *kind.Rules) { b.StartDate = todayWithin(r) }

// Check wants the first day within the employment, and a value that its five
// digits before the point have room for.
func (b *BenefitInKind) Check(r *kind.Rules) {
	within(r, b.StartDate)
	if b.Value.Cmp(money.New(100_000, 0)) >= 0 {
		r.Problem("value", kind.CodeRange, "has more than five digits before the point")
	}
}
