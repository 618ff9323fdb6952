package securex

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// overview is an employee with the contracts that count.
type overview struct {
	EmployeeKey            string  `json:"employeeKey"`
	NationalRegisterNumber *string `json:"nationalRegisterNumber"`
	LastName               string  `json:"lastName"`
	FirstName              *string `json:"firstName"`
	Language               string  `json:"language"`
	Contracts              []brief `json:"contracts"`
}

// brief is what the overview says of a contract.
type brief struct {
	ContractKey string    `json:"contractKey"`
	StartDate   cal.Date  `json:"startDate"`
	EndDate     *cal.Date `json:"endDate"`
}

// getEmployees answers a page of employees with their contracts.
func (d *Dialect) getEmployees(c *rest.Call) (*rest.Answer, error) {
	f, err := d.readFilter(c)
	if err != nil {
		return nil, err
	}
	return document(c, func(tx *store.Tx) (any, error) {
		page := struct {
			Employees []*overview `json:"employees"`
			All       bool        `json:"allEmployeesRetrieved"`
			Last      *string     `json:"lastEmployeeKeyRetrieved"`
		}{All: true}
		found, err := d.employees(tx, c.Subject.ID, f)
		if err != nil {
			return nil, err
		}
		if len(found) > f.limit {
			found, page.All = found[:f.limit], false
		}
		for _, e := range found {
			o, err := d.overviewOf(tx, e, f)
			if err != nil {
				return nil, err
			}
			page.Employees = append(page.Employees, o)
			page.Last = &o.EmployeeKey
		}
		return page, nil
	})
}

// employees are those that a filter asks for, by key, and one more than the
// page holds.
func (d *Dialect) employees(tx *store.Tx, firm kind.ID, f *filter) ([]*record.Employee, error) {
	who, named, err := f.person(tx, firm)
	if err != nil {
		return nil, err
	}
	if named {
		return d.employee(tx, who, f)
	}
	where := []store.Condition{
		store.Has{Type: record.Employments.Type, AnyDay: true, Where: d.counting()},
		match("employeeNumber", f.after),
	}
	rows, err := firmPage(tx, record.Employees.Type, firm, "employeeNumber", where, f.limit)
	if err != nil {
		return nil, err
	}
	page := make([]*record.Employee, len(rows))
	for i, row := range rows {
		if page[i], err = record.Employees.Value(row); err != nil {
			return nil, err
		}
	}
	return page, nil
}

// employee is the one that a filter names, when one of his contracts counts.
// One who has no contract yet is found by the key alone.
func (d *Dialect) employee(r kind.Reader, who kind.ID, f *filter) ([]*record.Employee, error) {
	if who.IsZero() {
		return nil, nil
	}
	e, err := record.Employees.Get(r, who)
	if err != nil || e.EmployeeNumber <= f.after {
		return nil, err
	}
	counting, err := d.contractsOf(r, who, f)
	if err != nil {
		return nil, err
	}
	if len(counting) == 0 {
		all, err := r.Children(record.Employments.Type, who)
		if err != nil || len(all) > 0 || f.employee == 0 {
			return nil, err
		}
	}
	return []*record.Employee{e}, nil
}

func (d *Dialect) overviewOf(r kind.Reader, e *record.Employee, f *filter) (*overview, error) {
	number, err := nationalNumberOf(r, e.ID)
	if err != nil {
		return nil, err
	}
	person, err := record.BelgianPersonOf(r, e)
	if err != nil {
		return nil, err
	}
	contracts, err := d.contractsOf(r, e.ID, f)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(contracts, func(a, b *contract) int {
		return cmp.Or(a.StartDate.Compare(b.StartDate), cmp.Compare(a.PayrollID, b.PayrollID))
	})
	o := &overview{
		EmployeeKey: strconv.Itoa(e.EmployeeNumber), NationalRegisterNumber: number,
		LastName: e.PersonalDetails.LastName, FirstName: e.PersonalDetails.FirstName, Language: person.Language,
	}
	for _, c := range contracts {
		o.Contracts = append(o.Contracts, brief{c.key(), c.StartDate, c.EndDate})
	}
	return o, nil
}
