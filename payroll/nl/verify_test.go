package nl_test

import (
	"errors"
	"maps"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/nl"
	"github.com/payglot/payglot/payroll/payrolltest"
	"github.com/payglot/payglot/payroll/verify"
)

// Rows of official tables and percentages, and published payments: some are
// here with their sources, all lie beside the repository.
func TestVectors(t *testing.T) {
	t.Run("some", func(t *testing.T) { payrolltest.File(t, "testdata/vectors.csv", "nl", nl.Computer{}) })
	t.Run("all", func(t *testing.T) { payrolltest.Shared(t, "nl", nl.Computer{}) })
}

// A row that says too little, or something unknown, is refused and not guessed.
func TestCasesRefused(t *testing.T) {
	good := map[string]string{
		"period": "month", "table": "white", "age_class": "under_aow", "loonheffingskorting": "yes", "gross_taxable_wage": "2893.50",
	}
	compute := func(kind, year string, change map[string]string) error {
		c := &verify.Case{Kind: kind, Period: year, Inputs: maps.Clone(good)}
		maps.Copy(c.Inputs, change)
		_, _, err := nl.Computer{}.Compute(c)
		return err
	}
	if err := compute("loonheffing", "2026", nil); err != nil {
		t.Fatal(err)
	}
	var invalid *payroll.Invalid
	for _, change := range []map[string]string{
		{"period": "year"},
		{"period": ""},
		{"table": "blue"},
		{"age_class": "old"},
		{"loonheffingskorting": ""},
		{"gross_taxable_wage": "1,5"},
		{"gross_taxable_wage": "1.005"},
		{"gross_taxable_wage": "10000000000"},
		{"flags": "aok jkk"},
		{"period": "special"}, // without a wage of a year
		{"period": "special", "special_annual_wage": "many"},
		{"loonheffingskorting": "no", "flags": "aok", "age_class": "aow_1946"},
	} {
		if err := compute("loonheffing", "2026", change); !errors.As(err, &invalid) {
			t.Errorf("%v: %v", change, err)
		}
	}
	if err := compute("payment", "2026", nil); !errors.As(err, &invalid) {
		t.Errorf("a payment with members that it doesn't have: %v", err)
	}
	var unknown *payroll.Unknown
	for _, year := range []string{"2023", "2027"} {
		if err := compute("loonheffing", year, nil); !errors.As(err, &unknown) || unknown.On.String() != year+"-12-31" {
			t.Errorf("year %s: %v", year, err)
		}
	}
	if err := compute("bonus", "2026", nil); !errors.As(err, &unknown) {
		t.Errorf("an unknown kind: %v", err)
	}
	if err := compute("loonheffing", "last", nil); !errors.As(err, &invalid) {
		t.Errorf("a year that is none: %v", err)
	}
}

// A whole payment is a kind of case, too: by the members of its JSON.
func TestPaymentCase(t *testing.T) {
	text, err := json.Marshal(full())
	if err != nil {
		t.Fatal(err)
	}
	inputs, err := verify.Flatten(string(text))
	if err != nil {
		t.Fatal(err)
	}
	got, slip, err := nl.Computer{}.Compute(&verify.Case{Kind: "payment", Inputs: inputs, Why: true})
	if err != nil {
		t.Fatal(err)
	}
	same := pay(t, full())
	if len(slip.Lines) != len(same.Lines) || len(got) != len(same.Lines) {
		t.Fatalf("%d lines, %d outputs, want %d", len(slip.Lines), len(got), len(same.Lines))
	}
	for _, l := range same.Lines {
		if got[l.Component] != l.Amount.String() {
			t.Errorf("%s is %s, want %v", l.Component, got[l.Component], l.Amount)
		}
	}
	delete(inputs, "paidOn")
	var invalid *payroll.Invalid
	if _, _, err := (nl.Computer{}).Compute(&verify.Case{Kind: "payment", Inputs: inputs}); !errors.As(err, &invalid) {
		t.Errorf("without a day: %v", err)
	}
}
