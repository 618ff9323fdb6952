package loket_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// options are the options of a field in a metadata answer.
func options(t *testing.T, h *heard, field string) []any {
	t.Helper()
	for i, name := range h.column(t, "field") {
		if name == field {
			return h.at(t, "_embedded").([]any)[i].(map[string]any)["options"].([]any)
		}
	}
	t.Errorf("%s: there are no options for %s", h.what, field)
	return nil
}

// TestMetadata asks for the options of every write in the ledger that has
// them, then looks at the three sorts: generic, bound to a context, chained.
func TestMetadata(t *testing.T) {
	w := start(t)
	ours, _ := estates(t, w)
	n := 0
	for _, o := range w.House.Loket.Ledger().Operations {
		if o.Test != "TestMetadata" {
			continue
		}
		path := ours.fill(strings.TrimPrefix(o.Path, "/v2"))
		h := w.get(t, path)
		if _, ok := h.find("_embedded"); !ok && !strings.HasSuffix(path, "/paygrade/101") {
			t.Errorf("%s answers no list: %s", path, h.body)
		}
		n++
	}
	if n < 20 {
		t.Errorf("only %d operations have metadata", n)
	}
}

// TestMetadataOfEveryContext tells the fields apart whose options are the
// same for all from those of one employer or agreement.
func TestMetadataOfEveryContext(t *testing.T) {
	w := start(t)
	employee := w.get(t, "/providers/employers/employees/"+id("employee 1")+"/metadata")
	gender := options(t, employee, "gender")
	if len(gender) != 2 || gender[0].(map[string]any)["value"] != "Man" {
		t.Errorf("gender has %v", gender)
	}
	nl := options(t, employee, "country")[0].(map[string]any)
	if nl["isoCode"] != "NL" || nl["value"] != "Nederland" {
		t.Errorf("a country is %v", nl)
	}

	keys := func(employment, field string) []string {
		var all []string
		for _, o := range options(t, w.get(t, employmentPath+id(employment)+"/organizationalentities/metadata"), field) {
			all = append(all, o.(map[string]any)["key"].(string))
		}
		slices.Sort(all)
		return all
	}
	if got := keys("employment 1", "department"); len(got) != 4 || !slices.Contains(got, id("department 1.1")) || slices.Contains(got, id("department 2.1")) {
		t.Errorf("departments for the first employer: %v", got)
	}
	if got := keys("employment 2", "function"); len(got) != 5 || !slices.Contains(got, id("function 2.1")) {
		t.Errorf("functions for the second employer: %v", got)
	}
	w.must(t, http.StatusCreated, "demo", http.MethodPost, "/providers/employers/"+id("employer 1")+"/departments", `{"code":9,"description":"Magazijn"}`)
	if got := keys("employment 1", "department"); len(got) != 5 {
		t.Errorf("a new department is no option: %v", got)
	}

	wage := employmentPath + id("employment 1") + "/wages/metadata"
	scale := options(t, w.get(t, wage), "payScale")[0].(map[string]any)
	grades := options(t, w.get(t, wage+"/payscale/1"), "payGrade")
	if scale["value"] != "Huis-cao, schaal A" || len(grades) != 3 {
		t.Errorf("scale %v has grades %v", scale, grades)
	}
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, wage+"/payscale/4711", "")
	hire := "/providers/employers/employees/" + id("employee 1") + "/employments/metadata/payrolladministration/"
	if scales := options(t, w.get(t, hire+id("payroll administration 1")), "payScale"); len(scales) != 3 {
		t.Errorf("scales of the administration: %v", scales)
	}
	amount := w.get(t, hire+id("payroll administration 1")+"/payscale/1/paygrade/101?date=2024-03-01")
	amount.at(t, "content.amount")
	for _, elsewhere := range []string{"payroll administration 2", "payroll administration 4", "nothing"} {
		for _, rest := range []string{"", "/payscale/1", "/payscale/1/paygrade/101"} {
			w.must(t, http.StatusNotFound, "demo", http.MethodGet, hire+id(elsewhere)+rest, "")
		}
	}
	w.must(t, http.StatusNotFound, "other", http.MethodGet, wage, "")
}

// TestDefaults asks for a new one of everything that has defaults. Created
// with what has to be filled in, it is valid.
func TestDefaults(t *testing.T) {
	w := start(t)
	ours, _ := estates(t, w)
	n := 0
	for _, o := range w.House.Loket.Ledger().Operations {
		if o.Test != "TestDefaults" {
			continue
		}
		n++
		path := ours.fill(strings.TrimPrefix(o.Path, "/v2"))
		if len(w.get(t, path).content(t)) == 0 {
			t.Errorf("%s is empty", path)
		}
	}
	if n < 7 {
		t.Errorf("only %d operations have defaults", n)
	}

	wages := employmentPath + id("employment 1") + "/wages"
	wage := w.get(t, wages+"/defaults")
	wage.has(t, "content.startDate", "null")
	wage.has(t, "content.isGrossWageFullTime", "true")
	wage.has(t, "content.payrollPeriodType.value", "Maand")
	w.get(t, employmentPath+id("employment 2")+"/wages/defaults").has(t, "content.payrollPeriodType.key", "3")
	filled := wage.content(t)
	filled["startDate"], filled["grossWage"], filled["grossWageType"] = "2024-07-01", 2500, key(1)
	w.must(t, http.StatusCreated, "demo", http.MethodPost, wages, encode(t, filled))
	hours := w.get(t, employmentPath+id("employment 1")+"/workinghours/defaults")
	hours.has(t, "content.shift.shiftNumber", "1")
	hours.has(t, "content.shift.fullTimeHoursPerWeek", "40")
}
