package loket_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/record"
)

// Loket, external tenants: which directories there are for whom, and where a
// user is known elsewhere. Both parts empty take it away.
func TestExternalTenants(t *testing.T) {
	w := start(t)
	bureau, firm := id("external tenant 1"), id("employer tenant 1")
	w.get(t, "/providers/"+id("provider demo")+"/externaltenants").has(t, "totalSize", "3")
	w.get(t, "/providers/employers/"+id("employer 1")+"/externaltenants").has(t, "totalSize", "4")
	body := func(tenant, user string) string {
		return `{"externalTenant":` + tenant + `,"externalUser":` + user + `}`
	}
	named := func(text string) string { return `{"id":"` + text + `"}` }
	account := names()["nobody"]
	for _, c := range []struct {
		path, tenant, foreign string
	}{
		{"/providers/employers/users/" + id("user limited"), firm, id("employer tenant 2")},
		{"/providers/users/" + id("user demo"), bureau, firm},
	} {
		path := c.path + "/configuredexternaltenant"
		w.get(t, path).has(t, "content.externalTenant", "null")
		set := w.must(t, http.StatusCreated, "demo", http.MethodPatch, path, body(named(c.tenant), named(account)))
		set.has(t, "content.externalUser.id", account)
		w.get(t, path).has(t, "content.externalTenant.id", c.tenant)
		for _, wrong := range []struct{ tenant, user, field string }{
			{named(c.foreign), named(account), "externalTenant.id"},
			{named(id("external tenant 4")), named(account), "externalTenant.id"},
			{named(c.tenant), "{}", "externalUser.id"},
			{"null", named(account), "externalTenant.id"},
		} {
			w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, path, body(wrong.tenant, wrong.user)).has(t, "messages.0.properties.0", wrong.field)
		}
		w.must(t, http.StatusCreated, "demo", http.MethodPatch, path, body("{}", "{}"))
		w.get(t, path).has(t, "content.externalTenant", "null")
		w.must(t, http.StatusNotFound, "other", http.MethodGet, path, "")
	}

	// It is the Azure account of the user's record.
	limited := "/providers/employers/users/" + id("user limited")
	w.must(t, http.StatusCreated, "demo", http.MethodPatch, limited+"/configuredexternaltenant", body(named(bureau), named(account)))
	shown := w.get(t, limited)
	shown.has(t, "content.azureActiveDirectory.tenant.tenantRegistrationLevel", "provider")
	shown.has(t, "content.azureActiveDirectory.userId", account)
	user := shown.content(t)
	user["azureActiveDirectory"].(map[string]any)["tenant"] = map[string]any{"id": firm}
	w.must(t, http.StatusAccepted, "demo", http.MethodPut, limited, encode(t, user))
	w.get(t, limited).has(t, "content.azureActiveDirectory.tenant.description", "De Korenbloem")
	user["azureActiveDirectory"].(map[string]any)["tenant"] = map[string]any{"id": id("external tenant 4")}
	w.must(t, http.StatusBadRequest, "demo", http.MethodPut, limited, encode(t, user)).has(t, "messages.0.properties.0", "azureActiveDirectory.tenant.id")

	// A new user from there has rights as everybody, and no password.
	users := "/providers/employers/" + id("employer 1") + "/users"
	azure := `{"azureActiveDirectory":{"tenant":{"id":"TENANT"},"externalUserId":"` + account + `","userName":"elders@payglot.example"},"loginMethod":{"key":4},
		"personalDetails":{"initials":"E.","prefix":null,"lastName":"Elders"},"contactInformation":{"emailAddress":"elders@payglot.example"},"hasAccessToPayrollingTestData":false}`
	w.must(t, http.StatusBadRequest, "demo", http.MethodPost, users, strings.ReplaceAll(azure, "TENANT", id("employer tenant 2")))
	made := w.must(t, http.StatusCreated, "demo", http.MethodPost, users, strings.ReplaceAll(azure, "TENANT", firm))
	made.has(t, "content.azureActiveDirectory.tenant.description", "De Korenbloem")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, users+"/"+made.text(t, "content.id")+"/authorizations", rightsBody(t, "Employer: read"))
	w.must(t, http.StatusBadRequest, "demo", http.MethodPost, users, strings.ReplaceAll(azure, "TENANT", firm)).
		has(t, "messages.0.properties.0", "azureActiveDirectory.userName")
	for _, password := range []string{"x", "Geheim-is-geheim-1"} {
		answer, err := http.PostForm(w.URL+"/token", url.Values{
			"grant_type": {"password"}, "username": {"elders@payglot.example"}, "password": {password},
			"client_id": {demo.ClientID}, "client_secret": {demo.ClientSecret},
		})
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusBadRequest {
			t.Errorf("one without a password logs in: %s", answer.Status)
		}
	}

	// The operator registers another one, or gives it another name.
	for _, name := range []string{"Nieuw", "Nieuwer"} {
		w.control(t, http.StatusOK, http.MethodPut, "/externaltenants/"+account, `{"employer":"`+id("employer 2")+`","name":"`+name+`"}`)
		w.get(t, "/providers/employers/"+id("employer 2")+"/externaltenants?filter=name eq '"+name+"'").has(t, "totalSize", "1")
	}
	w.control(t, http.StatusNotFound, http.MethodPut, "/externaltenants/"+account, `{"provider":"Nobody","name":"N"}`)
}

