package loket_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/record"
)

// TestLeaveTypes has every employer, a new one too, have all leave types, and
// deviate from them by PUT, except from two (Loket,
// GetLeaveTypeByEmployerIdAndLeaveTypeId).
func TestLeaveTypes(t *testing.T) {
	w := start(t)
	employer := "/providers/employers/" + id("employer 2")
	list := employer + "/leavetypes"
	all := w.get(t, list)
	if n := len(all.column(t, "id")); n < 10 {
		t.Errorf("there are %d leave types", n)
	}
	special := list + "/" + record.LeaveTypeID(demo.ID("employer 2"), 6).String()
	shown := w.get(t, special)
	shown.has(t, "content.leaveType.value", "Bijzonder verlof")
	shown.has(t, "content.leaveType.enabled", "true")
	shown.has(t, "content.deviations", "null")
	body := shown.content(t)
	body["deviations"] = map[string]any{"value": "Buitengewoon verlof", "enabled": false, "balanceExceedsYear": false, "employeeCanRequestIncrease": true}
	w.must(t, http.StatusOK, "demo", http.MethodPut, special, encode(t, body)).has(t, "content.deviations.value", "Buitengewoon verlof")
	w.get(t, special).has(t, "content.deviations.employeeCanRequestIncrease", "true")
	w.get(t, special).has(t, "content.leaveType.value", "Bijzonder verlof")
	w.get(t, list+"?filter=deviations.value eq 'Buitengewoon verlof'").has(t, "totalSize", "1")
	w.get(t, strings.Replace(list, id("employer 2"), id("employer 3"), 1)+"?filter=deviations.value eq 'Buitengewoon verlof'").has(t, "totalSize", "0")
	w.must(t, http.StatusOK, "demo", http.MethodPut, special, `{"deviations":null}`).has(t, "content.deviations", "null")

	for _, key := range []int{record.LeaveVacation, record.LeaveExcess} {
		fixed := list + "/" + record.LeaveTypeID(demo.ID("employer 2"), key).String()
		w.must(t, http.StatusBadRequest, "demo", http.MethodPut, fixed, encode(t, body)).has(t, "messages.0.properties.0", "deviations")
		w.must(t, http.StatusOK, "demo", http.MethodPut, fixed, `{"deviations":null}`)
	}
	w.must(t, http.StatusBadRequest, "demo", http.MethodPut, special, `{"deviations":{"value":"Half"}}`).has(t, "messages.0.properties.0", "deviations.enabled")
	others := record.LeaveTypeID(demo.ID("employer 1"), 6).String()
	for _, method := range []string{http.MethodGet, http.MethodPut} {
		w.must(t, http.StatusNotFound, "demo", method, list+"/"+others, `{"deviations":null}`)
	}
	w.must(t, http.StatusForbidden, "limited-user", http.MethodPut, special, `{"deviations":null}`)

	made := w.must(t, http.StatusCreated, "demo", http.MethodPost, "/providers/"+id("provider demo")+"/employers",
		encode(t, newEmployer(t, w)))
	fresh := "/providers/employers/" + made.text(t, "content.id")
	if got, want := w.get(t, fresh+"/leavetypes").column(t, "leaveType.value"), all.column(t, "leaveType.value"); !slices.Equal(got, want) {
		t.Errorf("a new employer has the leave types %v", got)
	}
	if n := len(w.get(t, fresh+"/nationalholidays").column(t, "id")); n != 11 {
		t.Errorf("a new employer has %d national holidays", n)
	}
}

// newEmployer is one like the first, to be made.
func newEmployer(t *testing.T, w *world) map[string]any {
	t.Helper()
	return w.get(t, "/providers/employers/"+id("employer 1")).content(t)
}

