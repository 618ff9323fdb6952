package clock_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/clock"
)

var origin = time.Date(2024, 6, 14, 8, 0, 0, 0, time.UTC)

// started returns the result of f once it has one; until then, running is true.
func started(f func() error) (done <-chan error) {
	c := make(chan error, 1)
	go func() { c <- f() }()
	return c
}

func running(done <-chan error) bool {
	synctest.Wait()
	return len(done) == 0
}

func set(t *testing.T, m *clock.Movable, now time.Time, mode clock.Mode) {
	t.Helper()
	if err := m.Set(now, mode); err != nil {
		t.Fatal(err)
	}
}

func TestModes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := clock.NewMovable(time.UTC)
		if !m.Now().Equal(time.Now()) {
			t.Errorf("a new clock shows %v", m.Now())
		}
		set(t, m, origin, clock.Fixed)
		time.Sleep(time.Hour)
		if !m.Now().Equal(origin) {
			t.Errorf("a fixed clock moved to %v", m.Now())
		}
		set(t, m, origin, clock.Ticking)
		time.Sleep(time.Hour)
		if want := origin.Add(time.Hour); !m.Now().Equal(want) {
			t.Errorf("an hour after it was set, it shows %v", m.Now())
		}
		set(t, m, time.Time{}, clock.Ticking)
		if !m.Now().Equal(time.Now()) {
			t.Errorf("back on the machine's time, it shows %v", m.Now())
		}
	})
}

func TestAdvance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		amsterdam, err := time.LoadLocation("Europe/Amsterdam")
		if err != nil {
			t.Fatal(err)
		}
		m := clock.NewMovable(amsterdam)
		for _, mode := range []clock.Mode{clock.Fixed, clock.Ticking} {
			set(t, m, time.Date(2024, 3, 30, 10, 0, 0, 0, amsterdam), mode)
			now, err := m.Advance(cal.Duration{Days: 1}) // the night summer time starts
			if want := time.Date(2024, 3, 31, 10, 0, 0, 0, amsterdam); err != nil || !now.Equal(want) || !m.Now().Equal(want) {
				t.Errorf("%s: %v, %v", mode, now, err)
			}
			if m.State().Mode != mode {
				t.Errorf("the mode became %s", m.State().Mode)
			}
			if d := clock.Today(m, amsterdam); d != cal.MustParse("2024-03-31") {
				t.Errorf("today is %v", d)
			}
		}
	})
}

func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := t.Context()
		m := clock.NewMovable(time.UTC)
		set(t, m, origin, clock.Fixed)
		until := origin.Add(24 * time.Hour)

		done := started(func() error { return m.Wait(ctx, until) })
		time.Sleep(48 * time.Hour)
		if !running(done) {
			t.Fatal("a fixed clock reached the time by itself")
		}
		set(t, m, until.Add(-time.Second), clock.Fixed)
		if !running(done) {
			t.Fatal("returned a second early")
		}
		set(t, m, until, clock.Ticking)
		if running(done) || <-done != nil {
			t.Fatal("did not return on time")
		}

		done = started(func() error { return m.Wait(ctx, until.Add(time.Hour)) })
		time.Sleep(time.Hour - time.Nanosecond)
		if !running(done) {
			t.Fatal("a ticking clock was early")
		}
		time.Sleep(time.Nanosecond)
		if running(done) || <-done != nil {
			t.Fatal("a ticking clock was late")
		}

		if err := m.Wait(ctx, until); err != nil { // long past
			t.Fatal(err)
		}
	})
}

func TestWaitMovedBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := clock.NewMovable(time.UTC)
		set(t, m, origin, clock.Ticking)
		done := started(func() error { return m.Wait(t.Context(), origin.Add(time.Hour)) })
		time.Sleep(30 * time.Minute)
		set(t, m, origin, clock.Ticking)
		time.Sleep(time.Hour - time.Second)
		if !running(done) {
			t.Fatal("the time before the move was counted")
		}
		time.Sleep(time.Second)
		if running(done) || <-done != nil {
			t.Fatal("did not return")
		}
	})
}

func TestWaitEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := clock.NewMovable(time.UTC)
		set(t, m, origin, clock.Fixed)
		why := errors.New("shutting down")
		for name, wait := range map[string]func(context.Context) error{
			"movable": func(ctx context.Context) error { return m.Wait(ctx, origin.Add(1)) },
			"system":  func(ctx context.Context) error { return clock.System().Wait(ctx, time.Now().Add(time.Hour)) },
			"sleep":   func(ctx context.Context) error { return clock.Sleep(ctx, time.Hour) },
		} {
			ctx, cancel := context.WithCancelCause(t.Context())
			done := started(func() error { return wait(ctx) })
			if !running(done) {
				t.Errorf("%s: did not wait", name)
			}
			cancel(why)
			if err := <-done; !errors.Is(err, why) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestSystem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := clock.System()
		start := clock.Real()
		if err := c.Wait(t.Context(), c.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if d := clock.Since(start); d != time.Hour {
			t.Errorf("waited %v", d)
		}
		if err := clock.Sleep(t.Context(), time.Minute); err != nil {
			t.Fatal(err)
		}
		if d := clock.Since(start); d != time.Hour+time.Minute {
			t.Errorf("slept %v", d-time.Hour)
		}
	})
}

func TestMoved(t *testing.T) {
	m := clock.NewMovable(time.UTC)
	isClosed := func(c <-chan struct{}) bool {
		select {
		case <-c:
			return true
		default:
			return false
		}
	}
	for what, move := range map[string]func() error{
		"set":     func() error { return m.Set(origin, clock.Fixed) },
		"back":    func() error { return m.Set(origin.Add(-time.Hour), clock.Fixed) },
		"restore": func() error { return m.Restore(clock.State{}) },
		"advance": func() error { _, err := m.Advance(cal.Duration{Months: 1}); return err },
	} {
		set(t, m, origin.AddDate(1, 0, 0), clock.Fixed)
		before := m.Moved()
		if isClosed(before) {
			t.Fatal("moved by itself")
		}
		if err := move(); err != nil || !isClosed(before) {
			t.Errorf("%s: no move, %v", what, err)
		}
		if after := m.Moved(); isClosed(after) {
			t.Errorf("%s: still moving", what)
		} else if err := m.Restore(m.State()); err != nil || isClosed(after) {
			t.Errorf("%s: restoring the same setting moves, %v", what, err)
		}
	}
}

// A setting that went through a store gives another process the same time.
func TestState(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, mode := range []clock.Mode{clock.Fixed, clock.Ticking} {
			for _, now := range []time.Time{origin, time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC), time.Date(9990, 1, 1, 0, 0, 0, 0, time.UTC)} {
				here, there := clock.NewMovable(time.UTC), clock.NewMovable(time.UTC)
				set(t, here, now, mode)
				b, err := json.Marshal(here.State())
				if err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Minute)
				var s clock.State
				if err := json.Unmarshal(b, &s); err != nil {
					t.Fatal(err)
				}
				if err := there.Restore(s); err != nil || !there.Now().Equal(here.Now()) {
					t.Errorf("%s: %s gives %v, not %v (%v)", mode, b, there.Now(), here.Now(), err)
				}
			}
		}
	})
}

func TestRefused(t *testing.T) {
	m := clock.NewMovable(time.UTC)
	set(t, m, origin, clock.Fixed)
	for what, c := range map[string]struct {
		do   func() error
		want error
	}{
		"mode":           {func() error { return m.Set(origin, "slow") }, clock.ErrMode},
		"fixed at none":  {func() error { return m.Set(time.Time{}, clock.Fixed) }, clock.ErrFixed},
		"year 10000":     {func() error { return m.Set(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), clock.Fixed) }, clock.ErrRange},
		"half a state":   {func() error { return m.Restore(clock.State{Mode: clock.Ticking, Now: origin}) }, clock.ErrTicking},
		"beyond the end": {func() error { _, err := m.Advance(cal.Duration{Years: 9000}); return err }, clock.ErrRange},
	} {
		if err := c.do(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
		if !m.Now().Equal(origin) {
			t.Fatalf("%s: refused, and moved to %v", what, m.Now())
		}
	}
}
