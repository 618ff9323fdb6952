package loket_test

import (
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
)

// TestLinkedChainOverHTTP adds, moves and deletes wages at random. Whatever is
// accepted or refused, they follow each other without a gap and the last one
// is open ("Linked chain" of the vendor's description).
func TestLinkedChainOverHTTP(t *testing.T) {
	w := start(t)
	employment := 0
	rapid.Check(t, func(rt *rapid.T) {
		employment = employment%30 + 1
		wages := employmentPath + id("employment "+strconv.Itoa(employment)) + "/wages"
		for range rapid.IntRange(1, 6).Draw(rt, "steps") {
			was := w.get(t, wages+"?orderBy=startDate")
			ids, starts := was.column(t, "id"), was.column(t, "startDate")
			day := cal.MustParse("2024-01-01").AddDays(rapid.IntRange(-400, 800).Draw(rt, "day")).String()
			body := fmt.Sprintf(`{"startDate":%q,"grossWage":%d,"grossWageType":{"key":1}}`, day, rapid.IntRange(1, 9999).Draw(rt, "gross"))
			switch what := rapid.IntRange(0, 2).Draw(rt, "what"); {
			case what == 0:
				got := w.call(t, "demo", http.MethodPost, wages, body)
				fits := len(starts) == 0 || day > starts[len(starts)-1]
				if fits != (got.status == http.StatusCreated) {
					rt.Errorf("a wage from %s after those from %v: %d %s", day, starts, got.status, got.body)
				}
			case len(ids) == 0:
			default:
				i := rapid.IntRange(0, len(ids)-1).Draw(rt, "which")
				method, item := http.MethodPut, "/providers/employers/employees/employments/wages/"+ids[i]
				if what == 2 {
					method, body = http.MethodDelete, ""
				}
				if got := w.call(t, "demo", method, item, body); got.status != http.StatusOK && got.status != http.StatusBadRequest {
					rt.Errorf("%s: %d %s", method, got.status, got.body)
				}
			}
			w.linked(t, rt, wages)
		}
	})
}

// linked fails when a chain has a gap, an overlap or a closed end.
func (w *world) linked(t *testing.T, rt *rapid.T, list string) {
	h := w.get(t, list+"?orderBy=startDate")
	starts, ends := h.column(t, "startDate"), h.column(t, "endDate")
	for i := range starts {
		want := "null"
		if i+1 < len(starts) {
			want = cal.MustParse(starts[i+1]).AddDays(-1).String()
		}
		if ends[i] != want || want != "null" && want < starts[i] {
			rt.Fatalf("%d of %v ends on %s, want %s", i, starts, ends[i], want)
		}
	}
}

// TestBrokenChainOverHTTP adds absences around others: gaps stay, before and
// between is allowed, an overlap isn't ("Broken chain").
func TestBrokenChainOverHTTP(t *testing.T) {
	w := start(t)
	absences := "/providers/employers/employees/" + id("employee 1") + "/absences"
	report := func(from, until string, status int) {
		t.Helper()
		body := maps.Clone(absence)
		body["progress"] = map[string]any{"startDate": from, "currentIncapacityPercentage": 100}
		made := w.must(t, status, "demo", http.MethodPost, absences, encode(t, body))
		if status == http.StatusCreated && until != "" {
			w.must(t, http.StatusOK, "demo", http.MethodPatch, "/providers/employers/employees/absences/"+made.text(t, "content.id")+"/closeabsence",
				`{"endOfAbsence":{"date":"`+until+`","reason":{"key":1}}}`)
		}
	}
	report("2023-01-10", "2023-01-20", http.StatusCreated)
	report("2023-01-20", "", http.StatusBadRequest) // its last day
	report("2023-03-01", "2023-03-31", http.StatusCreated)
	report("2023-03-15", "", http.StatusBadRequest)
	report("2023-05-01", "", http.StatusCreated) // goes on
	report("2023-06-01", "", http.StatusBadRequest)
	list := w.get(t, absences+"?orderBy=progress.startDate")
	list.has(t, "totalSize", "3")
	list.has(t, "_embedded.0.progress.endOfAbsence.date", "2023-01-20")
}

// TestOneOfManyChangesWins lets several clients change what they all read: one
// succeeds, the others are told that they were late.
func TestOneOfManyChangesWins(t *testing.T) {
	w := start(t)
	wage := "/providers/employers/employees/employments/wages/" + id("wage 1.2")
	tag := w.get(t, wage).header.Get("ETag")
	w.tokenOf(t, "demo")
	var count [2]int
	var mu sync.Mutex
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			h := w.call(t, "demo", http.MethodPut, wage, fmt.Sprintf(`{"startDate":"2024-01-01","grossWage":%d,"grossWageType":{"key":1}}`, 3000+n), "If-Match: "+tag)
			mu.Lock()
			defer mu.Unlock()
			switch h.status {
			case http.StatusOK:
				count[0]++
			case http.StatusConflict:
				count[1]++
			default:
				t.Errorf("%d %s", h.status, h.body)
			}
		})
	}
	all.Wait()
	if count != [2]int{1, 7} {
		t.Errorf("%d changes succeeded, %d were late", count[0], count[1])
	}
}
