package job

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"github.com/payglot/payglot/store"
)

// longQueue is the queue of River that long jobs stand in, so that they don't
// take the places of those that are done in no time.
const (
	longQueue  = "long"
	longAtOnce = 4
)

// errInLine says that a long job was to stand in a line, which does its jobs
// inside a write.
var errInLine = errors.New("a long job can't stand in a line")

// Try is one try of a long job.
type Try struct {
	// Failures is how many tries have failed. That a process was killed or
	// stopped is no failure of the work.
	Failures int
	// Last says that the job is given up when this try fails.
	Last bool
}

// Long registers what is done for jobs with arguments A that take longer than
// all other writes can wait. work is done outside any transaction, for as long
// as it takes, and gives what is to be written in the end; finish and the job's
// completion are one transaction. finish may be nil.
//
// So work may be done more than once, when a process dies in it or it fails,
// but one finish alone is kept. What work leaves outside the store has to be
// such that a second time does no harm. ctx ends when the queue stops; the job
// is then done again by whoever starts next. A second handler for a kind
// panics.
func Long[A Args](m *Mux, work func(ctx context.Context, a A, try Try) (finish func(*store.Tx) error, err error)) {
	var none A
	m.claim(none.Kind(), func(context.Context, *store.Tx, []byte) error { return errInLine })
	m.long[none.Kind()] = true
	m.add = append(m.add, func(q *Queue, workers *river.Workers) {
		river.AddWorker(workers, &longWorker[A]{queue: q, work: work})
	})
}

type longWorker[A Args] struct {
	river.WorkerDefaults[A]
	queue *Queue
	work  func(ctx context.Context, a A, try Try) (func(*store.Tx) error, error)
}

// Timeout is none. River takes no such job for stuck; one whose process died
// is taken back.
func (w *longWorker[A]) Timeout(*river.Job[A]) time.Duration { return -1 }

// Work does the work and then writes what follows from it. A stop that comes
// between leaves the job as it was.
func (w *longWorker[A]) Work(ctx context.Context, j *river.Job[A]) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(w.queue.quitting.Load(), cancel)()
	finish, err := w.work(ctx, j.Args, Try{Failures: len(j.Errors), Last: j.Attempt >= j.MaxAttempts})
	if err == nil {
		err = w.queue.store.Update(ctx, by(j.Kind), func(tx *store.Tx) error {
			if err := stillOurs(ctx, tx.Conn(), j.ID, j.Attempt); err != nil {
				return err
			}
			if finish != nil {
				if err := finish(tx); err != nil {
					return err
				}
			}
			return complete(ctx, tx.Conn().Native(), j)
		})
	}
	if err != nil && ctx.Err() != nil {
		return river.JobSnooze(0) // it counts as no try
	}
	return err
}

// quitting is done when the queue stops.
type quitting struct {
	context.Context
	begin context.CancelFunc
}

func newQuitting() *quitting {
	ctx, begin := context.WithCancel(context.Background())
	return &quitting{ctx, begin}
}
