package record_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// Numbers that are published as examples: the tax offices' 86095742719 and
// 47036892816, Wikipedia's 65929970489 with a digit three times, and ones that
// break each rule.
func TestGermanTaxID(t *testing.T) {
	for text, want := range map[string]bool{
		"86095742719": true, "47036892816": true, "65929970489": true, "36574261809": true,
		"86095742710": false, // check digit
		"36574261890": false,
		"36554266806": false, // two digits repeated
		"06095742719": false, // begins with 0
		"11111111111": false,
		"12345678901": false, // a counting sequence
		"1234567890":  false,
		"8609574271٩": false,
		"8609574271x": false, "": false, "860957427199": false, "8609574 2719": false,
	} {
		if got := IsGermanTaxID(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func FuzzGermanTaxID(f *testing.F) {
	f.Add("86095742719")
	f.Add("é0000000000")
	f.Fuzz(func(t *testing.T, text string) {
		if !IsGermanTaxID(text) {
			return
		}
		if len(text) != 11 || strings.Trim(text, "0123456789") != "" {
			t.Errorf("%q is taken for a tax ID", text)
		}
		// The check finds every single wrong digit.
		for i := range len(text) {
			wrong := []byte(text)
			wrong[i] = '0' + (wrong[i]-'0'+1)%10
			if IsGermanTaxID(string(wrong)) {
				t.Errorf("%q and %q are both tax IDs", text, wrong)
			}
		}
	})
}

// An employer reports each of its people under a key of its own; two employers
// may use the same one.
func TestLongTermCareInsurance(t *testing.T) {
	w := newWorld(t)
	day := cal.MustParse("2024-07-01")
	insured := &LongTermCareInsurance{ReportedAs: "86095742719", State: Insured, StateFrom: day, InsuredFrom: day}
	wantNone(t, LongTermCareInsurances.Put(w, w.employee, w.employee, insured))
	if insured.InsuredID.IsZero() {
		t.Error("the administration gives no number")
	}
	number := insured.InsuredID
	insured.State = InsuranceRests
	wantNone(t, LongTermCareInsurances.Put(w, w.employee, w.employee, insured))
	if insured.InsuredID != number {
		t.Error("the administration gives another number")
	}
	if id, err := InsuredEmployee(w, w.employer, "86095742719"); id != w.employee || err != nil {
		t.Errorf("found %v, %v", id, err)
	}
	other := w.create(Employees.Type, w.employer, strings.Replace(example(t, "employee"), "156", "157", 1))
	wantProblem(t, LongTermCareInsurances.Put(w, other, other, &LongTermCareInsurance{ReportedAs: "86095742719", State: Insured}),
		kind.CodeNotUnique, "reportedAs")
	if _, err := InsuredEmployee(w, w.employer, "47036892816"); !errors.Is(err, kind.ErrNotFound) {
		t.Errorf("somebody is insured who never was: %v", err)
	}
	elsewhere := w.create(Employers.Type, w.provider, example(t, "employer"))
	if _, err := InsuredEmployee(w, elsewhere, "86095742719"); !errors.Is(err, kind.ErrNotFound) {
		t.Errorf("the key is known at another employer: %v", err)
	}
}
