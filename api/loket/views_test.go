package loket_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// TestReach lists providers and employers: all that somebody may see, and
// nothing else.
func TestReach(t *testing.T) {
	w := start(t)
	for who, want := range map[string]struct{ provider, employers string }{
		"demo":         {"Demo Payroll", "1 2 3"},
		"limited-user": {"", "1"},
		"manager":      {"", "1"},
		"other":        {"Other Payroll", "4"},
	} {
		employers := w.must(t, http.StatusOK, who, http.MethodGet, "/providers/employers?orderBy=employerNumber", "")
		var ids []string
		for n := range strings.FieldsSeq(want.employers) {
			ids = append(ids, id("employer "+n))
		}
		if got := employers.column(t, "id"); !slices.Equal(got, ids) {
			t.Errorf("%s sees employers %v, want %v", who, got, ids)
		}
		if want.provider == "" {
			continue
		}
		providers := w.must(t, http.StatusOK, who, http.MethodGet, "/providers", "")
		if got := providers.column(t, "name"); !slices.Equal(got, []string{want.provider}) {
			t.Errorf("%s sees providers %v, want %s", who, got, want.provider)
		}
	}
}

// TestViews compares every wider or narrower list with the records it is made
// of. The first employer has ten people, two of whom have a contact.
func TestViews(t *testing.T) {
	w := start(t)
	employer := "/providers/employers/" + id("employer 1")
	for _, tt := range []struct {
		path string
		rows string
		at   map[string]string // in the row of the first employee
	}{
		{"/providers/employers/minimized?filter=id eq '" + id("employer 1") + "'", "1", map[string]string{
			"companyName": "Bakkerij De Korenbloem B.V.", "address.city": "Utrecht", "providerSettings.groupCode": "null",
		}},
		{employer + "/actualwages?filter=employmentId eq '" + id("employment 1") + "'", "1", map[string]string{
			"wage.id": id("wage 1.2"), "wage.startDate": "2024-01-01", "employmentId": id("employment 1"),
		}},
		{employer + "/actualworkinghours?filter=employmentId eq '" + id("employment 1") + "'", "1", map[string]string{
			"workingHours.id": id("working hours 1"), "workingHours.shift.fullTimeHoursPerWeek": "40",
		}},
		{employer + "/actualorganizationalentities?filter=employmentId eq '" + id("employment 1") + "'", "1", map[string]string{
			"organizationalEntity.id": id("organizational entity 1"), "organizationalEntity.department.description": "Productie",
		}},
		{employer + "/employees/contacts?filter=employmentId eq '" + id("employment 10") + "'", "1", map[string]string{
			"contacts.id": id("contact 10"), "contacts.description": "Huisarts",
		}},
		{employer + "/employees/employments?filter=id eq '" + id("employment 1") + "'", "1", map[string]string{
			"employee.id": id("employee 1"), "employmentContractType.key": "1",
		}},
		{employer + "/employees/employments/minimized?filter=id eq '" + id("employment 1") + "'", "1", map[string]string{
			"employee.formattedName": "Groot D. de", "startDate": "2019-02-01", "payrollAdministration.id": id("payroll administration 1"),
		}},
		{employer + "/employees/employments/comprehensive?filter=id eq '" + id("employment 1") + "'", "1", map[string]string{
			"employee.personalDetails.lastName": "Groot", "wage.id": id("wage 1.2"),
			"workinghours.id": id("working hours 1"), "organizationalEntity.id": id("organizational entity 1"),
		}},
	} {
		h := w.get(t, tt.path)
		h.has(t, "totalSize", tt.rows)
		for path, want := range tt.at {
			h.has(t, "_embedded.0."+path, want)
		}
	}
	for path, want := range map[string]string{
		"/actualwages": "10", "/employees/contacts": "2", "/employees/employments/minimized": "10", "/employees/employments/comprehensive": "10",
	} {
		w.get(t, employer+path).has(t, "totalSize", want)
	}
}

