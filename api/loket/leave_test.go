package loket_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/money"
)

// amount is the number that stands at a path.
func (h *heard) amount(t *testing.T, path string) money.Amount {
	t.Helper()
	return money.MustParse(h.text(t, path))
}

const employerPath = "/providers/employers/"

// leaveBody is leave of some hours, as a client sends it.
func leaveBody(start, end string, leaveType int, accrual bool, units any) string {
	return fmt.Sprintf(`{"startDate":%q,"endDate":%q,"leaveType":{"key":%d},"isAccrual":%t,"numberOfUnits":%v}`, start, end, leaveType, accrual, units)
}

// TestProposedLeave takes the hours of a period from the work pattern where the
// working hours say so, else from the leave pattern of a policy that says so,
// else from the hours of the week; a holiday takes none where the policy says
// so (Loket, GetProposedLeaveHoursByEmploymentId).
func TestProposedLeave(t *testing.T) {
	w := start(t)
	path := employmentPath + id("employment 2") + "/leave/proposedleavehours" // 32 hours a week, policy with holidays
	christmas := path + "?startDate=2024-12-23&endDate=2024-12-27"
	three := w.get(t, christmas)
	three.has(t, "content.proposedLeaveHours", "19.2")
	three.has(t, "content.methodOfCalculation", "Afwijkende uren per week")
	three.has(t, "content.employmentId", id("employment 2"))
	if text := three.text(t, "content.additionalInformation"); !strings.Contains(text, "2024-12-25") || !strings.Contains(text, "2024-12-26") {
		t.Errorf("the holidays left out are %s", text)
	}
	w.get(t, path+"?startDate=2024-06-15&endDate=2024-06-16").has(t, "content.proposedLeaveHours", "0") // a weekend
	w.get(t, path).has(t, "content.proposedLeaveHours", "6.4")                                          // today
	for query, field := range map[string]string{
		"?startDate=2024-06-17&endDate=2024-06-16": "endDate", "?startDate=2024-02-30": "startDate", "?startDate=2024-01-01&endDate=2099-01-01": "endDate",
	} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodGet, path+query, "").has(t, "messages.0.properties.0", field)
	}

	policyPath := employerPath + "leavePolicies/" + id("leave policy 2")
	policy := w.get(t, policyPath).content(t)
	rules := policy["leaveRequest"].(map[string]any)
	rules["useHolidaysInCalculation"] = false
	w.must(t, http.StatusOK, "demo", http.MethodPut, policyPath, encode(t, policy))
	w.get(t, christmas).has(t, "content.proposedLeaveHours", "32")
	week := map[string]any{"monday": 4, "tuesday": 4.5, "wednesday": 0, "thursday": 0, "friday": 1.25, "saturday": 0, "sunday": 0}
	rules["applyLeaveSchedule"], rules["leavePattern"] = true, map[string]any{"oddWeeks": week, "evenWeeks": week}
	w.must(t, http.StatusOK, "demo", http.MethodPut, policyPath, encode(t, policy))
	w.get(t, christmas).has(t, "content.methodOfCalculation", "Verlofrooster")
	w.get(t, christmas).has(t, "content.proposedLeaveHours", "9.75")
	hoursPath := employmentPath + "workinghours/" + id("working hours 2")
	hours := w.get(t, hoursPath).content(t)
	pattern := map[string]any{"monday": 7.33, "tuesday": 7.33, "wednesday": 7.33, "thursday": 0, "friday": 0, "saturday": 0, "sunday": 2}
	hours["regularWorkPattern"], hours["workPattern"] = false, map[string]any{"oddWeeks": pattern, "evenWeeks": week}
	hours["calculateUsingWorkPattern"] = map[string]any{"leaveHours": true, "daysDailyRate": false, "deviatingDaysAndHours": false, "hoursBrokenPeriod": false, "hoursRegularPeriod": false}
	w.must(t, http.StatusOK, "demo", http.MethodPut, hoursPath, encode(t, hours))
	two := w.get(t, path+"?startDate=2024-06-10&endDate=2024-06-23") // weeks 24 and 25
	two.has(t, "content.methodOfCalculation", "Werkpatroon")
	two.has(t, "content.proposedLeaveHours", "33.74") // 9.75 and 3 times 7.33 and 2

	all := w.get(t, employerPath+id("employer 2")+"/leave/proposedleavehours?startDate=2024-06-10&endDate=2024-06-23")
	if !slices.Contains(all.column(t, "employmentId"), id("employment 2")) || len(all.column(t, "employmentId")) < 10 {
		t.Errorf("the employer's employments are %v", all.column(t, "employmentId"))
	}
	policy["leaveUnitType"] = key(2)
	w.must(t, http.StatusOK, "demo", http.MethodPut, policyPath, encode(t, policy))
	w.must(t, http.StatusBadRequest, "demo", http.MethodGet, path, "")
	all = w.get(t, employerPath+id("employer 2")+"/leave/proposedleavehours?startDate=2024-06-10&endDate=2024-06-23")
	if slices.Contains(all.column(t, "employmentId"), id("employment 2")) {
		t.Error("hours are proposed where leave is counted in days")
	}
}

