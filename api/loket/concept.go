package loket

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/record/code"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// bindConcepts binds concept employees, templates and new employments.
func (d *Dialect) bindConcepts(t *table) {
	const concepts = "/providers/employers/conceptemployees"
	t.document(concepts+"/minimized/{id}", "TestConceptMinimized", record.ConceptEmployees.Type, record.ConceptBriefs.Type, conceptBrief)
	action(t, put, concepts+"/minimized/{id}", "TestConceptMinimized", record.ConceptEmployees.Type, record.ConceptBriefs, record.ConceptBriefs.Type, putConceptBrief)
	read, write := t.facet(concepts+"/{id}/citizenservicenumber", "TestConceptNumber", record.ConceptNumbers.Type, noCitizenServiceNumber)
	read.Secret, write.Secret = "Citizen service number", "Citizen service number"
	action(t, patch, concepts+"/{id}/convertToEmployee", "TestConvert", record.ConceptEmployees.Type, record.Nothings, nil, convert)

	create := t.byPath[route(post, "/v2/providers/employers/{id}/conceptemployees")]
	chain := "/v2" + concepts + "/metadata/payrolladministration/{key}"
	t.besideAt(create, chain, "TestConceptMetadata", administrationMetadata(record.PayrollAdministrations.Type, itself))
	t.besideAt(create, chain+"/payscale/{key}", "TestConceptMetadata", payGrades(record.PayrollAdministrations.Type))
	t.defaultsBeside(create, create.Path+"/defaults", conceptDefaults(record.Employers.Type))
	t.defaultsBeside(create, "/v2"+concepts+"/defaults/payrolladministration/{key}", conceptDefaults(record.PayrollAdministrations.Type))
	d.bindOwnAccess(t)

	collection(t, "/providers/employers/{id}/administrations", "TestAdministrations", record.Employers.Type, administrationLines, administrations)
	collection(t, "/datanewbusiness/functions", "TestStandardFunctions", nil, functionNames, functions)

	const employment = "/providers/employers/employees/employments/{id}"
	category := t.byPath[route(patch, "/v2"+employment)]
	t.beside(category, "/metadata", "TestEmploymentCategory", metadataOf(record.Employments.Type, record.Catalog, &kind.Field{
		Members: slices.Concat(record.Employments.Type.Fields.Members, record.EmploymentCategories.Type.Fields.Members, record.Terminations.Type.Fields.Members),
	}))
	action(t, patch, employment, "TestEmploymentCategory", record.Employments.Type, record.EmploymentCategories, record.EmploymentCategories.Type, categorize)
	t.acts(post, employment+"/transitioncompensation", "TestTransitionCompensation",
		record.Employments.Type, record.Nothings.Type, kind.Shape[created]().Type, transition())
}

// bindOwnAccess binds what employees and those who may become one see of their
// own.
func (d *Dialect) bindOwnAccess(t *table) {
	const employee, concept = "/providers/employers/employees", "/providers/employers/conceptemployees"
	t.document(employee+"/{id}/selfservice", "TestOwnAccess", record.Employees.Type, record.OwnAccesses.Type, one(record.AccessOf))
	collection(t, "/providers/employers/{id}/employees/selfservice", "TestOwnAccess", record.Employers.Type, record.OwnAccesses,
		each(record.Employees.Type, record.AccessOf))
	arrayAction(t, patch, employee+"/selfservice", "TestOwnAccess", nil, record.AccessChanges, nil, changeAccess)
	t.document(concept+"/{id}/selfservice", "TestOwnAccess", record.ConceptEmployees.Type, record.ConceptOwnAccesses.Type, one(record.ConceptAccessOf))
	collection(t, "/providers/employers/{id}/conceptemployees/selfservice", "TestOwnAccess", record.Employers.Type, record.ConceptOwnAccesses,
		each(record.ConceptEmployees.Type, record.ConceptAccessOf))
}

// one answers what there is to say of the record that the path names.
func one[T any](of func(*kind.Row) (*T, error)) func(*rest.Call, *store.Tx, *kind.Row) (any, error) {
	return func(_ *rest.Call, _ *store.Tx, row *kind.Row) (any, error) { return of(row) }
}

// each answers the same of all records under it.
func each[T any](under *kind.Type, of func(*kind.Row) (*T, error)) func(*rest.Call, *store.Tx, *kind.Row) ([]T, error) {
	return func(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]T, error) {
		rows, err := tx.Children(under, row.ID)
		if err != nil {
			return nil, err
		}
		all := make([]T, len(rows))
		for i, r := range rows {
			v, err := of(r)
			if err != nil {
				return nil, err
			}
			all[i] = *v
		}
		return all, nil
	}
}

