package record

import (
	"errors"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record/code"
)

// LeaveType is a sort of leave at an employer (verlofsoort). Every employer
// has all of them, and can deviate from how they are by default.
type LeaveType struct {
	// ID is the identity of the leave type at this employer.
	ID kind.ID `json:"id" is:"readonly"`
	// LeaveType is how it is by default.
	LeaveType LeaveTypeEntry `json:"leaveType" is:"code=leave type,readonly"`
	// Deviations is how it is at this employer instead; null is by default.
	Deviations *LeaveTypeDeviation `json:"deviations"`
}

// LeaveTypeEntry is a sort of leave of the list.
type LeaveTypeEntry struct {
	// Key is the number of the leave type.
	Key int `json:"key"`
	LeaveTypeDeviation
}

// LeaveTypeDeviation is what an employer can have otherwise of a leave type.
type LeaveTypeDeviation struct {
	// Value is the name of the leave.
	Value string `json:"value" is:"len=..50"`
	// Enabled says that new leave can be of this type. What was booked before
	// stays.
	Enabled bool `json:"enabled"`
	// BalanceExceedsYear takes what is left over into the next year.
	BalanceExceedsYear bool `json:"balanceExceedsYear"`
	// EmployeeCanRequestIncrease lets employees ask for more of it.
	EmployeeCanRequestIncrease bool `json:"employeeCanRequestIncrease"`
}

// Keys of leave types that rules know. Vacation (Verlof) takes the statutory
// part first, which lapses earlier, and then the part beyond it.
const (
	LeaveExcess    = 1
	LeaveStatutory = 15
	LeaveVacation  = 16
	LeaveWTR       = 4
)

// LeaveTypes are kept under an employer from the first deviation on; before
// that an employer has them by the list alone, see [LeaveTypesOf].
var LeaveTypes = of[LeaveType]("leave type", "leavetypes", kind.Under(Employers.Type))

// fixedLeaveTypes are the ones that are the same everywhere (Loket,
// GetLeaveTypeByEmployerIdAndLeaveTypeId).
var fixedLeaveTypes = []int{LeaveVacation, LeaveExcess}

// Check refuses to deviate from leave that is the same everywhere.
func (t *LeaveType) Check(r *kind.Rules) {
	if t.Deviations != nil && slices.Contains(fixedLeaveTypes, t.LeaveType.Key) {
		r.Problem("deviations", kind.CodeState, "can't be set: %s is the same for every employer", t.LeaveType.Value)
	}
}

// Saved shows the new name in leave and requests.
func (t *LeaveType) Saved(r *kind.Rules) error { return renameLeave(r, r.Employer(), t.LeaveType.Key) }

// Actual is the leave type as it is at the employer.
func (t *LeaveType) Actual() LeaveTypeEntry {
	if t.Deviations == nil {
		return t.LeaveType
	}
	return LeaveTypeEntry{Key: t.LeaveType.Key, LeaveTypeDeviation: *t.Deviations}
}

// LeaveTypeID is the id of a leave type at an employer.
func LeaveTypeID(employer kind.ID, key int) kind.ID {
	return derivedID([]byte("leave type"), employer[:], []byte(strconv.Itoa(key)))
}

// LeaveTypesOf are the leave types of an employer, in the order of the list.
func LeaveTypesOf(r kind.Reader, employer kind.ID) ([]LeaveType, error) {
	var all []LeaveType
	err := eachEntry("leave type", func(entry LeaveTypeEntry) error {
		t, err := leaveType(r, employer, entry)
		all = append(all, t)
		return err
	})
	return all, err
}

// LeaveTypeOf is the leave type of an employer with this key. It answers
// [kind.ErrNotFound].
func LeaveTypeOf(r kind.Reader, employer kind.ID, key int) (LeaveType, error) {
	e, ok := code.Lists.Lookup("leave type", strconv.Itoa(key))
	if !ok {
		return LeaveType{}, kind.ErrNotFound
	}
	var entry LeaveTypeEntry
	if err := json.Unmarshal(e.JSON, &entry); err != nil {
		return LeaveType{}, err
	}
	return leaveType(r, employer, entry)
}

func leaveType(r kind.Reader, employer kind.ID, entry LeaveTypeEntry) (LeaveType, error) {
	t := LeaveType{ID: LeaveTypeID(employer, entry.Key), LeaveType: entry}
	kept, err := LeaveTypes.Get(r, t.ID)
	if errors.Is(err, kind.ErrNotFound) {
		return t, nil
	}
	if err == nil {
		t.Deviations = kept.Deviations
	}
	return t, err
}

// eachEntry gives the entries of a code list of this package's own, in order.
func eachEntry[T any](list string, visit func(T) error) error {
	entries, ok := code.Lists.Entries(list)
	if !ok {
		panic("record: there is no code list " + list)
	}
	for _, e := range entries {
		var entry T
		if err := json.Unmarshal(e.JSON, &entry); err != nil {
			return err
		}
		if err := visit(entry); err != nil {
			return err
		}
	}
	return nil
}

// DeviateLeaveType keeps how an employer has a leave type; nil is by default
// again. It gives the leave type as it is then.
func DeviateLeaveType(w kind.Writer, employer, id kind.ID, d *LeaveTypeDeviation) (LeaveType, error) {
	all, err := LeaveTypesOf(w, employer)
	if err != nil {
		return LeaveType{}, err
	}
	at := slices.IndexFunc(all, func(t LeaveType) bool { return t.ID == id })
	if at < 0 {
		return LeaveType{}, kind.ErrNotFound
	}
	t := all[at]
	t.Deviations = d
	return t, LeaveTypes.Put(w, id, employer, &t)
}
