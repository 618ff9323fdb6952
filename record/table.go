package record

import (
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record/code"
)

// All is every kind of the record, in reading order: what stands under
// something follows it. A new kind needs its struct, its rules and a line
// here.
var All = []*kind.Type{
	Providers.Type,
	ProviderUsers.Type,
	References.Type,
	Employers.Type,
	EmployerUsers.Type,
	UserFilters.Type,
	Departments.Type,
	Functions.Type,
	ContractCodes.Type,
	CustomFields.Type,
	PayrollAdministrations.Type,
	BelgianFirms.Type,
	WorkOrders.Type,
	WorkOrderContracts.Type,
	UKEmployers.Type,
	Employees.Type,
	Situations.Type,
	BankAccounts.Type,
	CitizenServiceNumbers.Type,
	NationalRegisterNumbers.Type,
	BelgianPersons.Type,
	NationalInsuranceNumbers.Type,
	UKWorkers.Type,
	GermanPersons.Type,
	LongTermCareInsurances.Type,
	Photos.Type,
	Contacts.Type,
	EmployeeCustomFields.Type,
	Absences.Type,
	AbsenceProgresses.Type,
	Employments.Type,
	Intakes.Type,
	Wages.Type,
	WorkingHours.Type,
	BelgianContracts.Type,
	BelgianTermsOf.Type,
	BelgianRegimes.Type,
	UKPayrolls.Type,
	OrganizationalEntities.Type,
	EmploymentCustomFields.Type,
	Sequences.Type,
	Claims.Type,
}

// Inputs is the input of every action. They use the code lists and references
// of the record, and have no place in it.
var Inputs = []*kind.Type{
	AbsenceClosings.Type,
	NewEmployments.Type,
	NewEmployerUsers.Type,
	Nothings.Type,
	Profiles.Type,
	Revocations.Type,
	StartCorrections.Type,
	Terminations.Type,
}

// Catalog joins the kinds to each other and to the code lists.
var Catalog = newCatalog()

func newCatalog() *kind.Catalog {
	c := kind.NewCatalog(code.Lists, All...)
	for _, input := range Inputs {
		c.Join(input)
	}
	return c
}
