package record_test

import (
	"strings"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	. "github.com/payglot/payglot/record"
)

// begun is a contract from 2024-01-01 at 2950 a month.
func (w *world) begun() kind.ID {
	w.t.Helper()
	w.belgium()
	id, err := BeginBelgianContract(w, w.employee, contract("2024-01-01"))
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

func wage(amount string) *BelgianWage { return &BelgianWage{Amount: money.MustParse(amount)} }

func ends(date string) Sent[cal.Date] {
	d := day(date)
	return Sent[cal.Date]{Given: true, Value: &d}
}

// "Opens a new history up to the day before the next existing one (same
// effectiveDate = that history is replaced)."
func TestChangeOpensAHistory(t *testing.T) {
	for _, c := range []struct {
		what    string
		changes map[string]BelgianAgreement
		order   []string
		want    string
	}{
		{
			"at the end",
			map[string]BelgianAgreement{"2024-07-01": {Wage: wage("3300.00")}},
			[]string{"2024-07-01"},
			"[2024-01-01, 2024-06-30] 2950.00 38 38, [2024-07-01, ] 3300.00 38 38",
		},
		{
			"before another",
			map[string]BelgianAgreement{"2024-07-01": {Function: Sent[string]{Given: true, Value: ptr("chef")}}, "2024-05-01": {Wage: wage("3300.00")}},
			[]string{"2024-07-01", "2024-05-01"},
			"[2024-01-01, 2024-04-30] 2950.00 38 38, [2024-05-01, 2024-06-30] 3300.00 38 38, [2024-07-01, ] 2950.00 38 38",
		},
		{
			"hours before another",
			map[string]BelgianAgreement{"2024-07-01": {Wage: wage("3300.00")}, "2024-05-01": {Week: week("19", "3.8")}},
			[]string{"2024-07-01", "2024-05-01"},
			"[2024-01-01, 2024-04-30] 2950.00 38 38, [2024-05-01, 2024-06-30] 2950.00 19 38, [2024-07-01, ] 3300.00 38 38",
		},
		{
			"the same day",
			map[string]BelgianAgreement{"2024-01-01": {Wage: wage("3000.00"), Week: week("19", "3.8")}},
			[]string{"2024-01-01"},
			"[2024-01-01, ] 3000.00 19 38",
		},
	} {
		t.Run(c.what, func(t *testing.T) {
			w := newWorld(t)
			id := w.begun()
			for _, from := range c.order {
				in := c.changes[from]
				wantNone(t, ChangeBelgianContract(w, id, day(from), &in))
			}
			if got := w.histories(id); got != c.want {
				t.Errorf("histories are\n%s, want\n%s", got, c.want)
			}
		})
	}
}

// The regime goes on behind a change that ends where another history begins.
func TestRegimeGoesOn(t *testing.T) {
	w := newWorld(t)
	id := w.begun()
	four := week("32", "8")
	four.DaysPerWeek, four.Schedule.Friday = money.New(4, 0), money.New(0, 0)
	four.ReferenceHoursPerWeek = money.New(40, 0)
	wantNone(t, ChangeBelgianContract(w, id, day("2024-02-01"), &BelgianAgreement{Week: four}))
	wantNone(t, ChangeBelgianContract(w, id, day("2024-08-01"), &BelgianAgreement{Wage: wage("3000.00")}))
	wantNone(t, ChangeBelgianContract(w, id, day("2024-05-01"), &BelgianAgreement{Week: fullTime()}))
	monday := money.New(10, 0)
	wantNone(t, ChangeBelgianContract(w, id, day("2024-09-01"), &BelgianAgreement{Schedule: &WeekPattern{Monday: monday, Tuesday: monday, Wednesday: monday, Thursday: money.New(2, 0)}}))
	want := "[2024-01-01, 2024-01-31] 2950.00 38 38, [2024-02-01, 2024-04-30] 2950.00 32 40, [2024-05-01, 2024-07-31] 2950.00 38 38, " +
		"[2024-08-01, 2024-08-31] 3000.00 32 40, [2024-09-01, ] 3000.00 32 40"
	if got := w.histories(id); got != want {
		t.Errorf("histories are\n%s, want\n%s", got, want)
	}
	all, err := BelgianHistories(w, id)
	if err != nil {
		t.Fatal(err)
	}
	if last := all[len(all)-1]; !last.Hours.WorkPattern.EvenWeeks.Thursday.Equal(money.New(2, 0)) || !last.Regime.DaysPerWeek.Equal(money.New(4, 0)) {
		t.Errorf("the last week is %+v of %v days", last.Hours.WorkPattern.EvenWeeks, last.Regime.DaysPerWeek)
	}
}

// A worker code is that of the statute (NSSO, annex 2) unless another is given.
func TestWorkerCode(t *testing.T) {
	w := newWorld(t)
	id := w.begun()
	for i, c := range []struct {
		change BelgianAgreement
		want   string
	}{
		{BelgianAgreement{WorkerCode: Sent[string]{Given: true, Value: ptr("487")}}, "487"},
		{BelgianAgreement{Function: Sent[string]{Given: true, Value: ptr("chef")}}, "487"},
		{BelgianAgreement{Statute: ptr("blueCollar")}, "015"},
		{BelgianAgreement{Statute: ptr("student"), WorkerCode: Sent[string]{Given: true, Value: ptr("840")}}, "840"},
		{BelgianAgreement{WorkerCode: Sent[string]{Given: true}}, "841"},
	} {
		wantNone(t, ChangeBelgianContract(w, id, day("2024-02-01").AddDays(i), &c.change))
		all, err := BelgianHistories(w, id)
		if err != nil {
			t.Fatal(err)
		}
		if got := all[len(all)-1].Terms.WorkerCode; got != c.want {
			t.Errorf("after change %d the code is %s, want %s", i+1, got, c.want)
		}
	}
}

func TestContractAsAWhole(t *testing.T) {
	w := newWorld(t)
	id := w.begun()
	wantNone(t, ChangeBelgianContract(w, id, day("2024-07-01"), &BelgianAgreement{Wage: wage("3300.00")}))
	at := func(want string) {
		t.Helper()
		got := strings.Join([]string{
			w.at(Employments.Type, id, "endDate"), w.at(Employments.Type, id, "endOfEmploymentReason.key"), w.at(Employments.Type, id, "employmentDurationType.key"),
			w.at(BelgianContracts.Type, id, "endReason"), w.at(BelgianContracts.Type, id, "duration"), w.at(BelgianContracts.Type, id, "dimonaWorkerType"),
		}, " ")
		if got != want {
			t.Errorf("the contract is %q, want %q", got, want)
		}
	}
	at("  1  indefinite OTH")

	wantNone(t, ChangeBelgianContract(w, id, cal.Date{}, &BelgianAgreement{EndDate: ends("2024-06-20"), EndReason: ptr("resignation"), Duration: ptr("fixedTerm")}))
	at("2024-06-20 5 2 resignation fixedTerm OTH")
	if got, want := w.histories(id), "[2024-01-01, 2024-06-20] 2950.00 38 38"; got != want {
		t.Errorf("histories are %s, want %s: what begins after the end is no part of it", got, want)
	}
	wantNone(t, ChangeBelgianContract(w, id, cal.Date{}, &BelgianAgreement{EndDate: ends("2024-08-31"), EndReason: ptr("endOfTerm")}))
	at("2024-08-31 6 2 endOfTerm fixedTerm OTH")
	wantNone(t, ChangeBelgianContract(w, id, cal.Date{}, &BelgianAgreement{
		EndDate: Sent[cal.Date]{Given: true}, Duration: ptr("indefinite"),
		Dimona: Sent[BelgianDimona]{Given: true, Value: &BelgianDimona{WorkerType: "EXT"}},
	}))
	at("  1  indefinite EXT")
	wantNone(t, ChangeBelgianContract(w, id, cal.Date{}, &BelgianAgreement{Duration: ptr("flexiJob"), Dimona: Sent[BelgianDimona]{Given: true}}))
	at("  2  flexiJob FLX")
	if got, want := w.histories(id), "[2024-01-01, ] 2950.00 38 38"; got != want {
		t.Errorf("histories are %s, want %s", got, want)
	}
}

func TestContractChangeRefused(t *testing.T) {
	w := newWorld(t)
	id := w.begun()
	wantNone(t, ChangeBelgianContract(w, id, cal.Date{}, &BelgianAgreement{EndDate: ends("2024-08-31")}))
	wantProblem(t, ChangeBelgianContract(w, id, day("2023-12-31"), &BelgianAgreement{Wage: wage("1.00")}), kind.CodePeriod, "effectiveDate")
	wantProblem(t, ChangeBelgianContract(w, id, day("2024-09-01"), &BelgianAgreement{Wage: wage("1.00")}), kind.CodeState, "effectiveDate")
	wantProblem(t, ChangeBelgianContract(w, id, cal.Date{}, &BelgianAgreement{EndDate: ends("2023-12-31")}), kind.CodePeriod, "endDate")
	wantNone(t, ChangeBelgianContract(w, id, day("2024-09-01"), &BelgianAgreement{EndDate: ends("2024-09-30"), Wage: wage("3000.00")}))
}

// "only a contract that has not begun"
func TestDropBelgianContract(t *testing.T) {
	w := newWorld(t)
	id := w.begun()
	wantProblem(t, DropBelgianContract(w, id), kind.CodeState, "startDate")
	later, err := BeginBelgianContract(w, w.employee, contract("2024-06-15"))
	if err != nil {
		t.Fatal(err)
	}
	wantNone(t, DropBelgianContract(w, later))
	if n := w.Count(BelgianContracts.Type) + w.Count(Wages.Type); n != 2 {
		t.Errorf("%d records of contracts are left, want those of one", n)
	}
}
