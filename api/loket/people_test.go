package loket_test

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// TestAOWDate takes dates from the Besluit AOW-leeftijd: who was born from
// 1 January 1958 to 1 October 1960 is entitled at 67 (Staatsblad 2019, 246
// fixed 66 and 10 months for 2023, 67 for 2024 and 2025).
func TestAOWDate(t *testing.T) {
	w := start(t)
	for born, want := range map[string]string{
		"1957-06-30": "2024-06-30", "1958-01-01": "2025-01-01", "1960-02-11": "2027-02-11",
	} {
		w.get(t, "/aowDate?dateOfBirth="+born).has(t, "content.aowDate", want)
	}
	for query, field := range map[string]string{"": "dateOfBirth", "?dateOfBirth=1960-02-30": "dateOfBirth", "?dateOfBirth=soon": "dateOfBirth"} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodGet, "/aowDate"+query, "").has(t, "messages.0.properties.0", field)
	}
}

// TestCitizenServiceNumber keeps the number apart from the employee, with a
// right of its own, and checks it by the eleven-test.
func TestCitizenServiceNumber(t *testing.T) {
	w := start(t)
	path := "/providers/employers/employees/" + id("employee 1") + "/citizenservicenumber"
	shown := w.get(t, path)
	if number := shown.text(t, "content.citizenServiceNumber"); len(number) != 9 {
		t.Errorf("the number is %q", number)
	}
	employee := w.get(t, "/providers/employers/employees/"+id("employee 1"))
	if strings.Contains(string(employee.body), shown.text(t, "content.citizenServiceNumber")) {
		t.Error("the employee shows the number")
	}
	for _, wrong := range []string{`"111222334"`, `"12345678"`, `"000000000"`, `"abcdefghi"`, `111222333`} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodPut, path, `{"citizenServiceNumber":`+wrong+`}`).
			has(t, "messages.0.properties.0", "citizenServiceNumber")
	}
	saved := w.must(t, http.StatusOK, "demo", http.MethodPut, path, `{"citizenServiceNumber":"111222333"}`, "If-Match: "+shown.header.Get("ETag"))
	saved.has(t, "content.citizenServiceNumber", "111222333")
	w.must(t, http.StatusConflict, "demo", http.MethodPut, path, `{"citizenServiceNumber":null}`, "If-Match: "+shown.header.Get("ETag"))
	w.must(t, http.StatusOK, "demo", http.MethodPut, path, `{"citizenServiceNumber":null}`).has(t, "content.citizenServiceNumber", "null")
	w.must(t, http.StatusForbidden, "limited-user", http.MethodGet, path, "")
	w.must(t, http.StatusForbidden, "manager", http.MethodGet, path, "")
}

// TestAuditTrail finds who changed what, from which value to which, and still
// says about whom when the record is gone. Citizen service numbers stay out.
func TestAuditTrail(t *testing.T) {
	w := start(t)
	w.Advance(t, "P1D")
	wage := "/providers/employers/employees/employments/wages/" + id("wage 1.2")
	trail := "/providers/employers/" + id("employer 1") + "/auditTrail/EmployeeData?startDate=2024-06-15&endDate=2024-06-15"
	w.get(t, trail).has(t, "totalSize", "0")
	w.must(t, http.StatusOK, "demo-again", http.MethodPut, wage, `{"startDate":"2024-01-01","grossWage":4000.10,"grossWageType":{"key":1}}`)
	line := "_embedded.0."
	changed := w.get(t, trail)
	changed.has(t, "totalSize", "1")
	for path, want := range map[string]string{
		"timeStamp": "2024-06-15T08:00:00Z", "employer.id": id("employer 1"), "employer.companyName": "Bakkerij De Korenbloem B.V.",
		"employee.id": id("employee 1"), "employee.employeeNumber": "1", "employment.id": id("employment 1"), "employment.startDate": "2019-02-01",
		"entity.value": "wage", "field.value": "grossWage", "mutationType.value": "Wijzigen",
		"oldValue": "2668.45", "newValue": "4000.10", "performedBy.id": id("user demo"), "performedBy.lastName": "Mo",
		"identification.description": "PutWageByWageId",
	} {
		changed.has(t, line+path, want)
	}

	w.must(t, http.StatusOK, "demo-again", http.MethodDelete, wage, "")
	gone := w.get(t, trail+"&filter=mutationType.key eq 3 and field.value eq 'grossWage'")
	gone.has(t, "totalSize", "1")
	gone.has(t, line+"oldValue", "4000.10")
	gone.has(t, line+"newValue", "null")
	gone.has(t, line+"employee.id", id("employee 1"))

	w.must(t, http.StatusOK, "demo-again", http.MethodPut, "/providers/employers/employees/"+id("employee 1")+"/citizenservicenumber", `{"citizenServiceNumber":"111222333"}`)
	secret := w.get(t, trail+"&filter=entity.value eq 'citizen service number'")
	secret.has(t, line+"newValue", "null")
	if strings.Contains(string(w.get(t, trail).body), "111222333") {
		t.Error("the trail shows a citizen service number")
	}

	w.get(t, "/providers/employers/"+id("employer 2")+"/auditTrail/EmployeeData?startDate=2024-06-15&endDate=2024-06-15").has(t, "totalSize", "0")
	w.get(t, strings.Replace(trail, "endDate=2024-06-15", "endDate=2024-06-14", 1)).has(t, "totalSize", "0")
	w.must(t, http.StatusBadRequest, "demo", http.MethodGet, strings.Split(trail, "&")[0], "").has(t, "messages.0.properties.0", "endDate")
}

