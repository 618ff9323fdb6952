package loket_test

import (
	"net/http"
	"slices"
	"testing"
)

// TestFamilyOfEmployer lists partners and children of the people employed on a
// day, once for each employment (GetActualPartnersByEmployerId,
// GetChildrenByEmployerId). They are more private than other actuals: who may
// not see partners sees none here.
func TestFamilyOfEmployer(t *testing.T) {
	w := start(t)
	employer := "/providers/employers/" + id("employer 1") + "/employees"
	partners := w.get(t, employer+"/actualpartners")
	partners.has(t, "totalSize", "1")
	partners.has(t, "_embedded.0.partner.id", id("partner 1"))
	partners.has(t, "_embedded.0.employmentId", id("employment 1"))
	w.get(t, employer+"/actualpartners?referenceDate=2018-06-01").has(t, "totalSize", "0") // before the employment

	w.must(t, http.StatusCreated, "demo", http.MethodPost, "/providers/employers/employees/"+id("employee 1")+"/partners",
		`{"lastName":"Vroeger","gender":{"key":2},"howToFormatLastName":{"key":1},"dateOfBirth":"1980-01-01","endDate":"2020-12-31"}`)
	for day, want := range map[string]string{"2020-12-31": "2", "2021-01-01": "1"} {
		w.get(t, employer+"/actualpartners?referenceDate="+day).has(t, "totalSize", want)
	}

	children := w.get(t, employer+"/children?orderBy=children.dateOfBirth")
	if got, want := children.column(t, "children.id"), []string{id("child 1"), id("child 2")}; !slices.Equal(got, want) {
		t.Errorf("children %v, want %v", got, want)
	}
	children.has(t, "_embedded.1.employmentId", id("employment 1"))

	w.must(t, http.StatusForbidden, "manager", http.MethodGet, employer+"/actualpartners", "")
	w.must(t, http.StatusForbidden, "manager", http.MethodGet, employer+"/children", "")
	w.must(t, http.StatusOK, "manager", http.MethodGet, "/providers/employers/employees/"+id("employee 1")+"/educations", "").has(t, "totalSize", "1")
}