// TestReviewLeave handles requests one by one, by the steps that a status
// allows; those that can't be are told by id, and the others are done (Loket,
// PatchLeaveRequestsByLeaveRequestIds). Vacation that is granted is booked on
// what the law gives as far as there is, and on what comes on top for the rest.
func TestReviewLeave(t *testing.T) {
	w := start(t)
	requests := employmentPath + "leaverequests"
	one := func(request string) string { return requests + "/" + id(request) }
	waits, accepted, rejected := "leave request 1", "accepted leave request 1", "rejected leave request 1"
	decide := func(status int, pairs ...string) *heard {
		var all []map[string]string
		for i := 0; i < len(pairs); i += 2 {
			all = append(all, map[string]string{"id": pairs[i], "action": pairs[i+1]})
		}
		return w.must(t, status, "demo", http.MethodPatch, requests, encode(t, all))
	}
	w.get(t, one(accepted)).has(t, "content.leaveRequestStatus.value", "Geaccepteerd")
	wrong := decide(http.StatusBadRequest, id(accepted), "reject", id(waits), "accept", id("nothing"), "accept",
		id("leave request 9000001"), "accept", id(rejected), "accept")
	if n := len(wrong.at(t, "messages").([]any)); n != 4 {
		t.Errorf("%d of 4 refusals were told\n%s", n, wrong.body)
	}
	for _, refused := range []string{id(accepted), id("nothing"), id("leave request 9000001"), id(rejected)} {
		if !bytes.Contains(wrong.body, []byte(refused)) {
			t.Errorf("the refusal of %s was not told", refused)
		}
	}
	done := w.get(t, one(waits))
	done.has(t, "content.leaveRequestStatus.value", "Geaccepteerd")
	done.has(t, "content.handledBy.id", id("user demo"))
	done.has(t, "content.handledTime", "2024-06-14T08:00:00Z")
	decide(http.StatusBadRequest, id(waits), "reopen")
	decide(http.StatusOK, id(rejected), "reopen")
	again := w.get(t, one(rejected))
	again.has(t, "content.leaveRequestStatus.value", "Ingediend")
	again.has(t, "content.handledBy", "null")
	decide(http.StatusOK, id(rejected), "reject", id(rejected), "reopen")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, requests, `[{"id":"`+id(rejected)+`","action":"forget"}]`).
		has(t, "messages.0.properties.0", "[0].action")
	w.must(t, http.StatusForbidden, "limited-user", http.MethodPatch, requests, `[]`)

	// Too much for one type is booked on two, which go together.
	list := employmentPath + id("employment 1") + "/leave"
	available := w.get(t, one(rejected)).amount(t, "content.currentlyAvailableUnits")
	byLaw := w.get(t, employmentPath+id("employment 1")+"/leavebalances?filter=year eq 2024 and leaveType.key eq 15").amount(t, "_embedded.0.balance")
	if byLaw.Sign() <= 0 {
		w.must(t, http.StatusCreated, "demo", http.MethodPost, list, leaveBody("2024-01-01", "2024-01-01", 15, true, byLaw.Neg().Add(money.New(1025, 2))))
		available, byLaw = available.Sub(byLaw).Add(money.New(1025, 2)), money.New(1025, 2)
	}
	eight := money.New(8, 0)
	edited := w.get(t, one(rejected)).content(t)
	edited["numberOfUnits"] = byLaw.Add(eight)
	w.must(t, http.StatusOK, "demo", http.MethodPut, one(rejected), encode(t, edited))
	decide(http.StatusOK, id(rejected), "accept")
	w.get(t, one(rejected)).has(t, "content.currentlyAvailableUnits", available.Sub(byLaw).Sub(eight).Trim(0).String())
	booked := w.get(t, list+"?filter=relatedLeaveRequest.id eq '"+id(rejected)+"'&orderBy=-leaveType.key")
	if got := booked.column(t, "leaveType.key"); !slices.Equal(got, []string{"15", "1"}) {
		t.Fatalf("booked on %v\n%s", got, booked.body)
	}
	if got := booked.amount(t, "_embedded.0.numberOfUnits"); !got.Equal(byLaw) {
		t.Errorf("booked %v on what the law gives, want %v", got, byLaw)
	}
	booked.has(t, "_embedded.1.numberOfUnits", "8")
	booked.has(t, "_embedded.0.origin.meansOfCreation.value", "Verlofaanvraag")
	booked.has(t, "_embedded.0.relatedLeave.id", booked.text(t, "_embedded.1.id"))
	booked.has(t, "_embedded.1.relatedLeave.id", booked.text(t, "_embedded.0.id"))
	w.must(t, http.StatusOK, "demo", http.MethodDelete, employmentPath+"leave/"+booked.text(t, "_embedded.0.id"), "")
	w.get(t, list+"?filter=relatedLeaveRequest.id eq '"+id(rejected)+"'").has(t, "totalSize", "0")
	w.get(t, one(rejected)).has(t, "content.leaveRequestStatus.value", "Gerelateerd verlof verwijderd")
	w.get(t, one(rejected)).has(t, "content.currentlyAvailableUnits", available.Trim(0).String())
	decide(http.StatusBadRequest, id(rejected), "reopen")
}