// png is the smallest picture.
var png = []byte("\x89PNG\r\n\x1a\nrest of the file")

// TestPhoto keeps an employee's photo, each version under an address of its
// own that may be kept for a year.
func TestPhoto(t *testing.T) {
	w := start(t)
	employee := "/providers/employers/employees/" + id("employee 1")
	const picture = "Accept: image/png"
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, employee+"/photo", "", picture)
	set := func(data []byte) string {
		w.must(t, http.StatusOK, "demo", http.MethodPost, employee+"/photo",
			`{"mimeType":"image/png","data":"`+base64.StdEncoding.EncodeToString(data)+`"}`)
		return w.get(t, employee).text(t, "content.personalDetails.photo")
	}
	first, second := set(png), set(append(slices.Clone(png), '2'))
	if first == second {
		t.Error("a new photo has the address of the old one")
	}
	for path, want := range map[string][]byte{
		employee + "/photo": append(slices.Clone(png), '2'), strings.TrimPrefix(first, "/v2"): png,
		strings.TrimPrefix(second, "/v2"): append(slices.Clone(png), '2'), employee + "/photo/nonsense": append(slices.Clone(png), '2'),
	} {
		h := w.must(t, http.StatusOK, "demo", http.MethodGet, path, "", picture)
		if !bytes.Equal(h.body, want) || h.header.Get("Content-Type") != "image/png" || h.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %q, %v", path, h.body, h.header)
		}
		if expires := h.header.Get("Expires"); expires == "-1" || !strings.HasSuffix(expires, "GMT") {
			t.Errorf("%s expires %q", path, expires)
		}
	}
	for body, field := range map[string]string{
		`{"mimeType":"image/png","data":"%%%"}`:       "data",
		`{"mimeType":"image/jpeg","data":"iVBORw=="}`: "data",
		`{"mimeType":"text/html","data":"iVBORw=="}`:  "mimeType",
		`{"data":"iVBORw=="}`:                         "mimeType",
	} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodPost, employee+"/photo", body).has(t, "messages.0.properties.0", field)
	}
	w.must(t, http.StatusBadRequest, "demo", http.MethodGet, employee+"/photo", "")
	w.must(t, http.StatusNotFound, "other", http.MethodGet, strings.TrimPrefix(first, "/v2"), "", picture)
	w.must(t, http.StatusOK, "demo", http.MethodDelete, employee+"/photo", "")
	w.get(t, employee).has(t, "content.personalDetails.photo", "null")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, employee+"/photo", "", picture)
}

// TestRevokeSelfService sets the day on which an employee's own access ends.
// A job ends it when the clock comes to that day: once, and not when the day
// was taken back.
func TestRevokeSelfService(t *testing.T) {
	w := start(t)
	revoke := func(n, body string) {
		t.Helper()
		w.must(t, http.StatusOK, "demo", http.MethodPatch, "/providers/employers/employees/"+id("employee "+n)+"/revokeEmployeeSelfServiceAccess", body)
	}
	revoke("1", `{"revokeEmployeeSelfServiceAccessOn":"2024-06-20"}`)
	revoke("1", `{"revokeEmployeeSelfServiceAccessOn":"2024-07-01"}`)
	revoke("2", `{"revokeEmployeeSelfServiceAccessOn":"2024-07-01"}`)
	revoke("2", `{"revokeEmployeeSelfServiceAccessOn":null}`)
	status := func(who, n, want, on string) {
		t.Helper()
		h := w.must(t, http.StatusOK, who, http.MethodGet, "/providers/employers/employees/"+id("employee "+n), "")
		h.has(t, "content.statusEmployeeSelfService.key", want)
		h.has(t, "content.revokeEmployeeSelfServiceAccessOn", on)
	}
	w.Advance(t, "P16D") // Sunday 30 June, 10:00
	status("demo-again", "1", "1", "2024-07-01")
	w.Advance(t, "PT14H") // Monday, as it begins
	delete(w.tokens, "demo-again")
	status("demo-again", "1", "2", "null")
	status("demo-again", "2", "1", "null")
	w.Advance(t, "P2D")
	if n := w.changesBy(t, record.Employees.Type, demo.ID("employee 1"), ""); n != 1 {
		t.Errorf("the job changed the employee %d times", n)
	}
	delete(w.tokens, "demo-again")
	w.must(t, http.StatusBadRequest, "demo-again", http.MethodPatch, "/providers/employers/employees/"+id("employee 1")+"/revokeEmployeeSelfServiceAccess",
		`{"revokeEmployeeSelfServiceAccessOn":"2024-06-31"}`)
}

// changesBy counts the changes of a record since the demo world was made that
// a client made; client "" is the house itself.
func (w *world) changesBy(t *testing.T, k *kind.Type, id kind.ID, client string) int {
	t.Helper()
	n := 0
	err := w.House.Store.View(t.Context(), func(tx *store.Tx) error {
		row, err := tx.Row(k, id)
		if err != nil {
			return err
		}
		return tx.Changes(row.Employer, demo.Origin.AddDate(0, 0, 1), demo.Origin.AddDate(1, 0, 0), func(c *store.Change) error {
			if c.ID == id && c.By.Client == client {
				n++
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
