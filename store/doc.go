// Package store keeps records: transactions, rows, the change log, and lists
// that are filtered and ordered by the database.
//
// It works on kinds, not on what they mean. All SQL of the record is written
// here, once; an [Engine] runs it. Writes of one process pass through one
// goroutine that commits whatever has come in together, so that a durable
// commit costs many clients little more than one. Reads run side by side on
// snapshots.
//
// Every write leaves a row in the change log with what the record was made,
// by whom, through which API. The number of that row is the record's ETag,
// its last-modified version, the cursor of every delta, and the way back: a
// record can be read as it was known at any instant.
//
// The package imports kind, cal and clock.
package store
