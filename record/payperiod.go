package record

import (
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// PayrollPeriod is a period of a payroll year (verloningsperiode): a month,
// four weeks or a week. A client names it by year and number.
type PayrollPeriod struct {
	// Year is the payroll year.
	Year int `json:"year" is:"min=2000,max=9999"`
	// PeriodNumber counts from 1 within the year.
	PeriodNumber int `json:"periodNumber" is:"min=1,max=53"`
	// PeriodStartDate is the first day.
	PeriodStartDate *cal.Date `json:"periodStartDate" is:"readonly"`
	// PeriodEndDate is the last day.
	PeriodEndDate *cal.Date `json:"periodEndDate" is:"readonly"`
}

// ID is how Loket numbers a period: year and number, 202406.
func (p PayrollPeriod) ID() int { return p.Year*100 + p.PeriodNumber }

// Period is the days of it; it is set for periods of [PayrollPeriods].
func (p PayrollPeriod) Period() cal.Period {
	return cal.Period{Start: *p.PeriodStartDate, End: *p.PeriodEndDate}
}

// PayrollPeriods are the periods of a payroll year, in order: 12 months, 13
// times four weeks or 52 or 53 weeks. Weeks are those of ISO 8601; the last
// four weeks of a year of 53 have five (Belastingdienst, Handboek
// Loonheffingen, loontijdvak).
func PayrollPeriods(periodType, year int) []PayrollPeriod {
	weeks := 0
	switch periodType {
	case weekly:
		weeks = 1
	case fourWeekly:
		weeks = 4
	default:
		return months(year)
	}
	last := cal.MustNew(year, 12, 28) // always in the last week
	_, n := last.ISOWeek()
	start := firstISODay(year)
	end := firstISODay(year + 1).AddDays(-1)
	var all []PayrollPeriod
	for number := range n / weeks {
		from := start.AddDays(7 * weeks * number)
		to := from.AddDays(7*weeks - 1)
		if number == n/weeks-1 {
			to = end
		}
		all = append(all, payrollPeriod(year, number+1, from, to))
	}
	return all
}

func months(year int) []PayrollPeriod {
	var all []PayrollPeriod
	first := cal.MustNew(year, 1, 1)
	for i := range 12 {
		all = append(all, payrollPeriod(year, i+1, first.AddMonths(i), first.AddMonths(i+1).AddDays(-1)))
	}
	return all
}

func payrollPeriod(year, number int, from, to cal.Date) PayrollPeriod {
	return PayrollPeriod{Year: year, PeriodNumber: number, PeriodStartDate: &from, PeriodEndDate: &to}
}

// firstISODay is the Monday of the first week of a year: the week that has
// 4 January.
func firstISODay(year int) cal.Date {
	fourth := cal.MustNew(year, 1, 4)
	return fourth.AddDays(-(int(fourth.Weekday()) + 6) % 7)
}

// PayrollPeriodOn is the period that a day is in.
func PayrollPeriodOn(periodType int, day cal.Date) PayrollPeriod {
	year := day.Year()
	if periodType == weekly || periodType == fourWeekly {
		year, _ = day.ISOWeek()
	}
	all := PayrollPeriods(periodType, year)
	for _, p := range all {
		if p.Period().Contains(day) {
			return p
		}
	}
	panic(fmt.Sprintf("record: no payroll period has %v", day))
}

// show completes a period that was named by year and number, in the periods of
// the administration of the employment that the value stands under. It notes a
// problem when there is no such period.
func (p *PayrollPeriod) show(r *kind.Rules, path string) {
	periodType, err := periodTypeOf(r)
	if err != nil {
		r.Fail(err)
		return
	}
	p.showOf(r, periodType, path)
}

// showOf is show for a known type of period.
func (p *PayrollPeriod) showOf(r *kind.Rules, periodType int, path string) {
	all := PayrollPeriods(periodType, p.Year)
	if p.PeriodNumber < 1 || p.PeriodNumber > len(all) {
		r.Problem(path+".periodNumber", kind.CodeOption, "is no payroll period of %d", p.Year)
		return
	}
	*p = all[p.PeriodNumber-1]
}

// periodTypeOf is the type of payroll period of the employment that a value
// stands under: a month for those that aren't paid through an administration.
func periodTypeOf(r *kind.Rules) (int, error) {
	a, err := administrationOf(r)
	if err != nil || a == nil {
		return monthly, err
	}
	return a.PayrollPeriodType.Key, nil
}

// PeriodTypeAt is the type of payroll period of a record: of the employment
// that it is or stands under, or the administration; else a month.
func PeriodTypeAt(r kind.Reader, row *kind.Row) (int, error) {
	for row != nil {
		switch row.Type {
		case PayrollAdministrations.Type:
			a, err := PayrollAdministrations.Value(row)
			if err != nil {
				return 0, err
			}
			return a.PayrollPeriodType.Key, nil
		case Employments.Type:
			id, err := kind.ParseID(kind.Text(row.Body, "payrollAdministration.id"))
			if err != nil {
				return monthly, nil // paid by nobody
			}
			if row, err = r.Row(PayrollAdministrations.Type, id); err != nil {
				return 0, err
			}
			continue
		}
		if row.Type.Parent == nil || row.Parent.IsZero() {
			break
		}
		var err error
		if row, err = r.Row(row.Type.Parent, row.Parent); err != nil {
			return 0, err
		}
	}
	return monthly, nil
}
