package be

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// Input is all that the pay of one employment in a calendar month depends on.
// [FromGross] fills what a month's gross pay tells. Amounts are euros with two
// decimals, 0 or more; what is absent is 0.
type Input struct {
	// Period is the calendar month that is paid: contributions are those of
	// its month.
	Period cal.Period `json:"period"`
	// PaidOn is the day of payment: withholding tax is that of its month.
	// Zero is the last day of the period.
	PaidOn  cal.Date `json:"paidOn,omitzero"`
	Statute Statute  `json:"statute"`
	// StudentQuota says that a student's hours are within those of the year on
	// which only the solidarity contribution is due.
	StudentQuota bool `json:"studentQuota,omitzero"`

	// Wage is the ordinary gross pay of the month that contributions are due
	// on, at 100 %.
	Wage money.Amount `json:"wage,omitzero"`
	// NormalWage is what the wage is in a month without absence; 0 is Wage.
	// Annual remuneration, which exceptional payments are taxed by, comes from
	// it.
	NormalWage money.Amount `json:"normalWage,omitzero"`
	// Bonus is exceptional gross payments other than the next two.
	Bonus money.Amount `json:"bonus,omitzero"`
	// YearEndPremium is a thirteenth month and the like.
	YearEndPremium money.Amount `json:"yearEndPremium,omitzero"`
	// Benefits is what is had in kind and taxed but free of ordinary
	// contributions, such as the private use of a company car.
	Benefits  money.Amount     `json:"benefits,omitzero"`
	Holiday   DoubleHoliday    `json:"holiday,omitzero"`
	Departure DepartureHoliday `json:"departure,omitzero"`

	Time   Time   `json:"time,omitzero"`
	Family Family `json:"family,omitzero"`
	// ChildrenOnExceptional lowers the tax on exceptional payments for
	// children. How is read from secondary texts, without a figure to prove
	// it by, which is why it has to be asked for.
	ChildrenOnExceptional bool `json:"childrenOnExceptional,omitzero"`
	// GroupInsurance is the worker's own contributions to a group insurance.
	GroupInsurance money.Amount `json:"groupInsurance,omitzero"`
	// OvertimeReduction is the tax reduction for overtime of the month, which
	// isn't computed here.
	OvertimeReduction money.Amount `json:"overtimeReduction,omitzero"`

	Vouchers Vouchers `json:"vouchers,omitzero"`
	Travel   Travel   `json:"travel,omitzero"`
	// Reimbursed is paid on top of net pay, free of tax and contributions.
	Reimbursed money.Amount `json:"reimbursed,omitzero"`
	// Deductions is what else is kept from net pay.
	Deductions money.Amount `json:"deductions,omitzero"`

	// Before is what earlier slips of the calendar year had: [payroll.Totals]
	// after the last. Nil is not known: then lines have no year-to-date, and
	// what is limited by the year isn't.
	Before payroll.Totals `json:"before,omitzero"`
	// Quarter is what earlier months of the quarter had. Nil leaves the
	// special contribution unsettled, as a single month sees it.
	Quarter *QuarterToDate `json:"quarter,omitzero"`
	// Employer asks for the employer's side.
	Employer *Employer `json:"employer,omitzero"`

	// Parameters is the version to compute by, as a reason has it, for who
	// computes a stored month again. Empty is the one that holds.
	Parameters string `json:"parameters,omitzero"`
}

// Time is the working time of a month or quarter, which the work bonus and the
// reductions for employers are measured by. The zero value is full time
// without absence.
type Time struct {
	// PartTime says that hours count, not days.
	PartTime bool `json:"partTime,omitzero"`
	// PaidDays and PaidHours are under the codes of working time 1, 3, 4, 5
	// and 20; PossibleDays are the days of a full-time schedule.
	PaidDays     money.Amount `json:"paidDays,omitzero"`
	PossibleDays money.Amount `json:"possibleDays,omitzero"`
	PaidHours    money.Amount `json:"paidHours,omitzero"`
	// WeeklyHours is of full time, WeeklyDays of the worker; 0 is 38 and 5.
	WeeklyHours money.Amount `json:"weeklyHours,omitzero"`
	WeeklyDays  money.Amount `json:"weeklyDays,omitzero"`
}

// Situation is whether somebody is married or legally cohabiting, and what the
// spouse earns.
type Situation string

