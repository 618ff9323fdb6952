package loket_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
)

// control is a call of the operator's.
func (w *world) control(t *testing.T, status int, method, path, body string) *heard {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, w.URL+"/_payglot"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	h := &heard{what: method + " " + path, status: answer.StatusCode}
	if h.body, err = io.ReadAll(answer.Body); err != nil {
		t.Fatal(err)
	}
	if h.status != status {
		t.Fatalf("%s: status %d, want %d\n%s", h.what, h.status, status, h.body)
	}
	return h
}

const guest = `{"personalDetails":{"initials":"G.","prefix":null,"lastName":"Gast"},"contactInformation":{"emailAddress":"gast@payglot.example"},
	"destinationForSecret":"0612345678","hasAccessToPayrollingTestData":false,"twoFactorAuthenticationRequired":false}`

// Loket, PostInviteEmployerUserByEmployerId and PatchEmployerUserInviteByUserId:
// one who is invited becomes a user by choosing a password.
func TestInvitations(t *testing.T) {
	w := start(t)
	users := "/providers/employers/" + id("employer 1") + "/users"
	made := w.must(t, http.StatusCreated, "demo", http.MethodPost, users+"/invite", guest)
	user := "/providers/employers/users/" + made.text(t, "content.id")
	made.has(t, "content.accessStatus.key", "1")
	made.has(t, "content.userName", "null")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPost, users+"/invite", guest).has(t, "messages.0.properties.0", "contactInformation.emailAddress")
	link := func() string {
		t.Helper()
		return w.control(t, http.StatusOK, http.MethodPost, "/invitations/"+made.text(t, "content.id")+"/link", "").text(t, "link")
	}
	w.control(t, http.StatusOK, http.MethodGet, "/invitations", "").has(t, "invitations.0.phone", "0612345678")
	w.control(t, http.StatusNotFound, http.MethodPost, "/invitations/"+id("user demo")+"/link", "")
	old := link()

	w.must(t, http.StatusOK, "demo", http.MethodPatch, user, `{"action":"Revoke","resendInformation":null}`).has(t, "content.accessStatus.key", "2")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, user, `{"action":"Revoke","resendInformation":null}`)
	w.choose(t, http.StatusNotFound, old, "Kies-een-wachtwoord-1", "Kies-een-wachtwoord-1")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, user, `{"action":"Resend","resendInformation":null}`).has(t, "messages.0.properties.0", "resendInformation")
	resend := `{"action":"Resend","resendInformation":{"employerId":"EMPLOYER","emailAddress":"anders@payglot.example","destinationForSecret":"0687654321","twoFactorAuthenticationRequired":false}}`
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, user, strings.ReplaceAll(resend, "EMPLOYER", id("employer 2"))).
		has(t, "messages.0.properties.0", "resendInformation.employerId")
	again := w.must(t, http.StatusOK, "demo", http.MethodPatch, user, strings.ReplaceAll(resend, "EMPLOYER", id("employer 1")))
	again.has(t, "content.accessStatus.key", "1")
	again.has(t, "content.contactInformation.emailAddress", "anders@payglot.example")

	newest := link()
	w.choose(t, http.StatusNotFound, old, "Kies-een-wachtwoord-1", "Kies-een-wachtwoord-1")
	w.choose(t, http.StatusBadRequest, newest, "Kies-een-wachtwoord-1", "Kies-een-wachtwoord-2")
	w.choose(t, http.StatusBadRequest, newest, "kort", "kort")
	w.choose(t, http.StatusOK, newest, "Kies-een-wachtwoord-1", "Kies-een-wachtwoord-1")
	w.choose(t, http.StatusNotFound, newest, "Kies-een-wachtwoord-2", "Kies-een-wachtwoord-2")
	shown := w.get(t, user)
	shown.has(t, "content.accessStatus.key", "3")
	shown.has(t, "content.userName", "gast@payglot.example")
	w.Token(t, payglottest.Person{UserName: "gast@payglot.example", Password: "Kies-een-wachtwoord-1", ClientID: demo.ClientID, ClientSecret: demo.ClientSecret})
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, user, `{"action":"Revoke","resendInformation":null}`).has(t, "messages.0.properties.0", "action")
}

var formKey = regexp.MustCompile(`name="form" value="([^"]+)"`)

// choose opens the page of an invitation and posts a password.
func (w *world) choose(t *testing.T, status int, link, password, again string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	answer, err := browser.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	if err != nil {
		t.Fatal(err)
	}
	key := formKey.FindSubmatch(page)
	if key != nil {
		answer, err = browser.PostForm(link, url.Values{"form": {string(key[1])}, "password": {password}, "again": {again}})
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
	}
	if answer.StatusCode != status {
		t.Errorf("the invitation answers %s, want %d\n%s", answer.Status, status, page)
	}
}

