package record_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

const variables = `,"productivityPercentage":100,"insuranceProperties":{"applicableForNoRiskPolicy":false},"payrollProperties":{
	"applyMinimumWageVocationalLearningPathway":false,"applyYearlyHoursNorm":false,"wajongWithWageDispensation":false%},
	"pensionProperties":{"applyDispensationRiskFund":false}}`

// Each rule after the operation of Loket's that it is of. The employment began
// on 15 April 2023.
func TestTermsOfPay(t *testing.T) {
	awf := func(periods string) string { return `{` + periods + `,"typeOfDeviatingAwfContribution":{"key":2}}` }
	benefit := func(start, kind, percentage string) string {
		return `{"startDate":"` + start + `","supplementation":{"type":{"key":3},"percentage":100},"benefit":{"type":{"key":` + kind + `},"percentage":` + percentage + `}}`
	}
	for _, tt := range []struct {
		name   string
		kind   *kind.Type
		before string // a record that is there already, accepted
		body   string
		code   int // of the refusal, 0 for none
		field  string
	}{
		// PostDeviatingAwfContributionByEmploymentId: since 2020, by payroll periods.
		{"AWf: a period", DeviatingAWFContributions.Type, "", awf(`"startPeriod":{"year":2024,"periodNumber":2}`), 0, ""},
		{"AWf: the year before there were two", DeviatingAWFContributions.Type, "", awf(`"startPeriod":{"year":2019,"periodNumber":2}`), kind.CodeRange, "startPeriod.year"},
		{"AWf: no such period", DeviatingAWFContributions.Type, "", awf(`"startPeriod":{"year":2024,"periodNumber":13}`), kind.CodeOption, "startPeriod.periodNumber"},
		{"AWf: ended before it began", DeviatingAWFContributions.Type, "", awf(`"startPeriod":{"year":2024,"periodNumber":2},"endPeriod":{"year":2024,"periodNumber":1}`), kind.CodePeriod, "endPeriod"},
		{"AWf: before the employment", DeviatingAWFContributions.Type, "", awf(`"startPeriod":{"year":2023,"periodNumber":1},"endPeriod":{"year":2023,"periodNumber":3}`), kind.CodePeriod, "startPeriod"},
		{"AWf: two in one period", DeviatingAWFContributions.Type, awf(`"startPeriod":{"year":2024,"periodNumber":2},"endPeriod":{"year":2024,"periodNumber":3}`), awf(`"startPeriod":{"year":2024,"periodNumber":3}`), kind.CodeChain, "startPeriod.periodStartDate"},
		{"AWf: one after another, with a gap", DeviatingAWFContributions.Type, awf(`"startPeriod":{"year":2024,"periodNumber":2},"endPeriod":{"year":2024,"periodNumber":3}`), awf(`"startPeriod":{"year":2024,"periodNumber":5}`), 0, ""},

		// PostWachtgeldByEmploymentId: a linked chain.
		{"wachtgeld: the one before ends", Wachtgelden.Type, `{"startDate":"2024-01-01","value":10}`, `{"startDate":"2024-03-01","valueAdditionalIncomeCivilService":50.87}`, 0, ""},
		{"wachtgeld: nothing in between", Wachtgelden.Type, `{"startDate":"2024-03-01"}`, `{"startDate":"2024-01-01"}`, kind.CodeChain, "startDate"},
		{"wachtgeld: three decimals", Wachtgelden.Type, "", `{"startDate":"2024-01-01","value":1.001}`, kind.CodeScale, "value"},

		// PostPensionBenefitByEmploymentId: its end can't be sent, so that a new one ends the one before.
		{"pension: the one before ends", PensionBenefits.Type, `{"startDate":"2024-01-01","payout":10}`, `{"startDate":"2024-03-01","payout":2569}`, 0, ""},
		{"pension: too much", PensionBenefits.Type, "", `{"startDate":"2024-03-01","payout":100000.01}`, kind.CodeRange, "payout"},

		// PostProtectedEarningsByEmploymentId: a broken chain.
		{"protected earnings: before another", ProtectedEarnings.Type, `{"startDate":"2024-03-01","threshold":50}`, `{"startDate":"2024-01-01","endDate":"2024-01-31","threshold":0}`, 0, ""},
		{"protected earnings: two on one day", ProtectedEarnings.Type, `{"startDate":"2024-03-01","threshold":50}`, `{"startDate":"2024-01-01","endDate":"2024-03-01","threshold":0}`, kind.CodeChain, "startDate"},
		{"protected earnings: before the employment", ProtectedEarnings.Type, "", `{"startDate":"2023-04-14","threshold":0}`, kind.CodePeriod, "startDate"},

		// PostCostPerHourByEmploymentId: of a payroll period.
		{"cost per hour: of June", CostsPerHour.Type, "", `{"payrollPeriods":{"id":202406},"costPerHour":-1}`, 0, ""},
		{"cost per hour: no such period", CostsPerHour.Type, "", `{"payrollPeriods":{"id":202413},"costPerHour":21.2}`, kind.CodeOption, "payrollPeriods.id"},
		{"cost per hour: a number that is none", CostsPerHour.Type, "", `{"payrollPeriods":{"id":2147483647},"costPerHour":21.2}`, kind.CodeOption, "payrollPeriods.id"},
		{"cost per hour: below every number", CostsPerHour.Type, "", `{"payrollPeriods":{"id":-202406},"costPerHour":21.2}`, kind.CodeOption, "payrollPeriods.id"},
		{"cost per hour: before the employment", CostsPerHour.Type, "", `{"payrollPeriods":{"id":202303},"costPerHour":21.2}`, kind.CodePeriod, "payrollPeriods"},
		{"cost per hour: a second one", CostsPerHour.Type, `{"payrollPeriods":{"id":202406},"costPerHour":1}`, `{"payrollPeriods":{"id":202406},"costPerHour":21.2}`, kind.CodeNotUnique, "payrollPeriods"},

		// PostSocialSecurityBenefitByEmploymentId: the first day of the employment or of a payroll year; a chain per type.
		{"benefit: from the first day", SocialSecurityBenefits.Type, "", benefit("2023-04-15", "1", "70"), 0, ""},
		{"benefit: from a payroll year", SocialSecurityBenefits.Type, "", benefit("2024-01-01", "1", "70"), 0, ""},
		{"benefit: in the middle of one", SocialSecurityBenefits.Type, "", benefit("2024-02-01", "1", "70"), kind.CodePeriod, "startDate"},
		{"benefit: another type beside it", SocialSecurityBenefits.Type, benefit("2023-04-15", "1", "70"), benefit("2024-01-01", "3", "70"), 0, ""},
		{"benefit: the same type", SocialSecurityBenefits.Type, benefit("2023-04-15", "1", "70"), benefit("2024-01-01", "1", "70"), kind.CodeChain, "startDate"},

		// PostDeviatingHourlyWageByEmploymentId: a broken chain per payroll component.
		{"hourly wage: another component beside it", DeviatingHourlyWages.Type, `{"startDate":"2024-01-01","payrollComponent":{"key":1},"value":20}`, `{"startDate":"2024-02-01","payrollComponent":{"key":16},"value":50.87}`, 0, ""},
		{"hourly wage: the same component", DeviatingHourlyWages.Type, `{"startDate":"2024-01-01","payrollComponent":{"key":1},"value":20}`, `{"startDate":"2024-02-01","payrollComponent":{"key":1},"value":50.87}`, kind.CodeChain, "startDate"},
		{"hourly wage: days", DeviatingHourlyWages.Type, "", `{"startDate":"2024-02-01","payrollComponent":{"key":25},"value":50.87}`, kind.CodeOption, "payrollComponent.key"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			employment := w.hire("2023-04-15")
			if tt.before != "" {
				w.create(tt.kind, employment, tt.before)
			}
			_, err := w.try(tt.kind, employment, tt.body)
			if tt.code == 0 {
				wantNone(t, err)
				return
			}
			wantProblem(t, err, tt.code, tt.field)
		})
	}
}

