package job

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/riverqueue/river"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/store"
)

// Pauses of the watch, in real time: after a failure, and on a shared
// database, where another process may die with its timers and jobs.
const (
	failurePause = time.Second
	sharedPause  = 5 * time.Second
)

// maxFired bounds how many timers become jobs in one transaction.
const maxFired = 500

// situation is what there is to do.
type situation struct {
	next    time.Time // when the next timer is due
	timers  bool      // there is one
	due     bool      // now
	jobs    bool      // some wait or run
	orphans bool      // some were left running by a process that died
}

func (s situation) idle() bool { return !s.due && !s.jobs }

// look reads the situation, all of it at one moment: a job that ends may
// leave a timer.
func (q *Queue) look(ctx context.Context) (s situation, err error) {
	words := q.backend.words()
	orphans := words.orphan
	if !q.store.Engine().Shared() {
		orphans = "false" // what runs now, this process runs
	}
	query := `SELECT (SELECT min(due) FROM timer),
		EXISTS (SELECT 1 FROM river_job WHERE ` + words.waiting + `),
		EXISTS (SELECT 1 FROM river_job WHERE ` + orphans + `)`
	err = q.store.View(ctx, func(tx *store.Tx) error {
		return tx.Conn().Query(ctx, query, nil, func(c store.Columns) error {
			if s.timers = !c.Null(0); s.timers {
				s.next = time.UnixMicro(c.Int(0))
				s.due = !s.next.After(q.clock.Now())
			}
			s.jobs, s.orphans = c.Int(1) != 0, c.Int(2) != 0
			return nil
		})
	})
	return s, err
}

// handle does what a situation asks for.
func (q *Queue) handle(ctx context.Context, s situation) error {
	if s.orphans {
		if err := q.takeBack(ctx); err != nil {
			return err
		}
	}
	if s.due {
		return q.fire(ctx)
	}
	return nil
}

// watch hands timers to River as they come due.
func (q *Queue) watch(ctx context.Context) {
	for ctx.Err() == nil {
		moved := q.clock.Moved() // before the look, so that no move is missed
		now, err := q.look(ctx)
		if err == nil {
			err = q.handle(ctx, now)
		}
		switch {
		case ctx.Err() != nil:
		case err != nil:
			q.log.Error("timers could not be looked at", "error", err)
			_ = clock.Sleep(ctx, failurePause)
		case !now.due:
			q.wait(ctx, moved, now)
		}
	}
}

// wait returns when there may be something to do: the clock reaches the next
// timer or is moved, a timer was set, or on a shared database after a while.
func (q *Queue) wait(ctx context.Context, moved <-chan struct{}, s situation) {
	var reached, shared <-chan time.Time
	if s.timers {
		reached = clock.After(min(s.next.Sub(q.clock.Now()), longestNap))
	}
	if q.store.Engine().Shared() {
		shared = clock.After(sharedPause)
	}
	select {
	case <-ctx.Done():
	case <-moved:
	case <-q.changed:
	case <-reached:
	case <-shared:
	}
}

// longestNap bounds how long the watch sleeps on a clock that stands still,
// or that a machine's sleep has held up.
const longestNap = 20 * time.Second

// fire moves timers that are due into River, in one transaction.
func (q *Queue) fire(ctx context.Context) error {
	return q.store.Update(ctx, by("Timers"), func(tx *store.Tx) error {
		var due []timer
		err := tx.Conn().Query(ctx,
			`DELETE FROM timer WHERE id IN (SELECT id FROM timer WHERE due <= $1 ORDER BY due, id LIMIT $2) RETURNING id, due, job, args`,
			[]any{tx.Now().UnixMicro(), int64(maxFired)}, func(c store.Columns) error {
				due = append(due, timer{id: c.Text(0), due: c.Int(1), kind: c.Text(2), args: json.RawMessage(c.Text(3))})
				return nil
			})
		if err != nil || len(due) == 0 {
			return err
		}
		slices.SortFunc(due, func(a, b timer) int { return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.id, b.id)) })
		jobs := make([]river.InsertManyParams, len(due))
		for i, t := range due {
			jobs[i].Args = t
		}
		return q.insert(tx, jobs)
	})
}

// timer is a job as the timer table has it.
type timer struct {
	id   string
	due  int64
	kind string
	args json.RawMessage
}

func (t timer) Kind() string { return t.kind }

// InsertOpts are those of the job that a timer of our own stands for.
func (t timer) InsertOpts() (how river.InsertOpts) {
	if t.kind == (turn{}).Kind() {
		how = turn{}.InsertOpts()
	}
	return how
}

// MarshalJSON gives the arguments as they were kept.
func (t timer) MarshalJSON() ([]byte, error) { return t.args, nil }
