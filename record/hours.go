package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// WorkHours is how much is worked in an employment from a day on
// (arbeidstijd).
type WorkHours struct {
	// ID is the identity of the hours.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which they hold.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day: the day before the next hours start.
	EndDate *cal.Date `json:"endDate" is:"readonly"`
	// Shift is the ploeg, which says what full hours are.
	Shift Shift `json:"shift" is:"code=shift"`
	// ShiftRateSickLeave is the shift of the daily wage in illness; null is
	// the shift itself.
	ShiftRateSickLeave *Shift `json:"shiftRateSickLeave" is:"code=shift"`
	// DeviatingHoursPerWeek is how many hours a week are worked, when not the
	// full ones.
	DeviatingHoursPerWeek *money.Amount `json:"deviatingHoursPerWeek" is:"min=0.01,max=99.99,scale=2"`
	// DeviatingSVDaysPerPeriod is the days of social insurance in a period,
	// when not those that follow from the hours.
	DeviatingSVDaysPerPeriod *int `json:"deviatingSvDaysPerPeriod" is:"min=1,max=23"`
	// AverageHoursPerWeek is noted where hours vary; payroll leaves it alone.
	AverageHoursPerWeek *money.Amount `json:"averageHoursPerWeek" is:"min=0,max=168,scale=2"`
	// AverageParttimeFactor is noted as a percentage; payroll leaves it alone.
	AverageParttimeFactor *money.Amount `json:"averageParttimeFactor" is:"min=0.01,max=999.99,scale=2"`
	// AggregatedHoursPerWeek is the hours a week that payroll goes by,
	// whichever field they come from; null on call without a minimum.
	AggregatedHoursPerWeek *money.Amount `json:"aggregatedHoursPerWeek" is:"min=0.01,max=168,scale=2,readonly"`
	// FlexibleHoursContract is a contract of zero, least, or least and most
	// hours.
	FlexibleHoursContract *Code `json:"flexibleHoursContract" is:"code=flexible contract"`
	// ContractCode is a sort of contract of the employer.
	ContractCode *ContractCodeRef `json:"contractCode" is:"ref=contract code"`
	// RegularWorkPattern says that all weeks are alike.
	RegularWorkPattern bool `json:"regularWorkPattern"`
	// WorkPattern is the hours of each day of two weeks.
	WorkPattern *WorkPattern `json:"workPattern"`
	// CalculateUsingWorkPattern says what follows from the pattern.
	CalculateUsingWorkPattern PatternUse `json:"calculateUsingWorkPattern"`
}

// Shift is a ploeg of the payroll administration.
type Shift struct {
	// ShiftNumber is its number in the administration.
	ShiftNumber int `json:"shiftNumber"`
	// FullTimeHoursPerWeek is what working full time is.
	FullTimeHoursPerWeek money.Amount `json:"fullTimeHoursPerWeek" is:"min=0.01,max=99"`
	// BonusPercentage is paid on top of hours in the shift; null is none.
	BonusPercentage *money.Amount `json:"bonusPercentage" is:"min=0.01,max=99"`
}

// PatternUse says what is computed from the work pattern.
type PatternUse struct {
	// DaysDailyRate: the days of the daily wage.
	DaysDailyRate bool `json:"daysDailyRate"`
	// DeviatingDaysAndHours: the deviating hours a week and days a period of
	// this record, as long as it is open.
	DeviatingDaysAndHours bool `json:"deviatingDaysAndHours"`
	// HoursBrokenPeriod: payroll's hours of a period that isn't whole.
	HoursBrokenPeriod bool `json:"hoursBrokenPeriod"`
	// HoursRegularPeriod: payroll's hours of a whole period.
	HoursRegularPeriod bool `json:"hoursRegularPeriod"`
	// LeaveHours: the hours of leave.
	LeaveHours bool `json:"leaveHours"`
}

// WorkPattern is two weeks of work.
type WorkPattern struct {
	// OddWeeks are those of an odd ISO number.
	OddWeeks WeekPattern `json:"oddWeeks"`
	// EvenWeeks are those of an even ISO number.
	EvenWeeks WeekPattern `json:"evenWeeks"`
}

// WeekPattern is the hours worked on each day of a week.
type WeekPattern struct {
	// Monday in hours.
	Monday money.Amount `json:"monday" is:"min=0,max=24,scale=2"`
	// Tuesday in hours.
	Tuesday money.Amount `json:"tuesday" is:"min=0,max=24,scale=2"`
	// Wednesday in hours.
	Wednesday money.Amount `json:"wednesday" is:"min=0,max=24,scale=2"`
	// Thursday in hours.
	Thursday money.Amount `json:"thursday" is:"min=0,max=24,scale=2"`
	// Friday in hours.
	Friday money.Amount `json:"friday" is:"min=0,max=24,scale=2"`
	// Saturday in hours.
	Saturday money.Amount `json:"saturday" is:"min=0,max=24,scale=2"`
	// Sunday in hours.
	Sunday money.Amount `json:"sunday" is:"min=0,max=24,scale=2"`
}

