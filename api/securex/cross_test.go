package securex_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/payglot/payglot/api/apitest"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// secretary works at the secretariat, by Loket.
var secretary = payglottest.Person{
	UserName: demo.SecretariatUserName, Password: demo.SecretariatPassword,
	ClientID: demo.ClientID, ClientSecret: demo.ClientSecret,
}

// claes is an employee with a contract.
const claes = `{"nationalRegisterNumber":"00012556777","lastName":"Claes","firstName":"Bram","language":"nl","email":"bram@example.be",
	"address":{"street":"Kerkstraat","houseNumber":"12","postalCode":"9000","city":"Gent","country":"BE"},
	"contract":{"startDate":"2024-06-17","duration":"indefinite","statute":"whiteCollar","jointCommittee":"200",
	"workRegime":{"hoursPerWeek":38,"referenceHoursPerWeek":38,"daysPerWeek":5,"type":"fullTime"},
	"wage":{"type":"monthly","amount":2950.00,"currency":"EUR"}}}`

// write sends a write, lets it be processed and gives its message.
func (w *world) write(t testing.TB, method, path, body string) (id string, message []byte) {
	t.Helper()
	status, _, answer := w.call(t, method, "/bel/firms/100200"+path, body)
	if status != http.StatusAccepted {
		t.Fatalf("%s %s: %d %s", method, path, status, answer)
	}
	w.Control(t, http.MethodPost, "jobs/drain", "")
	id = found(t, answer, "messageId")
	status, _, answer = w.call(t, http.MethodGet, "/bel/firms/100200/messages/"+id, "")
	if status != http.StatusOK {
		t.Fatalf("message: %d %s", status, answer)
	}
	return id, answer
}

// ofFirm is the answer to a GET that succeeds.
func (w *world) ofFirm(t testing.TB, path string) []byte {
	t.Helper()
	status, _, answer := w.call(t, http.MethodGet, "/bel/firms/100200"+path, "")
	if status != http.StatusOK {
		t.Fatalf("GET %s: %d %s", path, status, answer)
	}
	return answer
}

// loket is the answer to a call of the secretary's by Loket.
func (w *world) loket(t testing.TB, method, path, body string) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, w.URL+"/v2"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "application/json;version=2026-01-01")
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+w.Token(t, secretary))
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= http.StatusBadRequest {
		t.Fatalf("%s %s: %d %s (%v)", method, path, answer.StatusCode, text, err)
	}
	return text
}

// found is the text or number at a path of an answer.
func found(t testing.TB, answer []byte, path string) string {
	t.Helper()
	value, ok := apitest.At(answer, path)
	if !ok {
		t.Fatalf("no %s in %s", path, answer)
	}
	return fmt.Sprint(value)
}

// Who is hired over Securex is there over Loket, with employment, hours and
// wage, and the audit trail says by which client and dialect.
func TestHiredOverSecurexSeenOverLoket(t *testing.T) {
	w := start(t)
	if _, m := w.write(t, http.MethodPost, "/employees", claes); found(t, m, "status") != "processed" {
		t.Fatalf("%s", m)
	}
	firm := demo.Firm(demo.FirmNumber).String()
	people := w.loket(t, http.MethodGet, "/providers/employers/"+firm+"/employees?filter=employeeNumber%20eq%201006", "")
	employee := found(t, people, "_embedded.0.id")
	jobs := w.loket(t, http.MethodGet, "/providers/employers/employees/"+employee+"/employments", "")
	job := "/providers/employers/employees/employments/" + found(t, jobs, "_embedded.0.id")
	for _, c := range []struct {
		answer     []byte
		path, want string
	}{
		{people, "_embedded.#", "1"},
		{people, "_embedded.0.personalDetails.formattedName", "Claes B."},
		{people, "_embedded.0.personalDetails.dateOfBirth", "2000-01-25"},
		{people, "_embedded.0.contactInformation.emailAddress", "bram@example.be"},
		{people, "_embedded.0.address.country.isoCode", "BE"},
		{jobs, "_embedded.#", "1"},
		{jobs, "_embedded.0.startDate", "2024-06-17"},
		{jobs, "_embedded.0.payrollId", "5007"},
		{w.loket(t, http.MethodGet, job+"/wages", ""), "_embedded.0.grossWage", "2950.00"},
		{w.loket(t, http.MethodGet, job+"/workinghours", ""), "_embedded.0.deviatingHoursPerWeek", "38"},
	} {
		if got := found(t, c.answer, c.path); got != c.want {
			t.Errorf("%s is %s, want %s", c.path, got, c.want)
		}
	}
	trail := w.loket(t, http.MethodGet, "/providers/employers/"+firm+"/auditTrail/EmployeeData?startDate=2024-06-14&endDate=2024-06-14&filter=employee.employeeNumber%20eq%201006%20and%20field.value%20eq%20'grossWage'", "")
	for path, want := range map[string]string{
		"_embedded.#": "1", "_embedded.0.newValue": "2950.00", "_embedded.0.employee.employeeNumber": "1006",
		"_embedded.0.identification.description": "PostEmployee",
	} {
		if got := found(t, trail, path); got != want {
			t.Errorf("audit trail: %s is %s, want %s", path, got, want)
		}
	}
	if origin := found(t, trail, "_embedded.0.mutationOrigin.value"); !strings.Contains(strings.ToLower(origin), "securex") {
		t.Errorf("the audit trail says that it came from %s", origin)
	}
	w.wantActor(t, kind.MustID(employee), store.Actor{Client: demo.ClientID, Dialect: "securex", Operation: "PostEmployee"})
}

