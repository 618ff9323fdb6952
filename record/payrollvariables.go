package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// PayrollVariables is what payroll, tax return and pension funds seldom need
// to know of an employment (diversen salarisverwerking), from a day on.
type PayrollVariables struct {
	// ID is the identity of the record.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which it holds.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// ProductivityPercentage is how much of a full job is done.
	ProductivityPercentage money.Amount `json:"productivityPercentage" is:"min=0,max=100,scale=2"`
	// InsuranceProperties is about UWV.
	InsuranceProperties InsuranceVariables `json:"insuranceProperties"`
	// PayrollProperties is about pay and the tax return.
	PayrollProperties PayVariables `json:"payrollProperties"`
	// PensionProperties is about pension funds.
	PensionProperties PensionVariables `json:"pensionProperties"`
}

// InsuranceVariables is what UWV wants to know.
type InsuranceVariables struct {
	// ApplicableForNoRiskPolicy says that UWV pays the wage in illness
	// (no-riskpolis).
	ApplicableForNoRiskPolicy bool `json:"applicableForNoRiskPolicy"`
}

// PayVariables is what decides on pay and goes into the tax return.
type PayVariables struct {
	// ApplyMinimumWageVocationalLearningPathway is the minimum wage of those who
	// learn on the job (bbl).
	ApplyMinimumWageVocationalLearningPathway bool `json:"applyMinimumWageVocationalLearningPathway"`
	// ApplyYearlyHoursNorm says that the hours are agreed for a year
	// (jaarurennorm).
	ApplyYearlyHoursNorm bool `json:"applyYearlyHoursNorm"`
	// CollectiveLaborAgreementCodeHiringEmployer is the agreement of the firm
	// that hires the employee (CAO-code inlener).
	CollectiveLaborAgreementCodeHiringEmployer *CAOCode `json:"collectiveLaborAgreementCodeHiringEmployer" is:"code=cao tax return"`
	// DeviatingPremiumGroup is a sector other than the administration's.
	DeviatingPremiumGroup *Code `json:"deviatingPremiumGroup" is:"code=premium group"`
	// IncidentalIncomeDeduction is why pay is less than agreed for a while
	// (incidentele inkomstenvermindering).
	IncidentalIncomeDeduction *Code `json:"incidentalIncomeDeduction" is:"code=incidental deduction"`
	// OccupationalDisabilityDeductionAfter2009 is the deduction for a disabled
	// employee, of 2010 to 2012, in euros.
	OccupationalDisabilityDeductionAfter2009 *money.Amount `json:"occupationalDisabilityDeductionAfter2009" is:"min=0.01,max=9999.99"`
	// OccupationalDisabilityDeductionTo2009 is the part of it that was taken
	// from the unemployment contribution, until 2009.
	OccupationalDisabilityDeductionTo2009 *money.Amount `json:"occupationalDisabilityDeductionTo2009" is:"min=0.01,max=9999.99"`
	// OccupationalDisabilityPremiumDiscount is the code premiekorting of until
	// 2017.
	OccupationalDisabilityPremiumDiscount *Residence `json:"occupationalDisabilityPremiumDiscount" is:"code=premium discount"`
	// PhaseClassification is the phase of an agency worker (fase-indeling).
	PhaseClassification *Phase `json:"phaseClassification" is:"code=phase"`
	// TerminateIncomenumberFlexibleEmployment is why an agency worker's work
	// ended.
	TerminateIncomenumberFlexibleEmployment *Code `json:"terminateIncomenumberFlexibleEmployment" is:"code=flexible end"`
	// WageCostBenefit is the loonkostenvoordeel.
	WageCostBenefit *Code `json:"wageCostBenefit" is:"code=wage cost benefit"`
	// WajongWithWageDispensation says that less than the minimum wage may be
	// paid (Wajong met loondispensatie).
	WajongWithWageDispensation bool `json:"wajongWithWageDispensation"`
}

// CAOCode is a collective agreement by its number in the tax return.
type CAOCode struct {
	// Key is the number.
	Key int `json:"key"`
	// Value is the name.
	Value string `json:"value" is:"len=..90"`
	// StartDate is since when the number can be used.
	StartDate cal.Date `json:"startDate"`
	// EndDate is until when; null is still.
	EndDate *cal.Date `json:"endDate"`
}

