// Package job does durable work: River, on the same database as the record.
//
// A job is enqueued in the transaction that makes it necessary, and what its
// handler writes is one transaction with the job's completion: it happens
// once, also when the process is killed in between. A handler that fails is
// tried again with growing pauses; after the last try the job is kept as
// failed, for the doctor to show.
//
// River knows only real time. Work that is due at a later time of the record
// waits in the timer table ([Queue.At]) and is handed to River, again in one
// transaction, when the record's clock reaches it, also when that is because
// somebody moved the clock.
//
// Several processes may work on one PostgreSQL; what one of them had begun
// when it died is taken up by another.
//
// The package imports store and clock.
package job
