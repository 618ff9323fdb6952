package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// nextStart is a first day that a new record of a chain under an employment
// can have: that of the employment for the first record, else today, or later
// where the last one is in the way; never after the employment.
func nextStart(r *kind.Rules, t *kind.Type) cal.Date {
	e, err := Employments.Value(r.Parent)
	if err != nil {
		r.Fail(err)
		return cal.Date{}
	}
	rows, err := r.Children(t, r.Parent.ID)
	if err != nil {
		r.Fail(err)
	}
	if len(rows) == 0 {
		return e.StartDate
	}
	start := cal.Max(r.Today(), e.StartDate)
	if taken := rows[len(rows)-1]; !start.After(taken.Starts) {
		start = taken.Starts.AddDays(1)
	}
	return e.atMost(start)
}

// nextFree is a first day that a new record of a chain with gaps under an
// employment can have, unless the last one goes on: today, or the day after
// the last one; not before the employment, and not after.
func nextFree(r *kind.Rules, t *kind.Type) cal.Date {
	e, err := Employments.Value(r.Parent)
	if err != nil {
		r.Fail(err)
		return cal.Date{}
	}
	rows, err := r.Children(t, r.Parent.ID)
	if err != nil {
		r.Fail(err)
	}
	start := cal.Max(r.Today(), e.StartDate)
	for _, row := range rows {
		if !row.Ends.IsZero() && !start.After(row.Ends) {
			start = row.Ends.AddDays(1)
		}
	}
	return e.atMost(start)
}

// atMost is a day, or the last one of the employment when that is over then.
func (e *Employment) atMost(day cal.Date) cal.Date {
	if e.EndDate != nil && day.After(*e.EndDate) {
		return *e.EndDate
	}
	return day
}
