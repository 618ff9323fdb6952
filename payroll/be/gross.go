package be

import (
	"fmt"
	"slices"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// GrossResult is the gross pay of a contract in a month. Hours are as exact as
// the input's; amounts are euros with two decimals.
type GrossResult struct {
	// ScheduledHours is what the schedule has on the days of the contract.
	ScheduledHours money.Amount
	// PaidHours is work and paid absence, without overtime.
	PaidHours money.Amount
	Base      money.Amount
	Overtime  money.Amount
	// AdditionalGross is the payments that contributions and taxes are due on.
	AdditionalGross money.Amount
	// Gross is Base, Overtime and AdditionalGross.
	Gross money.Amount
	// AdditionalNet is the payments that come on top of net pay, and Commute
	// is what the firm pays for travel to work.
	AdditionalNet money.Amount
	Commute       money.Amount
	// WorkingTime is hours by the NSSO's code of working time, Remuneration is
	// amounts by its code of remuneration; both by ascending code, without
	// zeros.
	WorkingTime  []CodeHours
	Remuneration []CodeAmount
	// Lines are what the amounts are the sums of, with their reasons.
	Lines []Line
}

// CodeHours is the hours under a code of working time.
type CodeHours struct {
	Code  int
	Hours money.Amount
}

// CodeAmount is the amount under a code of remuneration.
type CodeAmount struct {
	Code   int
	Amount money.Amount
}

// remunerationWage is the NSSO's code of all that is always wage (annex 7).
const remunerationWage = 1

// Gross computes the gross pay of a contract in a month. The error is
// [Problems], or tells that numbers are too large to compute with.
//
// A monthly wage is paid for the part of the scheduled hours that is worked or
// paid absence, never for more than the whole; an hourly wage for every such
// hour. When the wage changes inside the month each part is paid for its own
// hours, as a share of the hours of all parts. What is scheduled counts on the
// days of the contract: who works all of them has the whole monthly wage, also
// when the contract begins or ends inside the month.
func Gross(in GrossInput) (GrossResult, error) {
	m := checked(&in)
	if len(m.problems) > 0 {
		return GrossResult{}, m.problems
	}
	c := calculation{month: m, GrossResult: GrossResult{
		Lines: make([]Line, 0, 2+len(in.Overtime)+len(in.AdditionalPayments)+len(in.Commute)),
	}}
	c.divide()
	c.countHours()
	c.payBase()
	c.payOvertime()
	c.payAdditional()
	c.payCommute()
	c.total()
	if err := c.lost(); err != nil {
		return GrossResult{}, fmt.Errorf("gross pay of %v: %w", in.Period, err)
	}
	return c.GrossResult, nil
}

// lost says that a number of the result didn't fit.
func (r *GrossResult) lost() error {
	all := money.Sum(r.ScheduledHours, r.PaidHours, r.Gross, r.AdditionalNet, r.Commute)
	for i := range r.WorkingTime {
		all = all.Add(r.WorkingTime[i].Hours)
	}
	return all.Err()
}

// calculation is a result in the making.
type calculation struct {
	month
	GrossResult
	parts  []part
	partOf places // the part of each day, counted from 1
}

// part is days on which the wage is the same.
type part struct {
	wage            *Wage
	days            cal.Period
	scheduled, paid money.Amount
}

// divide finds the parts of the month and their scheduled hours. Two entries
// with the same wage, one after the other, are no change of it.
func (c *calculation) divide() {
	from, to := c.span(c.active)
	for at := from; at < to; at++ {
		wage, day := c.wage(at), c.first.AddDays(at)
		if n := len(c.parts); n == 0 || !c.parts[n-1].wage.same(*wage) {
			c.parts = append(c.parts, part{wage: wage, days: cal.Period{Start: day}})
		}
		last := &c.parts[len(c.parts)-1]
		last.days.End = day
		last.scheduled = last.scheduled.Add(c.scheduled(at))
		c.partOf[at] = len(c.parts)
	}
	for i := range c.parts {
		c.ScheduledHours = c.ScheduledHours.Add(c.parts[i].scheduled)
	}
}

// countHours counts work and absence by code of working time, and what is paid
// of it in the part it falls in.
func (c *calculation) countHours() {
	for i := range c.in.WorkedHours {
		w := &c.in.WorkedHours[i]
		c.count(prestations.find(w.Code), c.at(w.Date), w.Hours)
	}
	for i := range c.in.Absences {
		a := &c.in.Absences[i]
		code := prestations.find(a.Code)
		c.hoursOf(a, func(at int, hours money.Amount) { c.count(code, at, hours) })
	}
	for i := range c.in.Overtime {
		// Overtime that is recovered is declared when the rest is taken, as
		// ordinary time (NSSO, instructions on compensatory rest). Only what
		// isn't recovered has a code of its own.
		o := &c.in.Overtime[i]
		if code := prestations.find(o.Code).WorkingTime.For(c.in.Statute); code != workingTimeOrdinary {
			c.declare(code, o.Hours)
		}
	}
	slices.SortFunc(c.WorkingTime, func(a, b CodeHours) int { return a.Code - b.Code })
}

// workingTimeOrdinary is the NSSO's code of all time that is paid as wage
// (annex 8).
const workingTimeOrdinary = 1

func (c *calculation) count(code *PrestationCode, at int, hours money.Amount) {
	c.declare(code.WorkingTime.For(c.in.Statute), hours)
	if code.Paid.For(c.in.Statute) {
		p := &c.parts[c.partOf[at]-1]
		p.paid = p.paid.Add(hours)
		c.PaidHours = c.PaidHours.Add(hours)
	}
}

func (c *calculation) declare(code int, hours money.Amount) {
	for i := range c.WorkingTime {
		if c.WorkingTime[i].Code == code {
			c.WorkingTime[i].Hours = c.WorkingTime[i].Hours.Add(hours)
			return
		}
	}
	c.WorkingTime = append(c.WorkingTime, CodeHours{code, hours})
}

func (c *calculation) payBase() {
	for i := range c.parts {
		c.Lines = append(c.Lines, c.parts[i].line(c.ScheduledHours))
	}
}

// line is the base pay of a part, in a month with those hours scheduled.
func (p *part) line(ofPeriod money.Amount) Line {
	wage, paid := payroll.Number("wage", p.wage.Amount), payroll.Number("paidHours", p.paid)
	l := grossLine(ComponentBase, "", remunerationWage, p.days)
	switch {
	case p.wage.Type == Hourly:
		l.Amount = cents(p.wage.Amount.Mul(p.paid))
		l.Reason = ruleHourly.from(wage, paid)
	case ofPeriod.IsZero():
		l.Amount = cents(money.Amount{})
		l.Reason = ruleUnscheduled.from(wage, paid)
	default:
		l.Amount = centsOf(p.wage.Amount.Mul(smaller(p.paid, p.scheduled)), ofPeriod)
		l.Reason = ruleMonthly.from(wage, paid,
			payroll.Number("scheduledHours", p.scheduled), payroll.Number("scheduledHoursOfPeriod", ofPeriod))
	}
	return l
}

var hundred = money.New(100, 0)

func (c *calculation) payOvertime() {
	for i := range c.in.Overtime {
		o := &c.in.Overtime[i]
		at := c.at(o.Date)
		wage := c.wage(at)
		pay := wage.Amount.Mul(o.Hours).Mul(hundred.Add(o.Percentage))
		inputs := []payroll.Value{
			payroll.Number("wage", wage.Amount), payroll.Number("hours", o.Hours), payroll.Number("percentage", o.Percentage),
		}
		l := grossLine(ComponentOvertime, o.Code, remunerationWage, cal.Period{Start: o.Date, End: o.Date})
		if wage.Type == Hourly {
			l.Amount, l.Reason = centsOf(pay, hundred), ruleOvertime.from(inputs...)
		} else {
			week := c.in.Hours[c.hours[at]-1].PerWeek
			l.Amount = centsOf(pay.Mul(money.New(3, 0)), money.New(1300, 0).Mul(week))
			l.Reason = ruleMonthlyOvertime.from(append(inputs, payroll.Number("hoursPerWeek", week))...)
		}
		c.Lines = append(c.Lines, l)
	}
}

func (c *calculation) payAdditional() {
	for i := range c.in.AdditionalPayments {
		p := &c.in.AdditionalPayments[i]
		component := components.find(p.Component)
		l := grossLine(ComponentAdditionalGross, p.Component, component.Remuneration, cal.Period{})
		if component.Impact == ImpactNet {
			l.Component = ComponentAdditionalNet
		}
		if component.Kind == KindQuantity {
			l.Amount = cents(p.Quantity.Mul(component.Rate))
			l.Reason = ruleQuantity.from(payroll.Number("quantity", p.Quantity), payroll.Number("rate", component.Rate))
		} else {
			l.Amount = cents(p.Amount)
			l.Reason = ruleAmount.from(payroll.Number("amount", p.Amount))
		}
		c.Lines = append(c.Lines, l)
	}
}

func (c *calculation) payCommute() {
	for i := range c.in.Commute {
		t := &c.in.Commute[i]
		days, rate := money.New(int64(t.Days), 0), c.in.CommuteRates[t.Mode]
		l := grossLine(ComponentCommute, t.Mode, 0, t.Period)
		l.Amount = cents(days.Mul(t.KilometresPerDay).Mul(rate))
		l.Reason = ruleCommute.from(payroll.Number("days", days),
			payroll.Number("kilometresPerDay", t.KilometresPerDay), payroll.Number("ratePerKm", rate))
		c.Lines = append(c.Lines, l)
	}
}

// total adds the lines up.
func (c *calculation) total() {
	zero := cents(money.Amount{})
	c.Base, c.Overtime, c.AdditionalGross, c.AdditionalNet, c.Commute = zero, zero, zero, zero, zero
	for i := range c.Lines {
		l := &c.Lines[i]
		into := c.totalOf(l.Component)
		*into = into.Add(l.Amount)
		if l.Remuneration != 0 {
			c.remunerate(l.Remuneration, l.Amount)
		}
	}
	c.Gross = money.Sum(c.Base, c.Overtime, c.AdditionalGross)
	c.Remuneration = slices.DeleteFunc(c.Remuneration, func(r CodeAmount) bool { return r.Amount.IsZero() })
	slices.SortFunc(c.Remuneration, func(a, b CodeAmount) int { return a.Code - b.Code })
}

func (c *calculation) totalOf(component string) *money.Amount {
	switch component {
	case ComponentBase:
		return &c.Base
	case ComponentOvertime:
		return &c.Overtime
	case ComponentAdditionalGross:
		return &c.AdditionalGross
	case ComponentAdditionalNet:
		return &c.AdditionalNet
	default:
		return &c.Commute
	}
}

func (c *calculation) remunerate(code int, amount money.Amount) {
	for i := range c.Remuneration {
		if c.Remuneration[i].Code == code {
			c.Remuneration[i].Amount = c.Remuneration[i].Amount.Add(amount)
			return
		}
	}
	c.Remuneration = append(c.Remuneration, CodeAmount{code, amount})
}