// Loket, GetCostPerHourByCostPerHourId: how the cost was got at. What is
// entered is by hand, and what is corrected as well.
func TestCostPerHourMethod(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2023-04-15")
	id := w.create(CostsPerHour.Type, employment, `{"payrollPeriods":{"id":202406},"costPerHour":21.2}`)
	method := func(id kind.ID) string { return w.at(CostsPerHour.Type, id, "registrationMethod.value") }
	if method(id) != "Handmatig" || w.at(CostsPerHour.Type, id, "payrollPeriods.endDate") != "2024-06-30" {
		t.Errorf("an entered cost is %s", w.body(CostsPerHour.Type, id))
	}
	c, err := CostsPerHour.Get(w, id)
	wantNone(t, err)
	c.PayrollPeriods, c.RegistrationMethod = NumberedPeriod{ID: 202405}, LongCode{Key: 1}
	paid, err := CostsPerHour.Create(w, employment, c)
	wantNone(t, err)
	if method(paid) != "Verloning" {
		t.Errorf("a cost that payroll found is %s", method(paid))
	}
	wantNone(t, w.put(CostsPerHour.Type, paid, `{"costPerHour":21.20}`))
	if method(paid) != "Verloning" {
		t.Errorf("left as it was it became %s", method(paid))
	}
	wantNone(t, w.put(CostsPerHour.Type, paid, `{"costPerHour":22}`))
	if method(paid) != "Handmatig" || w.at(CostsPerHour.Type, paid, "payrollPeriods.id") != "202405" {
		t.Errorf("corrected it became %s", w.body(CostsPerHour.Type, paid))
	}
}

