package record_test

import (
	"errors"
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

const leavePolicyBody = `{"name":"Verlofregeling","accrualType":{"key":1},"dayOfTheMonthToPerformAutomaticLeaveCalculationOn":1,
	"leaveUnitType":{"key":1},"leaveEntitlement":{"statutory":160,"excessLeaveToStatutory":40,"wtr":null},
	"additionalLeave":{"allocationType":{"key":1},"referenceDate1":{"day":1,"month":{"key":1}},"referenceDate2":null},
	"leaveRequest":{"applyLeaveSchedule":false,"leavePattern":null,"useHolidaysInCalculation":true},
	"payoutLeaveImmediately":false,"roundTo":{"key":1},"roundingMethod":{"key":1}}`

// Loket, PostLeavePolicyByEmployerId: what goes with what.
func TestLeavePolicyRules(t *testing.T) {
	for _, c := range []struct {
		why, old, new, field string
		code                 int
	}{
		{"as it is", `"name":"Verlofregeling"`, `"name":"V"`, "", 0},
		{"a name is needed", `"name":"Verlofregeling"`, `"name":""`, "name", kind.CodeLength},
		{
			"a second reference date, the first in the second half", `"referenceDate1":{"day":1,"month":{"key":1}},"referenceDate2":null`,
			`"referenceDate1":{"day":1,"month":{"key":7}},"referenceDate2":{"day":31,"month":{"key":12}}`, "", 0,
		},
		{
			"a second reference date, the first in the first half", `"referenceDate1":{"day":1,"month":{"key":1}},"referenceDate2":null`,
			`"referenceDate1":{"day":30,"month":{"key":6}},"referenceDate2":{"day":31,"month":{"key":12}}`, "additionalLeave.referenceDate1.month", kind.CodeCombination,
		},
		{"29 February is a day", `{"day":1,"month":{"key":1}}`, `{"day":29,"month":{"key":2}}`, "", 0},
		{"31 April is none", `{"day":1,"month":{"key":1}}`, `{"day":31,"month":{"key":4}}`, "additionalLeave.referenceDate1.day", kind.CodeRange},
		{"31 April is none, as a second date", `"referenceDate2":null`, `"referenceDate2":{"day":31,"month":{"key":4}}`, "additionalLeave.referenceDate2.day", kind.CodeRange},
		{"there is no day 32", `CalculationOn":1`, `CalculationOn":32`, "dayOfTheMonthToPerformAutomaticLeaveCalculationOn", kind.CodeRange},
		{"leave by the year can't be paid out", `"payoutLeaveImmediately":false`, `"payoutLeaveImmediately":true`, "payoutLeaveImmediately", kind.CodeCombination},
		{"a pattern of nothing is null", `"leavePattern":null`, `"leavePattern":{"oddWeeks":` + monday("0") + `,"evenWeeks":` + monday("0") + `}`, "leaveRequest.leavePattern", kind.CodeCombination},
		{"a pattern", `"leavePattern":null`, `"leavePattern":{"oddWeeks":` + monday("8") + `,"evenWeeks":` + monday("0") + `}`, "", 0},
		{"no entitlement", `{"statutory":160,"excessLeaveToStatutory":40,"wtr":null}`, `null`, "", 0},
		{"no entitlement of nothing", `"statutory":160`, `"statutory":0`, "leaveEntitlement.statutory", kind.CodeRange},
	} {
		w := newWorld(t)
		_, err := w.try(LeavePolicies.Type, w.employer, edit(t, leavePolicyBody, c.old, c.new))
		t.Run(c.why, func(t *testing.T) {
			if c.code == 0 {
				wantNone(t, err)
			} else {
				wantProblem(t, err, c.code, c.field)
			}
		})
	}
}

// Loket, PostLeavePolicyByEmployerId: leave by the hour worked can be paid out
// instead of being accrued.
func TestLeaveByTheHourCanBePaidOut(t *testing.T) {
	w := newWorld(t)
	hourly := edit(t, leavePolicyBody, `"accrualType":{"key":1}`, `"accrualType":{"key":3}`)
	_, err := w.try(LeavePolicies.Type, w.employer, edit(t, hourly, `"payoutLeaveImmediately":false`, `"payoutLeaveImmediately":true`))
	wantNone(t, err)
}

func monday(hours string) string {
	return `{"monday":` + hours + `,"tuesday":0,"wednesday":0,"thursday":0,"friday":0,"saturday":0,"sunday":0}`
}

// Loket, PostAgeBasedLeaveByLeavePolicyId and its like: either sort of leave
// must have a value.
func TestRulesForMoreLeave(t *testing.T) {
	w := newWorld(t)
	policy := w.create(LeavePolicies.Type, w.employer, leavePolicyBody)
	for _, c := range []struct {
		k          *kind.Type
		from, upTo string
		leave      string
		field      string
		code       int
	}{
		{AgeBasedLeaves.Type, `"from":{"numberOfYears":50,"numberOfMonths":0}`, `"upToAndIncluding":{"numberOfYears":54,"numberOfMonths":11}`, `{"wtr":8}`, "", 0},
		{AgeBasedLeaves.Type, `"from":{"numberOfYears":50,"numberOfMonths":0}`, `"upToAndIncluding":{"numberOfYears":50,"numberOfMonths":0}`, `{"excessLeaveToStatutory":8}`, "", 0},
		{AgeBasedLeaves.Type, `"from":{"numberOfYears":50,"numberOfMonths":1}`, `"upToAndIncluding":{"numberOfYears":50,"numberOfMonths":0}`, `{"wtr":8}`, "upToAndIncluding", kind.CodeRange},
		{AgeBasedLeaves.Type, `"from":{"numberOfYears":50,"numberOfMonths":12}`, `"upToAndIncluding":{"numberOfYears":60,"numberOfMonths":0}`, `{"wtr":8}`, "from.numberOfMonths", kind.CodeRange},
		{AgeBasedLeaves.Type, `"from":{"numberOfYears":50,"numberOfMonths":0}`, `"upToAndIncluding":{"numberOfYears":60,"numberOfMonths":0}`, `{}`, "leaveEntitlement", kind.CodeRequired},
		{YearsOfServiceBasedLeaves.Type, `"from":{"numberOfYears":10,"numberOfMonths":0}`, `"upToAndIncluding":{"numberOfYears":9,"numberOfMonths":11}`, `{"wtr":8}`, "upToAndIncluding", kind.CodeRange},
		{YearsOfServiceBasedLeaves.Type, `"from":{"numberOfYears":10,"numberOfMonths":0}`, `"upToAndIncluding":{"numberOfYears":19,"numberOfMonths":11}`, `{"wtr":8,"excessLeaveToStatutory":4.5}`, "", 0},
		{WageBasedLeaves.Type, `"fromWage":3000`, `"upToAndIncludingWage":99999999999999.98`, `{"wtr":8}`, "", 0},
		{WageBasedLeaves.Type, `"fromWage":3000.01`, `"upToAndIncludingWage":3000`, `{"wtr":8}`, "upToAndIncludingWage", kind.CodeRange},
		{WageBasedLeaves.Type, `"fromWage":3000`, `"upToAndIncludingWage":4000`, `{"wtr":null}`, "leaveEntitlement", kind.CodeRequired},
	} {
		_, err := w.try(c.k, policy, `{`+c.from+`,`+c.upTo+`,"leaveEntitlement":`+c.leave+`}`)
		if c.code == 0 {
			wantNone(t, err)
		} else {
			wantProblem(t, err, c.code, c.field)
		}
	}
}

// Loket, GetLeaveTypeByEmployerIdAndLeaveTypeId: two types are excluded from
// deviations. Every employer has all types.
func TestLeaveTypesOfAnEmployer(t *testing.T) {
	w := newWorld(t)
	all, err := LeaveTypesOf(w, w.employer)
	if err != nil || len(all) < 10 {
		t.Fatalf("%d leave types, %v", len(all), err)
	}
	for _, lt := range all {
		_, err := DeviateLeaveType(w, w.employer, lt.ID, &LeaveTypeDeviation{Value: "Anders"})
		if lt.LeaveType.Key == LeaveVacation || lt.LeaveType.Key == LeaveExcess {
			wantProblem(t, err, kind.CodeState, "deviations")
			_, err = DeviateLeaveType(w, w.employer, lt.ID, nil)
		}
		wantNone(t, err)
	}
	for _, key := range []int{LeaveVacation, LeaveExcess, LeaveStatutory} {
		lt, err := LeaveTypeOf(w, w.employer, key)
		wantNone(t, err)
		if deviates := lt.Actual().Value == "Anders"; deviates != (key == LeaveStatutory) {
			t.Errorf("leave type %d is called %s", key, lt.Actual().Value)
		}
	}
	if _, err := LeaveTypeOf(w, w.employer, 4711); !errors.Is(err, kind.ErrNotFound) {
		t.Errorf("there is a leave type 4711: %v", err)
	}
	if _, err := DeviateLeaveType(w, w.employer, w.employer, nil); !errors.Is(err, kind.ErrNotFound) {
		t.Errorf("there is a leave type with the employer's id: %v", err)
	}
}

// A policy that employments get leave by can't be deleted; links are there
// once, and go with the employment.
func TestLeavePolicyLinks(t *testing.T) {
	w := newWorld(t)
	policy := w.create(LeavePolicies.Type, w.employer, leavePolicyBody)
	employment := w.hire("2024-01-01")
	for range 2 {
		wantNone(t, LinkLeavePolicy(w, employment, policy))
	}
	wantProblem(t, w.Try(func() error { return LeavePolicies.Delete(w, policy) }), kind.CodeReferred, "")
	wantNone(t, w.put(LeavePolicies.Type, policy, edit(t, leavePolicyBody, "Verlofregeling", "Anders")))
	refs, err := LeavePolicyRefsOf(w, employment)
	if err != nil || len(refs) != 1 || refs[0].Name != "Anders" || refs[0].LeaveUnitType.Value != "Uren" {
		t.Errorf("linked to %v, %v", refs, err)
	}
	for on, want := range map[string]int{"2023-12-31": 0, "2024-01-01": 1, "2030-01-01": 1} {
		if policies, err := LeavePoliciesOn(w, employment, day(on)); err != nil || len(policies) != want {
			t.Errorf("on %s %d policies hold, %v", on, len(policies), err)
		}
	}
	for range 2 {
		wantNone(t, UnlinkLeavePolicy(w, employment, policy))
	}
	wantNone(t, LeavePolicies.Delete(w, policy))
}
