package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// Pension is the pension that is paid through an employment from a day on
// (pensioenuitkering).
type Pension struct {
	// ID is the identity of the record.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day of the pension.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day: the day before the next record starts.
	EndDate *cal.Date `json:"endDate" is:"readonly"`
	// Payout is the gross pension of a payroll period, in euros.
	Payout money.Amount `json:"payout" is:"min=0,max=100000,scale=2"`
}

// PensionBenefits follow each other under an employment. Loket allows gaps,
// but has no way to make one: the end isn't the client's to set.
var PensionBenefits = of[Pension]("pension benefit", "pensionbenefits", kind.Under(Employments.Type), kind.Chained(kind.LinkedChain))

// Defaults is a first day that is free.
func (p *Pension) Defaults(r *kind.Rules) { p.StartDate = nextStart(r, PensionBenefits.Type) }

// Compute ends the record of an employment that has ended with it.
func (p *Pension) Compute(r *kind.Rules) { endWithEmployment(r, &p.EndDate) }

// Check wants the first day within the employment.
func (p *Pension) Check(r *kind.Rules) { within(r, p.StartDate) }
