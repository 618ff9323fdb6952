// Package payroll is what the payroll of every country has in common: the
// lines of a calculation, each with its reason as data, the parameters that a
// year's law sets, and what is said when something isn't known.
//
// A country is a package under this one: pure functions from typed input to
// lines, in the order of the law, with the parameters as an embedded file.
// Nothing is guessed: a period without parameters, or a situation that isn't
// covered, is an [Unknown].
//
// It imports money and cal, and knows no storage and no wire.
package payroll