// TestViewsHoldToADay shows what a minimized form leaves out, and which record
// of a chain holds on the reference date.
func TestViewsHoldToADay(t *testing.T) {
	w := start(t)
	employer := "/providers/employers/" + id("employer 1")
	short := w.get(t, employer+"/employees/employments/minimized")
	for _, absent := range []string{"typeOfEmployee", "employee.lastName"} {
		if _, ok := short.find("_embedded.0." + absent); ok {
			t.Errorf("the minimized form has %s", absent)
		}
	}
	before := w.get(t, employer+"/actualwages?referenceDate=2019-01-15")
	before.has(t, "totalSize", "0")
	lastYear := w.get(t, employer+"/actualwages?referenceDate=2023-12-31&filter=employmentId eq '"+id("employment 1")+"'")
	lastYear.has(t, "_embedded.0.wage.id", id("wage 1.1"))
	w.must(t, http.StatusBadRequest, "demo", http.MethodGet, employer+"/actualwages?referenceDate=2023-02-29", "").
		has(t, "messages.0.properties.0", "referenceDate")
}

// TestAuthorizations shows the rights that somebody can make use of, and in
// the first version every activity by name.
func TestAuthorizations(t *testing.T) {
	w := start(t)
	employer := "/providers/employers/" + id("employer 1") + "/authorizations?pageSize=1000"
	mine := w.must(t, http.StatusOK, "limited-user", http.MethodGet, "/user", "")
	mine.has(t, "content.personalDetails.lastName", "Beperkt")
	w.must(t, http.StatusForbidden, "limited-user", http.MethodGet, employer, "")

	all := w.get(t, employer).column(t, "description")
	for _, want := range []string{"Wage: read", "Wage: change", "Citizen service number: read", "Absence: change"} {
		if !slices.Contains(all, want) {
			t.Errorf("the demo user lacks %q", want)
		}
	}
	manager := w.must(t, http.StatusOK, "manager", http.MethodGet, employer, "").column(t, "description")
	if !slices.Contains(manager, "Working hours: read") || slices.Contains(manager, "Wage: read") {
		t.Errorf("the role of a manager gives %v", manager)
	}
	absence := w.get(t, "/providers/"+id("provider demo")+"/modules?filter=description eq 'Absence'&employerId="+id("employer 2")).text(t, "_embedded.0.id")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, "/providers/employers/"+id("employer 2")+"/modules", `[{"id":"`+absence+`","action":"disable"}]`)
	noAbsence := w.get(t, "/providers/employers/"+id("employer 2")+"/authorizations?pageSize=1000").column(t, "description")
	if slices.Contains(noAbsence, "Absence: read") {
		t.Error("a right that no module opens is shown")
	}

	old := w.must(t, http.StatusOK, "manager", http.MethodGet, employer, "", "Accept: application/json;version=2018-06-01")
	old.has(t, "version.resourceVersion", "2018-01-01")
	names := old.column(t, "name")
	if !slices.Contains(names, "GetWorkingHoursByWorkingHoursId") || slices.Contains(names, "GetWageByWageId") {
		t.Errorf("activities of a manager: %v", names)
	}
	if len(slices.Compact(slices.Sorted(slices.Values(names)))) != len(names) {
		t.Error("an activity is named twice")
	}
	provider := w.get(t, "/providers/"+id("provider demo")+"/authorizations?pageSize=1000")
	if got := provider.column(t, "description"); !slices.Contains(got, "Provider: read") {
		t.Errorf("rights at the provider: %v", got)
	}
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/providers/"+id("provider other")+"/authorizations", "")
}

