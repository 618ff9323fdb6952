package visma

import (
	"context"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// batchSize is how many employees are read and written at a time. Memory holds
// a few batches, however many employees there are.
const batchSize = 256

// found is a record as it was read.
type found struct {
	id, parent kind.ID
	days       cal.Period
	at         time.Time
	body       []byte
}

// someone is an employee with what stands under him.
type someone struct {
	found
	company     *company
	contacts    []found
	fields      []found
	engagements []*engagement
}

// engagement is an employment with what stands under it.
type engagement struct {
	found
	wages, hours, places []found
	fields               []found
}

// wants is what a dataset needs of an employee besides employments.
type wants struct {
	contacts, fields     bool
	wages, hours, places bool
	contractFields       bool
	// managers are those of departments.
	managers bool
}

// batch is some employees. The bodies of their records stand one behind the
// other in bytes.
type batch struct {
	people []*someone
	logs   map[kind.ID][]*store.Change // of custom fields
	bytes  []byte
}

// keep takes over a record that was read.
func (b *batch) keep(s *store.Stamped) found {
	at := len(b.bytes)
	b.bytes = append(b.bytes, s.Body...)
	return found{
		id: s.ID, parent: s.Parent, at: s.At,
		days: cal.Period{Start: s.Starts, End: s.Ends}, body: b.bytes[at:len(b.bytes):len(b.bytes)],
	}
}

// reader reads the employees of a tenant, those that a delta is about or all.
type reader struct {
	tx     *store.Tx
	wants  wants
	tenant *Tenant
	since  *store.Since
	// kinds are those whose changes make a delta.
	kinds map[string]bool
	free  chan *batch
	out   chan *batch
}

// eachBatch gives all batches to f, while it reads the next ones. What is read
// is one snapshot.
func eachBatch(ctx context.Context, tx *store.Tx, r *reader, f func(*batch) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r.tx, r.free, r.out = tx, make(chan *batch, 2), make(chan *batch)
	for range cap(r.free) {
		r.free <- new(batch)
	}
	failed := make(chan error, 1)
	go func() {
		defer close(r.out)
		failed <- r.read(ctx)
	}()
	var err error
	for b := range r.out {
		if err == nil {
			if err = f(b); err != nil {
				cancel()
			}
		}
		r.free <- b
	}
	if read := <-failed; err == nil {
		err = read
	}
	return err
}

func (r *reader) read(ctx context.Context) error {
	employers, err := employersOf(r.tx, r.tenant)
	if err != nil {
		return err
	}
	touched, err := r.touched(employers)
	if err != nil {
		return err
	}
	for _, e := range employers {
		if err := r.employer(ctx, e, touched); err != nil {
			return err
		}
	}
	return nil
}

// employer reads the employees of one employer.
func (r *reader) employer(ctx context.Context, row *kind.Row, touched *touched) error {
	company, err := companyOf(r.tx, row)
	if err != nil {
		return err
	}
	if !touched.all {
		return r.some(ctx, company, touched.employees[row.ID])
	}
	for after := (kind.ID{}); ; {
		n := 0
		err := r.batch(ctx, company, func(keep func(*store.Stamped) error) error {
			return r.tx.Page(record.Employees.Type, row.ID, after, batchSize, func(s *store.Stamped) error {
				after = s.ID
				n++
				return keep(s)
			})
		})
		if err != nil || n < batchSize {
			return err
		}
	}
}

// some reads the employees with these ids.
func (r *reader) some(ctx context.Context, c *company, ids []kind.ID) error {
	for len(ids) > 0 {
		n := min(len(ids), batchSize)
		err := r.batch(ctx, c, func(keep func(*store.Stamped) error) error {
			return r.tx.Among(record.Employees.Type, ids[:n], keep)
		})
		if err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// batch reads some employees and all that belongs to them, and passes them on.
func (r *reader) batch(ctx context.Context, c *company, employees func(keep func(*store.Stamped) error) error) error {
	var b *batch
	select {
	case b = <-r.free:
	case <-ctx.Done():
		return ctx.Err()
	}
	b.people, b.logs, b.bytes = b.people[:0], nil, b.bytes[:0]
	err := employees(func(s *store.Stamped) error {
		b.people = append(b.people, &someone{found: b.keep(s), company: c})
		return nil
	})
	if err == nil {
		err = r.fill(b)
	}
	if err != nil || len(b.people) == 0 {
		r.free <- b
		return err
	}
	select {
	case r.out <- b:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// fill reads what stands under the employees of a batch.
func (r *reader) fill(b *batch) error {
	people := make(map[kind.ID]*someone, len(b.people))
	ids := make([]kind.ID, len(b.people))
	for i, p := range b.people {
		people[p.id], ids[i] = p, p.id
	}
	engagements := map[kind.ID]*engagement{}
	var engaged []kind.ID
	err := r.tx.UnderAll(record.Employments.Type, ids, func(s *store.Stamped) error {
		e := &engagement{found: b.keep(s)}
		p := people[s.Parent]
		p.engagements = append(p.engagements, e)
		engagements[s.ID], engaged = e, append(engaged, s.ID)
		return nil
	})
	if err != nil {
		return err
	}
	for _, under := range []struct {
		wanted  bool
		kind    *kind.Type
		parents []kind.ID
		take    func(parent kind.ID, f found)
	}{
		{r.wants.contacts, record.Contacts.Type, ids, func(p kind.ID, f found) { people[p].contacts = append(people[p].contacts, f) }},
		{r.wants.fields, record.EmployeeCustomFields.Type, ids, func(p kind.ID, f found) { people[p].fields = append(people[p].fields, f) }},
		{r.wants.wages, record.Wages.Type, engaged, func(e kind.ID, f found) { engagements[e].wages = append(engagements[e].wages, f) }},
		{r.wants.hours, record.WorkingHours.Type, engaged, func(e kind.ID, f found) { engagements[e].hours = append(engagements[e].hours, f) }},
		{r.wants.places, record.OrganizationalEntities.Type, engaged, func(e kind.ID, f found) { engagements[e].places = append(engagements[e].places, f) }},
		{r.wants.contractFields, record.EmploymentCustomFields.Type, engaged, func(e kind.ID, f found) { engagements[e].fields = append(engagements[e].fields, f) }},
	} {
		if !under.wanted {
			continue
		}
		if err := r.tx.UnderAll(under.kind, under.parents, func(s *store.Stamped) error {
			under.take(s.Parent, b.keep(s))
			return nil
		}); err != nil {
			return err
		}
	}
	return r.fieldLogs(b)
}

// fieldLogs reads what became of the custom fields of a batch.
func (r *reader) fieldLogs(b *batch) error {
	if !r.wants.fields && !r.wants.contractFields {
		return nil
	}
	b.logs = map[kind.ID][]*store.Change{}
	var people, contracts []kind.ID
	for _, p := range b.people {
		for _, f := range p.fields {
			people = append(people, f.id)
		}
		for _, e := range p.engagements {
			for _, f := range e.fields {
				contracts = append(contracts, f.id)
			}
		}
	}
	note := func(c *store.Change) error {
		b.logs[c.ID] = append(b.logs[c.ID], c)
		return nil
	}
	if err := r.tx.LogOf(record.EmployeeCustomFields.Type, people, note); err != nil {
		return err
	}
	return r.tx.LogOf(record.EmploymentCustomFields.Type, contracts, note)
}
