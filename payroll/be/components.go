package be

import (
	"slices"

	"github.com/payglot/payglot/payroll"
)

// The components of gross pay: what [Gross] gives lines of.
const (
	ComponentBase            = "base"
	ComponentOvertime        = "overtime"
	ComponentAdditionalGross = "additionalGross"
	ComponentAdditionalNet   = "additionalNet"
	ComponentCommute         = "commute"
)

// The components of pay: what [Pay] gives lines of, in the order in which they
// come about.
const (
	ComponentWage                 = "wage"
	ComponentPersonalContribution = "personalContribution"
	ComponentStudentContribution  = "studentContribution"
	ComponentBonusA               = "workBonusA"
	ComponentBonusB               = "workBonusB"
	ComponentContributionDue      = "personalContributionDue"
	ComponentBenefits             = "benefits"
	ComponentCarTaxable           = "travelCarTaxable"
	ComponentTaxable              = "taxable"
	ComponentTaxBefore            = "withholdingBeforeBonus"
	ComponentFiscalBonus          = "fiscalWorkBonus"
	ComponentTax                  = "withholding"

	ComponentBonus                   = "bonus"
	ComponentYearEnd                 = "yearEndPremium"
	ComponentExceptionalContribution = "exceptionalContribution"
	ComponentExceptionalTaxable      = "exceptionalTaxable"
	ComponentExceptionalTax          = "exceptionalWithholding"

	ComponentDoubleHoliday    = "doubleHolidayPay"
	ComponentHolidayRetained  = "doubleHolidayPayRetained"
	ComponentHolidayFree      = "doubleHolidayPayFree"
	ComponentHolidayRetention = "holidayRetention"
	ComponentHolidayTaxable   = "holidayTaxable"
	ComponentHolidayTax       = "holidayWithholding"

	ComponentDepartureSimple       = "departureSimple"
	ComponentDepartureDouble       = "departureDouble"
	ComponentDepartureContribution = "departureContribution"
	ComponentDepartureRetention    = "departureRetention"
	ComponentDepartureTaxable      = "departureTaxable"
	ComponentDepartureTax          = "departureWithholding"

	ComponentSpecial        = "specialContribution"
	ComponentGroupInsurance = "groupInsurance"
	ComponentVouchersOwn    = "mealVouchersOwn"
	ComponentTravelPublic   = "travelPublic"
	ComponentTravelCar      = "travelCar"
	ComponentTravelBicycle  = "travelBicycle"
	ComponentReimbursed     = "reimbursed"
	ComponentDeductions     = "deductions"
	ComponentNet            = "net"
	ComponentShortfall      = "shortfall"
)

// The components of the employer's side.
const (
	ComponentEmployerBasic         = "employerBasic"
	ComponentEmployerHoliday       = "employerManualHoliday"
	ComponentEmployerRestraint     = "employerWageRestraint"
	ComponentEmployerClosure       = "employerClosureFund"
	ComponentEmployerClosureExtra  = "employerClosureSpecial"
	ComponentEmployerUnemployment  = "employerTemporaryUnemployment"
	ComponentEmployerAccidents     = "employerWorkAccidents"
	ComponentEmployerAsbestos      = "employerAsbestosFund"
	ComponentEmployerFund          = "employerSectorFund"
	ComponentEmployerStudent       = "employerStudentContribution"
	ComponentEmployerContributions = "employerContributions"
	ComponentStructural            = "structuralReduction"
	ComponentFirstHire             = "firstHireReduction"
	ComponentVouchersEmployer      = "mealVouchersEmployer"
	ComponentCost                  = "cost"
)

// Component describes a component.
type Component struct {
	Name    string
	Effect  payroll.Effect
	English string
}

// Components are all, in the order of a slip.
func Components() []Component { return slices.Clone(componentList) }

