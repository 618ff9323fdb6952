package store

import (
	"errors"
	"time"

	"github.com/payglot/payglot/kind"
)

// Change is a line of the change log.
type Change struct {
	Number   int64
	At       time.Time // the record's clock
	Kind     string
	ID       kind.ID
	Parent   kind.ID
	Employer kind.ID
	// Verb is create, replace or delete.
	Verb string
	// Body is what the record became; of a delete, what it was.
	Body []byte
	By   Actor
}

const changeColumns = `number, at, kind, id, parent, employer, verb, body, client, user_id, dialect, operation`

// Changes calls each with the changes of an employer's records from an
// instant up to, not including, another, oldest first.
func (tx *Tx) Changes(employer kind.ID, from, to time.Time, each func(*Change) error) error {
	return tx.conn.Query(tx.ctx,
		`SELECT `+changeColumns+` FROM change WHERE employer = $1 AND at >= $2 AND at < $3 ORDER BY number`,
		[]any{employer, micros(from), micros(to)},
		func(c Columns) error { return each(readChange(c)) })
}

// Before gives the change of the same record before this one; nil when it
// was the first.
func (tx *Tx) Before(c *Change) (*Change, error) {
	var before *Change
	err := tx.conn.Query(tx.ctx,
		`SELECT `+changeColumns+` FROM change WHERE kind = $1 AND id = $2 AND number < $3 ORDER BY number DESC LIMIT 1`,
		[]any{c.Kind, c.ID, c.Number},
		func(c Columns) error {
			before = readChange(c)
			return nil
		})
	return before, err
}

// At gives a record as the change with this number left it. It answers
// [kind.ErrNotFound] when that change isn't one of the record's.
func (tx *Tx) At(t *kind.Type, id kind.ID, number int64) (*Change, error) {
	var found *Change
	err := tx.conn.Query(tx.ctx,
		`SELECT `+changeColumns+` FROM change WHERE kind = $1 AND id = $2 AND number = $3`,
		[]any{t.Name, id, number},
		func(c Columns) error {
			found = readChange(c)
			return nil
		})
	if err == nil && found == nil {
		err = kind.ErrNotFound
	}
	return found, err
}

// LastChange is the number of the newest change; 0 when there is none.
func (tx *Tx) LastChange() (int64, error) {
	var number int64
	err := tx.conn.Query(tx.ctx, `SELECT coalesce(max(number), 0) FROM change`, nil, func(c Columns) error {
		number = c.Int(0)
		return nil
	})
	return number, err
}

// LastUnder calls each with the records of a kind in some employers, and the
// number of the last change of each or of what stands directly under it,
// removals included. byEmployer gives one number for each employer instead.
func (tx *Tx) LastUnder(employers []kind.ID, t *kind.Type, byEmployer bool, each func(id kind.ID, change int64) error) error {
	group := "CASE WHEN kind = '" + t.Name + "' THEN id ELSE parent END"
	if byEmployer {
		group = "employer"
	}
	kinds := "'" + t.Name + "'"
	for _, u := range t.Catalog().Types {
		if u.Parent == t {
			kinds += ", '" + u.Name + "'"
		}
	}
	for _, employer := range employers {
		err := tx.conn.Query(tx.ctx,
			`SELECT `+group+` AS subject, max(number) FROM change WHERE employer = $1 AND kind IN (`+kinds+`) GROUP BY subject ORDER BY subject`,
			[]any{employer}, func(c Columns) error { return each(c.ID(0), c.Int(1)) })
		if err != nil {
			return err
		}
	}
	return nil
}

// Numbers calls each with the id and the last change of every row of the
// query's first part.
func (tx *Tx) Numbers(q Query, each func(id kind.ID, change int64) error) error {
	b := tx.build(q)
	text := `SELECT p0.id, p0.change ` + b.from() + b.where() + b.order()
	if b.err != nil {
		return b.err
	}
	return tx.conn.Query(tx.ctx, text, b.args, func(c Columns) error { return each(c.ID(0), c.Int(1)) })
}

// Meta reads what is kept under a name beside the record; "" when nothing is.
func (tx *Tx) Meta(name string) (string, error) {
	var value string
	err := tx.conn.Query(tx.ctx, `SELECT value FROM meta WHERE key = $1`, []any{name}, func(c Columns) error {
		value = c.Text(0)
		return nil
	})
	return value, err
}

// SetMeta keeps a value under a name beside the record.
func (tx *Tx) SetMeta(name, value string) error {
	if !tx.writing {
		return errReadOnly
	}
	_, err := tx.conn.Exec(tx.ctx,
		`INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

// Clear empties the store and starts change numbers and ids anew.
func (tx *Tx) Clear() error {
	if !tx.writing {
		return errReadOnly
	}
	tx.seen = nil
	*tx.numbers = numbers{}
	tx.store.ids.Restart()
	return tx.store.engine.Clear(tx.ctx, tx.conn)
}

// IsClientError says that an error is the asker's: a filter or an order that
// can't be understood.
func IsClientError(err error) bool {
	var q *QueryError
	return errors.As(err, &q)
}

func readChange(c Columns) *Change {
	return &Change{
		Number: c.Int(0), At: instant(c.Int(1)), Kind: c.Text(2), ID: c.ID(3),
		Parent: optionalID(c, 4), Employer: optionalID(c, 5), Verb: c.Text(6),
		Body: append([]byte(nil), c.Bytes(7)...),
		By:   Actor{Client: c.Text(8), User: optionalID(c, 9), Dialect: c.Text(10), Operation: c.Text(11)},
	}
}
