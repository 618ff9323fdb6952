package job

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/store"
)

// Queue is the durable work of a store.
type Queue struct {
	store   *store.Store
	clock   clock.Clock
	log     *slog.Logger
	backend backend

	changed chan struct{} // a timer was set
	cancel  context.CancelFunc
	done    sync.WaitGroup
}

// New opens the queue of a store and brings its tables up to date.
func New(s *store.Store, c clock.Clock, m *Mux, log *slog.Logger) (*Queue, error) {
	q := &Queue{store: s, clock: c, log: log, changed: make(chan struct{}, 1)}
	workers := river.NewWorkers()
	for _, add := range m.add {
		add(q, workers)
	}
	var err error
	if q.backend, err = newBackend(s.Engine().Native(), workers, log); err != nil {
		return nil, err
	}
	ctx := context.Background()
	if err := q.backend.migrate(ctx); err != nil {
		return nil, err
	}
	return q, q.takeBack(ctx)
}

// takeBack makes jobs wait again that were running when this process, the
// only one on its database, was killed.
func (q *Queue) takeBack(ctx context.Context) error {
	if q.store.Engine().Shared() {
		return nil // River rescues them when their time is up
	}
	return q.store.Update(ctx, by("TakeBack"), func(tx *store.Tx) error {
		_, err := tx.Conn().Exec(ctx, `UPDATE river_job SET state = 'available' WHERE state = 'running'`)
		return err
	})
}

// Start works until Stop or until ctx ends.
func (q *Queue) Start(ctx context.Context) error {
	if err := q.backend.start(ctx); err != nil {
		return fmt.Errorf("queue: start: %w", err)
	}
	ctx, q.cancel = context.WithCancel(ctx)
	q.done.Go(func() { q.watch(ctx) })
	return nil
}

// Stop lets jobs under way finish.
func (q *Queue) Stop(ctx context.Context) error {
	q.cancel()
	q.done.Wait()
	return q.backend.stop(ctx)
}

// Enqueue has a job done once the transaction is committed.
func (q *Queue) Enqueue(tx *store.Tx, a Args) error {
	return q.backend.insert(tx.Context(), tx.Conn().Native(), a)
}

// At has a job done when the record's clock reaches an instant. A timer with
// the same id is replaced.
func (q *Queue) At(tx *store.Tx, id string, due time.Time, a Args) error {
	args, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("job %s: %w", a.Kind(), err)
	}
	_, err = tx.Conn().Exec(tx.Context(),
		`INSERT INTO timer (id, due, job, args) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET due = excluded.due, job = excluded.job, args = excluded.args`,
		id, due.UnixMicro(), a.Kind(), string(args))
	tx.AfterCommit(q.wake)
	return err
}

// Cancel drops a timer; there need not be one.
func (q *Queue) Cancel(tx *store.Tx, id string) error {
	_, err := tx.Conn().Exec(tx.Context(), `DELETE FROM timer WHERE id = $1`, id)
	return err
}

// Failed lists the jobs that were given up.
func (q *Queue) Failed(ctx context.Context) ([]Failure, error) { return q.backend.failed(ctx) }

// drainPause is how often Drain looks again.
const drainPause = 5 * time.Millisecond

// Drain returns when no timer is due at the clock's now and no job waits or
// runs. A job that failed and will be tried again is not waited for.
func (q *Queue) Drain(ctx context.Context) error {
	for {
		if err := q.fire(ctx); err != nil {
			return err
		}
		busy, err := q.backend.busy(ctx)
		if err != nil || busy == 0 {
			return err
		}
		if err := clock.Sleep(ctx, drainPause); err != nil {
			return err
		}
	}
}

func (q *Queue) wake() {
	select {
	case q.changed <- struct{}{}:
	default:
	}
}
