package record

import (
	"errors"
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// Leave is leave that was added or taken (verlofboeking).
type Leave struct {
	// ID is the booking's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day; its year is the one that an addition counts
	// for.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate cal.Date `json:"endDate"`
	// IsAccrual tells what is added (opbouw) from what is taken (opname).
	IsAccrual bool `json:"isAccrual"`
	// LeaveType is which sort of leave, of those that the employer has.
	LeaveType LeaveTypeRef `json:"leaveType" is:"code=leave type,options=leave type"`
	// NumberOfUnits is how much, in hours or days.
	NumberOfUnits money.Amount `json:"numberOfUnits" is:"min=0,max=999.99,scale=2"`
	// UnitType is hours or days, as the leave policies of the employment count;
	// null when they don't tell.
	UnitType *LongCode `json:"unitType" is:"code=leave unit,readonly"`
	// Comment is free text.
	Comment *string `json:"comment" is:"len=..4000"`
	// Origin is what made the booking.
	Origin LeaveOrigin `json:"origin" is:"readonly"`
	// RelatedLeave is the other half of a request that was booked on two types.
	RelatedLeave *RecordLink `json:"relatedLeave" is:"readonly"`
	// RelatedLeaveRequest is the request that was granted.
	RelatedLeaveRequest *RecordLink `json:"relatedLeaveRequest" is:"readonly"`
}

// LeaveTypeRef is a type of leave as the employer calls it.
type LeaveTypeRef struct {
	// Key is the number of the type.
	Key int `json:"key"`
	// Value is the employer's name for it.
	Value string `json:"value"`
	// BalanceExceedsYear says that what is left goes on to the next year.
	BalanceExceedsYear bool `json:"balanceExceedsYear"`
}

// LeaveOrigin is what made a booking of leave.
type LeaveOrigin struct {
	// MeansOfCreation is a person, a request, a policy.
	MeansOfCreation LongCode `json:"meansOfCreation" is:"code=leave origin,readonly"`
	// LeavePolicy is the policy, where it was one.
	LeavePolicy *LeaveOriginPolicy `json:"leavePolicy" is:"readonly"`
}

// LeaveOriginPolicy is the policy that leave came from, as it was then.
type LeaveOriginPolicy struct {
	// ID is the policy's id.
	ID kind.ID `json:"id"`
	// Value is the policy's name.
	Value string `json:"value"`
	// LeaveUnitType is what leave is counted in by it.
	LeaveUnitType LongCode `json:"leaveUnitType"`
}

// RecordLink names another record.
type RecordLink struct {
	// ID is the record's id.
	ID kind.ID `json:"id"`
}

// Leaves belong to an employment.
var Leaves = of[Leave]("leave", "leave", kind.Under(Employments.Type))

// Keys of the list of leave origins.
const (
	bookedIndividually  = 1
	bookedCollectively  = 2
	bookedByLeavePolicy = 3
	bookedByRequest     = 4
)

// Defaults is one day: today, or the day of the employment nearest to it.
func (l *Leave) Defaults(r *kind.Rules) {
	day := r.Today()
	if r.Parent != nil {
		if day = cal.Max(day, r.Parent.Starts); !r.Parent.Ends.IsZero() {
			day = cal.Min(day, r.Parent.Ends)
		}
	}
	l.StartDate, l.EndDate = day, day
}

// Compute shows the employer's name of the type, the unit, and who booked it.
func (l *Leave) Compute(r *kind.Rules) {
	if l.Origin.MeansOfCreation.Key == 0 {
		l.Origin.MeansOfCreation = entry[LongCode](r, "leave origin", bookedIndividually)
	}
	l.LeaveType.show(leaveTypeAt(r, l.LeaveType.Key))
	l.UnitType = leaveUnitAt(r)
}

func (t *LeaveTypeRef) show(actual LeaveTypeEntry) {
	t.Value, t.BalanceExceedsYear = actual.Value, actual.BalanceExceedsYear
}

// leaveTypeAt is a type of leave as the employer of a value has it.
func leaveTypeAt(r *kind.Rules, key int) LeaveTypeEntry {
	t, err := LeaveTypeOf(r, r.Employer(), key)
	if err != nil && !errors.Is(err, kind.ErrNotFound) { // an unknown type was noted when codes were filled
		r.Fail(err)
	}
	return t.Actual()
}

// leaveUnitAt is what the leave of the employment that a value stands under is
// counted in.
func leaveUnitAt(r *kind.Rules) *LongCode {
	unit, err := LeaveUnitOf(r, r.Parent.ID)
	if err != nil {
		r.Fail(err)
	}
	return unit
}

// LeaveUnitOf is what the leave of an employment is counted in; nil when its
// policies don't tell, or differ.
func LeaveUnitOf(r kind.Reader, employment kind.ID) (*LongCode, error) {
	refs, err := LeavePolicyRefsOf(r, employment)
	if err != nil || len(refs) == 0 {
		return nil, err
	}
	unit := refs[0].LeaveUnitType
	for _, ref := range refs {
		if ref.LeaveUnitType.Key != unit.Key {
			return nil, nil
		}
	}
	return &unit, nil
}

// Check wants days of the employment, and a type that can be booked.
func (l *Leave) Check(r *kind.Rules) {
	if r.Before != nil {
		before, err := Leaves.Value(r.Before)
		if err != nil {
			r.Fail(err)
			return
		}
		if l.StartDate == before.StartDate && l.EndDate == before.EndDate && l.LeaveType.Key == before.LeaveType.Key {
			return // as it was, whatever has become of the employment since
		}
	}
	within(r, l.StartDate)
	checkLeavePeriod(r, l.StartDate, l.EndDate)
	if ends := r.Parent.Ends; !l.IsAccrual && !ends.IsZero() && l.EndDate.After(ends) {
		r.Problem("endDate", kind.CodePeriod, "is after the employment, which ended on %v", ends)
	}
	if l.LeaveType.Key == LeaveVacation {
		r.Problem("leaveType.key", kind.CodeOption, "is the sum of two types; book on one of them")
		return
	}
	checkLeaveType(r, l.LeaveType.Key)
}

// checkLeavePeriod refuses a time longer than units can be counted for.
func checkLeavePeriod(r *kind.Rules, start, end cal.Date) {
	if (cal.Period{Start: start, End: end}).Days() > MaxLeavePeriod {
		r.Problem("endDate", kind.CodePeriod, "is more than %d days after startDate", MaxLeavePeriod)
	}
}

// checkLeaveType refuses a type that the employer doesn't use. What has it
// already keeps it.
func checkLeaveType(r *kind.Rules, key int) {
	if r.Before != nil && kind.Text(r.Before.Body, "leaveType.key") == strconv.Itoa(key) {
		return
	}
	if t := leaveTypeAt(r, key); t.Key != 0 && !t.Enabled {
		r.Problem("leaveType.key", kind.CodeOption, "is not used by the employer")
	}
}

// Saved tells the requests of the employment how much there is now.
func (l *Leave) Saved(r *kind.Rules) error { return refreshRequests(r, r.Parent.ID) }

// Deleted takes along what was booked for the same request, and tells the
// request.
func (l *Leave) Deleted(r *kind.Rules) error {
	if r.Cascade {
		return nil
	}
	if other := l.RelatedLeave; other != nil {
		if err := Leaves.Delete(r, other.ID); err != nil && !errors.Is(err, kind.ErrNotFound) {
			return err
		}
	}
	if request := l.RelatedLeaveRequest; request != nil {
		if err := loseLeave(r, request.ID); err != nil {
			return err
		}
	}
	return refreshRequests(r, r.Before.Parent)
}

// renameLeave shows leave and requests of a type as the employer has it now.
func renameLeave(w kind.Writer, employer kind.ID, key int) error {
	of := strconv.Itoa(key)
	rows, err := w.Find(Leaves.Type, employer, "leaveType.key", of)
	if err != nil {
		return err
	}
	for _, row := range rows {
		l, err := Leaves.Value(row)
		if err != nil {
			return err
		}
		if err := Leaves.Replace(w, row.ID, l); err != nil {
			return err
		}
	}
	if rows, err = w.Find(LeaveRequests.Type, employer, "leaveType.key", of); err != nil {
		return err
	}
	for _, row := range rows {
		q, err := LeaveRequests.Value(row)
		if err != nil {
			return err
		}
		if err := LeaveRequests.Replace(w, row.ID, q); err != nil {
			return err
		}
	}
	return nil
}
