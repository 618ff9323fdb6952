package gb

import "slices"

// Components of lines. Those of the employee add to net pay or are withheld
// from it; those of nobody are computed on the way.
const (
	// What is paid.
	ComponentSalary            = "salary"
	ComponentSacrifice         = "salarySacrifice"
	ComponentExpenses          = "expenses"
	ComponentTaxedOnly         = "taxedOnly"
	ComponentBenefits          = "payrolledBenefits"
	ComponentContributionsOnly = "contributionsOnly"
	ComponentPensionSacrifice  = "pensionSacrifice"

	// What the rest is computed on.
	ComponentTaxablePay     = "taxablePay"
	ComponentEarnings       = "contributionEarnings"
	ComponentPensionablePay = "pensionablePay"

	// What the law withholds and charges.
	ComponentIncomeTax            = "incomeTax"
	ComponentEarningsAtLEL        = "earningsAtLEL"
	ComponentEarningsToPT         = "earningsLELToPT"
	ComponentEarningsToUEL        = "earningsPTToUEL"
	ComponentEmployeeContribution = "employeeContribution"
	ComponentEmployerContribution = "employerContribution"
	ComponentStudentLoan          = "studentLoan"
	ComponentPostgraduateLoan     = "postgraduateLoan"

	// Pension and what else goes off net pay.
	ComponentEmployeePension = "employeePension"
	ComponentPensionRelief   = "pensionTaxRelief"
	ComponentEmployerPension = "employerPension"
	ComponentOrder           = "order"
	ComponentDeduction       = "deduction"

	// What comes out.
	ComponentShortfall    = "shortfall"
	ComponentNetPay       = "netPay"
	ComponentEmployerCost = "employerCost"

	// What the law makes least.
	ComponentMinimumWagePay       = "minimumWagePay"
	ComponentMinimumWage          = "minimumWage"
	ComponentMinimumWageShortfall = "minimumWageShortfall"
	ComponentSickPay              = "statutorySickPay"
	ComponentMaternityPay         = "statutoryMaternityPay"
	ComponentAdoptionPay          = "statutoryAdoptionPay"
	ComponentPaternityPay         = "statutoryPaternityPay"
	ComponentSharedParentalPay    = "statutorySharedParentalPay"
	ComponentBereavementPay       = "statutoryParentalBereavementPay"
	ComponentNeonatalCarePay      = "statutoryNeonatalCarePay"

	// What an employer owes for a month.
	ComponentEmploymentAllowance = "employmentAllowance"
	ComponentRecovery            = "recoveryOfStatutoryPay"
	ComponentLevy                = "apprenticeshipLevy"
	ComponentDueToHMRC           = "dueToHMRC"
)

// Effect is what a component's lines do to net pay.
type Effect string

const (
	// Pays are amounts for the employee.
	Pays Effect = "pays"
	// Withholds are amounts taken from the employee.
	Withholds Effect = "withholds"
	// Costs are the employer's.
	Costs Effect = "costs"
	// Tells are amounts that are computed on the way, or compared with.
	Tells Effect = "tells"
)

// Component describes a component.
type Component struct {
	Name    string
	Effect  Effect
	English string
}

// Components are all, in the order of the constants.
func Components() []Component { return slices.Clone(components) }

var components = []Component{
	{ComponentSalary, Pays, "Pay for work and time off, statutory payments included."},
	{ComponentSacrifice, Withholds, "Pay given up for something that isn't money."},
	{ComponentExpenses, Pays, "Expenses paid back, without tax and contributions."},
	{ComponentTaxedOnly, Pays, "Pay with income tax but without contributions."},
	{ComponentBenefits, Tells, "Benefits in kind that are taxed through payroll; not paid out."},
	{ComponentContributionsOnly, Tells, "Earnings with contributions but without income tax; not paid out."},
	{ComponentPensionSacrifice, Withholds, "Pay given up for a contribution of the employer to a pension."},
	{ComponentTaxablePay, Tells, "Pay that income tax is computed on."},
	{ComponentEarnings, Tells, "Earnings that contributions and loans are computed on."},
	{ComponentPensionablePay, Tells, "Earnings that pension contributions are computed on."},
	{ComponentIncomeTax, Withholds, "Income tax deducted; below zero repaid."},
	{ComponentEarningsAtLEL, Tells, "Earnings up to the lower earnings limit."},
	{ComponentEarningsToPT, Tells, "Earnings from the lower earnings limit to the primary threshold."},
	{ComponentEarningsToUEL, Tells, "Earnings from the primary threshold to the upper earnings limit."},
	{ComponentEmployeeContribution, Withholds, "Employee's Class 1 national insurance contribution."},
	{ComponentEmployerContribution, Costs, "Employer's Class 1 national insurance contribution."},
	{ComponentStudentLoan, Withholds, "Student loan deduction."},
	{ComponentPostgraduateLoan, Withholds, "Postgraduate loan deduction."},
	{ComponentEmployeePension, Withholds, "Employee's pension contribution, as taken from pay."},
	{ComponentPensionRelief, Tells, "Tax relief that the pension scheme claims on top."},
	{ComponentEmployerPension, Costs, "Employer's pension contribution."},
	{ComponentOrder, Withholds, "Taken for an attachment of earnings or another order."},
	{ComponentDeduction, Withholds, "Taken by agreement."},
	{ComponentShortfall, Tells, "What deductions and recoveries exceed pay by, owed by the employee."},
	{ComponentNetPay, Tells, "Net pay."},
	{ComponentEmployerCost, Tells, "What the payment costs the employer."},
	{ComponentMinimumWagePay, Tells, "Pay that counts for the minimum wage."},
	{ComponentMinimumWage, Tells, "Minimum wage for the hours worked."},
	{ComponentMinimumWageShortfall, Tells, "What pay is short of the minimum wage."},
	{ComponentSickPay, Pays, "Statutory sick pay."},
	{ComponentMaternityPay, Pays, "Statutory maternity pay."},
	{ComponentAdoptionPay, Pays, "Statutory adoption pay."},
	{ComponentPaternityPay, Pays, "Statutory paternity pay."},
	{ComponentSharedParentalPay, Pays, "Statutory shared parental pay."},
	{ComponentBereavementPay, Pays, "Statutory parental bereavement pay."},
	{ComponentNeonatalCarePay, Pays, "Statutory neonatal care pay."},
	{ComponentEmploymentAllowance, Tells, "Employer's contributions that the Employment Allowance covers."},
	{ComponentRecovery, Tells, "Statutory family pay that the employer gets back."},
	{ComponentLevy, Costs, "Apprenticeship levy; below zero a credit."},
	{ComponentDueToHMRC, Costs, "What the employer is to pay HMRC for the tax month."},
}
