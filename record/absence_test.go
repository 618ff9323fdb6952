package record_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// Loket: creating an absence creates its first progress record.
func TestAbsenceBegins(t *testing.T) {
	w := newWorld(t)
	id := w.create(Absences.Type, w.employee, example(t, "absence"))
	all, err := AbsenceProgresses.Children(w, id)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d progress records, %v", len(all), err)
	}
	if p := all[0]; p.StartDate != day("2024-03-04") || p.IncapacityPercentage != 100 || p.EndDate != nil {
		t.Errorf("the first progress record is %+v", p)
	}
}

func TestAbsenceFollowsProgress(t *testing.T) {
	w := newWorld(t)
	id := w.create(Absences.Type, w.employee, example(t, "absence"))
	half := w.create(AbsenceProgresses.Type, id, `{"startDate":"2024-04-01","incapacityPercentage":50,"typeOfWorkResumption":{"key":2}}`)
	progress := func(start, percentage string) {
		t.Helper()
		if got := w.at(Absences.Type, id, "progress.startDate"); got != start {
			t.Errorf("the absence starts on %s, want %s", got, start)
		}
		if got := w.at(Absences.Type, id, "progress.currentIncapacityPercentage"); got != percentage {
			t.Errorf("the absence is for %s%%, want %s", got, percentage)
		}
	}
	progress("2024-03-04", "50")
	all, _ := AbsenceProgresses.Children(w, id)
	if *all[0].EndDate != day("2024-03-31") {
		t.Errorf("the first progress record ends on %v", all[0].EndDate)
	}
	wantNone(t, w.put(AbsenceProgresses.Type, all[0].ID, `{"startDate":"2024-03-01","incapacityPercentage":80}`))
	progress("2024-03-01", "50")
	wantNone(t, w.Try(func() error { return AbsenceProgresses.Delete(w, half) }))
	progress("2024-03-01", "80")

	// Loket: the last record goes with the absence only.
	err := w.Try(func() error { return AbsenceProgresses.Delete(w, all[0].ID) })
	wantProblem(t, err, kind.CodeState, "")
	wantNone(t, w.Try(func() error { return Absences.Delete(w, id) }))
	if n := w.Count(AbsenceProgresses.Type); n != 0 {
		t.Errorf("%d progress records are left", n)
	}
}

// PUT doesn't take the progress: it is that of the records.
func TestAbsenceProgressIsNotReplaced(t *testing.T) {
	w := newWorld(t)
	id := w.create(Absences.Type, w.employee, example(t, "absence"))
	wantNone(t, w.put(Absences.Type, id, edit(t, edit(t, example(t, "absence"), `100`, `10`), `"Verkeersongeval"`, `"x"`)))
	if got := w.at(Absences.Type, id, "progress.currentIncapacityPercentage"); got != "100" {
		t.Errorf("the absence is for %s%%", got)
	}
	if got := w.at(Absences.Type, id, "comments"); got != "x" {
		t.Errorf("comments are %q", got)
	}
}

func TestCloseAndReopenAbsence(t *testing.T) {
	w := newWorld(t)
	id := w.create(Absences.Type, w.employee, example(t, "absence"))
	before := w.body(Absences.Type, id)
	closing := func(date string) error {
		return w.Try(func() error {
			return CloseAbsence(w, id, read(w, AbsenceClosings, `{"endOfAbsence":{"date":"`+date+`","reason":{"key":1}}}`))
		})
	}
	reopening := func() error { return w.Try(func() error { return ReopenAbsence(w, id) }) }

	wantProblem(t, reopening(), kind.CodeState, "")
	wantProblem(t, closing("2024-03-03"), kind.CodePeriod, "endOfAbsence.date")
	wantNone(t, closing("2024-05-31"))
	if got := w.at(Absences.Type, id, "progress.endOfAbsence.reason.value"); got != "Volledig hersteld" {
		t.Errorf("the reason is %q", got)
	}
	all, _ := AbsenceProgresses.Children(w, id)
	if *all[0].EndDate != day("2024-05-31") {
		t.Errorf("the progress ends on %v", all[0].EndDate)
	}
	wantProblem(t, closing("2024-06-01"), kind.CodeState, "")
	_, err := w.try(AbsenceProgresses.Type, id, `{"startDate":"2024-06-01","incapacityPercentage":50}`)
	wantProblem(t, err, kind.CodeState, "")

	wantNone(t, reopening())
	if after := w.body(Absences.Type, id); after != before {
		t.Errorf("the absence was\n%s\nand is\n%s", before, after)
	}
	all, _ = AbsenceProgresses.Children(w, id)
	if all[0].EndDate != nil {
		t.Errorf("the progress ends on %v", all[0].EndDate)
	}

	wantNone(t, closing("2024-05-31"))
	again := edit(t, edit(t, example(t, "absence"), `"2024-03-04"`, `"2024-06-03"`), `"2024-03-04"`, `"2024-06-03"`)
	w.create(Absences.Type, w.employee, again)
	wantProblem(t, reopening(), kind.CodeChain, "progress.startDate")
}

// Loket, date chains: in time, one excludes the other.
func TestAbsencesDoNotOverlap(t *testing.T) {
	w := newWorld(t)
	w.create(Absences.Type, w.employee, example(t, "absence"))
	_, err := w.try(Absences.Type, w.employee, example(t, "absence"))
	wantProblem(t, err, kind.CodeChain, "progress.startDate")
}

func TestCareAddress(t *testing.T) {
	w := newWorld(t)
	_, err := w.try(Absences.Type, w.employee, edit(t, example(t, "absence"), `"endDate": null`, `"endDate": "2024-03-03"`))
	wantProblem(t, err, kind.CodePeriod, "contactInformation.endDate")
	_, err = w.try(Absences.Type, w.employee, edit(t, example(t, "absence"), `"2333 ZA"`, `"2333"`))
	wantProblem(t, err, kind.CodeCheck, "contactInformation.postalCode")
}
