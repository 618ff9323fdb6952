package gb_test

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/gb"
	"github.com/payglot/payglot/payroll/verify"
)

var update = flag.Bool("update", false, "write the golden files again")

// textBuilder is text that is held against a golden file.
type textBuilder struct{ strings.Builder }

func (b *textBuilder) is(t *testing.T, file string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("differs from %s:\n%s", file, b.String())
	}
}

// verifyCase is a case with its inputs as words: name=value.
type verifyCase struct {
	kind, period, inputs string
	modulus              *gb.Modulus
}

func (c verifyCase) compute() (map[string]string, *payroll.Slip, error) {
	inputs := map[string]string{}
	for word := range strings.FieldsSeq(c.inputs) {
		name, value, _ := strings.Cut(word, "=")
		inputs[name] = value
	}
	return gb.Computer{Modulus: c.modulus}.Compute(&verify.Case{Kind: c.kind, Period: c.period, Inputs: inputs})
}

func isUnknown(err error) bool {
	var unknown *payroll.Unknown
	return errors.As(err, &unknown)
}
