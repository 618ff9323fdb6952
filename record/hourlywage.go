package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record/code"
)

// HourlyWage is what an hour of one payroll component is paid, where that
// isn't the hourly wage (afwijkend uurloon).
type HourlyWage struct {
	// ID is the identity of the record.
	ID kind.ID `json:"id" is:"readonly"`
	// PayrollComponent is which hours; it never changes.
	PayrollComponent HourComponent `json:"payrollComponent" is:"createonly,code=payroll component,options=hour component"`
	// StartDate is the first day on which it holds.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day, null while it goes on.
	EndDate *cal.Date `json:"endDate"`
	// Value is the wage of an hour, in euros.
	Value money.Amount `json:"value" is:"min=0.01,max=99999.99,scale=2"`
}

// HourComponent is a payroll component that counts hours.
type HourComponent struct {
	// Key is the number of the component.
	Key int `json:"key"`
	// Description is its name on the wage sheet.
	Description string `json:"description" is:"len=..14"`
}

// DeviatingHourlyWages of one component don't overlap under an employment.
var DeviatingHourlyWages = of[HourlyWage]("deviating hourly wage", "deviatinghourlywages",
	kind.Under(Employments.Type), kind.Chained(kind.BrokenChain, "payrollComponent.key"))

// HourComponents are the payroll components of a year that count hours.
func HourComponents(year int) []code.Component {
	return componentsWhere(func(c code.Component) bool { return c.In(year) && c.Measure == code.Hours })
}

// Defaults starts with the current period, or with an employment that begins
// later.
func (h *HourlyWage) Defaults(r *kind.Rules) { h.StartDate = periodStart(r) }

// Check wants days within the employment and a component that counts hours.
func (h *HourlyWage) Check(r *kind.Rules) {
	within(r, h.StartDate)
	endsWithin(r, h.EndDate)
	c, ok := componentIn(r, "payrollComponent.key", h.PayrollComponent.Key, h.StartDate.Year())
	if ok && c.Measure != code.Hours {
		r.Problem("payrollComponent.key", kind.CodeOption, "doesn't count hours")
	}
}
