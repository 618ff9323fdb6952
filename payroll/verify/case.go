package verify

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// Case is one row of a file.
type Case struct {
	// ID names the row in its file.
	ID string
	// Kind is what is computed, in the country's words: "income_tax".
	Kind string
	// Period is the tax year, day or quarter, as the file writes it.
	Period string
	// Inputs are the values by name, as the file writes them. What lies deeper
	// in JSON has the names joined by points; what is null or empty is absent.
	Inputs map[string]string
	// Expected are the outputs by name.
	Expected map[string]string
	// Tolerance is how far an amount may be from the expected one.
	Tolerance money.Amount
	// Why asks for a slip with reasons; without it the slip can be nil.
	Why bool
}

// Computer computes the rows of a country. It is used by several goroutines at
// once.
type Computer interface {
	// Compute gives the outputs by name, and the lines of the calculation that
	// explain them. The error is a [*payroll.Unknown] for what the country
	// doesn't know, such as a kind, and a [*payroll.Invalid] for an input that
	// can't be.
	Compute(c *Case) (got map[string]string, slip *payroll.Slip, err error)
}
