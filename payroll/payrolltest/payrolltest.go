// Package payrolltest runs files of known payroll cases against a country in
// tests. Every row must be computed, and match.
//
// It imports payroll/verify and sharedtest.
package payrolltest

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/payroll/verify"
	"github.com/payglot/payglot/sharedtest"
)

// Shared runs a country's cases of the folder beside the repository:
// reference/vectors/nl.csv. The test is skipped when they aren't there.
func Shared(t *testing.T, country string, computer verify.Computer, except ...string) {
	t.Helper()
	File(t, sharedtest.File(t, "reference/vectors/"+country+".csv"), country, computer, except...)
}

// File runs a file of a country's cases. Kinds that are excepted needn't be
// computed: they need what isn't there.
func File(t *testing.T, path, country string, computer verify.Computer, except ...string) {
	t.Helper()
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	file, err := verify.Open(in, map[string]verify.Computer{country: computer})
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var report verify.Report
	for result, err := range file.Results() {
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		report.Count(result.Verdict)
		if result.Verdict == verify.NotComputed && slices.Contains(except, result.Case.Kind) {
			continue
		}
		if result.Verdict != verify.Matched {
			var text strings.Builder
			_ = verify.Print(&text, result) // writing to a builder doesn't fail
			t.Error(text.String())
		}
	}
	t.Logf("%s: %v", path, report)
	if report.Matched == 0 {
		t.Errorf("%s proves nothing", path)
	}
}
