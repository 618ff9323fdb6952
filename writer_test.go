package payglot_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"
)

// state is what is known of something that was written.
type state int

const (
	maybe state = iota // nobody answered
	there
	maybeGone // its removal was not answered
	gone
)

// writer is a client that knows what it wrote. Nobody else writes what it
// writes.
type writer struct {
	n          int
	employee   string
	employment string
	department string
	parent     string // of the department
	code       int
	member     string // an employment that is placed in the department

	count    int
	wages    map[string]*written // by start date
	contacts map[string]*written // by name
	names    []string            // that the department may have now
	absence  string
	ends     []string // of the absence, as may be now; "" while it is open
	revoked  map[int]state
}

// written is one record that was written.
type written struct {
	id    string
	state state
	value string
}

// write is one call on the way: kept is called when it was answered, drop
// when it was refused.
type write struct {
	method, path, body string
	status             int
	kept               func(body []byte)
	drop               func()
}

const (
	employees = "/v2/providers/employers/employees/"
	// firstRevoked is the first employee whose access is revoked.
	firstRevoked = 40
)

// newWriter has employees of the first and third employer.
func newWriter(n int) *writer {
	employee := n/2*3 + 1 + n%2*2
	employer, place := n%3+1, n/3+2
	member := employer
	for 2+member/3%3 != place {
		member += 3
	}
	return &writer{
		n: n, employee: id(fmt.Sprintf("employee %d", employee)), employment: id(fmt.Sprintf("employment %d", employee)),
		department: id(fmt.Sprintf("department %d.%d", employer, place)), parent: id(fmt.Sprintf("department %d.1", employer)),
		code: place, member: id(fmt.Sprintf("employment %d", member)),
		wages: map[string]*written{}, contacts: map[string]*written{}, revoked: map[int]state{},
	}
}

// idOf is the id in the answer to a create.
func idOf(status int, body []byte) string {
	var answer struct{ Content struct{ ID string } }
	if err := json.Unmarshal(body, &answer); err != nil || answer.Content.ID == "" {
		return fmt.Sprintf("no id in answer %d: %s", status, body)
	}
	return answer.Content.ID
}

// create is a write that adds a record.
func create(path, body string, all map[string]*written, key, value string) *write {
	v := &written{value: value}
	all[key] = v
	return &write{
		method: http.MethodPost, path: path, body: body, status: http.StatusCreated,
		kept: func(body []byte) { v.id, v.state = idOf(http.StatusCreated, body), there },
		drop: func() { delete(all, key) },
	}
}

func (w *writer) addWage() *write {
	w.count++
	starts, amount := later("2024-07-01", w.count), fmt.Sprintf("%d.%02d", 1000+w.count, w.n+1)
	return create(employees+"employments/"+w.employment+"/wages",
		fmt.Sprintf(`{"startDate":%q,"grossWage":%s,"grossWageType":{"key":1}}`, starts, amount), w.wages, starts, amount)
}

func (w *writer) addContact(text string) *write {
	w.count++
	name := fmt.Sprintf("contact %d of %d", w.count, w.n)
	return create(employees+w.employee+"/contacts",
		fmt.Sprintf(`{"name":%q,"description":"Buur","particularities":%q}`, name, text), w.contacts, name, text)
}

func (w *writer) deleteContact() *write {
	for _, name := range slices.Sorted(maps.Keys(w.contacts)) {
		v := w.contacts[name]
		if v.state != there {
			continue
		}
		v.state = maybeGone
		return &write{
			method: http.MethodDelete, path: employees + "contacts/" + v.id, status: http.StatusOK,
			kept: func([]byte) { v.state = gone }, drop: func() { v.state = there },
		}
	}
	return w.addContact("")
}

func (w *writer) replaceDepartment() *write {
	w.count++
	before, name := w.names, fmt.Sprintf("Afdeling %d.%d", w.n, w.count)
	w.names = append(slices.Clone(before), name)
	return &write{
		method: http.MethodPut, path: "/v2/providers/employers/departments/" + w.department, status: http.StatusOK,
		body: fmt.Sprintf(`{"code":%d,"description":%q,"subDepartmentOf":{"key":%q}}`, w.code, name, w.parent),
		kept: func([]byte) { w.names = []string{name} }, drop: func() { w.names = before },
	}
}

// turnAbsence makes an absence, closes it when it is open and opens it when
// it is closed.
func (w *writer) turnAbsence() *write {
	const ends = "2024-06-12"
	before := w.ends
	turned := &write{method: http.MethodPatch, path: employees + "absences/" + w.absence, status: http.StatusOK, drop: func() { w.ends = before }}
	switch {
	case w.absence == "":
		return &write{
			method: http.MethodPost, path: employees + w.employee + "/absences", status: http.StatusCreated,
			body: `{"progress":{"startDate":"2024-06-03","currentIncapacityPercentage":100},"causeOfAbsence":{"key":1},"isWorkRelatedIllness":false,` +
				`"isDisruptedEmploymentRelationship":false,"isRecoveredWithinTwoWeeks":false,"actionToBeTakenByOccupationalHealthAndSafetyService":{"key":1}}`,
			kept: func(body []byte) { w.absence, w.ends = idOf(http.StatusCreated, body), []string{""} }, drop: func() {},
		}
	case before[0] == "":
		w.ends = []string{"", ends}
		turned.path, turned.body = turned.path+"/closeabsence", `{"endOfAbsence":{"date":"`+ends+`","reason":{"key":1}}}`
		turned.kept = func([]byte) { w.ends = []string{ends} }
	default:
		w.ends = []string{"", ends}
		turned.path, turned.body = turned.path+"/reopenabsence", `{}`
		turned.kept = func([]byte) { w.ends = []string{""} }
	}
	return turned
}

