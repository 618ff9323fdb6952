package visma

import (
	"context"
	"strings"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// userLine is what a row of a user is made from.
type userLine struct {
	about    *about
	id       kind.ID
	email    string
	relation kind.ID
	since    time.Time
}

func userColumns() []column[userLine] {
	return all[userLine](
		fact("odporgid", func(l *userLine, cell []byte) []byte { return append(cell, l.about.odporgid...) }),
		fact("userid", func(l *userLine, cell []byte) []byte { return appendID(cell, l.id) }),
		fact("emailaddress", func(l *userLine, cell []byte) []byte { return append(cell, l.email...) }),
		fact("employeeid", func(l *userLine, cell []byte) []byte { return appendID(cell, l.relation) }),
		fact("existencestartutc", func(l *userLine, cell []byte) []byte { return appendInstant(cell, l.since) }),
	)
}

// writeUsers writes the users of the employers. A user is the employee who has
// the same e-mail address at work, if there is just one.
func writeUsers(ctx context.Context, tx *store.Tx, x *extract, p *plan[userLine], f *csvFiles) error {
	about := &about{odporgid: x.tenant.ODPOrgID}
	employers, err := employersOf(tx, x.tenant)
	if err != nil {
		return err
	}
	r := &reader{tx: tx, tenant: x.tenant, since: x.since, kinds: employeeKinds}
	touched, err := r.touchedUsers(employers)
	if err != nil {
		return err
	}
	for _, e := range employers {
		var users []*userLine
		err := pages(tx, record.EmployerUsers.Type, e.ID, func(s *store.Stamped) error {
			email := kind.Text(s.Body, "contactInformation.emailAddress")
			if touched.has(s.ID, email) {
				users = append(users, &userLine{about: about, id: s.ID, email: email, since: s.At})
			}
			return ctx.Err()
		})
		if err == nil {
			err = relate(ctx, tx, e.ID, users)
		}
		for _, u := range users {
			if err == nil {
				err = p.row(f, u, &nothing)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// relate finds the employments of users, by the e-mail addresses of employees.
func relate(ctx context.Context, tx *store.Tx, employer kind.ID, users []*userLine) error {
	wanted := map[string][]kind.ID{} // employees
	for _, u := range users {
		if u.email != "" {
			wanted[strings.ToLower(u.email)] = nil
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	picker, values := kind.NewPicker([]string{"contactInformation.businessEmailAddress"}), make([][]byte, 1)
	err := pages(tx, record.Employees.Type, employer, func(s *store.Stamped) error {
		if err := picker.Pick(s.Body, values); err != nil || values[0] == nil {
			return err
		}
		email := folded(values[0])
		if _, ok := wanted[email]; ok {
			wanted[email] = append(wanted[email], s.ID)
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	for _, u := range users {
		employees := wanted[strings.ToLower(u.email)]
		if len(employees) != 1 {
			continue
		}
		if u.relation, err = relationOf(tx, employees[0]); err != nil {
			return err
		}
	}
	return nil
}

// relationOf is the newest employment of an employee; the employee himself when
// there is none.
func relationOf(tx *store.Tx, employee kind.ID) (kind.ID, error) {
	rows, err := tx.Children(record.Employments.Type, employee)
	if err != nil || len(rows) == 0 {
		return employee, err
	}
	return rows[len(rows)-1].ID, nil
}
