package payglot

import (
	"context"
	"encoding/json"
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
		return h.MoveClock(ctx, func() error { return h.Clock.Set(h.Config.Clock, clock.Fixed) })
	}
	found, err := h.readClock(ctx)
	if err != nil || found || !h.Config.Demo {
		return err
	}
	return h.MoveClock(ctx, func() error { return h.Clock.Set(demo.Origin, clock.Fixed) })
}

// MoveClock changes the clock and keeps the new setting.
func (h *House) MoveClock(ctx context.Context, move func() error) error {
	if err := move(); err != nil {
		return err
	}
	state, err := json.Marshal(h.Clock.State())
	if err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	return h.Store.Update(ctx, store.Actor{Dialect: "payglot", Operation: "MoveClock"}, func(tx *store.Tx) error {
		return tx.SetMeta(clockMeta, string(state))
	})
}

func (h *House) readClock(ctx context.Context) (found bool, err error) {
	var text string
	err = h.Store.View(ctx, func(tx *store.Tx) error {
		text, err = tx.Meta(clockMeta)
		return err
	})
	if err != nil || text == "" {
		return false, err
	}
	var state clock.State
	if err := json.Unmarshal([]byte(text), &state); err != nil {
		return false, fmt.Errorf("clock as kept: %w", err)
	}
	return true, h.Clock.Restore(state)
}

// followClock takes over the setting when another process moves the clock.
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