var componentList = []Component{
	{ComponentBase, payroll.Tells, "Wage for the hours of the month; part of the gross wage."},
	{ComponentOvertime, payroll.Tells, "Pay for overtime; part of the gross wage."},
	{ComponentAdditionalGross, payroll.Tells, "Payment on which contributions or taxes are due; part of what is paid gross."},
	{ComponentAdditionalNet, payroll.Tells, "Payment on top of net pay; part of what is reimbursed."},
	{ComponentCommute, payroll.Tells, "Payment for travel to work; part of it."},

	{ComponentWage, payroll.Pays, "Gross wage of the month."},
	{ComponentPersonalContribution, payroll.Withholds, "Personal social security contribution."},
	{ComponentStudentContribution, payroll.Withholds, "Solidarity contribution of a student."},
	{ComponentBonusA, payroll.Pays, "Work bonus A, off the personal contribution."},
	{ComponentBonusB, payroll.Pays, "Work bonus B, off the personal contribution."},
	{ComponentContributionDue, payroll.Tells, "Personal contribution after the work bonus."},
	{ComponentBenefits, payroll.Tells, "Taxable benefits in kind, had and not paid."},
	{ComponentCarTaxable, payroll.Pays, "Payment for travel to work by car above what is exempt."},
	{ComponentTaxable, payroll.Tells, "Taxable wage of the month."},
	{ComponentTaxBefore, payroll.Tells, "Withholding tax before the fiscal work bonus."},
	{ComponentFiscalBonus, payroll.Tells, "Fiscal work bonus granted."},
	{ComponentTax, payroll.Withholds, "Withholding tax on the wage."},

	{ComponentBonus, payroll.Pays, "Bonus, gross."},
	{ComponentYearEnd, payroll.Pays, "Year-end premium, gross."},
	{ComponentExceptionalContribution, payroll.Withholds, "Personal contribution on exceptional payments."},
	{ComponentExceptionalTaxable, payroll.Tells, "Exceptional payments, taxable."},
	{ComponentExceptionalTax, payroll.Withholds, "Withholding tax on exceptional payments."},

	{ComponentDoubleHoliday, payroll.Pays, "Double holiday pay, gross."},
	{ComponentHolidayRetained, payroll.Tells, "Part of double holiday pay with retention."},
	{ComponentHolidayFree, payroll.Tells, "Part of double holiday pay without retention."},
	{ComponentHolidayRetention, payroll.Withholds, "Retention on double holiday pay."},
	{ComponentHolidayTaxable, payroll.Tells, "Double holiday pay, taxable."},
	{ComponentHolidayTax, payroll.Withholds, "Withholding tax on double holiday pay."},

	{ComponentDepartureSimple, payroll.Pays, "Simple holiday pay on departure, gross."},
	{ComponentDepartureDouble, payroll.Pays, "Double holiday pay on departure, gross."},
	{ComponentDepartureContribution, payroll.Withholds, "Personal contribution on simple holiday pay on departure."},
	{ComponentDepartureRetention, payroll.Withholds, "Retention on double holiday pay on departure."},
	{ComponentDepartureTaxable, payroll.Tells, "Holiday pay on departure, taxable."},
	{ComponentDepartureTax, payroll.Withholds, "Withholding tax on holiday pay on departure."},

	{ComponentSpecial, payroll.Withholds, "Special social security contribution."},
	{ComponentGroupInsurance, payroll.Withholds, "Own contribution to a group insurance."},
	{ComponentVouchersOwn, payroll.Withholds, "Own part of meal vouchers."},
	{ComponentTravelPublic, payroll.Pays, "Payment for travel to work by public transport."},
	{ComponentTravelCar, payroll.Pays, "Payment for travel to work by car, exempt."},
	{ComponentTravelBicycle, payroll.Pays, "Allowance for travel to work by bicycle, exempt."},
	{ComponentReimbursed, payroll.Pays, "Reimbursed costs."},
	{ComponentDeductions, payroll.Withholds, "Other deductions."},
	{ComponentNet, payroll.Tells, "Net pay."},
	{ComponentShortfall, payroll.Tells, "What is kept above what is paid."},

	{ComponentEmployerBasic, payroll.Costs, "Basic employer contribution."},
	{ComponentEmployerHoliday, payroll.Costs, "Contribution for the holiday of manual workers."},
	{ComponentEmployerRestraint, payroll.Costs, "Contribution of employers of 10 and more."},
	{ComponentEmployerClosure, payroll.Costs, "Closure fund, basic contribution."},
	{ComponentEmployerClosureExtra, payroll.Costs, "Closure fund, special contribution."},
	{ComponentEmployerUnemployment, payroll.Costs, "Contribution for temporary unemployment."},
	{ComponentEmployerAccidents, payroll.Costs, "Contribution for work accidents."},
	{ComponentEmployerAsbestos, payroll.Costs, "Asbestos fund."},
	{ComponentEmployerFund, payroll.Costs, "Fund of the joint committee."},
	{ComponentEmployerStudent, payroll.Costs, "Employer's solidarity contribution for a student."},
	{ComponentEmployerContributions, payroll.Tells, "Employer contributions together."},
	{ComponentStructural, payroll.Costs, "Structural reduction."},
	{ComponentFirstHire, payroll.Costs, "Reduction for a first worker."},
	{ComponentVouchersEmployer, payroll.Costs, "Employer's part of meal vouchers."},
	{ComponentCost, payroll.Tells, "Cost of the month to the employer."},
}
