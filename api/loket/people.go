package loket

import (
	"slices"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// partnersOfEmployer are the partners, on the reference date, of everybody
// employed then; childrenOfEmployer their children. Who has several employments
// has each of them once for each.
var (
	partnersOfEmployer = &store.View{Parts: []store.Part{
		{Type: record.Partners.Type, Member: "partner", Current: true},
		{Type: record.Employments.Type, Member: "employmentId", IDOnly: true, Beside: true, Current: true},
	}}
	childrenOfEmployer = &store.View{Parts: []store.Part{
		{Type: record.Children.Type, Member: "children"},
		{Type: record.Employments.Type, Member: "employmentId", IDOnly: true, Beside: true, Current: true},
	}}
)

// bindPeople binds who belongs to employees, their education and notes.
func (d *Dialect) bindPeople(t *table) {
	const employer = "/providers/employers/{id}"
	t.view(employer+"/employees/actualpartners", "TestFamilyOfEmployer", partnersOfEmployer).Secret = "Partner"
	t.view(employer+"/employees/children", "TestFamilyOfEmployer", childrenOfEmployer).Secret = "Child"
	collection(t, employer+"/useraccessibledepartments", "TestAccessibleDepartments", record.Employers.Type, record.Departments, accessibleDepartments)
	t.bindAbsenceContacts()
	t.bindAnnouncements()
	t.bindNotifications()
	t.bindChangeRequests()
}

// bindAbsenceContacts binds the list of contacts and the making of one, which
// have another version than the contact by itself.
func (t *table) bindAbsenceContacts() {
	const list = "/providers/employers/employees/absences/{id}/absencecontactHistory"
	k := record.AbsenceContacts.Type
	t.shaped(get, list, "TestRegularOperations", regularShape(get, k, true), rest.List(k))
	t.besideOf(t.shaped(post, list, "TestRegularOperations", regularShape(post, k, true), rest.Create(k)), k)
}

// accessibleDepartments are the departments whose people the caller sees: all
// of them, or for a manager his own.
func accessibleDepartments(c *rest.Call, tx *store.Tx, row *kind.Row) ([]record.Department, error) {
	all, err := record.Departments.Children(tx, row.ID)
	if err != nil {
		return nil, err
	}
	reach, err := record.WithParts(tx, c.Session.Departments, c.Session.Branches)
	if err != nil {
		return nil, err
	}
	own := []record.Department{}
	for _, d := range all {
		if !c.Session.DepartmentsOnly || slices.Contains(reach, d.ID) {
			own = append(own, *d)
		}
	}
	return own, nil
}
