package payglot

import (
	"context"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/store"
)

// demoMeta tells that a store holds the demo world.
const demoMeta = "demo"

// byDemo is who made the demo world.
var byDemo = store.Actor{Dialect: "payglot", Operation: "Demo"}

// settle fills an empty store with the demo world.
func (h *House) settle(ctx context.Context) error {
	return h.Store.Update(ctx, byDemo, func(tx *store.Tx) error {
		there, err := tx.Meta(demoMeta)
		if err != nil || there != "" {
			return err
		}
		return h.fill(tx)
	})
}

// Reset makes the demo world what it was at the first start, the clock too.
func (h *House) Reset(ctx context.Context) error {
	if err := h.Clock.Set(demo.Origin, clock.Fixed); err != nil {
		return err
	}
	err := h.Store.Update(ctx, byDemo, func(tx *store.Tx) error {
		if err := tx.Clear(); err != nil {
			return err
		}
		tx.AfterCommit(h.Access.Forget)
		return h.fill(tx)
	})
	if err != nil {
		return err
	}
	return h.setClock(ctx)
}

func (h *House) fill(tx *store.Tx) error {
	if err := demo.Fill(tx, h.Access, h.Config.Employees); err != nil {
		return err
	}
	return tx.SetMeta(demoMeta, "1")
}
