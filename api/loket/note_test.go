package loket_test

import (
	"net/http"
	"slices"
	"testing"
)

// TestAccessibleDepartments shows a manager the departments that are his
// (GetUserAccessibleDepartmentsByEmployerId).
func TestAccessibleDepartments(t *testing.T) {
	w := start(t)
	path := "/providers/employers/" + id("employer 1") + "/useraccessibledepartments"
	w.get(t, path).has(t, "totalSize", "4")
	own := w.must(t, http.StatusOK, "manager", http.MethodGet, path, "")
	if got := own.column(t, "id"); !slices.Equal(got, []string{id("department 1.2")}) {
		t.Errorf("the manager's departments are %v", got)
	}
	w.must(t, http.StatusOK, "manager", http.MethodGet, path+"?filter=code eq 3", "").has(t, "totalSize", "0")
}

// TestNotesHaveReaders writes a note of every accessibility as everybody, and
// looks who reads, changes and removes it. Lists show the notes that are
// available for the user (GetEmployeeNotesByEmployeeId).
func TestNotesHaveReaders(t *testing.T) {
	w := start(t)
	const place = "/providers/employers/employees/"
	notes := place + id("employee 1") + "/notes"
	write := func(who, access string) string {
		t.Helper()
		return w.must(t, http.StatusCreated, who, http.MethodPost, notes,
			`{"subject":"`+who+access+`","note":"<b>x</b>","accessibleBy":{"key":`+access+`}}`).text(t, "content.id")
	}
	readers := map[string]map[string]bool{ // by accessibility
		"1": {"demo": true, "limited-user": true, "manager": true},
		"2": {"demo": true, "limited-user": true},
		"3": {"demo": true},
		"4": {"limited-user": true},
		"5": {},
	}
	for access, reads := range readers {
		for _, writer := range []string{"demo", "limited-user", "manager"} {
			note := write(writer, access)
			for _, who := range []string{"demo", "limited-user", "manager"} {
				want := http.StatusForbidden
				if reads[who] || who == writer {
					want = http.StatusOK
				}
				w.must(t, want, who, http.MethodGet, place+"notes/"+note, "")
				listed := w.must(t, http.StatusOK, who, http.MethodGet, notes, "").column(t, "id")
				if slices.Contains(listed, note) != (want == http.StatusOK) {
					t.Errorf("%s lists what %s wrote for %s: %v", who, writer, access, want != http.StatusOK)
				}
				if want == http.StatusForbidden {
					w.must(t, want, who, http.MethodPut, place+"notes/"+note, `{"subject":"x","accessibleBy":{"key":1}}`)
					w.must(t, want, who, http.MethodDelete, place+"notes/"+note, "")
				}
			}
			w.must(t, http.StatusOK, writer, http.MethodDelete, place+"notes/"+note, "")
		}
	}
}

// TestNotesNameTheirWriters shows who wrote a note and who changed it, and when:
// the same moment until it is changed.
func TestNotesNameTheirWriters(t *testing.T) {
	w := start(t)
	made := w.must(t, http.StatusCreated, "manager", http.MethodPost, "/providers/employers/employees/employments/"+id("employment 1")+"/notes",
		`{"subject":"Beoordeling","accessibleBy":{"key":1}}`)
	made.has(t, "content.createdBy.formattedName", "Afdeling, M.")
	made.has(t, "content.createdOn", made.text(t, "content.lastModifiedOn"))
	note := "/providers/employers/employees/employments/notes/" + made.text(t, "content.id")
	w.must(t, http.StatusOK, "demo", http.MethodPut, note, `{"subject":"Beoordeling","accessibleBy":{"key":1}}`).
		has(t, "content.lastModifiedBy.id", id("user manager"))
	changed := w.must(t, http.StatusOK, "demo", http.MethodPut, note, `{"subject":"Beoordeling 2024","accessibleBy":{"key":2}}`)
	changed.has(t, "content.lastModifiedBy.formattedName", "Mo, D.")
	changed.has(t, "content.createdBy.id", id("user manager"))

	w.must(t, http.StatusForbidden, "manager", http.MethodGet, "/providers/employers/"+id("employer 1")+"/notes", "")
	trail := w.get(t, "/providers/employers/"+id("employer 1")+"/auditTrail/EmployeeData?startDate=2024-06-14&endDate=2024-06-14&filter=newValue lk 'Beoordeling'")
	trail.has(t, "totalSize", "0")
}
