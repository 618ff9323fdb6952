package loket_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/payglot/payglot/money"
)

// TestLeaveBalances follows a balance from year to year, with what is taken
// before and after a day told apart (Loket, GetLeaveBalancesByEmploymentId and
// GetLeaveBalancesByEmployerId).
func TestLeaveBalances(t *testing.T) {
	w := start(t)
	employment := employmentPath + id("employment 13") // no policy, 28 hours a week
	list := employment + "/leave"
	balances := employment + "/leavebalances"
	of := func(year, leaveType string) *heard {
		t.Helper()
		h := w.get(t, balances+"?filter=year eq "+year+" and leaveType.key eq "+leaveType)
		h.has(t, "totalSize", "1")
		return h
	}
	w.get(t, balances).has(t, "totalSize", "3") // vacation of this year, with nothing in it
	of("2024", "16").has(t, "_embedded.0.balance", "0")
	book := func(body string) { t.Helper(); w.must(t, http.StatusCreated, "demo", http.MethodPost, list, body) }
	book(leaveBody("2023-01-01", "2023-12-31", 15, true, 144))
	book(leaveBody("2024-01-01", "2024-12-31", 15, true, 144))
	book(leaveBody("2024-01-01", "2024-12-31", 1, true, 36.5))
	book(leaveBody("2024-12-30", "2025-01-03", 15, false, 28.8)) // four days, two of them in 2025, and New Year's Day
	book(leaveBody("2024-06-13", "2024-06-17", 15, false, 21.6)) // three days, the weekend between them
	for path, want := range map[string]string{
		"balancePreviousYear": "144", "accrual": "144", "usageTotal": "36", "balance": "252", "usageThroughToday": "14.4", "usageAfterToday": "21.6",
		"expires": "122.4", "unitType": "null", "leaveType.value": "Verlof (wettelijk)", "leaveType.balanceExceedsYear": "true",
	} {
		of("2024", "15").has(t, "_embedded.0."+path, want)
	}
	of("2025", "15").has(t, "_embedded.0.usageTotal", "14.4")
	of("2025", "15").has(t, "_embedded.0.balancePreviousYear", "252")
	of("2024", "16").has(t, "_embedded.0.balance", "288.5")
	of("2023", "16").has(t, "_embedded.0.balance", "144")
	book(leaveBody("2023-06-01", "2023-06-01", 6, true, 8)) // special leave, which stays in its year
	of("2023", "6").has(t, "_embedded.0.balance", "8")
	of("2024", "6").has(t, "_embedded.0.balance", "0")

	all := employerPath + id("employer 1") + "/leavebalances"
	own := func(query string) *heard {
		t.Helper()
		h := w.get(t, all+"?filter=id eq '"+id("employment 13")+"'"+query)
		h.has(t, "totalSize", "1")
		return h
	}
	today := own("")
	today.has(t, "_embedded.0.leaveBalance.#", "1")
	today.has(t, "_embedded.0.leaveBalance.0.leaveType.key", "16")
	today.has(t, "_embedded.0.leaveBalance.0.balance", "288.5")
	today.has(t, "_embedded.0.employee.id", id("employee 13"))
	today.has(t, "_embedded.0.organizationalEntity.department.key", id("department 1.3"))
	for _, query := range []string{"&leaveType=15&leaveType=1", "&leaveType=15,1"} {
		some := own(query + "&referenceDate=2024-12-30")
		some.has(t, "_embedded.0.leaveBalance.#", "2")
		some.has(t, "_embedded.0.leaveBalance.1.leaveType.key", "15")
		some.has(t, "_embedded.0.leaveBalance.1.usageThroughReferenceDate", "28.8")
		some.has(t, "_embedded.0.leaveBalance.1.usageAfterReferenceDate", "7.2")
	}
	own("&referenceDate=2025-02-01").has(t, "_embedded.0.leaveBalance.0.year", "2025")
	w.must(t, http.StatusBadRequest, "demo", http.MethodGet, all+"?leaveType=vacation", "").has(t, "messages.0.properties.0", "leaveType")
}

