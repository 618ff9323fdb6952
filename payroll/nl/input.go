package nl

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// Input is all that one payment depends on. Amounts are euros of this payment
// unless said otherwise, rates are fractions.
type Input struct {
	// PaidOn is the day on which the wage is enjoyed; it decides whose year's
	// rules hold.
	PaidOn cal.Date `json:"paidOn"`
	// Period is the wage period that is paid, by the table that is for it.
	Period Period `json:"period"`
	// Days is its first and last day; not needed where Period is none.
	Days cal.Period `json:"days,omitzero"`
	// Broken is for who usually works five days a week and has a part of the
	// period only.
	Broken Broken `json:"broken,omitzero"`

	Person     Person           `json:"person"`
	Employment Employment       `json:"employment"`
	Employer   Employer         `json:"employer"`
	Tax        Tax              `json:"tax"`
	Wage       Wage             `json:"wage"`
	Hours      []Hours          `json:"hours,omitzero"`
	Holiday    HolidayAllowance `json:"holiday,omitzero"`
	Car        Car              `json:"car,omitzero"`
	Allowances Allowances       `json:"allowances,omitzero"`
	Ruling     Ruling           `json:"ruling,omitzero"`
	Net        Net              `json:"net,omitzero"`

	// Before is the year so far in this employment: [payroll.Totals] after the
	// slip of the payment before. Empty at the first payment of a year.
	Before payroll.Totals `json:"before,omitzero"`
	// Parameters is the version to compute by, as a reason has it, for who
	// computes a stored payment again. Empty is the one that holds.
	Parameters string `json:"parameters,omitzero"`
}

// Period is a wage period with a table of its own.
type Period string

const (
	Quarter   Period = "quarter"
	Month     Period = "month"
	FourWeeks Period = "4weeks"
	Week      Period = "week"
	Day       Period = "day"
	// None is for a payment of special rewards alone.
	None Period = "none"
)

// Broken is the part of a wage period that is worked, where it isn't the
// whole: full working weeks, and working days beside them. See [BrokenPeriod].
type Broken struct {
	Weeks int `json:"weeks,omitzero"`
	Days  int `json:"days,omitzero"`
}

// workingDays is all of them, 0 when the period isn't broken.
func (b Broken) workingDays() int { return 5*b.Weeks + b.Days }

// Person is who is paid.
type Person struct {
	Born cal.Date `json:"born"`
	// AOW is the day on which the state pension begins; where the law hasn't
	// set it yet, the earliest that it can be.
	AOW cal.Date `json:"aow"`
	// Residence is a country by ISO 3166, empty for the Netherlands.
	Residence string `json:"residence,omitzero"`
}

// Relation is what the wage comes from.
type Relation string

const (
	// Employee has the wage from current employment.
	Employee Relation = "employee"
	// Director is a director and major shareholder (DGA), not insured.
	Director Relation = "director"
	// Former is wage from former employment: pension, benefit, severance.
	Former Relation = "former"
)

// Employment is what decides about the insurances.
type Employment struct {
	Relation Relation `json:"relation"`
	// Written, OpenEnded and OnCall describe the contract.
	Written   bool `json:"written,omitzero"`
	OpenEnded bool `json:"openEnded,omitzero"`
	OnCall    bool `json:"onCall,omitzero"`
	// Vocational says that there is a contract for learning on the job (bbl).
	Vocational bool `json:"vocational,omitzero"`
	// Benefit says that the payment is a benefit passed on for UWV.
	Benefit bool `json:"benefit,omitzero"`
	// PaidHours is those of the return period that the payment is in.
	PaidHours money.Amount `json:"paidHours,omitzero"`
	// ReviewAWf says that the low rate of the year so far turns out to be high:
	// see [ReviewAfterEnd] and [ReviewOfHours].
	ReviewAWf bool `json:"reviewAWf,omitzero"`
	// Zvw is who bears the contribution for health insurance.
	Zvw Zvw `json:"zvw"`
}

// Zvw is the way of the income-related contribution for health insurance.
type Zvw string

const (
	// Levy is borne by the employer.
	Levy Zvw = "levy"
	// Withheld is taken from net pay.
	Withheld Zvw = "withheld"
	// Nil is the rate 0, for seafarers.
	Nil Zvw = "nil"
)

// Size is that of an employer by its premium wages; see [EmployerSize].
type Size string

const (
	Small  Size = "small"
	Medium Size = "medium"
	Large  Size = "large"
)

// Employer is what the premiums of an employer depend on.
type Employer struct {
	Size       Size `json:"size"`
	Government bool `json:"government,omitzero"`
	// WGA and ZW are the parts of the Whk rate that the tax administration has
	// decided; 0 for who bears the risk itself.
	WGA money.Amount `json:"wga,omitzero"`
	ZW  money.Amount `json:"zw,omitzero"`
	// Sector has the Whk rate of a small employer taken from the sector table
	// instead. 0 is no sector.
	Sector int `json:"sector,omitzero"`
	// Recovered is the part of the WGA rate taken from net pay, at most half.
	Recovered money.Amount `json:"recovered,omitzero"`
}

// Table is the colour of a table.
type Table string

const (
	// White is for wage from current employment.
	White Table = "white"
	// Green is for wage from former employment.
	Green Table = "green"
)

