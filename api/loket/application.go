package loket

import "github.com/payglot/payglot/record"

// bindApplications binds applications, tenants and what is sent to whom.
func (d *Dialect) bindApplications(t *table) {
	const sets = "/users/applicationsets/{id}"
	collection(t, "/users/{id}/applicationsets", "TestUserApplicationSets", nil, record.UserApplicationSets, ownSets)
	action(t, post, "/users/{id}/applicationsets", "TestUserApplicationSets", nil, record.UserApplicationSets, record.UserApplicationSets.Type, postOwnSet)
	t.acts(put, sets, "TestUserApplicationSets", nil, record.UserApplicationSets.Type, record.UserApplicationSets.Type, putOwnSet)
	action(t, remove, sets, "TestUserApplicationSets", nil, record.Nothings, nil, deleteOwnSet)
	const application = "/applications/{id}"
	collection(t, application+"/authorizations", "TestApplications", nil, applicationRights, d.applicationActivities)
	t.download(application+"/logo", "TestApplications", nil, applicationLogo)
	collection(t, "/providers/employers/{id}/applications", "TestApplications", record.Employers.Type, offeredLines, availableApplications)
	collection(t, "/providers/employers/{id}/applications/{id}/users", "TestApplications", record.Employers.Type, applicationUsers, applicationUsersAt)
}
