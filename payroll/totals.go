package payroll

import (
	"maps"

	"github.com/payglot/payglot/money"
)

// Totals are the sums of a tax year by component, as they were after a
// payment: what a calculation that looks back over the year starts from.
type Totals map[string]money.Amount

// After is the totals when a slip's lines have been added. Components that the
// slip doesn't have stay as they were.
func (t Totals) After(s *Slip) Totals {
	next := make(Totals, len(t)+len(s.Lines))
	maps.Copy(next, t)
	for i := range s.Lines {
		l := &s.Lines[i]
		next[l.Component] = next[l.Component].Add(l.Amount)
	}
	return next
}