// wantActor looks into the change log for who made a record.
func (w *world) wantActor(t testing.TB, id kind.ID, want store.Actor) {
	t.Helper()
	err := w.House.Store.View(t.Context(), func(tx *store.Tx) error {
		return tx.Conn().Query(t.Context(), `SELECT client, dialect, operation, user_id IS NOT NULL FROM change WHERE id = $1 ORDER BY number LIMIT 1`, []any{id},
			func(c store.Columns) error {
				if got := (store.Actor{Client: c.Text(0), Dialect: c.Text(1), Operation: c.Text(2)}); got != want || c.Int(3) == 0 {
					t.Errorf("made by %+v, want %+v and the client's own user", got, want)
				}
				return nil
			})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// An address that is changed over Loket is the one over Securex, from that day
// on.
func TestChangedOverLoketSeenOverSecurex(t *testing.T) {
	w := start(t)
	path := "/providers/employers/employees/" + demo.ID("belgian 1001").String()
	var got struct{ Content map[string]any }
	if err := json.Unmarshal(w.loket(t, http.MethodGet, path, ""), &got); err != nil {
		t.Fatal(err)
	}
	got.Content["contactInformation"].(map[string]any)["emailAddress"] = "jan@elders.example"
	body, err := json.Marshal(got.Content)
	if err != nil {
		t.Fatal(err)
	}
	w.loket(t, http.MethodPut, path, string(body))
	if mail := found(t, w.ofFirm(t, "/employees/1001"), "email"); mail != "jan@elders.example" {
		t.Errorf("over Securex the e-mail is %s", mail)
	}
	histories := w.ofFirm(t, "/employees/1001?_from=2024-06-13")
	for path, want := range map[string]string{
		"histories.#": "2", "histories.0.validTo": "2024-06-13", "histories.1.validFrom": "2024-06-14", "histories.1.email": "jan@elders.example",
	} {
		if got := found(t, histories, path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}

// A person is once in a firm, by the national register number, whoever brought
// it; another firm may know the same person.
func TestSamePersonFromElsewhere(t *testing.T) {
	w := start(t)
	number := func(id kind.ID) error {
		return w.House.Store.Update(t.Context(), store.Actor{Dialect: "elsewhere"}, func(tx *store.Tx) error {
			return record.NationalRegisterNumbers.Put(tx, id, id, &record.NationalRegisterNumber{NationalRegisterNumber: "00012556777"})
		})
	}
	other := w.elsewhere(t, demo.Firm(demo.OtherFirmNumber))
	if err := number(other); err != nil {
		t.Fatal(err)
	}
	_, m := w.write(t, http.MethodPost, "/employees", strings.Replace(claes, "00012556777", "93051822361", 1))
	if found(t, m, "errors.0.code") != "DUPLICATE_EMPLOYEE" {
		t.Errorf("a person of the demo world again: %s", m)
	}
	own := w.elsewhere(t, demo.Firm(demo.FirmNumber))
	if err := number(own); err != nil {
		t.Fatal(err)
	}
	if _, m := w.write(t, http.MethodPost, "/employees", claes); found(t, m, "errors.0.code") != "DUPLICATE_EMPLOYEE" {
		t.Errorf("a person whom another dialect brought: %s", m)
	}
	if key := found(t, w.ofFirm(t, "/employees/1006"), "nationalRegisterNumber"); key != "00012556777" {
		t.Errorf("the person has the number %s", key)
	}
	err := w.House.Store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error { return record.NationalRegisterNumbers.Delete(tx, own) })
	if err != nil {
		t.Fatal(err)
	}
	if _, m := w.write(t, http.MethodPost, "/employees", claes); found(t, m, "status") != "processed" {
		t.Errorf("known to another firm alone: %s", m)
	}
}

// elsewhere takes an employee on without Securex.
func (w *world) elsewhere(t testing.TB, firm kind.ID) (id kind.ID) {
	t.Helper()
	err := w.House.Store.Update(t.Context(), store.Actor{Dialect: "elsewhere"}, func(tx *store.Tx) (err error) {
		id, err = record.Employees.Create(tx, firm, &record.Employee{PersonalDetails: record.PersonalDetails{
			Initials: "B.", LastName: "Claes", HowToFormatLastName: record.Code{Key: 1}, Gender: record.Code{Key: 1},
		}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// An employee whom another dialect has taken on can be changed and get a
// contract.
func TestEmployeeFromElsewhere(t *testing.T) {
	w := start(t)
	w.elsewhere(t, demo.Firm(demo.FirmNumber))
	if _, m := w.write(t, http.MethodPatch, "/employees/1006", `{"effectiveDate":"2024-06-01","firstName":"Bram","sex":null,"birthDate":null,"externalReference":"X"}`); found(t, m, "status") != "processed" {
		t.Fatalf("%s", m)
	}
	begin, end := strings.Index(claes, `{"startDate"`), len(claes)-1
	if _, m := w.write(t, http.MethodPost, "/employees/1006/contracts", claes[begin:end]); found(t, m, "result.contractKey") != "5007" {
		t.Fatalf("%s", m)
	}
	seen := w.ofFirm(t, "/employees/1006")
	for path, want := range map[string]string{"firstName": "Bram", "language": "nl", "nationality": "BE", "sex": "X", "externalReference": "X", "nationalRegisterNumber": "<nil>"} {
		if got := found(t, seen, path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}

// lastChange is the number of the last change, and how many messages there are.
func (w *world) lastChange(t testing.TB) (number, messages int64) {
	t.Helper()
	err := w.House.Store.View(t.Context(), func(tx *store.Tx) error {
		return tx.Conn().Query(t.Context(), `SELECT (SELECT max(number) FROM change), (SELECT count(*) FROM record WHERE kind = 'securex message')`, nil,
			func(c store.Columns) error {
				number, messages = c.Int(0), c.Int(1)
				return nil
			})
	})
	if err != nil {
		t.Fatal(err)
	}
	return number, messages
}

// Bad input changes nothing, and a rejected message changes nothing of the
// record.
func TestBadInputChangesNothing(t *testing.T) {
	w := start(t)
	before, none := w.lastChange(t)
	for _, c := range []struct{ method, path, body string }{
		{http.MethodPost, "/employees", `{`},
		{http.MethodPost, "/employees", `{"lastName":"Claes"}`},
		{http.MethodPatch, "/employees/1001", `{"effectiveDate":"2024-06-31","lastName":"Maes"}`},
		{http.MethodPost, "/employees/1001/contracts", `{"startDate":"2024-07-01"}`},
		{http.MethodPatch, "/contracts/5001", `{"effectiveDate":"2024-07-01","wage":{"type":"monthly","amount":-1,"currency":"EUR"}}`},
		{http.MethodDelete, "/contracts/05001", ``},
		{http.MethodPost, "/work-orders", `{"payrollPeriod":"2024-05","contracts":[]}`},
		{http.MethodDelete, "/work-orders/1", ``},
	} {
		if status, _, answer := w.call(t, c.method, "/bel/firms/100200"+c.path, c.body); status != http.StatusBadRequest {
			t.Errorf("%s %s %s: %d %s", c.method, c.path, c.body, status, answer)
		}
	}
	if after, messages := w.lastChange(t); after != before || messages != none {
		t.Errorf("bad input made %d changes and %d messages", after-before, messages-none)
	}
	for _, c := range []struct{ method, path, body string }{
		{http.MethodPost, "/employees", strings.Replace(claes, `"200"`, `"302"`, 1)},
		{http.MethodPatch, "/employees/4711", `{"effectiveDate":"2024-06-01","lastName":"Maes"}`},
		{http.MethodPatch, "/contracts/5001", `{"effectiveDate":"2020-07-01","endDate":"2024-12-31","endReason":"other","function":"x"}`},
		{http.MethodDelete, "/contracts/5001", ``},
	} {
		if _, m := w.write(t, c.method, c.path, c.body); found(t, m, "status") != "rejected" {
			t.Errorf("%s %s %s: %s", c.method, c.path, c.body, m)
		}
	}
	if after, _ := w.lastChange(t); after != before {
		t.Errorf("rejected messages made %d changes", after-before)
	}
}

// The queue is not for everybody to see: a message and a work order of one firm
// are unknown at another.
func TestMessageOfAnotherFirm(t *testing.T) {
	w := start(t)
	w.Control(t, http.MethodPut, "clients/securex/"+demo.ClientID+"/firms/"+demo.OtherFirmNumber, "")
	id, _ := w.write(t, http.MethodPost, "/work-orders", `{"payrollPeriod":"2024-05","contracts":[{"contractKey":"5001","additionalPayments":[{"wageComponentCode":"2000","amount":1}]}]}`)
	order := found(t, w.ofFirm(t, "/work-orders"), "workOrders.0.workOrderId")
	for _, path := range []string{"/messages/" + id, "/work-orders/" + order} {
		if status, _, answer := w.call(t, http.MethodGet, "/bel/firms/"+demo.OtherFirmNumber+path, ""); status != http.StatusNotFound {
			t.Errorf("%s: %d %s", path, status, answer)
		}
	}
}
