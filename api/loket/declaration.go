package loket

import (
	"slices"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// anyMedia is the media type of files that can be of any type.
const anyMedia = "*/*"

// bindDeclarations binds what employees declare.
func bindDeclarations(t *table) {
	const (
		employer     = "/providers/employers/{id}/employees/employments/declarations"
		declarations = "/providers/employers/employees/employments/declarations"
	)
	// One declaration is shown as a list of one.
	collection(t, declarations+"/{id}", "TestDeclarations", record.Declarations.Type, record.Declarations, oneDeclaration)
	collection(t, declarations+"/{id}/audittrail", "TestDeclarations", record.Declarations.Type, record.DeclarationSteps, declarationSteps)
	collection(t, employer, "TestDeclarations", record.Employers.Type, declarationLines, declarationsOfEmployer)
	t.view(employer+"/withattachment", "TestDeclarationAttachments", declarationsWithAttachment)
	attachment := t.download(declarations+"/{id}/attachment", "TestDeclarationAttachments", record.Declarations.Type, declarationAttachment)
	t.media[attachment] = []string{anyMedia}
	review := t.acts(patch, declarations+"/review", "TestReviewDeclarations", nil, record.DeclarationReview.Type, nil, reviewDeclarations)
	t.shapes[review] = shape{takes: record.DeclarationReview.Type.Fields.Members[0]}
	process := t.acts(patch, declarations+"/process", "TestProcessDeclarations", nil, record.DeclarationProcessing.Type, nil, processDeclarations)
	t.shapes[process] = shape{takes: record.DeclarationProcessing.Type.Fields.Members[0]}
}

func oneDeclaration(_ *rest.Call, _ *store.Tx, row *kind.Row) ([]record.OwnDeclaration, error) {
	d, err := record.Declarations.Value(row)
	if err != nil {
		return nil, err
	}
	return []record.OwnDeclaration{*d}, nil
}

// declarationSteps are what was done with a declaration, the first step first.
func declarationSteps(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]record.DeclarationStep, error) {
	all, err := record.DeclarationSteps.Children(tx, row.ID)
	if err != nil {
		return nil, err
	}
	steps := make([]record.DeclarationStep, len(all))
	for i, s := range all {
		steps[i] = *s
	}
	slices.SortStableFunc(steps, func(a, b record.DeclarationStep) int {
		if c := a.PerformedOn.Compare(b.PerformedOn); c != 0 {
			return c
		}
		return a.Status.Key - b.Status.Key
	})
	return steps, nil
}

// declarationLine is a declaration beside whose it is.
type declarationLine struct {
	record.OwnDeclaration
	EmploymentInformation declarant `json:"employmentInformation" is:"readonly"`
}

// declarant is an employment as its place is today, or was when it was left.
type declarant struct {
	ID                       kind.ID                            `json:"id"`
	EmployeeNumber           int                                `json:"employeeNumber" is:"min=1"`
	FirstName                *string                            `json:"firstName" is:"len=1..28"`
	FormattedName            string                             `json:"formattedName" is:"len=..82"`
	Photo                    *string                            `json:"photo"`
	IncomeRelationshipNumber int                                `json:"incomeRelationshipNumber" is:"max=9999"`
	Department               record.OrganizationalDepartmentRef `json:"department" is:"ref=department"`
	Function                 record.FunctionRef                 `json:"function" is:"ref=function"`
	PayrollAdministration    *record.PayrollAdministrationRef   `json:"payrollAdministration" is:"ref=payroll administration"`
}

var declarationLines = kind.Shape[declarationLine]()

// declarationsOfEmployer are the declarations of the employments that the
// caller's role shows.
func declarationsOfEmployer(c *rest.Call, tx *store.Tx, row *kind.Row) ([]declarationLine, error) {
	where, err := narrow(c, tx.Present(), record.Declarations.Type)
	if err != nil {
		return nil, err
	}
	q := store.Query{View: declarationIDs, Employer: row.ID, Where: where}
	people, lines := map[kind.ID]*declarant{}, []declarationLine{}
	var ids []kind.ID
	if err := tx.List(q, func(body []byte) error {
		id, err := kind.ParseID(kind.Text(body, "id"))
		ids = append(ids, id)
		return err
	}); err != nil {
		return nil, err
	}
	for _, id := range ids {
		row, err := tx.Row(record.Declarations.Type, id)
		if err != nil {
			return nil, err
		}
		d, err := record.Declarations.Value(row)
		if err != nil {
			return nil, err
		}
		if people[row.Parent] == nil {
			if people[row.Parent], err = declarantOf(tx, row.Parent); err != nil {
				return nil, err
			}
		}
		lines = append(lines, declarationLine{*d, *people[row.Parent]})
	}
	return lines, nil
}

var declarationIDs = store.Narrow(record.Declarations.Type, "id")

func declarantOf(tx *store.Tx, employment kind.ID) (*declarant, error) {
	e, err := record.Employments.Get(tx, employment)
	if err != nil {
		return nil, err
	}
	day := tx.Today()
	if day.Before(e.StartDate) {
		day = e.StartDate
	}
	if e.EndDate != nil && day.After(*e.EndDate) {
		day = *e.EndDate
	}
	d := &declarant{
		ID: e.ID, EmployeeNumber: e.Employee.EmployeeNumber, FirstName: e.Employee.FirstName, FormattedName: e.Employee.FormattedName,
		Photo: e.Employee.Photo, IncomeRelationshipNumber: e.IncomeRelationshipNumber, PayrollAdministration: e.PayrollAdministration,
	}
	place, err := record.On(tx, record.OrganizationalEntities, employment, day)
	if place != nil {
		d.Department, d.Function = place.Department, place.Function
	}
	return d, err
}

// declarationsWithAttachment are the ids of an employer's declarations that a
// file was handed in with.
var declarationsWithAttachment = &store.View{Parts: []store.Part{
	{Type: record.Declarations.Type, Member: "declarationId", IDOnly: true},
	{Type: record.DeclarationAttachments.Type, Hidden: true},
}}

func declarationAttachment(_ *rest.Call, tx *store.Tx, row *kind.Row) (*rest.File, error) {
	a, err := record.DeclarationAttachments.Get(tx, row.ID)
	if err != nil {
		return nil, err
	}
	data, err := a.File()
	if err != nil {
		return nil, err
	}
	return rest.Bytes(a.MimeType, a.Name, 0, data), nil
}

func reviewDeclarations(c *rest.Call) (*rest.Answer, error) {
	return oneByOne(c, record.DeclarationReview, record.Declarations.Type,
		func(in *record.DeclarationDecisions) []record.DeclarationDecision { return in.Declarations },
		func(d *record.DeclarationDecision) kind.ID { return d.ID },
		func(tx *store.Tx, d *record.DeclarationDecision) error {
			return record.ReviewDeclaration(tx, d, c.Session.User)
		})
}

func processDeclarations(c *rest.Call) (*rest.Answer, error) {
	return oneByOne(c, record.DeclarationProcessing, record.Declarations.Type,
		func(in *record.DeclarationProcesses) []record.DeclarationProcess { return in.Declarations },
		func(d *record.DeclarationProcess) kind.ID { return d.ID },
		func(tx *store.Tx, d *record.DeclarationProcess) error {
			return record.ProcessDeclaration(tx, d, c.Session.User, trying(tx))
		})
}
