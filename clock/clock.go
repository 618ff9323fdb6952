// Package clock is the one source of now. It imports the standard library and
// package cal.
//
// Two kinds of time are told apart. What the record means by now (periods,
// expiry, due dates) comes from a [Clock], which can be set and advanced. What
// happens to the process (log lines, signatures, timeouts, back-offs) goes by
// [Real], [Since], [Sleep] and [After]; they alone ask the machine, and no
// other package does.
package clock

import (
	"context"
	"time"

	"github.com/payglot/payglot/cal"
)

// Clock tells the time of the record.
type Clock interface {
	// Now returns the time of the record. It has no monotonic part, so it
	// is what comes back when it is stored and read.
	Now() time.Time

	// Moved returns a channel that is closed when the clock is next set,
	// advanced or restored. To miss no move, call it before Now.
	Moved() <-chan struct{}

	// Wait returns nil as soon as Now is not before until, also when the
	// clock is moved there, and the error of ctx when that ends first.
	Wait(ctx context.Context, until time.Time) error
}

// Today returns the day it is in a place.
func Today(c Clock, in *time.Location) cal.Date { return cal.Of(c.Now(), in) }

// System returns the clock of the machine. It can't be moved.
func System() Clock { return system{} }

type system struct{}

func (system) Now() time.Time { return machine() }

func (system) Moved() <-chan struct{} { return nil }

func (s system) Wait(ctx context.Context, until time.Time) error {
	return wait(ctx, until, func() reading { return reading{now: s.Now(), ticks: true} })
}

// longestNap bounds how long a wait sleeps before it looks at the clock again:
// the machine's time can be corrected, and the timers of a machine that sleeps
// stand still.
const longestNap = 20 * time.Second

// reading is one look at a clock.
type reading struct {
	now   time.Time
	moved <-chan struct{}
	ticks bool // without being moved
}

// wait looks at a clock until it has reached the time.
func wait(ctx context.Context, until time.Time, look func() reading) error {
	for {
		r := look()
		left := until.Sub(r.now)
		if left <= 0 {
			return nil
		}
		var nap <-chan time.Time // nothing wakes up from a clock that stands still
		if r.ticks {
			nap = After(min(left, longestNap))
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-r.moved:
		case <-nap:
		}
	}
}
