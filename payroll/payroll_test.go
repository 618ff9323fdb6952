package payroll_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

const file = "# a comment\n" +
	"rate\t2025-01-01\t2025-12-31\t0.3582\tgazette 1, section 2\tO\n" +
	"rate\t2026-01-01\t\t0.3575\tgazette 2, section 2\tS T\n" +
	"bands\t2025-01-01\t2025-12-31\t100 200.50 300\tgazette 1, section 3\tO\n"

func TestParameters(t *testing.T) {
	p, err := payroll.ReadParameters("nl", file)
	if err != nil {
		t.Fatal(err)
	}
	r := p.On(cal.MustParse("2025-06-01"))
	if rate := r.Amount("rate"); rate.String() != "0.3582" {
		t.Errorf("the rate is %v", rate)
	}
	if bands := r.Amounts("bands", 3); bands[1].String() != "200.50" || r.Err() != nil {
		t.Errorf("the bands are %v, %v", bands, r.Err())
	}
	for _, day := range []string{"2024-12-31", "2026-01-01"} {
		r := p.On(cal.MustParse(day))
		r.Amounts("bands", 3)
		var unknown *payroll.Unknown
		if !errors.As(r.Err(), &unknown) || unknown.What != "bands" || unknown.On.String() != day {
			t.Errorf("on %s: %v", day, r.Err())
		}
	}
	if len(p.All()) != 3 {
		t.Errorf("there are %d parameters", len(p.All()))
	}
}

// A value without a source or a mark is refused.
func TestParametersRefused(t *testing.T) {
	for what, line := range map[string]string{
		"no source":    "rate\t2025-01-01\t\t1\t\tO",
		"no mark":      "rate\t2025-01-01\t\t1\tgazette\t",
		"strange mark": "rate\t2025-01-01\t\t1\tgazette\tX",
		"no number":    "rate\t2025-01-01\t\tone\tgazette\tO",
		"no value":     "rate\t2025-01-01\t\t\tgazette\tO",
		"no day":       "rate\t2025\t\t1\tgazette\tO",
		"reversed":     "rate\t2025-01-02\t2025-01-01\t1\tgazette\tO",
		"five columns": "rate\t2025-01-01\t\t1\tgazette",
		"twice":        "rate\t2025-01-01\t\t1\tgazette\tO\nrate\t2026-01-01\t\t1\tgazette\tO",
	} {
		if _, err := payroll.ReadParameters("nl", line); err == nil {
			t.Errorf("%s: taken", what)
		}
	}
}

func TestExplain(t *testing.T) {
	s := &payroll.Slip{Why: true}
	s.Add(payroll.Line{
		Component: "loonheffing", Payer: payroll.Employee, Amount: money.MustParse("437.83"),
		Base: money.MustParse("1000.00"), Rate: money.MustParse("0.5"), YearToDate: money.MustParse("875.66"),
	}, func() *payroll.Reason {
		return &payroll.Reason{
			Rule: "nl/loonheffing/period", Source: "Rekenvoorschriften 2026, 2.2", Parameters: "nl 2026",
			Formula:  "L x rate",
			Inputs:   []payroll.Value{payroll.Number("wage", money.MustParse("3000.00")), payroll.Word("table", "white")},
			Steps:    []payroll.Value{payroll.Number("L", money.MustParse("36000"))},
			Rounding: "down to cents",
		}
	})
	s.Add(payroll.Line{Component: "net", Amount: money.MustParse("1.00")}, nil)
	var out strings.Builder
	if err := payroll.Explain(&out, s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"437.83  employee  0.5 of 1000.00", "875.66", "nl/loonheffing/period (nl 2026)", "Rekenvoorschriften 2026, 2.2", "wage 3000.00, table white", "L 36000", "formula    L x rate", "down to cents"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
	if s.Of("net").String() != "1.00" || !s.Of("gone").IsZero() {
		t.Error("sums of components are wrong")
	}
	if s.Reset(); len(s.Lines) != 0 {
		t.Error("a reset slip has lines")
	}
}

func TestTotals(t *testing.T) {
	s := &payroll.Slip{Lines: []payroll.Line{
		{Component: "tax", Amount: money.MustParse("1.50")},
		{Component: "tax", Amount: money.MustParse("0.25")},
	}}
	before := payroll.Totals{"tax": money.MustParse("10"), "net": money.MustParse("5")}
	after := before.After(s)
	if after["tax"].String() != "11.75" || after["net"].String() != "5" || before["tax"].String() != "10" {
		t.Errorf("%v after %v", after, before)
	}
	if first := payroll.Totals(nil).After(s); first["tax"].String() != "1.75" {
		t.Errorf("the first payment of a year: %v", first)
	}
}