// Phase is a phase of agency work.
type Phase struct {
	// Key is the number of the entry in its list.
	Key int `json:"key"`
	// Value is the label, in Dutch.
	Value string `json:"value" is:"len=..60"`
}

// PensionVariables is what pension funds want to know.
type PensionVariables struct {
	// AnnualCalculationBaseABP is the jaargrondslag of ABP, in euros.
	AnnualCalculationBaseABP *money.Amount `json:"annualCalculationBaseAbp" is:"min=0.01,max=999999.99,scale=2"`
	// ApplyDispensationRiskFund is dispensatie risicofonds.
	ApplyDispensationRiskFund bool `json:"applyDispensationRiskFund"`
	// CompulsoryEducationDays is on how many days a week one must be at school
	// still.
	CompulsoryEducationDays *int `json:"compulsoryEducationDays" is:"min=1,max=2"`
	// DeviatingDisabilityInsuranceActPercentageForCordares is the class of
	// disability for the building trade's fund.
	DeviatingDisabilityInsuranceActPercentageForCordares *Code `json:"deviatingDisabilityInsuranceActPercentageForCordares" is:"code=disability class"`
	// LeaveABP is leave during which pension goes on.
	LeaveABP *PensionLeave `json:"leaveAbp"`
	// OccupationalPensionFund is the number of the fund (bpf-code).
	OccupationalPensionFund *int `json:"occupationalPensionFund" is:"min=1,max=99"`
	// SpecificationOfIncomeRelationshipAPG is the verbijzondering
	// inkomstenverhouding of APG.
	SpecificationOfIncomeRelationshipAPG *APGCode `json:"specificationOfIncomeRelationshipApg" is:"code=apg specification"`
}

// PensionLeave is leave of a civil servant, and how much of the pension is
// built up in it.
type PensionLeave struct {
	// LeaveType is the sort of leave.
	LeaveType Code `json:"leaveType" is:"code=abp leave"`
	// ValueOfParticipationDuringLeave is the part that is built up, as a
	// percentage.
	ValueOfParticipationDuringLeave int `json:"valueOfParticipationDuringLeave" is:"min=1,max=100"`
}

// APGCode is a code of APG, the administrator of pension funds.
type APGCode struct {
	// Key is the number of the entry in its list.
	Key int `json:"key"`
	// Code is APG's.
	Code string `json:"code" is:"len=..4"`
	// Value is the label, in Dutch.
	Value string `json:"value" is:"len=..75"`
}

// OtherPayrollVariables of an employment don't overlap.
var OtherPayrollVariables = of[PayrollVariables]("other payroll variables", "otherPayrollVariables", kind.Under(Employments.Type),
	kind.Chained(kind.BrokenChain))

// Years since which the tax return no longer has deductions for disabled
// employees by amount, and by code.
const (
	noDeductionAmount = 2013
	noDeductionCode   = 2018
)

// Defaults is a full job from the first day that is free.
func (v *PayrollVariables) Defaults(r *kind.Rules) {
	v.StartDate = nextFree(r, OtherPayrollVariables.Type)
	v.ProductivityPercentage = money.New(100, 0)
}

// Check wants the first day within the employment, and no deduction in amounts
// after there was one.
func (v *PayrollVariables) Check(r *kind.Rules) {
	within(r, v.StartDate)
	endsWithin(r, v.EndDate)
	pay := v.PayrollProperties
	for _, deduction := range []struct {
		amount *money.Amount
		field  string
	}{
		{pay.OccupationalDisabilityDeductionTo2009, "payrollProperties.occupationalDisabilityDeductionTo2009"},
		{pay.OccupationalDisabilityDeductionAfter2009, "payrollProperties.occupationalDisabilityDeductionAfter2009"},
	} {
		if deduction.amount != nil && v.StartDate.Year() >= noDeductionAmount {
			r.Problem(deduction.field, kind.CodePeriod, "can't have a value from %d on", noDeductionAmount)
		}
	}
	if pay.OccupationalDisabilityPremiumDiscount != nil && v.StartDate.Year() >= noDeductionCode {
		r.Note("payrollProperties.occupationalDisabilityPremiumDiscount", kind.CodePeriod, "has no effect from %d on", noDeductionCode)
	}
}
