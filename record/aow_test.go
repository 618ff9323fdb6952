package record

import (
	"errors"
	"testing"

	"github.com/payglot/payglot/cal"
)

func TestAOWDate(t *testing.T) {
	tests := []struct{ born, want, source string }{
		{"1947-12-31", "2012-12-31", "AOW art. 7a: 65 before 2013"},
		{"1948-01-01", "2013-02-01", "AOW art. 7a: 65 and 1 month in 2013"},
		{"1955-08-31", "2021-12-31", "66 and 4 months in 2021"},
		{"1955-09-01", "2022-04-01", "66 and 7 months in 2022"},
		{"1957-02-28", "2023-12-28", "66 and 10 months in 2023"},
		{"1957-03-01", "2024-03-01", "67 in 2024"},
		{"1960-12-31", "2027-12-31", "67 in 2027"},
		{"1961-01-01", "2028-04-01", "67 and 3 months in 2028"},
		{"1963-11-30", "2031-02-28", "67 and 3 months: the last day of a shorter month"},
		{"1964-09-30", "2031-12-30", "67 and 3 months in 2031"},
	}
	for _, tt := range tests {
		got, err := AOWDate(cal.MustParse(tt.born))
		if err != nil || got.String() != tt.want {
			t.Errorf("born %s: %v, %v, want %s (%s)", tt.born, got, err, tt.want, tt.source)
		}
	}
}

func TestAOWDateUndecided(t *testing.T) {
	born := cal.MustParse("1964-10-01")
	date, err := AOWDate(born)
	var undecided *AOWUndecided
	if !errors.As(err, &undecided) || !date.IsZero() {
		t.Fatalf("born %v: %v, %v, want no date", born, date, err)
	}
	if undecided.Born != born || undecided.Earliest.String() != "2032-01-01" {
		t.Errorf("got %+v", undecided)
	}
	if got := aowOrEarliest(born); got != undecided.Earliest {
		t.Errorf("as the law stands: %v", got)
	}
}

// The law sets an age for all who reach it in a year; so who is born later
// never gets the pension earlier, and no birth date is left out.
func TestAOWTableIsWhole(t *testing.T) {
	var last cal.Date
	for born := cal.MustParse("1940-01-01"); born.Before(cal.MustParse("1964-10-01")); born = born.AddDays(1) {
		date, err := AOWDate(born)
		if err != nil {
			t.Fatal(err)
		}
		if date.Before(last) {
			t.Fatalf("born %v: %v, earlier than who is older", born, date)
		}
		last = date
	}
}

func TestReadAOWRefuses(t *testing.T) {
	for _, columns := range [][]string{
		{"1948-01-01", "1948-11-30", "65"},
		{"1948-01-01", "1948-11-31", "65", "1"},
		{"1948-01-01", "1948-11-30", "old", "1"},
	} {
		if age, err := readAOW(columns); err == nil {
			t.Errorf("%q was read as %+v", columns, age)
		}
	}
}
