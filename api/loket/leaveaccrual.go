package loket

import (
	"context"
	"errors"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// Accrual brings the leave that a policy gives up to date, on the day of the
// month that it says.
type Accrual struct {
	Policy kind.ID  `json:"policy"`
	On     cal.Date `json:"on"`
}

// Kind names the job in the queue.
func (Accrual) Kind() string { return "accrue_leave" }

// accrues says what an accrual does. Each plans the one after it; when the
// clock was moved on by months, they follow each other at once.
func accrues(m *job.Mux, queue func() *job.Queue) {
	job.Handle(m, func(_ context.Context, tx *store.Tx, a Accrual) error {
		err := record.AccrueByPolicy(tx, a.Policy, a.On)
		if errors.Is(err, kind.ErrNotFound) {
			return nil // removed in the meantime
		}
		if err != nil {
			return err
		}
		return planAccrual(tx, queue(), a.Policy, a.On)
	})
}

// planAccrual has the leave of a policy accrued on its next day, if it has
// links.
func planAccrual(tx *store.Tx, q *job.Queue, policy kind.ID, after cal.Date) error {
	on, ok, err := record.NextAccrual(tx, policy, after)
	if err != nil || !ok {
		return err
	}
	return q.At(tx, Accrual{}.Kind()+" "+policy.String(), on.In(store.Zone), Accrual{Policy: policy, On: on})
}

// PlanLeave has the leave of every policy that is there accrued from today on,
// as linking does. It is for records that weren't made by the dialect.
func (d *Dialect) PlanLeave(tx *store.Tx) error {
	var policies []kind.ID
	err := tx.Numbers(store.Query{View: store.Whole(record.LeavePolicies.Type)}, func(id kind.ID, _ int64) error {
		policies = append(policies, id)
		return nil
	})
	for _, policy := range policies {
		if err == nil {
			err = planAccrual(tx, d.queue, policy, tx.Today())
		}
	}
	return err
}
