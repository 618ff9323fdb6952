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
// Jobs that must keep their order stand in a line ([Queue.Follow]): of each
// line one is done at a time, over all processes, and none before its due time
// has come. What waits is in the line table; River has no more than the turn of
// each line, which does what is due at its head, up to fifty jobs in one
// transaction, each in a part of its own that can fail alone. A job in a line
// may put it off ([PutOff]), and is never given up: as long as it fails, it
// holds up its line and no other.
//
// A job that takes longer than other writes can wait ([Long]) does its work
// outside any transaction and writes what follows from it in the end: the work
// may be done more than once, its end is kept once. Long jobs have a few places
// of their own.
//
// Several processes may work on one PostgreSQL; what one of them had begun
// when it died is taken up by another.
//
// The package imports store and clock.
package job
