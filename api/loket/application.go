package loket

import (
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
)

// bindApplications binds applications, tenants and what is sent to whom.
func (d *Dialect) bindApplications(t *table) {
	const sets = "/users/applicationsets/{id}"
	collection(t, "/users/{id}/applicationsets", "TestUserApplicationSets", nil, record.UserApplicationSets, ownSets)
	action(t, post, "/users/{id}/applicationsets", "TestUserApplicationSets", nil, record.UserApplicationSets, record.UserApplicationSets.Type, postOwnSet)
	t.acts(put, sets, "TestUserApplicationSets", nil, record.UserApplicationSets.Type, record.UserApplicationSets.Type, putOwnSet)
	action(t, remove, sets, "TestUserApplicationSets", nil, record.Nothings, nil, deleteOwnSet)
	collection(t, "/providers/employers/{id}/externaltenants", "TestExternalTenants", record.Employers.Type, record.ExternalTenants, employerTenants)
	const configured = "/configuredexternaltenant"
	firm, bureau := record.EmployerUsers.Type, record.ProviderUsers.Type
	t.document("/providers/employers/users/{id}"+configured, "TestExternalTenants", firm, record.ConfiguredTenants.Type, employerUserTenant)
	action(t, patch, "/providers/employers/users/{id}"+configured, "TestExternalTenants", firm, record.ConfiguredTenants, record.ConfiguredTenants.Type, patchEmployerUserTenant)
	t.document("/providers/users/{id}"+configured, "TestExternalTenants", bureau, record.ConfiguredTenants.Type, providerUserTenant)
	action(t, patch, "/providers/users/{id}"+configured, "TestExternalTenants", bureau, record.ConfiguredTenants, record.ConfiguredTenants.Type, patchProviderUserTenant)
	const application = "/applications/{id}"
	collection(t, application+"/authorizations", "TestApplications", nil, applicationRights, d.applicationActivities)
	t.download(application+"/logo", "TestApplications", nil, applicationLogo)
	collection(t, "/providers/employers/{id}/applications", "TestApplications", record.Employers.Type, offeredLines, availableApplications)
	collection(t, "/providers/employers/{id}/applications/{id}/users", "TestApplications", record.Employers.Type, applicationUsers, applicationUsersAt)
	t.shaped(get, "/chamberofcommerce/{number}/companyinformation", "TestCompanyInformation", shape{gives: orNull(companies.Type.Fields)}, rest.Document(nil, companyInformation))
	t.document("/locationservices/address", "TestAddress", nil, foundAddresses.Type, findAddress)
}
