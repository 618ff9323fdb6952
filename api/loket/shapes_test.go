package loket

import (
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
)

// Takes gives tests from outside the shape of every request's body.
func (d *Dialect) Takes() map[*rest.Operation]*kind.Field {
	all := map[*rest.Operation]*kind.Field{}
	for o, s := range d.table.shapes {
		all[o] = s.takes
	}
	return all
}
