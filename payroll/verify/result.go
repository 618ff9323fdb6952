package verify

import (
	"fmt"
	"maps"
	"slices"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// Verdict is what came of a row.
type Verdict string

const (
	// Matched rows have every expected output, within the tolerance.
	Matched Verdict = "matched"
	// Differs is for rows with an output that isn't what is expected.
	Differs Verdict = "differs"
	// NotComputed rows are of a kind, period or situation that isn't known, or
	// can't be read; or expect an output that isn't computed, or none.
	NotComputed Verdict = "not computed"
)

// Result is a row, computed.
type Result struct {
	Case *Case
	// Row is the row as it was read, Line where it begins.
	Row  []string
	Line int
	// Got are the outputs.
	Got map[string]string
	// Slip explains a difference; nil for other rows.
	Slip    *payroll.Slip
	Verdict Verdict
	// Why says in words what differs, or why the row isn't computed.
	Why []string
}

// result computes a row, and once more for the reasons when it differs.
func (f *File) result(row []string, line int) *Result {
	r := &Result{Row: row, Line: line, Case: &Case{ID: fmt.Sprintf("line %d", line)}}
	if len(row) != len(f.Header) {
		return r.notComputed(fmt.Errorf("the row has %d columns, the header %d", len(row), len(f.Header)))
	}
	c, err := f.header.newCase(row, line)
	r.Case = c
	if err != nil {
		return r.notComputed(err)
	}
	if r.Got, _, err = f.computer.Compute(c); err != nil {
		return r.notComputed(err)
	}
	r.compare()
	if r.Verdict == Differs {
		again := *c
		again.Why = true
		_, r.Slip, _ = f.computer.Compute(&again)
	}
	return r
}

func (r *Result) notComputed(err error) *Result {
	r.Verdict, r.Why = NotComputed, []string{err.Error()}
	return r
}

// compare holds the outputs against those expected.
func (r *Result) compare() {
	r.Verdict = Matched
	for _, name := range slices.Sorted(maps.Keys(r.Case.Expected)) {
		want := r.Case.Expected[name]
		got, computed := r.Got[name]
		switch {
		case !computed:
			r.Why = append(r.Why, name+" is not computed")
			if r.Verdict == Matched {
				r.Verdict = NotComputed
			}
		case !same(want, got, r.Case.Tolerance):
			r.Why = append(r.Why, fmt.Sprintf("%s is %s, expected is %s", name, got, want))
			r.Verdict = Differs
		}
	}
	if len(r.Case.Expected) == 0 {
		r.Verdict, r.Why = NotComputed, []string{"the row expects nothing"}
	}
}

// same compares numbers as numbers, within the tolerance, and all else as it
// is written.
func same(want, got string, tolerance money.Amount) bool {
	a, errA := money.Parse(want)
	b, errB := money.Parse(got)
	if errA != nil || errB != nil {
		return want == got
	}
	return a.Sub(b).Abs().Cmp(tolerance) <= 0
}
