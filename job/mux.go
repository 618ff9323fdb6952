package job

import (
	"context"
	"database/sql"
	"errors"

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
	add []func(*Queue, *river.Workers)
}

// NewMux makes one without handlers.
func NewMux() *Mux { return &Mux{} }

// Handle registers what is done for jobs with arguments A. All that f writes
// through tx is kept together with the job's completion; an error undoes it
// and tries the job again.
func Handle[A Args](m *Mux, f func(ctx context.Context, tx *store.Tx, a A) error) {
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
		if err := w.handle(ctx, tx, j.Args); err != nil {
			return err
		}
		return complete(ctx, tx.Conn().Native(), j)
	})
}

// by is who works: payglot itself.
func by(operation string) store.Actor { return store.Actor{Dialect: "payglot", Operation: operation} }

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
	return err
}

var errNative = errors.New("the store's database has no queue")
