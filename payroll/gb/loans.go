package gb

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

const sourceLoan = "Education (Student Loans) (Repayment) Regulations 2009, regulations 44 to 46; HMRC CSLM17065"

// Plan is the terms of a student loan.
type Plan string

const (
	NoPlan       Plan = ""
	Plan1        Plan = "P1"
	Plan2        Plan = "P2"
	Plan4        Plan = "P4"
	Plan5        Plan = "P5"
	Postgraduate Plan = "PGL"
	// PlanUnknown is a loan whose plan neither employee nor HMRC has told yet:
	// the one of the lowest threshold.
	PlanUnknown Plan = "unknown"
)

// loan is what the law sets for a plan.
type loan struct {
	plan   Plan
	annual money.Amount
	// rate is 0 in years in which nothing is deducted yet.
	rate money.Amount
}

// loanOf is the terms of a plan in a tax year.
// Source: GOV.UK, Student loan and postgraduate loan repayment: guidance for
// employers, for the plan that isn't known.
func (y *year) loanOf(p Plan) (loan, bool) {
	if p != PlanUnknown {
		l, ok := y.loans[p]
		return l, ok
	}
	lowest := y.loans[Plan1]
	for _, p := range [...]Plan{Plan2, Plan4, Plan5} {
		if l := y.loans[p]; !l.rate.IsZero() && l.annual.Cmp(lowest.annual) < 0 {
			lowest = l
		}
	}
	return lowest, true
}

// repayment is what is deducted from the earnings of a period, with what led to
// it.
type repayment struct {
	earnings, threshold, excess, each, deduction money.Amount
	loan                                         loan
}

// repayment: a part of what earnings exceed the threshold by, in whole pounds.
// Pay for several weeks or months is averaged, worked out for one and
// multiplied.
// Source: Education (Student Loans) (Repayment) Regulations 2009, regulation
// 44; HMRC CSLM17065.
func (l loan) repayment(earnings money.Amount, iv Interval) repayment {
	r := repayment{loan: l, earnings: earnings, deduction: zero}
	times := iv.count()
	if iv.Unit == Day {
		r.threshold = l.annual.Mul(times).Quo(whole(365), 2, money.Down)
		times = whole(1)
	} else {
		r.earnings = earnings.Quo(times, 2, money.Down)
		r.threshold = l.annual.Quo(iv.Unit.perYear(), 2, money.Down)
	}
	r.excess = above(r.earnings, r.threshold)
	r.each = r.excess.Mul(l.rate).Round(0, money.Down)
	r.deduction = r.each.Mul(times).Round(2, money.Down)
	return r
}

// perYear is how many weeks or months the year of a threshold has.
func (u Unit) perYear() money.Amount {
	if u == Week {
		return whole(52)
	}
	return whole(12)
}

func (r *repayment) reason(p *payment, before money.Amount) *payroll.Reason {
	why := &payroll.Reason{
		Rule: "gb/loan/" + string(r.loan.plan), Source: sourceLoan, Parameters: p.year.version,
		Inputs: []payroll.Value{
			payroll.Number("earnings", p.nicable),
			payroll.Word("interval", p.in.Interval.String()),
		},
		Steps: []payroll.Value{
			payroll.Number("earningsOfOne", r.earnings),
			payroll.Number("threshold", r.threshold),
			payroll.Number("excess", r.excess),
			payroll.Number("rate", r.loan.rate),
			payroll.Number("deductionOfOne", r.each),
		},
		Rounding: "down to pounds",
	}
	if !before.IsZero() {
		why.Steps = append(why.Steps, payroll.Number("deductedBeforeInPeriod", before))
	}
	return why
}
