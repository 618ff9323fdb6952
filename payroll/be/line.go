package be

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// Component is the part of pay that a line adds to.
type Component string

const (
	ComponentBase            Component = "base"
	ComponentOvertime        Component = "overtime"
	ComponentAdditionalGross Component = "additionalGross"
	ComponentAdditionalNet   Component = "additionalNet"
	ComponentCommute         Component = "commute"
)

// Line is one amount of pay.
type Line struct {
	Component Component `json:"component"`
	// Code is the prestation code, wage component or mode of transport that
	// the line comes from; empty for the wage.
	Code string `json:"code,omitzero"`
	// Remuneration is the NSSO's code that the amount is declared under, 0
	// when it isn't declared.
	Remuneration int `json:"remunerationCode,omitzero"`
	// Amount is euros with two decimals.
	Amount money.Amount `json:"amount"`
	Reason Reason       `json:"reason"`
}

// Reason is why a line has its amount: the formula of the rule, with the inputs
// in it, rounded once.
type Reason struct {
	Rule Rule `json:"rule"`
	// Days is the days that the line is about, where it is about some.
	Days     cal.Period `json:"days,omitzero"`
	Inputs   []Input    `json:"inputs"`
	Rounding Rounding   `json:"rounding"`
}

// Input is a number in a formula.
type Input struct {
	Name  string       `json:"name"`
	Value money.Amount `json:"value"`
}

// Rounding is how an exact value became an amount.
type Rounding struct {
	Decimals int    `json:"decimals"`
	Rule     string `json:"rule"`
}

// Rule is how an amount is computed.
type Rule struct {
	Name    string `json:"name"`
	Formula string `json:"formula"`
	Source  string `json:"source"`
}

// ours is the source of rules that the house had to make: Securex says which
// data a calculation takes, not how it computes.
const ours = "payglot's own; the vendor publishes none"

var (
	ruleMonthly = Rule{
		"monthlyWage", "wage × min(paidHours, scheduledHours) / scheduledHoursOfPeriod", ours,
	}
	ruleUnscheduled = Rule{"nothingScheduled", "0", ours}
	ruleHourly      = Rule{"hourlyWage", "wage × paidHours", ours}
	ruleOvertime    = Rule{"overtime", "wage × hours × (100 + percentage) / 100", ours}
	// A quarter has 3 months and 13 weeks.
	ruleMonthlyOvertime = Rule{
		"overtimeOnMonthlyWage", "wage × 3 / 13 / hoursPerWeek × hours × (100 + percentage) / 100", ours,
	}
	ruleAmount   = Rule{"amount", "amount", "as declared"}
	ruleQuantity = Rule{"quantity", "quantity × rate", ours}
	ruleCommute  = Rule{"commute", "days × kilometresPerDay × ratePerKm", ours}
)

var toCents = Rounding{Decimals: 2, Rule: money.HalfUp.String()}

// cents rounds as toCents says.
func cents(a money.Amount) money.Amount { return a.Round(toCents.Decimals, money.HalfUp) }

// centsOf divides and rounds as toCents says.
func centsOf(a, by money.Amount) money.Amount { return a.Quo(by, toCents.Decimals, money.HalfUp) }
