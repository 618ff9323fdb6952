package careflex_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/payglot/payglot/demo"
)

const csvMedia = "Content-Type: text/csv"

// columns of a file, as the interface has them.
const columns = "careflexId;externalId;type;employeeId;createdAt;validFrom;" +
	"employee.title;employee.firstName;employee.lastName;employee.birthday;employee.sex;" +
	"employee.address.street;employee.address.houseNumber;employee.address.addressSuffix;employee.address.zipCode;employee.address.city;employee.address.country;" +
	"employee.job.employmentSite;employee.job.employmentStatus;employee.job.startOfEmployment;employee.job.personnelNumber;employee.job.management;" +
	"employee.contact.emailBusiness;employee.contact.mobileBusiness;employee.contact.landlineBusiness"

const fullLine = demo.CareflexID + `;1000;NEW;65929970489;2024-06-14;2024-06-24;` +
	`"Dr. ""h; c.""";Max;Mustermann;24.10.1980;M;` +
	`Musterstrasse;9;"c/o
Musterfrau";01234;Musterstadt;DE;` +
	`Werk 1;T;2023-12-24;;true;` +
	`max@musterfirma.example;0170 123;`

// file sends a file and gives the imports that it became.
func (w *world) file(t testing.TB, text string, query string) *heard {
	t.Helper()
	return w.call(t, demo.ServiceUser, http.MethodPost, restPath+"/incident/file"+query, text, csvMedia)
}

// TestFiles: a file is a list of incidents like any other, however it is
// written.
func TestFiles(t *testing.T) {
	w := start(t)
	for _, c := range []struct{ text, query string }{
		{columns + "\n" + fullLine + "\n", ""},
		{"\uFEFF" + columns + "\r\n" + strings.Replace(fullLine, "65929970489", "2", 1) + "\r\n", ""},
		{"employeeId,careflexId,type,createdAt,validFrom,employee.lastName\n65929970489,aaaaaaaaaaaaaaaa,SDB,2024-06-14,2024-07-01,Mustermann", ""},
		{"careflexId\ttype\temployeeId\tcreatedAt\tvalidFrom\naaaaaaaaaaaaaaaa\tWIK\t65929970489\t2024-06-14\t2024-07-01\n", ""},
		{"careflexId|type|employeeId|createdAt|validFrom\naaaaaaaaaaaaaaaa|WIK|65929970489|2024-06-14|2024-07-02\n", "?separator=%7C"},
		{"careflexId;type;employeeId;createdAt;validFrom\naaaaaaaaaaaaaaaa;WIK;65929970489;2024-06-14;2024-07-03\n", "?separator=%3B"},
	} {
		sent := w.file(t, c.text, c.query)
		sent.must(t, http.StatusCreated)
		sent.has(t, "importList.#", "1")
		sent.has(t, "importList.0.firstRow", "0")
		sent.has(t, "importList.0.rows", "1")
		w.feedback(t, sent.text(t, "importList.0.importId")).has(t, "status", "IMPORTED")
	}
	shown := w.call(t, "", http.MethodGet, "/_payglot/careflex/companies/"+demo.CareflexID+"/employees/65929970489", "")
	for path, want := range map[string]string{
		"stateFrom": "2024-07-01", "employee.title": `Dr. "h; c."`, "employee.birthday": "1980-10-24", "employee.sex": "m",
		"employee.address.addressSuffix": "c/o\nMusterfrau", "employee.address.zipCode": "01234", "employee.job.management": "true",
		"employee.job.personnelNumber": "null", "employee.contact.landlineBusiness": "null", "employee.contact.mobileBusiness": "0170 123",
	} {
		shown.has(t, path, want)
	}
}

// What is wrong with an incident of a file is told in the feedback, with the
// words of the other ways in; the others are imported.
func TestFileProblems(t *testing.T) {
	w := start(t)
	sent := w.file(t, columns+"\n"+strings.Join([]string{
		fullLine,
		strings.Replace(strings.Replace(fullLine, "Mustermann", "", 1), "65929970489", "2", 1),
		strings.Replace(fullLine, "65929970489", "", 1),
		strings.Replace(fullLine, ";NEW;", ";ABC;", 1),
		strings.Replace(strings.Replace(fullLine, ";true;", ";maybe;", 1), "2024-06-24", "24.06.2024", 1),
		demo.CareflexID + ";;SDB;65929970489;2024-06-14;2024-07-01" + strings.Repeat(";", 19),
		demo.CareflexID + ";;WIK;65929970489;2024-06-14;2024-07-01;;;;soon" + strings.Repeat(";", 15),
	}, "\n"), "")
	sent.must(t, http.StatusCreated)
	f := w.feedback(t, sent.text(t, "importList.0.importId"))
	f.has(t, "status", "PARTIALLY_IMPORTED")
	for path, want := range map[string]string{
		"0.status": "IMPORTED",
		"1.status": "REJECTED", "1.errors.#": "1", "1.errors.0.code": "REQUIRED", "1.errors.0.field": "employee.lastName", "1.employeeId": "2",
		"2.status": "REJECTED", "2.errors.0.field": "employeeId", "2.employeeId": "null", "2.effectiveDate": "null",
		"3.status": "REJECTED", "3.errors.0.code": "UNKNOWN_INCIDENT_TYPE", "3.type": "ABC",
		"4.status": "REJECTED", "4.errors.0.code": "INVALID_DATE", "4.errors.0.field": "validFrom",
		"4.errors.1.code": "INVALID_VALUE", "4.errors.1.field": "employee.job.management",
		"5.status": "REJECTED", "5.errors.0.code": "REQUIRED", "5.errors.0.field": "employee",
		"6.status": "IMPORTED",
	} {
		f.has(t, "incidentFeedbackList."+path, want)
	}
}

