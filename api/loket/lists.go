package loket

import (
	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// narrow is what somebody may see of a kind: a department manager the people
// whose actual organizational entity is in one of his departments, and what
// belongs to them; everybody those notes that are for him.
func narrow(c *rest.Call, tx *store.Tx, t *kind.Type) ([]store.Condition, error) {
	var where []store.Condition
	if c.Session.DepartmentsOnly && underEmployee(t) {
		departments, err := record.WithParts(tx, c.Session.Departments, c.Session.Branches)
		if err != nil {
			return nil, err
		}
		where = append(where, managed(t, inDepartments(departments)))
	}
	if isNote(t) {
		where = append(where, readableNotes(c.Session))
	}
	return where, nil
}

func managed(t *kind.Type, employment store.Condition) store.Condition {
	switch t {
	case record.Employments.Type:
		return employment
	case record.Employees.Type:
		return store.Has{Type: record.Employments.Type, Where: []store.Condition{employment}}
	}
	return store.Under{Where: []store.Condition{managed(t.Parent, employment)}}
}

// inDepartments holds for employments whose organizational entity is in one
// of some departments; for none when there are none.
func inDepartments(departments []kind.ID) store.Condition {
	any := store.AnyOf{}
	for _, d := range departments {
		any = append(any, equal("department.key", store.TextValue, d.String()))
	}
	return store.Has{Type: record.OrganizationalEntities.Type, Where: []store.Condition{any}}
}

func equal(field string, form store.ValueKind, value string) store.Condition {
	return store.Match{Filter: store.Comparison{Field: field, Op: store.Eq, Value: store.Value{Kind: form, Text: value}}}
}

// right is a line of the authorizations of a user.
type right struct {
	ID          kind.ID `json:"id"`
	Description string  `json:"description"`
}

var rightLines = kind.Shape[right]()

// activityName is the same in the version before 2019-02-11, which names
// every activity.
type activityName struct {
	Name string `json:"name"`
}

// rights are the rights that the user can make use of at an employer or a
// provider.
func (d *Dialect) rights(c *rest.Call, tx *store.Tx, row *kind.Row) ([]right, error) {
	held, err := c.Session.Rights(tx, rest.ScopeOf(row), access.Rights(d.Activities()))
	lines := make([]right, len(held))
	for i, r := range held {
		lines[i] = right{ID: r.ID, Description: r.Name}
	}
	return lines, err
}

// activityNames are the activities that the user may perform.
func (d *Dialect) activityNames(c *rest.Call, tx *store.Tx, row *kind.Row) ([]activityName, error) {
	lines := []activityName{}
	for _, a := range d.Activities() {
		if c.Session.May(tx, a, rest.ScopeOf(row)) == nil {
			lines = append(lines, activityName{a.Name})
		}
	}
	return lines, nil
}

// authorizations answers in the form of the version asked for.
func (d *Dialect) authorizations() rest.Handler {
	names := rest.Collection(record.Employers.Type, kind.Shape[activityName](), d.activityNames)
	rights := rest.Collection(record.Employers.Type, rightLines, d.rights)
	return func(c *rest.Call) (*rest.Answer, error) {
		if c.Version.Date == c.Operation.Versions[0].Date {
			return rights(c)
		}
		return names(c)
	}
}

// Activities are the dialect's operations as the rights see them, each once:
// /metadata and /defaults have the activity of the write that they are for.
func (d *Dialect) Activities() []access.Activity {
	seen := map[string]bool{}
	var all []access.Activity
	for _, o := range d.table.all {
		if !seen[o.Activity] {
			seen[o.Activity] = true
			all = append(all, o.Asks())
		}
	}
	return all
}

// moduleLine is a module as the vendor shows it.
type moduleLine struct {
	ID          kind.ID `json:"id"`
	Description string  `json:"description" is:"len=..50"`
}

var moduleLines = kind.Shape[moduleLine]()

func linesOf(modules []access.Module) []moduleLine {
	lines := make([]moduleLine, len(modules))
	for i, m := range modules {
		lines[i] = moduleLine{ID: m.ID, Description: m.Name}
	}
	return lines
}

func (d *Dialect) employerModules(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]moduleLine, error) {
	modules, err := d.access.EmployerModules(tx, row.ID)
	return linesOf(modules), err
}

// providerModules are what a provider has for the employer that the vendor
// wants named in the query, which must be one of its own.
func (d *Dialect) providerModules(c *rest.Call, tx *store.Tx, row *kind.Row) ([]moduleLine, error) {
	employer, err := c.RequiredID("employerId")
	if err != nil {
		return nil, err
	}
	found, err := tx.Row(record.Employers.Type, employer)
	if err != nil {
		return nil, err
	}
	if found.Parent != row.ID {
		return nil, kind.ErrNotFound
	}
	modules, err := d.access.ProviderModules(tx, row.ID)
	return linesOf(modules), err
}
