// Package gb is the payroll of the United Kingdom: from what one employee is
// paid on a pay day to income tax under PAYE, Class 1 national insurance
// contributions, student and postgraduate loans, workplace pension and net
// pay, each amount with its reason. [Pay] has the order of it; each step is a
// function that bears the law's name for it and has its source above it.
//
// Beside the payslip it computes what the law makes least: minimum wage
// ([MinimumWage]), statutory sick and family pay ([SickPay], [FamilyPay]), who
// is to be enrolled in a pension ([Assess]); and what an employer owes for a
// month ([EmployerMonth]). [ParseCode] reads tax codes, [Modulus] checks bank
// accounts.
//
// The figures that a tax year's law sets lie in data/parameters.tsv, each with
// its source and how sure it is. A tax year that isn't there, or a situation
// that isn't covered, is a [payroll.Unknown]; an input that can't be is a
// [payroll.Invalid]. Amounts are pounds with two decimals.
//
// It imports payroll, payroll/verify, money and cal. It knows no storage.
package gb