// A file of more than a hundred incidents becomes several imports, in order.
func TestLongFile(t *testing.T) {
	w := start(t)
	lines := []string{columns}
	for i := range 250 {
		lines = append(lines, strings.Replace(fullLine, "65929970489", fmt.Sprintf("%011d", i), 1))
	}
	lines = append(lines, demo.CareflexID+";;WIK;00000000000;2024-06-14;2024-07-01"+strings.Repeat(";", 19))
	sent := w.file(t, strings.Join(lines, "\n"), "")
	sent.must(t, http.StatusCreated)
	sent.has(t, "importList.#", "3")
	sent.has(t, "importList.2.firstRow", "200")
	sent.has(t, "importList.2.rows", "51")
	for i := range 3 {
		f := w.feedback(t, sent.text(t, fmt.Sprintf("importList.%d.importId", i)))
		f.has(t, "status", "IMPORTED")
	}
	month := w.call(t, "", http.MethodGet, "/_payglot/careflex/months/2024-06", "")
	month.has(t, "companies.1.incidents", "251")
}

// What is wrong with a file as a whole refuses it.
func TestRefusedFiles(t *testing.T) {
	w := start(t)
	const head = "careflexId;type;employeeId;createdAt;validFrom"
	const line = "aaaaaaaaaaaaaaaa;WIK;1;2024-06-14;2024-07-01"
	for text, want := range map[string]string{
		"":                                       "empty",
		"\uFEFF":                                 "empty",
		head:                                     "no incident",
		head + "\n\n":                            "no incident",
		head + "\n" + line + ";x":                "number of columns",
		head + "\n" + line[:20]:                  "number of columns",
		head + "\nbbbb" + line[4:] + "\n" + line: "another CareFlex ID",
		head + "\n" + line + "\n" + line[16:]:    "names no CareFlex ID",
		head + "\n" + line[16:]:                  "names no CareFlex ID",
		head + ";colour\n" + line + ";":          "a heading that no column has",
		head + ";type\n" + line + ";":            "type is there twice",
		"type;employeeId;createdAt;validFrom\nWIK;1;2024-06-14;2024-07-01": "careflexId is missing",
		"careflexId;type;employeeId;createdAt\na;WIK;1;2024-06-14":         "validFrom is missing",
		head + "\n" + `"` + line:                           "quotation marks",
		head + "\n" + line + "\xff":                        "UTF-8",
		strings.Repeat("a", 300):                           "a heading that no column has",
		head + "\n" + strings.Repeat("a", 300) + line[16:]: "longer than",
	} {
		h := w.file(t, text, "")
		h.must(t, http.StatusBadRequest)
		h.has(t, "error", "invalid_file")
		if message := h.text(t, "message"); !strings.Contains(message, want) {
			t.Errorf("%.60q: %s, want %s", text, message, want)
		}
	}
	for _, separator := range []string{"", "%22", ";;", "%0A", "%FF"} {
		w.file(t, head+"\n"+line, "?separator="+separator).must(t, http.StatusBadRequest)
	}
	w.call(t, demo.ServiceUser, http.MethodPost, restPath+"/incident/file", head+"\n"+line, "Content-Type: application/json").must(t, http.StatusUnsupportedMediaType)
	w.call(t, demo.ServiceUser, http.MethodPost, restPath+"/incident/file", head+"\n"+line, csvMedia+";charset=latin1").must(t, http.StatusUnsupportedMediaType)
	w.call(t, demo.ServiceUser, http.MethodPost, restPath+"/incident/file", strings.Repeat("x", 5<<20+1), csvMedia).must(t, http.StatusRequestEntityTooLarge)
	w.call(t, demo.ServiceUser, http.MethodGet, restPath+"/incident/feedback", "").has(t, "importFeedbackList", "[]")
	w.call(t, demo.ServiceUser, http.MethodPost, restPath+"/incident/file", head+"\n"+line, "Content-Type: text/plain; charset=utf-8").must(t, http.StatusCreated)
}
