package record_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// A proposal counts payroll periods from the first day on the grade, and goes to
// the next grade of the scale: none at its top, none without the signal, none
// beyond the employment; one that can't be computed is open to nobody (Loket,
// GetWageProposalsByEmployerId; the counting is ours).
func TestWageProposals(t *testing.T) {
	const graded = `{"startDate":"2024-05-01","payScale":{"key":1},"payGrade":{"key":101},"applyPayGrade":true}`
	signal := func(e *Employment) { e.SignalPayGradeAdjustment, e.PeriodPayGradeAdjustment = true, ptr(3) }
	for _, tt := range []struct {
		name   string
		change func(*Employment)
		wages  []string
		want   string // first day and status
	}{
		{"three months on the grade", signal, []string{graded}, "2024-08-01 1"},
		{"a raise for all is no step", signal, []string{
			`{"startDate":"2024-02-01","payScale":{"key":1},"payGrade":{"key":101},"grossWage":2300,"grossWageType":{"key":1}}`, graded,
		}, ""}, // 1 May is the last wage's own day
		{"counted from the first of them", signal, []string{
			`{"startDate":"2024-04-01","payScale":{"key":1},"payGrade":{"key":101},"grossWage":2300,"grossWageType":{"key":1}}`, graded,
		}, "2024-07-01 1"},
		{"the top of the scale", signal, []string{`{"startDate":"2024-05-01","payScale":{"key":1},"payGrade":{"key":103},"applyPayGrade":true}`}, ""},
		{"no signal", func(e *Employment) { e.PeriodPayGradeAdjustment = ptr(3) }, []string{graded}, ""},
		{"no number of periods", func(e *Employment) { e.SignalPayGradeAdjustment = true }, []string{graded}, ""},
		{"no grade", signal, []string{`{"startDate":"2024-05-01","grossWage":2300,"grossWageType":{"key":1}}`}, ""},
		{"not yet", func(e *Employment) { e.SignalPayGradeAdjustment, e.PeriodPayGradeAdjustment = true, ptr(4) }, []string{graded}, ""},
		{"by the hour", signal, []string{`{"startDate":"2024-05-01","payScale":{"key":1},"payGrade":{"key":101},"grossWage":15,"grossWageType":{"key":2}}`}, "2024-08-01 5"},
	} {
		w := newWorld(t)
		id, err := w.tryHire("2024-01-01", func(in *NewEmployment) { in.WageData = WageAmounts{} })
		wantNone(t, err)
		e, err := Employments.Get(w, id)
		wantNone(t, err)
		tt.change(e)
		wantNone(t, Employments.Replace(w, id, e))
		for _, body := range tt.wages {
			w.create(Wages.Type, id, body)
		}
		all, err := WageProposalsOf(w, e)
		wantNone(t, err)
		got := ""
		for _, p := range all {
			got += p.StartDateProposal.String() + " " + string(rune('0'+p.Status.Key))
		}
		if got != tt.want {
			t.Errorf("%s: proposed %q, want %q", tt.name, got, tt.want)
		}
	}
}

// Deciding keeps the proposal, and is done once (Loket,
// PatchWageProposalsByWageProposalId).
func TestDecideProposal(t *testing.T) {
	w := newWorld(t)
	id, err := w.tryHire("2024-01-01", func(in *NewEmployment) { in.WageData = WageAmounts{} })
	wantNone(t, err)
	e, err := Employments.Get(w, id)
	wantNone(t, err)
	e.SignalPayGradeAdjustment, e.PeriodPayGradeAdjustment = true, ptr(3)
	wantNone(t, Employments.Replace(w, id, e))
	wage := w.create(Wages.Type, id, `{"startDate":"2024-05-01","payScale":{"key":1},"payGrade":{"key":101},"applyPayGrade":true}`)
	row, err := w.Row(Wages.Type, wage)
	wantNone(t, err)
	wantNone(t, DecideProposal(w, row, true))
	all, err := WageProposalsOf(w, e)
	wantNone(t, err)
	if len(all) != 1 || all[0].Status.Key != 2 || all[0].ID != wage {
		t.Fatalf("after it was accepted there is %+v", all)
	}
	wantProblem(t, DecideProposal(w, row, false), kind.CodeState, "action")
}
