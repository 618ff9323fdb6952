package demo

import (
	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/api/payandbill"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
)

// The keys of the Pay and Bill dialect that everybody knows.
const (
	SoftwareKey = "ACME"
	FunctionKey = "fk-1"

	// The other function key has a name that no integration has.
	OtherSoftwareKey = "OTHER"
	OtherFunctionKey = "fk-2"

	// AgencyUserName works at the agency whose workers are imported, and sees
	// them over Loket.
	AgencyUserName = "agency@payglot.example"
	AgencyPassword = "agency-password"
)

// Worker is a row that the demo world imports without a word, once.
const Worker = `{"EmployerRef":"ER1","PersonnelRef":"W1","Surname":"Smith","FirstForename":"Ann","Gender":1,` +
	`"DateOfBirth":"1990-05-01","StartDate":"2024-04-08","EmploymentType":"PAYE",` +
	`"UKPayrollDetails":{"NINumber":"AB123456C","NITableLetter":"A","PAYECode":"1257L"}}`

// agency is the provider whose database is imported to.
const agency = "provider payandbill"

// references are the lists of that database: what the vendor's published
// sample names, and some more. The lists of users and of analysis codes are
// empty, and so not checked.
var references = []struct{ list, ref, description string }{
	{"division", "DIV1", "Division one"},
	{"division", "DIV2", "Division two"},
	{"department", "DEPT1", "Department one"},
	{"department", "DEPT2", "Department two"},
	{"jobCategory", "JOB1", "Warehouse"},
	{"jobCategory", "JOB2", "Driving"},
	{"consultant", "CONS1", "Connie Sultant"},
	{"currency", "GBP", "Pound sterling"},
	{"currency", "EUR", "Euro"},
	{"sortCode", "123456", "Bank of the sample"},
	{"sortCode", "654321", "Building society of the sample"},
	{"stiTemplate", "Worker", "Timesheets of one's own"},
	{"leavingCode", "LEAVE", "Left"},
}

// payAndBill makes an agency with two employers and an integration. No other
// user of the demo world sees it.
func (w *world) payAndBill(tx access.Tx, a *access.Access) {
	w.do(record.Providers.CreateAs(tx, ID(agency), kind.ID{}, &record.Provider{Name: "Demo Agency"}))
	for n, e := range []struct{ name, ref, street, city, postcode string }{
		{"Demo Agency Staff Ltd", "ER1", "Fleet Street", "London", "EC4A 2DY"},
		{"Demo Agency Contractors Ltd", "ER2", "Deansgate", "Manchester", "M3 4LQ"},
	} {
		employer := id("agency employer", n+1)
		gb, _ := record.CountryOf("GB")
		w.do(record.Employers.CreateAs(tx, employer, ID(agency), &record.Employer{
			CompanyName: e.name,
			Address:     record.VisitingAddress{Street: e.street, PostalCode: e.postcode, Place: record.Place{HouseNumber: 1, City: e.city, Country: gb}},
		}))
		w.do(record.UKEmployers.CreateAs(tx, employer, employer, &record.UKEmployer{EmployerRef: e.ref}))
	}
	for _, r := range references {
		w.do(record.References.CreateAs(tx, ID("reference "+r.list+" "+r.ref), ID(agency), &record.Reference{List: r.list, Ref: r.ref, Description: r.description}))
	}
	_, err := payandbill.SetUp(tx, a, payandbill.Setup{SoftwareKey: SoftwareKey, Provider: ID(agency), FunctionKey: FunctionKey})
	w.do(err)
	_, _, err = a.CreateKey(tx, access.KeySpec{Dialect: payandbill.Name, Name: OtherSoftwareKey, Secret: OtherFunctionKey})
	w.do(err)
}
