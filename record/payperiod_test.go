package record_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	. "github.com/payglot/payglot/record"
)

// Keys of payroll periods: Loket, payrollPeriodType.
const aMonth, fourWeeks, aWeek = 1, 3, 4

// 2026 has 53 weeks of ISO 8601: its last four weeks are five.
func TestPayrollPeriods(t *testing.T) {
	for _, tt := range []struct {
		periodType, year, n, number int
		from, to                    string
	}{
		{aMonth, 2024, 12, 2, "2024-02-01", "2024-02-29"},
		{fourWeeks, 2024, 13, 1, "2024-01-01", "2024-01-28"},
		{fourWeeks, 2024, 13, 13, "2024-12-02", "2024-12-29"},
		{fourWeeks, 2026, 13, 13, "2026-11-30", "2027-01-03"},
		{aWeek, 2026, 53, 53, "2026-12-28", "2027-01-03"},
		{aWeek, 2025, 52, 1, "2024-12-30", "2025-01-05"},
	} {
		all := PayrollPeriods(tt.periodType, tt.year)
		if len(all) != tt.n {
			t.Errorf("type %d of %d has %d periods, want %d", tt.periodType, tt.year, len(all), tt.n)
			continue
		}
		p := all[tt.number-1].Period()
		if p.Start.String() != tt.from || p.End.String() != tt.to {
			t.Errorf("period %d of type %d in %d is %v, want %s to %s", tt.number, tt.periodType, tt.year, p, tt.from, tt.to)
		}
	}
}

// Every day is in one period, and periods follow each other without a gap.
func TestPayrollPeriodsCoverEveryDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := cal.MustParse("2000-01-10").AddDays(rapid.IntRange(0, 40_000).Draw(t, "day"))
		of := rapid.SampledFrom([]int{aMonth, fourWeeks, aWeek}).Draw(t, "type")
		p := PayrollPeriodOn(of, day).Period()
		if !p.Contains(day) {
			t.Fatalf("%v is not in %v", day, p)
		}
		if next := PayrollPeriodOn(of, p.End.AddDays(1)).Period(); next.Start != p.End.AddDays(1) {
			t.Fatalf("%v is followed by %v", p, next)
		}
	})
}
