package store

import (
	"context"
	"errors"
	"fmt"
	"time"
	_ "time/tzdata" // a bare machine has no time zones

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Zone is where the record's days begin and end.
var Zone = mustZone("Europe/Amsterdam")

// errReadOnly says that a View tried to write.
var errReadOnly = errors.New("a view can't write")

// Tx is one transaction, or one snapshot in a View. It is a [kind.Writer].
type Tx struct {
	store    *Store
	conn     Conn
	ctx      context.Context
	by       Actor
	now      time.Time
	known    *time.Time // read the record as it was known then
	writing  bool
	part     int // of a write that is made of several
	warnings kind.Problems
	after    []func()
	seen     map[identity]*kind.Row // what a write has met, as it is now; nil is not there
	numbers  *numbers
}

// identity is what a record is found by.
type identity struct {
	t  *kind.Type
	id kind.ID
}

// maxSeen bounds how many rows a write keeps at hand.
const maxSeen = 256

var _ kind.Writer = (*Tx)(nil)

// Now is the record's clock at the beginning of the transaction.
func (tx *Tx) Now() time.Time { return tx.now }

// Today is the day in the record's zone.
func (tx *Tx) Today() cal.Date { return cal.Of(tx.now, Zone) }

// NewID makes an id of this instant.
func (tx *Tx) NewID() kind.ID { return tx.store.ids.Next(tx.now) }

// Conn is the connection below, for what isn't a record, such as the queue's
// timers.
func (tx *Tx) Conn() Conn { return tx.conn }

// Context is the transaction's.
func (tx *Tx) Context() context.Context { return tx.ctx }

// By is on whose behalf the transaction writes.
func (tx *Tx) By() Actor { return tx.by }

// User is the user on whose behalf it writes, which rules of kinds may ask.
func (tx *Tx) User() kind.ID { return tx.by.User }

// ActFor has all that follows written on behalf of somebody else: a job writes
// for the client that asked for it.
func (tx *Tx) ActFor(by Actor) { tx.by = by }

// Warn passes on what the client should know of a write that succeeds.
func (tx *Tx) Warn(p kind.Problem) { tx.warnings = append(tx.warnings, p) }

// Warnings are all that were passed to Warn.
func (tx *Tx) Warnings() kind.Problems { return tx.warnings }

// AfterCommit runs f once the transaction is durable, before Update returns.
// f may not wait for another Update.
func (tx *Tx) AfterCommit(f func()) { tx.after = append(tx.after, f) }

// Try runs f as a part that may fail: its error comes back, and nothing is left
// of what it wrote, of its warnings, of what it wanted to run after the commit
// and of its ActFor. The transaction goes on. A panic undoes as much on its way
// through.
func (tx *Tx) Try(f func(*Tx) error) error {
	by, warnings, after := tx.by, len(tx.warnings), len(tx.after)
	kept := false
	defer func() {
		if !kept {
			tx.by, tx.warnings, tx.after = by, tx.warnings[:warnings:warnings], tx.after[:after:after]
			tx.seen = nil // f may have changed rows that were seen before it
		}
	}()
	err := tx.numbers.savepoint(tx.conn, func() error { return f(tx) })
	kept = err == nil
	return err
}

// AsKnownAt is the same snapshot, showing the record as it was known at an
// instant.
func (tx *Tx) AsKnownAt(at time.Time) *Tx {
	past := *tx
	past.known, past.writing, past.seen = &at, false, nil
	return &past
}

// Present is the same snapshot, showing the record as it is known now: what a
// user may do is not a question to the past.
func (tx *Tx) Present() *Tx {
	if tx.known == nil {
		return tx
	}
	present := *tx
	present.known = nil
	return &present
}

const columns = `id, parent, employer, starts, ends, change, body`

// Row reads a record by its id. It answers [kind.ErrNotFound]. The rules of
// one write ask for the same few records over and over; it reads them once.
func (tx *Tx) Row(t *kind.Type, id kind.ID) (*kind.Row, error) {
	row, met := tx.seen[identity{t, id}]
	if !met {
		var err error
		if row, err = tx.read(t, id); err != nil {
			return nil, err
		}
		tx.see(identity{t, id}, row)
	}
	if row == nil {
		return nil, kind.ErrNotFound
	}
	return row, nil
}

// see keeps a row at hand for the rest of a write, or that there is none.
func (tx *Tx) see(id identity, row *kind.Row) {
	if !tx.writing {
		return
	}
	if tx.seen == nil || len(tx.seen) >= maxSeen {
		tx.seen = map[identity]*kind.Row{}
	}
	tx.seen[id] = row
}

// seeAs is see of a row that its owner may go on changing.
func (tx *Tx) seeAs(row kind.Row) { tx.see(identity{row.Type, row.ID}, &row) }

// read is Row without what was seen; nil when there is none.
func (tx *Tx) read(t *kind.Type, id kind.ID) (*kind.Row, error) {
	if t.Apart {
		return tx.readState(t, id)
	}
	from, args := tx.source(t, []any{id})
	rows, err := tx.rows(t, `SELECT `+columns+` FROM `+from+` r WHERE id = $1 AND kind = '`+t.Name+`'`, args)
	if len(rows) == 0 || err != nil {
		return nil, err
	}
	return rows[0], nil
}

// Children reads the records under a parent, by start and then by age.
func (tx *Tx) Children(t *kind.Type, parent kind.ID) ([]*kind.Row, error) {
	from, args := tx.source(t, []any{parent})
	return tx.rows(t, `SELECT `+columns+` FROM `+from+` r WHERE kind = '`+t.Name+`' AND parent = $1 ORDER BY starts`+tx.store.engine.Syntax().NullsFirst+`, id`, args)
}

// Find reads the records of an employer whose text or number at path equals
// value, regardless of letter case.
func (tx *Tx) Find(t *kind.Type, employer kind.ID, path, value string) ([]*kind.Row, error) {
	f := t.Fields.At(path)
	if f == nil {
		return nil, fmt.Errorf("kind %s has no field %s", t.Name, path)
	}
	arg, err := literal(f, value)
	if err != nil {
		return nil, err
	}
	from, args := tx.source(t, []any{employer, arg})
	field := tx.store.engine.Syntax().Field("doc", f.Steps(), f.Form)
	return tx.rows(t, `SELECT `+columns+` FROM `+from+` r WHERE kind = '`+t.Name+`' AND employer = $1 AND `+field+` = $2 ORDER BY id`, args)
}

func (tx *Tx) rows(t *kind.Type, query string, args []any) ([]*kind.Row, error) {
	var rows []*kind.Row
	err := tx.conn.Query(tx.ctx, query, args, func(c Columns) error {
		rows = append(rows, readRow(t, c))
		return nil
	})
	return rows, err
}

func readRow(t *kind.Type, c Columns) *kind.Row {
	return &kind.Row{
		Type: t, ID: c.ID(0), Parent: optionalID(c, 1), Employer: optionalID(c, 2),
		Starts: optionalDate(c, 3), Ends: optionalDate(c, 4),
		Change: c.Int(5), Body: append([]byte(nil), c.Bytes(6)...),
	}
}

// Insert stores a new record. The row gets the number of its change.
func (tx *Tx) Insert(row *kind.Row) error {
	if row.Type.Apart {
		return tx.insertState(row)
	}
	if err := tx.log("create", row, row.Body); err != nil {
		return err
	}
	_, err := tx.conn.Exec(tx.ctx,
		`INSERT INTO record (kind, id, parent, employer, starts, ends, change, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		row.Type.Name, row.ID, nullID(row.Parent), nullID(row.Employer), nullDate(row.Starts), nullDate(row.Ends), row.Change, string(row.Body))
	if err == nil {
		tx.seeAs(*row)
	}
	return err
}

// Update stores a record anew. The row gets the number of its change.
func (tx *Tx) Update(row *kind.Row) error {
	if row.Type.Apart {
		return tx.updateState(row)
	}
	if err := tx.log("replace", row, row.Body); err != nil {
		return err
	}
	n, err := tx.conn.Exec(tx.ctx,
		`UPDATE record SET starts = $1, ends = $2, change = $3, body = $4 WHERE id = $5 AND kind = $6`,
		nullDate(row.Starts), nullDate(row.Ends), row.Change, string(row.Body), row.ID, row.Type.Name)
	if err = expectOne(n, err); err == nil {
		tx.seeAs(*row)
	}
	return err
}

// Delete removes a record. What it was stays in the change log.
func (tx *Tx) Delete(row *kind.Row) error {
	if row.Type.Apart {
		return tx.deleteState(row)
	}
	if err := tx.log("delete", row, row.Body); err != nil {
		return err
	}
	delete(tx.seen, identity{row.Type, row.ID})
	n, err := tx.conn.Exec(tx.ctx, `DELETE FROM record WHERE id = $1 AND kind = $2`, row.ID, row.Type.Name)
	return expectOne(n, err)
}

func expectOne(n int64, err error) error {
	if err == nil && n != 1 {
		return kind.ErrNotFound
	}
	return err
}

// log appends to the change log and numbers the row by it.
func (tx *Tx) log(verb string, row *kind.Row, body []byte) error {
	if !tx.writing {
		return errReadOnly
	}
	if row.Type.Unlogged {
		return nil
	}
	number, err := tx.numbers.next(tx)
	if err != nil {
		return err
	}
	row.Change = number
	_, err = tx.conn.Exec(tx.ctx,
		`INSERT INTO change (number, at, kind, id, parent, employer, verb, body, client, user_id, dialect, operation)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		number, micros(tx.now), row.Type.Name, row.ID, nullID(row.Parent), nullID(row.Employer), verb, string(body),
		tx.by.Client, nullID(tx.by.User), tx.by.Dialect, tx.by.Operation)
	return err
}

// numbers gives changes their numbers. Nobody else does while writes are
// made: asking the database for each would cost half of what a change costs.
type numbers struct {
	known bool
	last  int64
}

func (n *numbers) next(tx *Tx) (int64, error) {
	if !n.known {
		last, err := tx.LastChange()
		if err != nil {
			return 0, err
		}
		n.known, n.last = true, last
	}
	n.last++
	return n.last, nil
}

// savepoint is that of a connection. Numbers of changes that it undid are given
// again.
func (n *numbers) savepoint(conn Conn, f func() error) error {
	before := *n
	err := conn.Savepoint(context.Background(), f)
	if err != nil {
		*n = before
	}
	return err
}

func optionalID(c Columns, i int) kind.ID {
	if c.Null(i) {
		return kind.ID{}
	}
	return c.ID(i)
}

func optionalDate(c Columns, i int) cal.Date {
	if c.Null(i) {
		return cal.Date{}
	}
	d, err := cal.Parse(c.Text(i))
	if err != nil {
		return cal.Date{}
	}
	return d
}

func nullID(id kind.ID) any {
	if id.IsZero() {
		return nil
	}
	return id
}

func nullDate(d cal.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.String()
}

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic("store: " + err.Error())
	}
	return zone
}
