package loket_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
)

const newUser = `{"ssoAccount":{"userName":"nieuw@payglot.example","password":"Geheim-is-geheim-1"},"loginMethod":{"key":2},
	"personalDetails":{"initials":"N.","lastName":"Nieuw"},"contactInformation":{"emailAddress":"nieuw@payglot.example"},
	"hasAccessToPayrollingTestData":false}`

// TestEmployerUsers makes a user who can log in, sees that employer only, and
// can't any more once he is removed.
func TestEmployerUsers(t *testing.T) {
	w := start(t)
	users := "/providers/employers/" + id("employer 1") + "/users"
	made := w.must(t, http.StatusCreated, "demo", http.MethodPost, users, newUser)
	user := made.text(t, "content.id")
	for path, want := range map[string]string{
		"userName": "nieuw@payglot.example", "accessStatus.key": "3", "personalDetails.lastName": "Nieuw",
		"isDepartmentManager": "false", "dateTimeCreation": "2024-06-14T08:00:00Z",
	} {
		made.has(t, "content."+path, want)
	}
	if names := w.get(t, users).column(t, "userName"); !slices.Contains(names, "nieuw@payglot.example") {
		t.Errorf("users of the employer: %v", names)
	}
	nieuw := payglottest.Person{UserName: "nieuw@payglot.example", Password: "Geheim-is-geheim-1", ClientID: demo.ClientID, ClientSecret: demo.ClientSecret}
	w.tokens["other-again"] = w.Token(t, nieuw) // in whose place the calls below are
	w.must(t, http.StatusForbidden, "other-again", http.MethodGet, "/providers/employers/"+id("employer 1"), "")

	taken := w.must(t, http.StatusBadRequest, "demo", http.MethodPost, users, newUser)
	taken.has(t, "messages.0.properties.0", "ssoAccount.userName")
	for body, field := range map[string]string{
		`{"loginMethod":{"key":2},"personalDetails":{"initials":"N.","lastName":"N"},"contactInformation":{"emailAddress":"a@b.nl"},"hasAccessToPayrollingTestData":false}`:                                                                     "ssoAccount",
		`{"ssoAccount":{"userName":"x@b.nl","password":"alleenkleineletters"},"loginMethod":{"key":2},"personalDetails":{"initials":"N.","lastName":"N"},"contactInformation":{"emailAddress":"a@b.nl"},"hasAccessToPayrollingTestData":false}`: "ssoAccount.password",
	} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodPost, users, body).has(t, "messages.0.properties.0", field)
	}

	w.must(t, http.StatusOK, "demo", http.MethodDelete, "/providers/employers/users/"+user, "")
	w.must(t, http.StatusUnauthorized, "other-again", http.MethodGet, "/providers/employers/"+id("employer 1"), "")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/providers/employers/users/"+user, "")
	answer, err := http.PostForm(w.URL+"/token", url.Values{
		"grant_type": {"password"}, "username": {nieuw.UserName}, "password": {nieuw.Password},
		"client_id": {nieuw.ClientID}, "client_secret": {nieuw.ClientSecret},
	})
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusBadRequest {
		t.Errorf("one who was removed logs in: %s", answer.Status)
	}
}

// TestUser shows everybody his own profile, of which the e-mail address isn't
// his own to change.
func TestUser(t *testing.T) {
	w := start(t)
	for who, last := range map[string]string{"demo": "Mo", "limited-user": "Beperkt", "manager": "Afdeling", "other": "Herder"} {
		w.must(t, http.StatusOK, who, http.MethodGet, "/user", "").has(t, "content.personalDetails.lastName", last)
		saved := w.must(t, http.StatusOK, who, http.MethodPut, "/user", `{
			"personalDetails": {"initials": "X.", "lastName": "Anders"},
			"contactInformation": {"emailAddress": "elsewhere@payglot.example", "phoneNumber": "0301234567"},
			"user": {"userSpecifiedRole": {"key": 1}, "userCustomSpecifiedRole": "Salaris"}}`)
		saved.has(t, "content.personalDetails.lastName", "Anders")
		shown := w.must(t, http.StatusOK, who, http.MethodGet, "/user", "")
		shown.has(t, "content.contactInformation.phoneNumber", "0301234567")
		shown.has(t, "content.user.userCustomSpecifiedRole", "Salaris")
		if email := shown.text(t, "content.contactInformation.emailAddress"); email == "elsewhere@payglot.example" {
			t.Errorf("%s has changed his e-mail address", who)
		}
	}
	w.must(t, http.StatusBadRequest, "demo", http.MethodPut, "/user", `{"personalDetails":{"initials":"X.","lastName":"Een achternaam die te lang is"}}`).
		has(t, "messages.0.properties.0", "personalDetails.lastName")
}

