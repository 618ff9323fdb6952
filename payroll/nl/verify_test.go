package nl_test

import (
	"testing"

	"github.com/payglot/payglot/payroll/nl"
	"github.com/payglot/payglot/payroll/payrolltest"
)

// Rows of official tables, percentages and published payments, a few of them
// here with their sources.
func TestVectors(t *testing.T) {
	payrolltest.Shared(t, "nl", nl.Computer{})
}
