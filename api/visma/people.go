package visma

import (
	"context"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/store"
)

// leavers are those who left too long ago to be shown.
type leavers struct{ before cal.Date }

// leaversOf a tenant, as it is set.
func leaversOf(tx *store.Tx, t *Tenant) leavers {
	if t.ExEmployeeYears == nil {
		return leavers{}
	}
	return leavers{tx.Today().AddYears(-*t.ExEmployeeYears)}
}

func (l leavers) has(e *engagement) bool { return !e.days.Open() && e.days.End.Before(l.before) }

// writeEmployees writes a row for every employment, and one for every employee
// who has none.
func writeEmployees(ctx context.Context, tx *store.Tx, x *extract, p *plan[person], f *csvFiles) error {
	about, err := x.about(tx, true)
	if err != nil {
		return err
	}
	w := peopleWriter{plan: p, file: f, about: about, leavers: leaversOf(tx, x.tenant)}
	r := &reader{tenant: x.tenant, since: x.since, kinds: employeeKinds, wants: wants{contacts: p.needs(contact), managers: true}}
	return eachBatch(ctx, tx, r, func(b *batch) error {
		for _, s := range b.people {
			if err := w.employee(s); err != nil {
				return err
			}
		}
		return nil
	})
}

// peopleWriter writes rows of people.
type peopleWriter struct {
	plan    *plan[person]
	file    *csvFiles
	about   *about
	leavers leavers

	line   person
	picked picked
}

func (w *peopleWriter) employee(s *someone) error {
	w.line = person{about: w.about, company: s.company, employee: s.id}
	if err := w.plan.pick(employee, s.body, &w.picked); err != nil {
		return err
	}
	reached, err := w.emergency(s.contacts)
	if err != nil {
		return err
	}
	if len(s.engagements) == 0 {
		w.plan.none(employment, &w.picked)
		w.line.relation, w.line.since = s.id, latest(s.at, reached)
		return w.plan.row(w.file, &w.line, &w.picked)
	}
	for _, e := range s.engagements {
		if w.leavers.has(e) {
			continue
		}
		if err := w.plan.pick(employment, e.body, &w.picked); err != nil {
			return err
		}
		w.line.relation, w.line.since = e.id, latest(s.at, e.at, reached)
		if err := w.plan.row(w.file, &w.line, &w.picked); err != nil {
			return err
		}
	}
	return nil
}

// emergency picks the first contact with a telephone.
func (w *peopleWriter) emergency(contacts []found) (since time.Time, err error) {
	w.plan.none(contact, &w.picked)
	for _, c := range contacts {
		if err := w.plan.pick(contact, c.body, &w.picked); err != nil {
			return since, err
		}
		if len(w.picked[contact]) > 0 && w.picked[contact][0] != nil {
			return c.at, nil
		}
	}
	return since, nil
}

func latest(all ...time.Time) time.Time {
	newest := all[0]
	for _, at := range all[1:] {
		if at.After(newest) {
			newest = at
		}
	}
	return newest
}

// writeContracts writes a row for every time slice of every employment.
func writeContracts(ctx context.Context, tx *store.Tx, x *extract, p *plan[person], f *csvFiles) error {
	about, err := x.about(tx, true)
	if err != nil {
		return err
	}
	w := peopleWriter{plan: p, file: f, about: about, leavers: leaversOf(tx, x.tenant)}
	r := &reader{
		tenant: x.tenant, since: x.since, kinds: contractKinds,
		wants: wants{wages: true, hours: true, places: true, managers: true},
	}
	return eachBatch(ctx, tx, r, func(b *batch) error {
		for _, s := range b.people {
			for _, e := range s.engagements {
				if w.leavers.has(e) {
					continue
				}
				if err := w.contract(s, e); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (w *peopleWriter) contract(s *someone, e *engagement) error {
	w.line = person{about: w.about, company: s.company, employee: s.id, relation: e.id}
	if err := w.plan.pick(employee, s.body, &w.picked); err != nil {
		return err
	}
	if err := w.plan.pick(employment, e.body, &w.picked); err != nil {
		return err
	}
	for _, slice := range slicesOf(e.days, e.wages, e.hours, e.places) {
		w.line.slice, w.line.since = slice, latest(s.at, e.at)
		for _, link := range []struct {
			part  part
			chain []found
		}{{wage, e.wages}, {hours, e.hours}, {place, e.places}} {
			holds := holding(link.chain, slice.days.Start)
			if holds == nil {
				w.plan.none(link.part, &w.picked)
				continue
			}
			w.line.since = latest(w.line.since, holds.at)
			if err := w.plan.pick(link.part, holds.body, &w.picked); err != nil {
				return err
			}
		}
		if err := w.plan.row(w.file, &w.line, &w.picked); err != nil {
			return err
		}
	}
	return nil
}
