package loket

import (
	"net/http"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
)

// Methods, short for the table below.
const (
	get    = http.MethodGet
	post   = http.MethodPost
	put    = http.MethodPut
	patch  = http.MethodPatch
	remove = http.MethodDelete
)

// bind says what there is of the vendor's operations: first what is special,
// then for every kind the regular operations that are left. What isn't named
// here stays absent.
func (d *Dialect) bind() {
	t := d.table
	d.bindProviders(t)
	d.bindEmployers(t)
	d.bindEmployees(t)
	d.bindEmployments(t)
	d.bindUsers(t)
	d.bindPeople(t)
	d.bindConcepts(t)
	d.bindLeavePolicies(t)
	d.bindLeave(t)
	d.bindPayData(t)
	d.bindInsurances(t)
	d.bindFunds(t)
	d.bindUsage(t)
	d.bindApplications(t)
	d.bindDossiers(t)
	for _, k := range record.Catalog.Types {
		if k.Path != "" && !k.Facet {
			t.regular(k, "TestRegularOperations")
		}
	}
	t.besideAbsent()
	t.shapeBeside()
	t.note()
}

func (d *Dialect) bindProviders(t *table) {
	t.everything("/providers", "TestReach", wholeProviders)
	collection(t, "/providers/{id}/authorizations", "TestAuthorizations", record.Providers.Type, rightLines, d.rights)
	collection(t, "/providers/{id}/modules", "TestModules", record.Providers.Type, moduleLines, d.providerModules)
}

func (d *Dialect) bindEmployers(t *table) {
	const employer = "/providers/employers/{id}"
	t.everything("/providers/employers", "TestReach", wholeEmployers)
	t.everything("/providers/employers/minimized", "TestViews", employersMinimized)
	collection(t, "/providers/employers/lastmodifiedversionnumbers", "TestLastModified", nil, versionNumbers, employerVersionNumbers)
	t.listing(employer+"/authorizations", "TestAuthorizations", rightLines.Type.Fields, d.authorizations())
	t.bindLogos()
	collection(t, employer+"/modules", "TestModules", record.Employers.Type, moduleLines, d.employerModules)
	arrayAction(t, patch, employer+"/modules", "TestModules", record.Employers.Type, moduleSwitchInput, nil, d.switchModules)
	collection(t, employer+"/auditTrail/EmployeeData", "TestAuditTrail", record.Employers.Type, mutations, auditTrail)
	t.view(employer+"/actualwages", "TestViews", actualWages).Secret = "Wage"
	t.view(employer+"/actualworkinghours", "TestViews", actualWorkingHours)
	t.view(employer+"/actualorganizationalentities", "TestViews", actualOrganizationalEntities)
	t.view(employer+"/employees/contacts", "TestViews", contactsOfEmployer)
	t.view(employer+"/employees/employments", "TestViews", wholeEmployments)
	t.view(employer+"/employees/employments/minimized", "TestViews", employmentsMinimized)
	t.view(employer+"/employees/employments/comprehensive", "TestViews", employmentsComprehensive).Secret = "Employment with wage"
	collection(t, employer+"/employees/employments/lastmodifiedversionnumbers", "TestLastModified",
		record.Employers.Type, versionNumbers, employmentVersionNumbers)
	t.document("/aowDate", "TestAOWDate", nil, kind.Shape[aowAnswer]().Type, aowDate)
}

func (d *Dialect) bindEmployees(t *table) {
	const employee = "/providers/employers/employees/{id}"
	read, write := t.facet(employee+"/citizenservicenumber", "TestCitizenServiceNumber", record.CitizenServiceNumbers.Type, noCitizenServiceNumber)
	read.Secret, write.Secret = "Citizen service number", "Citizen service number"
	t.pictures(employee+"/photo", "TestPhoto", record.Employees.Type, record.Photos)
	action(t, post, employee+"/photo", "TestPhoto", record.Employees.Type, record.Photos, nil, setPhoto)
	action(t, remove, employee+"/photo", "TestPhoto", record.Employees.Type, record.Nothings, nil, deletePhoto)
	action(t, patch, employee+"/revokeEmployeeSelfServiceAccess", "TestRevokeSelfService", record.Employees.Type, record.Revocations, nil, d.revokeSelfService)
	const absence = "/providers/employers/employees/absences/{id}"
	action(t, patch, absence+"/closeabsence", "TestAbsence", record.Absences.Type, record.AbsenceClosings, nil, closeAbsence)
	action(t, patch, absence+"/reopenabsence", "TestAbsence", record.Absences.Type, record.Nothings, nil, reopenAbsence)
}

func (d *Dialect) bindEmployments(t *table) {
	const employment = "/providers/employers/employees/employments/{id}"
	t.acts(patch, employment+"/terminate", "TestTerminate", record.Employments.Type, record.Terminations.Type, nil, terminate())
	action(t, patch, employment+"/reinstate", "TestTerminate", record.Employments.Type, record.Nothings, nil, reinstate)
	action(t, patch, employment+"/correctstartdate", "TestCorrectStartDate", record.Employments.Type, record.StartCorrections, nil, correctStartDate)
	create := t.acts(post, "/providers/employers/employees/{id}/employments", "TestCreateEmployment",
		record.Employees.Type, record.NewEmployments.Type, kind.Shape[created]().Type, createEmployment())
	t.chainedMetadata(create)
	wages := t.byPath[route(post, "/v2/providers/employers/employees/employments/{id}/wages")]
	t.beside(wages, "/metadata/payscale/{key}", "TestMetadata", payGrades(record.Employments.Type))
	wage := t.byPath[route(put, "/v2/providers/employers/employees/employments/wages/{id}")]
	t.beside(wage, "/metadata/payscale/{key}", "TestMetadata", payGrades(record.Wages.Type))
}

func (d *Dialect) bindUsers(t *table) {
	action(t, post, "/providers/employers/{id}/users", "TestEmployerUsers", record.Employers.Type, record.NewEmployerUsers, record.EmployerUsers.Type, d.createEmployerUser)
	t.acts(put, "/providers/employers/users/{id}", "TestEmployerUsers",
		record.EmployerUsers.Type, record.EmployerUsers.Type, nil, silent(rest.Replace(record.EmployerUsers.Type)))
	action(t, remove, "/providers/employers/users/{id}", "TestEmployerUsers", record.EmployerUsers.Type, record.Nothings, nil, d.deleteEmployerUser)
	t.document("/user", "TestUser", nil, record.Profiles.Type, ownUser)
	action(t, put, "/user", "TestUser", nil, record.Profiles, record.Profiles.Type, putOwnUser)
	t.shaped(put, "/user/{id}", "TestUser", shape{takes: record.Profiles.Type.Fields, gives: record.Profiles.Type.Fields}, rest.Action(nil, record.Profiles, putNamedUser))
	t.bindUserPhoto()
	t.document("/user/filtersettings/{id}", "TestFilterSettings", record.Employers.Type, record.UserFilters.Type, filterSettings)
	action(t, put, "/user/filtersettings/{id}", "TestFilterSettings", record.Employers.Type, record.UserFilters, record.UserFilters.Type, putFilterSettings)
}

// additions are what payglot adds to the vendor's operations.
var additions = []*rest.Operation{{
	Method: get, Path: "/v2/...?asKnownAt={instant or day}", Activity: "any GET of the record", Area: "payglot's additions",
	Source: "payglot", Level: rest.Addition, Note: "shows the record as it was known then", Test: "TestConversations",
}}
