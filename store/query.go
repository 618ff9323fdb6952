package store

import (
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Query asks for a list of rows, each made of one or several records.
type Query struct {
	// View says what a row is made of.
	View *View
	// Parent and Employer narrow the first part; zero is no condition.
	Parent, Employer kind.ID
	// Reach narrows the first part to what a user may see; nil is no
	// condition.
	Reach *Reach
	// Where are conditions of ours, on the first part; Filter is the client's,
	// on the fields of the row as it is shown.
	Where  []Condition
	Filter Filter
	Order  []Order
	// On is the day on which the parts of the view that are Current hold; zero
	// is today.
	On cal.Date
	// Offset skips rows; Limit 0 is all.
	Offset, Limit int
}

// Reach is the part of the record that a user may see: all employers of some
// providers, and some employers more.
type Reach struct {
	Providers, Employers []kind.ID
}

// List calls each with the body of every row of the page, in order. The
// bytes are valid during that call only.
func (tx *Tx) List(q Query, each func(body []byte) error) error {
	b := tx.build(q)
	text := b.list()
	if b.err != nil {
		return b.err
	}
	show := q.View.shower()
	return tx.conn.Query(tx.ctx, text, b.args, func(c Columns) error {
		body, err := show(c)
		if err != nil {
			return err
		}
		return each(body)
	})
}

// Count is how many rows the query has on all pages.
func (tx *Tx) Count(q Query) (int, error) {
	b := tx.build(q)
	text := `SELECT count(*) ` + b.from() + b.where()
	if b.err != nil {
		return 0, b.err
	}
	var n int
	err := tx.conn.Query(tx.ctx, text, b.args, func(c Columns) error {
		n = int(c.Int(0))
		return nil
	})
	return n, err
}

// KnownAt is the instant that a transaction looks back to; false when it
// shows the present.
func (tx *Tx) KnownAt() (time.Time, bool) {
	if tx.known == nil {
		return time.Time{}, false
	}
	return *tx.known, true
}

// Holds says that a record fulfils conditions today.
func (tx *Tx) Holds(row *kind.Row, where []Condition) (bool, error) {
	b := tx.build(Query{View: Whole(row.Type), Where: where})
	text := `SELECT count(*) ` + b.from() + b.where() + ` AND p0.id = ` + b.arg(row.ID)
	if b.err != nil {
		return false, b.err
	}
	held := false
	err := tx.conn.Query(tx.ctx, text, b.args, func(c Columns) error {
		held = c.Int(0) > 0
		return nil
	})
	return held, err
}
