package loket

import (
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// created names what an action has made.
type created struct {
	ID kind.ID `json:"id"`
}

// createEmployment gives an employee one more employment, with all that
// belongs to one. The vendor describes the new id beside the content; every
// other POST has it inside, and so has this one.
func createEmployment() rest.Handler {
	return naming(rest.Action(record.Employees.Type, record.NewEmployments,
		func(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.NewEmployment) (any, error) {
			id, err := record.CreateEmployment(tx, row.ID, in)
			return created{id}, err
		}))
}

// naming puts the id of what was made beside the content too.
func naming(create rest.Handler) rest.Handler {
	return func(c *rest.Call) (*rest.Answer, error) {
		answer, err := create(c)
		if err == nil {
			answer.Created, err = kind.ParseID(kind.Text(answer.Content, "id"))
		}
		return answer, err
	}
}

// taxReason is the member that the first version of a termination lacks.
const taxReason = "endOfEmploymentReasonTaxAuthorities"

// terminate ends an employment, by either of the two forms that the vendor
// has for it.
func terminate() rest.Handler {
	newest := rest.Action(record.Employments.Type, record.Terminations,
		func(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.Termination) (any, error) {
			return nil, record.Terminate(tx, row.ID, in)
		})
	return func(c *rest.Call) (*rest.Answer, error) {
		if c.Version.Date != c.Operation.Versions[0].Date {
			c.Version.Without = []string{taxReason}
		}
		return newest(c)
	}
}

func reinstate(_ *rest.Call, tx *store.Tx, row *kind.Row, _ *record.Nothing) (any, error) {
	return nil, record.Reinstate(tx, row.ID)
}

func correctStartDate(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.StartCorrection) (any, error) {
	return nil, record.CorrectStartDate(tx, row.ID, in)
}

func closeAbsence(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.AbsenceClosing) (any, error) {
	return nil, record.CloseAbsence(tx, row.ID, in)
}

func reopenAbsence(_ *rest.Call, tx *store.Tx, row *kind.Row, _ *record.Nothing) (any, error) {
	return nil, record.ReopenAbsence(tx, row.ID)
}
