package be_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/be"
	"github.com/payglot/payglot/payroll/payrolltest"
	"github.com/payglot/payglot/payroll/verify"
	"github.com/payglot/payglot/record"
)

var computer = be.Computer{NISS: record.NISSKind}

// Every case that lies beside the repository.
func TestShared(t *testing.T) { payrolltest.Shared(t, "be", computer) }

// A few of them, and some more, with their sources.
func TestCases(t *testing.T) { payrolltest.File(t, "testdata/be.csv", "be", computer) }

func compute1(kind, period string, inputs map[string]string) (map[string]string, error) {
	got, _, err := computer.Compute(&verify.Case{Kind: kind, Period: period, Inputs: inputs})
	return got, err
}

// Periods are days, months, quarters or years.
func TestPeriodsOfCases(t *testing.T) {
	for period, want := range map[string]string{
		"2026-09-14": "127.54", "2026-07": "127.54", "2026-Q3": "127.54", "2026": "123.00", "2025-Q1": "118.22", "2025-02 onwards": "120.59",
	} {
		got, err := compute1("workbonus", period, map[string]string{"gross": "2600"})
		if err != nil || got["workbonus_a"] != want {
			t.Errorf("%s: %v, %v, want %s", period, got, err, want)
		}
	}
}

// What can't be read, or isn't known, is said and not guessed.
func TestCasesRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		kind, period string
		inputs       map[string]string
		want         string
	}{
		"kind":           {"pension", "2026", nil, `be payroll: the kind of case "pension" is not known`},
		"year":           {"gross_to_net", "2027-01", map[string]string{"gross": "3000"}, "be payroll: personalRate on 2027-01-01 is not known"},
		"earlier year":   {"gross_to_net", "2024-06", map[string]string{"gross": "3000"}, "be payroll: costs on 2024-06-30 is not known"},
		"period":         {"gross_to_net", "soon", map[string]string{"gross": "3000"}, "period is not a day, month, quarter or year"},
		"number":         {"gross_to_net", "2026", map[string]string{"gross": "much"}, "gross is not a number"},
		"worker":         {"gross_to_net", "2026", map[string]string{"worker": "boss"}, "worker is not white_collar, blue_collar or student"},
		"family":         {"gross_to_net", "2026", map[string]string{"family": "large"}, "family is no situation"},
		"children":       {"gross_to_net", "2026", map[string]string{"dependent_children": "two"}, "dependent_children is not a whole number"},
		"flag":           {"gross_to_net", "2026", map[string]string{"single_parent": "yes"}, "single_parent is neither true nor false"},
		"another input":  {"gross_to_net", "2026", map[string]string{"gross": "3000", "car": "true"}, "car is no input of such cases"},
		"part time":      {"workbonus_part_time", "2026", map[string]string{"gross": "3000", "full_time": "false"}, "paid_hours are missing for part-time work"},
		"rate":           {"employer_contributions", "2026", map[string]string{"gross": "3000", "rate": "0.34"}, "rate is not a percentage"},
		"components":     {"employer_contributions", "2026-04", map[string]string{"gross": "3000", "components": "25% + a bit"}, "components are not percentages"},
		"workers":        {"employer_contributions", "2026-04", map[string]string{"gross": "3000", "workers": "many"}, "workers is not a number of workers"},
		"worker code":    {"dmfa_quarter", "2026-Q1", map[string]string{"quarter_base": "3000", "dmfa_worker_code": "999"}, "be payroll: the worker code 999 is not known"},
		"as of":          {"niss", "n/a", map[string]string{"value": "88022999297"}, "as_of is not a day"},
		"payment":        {"payment", "", map[string]string{"wages": "1"}, ""},
		"holiday period": {"holiday_pay_double", "2023-06", map[string]string{"monthly_salary": "1"}, "be payroll: doubleHolidayParts on 2023-06-01 is not known"},
	} {
		_, err := compute1(tt.kind, tt.period, tt.inputs)
		if err == nil || tt.want != "" && err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
		_, invalid := errors.AsType[*payroll.Invalid](err)
		_, unknown := errors.AsType[*payroll.Unknown](err)
		if !invalid && !unknown {
			t.Errorf("%s: %T is neither invalid nor unknown", name, err)
		}
	}
	if _, _, err := (be.Computer{}).Compute(&verify.Case{Kind: "niss"}); err == nil {
		t.Error("a number is checked by nobody")
	}
}

// A case can be a whole input; every component comes back.
func TestPaymentCase(t *testing.T) {
	got, err := compute1("payment", "", map[string]string{
		"period.start": "2026-09-01", "period.end": "2026-09-30", "statute": "whiteCollar", "wage": "3000.00",
	})
	if err != nil || got["net"] != "2261.33" || got["withholding"] != "437.87" {
		t.Errorf("%v, %v", got, err)
	}
}

