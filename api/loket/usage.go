package loket

import (
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
)

// bindUsage binds users of employers and what they may do.
func (d *Dialect) bindUsage(t *table) {
	const at = "/providers/employers/{id}/users/{id}"
	t.shaped(get, at+"/authorizationSet", "TestUserAuthorizations", shape{gives: orNull(setRefs.Type.Fields)}, rest.Document(record.Employers.Type, userAuthorizationSet))
	collection(t, at+"/authorizations", "TestUserAuthorizations", record.Employers.Type, authorizationLines, d.userAuthorizations)
	action(t, patch, at+"/authorizations", "TestUserAuthorizations", record.Employers.Type, userRightsInput, nil, d.patchUserAuthorizations)
	const employer, user = "/providers/employers/{id}/users", "/providers/employers/users/{id}"
	collection(t, employer, "TestLinkedUsers", record.Employers.Type, record.EmployerUsers, d.employerUsers)
	t.shaped(get, user, "TestEmployerUsers", shape{gives: record.EmployerUsers.Type.Fields}, d.employerUser)
	action(t, post, employer+"/link", "TestLinkedUsers", record.Employers.Type, linkedUserInput, nil, d.linkUser)
	action(t, post, employer+"/invite", "TestInvitations", record.Employers.Type, record.UserInvitations, record.EmployerUsers.Type, d.invite)
	action(t, patch, user, "TestInvitations", record.EmployerUsers.Type, record.InvitationChanges, record.EmployerUsers.Type, d.changeInvitation)
	collection(t, user+"/integrations", "TestIntegrations", record.EmployerUsers.Type, integrationLines, userIntegrations)
	action(t, put, user+"/integrations/{id}", "TestIntegrations", record.EmployerUsers.Type, integrationLines, integrationLines.Type, d.putIntegration)
	action(t, remove, user+"/integrations/{id}", "TestIntegrations", record.EmployerUsers.Type, record.Nothings, nil, d.deleteIntegration)
	t.download(user+"/integrations/{id}/logo", "TestIntegrations", record.EmployerUsers.Type, integrationLogo)
	collection(t, "/users/integrations", "TestIntegrations", nil, integrationLines, ownIntegrations)
	collection(t, employer+"/departments", "TestLinkedDepartments", record.Employers.Type, managerLines, managers)
	arrayAction(t, patch, at+"/departments", "TestLinkedDepartments", record.Employers.Type, departmentsInput, nil, d.switchDepartments)
	collection(t, user+"/employers", "TestLinkedUsers", record.EmployerUsers.Type, linkedEmployerLines, linkedEmployers)
	t.document("/user/{id}", "TestUserBasics", nil, basicUsers.Type, userBasics)
	t.shaped(get, user+"/notificationset", "TestNotificationSettings", shape{gives: orNull(notificationSetRefs.Type.Fields)}, rest.Document(record.EmployerUsers.Type, userNotificationSet))
	collection(t, user+"/notificationsettings", "TestNotificationSettings", record.EmployerUsers.Type, notificationSettings, userNotifications)
	action(t, patch, user+"/notificationsettings", "TestNotificationSettings", record.EmployerUsers.Type, record.NotificationSettingsInput, nil, patchNotifications)
	collection(t, "/providers/{id}/notificationsets", "TestNotificationSets", record.Providers.Type, notificationSets, listNotificationSets)
	t.document("/providers/notificationsets/{id}", "TestNotificationSets", nil, notificationSets.Type, findNotificationSet)
	collection(t, "/providers/{id}/authorizationsets", "TestAuthorizationSets", record.Providers.Type, authorizationSets, d.listAuthorizationSets)
	t.document("/providers/authorizationsets/{id}", "TestAuthorizationSets", nil, authorizationSets.Type, d.findAuthorizationSet)
	collection(t, "/providers/{id}/modulesets", "TestModuleSets", record.Providers.Type, moduleSets, d.listModuleSets)
}

// orNull is an answer that can be null.
func orNull(f *kind.Field) *kind.Field {
	nullable := *f
	nullable.Nullable = true
	return &nullable
}
