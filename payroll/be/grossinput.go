package be

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// GrossInput is all that the gross pay of a contract in a month depends on.
type GrossInput struct {
	// Period is the calendar month, with its first and last day.
	Period cal.Period
	// Contract is the days of the contract; open when it goes on.
	Contract cal.Period
	Statute  Statute
	// Wages and Hours say what holds on each day of the contract in the month.
	// Their periods don't overlap.
	Wages []Wage
	Hours []Hours

	WorkedHours        []WorkedHours
	Absences           []Absence
	Overtime           []Overtime
	AdditionalPayments []AdditionalPayment
	Commute            []Commute
	// CommuteRates is what the firm pays for a kilometre, by mode.
	CommuteRates map[string]money.Amount
}

// WageType says what a wage is the price of.
type WageType string

const (
	Monthly WageType = "monthly"
	Hourly  WageType = "hourly"
)

// Wage is what is earned from one day to another.
type Wage struct {
	cal.Period
	Type WageType
	// Amount is euros for a month or an hour.
	Amount money.Amount
}

// same says that two wages differ in their days alone.
func (w Wage) same(o Wage) bool { return w.Type == o.Type && w.Amount.Equal(o.Amount) }

// Hours is how much is worked from one day to another.
type Hours struct {
	cal.Period
	// PerWeek is the hours of the worker, Q in the declarations of the NSSO.
	PerWeek money.Amount
	// Reference is the hours of who works full time, S.
	Reference money.Amount
	// Schedule is the hours of each day.
	Schedule Schedule
}

// Fraction is Q / S, the part of full time, with four decimals.
func (h Hours) Fraction() money.Amount { return h.PerWeek.Quo(h.Reference, 4, money.HalfUp) }

// WorkedHours is work on a day.
type WorkedHours struct {
	Date  cal.Date
	Hours money.Amount
	// Code is a prestation code of the category worked.
	Code string
}

// Absence is days that were not worked.
type Absence struct {
	cal.Period
	// Code is a prestation code of the category absence.
	Code string
	// HoursPerDay is the hours of absence on each scheduled day; where none of
	// its days is scheduled, on each of its days. 0 is whole days: the hours
	// that the schedule has.
	HoursPerDay money.Amount
}

// wholeDays says that nothing else can be declared on the days.
func (a Absence) wholeDays() bool { return a.HoursPerDay.IsZero() }

// Overtime is work beyond the schedule on a day.
type Overtime struct {
	Date  cal.Date
	Hours money.Amount
	// Code is a prestation code of the category overtime.
	Code string
	// Percentage is the surcharge: 50 makes one and a half of an hour's pay.
	Percentage money.Amount
}

// AdditionalPayment is a payment beside wage and overtime.
type AdditionalPayment struct {
	// Component is the code of a wage component.
	Component string
	// Amount or Quantity is given, after the kind of the component; the other
	// is 0.
	Amount   money.Amount
	Quantity money.Amount
}

// Commute is travel between home and work by one mode.
type Commute struct {
	cal.Period
	// Mode is the means of transport, as the firm's rates name it.
	Mode string
	// Days is how many days were travelled.
	Days int
	// KilometresPerDay is there and back.
	KilometresPerDay money.Amount
}
