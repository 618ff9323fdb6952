package visma

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// maxTouched bounds how many employees a delta finds one by one. When more were
// changed it is of all: the vendor promises no exact filter, only that nothing
// is missed.
const maxTouched = 100_000

// touched is whom a delta is about.
type touched struct {
	all       bool
	employees map[kind.ID][]kind.ID // by employer, by age
}

// A delta shows an employee when a record that the row is made of was changed.
// A change of these is found by its parents:
var (
	employeeKinds      = kindSet(record.Employees.Type, record.Contacts.Type, record.Employments.Type)
	contractKinds      = kindSet(record.Employees.Type, record.Employments.Type, record.Wages.Type, record.WorkingHours.Type, record.OrganizationalEntities.Type)
	employeeFieldKinds = kindSet(record.EmployeeCustomFields.Type, record.Employments.Type)
	contractFieldKinds = kindSet(record.EmploymentCustomFields.Type, record.Employments.Type, record.Wages.Type, record.WorkingHours.Type, record.OrganizationalEntities.Type)
	// Those above or beside many employees have all of them shown.
	commonKinds = kindSet(record.Employers.Type, record.PayrollAdministrations.Type)
	// Of users only those who manage departments are shown.
	managerKinds = kindSet(record.EmployerUsers.Type)
)

func kindSet(types ...*kind.Type) map[string]bool {
	set := map[string]bool{}
	for _, t := range types {
		set[t.Name] = true
	}
	return set
}

// touched finds whom the reader is to read.
func (r *reader) touched(employers []*kind.Row) (*touched, error) {
	if r.since == nil {
		return &touched{all: true}, nil
	}
	all, err := r.managersTouched(employers)
	t := &touched{all: all, employees: map[kind.ID][]kind.ID{}}
	total := 0
	for _, e := range employers {
		if err != nil || t.all {
			return t, err
		}
		var ids []kind.ID
		ids, t.all, err = r.touchedAt(e.ID)
		t.employees[e.ID] = ids
		total += len(ids)
		t.all = t.all || total > maxTouched
	}
	return t, err
}

// touchedAt finds the employees of one employer; all says that something was
// changed that concerns all of them.
func (r *reader) touchedAt(employer kind.ID) (employees []kind.ID, all bool, err error) {
	people, contracts := map[kind.ID]bool{}, map[kind.ID]bool{}
	err = r.tx.Touched(employer, *r.since, func(kindOf string, id, parent kind.ID) error {
		switch {
		case commonKinds[kindOf]:
			all = true
		case all || !r.kinds[kindOf]:
		case kindOf == record.Employees.Type.Name:
			people[id] = true
		case parentIsEmployee[kindOf]:
			people[parent] = true
		default:
			contracts[parent] = true
		}
		all = all || len(people)+len(contracts) > maxTouched
		return nil
	})
	if err != nil || all {
		return nil, all, err
	}
	// An employment that is gone was noted itself, with its employee.
	if err := r.tx.Among(record.Employments.Type, keys(contracts), func(s *store.Stamped) error {
		people[s.Parent] = true
		return nil
	}); err != nil {
		return nil, false, err
	}
	return keys(people), false, nil
}

var parentIsEmployee = kindSet(record.Contacts.Type, record.Employments.Type, record.EmployeeCustomFields.Type)

func keys(set map[kind.ID]bool) []kind.ID {
	ids := make([]kind.ID, 0, len(set))
	for id := range set {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, kind.ID.Compare)
	return ids
}

// managersTouched says whether rows may show another manager than before: they
// are few and seldom change, so that everybody is then shown.
func (r *reader) managersTouched(employers []*kind.Row) (bool, error) {
	if !r.wants.managers {
		return false, nil
	}
	var logins, users []kind.ID
	err := r.tx.Touched(kind.ID{}, *r.since, func(kindOf string, id, _ kind.ID) error {
		if kindOf == access.Logins.Type.Name {
			logins = append(logins, id)
		}
		return nil
	})
	for _, e := range employers {
		err = errors.Join(err, r.tx.Touched(e.ID, *r.since, func(kindOf string, id, _ kind.ID) error {
			if managerKinds[kindOf] {
				users = append(users, id)
			}
			return nil
		}))
	}
	if err != nil || len(logins)+len(users) == 0 {
		return false, err
	}
	// What a login was before matters too: all of its changes are looked at.
	managing := false
	err = r.tx.LogOf(access.Logins.Type, append(logins, users...), func(c *store.Change) error {
		managing = managing || kind.Text(c.Body, "role") == access.DepartmentManager
		return nil
	})
	return managing, err
}

// usersTouched says which users a delta shows, by id and by e-mail address;
// all is for all of them.
type usersTouched struct {
	all    bool
	ids    map[kind.ID]bool
	emails map[string]bool
}

func (u *usersTouched) has(id kind.ID, email string) bool {
	return u.all || u.ids[id] || u.emails[strings.ToLower(email)]
}

// touchedUsers finds the users that were changed, and those whose e-mail
// address is, or was, that of an employee who was changed.
func (r *reader) touchedUsers(employers []*kind.Row) (*usersTouched, error) {
	u := &usersTouched{all: r.since == nil, ids: map[kind.ID]bool{}, emails: map[string]bool{}}
	if u.all {
		return u, nil
	}
	var people []kind.ID
	for _, e := range employers {
		err := r.tx.Touched(e.ID, *r.since, func(kindOf string, id, _ kind.ID) error {
			if kindOf == record.EmployerUsers.Type.Name {
				u.ids[id] = true
			}
			return nil
		})
		ids, all, failed := r.touchedAt(e.ID)
		if err = cmp.Or(err, failed); err != nil {
			return nil, err
		}
		u.all = u.all || all
		people = append(people, ids...)
	}
	if u.all {
		return u, nil
	}
	return u, r.tx.LogOf(record.Employees.Type, people, func(c *store.Change) error {
		if email := kind.Text(c.Body, "contactInformation.businessEmailAddress"); email != "" {
			u.emails[strings.ToLower(email)] = true
		}
		return nil
	})
}
