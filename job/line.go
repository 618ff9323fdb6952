package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/payglot/payglot/store"
)

// A line is the rows of table line that bear its name, by number. The first is
// its head. This holds before and after every transaction:
//
//   - A line with jobs has its turn coming: either one job of River of kind
//     [turn] that isn't finished, or one timer that becomes such a job when the
//     head is due. An empty line has neither.
//
// It holds because writes follow one another, over all processes, and each of
// the three that touch a line keeps it: Follow arms a line that was empty, and
// no other; a timer is deleted in the transaction that makes it a job; and a
// turn is completed in the transaction that takes away the heads it has done
// and arms the line again if any are left. A turn that fails changes nothing
// and stays with River, which tries it again. So the rows of a line are
// themselves the mark that it is armed, and there is no second one to disagree.
//
// Order does not stand on it: whoever has a turn reads the head, has it done
// and deletes it in one write, so that a turn too many finds the next head, or
// none, and does no harm. But without its turn a line would wait for ever.
// Should somebody delete jobs from River's tables, armAll makes up for it at
// the next start.

// Follow has a job done after all that were put in the same line before it,
// and not before the record's clock reaches due. Of a line, one job is done at
// a time, over all processes, and none is ever given up: one that fails is
// tried again until it succeeds, and holds up its own line and no other. Names
// of lines stand in the log, and may not tell of people.
func (q *Queue) Follow(tx *store.Tx, line string, due time.Time, a Args) error {
	if err := q.known(a); err != nil {
		return err
	}
	if q.long[a.Kind()] {
		return fmt.Errorf("job %s: %w", a.Kind(), errInLine)
	}
	args, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("job %s: %w", a.Kind(), err)
	}
	before, err := head(tx, line)
	if err != nil {
		return err
	}
	if _, err := tx.Conn().Exec(tx.Context(), `INSERT INTO line (line, due, job, args) VALUES ($1, $2, $3, $4)`,
		line, due.UnixMicro(), a.Kind(), string(args)); err != nil {
		return err
	}
	if before != nil {
		return nil // its turn is coming
	}
	return q.arm(tx, line, due.UnixMicro())
}

// PutOff is an error by which the handler of a job in a line has it wait, with
// those behind it, until the record's clock reaches an instant that is yet to
// come; the handler is then called again. What it has written is undone. From
// a job that isn't in a line it is an error like any other.
func PutOff(until time.Time) error { return putOff{until} }

type putOff struct{ until time.Time }

func (p putOff) Error() string { return "put off until " + p.until.Format(time.RFC3339) }

// place is a job in a line.
type place struct {
	number int64
	line   string
	due    int64 // microseconds since 1970 UTC, of the record's clock
	kind   string
	args   []byte
}

// head reads the job that is next in a line; nil when the line is empty.
func head(tx *store.Tx, line string) (*place, error) {
	var first *place
	err := tx.Conn().Query(tx.Context(), `SELECT number, due, job, args FROM line WHERE line = $1 ORDER BY number LIMIT 1`,
		[]any{line}, func(c store.Columns) error {
			first = &place{number: c.Int(0), line: line, due: c.Int(1), kind: c.Text(2), args: []byte(c.Text(3))}
			return nil
		})
	return first, err
}

// arm has the turn of a line come when its head is due.
func (q *Queue) arm(tx *store.Tx, line string, due int64) error {
	if due <= tx.Now().UnixMicro() {
		return q.take(tx, turn{line})
	}
	return q.setTimer(tx, "line "+line, due, turn{line})
}

// armAll arms the lines that have jobs and no turn. There should be none.
func (q *Queue) armAll(tx *store.Tx) error {
	of := q.backend.words().lineOf
	var heads []place
	err := tx.Conn().Query(tx.Context(), `SELECT line, due FROM line
		WHERE number IN (SELECT min(number) FROM line GROUP BY line) AND line NOT IN (
			SELECT `+of+` FROM timer WHERE job = $1
			UNION ALL
			SELECT `+of+` FROM river_job WHERE kind = $1 AND state IN ('available', 'pending', 'retryable', 'running', 'scheduled'))`,
		[]any{turn{}.Kind()}, func(c store.Columns) error {
			heads = append(heads, place{line: c.Text(0), due: c.Int(1)})
			return nil
		})
	for _, h := range heads {
		q.log.Warn("a line had lost its turn", "line", h.line)
		err = errors.Join(err, q.arm(tx, h.line, h.due))
	}
	return err
}

// leave takes a job that is done out of its line.
func (p *place) leave(ctx context.Context, conn store.Conn) error {
	_, err := conn.Exec(ctx, `DELETE FROM line WHERE number = $1`, p.number)
	return err
}

// wait has a job and those behind it wait until another instant.
func (p *place) wait(ctx context.Context, conn store.Conn, until int64) error {
	_, err := conn.Exec(ctx, `UPDATE line SET due = $1 WHERE number = $2`, until, p.number)
	return err
}
