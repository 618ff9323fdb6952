package careflex

import (
	"errors"
	"net/http"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// month is what a company has reported of a month.
type month struct {
	// Month as YYYY-MM.
	Month string `json:"month"`
	// Incidents is how many of that month were imported.
	Incidents int `json:"incidents"`
	// Empty says that the company reported that there were none.
	Empty bool `json:"empty"`
}

// States of a month of a company.
const (
	monthReported = "reported"
	monthEmpty    = "empty"
	monthMissing  = "missing"
)

// state is what counts: incidents reopen a month that was reported as empty.
func (m *month) state() string {
	switch {
	case m.Incidents > 0:
		return monthReported
	case m.Empty:
		return monthEmpty
	}
	return monthMissing
}

func monthID(company kind.ID, name string) kind.ID { return derivedID("month", company.String(), name) }

// readMonth is what a company has reported of a month so far.
func readMonth(r kind.Reader, company kind.ID, name string) (*month, error) {
	m, err := months.Get(r, monthID(company, name))
	if errors.Is(err, kind.ErrNotFound) {
		return &month{Month: name}, nil
	}
	return m, err
}

func (m *month) save(w kind.Writer, company kind.ID) error {
	return months.Put(w, monthID(company, m.Month), company, m)
}

// countIncidents counts incidents that were recorded in a month.
func countIncidents(w kind.Writer, company kind.ID, name string, n int) error {
	m, err := readMonth(w, company, name)
	if err != nil {
		return err
	}
	m.Incidents += n
	return m.save(w, company)
}

// closeMonth notes that a month has no incidents, and says whether it has
// some after all.
func closeMonth(w kind.Writer, company kind.ID, day cal.Date) (had bool, err error) {
	m, err := readMonth(w, company, monthOf(day))
	if err != nil {
		return false, err
	}
	m.Empty = true
	return m.Incidents > 0, m.save(w, company)
}

// CompanyMonth is a line of the month view of the portal.
type CompanyMonth struct {
	CareflexID string `json:"careflexId"`
	Name       string `json:"name"`
	// ManagedBy is the CareFlex ID of the company that reports for it.
	ManagedBy *string `json:"managedBy"`
	Month     string  `json:"month"`
	// State is reported, empty or missing.
	State     string `json:"state"`
	Incidents int    `json:"incidents"`
}

// Months tells of every company what it has reported of a month, which is
// written YYYY-MM, in the order of their names.
func Months(tx *store.Tx, name string) ([]CompanyMonth, error) {
	if _, err := cal.Parse(name + "-01"); err != nil {
		return nil, rest.Refuse(http.StatusBadRequest, "a month is written YYYY-MM")
	}
	all, err := Companies(tx)
	if err != nil {
		return nil, err
	}
	lines := make([]CompanyMonth, len(all))
	for i, c := range all {
		m, err := readMonth(tx, c.Employer, name)
		if err != nil {
			return nil, err
		}
		lines[i] = CompanyMonth{
			CareflexID: c.CareflexID, Name: c.Name, ManagedBy: c.ManagedBy,
			Month: name, State: m.state(), Incidents: m.Incidents,
		}
	}
	return lines, nil
}

// CompanyLine is a company as an operator sees it.
type CompanyLine struct {
	CareflexID string `json:"careflexId"`
	Name       string `json:"name"`
	// Employer is the company in the record.
	Employer kind.ID `json:"employer"`
	// ManagedBy is the CareFlex ID of the company that reports for it.
	ManagedBy *string `json:"managedBy"`
	// ServiceUser is the ID that it gets tokens by.
	ServiceUser *string `json:"serviceUser"`
	// HasAPIToken says that one was made.
	HasAPIToken bool `json:"hasApiToken"`
}

// Companies are all companies that take part, in the order of their names.
func Companies(tx *store.Tx) ([]CompanyLine, error) {
	var ids []kind.ID
	err := tx.Numbers(store.Query{View: store.Whole(companies.Type)}, func(id kind.ID, _ int64) error {
		ids = append(ids, id)
		return nil
	})
	if err != nil {
		return nil, err
	}
	all := make([]CompanyLine, len(ids))
	for i, id := range ids {
		if all[i], err = line(tx, id); err != nil {
			return nil, err
		}
	}
	byName(all)
	return all, nil
}

func line(r kind.Reader, id kind.ID) (CompanyLine, error) {
	c, err := companies.Get(r, id)
	if err != nil {
		return CompanyLine{}, err
	}
	employer, err := record.Employers.Get(r, id)
	if err != nil {
		return CompanyLine{}, err
	}
	l := CompanyLine{
		CareflexID: c.CareflexID, Name: employer.CompanyName, Employer: id,
		ServiceUser: c.ServiceUser, HasAPIToken: c.APITokenHash != nil,
	}
	if c.ManagedBy != nil {
		by, err := companies.Get(r, *c.ManagedBy)
		if err != nil {
			return CompanyLine{}, err
		}
		l.ManagedBy = &by.CareflexID
	}
	return l, nil
}
