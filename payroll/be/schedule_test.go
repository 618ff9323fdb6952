package be_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll/be"
)

func TestDefaultSchedule(t *testing.T) {
	for _, tt := range []struct{ hours, days, want, why string }{
		{"38", "5", "7.6 7.6 7.6 7.6 7.6 0 0", "the week of most"},
		{"38.00", "5.00", "7.6 7.6 7.6 7.6 7.6 0 0", "the same, written with decimals"},
		{"19", "5", "3.8 3.8 3.8 3.8 3.8 0 0", "half of it on as many days"},
		{"19", "2.5", "7.6 7.6 3.8 0 0 0 0", "half of it on half the days: the rest on the next day"},
		{"38", "4.5", "8.44 8.44 8.44 8.44 4.24 0 0", "half of 8.4444 is 4.2222; the rest makes the week whole"},
		{"20", "3", "6.67 6.67 6.66 0 0 0 0", "the last day takes what rounding left"},
		{"40", "6", "6.67 6.67 6.67 6.67 6.67 6.65 0", "as much as that can be"},
		{"40", "7", "5.71 5.71 5.71 5.71 5.71 5.71 5.74", "in the other direction too"},
		{"4", "0.5", "4 0 0 0 0 0 0", "less than a day"},
		{"0.01", "7", "0 0 0 0 0 0 0.01", "nothing to divide"},
		{"0.04", "7", "0.01 0.01 0.01 0.01 0 0 0", "used up early"},
		{"48", "2", "24 24 0 0 0 0 0", "all a day can have"},
	} {
		s, err := be.DefaultSchedule(amt(tt.hours), amt(tt.days))
		if got := words(s); err != nil || got != tt.want {
			t.Errorf("%s hours on %s days: %s, %v, want %s (%s)", tt.hours, tt.days, got, err, tt.want, tt.why)
		}
	}
	for _, tt := range []struct {
		hours, days string
		want        error
	}{
		{"0", "5", be.ErrWeek},
		{"-1", "5", be.ErrWeek},
		{"38", "0", be.ErrWeek},
		{"38", "7.01", be.ErrWeek},
		{"48", "1", be.ErrDayHours},
		{"38", "0.01", be.ErrDayHours},
	} {
		if s, err := be.DefaultSchedule(amt(tt.hours), amt(tt.days)); !errors.Is(err, tt.want) {
			t.Errorf("%s hours on %s days: %s, %v, want %v", tt.hours, tt.days, words(s), err, tt.want)
		}
	}
}

func TestCheckSchedule(t *testing.T) {
	for _, tt := range []struct {
		days, hours string
		want        error
	}{
		{"7.6 7.6 7.6 7.6 7.6 0 0", "38", nil},
		{"7.6 7.6 7.6 7.6 7.6 0 0", "38.05", nil},
		{"7.6 7.6 7.6 7.6 7.6 0 0", "37.95", nil},
		{"7.6 7.6 7.6 7.6 7.6 0 0", "38.06", be.ErrWeekHours},
		{"7.6 7.6 7.6 7.6 7.6 0 0", "37.94", be.ErrWeekHours},
		{"0 0 0 0 0 24 14", "38", nil},
		{"0 0 0 0 0 24.01 13.99", "38", be.ErrDayHours},
		{"-1 39 0 0 0 0 0", "38", be.ErrDayHours},
	} {
		if err := be.CheckSchedule(schedule(tt.days), amt(tt.hours)); !errors.Is(err, tt.want) {
			t.Errorf("%s for %s: %v, want %v", tt.days, tt.hours, err, tt.want)
		}
	}
}

// Whatever the hours and days, the week is exactly its hours, on no more days
// than it has, whole days alike but the last.
func TestDefaultScheduleIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hours := money.New(rapid.Int64Range(1, 4800).Draw(t, "hours"), 2)
		days := money.New(rapid.Int64Range(1, 700).Draw(t, "days"), 2)
		s, err := be.DefaultSchedule(hours, days)
		if err != nil {
			if hours.Cmp(days.Mul(money.New(24, 0))) <= 0 && hours.Cmp(money.New(24, 0)) <= 0 {
				t.Fatalf("%v on %v days: %v", hours, days, err)
			}
			return
		}
		if !s.Hours().Equal(hours) {
			t.Fatalf("%v on %v days: %s", hours, days, words(s))
		}
		for i := range s {
			if s[i].Sign() != 0 && days.Cmp(money.New(int64(i), 0)) <= 0 {
				t.Fatalf("%v on %v days: %s", hours, days, words(s))
			}
		}
	})
}

// words writes a schedule as its days between spaces; schedule reads it.
func words(s be.Schedule) string {
	var b strings.Builder
	for i := range s {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s[i].String())
	}
	return b.String()
}

func schedule(text string) (s be.Schedule) {
	for i, word := range strings.Fields(text) {
		s[i] = amt(word)
	}
	return s
}
