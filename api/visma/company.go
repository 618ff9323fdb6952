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

// employersOf are the employers of a tenant: those it names, or all of its
// provider.
func employersOf(tx *store.Tx, t *Tenant) ([]*kind.Row, error) {
	rows, err := tx.Children(record.Employers.Type, t.Provider)
	if len(t.Employers) > 0 {
		rows = slices.DeleteFunc(rows, func(row *kind.Row) bool { return !slices.Contains(t.Employers, row.ID) })
	}
	return rows, err
}

// companyOf is an employer as rows show it.
func companyOf(tx *store.Tx, row *kind.Row) (*company, error) {
	e, err := record.Employers.Value(row)
	if err != nil {
		return nil, err
	}
	c := &company{
		id: row.ID, name: e.CompanyName, number: kind.Text(row.Body, "employerNumber"),
		agreements: map[string]agreement{},
	}
	administrations, err := tx.Children(record.PayrollAdministrations.Type, row.ID)
	for _, a := range administrations {
		c.agreements[a.ID.String()] = agreement{kind.Text(a.Body, "cao.value"), kind.Text(a.Body, "claTaxReturnCBSCode")}
	}
	return c, err
}

// manager is a user who manages departments.
type manager struct {
	user kind.ID
	name string
}

// managers are those of a tenant.
type managers struct {
	// byDepartment has the id of the department as the bodies of others do, in
	// quotes.
	byDepartment map[string]manager
	// emails are those of managers, in lower case, with their employer.
	emails map[atEmployer]bool
}

type atEmployer struct {
	employer kind.ID
	email    string
}

func (m managers) of(department []byte) manager { return m.byDepartment[string(department)] }

// has says whether one of an employer's managers has an e-mail address, given
// as JSON.
func (m managers) has(employer kind.ID, email []byte) bool {
	if len(m.emails) == 0 || len(email) == 0 {
		return false
	}
	return m.emails[atEmployer{employer, folded(email)}]
}

// folded is the text of a JSON string without regard to letter case.
func folded(value []byte) string { return strings.ToLower(string(appendPlain(nil, value))) }

// managersOf finds who manages which department. Of several the one with the
// oldest login counts.
func managersOf(tx *store.Tx, employers []*kind.Row) (managers, error) {
	m := managers{byDepartment: map[string]manager{}, emails: map[atEmployer]bool{}}
	logins, err := departmentManagers(tx)
	if err != nil {
		return m, err
	}
	for _, l := range logins {
		for _, at := range l.Employers {
			if len(at.Departments) == 0 || !slices.ContainsFunc(employers, func(row *kind.Row) bool { return row.ID == at.Employer }) {
				continue
			}
			if err := m.add(tx, l, at); err != nil {
				return m, err
			}
		}
	}
	return m, nil
}

func (m managers) add(tx *store.Tx, l *access.Login, at access.EmployerAccess) error {
	who := manager{user: l.ID, name: l.UserName}
	row, err := tx.Row(record.EmployerUsers.Type, l.ID)
	if err != nil && !errors.Is(err, kind.ErrNotFound) {
		return err
	}
	if row != nil {
		who.name = userName(row.Body)
		if email := kind.Text(row.Body, "contactInformation.emailAddress"); email != "" {
			m.emails[atEmployer{at.Employer, strings.ToLower(email)}] = true
		}
	}
	for _, d := range at.Departments {
		key := `"` + d.String() + `"`
		if _, taken := m.byDepartment[key]; !taken {
			m.byDepartment[key] = who
		}
	}
	return nil
}

// userName is the name of a user as people write it.
func userName(body []byte) string {
	part := func(path string) string { return kind.Text(body, "personalDetails."+path) }
	return strings.Join(strings.Fields(cmp.Or(part("firstName"), part("initials"))+" "+part("prefix")+" "+part("lastName")), " ")
}

// departmentManagers are the logins of those who manage departments.
func departmentManagers(tx *store.Tx) ([]*access.Login, error) {
	var logins []*access.Login
	err := tx.List(store.Query{
		View:   store.Whole(access.Logins.Type),
		Filter: store.Comparison{Field: "role", Op: store.Eq, Value: store.Value{Kind: store.TextValue, Text: access.DepartmentManager}},
	}, func(body []byte) error {
		l, err := access.Logins.Value(&kind.Row{Type: access.Logins.Type, Body: body})
		logins = append(logins, l)
		return err
	})
	return logins, err
}
