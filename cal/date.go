// Package cal holds days without a time or a zone, periods of days, the chains
// that periods form, and ISO 8601 durations. It imports the standard library
// only and never asks what day it is: see package clock.
package cal

import (
	"fmt"
	"time"
)

// Date is a day from 0001-01-01 to 9999-12-31. The zero value is no date.
// Dates are comparable with ==.
type Date struct {
	n int32 // days since 0000-12-31
}

// The first and last Date. Arithmetic stops there.
var (
	First = Date{1}
	Last  = Date{3652059}
)

const (
	secondsOfDay = 24 * 60 * 60
	// unixDay is the number of 1970-01-01.
	unixDay = 719163
)

// New returns the date, or false when there is no such day.
func New(year int, month time.Month, day int) (Date, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}, false
	}
	return of(year, month, day), true
}

// MustNew is New for constants in Go code; it panics when there is no such day.
func MustNew(year int, month time.Month, day int) Date {
	d, ok := New(year, month, day)
	if !ok {
		panic(fmt.Sprintf("cal: there is no day %04d-%02d-%02d", year, month, day))
	}
	return d
}

// of takes a day that exists, and also day 0 or 32 as time.Date does.
func of(year int, month time.Month, day int) Date {
	return Date{int32(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()/secondsOfDay + unixDay)}
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// Of returns the day that it is at an instant in a place.
func Of(t time.Time, in *time.Location) Date {
	d, ok := New(t.In(in).Date())
	switch {
	case ok:
		return d
	case t.In(in).Year() < 1:
		return First
	default:
		return Last
	}
}

// IsZero says whether this is no date.
func (d Date) IsZero() bool { return d.n == 0 }

// In returns the first instant of the day in a place.
func (d Date) In(place *time.Location) time.Time {
	y, m, day := d.Date()
	return time.Date(y, m, day, 0, 0, 0, 0, place)
}

// Date returns the year, month and day; of no date, three zeros.
func (d Date) Date() (year int, month time.Month, day int) {
	if d.IsZero() {
		return 0, 0, 0
	}
	return d.utc().Date()
}

func (d Date) utc() time.Time {
	return time.Unix((int64(d.n)-unixDay)*secondsOfDay, 0).UTC()
}

// Year returns the year, 0 of no date.
func (d Date) Year() int { y, _, _ := d.Date(); return y }

// Month returns the month, 0 of no date.
func (d Date) Month() time.Month { _, m, _ := d.Date(); return m }

// Day returns the day of the month, 0 of no date.
func (d Date) Day() int { _, _, day := d.Date(); return day }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// ISOWeek returns the week by ISO 8601 and the year that week belongs to.
func (d Date) ISOWeek() (year, week int) { return d.utc().ISOWeek() }

// AddDays returns the date n days on, back when n is negative. Beyond [First]
// and [Last] it stops there; no date stays no date.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return clamp(int64(d.n) + int64(max(min(n, int(Last.n)), -int(Last.n))))
}

func clamp(n int64) Date {
	return Date{int32(max(min(n, int64(Last.n)), int64(First.n)))}
}

// AddMonths returns the same day n months on, or the last day of that month
// when it has no such day: January 31 plus 1 is February 28 or 29.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	year, month, day := d.Date()
	const all = 9999 * 12
	months := year*12 + int(month) - 1 + max(min(n, all), -all)
	year, month = floorDiv(months, 12), time.Month(months-floorDiv(months, 12)*12+1)
	switch {
	case year < 1:
		return First
	case year > 9999:
		return Last
	}
	return of(year, month, min(day, daysIn(year, month)))
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// AddYears is AddMonths of 12 times n: February 29 plus 1 is February 28.
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * max(min(n, 9999), -9999)) }

// Sub returns the number of days from e to d.
func (d Date) Sub(e Date) int { return int(d.n) - int(e.n) }

// Compare returns -1, 0 or 1 as d is before, the same as or after e. No date
// is before every date.
func (d Date) Compare(e Date) int {
	switch {
	case d.n < e.n:
		return -1
	case d.n > e.n:
		return 1
	default:
		return 0
	}
}

// Equal says whether d and e are the same day, as == does.
func (d Date) Equal(e Date) bool { return d == e }

// Before says whether d is before e.
func (d Date) Before(e Date) bool { return d.n < e.n }

// After says whether d is after e.
func (d Date) After(e Date) bool { return d.n > e.n }

// Min returns the earlier of two dates.
func Min(d, e Date) Date { return Date{min(d.n, e.n)} }

// Max returns the later of two dates.
func Max(d, e Date) Date { return Date{max(d.n, e.n)} }

// Age returns how many whole years someone born on d has lived at the given
// day. Who is born on February 29 grows older on March 1 in years without one.
func (d Date) Age(at Date) int {
	by, bm, bd := d.Date()
	y, m, day := at.Date()
	age := y - by
	if m < bm || m == bm && day < bd {
		age--
	}
	return age
}
