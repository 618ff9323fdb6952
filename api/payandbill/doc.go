// Package payandbill speaks the worker import of the Pay and Bill cloud API,
// version 1.
//
// worker.go is the one table of fields; parse.go reads a request, check.go and
// across.go say what is wrong with a row, message.go in which words. import.go
// saves rows, each a commit of its own. settings.go is what an operator sets:
// a database for each provider, an integration for each software key. The
// vendor's other messages answer 501.
//
// The dialect translates. What a British worker is, and where the record keeps
// what, is in package record.
//
// The package imports rest, record, store, access and what they stand on, and
// no other dialect.
package payandbill
