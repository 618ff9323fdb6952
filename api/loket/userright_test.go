package loket_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
)

// rightsBody enables some rights, by their names.
func rightsBody(t *testing.T, names ...string) string {
	t.Helper()
	type line struct {
		ID        string `json:"id"`
		IsEnabled bool   `json:"isEnabled"`
	}
	lines := []line{}
	for _, n := range names {
		lines = append(lines, line{access.RightID(n).String(), true})
	}
	return encode(t, map[string]any{"authorizationSet": nil, "authorizations": lines})
}

// newcomer makes a user of the first employer who can log in, and calls as
// "newcomer" from then on.
func (w *world) newcomer(t *testing.T) (user string) {
	t.Helper()
	user = w.must(t, http.StatusCreated, "demo", http.MethodPost, "/providers/employers/"+id("employer 1")+"/users", newUser).text(t, "content.id")
	w.tokens["other-again"] = w.Token(t, payglottest.Person{
		UserName: "nieuw@payglot.example", Password: "Geheim-is-geheim-1", ClientID: demo.ClientID, ClientSecret: demo.ClientSecret,
	})
	return user
}

// Loket, PatchEmployerUserAuthorizationsByEmployerIdAndUserId: what is enabled
// is saved, everything else disabled; the set decides nothing. And nobody gives
// what he doesn't have.
func TestUserAuthorizations(t *testing.T) {
	w := start(t)
	user := w.newcomer(t)
	employer := "/providers/employers/" + id("employer 1")
	rights := employer + "/users/" + user + "/authorizations"
	enabled := func() []string {
		t.Helper()
		return w.get(t, rights+"?filter=isEnabled eq true").column(t, "description")
	}
	if got := enabled(); len(got) != 0 {
		t.Fatalf("a new user has %v", got)
	}
	w.must(t, http.StatusForbidden, "other-again", http.MethodGet, employer, "")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, rights, rightsBody(t, "Employer: read", "Employer user authorizations: change", "Employee: read"))
	w.must(t, http.StatusOK, "other-again", http.MethodGet, employer, "")
	if got := enabled(); !slices.Equal(got, []string{"Employee: read", "Employer user authorizations: change", "Employer: read"}) {
		t.Errorf("enabled are %v", got)
	}

	// He gives what he has, and nothing else.
	colleague := employer + "/users/" + id("user manager") + "/authorizations"
	refused := w.must(t, http.StatusForbidden, "other-again", http.MethodPatch, rights, rightsBody(t, "Wage: change"))
	if text := refused.text(t, "message"); !strings.Contains(text, "Wage: change") {
		t.Errorf("the refusal doesn't say why: %s", text)
	}
	w.must(t, http.StatusOK, "other-again", http.MethodPatch, rights, rightsBody(t, "Employer: read", "Employer user authorizations: change"))
	w.must(t, http.StatusForbidden, "other-again", http.MethodGet, "/providers/employers/employees/"+id("employee 1"), "")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, rights, rightsBody(t))
	w.must(t, http.StatusForbidden, "other-again", http.MethodGet, employer, "")

	// What isn't there can't be given, nor what is the bureau's own.
	for body, field := range map[string]string{
		`{"authorizationSet":null,"authorizations":[{"id":"` + names()["nobody"] + `","isEnabled":true}]}`:        "authorizations[0].id",
		`{"authorizationSet":{"id":"` + names()["nobody"] + `"},"authorizations":[]}`:                             "authorizationSet.id",
		rightsBody(t, "Employer: read", "Employer: read"):                                                         "authorizations[1].id",
		rightsBody(t, "Module sets: read"):                                                                        "authorizations[0].id",
		`{"authorizationSet":null,"authorizations":[{"id":"` + access.RightID("Employer: read").String() + `"}]}`: "authorizations[0].isEnabled",
	} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, rights, body).has(t, "messages.0.properties.0", field)
	}

	// The set is a reminder.
	chosen := access.RightSets[0]
	set := employer + "/users/" + user + "/authorizationSet"
	w.get(t, set).has(t, "content", "null")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, rights, `{"authorizationSet":{"id":"`+chosen.ID.String()+`"},"authorizations":[]}`)
	w.get(t, set).has(t, "content.description", chosen.Name)
	if got := enabled(); len(got) != 0 {
		t.Errorf("the set alone enables %v", got)
	}

	// What was read can be sent back and changes nothing.
	all := w.get(t, colleague+"?pageSize=1000")
	before := w.must(t, http.StatusOK, "manager", http.MethodGet, "/user", "")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, colleague, encode(t, map[string]any{"authorizationSet": nil, "authorizations": all.at(t, "_embedded")}))
	if after := w.get(t, colleague+"?pageSize=1000"); string(after.body) != string(all.body) {
		t.Errorf("sent back, rights are\n%s\nand were\n%s", after.body, all.body)
	}
	w.must(t, http.StatusOK, "manager", http.MethodGet, "/user", "").has(t, "content.personalDetails.lastName", before.text(t, "content.personalDetails.lastName"))

	// A user of another employer is unknown here, and so is one of the bureau.
	for _, path := range []string{
		"/providers/employers/" + id("employer 2") + "/users/" + user, employer + "/users/" + id("user demo"), employer + "/users/" + id("user other"),
	} {
		w.must(t, http.StatusNotFound, "demo", http.MethodGet, path+"/authorizations", "")
		w.must(t, http.StatusNotFound, "demo", http.MethodPatch, path+"/authorizations", rightsBody(t))
		w.must(t, http.StatusNotFound, "demo", http.MethodGet, path+"/authorizationSet", "")
	}
}