// TestFilterSettings narrows lists of employments to what a user chose to
// see, for that employer, that user and that client.
func TestFilterSettings(t *testing.T) {
	w := start(t)
	settings := "/user/filtersettings/" + id("employer 1")
	employments := "/providers/employers/" + id("employer 1") + "/employees/employments"
	choose := func(status int, administrations, departments, state, categories, onCall string) *heard {
		t.Helper()
		return w.must(t, status, "demo", http.MethodPut, settings, `{"employmentFilter":{"filterOnAdministrations":`+administrations+
			`,"filterOnDepartments":`+departments+`,"filterOnEmployedStatus":"`+state+`","filterOnEmploymentCategoryType":`+categories+`,"filterOnOnCallEmployment":`+onCall+`}}`)
	}
	key := func(name string) string { return `[{"key":"` + id(name) + `"}]` }
	w.get(t, settings).has(t, "content.employmentFilter.filterOnEmployedStatus", "AllEmployments")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, "/providers/employers/employees/employments/"+id("employment 1")+"/terminate",
		`{"endDate":"2024-05-31","endOfEmploymentReason":{"key":1},"endOfEmploymentDueToIllness":false,"createMdvEntry":false}`)
	for _, tt := range []struct{ administrations, departments, state, categories, onCall, want string }{
		{"[]", "[]", "AllEmployments", "[]", "null", "10"},
		{key("payroll administration 1"), "[]", "AllEmployments", "[]", "null", "10"},
		{"[]", key("department 1.2"), "AllEmployments", "[]", "null", "3"}, // employee 1's place ended with the employment
		{"[]", key("department 1.1"), "AllEmployments", "[]", "null", "0"},
		{"[]", "[]", "ActiveEmployments", "[]", "null", "9"},
		{"[]", "[]", "ActiveAndFutureEmployments", "[]", "null", "9"},
		{"[]", "[]", "ActiveAndHistoricEmployments", "[]", "null", "10"},
		{"[]", "[]", "AllEmployments", `[{"key":1}]`, "null", "0"},
		{"[]", "[]", "AllEmployments", `[{"key":1},{"key":2}]`, "null", "10"},
		{"[]", "[]", "AllEmployments", "[]", "true", "0"},
		{"[]", "[]", "AllEmployments", "[]", "false", "10"},
	} {
		choose(http.StatusOK, tt.administrations, tt.departments, tt.state, tt.categories, tt.onCall)
		if got := w.get(t, employments).text(t, "totalSize"); got != tt.want {
			t.Errorf("%v leave %s employments", tt, got)
		}
	}

	choose(http.StatusOK, "[]", key("department 1.1"), "AllEmployments", "[]", "null")
	w.get(t, employments+"/minimized").has(t, "totalSize", "0")
	w.get(t, "/providers/employers/"+id("employer 2")+"/employees/employments").has(t, "totalSize", "10")
	w.must(t, http.StatusOK, "limited-client", http.MethodGet, settings, "").has(t, "content.employmentFilter.filterOnDepartments.#", "0")
	w.must(t, http.StatusOK, "limited-user", http.MethodGet, settings, "").has(t, "content.employmentFilter.filterOnDepartments.#", "0")

	wrong := choose(http.StatusBadRequest, "[]", key("department 2.1"), "Some", `[{"key":99}]`, "null")
	wrong.has(t, "messages.#", "3")
	w.must(t, http.StatusForbidden, "limited-user", http.MethodGet, "/user/filtersettings/"+id("employer 2"), "")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/user/filtersettings/"+id("employer 4"), "")
}
