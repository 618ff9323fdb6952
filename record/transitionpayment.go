package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// TransitionInput is what a transition payment (transitievergoeding) is
// computed of. Percentages and the supplement that are left out are 0.
type TransitionInput struct {
	// StartDate is the first day of the employment.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate cal.Date `json:"endDate"`
	// GrossMonthlyWage is the basic wage of a month.
	GrossMonthlyWage money.Amount `json:"grossMonthlyWage" is:"min=0,max=999999.99"`
	// GrossMonthlySupplement is what is paid beside it in a month.
	GrossMonthlySupplement money.Amount `json:"grossMonthlySupplement" is:"min=0,max=999999.99"`
	// ShiftBonusPercentage is the bonus of the shift on the wage.
	ShiftBonusPercentage money.Amount `json:"shiftBonusPercentage" is:"min=0,max=99.99"`
	// BaseCalculationsBonusPercentage is what is earned on the wage beside it,
	// such as holiday allowance (grondslagen).
	BaseCalculationsBonusPercentage money.Amount `json:"baseCalculationsBonusPercentage" is:"min=0,max=99.99"`
}

// TransitionInputs are those of the calculation.
var TransitionInputs = shape[TransitionInput]()

// Month is the salary of a month: the wage with the bonus of the shift, that
// with what is earned on it, and the supplement.
func (in *TransitionInput) Month() money.Amount {
	return share(share(in.GrossMonthlyWage, in.ShiftBonusPercentage), in.BaseCalculationsBonusPercentage).
		Add(in.GrossMonthlySupplement).Round(2, money.HalfUp)
}

// share is an amount with a percentage of it.
func share(amount, percentage money.Amount) money.Amount {
	return amount.Add(amount.Mul(percentage).Quo(money.New(100, 0), 6, money.HalfUp))
}

// Rest is the salary of the time beyond the last full year: whole months, and
// of the month that isn't whole its days.
func (in *TransitionInput) Rest() money.Amount {
	after := in.EndDate.AddDays(1)
	years := 0
	for !in.StartDate.AddYears(years + 1).After(after) {
		years++
	}
	from, months := in.StartDate.AddYears(years), 0
	for !from.AddMonths(months + 1).After(after) {
		months++
	}
	day := from.AddMonths(months)
	rest := in.Month().Mul(money.New(int64(months), 0))
	days, of := after.Sub(day), from.AddMonths(months+1).Sub(day)
	return rest.Add(in.Month().Mul(money.New(int64(days), 0)).Quo(money.New(int64(of), 0), 2, money.HalfUp)).Round(2, money.HalfUp)
}

// Years is how long the employment was, with decimals.
func (in *TransitionInput) Years() money.Amount {
	after, years := in.EndDate.AddDays(1), 0
	for !in.StartDate.AddYears(years + 1).After(after) {
		years++
	}
	from := in.StartDate.AddYears(years)
	days, of := after.Sub(from), in.StartDate.AddYears(years+1).Sub(from)
	return money.New(int64(years), 0).Add(money.New(int64(days), 0).Quo(money.New(int64(of), 0), 2, money.HalfUp))
}

// statutoryHoliday is the holiday allowance that the law grants at least: 8
// percent (WML 15).
const statutoryHoliday = 8

// TransitionDefaults are those of an employment: its days, to today where it
// goes on, with the wage and shift of the last one.
func TransitionDefaults(r kind.Reader, employment kind.ID) (*TransitionInput, error) {
	row, err := r.Row(Employments.Type, employment)
	if err != nil {
		return nil, err
	}
	in := &TransitionInput{StartDate: row.Starts, EndDate: row.Ends, BaseCalculationsBonusPercentage: money.New(statutoryHoliday, 0)}
	if in.EndDate.IsZero() {
		in.EndDate = r.Today()
	}
	if in.EndDate.Before(in.StartDate) {
		in.EndDate = in.StartDate
	}
	wage, err := On(r, Wages, employment, in.EndDate)
	if err != nil {
		return nil, err
	}
	hours, err := On(r, WorkingHours, employment, in.EndDate)
	if err != nil {
		return nil, err
	}
	if hours != nil && hours.Shift.BonusPercentage != nil {
		in.ShiftBonusPercentage = *hours.Shift.BonusPercentage
	}
	if wage != nil && wage.GrossWage != nil && wage.GrossWageType != nil {
		in.GrossMonthlyWage = monthlyWage(wage, hours)
	}
	return in, nil
}

// monthlyWage is a gross wage by the month: of an hourly one for the hours of
// 52/12 weeks, of four weeks 13/12 and of a week 52/12 times. A wage for full
// hours is paid for the part that is worked.
func monthlyWage(wage *Wage, hours *WorkHours) money.Amount {
	amount, times := *wage.GrossWage, int64(12)
	switch {
	case wage.GrossWageType.Key == perHour:
		times = 52
		if hours == nil || hours.AggregatedHoursPerWeek == nil {
			return money.Amount{}
		}
		amount = amount.Mul(*hours.AggregatedHoursPerWeek)
	case wage.PayrollPeriodType.Key == fourWeekly:
		times = 13
	case wage.PayrollPeriodType.Key == weekly:
		times = 52
	}
	if wage.GrossWageType.Key == perPeriod && wage.IsGrossWageFullTime && hours != nil && hours.AggregatedHoursPerWeek != nil {
		amount = amount.Mul(*hours.AggregatedHoursPerWeek).Quo(hours.Shift.FullTimeHoursPerWeek, 6, money.HalfUp)
	}
	return amount.Mul(money.New(times, 0)).Quo(money.New(12, 0), 2, money.HalfUp)
}
