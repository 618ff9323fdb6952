package careflex_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

const loketVersion = "Accept: application/json;version=2026-01-01"

// hire makes an employee as another dialect would.
func (w *world) hire(t testing.TB, employer kind.ID, e *record.Employee) (id, employment kind.ID) {
	t.Helper()
	err := w.House.Store.Update(t.Context(), store.Actor{Dialect: "loket", Operation: "Hire"}, func(tx *store.Tx) (err error) {
		if id, err = record.Employees.Create(tx, employer, e); err != nil {
			return err
		}
		employment, err = record.EmployAbroad(tx, id, cal.MustParse("2023-01-01"), nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id, employment
}

func hired(number int, born string) *record.Employee {
	e := &record.Employee{EmployeeNumber: number, PersonalDetails: record.PersonalDetails{
		Initials: "P.", LastName: "Vorher", HowToFormatLastName: record.Code{Key: 1},
	}}
	if born != "" {
		e.PersonalDetails.DateOfBirth = cal.MustParse(born)
	}
	return e
}

// withNumber is somebody who is reported with a personnel number.
func withNumber(number string) string {
	return strings.Replace(person, `"startOfEmployment"`, `"personnelNumber":"`+number+`","startOfEmployment"`, 1)
}

func enrolment(employeeID, employee string) string {
	return `[{"type":"NEW","employeeId":"` + employeeID + `","createdAt":"2024-06-14","validFrom":"2024-07-01","employee":` + employee + `}]`
}

// TestPersonnelNumber: an employee hired through another dialect is reported
// by the personnel number, and stays the same employee with the same contract.
func TestPersonnelNumber(t *testing.T) {
	w := start(t)
	company := demo.ID("chemie employer 1")
	known, employment := w.hire(t, company, hired(7, "1990-01-31"))
	unborn, _ := w.hire(t, company, hired(8, ""))
	other, _ := w.hire(t, company, hired(9, "1970-02-02"))
	for key, number := range map[string]string{"86095742719": "7", "47036892816": "8", "65929970489": "9", "36574261809": "4711", "1": "07"} {
		w.report(t, demo.CareflexID, demo.APIToken, enrolment(key, withNumber(number))).has(t, "status", "IMPORTED")
	}
	w.report(t, demo.CareflexID, demo.APIToken, enrolment("2", withNumber("7"))).has(t, "status", "IMPORTED")
	view(t, w, func(tx *store.Tx) {
		for key, want := range map[string]struct {
			id     kind.ID
			number int
		}{
			"86095742719": {known, 7},        // the number, born on the same day
			"47036892816": {unborn, 8},       // the number, and nobody knew when he was born
			"65929970489": {kind.ID{}, 0},    // the number, but somebody else
			"36574261809": {kind.ID{}, 4711}, // nobody's number until now
			"1":           {kind.ID{}, 0},    // no number
			"2":           {kind.ID{}, 0},    // that of one who is insured under another key
		} {
			id, err := record.InsuredEmployee(tx, company, key)
			if err != nil {
				t.Fatal(err)
			}
			e, err := record.Employees.Get(tx, id)
			if err != nil {
				t.Fatal(err)
			}
			if !want.id.IsZero() && id != want.id || want.id.IsZero() && (id == known || id == unborn || id == other) {
				t.Errorf("%s is employee %v, want %v", key, id, want.id)
			}
			if want.number != 0 && e.EmployeeNumber != want.number || e.PersonalDetails.LastName != "Klein" {
				t.Errorf("%s has number %d and is called %s", key, e.EmployeeNumber, e.PersonalDetails.LastName)
			}
		}
		rows, err := tx.Children(record.Employments.Type, known)
		if err != nil || len(rows) != 1 || rows[0].ID != employment || rows[0].Starts.String() != "2023-01-01" {
			t.Errorf("the contract is %v, %v", rows, err)
		}
	})
}

func view(t testing.TB, w *world, f func(*store.Tx)) {
	t.Helper()
	err := w.House.Store.View(t.Context(), func(tx *store.Tx) error {
		f(tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestOtherDialects: what is reported is read over Loket, what is changed over
// Loket is what CareFlex knows, and the audit trail says who did what through
// which API, but no tax ID.
func TestOtherDialects(t *testing.T) {
	w := start(t)
	w.report(t, demo.CareflexID, demo.APIToken, enrolment("65929970489", withNumber("12"))).has(t, "status", "IMPORTED")
	employer := "/v2/providers/employers/" + demo.ID("chemie employer 1").String()
	list := w.call(t, "chemie", http.MethodGet, employer+"/employees", "", loketVersion)
	list.must(t, http.StatusOK)
	list.has(t, "totalSize", "1")
	for path, want := range map[string]string{
		"employeeNumber": "12", "personalDetails.initials": "I.", "personalDetails.firstName": "Ida", "personalDetails.lastName": "Klein",
		"personalDetails.dateOfBirth": "1990-01-31", "personalDetails.gender.key": "2",
		"address.street": "Am Werk", "address.postalCode": "67056", "address.city": "Ludwigshafen", "address.country.isoCode": "DE",
	} {
		list.has(t, "_embedded.0."+path, want)
	}
	jobs := w.call(t, "chemie", http.MethodGet, employer+"/employees/employments", "", loketVersion)
	jobs.has(t, "totalSize", "1")
	jobs.has(t, "_embedded.0.startDate", "2024-01-01")

	id := list.text(t, "_embedded.0.id")
	one := w.call(t, "chemie", http.MethodGet, "/v2/providers/employers/employees/"+id, "", loketVersion)
	body := strings.Replace(one.text(t, "content"), `"Ludwigshafen"`, `"Mannheim"`, 1)
	w.call(t, "chemie", http.MethodPut, "/v2/providers/employers/employees/"+id, body, loketVersion).must(t, http.StatusOK)
	w.report(t, demo.CareflexID, demo.APIToken,
		`[{"type":"SDB","employeeId":"65929970489","createdAt":"2024-06-14","validFrom":"2024-07-01","employee":{"lastName":"Groß"}}]`).has(t, "status", "IMPORTED")
	shown := w.call(t, "", http.MethodGet, "/_payglot/careflex/companies/"+demo.CareflexID+"/employees/65929970489", "")
	shown.has(t, "employee.address.city", "Mannheim")
	shown.has(t, "employee.lastName", "Groß")

	trail := w.call(t, "chemie", http.MethodGet, employer+"/auditTrail/EmployeeData?startDate=2024-06-14&endDate=2024-06-14&pageSize=1000", "", loketVersion)
	trail.must(t, http.StatusOK)
	for _, want := range []string{`"careflex: su1"`, `"description":"NewIncident"`, `"newValue":"Groß"`, `"newValue":"Mannheim"`, "insurance"} {
		if !strings.Contains(string(trail.body), want) {
			t.Errorf("the audit trail doesn't have %s", want)
		}
	}
	if strings.Contains(string(trail.body), "65929970489") {
		t.Error("the audit trail tells a tax ID")
	}
}
