package nl

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

var ruleTransition = rule{
	"severance/transition", "Burgerlijk Wetboek 7, art. 673; Besluit loonbegrip vergoeding aanzegtermijn en transitievergoeding; Regeling looncomponenten en arbeidsduur",
	"once, to the nearest cent",
}

// Severance is what a transition payment depends on.
type Severance struct {
	// Employed is the first and last day of the employment.
	Employed cal.Period `json:"employed"`
	// Salary is that of a month before tax: the base with a twelfth of holiday
	// allowance and of fixed payments of the year, and the average of what
	// varies.
	Salary money.Amount `json:"salary"`
	// Rest is the salary before tax of the time beyond the last full year.
	Rest money.Amount `json:"rest,omitzero"`
}

// Transition computes the transition payment and adds its line: a third of a
// month's salary for every full year, and for the rest the salary of that time
// over the salary of a month, times a twelfth of that third. It is capped by the
// maximum of the year in which the employment ends, or a year's salary where
// that is more. It is paid as a special reward from former employment, by the
// green table.
func Transition(s *Severance, slip *payroll.Slip) error {
	switch {
	case !s.Employed.Valid() || s.Employed.Open():
		return &payroll.Invalid{Member: "employed", Fault: "has no first or no last day"}
	case s.Salary.Sign() <= 0 || s.Salary.Scale() > 2 || s.Salary.Cmp(largest) > 0:
		return &payroll.Invalid{Member: "salary", Fault: "is no amount of a month"}
	case s.Rest.Sign() < 0 || s.Rest.Scale() > 2 || s.Rest.Cmp(largest) > 0:
		return &payroll.Invalid{Member: "rest", Fault: "is no amount"}
	}
	law, err := parametersOn(s.Employed.End)
	if err != nil {
		return err
	}
	years := fullYears(s.Employed)
	whole := s.Employed.Start.AddYears(years) == s.Employed.End.AddDays(1)
	if whole != s.Rest.IsZero() {
		return &payroll.Invalid{Member: "rest", Fault: "belongs to the time beyond the last full year, and only to that"}
	}
	// (salary / 3) * years + (rest / salary) * (salary / 3) / 12
	count := money.New(int64(years), 0)
	amount := s.Salary.Mul(count).Mul(perMonth).Add(s.Rest).Quo(thirdsOfYear, 2, money.HalfUp)
	maximum := most(law.severanceMaximum, s.Salary.Mul(perMonth))
	amount = least(amount, maximum)
	slip.Add(payroll.Line{Component: Transitievergoeding, Payer: payroll.Employer, Amount: amount}, func() *payroll.Reason {
		return &payroll.Reason{
			Rule: "nl/" + ruleTransition.name, Source: ruleTransition.source, Parameters: law.version, Rounding: ruleTransition.rounding,
			Inputs: []payroll.Value{payroll.Number("salary of a month", s.Salary), payroll.Number("salary of the rest", s.Rest), payroll.Word("employed", s.Employed.String())},
			Steps:  []payroll.Value{payroll.Number("full years", count), payroll.Number("maximum", maximum)},
		}
	})
	return nil
}

// thirdsOfYear divides a sum of twelve months by twelve and by three.
var thirdsOfYear = money.New(36, 0)

// fullYears counts the years that an employment has completed.
func fullYears(p cal.Period) int {
	after := p.End.AddDays(1)
	years := after.Year() - p.Start.Year()
	if p.Start.AddYears(years).After(after) {
		years--
	}
	return years
}
