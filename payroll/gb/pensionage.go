package gb

import (
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/payroll"
)

// The births between which pensionable age is known: 66 for those from the
// first to before the second, rising by a month for each month to the third, 67
// from there to before the last.
// Source: Pensions Act 1995, schedule 4, paragraph 1, as amended by Pensions
// Act 2011, section 1, and Pensions Act 2014, section 26.
var (
	bornFor66   = cal.MustNew(1954, time.October, 6)
	bornRising  = cal.MustNew(1960, time.April, 6)
	bornFor67   = cal.MustNew(1961, time.March, 6)
	bornFor68   = cal.MustNew(1977, time.April, 6)
	reachedSoon = cal.MustNew(2020, time.October, 6)
)

// PensionableAgeOn is the day on which somebody reaches state pension age. It
// is a [*payroll.Unknown] for those born before 6 October 1954, who all have,
// and from 6 April 1977 on.
// Source: Pensions Act 1995, schedule 4, paragraph 1(6) to (8).
func PensionableAgeOn(born cal.Date) (cal.Date, error) {
	switch {
	case born.Before(bornFor66) || !born.Before(bornFor68):
		return cal.Date{}, &payroll.Unknown{Country: country, What: "state pension age of who was born", On: born}
	case born.Before(bornRising):
		return born.AddYears(66), nil
	case born.Before(bornFor67):
		months := 1
		for d := bornRising.AddMonths(1); !born.Before(d); d = d.AddMonths(1) {
			months++
		}
		return born.AddMonths(66*12 + months), nil
	default:
		return born.AddYears(67), nil
	}
}

// reachedPensionAge says whether somebody has state pension age on a day.
func reachedPensionAge(born, on cal.Date) (bool, error) {
	switch {
	case born.IsZero():
		return false, &payroll.Invalid{Member: "birthDate", Fault: "is missing"}
	case born.Before(bornFor66) && !on.Before(reachedSoon):
		return true, nil
	case !born.Before(bornFor68):
		return false, nil
	}
	day, err := PensionableAgeOn(born)
	return err == nil && !on.Before(day), err
}
