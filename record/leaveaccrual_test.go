package record_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	. "github.com/payglot/payglot/record"
)

var wholeYear = cal.Period{Start: cal.MustParse("2024-01-01"), End: cal.MustParse("2024-12-31")}

// exactly rounds to a hundredth, to the nearest.
var exactly = LeaveRounding{Step: 1, Method: 1}

func grant(units money.Amount) []LeaveGrant {
	return []LeaveGrant{{Type: LeaveStatutory, Yearly: units, Period: wholeYear}}
}

func drawParts(t *rapid.T) []WorkedPart {
	var parts []WorkedPart
	start := wholeYear.Start.AddDays(rapid.IntRange(-100, 200).Draw(t, "starts"))
	for range rapid.IntRange(0, 4).Draw(t, "parts") {
		p := WorkedPart{Hours: drawUnits(t, "hours", 4000), FullTime: rapid.SampledFrom([]money.Amount{money.New(40, 0), money.New(36, 0), money.New(3750, 2)}).Draw(t, "full")}
		p.Start, p.End = start, start.AddDays(rapid.IntRange(0, 300).Draw(t, "lasts"))
		start = p.End.AddDays(1)
		parts = append(parts, p)
	}
	return parts
}

func drawRounding(t *rapid.T) LeaveRounding {
	return LeaveRounding{
		Step:   rapid.SampledFrom([]int64{1, 10, 100}).Draw(t, "step"),
		Method: rapid.IntRange(1, 3).Draw(t, "method"),
	}
}

// What is accrued in the months adds up to the year, however it is rounded, and
// no month takes leave away.
func TestMonthsMakeAYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		grants, parts, rounding := grant(drawUnits(t, "yearly", 99999)), drawParts(t), drawRounding(t)
		var sum, before money.Amount
		for month := range 12 {
			reached := AccruedLeave(grants, parts, 2024, wholeYear.Start.AddMonths(month+1).AddDays(-1), rounding)[LeaveStatutory]
			if reached.Cmp(before) < 0 {
				t.Errorf("month %d takes %v away", month+1, before.Sub(reached))
			}
			sum, before = sum.Add(reached.Sub(before)), reached
		}
		equal(t, "the months", sum, AccruedLeave(grants, parts, 2024, wholeYear.End, rounding)[LeaveStatutory])
	})
}

// Full hours over a whole year are what the policy says, half of them half of
// it, and any hours their part (Burgerlijk Wetboek 7:634: four times the hours of
// a week, so in proportion to them).
func TestAccrualByHours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		yearly := drawUnits(t, "yearly", 99999)
		full := rapid.SampledFrom([]money.Amount{money.New(40, 0), money.New(36, 0), money.New(38, 0)}).Draw(t, "full")
		accrued := func(hours money.Amount) money.Amount {
			parts := []WorkedPart{{Period: cal.Period{Start: cal.MustParse("2020-01-01")}, Hours: hours, FullTime: full}}
			return AccruedLeave(grant(yearly), parts, 2024, wholeYear.End, exactly)[LeaveStatutory]
		}
		equal(t, "full hours", accrued(full), yearly)
		equal(t, "half hours", accrued(full.Quo(money.New(2, 0), 2, money.HalfUp)), yearly.Quo(money.New(2, 0), 2, money.HalfUp))
		hours := drawUnits(t, "hours", 4000)
		equal(t, "some hours", accrued(hours), yearly.Mul(hours).Quo(full, 2, money.HalfUp))
	})
}

// Hours that change to what they were change nothing.
func TestAccrualOfSplitHours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		grants, parts, rounding := grant(drawUnits(t, "yearly", 99999)), drawParts(t), drawRounding(t)
		want := AccruedLeave(grants, parts, 2024, wholeYear.End, rounding)[LeaveStatutory]
		var split []WorkedPart
		for _, p := range parts {
			cut := p.Start.AddDays(rapid.IntRange(0, p.Days()).Draw(t, "cut"))
			before, after := p, p
			before.End, after.Start = cut.AddDays(-1), cut
			split = append(split, before, after)
		}
		equal(t, "split", AccruedLeave(grants, split, 2024, wholeYear.End, rounding)[LeaveStatutory], want)
	})
}

// Rounding is to the nearest, up or down, to what the policy says.
func TestAccrualRounding(t *testing.T) {
	parts := []WorkedPart{{Period: cal.Period{Start: wholeYear.Start, End: cal.MustParse("2024-04-30")}, Hours: money.New(36, 0), FullTime: money.New(40, 0)}}
	for _, tt := range []struct {
		step   int64
		method int
		want   string // of 160 x 0.9 x 121/366 = 47.6066
	}{
		{1, 1, "47.61"},
		{1, 2, "47.61"},
		{1, 3, "47.60"},
		{10, 1, "47.6"},
		{10, 2, "47.7"},
		{100, 1, "48"},
		{100, 3, "47"},
	} {
		got := AccruedLeave(grant(money.New(160, 0)), parts, 2024, wholeYear.End, LeaveRounding{Step: tt.step, Method: tt.method})[LeaveStatutory]
		equal(t, "rounded", got, money.MustParse(tt.want))
	}
}

