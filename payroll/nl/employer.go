package nl

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// Small employers have premium wages of up to 25 times the average of one
// worker, medium ones of up to 100 times (Besluit Wfsv, ch. 2).
var (
	smallTimes  = money.New(25, 0)
	mediumTimes = money.New(100, 0)
)

// EmployerSize is an employer's size in the year of a day, by its premium wages
// of two years before. Who has begun since is small. The error is a
// [*payroll.Unknown].
func EmployerSize(on cal.Date, premiumWages money.Amount) (Size, error) {
	law, err := parametersOn(on)
	if err != nil {
		return "", err
	}
	average := law.insurance.averageWage
	switch {
	case premiumWages.Cmp(average.Mul(smallTimes)) <= 0:
		return Small, nil
	case premiumWages.Cmp(average.Mul(mediumTimes)) <= 0:
		return Medium, nil
	default:
		return Large, nil
	}
}

// ReviewAfterEnd says that the low AWf rate must be reviewed because the
// employment ended within two months after it began (Besluit Wfsv, ch. 2: herziening).
func ReviewAfterEnd(employed cal.Period) (bool, error) {
	if employed.Open() {
		return false, nil
	}
	law, err := parametersOn(employed.End)
	if err != nil {
		return false, err
	}
	return employed.End.Before(employed.Start.AddMonths(law.insurance.reviewMonths)), nil
}

// ReviewOfHours says that the low AWf rate of a calendar year must be reviewed
// because more than 30% more hours were paid than agreed, with a contract for
// less than 30 hours a week (35 until 2024). The hours are those of the year.
func ReviewOfHours(yearEnd cal.Date, agreed, paid, contractWeek money.Amount) (bool, error) {
	law, err := parametersOn(yearEnd)
	if err != nil {
		return false, err
	}
	l := &law.insurance
	return contractWeek.Cmp(l.reviewWeek) < 0 && paid.Sub(agreed).Cmp(agreed.Mul(l.reviewExcess)) > 0, nil
}

// BrokenPeriod is the part of a wage period that an employment of five working
// days a week covers, Monday to Friday: full working weeks, and the days beside
// them. It is zero when all of the period is covered, or none.
func BrokenPeriod(period, employed cal.Period) Broken {
	covered := cal.Period{Start: cal.Max(period.Start, employed.Start), End: period.End}
	if !employed.Open() {
		covered.End = cal.Min(period.End, employed.End)
	}
	if covered == period || !covered.Valid() {
		return Broken{}
	}
	var b Broken
	run := 0 // working days since the last Monday
	for day := covered.Start; !day.After(covered.End); day = day.AddDays(1) {
		weekday := int(day.Weekday())
		switch {
		case weekday == 1:
			run = 1
		case weekday >= 2 && weekday <= 5 && run > 0:
			run++
		}
		if weekday >= 1 && weekday <= 5 {
			b.Days++
		}
		if weekday == 5 && run == 5 {
			b.Weeks, b.Days = b.Weeks+1, b.Days-5
		}
		if weekday == 0 {
			run = 0
		}
	}
	return b
}