// TestLeaveRequests lists the requests of an employer, and lets them be changed
// while they wait; afterwards only what is said to the employee (Loket,
// PutLeaveRequestByLeaveRequestId).
func TestLeaveRequests(t *testing.T) {
	w := start(t)
	list := employerPath + id("employer 1") + "/employees/employments/leaverequests"
	w.get(t, list).has(t, "totalSize", "3")
	w.get(t, list+"?filter=leaveRequestStatus.key eq 1").has(t, "_embedded.0.id", id("leave request 1"))
	path := employmentPath + "leaverequests/"
	waits := w.get(t, path+id("leave request 1")).content(t)
	waits["numberOfUnits"], waits["leaveRequestStatus"] = 12.5, key(9)
	saved := w.must(t, http.StatusOK, "demo", http.MethodPut, path+id("leave request 1"), encode(t, waits))
	saved.has(t, "content.numberOfUnits", "12.5")
	saved.has(t, "content.leaveRequestStatus.value", "Ingediend")
	handled := w.get(t, path+id("rejected leave request 1")).content(t)
	handled["commentHandler"] = "Te druk"
	w.must(t, http.StatusOK, "demo", http.MethodPut, path+id("rejected leave request 1"), encode(t, handled)).has(t, "content.commentHandler", "Te druk")
	handled["endDate"] = "2024-12-31"
	w.must(t, http.StatusBadRequest, "demo", http.MethodPut, path+id("rejected leave request 1"), encode(t, handled)).has(t, "messages.0.properties.0", "endDate")
}

// TestCollectiveLeave books the leave of several employments at once, or none of
// it (Loket, PostCollectiveLeaveByEmployerId).
func TestCollectiveLeave(t *testing.T) {
	w := start(t)
	path := employerPath + id("employer 1") + "/leave"
	one := w.get(t, path+"/defaults").content(t)
	if one["startDate"] != "2024-06-14" || one["isAccrual"] != false {
		t.Errorf("defaults are %v", one)
	}
	of := func(employment string, leaveType int) map[string]any {
		return map[string]any{
			"employmentId": id(employment), "leaveType": leaveType, "isAccrual": false, "comments": "Brugdag",
			"startDate": "2024-09-27", "endDate": "2024-09-27", "numberOfUnits": 8,
		}
	}
	on := func(employment string) string {
		return employmentPath + id(employment) + "/leave?filter=startDate eq '2024-09-27'"
	}
	wrong := w.must(t, http.StatusBadRequest, "demo", http.MethodPost, path, encode(t, []any{of("employment 1", 1), of("employment 2", 1), of("employment 4", 16)}))
	wrong.has(t, "messages.0.properties.0", "[1].employmentId")
	wrong.has(t, "messages.1.properties.0", "[2].leaveType")
	w.get(t, on("employment 1")).has(t, "totalSize", "0")
	w.must(t, http.StatusAccepted, "demo", http.MethodPost, path, encode(t, []any{of("employment 1", 1), of("employment 4", 15)}))
	booked := w.get(t, on("employment 4"))
	booked.has(t, "_embedded.0.origin.meansOfCreation.value", "Collectief")
	booked.has(t, "_embedded.0.leaveType.value", "Verlof (wettelijk)")
	booked.has(t, "_embedded.0.comment", "Brugdag")
	w.get(t, on("employment 1")).has(t, "totalSize", "1")
}

