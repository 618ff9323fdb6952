package record_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// Loket, PostSocialSecurityConfigurationByEmploymentId: the first day is that
// of the employment or of a payroll year.
func TestSocialSecurityStart(t *testing.T) {
	const rest = `","isInsuredForOccupationalDisabilityInsuranceAct":true,"isInsuredForSicknessBenefitsAct":true,"isInsuredForUnemploymentInsuranceAct":false}`
	for _, tt := range []struct {
		period string // key of the payroll period type
		start  string
		code   int
	}{
		{"1", "2024-01-01", 0},
		{"1", "2024-02-01", kind.CodePeriod},
		{"1", "2023-04-15", kind.CodeChain}, // the first day, where a record stands
		{"1", "2023-01-01", kind.CodePeriod},
		{"3", "2024-01-01", 0},
		{"3", "2024-12-30", 0}, // the first day of the first four weeks of 2025
		{"3", "2025-01-01", kind.CodePeriod},
		{"4", "2024-12-30", 0},
	} {
		w := newWorld(t)
		a, err := PayrollAdministrations.Get(w, w.administration)
		wantNone(t, err)
		a.PayrollPeriodType = Code{Key: map[string]int{"1": 1, "3": 3, "4": 4}[tt.period]}
		wantNone(t, PayrollAdministrations.Replace(w, w.administration, a))
		employment := w.hire("2023-04-15")
		_, err = w.try(SocialSecurityConfigurations.Type, employment, `{"startDate":"`+tt.start+rest)
		if tt.code == 0 {
			wantNone(t, err)
			continue
		}
		wantProblem(t, err, tt.code, "startDate")
	}
}

// A new record begins with the employment, or with the next payroll year.
// Directors who are major shareholders have no employee insurance, and their
// contribution for health insurance is withheld (Handboek Loonheffingen).
func TestInsuranceDefaults(t *testing.T) {
	for _, director := range []bool{false, true} {
		w := newWorld(t)
		employment, err := w.tryHire("2023-04-15", func(in *NewEmployment) {
			in.EmploymentData.IsDirectorAndMajorShareholder = &director
		})
		wantNone(t, err)
		check := func(k *kind.Type, want map[string]string) {
			t.Helper()
			got, err := k.Defaults(w, employment)
			wantNone(t, err)
			for path, want := range want {
				if got := string(kind.Member(got, path)); got != want {
					t.Errorf("%s, director %v: default %s is %s, want %s", k.Name, director, path, got, want)
				}
			}
		}
		insured, zvw := "true", "2"
		if director {
			insured, zvw = "false", "3"
		}
		check(HealthcareInsuranceActs.Type, map[string]string{"healthcareInsuranceActType.key": zvw, "startDate": `"2024-06-14"`})
		check(SocialSecurityConfigurations.Type, map[string]string{"isInsuredForSicknessBenefitsAct": insured, "startDate": `"2025-01-01"`})
		rows, err := w.Children(SocialSecurityConfigurations.Type, employment)
		wantNone(t, err)
		wantNone(t, SocialSecurityConfigurations.Delete(w, rows[0].ID))
		check(SocialSecurityConfigurations.Type, map[string]string{"startDate": `"2023-04-15"`})
	}
}

// Loket, PostHealthcareInsuranceActConfigurationByEmploymentId: a linked chain.
func TestHealthcareInsuranceAct(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2024-01-01")
	id := w.create(HealthcareInsuranceActs.Type, employment, `{"startDate":"2024-05-01","healthcareInsuranceActType":{"key":3},"nominalPremium":120.5}`)
	if got := w.at(HealthcareInsuranceActs.Type, id, "healthcareInsuranceActType.value"); got != "(M) Wel verzekeringsplichtig, ingehouden bijdrage" {
		t.Errorf("the type is shown as %q", got)
	}
	_, err := w.try(HealthcareInsuranceActs.Type, employment, `{"startDate":"2024-06-01","healthcareInsuranceActType":{"key":2},"nominalPremium":0}`)
	wantProblem(t, err, kind.CodeRange, "nominalPremium")
	wantNone(t, HealthcareInsuranceActs.Delete(w, id))
	rows, err := w.Children(HealthcareInsuranceActs.Type, employment)
	wantNone(t, err)
	if len(rows) != 1 || !rows[0].Ends.IsZero() {
		t.Error("with the last record gone the one before it goes on")
	}
}
