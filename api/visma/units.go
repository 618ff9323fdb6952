package visma

import (
	"context"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// unitLine is what a row of an organization unit is made from: a department as
// it was for some days.
type unitLine struct {
	about   *about
	id      kind.ID
	manager manager
	unitState
}

// unitState is what rows show of a department that may change, and since when.
type unitState struct {
	code, name, parent string
	days               cal.Period
	at                 time.Time
}

// unitType is what all units are.
const unitType = "Afdeling"

func unitText(name string, of func(*unitLine) string) column[unitLine] {
	return fact(name, func(l *unitLine, cell []byte) []byte { return append(cell, of(l)...) })
}

// unitColumns are the columns of an organization unit. What is empty is nothing
// that the record keeps.
func unitColumns() []column[unitLine] {
	name := func(l *unitLine) string { return l.name }
	code := func(l *unitLine) string { return l.code }
	return all[unitLine](
		unitText("odporgid", func(l *unitLine) string { return l.about.odporgid }),
		unitText("publicid", code),
		fact("orgunitid", func(l *unitLine, cell []byte) []byte { return appendID(cell, l.id) }),
		unitText("orgunitparentid", func(l *unitLine) string { return l.parent }),
		unitText("orgunittype", func(*unitLine) string { return unitType }),
		empty[unitLine]("orgreporttype"),
		unitText("manager", func(l *unitLine) string { return l.manager.name }),
		fact("manageruserid", func(l *unitLine, cell []byte) []byte { return appendID(cell, l.manager.user) }),
		empty[unitLine]("costcenter"), empty[unitLine]("costcentername_en"), empty[unitLine]("costcentername"),
		unitText("orgdescription_en", name), unitText("orgdescription", name),
		unitText("orgname_en", name), unitText("orgname", name),
		unitText("extdepartmentid", code),
		unitText("extdepartmentname_en", name), unitText("extdepartmentname", name),
		fact("existencestartutc", func(l *unitLine, cell []byte) []byte { return appendInstant(cell, l.at) }),
		fact("startdate", func(l *unitLine, cell []byte) []byte { return appendDate(cell, l.days.Start) }),
		fact("enddate", func(l *unitLine, cell []byte) []byte { return appendDate(cell, l.days.End) }),
	)
}

// writeUnits writes a row for every department and for every name and place in
// the organisation that it had before. The record keeps departments without
// dates: a change holds from the day on which it was made.
func writeUnits(ctx context.Context, tx *store.Tx, x *extract, p *plan[unitLine], f *csvFiles) error {
	about, err := x.about(tx, true)
	if err != nil {
		return err
	}
	return x.eachEmployer(tx, func(e *kind.Row) error {
		departments, err := tx.Children(record.Departments.Type, e.ID)
		if err != nil {
			return err
		}
		ids := make([]kind.ID, len(departments))
		for i, d := range departments {
			ids[i] = d.ID
		}
		states := map[kind.ID][]unitState{}
		if err := tx.LogOf(record.Departments.Type, ids, func(c *store.Change) error {
			states[c.ID] = withState(states[c.ID], c)
			return nil
		}); err != nil {
			return err
		}
		for _, id := range ids {
			for _, s := range states[id] {
				l := unitLine{about: about, id: id, unitState: s, manager: about.managers.of([]byte(`"` + id.String() + `"`))}
				if err := p.row(f, &l, &nothing); err != nil {
					return err
				}
			}
		}
		return ctx.Err()
	})
}

// withState adds what a change made of a department to what it was before. Of
// a day the last state counts.
func withState(all []unitState, c *store.Change) []unitState {
	s := unitState{
		code: kind.Text(c.Body, "code"), name: kind.Text(c.Body, "description"), parent: kind.Text(c.Body, "subDepartmentOf.key"),
		days: cal.Period{Start: cal.Of(c.At, store.Zone)}, at: c.At,
	}
	same := func(t unitState) bool { return t.code == s.code && t.name == s.name && t.parent == s.parent }
	last := len(all) - 1
	switch {
	case last < 0:
		return []unitState{s}
	case same(all[last]): // nothing that is shown
		return all
	case !s.days.Start.After(all[last].days.Start):
		s.days.Start = all[last].days.Start
		if last > 0 && same(all[last-1]) {
			all[last-1].days.End = cal.Date{}
			return all[:last]
		}
		all[last] = s
		return all
	}
	all[last].days.End = s.days.Start.AddDays(-1)
	return append(all, s)
}

// centerLine is what a row of a cost center is made from.
type centerLine struct {
	about      *about
	code, name string
	since      time.Time
}

func centerText(name string, of func(*centerLine) string) column[centerLine] {
	return fact(name, func(l *centerLine, cell []byte) []byte { return append(cell, of(l)...) })
}

func centerColumns() []column[centerLine] {
	name := func(l *centerLine) string { return l.name }
	return all[centerLine](
		centerText("costcenter", func(l *centerLine) string { return l.code }),
		centerText("costcentername", name), centerText("costcentername_en", name),
		centerText("odporgid", func(l *centerLine) string { return l.about.odporgid }),
		fact("existencestartutc", func(l *centerLine, cell []byte) []byte { return appendInstant(cell, l.since) }),
	)
}

// writeCenters writes the distribution units that somebody works for, once
// each.
func writeCenters(ctx context.Context, tx *store.Tx, x *extract, p *plan[centerLine], f *csvFiles) error {
	about := &about{odporgid: x.tenant.ODPOrgID}
	var centers []*centerLine
	known := map[[2]string]*centerLine{}
	err := x.eachEmployer(tx, func(e *kind.Row) error {
		picker, values := kind.NewPicker([]string{"distributionUnit.code", "distributionUnit.description"}), make([][]byte, 2)
		return pages(tx, record.OrganizationalEntities.Type, e.ID, func(s *store.Stamped) error {
			if err := picker.Pick(s.Body, values); err != nil || values[0] == nil {
				return err
			}
			key := [2]string{string(appendPlain(nil, values[0])), string(appendPlain(nil, values[1]))}
			c := known[key]
			if c == nil {
				c = &centerLine{about: about, code: key[0], name: key[1], since: s.At}
				known[key], centers = c, append(centers, c)
			}
			if s.At.Before(c.since) {
				c.since = s.At
			}
			return ctx.Err()
		})
	})
	for _, c := range centers {
		if err == nil {
			err = p.row(f, c, &nothing)
		}
	}
	return err
}
