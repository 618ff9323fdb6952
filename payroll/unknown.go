package payroll

import (
	"fmt"

	"github.com/payglot/payglot/cal"
)

// Unknown says what a calculation would need to know and doesn't: parameters
// of a year, or a rule for a situation. It never falls back on another year.
type Unknown struct {
	// Country is its code of two letters, lower case.
	Country string
	// What is missing, in words: "parameters", "joint committee 152".
	What string
	// On is the day asked for; zero where it doesn't depend on one.
	On cal.Date
}

func (e *Unknown) Error() string {
	if e.On.IsZero() {
		return fmt.Sprintf("%s payroll: %s is not known", e.Country, e.What)
	}
	return fmt.Sprintf("%s payroll: %s on %v is not known", e.Country, e.What, e.On)
}

// Invalid says what is wrong with an input: the member and why.
type Invalid struct{ Member, Fault string }

func (e *Invalid) Error() string { return e.Member + " " + e.Fault }
