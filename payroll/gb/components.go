package gb

import (
	"slices"

	"github.com/payglot/payglot/payroll"
)

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

// Component describes a component.
type Component struct {
	Name    string
	Effect  payroll.Effect
	English string
}

// Components are all, in the order of the constants.
func Components() []Component { return slices.Clone(components) }

var components = []Component{
	{ComponentSalary, payroll.Pays, "Pay for work and time off, statutory payments included."},
	{ComponentSacrifice, payroll.Withholds, "Pay given up for something that isn't money."},
	{ComponentExpenses, payroll.Pays, "Expenses paid back, without tax and contributions."},
	{ComponentTaxedOnly, payroll.Pays, "Pay with income tax but without contributions."},
	{ComponentBenefits, payroll.Tells, "Benefits in kind that are taxed through payroll; not paid out."},
	{ComponentContributionsOnly, payroll.Tells, "Earnings with contributions but without income tax; not paid out."},
	{ComponentPensionSacrifice, payroll.Withholds, "Pay given up for a contribution of the employer to a pension."},
	{ComponentTaxablePay, payroll.Tells, "Pay that income tax is computed on."},
	{ComponentEarnings, payroll.Tells, "Earnings that contributions and loans are computed on."},
	{ComponentPensionablePay, payroll.Tells, "Earnings that pension contributions are computed on."},
	{ComponentIncomeTax, payroll.Withholds, "Income tax deducted; below zero repaid."},
	{ComponentEarningsAtLEL, payroll.Tells, "Earnings up to the lower earnings limit."},
	{ComponentEarningsToPT, payroll.Tells, "Earnings from the lower earnings limit to the primary threshold."},
	{ComponentEarningsToUEL, payroll.Tells, "Earnings from the primary threshold to the upper earnings limit."},
	{ComponentEmployeeContribution, payroll.Withholds, "Employee's Class 1 national insurance contribution."},
	{ComponentEmployerContribution, payroll.Costs, "Employer's Class 1 national insurance contribution."},
	{ComponentStudentLoan, payroll.Withholds, "Student loan deduction."},
	{ComponentPostgraduateLoan, payroll.Withholds, "Postgraduate loan deduction."},
	{ComponentEmployeePension, payroll.Withholds, "Employee's pension contribution, as taken from pay."},
	{ComponentPensionRelief, payroll.Tells, "Tax relief that the pension scheme claims on top."},
	{ComponentEmployerPension, payroll.Costs, "Employer's pension contribution."},
	{ComponentOrder, payroll.Withholds, "Taken for an attachment of earnings or another order."},
	{ComponentDeduction, payroll.Withholds, "Taken by agreement."},
	{ComponentShortfall, payroll.Tells, "What deductions and recoveries exceed pay by, owed by the employee."},
	{ComponentNetPay, payroll.Tells, "Net pay."},
	{ComponentEmployerCost, payroll.Tells, "What the payment costs the employer."},
	{ComponentMinimumWagePay, payroll.Tells, "Pay that counts for the minimum wage."},
	{ComponentMinimumWage, payroll.Tells, "Minimum wage for the hours worked."},
	{ComponentMinimumWageShortfall, payroll.Tells, "What pay is short of the minimum wage."},
	{ComponentSickPay, payroll.Pays, "Statutory sick pay."},
	{ComponentMaternityPay, payroll.Pays, "Statutory maternity pay."},
	{ComponentAdoptionPay, payroll.Pays, "Statutory adoption pay."},
	{ComponentPaternityPay, payroll.Pays, "Statutory paternity pay."},
	{ComponentSharedParentalPay, payroll.Pays, "Statutory shared parental pay."},
	{ComponentBereavementPay, payroll.Pays, "Statutory parental bereavement pay."},
	{ComponentNeonatalCarePay, payroll.Pays, "Statutory neonatal care pay."},
	{ComponentEmploymentAllowance, payroll.Tells, "Employer's contributions that the Employment Allowance covers."},
	{ComponentRecovery, payroll.Tells, "Statutory family pay that the employer gets back."},
	{ComponentLevy, payroll.Costs, "Apprenticeship levy; below zero a credit."},
	{ComponentDueToHMRC, payroll.Costs, "What the employer is to pay HMRC for the tax month."},
}