// TestLeaveAccrual has leave follow the policies that an employment is linked
// to, by its hours of the full ones and the days on which they hold (Loket,
// "Leave policy and employment links"; Burgerlijk Wetboek 7:634).
func TestLeaveAccrual(t *testing.T) {
	w := start(t)
	employment := employmentPath + id("employment 13") // 28 of 40 hours
	link := func(action string) {
		t.Helper()
		w.must(t, http.StatusOK, "demo", http.MethodPatch, employment+"/leavepolicies", `[{"action":"`+action+`","id":"`+id("leave policy 1")+`"}]`)
	}
	accrued := func(leaveType, want string) {
		t.Helper()
		h := w.get(t, employment+"/leavebalances?filter=year eq 2024 and leaveType.key eq "+leaveType)
		h.has(t, "_embedded.0.accrual", want)
	}
	link("link")
	accrued("15", "112") // 160 hours a year
	accrued("1", "16.8") // 24
	accrued("16", "128.8")
	booked := w.get(t, employment+"/leave?filter=leaveType.key eq 15")
	booked.has(t, "totalSize", "1")
	booked.has(t, "_embedded.0.origin.meansOfCreation.value", "Verlofregeling")
	booked.has(t, "_embedded.0.origin.leavePolicy.id", id("leave policy 1"))
	booked.has(t, "_embedded.0.isAccrual", "true")
	booked.has(t, "_embedded.0.unitType.value", "Uren")
	hours := w.get(t, employment+"/workinghours/defaults").content(t)
	hours["startDate"] = "2024-07-01"
	w.must(t, http.StatusCreated, "demo", http.MethodPost, employment+"/workinghours", encode(t, hours))
	accrued("15", "136.13") // 160 of full hours for 184 of 366 days, and 0.7 of it before
	link("link")
	accrued("15", "136.13")
	link("unlink")
	accrued("15", "136.13")
	w.get(t, employment+"/leave?filter=leaveType.key eq 15").has(t, "_embedded.0.unitType", "null")
}

// TestGroupedLeaveBalances sums balances over everybody, and over departments
// or functions (Loket, GetLeaveBalancesGroupedByEmployerId).
func TestGroupedLeaveBalances(t *testing.T) {
	w := start(t)
	path := employerPath + id("employer 1") + "/leavebalances"
	grouped := w.get(t, path+"/grouped?groupBy=Department&leaveType=1&leaveType=15")
	grouped.has(t, "content.totals.#", "2")
	var total, groups, rows money.Amount
	for i := range 2 {
		total = total.Add(grouped.amount(t, "content.totals."+string(rune('0'+i))+".balance"))
	}
	for _, g := range grouped.at(t, "content.groups").([]any) {
		groups = groups.Add(money.MustParse(encode(t, g.(map[string]any)["balance"])))
	}
	for _, row := range w.get(t, path).at(t, "_embedded").([]any) {
		both := row.(map[string]any)["leaveBalance"].([]any)[0].(map[string]any)
		rows = rows.Add(money.MustParse(encode(t, both["balance"])))
	}
	if !total.Equal(groups) || !total.Equal(rows) {
		t.Errorf("in total %v, of the departments %v, of the employments %v", total, groups, rows)
	}
	first := w.get(t, path+"/grouped?groupBy=function&pageSize=1&orderBy=-group.description")
	first.has(t, "content.groups.#", "1")
	if last := first.text(t, "content.groups.0.group.description"); !slices.Contains([]string{"Verkoper"}, last) {
		t.Errorf("the last function is %s", last)
	}
	for _, query := range []string{"", "?groupBy=Age"} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodGet, path+"/grouped"+query, "").has(t, "messages.0.properties.0", "groupBy")
	}
}
