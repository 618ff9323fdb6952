package record

import (
	"errors"
	"strings"

	"github.com/payglot/payglot/kind"
)

// What can be decided on a declaration.
const (
	AcceptDeclaration = "accept"
	RejectDeclaration = "reject"
)

// DeclarationDecision is what is decided on one declaration.
type DeclarationDecision struct {
	// ID is the declaration.
	ID kind.ID `json:"id"`
	// Action is the decision.
	Action string `json:"action" is:"oneof=accept|reject"`
}

// DeclarationDecisions is decisions on several declarations.
type DeclarationDecisions struct {
	// Declarations are the decisions, each by itself.
	Declarations []DeclarationDecision `json:"declarations"`
}

// DeclarationProcess is when payroll is told of one declaration.
type DeclarationProcess struct {
	// ID is the declaration.
	ID kind.ID `json:"id"`
	// PayrollPeriodID is the period, as year and number: 202406.
	PayrollPeriodID int `json:"payrollPeriodId"`
}

// DeclarationProcesses is that of several.
type DeclarationProcesses struct {
	// Declarations are the declarations, each by itself.
	Declarations []DeclarationProcess `json:"declarations"`
}

// Inputs of [ReviewDeclaration] and [ProcessDeclaration].
var (
	DeclarationReview     = shape[DeclarationDecisions]()
	DeclarationProcessing = shape[DeclarationProcesses]()
)

// ReviewDeclaration accepts or rejects an open declaration on behalf of a
// user.
func ReviewDeclaration(w kind.Writer, in *DeclarationDecision, user kind.ID) error {
	d, err := Declarations.Get(w, in.ID)
	if err != nil {
		return err
	}
	if d.DeclarationStatus.Key != declarationOpen {
		return refuse(kind.CodeState, "action", in.Action+" is not possible: the status of the declaration is "+d.DeclarationStatus.Value)
	}
	status := declarationRefused
	if in.Action == AcceptDeclaration {
		status = declarationApproved
	}
	return d.step(w, status, user, nil)
}

// ProcessDeclaration tells payroll of an approved declaration in a period, on
// behalf of a user. What payroll can't take becomes unprocessable, and the step
// says why; a period that can't be is refused. try does a part that may fail.
func ProcessDeclaration(w kind.Writer, in *DeclarationProcess, user kind.ID, try func(func(kind.Writer) error) (kind.Problems, error)) error {
	row, err := w.Row(Declarations.Type, in.ID)
	if err != nil {
		return err
	}
	d, err := Declarations.Value(row)
	if err != nil {
		return err
	}
	if d.DeclarationStatus.Key != declarationApproved {
		return refuse(kind.CodeState, "id", "can't be processed: the status of the declaration is "+d.DeclarationStatus.Value)
	}
	period, err := declaredPeriod(w, row, in.PayrollPeriodID)
	if err != nil {
		return err
	}
	_, err = try(func(w kind.Writer) error { return d.tell(w, row.Parent, *period) })
	var problems kind.Problems
	switch {
	case errors.As(err, &problems):
		var reasons []string
		for _, p := range problems {
			reasons = append(reasons, worded(p))
		}
		why := strings.Join(reasons, "; ")
		return d.step(w, declarationUnprocessable, user, &why)
	case err != nil:
		return err
	}
	d.ProcessedInPayrollPeriod = period
	return d.step(w, declarationProcessed, user, nil)
}

// declaredPeriod is the payroll period of an id, for the employment that a
// declaration is of. It may not lie before the employment.
func declaredPeriod(r kind.Reader, declaration *kind.Row, id int) (*PayrollPeriod, error) {
	periodType, err := PeriodTypeAt(r, declaration)
	if err != nil {
		return nil, err
	}
	year, number := id/100, id%100
	if year < 2000 || year > 9999 {
		return nil, refuse(kind.CodeOption, "payrollPeriodId", "is no payroll period")
	}
	all := PayrollPeriods(periodType, year)
	if number < 1 || number > len(all) {
		return nil, refuse(kind.CodeOption, "payrollPeriodId", "is no payroll period")
	}
	e, err := Employments.Get(r, declaration.Parent)
	if err != nil {
		return nil, err
	}
	period := all[number-1]
	if period.PeriodEndDate.Before(e.StartDate) {
		return nil, refuse(kind.CodePeriod, "payrollPeriodId", "lies before the employment, which starts on "+e.StartDate.String())
	}
	return &period, nil
}

// tell adds what is declared to the data of a period, which is booked where the
// employment was on the day that it is for. A new value is a supplement where
// it can be, so that it doesn't take the place of what is paid every period.
func (d *OwnDeclaration) tell(w kind.Writer, employment kind.ID, period PayrollPeriod) error {
	key, err := PeriodKeyOn(w, employment, d.DeclarationDate, NormalSlip)
	if err != nil {
		return err
	}
	key.PayrollPeriod = period
	component, ok := componentOf(d.PayrollComponent.Key, period.Year)
	if !ok {
		return refuse(kind.CodeOption, "payrollComponent", "is no payroll component of that year")
	}
	units, supplement := d.NumberOfUnits, component.Supplements
	id, err := key.find(w, employment)
	if err != nil {
		return err
	}
	if !id.IsZero() {
		data, err := PeriodDataOf.Get(w, id)
		if err != nil {
			return err
		}
		for _, v := range data.PayrollComponents {
			if v.PayrollComponent.Key == component.Key {
				units, supplement = units.Add(v.Value), v.IsSupplement
			}
		}
	}
	return PatchPeriodData(w, employment, &PeriodDataPatch{
		PatchKey: PatchKey(*key),
		PayrollComponents: []PatchedValue{{
			PayrollComponent: PeriodComponent{BenefitComponent: BenefitComponent{Key: component.Key}}, Value: &units, IsSupplement: supplement,
		}},
	})
}
