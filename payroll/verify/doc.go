// Package verify holds the payroll of a country against files of known cases,
// in which every row has inputs and the outputs that are expected of them.
//
// [Open] recognises a file by its header; [File.Results] computes its rows in
// parallel and gives them in their order, however many there are. A country
// computes its rows as a [Computer]; who runs the files brings those.
//
// It imports payroll and money, and no country.
package verify
