package loket

import (
	"net/http"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/record/code"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// fieldOptions is a line of a metadata answer: a field and what it can hold.
type fieldOptions struct {
	Field   string   `json:"field"`
	Options []option `json:"options"`
}

// option is an entry of a code list, or a record that can be referred to.
type option = jsontext.Value

// metadata lists the options of every field of a kind that holds a code or a
// reference, in the context of the record that the path names: the kind's
// parent for POST, the record itself for PUT.
func metadata(k *kind.Type, method string) rest.Handler {
	about := k
	if method == http.MethodPost {
		about = k.Parent
	}
	return metadataOf(about, k.Catalog(), k.Fields)
}

func metadataOf(about *kind.Type, catalog *kind.Catalog, fields *kind.Field) rest.Handler {
	return rest.Rows(about, func(c *rest.Call, tx *store.Tx, row *kind.Row) ([]any, error) {
		m := &optionReader{tx: tx, row: row, catalog: catalog, seen: map[string]bool{}}
		if row != nil {
			m.employer = row.Employer
		}
		scale, err := payScaleContext(tx, row)
		if err != nil {
			return nil, err
		}
		m.by = scale
		m.lists = listsOf(fields)
		if err := m.object(fields); err != nil {
			return nil, err
		}
		return m.rows, nil
	})
}

// optionReader gathers the options of the fields of one kind.
type optionReader struct {
	tx       *store.Tx
	row      *kind.Row // that the path names
	catalog  *kind.Catalog
	employer kind.ID
	by       string              // the collective agreement, for pay scales
	lists    map[string][]string // from which the fields of a name have their options
	seen     map[string]bool
	rows     []any
}

// listsOf tells for every name of a field from which lists those of that name
// have their options.
func listsOf(f *kind.Field) map[string][]string {
	lists := map[string][]string{}
	var walk func(*kind.Field)
	walk = func(f *kind.Field) {
		for _, field := range f.Members {
			of := field
			if field.Form == kind.Array {
				of = field.Elem
			}
			list := of.Code + of.Ref + of.Options
			switch {
			case field.ReadOnly:
			case list == "":
				walk(of)
			case !slices.Contains(lists[field.Name], list):
				lists[field.Name] = append(lists[field.Name], list)
			}
		}
	}
	walk(f)
	return lists
}

// named is what the metadata calls a field: by its own name, or by its path
// when another one of that name has other options.
func (m *optionReader) named(f *kind.Field) string {
	if len(m.lists[f.Name]) > 1 {
		return f.Path
	}
	return f.Name
}

func (m *optionReader) object(f *kind.Field) error {
	for _, field := range f.Members {
		of := field
		if field.Form == kind.Array {
			of = field.Elem
		}
		switch {
		case field.ReadOnly || m.seen[m.named(field)]:
		case of.Code != "" || of.Ref != "" || of.Options != "":
			if err := m.add(m.named(field), of); err != nil {
				return err
			}
		default:
			if err := m.object(of); err != nil {
				return err
			}
		}
	}
	return nil
}

// add gives a field its options. A field of the same name deeper down, such
// as the country of a second address, has the same ones and is shown once.
func (m *optionReader) add(name string, f *kind.Field) error {
	options, err := m.options(f)
	if err != nil {
		return err
	}
	m.seen[name] = true
	m.rows = append(m.rows, fieldOptions{Field: name, Options: options})
	return nil
}

func (m *optionReader) options(f *kind.Field) ([]option, error) {
	if f.Options != "" {
		return optionsFrom[f.Options](m.tx, m.row)
	}
	if f.Ref != "" {
		return m.references(f)
	}
	entries, _ := m.catalog.Codes().Entries(f.Code)
	options := []option{}
	for _, e := range entries {
		if e.By == "" || e.By == m.by && f.Code == payScaleList {
			options = append(options, option(e.JSON))
		}
	}
	return options, nil
}

// references are the employer's records that a field can point to, shown
// with the members that the field shows.
func (m *optionReader) references(f *kind.Field) ([]option, error) {
	options := []option{}
	target := m.catalog.Type(f.Ref)
	if target == nil { // a kind that isn't part of the record has no options
		return options, nil
	}
	q := store.Query{View: store.Whole(target), Employer: m.employer}
	err := m.tx.List(q, func(body []byte) error {
		options = append(options, f.Label(target, body))
		return nil
	})
	return options, err
}

// optionsFrom are the choices that come from a rule rather than from a list or
// from records, by the name that fields give them; row is what the path names.
var optionsFrom = map[string]func(tx *store.Tx, row *kind.Row) ([]option, error){
	"leave policy":         leavePolicyOptions,
	"employee profile":     profileOptions,
	"benefit component":    benefitComponents,
	"hour component":       hourComponents,
	"payroll period":       payrollPeriods,
	"period without cost":  periodsWithoutCost,
	"last payroll period":  lastPayrollPeriods,
	"payment component":    entriesOf(record.UnpaidComponents),
	"period component":     periodComponents,
	"leave type":           bookableLeaveTypes,
	"period of employment": employmentPeriods,
	"external tenant":      tenantOptions,
	"document category":    documentCategories,
	"workflow trigger":     houseOptions(record.WorkflowTriggers),
	"workflow template":    houseOptions(record.WorkflowTemplates),
}

// houseOptions are the entries of a house list that isn't a code list.
func houseOptions[T any](list func() []T) func(*store.Tx, *kind.Row) ([]option, error) {
	return func(*store.Tx, *kind.Row) ([]option, error) {
		options := []option{}
		for _, entry := range list() {
			body, err := json.Marshal(entry)
			if err != nil {
				return nil, err
			}
			options = append(options, body)
		}
		return options, nil
	}
}

// payrollPeriods are the periods of last year, this year and the next, of the
// administration that the people of a record are paid by.
func payrollPeriods(tx *store.Tx, row *kind.Row) ([]option, error) {
	periodType, err := record.PeriodTypeAt(tx, row)
	if err != nil {
		return nil, err
	}
	options := []option{}
	this := record.PayrollPeriodOn(periodType, tx.Today()).Year
	for year := this - 1; year <= this+1; year++ {
		for _, p := range record.PayrollPeriods(periodType, year) {
			body, err := json.Marshal(p)
			if err != nil {
				return nil, err
			}
			options = append(options, body)
		}
	}
	return options, nil
}

// payScaleList is the code list of pay scales, each within a collective
// agreement; payGradeList that of pay grades, each within a pay scale.
const (
	payScaleList = "pay scale"
	payGradeList = "pay grade"
)

// payScaleContext is the collective agreement under which the people of a
// record are paid; "" when it has none.
func payScaleContext(tx *store.Tx, row *kind.Row) (string, error) {
	if row == nil {
		return "", nil
	}
	employment := row
	for employment.Type != record.Employments.Type {
		if employment.Type.Parent == nil || employment.Parent.IsZero() {
			return "", nil
		}
		var err error
		if employment, err = tx.Row(employment.Type.Parent, employment.Parent); err != nil {
			return "", err
		}
	}
	id, err := kind.ParseID(kind.Text(employment.Body, "payrollAdministration.id"))
	if err != nil {
		return "", nil // paid by nobody
	}
	administration, err := tx.Row(record.PayrollAdministrations.Type, id)
	if err != nil {
		return "", err
	}
	return kind.Text(administration.Body, "cao.key"), nil
}

// payGrades answers the grades of the scale whose key ends the path.
func payGrades(about *kind.Type) rest.Handler {
	return rest.Rows(about, func(c *rest.Call, tx *store.Tx, row *kind.Row) ([]any, error) {
		if len(c.Parameters) > 2 { // the path names an administration too
			if _, err := chosenAdministration(c, tx, row); err != nil {
				return nil, err
			}
		}
		scale := c.Parameters[len(c.Parameters)-1]
		grades := code.Lists.Within(payGradeList, scale)
		options := make([]option, len(grades))
		for i, g := range grades {
			options[i] = option(g.JSON)
		}
		if _, known := code.Lists.Lookup(payScaleList, scale); !known {
			return nil, rest.Refuse(http.StatusNotFound, "there is no pay scale with this key")
		}
		return []any{fieldOptions{Field: "payGrade", Options: options}}, nil
	})
}

// defaults answers a new record of a kind as it would be before a client
// fills it in.
func defaults(k *kind.Type) rest.Handler {
	return rest.Document(k.Parent, func(c *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
		body, err := k.Defaults(tx, row.ID)
		if err != nil {
			return nil, err
		}
		return c.Version.Show(body)
	})
}

// administrationMetadata is the metadata of a new employment that depends on
// the payroll administration in the path: its pay scales.
func administrationMetadata(about *kind.Type, chosen func(*rest.Call, *store.Tx, *kind.Row) (*kind.Row, error)) rest.Handler {
	return rest.Rows(about, func(c *rest.Call, tx *store.Tx, row *kind.Row) ([]any, error) {
		administration, err := chosen(c, tx, row)
		if err != nil {
			return nil, err
		}
		scales := []option{}
		for _, e := range code.Lists.Within(payScaleList, kind.Text(administration.Body, "cao.key")) {
			scales = append(scales, option(e.JSON))
		}
		return []any{fieldOptions{Field: "payScale", Options: scales}}, nil
	})
}

// itself is the administration where the path names nothing else.
func itself(_ *rest.Call, _ *store.Tx, administration *kind.Row) (*kind.Row, error) {
	return administration, nil
}

// chosenAdministration is the one that the path names after an employee.
func chosenAdministration(c *rest.Call, tx *store.Tx, row *kind.Row) (*kind.Row, error) {
	id, err := c.ID(1)
	if err != nil {
		return nil, err
	}
	administration, err := tx.Row(record.PayrollAdministrations.Type, id)
	if err == nil && administration.Employer != row.Employer {
		err = kind.ErrNotFound
	}
	return administration, err
}

// gradeAmount is what a pay grade is worth.
type gradeAmount struct {
	Amount money.Amount `json:"amount"`
	Date   cal.Date     `json:"date"`
}

// payGradeAmount answers what a pay grade is worth on ?date=, or today.
var payGradeAmount = rest.Document(record.Employees.Type, func(c *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	if _, err := chosenAdministration(c, tx, row); err != nil {
		return nil, err
	}
	on, err := c.Date("date")
	if err != nil {
		return nil, err
	}
	if on.IsZero() {
		on = tx.Today()
	}
	amount, ok := code.GradeAmount(c.Parameters[3], on)
	if !ok {
		return nil, rest.Refuse(http.StatusNotFound, "there is no pay grade with this key that has an amount on %v", on)
	}
	return gradeAmount{amount, on}, nil
})
