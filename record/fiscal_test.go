package record_test

import (
	"strings"
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// fiscal is a body of fiscal properties from a day on.
func fiscal(start string) string {
	return `{"startDate":"` + start + `","annualSalary":60000,"applyPayrollTaxDeduction":true,
		"applyDeviatingPayrollTaxPercentageOn":{"key":1},"deviatingCalculationRulePayrollTax":{"key":1},
		"deviatingPayrollTaxTableColour":{"key":1},"residentOf":{"key":1},"applySalarysplit":{"key":1},
		"doesWageIncludeAow":false,"doesWageIncludeWajong":false,"hasEmployeeLoan":false,"usesTransportByWithholdingAgent":false}`
}

// Loket, PostFiscalPropertiesByEmploymentId: a linked chain is maintained.
func TestFiscalPropertiesChain(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2024-01-01") // has terms from its first day
	id := w.create(FiscalProperties.Type, employment, fiscal("2024-07-01"))
	rows, err := w.Children(FiscalProperties.Type, employment)
	wantNone(t, err)
	if len(rows) != 2 || rows[0].Ends != day("2024-06-30") || !rows[1].Ends.IsZero() {
		t.Errorf("the terms before end on %v, those after on %v", rows[0].Ends, rows[1].Ends)
	}
	if got := w.at(FiscalProperties.Type, id, "specialIndication.one"); got != "" {
		t.Errorf("a mark of before 2005 is %q", got)
	}
	_, err = w.try(FiscalProperties.Type, employment, fiscal("2024-03-01"))
	wantProblem(t, err, kind.CodeChain, "startDate")
	_, err = w.try(FiscalProperties.Type, employment, fiscal("2023-12-31"))
	wantProblem(t, err, kind.CodePeriod, "startDate")

	last := day("2024-12-31")
	wantNone(t, w.Try(func() error {
		return Terminate(w, employment, &Termination{EndDate: last, EndOfEmploymentReason: LongCode{Key: 8}})
	}))
	if got := w.at(FiscalProperties.Type, id, "endDate"); got != "2024-12-31" {
		t.Errorf("with the employment the terms end on %q", got)
	}
}

// What nothing follows from is told, not refused.
func TestFiscalPropertiesWithoutEffect(t *testing.T) {
	for _, tt := range []struct{ old, new, warns string }{
		{`"applySalarysplit"`, `"deviatingPayrollTaxPercentage":25,"applySalarysplit"`, "applyDeviatingPayrollTaxPercentageOn"},
		{`"applyDeviatingPayrollTaxPercentageOn":{"key":1}`, `"applyDeviatingPayrollTaxPercentageOn":{"key":2}`, "deviatingPayrollTaxPercentage"},
		{`"applySalarysplit"`, `"deviatingPercentageThirtyPercentFacility":20.2345,"applySalarysplit"`, "deviatingPercentageThirtyPercentFacility"},
		{`"applySalarysplit"`, `"deviatingPercentageThirtyPercentFacility":20.2345,"thirtyPercentFacility":{"key":1},"applySalarysplit"`, ""},
	} {
		w := newWorld(t)
		w.create(FiscalProperties.Type, w.hire("2024-01-01"), strings.Replace(fiscal("2024-07-01"), tt.old, tt.new, 1))
		switch {
		case tt.warns == "" && len(w.Warnings) > 0:
			t.Errorf("%s: warned of %v", tt.new, w.Warnings)
		case tt.warns != "" && (len(w.Warnings) != 1 || w.Warnings[0].Field != tt.warns):
			t.Errorf("%s: warned of %v, want %s", tt.new, w.Warnings, tt.warns)
		}
	}
}

// The place of residence follows from the address (Belastingdienst, rules for
// automated payroll: residence outside the Netherlands). No credit without a
// request in writing (Wet LB 1964, art. 23).
func TestFiscalPropertiesDefaults(t *testing.T) {
	for country, want := range map[string]string{"530": "1", "540": "3", "1250": "2", "1533": "4", "1826": "5"} {
		w := newWorld(t)
		employment := w.hire("2024-01-01")
		body := edit(t, example(t, "employee"), `"key": 530`, `"key": `+country)
		wantNone(t, w.put(Employees.Type, w.employee, body))
		got, err := FiscalProperties.Type.Defaults(w, employment)
		wantNone(t, err)
		for path, want := range map[string]string{
			"residentOf.key": want, "startDate": "2024-06-14", "applyPayrollTaxDeduction": "false",
			"applyDeviatingPayrollTaxPercentageOn.key": "1", "annualSalary": "",
		} {
			if got := kind.Text(got, path); got != want && string(kind.Member([]byte(got), path)) != want {
				t.Errorf("country %s: default %s is %q, want %q", country, path, got, want)
			}
		}
	}
}
