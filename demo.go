package payglot

import (
	"context"
	"crypto/rand"
	"io"
	chacha "math/rand/v2"

	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/store"
)

// demoMeta tells that a store holds the demo world.
const demoMeta = "demo"

// byDemo is who made the demo world.
var byDemo = store.Actor{Dialect: "payglot", Operation: "Demo"}

// checkWorld keeps the demo world and real records apart: a demo is only made
// of an empty record, and its credentials never open anything but a demo. A
// fresh one is still to be filled.
func (h *House) checkWorld(ctx context.Context) (fresh bool, err error) {
	var there string
	var last int64
	err = h.Store.View(ctx, func(tx *store.Tx) error {
		if there, err = tx.Meta(demoMeta); err != nil {
			return err
		}
		last, err = tx.LastChange()
		return err
	})
	switch {
	case err != nil:
		return false, err
	case h.Config.Demo && there == "" && last > 0:
		return false, &config.Error{Why: h.where + " holds a real record, no demo world", Do: "payglot serve is for it; for a demo choose another --data"}
	case !h.Config.Demo && there != "":
		return false, &config.Error{Why: h.where + " holds a demo world, whose credentials everybody knows", Do: "payglot demo is for it; for the real thing choose another --data"}
	}
	return h.Config.Demo && there == "", nil
}

// randomness is where ids take theirs from.
type randomness struct{ io.Reader }

// Reset makes the demo world what it was at the first start, the clock too.
func (h *House) Reset(ctx context.Context) error {
	if err := h.MoveClock(ctx, h.toOrigin); err != nil {
		return err
	}
	err := h.Store.Update(ctx, byDemo, func(tx *store.Tx) error {
		if err := tx.Clear(); err != nil {
			return err
		}
		tx.AfterCommit(h.Access.Forget)
		if err := keepClock(tx, h.Clock.State()); err != nil {
			return err
		}
		return h.fill(tx)
	})
	if err != nil {
		return err
	}
	h.Visma.Forget()
	return h.exports.Sweep(ctx)
}

// fill makes the demo world, with the same ids every time.
func (h *House) fill(tx *store.Tx) error {
	h.ids.Reader = chacha.NewChaCha8(demo.Seed)
	if err := demo.Fill(tx, h.Access, h.Config.Employees); err != nil {
		h.ids.Reader = rand.Reader // what was there stays, and has these ids
		return err
	}
	if err := h.Loket.PlanLeave(tx); err != nil {
		return err
	}
	return tx.SetMeta(demoMeta, "1")
}
