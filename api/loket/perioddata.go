package loket

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/record/code"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// bindPeriodData binds what payroll is told for a period.
func bindPeriodData(t *table) {
	const employment = "/providers/employers/employees/employments/{id}/payrollperioddata"
	t.regular(record.PeriodDataOf.Type, "TestRegularOperations")
	create := t.byPath[route(post, "/v2"+employment)]
	t.beside(create, periodMetadata, "TestPeriodDataMetadata", periodOptions(record.Employments.Type))
	change := t.byPath[route(put, "/v2/providers/employers/employees/employments/payrollperioddata/{id}")]
	t.beside(change, periodMetadata, "TestPeriodDataMetadata", periodOptions(record.PeriodDataOf.Type))
	action(t, patch, employment, "TestPatchPeriodData", record.Employments.Type, record.PeriodDataPatchInput, nil, patchPeriodData)
	arrayAction(t, patch, "/providers/employers/{id}/payrollperioddata", "TestPatchPeriodData",
		record.Employers.Type, record.PeriodDataPatchesInput, nil, patchPeriodDataOf)
	const browser = "/providers/employers/payrolladministrations/{id}/payrollPeriods/"
	list := collection(t, browser+"{payrollPeriodId}/payrollperioddata", "TestPeriodDataOfAdministration",
		record.PayrollAdministrations.Type, browserLines, periodDataOfAdministration)
	t.besideAt(list, "/v2"+browser+"payrollperioddata/metadata", "TestPeriodDataOfAdministration", rest.Rows(record.PayrollAdministrations.Type, browserOptions))
	defaults := "/v2" + browser + "payrollperioddata/defaults"
	t.besideAt(list, defaults, "TestPeriodDataOfAdministration", rest.Document(record.PayrollAdministrations.Type, browserDefaults))
	t.shapes[t.byPath[route(get, defaults)]] = shape{gives: kind.Shape[browserChoice]().Type.Fields}
}

// periodMetadata is where the options are that differ from period to period.
const periodMetadata = "/metadata/year/{year}/period/{periodNumber}"

// periodOptions are the components that can be given a value in the period
// that ends the path.
func periodOptions(about *kind.Type) rest.Handler {
	return rest.Rows(about, func(c *rest.Call, tx *store.Tx, row *kind.Row) ([]any, error) {
		periodType, err := record.PeriodTypeAt(tx, row)
		if err != nil {
			return nil, err
		}
		year, err := strconv.Atoi(c.Parameters[1])
		if err != nil {
			return nil, kind.ErrNotFound
		}
		number, err := strconv.Atoi(c.Parameters[2])
		if err != nil {
			return nil, kind.ErrNotFound
		}
		if _, err := periodByID(periodType, 100*year+number); err != nil {
			return nil, err
		}
		options, err := componentOptions[record.PeriodComponent](record.PeriodComponents(year))
		return []any{fieldOptions{Field: "payrollComponent", Options: options}}, err
	})
}

// periodByID is the payroll period with an id such as 202406.
func periodByID(periodType, id int) (record.PayrollPeriod, error) {
	year, number := id/100, id%100
	if year < 2000 || year > 9999 {
		return record.PayrollPeriod{}, kind.ErrNotFound
	}
	all := record.PayrollPeriods(periodType, year)
	if number < 1 || number > len(all) {
		return record.PayrollPeriod{}, kind.ErrNotFound
	}
	return all[number-1], nil
}

// periodComponents are the components that can be given a value for a period
// of this year.
func periodComponents(tx *store.Tx, _ *kind.Row) ([]option, error) {
	return componentOptions[record.PeriodComponent](record.PeriodComponents(tx.Today().Year()))
}

func patchPeriodData(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.PeriodDataPatch) (any, error) {
	return nil, record.PatchPeriodData(tx, row.ID, in)
}

func patchPeriodDataOf(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.PeriodDataPatches) (any, error) {
	return nil, record.PatchPeriodDataOf(tx, row.ID, in)
}

// browserLine is what payroll is told of one employment in a period; values
// are null where it was told nothing.
type browserLine struct {
	Employee   browserEmployee   `json:"employee"`
	Employment browserEmployment `json:"employment"`
	record.PeriodKey
	PayrollComponents []browserValue `json:"payrollComponents"`
}

type browserEmployee struct {
	EmployeeNumber int    `json:"employeeNumber" is:"min=1,readonly"`
	FormattedName  string `json:"formattedName" is:"readonly"`
}

