package loket_test

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/payglot/payglot/rest"
)

const (
	asCSV   = "Accept: text/csv;version=2026-01-01"
	asExcel = "Accept: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;version=2026-01-01"
)

// columns wants two columns of employees, one of them a date in the form that
// .NET's letters say.
const columns = `X-ReportInput: {"FileNameWithoutExtension":"Mensen 2024","Delimiter":";","Fields":[
	{"fieldName":"personalDetails.lastName","reportColumnName":"Achternaam"},
	{"fieldName":"personalDetails/dateOfBirth","reportColumnName":"Geboren","format":"dd-MM-yyyy"}]}`

func oneLine(header string) string { return strings.Join(strings.Fields(header), " ") }

// rows reads a CSV file.
func rows(t *testing.T, h *heard, delimiter rune) [][]string {
	t.Helper()
	if h.header.Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Errorf("%s has type %s", h.what, h.header.Get("Content-Type"))
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(h.body, []byte("\ufeff"))))
	r.Comma = delimiter
	all, err := r.ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", h.what, err)
	}
	return all
}

// TestExportAsCSV takes a list as a file: all rows, the columns asked for,
// with a name to save it under.
func TestExportAsCSV(t *testing.T) {
	w := start(t)
	employees := "/providers/employers/" + id("employer 1") + "/employees"
	h := w.must(t, http.StatusOK, "demo", http.MethodGet, employees+"?orderBy=employeeNumber", "", asCSV, oneLine(columns))
	all := rows(t, h, ';')
	if len(all) != 11 || !slices.Equal(all[0], []string{"Achternaam", "Geboren"}) || !slices.Equal(all[1], []string{"Groot", "14-03-1961"}) {
		t.Errorf("the file has %d rows: %q", len(all), all[:2])
	}
	if got := h.header.Get("Content-Disposition"); got != `attachment; filename="Mensen 2024.csv"` {
		t.Errorf("Content-Disposition: %s", got)
	}
	if h.header.Get("Expires") != "-1" || h.header.Get("ETag") != "" {
		t.Errorf("headers: %v", h.header)
	}
	paged := w.must(t, http.StatusOK, "demo", http.MethodGet, employees+"?orderBy=-employeeNumber&pageSize=2&filter=employeeNumber lt 20", "", asCSV)
	if all := rows(t, paged, ','); len(all) != 3 || !slices.Contains(all[1], "19") {
		t.Errorf("two of the first page: %q", all)
	}
	old := w.must(t, http.StatusOK, "demo", http.MethodGet, employees, "", "Accept: text/csv;version=2019-01-01")
	if head := rows(t, old, ',')[0]; slices.Contains(head, "contactInformation.businessEmailAddress") || !slices.Contains(head, "contactInformation.emailAddress") {
		t.Errorf("columns of the old version: %q", head)
	}
	if name := old.header.Get("Content-Disposition"); name != `attachment; filename=employees.csv` {
		t.Errorf("without a name it is saved as %s", name)
	}
}

// TestExportAsSpreadsheet takes the same list as a workbook.
func TestExportAsSpreadsheet(t *testing.T) {
	w := start(t)
	h := w.must(t, http.StatusOK, "demo", http.MethodGet, "/providers/employers/"+id("employer 1")+"/employees?orderBy=employeeNumber", "", asExcel,
		oneLine(strings.Replace(columns, "dd-MM-yyyy", "dd-mm-yyyy", 1)))
	if h.header.Get("Content-Type") != rest.Excel || !strings.Contains(h.header.Get("Content-Disposition"), `"Mensen 2024.xlsx"`) {
		t.Errorf("headers: %v", h.header)
	}
	book, err := excelize.OpenReader(bytes.NewReader(h.body))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	all, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 11 || !slices.Equal(all[0], []string{"Achternaam", "Geboren"}) || !slices.Equal(all[1], []string{"Groot", "14-03-1961"}) {
		t.Errorf("the sheet has %d rows: %q", len(all), all[:2])
	}
}

