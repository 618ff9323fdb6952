package job

import (
	"context"
	"encoding/json"
	"time"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/store"
)

// Pauses of the watch, in real time: after a failure, and on a shared
// database, where another process may set a timer.
const (
	failurePause = time.Second
	sharedPause  = time.Second
)

// watch hands timers to River as they come due.
func (q *Queue) watch(ctx context.Context) {
	for ctx.Err() == nil {
		due, some, err := q.next(ctx)
		if err == nil && some && !due.After(q.clock.Now()) {
			err = q.fire(ctx)
			if err == nil {
				continue
			}
		}
		if err != nil && ctx.Err() == nil {
			q.log.Error("timers could not be looked at", "error", err)
			clock.Sleep(ctx, failurePause)
			continue
		}
		q.wait(ctx, due, some)
	}
}

// wait returns when the clock reaches due, when a timer was set, or on a
// shared database after a while.
func (q *Queue) wait(ctx context.Context, due time.Time, some bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if some {
		q.done.Go(func() {
			if q.clock.Wait(ctx, due) == nil {
				cancel()
			}
		})
	}
	if q.store.Engine().Shared() {
		q.done.Go(func() {
			clock.Sleep(ctx, sharedPause)
			cancel()
		})
	}
	select {
	case <-q.changed:
	case <-ctx.Done():
	}
}

// next is when the next timer is due.
func (q *Queue) next(ctx context.Context) (due time.Time, some bool, err error) {
	err = q.store.View(ctx, func(tx *store.Tx) error {
		return tx.Conn().Query(ctx, `SELECT due FROM timer ORDER BY due LIMIT 1`, nil, func(c store.Columns) error {
			due, some = time.UnixMicro(c.Int(0)), true
			return nil
		})
	})
	return due, some, err
}

// fire moves the timers that are due into River, in one transaction.
func (q *Queue) fire(ctx context.Context) error {
	due, some, err := q.next(ctx)
	if err != nil || !some || due.After(q.clock.Now()) {
		return err
	}
	return q.store.Update(ctx, by("Timers"), func(tx *store.Tx) error {
		var jobs []kept
		err := tx.Conn().Query(ctx, `DELETE FROM timer WHERE due <= $1 RETURNING job, args`, []any{tx.Now().UnixMicro()}, func(c store.Columns) error {
			jobs = append(jobs, kept{kind: c.Text(0), args: json.RawMessage(c.Text(1))})
			return nil
		})
		if err != nil {
			return err
		}
		for _, j := range jobs {
			if err := q.Enqueue(tx, j); err != nil {
				return err
			}
		}
		return nil
	})
}

// kept is a job as the timer table has it.
type kept struct {
	kind string
	args json.RawMessage
}

func (k kept) Kind() string { return k.kind }

// MarshalJSON gives the arguments as they were kept.
func (k kept) MarshalJSON() ([]byte, error) { return k.args, nil }
