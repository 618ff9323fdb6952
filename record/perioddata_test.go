package record_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

const periodData = `{"payrollPeriod":{"year":2024,"periodNumber":6},"payslipType":{"key":1},"shift":{"shiftNumber":1},
	"distributionUnit":{"key":"$unit"},
	"payrollComponents":[{"payrollComponent":{"key":1},"value":144,"isSupplement":false}]}`

// changed is the example with other texts in the place of some.
func changed(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(periodData) }

// Loket, PatchPayrollPeriodDataByEmploymentId: there is one record for each
// combination of period, shift, payslip type, distribution unit, cost center
// and cost unit; and the rule of thumb for values.
func TestPeriodData(t *testing.T) {
	w := newWorld(t)
	id, err := w.tryHire("2024-02-01", func(*NewEmployment) {})
	wantNone(t, err)
	w.create(PeriodDataOf.Type, id, periodData)
	value := func(component, value, supplement string) string {
		return changed(`{"payrollComponent":{"key":1},"value":144,"isSupplement":false}`,
			`{"payrollComponent":{"key":`+component+`},"value":`+value+`,"isSupplement":`+supplement+`}`, `"periodNumber":6`, `"periodNumber":7`)
	}
	for _, tt := range []struct {
		name, body string
		code       int
		field      string
	}{
		{"again", periodData, kind.CodeNotUnique, "payrollPeriod"},
		{"another period", changed(`"periodNumber":6`, `"periodNumber":7`), 0, ""},
		{"another slip", changed(`"payslipType":{"key":1}`, `"payslipType":{"key":2}`), 0, ""},
		{"another shift", changed(`"shiftNumber":1`, `"shiftNumber":2`), 0, ""},
		{"a cost center", changed(`"payslipType"`, `"costCenter":{"key":2},"payslipType"`), 0, ""},
		{"a cost unit", changed(`"payslipType"`, `"costUnit":{"key":2},"payslipType"`), 0, ""},
		{"before the employment", changed(`"periodNumber":6`, `"periodNumber":1`), kind.CodePeriod, "payrollPeriod.periodNumber"},
		{"no period", changed(`"periodNumber":6`, `"periodNumber":13`), kind.CodeOption, "payrollPeriod.periodNumber"},
		{"most hours", value("1", "999.99", "true"), 0, ""},
		{"too many hours", value("1", "1000", "false"), kind.CodeRange, "payrollComponents[0].value"},
		{"negative hours", value("1", "-0.01", "false"), kind.CodeRange, "payrollComponents[0].value"},
		{"a negative amount", value("65", "-100000000", "false"), 0, ""},
		{"an amount out of bounds", value("65", "100000001", "false"), kind.CodeRange, "payrollComponents[0].value"},
		{"no supplement", value("40", "0.23", "true"), kind.CodeCombination, "payrollComponents[0].isSupplement"},
		{"computed", value("203", "1", "false"), kind.CodeOption, "payrollComponents[0].payrollComponent.key"},
		{"of another year", value("116", "1", "false"), kind.CodeOption, "payrollComponents[0].payrollComponent.key"},
		{"of no catalogue", value("999", "1", "false"), kind.CodeOption, "payrollComponents[0].payrollComponent.key"},
		{"twice", value("1", `1,"isSupplement":false},{"payrollComponent":{"key":1},"value":2`, "false"), kind.CodeNotUnique, "payrollComponents[1].payrollComponent.key"},
	} {
		made, err := w.try(PeriodDataOf.Type, id, tt.body)
		if tt.code == 0 {
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
				continue
			}
			wantNone(t, PeriodDataOf.Delete(w, made))
			continue
		}
		t.Log(tt.name)
		wantProblem(t, err, tt.code, tt.field)
	}
}

// Loket, PatchPayrollPeriodDataByEmploymentId: a patch inserts or overwrites
// the values that it names, takes away those that are null, and leaves the
// rest; PatchCollectivePayrollPeriodDataByEmployerId does so for several.
func TestPatchPeriodData(t *testing.T) {
	w := newWorld(t)
	id, err := w.tryHire("2024-02-01", func(*NewEmployment) {})
	wantNone(t, err)
	patch := func(values string) error {
		body := changed(`{"payrollComponent":{"key":1},"value":144,"isSupplement":false}`, values)
		return w.Try(func() error { return PatchPeriodData(w, id, read(w, PeriodDataPatchInput, body)) })
	}
	for _, step := range []struct{ values, want string }{
		{`{"payrollComponent":{"key":1},"value":null}`, ""},
		{`{"payrollComponent":{"key":1},"value":144},{"payrollComponent":{"key":65},"value":10,"isSupplement":true}`, "1=144 65=10+"},
		{`{"payrollComponent":{"key":65},"value":-8}`, "1=144 65=-8"},
		{`{"payrollComponent":{"key":90},"value":12.5}`, "1=144 65=-8 90=12.5"},
		{`{"payrollComponent":{"key":1},"value":null}`, "65=-8 90=12.5"},
		{`{"payrollComponent":{"key":90},"value":0}`, "65=-8 90=0"},
	} {
		wantNone(t, patch(step.values))
		all, err := PeriodDataOf.Children(w, id)
		wantNone(t, err)
		var got []string
		for _, data := range all {
			for _, v := range data.PayrollComponents {
				text := strconv.Itoa(v.PayrollComponent.Key) + "=" + v.Value.String()
				if v.IsSupplement {
					text += "+"
				}
				got = append(got, text)
			}
		}
		if len(all) > 1 || strings.Join(got, " ") != step.want {
			t.Errorf("after %s: %v in %d records, want %s", step.values, got, len(all), step.want)
		}
	}
	wantProblem(t, patch(`{"payrollComponent":{"key":1},"value":1},{"payrollComponent":{"key":1},"value":2}`), kind.CodeNotUnique, "payrollComponents[1].payrollComponent.key")
	items := changed(`{"payrollPeriod":{"year"`, `{"employmentId":"`+id.String()+`","payrollPeriod":{"year"`, `"value":144`, `"value":1000`)
	in := read(w, PeriodDataPatchesInput, `{"items":[`+items+`]}`)
	wantProblem(t, PatchPeriodDataOf(w, w.employer, in), kind.CodeRange, "items[0].payrollComponents[2].value")
	in.Items[0].EmploymentID = kind.ID{1}
	wantProblem(t, PatchPeriodDataOf(w, w.employer, in), kind.CodeReference, "items[0].employmentId")
}
