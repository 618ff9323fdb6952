package record

import (
	"cmp"
	"errors"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// endReasons are the nearest in the Dutch list of why an employment ends.
var endReasons = map[string]int{
	"resignation": 5, "dismissal": 4, "mutualAgreement": 8, "endOfTerm": 6, "retirement": 2, "death": 3, "other": 8,
}

// endBelgian ends a contract, moves its end, or has it go on. What was agreed
// to begin after the end is dropped: there is no contract that it could be of.
func endBelgian(w kind.Writer, employment kind.ID, in *BelgianAgreement) error {
	if !in.EndDate.Given {
		return nil
	}
	e, err := Employments.Get(w, employment)
	if err != nil {
		return err
	}
	end := in.EndDate.Value
	switch {
	case end == nil && e.EndDate == nil:
		return nil
	case end == nil:
		return Reinstate(w, employment)
	case end.Before(e.StartDate):
		return refuse(kind.CodePeriod, "endDate", "is before the first day")
	}
	if err := eachTrack(func(t track) error { return t.drop(w, employment, *end) }); err != nil {
		return err
	}
	reason := "other"
	if in.EndReason != nil {
		reason = *in.EndReason
	}
	return Terminate(w, employment, &Termination{EndDate: *end, EndOfEmploymentReason: LongCode{Key: endReasons[reason]}})
}

// drop removes the links that begin after a day.
func (t track) drop(w kind.Writer, employment kind.ID, day cal.Date) error {
	rows, err := w.Children(t.Type, employment)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.Starts.After(day) {
			err = errors.Join(err, t.Delete(w, row.ID))
		}
	}
	return err
}

// agree notes what belongs to the contract as a whole.
func (c *BelgianContract) agree(in *BelgianAgreement, statute string) {
	if in.Duration != nil {
		c.Duration = *in.Duration
	}
	if in.EndDate.Given {
		c.EndReason = nil
	}
	if in.EndReason != nil {
		c.EndReason = in.EndReason
	}
	if in.Dimona.Given || c.DimonaWorkerType == "" {
		d := in.Dimona.or(BelgianDimona{})
		c.DimonaWorkerType, c.DimonaPeriodID = cmp.Or(d.WorkerType, dimonaOf(c.Duration, statute)), d.PeriodID
	}
}

// dimonaOf is the type of worker in the declaration unless another is given
// (NSSO glossary, zone 00655).
func dimonaOf(duration, statute string) string {
	const student, flexiJob = "student", "flexiJob"
	switch {
	case duration == student || statute == student:
		return "STU"
	case duration == flexiJob || statute == flexiJob:
		return "FLX"
	}
	return "OTH"
}

// keepDuration shows at the employment whether it is for a set time.
func keepDuration(w kind.Writer, employment kind.ID, duration string) error {
	e, err := Employments.Get(w, employment)
	if err != nil {
		return err
	}
	key := forASetTime
	if duration == "indefinite" {
		key = indefinite
	}
	e.EmploymentDurationType = LongCode{Key: key}
	return Employments.Replace(w, employment, e)
}

// DropBelgianContract removes a contract that has not begun and has no work
// order.
func DropBelgianContract(w kind.Writer, employment kind.ID) error {
	row, err := w.Row(Employments.Type, employment)
	if err != nil {
		return err
	}
	if _, err := BelgianContracts.Get(w, employment); err != nil {
		return err
	}
	if !row.Starts.After(w.Today()) {
		return refuse(kind.CodeState, "startDate", "the contract has begun")
	}
	orders, err := w.Find(WorkOrderContracts.Type, row.Employer, "payrollId", kind.Text(row.Body, "payrollId"))
	if err != nil {
		return err
	}
	if len(orders) > 0 {
		return refuse(kind.CodeReferred, "", "the contract is in a work order")
	}
	return Employments.Delete(w, employment)
}
