package demo

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
)

// insured are the people of whom the world knows taxes and insurances: some of
// each employer, and the one of the other bureau.
var insured = []int{3, 4, 5, 12, 13, 14, otherEmployee}

// insurances fills in social insurance, tax and other terms of an employment.
func (w *world) insurances() {
	for _, n := range insured {
		starts := hired(n)
		terms := &record.FiscalTerms{
			StartDate: starts, AnnualSalary: money.New(int64(30000+n%50*500), 0),
			WageTax: record.WageTax{
				ApplyPayrollTaxDeduction:             n%4 != 0,
				ApplyDeviatingPayrollTaxPercentageOn: record.Code{Key: 1},
				DeviatingCalculationRulePayrollTax:   record.Code{Key: 1},
				DeviatingPayrollTaxTableColour:       record.Code{Key: 1},
				ResidentOf:                           record.Residence{Key: 1},
			},
			ApplySalarysplit: record.Code{Key: 1},
		}
		w.do(record.FiscalProperties.CreateAs(w.tx, id("fiscal properties", n), id("employment", n), terms))
		w.do(record.SocialSecurityConfigurations.CreateAs(w.tx, id("social security", n), id("employment", n), &record.SocialInsurance{
			StartDate: starts, InsuredFor: record.InsuredFor{
				IsInsuredForOccupationalDisabilityInsuranceAct: true, IsInsuredForSicknessBenefitsAct: true, IsInsuredForUnemploymentInsuranceAct: true,
			},
		}))
		w.do(record.HealthcareInsuranceActs.CreateAs(w.tx, id("healthcare insurance act", n), id("employment", n), &record.HealthInsurance{
			StartDate: starts, HealthcareInsuranceActType: record.Code{Key: 2},
		}))
	}
}

// hired is the first day of the employment of employee n.
func hired(n int) cal.Date { return cal.MustParse("2019-01-01").AddMonths(n % 48) }
