// Package nl computes Dutch pay from gross to net: one payment to one person
// in one employment, with the wages tax, the insurance contributions and every
// amount on the way, each with its reason.
//
// Its words are those of the law. An [Input] says all that a payment depends
// on, sums of the year so far among it; [Pay] takes the steps in their order
// (pay.go) and adds a line a step to a slip. Each area has a file: gross.go to
// wage.go bring the wage together, tax.go and special.go the loonheffing,
// contributions.go the insurances, net.go what is paid out. severance.go,
// allowance.go and contributions.go also have rules that are asked apart from a
// payment. What law sets by year is in data/parameters.tsv.
//
// It imports payroll, payroll/verify, money and cal, and knows no storage and
// no wire. Years without parameters, and situations that aren't covered (cases
// of herleiding, tax credits of residents of other countries), are refused as
// [payroll.Unknown].
package nl
