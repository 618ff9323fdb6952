package payglot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/store"
)

// The setting of the clock is kept beside the record, so that it outlives a
// restart and all processes on one database show the same time.
const clockMeta = "clock"

// clockPoll is how often a process looks whether another one moved the clock.
const clockPoll = time.Second

// setClock gives the clock its first setting: that of --clock, or the one
// kept, or in a new demo world the demo's origin.
func (h *House) setClock(ctx context.Context) error {
	if !h.Config.Clock.IsZero() {
		return h.MoveClock(ctx, h.toOrigin)
	}
	found, err := h.readClock(ctx)
	if err != nil || found || !h.Config.Demo {
		return err
	}
	return h.MoveClock(ctx, h.toOrigin)
}

// toOrigin sets a clock to where it stands on the first start.
func (h *House) toOrigin(c *clock.Movable) error {
	if h.Config.Clock.IsZero() {
		return c.Set(demo.Origin, clock.Fixed)
	}
	return c.Set(h.Config.Clock, clock.Fixed)
}

// MoveClock changes the clock, for all processes on the record, and keeps the
// new setting. What moves is a copy, so that nobody sees a time that is then
// not kept.
func (h *House) MoveClock(ctx context.Context, move func(*clock.Movable) error) error {
	return h.Store.Update(ctx, store.Actor{Dialect: "payglot", Operation: "MoveClock"}, func(tx *store.Tx) error {
		state, found, err := keptClock(tx) // another move may be in the same commit
		if err != nil {
			return err
		}
		if !found {
			state = h.Clock.State()
		}
		next := clock.NewMovable(store.Zone)
		if err := errors.Join(next.Restore(state), move(next)); err != nil {
			return err
		}
		state = next.State()
		tx.AfterCommit(func() {
			h.clockTaken.Lock()
			defer h.clockTaken.Unlock()
			if err := h.Clock.Restore(state); err != nil {
				h.Log.Error("the clock could not be moved", "error", err)
			}
		})
		return keepClock(tx, state)
	})
}

func keepClock(tx *store.Tx, state clock.State) error {
	text, err := json.Marshal(state)
	if err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	return tx.SetMeta(clockMeta, string(text))
}

func keptClock(tx *store.Tx) (state clock.State, found bool, err error) {
	text, err := tx.Meta(clockMeta)
	if err != nil || text == "" {
		return state, false, err
	}
	if err := json.Unmarshal([]byte(text), &state); err != nil {
		return state, false, fmt.Errorf("clock as kept: %w", err)
	}
	return state, true, nil
}

// readClock takes over the setting that is kept.
func (h *House) readClock(ctx context.Context) (found bool, err error) {
	h.clockTaken.Lock() // or a setting read earlier might be taken over later
	defer h.clockTaken.Unlock()
	err = h.Store.View(ctx, func(tx *store.Tx) error {
		found, err = h.takeClock(tx)
		return err
	})
	return found, err
}

// takeClock is called with the lock held.
func (h *House) takeClock(tx *store.Tx) (found bool, err error) {
	state, found, err := keptClock(tx)
	if err != nil || !found {
		return false, err
	}
	return true, h.Clock.Restore(state)
}

// shareClock has every write made at the time that the last process to move
// the clock has set, so that a job that is due is also due where it is done,
// and the change log is in the order of its instants.
func (h *House) shareClock(tx *store.Tx) error {
	h.clockTaken.Lock()
	defer h.clockTaken.Unlock()
	_, err := h.takeClock(tx)
	return err
}

// followClock takes over the setting when another process moves the clock,
// for what is read.
func (h *House) followClock(ctx context.Context) {
	defer close(h.stopped)
	if !h.Store.Engine().Shared() {
		return
	}
	for clock.Sleep(ctx, clockPoll) == nil {
		if _, err := h.readClock(ctx); err != nil && ctx.Err() == nil {
			h.Log.Error("the clock's setting could not be read", "error", err)
		}
	}
}
