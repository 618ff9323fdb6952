package record

import (
	"errors"
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// CollectiveLeave is leave of one employment among several, as for days on
// which a firm is closed.
type CollectiveLeave struct {
	// EmploymentID is whose leave it is.
	EmploymentID kind.ID `json:"employmentId"`
	// LeaveType is the number of the type of leave.
	LeaveType int `json:"leaveType"`
	// IsAccrual adds leave instead of taking it.
	IsAccrual bool `json:"isAccrual"`
	// StartDate is the first day.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate cal.Date `json:"endDate"`
	// NumberOfUnits is how much, in hours or days.
	NumberOfUnits money.Amount `json:"numberOfUnits" is:"min=0,max=999.99,scale=2"`
	// Comments is free text.
	Comments *string `json:"comments" is:"len=..4000"`
}

// CollectiveLeaveList is the leave of several employments.
type CollectiveLeaveList struct {
	// Leave of each.
	Leave []CollectiveLeave `json:"leave"`
}

// CollectiveLeaves is the input of [BookCollectively].
var CollectiveLeaves = shape[CollectiveLeaveList]()

// NewCollectiveLeaves is the leave of one employment, before it is filled in.
var NewCollectiveLeaves = shape[CollectiveLeave]()

// Defaults is one day of leave, today.
func (l *CollectiveLeave) Defaults(r *kind.Rules) { l.StartDate, l.EndDate = r.Today(), r.Today() }

// BookCollectively books the leave of several employments of an employer: all
// of it, or none when something of it can't be.
func BookCollectively(w kind.Writer, employer kind.ID, in *CollectiveLeaveList) error {
	var problems kind.Problems
	for i, l := range in.Leave {
		err := l.book(w, employer)
		var own kind.Problems
		switch {
		case errors.As(err, &own):
			for _, p := range own {
				p.Field = fmt.Sprintf("leave[%d].%s", i, l.field(p.Field))
				problems = append(problems, p)
			}
		case err != nil:
			return err
		}
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}

// field is how a field of a booking is called here.
func (l *CollectiveLeave) field(name string) string {
	if name == "leaveType.key" {
		return "leaveType"
	}
	return name
}

func (l *CollectiveLeave) book(w kind.Writer, employer kind.ID) error {
	row, err := w.Row(Employments.Type, l.EmploymentID)
	if errors.Is(err, kind.ErrNotFound) || err == nil && row.Employer != employer {
		return refuse(kind.CodeReference, "employmentId", "refers to no employment of this employer")
	}
	if err != nil {
		return err
	}
	_, err = Leaves.Create(w, row.ID, &Leave{
		StartDate: l.StartDate, EndDate: l.EndDate, IsAccrual: l.IsAccrual,
		LeaveType: LeaveTypeRef{Key: l.LeaveType}, NumberOfUnits: l.NumberOfUnits, Comment: l.Comments,
		Origin: LeaveOrigin{MeansOfCreation: LongCode{Key: bookedCollectively}},
	})
	return err
}
