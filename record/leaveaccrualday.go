package record

import (
	"errors"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// AccrueByPolicy is [AccrueLeave] on a day for everybody linked to a policy. A
// policy without a day for it accrues when something changes, and not by itself.
func AccrueByPolicy(w kind.Writer, policy kind.ID, on cal.Date) error {
	row, err := w.Row(LeavePolicies.Type, policy)
	if err != nil {
		return err
	}
	p, err := LeavePolicies.Value(row)
	if err != nil || p.DayOfTheMonth == nil {
		return err
	}
	links, err := linksOf(w, row)
	if err != nil {
		return err
	}
	for _, link := range links {
		if err := accrueThrough(w, link.Parent, on); err != nil {
			return err
		}
	}
	return nil
}

func linksOf(r kind.Reader, policy *kind.Row) ([]*kind.Row, error) {
	return r.Find(LeavePolicyLinks.Type, policy.Employer, "leavePolicy.id", policy.ID.String())
}

// NextAccrual is the next day after a given one on which a policy's leave is
// accrued; false when it has no links, or is there no more. A month that is too
// short has it on its last day.
func NextAccrual(r kind.Reader, policy kind.ID, after cal.Date) (cal.Date, bool, error) {
	row, err := r.Row(LeavePolicies.Type, policy)
	if errors.Is(err, kind.ErrNotFound) {
		return cal.Date{}, false, nil
	}
	if err != nil {
		return cal.Date{}, false, err
	}
	links, err := linksOf(r, row)
	if err != nil || len(links) == 0 {
		return cal.Date{}, false, err
	}
	p, err := LeavePolicies.Value(row)
	if err != nil {
		return cal.Date{}, false, err
	}
	day := 1 // to see whether it has a day by then
	if p.DayOfTheMonth != nil {
		day = *p.DayOfTheMonth
	}
	for month := cal.MustNew(after.Year(), after.Month(), 1); ; month = month.AddMonths(1) {
		on := ReferenceDay{Day: day, Month: LongCode{Key: int(month.Month())}}.In(month.Year())
		if on.After(after) {
			return on, true, nil
		}
	}
}
