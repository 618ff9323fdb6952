package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// Protection is the net pay that no attachment of earnings can take, from a
// day on (beslagvrije voet). The bailiff tells it.
type Protection struct {
	// ID is the identity of the record.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which it holds. Payroll goes by the day on
	// which it runs.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// Threshold is the net pay that is left to the employee, in euros.
	Threshold money.Amount `json:"threshold" is:"min=0,max=99999999.99,scale=2"`
}

// ProtectedEarnings of an employment don't overlap.
var ProtectedEarnings = of[Protection]("protected earnings", "protectedearnings", kind.Under(Employments.Type), kind.Chained(kind.BrokenChain))

// Defaults is a first day that is free.
func (p *Protection) Defaults(r *kind.Rules) { p.StartDate = nextFree(r, ProtectedEarnings.Type) }

// Check wants days within the employment.
func (p *Protection) Check(r *kind.Rules) {
	within(r, p.StartDate)
	endsWithin(r, p.EndDate)
}
