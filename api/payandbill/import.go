package payandbill

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// importWorkers takes the rows of a request, each by itself, and tells what
// became of each.
func (d *Dialect) importWorkers(c *rest.Call) (*rest.Answer, error) {
	if err := checkPayload(c.Request); err != nil {
		return nil, err
	}
	ctx := c.Request.Context()
	batch := &batch{dialect: d, session: c.Session, activity: c.Operation.Asks()}
	if err := d.store.View(ctx, batch.readSettings); err != nil {
		return nil, err
	}
	body, err := readBody(c.Request)
	if err != nil {
		return nil, err
	}
	if batch.rows, err = parse(body); err != nil {
		return nil, err
	}
	if err := d.store.View(ctx, batch.readLists); err != nil {
		return nil, err
	}
	batch.check()
	batch.save(ctx)
	batch.note(ctx)
	return &rest.Answer{Content: appendResults(nil, batch.results)}, nil
}

// batch is the rows of one request.
type batch struct {
	dialect     *Dialect
	session     *access.Session
	activity    access.Activity
	integration *Integration
	references  references
	employers   map[string]kind.ID // by reference in small letters
	today       cal.Date
	rows        []*row
	checked     []messages // what can be said without the record, by row
	results     []*result
}

// readSettings reads what the integration says, and refuses a database that is
// too old for it.
func (b *batch) readSettings(tx *store.Tx) (err error) {
	var db *Database
	b.integration, db, err = findIntegration(tx, b.session.Client.ClientID)
	if err == nil && db.Version < b.integration.MinimumDBVersion {
		err = errDBVersion
	}
	b.today = tx.Today()
	return err
}

// readLists reads the lists of the database, and finds the employers that rows
// name.
func (b *batch) readLists(tx *store.Tx) error {
	b.references.off = b.integration.ReferenceChecks == IgnoreReferences
	if !b.references.off {
		entries, err := record.References.Children(tx, b.integration.Provider)
		if err != nil {
			return err
		}
		for _, e := range entries {
			b.references.add(e.List, e.Ref)
		}
	}
	b.employers = map[string]kind.ID{}
	for _, r := range b.rows {
		if err := b.findEmployer(tx, deref(r.EmployerRef)); err != nil {
			return err
		}
	}
	return nil
}

// findEmployer looks up an employer once. One that is not for the client to
// change is as good as not there.
func (b *batch) findEmployer(tx *store.Tx, ref string) error {
	folded := strings.ToLower(ref)
	if _, known := b.employers[folded]; known {
		return nil
	}
	b.employers[folded] = kind.ID{}
	id, err := record.UKEmployerByRef(tx, b.integration.Provider, ref)
	if err == nil {
		err = b.session.May(tx, b.activity, access.Scope{Employer: id})
	}
	var refused *access.Refusal
	switch {
	case errors.Is(err, kind.ErrNotFound), errors.Is(err, access.ErrOutOfReach), errors.As(err, &refused):
		return nil
	case err != nil:
		return err
	}
	b.employers[folded] = id
	b.references.add(employers, ref)
	return nil
}

// check says of every row what can be said without the record.
func (b *batch) check() {
	b.results, b.checked = make([]*result, len(b.rows)), make([]messages, len(b.rows))
	for i, r := range b.rows {
		b.results[i] = &result{employer: r.EmployerRef, personnel: r.PersonnelRef}
		b.checked[i] = check(&r.worker, &r.worker, &b.references, b.today)
	}
}

// save lets the rows into the record, in order, each a write of its own that
// sees those before it.
func (b *batch) save(ctx context.Context) {
	by := b.session.Actor(b.activity.Name)
	errs := b.dialect.store.UpdateEach(ctx, by, len(b.rows), b.saveRow)
	for i, err := range errs {
		if err != nil {
			b.results[i].messages = append(slices.Clone(b.checked[i]), message{id: idNotSaved})
			b.dialect.logFault(ctx, err)
		}
	}
}

// logFault tells why a row could not be saved, unless the reason may be about
// somebody or is that the client has gone.
func (d *Dialect) logFault(ctx context.Context, err error) {
	var problems kind.Problems
	switch {
	case ctx.Err() != nil:
	case errors.As(err, &problems):
		fields := make([]string, len(problems))
		for i, p := range problems {
			fields[i] = p.Field
		}
		d.log.Warn("the record refused a row", "dialect", Name, "fields", fields)
	default:
		d.log.Error("a row could not be saved", "dialect", Name, "error", err)
	}
}

// saveRow finds out what the record says of a row and, when nothing is wrong
// with it, saves it. It may be called again for a row.
func (b *batch) saveRow(tx *store.Tx, i int) error {
	r, result := b.rows[i], b.results[i]
	s := &saving{batch: b, row: r, messages: slices.Clone(b.checked[i]), worker: &r.worker, employer: b.employers[strings.ToLower(deref(r.EmployerRef))]}
	if err := s.compare(tx); err != nil {
		return err
	}
	if !s.existing.IsZero() && s.messages.count()[failed] == 0 {
		s.say(idUpdated, "PersonnelRef", *r.PersonnelRef, false)
	}
	s.messages.sort()
	result.messages = s.messages
	if !result.saved() {
		return nil
	}
	return s.write(tx)
}

// note tells the log of a call, without telling about anybody.
func (b *batch) note(ctx context.Context) {
	saved := 0
	for _, r := range b.results {
		if r.saved() {
			saved++
		}
	}
	b.dialect.log.LogAttrs(ctx, slog.LevelInfo, "workers imported", slog.String("software_key", b.integration.SoftwareKey),
		slog.Int("rows", len(b.rows)), slog.Int("saved", saved), slog.Int("failed", len(b.rows)-saved))
}
