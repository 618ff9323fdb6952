package be

import (
	"cmp"
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// Pay computes the pay of one employment in a month, from gross to net and to
// what it costs the employer, and adds its lines to the slip. The error is a
// [*payroll.Invalid] for an input that can't be, or a [*payroll.Unknown] for
// what isn't known here; then the slip is as it was.
//
// What is exceptional runs beside the wage, with contributions and tax of its
// own, and meets it in the special contribution, in net pay and on the
// employer's side.
func Pay(in *Input, slip *payroll.Slip) error {
	if err := in.Check(); err != nil {
		return err
	}
	r := newRun(in, slip)
	if err := r.look(); err != nil {
		return err
	}
	r.wage()
	r.personalContribution()
	r.workBonus()
	r.travelByCar()
	r.taxableWage()
	r.withholdingTax()

	r.exceptionalPayments()
	r.doubleHoliday()
	r.departureHoliday()

	r.specialContribution()
	r.mealVouchers()
	r.paidBeside()
	r.netPay()
	r.employerSide()
	return r.end()
}

// run is the calculation of a slip.
type run struct {
	in   *Input
	slip *payroll.Slip
	from int // the slip's first line of this calculation
	// p is of the month paid, t of the month of payment.
	p, t    parameters
	unknown error

	personal, bonusA, bonusB money.Amount
	carTaxable, taxable, tax money.Amount
	exceptional              payment
	holiday, departure       payment
	special, net             money.Amount
	vouchersEmployer         money.Amount
}

// payment is a sum that is taxed by itself.
type payment struct {
	// gross is all of it; contributed is the part with ordinary contributions.
	gross, contributed money.Amount
	taxable, tax       money.Amount
}

func newRun(in *Input, slip *payroll.Slip) run {
	paidOn := in.PaidOn
	if paidOn.IsZero() {
		paidOn = in.Period.End
	}
	return run{in: in, slip: slip, from: len(slip.Lines), p: parametersOn(in.Period.Start), t: parametersOn(paidOn)}
}

// look finds out what the calculation would need to know and doesn't.
func (r *run) look() error {
	if v := r.in.Parameters; v != "" && v != r.p.version {
		return unknown("version "+v+" of the parameters", r.in.Period.Start)
	}
	if err := r.statuteKnown(); err != nil {
		return err
	}
	if r.student() {
		return cmp.Or(r.p.need(r.p.personal.err, r.p.student.err), r.paidBesideKnown())
	}
	return cmp.Or(
		r.p.need(r.p.personal.err, r.p.bonus.err, r.p.special.err), r.t.need(r.t.tax.err),
		r.exceptionalKnown(), r.paidBesideKnown(), r.employerKnown(),
	)
}

// when is an error that matters under a condition.
func when(matters bool, err error) error {
	if matters {
		return err
	}
	return nil
}

// statuteKnown refuses who has rules of their own that aren't here.
func (r *run) statuteKnown() error {
	switch r.in.Statute {
	case WhiteCollar, BlueCollar:
		return nil
	case Student:
		if r.in.StudentQuota {
			return nil
		}
		return unknown("the pay of students above the yearly quota of hours", cal.Date{})
	}
	return unknown("the pay of the statute "+string(r.in.Statute), cal.Date{})
}

func unknown(what string, on cal.Date) error {
	return &payroll.Unknown{Country: country, What: what, On: on}
}

func (r *run) student() bool { return r.in.Statute == Student }

func (r *run) manual() bool { return r.in.Statute == BlueCollar }

// add appends a line with what the year had before it.
func (r *run) add(l payroll.Line, why func() *payroll.Reason) {
	if r.in.Before != nil {
		l.YearToDate = r.in.Before[l.Component].Add(r.sum(l.Component)).Add(l.Amount)
	}
	r.slip.Add(l, why)
}

// sum is a component's lines in this calculation.
func (r *run) sum(component string) money.Amount {
	var sum money.Amount
	for i := r.from; i < len(r.slip.Lines); i++ {
		if r.slip.Lines[i].Component == component {
			sum = sum.Add(r.slip.Lines[i].Amount)
		}
	}
	return sum
}

var ruleWage = rule{"be/wage", "law of 12 April 1965 on the protection of wages; law of 27 June 1969, article 14", "wage", ""}

// 1. Gross: all ordinary wage of the month that contributions are due on.
func (r *run) wage() {
	r.add(payroll.Line{Component: ComponentWage, Payer: payroll.Employee, Amount: cents(r.in.Wage)}, func() *payroll.Reason {
		return ruleWage.because(r.p.version, []payroll.Value{
			payroll.Number("wage", r.in.Wage), payroll.Word("statute", string(r.in.Statute)),
		})
	})
}

var ruleTaxable = rule{
	"be/taxable", "income tax code 1992, articles 31 and 52", "wage - contribution + workBonus + benefits + travel", "",
}

// 5. The taxable wage: gross, less the personal contribution that is due, and
// the benefits that are taxed without contributions.
func (r *run) taxableWage() {
	if r.student() {
		return // within the quota no tax is withheld
	}
	r.taxable = cents(r.in.Wage).Sub(r.personal).Add(r.bonusA).Add(r.bonusB).Add(r.in.Benefits).Add(r.carTaxable)
	if !r.in.Benefits.IsZero() {
		r.add(payroll.Line{Component: ComponentBenefits, Amount: cents(r.in.Benefits)}, func() *payroll.Reason {
			return ruleBenefits.because(r.t.version, []payroll.Value{payroll.Number("benefits", r.in.Benefits)})
		})
	}
	r.add(payroll.Line{Component: ComponentTaxable, Amount: r.taxable}, func() *payroll.Reason {
		return ruleTaxable.because(r.t.version, []payroll.Value{
			payroll.Number("wage", r.in.Wage), payroll.Number("contribution", r.personal),
			payroll.Number("workBonus", r.bonusA.Add(r.bonusB)),
			payroll.Number("benefits", r.in.Benefits), payroll.Number("travel", r.carTaxable),
		})
	})
}

// noLaw is the source of sums that no law asks for.
const noLaw = "no law; it follows from the lines"

var (
	ruleNet = rule{
		"be/net", "law of 12 April 1965 on the protection of wages, article 23",
		"paid - contributions - tax - special - deducted", "",
	}
	ruleShortfall = rule{"be/shortfall", noLaw, "what is deducted from net pay is more than what is paid", ""}
)

// 10. Net pay: what is paid, less what is withheld. When more is deducted than
// paid, a line says so.
func (r *run) netPay() {
	for i := r.from; i < len(r.slip.Lines); i++ {
		switch l := &r.slip.Lines[i]; effect(l.Component) {
		case payroll.Pays:
			r.net = r.net.Add(l.Amount)
		case payroll.Withholds:
			r.net = r.net.Sub(l.Amount)
		}
	}
	r.add(payroll.Line{Component: ComponentNet, Amount: r.net}, func() *payroll.Reason {
		return ruleNet.because(r.t.version, r.netParts())
	})
	if r.net.Sign() < 0 {
		r.add(payroll.Line{Component: ComponentShortfall, Amount: r.net.Neg()}, func() *payroll.Reason {
			return ruleShortfall.because(r.t.version, []payroll.Value{payroll.Number("net", r.net)})
		})
	}
}

// netParts are the lines that net pay is the sum of, with their signs.
func (r *run) netParts() []payroll.Value {
	var parts []payroll.Value
	for i := r.from; i < len(r.slip.Lines); i++ {
		switch l := &r.slip.Lines[i]; effect(l.Component) {
		case payroll.Pays:
			parts = append(parts, payroll.Number(l.Component, l.Amount))
		case payroll.Withholds:
			parts = append(parts, payroll.Number(l.Component, l.Amount.Neg()))
		}
	}
	return parts
}

var effects = func() map[string]payroll.Effect {
	all := map[string]payroll.Effect{}
	for _, c := range componentList {
		all[c.Name] = c.Effect
	}
	return all
}()

// effect is what a component does to net pay.
func effect(component string) payroll.Effect { return effects[component] }

// end refuses what turned out not to be known, and numbers that didn't fit.
func (r *run) end() error {
	err := r.unknown
	for i := r.from; i < len(r.slip.Lines) && err == nil; i++ {
		if lost := r.slip.Lines[i].Amount.Err(); lost != nil {
			err = fmt.Errorf("pay of %v: %s: %w", r.in.Period, r.slip.Lines[i].Component, lost)
		}
	}
	if err != nil {
		clear(r.slip.Lines[r.from:])
		r.slip.Lines = r.slip.Lines[:r.from]
	}
	return err
}
