package record

import (
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// LeaveEntry is what balances need to know of a booking of leave.
type LeaveEntry struct {
	cal.Period
	// Added leave counts for the year that it starts in; what is taken counts
	// for the days that it was taken on.
	Added bool
	// Units are hours or days.
	Units money.Amount
}

// LeaveYear is the balance of a type of leave in a year.
type LeaveYear struct {
	// Year is the calendar year.
	Year int
	// Previous is what was left of the year before.
	Previous money.Amount
	// Accrual is what was added.
	Accrual money.Amount
	// Through is what was taken up to and including a day, After what is taken
	// after it.
	Through, After money.Amount
	// Expires is what lapses if it isn't taken before.
	Expires money.Amount
}

// Usage is all that is taken in the year.
func (y LeaveYear) Usage() money.Amount { return y.Through.Add(y.After) }

// Balance is what is left: also of what will be taken later in the year. What
// expires is not taken off: an employer who lets it expire books so.
func (y LeaveYear) Balance() money.Amount { return y.Previous.Add(y.Accrual).Sub(y.Usage()) }

// Add is the balance of two types together.
func (y LeaveYear) Add(z LeaveYear) LeaveYear {
	return LeaveYear{
		Year: y.Year, Previous: y.Previous.Add(z.Previous), Accrual: y.Accrual.Add(z.Accrual),
		Through: y.Through.Add(z.Through), After: y.After.Add(z.After), Expires: y.Expires.Add(z.Expires),
	}
}

// LeaveAccount is all that was booked of one type of leave in an employment.
type LeaveAccount struct {
	// Type is the number of the type.
	Type int
	// Entries are in any order: balances don't depend on it.
	Entries []LeaveEntry
	// Carries says that what is left goes on to the next year.
	Carries bool
	// Schedule says which part of what was taken falls on which day.
	Schedule Schedule
}

// Years are the balances from the first year in which something was booked, or
// the one asked for where that is earlier, to the last or the one asked for.
// through is the day that divides what is taken in its year.
func (a LeaveAccount) Years(first, last int, through cal.Date) []LeaveYear {
	first, last = a.span(first, last)
	years := make([]LeaveYear, last-first+1)
	for i := range years {
		y := &years[i]
		y.Year = first + i
		if i > 0 && a.Carries {
			y.Previous = years[i-1].Balance()
		}
		from, to := cal.MustNew(y.Year, time.January, 1), cal.MustNew(y.Year, time.December, 31)
		y.Accrual = a.added(cal.Period{Start: from, End: to})
		if !through.Before(from) {
			y.Through = a.taken(cal.Period{Start: from, End: cal.Min(to, through)})
		}
		y.After = a.taken(cal.Period{Start: from, End: to}).Sub(y.Through)
		y.Expires = a.expires(y.Year)
	}
	return years
}

// span widens a range of years to those in which something was booked.
func (a LeaveAccount) span(first, last int) (int, int) {
	for _, e := range a.Entries {
		first = min(first, e.Start.Year())
		if last = max(last, e.Start.Year()); !e.Added {
			last = max(last, e.End.Year())
		}
	}
	return first, last
}

// added is what was added in a period.
func (a LeaveAccount) added(p cal.Period) money.Amount {
	var sum money.Amount
	for _, e := range a.Entries {
		if e.Added && p.Contains(e.Start) {
			sum = sum.Add(e.Units)
		}
	}
	return sum
}

// taken is what was taken in a period.
func (a LeaveAccount) taken(p cal.Period) money.Amount {
	var sum money.Amount
	for _, e := range a.Entries {
		if !e.Added && p.Overlaps(e.Period) {
			sum = sum.Add(a.Schedule.Share(e.Units, e.Period, p))
		}
	}
	return sum
}

// expires is what lapses by a year's date, what is oldest being taken first.
// Statutory leave lapses half a year after the year in which it was added
// (Burgerlijk Wetboek 7:640a): on 1 July. A claim to other vacation lapses five
// years after it (7:642), at the end of the year.
func (a LeaveAccount) expires(year int) money.Amount {
	var added, until cal.Date
	var ok bool
	switch a.Type {
	case LeaveStatutory:
		added, ok = cal.New(year-1, time.December, 31)
		until = cal.MustNew(year, time.June, 30)
	case LeaveExcess:
		added, ok = cal.New(year-excessLeaveYears, time.December, 31)
		until = cal.MustNew(year, time.December, 31)
	}
	if !ok || !a.Carries {
		return money.Amount{}
	}
	left := a.added(cal.Period{End: added}).Sub(a.taken(cal.Period{End: until}))
	if left.Sign() < 0 {
		return money.Amount{}
	}
	return left
}

// excessLeaveYears is how long a claim to leave beyond what the law gives can
// be made.
const excessLeaveYears = 5
