package visma_test

import (
	"errors"
	"strconv"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// change is something that happens to the record, and how many rows each delta
// has of it.
type change struct {
	name                                                string
	do                                                  func(tx *store.Tx) error
	employees, contracts, fields, contractFields, users int
}

func replaceEmployee(tx *store.Tx, n int, change func(*record.Employee)) error {
	id := demo.ID("employee " + strconv.Itoa(n))
	e, err := record.Employees.Get(tx, id)
	if err != nil {
		return err
	}
	change(e)
	return record.Employees.Replace(tx, id, e)
}

// What a delta shows that is of everybody in the world as it was made: a
// contract has two slices.
const allPeople, allContracts = 30, 60

// changes of a world in which employee 4 has a custom field and employment 4
// another one.
var changes = []change{
	{"nothing", func(*store.Tx) error { return nil }, 0, 0, 0, 0, 0},
	{"an employee", func(tx *store.Tx) error {
		return replaceEmployee(tx, 7, func(e *record.Employee) { e.PersonalDetails.LastName = "Anders" })
	}, 1, 2, 0, 0, 0},
	{"a contact", func(tx *store.Tx) error {
		_, err := record.Contacts.Create(tx, demo.ID("employee 7"), &record.Contact{Name: "N", Description: "D", PhoneNumber: ptr("012")})
		return err
	}, 1, 0, 0, 0, 0},
	{"a contact that goes", func(tx *store.Tx) error {
		rows, err := tx.Children(record.Contacts.Type, demo.ID("employee 7"))
		if err != nil || len(rows) == 0 {
			return errors.Join(err, errors.New("no contact"))
		}
		return record.Contacts.Delete(tx, rows[0].ID)
	}, 1, 0, 0, 0, 0},
	{"a wage", func(tx *store.Tx) error {
		_, err := record.Wages.Create(tx, demo.ID("employment 7"), &record.Wage{
			StartDate: cal.MustParse("2024-02-01"), WageAmounts: record.WageAmounts{GrossWage: ptr(money.New(3000, 0)), GrossWageType: &record.Code{Key: 1}},
		})
		return err
	}, 0, 3, 0, 0, 0},
	{"a wage that goes", func(tx *store.Tx) error {
		rows, err := tx.Children(record.Wages.Type, demo.ID("employment 7"))
		if err != nil {
			return err
		}
		return record.Wages.Delete(tx, rows[len(rows)-1].ID)
	}, 0, 2, 0, 0, 0},
	{"hours", func(tx *store.Tx) error {
		_, err := record.WorkingHours.Create(tx, demo.ID("employment 4"), &record.WorkHours{StartDate: cal.MustParse("2024-02-01"), Shift: record.Shift{ShiftNumber: 1}})
		return err
	}, 0, 3, 0, 1, 0}, // the field belongs to the new slice
	{"a place", func(tx *store.Tx) error {
		rows, err := tx.Children(record.OrganizationalEntities.Type, demo.ID("employment 10"))
		if err != nil {
			return err
		}
		o, err := record.OrganizationalEntities.Value(rows[0])
		if err != nil {
			return err
		}
		o.PlaceOfEmployment = ptr("Utrecht")
		return record.OrganizationalEntities.Replace(tx, o.ID, o)
	}, 0, 2, 0, 0, 0},
	{"a department's name", func(tx *store.Tx) error {
		return record.Departments.Replace(tx, demo.Department(3, 2), &record.Department{Code: 2, Description: "Zorg", SubDepartmentOf: &record.DepartmentRef{Key: demo.Department(3, 1)}})
	}, 0, 6, 0, 0, 0}, // of employees 9, 18 and 27
	{"a function's name", func(tx *store.Tx) error {
		return record.Functions.Replace(tx, demo.Function(3, 5), &record.Function{Description: "Bestuurder"})
	}, 0, 6, 0, 0, 0},
	{"a field of an employee", func(tx *store.Tx) error {
		rows, err := tx.Children(record.EmployeeCustomFields.Type, demo.ID("employee 4"))
		if err != nil {
			return err
		}
		return record.EmployeeCustomFields.Replace(tx, rows[0].ID, &record.EmployeeCustomField{
			CustomField: record.CustomFieldRef{ID: demo.ID("custom field 1")}, Value: "new",
		})
	}, 0, 0, 1, 0, 0},
	{"a field of a contract", func(tx *store.Tx) error {
		_, err := record.EmploymentCustomFields.Create(tx, demo.ID("employment 10"), &record.EmploymentCustomField{
			CustomField: record.CustomFieldRef{ID: demo.ID("custom field 1")}, Value: "new",
		})
		return err
	}, 0, 0, 0, 1, 0},
	{"another employment", func(tx *store.Tx) error {
		_, err := record.EmployAbroad(tx, demo.ID("employee 4"), cal.MustParse("2024-06-01"), nil)
		return err
	}, 2, 4, 2, 1, 0},
	{"a new employee", func(tx *store.Tx) error {
		_, err := record.Employees.Create(tx, demo.ID("employer 2"), &record.Employee{PersonalDetails: record.PersonalDetails{
			Initials: "N.", LastName: "New", HowToFormatLastName: record.Code{Key: 1}, Gender: record.Code{Key: 1}, DateOfBirth: cal.MustParse("2000-01-01"),
		}})
		return err
	}, 1, 0, 0, 0, 0},
	{"an employer", func(tx *store.Tx) error {
		e, err := record.Employers.Get(tx, demo.ID("employer 2"))
		if err != nil {
			return err
		}
		e.CompanyName = "Transport"
		return record.Employers.Replace(tx, e.ID, e)
	}, allPeople + 2, allContracts + 2, 8, 5, 2},
	{"a user who is nobody's manager", func(tx *store.Tx) error {
		return replaceUser(tx, "user limited", func(u *record.EmployerUser) { u.UserCustomSpecifiedRole = ptr("Boss") })
	}, 0, 0, 0, 0, 1},
	{"a manager", func(tx *store.Tx) error {
		return replaceUser(tx, "user manager", func(u *record.EmployerUser) { u.PersonalDetails.LastName = "Chef" })
	}, allPeople + 2, allContracts + 2, 0, 0, 1},
	{"an employee who becomes a user", func(tx *store.Tx) error {
		return replaceEmployee(tx, 10, func(e *record.Employee) {
			e.ContactInformation.BusinessEmailAddress = ptr(demo.LimitedUserName)
		})
	}, 1, 2, 0, 0, 1},
	{"and is one no longer", func(tx *store.Tx) error {
		return replaceEmployee(tx, 10, func(e *record.Employee) { e.ContactInformation.BusinessEmailAddress = nil })
	}, 1, 2, 0, 0, 1},
	{"another bureau's employee", func(tx *store.Tx) error {
		return replaceEmployee(tx, 9_000_001, func(e *record.Employee) { e.PersonalDetails.LastName = "Anders" })
	}, 0, 0, 0, 0, 0},
}

func replaceUser(tx *store.Tx, name string, change func(*record.EmployerUser)) error {
	u, err := record.EmployerUsers.Get(tx, demo.ID(name))
	if err != nil {
		return err
	}
	change(u)
	return record.EmployerUsers.Replace(tx, u.ID, u)
}

// TestDeltas makes one change after the other, and looks which rows each
// dataset has since the one before.
func TestDeltas(t *testing.T) {
	onBoth(t, func(t *testing.T, open opener) {
		w := open(t, fast)
		w.update(t, func(tx *store.Tx) error {
			field := record.CustomFieldRef{ID: demo.ID("custom field 1")}
			if _, err := record.EmployeeCustomFields.Create(tx, demo.ID("employee 4"), &record.EmployeeCustomField{CustomField: field, Value: "a"}); err != nil {
				return err
			}
			_, err := record.EmploymentCustomFields.Create(tx, demo.ID("employment 4"), &record.EmploymentCustomField{CustomField: field, Value: "b"})
			return err
		})
		marks := map[string]string{}
		for set := range uriNames {
			marks[set] = w.exportRows(t, set, "").before
		}
		for _, c := range changes {
			w.update(t, c.do)
			for set, want := range map[string]int{
				"employees": c.employees, "contracts": c.contracts, "users": c.users,
				"employees/user-defined-field-histories": c.fields, "contracts/user-defined-field-histories": c.contractFields,
			} {
				e := w.exportRows(t, set, "changeTimestampAfter="+marks[set])
				marks[set] = e.before
				if got := len(e.rows) - 1; got != want {
					t.Errorf("%s: %d rows of %s, want %d", c.name, got, set, want)
				}
			}
		}
	})
}
