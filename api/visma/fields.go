package visma

import (
	"context"
	"strconv"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// The record keeps what a custom field holds now; what it held before is in the
// change log. So the history is of when values became known, day by day.

// fieldLine is what a row of a user-defined field is made from.
type fieldLine struct {
	about           *about
	relation        kind.ID
	contract, slice string
	entity, name    string
	value           string
	days            cal.Period
	since           time.Time
}

// fieldType is the vendor's number of a field's type. Of those only 1 is known,
// a field with a list to choose from; the record's fields are of text.
const fieldType = "2"

// Names of what fields belong to.
const (
	employeeEntity = "Employee"
	contractEntity = "SubContract"
)

func fieldText(name string, of func(*fieldLine) string) column[fieldLine] {
	return fact(name, func(l *fieldLine, cell []byte) []byte { return append(cell, of(l)...) })
}

func fieldValues() []column[fieldLine] {
	return all[fieldLine](
		fact("employeeid", func(l *fieldLine, cell []byte) []byte { return appendID(cell, l.relation) }),
		fieldText("fieldname", func(l *fieldLine) string { return l.name }),
		empty[fieldLine]("listname"),
		fieldText("value", func(l *fieldLine) string { return l.value }),
		fact("startdate", func(l *fieldLine, cell []byte) []byte { return appendDate(cell, l.days.Start) }),
		fact("enddate", func(l *fieldLine, cell []byte) []byte { return appendDate(cell, l.days.End) }),
	)
}

func fieldRest() []column[fieldLine] {
	return all[fieldLine](
		fieldText("entityname", func(l *fieldLine) string { return l.entity }),
		fieldText("fieldtypeid", func(*fieldLine) string { return fieldType }),
		fieldText("odporgid", func(l *fieldLine) string { return l.about.odporgid }),
		fact("existencestartutc", func(l *fieldLine, cell []byte) []byte { return appendInstant(cell, l.since) }),
	)
}

func employeeFieldColumns() []column[fieldLine] { return all[fieldLine](fieldValues(), fieldRest()) }

func contractFieldColumns() []column[fieldLine] {
	return all[fieldLine](fieldValues(),
		fieldText("contractid", func(l *fieldLine) string { return l.contract }),
		fieldText("subcontractid", func(l *fieldLine) string { return l.slice }),
		fieldRest())
}

// version is what a field held for some days.
type version struct {
	value string
	days  cal.Period
	at    time.Time
}

// versions are what a field has held, by day: of a day its last value counts.
func versions(log []*store.Change) []version {
	var all []version
	for _, c := range log {
		value, day := kind.Text(c.Body, "value"), cal.Of(c.At, store.Zone)
		last := len(all) - 1
		switch {
		case last >= 0 && all[last].value == value: // its name was changed, or it came back on the same day
			continue
		case last >= 0 && !day.After(all[last].days.Start):
			all[last].value, all[last].at = value, c.At
			if last > 0 && all[last-1].value == value {
				all = all[:last]
				all[last-1].days.End = cal.Date{}
			}
			continue
		case last >= 0:
			all[last].days.End = day.AddDays(-1)
		}
		all = append(all, version{value: value, days: cal.Period{Start: day}, at: c.At})
	}
	return all
}

// writeEmployeeFields writes a row for every value that a field of an employee
// has had, with each of the employments.
func writeEmployeeFields(ctx context.Context, tx *store.Tx, x *extract, p *plan[fieldLine], f *csvFiles) error {
	w, r := fieldsWriter(tx, x, p, f)
	r.kinds, r.wants = employeeFieldKinds, wants{fields: true}
	return eachBatch(ctx, tx, r, func(b *batch) error {
		for _, s := range b.people {
			if err := w.employee(b, s); err != nil {
				return err
			}
		}
		return nil
	})
}

// fieldWriter writes rows of fields.
type fieldWriter struct {
	plan    *plan[fieldLine]
	file    *csvFiles
	about   *about
	leavers leavers
}

func fieldsWriter(tx *store.Tx, x *extract, p *plan[fieldLine], f *csvFiles) (*fieldWriter, *reader) {
	return &fieldWriter{plan: p, file: f, about: &about{odporgid: x.tenant.ODPOrgID}, leavers: leaversOf(tx, x.tenant)},
		&reader{tenant: x.tenant, since: x.since}
}

func (w *fieldWriter) employee(b *batch, s *someone) error {
	if len(s.engagements) == 0 {
		return w.rows(b, s.fields, fieldLine{relation: s.id, entity: employeeEntity}, nil)
	}
	for _, e := range s.engagements {
		if w.leavers.has(e) {
			continue
		}
		if err := w.rows(b, s.fields, fieldLine{relation: e.id, entity: employeeEntity}, nil); err != nil {
			return err
		}
	}
	return nil
}

// rows writes those of some fields, with the slices of a contract that each
// value has held in; nil is no contract.
func (w *fieldWriter) rows(b *batch, fields []found, l fieldLine, slices []slice) error {
	for _, field := range fields {
		l.about, l.name = w.about, kind.Text(field.body, "customField.description")
		for _, v := range versions(b.logs[field.id]) {
			l.value, l.days, l.since = v.value, v.days, v.at
			if slices == nil {
				if err := w.plan.row(w.file, &l, &nothing); err != nil {
					return err
				}
			}
			for _, s := range during(slices, v.days) {
				l.slice = strconv.Itoa(s.number)
				if err := w.plan.row(w.file, &l, &nothing); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// during are the slices with a day of a period; the last one when none has.
func during(slices []slice, days cal.Period) []slice {
	var some []slice
	for _, s := range slices {
		if s.days.Overlaps(days) {
			some = append(some, s)
		}
	}
	if len(some) == 0 && len(slices) > 0 {
		return slices[len(slices)-1:]
	}
	return some
}

// writeContractFields writes a row for every value that a field of an
// employment has had, with every slice of the contract that it has held in.
func writeContractFields(ctx context.Context, tx *store.Tx, x *extract, p *plan[fieldLine], f *csvFiles) error {
	w, r := fieldsWriter(tx, x, p, f)
	r.kinds, r.wants = contractFieldKinds, wants{contractFields: true, wages: true, hours: true, places: true}
	return eachBatch(ctx, tx, r, func(b *batch) error {
		for _, s := range b.people {
			for _, e := range s.engagements {
				if w.leavers.has(e) || len(e.fields) == 0 {
					continue
				}
				l := fieldLine{relation: e.id, contract: kind.Text(e.body, "payrollId"), entity: contractEntity}
				if err := w.rows(b, e.fields, l, slicesOf(e.days, e.wages, e.hours, e.places)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