// Loket, GetAuthorizationSetsByProviderId and ...ByAuthorizationSetId: sets to
// start from, with what each enables.
func TestAuthorizationSets(t *testing.T) {
	w := start(t)
	list := w.get(t, "/providers/"+id("provider demo")+"/authorizationsets")
	for i, set := range list.column(t, "id") {
		one := w.get(t, "/providers/authorizationsets/"+set+"?authorizationSetId="+set)
		one.has(t, "content.description", access.RightSets[i].Name)
		rows := one.at(t, "content.authorizations").([]any)
		on := 0
		for _, row := range rows {
			if row.(map[string]any)["isEnabled"] == true {
				on++
			}
		}
		if on < 20 || len(rows) < 150 {
			t.Errorf("set %s enables %d of %d rights", access.RightSets[i].Name, on, len(rows))
		}
	}
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/providers/authorizationsets/"+names()["nobody"], "")
	w.must(t, http.StatusForbidden, "limited-user", http.MethodGet, "/providers/authorizationsets/"+access.RightSets[0].ID.String(), "")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/providers/"+id("provider other")+"/authorizationsets", "")
}

// Loket, GetModuleSetsByProviderId: sets of the modules that a provider has.
func TestModuleSets(t *testing.T) {
	w := start(t)
	list := w.get(t, "/providers/"+id("provider demo")+"/modulesets")
	if got := list.column(t, "description"); !slices.Equal(got, []string{"HR", "Salaris", "Verzuim en verlof"}) {
		t.Errorf("sets are %v", got)
	}
	offered := w.get(t, "/providers/"+id("provider demo")+"/modules?employerId="+id("employer 1")).column(t, "id")
	if m := list.text(t, "_embedded.1.modules.0.id"); !slices.Contains(offered, m) {
		t.Errorf("module %s isn't offered", m)
	}
}

// Loket, application sets of a user: each has his own, and nobody else's.
func TestUserApplicationSets(t *testing.T) {
	w := start(t)
	mine := "/users/" + id("user demo") + "/applicationsets"
	made := w.must(t, http.StatusCreated, "demo", http.MethodPost, mine, `{"applicationSetType":"Rights","name":"Mijn set","data":"[{\"a\":1}]"}`)
	set := "/users/applicationsets/" + made.text(t, "content.id")
	w.get(t, mine).has(t, "_embedded.0.data", `[{"a":1}]`)
	w.must(t, http.StatusOK, "demo", http.MethodPut, set, `{"name":"Anders","data":"[]"}`).has(t, "content.applicationSetType", "Rights")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/users/"+id("user other")+"/applicationsets", "")
	w.must(t, http.StatusNotFound, "demo", http.MethodPost, "/users/"+id("user other")+"/applicationsets", `{"applicationSetType":"Rights","name":"N","data":"[]"}`)
	w.must(t, http.StatusNotFound, "other", http.MethodPut, set, `{"name":"Van een ander","data":"[]"}`)
	w.must(t, http.StatusNotFound, "other", http.MethodDelete, set, "")
	w.get(t, mine).has(t, "_embedded.0.name", "Anders")
	w.must(t, http.StatusOK, "demo", http.MethodDelete, set, "")
	w.get(t, mine).has(t, "totalSize", "0")
}
