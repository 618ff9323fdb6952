package record

import (
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// Benefit is what is paid or withheld in every period alike, from a day on
// (toeslag): the value of one payroll component.
type Benefit struct {
	// ID is the identity of the benefit or deduction.
	ID kind.ID `json:"id" is:"readonly"`
	// PayrollComponent is what is paid or withheld; it never changes.
	PayrollComponent BenefitComponent `json:"payrollComponent" is:"createonly,code=payroll component,options=benefit component"`
	// StartDate is the first day on which it holds.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day, null while it goes on.
	EndDate *cal.Date `json:"endDate"`
	// Value is how much, in what the component is counted in.
	Value money.Amount `json:"value" is:"min=0.01,max=99999.99"`
}

// Benefits of one component follow each other under an employment, with gaps
// or without. A new one ends the one that is open.
var Benefits = of[Benefit]("benefit or deduction", "benefitsanddeductions",
	kind.Under(Employments.Type), kind.Chained(kind.BrokenChain, "payrollComponent.key"))

// Defaults starts with the current period, or with an employment that begins
// later.
func (b *Benefit) Defaults(r *kind.Rules) { b.StartDate = periodStart(r) }

// Compute ends the open record of the same component, and lets a new one end
// with an employment whose end is known.
func (b *Benefit) Compute(r *kind.Rules) {
	if b.EndDate == nil {
		endWithEmployment(r, &b.EndDate)
	}
	endOpen(r, Benefits.Type, "payrollComponent.key", strconv.Itoa(b.PayrollComponent.Key), b.StartDate)
}

// Check wants days within the employment and a component of the categories
// that a benefit or deduction can have.
func (b *Benefit) Check(r *kind.Rules) {
	within(r, b.StartDate)
	endsWithin(r, b.EndDate)
	if r.Before != nil {
		return
	}
	c, ok := componentIn(r, "payrollComponent.key", b.PayrollComponent.Key, b.StartDate.Year())
	if ok && !benefitCategories[c.Category] {
		r.Problem("payrollComponent.key", kind.CodeOption, "is of a category that is no benefit or deduction")
	}
}

// periodStart is the first day of the payroll period that is going on, at
// least the first day of the employment that a value stands under, and at most
// its last.
func periodStart(r *kind.Rules) cal.Date {
	periodType, err := periodTypeOf(r)
	if err != nil {
		r.Fail(err)
		return cal.Date{}
	}
	return dayWithin(r.Parent, *PayrollPeriodOn(periodType, r.Today()).PeriodStartDate)
}

// endOpen ends the record of a broken chain that is open when a new one starts
// after it. The chain is that of the records with the same value at a path.
func endOpen(r *kind.Rules, t *kind.Type, path, value string, starts cal.Date) {
	if r.Before != nil || starts.IsZero() {
		return
	}
	rows, err := r.Children(t, r.Parent.ID)
	if err != nil {
		r.Fail(err)
		return
	}
	for _, row := range rows {
		if row.Ends.IsZero() && row.Starts.Before(starts) && kind.Text(row.Body, path) == value {
			if err := t.Respan(r, row.ID, row.Starts, starts.AddDays(-1)); err != nil {
				r.Fail(err)
			}
		}
	}
}

// endsWithin notes a problem when a record under an employment ends after it.
func endsWithin(r *kind.Rules, ends *cal.Date) {
	if last := r.Parent.Ends; ends != nil && !last.IsZero() && ends.After(last) {
		r.Problem("endDate", kind.CodePeriod, "is after the last day of the employment, %v", last)
	}
}
