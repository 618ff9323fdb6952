package loket

import (
	"hash/fnv"
	"math"
	"net/http"
	"slices"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// versionNumber is a line of the last modified version numbers: the number of
// the last change of what stands under a record.
type versionNumber struct {
	ID     kind.ID `json:"id"`
	Number int64   `json:"lastModifiedVersionNumber"`
}

var versionNumbers = kind.Shape[versionNumber]()

// employerVersionNumbers tells of every employer in reach the last change of
// its people, their employments and what belongs to them.
func employerVersionNumbers(c *rest.Call, tx *store.Tx, _ *kind.Row) ([]versionNumber, error) {
	reach := c.Session.ReachFor(c.Operation.Asks())
	q := store.Query{
		View:  store.Whole(record.Employers.Type),
		Reach: &store.Reach{Providers: reach.Providers, Employers: reach.Employers},
	}
	var all []kind.ID
	if err := tx.Numbers(q, func(id kind.ID, _ int64) error {
		all = append(all, id)
		return nil
	}); err != nil {
		return nil, err
	}
	last, err := lastChanges(tx, all, true, record.Employees.Type, record.Employments.Type)
	lines := make([]versionNumber, len(all))
	for i, id := range all {
		lines[i] = versionNumber{ID: id, Number: last[id]}
	}
	return lines, err
}

// employmentVersionNumbers tells of every employment of an employer the last
// change of it or of the employee, or of what belongs to either: an employee
// with several employments changes them all.
func employmentVersionNumbers(c *rest.Call, tx *store.Tx, row *kind.Row) ([]versionNumber, error) {
	q := store.Query{View: store.Narrow(record.Employments.Type, "id", "employee.id"), Employer: row.ID}
	var err error
	if q.Where, err = narrow(c, tx, record.Employments.Type); err != nil {
		return nil, err
	}
	last, err := lastChanges(tx, []kind.ID{row.ID}, false, record.Employees.Type, record.Employments.Type)
	if err != nil {
		return nil, err
	}
	var lines []versionNumber
	err = tx.List(q, func(body []byte) error {
		employment, err := kind.ParseID(kind.Text(body, "id"))
		if err != nil {
			return err
		}
		employee, err := kind.ParseID(kind.Text(body, "employee.id"))
		if err != nil {
			return err
		}
		lines = append(lines, versionNumber{ID: employment, Number: max(last[employment], last[employee])})
		return nil
	})
	return lines, err
}

// lastChanges are the last changes of records of some kinds or of what stands
// directly under them, by record or by employer.
func lastChanges(tx *store.Tx, employers []kind.ID, byEmployer bool, kinds ...*kind.Type) (map[kind.ID]int64, error) {
	last := map[kind.ID]int64{}
	for _, k := range kinds {
		err := tx.LastUnder(employers, k, byEmployer, func(id kind.ID, number int64) error {
			last[id] = max(last[id], number)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return last, nil
}

// keyed is a label with a number, where the number has no list of its own.
type keyed struct {
	Key   int    `json:"key"`
	Value string `json:"value" is:"len=..50"`
}

// mutation is a line of the audit trail: one field of one record changed.
type mutation struct {
	TimeStamp      time.Time       `json:"timeStamp"`
	Employer       auditEmployer   `json:"employer"`
	Employee       auditEmployee   `json:"employee"`
	Employment     auditJob        `json:"employment"`
	Entity         keyed           `json:"entity"`
	Field          keyed           `json:"field"`
	MutationType   keyed           `json:"mutationType"`
	MutationOrigin keyed           `json:"mutationOrigin"`
	OldValue       *string         `json:"oldValue" is:"len=..250"`
	NewValue       *string         `json:"newValue" is:"len=..250"`
	PerformedBy    *record.UserRef `json:"performedBy"`
	Identification *auditNote      `json:"identification"`
}

type auditEmployer struct {
	ID             kind.ID `json:"id"`
	CompanyName    string  `json:"companyName" is:"len=..70"`
	EmployerNumber int     `json:"employerNumber"`
}

type auditEmployee struct {
	ID             *kind.ID `json:"id"`
	EmployeeNumber *int     `json:"employeeNumber"`
	Name           *string  `json:"name" is:"len=..25"`
}

type auditJob struct {
	ID        *kind.ID  `json:"id"`
	StartDate *cal.Date `json:"startDate"`
}

type auditNote struct {
	Description string `json:"description" is:"len=..255"`
}

var mutations = kind.Shape[mutation]()

// The vendor's bounds on old and new values, and on the labels of numbers.
const (
	maxAuditValue = 250
	maxAuditLabel = 50
)

// mutationTypes tell what happened to the record that the field is of.
var mutationTypes = map[string]keyed{
	"create":  {1, "Toevoegen"},
	"replace": {2, "Wijzigen"},
	"delete":  {3, "Verwijderen"},
}

// auditTrail lists every field that changed in an employer's people and what
// belongs to them, from startDate to endDate, both included.
func auditTrail(c *rest.Call, tx *store.Tx, row *kind.Row) ([]mutation, error) {
	from, to, err := auditPeriod(c)
	if err != nil {
		return nil, err
	}
	employer, err := record.Employers.Value(row)
	if err != nil {
		return nil, err
	}
	a := &auditor{
		tx:       tx,
		employer: auditEmployer{ID: row.ID, CompanyName: employer.CompanyName, EmployerNumber: employer.EmployerNumber},
		people:   map[kind.ID]*record.UserRef{},
	}
	// A snapshot answers one query at a time, and a change asks for more.
	var all []*store.Change
	if err := tx.Changes(row.ID, from, to, func(c *store.Change) error {
		all = append(all, c)
		return nil
	}); err != nil {
		return nil, err
	}
	for _, c := range all {
		if err := a.change(c); err != nil {
			return nil, err
		}
	}
	return a.lines, nil
}

func auditPeriod(c *rest.Call) (from, to time.Time, err error) {
	var days [2]cal.Date
	for i, name := range []string{"startDate", "endDate"} {
		if days[i], err = c.Date(name); err != nil {
			return from, to, err
		}
		if days[i].IsZero() {
			return from, to, &rest.Error{Status: http.StatusBadRequest, Field: name, Message: name + " is required"}
		}
	}
	return days[0].In(store.Zone), days[1].AddDays(1).In(store.Zone), nil
}

// auditor turns changes of records into changes of fields.
type auditor struct {
	tx       *store.Tx
	employer auditEmployer
	people   map[kind.ID]*record.UserRef
	lines    []mutation
}

func (a *auditor) change(c *store.Change) error {
	t := record.Catalog.Type(c.Kind)
	if t == nil || !underEmployee(t) {
		return nil
	}
	line := mutation{
		TimeStamp: c.At, Employer: a.employer,
		Entity:       keyed{number(t.Name), t.Name},
		MutationType: mutationTypes[c.Verb], MutationOrigin: origin(c.By),
		Identification: &auditNote{Description: c.By.Operation},
	}
	var err error
	if line.PerformedBy, err = a.performer(c.By.User); err != nil {
		return err
	}
	if err := a.subject(&line, t, c); err != nil {
		return err
	}
	before, after := c.Body, c.Body
	switch c.Verb {
	case "create":
		before = nil
	case "delete":
		after = nil
	default:
		last, err := a.tx.Before(c)
		if err != nil {
			return err
		}
		if last != nil {
			before = last.Body
		}
	}
	return a.fields(line, t, before, after)
}

func underEmployee(t *kind.Type) bool {
	for ; t != nil; t = t.Parent {
		if t == record.Employees.Type {
			return true
		}
	}
	return false
}

// secret are the kinds whose values are asked for with a right of their own, or
// hold a number that others have such a right for.
var secret = []*kind.Type{
	record.CitizenServiceNumbers.Type, record.NationalRegisterNumbers.Type, record.NationalInsuranceNumbers.Type,
	record.LongTermCareInsurances.Type, record.Photos.Type, record.ConceptNumbers.Type, record.EmployeeNotes.Type, record.EmploymentNotes.Type,
	record.EmploymentDossiers.Documents.Type,
}

func (a *auditor) fields(line mutation, t *kind.Type, before, after []byte) error {
	differences, err := kind.Diff(before, after)
	if err != nil {
		return err
	}
	for _, d := range differences {
		line.Field = keyed{number(d.Path), clip(d.Path, maxAuditLabel)}
		line.OldValue, line.NewValue = clipped(d.Old), clipped(d.New)
		if slices.Contains(secret, t) {
			line.OldValue, line.NewValue = nil, nil
		}
		a.lines = append(a.lines, line)
	}
	return nil
}

// number stands for a name where the vendor has a number: the same in every
// house, whatever is added to the record.
func number(name string) int {
	h := fnv.New32a()
	h.Write([]byte(name))
	return int(h.Sum32() & math.MaxInt32)
}

func clipped(text *string) *string {
	if text == nil {
		return nil
	}
	short := clip(*text, maxAuditValue)
	return &short
}

// clip keeps the first characters of a text.
func clip(text string, most int) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), most)])
}