// Loket, integrations of a user: which applications act for him, until that is
// blocked or ended.
func TestIntegrations(t *testing.T) {
	w := start(t)
	user := w.newcomer(t)
	w.must(t, http.StatusOK, "demo", http.MethodPatch, "/providers/employers/"+id("employer 1")+"/users/"+user+"/authorizations", rightsBody(t, "User: read"))
	path := "/providers/employers/users/" + user
	list := w.get(t, path+"/integrations")
	list.has(t, "_embedded.0.application.name", "Demo integration")
	list.has(t, "_embedded.0.isBlocked", "false")
	list.has(t, "_embedded.0.lastLogin", "2024-06-14T08:00:00Z")
	w.get(t, path).has(t, "content.hasIntegrations", "true")
	own := w.must(t, http.StatusOK, "other-again", http.MethodGet, "/users/integrations", "")
	own.has(t, "totalSize", "1")
	one := path + "/integrations/" + list.text(t, "_embedded.0.application.id")
	w.must(t, http.StatusOK, "demo", http.MethodPut, one, `{"isBlocked":true}`).has(t, "content.isBlocked", "true")
	w.must(t, http.StatusUnauthorized, "other-again", http.MethodGet, "/users/integrations", "")
	w.get(t, "/users/integrations").has(t, "totalSize", "1") // the others' go on
	w.must(t, http.StatusOK, "demo", http.MethodPut, one, `{"isBlocked":false}`)
	w.must(t, http.StatusOK, "other-again", http.MethodGet, "/users/integrations", "")
	w.must(t, http.StatusOK, "demo", http.MethodGet, one+"/logo", "", "Accept: image/png")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, path+"/integrations/"+names()["nobody"]+"/logo", "", "Accept: image/png")
	w.must(t, http.StatusOK, "demo", http.MethodDelete, one, "")
	w.must(t, http.StatusUnauthorized, "other-again", http.MethodGet, "/users/integrations", "")
	w.must(t, http.StatusNotFound, "demo", http.MethodPut, one, `{"isBlocked":false}`)
	w.get(t, path).has(t, "content.hasIntegrations", "false")
}

// Loket, applications: what is in the store, what it may do, for whom it acts.
func TestApplications(t *testing.T) {
	w := start(t)
	employer := "/providers/employers/" + id("employer 1")
	w.must(t, http.StatusOK, "limited-user", http.MethodGet, "/user", "") // which has the demo application act for him
	store := w.get(t, employer+"/applications")
	i := slices.Index(store.column(t, "name"), "Demo integration")
	if i < 0 {
		t.Fatalf("the store has %v", store.column(t, "name"))
	}
	at := "_embedded." + string(rune('0'+i)) + "."
	store.has(t, at+"isActivatedForEmployer", "true")
	store.has(t, at+"applicationTypes.0.value", "integratie")
	logo := store.text(t, at+"logo")
	w.must(t, http.StatusOK, "demo", http.MethodGet, strings.TrimPrefix(logo, "/v2"), "", "Accept: image/png")
	application := store.text(t, at+"id")
	users := w.get(t, employer+"/applications/"+application+"/users")
	if names := users.column(t, "user.lastName"); !slices.Contains(names, "Beperkt") || !slices.Contains(names, "Mo") {
		t.Errorf("users with the application: %v", names)
	}
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, employer+"/applications/"+names()["nobody"]+"/users", "")

	rights := w.get(t, "/applications/"+application+"/authorizations?pageSize=1000&filter=activity eq 'PutAbsenceByAbsence'")
	rights.has(t, "_embedded.0.requiredUserAuthorizations.0.description", "Absence: change")
	rights.has(t, "_embedded.0.requiredEmployerModules.0.description", "Absence")
	rights.has(t, "_embedded.0.allowedRoles.#", "3")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/applications/"+names()["nobody"]+"/authorizations", "")

	// The operator fills the store.
	w.control(t, http.StatusOK, http.MethodPut, "/applications/demo-public", `{"applicationTypes":[{"value":"planning"}],"targetIndustries":[{"value":"horeca"}],"marketplaceSummary":"Plant."}`)
	w.control(t, http.StatusBadRequest, http.MethodPut, "/applications/demo-public", `{"applicationTypes":[{"value":"toveren"}]}`)
	w.control(t, http.StatusNotFound, http.MethodPut, "/applications/nobody", `{}`)
	added := w.get(t, employer+"/applications?filter=name eq 'Demo app'")
	added.has(t, "_embedded.0.dateAddedToStore", "2024-06-14")
	added.has(t, "_embedded.0.isActivatedForEmployer", "false")
	w.control(t, http.StatusOK, http.MethodPut, "/clients/loket/demo-public", `{"blocked":true}`)
	w.get(t, employer+"/applications?filter=name eq 'Demo app'").has(t, "totalSize", "0")
	w.control(t, http.StatusOK, http.MethodDelete, "/applications/demo-public", "")
}