// TestNationalHolidays shows the day of each holiday in the year that it is,
// and lets an employer call it otherwise or switch it off.
func TestNationalHolidays(t *testing.T) {
	w := start(t)
	list := "/providers/employers/" + id("employer 1") + "/nationalholidays"
	all := w.get(t, list)
	if got, want := all.column(t, "nationalHoliday.dateInCurrentYear"), []string{
		"2024-01-01", "2024-03-29", "2024-03-31", "2024-04-01", "2024-04-27", "2024-05-05",
		"2024-05-09", "2024-05-19", "2024-05-20", "2024-12-25", "2024-12-26",
	}; !slices.Equal(got, want) {
		t.Errorf("the holidays are %v", got)
	}
	boxing := list + "/" + record.NationalHolidayID(demo.ID("employer 1"), 1).String()
	w.get(t, boxing).has(t, "content.nationalHoliday.value", "2e kerstdag")
	w.must(t, http.StatusOK, "demo", http.MethodPut, boxing, `{"deviations":{"enabled":false,"value":"Boxing day"}}`).has(t, "content.deviations.value", "Boxing day")
	w.get(t, boxing).has(t, "content.nationalHoliday.enabled", "true")
	w.get(t, boxing).has(t, "content.deviations.enabled", "false")
	w.get(t, list+"?filter=deviations.enabled eq false").has(t, "totalSize", "1")
	w.must(t, http.StatusOK, "demo", http.MethodPut, boxing, `{"deviations":null}`).has(t, "content.deviations", "null")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPut, boxing, `{"deviations":{"enabled":true}}`).has(t, "messages.0.properties.0", "deviations.value")
	others := record.NationalHolidayID(demo.ID("employer 2"), 1).String()
	for _, method := range []string{http.MethodGet, http.MethodPut} {
		w.must(t, http.StatusNotFound, "demo", method, list+"/"+others, `{"deviations":null}`)
	}
}

// TestCopyLeavePolicy gives an employer a policy of its provider's, with its
// rules; what becomes of it then is the employer's (Loket,
// PatchCopyLeavePolicyByEmployerId).
func TestCopyLeavePolicy(t *testing.T) {
	w := start(t)
	policies := "/providers/employers/" + id("employer 1") + "/leavePolicies"
	source := id("provider leave policy 2")
	for body, name := range map[string]string{
		`{"sourceLeavePolicyId":"` + source + `","name":"Onze regeling"}`: "Onze regeling",
		`{"sourceLeavePolicyId":"` + source + `","name":null}`:            "Ruime regeling 30 dagen",
		`{"sourceLeavePolicyId":"` + source + `"}`:                        "Ruime regeling 30 dagen",
	} {
		made := w.must(t, http.StatusCreated, "demo", http.MethodPatch, policies, body)
		copied := "/providers/employers/leavePolicies/" + made.text(t, "content.id")
		ours, theirs := w.get(t, copied).content(t), w.get(t, "/providers/leavePolicies/"+source).content(t)
		if ours["name"] != name || ours["id"] == theirs["id"] {
			t.Errorf("the copy is %v", ours)
		}
		ours["name"], ours["id"] = theirs["name"], theirs["id"]
		if encode(t, ours) != encode(t, theirs) {
			t.Errorf("the copy is %s\nof %s", encode(t, ours), encode(t, theirs))
		}
		for _, rules := range []string{"/agebasedleave", "/wagebasedleave", "/yearsofservicebasedleave"} {
			got, want := w.get(t, copied+rules), w.get(t, "/providers/leavePolicies/"+source+rules)
			if !slices.Equal(sorted(got.column(t, "leaveEntitlement")), sorted(want.column(t, "leaveEntitlement"))) || len(want.column(t, "id")) == 0 {
				t.Errorf("the rules are %s\nof %s", got.body, want.body)
			}
			for _, rule := range got.column(t, "id") {
				if slices.Contains(want.column(t, "id"), rule) {
					t.Errorf("the copy has the rule %s itself", rule)
				}
			}
		}
		w.must(t, http.StatusOK, "demo", http.MethodDelete, copied, "")
		w.get(t, "/providers/leavePolicies/"+source+"/agebasedleave").has(t, "totalSize", "3")
	}
	for _, unknown := range []string{id("provider leave policy 4"), id("leave policy 1"), id("employer 1")} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, policies, `{"sourceLeavePolicyId":"`+unknown+`"}`).
			has(t, "messages.0.properties.0", "sourceLeavePolicyId")
	}
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, policies, `{"sourceLeavePolicyId":"`+source+`","name":""}`).
		has(t, "messages.0.properties.0", "name")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/providers/leavePolicies/"+id("provider leave policy 4"), "")
	w.must(t, http.StatusMethodNotAllowed, "demo", http.MethodDelete, "/providers/leavePolicies/"+source, "")
}

func sorted(all []string) []string {
	slices.Sort(all)
	return all
}

