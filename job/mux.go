package job

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"github.com/payglot/payglot/store"
)

// Args is the input of a job, kept as JSON. Its kind never changes.
type Args interface{ Kind() string }

// Mux says what is done for each kind of job.
type Mux struct {
	kinds map[string]handler
	long  map[string]bool // those that are done outside a write
	add   []func(*Queue, *river.Workers)
}

// handler does a job, given its arguments as they are kept.
type handler func(ctx context.Context, tx *store.Tx, args []byte) error

// NewMux makes one without handlers.
func NewMux() *Mux {
	return &Mux{
		kinds: map[string]handler{turn{}.Kind(): nil}, // the queue's own, for nobody to enqueue
		long:  map[string]bool{},
	}
}

// claim registers the handler of a kind.
func (m *Mux) claim(kind string, f handler) {
	if _, taken := m.kinds[kind]; taken {
		panic("job: two handlers for " + kind)
	}
	m.kinds[kind] = f
}

// Handle registers what is done for jobs with arguments A. All that f writes
// through tx is kept together with the job's completion; an error undoes it
// and tries the job again. Like every Update, f holds up all other writes. A
// second handler for a kind panics.
func Handle[A Args](m *Mux, f func(ctx context.Context, tx *store.Tx, a A) error) {
	var none A
	m.claim(none.Kind(), func(ctx context.Context, tx *store.Tx, args []byte) error {
		var a A
		if err := json.Unmarshal(args, &a); err != nil {
			return fmt.Errorf("job %s: %w", a.Kind(), err)
		}
		return f(ctx, tx, a)
	})
	m.add = append(m.add, func(q *Queue, workers *river.Workers) {
		river.AddWorker(workers, &worker[A]{queue: q, handle: f})
	})
}

type worker[A Args] struct {
	river.WorkerDefaults[A]
	queue  *Queue
	handle func(ctx context.Context, tx *store.Tx, a A) error
}

// Work runs the handler and completes the job in one transaction.
func (w *worker[A]) Work(ctx context.Context, j *river.Job[A]) error {
	return w.queue.store.Update(ctx, by(j.Kind), func(tx *store.Tx) error {
		if err := stillOurs(ctx, tx.Conn(), j.ID, j.Attempt); err != nil {
			return err
		}
		if err := w.handle(ctx, tx, j.Args); err != nil {
			return err
		}
		return complete(ctx, tx.Conn().Native(), j)
	})
}

// by is who works: payglot itself.
func by(operation string) store.Actor { return store.Actor{Dialect: "payglot", Operation: operation} }

var (
	errNative = errors.New("the store's database has no queue")
	errTaken  = errors.New("another attempt has this job")
)

// stillOurs refuses an attempt that was given up for dead, and whose job may
// run or be done elsewhere: writes follow one another, so what it sees holds
// until the transaction ends.
func stillOurs(ctx context.Context, conn store.Conn, id int64, attempt int) error {
	found := errTaken
	err := conn.Query(ctx, `SELECT 1 FROM river_job WHERE id = $1 AND attempt = $2 AND state = 'running'`,
		[]any{id, int64(attempt)}, func(store.Columns) error {
			found = nil
			return nil
		})
	return errors.Join(err, found)
}

func complete[A Args](ctx context.Context, native any, j *river.Job[A]) error {
	var err error
	switch tx := native.(type) {
	case *sql.Tx:
		_, err = river.JobCompleteTx[*riversqlite.Driver](ctx, tx, j)
	case pgx.Tx:
		_, err = river.JobCompleteTx[*riverpgxv5.Driver](ctx, tx, j)
	default:
		err = errNative
	}
	if err != nil {
		return fmt.Errorf("job %s: complete: %w", j.Kind, err)
	}
	return nil
}
