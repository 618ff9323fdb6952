package record_test

import (
	"testing"

	"github.com/payglot/payglot/cal"
	. "github.com/payglot/payglot/record"
)

// Hours come from the pattern where that was chosen for a whole or a broken
// period, else from the hours of a week (Loket, calculateUsingWorkPattern; the
// counting without a pattern is ours).
func TestHoursOfPeriod(t *testing.T) {
	pattern := &WorkPattern{OddWeeks: WeekPattern{Monday: hours("8")}, EvenWeeks: WeekPattern{Monday: hours("4")}}
	for _, tt := range []struct {
		name       string
		starts     string
		periodType int
		by         WorkHours
		want       string
	}{
		{"a month of 52/12 weeks", "2020-01-01", 1, WorkHours{AggregatedHoursPerWeek: ptr(hours("36"))}, "156.00"},
		{"four weeks", "2020-01-01", 3, WorkHours{AggregatedHoursPerWeek: ptr(hours("36"))}, "144"},
		{"from Monday 22 January, eight days", "2024-01-22", 1, WorkHours{AggregatedHoursPerWeek: ptr(hours("36"))}, "57.60"},
		{"a pattern in a whole period", "2020-01-01", 1, WorkHours{
			AggregatedHoursPerWeek: ptr(hours("36")), WorkPattern: pattern, CalculateUsingWorkPattern: PatternUse{HoursRegularPeriod: true},
		}, "32"}, // Mondays of weeks 1 to 5
		{"a pattern in a broken period", "2024-01-22", 1, WorkHours{
			AggregatedHoursPerWeek: ptr(hours("36")), WorkPattern: pattern, CalculateUsingWorkPattern: PatternUse{HoursBrokenPeriod: true},
		}, "12"}, // weeks 4 and 5
		{"a pattern that isn't asked for", "2024-01-22", 1, WorkHours{AggregatedHoursPerWeek: ptr(hours("36")), WorkPattern: pattern}, "57.60"},
		{"on call", "2020-01-01", 1, WorkHours{}, "0"},
		{"not employed yet", "2024-03-01", 1, WorkHours{AggregatedHoursPerWeek: ptr(hours("36"))}, "0"},
	} {
		tt.by.StartDate = cal.MustParse(tt.starts)
		got := HoursOf(&Employment{StartDate: tt.by.StartDate}, []*WorkHours{&tt.by}, tt.periodType, PayrollPeriods(tt.periodType, 2024)[0])
		if !got.Equal(hours(tt.want)) {
			t.Errorf("%s: %v hours, want %s", tt.name, got, tt.want)
		}
	}
}
