package record_test

import (
	"testing"

	. "github.com/payglot/payglot/record"
)

// Loket, GetLeavePolicyByLeavePolicyId: a month that doesn't have the day
// accrues on its last one.
func TestNextAccrual(t *testing.T) {
	w := newWorld(t)
	policy := w.create(LeavePolicies.Type, w.employer, edit(t, leavePolicyBody, `CalculationOn":1`, `CalculationOn":31`))
	if _, ok, err := NextAccrual(w, policy, day("2024-01-31")); ok || err != nil {
		t.Errorf("without links there is a next one: %v", err)
	}
	wantNone(t, LinkLeavePolicy(w, w.hire("2024-01-01"), policy))
	for after, want := range map[string]string{
		"2024-01-30": "2024-01-31", "2024-01-31": "2024-02-29", "2024-03-31": "2024-04-30", "2024-12-31": "2025-01-31",
	} {
		if on, ok, err := NextAccrual(w, policy, day(after)); err != nil || !ok || on.String() != want {
			t.Errorf("after %s comes %v, want %s: %v", after, on, want, err)
		}
	}
	if _, ok, err := NextAccrual(w, w.employer, day("2024-01-01")); ok || err != nil {
		t.Errorf("a policy that isn't has a next one: %v", err)
	}
}

// The day of a new year brings the leave of that year, once.
func TestAccrueOnTheDay(t *testing.T) {
	w := newWorld(t)
	policy := w.create(LeavePolicies.Type, w.employer, leavePolicyBody)
	employment := w.hire("2024-01-01")
	wantNone(t, LinkLeavePolicy(w, employment, policy))
	booked := func(year int) (n int) {
		t.Helper()
		all, err := Leaves.Children(w, employment)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range all {
			if l.StartDate.Year() == year {
				n++
			}
		}
		return n
	}
	for range 2 {
		wantNone(t, AccrueByPolicy(w, policy, day("2025-01-01")))
		if booked(2024) != 2 || booked(2025) != 2 {
			t.Errorf("booked are %d times leave of 2024 and %d of 2025", booked(2024), booked(2025))
		}
	}
	wantNone(t, w.put(LeavePolicies.Type, policy, edit(t, leavePolicyBody, `CalculationOn":1`, `CalculationOn":null`)))
	wantNone(t, AccrueByPolicy(w, policy, day("2026-01-01")))
	if booked(2026) != 0 {
		t.Error("a policy without a day accrues by itself")
	}
}
