package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// EmploymentFund is a fund that an employment contributes to from a day on
// (fonds): for a pension, for training in a branch, for private unemployment
// insurance.
type EmploymentFund struct {
	// ID is the record's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Fund is which one.
	Fund Fund `json:"fund" is:"code=fund,createonly"`
	// Deviations are percentages in the place of the fund's own.
	Deviations *FundDeviations `json:"deviations"`
	FundTerm
}

// ABPFund is a fund of ABP, the pension fund of government and education, that
// an employment contributes to from a day on.
type ABPFund struct {
	// ID is the record's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Fund is which one.
	Fund Fund `json:"fund" is:"code=abp fund,createonly"`
	// Deviations are percentages in the place of the fund's own.
	Deviations *ABPDeviations `json:"deviations"`
	FundTerm
}

// Fund is a fund of a list.
type Fund struct {
	// Key is the number of the fund.
	Key int `json:"key"`
	// Description is its name.
	Description string `json:"description" is:"len=1..255"`
}

// FundTerm is when somebody contributes to a fund, and what instead of what
// payroll would compute.
type FundTerm struct {
	// StartDate is the first day.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// FixedContribution is an amount a period; payroll then computes no base
	// either.
	FixedContribution *FixedContribution `json:"fixedContribution"`
}

// FundDeviations are an employee's own percentages.
type FundDeviations struct {
	// EmploymentContributionPercentage is what the employee pays.
	EmploymentContributionPercentage money.Amount `json:"employmentContributionPercentage" is:"min=0,max=100,scale=4"`
	// TotalContributionPercentage is what employee and employer pay together.
	TotalContributionPercentage money.Amount `json:"totalContributionPercentage" is:"min=0,max=100,scale=4"`
}

// ABPDeviations are an employee's own percentages for a fund of ABP.
type ABPDeviations struct {
	// EmploymentContributionPercentage is what the employee pays.
	EmploymentContributionPercentage money.Amount `json:"employmentContributionPercentage" is:"min=0,max=100,scale=3"`
	// TotalContributionPercentage is what employee and employer pay together.
	TotalContributionPercentage money.Amount `json:"totalContributionPercentage" is:"min=0,max=100,scale=3"`
}

// FixedContribution is a set amount a period, in euros.
type FixedContribution struct {
	// EmploymentContribution is what the employee pays.
	EmploymentContribution money.Amount `json:"employmentContribution" is:"min=0,max=99999999.99,scale=2"`
	// TotalContribution is what employee and employer pay together.
	TotalContribution money.Amount `json:"totalContribution" is:"min=0,max=99999999.99,scale=2"`
}

// Several funds hold at a time; each of them follows itself without gaps.
var (
	EmploymentFunds = of[EmploymentFund]("employment fund", "employmentfunds", kind.Under(Employments.Type),
		kind.Chained(kind.LinkedChain, "fund.key"))
	ABPFunds = of[ABPFund]("abp fund", "abpfunds", kind.Under(Employments.Type),
		kind.Chained(kind.LinkedChain, "fund.key"))
)

// Defaults begins today.
func (t *FundTerm) Defaults(r *kind.Rules) { t.StartDate = todayWithin(r) }

// Compute ends it with an employment that ends.
func (t *FundTerm) Compute(r *kind.Rules) { endByEmployment(r, &t.EndDate) }

// Check holds the percentages and amounts to each other.
func (f *EmploymentFund) Check(r *kind.Rules) { f.check(r, f.Deviations) }

// Check holds the percentages and amounts to each other.
func (f *ABPFund) Check(r *kind.Rules) { f.check(r, (*FundDeviations)(f.Deviations)) }

// limits2014 is since when Loket keeps four decimals of a percentage and large
// amounts of a fund.
var limits2014 = cal.MustNew(2014, 1, 1)

func (t *FundTerm) check(r *kind.Rules, d *FundDeviations) {
	within(r, t.StartDate)
	f := t.FixedContribution
	if d != nil && f != nil {
		r.Problem("fixedContribution", kind.CodeCombination, "can't be set with deviations")
	}
	if d != nil && d.EmploymentContributionPercentage.Cmp(d.TotalContributionPercentage) > 0 {
		r.Problem("deviations.employmentContributionPercentage", kind.CodeCombination, "is more than the total, of which it is a part")
	}
	if f != nil && f.EmploymentContribution.Cmp(f.TotalContribution) > 0 {
		r.Problem("fixedContribution.employmentContribution", kind.CodeCombination, "is more than the total, of which it is a part")
	}
	if t.StartDate.Before(limits2014) {
		checkBefore2014(r, d, f)
	}
}

