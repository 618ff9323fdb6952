package main

import (
	"encoding/json"
	"errors"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/config"
)

// fidelityCmd lists every operation of the vendors.
type fidelityCmd struct {
	JSON     bool `name:"json" xor:"form" help:"As JSON."`
	Markdown bool `name:"markdown" xor:"form" help:"As the page docs/fidelity.md."`
}

// Run writes the ledger. It is the same for every record, so an empty one in
// memory will do.
func (c *fidelityCmd) Run(w *world) (err error) {
	house, err := payglot.Open(w.ctx, config.Config{World: config.World{Demo: true}}, w.log("text"), w.out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, house.Close()) }()
	report := payglot.Fidelity(house.Ledgers())
	switch {
	case c.JSON:
		enc := json.NewEncoder(w.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(report)
	case c.Markdown:
		return report.WriteMarkdown(w.out)
	}
	return report.WriteTable(w.out)
}
