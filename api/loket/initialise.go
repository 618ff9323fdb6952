package loket

import (
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// bindInitialise binds what is done for a payroll period before it is paid.
func (t *table) bindInitialise() {
	const path = "/providers/employers/payrolladministrations/{id}/payrollperiods/initialise"
	o := t.byPath[route(post, "/v2"+path)]
	t.beside(o, "/defaults", "TestInitialisePeriod", rest.Document(record.PayrollAdministrations.Type, initialiseDefaults))
	t.shapes[t.byPath[route(get, "/v2"+path+"/defaults")]] = shape{gives: record.Initialisations.Type.Fields}
	t.partly(action(t, post, path, "TestInitialisePeriod", record.PayrollAdministrations.Type, record.Initialisations, nil, initialisePeriod),
		"fills in hours worked, refuses leave hours and bases; there are no payroll runs, so that a year's first period is the one to initialise")
}

func initialisePeriod(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.Initialisation) (any, error) {
	return nil, record.InitialisePeriod(tx, row, in)
}

// initialiseDefaults names the period of this year that can be initialised, or
// where the administration isn't in use this year of the one that it starts in.
func initialiseDefaults(_ *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	a, err := record.PayrollAdministrations.Value(row)
	if err != nil {
		return nil, err
	}
	first, ok := record.FirstPeriod(a, tx.Today().Year())
	if !ok {
		first = record.PayrollPeriodOn(a.PayrollPeriodType.Key, a.StartDate)
	}
	return record.Initialisation{PayrollPeriod: record.PeriodName{Year: first.Year, PeriodNumber: first.PeriodNumber}, SetHoursWorked: true}, nil
}
