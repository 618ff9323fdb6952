package record

import (
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// OwnDeclaration is what an employee declares for himself (declaratie,
// werknemermutatie), such as overtime or costs, and how far it is.
type OwnDeclaration struct {
	// ID is the declaration's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// DeclarationStatus is how far it is. [ReviewDeclaration] and
	// [ProcessDeclaration] change it.
	DeclarationStatus LongCode `json:"declarationStatus" is:"code=declaration status,readonly"`
	// DeclarationDate is the day that it is for.
	DeclarationDate cal.Date `json:"declarationDate"`
	// PayrollComponent is what is declared.
	PayrollComponent DeclaredComponent `json:"payrollComponent" is:"code=payroll component,options=period component"`
	// NumberOfUnits is how much, in what the component is counted in.
	NumberOfUnits money.Amount `json:"numberOfUnits" is:"scale=2"`
	// DeclarationComment is what the employee says to it.
	DeclarationComment *string `json:"declarationComment" is:"len=..4000,readonly"`
	// DateOfSubmissionByEmployee is when it was handed in.
	DateOfSubmissionByEmployee time.Time `json:"dateOfSubmissionByEmployee" is:"readonly"`
	// DateOfLastChangeByEmployee is when the employee changed it last.
	DateOfLastChangeByEmployee time.Time `json:"dateOfLastChangeByEmployee" is:"readonly"`
	// ProcessedInPayrollPeriod is where payroll was told of it; null before.
	ProcessedInPayrollPeriod *PayrollPeriod `json:"processedInPayrollPeriod" is:"readonly"`
}

// DeclaredComponent is a payroll component as a declaration shows it.
type DeclaredComponent struct {
	// Key is the number of the component.
	Key int `json:"key"`
	// Description is its name on the wage sheet.
	Description string `json:"description" is:"len=..14"`
}

// DeclarationStep is what was done with a declaration, by whom.
type DeclarationStep struct {
	// ID is the step's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Comment says more, such as why payroll can't take it.
	Comment *string `json:"comment" is:"len=..4000,readonly"`
	// PerformedBy is who did it: the employee himself, or a user.
	PerformedBy *UserRef `json:"performedBy" is:"readonly"`
	// PerformedOn is when.
	PerformedOn time.Time `json:"performedOn" is:"readonly"`
	// Status is that of the declaration afterwards.
	Status LongCode `json:"status" is:"code=declaration status,readonly"`
}

// Declarations belong to an employment; employees hand them in. Their steps
// stand under them.
var (
	Declarations     = of[OwnDeclaration]("declaration", "declarations", kind.Under(Employments.Type))
	DeclarationSteps = of[DeclarationStep]("declaration step", "", kind.Under(Declarations.Type))
)

// Keys of the statuses of a declaration.
const (
	declarationOpen          = 1
	declarationApproved      = 2
	declarationRefused       = 3
	declarationProcessed     = 5
	declarationUnprocessable = 6
)

// mostUnits is the most that can be declared at once: Loket has three digits
// and two decimals for it.
var mostUnits = money.New(999_99, 2)

// Compute shows that a new declaration is open, and when it was handed in.
func (d *OwnDeclaration) Compute(r *kind.Rules) {
	if d.DeclarationStatus.Key == 0 {
		d.DeclarationStatus = entry[LongCode](r, "declaration status", declarationOpen)
	}
	if d.DateOfSubmissionByEmployee.IsZero() {
		d.DateOfSubmissionByEmployee = r.Now().UTC()
	}
	if d.DateOfLastChangeByEmployee.IsZero() {
		d.DateOfLastChangeByEmployee = d.DateOfSubmissionByEmployee
	}
}

// Check wants a new declaration to be for a day of the employment, and of a
// component that is entered.
func (d *OwnDeclaration) Check(r *kind.Rules) {
	if r.Before != nil {
		return
	}
	if !r.Parent.Period().Contains(d.DeclarationDate) {
		r.Problem("declarationDate", kind.CodePeriod, "is outside the employment, which is %v", r.Parent.Period())
	}
	if d.NumberOfUnits.Sign() < 0 || d.NumberOfUnits.Cmp(mostUnits) > 0 {
		r.Problem("numberOfUnits", kind.CodeRange, "is not between 0 and %v", mostUnits)
	}
	if c, ok := componentIn(r, "payrollComponent.key", d.PayrollComponent.Key, d.DeclarationDate.Year()); ok && !c.Entered() {
		r.Problem("payrollComponent.key", kind.CodeOption, "is computed by payroll")
	}
}

// Saved notes a new declaration as its employee's first step.
func (d *OwnDeclaration) Saved(r *kind.Rules) error {
	if r.Before != nil {
		return nil
	}
	e, err := Employments.Value(r.Parent)
	if err != nil {
		return err
	}
	by := e.Employee
	_, err = DeclarationSteps.Create(r, r.ID, &DeclarationStep{
		Comment: d.DeclarationComment, PerformedOn: d.DateOfSubmissionByEmployee, Status: d.DeclarationStatus,
		PerformedBy: &UserRef{ID: by.ID, FormattedName: userName(by.LastName, by.Initials, by.Prefix), Initials: by.Initials, LastName: by.LastName, Prefix: by.Prefix},
	})
	return err
}

// step gives a declaration another status, and notes who did it and why.
func (d *OwnDeclaration) step(w kind.Writer, status int, user kind.ID, comment *string) error {
	d.DeclarationStatus = LongCode{Key: status}
	if err := Declarations.Replace(w, d.ID, d); err != nil {
		return err
	}
	by, err := ReferToUser(w, user)
	if err != nil {
		return err
	}
	_, err = DeclarationSteps.Create(w, d.ID, &DeclarationStep{
		Comment: comment, PerformedBy: by, PerformedOn: w.Now().UTC(), Status: LongCode{Key: status},
	})
	return err
}
