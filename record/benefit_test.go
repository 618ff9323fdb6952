package record_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// Loket, Benefits and deductions: records of one component may not overlap, an
// open one ends when a later one comes, and only some categories are allowed.
func TestBenefits(t *testing.T) {
	w := newWorld(t)
	id, err := w.tryHire("2024-02-01", func(*NewEmployment) {})
	wantNone(t, err)
	first := w.create(Benefits.Type, id, `{"payrollComponent":{"key":90},"startDate":"2024-03-01","value":85}`)
	w.create(Benefits.Type, id, `{"payrollComponent":{"key":91},"startDate":"2024-04-01","value":0.01}`)
	if got := w.at(Benefits.Type, first, "endDate"); got != "" {
		t.Errorf("another component ended it on %s", got)
	}
	second := w.create(Benefits.Type, id, `{"payrollComponent":{"key":90},"startDate":"2024-05-01","endDate":"2024-05-31","value":95}`)
	if got := w.at(Benefits.Type, first, "endDate"); got != "2024-04-30" {
		t.Errorf("a later record ended the first on %s", got)
	}
	if got := w.at(Benefits.Type, second, "payrollComponent.deductionOrPayment.value"); got != "Betaling" {
		t.Errorf("commuting is %s", got)
	}
	for _, tt := range []struct {
		name, body string
		code       int
		field      string
	}{
		{"a gap is allowed", `{"payrollComponent":{"key":90},"startDate":"2024-07-01","value":1}`, 0, ""},
		{"into another", `{"payrollComponent":{"key":90},"startDate":"2024-05-10","value":1}`, kind.CodeChain, "startDate"},
		{"open before others", `{"payrollComponent":{"key":90},"startDate":"2024-02-01","value":1}`, kind.CodeChain, "startDate"},
		{"before the employment", `{"payrollComponent":{"key":92},"startDate":"2024-01-31","value":1}`, kind.CodePeriod, "startDate"},
		{"hours", `{"payrollComponent":{"key":1},"startDate":"2024-05-10","value":1}`, kind.CodeOption, "payrollComponent.key"},
		{"a bonus", `{"payrollComponent":{"key":65},"startDate":"2024-05-10","value":1}`, kind.CodeOption, "payrollComponent.key"},
		{"of no year", `{"payrollComponent":{"key":116},"startDate":"2024-05-10","value":1}`, kind.CodeOption, "payrollComponent.key"},
		{"of no catalogue", `{"payrollComponent":{"key":999},"startDate":"2024-05-10","value":1}`, kind.CodeOption, "payrollComponent.key"},
		{"nothing", `{"payrollComponent":{"key":92},"startDate":"2024-05-10","value":0}`, kind.CodeRange, "value"},
		{"too much", `{"payrollComponent":{"key":92},"startDate":"2024-05-10","value":100000}`, kind.CodeRange, "value"},
	} {
		made, err := w.try(Benefits.Type, id, tt.body)
		if tt.code == 0 {
			wantNone(t, err)
			wantNone(t, Benefits.Delete(w, made))
			continue
		}
		t.Log(tt.name)
		wantProblem(t, err, tt.code, tt.field)
	}
}
