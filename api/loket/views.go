package loket

import (
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// employersMinimized is the short form of employers.
var employersMinimized = store.Narrow(record.Employers.Type,
	"id", "companyName", "branch", "employerLogo", "providerLogo",
	"address.city", "address.houseNumber", "address.postalCode", "address.street",
	"contact.name", "contact.phoneNumber", "contactInformation.phoneNumber",
	"providerSettings.administrationNumber", "providerSettings.groupCode",
)

// employmentsMinimized is the short form of an employer's employments.
var employmentsMinimized = store.Narrow(record.Employments.Type,
	"id", "commissionUntilDate", "employmentDurationType", "endDate", "incomeRelationshipNumber",
	"nonPayrollAdministration", "payrollAdministration", "payrollId", "startDate",
	"employee.id", "employee.employeeNumber", "employee.formattedName",
	"employee.firstName", "employee.dateOfBirth", "employee.photo",
)

// employmentsComprehensive is an employer's employments with the people and
// what holds on the reference date.
var employmentsComprehensive = &store.View{Parts: []store.Part{
	{Type: record.Employments.Type, Except: []string{"employee"}},
	{Type: record.Employees.Type, Member: "employee", Above: true},
	{Type: record.WorkingHours.Type, Member: "workinghours", Current: true, Optional: true},
	{Type: record.OrganizationalEntities.Type, Member: "organizationalEntity", Current: true, Optional: true},
	{Type: record.Wages.Type, Member: "wage", Current: true, Optional: true},
}}

// What holds on the reference date, with the employment it belongs to.
var (
	actualWages                  = actual("wage", record.Wages.Type)
	actualWorkingHours           = actual("workingHours", record.WorkingHours.Type)
	actualOrganizationalEntities = actual("organizationalEntity", record.OrganizationalEntities.Type)
)

// contactsOfEmployer are the contacts of everybody employed on the reference
// date, once for each employment.
var contactsOfEmployer = &store.View{Parts: []store.Part{
	{Type: record.Contacts.Type, Member: "contacts"},
	{Type: record.Employments.Type, Member: "employmentId", IDOnly: true, Beside: true, Current: true},
}}

// What is listed whole.
var (
	wholeProviders   = store.Whole(record.Providers.Type)
	wholeEmployers   = store.Whole(record.Employers.Type)
	wholeEmployments = store.Whole(record.Employments.Type)
)

func actual(member string, t *kind.Type) *store.View {
	return &store.View{Parts: []store.Part{
		{Type: t, Member: member, Current: true},
		{Type: record.Employments.Type, Member: "employmentId", IDOnly: true, Above: true},
	}}
}