type browserEmployment struct {
	ID                       kind.ID `json:"id" is:"readonly"`
	PayrollID                int     `json:"payrollId" is:"readonly"`
	IncomeRelationshipNumber int     `json:"incomeRelationshipNumber" is:"max=9999,readonly"`
}

type browserValue struct {
	PayrollComponent record.PeriodComponent `json:"payrollComponent" is:"code=payroll component"`
	Value            *money.Amount          `json:"value"`
	IsSupplement     *bool                  `json:"isSupplement"`
}

var browserLines = kind.Shape[browserLine]()

// periodDataOfAdministration tells what payroll was told, in a period and on
// one type of payslip, of everybody who is employed then: a line for each
// record, and one without values for who has none.
func periodDataOfAdministration(c *rest.Call, tx *store.Tx, row *kind.Row) ([]browserLine, error) {
	b, err := browse(c, tx, row)
	if err != nil {
		return nil, err
	}
	q := store.Query{View: store.Narrow(record.Employments.Type, "id"), Employer: row.Employer, On: *b.period.PeriodEndDate}
	q.Where = []store.Condition{
		equal("payrollAdministration.id", store.TextValue, row.ID.String()),
		store.Valid{From: *b.period.PeriodStartDate, To: *b.period.PeriodEndDate},
	}
	if err := settings(c, tx.Present(), &q); err != nil {
		return nil, err
	}
	var ids []kind.ID
	if err := tx.List(q, func(body []byte) error {
		id, err := kind.ParseID(kind.Text(body, "id"))
		ids = append(ids, id)
		return err
	}); err != nil {
		return nil, err
	}
	for _, id := range ids {
		if err := b.employment(id); err != nil {
			return nil, err
		}
	}
	return b.lines, nil
}

// browser gathers the lines of one period.
type browser struct {
	tx         *store.Tx
	period     record.PayrollPeriod
	slip       int
	components []code.Component
	lines      []browserLine
}

// browse reads which period, payslip and components are asked for.
func browse(c *rest.Call, tx *store.Tx, row *kind.Row) (*browser, error) {
	b := &browser{tx: tx}
	periodType, err := record.PeriodTypeAt(tx, row)
	if err != nil {
		return nil, err
	}
	id, err := strconv.Atoi(c.Parameters[1])
	if err != nil {
		return nil, kind.ErrNotFound
	}
	if b.period, err = periodByID(periodType, id); err != nil {
		return nil, err
	}
	slip, ok := c.Query("payslipType")
	if !ok {
		return nil, wrongQuery("payslipType", "is required")
	}
	entry, ok := code.Lists.Lookup("payslip type", slip)
	if !ok {
		return nil, wrongQuery("payslipType", "is not an option")
	}
	b.slip, _ = strconv.Atoi(entry.Key)
	b.components, err = chosenComponents(c, b.period.Year)
	return b, err
}

func wrongQuery(name, message string) error {
	return &rest.Error{Status: http.StatusBadRequest, Field: name, Message: name + " " + message}
}

// chosenComponents are the payroll components that the query asks for: one of
// a set, a category and a component must be named.
func chosenComponents(c *rest.Call, year int) ([]code.Component, error) {
	if text, ok := c.Query("payrollComponentSet"); ok && text != "" {
		set, err := c.RequiredID("payrollComponentSet")
		if err != nil {
			return nil, err
		}
		if components, ok := record.ComponentsOf(set, year); ok {
			return components, nil
		}
		return nil, wrongQuery("payrollComponentSet", "is not an option")
	}
	for _, by := range []struct {
		name string
		is   func(code.Component, int) bool
	}{
		{"payrollComponentCategory", func(c code.Component, key int) bool { return c.Category == key }},
		{"payrollComponentId", func(c code.Component, key int) bool { return c.Key == key }},
	} {
		text, ok := c.Query(by.name)
		if !ok || text == "" {
			continue
		}
		key, err := strconv.Atoi(text)
		some := slices.DeleteFunc(record.PeriodComponents(year), func(c code.Component) bool { return !by.is(c, key) })
		if err != nil || len(some) == 0 {
			return nil, wrongQuery(by.name, "is not an option")
		}
		return some, nil
	}
	return nil, wrongQuery("payrollComponentSet", "is required where neither payrollComponentCategory nor payrollComponentId is given")
}