// Loket, PostSocialSecurityBenefitByEmploymentId: the percentage of an AOW
// pension is 0, whatever is sent; the type doesn't change afterwards.
func TestBenefitOfAOW(t *testing.T) {
	w := newWorld(t)
	body := `{"startDate":"2024-01-01","supplementation":{"type":{"key":1},"percentage":0},"benefit":{"type":{"key":8},"percentage":35}}`
	id := w.create(SocialSecurityBenefits.Type, w.hire("2024-01-01"), body)
	if got := w.at(SocialSecurityBenefits.Type, id, "benefit.percentage"); got != "0" || len(w.Warnings) != 1 {
		t.Errorf("the percentage is %s, warned of %v", got, w.Warnings)
	}
	wantNone(t, w.put(SocialSecurityBenefits.Type, id, `{"startDate":"2024-01-01","supplementation":{"type":{"key":1},"percentage":0},"benefit":{"percentage":0}}`))
	if got := w.at(SocialSecurityBenefits.Type, id, "benefit.type.value"); got != "AOW" {
		t.Errorf("the type became %q", got)
	}
}

// Loket, PostOtherPayrollVariablesByEmploymentId: a broken chain; deductions
// in amounts can't be given from 2013 on, codes have no effect from 2018 on.
func TestOtherPayrollVariables(t *testing.T) {
	with := func(start, more string) string {
		return `{"startDate":"` + start + `"` + edit(t, variables, "%", more)
	}
	for _, tt := range []struct {
		start, more string
		field       string
		warns       bool
	}{
		{"2012-06-01", `,"occupationalDisabilityDeductionAfter2009":1,"occupationalDisabilityDeductionTo2009":1`, "", false},
		{"2013-01-01", `,"occupationalDisabilityDeductionAfter2009":1`, "payrollProperties.occupationalDisabilityDeductionAfter2009", false},
		{"2013-01-01", `,"occupationalDisabilityDeductionTo2009":1`, "payrollProperties.occupationalDisabilityDeductionTo2009", false},
		{"2017-12-31", `,"occupationalDisabilityPremiumDiscount":{"key":2}`, "", false},
		{"2018-01-01", `,"occupationalDisabilityPremiumDiscount":{"key":2}`, "", true},
		{"2024-06-01", `,"phaseClassification":{"key":2},"collectiveLaborAgreementCodeHiringEmployer":{"key":151}`, "", false},
	} {
		w := newWorld(t)
		employment, err := w.tryHire("2010-01-01", func(in *NewEmployment) { in.OtherPayrollVariablesData = NewPayrollVariables{} })
		wantNone(t, err)
		_, err = w.try(OtherPayrollVariables.Type, employment, with(tt.start, tt.more))
		if tt.field != "" {
			wantProblem(t, err, kind.CodePeriod, tt.field)
			continue
		}
		wantNone(t, err)
		if tt.warns != (len(w.Warnings) > 0) {
			t.Errorf("%s %s: warned of %v", tt.start, tt.more, w.Warnings)
		}
		_, err = w.try(OtherPayrollVariables.Type, employment, with("2025-01-01", ""))
		wantProblem(t, err, kind.CodeChain, "startDate")
	}
}
