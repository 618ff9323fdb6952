package record

import (
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// LeavePolicy says how much leave employments get (verlofregeling). An employer
// has policies of its own; those of a provider are there to be copied.
type LeavePolicy struct {
	// ID is the policy's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Name is how the policy is called.
	Name string `json:"name" is:"len=1..50"`
	// AccrualType is how leave is accrued: by the year, the month or the hour
	// worked.
	AccrualType LongCode `json:"accrualType" is:"code=leave accrual"`
	// DayOfTheMonth is the day on which leave by the year or month is added;
	// the last day of a month that is shorter.
	DayOfTheMonth *int `json:"dayOfTheMonthToPerformAutomaticLeaveCalculationOn" is:"min=1,max=31"`
	// LeaveUnitType is what the leave of linked employments is counted in.
	LeaveUnitType LongCode `json:"leaveUnitType" is:"code=leave unit"`
	// LeaveEntitlement is what everybody gets.
	LeaveEntitlement *LeaveEntitlement `json:"leaveEntitlement"`
	// AdditionalLeave is how rules for more leave are applied.
	AdditionalLeave AdditionalLeave `json:"additionalLeave"`
	// LeaveRequest is how many hours a request for leave is proposed.
	LeaveRequest LeaveRequestRules `json:"leaveRequest"`
	// PayoutLeaveImmediately pays leave by the hour worked out at once.
	PayoutLeaveImmediately bool `json:"payoutLeaveImmediately"`
	// RoundTo is what accrued leave is rounded to.
	RoundTo LongCode `json:"roundTo" is:"code=rounding step"`
	// RoundingMethod is to the nearest, up or down.
	RoundingMethod LongCode `json:"roundingMethod" is:"code=rounding method"`
}

// LeaveEntitlement is leave a year for full hours.
type LeaveEntitlement struct {
	// Statutory is the least that the law gives (wettelijk verlof).
	Statutory *money.Amount `json:"statutory" is:"min=0.01,max=999.99,scale=2"`
	MoreLeave
}

// MoreLeave is leave beyond what the law gives, a year for full hours.
type MoreLeave struct {
	// ExcessLeaveToStatutory is bovenwettelijk verlof.
	ExcessLeaveToStatutory *money.Amount `json:"excessLeaveToStatutory" is:"min=0.01,max=999.99,scale=2"`
	// WTR is a shorter working week taken as leave (ADV, ATV).
	WTR *money.Amount `json:"wtr" is:"min=0.01,max=999.99,scale=2"`
}

// AdditionalLeave is how the rules of a policy for more leave are applied.
type AdditionalLeave struct {
	// AllocationType takes all that rules give, or the most that one gives.
	AllocationType LongCode `json:"allocationType" is:"code=leave allocation"`
	// ReferenceDate1 is the day of the year on which it is seen who meets a
	// rule (peildatum).
	ReferenceDate1 ReferenceDay `json:"referenceDate1"`
	// ReferenceDate2 is a second such day, where there is one.
	ReferenceDate2 *ReferenceDay `json:"referenceDate2"`
}

// ReferenceDay is a day of every year.
type ReferenceDay struct {
	// Day of the month.
	Day int `json:"day" is:"min=1,max=31"`
	// Month of the year.
	Month LongCode `json:"month" is:"code=month"`
}

// In is the day in a year: 29 February is the 28th in most.
func (d ReferenceDay) In(year int) cal.Date {
	month := time.Month(d.Month.Key)
	for day := d.Day; ; day-- {
		if date, ok := cal.New(year, month, day); ok {
			return date
		}
	}
}

// LeaveRequestRules is how many hours a request for leave is proposed.
type LeaveRequestRules struct {
	// ApplyLeaveSchedule counts by the leave pattern.
	ApplyLeaveSchedule bool `json:"applyLeaveSchedule"`
	// LeavePattern is the hours of each day of two weeks; null is none.
	LeavePattern *WorkPattern `json:"leavePattern"`
	// UseHolidaysInCalculation takes no leave for holidays.
	UseHolidaysInCalculation bool `json:"useHolidaysInCalculation"`
}

// Keys of what rules of policies look at.
const (
	LeaveInHours = 1
	LeaveInDays  = 2

	AccruedYearly  = 1
	AccruedMonthly = 2
	AccruedHourly  = 3
)

// LeavePolicies belong to an employer, ProviderLeavePolicies to a provider.
var (
	LeavePolicies         = of[LeavePolicy]("leave policy", "leavePolicies", kind.Under(Employers.Type))
	ProviderLeavePolicies = of[LeavePolicy]("provider leave policy", "leavePolicies", kind.Under(Providers.Type))
)

// Check wants days that exist, and what goes with how leave is accrued.
func (p *LeavePolicy) Check(r *kind.Rules) {
	p.AdditionalLeave.check(r)
	if p.PayoutLeaveImmediately && p.AccrualType.Key != AccruedHourly {
		r.Problem("payoutLeaveImmediately", kind.CodeCombination, "is for leave that is accrued by the hour")
	}
	if pattern := p.LeaveRequest.LeavePattern; pattern != nil && pattern.days() == 0 {
		r.Problem("leaveRequest.leavePattern", kind.CodeCombination, "has no hours: null is no pattern")
	}
}

// Saved brings the leave of this year up to date that the policy gives.
func (p *LeavePolicy) Saved(r *kind.Rules) error {
	if r.Before == nil || r.Before.Type != LeavePolicies.Type {
		return nil
	}
	return accrueLinked(r, r.Employer(), r.ID)
}

func (a *AdditionalLeave) check(r *kind.Rules) {
	a.ReferenceDate1.check(r, "additionalLeave.referenceDate1")
	if a.ReferenceDate2 == nil {
		return
	}
	a.ReferenceDate2.check(r, "additionalLeave.referenceDate2")
	if a.ReferenceDate1.Month.Key < int(time.July) {
		r.Problem("additionalLeave.referenceDate1.month", kind.CodeCombination, "is in the first half of the year, which a second reference date leaves no room for")
	}
}

// check wants a day that some year has.
func (d *ReferenceDay) check(r *kind.Rules, path string) {
	const leap = 2024
	if _, ok := cal.New(leap, time.Month(d.Month.Key), d.Day); !ok {
		r.Problem(path+".day", kind.CodeRange, "is no day of the month")
	}
}

// TimeBasedLeave is more leave from an age on, or after years of service.
type TimeBasedLeave struct {
	// ID is the rule's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// From is the least age or service.
	From YearsAndMonths `json:"from"`
	// UpToAndIncluding is the most.
	UpToAndIncluding YearsAndMonths `json:"upToAndIncluding"`
	// LeaveEntitlement is how much more leave it gives.
	LeaveEntitlement MoreLeave `json:"leaveEntitlement"`
}

// YearsAndMonths is an age or a time of service in whole months.
type YearsAndMonths struct {
	// NumberOfYears that are full.
	NumberOfYears int `json:"numberOfYears" is:"min=0,max=999"`
	// NumberOfMonths beyond the years.
	NumberOfMonths int `json:"numberOfMonths" is:"min=0,max=11"`
}

// Months is the whole of it.
func (d YearsAndMonths) Months() int { return 12*d.NumberOfYears + d.NumberOfMonths }

// The rules for more leave of an employer's policy, by age, wage and service.
var (
	AgeBasedLeaves            = of[TimeBasedLeave]("age based leave", "agebasedleave", kind.Under(LeavePolicies.Type))
	YearsOfServiceBasedLeaves = of[TimeBasedLeave]("years of service based leave", "yearsofservicebasedleave", kind.Under(LeavePolicies.Type))
	WageBasedLeaves           = of[WageBasedLeave]("wage based leave", "wagebasedleave", kind.Under(LeavePolicies.Type))
)

// The rules for more leave of a provider's policy.
var (
	ProviderAgeBasedLeaves            = of[TimeBasedLeave]("provider age based leave", "agebasedleave", kind.Under(ProviderLeavePolicies.Type))
	ProviderYearsOfServiceBasedLeaves = of[TimeBasedLeave]("provider years of service based leave", "yearsofservicebasedleave", kind.Under(ProviderLeavePolicies.Type))
	ProviderWageBasedLeaves           = of[WageBasedLeave]("provider wage based leave", "wagebasedleave", kind.Under(ProviderLeavePolicies.Type))
)

// Check wants some leave, and an end that isn't before the beginning.
func (l *TimeBasedLeave) Check(r *kind.Rules) {
	l.LeaveEntitlement.check(r)
	if l.UpToAndIncluding.Months() < l.From.Months() {
		r.Problem("upToAndIncluding", kind.CodeRange, "is less than from")
	}
}

// WageBasedLeave is more leave for those whose wage is in a range.
type WageBasedLeave struct {
	// ID is the rule's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// FromWage is the least gross wage, in euros.
	FromWage money.Amount `json:"fromWage" is:"min=0,max=99999999999999.98"`
	// UpToAndIncludingWage is the most.
	UpToAndIncludingWage money.Amount `json:"upToAndIncludingWage" is:"min=0,max=99999999999999.98"`
	// LeaveEntitlement is how much more leave it gives.
	LeaveEntitlement MoreLeave `json:"leaveEntitlement"`
}

// Check wants some leave, and an end that isn't before the beginning.
func (l *WageBasedLeave) Check(r *kind.Rules) {
	l.LeaveEntitlement.check(r)
	if l.UpToAndIncludingWage.Cmp(l.FromWage) < 0 {
		r.Problem("upToAndIncludingWage", kind.CodeRange, "is less than fromWage")
	}
}

// check wants some leave of either sort.
func (m *MoreLeave) check(r *kind.Rules) {
	if m.ExcessLeaveToStatutory == nil && m.WTR == nil {
		r.Problem("leaveEntitlement", kind.CodeRequired, "has neither excessLeaveToStatutory nor wtr: one must have a value")
	}
}

// Saved brings the leave of this year up to date that the policy gives.
func (l *TimeBasedLeave) Saved(r *kind.Rules) error {
	return accrueByRule(r, r.Parent.Type, r.Employer(), r.Parent.ID)
}

// Deleted brings the leave of this year up to date that the policy gives.
func (l *TimeBasedLeave) Deleted(r *kind.Rules) error {
	if r.Cascade {
		return nil
	}
	return accrueByRule(r, r.Before.Type.Parent, r.Before.Employer, r.Before.Parent)
}

// Saved brings the leave of this year up to date that the policy gives.
func (l *WageBasedLeave) Saved(r *kind.Rules) error {
	return accrueByRule(r, r.Parent.Type, r.Employer(), r.Parent.ID)
}

// Deleted brings the leave of this year up to date that the policy gives.
func (l *WageBasedLeave) Deleted(r *kind.Rules) error {
	if r.Cascade {
		return nil
	}
	return accrueByRule(r, r.Before.Type.Parent, r.Before.Employer, r.Before.Parent)
}