// subject names the employee and the employment that a change is about, as
// they are now, or by id alone when they are gone.
func (a *auditor) subject(line *mutation, t *kind.Type, c *store.Change) error {
	id, parent := c.ID, c.Parent
	for {
		switch t {
		case record.Employments.Type:
			if err := a.employment(line, id); err != nil {
				return err
			}
		case record.Employees.Type:
			return a.employee(line, id)
		}
		id, t = parent, t.Parent
		last, err := a.tx.Before(&store.Change{Kind: t.Name, ID: id, Number: math.MaxInt64})
		if err != nil || last == nil {
			return err
		}
		parent = last.Parent
	}
}

func (a *auditor) employment(line *mutation, id kind.ID) error {
	line.Employment.ID = &id
	e, err := record.Employments.Get(a.tx, id)
	if err == kind.ErrNotFound {
		return nil
	}
	if err == nil {
		line.Employment.StartDate = &e.StartDate
	}
	return err
}

func (a *auditor) employee(line *mutation, id kind.ID) error {
	line.Employee.ID = &id
	e, err := record.Employees.Get(a.tx, id)
	if err == kind.ErrNotFound {
		return nil
	}
	if err == nil {
		line.Employee.EmployeeNumber, line.Employee.Name = &e.EmployeeNumber, &e.PersonalDetails.LastName
	}
	return err
}

// performer names a user, as far as the record knows one.
func (a *auditor) performer(user kind.ID) (*record.UserRef, error) {
	if p, known := a.people[user]; known {
		return p, nil
	}
	p, err := record.ReferToUser(a.tx, user)
	if err != nil {
		return nil, err
	}
	a.people[user] = p
	return p, nil
}

// origin tells through which API a change came.
func origin(by store.Actor) keyed {
	if by.Client == "" {
		return keyed{1, by.Dialect}
	}
	return keyed{2, clip(by.Dialect+": "+by.Client, maxAuditLabel)}
}