const (
	Single Situation = "single"
	// SpouseWithIncome has professional income of its own.
	SpouseWithIncome Situation = "spouseWithIncome"
	// SpouseWithoutIncome has none, or a pension below the lowest bound.
	SpouseWithoutIncome Situation = "spouseWithoutIncome"
	// SpouseLowIncome has professional income up to the bound of the year (290
	// a month in 2026, 283 in 2025).
	SpouseLowIncome Situation = "spouseLowIncome"
	// SpouseLowPension has a pension up to the bound of the year (579 a month
	// in 2026, 565 in 2025).
	SpouseLowPension Situation = "spouseLowPension"
)

var situations = []Situation{Single, SpouseWithIncome, SpouseWithoutIncome, SpouseLowIncome, SpouseLowPension}

// Family is what the tax depends on at home. The zero value is single, without
// anybody to care for.
type Family struct {
	Situation Situation `json:"situation,omitzero"`
	// NonResident is without the regime of residents: scale III.
	NonResident bool `json:"nonResident,omitzero"`
	// Children are those at charge; the disabled of them count twice.
	Children         int `json:"children,omitzero"`
	DisabledChildren int `json:"disabledChildren,omitzero"`
	// SingleParent is unmarried, widowed or divorced, with children.
	SingleParent   bool `json:"singleParent,omitzero"`
	Disabled       bool `json:"disabled,omitzero"`
	SpouseDisabled bool `json:"spouseDisabled,omitzero"`
	// CareDependants are relatives of 65 or older who need care.
	CareDependants  int `json:"careDependants,omitzero"`
	OtherDependants int `json:"otherDependants,omitzero"`
}

// DoubleHoliday is the double holiday pay of a white-collar worker, paid in
// the month of the main holiday.
type DoubleHoliday struct {
	// MonthWage is the gross wage of the month, variable pay included; 0 is
	// none paid.
	MonthWage money.Amount `json:"monthWage,omitzero"`
	// Months are those worked in the calendar year before, to two decimals.
	Months money.Amount `json:"months,omitzero"`
}

// DepartureHoliday is the holiday pay of a white-collar worker who leaves.
type DepartureHoliday struct {
	// Gross is what was earned in the current year, and in the year before as
	// far as its holiday wasn't paid; 0 is none.
	Gross money.Amount `json:"gross,omitzero"`
	// Simple is simple holiday pay that was computed elsewhere, on top.
	Simple money.Amount `json:"simple,omitzero"`
}

// Vouchers are the meal vouchers of a month.
type Vouchers struct {
	Count int          `json:"count,omitzero"`
	Value money.Amount `json:"value,omitzero"`
	// Own is the worker's part of each.
	Own money.Amount `json:"own,omitzero"`
}

// Travel is what the employer pays for travel between home and work.
type Travel struct {
	Public money.Amount `json:"public,omitzero"`
	Car    money.Amount `json:"car,omitzero"`
	// Bicycle is the allowance for so many kilometres.
	Bicycle           money.Amount `json:"bicycle,omitzero"`
	BicycleKilometres money.Amount `json:"bicycleKilometres,omitzero"`
}

// QuarterToDate is the special contribution of the months before.
type QuarterToDate struct {
	// Base is what it is due on: gross pay, of manual workers at 108 %.
	Base     money.Amount `json:"base,omitzero"`
	Withheld money.Amount `json:"withheld,omitzero"`
	// Last says that nothing follows in the quarter, so that it is settled:
	// its third month, or that of a departure.
	Last bool `json:"last,omitzero"`
}

// After is the quarter when a month's slip has been added.
func (q QuarterToDate) After(slip *payroll.Slip) QuarterToDate {
	for i := range slip.Lines {
		if l := &slip.Lines[i]; l.Component == ComponentSpecial {
			q.Base, q.Withheld = q.Base.Add(l.Base), q.Withheld.Add(l.Amount)
		}
	}
	return q
}

// Employer is what the employer's contributions depend on: category 1, private
// sector.
type Employer struct {
	// Workers is the average of the calendar year before.
	Workers int `json:"workers"`
	// JointCommittee is its number, whose fund has a rate; empty is none.
	JointCommittee string `json:"jointCommittee,omitzero"`
	// FundRate is of a fund whose rate isn't known here, as a fraction, and
	// FundCode the code of a worker under which it is declared.
	FundRate money.Amount `json:"fundRate,omitzero"`
	FundCode string       `json:"fundCode,omitzero"`
	// FirstHire is the reduction for an employer's first worker.
	FirstHire bool `json:"firstHire,omitzero"`
	// NoStructural leaves the structural reduction out.
	NoStructural bool `json:"noStructural,omitzero"`
	// QuarterBase is the base of contributions in earlier months of the
	// quarter, as the lines of [ComponentEmployerContributions] have it. The
	// ceiling of the basic contribution is held against it.
	QuarterBase money.Amount `json:"quarterBase,omitzero"`
}