// changeAccess changes the access of several employees, of any employer in the
// caller's reach: all, or none.
func changeAccess(c *rest.Call, tx *store.Tx, _ *kind.Row, in *record.AccessChangeList) (any, error) {
	var problems kind.Problems
	for i, change := range in.Changes {
		row, err := tx.Row(record.Employees.Type, change.EmployeeID)
		if err == nil {
			err = c.Session.May(tx, c.Operation.Asks(), rest.ScopeOf(row))
		}
		if errors.Is(err, kind.ErrNotFound) || errors.Is(err, access.ErrOutOfReach) {
			err = kind.Problems{{Code: kind.CodeReference, Field: "employeeId", Message: "refers to no employee"}}
		}
		if err == nil {
			err = record.ChangeAccess(tx, change)
		}
		var some kind.Problems
		if errors.As(err, &some) {
			for _, p := range some {
				p.Field = fmt.Sprintf("changes[%d].%s", i, p.Field)
				problems = append(problems, p)
			}
		} else if err != nil {
			return nil, err
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return nil, nil
}

var administrationLines = kind.Shape[record.AdministrationBrief]()

func administrations(_ *rest.Call, tx *store.Tx, employer *kind.Row) ([]record.AdministrationBrief, error) {
	return record.Administrations(tx, employer.ID)
}

// functionName is a function by its name.
type functionName struct {
	FunctionName string `json:"functionName" is:"readonly"`
}

var functionNames = kind.Shape[functionName]()

// functions are the standard functions by name.
func functions(*rest.Call, *store.Tx, *kind.Row) ([]functionName, error) {
	entries, _ := code.Lists.Entries("standard function")
	all := make([]functionName, len(entries))
	for i, e := range entries {
		all[i].FunctionName = kind.Text(e.JSON, "value")
	}
	return all, nil
}

func categorize(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.EmploymentCategory) (any, error) {
	if err := record.Categorize(tx, row.ID, in); err != nil {
		return nil, err
	}
	return in, nil
}

// transition begins an employment that pays out a transition compensation. Its
// id stands beside the content, as with a new employment.
func transition() rest.Handler {
	return naming(rest.Action(record.Employments.Type, record.Nothings, func(_ *rest.Call, tx *store.Tx, row *kind.Row, _ *record.Nothing) (any, error) {
		id, err := record.CreateTransition(tx, row.ID)
		return created{id}, err
	}))
}

// defaultsBeside adds defaults of a concept employee.
func (t *table) defaultsBeside(o *rest.Operation, path string, handle rest.Handler) {
	t.besideAt(o, path, "TestConceptMetadata", handle)
	t.shapes[t.byPath[route(get, path)]] = shape{gives: blank(record.ConceptEmployees.Type.Fields)}
}

func conceptBrief(_ *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	return record.BriefConcept(tx, row.ID)
}

func putConceptBrief(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.ConceptBrief) (any, error) {
	return record.EditConcept(tx, row.ID, in)
}

// validateOnly is the header that asks what would happen.
const validateOnly = "X-ValidateOnly"

// errValidated undoes what was only tried.
var errValidated = errors.New("validated only")

// convert makes a concept employee an employee, or only tells whether that
// would succeed.
func convert(c *rest.Call, tx *store.Tx, row *kind.Row, _ *record.Nothing) (any, error) {
	only := false
	if text := c.Request.Header.Get(validateOnly); text != "" {
		var err error
		if only, err = strconv.ParseBool(text); err != nil {
			return nil, rest.Refuse(http.StatusBadRequest, "%s is true or false", validateOnly)
		}
	}
	if !only {
		return nil, record.Promote(tx, row.ID)
	}
	err := tx.Try(func(tx *store.Tx) error {
		if err := record.Promote(tx, row.ID); err != nil {
			return err
		}
		return errValidated
	})
	if errors.Is(err, errValidated) {
		err = nil
	}
	return nil, err
}

// conceptDefaults are what a concept employee begins with, at an employer or
// for one of its administrations.
func conceptDefaults(about *kind.Type) rest.Handler {
	return rest.Document(about, func(_ *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
		var administration *record.PayrollAdministrationRef
		if about == record.PayrollAdministrations.Type {
			administration = &record.PayrollAdministrationRef{ID: row.ID}
		}
		v, err := record.NewConcept(tx, row.Employer, administration)
		if err != nil {
			return nil, err
		}
		return record.ConceptEmployees.Draft(tx, row.Employer, v)
	})
}
