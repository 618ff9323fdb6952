package be

import "slices"

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

// Effect is what a component's lines do to net pay.
type Effect string

const (
	// Pays are amounts for the employee.
	Pays Effect = "pays"
	// Withholds are amounts taken from the employee.
	Withholds Effect = "withholds"
	// Costs are the employer's, and what lowers them.
	Costs Effect = "costs"
	// Tells are amounts that are computed on the way, or are parts of others.
	Tells Effect = "tells"
)

// Component describes a component.
type Component struct {
	Name    string
	Effect  Effect
	English string
}

// Components are all, in the order of a slip.
func Components() []Component { return slices.Clone(componentList) }

var componentList = []Component{
	{ComponentBase, Tells, "Wage for the hours of the month; part of the gross wage."},
	{ComponentOvertime, Tells, "Pay for overtime; part of the gross wage."},
	{ComponentAdditionalGross, Tells, "Payment on which contributions or taxes are due; part of what is paid gross."},
	{ComponentAdditionalNet, Tells, "Payment on top of net pay; part of what is reimbursed."},
	{ComponentCommute, Tells, "Payment for travel to work; part of it."},

	{ComponentWage, Pays, "Gross wage of the month."},
	{ComponentPersonalContribution, Withholds, "Personal social security contribution."},
	{ComponentStudentContribution, Withholds, "Solidarity contribution of a student."},
	{ComponentBonusA, Pays, "Work bonus A, off the personal contribution."},
	{ComponentBonusB, Pays, "Work bonus B, off the personal contribution."},
	{ComponentContributionDue, Tells, "Personal contribution after the work bonus."},
	{ComponentBenefits, Tells, "Taxable benefits in kind, had and not paid."},
	{ComponentCarTaxable, Pays, "Payment for travel to work by car above what is exempt."},
	{ComponentTaxable, Tells, "Taxable wage of the month."},
	{ComponentTaxBefore, Tells, "Withholding tax before the fiscal work bonus."},
	{ComponentFiscalBonus, Tells, "Fiscal work bonus granted."},
	{ComponentTax, Withholds, "Withholding tax on the wage."},

	{ComponentBonus, Pays, "Bonus, gross."},
	{ComponentYearEnd, Pays, "Year-end premium, gross."},
	{ComponentExceptionalContribution, Withholds, "Personal contribution on exceptional payments."},
	{ComponentExceptionalTaxable, Tells, "Exceptional payments, taxable."},
	{ComponentExceptionalTax, Withholds, "Withholding tax on exceptional payments."},

	{ComponentDoubleHoliday, Pays, "Double holiday pay, gross."},
	{ComponentHolidayRetained, Tells, "Part of double holiday pay with retention."},
	{ComponentHolidayFree, Tells, "Part of double holiday pay without retention."},
	{ComponentHolidayRetention, Withholds, "Retention on double holiday pay."},
	{ComponentHolidayTaxable, Tells, "Double holiday pay, taxable."},
	{ComponentHolidayTax, Withholds, "Withholding tax on double holiday pay."},

	{ComponentDepartureSimple, Pays, "Simple holiday pay on departure, gross."},
	{ComponentDepartureDouble, Pays, "Double holiday pay on departure, gross."},
	{ComponentDepartureContribution, Withholds, "Personal contribution on simple holiday pay on departure."},
	{ComponentDepartureRetention, Withholds, "Retention on double holiday pay on departure."},
	{ComponentDepartureTaxable, Tells, "Holiday pay on departure, taxable."},
	{ComponentDepartureTax, Withholds, "Withholding tax on holiday pay on departure."},

	{ComponentSpecial, Withholds, "Special social security contribution."},
	{ComponentGroupInsurance, Withholds, "Own contribution to a group insurance."},
	{ComponentVouchersOwn, Withholds, "Own part of meal vouchers."},
	{ComponentTravelPublic, Pays, "Payment for travel to work by public transport."},
	{ComponentTravelCar, Pays, "Payment for travel to work by car, exempt."},
	{ComponentTravelBicycle, Pays, "Allowance for travel to work by bicycle, exempt."},
	{ComponentReimbursed, Pays, "Reimbursed costs."},
	{ComponentDeductions, Withholds, "Other deductions."},
	{ComponentNet, Tells, "Net pay."},
	{ComponentShortfall, Tells, "What is kept above what is paid."},

	{ComponentEmployerBasic, Costs, "Basic employer contribution."},
	{ComponentEmployerHoliday, Costs, "Contribution for the holiday of manual workers."},
	{ComponentEmployerRestraint, Costs, "Contribution of employers of 10 and more."},
	{ComponentEmployerClosure, Costs, "Closure fund, basic contribution."},
	{ComponentEmployerClosureExtra, Costs, "Closure fund, special contribution."},
	{ComponentEmployerUnemployment, Costs, "Contribution for temporary unemployment."},
	{ComponentEmployerAccidents, Costs, "Contribution for work accidents."},
	{ComponentEmployerAsbestos, Costs, "Asbestos fund."},
	{ComponentEmployerFund, Costs, "Fund of the joint committee."},
	{ComponentEmployerStudent, Costs, "Employer's solidarity contribution for a student."},
	{ComponentEmployerContributions, Tells, "Employer contributions together."},
	{ComponentStructural, Costs, "Structural reduction."},
	{ComponentFirstHire, Costs, "Reduction for a first worker."},
	{ComponentVouchersEmployer, Costs, "Employer's part of meal vouchers."},
	{ComponentCost, Tells, "Cost of the month to the employer."},
}
