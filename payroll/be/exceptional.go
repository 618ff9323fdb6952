package be

import (
	"cmp"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

var (
	ruleBonus              = rule{"be/exceptional/bonus", ruleWage.source, "bonus", ""}
	ruleYearEnd            = rule{"be/exceptional/yearEndPremium", ruleWage.source, "yearEndPremium", ""}
	ruleExceptionalTaxable = rule{"be/exceptional/taxable", ruleTaxable.source, "gross - contribution", ""}
	ruleExceptionalTax     = rule{
		"be/tax/exceptional", annexIII + ", points 53 to 55",
		"(taxable - exempt) × rate × (1 - reduction); the rate is that of the column of annual remuneration", toCents,
	}
)

// exceptionalKnown says what would have to be known to tax the exceptional
// payments of this input.
func (r *run) exceptionalKnown() error {
	in := r.in
	holiday := in.Holiday.MonthWage.Sign() > 0 || in.Departure.paid()
	if !holiday && in.Bonus.IsZero() && in.YearEndPremium.IsZero() {
		return nil
	}
	relief := in.ChildrenOnExceptional && in.Family.Children > 0
	return cmp.Or(r.p.need(when(holiday, r.p.holiday.err)), r.t.need(r.t.exceptional.err, when(relief, r.t.children.err)))
}

// rate is that of the column in which an annual remuneration lies.
func (p *exceptionalParameters) rate(rates []money.Amount, annual money.Amount) money.Amount {
	for i, top := range p.columns {
		if annual.Cmp(top) <= 0 {
			return rates[i]
		}
	}
	return rates[len(rates)-1] // above them all
}

// annual is the annual remuneration that exceptional payments are taxed by:
// twelve months of normal pay, taxable but before any work bonus.
func (r *run) annual() money.Amount {
	normal := r.in.NormalWage
	if normal.IsZero() {
		normal = r.in.Wage
	}
	_, contribution := r.p.personal.value.of(normal, r.manual())
	return normal.Sub(contribution).Add(r.in.Benefits).Mul(twelve)
}

// 11. Exceptional payments: bonus and year-end premium, with contributions as
// wages have and no work bonus, taxed by a percentage.
func (r *run) exceptionalPayments() {
	gross := cents(r.in.Bonus.Add(r.in.YearEndPremium))
	if gross.IsZero() {
		return
	}
	r.paid(ComponentBonus, &ruleBonus, "bonus", r.in.Bonus)
	r.paid(ComponentYearEnd, &ruleYearEnd, "yearEndPremium", r.in.YearEndPremium)
	r.exceptional = payment{gross: gross, contributed: gross}
	if r.student() {
		r.studentExceptional(gross)
		return
	}
	contribution := r.contribute(ComponentExceptionalContribution, gross)
	r.exceptional.taxable = gross.Sub(contribution)
	r.taxableOf(ComponentExceptionalTaxable, &r.exceptional, contribution)
	r.exceptional.tax = r.taxExceptional(ComponentExceptionalTax, r.exceptional.taxable, r.t.exceptional.value.other)
}

// studentExceptional keeps the solidarity contribution of exceptional payments.
func (r *run) studentExceptional(gross money.Amount) {
	rate := r.p.student.value.worker
	r.add(payroll.Line{
		Component: ComponentExceptionalContribution, Payer: payroll.Employee, Amount: cents(gross.Mul(rate)), Base: gross, Rate: rate,
	}, func() *payroll.Reason {
		return ruleStudent.because(r.p.version, []payroll.Value{payroll.Number("gross", gross)})
	})
}

// paid adds the line of an amount that is paid as the input gives it; none for
// none.
func (r *run) paid(component string, rule *rule, name string, amount money.Amount) {
	if amount.IsZero() {
		return
	}
	r.add(payroll.Line{Component: component, Payer: payroll.Employee, Amount: cents(amount)}, func() *payroll.Reason {
		return rule.because(r.p.version, []payroll.Value{payroll.Number(name, amount)})
	})
}

// taxableOf adds the line of what is taxed of a payment.
func (r *run) taxableOf(component string, p *payment, contribution money.Amount) {
	r.add(payroll.Line{Component: component, Amount: p.taxable}, func() *payroll.Reason {
		return ruleExceptionalTaxable.because(r.t.version, []payroll.Value{
			payroll.Number("gross", p.gross), payroll.Number("contribution", contribution),
		})
	})
}

// taxExceptional adds the line of the tax on an exceptional payment.
func (r *run) taxExceptional(component string, taxable money.Amount, rates []money.Amount) money.Amount {
	annual := r.annual()
	rate := r.t.exceptional.value.rate(rates, annual)
	exempt, reduction := r.childRelief(annual, taxable)
	tax := cents(taxable.Sub(exempt).Mul(rate))
	tax = tax.Sub(cents(tax.Mul(reduction)))
	r.add(payroll.Line{Component: component, Payer: payroll.Employee, Amount: tax, Base: taxable, Rate: rate}, func() *payroll.Reason {
		return ruleExceptionalTax.because(r.t.version, []payroll.Value{
			payroll.Number("taxable", taxable), payroll.Number("annual", annual),
			payroll.Number("childrenCounted", money.New(int64(r.in.Family.counted()), 0)),
		}, payroll.Number("rate", rate), payroll.Number("exempt", exempt), payroll.Number("reduction", reduction))
	})
	return tax
}

// childRelief is what children take off the tax on an exceptional payment: the
// part of it that is exempt because it stays, with annual remuneration and the
// exceptional payments before it, below a limit, and the rate by which the tax
// on the rest is lower.
func (r *run) childRelief(annual, taxable money.Amount) (exempt, reduction money.Amount) {
	f := &r.in.Family
	n := f.counted()
	if !r.in.ChildrenOnExceptional || n == 0 || f.NonResident {
		return exempt, reduction
	}
	p := &r.t.children.value
	limit := p.exemption[min(n, len(p.exemption))-1]
	exempt = smaller(positive(limit.Sub(annual).Sub(r.exceptionalBefore(taxable))), taxable)
	if at := min(n, len(p.reduction)) - 1; annual.Cmp(p.ceiling[at]) <= 0 {
		reduction = p.reduction[at]
	}
	return exempt, reduction
}

// exceptionalBefore is what was taxed as exceptional earlier in the year and
// in this calculation; the lines of this calculation have the payment itself.
func (r *run) exceptionalBefore(taxable money.Amount) money.Amount {
	var sum money.Amount
	for _, c := range [...]string{ComponentExceptionalTaxable, ComponentHolidayTaxable, ComponentDepartureTaxable} {
		sum = money.Sum(sum, r.in.Before[c], r.sum(c))
	}
	return sum.Sub(taxable)
}

// noDay is for what isn't known on any day.
var noDay cal.Date
