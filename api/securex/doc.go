// Package securex speaks the HR & Payroll API of Securex, the Belgian social
// secretariat, over the record: firms with their employees, contracts and
// histories, the work orders that start a payroll, and the queue in which the
// vendor keeps every write until it is processed.
//
// What the vendor publishes is little: how a client gets in, the words of its
// gateway, and three paths (see docs/securex.md). The rest is payglot's, in the
// same style; the ledger tells the one from the other.
//
// A firm is an employer with the facet [record.BelgianFirm], an employee key
// the employee's number, a contract key the employment's payroll id. Histories
// are not kept: they are the record's own valid time
// ([record.BelgianHistories]).
//
// The package imports rest, record and what they stand on.
package securex
