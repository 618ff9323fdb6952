// Package kindtest keeps records in memory, so that the rules of kinds can be
// tested without a database. It holds what a [kind.Writer] promises and no
// more: no change log, no filters. Outside tests use package store.
package kindtest

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Memory is a [kind.Writer]. It is for one goroutine.
type Memory struct {
	// Warnings are all that were passed to Warn.
	Warnings kind.Problems

	now    time.Time
	zone   *time.Location
	ids    *kind.IDs
	change int64
	rows   map[key]*kind.Row
}

type key struct {
	kind string
	id   kind.ID
}

var _ kind.Writer = (*Memory)(nil)

// New makes an empty record in which it is now. The days of the record are
// those of the zone that now is in.
func New(now time.Time) *Memory {
	return &Memory{now: now, zone: now.Location(), ids: kind.NewIDs(nil), rows: map[key]*kind.Row{}}
}

// Set moves the record's clock.
func (m *Memory) Set(now time.Time) { m.now = now }

// Now is the record's clock.
func (m *Memory) Now() time.Time { return m.now }

// Today is the day that the clock shows.
func (m *Memory) Today() cal.Date { return cal.Of(m.now, m.zone) }

// NewID makes an id of this instant.
func (m *Memory) NewID() kind.ID { return m.ids.Next(m.now) }

// Warn keeps the warning for the test to look at.
func (m *Memory) Warn(p kind.Problem) { m.Warnings = append(m.Warnings, p) }

// Try runs f and undoes what it wrote when it fails, as a transaction would.
func (m *Memory) Try(f func() error) error {
	before, change := maps.Clone(m.rows), m.change
	err := f()
	if err != nil {
		m.rows, m.change = before, change
	}
	return err
}

// Count says how many records of a kind there are.
func (m *Memory) Count(t *kind.Type) int {
	n := 0
	for k := range m.rows {
		if k.kind == t.Name {
			n++
		}
	}
	return n
}

// Row answers [kind.ErrNotFound] when there is none.
func (m *Memory) Row(t *kind.Type, id kind.ID) (*kind.Row, error) {
	row := m.rows[key{t.Name, id}]
	if row == nil {
		return nil, kind.ErrNotFound
	}
	return clone(row), nil
}

// Children are the rows under a parent, by start and then by age.
func (m *Memory) Children(t *kind.Type, parent kind.ID) ([]*kind.Row, error) {
	return m.choose(t, func(r *kind.Row) bool { return r.Parent == parent }), nil
}

// Find compares regardless of letter case, as the databases do.
func (m *Memory) Find(t *kind.Type, employer kind.ID, path, value string) ([]*kind.Row, error) {
	if t.Fields.At(path) == nil {
		return nil, fmt.Errorf("kind %s has no field %s", t.Name, path)
	}
	return m.choose(t, func(r *kind.Row) bool {
		return r.Employer == employer && strings.EqualFold(kind.Text(r.Body, path), value)
	}), nil
}

func (m *Memory) choose(t *kind.Type, wanted func(*kind.Row) bool) []*kind.Row {
	var found []*kind.Row
	for k, row := range m.rows {
		if k.kind == t.Name && wanted(row) {
			found = append(found, clone(row))
		}
	}
	slices.SortFunc(found, func(a, b *kind.Row) int {
		if c := a.Starts.Compare(b.Starts); c != 0 {
			return c
		}
		return a.ID.Compare(b.ID)
	})
	return found
}

// Insert stores a new record and numbers it.
func (m *Memory) Insert(row *kind.Row) error {
	at := key{row.Type.Name, row.ID}
	if m.rows[at] != nil {
		return fmt.Errorf("%s %v is there already", row.Type.Name, row.ID)
	}
	m.store(at, row)
	return nil
}

// Update stores a record anew and numbers it.
func (m *Memory) Update(row *kind.Row) error {
	at := key{row.Type.Name, row.ID}
	if m.rows[at] == nil {
		return kind.ErrNotFound
	}
	m.store(at, row)
	return nil
}

func (m *Memory) store(at key, row *kind.Row) {
	m.change++
	row.Change = m.change
	m.rows[at] = clone(row)
}

// Delete removes a record.
func (m *Memory) Delete(row *kind.Row) error {
	at := key{row.Type.Name, row.ID}
	if m.rows[at] == nil {
		return kind.ErrNotFound
	}
	delete(m.rows, at)
	return nil
}

func clone(row *kind.Row) *kind.Row {
	c := *row
	c.Body = bytes.Clone(row.Body)
	return &c
}
