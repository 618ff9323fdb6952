package be

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// MinimumWage is the guaranteed average minimum monthly income of full time
// from 18 on (national collective agreement 43). A joint committee can have a
// higher one, which isn't known here. The error is a [*payroll.Unknown].
func MinimumWage(on cal.Date) (money.Amount, error) {
	p := parametersOn(on)
	return p.minimumWage.value, p.need(p.minimumWage.err)
}