// Codes of the declaration stand for rates, and a whole employer's side can be
// asked for by the size of the firm.
func TestEmployerCases(t *testing.T) {
	for name, tt := range map[string]struct {
		inputs map[string]string
		output string
		want   string
	}{
		"closure fund by code":   {map[string]string{"quarter_base": "10000", "dmfa_worker_code": "809", "workers": "20"}, "amount", "39.00"},
		"of a small firm":        {map[string]string{"quarter_base": "10000", "dmfa_worker_code": "809", "workers": "<20"}, "amount", "34.00"},
		"restraint":              {map[string]string{"quarter_base": "10000", "dmfa_worker_code": "855", "workers": "10-19"}, "amount", "169.00"},
		"none of a smaller firm": {map[string]string{"quarter_base": "10000", "dmfa_worker_code": "855", "workers": "9"}, "amount", "0.00"},
		"on 108 %":               {map[string]string{"worker": "blue_collar", "gross": "1000", "rate": "25%"}, "amount", "270.00"},
		// 569.13 basic; 38.47 + 8.88 + 2.28 + 2.28 + 0.46 + 0.23: the lines of be-s-0028.
		"whole":      {map[string]string{"gross": "2276.51", "workers": "50-99"}, "employer_contributions", "621.73"},
		"basic":      {map[string]string{"gross": "2276.51", "workers": "50-99"}, "base_contribution_25", "569.13"},
		"first hire": {map[string]string{"gross": "2276.51", "workers": "1", "first_hire": "true"}, "first_hire_reduction", "239.23"},
	} {
		got, err := compute1("employer_contributions", "2026-05-31", tt.inputs)
		if err != nil || got[tt.output] != tt.want {
			t.Errorf("%s: %v, %v, want %s", name, got, err, tt.want)
		}
	}
}

// What a case doesn't tell, or the law of its day isn't known for, isn't made up.
func TestEmployerCasesInPart(t *testing.T) {
	for name, tt := range map[string]struct {
		kind, period string
		inputs       map[string]string
		want, absent string
	}{
		"reduction of early 2025": {"employer_contributions", "2025-01", map[string]string{"gross": "3000", "workers": "5"}, "employer_contributions", "total_cost"},
		"size of the firm":        {"employer_contributions", "2026-05", map[string]string{"gross": "3000"}, "structural_reduction", "employer_contributions"},
		"a quarter":               {"dmfa_quarter", "2026-Q2", map[string]string{"quarter_base": "6829.53"}, "structural_reduction", "total_cost"},
	} {
		got, err := compute1(tt.kind, tt.period, tt.inputs)
		if err != nil || got[tt.want] == "" || got[tt.absent] != "" {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if got, _ := compute1("dmfa_quarter", "2026-Q2", map[string]string{"quarter_base": "6829.53"}); got["structural_reduction"] != "1055.72" || got["base_contribution_25"] != "1707.38" {
		t.Error(got)
	}
}

// A case with reasons has the same amounts.
func TestWhyChangesNothing(t *testing.T) {
	c := verify.Case{Kind: "gross_to_net", Period: "2026-09", Inputs: map[string]string{"gross": "2300.62", "worker": "blue_collar"}}
	without, slip, err := computer.Compute(&c)
	if err != nil || slip.Lines[0].Reason != nil {
		t.Fatalf("%v, %v", slip.Lines[0], err)
	}
	c.Why = true
	with, slip, err := computer.Compute(&c)
	if err != nil || slip.Lines[0].Reason == nil || !cmp.Equal(with, without) {
		t.Errorf("%v, %v", cmp.Diff(with, without), err)
	}
}

// Whatever a file says, a case is computed or refused.
func FuzzCompute(f *testing.F) {
	f.Add("gross_to_net", "2026-09-14", "gross", "3000.00", "family", "single")
	f.Add("workbonus_part_time", "2026-07", "paid_hours", "46", "working_days_in_month", "23")
	f.Add("workbonus_annual_cap", "2026-Q4", "annual_cap", "3594.36", "gross", "2000")
	f.Add("withholding", "2026", "taxable_month", "2500.00", "dependent_children", "10")
	f.Add("employer_contributions", "2026-05-31", "gross", "9999999999999999999", "components", "25% + 1.69%")
	f.Add("dmfa_quarter", "2025-Q1", "quarter_base", "11027.00", "rate", "0.02%")
	f.Add("holiday_pay_double", "2024-06", "monthly_salary", "2676.32", "withholding_rate", "36.34%")
	f.Add("bbsz", "2022-04-01 onwards", "gross_month", "-1", "worker", "blue_collar")
	f.Add("niss", "n/a", "value", "88022999991", "as_of", "2026-11-20")
	f.Add("payment", "", "period.start", "2026-09-01", "wage", "1")
	f.Fuzz(func(t *testing.T, kind, period, name1, value1, name2, value2 string) {
		got, _, err := computer.Compute(&verify.Case{
			Kind: kind, Period: period, Inputs: map[string]string{name1: value1, name2: value2}, Why: true,
		})
		if err == nil && len(got) == 0 && kind != "holiday_pay_double" {
			t.Fatalf("%s computes nothing", kind)
		}
	})
}