func (w *writer) revoke(employee int, day string) *write {
	w.revoked[employee] = maybe
	return &write{
		method: http.MethodPatch, path: employees + id(fmt.Sprintf("employee %d", employee)) + "/revokeEmployeeSelfServiceAccess",
		body: fmt.Sprintf(`{"revokeEmployeeSelfServiceAccessOn":%q}`, day), status: http.StatusOK,
		kept: func([]byte) { w.revoked[employee] = there }, drop: func() {},
	}
}

// row is what the writer compares of any record.
type row struct {
	ID, StartDate, EndDate, Name, Particularities string
	GrossWage                                     json.Number
	Progress                                      struct{ EndOfAbsence *struct{ Date string } }
	Department                                    struct{ Description string }
}

type list struct {
	Rows []row `json:"_embedded"`
}

// verify holds the record against what was answered, and takes over what
// happened to calls that were not.
func (w *writer) verify(t *testing.T, c *child) {
	t.Helper()
	var wages, contacts, absences list
	c.get(t, employees+"employments/"+w.employment+"/wages?pageSize=10000&orderBy=startDate", &wages)
	for i, r := range wages.Rows[1:] {
		if wages.Rows[i].EndDate != later(r.StartDate, -1) {
			t.Errorf("client %d: the wage of %s ends on %s, the next one starts on %s", w.n, wages.Rows[i].StartDate, wages.Rows[i].EndDate, r.StartDate)
		}
	}
	compare(t, w.n, w.wages, wages.Rows[2:], func(r row) (string, string) { return r.StartDate, r.GrossWage.String() })
	c.get(t, employees+w.employee+"/contacts?pageSize=10000&filter=description%20eq%20'Buur'", &contacts)
	compare(t, w.n, w.contacts, contacts.Rows, func(r row) (string, string) { return r.Name, r.Particularities })
	c.get(t, employees+w.employee+"/absences", &absences)
	w.verifyAbsence(t, absences.Rows)
	w.verifyDepartment(t, c)
	w.verifyRevoked(t, c)
}

// compare finds what is lost, half done, there twice or not of our making.
func compare(t *testing.T, client int, model map[string]*written, rows []row, read func(row) (key, value string)) {
	t.Helper()
	seen := map[string]bool{}
	for _, r := range rows {
		key, value := read(r)
		v := model[key]
		switch {
		case v == nil || v.state == gone:
			t.Errorf("client %d: %s is there", client, key)
			continue
		case seen[key]:
			t.Errorf("client %d: %s is there twice", client, key)
		case value != v.value || v.id != "" && v.id != r.ID:
			t.Errorf("client %d: %s is %s %q, want %s %q", client, key, r.ID, value, v.id, v.value)
		}
		seen[key] = true
		v.id, v.state = r.ID, there
	}
	for key, v := range model {
		if seen[key] {
			continue
		}
		if v.state == there {
			t.Errorf("client %d: %s was answered and is lost", client, key)
		}
		v.state = gone
	}
}

func (w *writer) verifyAbsence(t *testing.T, rows []row) {
	if len(rows) > 1 || len(rows) == 0 && w.absence != "" {
		t.Errorf("client %d: %d absences", w.n, len(rows))
	}
	for _, r := range rows {
		end := ""
		if r.Progress.EndOfAbsence != nil {
			end = r.Progress.EndOfAbsence.Date
		}
		if w.absence == "" {
			w.absence, w.ends = r.ID, []string{""}
		}
		if r.ID != w.absence || !slices.Contains(w.ends, end) {
			t.Errorf("client %d: absence %s ends %q, want %s and one of %q", w.n, r.ID, end, w.absence, w.ends)
		}
		w.ends = []string{end}
	}
}

// verifyDepartment also looks at the department's name where an employee is
// placed in it, which is changed along.
func (w *writer) verifyDepartment(t *testing.T, c *child) {
	var found struct{ Content struct{ Description string } }
	var places list
	c.get(t, "/v2/providers/employers/departments/"+w.department, &found)
	c.get(t, employees+"employments/"+w.member+"/organizationalentities", &places)
	name := found.Content.Description
	if w.names == nil {
		w.names = []string{name}
	}
	if !slices.Contains(w.names, name) {
		t.Errorf("client %d: the department is called %q, want one of %q", w.n, name, w.names)
	}
	if at := places.Rows[0].Department.Description; at != name {
		t.Errorf("client %d: the department is called %q, and %q where someone is placed in it", w.n, name, at)
	}
	w.names = []string{name}
}

// verifyRevoked is for when all timers are due and all jobs are done.
func (w *writer) verifyRevoked(t *testing.T, c *child) {
	for employee, noted := range w.revoked {
		var found struct {
			Content struct {
				StatusEmployeeSelfService         struct{ Key int }
				RevokeEmployeeSelfServiceAccessOn *string
			}
		}
		c.get(t, employees+id(fmt.Sprintf("employee %d", employee)), &found)
		status, on := found.Content.StatusEmployeeSelfService.Key, found.Content.RevokeEmployeeSelfServiceAccessOn
		switch {
		case on != nil || status != 1 && status != 2:
			t.Errorf("client %d: employee %d has status %d, revocation %s pending", w.n, employee, status, *on)
		case noted == there && status != 2:
			t.Errorf("client %d: the access of employee %d was to be revoked and was not", w.n, employee)
		case noted == gone && status == 2:
			t.Errorf("client %d: the access of employee %d was revoked though that was not kept", w.n, employee)
		case status == 2:
			w.revoked[employee] = there
		default:
			w.revoked[employee] = gone
		}
	}
}
