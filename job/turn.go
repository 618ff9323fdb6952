package job

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"time"

	"github.com/riverqueue/river"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/store"
)

// How long one turn of a line may hold up all other writes, and when a turn
// that fails is tried again.
const (
	headsAtOnce  = 50
	turnLength   = 20 * time.Millisecond // the job that it ends in is finished
	longestPause = 15 * time.Minute
	triesOfTurn  = 50
)

// turn is the job of River that does what is due at the head of a line. It is
// nobody's to enqueue but a line's.
type turn struct {
	Line string `json:"line"`
}

func (turn) Kind() string { return "line" }

// InsertOpts keeps River from giving a turn up: it is replaced long before.
func (turn) InsertOpts() river.InsertOpts { return river.InsertOpts{MaxAttempts: math.MaxInt16} }

type turnWorker struct {
	river.WorkerDefaults[turn]
	queue *Queue
}

// NextRetry is River's, with its growing pauses, up to a longest one.
func (w *turnWorker) NextRetry(j *river.Job[turn]) time.Time {
	next, latest := new(river.DefaultClientRetryPolicy).NextRetry(j.JobRow), clock.Real().Add(longestPause)
	if next.After(latest) {
		return latest
	}
	return next
}

// Work does what is due and completes the turn in one transaction. River keeps
// the error of every try of a job; so that they don't pile up, the turn of a
// line that is blocked for long is now and then replaced by a new one.
func (w *turnWorker) Work(ctx context.Context, j *river.Job[turn]) error {
	return w.queue.store.Update(ctx, by(j.Kind), func(tx *store.Tx) error {
		err := stillOurs(ctx, tx.Conn(), j.ID, j.Attempt)
		switch {
		case err != nil:
		case j.Attempt > triesOfTurn:
			err = w.queue.take(tx, j.Args)
		default:
			err = w.queue.advance(ctx, tx, j.Args.Line)
		}
		if err != nil {
			return err
		}
		return complete(ctx, tx.Conn().Native(), j)
	})
}

// advance does the jobs at the head of a line that are due, as many as one
// turn allows, and arms the line for the next. When one fails, those before it
// are kept: it then has a turn of its own, which it fails.
func (q *Queue) advance(ctx context.Context, tx *store.Tx, line string) error {
	began, now := clock.Real(), tx.Now().UnixMicro()
	for done := 0; ; done++ {
		next, err := head(tx, line)
		if err != nil || next == nil {
			return err
		}
		if done == headsAtOnce || next.due > now || done > 0 && clock.Since(began) > turnLength {
			return q.arm(tx, line, next.due)
		}
		err = q.do(ctx, tx, next)
		if err != nil && done > 0 {
			return q.arm(tx, line, next.due)
		}
		if err != nil {
			return err
		}
	}
}

// do has the head of a line done and takes it out, or puts it off. When it
// fails it has changed nothing.
func (q *Queue) do(ctx context.Context, tx *store.Tx, p *place) error {
	handle := q.kinds[p.kind]
	if handle == nil {
		return &blocked{p, errors.New("the job has no handler")}
	}
	tx.ActFor(by(p.kind))
	err := tx.Try(func(tx *store.Tx) error { return unpanicked(func() error { return handle(ctx, tx, p.args) }) })
	if off := (putOff{}); errors.As(err, &off) && off.until.After(tx.Now()) {
		return p.wait(ctx, tx.Conn(), off.until.UnixMicro())
	}
	if err != nil {
		return &blocked{p, err}
	}
	return p.leave(ctx, tx.Conn())
}

// unpanicked has a panic in f fail f alone, and not what others of its
// transaction have done.
func unpanicked(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return f()
}

// blocked says that a line waits for a job that fails.
type blocked struct {
	*place
	err error // it may hold personal data
}

func (b *blocked) Error() string { return fmt.Sprintf("line %s: job %s: %v", b.line, b.kind, b.err) }
func (b *blocked) Unwrap() error { return b.err }
