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
		w.taxed(n)
		w.insuredFor(n)
		w.variables(n)
	}
	for i, n := range []int{15, 16, 17, otherEmployee} {
		w.cost(n, money.New(int64(2800+i*115), 2))
		w.benefits(n)
	}
}

func (w *world) taxed(n int) {
	w.do(record.FiscalProperties.CreateAs(w.tx, id("fiscal properties", n), id("employment", n), &record.FiscalTerms{
		StartDate: hired(n), AnnualSalary: money.New(int64(30000+n%50*500), 0),
		WageTax: record.WageTax{
			ApplyPayrollTaxDeduction:             n%4 != 0,
			ApplyDeviatingPayrollTaxPercentageOn: record.Code{Key: 1},
			DeviatingCalculationRulePayrollTax:   record.Code{Key: 1},
			DeviatingPayrollTaxTableColour:       record.Code{Key: 1},
			ResidentOf:                           record.Residence{Key: 1},
		},
		ApplySalarysplit: record.Code{Key: 1},
	}))
}

func (w *world) insuredFor(n int) {
	w.do(record.SocialSecurityConfigurations.CreateAs(w.tx, id("social security", n), id("employment", n), &record.SocialInsurance{
		StartDate: hired(n), InsuredFor: record.InsuredFor{
			IsInsuredForOccupationalDisabilityInsuranceAct: true, IsInsuredForSicknessBenefitsAct: true, IsInsuredForUnemploymentInsuranceAct: true,
		},
	}))
	w.do(record.HealthcareInsuranceActs.CreateAs(w.tx, id("healthcare insurance act", n), id("employment", n), &record.HealthInsurance{
		StartDate: hired(n), HealthcareInsuranceActType: record.Code{Key: 2},
	}))
}

// variables has people of the bakery work a norm of hours a year, those of the
// carrier be hired from a garden auction, and the others be covered by UWV.
func (w *world) variables(n int) {
	v := &record.PayrollVariables{StartDate: hired(n), ProductivityPercentage: money.New(100, 0)}
	switch n % 3 {
	case 1:
		v.PayrollProperties.ApplyYearlyHoursNorm = true
	case 2:
		v.PayrollProperties.CollectiveLaborAgreementCodeHiringEmployer = &record.CAOCode{Key: 151}
		v.PayrollProperties.PhaseClassification = &record.Phase{Key: 18}
	default:
		v.InsuranceProperties.ApplicableForNoRiskPolicy = true
	}
	w.do(record.OtherPayrollVariables.CreateAs(w.tx, id("other payroll variables", n), id("employment", n), v))
}

// cost is what an hour cost in the first period of the year, and that the
// contribution to the unemployment fund was high in it.
func (w *world) cost(n int, perHour money.Amount) {
	first := record.PayrollPeriod{Year: 2024, PeriodNumber: 1}
	w.do(record.CostsPerHour.CreateAs(w.tx, id("cost per hour", n), id("employment", n), &record.CostPerHour{
		PayrollPeriods: record.NumberedPeriod{ID: first.ID()}, CostPerHour: perHour, RegistrationMethod: record.LongCode{Key: 1},
	}))
	w.do(record.DeviatingAWFContributions.CreateAs(w.tx, id("deviating awf contribution", n), id("employment", n), &record.DeviatingAWF{
		StartPeriod: first, EndPeriod: &record.PayrollPeriod{Year: 2024, PeriodNumber: 1},
		TypeOfDeviatingAwfContribution: record.Code{Key: 2},
	}))
}

// benefits are those of people who get some beside their wage, and of whose
// wage a part is attached.
func (w *world) benefits(n int) {
	since := cal.MustParse("2024-02-01")
	value := money.New(41250, 2)
	w.do(record.Wachtgelden.CreateAs(w.tx, id("wachtgeld", n), id("employment", n), &record.RedundancyPay{StartDate: since, Value: &value}))
	w.do(record.PensionBenefits.CreateAs(w.tx, id("pension benefit", n), id("employment", n), &record.Pension{StartDate: since, Payout: money.New(65000, 2)}))
	w.do(record.ProtectedEarnings.CreateAs(w.tx, id("protected earnings", n), id("employment", n), &record.Protection{StartDate: since, Threshold: money.New(189425, 2)}))
	w.do(record.DeviatingHourlyWages.CreateAs(w.tx, id("deviating hourly wage", n), id("employment", n), &record.HourlyWage{
		PayrollComponent: record.HourComponent{Key: sundayHours}, StartDate: since, Value: money.New(2475, 2),
	}))
	w.do(record.SocialSecurityBenefits.CreateAs(w.tx, id("social security benefit", n), id("employment", n), &record.SocialBenefit{
		StartDate:       hired(n),
		Supplementation: record.Supplementation{Type: record.Code{Key: 3}, Percentage: money.New(100, 0)},
		Benefit:         record.BenefitPaid{Type: record.Code{Key: 1}, Percentage: money.New(70, 0)},
	}))
}

// sundayHours are hours paid double.
const sundayHours = 19

// hired is the first day of the employment of employee n.
func hired(n int) cal.Date { return cal.MustParse("2019-01-01").AddMonths(n % 48) }
