package record_test

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// Whatever is done to an employment, its chains stay whole and within it, and
// what is refused changes nothing.
func TestChainsOfEmploymentStayWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		id := w.hire("2024-03-01")
		for i := range rapid.IntRange(1, 12).Draw(rt, "steps") {
			step := rapid.SampledFrom(steps).Draw(rt, fmt.Sprintf("step %d", i))
			date := day("2024-01-01").AddDays(rapid.IntRange(0, 240).Draw(rt, fmt.Sprintf("day %d", i)))
			pick := rapid.IntRange(0, 5).Draw(rt, fmt.Sprintf("pick %d", i))
			err := w.Try(func() error { return step.do(w, id, date, pick) })
			var problems kind.Problems
			if err != nil && !errors.As(err, &problems) {
				rt.Fatalf("%s on %v: %v", step.name, date, err)
			}
			whole(rt, w, id, step.name)
		}
	})
}

type step struct {
	name string
	do   func(w *world, employment kind.ID, date cal.Date, pick int) error
}

var steps = []step{
	{"new wage", func(w *world, id kind.ID, date cal.Date, _ int) error {
		_, err := Wages.Type.CreateFrom(w, id, fmt.Appendf(nil, `{"startDate":"%v","grossWage":2600,"grossWageType":{"key":1}}`, date), Wages.Type.Versions[0])
		return err
	}},
	{"move wage", func(w *world, id kind.ID, date cal.Date, pick int) error {
		row := chosen(w, Wages.Type, id, pick)
		if row == nil {
			return nil
		}
		return Wages.Type.ReplaceFrom(w, row.ID, fmt.Appendf(nil, `{"startDate":"%v","grossWage":2700,"grossWageType":{"key":1}}`, date), Wages.Type.Versions[0])
	}},
	{"delete wage", func(w *world, id kind.ID, _ cal.Date, pick int) error {
		row := chosen(w, Wages.Type, id, pick)
		if row == nil {
			return nil
		}
		return Wages.Delete(w, row.ID)
	}},
	{"new hours", func(w *world, id kind.ID, date cal.Date, _ int) error {
		_, err := WorkingHours.Create(w, id, &WorkHours{StartDate: date, Shift: Shift{ShiftNumber: 1}})
		return err
	}},
	{"terminate", func(w *world, id kind.ID, date cal.Date, _ int) error {
		return Terminate(w, id, &Termination{EndDate: date, EndOfEmploymentReason: LongCode{Key: 8}})
	}},
	{"reinstate", func(w *world, id kind.ID, _ cal.Date, _ int) error { return Reinstate(w, id) }},
	{"correct start", func(w *world, id kind.ID, date cal.Date, _ int) error {
		return CorrectStartDate(w, id, &StartCorrection{StartDate: date})
	}},
}

func chosen(w *world, t *kind.Type, parent kind.ID, pick int) *kind.Row {
	rows, err := w.Children(t, parent)
	if err != nil || len(rows) == 0 {
		return nil
	}
	return rows[pick%len(rows)]
}

func whole(t *rapid.T, w *world, id kind.ID, after string) {
	e, err := Employments.Get(w, id)
	if err != nil {
		t.Fatal(err)
	}
	employment := cal.Period{Start: e.StartDate}
	if e.EndDate != nil {
		employment.End = *e.EndDate
	}
	for _, k := range []*kind.Type{Wages.Type, WorkingHours.Type, OrganizationalEntities.Type} {
		rows, err := w.Children(k, id)
		if err != nil {
			t.Fatal(err)
		}
		chain := cal.Chain[kind.ID]{Rule: cal.Linked}
		for _, r := range rows {
			chain.Links = append(chain.Links, cal.Link[kind.ID]{Key: r.ID, Period: r.Period()})
			if !employment.Contains(r.Starts) {
				t.Fatalf("after %s: %s starts on %v, outside %v", after, k.Name, r.Starts, employment)
			}
		}
		if err := chain.Valid(); err != nil {
			t.Fatalf("after %s: %s: %v", after, k.Name, err)
		}
		if n := len(rows); n > 0 && rows[n-1].Ends != employment.End {
			t.Fatalf("after %s: the last %s ends on %v, the employment is %v", after, k.Name, rows[n-1].Ends, employment)
		}
	}
}

// Whatever is done to an absence, its progress is one chain, and the absence
// sums it up.
func TestProgressStaysWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		id := w.create(Absences.Type, w.employee, example(t, "absence"))
		for i := range rapid.IntRange(1, 10).Draw(rt, "steps") {
			date := day("2024-02-01").AddDays(rapid.IntRange(0, 120).Draw(rt, fmt.Sprintf("day %d", i)))
			what := rapid.SampledFrom([]string{"add", "move", "delete", "close", "reopen"}).Draw(rt, fmt.Sprintf("step %d", i))
			row := chosen(w, AbsenceProgresses.Type, id, rapid.IntRange(0, 5).Draw(rt, fmt.Sprintf("pick %d", i)))
			body := fmt.Appendf(nil, `{"startDate":"%v","incapacityPercentage":%d}`, date, 10+i)
			err := w.Try(func() error {
				switch what {
				case "add":
					_, err := AbsenceProgresses.Type.CreateFrom(w, id, body, AbsenceProgresses.Type.Versions[0])
					return err
				case "move":
					return AbsenceProgresses.Type.ReplaceFrom(w, row.ID, body, AbsenceProgresses.Type.Versions[0])
				case "delete":
					return AbsenceProgresses.Delete(w, row.ID)
				case "close":
					return CloseAbsence(w, id, &AbsenceClosing{ClosingOfAbsence{Date: date, Reason: Code{Key: 1}}})
				}
				return ReopenAbsence(w, id)
			})
			var problems kind.Problems
			if err != nil && !errors.As(err, &problems) {
				rt.Fatalf("%s on %v: %v", what, date, err)
			}
			summedUp(rt, w, id, what)
		}
	})
}

func summedUp(t *rapid.T, w *world, id kind.ID, after string) {
	a, err := Absences.Get(w, id)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := w.Children(AbsenceProgresses.Type, id)
	if err != nil || len(rows) == 0 {
		t.Fatalf("after %s: %d progress records, %v", after, len(rows), err)
	}
	chain := cal.Chain[kind.ID]{Rule: cal.Linked}
	for _, r := range rows {
		chain.Links = append(chain.Links, cal.Link[kind.ID]{Key: r.ID, Period: r.Period()})
	}
	if err := chain.Valid(); err != nil {
		t.Fatalf("after %s: %v", after, err)
	}
	first, last := rows[0], rows[len(rows)-1]
	if a.Progress.StartDate != first.Starts || fmt.Sprint(a.Progress.CurrentIncapacityPercentage) != kind.Text(last.Body, "incapacityPercentage") {
		t.Fatalf("after %s: the absence says %+v of %s .. %s", after, a.Progress, first.Body, last.Body)
	}
	var end cal.Date
	if a.Progress.EndOfAbsence != nil {
		end = *a.Progress.EndOfAbsence.Date
	}
	if last.Ends != end {
		t.Fatalf("after %s: the last record ends on %v, the absence on %v", after, last.Ends, end)
	}
}
