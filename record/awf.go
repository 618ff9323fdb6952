package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// DeviatingAWF is a contribution to the unemployment fund (AWf) that isn't the
// one which follows from the contract, for some payroll periods (afwijkende
// AWF-premie).
type DeviatingAWF struct {
	// ID is the identity of the record.
	ID kind.ID `json:"id" is:"readonly"`
	// StartPeriod is the first period with the contribution.
	StartPeriod PayrollPeriod `json:"startPeriod" is:"options=payroll period"`
	// EndPeriod is the last one; null goes on.
	EndPeriod *PayrollPeriod `json:"endPeriod" is:"options=last payroll period"`
	// TypeOfDeviatingAwfContribution is low or high.
	TypeOfDeviatingAwfContribution Code `json:"typeOfDeviatingAwfContribution" is:"code=awf contribution"`
}

// DeviatingAWFContributions of an employment don't overlap: a period has one
// contribution.
var DeviatingAWFContributions = of[DeviatingAWF]("deviating awf contribution", "deviatingawfcontributions", kind.Under(Employments.Type),
	kind.Chained(kind.BrokenChain), kind.Spanning("startPeriod.periodStartDate", "endPeriod.periodEndDate"))

// firstAWF is the year since which there are a low and a high contribution
// (Wet arbeidsmarkt in balans).
const firstAWF = 2020

// Defaults is a first period that is free.
func (d *DeviatingAWF) Defaults(r *kind.Rules) {
	periodType, err := periodTypeOf(r)
	if err != nil {
		r.Fail(err)
		return
	}
	d.StartPeriod = PayrollPeriodOn(periodType, nextFree(r, DeviatingAWFContributions.Type))
}

// Compute shows the days of the periods.
func (d *DeviatingAWF) Compute(r *kind.Rules) {
	d.StartPeriod.show(r, "startPeriod")
	if d.EndPeriod != nil {
		d.EndPeriod.show(r, "endPeriod")
	}
}

// Check wants periods in order, with days of the employment in them, in years
// that have two contributions.
func (d *DeviatingAWF) Check(r *kind.Rules) {
	if d.StartPeriod.Year < firstAWF {
		r.Problem("startPeriod.year", kind.CodeRange, "is before %d, the first year with a low and a high contribution", firstAWF)
	}
	withinPeriods(r, "startPeriod", d.StartPeriod, d.EndPeriod)
}

// withinPeriods notes problems with periods, from one to another, that aren't
// in order or have no day of the employment in them; field is the path of the
// first.
func withinPeriods(r *kind.Rules, field string, first PayrollPeriod, last *PayrollPeriod) {
	if first.PeriodStartDate == nil || last != nil && last.PeriodEndDate == nil {
		return // there is no such period, which was noted
	}
	if last != nil && last.PeriodEndDate.Before(*first.PeriodStartDate) {
		r.Problem("endPeriod", kind.CodePeriod, "is before the first period")
		return
	}
	days := cal.Period{Start: *first.PeriodStartDate}
	if last != nil {
		days.End = *last.PeriodEndDate
	}
	if !days.Overlaps(r.Parent.Period()) {
		r.Problem(field, kind.CodePeriod, "is outside the employment, which is %v", r.Parent.Period())
	}
}
