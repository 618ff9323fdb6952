package loket_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestBodiesHaveALimit refuses a body over 5 MiB, whether it says its length
// or not, and takes one just under it.
func TestBodiesHaveALimit(t *testing.T) {
	w := start(t)
	wage := "/providers/employers/employees/employments/wages/" + id("wage 1.2")
	padded := func(n int) string {
		body := `{"startDate":"2024-01-01","grossWage":3000,"grossWageType":{"key":1}}`
		return body + strings.Repeat(" ", n-len(body))
	}
	w.must(t, http.StatusOK, "demo", http.MethodPut, wage, padded(5<<20))
	over := w.must(t, http.StatusRequestEntityTooLarge, "demo", http.MethodPut, wage, padded(5<<20+1))
	over.has(t, "messages.0.type", "Exception")

	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, w.URL+"/v2"+wage, io.MultiReader(strings.NewReader(padded(5<<20+1)))) // chunked
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.tokenOf(t, "demo"))
	req.Header.Set("Accept", newest)
	req.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("a body that doesn't say its length: %s", answer.Status)
	}
}

// TestFiltersHaveALimit refuses an expression over 4 kB or with more than 64
// terms, and takes one of 64.
func TestFiltersHaveALimit(t *testing.T) {
	w := start(t)
	employees := "/providers/employers/" + id("employer 1") + "/employees?filter="
	terms := func(n int) string { return strings.Repeat("employeeNumber ne 1 and ", n-1) + "employeeNumber ne 1" }
	w.get(t, employees+url.QueryEscape(terms(64))).has(t, "totalSize", "9")
	for name, filter := range map[string]string{
		"65 terms":     terms(65),
		"over 4 kB":    "employeeNumber eq 1 and personalDetails.lastName eq '" + strings.Repeat("x", 4096) + "'",
		"deep":         strings.Repeat("(", 2000) + "employeeNumber eq 1" + strings.Repeat(")", 2000),
		"not in UTF-8": "personalDetails.lastName eq '\xff'",
	} {
		h := w.must(t, http.StatusBadRequest, "demo", http.MethodGet, employees+url.QueryEscape(filter), "")
		if h.text(t, "messages.0.type") != "Exception" || h.text(t, "messages.0.description") == "" {
			t.Errorf("%s: %s", name, h.body)
		}
	}
}

// TestHeadersHaveALimit refuses long Accept and X-ReportInput headers in
// words.
func TestHeadersHaveALimit(t *testing.T) {
	w := start(t)
	employees := "/providers/employers/" + id("employer 1") + "/employees"
	w.must(t, http.StatusBadRequest, "demo", http.MethodGet, employees, "", "Accept: "+strings.Repeat("text/html,", 200)+newest)
	w.must(t, http.StatusBadRequest, "demo", http.MethodGet, employees, "", asCSV, `X-ReportInput: {"fileNameWithoutExtension":"`+strings.Repeat("x", 17<<10)+`"}`)
}

// TestNothingAbsentAnswers calls every operation that isn't built, and gets
// 501 with the activity's name.
func TestNothingAbsentAnswers(t *testing.T) {
	w := start(t)
	n := 0
	for _, o := range w.House.Loket.Ledger().Operations {
		if o.Handle != nil {
			continue
		}
		n++
		var path strings.Builder
		for segment := range strings.SplitSeq(strings.TrimPrefix(o.Path, "/v2/"), "/") {
			switch {
			case segment == "{year}":
				segment = "2024"
			case strings.HasPrefix(segment, "{"):
				segment = id("employee 1")
			}
			path.WriteString("/" + segment)
		}
		h := w.call(t, "demo", o.Method, path.String(), "")
		if h.status != http.StatusNotImplemented || !strings.Contains(string(h.body), o.Activity) {
			t.Errorf("%s %s: %d %s", o.Method, o.Path, h.status, h.body)
		}
	}
	if n == 0 {
		t.Error("nothing is absent")
	}
}
