package gb_test

import (
	"crypto/sha256"
	"fmt"
	"testing"

	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/gb"
)

// Every value says where it is from and how sure it is; and holds for one year,
// so that none is used for another. The file is refused otherwise: see
// payroll.ReadParameters.
func TestParameters(t *testing.T) {
	years := map[gb.TaxYear]int{}
	for _, p := range gb.Parameters() {
		if p.Source == "" || p.Mark == "" || p.Open() || p.End != p.Start.AddYears(1).AddDays(-1) {
			t.Errorf("%+v", p)
		}
		years[gb.TaxYearOf(p.Start)]++
	}
	if years[2025] < 40 || years[2026] < 40 {
		t.Errorf("values by tax year: %v", years)
	}
}

// A stored payment names the edition of the parameters that it was computed by:
// whoever changes a value of a year must count its edition up.
func TestEditions(t *testing.T) {
	var out textBuilder
	for _, year := range []gb.TaxYear{2025, 2026, 2027} {
		sum, edition := sha256.New(), ""
		for _, p := range gb.Parameters() {
			if gb.TaxYearOf(p.End) != year {
				continue
			}
			fmt.Fprintln(sum, p.Name, p.Period, p.Values)
			if p.Name == "edition" {
				edition = p.Values[0].String()
			}
		}
		fmt.Fprintf(&out, "gb %v edition %s %x\n", year, edition, sum.Sum(nil)[:8])
	}
	out.is(t, "testdata/editions.txt")
}

// The figures that HMRC's tables give at the tops of the bands.
func TestBandTops(t *testing.T) {
	for on, taxes := range map[string]map[string]string{
		"2026-03-31": {"2827": "537.13", "14921": "2955.93", "31092": "6351.84", "62430": "19513.80", "125140": "47733.30"},
		"2027-03-31": {"3967": "753.73", "16956": "3351.53", "31092": "6320.09", "62430": "19482.05", "125140": "47701.55"},
	} {
		for pay, want := range taxes {
			wants(t, compute(t, paid(on, gb.Monthly, "S0T", pay)), gb.ComponentIncomeTax, want)
		}
		wants(t, compute(t, paid(on, gb.Monthly, "0T", "37700")), gb.ComponentIncomeTax, "7540.00")
		wants(t, compute(t, paid(on, gb.Monthly, "C0T", "125140")), gb.ComponentIncomeTax, "42516.00")
	}
}

func TestComponents(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range gb.Components() {
		if c.English == "" || c.Effect == "" || seen[c.Name] {
			t.Errorf("%+v", c)
		}
		seen[c.Name] = true
	}
}

// A kind, period or frequency that isn't known is told as such.
func TestNotComputed(t *testing.T) {
	for _, c := range []verifyCase{
		{kind: "p60"},
		{kind: "income_tax", period: "2024-25"},
		{kind: "income_tax", period: "2025-26", inputs: "frequency=daily tax_code=1257L"},
		{kind: "bank_modulus"},
		{kind: "nino"},
		{kind: "student_loan", period: "2025-26", inputs: "plan=P3 unit=month"},
		{kind: "ni_employee", period: "2025-26", inputs: "frequency=weekly category=R gross_pay=1"},
	} {
		if _, _, err := c.compute(); !isUnknown(err) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	for _, c := range []verifyCase{
		{kind: "income_tax", period: "2025-26", inputs: "frequency=weekly tax_code=1257L basis=odd"},
		{kind: "income_tax", period: "2025-26", inputs: "frequency=weekly tax_code=1257 basis=W1M1"},
		{kind: "income_tax", period: "2025-26", inputs: "frequency=monthly tax_code=1257L period=13"},
		{kind: "income_tax", period: "2025-26", inputs: "frequency=weekly tax_code=1257L period=57"},
		{kind: "income_tax", period: "2025-26", inputs: "frequency=weekly tax_code=1257L period=x"},
		{kind: "income_tax", period: "2025-26", inputs: "frequency=weekly tax_code=1257L pay_in_period=ten"},
		{kind: "income_tax", period: "2025-26", inputs: "frequency=weekly tax_code=1257L pay_in_period=1.001"},
		{kind: "ni_director", period: "2025-26", inputs: "frequency=weekly category=A gross_pay=1 method=none"},
		{kind: "student_loan", period: "2025-26", inputs: "plan=P1 unit=year"},
		{kind: "student_loan", inputs: "plan=P1 unit=week annual_threshold_override=1 rate=9"},
		{kind: "payment", inputs: "payDate=tomorrow"},
		{kind: "payment", inputs: "taxCode=1257L"},
	} {
		if _, _, err := c.compute(); err == nil || isUnknown(err) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	c := verifyCase{kind: "payment", inputs: "payDate=2026-04-30 interval.unit=month interval.count=1 taxCode=1257L category=A elements.0.kind=salary elements.0.amount=3000"}
	if got, _, err := c.compute(); err != nil || got[gb.ComponentNetPay] != "2453.64" {
		t.Errorf("%v, %v", got, err)
	}
	c = verifyCase{kind: "bank_modulus", inputs: "sort_code=1 account_number=2", modulus: modulus(t)}
	if got, _, err := c.compute(); err != nil || got["valid"] != "false" {
		t.Errorf("%v, %v", got, err)
	}
}

func TestExplained(t *testing.T) {
	slip := compute(t, employee())
	var text textBuilder
	if err := payroll.Explain(&text, slip); err != nil {
		t.Fatal(err)
	}
	text.is(t, "testdata/explain.txt")
}
