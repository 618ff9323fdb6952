package loket

import (
	"context"
	"net/http"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// noCitizenServiceNumber is shown where none has been entered.
func noCitizenServiceNumber(*kind.Row) []byte { return []byte(`{"citizenServiceNumber":null}`) }

// aowAnswer is the day on which the AOW pension starts.
type aowAnswer struct {
	AOWDate cal.Date `json:"aowDate"`
}

// aowDate computes it for a date of birth. One that the law has no date for
// yet is refused.
func aowDate(c *rest.Call, _ *store.Tx, _ *kind.Row) (any, error) {
	born, err := c.Date("dateOfBirth")
	if err != nil {
		return nil, err
	}
	if born.IsZero() {
		return nil, &rest.Error{Status: http.StatusBadRequest, Field: "dateOfBirth", Message: "dateOfBirth is required"}
	}
	starts, err := record.AOWDate(born)
	if err != nil {
		return nil, &rest.Error{Status: http.StatusBadRequest, Field: "dateOfBirth", Message: err.Error()}
	}
	return aowAnswer{starts}, nil
}

// Revoke takes away an employee's self-service access when its day has come.
type Revoke struct {
	Employee kind.ID `json:"employee"`
}

// Kind names the job in the queue.
func (Revoke) Kind() string { return "revoke_self_service" }

// Jobs says what the dialect's jobs do. queue gives the queue that they are in,
// for those that come again.
func Jobs(m *job.Mux, queue func() *job.Queue) {
	accrues(m, queue)
	job.Handle(m, func(_ context.Context, tx *store.Tx, r Revoke) error {
		err := record.ApplyRevocation(tx, r.Employee)
		if err == kind.ErrNotFound {
			return nil // removed in the meantime
		}
		return err
	})
}

// revokeSelfService sets or clears the day on which an employee loses access,
// and with it the job that takes it away.
func (d *Dialect) revokeSelfService(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.Revocation) (any, error) {
	if err := record.RevokeSelfService(tx, row.ID, in); err != nil {
		return nil, err
	}
	timer := Revoke{}.Kind() + " " + row.ID.String()
	if in.RevokeEmployeeSelfServiceAccessOn == nil {
		return nil, d.queue.Cancel(tx, timer)
	}
	due := in.RevokeEmployeeSelfServiceAccessOn.In(store.Zone)
	return nil, d.queue.At(tx, timer, due, Revoke{Employee: row.ID})
}
