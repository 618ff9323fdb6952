package loket

import (
	"errors"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/nl"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// transitionAnswer is a transition payment with what it comes from.
type transitionAnswer struct {
	EmploymentDurationInDecimalYears money.Amount `json:"employmentDurationInDecimalYears" is:"min=0,max=999999.99,readonly"`
	MonthlyWage                      money.Amount `json:"monthlyWage" is:"min=0,max=999999.99,readonly"`
	TransitionCompensationAmount     money.Amount `json:"transitionCompensationAmount" is:"min=0,max=999999.99,readonly"`
}

// transitionCompensation computes a transition payment by the law of the year
// in which the employment ends. Nothing is kept.
func transitionCompensation(_ *rest.Call, _ *store.Tx, _ *kind.Row, in *record.TransitionInput) (any, error) {
	if in.EndDate.Before(in.StartDate) {
		return nil, wrong(kind.CodePeriod, "endDate", "is before startDate")
	}
	answer := transitionAnswer{EmploymentDurationInDecimalYears: in.Years(), MonthlyWage: in.Month()}
	if answer.MonthlyWage.Sign() == 0 {
		return answer, nil
	}
	var slip payroll.Slip
	err := nl.Transition(&nl.Severance{
		Employed: cal.Period{Start: in.StartDate, End: in.EndDate}, Salary: in.Month(), Rest: in.Rest(),
	}, &slip)
	var unknown *payroll.Unknown
	var invalid *payroll.Invalid
	switch {
	case errors.As(err, &unknown):
		return nil, wrong(kind.CodePeriod, "endDate", "is in a year whose law is not known here")
	case errors.As(err, &invalid):
		return nil, wrong(kind.CodeRange, "grossMonthlyWage", invalid.Fault)
	case err != nil:
		return nil, err
	}
	answer.TransitionCompensationAmount = slip.Of(nl.Transitievergoeding)
	return answer, nil
}

func wrong(problem int, field, message string) error {
	return kind.Problems{{Code: problem, Field: field, Message: message}}
}

func transitionDefaults(_ *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	return record.TransitionDefaults(tx, row.ID)
}
