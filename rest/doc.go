// Package rest is what the dialects have in common: a table of operations
// that is also the fidelity ledger, a router for it, the reading of requests
// within limits, and the handlers that serve every kind alike.
//
// Five regular operations come from a kind: [List], [Get], [Create],
// [Replace], [Delete]. What is special has one of four forms: [View] is a
// list in a wider scope or a narrower shape, [Document] one computed answer,
// [Download] bytes with a media type, [Action] a rule on a record, its input
// checked like a kind.
//
// Any list is also to be had as CSV or as a spreadsheet, row by row, so that
// memory stays flat.
//
// A dialect gives the table, and says how credentials arrive and how answers
// and refusals are worded. The package imports kind, store and access.
package rest
