package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// RedundancyPay is what somebody gets on top of an unemployment benefit from a
// day on (wachtgeld), and what he earns beside it.
type RedundancyPay struct {
	// ID is the identity of the record.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which it holds.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day: the day before the next record starts.
	EndDate *cal.Date `json:"endDate" is:"readonly"`
	// Value is the wachtgeld, in euros.
	Value *money.Amount `json:"value" is:"min=0.01,max=99999.99,scale=2"`
	// ValueAdditionalIncomeCivilService is income beside it from the civil
	// service (neveninkomsten ambtelijk).
	ValueAdditionalIncomeCivilService *money.Amount `json:"valueAdditionalIncomeCivilService" is:"min=0.01,max=99999.99,scale=2"`
	// ValueAdditionalIncomeNonCivilService is other income beside it.
	ValueAdditionalIncomeNonCivilService *money.Amount `json:"valueAdditionalIncomeNonCivilService" is:"min=0.01,max=99999.99,scale=2"`
}

// Wachtgelden follow each other without gaps under an employment.
var Wachtgelden = of[RedundancyPay]("wachtgeld", "wachtgeld", kind.Under(Employments.Type), kind.Chained(kind.LinkedChain))

// Defaults is a first day that is free.
func (p *RedundancyPay) Defaults(r *kind.Rules) { p.StartDate = nextStart(r, Wachtgelden.Type) }

// Compute ends the record of an employment that has ended with it.
func (p *RedundancyPay) Compute(r *kind.Rules) { endWithEmployment(r, &p.EndDate) }

// Check wants the first day within the employment.
func (p *RedundancyPay) Check(r *kind.Rules) { within(r, p.StartDate) }