// WorkingHours follow each other without gaps under an employment.
var WorkingHours = of[WorkHours]("working hours", "workinghours", kind.Under(Employments.Type), kind.Chained(kind.LinkedChain))

// Defaults is the first shift.
func (h *WorkHours) Defaults(*kind.Rules) { h.Shift.ShiftNumber = 1 }

// Compute takes hours and days from the pattern and shows what payroll goes
// by.
func (h *WorkHours) Compute(r *kind.Rules) {
	endWithEmployment(r, &h.EndDate)
	if h.CalculateUsingWorkPattern.DeviatingDaysAndHours && h.WorkPattern != nil && h.EndDate == nil {
		h.takePattern(r)
	}
	h.AggregatedHoursPerWeek = h.aggregated(r)
}

// takePattern makes hours and days what the pattern has, on average over its
// two weeks.
func (h *WorkHours) takePattern(r *kind.Rules) {
	days := h.WorkPattern.days()
	hours := h.WorkPattern.hours().Quo(money.New(2, 0), 2, money.HalfUp)
	h.DeviatingHoursPerWeek, h.DeviatingSVDaysPerPeriod = nil, nil
	if hours.Sign() <= 0 {
		return
	}
	if hours.Cmp(money.New(9999, 2)) > 0 {
		r.Problem("workPattern", kind.CodeRange, "makes more than 99.99 hours a week")
		return
	}
	h.DeviatingHoursPerWeek = &hours
	if n := h.periodDays(r, days); n >= 1 {
		n = min(n, maxSVDays)
		h.DeviatingSVDaysPerPeriod = &n
	}
}

// maxSVDays is the most days of social insurance in a period.
const maxSVDays = 23

// periodDays spreads the days of two weeks over a payroll period, a month
// being 52/12 weeks.
func (h *WorkHours) periodDays(r *kind.Rules, days int) int {
	a, err := administrationOf(r)
	if err != nil {
		r.Fail(err)
		return 0
	}
	numerator, denominator := int64(days*52), int64(2*12)
	if a != nil {
		switch a.PayrollPeriodType.Key {
		case fourWeekly:
			numerator, denominator = int64(days*4), 2
		case weekly:
			numerator, denominator = int64(days), 2
		}
	}
	// half up; days are never negative
	return int((2*numerator + denominator) / (2 * denominator))
}

// Keys of payroll periods beside monthly.
const (
	fourWeekly = 3
	weekly     = 4
)

// aggregated is the one number of hours a week: none on call, except for the
// least hours agreed; else those that deviate, else the full ones.
func (h *WorkHours) aggregated(r *kind.Rules) *money.Amount {
	e, err := Employments.Value(r.Parent)
	if err != nil {
		r.Fail(err)
		return nil
	}
	minimum := h.FlexibleHoursContract != nil && h.FlexibleHoursContract.Key == onCallMinimumHours
	switch {
	case e.IsOnCallEmployment && !minimum:
		return nil
	case h.DeviatingHoursPerWeek != nil || e.IsOnCallEmployment:
		return h.DeviatingHoursPerWeek
	}
	full := h.Shift.FullTimeHoursPerWeek
	return &full
}

// Check wants the first day within the employment, and warns of a regular
// pattern that isn't.
func (h *WorkHours) Check(r *kind.Rules) {
	within(r, h.StartDate)
	if h.RegularWorkPattern && h.WorkPattern != nil && !h.WorkPattern.regular() {
		r.Note("regularWorkPattern", kind.CodeCombination, "is true, but odd and even weeks differ")
	}
}

// Saved brings the leave of this year up to date that follows from the hours.
func (h *WorkHours) Saved(r *kind.Rules) error { return AccrueLeave(r, r.Parent.ID) }

// Deleted brings the leave of this year up to date that follows from the hours.
func (h *WorkHours) Deleted(r *kind.Rules) error {
	if r.Cascade {
		return nil
	}
	return AccrueLeave(r, r.Before.Parent)
}

func (p *WorkPattern) regular() bool {
	odd, even := p.OddWeeks.all(), p.EvenWeeks.all()
	for i := range odd {
		if !odd[i].Equal(even[i]) {
			return false
		}
	}
	return true
}

func (p *WorkPattern) hours() money.Amount {
	return money.Sum(append(p.OddWeeks.all(), p.EvenWeeks.all()...)...)
}

func (p *WorkPattern) days() int {
	n := 0
	for _, hours := range append(p.OddWeeks.all(), p.EvenWeeks.all()...) {
		if hours.Sign() > 0 {
			n++
		}
	}
	return n
}

func (w WeekPattern) all() []money.Amount {
	return []money.Amount{w.Monday, w.Tuesday, w.Wednesday, w.Thursday, w.Friday, w.Saturday, w.Sunday}
}