// TestLeavePolicyLinks links policies and employments from both sides (Loket,
// PatchLeavePoliciesByEmploymentId and PatchEmploymentsByLeavePolicyId).
func TestLeavePolicyLinks(t *testing.T) {
	w := start(t)
	employment := "/providers/employers/employees/employments/" + id("employment 10") + "/leavepolicies"
	policy := "/providers/employers/leavepolicies/" + id("leave policy 1") + "/employments"
	link := func(status int, who, path, action string, ids ...string) *heard {
		t.Helper()
		var lines []string
		for _, one := range ids {
			lines = append(lines, `{"action":"`+action+`","id":"`+one+`"}`)
		}
		return w.must(t, status, who, http.MethodPatch, path, "["+strings.Join(lines, ",")+"]")
	}
	w.get(t, employment).has(t, "totalSize", "0")
	link(http.StatusOK, "demo", employment, "link", id("leave policy 1"), id("second leave policy 1"))
	linked := w.get(t, employment+"?orderBy=value")
	linked.has(t, "totalSize", "2")
	linked.has(t, "_embedded.0.value", "Oproepkrachten")
	linked.has(t, "_embedded.0.id", id("second leave policy 1"))
	linked.has(t, "_embedded.0.leaveUnitType.value", "Uren")

	people := w.get(t, policy+"?orderBy=-employee.employeeNumber")
	if got := people.column(t, "employee.employeeNumber"); !slices.Equal(got, []string{"10", "7", "4", "1"}) {
		t.Errorf("the policy has employees %v", got)
	}
	people.has(t, "_embedded.0.id", id("employment 10"))
	people.has(t, "_embedded.0.startDate", "2019-11-01")
	people.has(t, "_embedded.0.incomeRelationshipNumber", "1")
	people.has(t, "_embedded.0.endDate", "null")

	link(http.StatusOK, "demo", policy, "unlink", id("employment 10"), id("employment 4"), id("employment 13"))
	link(http.StatusOK, "demo", policy, "link", id("employment 13"), id("employment 1"))
	if got := sorted(w.get(t, policy).column(t, "id")); !slices.Equal(got, sorted([]string{id("employment 1"), id("employment 7"), id("employment 13")})) {
		t.Errorf("the policy has the employments %v", got)
	}
	w.get(t, employment).has(t, "totalSize", "1")

	offered := w.get(t, employment+"/metadata")
	offered.has(t, "_embedded.0.field", "id")
	offered.has(t, "_embedded.0.options.#", "2")

	// one that is unknown undoes all
	link(http.StatusBadRequest, "demo", employment, "link", id("leave policy 1"), id("leave policy 2")).has(t, "messages.0.properties.0", "[1].id")
	w.get(t, employment).has(t, "totalSize", "1")
	link(http.StatusBadRequest, "demo", policy, "unlink", id("employment 1"), id("employment 2")).has(t, "messages.0.properties.0", "[1].id")
	link(http.StatusBadRequest, "demo", policy, "move", id("employment 1")).has(t, "messages.0.properties.0", "[0].action")
	w.get(t, policy).has(t, "totalSize", "3")

	// a policy that is in use stays
	w.must(t, http.StatusBadRequest, "demo", http.MethodDelete, "/providers/employers/leavePolicies/"+id("leave policy 1"), "")
}

// A department manager sees of a policy the employments of his department.
func TestLeavePolicyOfADepartment(t *testing.T) {
	w := start(t)
	policy := "/providers/employers/leavepolicies/" + id("leave policy 1") + "/employments"
	if got := w.must(t, http.StatusOK, "manager", http.MethodGet, policy, "").column(t, "id"); !slices.Equal(got, []string{id("employment 1")}) {
		t.Errorf("the manager sees %v", got)
	}
}

// TestLeaveOfANewYear has the clock come to the day of a policy in a new year:
// it brings that year's leave by itself, to those linked in the demo world and
// to those linked since.
func TestLeaveOfANewYear(t *testing.T) {
	w := start(t)
	of := func(n string) string { return "/providers/employers/employees/employments/" + id("employment "+n) }
	w.must(t, http.StatusOK, "demo", http.MethodPatch, of("13")+"/leavepolicies", `[{"action":"link","id":"`+id("leave policy 1")+`"}]`)
	booked := func(n, year, want string) {
		t.Helper()
		w.must(t, http.StatusOK, "demo-again", http.MethodGet, of(n)+"/leave?filter=isAccrual eq true and leaveType.key eq 15 and startDate ge '"+year+"-01-01' and startDate le '"+year+"-12-31'", "").
			has(t, "totalSize", want)
	}
	w.Advance(t, "P200D") // to 31 December
	booked("13", "2025", "0")
	w.Advance(t, "P2D")
	delete(w.tokens, "demo-again")
	booked("13", "2024", "1")
	booked("13", "2025", "1")
	booked("7", "2025", "1")
}
