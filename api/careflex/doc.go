// Package careflex speaks the HR interface of CareFlex Chemie, the collectively
// agreed long-term care insurance of the German chemical industry: employers
// report HR incidents of their people and learn later what became of them.
//
// There are three ways in, one import behind them. field.go is the one table of
// what an incident is made of; read.go (JSON), csv.go and soap.go bring what was
// sent into its form, check.go says what is wrong with it. report.go accepts a
// report without asking who may report for whom, as the vendor does; import.go
// finds that out later, incident by incident, in a line for each company, and
// enrol.go writes to the record. feedback.go and month.go tell what became of
// it. settings.go holds the companies, their tokens and the types of incidents.
//
// What the vendor publishes is part of the REST interface; the rest is
// payglot's choice, and the ledger tells the one from the other (see
// docs/careflex.md). A company is an employer, an enrolled person an employee
// with the facets [record.GermanPerson] and [record.LongTermCareInsurance].
//
// The package imports rest, record, store, access, job, oauth and what they
// stand on, and no other dialect.
package careflex
