package be

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// Line is one amount of gross pay, with what a declaration asks about it.
type Line struct {
	payroll.Line
	// Code is the prestation code, wage component or mode of transport that
	// the line comes from; empty for the wage.
	Code string `json:"code,omitzero"`
	// Remuneration is the NSSO's code that the amount is declared under, 0
	// when it isn't declared.
	Remuneration int `json:"remunerationCode,omitzero"`
	// Days is the days that the line is about, where it is about some.
	Days cal.Period `json:"days,omitzero"`
}

// Every line of gross pay is rounded once, to so many decimals, by this rule.
const (
	LineDecimals = 2
	LineRounding = money.HalfUp
)

// GrossRules is what the rules of gross pay have before their names.
const GrossRules = "be/gross/"

func grossLine(component, code string, remuneration int, days cal.Period) Line {
	return Line{
		Line: payroll.Line{Component: component, Payer: payroll.Employee},
		Code: code, Remuneration: remuneration, Days: days,
	}
}

// ours is the source of rules that the house had to make: Securex says which
// data a calculation takes, not how it computes.
const ours = "payglot's own; the vendor publishes none"

// Gross pay is computed from the input alone, and from rates in the catalogues
// of this version.
const catalogueVersion = "be catalogues edition 1"

// The rules of gross pay.
var (
	ruleMonthly = rule{
		GrossRules + "monthlyWage", ours, "wage × min(paidHours, scheduledHours) / scheduledHoursOfPeriod", toCents,
	}
	ruleUnscheduled = rule{GrossRules + "nothingScheduled", ours, "0", toCents}
	ruleHourly      = rule{GrossRules + "hourlyWage", ours, "wage × paidHours", toCents}
	ruleOvertime    = rule{GrossRules + "overtime", ours, "wage × hours × (100 + percentage) / 100", toCents}
	// A quarter has 3 months and 13 weeks.
	ruleMonthlyOvertime = rule{
		GrossRules + "overtimeOnMonthlyWage", ours, "wage × 3 / 13 / hoursPerWeek × hours × (100 + percentage) / 100", toCents,
	}
	ruleAmount   = rule{GrossRules + "amount", "as declared", "amount", toCents}
	ruleQuantity = rule{GrossRules + "quantity", ours, "quantity × rate", toCents}
	ruleCommute  = rule{GrossRules + "commute", ours, "days × kilometresPerDay × ratePerKm", toCents}
)

// from is the reason of a line of gross pay.
func (r *rule) from(inputs ...payroll.Value) *payroll.Reason {
	return r.because(catalogueVersion, inputs)
}

// cents rounds as toCents says.
func cents(a money.Amount) money.Amount { return a.Round(LineDecimals, LineRounding) }

// centsOf divides and rounds as toCents says.
func centsOf(a, by money.Amount) money.Amount { return a.Quo(by, LineDecimals, LineRounding) }