// TestExportOfEveryList asks the lists of the ledger for a file: stored ones,
// views and computed ones.
func TestExportOfEveryList(t *testing.T) {
	w := start(t)
	employer := "/providers/employers/" + id("employer 1")
	for path, column := range map[string]string{
		"/providers": "name", "/providers/employers": "companyName", "/providers/employers/minimized": "companyName",
		employer + "/departments": "description", employer + "/actualwages": "wage.grossWage",
		employer + "/employees/contacts": "employmentId", employer + "/employees/employments/comprehensive": "employee.personalDetails.lastName",
		employer + "/modules": "description", employer + "/authorizations": "description",
		employer + "/employees/employments/lastmodifiedversionnumbers":                "lastModifiedVersionNumber",
		employer + "/auditTrail/EmployeeData?startDate=2024-06-14&endDate=2024-06-14": "field.value",
		employmentPath + id("employment 1") + "/wages":                                "grossWage",
	} {
		h := w.must(t, http.StatusOK, "demo", http.MethodGet, path, "", asCSV)
		if all := rows(t, h, ','); len(all) < 2 || !slices.Contains(all[0], column) {
			t.Errorf("%s: %d rows, columns %q", path, len(all), all[0])
		}
	}
	for _, path := range []string{employer, employmentPath + id("employment 1") + "/wages/defaults", employmentPath + id("employment 1") + "/wages/metadata"} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodGet, path, "", asCSV).has(t, "messages.0.type", "Exception")
	}
}

// TestExportRefusesBeforeItStarts gives what can't be exported a status of
// its own.
func TestExportRefusesBeforeItStarts(t *testing.T) {
	w := start(t)
	employees := "/providers/employers/" + id("employer 1") + "/employees"
	for input, part := range map[string]string{
		`{`:                                     "malformed JSON",
		`{"fields":[{"fieldName":"shoeSize"}]}`: "shoeSize",
		`{"fields":[{"fieldName":"address"}]}`:  "is an object",
		`{"delimiter":"ab"}`:                    "delimiter",
		`{"columns":[]}`:                        "columns",
		`{"fields":[{"fieldName":"employeeNumber","format":"dd"}]}`: "only dates",
	} {
		h := w.must(t, http.StatusBadRequest, "demo", http.MethodGet, employees, "", asCSV, "X-ReportInput: "+input)
		if text := h.text(t, "messages.0.description"); !strings.Contains(text, part) {
			t.Errorf("%s: %s", input, text)
		}
	}
	w.must(t, http.StatusBadRequest, "demo", http.MethodGet, employees+"?filter=shoeSize eq 1", "", asCSV)
	w.must(t, http.StatusForbidden, "limited-user", http.MethodGet, "/providers/employers/"+id("employer 2")+"/employees", "", asCSV)
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/providers/employers/"+id("employer 4")+"/employees", "", asExcel)
	manager := w.must(t, http.StatusOK, "manager", http.MethodGet, employees, "", asCSV)
	if all := rows(t, manager, ','); len(all) != 5 {
		t.Errorf("a manager exports %d rows", len(all))
	}
}

// TestExportNeutralisesFormulas keeps what somebody typed from being run by
// the program that opens the file (OWASP: CSV injection).
func TestExportNeutralisesFormulas(t *testing.T) {
	w := start(t)
	departments := "/providers/employers/" + id("employer 1") + "/departments"
	for code, formula := range []string{"=1+1", "+31", "-2+3", "@SUM(A1)"} {
		w.must(t, http.StatusCreated, "demo", http.MethodPost, departments, encode(t, map[string]any{"code": 50 + code, "description": formula}))
	}
	h := w.must(t, http.StatusOK, "demo", http.MethodGet, departments+"?filter=code ge 50&orderBy=code", "", asCSV, `X-ReportInput: {"fields":[{"fieldName":"description"}]}`)
	for _, row := range rows(t, h, ',')[1:] {
		if strings.ContainsAny(row[0][:1], "=+-@") {
			t.Errorf("a cell begins like a formula: %q", row[0])
		}
	}
}