// policyBody is a policy of 160 hours by law and 40 more, as a client sends it.
const policyBody = `{"name":"Regeling","accrualType":{"key":ACCRUAL},"leaveUnitType":{"key":1},"dayOfTheMonthToPerformAutomaticLeaveCalculationOn":null,
	"leaveEntitlement":{"statutory":160,"excessLeaveToStatutory":40,"wtr":null},
	"additionalLeave":{"allocationType":{"key":ALLOCATION},"referenceDate1":{"day":1,"month":{"key":1}},"referenceDate2":null},
	"leaveRequest":{"applyLeaveSchedule":false,"leavePattern":null,"useHolidaysInCalculation":true},
	"payoutLeaveImmediately":false,"roundTo":{"key":1},"roundingMethod":{"key":1}}`

// booked is what the policies of an employment have booked, by type.
func (w *world) booked(employment [16]byte) map[int]money.Amount {
	w.t.Helper()
	all, err := Leaves.Children(w, employment)
	wantNone(w.t, err)
	sums := map[int]money.Amount{}
	for _, l := range all {
		if l.Origin.LeavePolicy != nil {
			sums[l.LeaveType.Key] = sums[l.LeaveType.Key].Add(l.NumberOfUnits)
		}
	}
	return sums
}

// A link books the leave of this year; it follows the hours and the policy, and
// the age, service and wage on the reference date (Loket,
// PatchLeavePoliciesByEmploymentId, PostLeavePolicyByEmployerId).
func TestAccrueLeave(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2020-03-01")
	hours, err := WorkingHours.Children(w, employment)
	wantNone(t, err)
	part := func(of int64) money.Amount {
		return money.New(of, 0).Mul(*hours[0].AggregatedHoursPerWeek).Quo(hours[0].Shift.FullTimeHoursPerWeek, 2, money.HalfUp)
	}
	policy := w.create(LeavePolicies.Type, w.employer, edit(t, edit(t, policyBody, "ACCRUAL", "1"), "ALLOCATION", "1"))
	wantNone(t, LinkLeavePolicy(w, employment, policy))
	equal(t, "by law", w.booked(employment)[LeaveStatutory], part(160))
	equal(t, "on top", w.booked(employment)[LeaveExcess], part(40))

	service := w.create(YearsOfServiceBasedLeaves.Type, policy, `{"from":{"numberOfYears":3,"numberOfMonths":10},"upToAndIncluding":{"numberOfYears":9,"numberOfMonths":0},"leaveEntitlement":{"excessLeaveToStatutory":16,"wtr":null}}`)
	age := w.create(AgeBasedLeaves.Type, policy, `{"from":{"numberOfYears":0,"numberOfMonths":0},"upToAndIncluding":{"numberOfYears":99,"numberOfMonths":0},"leaveEntitlement":{"excessLeaveToStatutory":8,"wtr":4}}`)
	equal(t, "with the highest of two", w.booked(employment)[LeaveExcess], part(56))
	equal(t, "with a rule of another sort", w.booked(employment)[LeaveWTR], part(4))
	wantNone(t, w.put(LeavePolicies.Type, policy, edit(t, edit(t, policyBody, "ACCRUAL", "1"), "ALLOCATION", "2")))
	equal(t, "with both", w.booked(employment)[LeaveExcess], part(64))
	wantNone(t, w.Try(func() error { return AgeBasedLeaves.Delete(w, age) }))
	wantNone(t, w.put(YearsOfServiceBasedLeaves.Type, service, `{"from":{"numberOfYears":3,"numberOfMonths":11},"upToAndIncluding":{"numberOfYears":9,"numberOfMonths":0},"leaveEntitlement":{"excessLeaveToStatutory":16,"wtr":null}}`))
	equal(t, "with none", w.booked(employment)[LeaveExcess], part(40))
	equal(t, "no rule of another sort", w.booked(employment)[LeaveWTR], money.Amount{})

	wantNone(t, w.put(LeavePolicies.Type, policy, edit(t, edit(t, edit(t, policyBody, "160", "320"), "ACCRUAL", "1"), "ALLOCATION", "1")))
	equal(t, "twice as much", w.booked(employment)[LeaveStatutory], part(320))
}

// By the month, leave is booked up to this month, and up to the next when that
// has come.
func TestAccrueMonthly(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2020-03-01")
	policy := w.create(LeavePolicies.Type, w.employer, edit(t, edit(t, policyBody, "ACCRUAL", "2"), "ALLOCATION", "1"))
	wantNone(t, LinkLeavePolicy(w, employment, policy))
	june := w.booked(employment)[LeaveStatutory]
	w.Set(w.Now().AddDate(0, 6, 0))
	wantNone(t, AccrueLeave(w, employment))
	year := w.booked(employment)[LeaveStatutory]
	// The days from January to June 2024 are 182 of 366.
	equal(t, "half a year", june, year.Mul(money.New(182, 0)).Quo(money.New(366, 0), 2, money.HalfUp))
	wantNone(t, AccrueLeave(w, employment))
	equal(t, "again", w.booked(employment)[LeaveStatutory], year)
	w.Set(w.Now().AddDate(0, 1, 0))
	wantNone(t, AccrueLeave(w, employment))
	january := w.booked(employment)[LeaveStatutory].Sub(year)
	equal(t, "a month of the new year", january, year.Mul(money.New(31, 0)).Quo(money.New(365, 0), 2, money.HalfUp))
}
