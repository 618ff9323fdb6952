// Package demo makes the demo world: a payroll bureau with three employers
// and thirty people, a second bureau that the first must never see, an agency
// whose workers are imported, a Belgian secretariat with two firms, and the
// clients and users to call on them with, whose credentials everybody knows.
//
// It is the same on every start, byte for byte: ids are derived from names,
// the clock stands at [Origin], and nothing is drawn at random. All of it is
// saved through the record's own rules. Everybody in it is made up.
//
// The package imports record, access and the dialects that have settings of
// their own, and what they stand on.
package demo