// employment adds the lines of one employment.
func (b *browser) employment(id kind.ID) error {
	row, err := b.tx.Row(record.Employments.Type, id)
	if err != nil {
		return err
	}
	e, err := record.Employments.Value(row)
	if err != nil {
		return err
	}
	person, err := record.Employees.Get(b.tx, row.Parent)
	if err != nil {
		return err
	}
	line := browserLine{
		Employee: browserEmployee{EmployeeNumber: person.EmployeeNumber, FormattedName: person.PersonalDetails.FormattedName},
		Employment: browserEmployment{
			ID: id, PayrollID: e.PayrollID, IncomeRelationshipNumber: e.IncomeRelationshipNumber,
		},
	}
	all, err := record.PeriodDataOf.Children(b.tx, id)
	if err != nil {
		return err
	}
	found := false
	for _, data := range all {
		if data.PayrollPeriod.ID() != b.period.ID() || data.PayslipType.Key != b.slip {
			continue
		}
		found, line.PeriodKey = true, data.PeriodKey
		if err := b.add(line, data.PayrollComponents); err != nil {
			return err
		}
	}
	if found {
		return nil
	}
	key, err := record.PeriodKeyOn(b.tx, id, *b.period.PeriodStartDate, b.slip)
	if err != nil {
		return err
	}
	line.PeriodKey = *key
	return b.add(line, nil)
}

// add shows the values of the components that are asked for.
func (b *browser) add(line browserLine, values []record.ComponentValue) error {
	for _, c := range b.components {
		shown, err := record.Shown[record.PeriodComponent](c)
		if err != nil {
			return err
		}
		v := browserValue{PayrollComponent: *shown}
		for _, given := range values {
			if given.PayrollComponent.Key == c.Key {
				v.Value, v.IsSupplement = &given.Value, &given.IsSupplement
			}
		}
		line.PayrollComponents = append(line.PayrollComponents, v)
	}
	b.lines = append(b.lines, line)
	return nil
}

// browserOptions are what the query of an administration's period data can
// choose.
func browserOptions(_ *rest.Call, tx *store.Tx, _ *kind.Row) ([]any, error) {
	year := tx.Today().Year()
	lists := map[string][]option{}
	for field, list := range map[string]string{"payslipType": "payslip type", "payrollComponentCategory": "component category"} {
		entries, _ := code.Lists.Entries(list)
		for _, e := range entries {
			lists[field] = append(lists[field], option(e.JSON))
		}
	}
	lists["payrollComponentCategory"] = slices.DeleteFunc(lists["payrollComponentCategory"], func(o option) bool {
		return !slices.ContainsFunc(record.PeriodComponents(year), func(c code.Component) bool {
			return strconv.Itoa(c.Category) == kind.Text(o, "key")
		})
	})
	sets, err := record.ComponentSets(year)
	if err != nil {
		return nil, err
	}
	for _, s := range sets {
		lists["payrollComponentSet"] = append(lists["payrollComponentSet"], option(fmt.Sprintf(`{"key":%q,"value":%q}`, s.ID.String(), s.Description)))
	}
	if lists["payrollComponentId"], err = periodComponents(tx, nil); err != nil {
		return nil, err
	}
	var rows []any
	for _, field := range []string{"payslipType", "payrollComponentSet", "payrollComponentCategory", "payrollComponentId"} {
		rows = append(rows, fieldOptions{Field: field, Options: lists[field]})
	}
	return rows, nil
}

// browserChoice is what an administration's period data shows at first.
type browserChoice struct {
	PayrollPeriodID          int     `json:"payrollPeriodId"`
	PayslipType              int     `json:"payslipType"`
	PayrollComponentSet      kind.ID `json:"payrollComponentSet"`
	PayrollComponentCategory *int    `json:"payrollComponentCategory"`
	PayrollComponentID       *int    `json:"payrollComponentId"`
}

func browserDefaults(_ *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	periodType, err := record.PeriodTypeAt(tx, row)
	if err != nil {
		return nil, err
	}
	choice := browserChoice{PayrollPeriodID: record.PayrollPeriodOn(periodType, tx.Today()).ID(), PayslipType: record.NormalSlip}
	sets, err := record.ComponentSets(tx.Today().Year())
	for _, s := range sets {
		if s.IsDefaultForBrowserPayrollPeriodData {
			choice.PayrollComponentSet = *s.ID
		}
	}
	return choice, err
}