// TestModules switches a module of the provider on and off at an employer,
// and what needs it follows at once.
func TestModules(t *testing.T) {
	w := start(t)
	offered := w.get(t, "/providers/"+id("provider demo")+"/modules?orderBy=description&employerId="+id("employer 2"))
	w.must(t, http.StatusBadRequest, "demo", http.MethodGet, "/providers/"+id("provider demo")+"/modules", "")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/providers/"+id("provider demo")+"/modules?employerId="+id("employer 4"), "")
	offered.has(t, "_embedded.0.description", "Absence")
	absence := offered.text(t, "_embedded.0.id")
	modules := "/providers/employers/" + id("employer 2") + "/modules"
	absences := "/providers/employers/employees/" + id("employee 2") + "/absences"

	w.must(t, http.StatusOK, "demo", http.MethodPatch, modules, `[{"id":"`+absence+`","action":"disable"}]`)
	if got := w.get(t, modules).column(t, "id"); slices.Contains(got, absence) {
		t.Fatal("a disabled module is listed")
	}
	w.must(t, http.StatusForbidden, "demo", http.MethodGet, absences, "")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, modules, `[{"id":"`+absence+`","action":"enable"}]`)
	w.get(t, absences)
	if got := w.get(t, modules).column(t, "id"); !slices.Contains(got, absence) {
		t.Error("an enabled module isn't listed")
	}
	w.must(t, http.StatusOK, "demo", http.MethodPatch, modules, `[{"id":"`+absence+`","action":"disable"}]`)
	w.must(t, http.StatusForbidden, "demo", http.MethodGet, absences, "")

	wrong := w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, modules, `[{"id":"`+absence+`","action":"enable"},{"id":"`+id("nothing")+`","action":"enable"}]`)
	wrong.has(t, "messages.0.properties.0", "[1].id")
	w.must(t, http.StatusForbidden, "demo", http.MethodGet, absences, "")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, modules, `[{"id":"`+absence+`","action":"try"}]`).
		has(t, "messages.0.properties.0", "[0].action")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, modules, `[],"modules":[]`)
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, modules, "")
	broken := w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, modules, `[,]`)
	if text := broken.text(t, "messages.0.description"); !strings.Contains(text, "line 1, column 2") {
		t.Errorf("position of an error in an array: %s", text)
	}
	w.must(t, http.StatusForbidden, "limited-user", http.MethodPatch, "/providers/employers/"+id("employer 1")+"/modules", `[]`)
}

// TestLastModified sees the numbers rise where something changed, and only
// there.
func TestLastModified(t *testing.T) {
	w := start(t)
	employers := "/providers/employers/lastmodifiedversionnumbers?orderBy=id"
	employments := "/providers/employers/" + id("employer 1") + "/employees/employments/lastmodifiedversionnumbers?orderBy=id"
	numbers := func(path string) map[string]string {
		h := w.get(t, path)
		ids, numbers := h.column(t, "id"), h.column(t, "lastModifiedVersionNumber")
		all := map[string]string{}
		for i := range ids {
			all[ids[i]] = numbers[i]
		}
		return all
	}
	wages := "/providers/employers/employees/employments/" + id("employment 1") + "/wages"
	for _, step := range []func(){
		func() {
			w.must(t, http.StatusCreated, "demo", http.MethodPost, wages, `{"startDate":"2024-07-01","grossWage":4000,"grossWageType":{"key":1}}`)
		},
		func() {
			last := w.get(t, wages+"?orderBy=-startDate").text(t, "_embedded.0.id")
			w.must(t, http.StatusOK, "demo", http.MethodDelete, "/providers/employers/employees/employments/wages/"+last, "")
		},
	} {
		before, beforeEach := numbers(employers), numbers(employments)
		step()
		rises(t, before, numbers(employers), id("employer 1"))
		rises(t, beforeEach, numbers(employments), id("employment 1"))
	}
	if n := len(numbers(employments)); n != 10 {
		t.Errorf("%d employments have a number", n)
	}
}

func rises(t *testing.T, before, after map[string]string, only string) {
	t.Helper()
	for id := range after {
		if changed := before[id] != after[id]; changed != (id == only) {
			t.Errorf("the number of %s went from %s to %s", id, before[id], after[id])
		}
	}
}
