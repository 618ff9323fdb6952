package loket_test

import (
	"net/http"
	"slices"
	"testing"
)

// TestNotifications tells of a reminder from its day on, as the clock goes, until
// somebody marks it as read; then nobody sees it any more. Those of people whom a
// manager doesn't see aren't his to see or to mark.
func TestNotifications(t *testing.T) {
	w := start(t)
	const mark = "/providers/employers/notifications"
	list := "/providers/employers/" + id("employer 1") + "/notifications?filter=notificationType.key eq 13"
	told := func(who string) []string {
		return w.must(t, http.StatusOK, who, http.MethodGet, list, "").column(t, "notificationTypeClarification")
	}
	const standing = "Functioneringsgesprek plannen" // of the demo world, at employment 1
	if got := told("demo"); !slices.Equal(got, []string{standing}) {
		t.Fatalf("told at first: %v", got)
	}
	first := w.get(t, list)
	first.has(t, "_embedded.0.notificationDate", "2024-06-14")
	first.has(t, "_embedded.0.notificationType.value", "Eigen signaal")
	first.has(t, "_embedded.0.appliesToEmployee.id", id("employee 1"))
	first.has(t, "_embedded.0.isRead", "false")

	w.must(t, http.StatusCreated, "demo", http.MethodPost, employmentPath+id("employment 4")+"/customnotifications",
		`{"notificationText":"Diploma nakijken","notificationDate":"2024-06-16","expirationDate":"2024-06-17"}`)
	if got := told("demo"); slices.Contains(got, "Diploma nakijken") {
		t.Errorf("told before its day: %v", got)
	}
	later := func(by string) {
		w.Advance(t, by)
		clear(w.tokens) // they have expired
	}
	for _, by := range []string{"P2D", "P1D"} { // its first day, and its last
		later(by)
		if got := told("demo"); !slices.Contains(got, "Diploma nakijken") {
			t.Errorf("not told: %v", got)
		}
	}
	if got := told("manager"); !slices.Equal(got, []string{standing}) {
		t.Errorf("the manager is told %v", got)
	}
	both := w.get(t, list)
	body := func(n string) string {
		return `[{"id":"` + both.text(t, "_embedded."+n+".id") + `","action":"markAsRead"}]`
	}
	w.must(t, http.StatusBadRequest, "manager", http.MethodPatch, mark, body("1")).has(t, "messages.0.properties.0", "[0].id")
	w.must(t, http.StatusBadRequest, "other", http.MethodPatch, mark, body("0")).has(t, "messages.0.properties.0", "[0].id")
	w.must(t, http.StatusOK, "manager", http.MethodPatch, mark, body("0"))
	w.must(t, http.StatusOK, "demo", http.MethodPatch, mark, body("0")) // once more
	if got := told("demo"); !slices.Equal(got, []string{"Diploma nakijken"}) {
		t.Errorf("told after one was read: %v", got)
	}
	later("P1D")
	if got := told("demo"); len(got) > 0 {
		t.Errorf("told after it expired: %v", got)
	}
	later("P2M27D") // 14 September: three months on it comes again
	if got := told("demo"); !slices.Equal(got, []string{standing}) {
		t.Errorf("told three months later: %v", got)
	}
}
