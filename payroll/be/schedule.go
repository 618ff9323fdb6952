package be

import (
	"errors"
	"fmt"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// Schedule is the hours of each day of the week, Monday first.
type Schedule [7]money.Amount

// On is the hours of a day.
func (s Schedule) On(d cal.Date) money.Amount { return s[weekday(d.Weekday())] }

// weekday counts from Monday, 0.
func weekday(d time.Weekday) int { return (int(d) + 6) % 7 }

// Hours is the hours of the week together.
func (s Schedule) Hours() money.Amount { return money.Sum(s[:]...) }

// What is wrong with a schedule.
var (
	ErrDayHours  = errors.New("a day has 0 to 24 hours")
	ErrWeekHours = errors.New("the days together don't make the hours of the week")
	ErrWeek      = errors.New("a week has hours, and more than 0 and up to 7 days")
)

var (
	hoursOfDay = money.New(24, 0)
	daysOfWeek = money.New(7, 0)
	// scheduleSlack is what rounding may cost: half a cent of an hour on each
	// day, and a little for clients that round in other ways.
	scheduleSlack = money.New(5, 2)
)

// CheckSchedule wants 0 to 24 hours on each day, and together the hours of the
// week, give or take 0.05. The error is [ErrDayHours] or [ErrWeekHours].
func CheckSchedule(s Schedule, hoursPerWeek money.Amount) error {
	for i := range s {
		if s[i].Sign() < 0 || s[i].Cmp(hoursOfDay) > 0 {
			return fmt.Errorf("%w: day %d has %v", ErrDayHours, i+1, s[i])
		}
	}
	if off := s.Hours().Sub(hoursPerWeek).Abs(); off.Cmp(scheduleSlack) > 0 {
		return fmt.Errorf("%w: %v instead of %v", ErrWeekHours, s.Hours(), hoursPerWeek)
	}
	return nil
}

// DefaultSchedule divides the hours of a week over its days from Monday on.
// Whole days get hours / days, in hundredths of an hour; what is left goes to
// the day after them, which is the part of a day that remains. When no part
// remains, the last whole day takes what rounding left: 20 hours on 3 days
// are 6.67, 6.67 and 6.66. So the week is always exactly its hours, and at
// most one day differs.
//
// The error is [ErrWeek], or [ErrDayHours] when a day would have more than 24.
func DefaultSchedule(hoursPerWeek, daysPerWeek money.Amount) (Schedule, error) {
	var s Schedule
	if hoursPerWeek.Sign() <= 0 || daysPerWeek.Sign() <= 0 || daysPerWeek.Cmp(daysOfWeek) > 0 {
		return s, ErrWeek
	}
	day := hoursPerWeek.Quo(daysPerWeek, 2, money.HalfUp)
	left, last := hoursPerWeek, lastDay(daysPerWeek)
	for i := range last {
		s[i] = smaller(day, left).Trim(0) // rounding up can use the week up early
		left = left.Sub(s[i])
	}
	s[last] = left.Trim(0)
	return s, CheckSchedule(s, hoursPerWeek)
}

// lastDay is the index of the last of a number of days, of which the last may
// be a part.
func lastDay(days money.Amount) int {
	last := 0
	for money.New(int64(last)+1, 0).Cmp(days) < 0 {
		last++
	}
	return last
}

func smaller(a, b money.Amount) money.Amount {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}
