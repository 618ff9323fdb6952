package job_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres"
	"github.com/payglot/payglot/store/postgres/pgtest"
	"github.com/payglot/payglot/store/sqlite"
)

// note is a job that counts how often it was done, in the record's store.
type note struct {
	Name string `json:"name"`
	Fail bool   `json:"fail"`
}

func (note) Kind() string { return "test_note" }

var origin = time.Date(2024, 6, 14, 8, 0, 0, 0, time.UTC)

// place is a store with a queue on it, which can be closed and opened again.
type place struct {
	t     *testing.T
	open  func() store.Engine
	clock *clock.Movable
	store *store.Store
	queue *job.Queue
	works bool
	tries atomic.Int64
}

func onBoth(t *testing.T, test func(t *testing.T, p *place)) {
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "payglot.db")
		test(t, newPlace(t, func() store.Engine {
			e, err := sqlite.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			return e
		}))
	})
	t.Run("postgres", func(t *testing.T) {
		test(t, newPlace(t, onPostgres(t, pgtest.URL(t))))
	})
}

func onPostgres(t *testing.T, url string) func() store.Engine {
	return func() store.Engine {
		e, err := postgres.Open(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
}

func newPlace(t *testing.T, open func() store.Engine) *place {
	p := &place{t: t, open: open, clock: clock.NewMovable(store.Zone)}
	if err := p.clock.Set(origin, clock.Fixed); err != nil {
		t.Fatal(err)
	}
	p.start(true)
	t.Cleanup(p.stop)
	return p
}

func (p *place) start(work bool) {
	p.t.Helper()
	p.store, p.works = store.Open(p.open(), p.clock, nil), work
	m := job.NewMux()
	job.Handle(m, func(_ context.Context, tx *store.Tx, n note) error {
		if p.tries.Add(1); n.Fail {
			return errors.New("as asked")
		}
		done, err := tx.Meta("done " + n.Name)
		if err != nil {
			return err
		}
		return tx.SetMeta("done "+n.Name, done+"x")
	})
	var err error
	if p.queue, err = job.New(p.store, p.clock, m, slog.New(slog.DiscardHandler)); err != nil {
		p.t.Fatal(err)
	}
	if work {
		if err := p.queue.Start(context.Background()); err != nil {
			p.t.Fatal(err)
		}
	}
}

func (p *place) stop() {
	if p.works {
		if err := p.queue.Stop(context.Background()); err != nil {
			p.t.Error(err)
		}
	}
	if err := p.store.Close(); err != nil {
		p.t.Error(err)
	}
}

func (p *place) update(f func(*store.Tx) error) {
	p.t.Helper()
	if err := p.store.Update(p.t.Context(), store.Actor{Dialect: "payglot"}, f); err != nil {
		p.t.Fatal(err)
	}
}

func (p *place) drain() {
	p.t.Helper()
	if err := p.queue.Drain(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
}

// done says how often a note was done: an x each time.
func (p *place) done(name string) (times string) {
	p.t.Helper()
	if err := p.store.View(p.t.Context(), func(tx *store.Tx) (err error) {
		times, err = tx.Meta("done " + name)
		return err
	}); err != nil {
		p.t.Fatal(err)
	}
	return times
}

func (p *place) want(name, times string) {
	p.t.Helper()
	if got := p.done(name); got != times {
		p.t.Errorf("%s was done %q, want %q", name, got, times)
	}
}

func (p *place) advance(by string) {
	p.t.Helper()
	d, err := cal.ParseDuration(by)
	if err == nil {
		_, err = p.clock.Advance(d)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

func TestAJobIsDoneOnceWithTheTransactionThatEnqueuedIt(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.update(func(tx *store.Tx) error { return p.queue.Enqueue(tx, note{Name: "kept"}) })
		undone := errors.New("undone")
		err := p.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
			if err := p.queue.Enqueue(tx, note{Name: "undone"}); err != nil {
				return err
			}
			return undone
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		p.drain()
		p.want("kept", "x")
		p.want("undone", "")
	})
}

func TestATimerWaitsForTheClockAndIsDoneWhenItIsMoved(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.update(func(tx *store.Tx) error {
			for name, due := range map[string]time.Duration{"soon": time.Hour, "late": 48 * time.Hour, "cancelled": time.Hour} {
				if err := p.queue.At(tx, name, origin.Add(due), note{Name: name}); err != nil {
					return err
				}
			}
			return p.queue.Cancel(tx, "cancelled")
		})
		p.drain()
		p.want("soon", "")
		p.advance("PT2H")
		p.drain()
		p.want("soon", "x")
		p.want("late", "")
		p.want("cancelled", "")
		p.advance("P2D")
		p.drain()
		p.want("soon", "x")
		p.want("late", "x")
	})
}

func TestATimerFiresByItselfWhenTheClockReachesIt(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.update(func(tx *store.Tx) error { return p.queue.At(tx, "one", origin.Add(time.Hour), note{Name: "one"}) })
		p.advance("PT1H")
		deadline := time.Now().Add(10 * time.Second)
		for p.done("one") == "" && time.Now().Before(deadline) {
			time.Sleep(5 * time.Millisecond)
		}
		p.want("one", "x")
	})
}

func TestAJobSurvivesBetweenEnqueueAndRun(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.stop()
		p.start(false)
		p.update(func(tx *store.Tx) error {
			if err := p.queue.At(tx, "timer", origin.Add(time.Hour), note{Name: "timer"}); err != nil {
				return err
			}
			return p.queue.Enqueue(tx, note{Name: "job"})
		})
		p.stop()
		p.advance("PT3H")
		p.start(true)
		p.drain()
		p.want("job", "x")
		p.want("timer", "x")
	})
}

func TestAFailedJobChangesNothingAndIsTriedAgainLater(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.update(func(tx *store.Tx) error { return p.queue.Enqueue(tx, note{Name: "fails", Fail: true}) })
		p.drain()
		p.want("fails", "")
		if p.tries.Load() == 0 {
			t.Error("it was not tried")
		}
		failures, err := p.queue.Failed(t.Context())
		if err != nil || len(failures) != 0 {
			t.Errorf("after one try it counts as given up: %v %v", failures, err)
		}
	})
}

func TestTwoProcessesDoEachJobOnce(t *testing.T) {
	url := pgtest.URL(t)
	a, b := newPlace(t, onPostgres(t, url)), newPlace(t, onPostgres(t, url))
	const jobs = 60
	a.update(func(tx *store.Tx) error {
		for i := range jobs {
			if err := a.queue.At(tx, strconv.Itoa(i), origin.Add(time.Minute), note{Name: "shared"}); err != nil {
				return err
			}
		}
		return nil
	})
	a.advance("PT2M")
	b.advance("PT2M")
	a.drain()
	b.drain()
	if got := len(a.done("shared")); got != jobs {
		t.Errorf("%d jobs were done %d times", jobs, got)
	}
}
