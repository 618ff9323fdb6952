package loket

import (
	"net/http"

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
	for _, k := range record.Catalog.Types {
		if k.Path != "" && !k.Facet {
			t.regular(k, "TestRegularOperations")
		}
	}
	t.besideAbsent()
	t.note()
}

func (d *Dialect) bindProviders(t *table) {
	t.bind(get, "/providers", "TestReach", rest.Everything(wholeProviders))
	t.bind(get, "/providers/{id}/authorizations", "TestAuthorizations", rest.Collection(record.Providers.Type, rightLines, d.rights))
	t.bind(get, "/providers/{id}/modules", "TestModules", rest.Collection(record.Providers.Type, moduleLines, d.providerModules))
}

func (d *Dialect) bindEmployers(t *table) {
	const employer = "/providers/employers/{id}"
	t.bind(get, "/providers/employers", "TestReach", rest.Everything(wholeEmployers))
	t.bind(get, "/providers/employers/minimized", "TestViews", rest.Everything(employersMinimized))
	t.bind(get, "/providers/employers/lastmodifiedversionnumbers", "TestLastModified", rest.Collection(nil, versionNumbers, employerVersionNumbers))
	t.bind(get, employer+"/authorizations", "TestAuthorizations", d.authorizations())
	t.bind(get, employer+"/modules", "TestModules", rest.Collection(record.Employers.Type, moduleLines, d.employerModules))
	t.bind(patch, employer+"/modules", "TestModules", rest.ArrayAction(record.Employers.Type, moduleSwitchInput, d.switchModules))
	t.bind(get, employer+"/auditTrail/EmployeeData", "TestAuditTrail", rest.Collection(record.Employers.Type, mutations, auditTrail))
	t.bind(get, employer+"/actualwages", "TestViews", rest.View(actualWages)).Secret = "Wage"
	t.bind(get, employer+"/actualworkinghours", "TestViews", rest.View(actualWorkingHours))
	t.bind(get, employer+"/actualorganizationalentities", "TestViews", rest.View(actualOrganizationalEntities))
	t.bind(get, employer+"/employees/contacts", "TestViews", rest.View(contactsOfEmployer))
	t.bind(get, employer+"/employees/employments", "TestViews", rest.View(wholeEmployments))
	t.bind(get, employer+"/employees/employments/minimized", "TestViews", rest.View(employmentsMinimized))
	t.bind(get, employer+"/employees/employments/comprehensive", "TestViews", rest.View(employmentsComprehensive)).Secret = "Employment with wage"
	t.bind(get, employer+"/employees/employments/lastmodifiedversionnumbers", "TestLastModified",
		rest.Collection(record.Employers.Type, versionNumbers, employmentVersionNumbers))
	t.bind(get, "/aowDate", "TestAOWDate", rest.Document(nil, aowDate))
}

func (d *Dialect) bindEmployees(t *table) {
	const employee = "/providers/employers/employees/{id}"
	t.bind(get, employee+"/citizenservicenumber", "TestCitizenServiceNumber", rest.Facet(record.CitizenServiceNumbers.Type, noCitizenServiceNumber)).Secret = "Citizen service number"
	t.bind(put, employee+"/citizenservicenumber", "TestCitizenServiceNumber", rest.PutFacet(record.CitizenServiceNumbers.Type)).Secret = "Citizen service number"
	t.bind(get, employee+"/photo", "TestPhoto", rest.Download(record.Employees.Type, photo))
	t.bind(get, employee+"/photo/{version}", "TestPhoto", rest.Download(record.Employees.Type, photoVersion))
	t.bind(post, employee+"/photo", "TestPhoto", rest.Action(record.Employees.Type, record.Photos, setPhoto))
	t.bind(remove, employee+"/photo", "TestPhoto", rest.Action(record.Employees.Type, record.Nothings, deletePhoto))
	t.bind(patch, employee+"/revokeEmployeeSelfServiceAccess", "TestRevokeSelfService", rest.Action(record.Employees.Type, record.Revocations, d.revokeSelfService))
	const absence = "/providers/employers/employees/absences/{id}"
	t.bind(patch, absence+"/closeabsence", "TestAbsence", rest.Action(record.Absences.Type, record.AbsenceClosings, closeAbsence))
	t.bind(patch, absence+"/reopenabsence", "TestAbsence", rest.Action(record.Absences.Type, record.Nothings, reopenAbsence))
}

func (d *Dialect) bindEmployments(t *table) {
	const employment = "/providers/employers/employees/employments/{id}"
	t.bind(patch, employment+"/terminate", "TestTerminate", terminate())
	t.bind(patch, employment+"/reinstate", "TestTerminate", rest.Action(record.Employments.Type, record.Nothings, reinstate))
	t.bind(patch, employment+"/correctstartdate", "TestCorrectStartDate", rest.Action(record.Employments.Type, record.StartCorrections, correctStartDate))
	create := t.bind(post, "/providers/employers/employees/{id}/employments", "TestCreateEmployment",
		createEmployment())
	t.chainedMetadata(create)
	wages := t.byPath[route(post, "/v2/providers/employers/employees/employments/{id}/wages")]
	t.beside(wages, "/metadata/payscale/{key}", "TestMetadata", payGrades(record.Employments.Type))
	wage := t.byPath[route(put, "/v2/providers/employers/employees/employments/wages/{id}")]
	t.beside(wage, "/metadata/payscale/{key}", "TestMetadata", payGrades(record.Wages.Type))
}

func (d *Dialect) bindUsers(t *table) {
	users := t.bind(post, "/providers/employers/{id}/users", "TestEmployerUsers", rest.Action(record.Employers.Type, record.NewEmployerUsers, d.createEmployerUser))
	t.besideInput(users, record.Employers.Type, record.NewEmployerUsers.Type)
	edit := t.bind(put, "/providers/employers/users/{id}", "TestEmployerUsers", silent(rest.Replace(record.EmployerUsers.Type)))
	t.besideOf(edit, record.EmployerUsers.Type)
	t.bind(remove, "/providers/employers/users/{id}", "TestEmployerUsers", rest.Action(record.EmployerUsers.Type, record.Nothings, d.deleteEmployerUser))
	t.bind(get, "/user", "TestUser", rest.Document(nil, ownUser))
	t.bind(put, "/user", "TestUser", rest.Action(nil, record.Profiles, putOwnUser))
	t.bind(put, "/user/{id}", "TestUser", rest.Action(nil, record.Profiles, putNamedUser))
	t.bind(get, "/user/filtersettings/{id}", "TestFilterSettings", rest.Document(record.Employers.Type, filterSettings))
	filter := t.bind(put, "/user/filtersettings/{id}", "TestFilterSettings", rest.Action(record.Employers.Type, record.UserFilters, putFilterSettings))
	t.beside(filter, "/metadata", "TestMetadata", metadataOf(record.Employers.Type, record.Catalog, record.UserFilters.Fields))
}

// additions are what payglot adds to the vendor's operations.
var additions = []*rest.Operation{{
	Method: get, Path: "/v2/...?asKnownAt={instant or day}", Activity: "any GET of the record", Area: "payglot's additions",
	Source: "payglot", Level: rest.Addition, Note: "shows the record as it was known then", Test: "TestConversations",
}}
