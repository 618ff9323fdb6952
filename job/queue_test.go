package job_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"sync"
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
	// FailFirst lets the place's first try fail.
	FailFirst bool `json:"failFirst"`
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
	log   safeBuffer
	hurdles
	pieces
}

func onBoth(t *testing.T, test func(t *testing.T, p *place)) {
	t.Run("sqlite", func(t *testing.T) {
		dir := t.TempDir()
		test(t, newPlace(t, func() store.Engine {
			e, err := sqlite.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			return e
		}))
	})
	t.Run("postgres", func(t *testing.T) {
		test(t, newPlace(t, onPostgres(t, pgtest.URL(t, pgtest.NoSync))))
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
		if p.tries.Add(1); n.Fail || n.FailFirst && p.tries.Load() == 1 {
			return errors.New("as asked by Jansen")
		}
		done, err := tx.Meta("done " + n.Name)
		if err != nil {
			return err
		}
		return tx.SetMeta("done "+n.Name, done+"x")
	})
	job.Handle(m, p.step)
	job.Long(m, p.long)
	var err error
	if p.queue, err = job.New(p.store, p.clock, m, slog.New(slog.NewTextHandler(&p.log, &slog.HandlerOptions{Level: slog.LevelDebug}))); err != nil {
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

// eventually waits until a note was done that often.
func (p *place) eventually(name, times string) {
	p.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); p.done(name) != times && time.Now().Before(deadline); {
		time.Sleep(2 * time.Millisecond)
	}
	p.want(name, times)
}

var background = context.Background()

// safeBuffer is a log that is read while it is written.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
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
		p.eventually("one", "x")
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
		p.update(func(tx *store.Tx) error { return p.queue.Enqueue(tx, note{Name: "fails first", FailFirst: true}) })
		p.drain()
		p.want("fails first", "")
		if p.tries.Load() != 1 {
			t.Errorf("before the pause it was tried %d times", p.tries.Load())
		}
		p.eventually("fails first", "x")
		if failures, err := p.queue.Failed(t.Context()); err != nil || len(failures) != 0 {
			t.Errorf("a job that was done counts as given up: %v %v", failures, err)
		}
	})
}

func TestAJobThatIsGivenUpIsSeenByTheDoctorOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.update(func(tx *store.Tx) error { return p.queue.Enqueue(tx, note{Name: "fails", Fail: true}, job.Tries(1)) })
		p.drain()
		failures, err := p.queue.Failed(t.Context())
		if err != nil || len(failures) != 1 {
			t.Fatalf("failures are %v, %v", failures, err)
		}
		if f := failures[0]; f.Kind != "test_note" || f.Tries != 1 || f.Error != "as asked by Jansen" {
			t.Errorf("the failure is %+v", f)
		}
		if log := p.log.String(); !strings.Contains(log, "a job failed") || strings.Contains(log, "Jansen") {
			t.Errorf("the log should tell of the failure and of nobody's name:\n%s", log)
		}
	})
}

func TestAJobIsDoneSoonAfterItsCommit(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		var took time.Duration
		for i := range 5 {
			p.update(func(tx *store.Tx) error { return p.queue.Enqueue(tx, note{Name: "soon"}) })
			began := time.Now()
			p.eventually("soon", strings.Repeat("x", i+1))
			took += time.Since(began)
		}
		if took > 1500*time.Millisecond { // by the poll alone they would take two and a half
			t.Errorf("five jobs were done after %v", took)
		}
	})
}

func TestWhatNobodyWouldDoIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		for name, enqueue := range map[string]func(tx *store.Tx) error{
			"a job":   func(tx *store.Tx) error { return p.queue.Enqueue(tx, unknown{}) },
			"a timer": func(tx *store.Tx) error { return p.queue.At(tx, "id", origin, unknown{}) },
			"a line":  func(tx *store.Tx) error { return p.queue.Follow(tx, "line", origin, unknown{}) },
		} {
			if err := p.store.Update(t.Context(), store.Actor{}, enqueue); err == nil {
				t.Errorf("%s without a handler is taken", name)
			}
		}
		p.drain()
	})
}

type unknown struct{}

func (unknown) Kind() string { return "test_unknown" }

// A timer of a newer payglot must not hold up the others.
func TestAnUnknownTimerFailsAlone(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.update(func(tx *store.Tx) error {
			_, err := tx.Conn().Exec(background, `INSERT INTO timer (id, due, job, args) VALUES ($1, 0, 'test_newer', '{}')`, "newer")
			if err != nil {
				return err
			}
			return p.queue.At(tx, "ours", origin, note{Name: "ours"})
		})
		p.drain()
		p.want("ours", "x")
	})
}

func TestManyTimersAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		const timers = 1200 // more than are fired in one transaction
		p.update(func(tx *store.Tx) error {
			for i := range timers {
				if err := p.queue.At(tx, strconv.Itoa(i), origin.Add(time.Minute), note{Name: "many"}); err != nil {
					return err
				}
			}
			return nil
		})
		p.advance("PT1M")
		p.drain()
		if got := len(p.done("many")); got != timers {
			t.Errorf("%d timers were done %d times", timers, got)
		}
	})
}

func TestAQueueThatIsNotStarted(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.stop()
		p.start(false)
		if err := p.queue.Stop(t.Context()); err != nil {
			t.Errorf("stop: %v", err)
		}
		p.drain() // there is nothing to do
		p.update(func(tx *store.Tx) error { return p.queue.Enqueue(tx, note{Name: "waits"}) })
		if err := p.queue.Drain(t.Context()); !errors.Is(err, job.ErrStopped) {
			t.Errorf("a drain that would never end answers %v", err)
		}
		p.want("waits", "")
	})
}
