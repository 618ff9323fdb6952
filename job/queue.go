package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
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
	kinds   map[string]handler
	long    map[string]bool
	backend backend

	changed chan struct{} // a timer was set
	started atomic.Bool
	cancel  context.CancelFunc
	done    sync.WaitGroup

	quitting atomic.Pointer[quitting] // for long jobs
}

// ErrStopped says that nobody works on the queue in this process.
var ErrStopped = errors.New("the queue is not started")

// New opens the queue of a store and brings its tables up to date.
func New(s *store.Store, c clock.Clock, m *Mux, log *slog.Logger) (*Queue, error) {
	q := &Queue{store: s, clock: c, log: log, kinds: m.kinds, long: m.long, changed: make(chan struct{}, 1)}
	workers := river.NewWorkers()
	river.AddWorker(workers, &turnWorker{queue: q})
	for _, add := range m.add {
		add(q, workers)
	}
	ctx := context.Background()
	var err error
	if q.backend, err = newBackend(ctx, s.Engine(), workers, log); err != nil {
		return nil, err
	}
	if err := q.backend.migrate(ctx); err != nil {
		return nil, err
	}
	return q, nil
}

// Start works until Stop or until ctx ends.
func (q *Queue) Start(ctx context.Context) error {
	if err := q.takeBack(ctx); err != nil {
		return fmt.Errorf("queue: start: %w", err)
	}
	if err := q.store.Update(ctx, by("ArmLines"), q.armAll); err != nil {
		return fmt.Errorf("queue: start: %w", err)
	}
	q.quitting.Store(newQuitting())
	if err := q.backend.start(ctx); err != nil {
		return fmt.Errorf("queue: start: %w", err)
	}
	ctx, q.cancel = context.WithCancel(ctx)
	q.done.Go(func() { q.watch(ctx) })
	q.started.Store(true)
	return nil
}

// takeBack makes jobs wait again whose process died while they ran: before
// this one starts all of them, if it is alone on its database.
func (q *Queue) takeBack(ctx context.Context) error {
	return q.store.Update(ctx, by("TakeBack"), func(tx *store.Tx) error {
		_, err := tx.Conn().Exec(ctx, `UPDATE river_job SET state = 'available' WHERE `+q.backend.words().orphan)
		if err == nil && !q.store.Engine().Shared() {
			_, err = tx.Conn().Exec(ctx, `DELETE FROM river_leader`) // it was the dead process
		}
		return err
	})
}

// Stop lets jobs under way finish, as long as ctx allows; long ones are broken
// off, to be done again after the next start. A queue that isn't started is
// stopped already.
func (q *Queue) Stop(ctx context.Context) error {
	if !q.started.Swap(false) {
		return nil
	}
	q.cancel()
	q.done.Wait()
	stopped := make(chan error, 1)
	go func() { stopped <- q.backend.stop(ctx) }()
	q.quitting.Load().begin()
	return <-stopped
}

// Option says how a job is enqueued.
type Option func(*river.InsertOpts)

// Tries is how often a job is tried at most, before it counts as failed.
func Tries(n int) Option { return func(o *river.InsertOpts) { o.MaxAttempts = n } }

// Enqueue has a job done once the transaction is committed.
func (q *Queue) Enqueue(tx *store.Tx, a Args, opts ...Option) error {
	if err := q.known(a); err != nil {
		return err
	}
	var how river.InsertOpts
	for _, opt := range opts {
		opt(&how)
	}
	return q.insert(tx, []river.InsertManyParams{{Args: a, InsertOpts: &how}})
}

// take has the turn of a line come now.
func (q *Queue) take(tx *store.Tx, t turn) error {
	return q.insert(tx, []river.InsertManyParams{{Args: t}})
}

func (q *Queue) insert(tx *store.Tx, jobs []river.InsertManyParams) error {
	for i := range jobs {
		if !q.long[jobs[i].Args.Kind()] {
			continue
		}
		if jobs[i].InsertOpts == nil {
			jobs[i].InsertOpts = new(river.InsertOpts)
		}
		jobs[i].InsertOpts.Queue = longQueue
	}
	if err := q.backend.insert(tx.Context(), tx.Conn().Native(), jobs); err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	tx.AfterCommit(q.backend.wake)
	return nil
}

// known refuses what nobody would do.
func (q *Queue) known(a Args) error {
	if q.kinds[a.Kind()] == nil {
		return fmt.Errorf("job %s has no handler", a.Kind())
	}
	return nil
}

// At has a job done when the record's clock reaches an instant. A timer with
// the same id is replaced.
func (q *Queue) At(tx *store.Tx, id string, due time.Time, a Args) error {
	if err := q.known(a); err != nil {
		return err
	}
	return q.setTimer(tx, id, due.UnixMicro(), a)
}

func (q *Queue) setTimer(tx *store.Tx, id string, due int64, a Args) error {
	args, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("job %s: %w", a.Kind(), err)
	}
	_, err = tx.Conn().Exec(tx.Context(),
		`INSERT INTO timer (id, due, job, args) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET due = excluded.due, job = excluded.job, args = excluded.args`,
		id, due, a.Kind(), string(args))
	tx.AfterCommit(q.wake)
	return err
}

// Cancel drops a timer; there need not be one. A job that the timer already
// caused is done.
func (q *Queue) Cancel(tx *store.Tx, id string) error {
	_, err := tx.Conn().Exec(tx.Context(), `DELETE FROM timer WHERE id = $1`, id)
	return err
}

// drainPause is how often Drain looks again.
const drainPause = 5 * time.Millisecond

// Drain returns when no timer is due at the clock's now and no job waits or
// runs. A job that failed and will be tried again is not waited for.
func (q *Queue) Drain(ctx context.Context) error {
	for {
		now, err := q.look(ctx)
		if err == nil && now.idle() {
			return nil
		}
		if err == nil {
			err = q.handle(ctx, now)
		}
		if err == nil && !q.started.Load() {
			err = ErrStopped
		}
		if err == nil {
			err = clock.Sleep(ctx, drainPause)
		}
		if err != nil {
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

// Failure is a job that was given up.
type Failure struct {
	ID    int64
	Kind  string
	Tries int
	Error string // of the last try; it may hold personal data
}

// maxFailures is how many failures are shown.
const maxFailures = 1000

// Failed lists the jobs that were given up, newest first.
func (q *Queue) Failed(ctx context.Context) ([]Failure, error) {
	var all []Failure
	query := fmt.Sprintf(`SELECT id, kind, attempt, coalesce(%s, '') FROM river_job WHERE state = 'discarded' ORDER BY id DESC LIMIT %d`,
		q.backend.words().lastError, maxFailures)
	err := q.store.View(ctx, func(tx *store.Tx) error {
		return tx.Conn().Query(ctx, query, nil, func(c store.Columns) error {
			all = append(all, Failure{ID: c.Int(0), Kind: c.Text(1), Tries: int(c.Int(2)), Error: c.Text(3)})
			return nil
		})
	})
	return all, err
}
