// Package be is the payroll of Belgium: pure functions from what is known of a
// contract and a month to amounts, each with its reason. It imports money and
// cal, and nothing else of ours; whoever calls it reads the record.
//
// It has the catalogues of prestation codes and wage components
// ([PrestationCodes], [WageComponents]), the week of a contract ([Schedule])
// and the gross pay of a month ([Gross]). What is withheld from gross pay
// starts from a [GrossResult]: its amounts by remuneration code and its hours
// by working-time code are what contributions and taxes are computed on.
//
// Amounts are euros with two decimals, hours are decimal hours. Each line is
// rounded once, from its exact value, to cents, halves away from zero.
package be
