// Package be is the payroll of Belgium, 2025 and 2026: pure functions from what
// is known of a contract and a month to amounts, each with its reason. It
// imports payroll, payroll/verify, money and cal; whoever calls it reads the
// record.
//
// [Gross] computes the gross pay of a month from prestations: hours, absence,
// overtime, payments, travel to work. It has the catalogues of prestation codes
// and wage components ([PrestationCodes], [WageComponents]) and the week of a
// contract ([Schedule]). [FromGross] goes on from there: its amounts and hours
// are what contributions and taxes are computed on.
//
// [Pay] computes a month from gross to net and to the cost of the employer, in
// the order of the law: pay.go has the steps. Contributions are those of the
// month that is paid, withholding tax is that of the day of payment. [DmfA]
// adds three months up to the amounts of a quarter's declaration.
//
// Amounts are euros with two decimals, hours are decimal hours. What has a name
// in the law is rounded by itself, from its exact value, to cents, halves away
// from zero.
package be
