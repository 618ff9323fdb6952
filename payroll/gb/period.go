package gb

import (
	"fmt"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// TaxYear is the year from 6 April of a calendar year to 5 April of the next:
// 2025 is 2025-26.
type TaxYear int

// TaxYearOf is the tax year that has a day.
func TaxYearOf(day cal.Date) TaxYear {
	year, month, dom := day.Date()
	if month < time.April || month == time.April && dom < 6 {
		year--
	}
	return TaxYear(year)
}

// Start is 6 April; the zero date where there is no such year.
func (y TaxYear) Start() cal.Date {
	d, _ := cal.New(int(y), time.April, 6)
	return d
}

// String writes 2025-26.
func (y TaxYear) String() string { return fmt.Sprintf("%d-%02d", int(y), (int(y)+1)%100) }

// TaxWeek is the number of the tax week that has a day: weeks of seven days
// from 6 April on. 5 April, and 4 April before it in a leap year, are in week
// 53.
// Source: Social Security Contributions and Benefits Act 1992, section 122(1),
// tax week; Income Tax (PAYE) Regulations 2003, regulation 2.
func TaxWeek(day cal.Date) int { return day.Sub(TaxYearOf(day).Start())/7 + 1 }

// TaxMonth is the number of the tax month that has a day: months from the 6th
// to the 5th, from 6 April on.
// Source: Income Tax (PAYE) Regulations 2003, regulation 2, tax month.
func TaxMonth(day cal.Date) int {
	_, month, dom := day.Date()
	n := int(month) - int(time.April)
	if dom < 6 {
		n--
	}
	return (n+12)%12 + 1
}

// Unit is what an interval is counted in.
type Unit string

const (
	Day   Unit = "day"
	Week  Unit = "week"
	Month Unit = "month"
)

// Interval is how long it is from one pay day to the next: the earnings period
// of contributions, and the pay reference period of pensions.
type Interval struct {
	Unit  Unit `json:"unit"`
	Count int  `json:"count"`
}

// Intervals that HMRC has names for.
var (
	Weekly      = Interval{Week, 1}
	Fortnightly = Interval{Week, 2}
	FourWeekly  = Interval{Week, 4}
	Monthly     = Interval{Month, 1}
	Quarterly   = Interval{Month, 3}
	HalfYearly  = Interval{Month, 6}
	Annual      = Interval{Month, 12}
)

// String writes "2 weeks".
func (iv Interval) String() string {
	if iv.Count == 1 {
		return "1 " + string(iv.Unit)
	}
	return fmt.Sprintf("%d %ss", iv.Count, iv.Unit)
}

func (iv Interval) check() error {
	most := map[Unit]int{Day: 366, Week: 52, Month: 12}[iv.Unit]
	switch {
	case most == 0:
		return &payroll.Invalid{Member: "interval.unit", Fault: "is none of day, week, month"}
	case iv.Count < 1 || iv.Count > most:
		return &payroll.Invalid{Member: "interval.count", Fault: fmt.Sprintf("is not from 1 to %d", most)}
	}
	return nil
}

func (iv Interval) count() money.Amount { return whole(iv.Count) }

// taxPeriod is where a payment lies in the tables of a tax year.
type taxPeriod struct {
	// number is that of the week or month, of perYear 52 or 12.
	number, perYear int
	// span is how many weeks or months one payment has to itself when it is
	// taxed for itself.
	span int
	// extra says that it is the 53rd week's pay, or of a fortnight or four
	// weeks the 27th or 14th.
	extra bool
}

// taxPeriodOf finds the tables for a pay day. Who is paid by weeks is taxed by
// the table of the week that has the pay day, who is paid by months by that of
// the month.
// Source: Income Tax (PAYE) Regulations 2003, regulations 23, 28 and 31; HMRC
// PAYE manual PAYE70015.
func taxPeriodOf(iv Interval, payDate cal.Date) (taxPeriod, error) {
	if iv.Unit == Month {
		return taxPeriod{number: TaxMonth(payDate), perYear: 12, span: iv.Count}, nil
	}
	return weekPeriod(iv, TaxWeek(payDate))
}

func weekPeriod(iv Interval, week int) (taxPeriod, error) {
	if iv != Weekly && iv != Fortnightly && iv != FourWeekly {
		return taxPeriod{}, &payroll.Unknown{Country: country, What: "income tax on pay for " + iv.String()}
	}
	return taxPeriod{number: week, perYear: 52, span: iv.Count, extra: week > 52}, nil
}
