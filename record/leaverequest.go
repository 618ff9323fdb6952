package record

import (
	"errors"
	"strings"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// LeaveRequest is what an employee asks for (verlofaanvraag), and what became
// of it.
type LeaveRequest struct {
	// ID is the request's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// LeaveRequestStatus is whether it was handled, and how. [HandleLeaveRequest]
	// changes it.
	LeaveRequestStatus LongCode `json:"leaveRequestStatus" is:"code=request status,readonly"`
	LeaveWish
	// UnitType is hours or days, as the leave policies of the employment count;
	// null when they don't tell.
	UnitType *LongCode `json:"unitType" is:"code=leave unit,readonly"`
	// CurrentlyAvailableUnits is the balance of the type in the year that the
	// leave starts in. It can be below zero.
	CurrentlyAvailableUnits money.Amount `json:"currentlyAvailableUnits" is:"readonly"`
	// SubmittedBy is who asks.
	SubmittedBy EmployeeBrief `json:"submittedBy" is:"readonly"`
	// SubmittedOn is when it was asked.
	SubmittedOn time.Time `json:"submittedOn" is:"readonly"`
	// CommentEmployee is what the employee says to it.
	CommentEmployee *string `json:"commentEmployee" is:"len=..4000,readonly"`
	// HandledBy is who accepted or rejected it.
	HandledBy *UserBrief `json:"handledBy" is:"readonly"`
	// HandledTime is when.
	HandledTime *time.Time `json:"handledTime" is:"readonly"`
	// CommentHandler is what is said to the employee.
	CommentHandler *string `json:"commentHandler" is:"len=..4000"`
}

// LeaveWish is the leave that a request asks for. It can be changed as long as
// the request waits.
type LeaveWish struct {
	// StartDate is the first day.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate cal.Date `json:"endDate"`
	// IsAccrual asks for leave to be added instead of taken.
	IsAccrual bool `json:"isAccrual" is:"optional"`
	// LeaveType is which sort of leave, of those that the employer has.
	LeaveType RequestedLeaveType `json:"leaveType" is:"code=leave type"`
	// NumberOfUnits is how much, in hours or days.
	NumberOfUnits money.Amount `json:"numberOfUnits" is:"min=0.01,max=999.99,scale=2"`
}

// RequestedLeaveType is a type of leave as the employer calls it.
type RequestedLeaveType struct {
	// Key is the number of the type.
	Key int `json:"key"`
	// Value is the employer's name for it.
	Value string `json:"value"`
}

// UserBrief is what is shown of a user of the record.
type UserBrief struct {
	// ID is the user's id.
	ID kind.ID `json:"id"`
	// FormattedName is the name as lists show it.
	FormattedName string `json:"formattedName"`
	// Initials are the voorletters, with points.
	Initials string `json:"initials" is:"len=..6"`
	// Prefix is the voorvoegsel of the last name.
	Prefix *string `json:"prefix" is:"len=..10"`
	// LastName is the achternaam.
	LastName string `json:"lastName" is:"len=..25"`
}

// LeaveRequests belong to an employment.
var LeaveRequests = of[LeaveRequest]("leave request", "leaverequests", kind.Under(Employments.Type))

// Keys of the statuses of a request.
const (
	requestSubmitted  = 1
	requestRejected   = 2
	requestLeaveGone  = 4
	requestAccepted   = 9
	requestStatusList = "request status"
)

// Waits says that nobody has handled the request yet.
func (q *LeaveRequest) Waits() bool { return q.LeaveRequestStatus.Key == requestSubmitted }

// Compute shows who asks for what, and how much of it there is.
func (q *LeaveRequest) Compute(r *kind.Rules) {
	if q.LeaveRequestStatus.Key == 0 {
		q.LeaveRequestStatus = entry[LongCode](r, requestStatusList, requestSubmitted)
	}
	if q.SubmittedOn.IsZero() {
		q.SubmittedOn = r.Now().UTC()
	}
	e, err := Employments.Value(r.Parent)
	if err != nil {
		r.Fail(err)
		return
	}
	q.SubmittedBy = e.Employee
	q.LeaveType.Value = leaveTypeAt(r, q.LeaveType.Key).Value
	q.UnitType = leaveUnitAt(r)
	if q.CurrentlyAvailableUnits, err = availableLeave(r, e, q.LeaveType.Key, q.StartDate.Year()); err != nil {
		r.Fail(err)
	}
}

// Check wants days of the employment, a type that can be asked for, and no
// changes once the request was handled.
func (q *LeaveRequest) Check(r *kind.Rules) {
	if r.Before != nil {
		before, err := LeaveRequests.Value(r.Before)
		if err != nil {
			r.Fail(err)
			return
		}
		changed := q.changes(&before.LeaveWish)
		if before.LeaveRequestStatus.Key != requestSubmitted {
			for _, field := range changed {
				r.Problem(field, kind.CodeState, "can be changed only while the request waits")
			}
		}
		if len(changed) == 0 { // as it was, whatever has become of the employment since
			return
		}
	}
	within(r, q.StartDate)
	checkLeavePeriod(r, q.StartDate, q.EndDate)
	if ends := r.Parent.Ends; !ends.IsZero() && q.EndDate.After(ends) {
		r.Problem("endDate", kind.CodePeriod, "is after the employment, which ended on %v", ends)
	}
	checkLeaveType(r, q.LeaveType.Key)
	if q.IsAccrual && !leaveTypeAt(r, q.LeaveType.Key).EmployeeCanRequestIncrease {
		r.Problem("isAccrual", kind.CodeOption, "is true, but employees can't ask for more of this leave")
	}
}

// changes are the fields in which two wishes differ.
func (w *LeaveWish) changes(before *LeaveWish) []string {
	var changed []string
	for _, field := range []struct {
		name string
		same bool
	}{
		{"startDate", w.StartDate == before.StartDate},
		{"endDate", w.EndDate == before.EndDate},
		{"isAccrual", w.IsAccrual == before.IsAccrual},
		{"leaveType", w.LeaveType.Key == before.LeaveType.Key},
		{"numberOfUnits", w.NumberOfUnits.Equal(before.NumberOfUnits)},
	} {
		if !field.same {
			changed = append(changed, field.name)
		}
	}
	return changed
}

// What can be done with a request for leave.
const (
	AcceptLeave = "accept"
	RejectLeave = "reject"
	ReopenLeave = "reopen"
)

// LeaveDecision is what is done with one request.
type LeaveDecision struct {
	// ID is the request.
	ID kind.ID `json:"id"`
	// Action is what is done.
	Action string `json:"action" is:"oneof=accept|reject|reopen"`
}

// LeaveDecisions is decisions on several requests.
type LeaveDecisions struct {
	// Requests are the decisions, each by itself.
	Requests []LeaveDecision `json:"requests"`
}

// LeaveReview is the input of a review of requests.
var LeaveReview = shape[LeaveDecisions]()

// leaveSteps are the states that an action leads from and to.
var leaveSteps = map[string]struct{ from, to int }{
	AcceptLeave: {requestSubmitted, requestAccepted},
	RejectLeave: {requestSubmitted, requestRejected},
	ReopenLeave: {requestRejected, requestSubmitted},
}

// HandleLeaveRequest accepts, rejects or reopens a request on behalf of a
// user. What is accepted is booked.
func HandleLeaveRequest(w kind.Writer, request kind.ID, action string, user kind.ID) error {
	row, err := w.Row(LeaveRequests.Type, request)
	if err != nil {
		return err
	}
	q, err := LeaveRequests.Value(row)
	if err != nil {
		return err
	}
	step, ok := leaveSteps[action]
	if !ok || q.LeaveRequestStatus.Key != step.from {
		return refuse(kind.CodeState, "action", action+" is not possible: the status of the request is "+q.LeaveRequestStatus.Value)
	}
	if step.to == requestAccepted {
		if err := q.book(w, row.Parent); err != nil {
			return err
		}
	}
	q.HandledBy, q.HandledTime = nil, nil
	if step.to != requestSubmitted {
		if q.HandledBy, err = userBrief(w, user); err != nil {
			return err
		}
		now := w.Now().UTC()
		q.HandledTime = &now
	}
	return setStatus(w, q, step.to)
}

// setStatus saves a request with another status.
func setStatus(w kind.Writer, q *LeaveRequest, status int) error {
	q.LeaveRequestStatus = LongCode{Key: status}
	return LeaveRequests.Replace(w, q.ID, q)
}

// book makes leave of a request: one booking, or two when both types of
// vacation are needed.
func (q *LeaveRequest) book(w kind.Writer, employment kind.ID) error {
	parts, err := q.parts(w, employment)
	if err != nil {
		return err
	}
	ids := make([]kind.ID, len(parts))
	for i := range parts {
		ids[i] = w.NewID()
	}
	for i, part := range parts {
		l := &Leave{
			StartDate: q.StartDate, EndDate: q.EndDate, IsAccrual: q.IsAccrual,
			LeaveType: LeaveTypeRef{Key: part.key}, NumberOfUnits: part.units, Comment: q.CommentEmployee,
			Origin:              LeaveOrigin{MeansOfCreation: LongCode{Key: bookedByRequest}},
			RelatedLeaveRequest: &RecordLink{ID: q.ID},
		}
		if len(ids) == 2 {
			l.RelatedLeave = &RecordLink{ID: ids[1-i]}
		}
		if err := Leaves.CreateAs(w, ids[i], employment, l); err != nil {
			return err
		}
	}
	return nil
}

// leavePart is some units of a type.
type leavePart struct {
	key   int
	units money.Amount
}

// parts says of which types a request is taken. Vacation is taken from what the
// law gives first, as that expires first, and from what comes on top for the
// rest; what is added to it is on top.
func (q *LeaveRequest) parts(r kind.Reader, employment kind.ID) ([]leavePart, error) {
	switch {
	case q.LeaveType.Key != LeaveVacation:
		return []leavePart{{q.LeaveType.Key, q.NumberOfUnits}}, nil
	case q.IsAccrual:
		return []leavePart{{LeaveExcess, q.NumberOfUnits}}, nil
	}
	e, err := Employments.Get(r, employment)
	if err != nil {
		return nil, err
	}
	statutory, err := availableLeave(r, e, LeaveStatutory, q.StartDate.Year())
	if err != nil {
		return nil, err
	}
	if statutory.Sign() < 0 {
		statutory = money.Amount{}
	}
	if statutory.Cmp(q.NumberOfUnits) >= 0 {
		return []leavePart{{LeaveStatutory, q.NumberOfUnits}}, nil
	}
	excess := leavePart{LeaveExcess, q.NumberOfUnits.Sub(statutory).Trim(0)}
	if statutory.IsZero() {
		return []leavePart{excess}, nil
	}
	return []leavePart{{LeaveStatutory, statutory}, excess}, nil
}

// loseLeave tells a request that what was booked for it is gone.
func loseLeave(w kind.Writer, request kind.ID) error {
	q, err := LeaveRequests.Get(w, request)
	if errors.Is(err, kind.ErrNotFound) {
		return nil
	}
	if err != nil || q.LeaveRequestStatus.Key == requestLeaveGone {
		return err
	}
	return setStatus(w, q, requestLeaveGone)
}

// refreshRequests shows the requests of an employment how much leave there is
// now.
func refreshRequests(w kind.Writer, employment kind.ID) error {
	all, err := LeaveRequests.Children(w, employment)
	if err != nil {
		return err
	}
	for _, q := range all {
		if err := LeaveRequests.Replace(w, q.ID, q); err != nil {
			return err
		}
	}
	return nil
}

// userBrief shows a user; nil for a client that acts for itself.
func userBrief(r kind.Reader, user kind.ID) (*UserBrief, error) {
	p, err := ProfileOf(r, user)
	if errors.Is(err, kind.ErrNotFound) || err == nil && p.PersonalDetails == nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	name := p.PersonalDetails
	return &UserBrief{
		ID: user, Initials: name.Initials, Prefix: name.Prefix, LastName: name.LastName,
		FormattedName: strings.TrimSpace(name.LastName + ", " + name.Initials + " " + text(name.Prefix)),
	}, nil
}
