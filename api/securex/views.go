package securex

import (
	"errors"
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// contractView is a contract with its histories.
type contractView struct {
	ContractKey            string    `json:"contractKey"`
	EmployeeKey            string    `json:"employeeKey"`
	NationalRegisterNumber *string   `json:"nationalRegisterNumber"`
	LastName               string    `json:"lastName"`
	FirstName              *string   `json:"firstName"`
	StartDate              cal.Date  `json:"startDate"`
	EndDate                *cal.Date `json:"endDate"`
	Histories              []history `json:"histories"`
}

// history is what a contract says while none of it changes.
type history struct {
	ValidFrom cal.Date  `json:"validFrom"`
	ValidTo   *cal.Date `json:"validTo"`
	terms
	Dimona dimona `json:"dimona"`
}

// getContractViews answers a page of contracts with the histories from a day
// on.
func (d *Dialect) getContractViews(c *rest.Call) (*rest.Answer, error) {
	f, err := d.readFilter(c)
	if err != nil {
		return nil, err
	}
	return document(c, func(tx *store.Tx) (any, error) {
		page := struct {
			Views []*contractView `json:"contractViews"`
			All   bool            `json:"allContractsRetrieved"`
			Last  *string         `json:"lastContractKeyRetrieved"`
		}{}
		found, all, err := d.contracts(tx, c.Subject.ID, f)
		for _, one := range found {
			v, err := viewOf(tx, one, d.since(f))
			if err != nil {
				return nil, err
			}
			page.Views = append(page.Views, v)
		}
		page.All, page.Last = all, lastKey(found)
		return page, err
	})
}

// since is the day from which histories are shown: that of _from, or today.
func (d *Dialect) since(f *filter) cal.Date {
	if f.from.IsZero() {
		return d.today()
	}
	return f.from
}

// viewOf is a contract with the history of a day and all later ones; of one
// that ended before that day, the last.
func viewOf(r kind.Reader, c *contract, since cal.Date) (*contractView, error) {
	number, err := nationalNumberOf(r, c.Employee.ID)
	if err != nil {
		return nil, err
	}
	v := &contractView{
		ContractKey: c.key(), EmployeeKey: strconv.Itoa(c.Employee.EmployeeNumber),
		NationalRegisterNumber: number, LastName: c.Employee.LastName, FirstName: c.Employee.FirstName,
		StartDate: c.StartDate, EndDate: c.EndDate,
	}
	if c.EndDate != nil {
		since = cal.Min(since, *c.EndDate)
	}
	histories, err := record.BelgianHistories(r, c.ID)
	if err != nil {
		return nil, err
	}
	for i := range histories {
		h := &histories[i]
		if !h.End.IsZero() && h.End.Before(since) {
			continue
		}
		v.Histories = append(v.Histories, history{ValidFrom: h.Start, ValidTo: orNil(h.End), terms: c.termsIn(h), Dimona: c.dimona()})
	}
	return v, nil
}

// nationalNumberOf is an employee's national register number; nil where another
// dialect has left it out.
func nationalNumberOf(r kind.Reader, employee kind.ID) (*string, error) {
	n, err := record.NationalRegisterNumbers.Get(r, employee)
	if errors.Is(err, kind.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &n.NationalRegisterNumber, nil
}
