package record

import (
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// Initialisation is what is to be filled in for a period before it is paid
// (automatische processen activeren).
type Initialisation struct {
	// PayrollPeriod is the period.
	PayrollPeriod PeriodName `json:"payrollPeriod"`
	// SetHoursWorked fills in the hours of whom payroll computes them for
	// (berekenen uren).
	SetHoursWorked bool `json:"setHoursWorked"`
	// SetLeaveHours would take leave from the hours.
	SetLeaveHours bool `json:"setLeaveHours"`
	// SetBaseForCalculations would fill in bases (grondslagen).
	SetBaseForCalculations bool `json:"setBaseForCalculations"`
	// SetAnnualBaseForCalculationsBasedOnFunds would fill in those of funds.
	SetAnnualBaseForCalculationsBasedOnFunds bool `json:"setAnnualBaseForCalculationsBasedOnFunds"`
}

// PeriodName is a payroll period by its year and number.
type PeriodName struct {
	// Year is the payroll year.
	Year int `json:"year" is:"min=2000,max=9999"`
	// PeriodNumber counts from 1 within the year.
	PeriodNumber int `json:"periodNumber" is:"min=1,max=53"`
}

// Initialisations is the input of [InitialisePeriod].
var Initialisations = shape[Initialisation]()

// hoursWorked is the payroll component of the hours of a period.
const hoursWorked = 1

// FirstPeriod is the first payroll period of a year in which an administration
// is in use; false when there is none. No runs are kept here, so that none of
// its periods has been paid.
func FirstPeriod(a *PayrollAdministration, year int) (PayrollPeriod, bool) {
	for _, p := range PayrollPeriods(a.PayrollPeriodType.Key, year) {
		used := cal.Period{Start: a.StartDate}
		if a.EndDate != nil {
			used.End = *a.EndDate
		}
		if p.Period().Overlaps(used) {
			return p, true
		}
	}
	return PayrollPeriod{}, false
}

// InitialisePeriod fills in payroll period data. The period must be the first
// of its year that hasn't been paid; only hours worked are known how to fill
// in.
func InitialisePeriod(w kind.Writer, administration *kind.Row, in *Initialisation) error {
	a, err := PayrollAdministrations.Value(administration)
	if err != nil {
		return err
	}
	var problems kind.Problems
	first, ok := FirstPeriod(a, in.PayrollPeriod.Year)
	if !ok || first.PeriodNumber != in.PayrollPeriod.PeriodNumber {
		problems = append(problems, kind.Problem{Code: kind.CodeState, Field: "payrollPeriod.periodNumber", Message: "is not the first period of the year that has not been paid"})
	}
	for _, asked := range []struct {
		on    bool
		field string
	}{
		{in.SetLeaveHours, "setLeaveHours"},
		{in.SetBaseForCalculations, "setBaseForCalculations"},
		{in.SetAnnualBaseForCalculationsBasedOnFunds, "setAnnualBaseForCalculationsBasedOnFunds"},
	} {
		if asked.on {
			problems = append(problems, kind.Problem{Code: kind.CodeState, Field: asked.field, Message: "is not computed here"})
		}
	}
	if len(problems) > 0 {
		return problems
	}
	if !in.SetHoursWorked {
		return nil
	}
	rows, err := w.Find(Employments.Type, administration.Employer, "payrollAdministration.id", administration.ID.String())
	for _, row := range rows {
		if err := setHours(w, row, a.PayrollPeriodType.Key, first); err != nil {
			return err
		}
	}
	return err
}

// setHours fills in the hours of an employment that asks for it.
func setHours(w kind.Writer, row *kind.Row, periodType int, period PayrollPeriod) error {
	e, err := Employments.Value(row)
	if err != nil || !e.CalculateWorkingHours || !period.Period().Overlaps(e.period()) {
		return err
	}
	schedules, err := WorkingHours.Children(w, e.ID)
	if err != nil {
		return err
	}
	hours := HoursOf(e, schedules, periodType, period)
	if hours.Sign() == 0 {
		return nil
	}
	key, err := PeriodKeyOn(w, e.ID, cal.Max(*period.PeriodStartDate, e.StartDate), NormalSlip)
	if err != nil || key.DistributionUnit.Key.IsZero() {
		return err
	}
	return PatchPeriodData(w, e.ID, &PeriodDataPatch{
		PatchKey:          PatchKey(*key),
		PayrollComponents: []PatchedValue{{PayrollComponent: PeriodComponent{BenefitComponent: BenefitComponent{Key: hoursWorked}}, Value: &hours}},
	})
}

// HoursOf is the hours that are worked in a period: by the pattern where that
// was chosen, else by the hours of a week. A month has 52/12 weeks; a period
// that isn't whole has a fifth of a week for each day from Monday to Friday.
func HoursOf(e *Employment, schedules []*WorkHours, periodType int, p PayrollPeriod) money.Amount {
	broken := e.StartDate.After(*p.PeriodStartDate) || e.EndDate != nil && e.EndDate.Before(*p.PeriodEndDate)
	var days []scheduled
	for day := *p.PeriodStartDate; !day.After(*p.PeriodEndDate); day = day.AddDays(1) {
		for _, s := range schedules {
			if e.period().Contains(day) && !s.StartDate.After(day) && (s.EndDate == nil || !s.EndDate.Before(day)) {
				days = append(days, scheduled{day, s})
			}
		}
	}
	if len(days) == 0 {
		return money.Amount{}
	}
	one := days[0].by
	broken = broken || days[len(days)-1].by != one
	if week := one.AggregatedHoursPerWeek; !broken && week != nil && (one.WorkPattern == nil || !one.CalculateUsingWorkPattern.HoursRegularPeriod) {
		if periodType == monthly {
			return week.Mul(money.New(52, 0)).Quo(money.New(12, 0), 2, money.HalfUp)
		}
		return week.Mul(money.New(int64(p.Period().Days()/7), 0))
	}
	total := money.Amount{}
	for _, d := range days {
		total = total.Add(d.hours(broken))
	}
	return total.Round(2, money.HalfUp)
}

// scheduled is a day and the hours that hold on it.
type scheduled struct {
	day cal.Date
	by  *WorkHours
}

func (s scheduled) hours(broken bool) money.Amount {
	use := s.by.CalculateUsingWorkPattern
	switch {
	case s.by.AggregatedHoursPerWeek == nil:
		return money.Amount{}
	case s.by.WorkPattern != nil && (broken && use.HoursBrokenPeriod || !broken && use.HoursRegularPeriod):
		return s.by.WorkPattern.on(s.day)
	case s.day.Weekday() == time.Saturday || s.day.Weekday() == time.Sunday:
		return money.Amount{}
	}
	return s.by.AggregatedHoursPerWeek.Quo(money.New(5, 0), 4, money.HalfUp)
}

// on is the hours of a day; weeks are odd or even by ISO 8601.
func (p *WorkPattern) on(day cal.Date) money.Amount {
	week := p.EvenWeeks
	if _, n := day.ISOWeek(); n%2 == 1 {
		week = p.OddWeeks
	}
	return week.all()[(int(day.Weekday())+6)%7]
}