// Loket, PatchEmployerUserNotificationSettingsByUserId: only what is given is
// changed, and the set changes nothing.
func TestNotificationSettings(t *testing.T) {
	w := start(t)
	path := "/providers/employers/users/" + id("user limited")
	on := func() string {
		t.Helper()
		return w.get(t, path+"/notificationsettings?filter=isEnabled eq true").text(t, "totalSize")
	}
	setting := func(key, days, enabled string) string {
		return `{"notificationType":{"key":` + key + `},"isEnabled":` + enabled + `,"createNumberOfDaysBeforeEvent":` + days +
			`,"receiveDepartmentSignalsOnly":false,"sendMailWhenNotificationIsCreated":false}`
	}
	change := func(status int, set string, settings ...string) *heard {
		t.Helper()
		return w.must(t, status, "demo", http.MethodPatch, path+"/notificationsettings", `{"notificationSet":`+set+`,"notifications":[`+strings.Join(settings, ",")+`]}`)
	}
	if got := on(); got != "0" {
		t.Errorf("%s notifications are on at first", got)
	}
	change(http.StatusOK, "null", setting("3", "14", "true"), setting("4", "14", "true"))
	change(http.StatusOK, "null", setting("1", "0", "true"))
	if got := on(); got != "3" {
		t.Errorf("%s notifications are on, want 3", got)
	}
	change(http.StatusOK, "null", setting("3", "7", "false"))
	w.get(t, path+"/notificationsettings?filter=notificationType.key eq 3").has(t, "_embedded.0.createNumberOfDaysBeforeEvent", "7")
	w.get(t, path+"/notificationset").has(t, "content", "null")
	set := record.NotificationSets[0]
	change(http.StatusOK, `{"id":"`+set.ID.String()+`"}`)
	w.get(t, path+"/notificationset").has(t, "content.description", set.Description)
	if got := on(); got != "2" {
		t.Errorf("with a set %s notifications are on, want 2", got)
	}
	for field, settings := range map[string][]string{
		"notifications[0].createNumberOfDaysBeforeEvent": {setting("3", "100", "true")},
		"notifications[0].notificationType.key":          {setting("99", "1", "true")},
		"notifications[1].notificationType":              {setting("3", "1", "true"), setting("3", "1", "true")},
	} {
		change(http.StatusBadRequest, "null", settings...).has(t, "messages.0.properties.0", field)
	}
	change(http.StatusBadRequest, `{"id":"`+names()["nobody"]+`"}`).has(t, "messages.0.properties.0", "notificationSet.id")
	w.must(t, http.StatusNotFound, "other", http.MethodGet, path+"/notificationsettings", "")
}

// Loket, notification sets: what each enables, and how many users chose it.
func TestNotificationSets(t *testing.T) {
	w := start(t)
	sets := w.get(t, "/providers/"+id("provider demo")+"/notificationsets")
	sets.has(t, "totalSize", "3")
	one := "/providers/notificationsets/" + sets.text(t, "_embedded.0.id")
	w.get(t, one).has(t, "content.numberOfLinkedEmployerUsers", "0")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, "/providers/employers/users/"+id("user limited")+"/notificationsettings",
		`{"notificationSet":{"id":"`+sets.text(t, "_embedded.0.id")+`"},"notifications":[]}`)
	w.get(t, one).has(t, "content.numberOfLinkedEmployerUsers", "1")
	w.must(t, http.StatusOK, "other", http.MethodGet, one, "").has(t, "content.numberOfLinkedEmployerUsers", "0")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/providers/notificationsets/"+names()["nobody"], "")
}
