package securex

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strconv"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// window is how long after its end a contract is still shown, in days.
const window = 90

// findContract is the contract of a firm with a key; nil when there is none.
func findContract(r kind.Reader, firm kind.ID, key int) (*contract, error) {
	id, err := record.EmploymentByPayrollID(r, firm, strconv.Itoa(key))
	if errors.Is(err, kind.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	e, err := record.Employments.Get(r, id)
	if err != nil {
		return nil, err
	}
	return contractOf(r, e)
}

// person is the employee that the filter's keys mean; named is false when it
// has none. Nobody is zero: no employee has such a key, or two of them are not
// the same one's.
func (f *filter) person(r kind.Reader, firm kind.ID) (who kind.ID, named bool, err error) {
	for _, find := range []struct {
		given bool
		by    func() (kind.ID, error)
	}{
		{f.national != "", func() (kind.ID, error) { return record.EmployeeByNationalNumber(r, firm, f.national) }},
		{f.employee != 0, func() (kind.ID, error) { return record.EmployeeByNumber(r, firm, strconv.Itoa(f.employee)) }},
		{f.contract != 0, func() (kind.ID, error) { return employeeOf(r, firm, f.contract) }},
	} {
		if !find.given {
			continue
		}
		id, err := find.by()
		if errors.Is(err, kind.ErrNotFound) {
			return kind.ID{}, true, nil
		}
		if err != nil {
			return kind.ID{}, true, err
		}
		if named && id != who {
			return kind.ID{}, true, nil
		}
		who, named = id, true
	}
	return who, named, nil
}

// employeeOf is whose contract has a key.
func employeeOf(r kind.Reader, firm kind.ID, key int) (kind.ID, error) {
	id, err := record.EmploymentByPayrollID(r, firm, strconv.Itoa(key))
	if err != nil {
		return id, err
	}
	row, err := r.Row(record.Employments.Type, id)
	if err != nil {
		return id, err
	}
	return row.Parent, nil
}

// lastKey is the key of the last contract of a page; nil when there is none.
func lastKey(page []*contract) *string {
	if len(page) == 0 {
		return nil
	}
	key := page[len(page)-1].key()
	return &key
}

// contracts are a page of those that a filter asks for, by key; all says that
// none follow.
func (d *Dialect) contracts(tx *store.Tx, firm kind.ID, f *filter) (page []*contract, all bool, err error) {
	who, named, err := f.person(tx, firm)
	if err != nil {
		return nil, false, err
	}
	if !named {
		page, err = d.contractsOfFirm(tx, firm, f)
	} else {
		page, err = d.contractsOf(tx, who, f)
		page = slices.DeleteFunc(page, func(c *contract) bool { return c.PayrollID <= f.after })
		slices.SortFunc(page, func(a, b *contract) int { return cmp.Compare(a.PayrollID, b.PayrollID) })
	}
	if len(page) > f.limit {
		return page[:f.limit], false, err
	}
	return page, true, err
}

// contractsOfFirm are those of all employees that count, and one more than the
// page holds.
func (d *Dialect) contractsOfFirm(tx *store.Tx, firm kind.ID, f *filter) ([]*contract, error) {
	where := append(d.counting(), match("payrollId", f.after))
	bodies, err := firmPage(tx, record.Employments.Type, firm, "payrollId", where, f.limit)
	if err != nil {
		return nil, err
	}
	var page []*contract
	for _, row := range bodies {
		e, err := record.Employments.Value(row)
		if err != nil {
			return nil, err
		}
		c, err := contractOf(tx, e)
		if err != nil {
			return nil, err
		}
		page = append(page, c)
	}
	return page, nil
}

// counting is what the window of visibility asks of an employment: that it has
// begun, and didn't end longer ago than that. Only Belgian ones are contracts.
func (d *Dialect) counting() []store.Condition {
	today := d.today()
	return []store.Condition{
		store.Valid{From: today.AddDays(-window), To: today},
		store.Has{Type: record.BelgianContracts.Type},
	}
}

// match asks for a number greater than one.
func match(path string, after int) store.Condition {
	return store.Match{Filter: store.Comparison{
		Field: path, Op: store.Gt, Value: store.Value{Kind: store.NumberValue, Text: strconv.Itoa(after)},
	}}
}

// firmPage are the rows of a firm that fulfil conditions, by the number at a
// path: one more than the limit, where there are as many.
func firmPage(tx *store.Tx, t *kind.Type, firm kind.ID, path string, where []store.Condition, limit int) ([]*kind.Row, error) {
	var rows []*kind.Row
	err := tx.List(store.Query{
		View: store.Whole(t), Employer: firm, Where: where, Order: []store.Order{{Field: path}}, Limit: limit + 1,
	}, func(body []byte) error {
		rows = append(rows, &kind.Row{Type: t, Employer: firm, Body: bytes.Clone(body)})
		return nil
	})
	return rows, err
}

// contractsOf are those of one employee that a filter lets through.
func (d *Dialect) contractsOf(r kind.Reader, employee kind.ID, f *filter) ([]*contract, error) {
	if employee.IsZero() {
		return nil, nil
	}
	employments, err := record.Employments.Children(r, employee)
	if err != nil {
		return nil, err
	}
	var found []*contract
	for _, e := range employments {
		if !d.passes(e, f) {
			continue
		}
		c, err := contractOf(r, e)
		if err != nil {
			return nil, err
		}
		if c != nil {
			found = append(found, c)
		}
	}
	return found, nil
}

// passes says whether a filter lets an employment through. A key lifts the
// window, and then _from leaves out what ended before it.
func (d *Dialect) passes(e *record.Employment, f *filter) bool {
	since := d.today().AddDays(-window)
	switch {
	case f.contract != 0 && e.PayrollID != f.contract:
		return false
	case f.byKey():
		since = f.from
	case e.StartDate.After(d.today()):
		return false
	}
	return e.EndDate == nil || !e.EndDate.Before(since)
}
