package securex

import (
	"context"
	"errors"
	"time"

	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// line is where the writes of a firm wait for each other.
func line(firm kind.ID) string { return "securex firm " + firm.String() }

// processing is the job that a message waits for.
type processing struct {
	Message kind.ID `json:"message"`
}

// Kind is the job's.
func (processing) Kind() string { return "securex-message" }

// taking is the job that has what was said of an employee from a day on be shown
// on that day.
type taking struct {
	Firm     kind.ID `json:"firm"`
	Employee string  `json:"employee"` // its key
}

// Kind is the job's.
func (taking) Kind() string { return "securex-employee" }

// Jobs registers what the dialect does later. Messages wait while the mainframe
// is not there.
func Jobs(m *job.Mux, down Downtime) {
	job.Handle(m, func(_ context.Context, tx *store.Tx, p processing) error {
		if outage, is := down.at(tx.Now()); is {
			return job.PutOff(outage.until)
		}
		return process(tx, p.Message)
	})
	job.Handle(m, func(_ context.Context, tx *store.Tx, s taking) error {
		id, err := record.EmployeeByNumber(tx, s.Firm, s.Employee)
		if err == nil {
			err = record.ShowSituation(tx, id)
		}
		if errors.Is(err, kind.ErrNotFound) { // the change was rejected
			return nil
		}
		return err
	})
}

// process does what a message asks for. What can't be done is undone and noted
// in the message; an error that is nobody's fault is tried again.
func process(tx *store.Tx, id kind.ID) error {
	row, err := tx.Row(messages.Type, id)
	if errors.Is(err, kind.ErrNotFound) {
		return nil // went with its firm
	}
	if err != nil {
		return err
	}
	m, err := messages.Value(row)
	if err != nil || m.Status != accepted {
		return err
	}
	tx.ActFor(m.by())
	err = tx.Try(func(tx *store.Tx) (err error) {
		m.Result, err = writes[m.Operation].apply(tx, row.Parent, m)
		return err
	})
	m.Status = processed
	if wrong := rejection(err); wrong != nil {
		m.Status, m.Result, m.Errors = rejected, result{}, wrong
		err = giveUp(tx, m)
	}
	if err != nil {
		return err
	}
	now := tx.Now().Truncate(time.Millisecond)
	m.ProcessedAt = &now
	return messages.Replace(tx, id, m)
}

// giveUp notes at a work order that it won't be processed.
func giveUp(tx *store.Tx, m *message) error {
	if m.Operation != createWorkOrder {
		return nil
	}
	return record.RejectWorkOrder(tx, *m.Order)
}
