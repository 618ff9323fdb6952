package store

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Stamped is a record as an export reads it: with the instant of the change
// that made it what it is. Its body is valid only during the call that gives
// it.
type Stamped struct {
	ID, Parent kind.ID
	// Starts and Ends are the days of its validity, zero is open.
	Starts, Ends cal.Date
	Change       int64
	// At is zero for a kind without a change log.
	At   time.Time
	Body []byte
}

// errPresent says that what is read in bulk is the present.
var errPresent = errors.New("the past can't be read in bulk")

const (
	stamped     = `SELECT r.id, r.parent, r.starts, r.ends, r.change, c.at, r.body FROM record r LEFT JOIN change c ON c.number = r.change WHERE r.kind = '`
	stampedLast = ` AND r.id > $2 ORDER BY r.id LIMIT $3`
)

// Page calls each with at most limit records of an employer's, by age, that
// come after an id; the zero id begins. It finds where it left off by an
// index, so that a long list can be read page by page, and between the pages
// something else in the same snapshot.
func (tx *Tx) Page(t *kind.Type, employer, after kind.ID, limit int, each func(*Stamped) error) error {
	return tx.bulk(stamped+t.Name+`' AND r.employer = $1`+stampedLast, []any{employer, after, int64(limit)}, each)
}

// Among calls each with those records of a kind whose ids are given, by id.
func (tx *Tx) Among(t *kind.Type, ids []kind.ID, each func(*Stamped) error) error {
	return inParts(ids, func(list string, args []any) error {
		return tx.bulk(stamped+t.Name+`' AND r.id IN `+list+` ORDER BY r.id`, args, each)
	})
}

// UnderAll calls each with the records of a kind under any of several parents:
// by parent, and then as [Tx.Children] has them.
func (tx *Tx) UnderAll(t *kind.Type, parents []kind.ID, each func(*Stamped) error) error {
	order := ` ORDER BY r.parent, r.starts` + tx.store.engine.Syntax().NullsFirst + `, r.id`
	return inParts(parents, func(list string, args []any) error {
		return tx.bulk(stamped+t.Name+`' AND r.parent IN `+list+order, args, each)
	})
}

func (tx *Tx) bulk(query string, args []any, each func(*Stamped) error) error {
	if tx.known != nil {
		return errPresent
	}
	var s Stamped
	return tx.conn.Query(tx.ctx, query, args, func(c Columns) error {
		s = Stamped{
			ID: c.ID(0), Parent: optionalID(c, 1), Starts: optionalDate(c, 2), Ends: optionalDate(c, 3),
			Change: c.Int(4), Body: c.Bytes(6),
		}
		if !c.Null(5) {
			s.At = instant(c.Int(5))
		}
		return each(&s)
	})
}

// LogOf calls each with all changes of records of a kind, by id and then
// oldest first.
func (tx *Tx) LogOf(t *kind.Type, ids []kind.ID, each func(*Change) error) error {
	return inParts(ids, func(list string, args []any) error {
		return tx.conn.Query(tx.ctx,
			`SELECT `+changeColumns+` FROM change WHERE kind = '`+t.Name+`' AND id IN `+list+` ORDER BY id, number`,
			args, func(c Columns) error { return each(readChange(c)) })
	})
}

// Since is a place in the change log: behind the change with a number, or when
// that is 0, at an instant.
type Since struct {
	Number int64
	At     time.Time
}

// Touched calls each with the records that were changed since, those of an
// employer or, with a zero id, those that belong to none. One that was changed
// several times comes several times. A record may be gone.
func (tx *Tx) Touched(employer kind.ID, since Since, each func(kindOf string, id, parent kind.ID) error) error {
	var terms []string
	var args []any
	add := func(term string, arg any) {
		args = append(args, arg)
		terms = append(terms, fmt.Sprintf("%s $%d", term, len(args)))
	}
	if employer.IsZero() {
		terms = append(terms, "employer IS NULL")
	} else {
		add("employer =", employer)
	}
	if since.Number > 0 {
		add("number >", since.Number)
	} else {
		add("at >=", micros(since.At))
	}
	return tx.conn.Query(tx.ctx, `SELECT kind, id, parent FROM change WHERE `+strings.Join(terms, " AND ")+` ORDER BY number`, args,
		func(c Columns) error { return each(c.Text(0), c.ID(1), optionalID(c, 2)) })
}

// inPart is how many ids stand in one statement.
const inPart = 256

// places is a list of as many placeholders as a part has ids.
var places = func() string {
	all := make([]string, inPart)
	for i := range all {
		all[i] = fmt.Sprintf("$%d", i+1)
	}
	return "(" + strings.Join(all, ", ") + ")"
}()

// inParts calls f with a list of placeholders and the ids for them, some at a
// time. The list is always the same, so that the statement is prepared once:
// the last id fills what is left over.
func inParts(ids []kind.ID, f func(list string, args []any) error) error {
	for len(ids) > 0 {
		n := min(len(ids), inPart)
		args := make([]any, inPart)
		for i := range args {
			args[i] = ids[min(i, n-1)]
		}
		if err := f(places, args); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}