// Tax is what decides about the loonheffing.
type Tax struct {
	Table Table `json:"table"`
	// Credit says that the employee has asked for the loonheffingskorting here.
	Credit bool `json:"credit,omitzero"`
	// Single says that the alleenstaande-ouderenkorting was asked for.
	Single bool `json:"single,omitzero"`
	// Disabled says that there is a right to the jonggehandicaptenkorting.
	Disabled bool `json:"disabled,omitzero"`
	// Anonymous is who hasn't shown who they are.
	Anonymous bool `json:"anonymous,omitzero"`
	// AnnualWage is the wage of a year by which special rewards are taxed
	// (jaarloon); see [AnnualWage]. It must be there when there are some.
	AnnualWage *money.Amount `json:"annualWage,omitzero"`
}

// Wage is the wage before what this package computes itself.
type Wage struct {
	// Period is in money and for the period: salary, hours, overtime,
	// allowances. Special is in money and once or once a year.
	Period  money.Amount `json:"period,omitzero"`
	Special money.Amount `json:"special,omitzero"`
	// InKind is without car, meals and lodging; Funds is tips and benefits
	// from funds.
	InKind money.Amount `json:"inKind,omitzero"`
	Funds  money.Amount `json:"funds,omitzero"`
	// Pension is the employee's contribution, SpecialPension that on special
	// rewards; Deductions is what else goes off before all levies.
	Pension        money.Amount `json:"pension,omitzero"`
	SpecialPension money.Amount `json:"specialPension,omitzero"`
	Deductions     money.Amount `json:"deductions,omitzero"`
	// Paww is the rate of the private supplement of unemployment benefit,
	// where the collective agreement has it.
	Paww money.Amount `json:"paww,omitzero"`
}

// Hours is paid hours from one day to another, and the wage for them that
// counts for the minimum wage.
type Hours struct {
	Days  cal.Period   `json:"days"`
	Hours money.Amount `json:"hours"`
	Wage  money.Amount `json:"wage"`
}

// HolidayAllowance is how the allowance is built up and paid.
type HolidayAllowance struct {
	// Part of the base that is earned; 0 for none. Less than the statutory one
	// is only taken with Less: agreed in writing, with a wage above three times
	// the minimum.
	Part money.Amount `json:"part,omitzero"`
	Less bool         `json:"less,omitzero"`
	Base money.Amount `json:"base,omitzero"`
	// Each pays with every period what is earned in it; it belongs to the wage
	// of the period.
	Each bool `json:"each,omitzero"`
	// Pay pays out the balance, this period's part included, as a special
	// reward. Balance is what was earned and not paid before.
	Pay     bool         `json:"pay,omitzero"`
	Balance money.Amount `json:"balance,omitzero"`
}

// Car is the employer's car that the employee may use in private.
type Car struct {
	// ListPrice includes taxes; 0 is no car.
	ListPrice money.Amount `json:"listPrice,omitzero"`
	// Registered is the day of first registration.
	Registered cal.Date `json:"registered,omitzero"`
	// Available is the days of the period on which there is the car; empty for
	// all, in a period that isn't broken.
	Available cal.Period `json:"available,omitzero"`
	// Clean has no emission; Uncapped drives on hydrogen or the sun, so that
	// the lower rate has no limit of price.
	Clean    bool `json:"clean,omitzero"`
	Uncapped bool `json:"uncapped,omitzero"`
	// MarketValue is needed for old cars, whose benefit is a part of it.
	MarketValue money.Amount `json:"marketValue,omitzero"`
	// Contribution for private use is taken from net pay.
	Contribution money.Amount `json:"contribution,omitzero"`
}

// Allowances are reimbursements and what is valued by the day.
type Allowances struct {
	// Travel is paid for Kilometres, Home for HomeDays, Removal once.
	Travel     money.Amount `json:"travel,omitzero"`
	Kilometres money.Amount `json:"kilometres,omitzero"`
	Home       money.Amount `json:"home,omitzero"`
	HomeDays   money.Amount `json:"homeDays,omitzero"`
	Removal    money.Amount `json:"removal,omitzero"`
	// Other are costs that may be reimbursed without a maximum.
	Other money.Amount `json:"other,omitzero"`
	// Designated has what exceeds the maxima go into the work-related costs
	// scheme of the employer, instead of being taxed.
	Designated bool `json:"designated,omitzero"`
	// Meals and Lodging are days on which they are given.
	Meals   money.Amount `json:"meals,omitzero"`
	Lodging money.Amount `json:"lodging,omitzero"`
}

// Norm is the wage that must stay taxed under the expat ruling.
type Norm string

const (
	// NormalNorm is for most.
	NormalNorm Norm = "normal"
	// YoungNorm is for those under 30 with a master's degree.
	YoungNorm Norm = "young"
	// NoNorm is for scientific researchers.
	NoNorm Norm = "none"
)

// Ruling is the ruling for extraterritorial costs (expatregeling, 30%).
type Ruling struct {
	Applies bool `json:"applies,omitzero"`
	Norm    Norm `json:"norm,omitzero"`
}

// Net is what happens between net pay and what is paid out.
type Net struct {
	// Deductions are advances paid back, and the like.
	Deductions money.Amount `json:"deductions,omitzero"`
	// Garnished says that a bailiff has seized the wage. Protected is the
	// amount for this period that the bailiff says is to be left; Outside is
	// the part of net pay that isn't seized, such as holiday allowance of
	// months in which pay was below that amount.
	Garnished bool         `json:"garnished,omitzero"`
	Protected money.Amount `json:"protected,omitzero"`
	Outside   money.Amount `json:"outside,omitzero"`
}
