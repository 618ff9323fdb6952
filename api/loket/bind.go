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
	t.bind(patch, employer+"/modules", "TestModules", rest.ArrayAction(record.Employers.Type, moduleSwitches, d.switchModules))
	t.bind(get, employer+"/auditTrail/EmployeeData", "TestAuditTrail", rest.Collection(record.Employers.Type, mutations, auditTrail))
	t.bind(get, employer+"/actualwages", "TestViews", rest.View(actualWages))
	t.bind(get, employer+"/actualworkinghours", "TestViews", rest.View(actualWorkingHours))
	t.bind(get, employer+"/actualorganizationalentities", "TestViews", rest.View(actualOrganizationalEntities))
	t.bind(get, employer+"/employees/contacts", "TestViews", rest.View(contactsOfEmployer))
	t.bind(get, employer+"/employees/employments", "TestViews", rest.View(wholeEmployments))
	t.bind(get, employer+"/employees/employments/minimized", "TestViews", rest.View(employmentsMinimized))
	t.bind(get, employer+"/employees/employments/comprehensive", "TestViews", rest.View(employmentsComprehensive))
	t.bind(get, employer+"/employees/employments/lastmodifiedversionnumbers", "TestLastModified",
		rest.Collection(record.Employers.Type, versionNumbers, employmentVersionNumbers))
	t.bind(get, "/aowDate", "TestAOWDate", rest.Document(nil, aowDate))
}

func (d *Dialect) bindEmployees(t *table) {
	const employee = "/providers/employers/employees/{id}"
	t.bind(get, employee+"/citizenservicenumber", "TestCitizenServiceNumber", rest.Facet(record.CitizenServiceNumbers.Type, noCitizenServiceNumber))
	t.bind(put, employee+"/citizenservicenumber", "TestCitizenServiceNumber", rest.PutFacet(record.CitizenServiceNumbers.Type))
	t.bind(get, employee+"/photo", "TestPhoto", rest.Download(record.Employees.Type, photo))
	t.bind(get, employee+"/photo/{version}", "TestPhoto", rest.Download(record.Employees.Type, photoVersion))
	t.bind(post, employee+"/photo", "TestPhoto", rest.Action(record.Employees.Type, photoInput, setPhoto))
	t.bind(remove, employee+"/photo", "TestPhoto", rest.Action(record.Employees.Type, nothing, deletePhoto))
	t.bind(patch, employee+"/revokeEmployeeSelfServiceAccess", "TestRevokeSelfService", rest.Action(record.Employees.Type, revocation, d.revokeSelfService))
	const absence = "/providers/employers/employees/absences/{id}"
	t.bind(patch, absence+"/closeabsence", "TestAbsence", rest.Action(record.Absences.Type, closing, closeAbsence))
	t.bind(patch, absence+"/reopenabsence", "TestAbsence", rest.Action(record.Absences.Type, nothing, reopenAbsence))
}

func (d *Dialect) bindEmployments(t *table) {
	const employment = "/providers/employers/employees/employments/{id}"
	t.bind(patch, employment+"/terminate", "TestTerminate", terminate())
	t.bind(patch, employment+"/reinstate", "TestTerminate", rest.Action(record.Employments.Type, nothing, reinstate))
	t.bind(patch, employment+"/correctstartdate", "TestCorrectStartDate", rest.Action(record.Employments.Type, startCorrection, correctStartDate))
	create := t.bind(post, "/providers/employers/employees/{id}/employments", "TestCreateEmployment",
		rest.Action(record.Employees.Type, newEmployment, createEmployment))
	t.chainedMetadata(create)
	wages := t.byPath[route(post, "/v2/providers/employers/employees/employments/{id}/wages")]
	t.beside(wages, "/metadata/payscale/{key}", "TestMetadata", payGrades(record.Employments.Type))
	wage := t.byPath[route(put, "/v2/providers/employers/employees/employments/wages/{id}")]
	t.beside(wage, "/metadata/payscale/{key}", "TestMetadata", payGrades(record.Wages.Type))
}

func (d *Dialect) bindUsers(t *table) {
	t.bind(get, "/user", "TestUser", rest.Document(nil, ownUser))
	t.bind(put, "/user", "TestUser", rest.Action(nil, userInput, putOwnUser))
	t.bind(get, "/user/filtersettings/{id}", "TestFilterSettings", rest.Document(record.Employers.Type, filterSettings))
	t.bind(put, "/user/filtersettings/{id}", "TestFilterSettings", rest.Action(record.Employers.Type, record.FilterSettings, putFilterSettings))
}