// TestCalendar shows who is away or can be expected: what touches the period,
// of the employments that the caller chose to see (Loket,
// GetCalendarLeaveByEmployerId and its neighbours).
func TestCalendar(t *testing.T) {
	w := start(t)
	path := employerPath + id("employer 1") + "/employees/employments/calendar/"
	items := func(calendar, query, employment string) []any {
		t.Helper()
		h := w.get(t, path+calendar+"?"+query+"&filter=employment.id eq '"+id(employment)+"'")
		h.has(t, "totalSize", "1")
		h.has(t, "_embedded.0.employee.id", id(strings.Replace(employment, "employment", "employee", 1)))
		return h.at(t, "_embedded.0.calendar").([]any)
	}
	starts := func(all []any) string {
		var days []string
		for _, one := range all {
			days = append(days, one.(map[string]any)["startDate"].(string))
		}
		return strings.Join(days, " ")
	}
	year := "startDate=2024-01-01&endDate=2024-12-31"
	if got := starts(items("leave", year, "employment 4")); got != "2024-05-06 2024-12-27" {
		t.Errorf("leave from %s", got)
	}
	if got := starts(items("leave", "startDate=2024-05-10&endDate=2024-05-12", "employment 4")); got != "2024-05-06" {
		t.Errorf("leave that touches the period from %s", got)
	}
	if got := starts(items("leaverequests", year, "employment 1")); got != "2024-07-15" {
		t.Errorf("requests that wait from %s", got)
	}
	if got := starts(items("absences", year, "employment 22")); got != "2024-01-08" {
		t.Errorf("absent from %s", got)
	}
	if got := items("absences", "startDate=2024-06-01&endDate=2024-06-30", "employment 22"); len(got) != 0 {
		t.Errorf("absent after the end: %v", got)
	}
	hours := items("availablehours", year, "employment 4")
	if len(hours) != 1 || hours[0].(map[string]any)["endDate"] != nil || hours[0].(map[string]any)["details"] != nil {
		t.Errorf("available %v", hours)
	}
	for query, field := range map[string]string{"": "startDate", "?startDate=2024-01-01": "endDate", "?startDate=2024-01-02&endDate=2024-01-01": "endDate"} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodGet, path+"leave"+query, "").has(t, "messages.0.properties.0", field)
	}
	filters := "/user/filtersettings/" + id("employer 1")
	chosen := w.get(t, filters).content(t)
	chosen["employmentFilter"].(map[string]any)["filterOnDepartments"] = []any{map[string]any{"key": id("department 1.3")}}
	w.must(t, http.StatusOK, "demo", http.MethodPut, filters, encode(t, chosen))
	for _, department := range w.get(t, path+"leave?"+year).column(t, "department.key") {
		if department != id("department 1.3") {
			t.Errorf("department %s was not chosen", department)
		}
	}
}

// TestLeaveOverview downloads the overview of a year as PDF; /metadata has the
// years (Loket, GetLeaveOverviewByEmploymentIdandYear).
func TestLeaveOverview(t *testing.T) {
	w := start(t)
	path := employmentPath + id("employment 4") + "/leave/overview/"
	years := options(t, w.get(t, path+"metadata"), "year")
	if len(years) < 2 || encode(t, years[0].(map[string]any)["key"]) != "2024" {
		t.Errorf("the years are %v", years)
	}
	file := w.must(t, http.StatusOK, "demo", http.MethodGet, path+"2024", "", "Accept: application/pdf")
	if got := file.header.Get("Content-Type"); got != "application/pdf" || !bytes.HasPrefix(file.body, []byte("%PDF-1.")) {
		t.Errorf("the overview is %s: %.20q", got, file.body)
	}
	for _, word := range []string{"Verlofoverzicht 2024", "06-05-2024", "27-12-2024", "Verlof \\(wettelijk\\)", "Opname"} {
		if !bytes.Contains(file.body, []byte(word)) {
			t.Errorf("the overview lacks %q", word)
		}
	}
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, path+"2016", "", "Accept: application/pdf")
}

// TestAbsenceOverview downloads the absences that touch a time as PDF (Loket,
// GetAbsenceOverviewByEmployeeId).
func TestAbsenceOverview(t *testing.T) {
	w := start(t)
	path := "/providers/employers/employees/" + id("employee 22") + "/absences/overview"
	file := w.must(t, http.StatusOK, "demo", http.MethodGet, path+"?startDate=2024-01-10&endDate=2024-01-31", "", "Accept: application/pdf")
	for _, word := range []string{"%PDF-1.", "08-01-2024", "17-01-2024", "Ziekte", "100%"} {
		if !bytes.Contains(file.body, []byte(word)) {
			t.Errorf("the overview lacks %q", word)
		}
	}
	none := w.must(t, http.StatusOK, "demo", http.MethodGet, path+"?startDate=2024-02-01&endDate=2024-03-31", "", "Accept: application/pdf")
	if bytes.Contains(none.body, []byte("08-01-2024")) {
		t.Error("an absence outside the time is shown")
	}
	w.must(t, http.StatusBadRequest, "demo", http.MethodGet, path+"?startDate=2024-02-01", "", "Accept: application/pdf")
}
