package loket

import (
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// bindFunds binds funds, cars and payments.
func (d *Dialect) bindFunds(t *table) {}

// entriesOf makes options of a rule that chooses from a code list.
func entriesOf(choose func(kind.Reader, *kind.Row) ([]kind.Entry, error)) func(*store.Tx, *kind.Row) ([]option, error) {
	return func(tx *store.Tx, row *kind.Row) ([]option, error) {
		entries, err := choose(tx, row)
		options := make([]option, len(entries))
		for i, e := range entries {
			options[i] = option(e.JSON)
		}
		return options, err
	}
}
