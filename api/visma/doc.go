// Package visma speaks the export API of Visma.net HRM & Payroll (NL) over the
// record: a third party gets a token for one customer, starts an export of a
// dataset, asks until it is done, and downloads CSV. It only reads.
//
// A tenant is the customer's environment, the employers of a provider. A third
// party's application is let in by the vendor (integrations), invited by a code,
// and taken up by the customer scope by scope (grants); every call looks at all
// of that again. A row is a projection of records: an employee's is an
// employment with its person, a contract's a time slice of one, in which wage,
// hours and place stay the same.
//
// What has changed since an export is found by the number of a change, not by
// clocks: see [watermark]. An export is a long job; its rows are read in one
// snapshot, some employees at a time, and written to the blob store as they
// come, so that memory stays flat.
//
// What the vendor publishes is little; docs/visma.md tells what is known and
// what is payglot's choice. The package imports rest, record and what they stand
// on, and gocloud.dev/blob for its files.
package visma
