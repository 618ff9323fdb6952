package nl

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

var (
	ruleTravel  = rule{"allowance/travel", "Wet op de loonbelasting 1964, art. 31a lid 2: kilometres", "down to cents"}
	ruleHome    = rule{"allowance/home", "Wet op de loonbelasting 1964, art. 31a lid 2: home-working days", "down to cents"}
	ruleRemoval = rule{"allowance/removal", "Wet op de loonbelasting 1964, art. 31a lid 2: removal", ""}
	ruleOther   = rule{"allowance/other", "Wet op de loonbelasting 1964, art. 31a lid 2: costs without a maximum", ""}
	ruleExcess  = rule{"allowance/excess", "Wet op de loonbelasting 1964, art. 10: wage, as it is not designated", ""}
	ruleCosts   = rule{"allowance/designated", "Wet op de loonbelasting 1964, art. 31 lid 1 onderdeel f: work-related costs scheme", ""}
)

// reimbursements are untaxed up to what the law says a kilometre, a day or a
// removal. What is more is wage, or goes into the employer's work-related costs
// scheme where it is designated for that.
func (p *payment) reimbursements() {
	a, law := &p.in.Allowances, p.law
	excess := p.untaxedUpTo(Reiskosten, a.Travel, a.Kilometres, law.travel, &ruleTravel)
	excess = excess.Add(p.untaxedUpTo(Thuiswerkkosten, a.Home, a.HomeDays, law.home, &ruleHome))
	excess = excess.Add(p.untaxedUpTo(Verhuiskosten, a.Removal, rateLimit, law.removal, &ruleRemoval))
	if !a.Other.IsZero() {
		p.reimburse(OverigeOnkosten, a.Other, func() *payroll.Reason { return p.reason(ruleOther, payroll.Number("paid", a.Other)) })
	}
	switch {
	case excess.IsZero():
	case a.Designated:
		p.untaxed = p.untaxed.Add(excess)
		p.add(payroll.Line{Component: VrijeRuimte, Payer: payroll.Employee, Amount: excess}, func() *payroll.Reason {
			return p.reason(ruleCosts, payroll.Number("paid above the maximum", excess))
		})
	default:
		if p.in.Period == None {
			p.special = p.special.Add(excess)
		} else {
			p.money = p.money.Add(excess)
		}
		p.add(payroll.Line{Component: BelasteVergoeding, Payer: payroll.Employee, Amount: excess}, func() *payroll.Reason {
			return p.reason(ruleExcess, payroll.Number("paid above the maximum", excess))
		})
	}
}

// untaxedUpTo reimburses costs up to a number of units at a price, and gives
// what is paid above that.
func (p *payment) untaxedUpTo(component string, paid, units, each money.Amount, r *rule) (excess money.Amount) {
	if paid.IsZero() {
		return paid
	}
	untaxed := least(paid, down(units.Mul(each)))
	p.reimburse(component, untaxed, func() *payroll.Reason {
		return p.reason(*r, payroll.Number("paid", paid), payroll.Number("units", units), payroll.Number("untaxed each", each))
	})
	return paid.Sub(untaxed)
}

// reimburse pays costs beside the wage.
func (p *payment) reimburse(component string, amount money.Amount, why func() *payroll.Reason) {
	p.untaxed, p.costs = p.untaxed.Add(amount), p.costs.Add(amount)
	p.add(payroll.Line{Component: component, Payer: payroll.Employee, Amount: amount}, why)
}

// fixedDays is how many days of travel a fixed allowance may count on for who
// travels five days a week, in a year (Handboek Loonheffingen, fixed travel
// allowance and the rule of 128 days).
var fixedDays = money.New(214, 0)

// FixedKilometres is what may be reimbursed a period as if it was travelled, to
// who travels to one place on so many days a week, at least 128 days a year in
// proportion.
func FixedKilometres(period Period, kilometresADay money.Amount, daysAWeek int) money.Amount {
	days := fixedDays.Mul(money.New(int64(daysAWeek), 0))
	return days.Mul(kilometresADay).Quo(five.Mul(period.factor()), 2, money.Floor)
}

// WorkCosts is the work-related costs scheme of an employer in a year.
type WorkCosts struct {
	// Free is how much may be reimbursed and given untaxed (vrije ruimte).
	Free money.Amount
	// Levy is the final levy on what was designated beyond that.
	Levy money.Amount
}

// WorkCostsOf computes the scheme from an employer's wages of a year (column 14,
// all employments) and what was designated. Source: Wet op de loonbelasting
// 1964, art. 31a lid 3. The error is a [*payroll.Unknown].
func WorkCostsOf(on cal.Date, wages, designated money.Amount) (WorkCosts, error) {
	law, err := parametersOn(on)
	if err != nil {
		return WorkCosts{}, err
	}
	first, low, high, levy := law.workCosts[0], law.workCosts[1], law.workCosts[2], law.workCosts[3]
	free := least(wages, first).Mul(low).Add(above(wages, first).Mul(high)).Round(2, money.HalfUp)
	return WorkCosts{Free: free, Levy: down(above(designated, free).Mul(levy))}, nil
}
