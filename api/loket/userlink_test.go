package loket_test

import (
	"net/http"
	"slices"
	"testing"
)

// Loket, PostLinkExistingEmployerUserByEmployerId, GetLinkedEmployersByUserId:
// a user can have several employers, with rights of their own at each.
func TestLinkedUsers(t *testing.T) {
	w := start(t)
	user := w.newcomer(t)
	one, two := "/providers/employers/"+id("employer 1"), "/providers/employers/"+id("employer 2")
	person := "/providers/employers/users/" + user
	w.must(t, http.StatusOK, "demo", http.MethodPatch, one+"/users/"+user+"/authorizations",
		rightsBody(t, "Employer: read", "Employer user: change", "Employer user: read", "Linked employers: read"))
	w.get(t, person).has(t, "content.isLinkedToMultipleEmployers", "false")
	link := `{"userId":"` + user + `","departments":null}`
	w.must(t, http.StatusAccepted, "demo", http.MethodPost, two+"/users/link", link)
	w.get(t, person).has(t, "content.isLinkedToMultipleEmployers", "true")
	if users := w.get(t, two+"/users").column(t, "id"); !slices.Contains(users, user) {
		t.Errorf("users of the second employer: %v", users)
	}
	if names := w.get(t, person+"/employers").column(t, "companyName"); len(names) != 2 {
		t.Errorf("employers of the user: %v", names)
	}
	w.must(t, http.StatusForbidden, "other-again", http.MethodGet, two, "") // no right there yet
	w.must(t, http.StatusOK, "demo", http.MethodPatch, two+"/users/"+user+"/authorizations", rightsBody(t, "Employer: read"))
	w.must(t, http.StatusOK, "other-again", http.MethodGet, two, "")

	again := w.must(t, http.StatusBadRequest, "demo", http.MethodPost, two+"/users/link", link)
	again.has(t, "messages.0.properties.0", "userId")
	for _, nobody := range []string{names()["nobody"], id("user demo"), id("user other")} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodPost, two+"/users/link", `{"userId":"`+nobody+`","departments":null}`).
			has(t, "messages.0.properties.0", "userId")
	}
	w.must(t, http.StatusBadRequest, "demo", http.MethodPost, "/providers/employers/"+id("employer 3")+"/users/link",
		`{"userId":"`+user+`","departments":["`+id("department 2.1")+`"]}`).has(t, "messages.0.properties.0", "departments[0]")
	w.must(t, http.StatusBadRequest, "other", http.MethodPost, "/providers/employers/"+id("employer 4")+"/users/link", link)

	w.must(t, http.StatusOK, "demo", http.MethodDelete, person, "")
	if users := w.get(t, two+"/users").column(t, "id"); slices.Contains(users, user) {
		t.Error("one who was removed is listed at the other employer")
	}
	w.must(t, http.StatusUnauthorized, "other-again", http.MethodGet, two, "")
}

// Loket, PatchEmployerUserLinkedDepartmentsByEmployerIdAndUserId: a department
// makes a user its manager, with the departments below it or without.
func TestLinkedDepartments(t *testing.T) {
	w := start(t)
	employer := "/providers/employers/" + id("employer 1")
	user := w.newcomer(t)
	mine := employer + "/users/" + user + "/departments"
	w.must(t, http.StatusOK, "demo", http.MethodPatch, employer+"/users/"+user+"/authorizations", rightsBody(t, "Employment: read", "Employee: read"))
	people := func() string {
		t.Helper()
		return w.must(t, http.StatusOK, "other-again", http.MethodGet, employer+"/employees", "").text(t, "totalSize")
	}
	for _, step := range []struct{ body, people, departments string }{
		{`[]`, "10", "0"},
		{`[{"action":"link","departmentId":"` + id("department 1.1") + `","hasAccessToSubDepartments":false}]`, "0", "1"},
		{`[{"action":"link","departmentId":"` + id("department 1.1") + `","hasAccessToSubDepartments":true}]`, "10", "1"},
		{`[{"action":"unlink","departmentId":"` + id("department 1.1") + `"},{"action":"link","departmentId":"` + id("department 1.2") + `"}]`, "4", "1"},
		{`[{"action":"link","departmentId":"` + id("department 1.3") + `","hasAccessToSubDepartments":false}]`, "7", "2"},
		{`[{"action":"unlink","departmentId":"` + id("department 1.2") + `"},{"action":"unlink","departmentId":"` + id("department 1.3") + `"}]`, "10", "0"},
	} {
		w.must(t, http.StatusOK, "demo", http.MethodPatch, mine, step.body)
		if got := people(); got != step.people {
			t.Errorf("after %s he sees %s people, want %s", step.body, got, step.people)
		}
		manages := "true"
		if step.departments == "0" {
			manages = "false"
		}
		w.get(t, "/providers/employers/users/"+user).has(t, "content.isDepartmentManager", manages)
		lines := w.get(t, employer+"/users/departments")
		if i := slices.Index(lines.column(t, "userId"), user); (i >= 0) != (manages == "true") {
			t.Errorf("after %s he is listed: %v", step.body, i >= 0)
		} else if i >= 0 {
			lines.has(t, "_embedded."+string(rune('0'+i))+".departments.#", step.departments)
		}
	}
	wrong := w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, mine, `[{"action":"link","departmentId":"`+id("department 2.1")+`"}]`)
	wrong.has(t, "messages.0.properties.0", "[0].departmentId")

	// One who can't do what a manager can at the whole employer doesn't free him
	// of his departments.
	w.must(t, http.StatusOK, "demo", http.MethodPatch, employer+"/users/"+user+"/authorizations", rightsBody(t, "Linked departments: change"))
	w.must(t, http.StatusForbidden, "other-again", http.MethodPatch, employer+"/users/"+id("user manager")+"/departments",
		`[{"action":"unlink","departmentId":"`+id("department 1.2")+`"}]`)
	w.get(t, "/providers/employers/users/"+id("user manager")).has(t, "content.isDepartmentManager", "true")
}

// Loket, GetUserByUserId: who somebody is, for those who have to do with him.
func TestUserBasics(t *testing.T) {
	w := start(t)
	w.get(t, "/user/"+id("user limited")).has(t, "content.personalDetails.formattedName", "L. Beperkt")
	w.get(t, "/user/"+id("user demo")).has(t, "content.personalDetails.lastName", "Mo")
	w.must(t, http.StatusOK, "limited-user", http.MethodGet, "/user/"+id("user demo"), "").has(t, "content.personalDetails.formattedName", "D. Mo")
	w.must(t, http.StatusNotFound, "limited-user", http.MethodGet, "/user/"+id("user other"), "")
	w.must(t, http.StatusNotFound, "other", http.MethodGet, "/user/"+id("user limited"), "")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/user/"+names()["nobody"], "")
}
