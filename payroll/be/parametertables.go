package be

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// taxParameters are those of the key formula.
type taxParameters struct {
	costRate, costMost         money.Amount
	brackets                   []bracket
	exemptOne, exemptTwo       money.Amount
	quotientRate, quotientMost money.Amount
	// children are the reductions for 1 to 8 children.
	children                                     []money.Amount
	furtherChild                                 money.Amount
	singleParent, disabledWorker, disabledSpouse money.Amount
	careDependant, otherDependant                money.Amount
	spouseLowIncome, spouseLowPension            money.Amount
	bonusA, bonusB                               money.Amount
	groupInsurance                               money.Amount
}

// bracket is a slice of annual income: from where on it lies, the tax on all
// below, and the rate in it.
type bracket struct{ from, tax, rate money.Amount }

func readTax(r *payroll.Reader) taxParameters {
	costs, exempt := r.Amounts("costs", 2), r.Amounts("exempt", 2)
	quotient, bonus := r.Amounts("maritalQuotient", 2), r.Amounts("fiscalBonus", 2)
	children := r.Amounts("children", 9)
	return taxParameters{
		costRate: costs[0], costMost: costs[1],
		brackets:  bracketsOf(r.Amounts("brackets", 7)),
		exemptOne: exempt[0], exemptTwo: exempt[1],
		quotientRate: quotient[0], quotientMost: quotient[1],
		children: children[:8], furtherChild: children[8],
		singleParent:   r.Amount("singleParent"),
		disabledWorker: r.Amount("disabledWorker"), disabledSpouse: r.Amount("disabledSpouse"),
		careDependant: r.Amount("careDependant"), otherDependant: r.Amount("otherDependant"),
		spouseLowIncome: r.Amount("spouseLowIncome"), spouseLowPension: r.Amount("spouseLowPension"),
		bonusA: bonus[0], bonusB: bonus[1],
		groupInsurance: r.Amount("groupInsuranceRate"),
	}
}

// bracketsOf reads the tops of brackets and their rates, one more. The tax of
// each bracket is rounded to cents by itself.
func bracketsOf(v []money.Amount) []bracket {
	tops, rates := v[:len(v)/2], v[len(v)/2:]
	all := []bracket{{rate: rates[0]}}
	for i, top := range tops {
		last := all[i]
		all = append(all, bracket{top, last.tax.Add(cents(top.Sub(last.from).Mul(last.rate))), rates[i+1]})
	}
	return all
}

// exceptionalParameters are the columns of annual remuneration and the rates in
// them, of which there is one more.
type exceptionalParameters struct{ columns, holiday, other []money.Amount }

func readExceptional(r *payroll.Reader) exceptionalParameters {
	return exceptionalParameters{
		r.Amounts("exceptionalColumns", 10), r.Amounts("exceptionalHolidayRates", 11), r.Amounts("exceptionalOtherRates", 11),
	}
}

// childReliefParameters are what children take off the tax on exceptional
// payments.
type childReliefParameters struct{ exemption, reduction, ceiling []money.Amount }

func readChildRelief(r *payroll.Reader) childReliefParameters {
	return childReliefParameters{
		r.Amounts("exceptionalChildExemption", 12), r.Amounts("exceptionalChildReduction", 5), r.Amounts("exceptionalChildCeiling", 5),
	}
}

// holidayParameters are the rates of holiday pay.
type holidayParameters struct {
	double, retained, parts, retention                   money.Amount
	departureSimple, departureDouble, departureRetained  money.Amount
	manualSimple, manualDouble, fundQuarter, yearlyDebit money.Amount
	provision                                            money.Amount
}

func readHoliday(r *payroll.Reader) holidayParameters {
	parts, departure := r.Amounts("doubleHolidayParts", 2), r.Amounts("departureRates", 3)
	manual, fund := r.Amounts("manualHolidayRates", 2), r.Amounts("manualHolidayFund", 2)
	return holidayParameters{
		double: r.Amount("doubleHolidayRate"), retained: parts[0], parts: parts[1],
		retention:       r.Amount("holidayRetention"),
		departureSimple: departure[0], departureDouble: departure[1], departureRetained: departure[2],
		manualSimple: manual[0], manualDouble: manual[1],
		fundQuarter: fund[0], yearlyDebit: fund[1],
		provision: r.Amount("holidayProvision"),
	}
}

// employerParameters are the contributions of an employer of category 1.
type employerParameters struct {
	basic, ceiling                         money.Amount
	restraint                              money.Amount
	closureSmall, closureLarge             money.Amount
	closureSpecial, temporaryUnemployment  money.Amount
	workAccidents, asbestos, manualHoliday money.Amount
}

func readEmployer(r *payroll.Reader) employerParameters {
	closure := r.Amounts("closureBasic", 2)
	return employerParameters{
		basic: r.Amount("employerBasic"), ceiling: r.Amount("basicCeiling"), restraint: r.Amount("wageRestraint"),
		closureSmall: closure[0], closureLarge: closure[1], closureSpecial: r.Amount("closureSpecial"),
		temporaryUnemployment: r.Amount("temporaryUnemployment"),
		workAccidents:         r.Amount("workAccidents"), asbestos: r.Amount("asbestos"),
		manualHoliday: r.Amounts("manualHolidayFund", 2)[0],
	}
}

// structuralParameters are those of the structural reduction.
type structuralParameters struct {
	s0, s2, alpha, gamma money.Amount
	factor               factorParameters
}

// factorParameters say how work for a part of the time counts.
type factorParameters struct{ least, first, base, slope, whole money.Amount }

func readStructural(r *payroll.Reader) structuralParameters {
	v := r.Amounts("structural", 4)
	return structuralParameters{v[0], v[1], v[2], v[3], readFactor(r)}
}

func readFactor(r *payroll.Reader) factorParameters {
	v := r.Amounts("reductionFactor", 5)
	return factorParameters{v[0], v[1], v[2], v[3], v[4]}
}

// firstHireParameters are the reduction for the first worker of an employer.
type firstHireParameters struct {
	amount money.Amount
	factor factorParameters
}

func readFirstHire(r *payroll.Reader) firstHireParameters {
	return firstHireParameters{r.Amount("firstHire"), readFactor(r)}
}

// benefitParameters bound what is free of tax and contributions.
type benefitParameters struct {
	voucherValue, voucherEmployer, voucherWorker, voucherDeductible money.Amount
	car, bicycle                                                    money.Amount
}

func readBenefits(r *payroll.Reader) benefitParameters {
	v := r.Amounts("mealVouchers", 4)
	return benefitParameters{v[0], v[1], v[2], v[3], r.Amount("carExempt"), r.Amount("bicycleExempt")}
}