func checkBefore2014(r *kind.Rules, d *FundDeviations, f *FixedContribution) {
	if d != nil {
		decimalsBefore2014(r, "deviations.employmentContributionPercentage", d.EmploymentContributionPercentage)
		decimalsBefore2014(r, "deviations.totalContributionPercentage", d.TotalContributionPercentage)
	}
	if f != nil {
		rangeBefore2014(r, "fixedContribution.employmentContribution", f.EmploymentContribution)
		rangeBefore2014(r, "fixedContribution.totalContribution", f.TotalContribution)
	}
}

func decimalsBefore2014(r *kind.Rules, path string, percentage money.Amount) {
	if percentage.Round(3, money.Down).Cmp(percentage) != 0 {
		r.Problem(path, kind.CodeScale, "has more than 3 decimals before 2014")
	}
}

func rangeBefore2014(r *kind.Rules, path string, amount money.Amount) {
	if amount.Cmp(money.New(999_999, 2)) > 0 {
		r.Problem(path, kind.CodeRange, "is more than 9999.99 before 2014")
	}
}

// BaseForCalculation is what payroll computes something of from a day on, such
// as holiday allowance (grondslag).
type BaseForCalculation struct {
	// ID is the record's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Base is which one.
	Base Code `json:"base" is:"code=base for calculation,createonly"`
	// StartDate is the first day.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// AgeBasedMinimum is how a minimum that depends on age applies.
	AgeBasedMinimum Code `json:"ageBasedMinimum" is:"code=age based limit"`
	// AgeBasedMaximum is how a maximum that depends on age applies.
	AgeBasedMaximum Code `json:"ageBasedMaximum" is:"code=age based limit"`
	// Deviations are percentages in the place of the base's own.
	Deviations *BaseDeviations `json:"deviations"`
}

// BaseDeviations are an employee's own percentages of a base.
type BaseDeviations struct {
	// Percentage is the part that is paid.
	Percentage money.Amount `json:"percentage" is:"min=0,max=999.999999,scale=6"`
	// ReservationPercentage is the part that is set aside for the employee.
	ReservationPercentage money.Amount `json:"reservationPercentage" is:"min=0,max=999.999999,scale=6"`
	// FinancialReservationPercentage is the part that is set aside in the
	// books.
	FinancialReservationPercentage money.Amount `json:"financialReservationPercentage" is:"min=0,max=999.999999,scale=6"`
}

// FundBase is an amount that the contribution to a fund is computed of from a
// day on (fondsgrondslag), mostly a year's wage.
type FundBase struct {
	// ID is the record's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// PayrollComponent is where payroll finds it.
	PayrollComponent FundBaseComponent `json:"payrollComponent" is:"code=fund base component,createonly"`
	// StartDate is the first day.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// Base is the amount in euros.
	Base money.Amount `json:"base" is:"min=0.01,max=999999.99,scale=2"`
	// Origin is how the amount came here.
	Origin Code `json:"origin" is:"code=base origin,readonly"`
}

// FundBaseComponent is a payroll component that is kept for the base of a fund.
type FundBaseComponent struct {
	// Key is the number that payroll knows the component by.
	Key int `json:"key"`
	// Description is its short name.
	Description string `json:"description" is:"len=..14"`
}

// Several bases hold at a time; each of them follows itself without gaps.
var (
	BasesForCalculation = of[BaseForCalculation]("base for calculation", "basesforcalculation", kind.Under(Employments.Type),
		kind.Chained(kind.LinkedChain, "base.key"))
	FundBases = of[FundBase]("base for employment fund calculation", "basesforemploymentfundcalculation", kind.Under(Employments.Type),
		kind.Chained(kind.LinkedChain, "payrollComponent.key"))
)

// Keys of code lists: no limit by age, and an amount that somebody entered.
const (
	noAgeLimit = 1
	byHand     = 1
)

// Defaults begins today, without limits by age.
func (b *BaseForCalculation) Defaults(r *kind.Rules) {
	b.StartDate = todayWithin(r)
	b.AgeBasedMinimum.Key, b.AgeBasedMaximum.Key = noAgeLimit, noAgeLimit
}

// Compute ends it with an employment that ends.
func (b *BaseForCalculation) Compute(r *kind.Rules) { endByEmployment(r, &b.EndDate) }

// Check wants the first day within the employment.
func (b *BaseForCalculation) Check(r *kind.Rules) { within(r, b.StartDate) }

// Defaults begins today.
func (b *FundBase) Defaults(r *kind.Rules) { b.StartDate = todayWithin(r) }

// Compute ends it with an employment that ends. There is nothing yet that
// computes bases: every one was entered.
func (b *FundBase) Compute(r *kind.Rules) {
	endByEmployment(r, &b.EndDate)
	b.Origin = entry[Code](r, "base origin", byHand)
}

// Check wants the first day within the employment.
func (b *FundBase) Check(r *kind.Rules) { within(r, b.StartDate) }
