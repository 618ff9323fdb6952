package record_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	. "github.com/payglot/payglot/record"
)

// firm makes the world's employer Belgian and gives it one contract, from
// 2024-01-01: white collar, joint committee 200, 38 hours, 3000 a month.
func (w *world) firm() (employment kind.ID) {
	w.t.Helper()
	err := BelgianFirms.CreateAs(w, w.employer, w.employer, &BelgianFirm{FirmNumber: "100200", Language: "nl", JointCommittees: []string{"124", "200"}})
	if err != nil {
		w.t.Fatal(err)
	}
	start := cal.MustParse("2024-01-01")
	employment, err = EmployAbroad(w, w.employee, start, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	gross, hours := money.MustParse("3000.00"), money.New(38, 0)
	_, errTerms := BelgianTermsOf.Create(w, employment, &BelgianTerms{StartDate: start, Statute: "whiteCollar", WorkerCode: "495", JointCommittee: "200"})
	_, errWage := Wages.Create(w, employment, &Wage{StartDate: start, WageAmounts: WageAmounts{GrossWage: &gross, GrossWageType: &Code{Key: 1}}})
	_, errHours := WorkingHours.Create(w, employment, &WorkHours{StartDate: start, Shift: Shift{ShiftNumber: 1}, DeviatingHoursPerWeek: &hours})
	if err := errors.Join(errTerms, errWage, errHours); err != nil {
		w.t.Fatal(err)
	}
	return employment
}

// A history is the valid time of the record: each chain that has a new link
// begins one.
func TestBelgianHistories(t *testing.T) {
	w := newWorld(t)
	employment := w.firm()
	gross, half := money.MustParse("3300.00"), money.New(19, 0)
	_, err := Wages.HoldFrom(w, employment, &Wage{StartDate: cal.MustParse("2024-07-01"), WageAmounts: WageAmounts{GrossWage: &gross, GrossWageType: &Code{Key: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = WorkingHours.HoldFrom(w, employment, &WorkHours{StartDate: cal.MustParse("2024-05-01"), Shift: Shift{ShiftNumber: 1}, DeviatingHoursPerWeek: &half})
	if err != nil {
		t.Fatal(err)
	}
	want := "[2024-01-01, 2024-04-30] 3000.00 38 38, [2024-05-01, 2024-06-30] 3000.00 19 38, [2024-07-01, ] 3300.00 19 38"
	if got := w.histories(employment); got != want {
		t.Errorf("histories are\n%s, want\n%s", got, want)
	}
	wantNone(t, Terminate(w, employment, &Termination{EndDate: cal.MustParse("2024-12-31"), EndOfEmploymentReason: LongCode{Key: 8}}))
	if got := w.histories(employment); !strings.Contains(got, "[2024-07-01, 2024-12-31]") {
		t.Errorf("the last history doesn't end with the contract: %s", got)
	}
}

func (w *world) histories(employment kind.ID) string {
	w.t.Helper()
	all, err := BelgianHistories(w, employment)
	if err != nil {
		w.t.Fatal(err)
	}
	var lines []string
	for _, h := range all {
		end := ""
		if !h.End.IsZero() {
			end = h.End.String()
		}
		lines = append(lines, fmt.Sprintf("[%v, %s] %v %v %v", h.Start, end, h.Wage.GrossWage, h.Hours.DeviatingHoursPerWeek, h.Regime.ReferenceHoursPerWeek))
	}
	return strings.Join(lines, ", ")
}

// "must be one of the firm's or 999" (no joint committee).
func TestJointCommitteeOfTheFirm(t *testing.T) {
	w := newWorld(t)
	employment := w.firm()
	for committee, ok := range map[string]bool{"124": true, "999": true, "302": false} {
		_, err := BelgianTermsOf.HoldFrom(w, employment, &BelgianTerms{
			StartDate: cal.MustParse("2024-02-01"), Statute: "blueCollar", WorkerCode: "015", JointCommittee: committee,
		})
		if ok {
			wantNone(t, err)
		} else {
			wantProblem(t, err, kind.CodeReference, "jointCommittee")
		}
	}
}

func TestNationalRegisterNumberOnce(t *testing.T) {
	w := newWorld(t)
	number := &NationalRegisterNumber{NationalRegisterNumber: "93051822361"}
	wantNone(t, NationalRegisterNumbers.Put(w, w.employee, w.employee, number))
	wantNone(t, NationalRegisterNumbers.Put(w, w.employee, w.employee, number))
	if id, err := EmployeeByNationalNumber(w, w.employer, "93051822361"); id != w.employee || err != nil {
		t.Errorf("found %v, %v", id, err)
	}
	other := w.create(Employees.Type, w.employer, strings.Replace(example(t, "employee"), "156", "157", 1))
	wantProblem(t, NationalRegisterNumbers.Put(w, other, other, number), kind.CodeNotUnique, "nationalRegisterNumber")
	if _, err := EmployeeByNationalNumber(w, w.employer, "85073000457"); !errors.Is(err, kind.ErrNotFound) {
		t.Errorf("somebody has a number that was never given: %v", err)
	}
}

// The employee shows the situation of today, and what changes at the employee
// is a new situation from today on.
func TestSituation(t *testing.T) {
	w := newWorld(t)
	first, second := "old@payglot.example", "new@payglot.example"
	for start, mail := range map[string]*string{"2024-01-01": &first, "2024-07-01": &second} {
		s := &Situation{StartDate: cal.MustParse(start)}
		s.EmailAddress = mail
		if _, err := Situations.HoldFrom(w, w.employee, s); err != nil {
			t.Fatal(err)
		}
	}
	mail := func() string { return w.at(Employees.Type, w.employee, "contactInformation.emailAddress") }
	if mail() != first {
		t.Errorf("on 14 June the employee shows %s", mail())
	}
	e, err := Employees.Get(w, w.employee)
	if err != nil {
		t.Fatal(err)
	}
	third := "third@payglot.example"
	e.ContactInformation.EmailAddress = &third
	wantNone(t, Employees.Replace(w, w.employee, e))
	var got []string
	all, err := Situations.Children(w, w.employee)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		got = append(got, fmt.Sprintf("%v %s", s.StartDate, *s.EmailAddress))
	}
	want := "2024-01-01 old@payglot.example, 2024-06-14 third@payglot.example, 2024-07-01 new@payglot.example"
	if strings.Join(got, ", ") != want {
		t.Errorf("situations are %s", strings.Join(got, ", "))
	}
}

func TestHouseNumber(t *testing.T) {
	for _, text := range []string{"12", "12A", "12-14", "bis", "012", "", "0", "999999999", "7 bus 3", "é"} {
		number, addition := HouseNumberOf(text)
		if got := (Place{HouseNumber: number, HouseNumberAddition: addition}).WholeHouseNumber(); got != text {
			t.Errorf("%q came back as %q", text, got)
		}
	}
}
