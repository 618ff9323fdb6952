package loket

import (
	"net/http"
	"strconv"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/record/code"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// bindFunds binds funds, cars and payments.
func (d *Dialect) bindFunds(t *table) {
	const employments, period = "/v2/providers/employers/employees/employments", "/metadata/year/{year}/period/{period}"
	create := t.byPath[route(post, employments+"/{id}/journalallocations")]
	t.beside(create, period, "TestJournalMetadata", journalPlaces(record.Employments.Type))
	change := t.byPath[route(put, employments+"/journalallocations/{id}")]
	t.beside(change, period, "TestJournalMetadata", journalPlaces(record.JournalAllocations.Type))
}

// journalPlaces answers the cost centers and cost units of the payroll period
// that ends the path. They are the same in every period that there is.
func journalPlaces(about *kind.Type) rest.Handler {
	return rest.Rows(about, func(c *rest.Call, tx *store.Tx, row *kind.Row) ([]any, error) {
		year, err := strconv.Atoi(c.Parameters[1])
		if err != nil {
			return nil, kind.ErrNotFound
		}
		number, err := strconv.Atoi(c.Parameters[2])
		if err != nil {
			return nil, kind.ErrNotFound
		}
		if _, err := record.PeriodAt(tx, row, year, number); err != nil {
			return nil, rest.Refuse(http.StatusNotFound, "there is no payroll period %d of %d", number, year)
		}
		return []any{
			fieldOptions{Field: "costCenter", Options: listed("cost center")},
			fieldOptions{Field: "costUnit", Options: listed("cost unit")},
		}, nil
	})
}

// employmentPeriods are the payroll periods that an employment reaches into,
// of those that metadata offers.
func employmentPeriods(tx *store.Tx, row *kind.Row) ([]option, error) {
	of := row
	if row.Type != record.Employments.Type {
		var err error
		if of, err = tx.Row(record.Employments.Type, row.Parent); err != nil {
			return nil, err
		}
	}
	all, err := payrollPeriods(tx, row)
	if err != nil {
		return nil, err
	}
	some := []option{}
	employment := of.Period()
	for _, o := range all {
		var p record.PayrollPeriod
		if err := json.Unmarshal(o, &p); err != nil {
			return nil, err
		}
		if p.Period().Overlaps(employment) {
			some = append(some, o)
		}
	}
	return some, nil
}

// listed are the options of a whole code list.
func listed(list string) []option {
	entries, _ := code.Lists.Entries(list)
	return optionsOf(entries)
}

func optionsOf(entries []kind.Entry) []option {
	options := make([]option, len(entries))
	for i, e := range entries {
		options[i] = option(e.JSON)
	}
	return options
}

// entriesOf makes options of a rule that chooses from a code list.
func entriesOf(choose func(kind.Reader, *kind.Row) ([]kind.Entry, error)) func(*store.Tx, *kind.Row) ([]option, error) {
	return func(tx *store.Tx, row *kind.Row) ([]option, error) {
		entries, err := choose(tx, row)
		return optionsOf(entries), err
	}
}
