package clock

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/payglot/payglot/cal"
)

// Mode says whether a movable clock ticks.
type Mode string

const (
	Ticking Mode = "system" // goes on at the machine's pace
	Fixed   Mode = "fixed"  // stands still until it is moved
)

// State is all there is to know of a movable clock: stored, and restored in
// another process, it gives the same time there. The zero State is that of the
// machine's own clock.
type State struct {
	Mode Mode `json:"mode,omitzero"`
	// Now is the time the clock was given, when the machine's was Real.
	Now  time.Time `json:"now,omitzero"`
	Real time.Time `json:"real,omitzero"`
}

// now returns the time of the record when the machine's is real.
func (s State) now(real time.Time) time.Time {
	switch {
	case s.Mode == Fixed:
		return s.Now
	case s.Now.IsZero():
		return real
	default:
		return s.Now.Add(real.Sub(s.Real))
	}
}

func (s State) equal(t State) bool {
	return s.Mode == t.Mode && s.Now.Equal(t.Now) && s.Real.Equal(t.Real)
}

func (s State) check() error {
	switch {
	case s.Mode != Ticking && s.Mode != Fixed:
		return fmt.Errorf("%w: %.20q", ErrMode, s.Mode)
	case s.Now.IsZero() && s.Mode == Fixed:
		return ErrFixed
	case s.Now.IsZero() != s.Real.IsZero() && s.Mode == Ticking:
		return ErrTicking
	}
	for _, t := range []time.Time{s.Now, s.Real} {
		if y := t.UTC().Year(); y < 1 || y > 9998 { // every zone still shows four digits
			return fmt.Errorf("%w: year %d", ErrRange, y)
		}
	}
	return nil
}

// Reasons why a clock does not move.
var (
	ErrMode    = errors.New(`mode of the clock is neither "system" nor "fixed"`)
	ErrRange   = errors.New("time of the clock is not in the years 1 to 9998")
	ErrFixed   = errors.New("a fixed clock needs a time")
	ErrTicking = errors.New("a clock that was set needs both its times")
)

// Movable is a Clock that can be set and advanced. It starts as the machine's
// own.
type Movable struct {
	in *time.Location // where Now is told, and days and months are counted

	mu    sync.Mutex
	state State
	moved chan struct{}
}

// NewMovable returns a clock that shows the machine's time as in that place,
// and counts days and months as a calendar there does.
func NewMovable(in *time.Location) *Movable {
	return &Movable{in: in, state: State{Mode: Ticking}, moved: make(chan struct{})}
}

// Now is that of [Clock].
func (m *Movable) Now() time.Time { return m.look().now }

// Moved is that of [Clock].
func (m *Movable) Moved() <-chan struct{} { return m.look().moved }

// Wait is that of [Clock].
func (m *Movable) Wait(ctx context.Context, until time.Time) error {
	return wait(ctx, until, m.look)
}

func (m *Movable) look() reading {
	m.mu.Lock()
	defer m.mu.Unlock()
	return reading{now: m.state.now(machine()).In(m.in), moved: m.moved, ticks: m.state.Mode != Fixed}
}

// State returns the setting, for [Movable.Restore].
func (m *Movable) State() State {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.state
}

// Set sets the clock. In mode Ticking it goes on from there; without a time it
// goes by the machine's again.
func (m *Movable) Set(now time.Time, mode Mode) error {
	if now.IsZero() && mode == Ticking {
		return m.Restore(State{Mode: Ticking})
	}
	s := State{Mode: mode, Now: now.Round(0)}
	if mode == Ticking {
		s.Real = machine()
	}
	return m.Restore(s)
}

// Advance moves the clock on and returns what it shows then. The mode stays.
func (m *Movable) Advance(by cal.Duration) (time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	real := machine()
	s := State{Mode: m.state.Mode, Now: by.After(m.state.now(real), m.in)}
	if s.Mode == Ticking {
		s.Real = real
	}
	return s.Now, m.restore(s)
}

// Restore gives the clock a setting that [Movable.State] returned here or in
// another process. One that it has already is no move.
func (m *Movable) Restore(s State) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.restore(s)
}

// restore is called with the lock held.
func (m *Movable) restore(s State) error {
	if s.Mode == "" {
		s.Mode = Ticking
	}
	if err := s.check(); err != nil {
		return err
	}
	if s.equal(m.state) {
		return nil
	}
	m.state = s
	close(m.moved)
	m.moved = make(chan struct{})
	return nil
}
