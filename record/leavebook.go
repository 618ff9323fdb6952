package record

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// LeaveBook reads the leave of an employer's employments. What is the same for
// all of them is read once.
type LeaveBook struct {
	r        kind.Reader
	employer kind.ID
	daysOff  map[int]map[cal.Date]string // of a year, with their names
	types    map[int]LeaveTypeEntry
	err      error // the first read that failed
}

// LeaveOf opens the book of an employer.
func LeaveOf(r kind.Reader, employer kind.ID) *LeaveBook {
	return &LeaveBook{r: r, employer: employer, daysOff: map[int]map[cal.Date]string{}, types: map[int]LeaveTypeEntry{}}
}

// dayOff names a day off of the employer; "" when it is none.
func (b *LeaveBook) dayOff(day cal.Date) string {
	year := day.Year()
	if b.daysOff[year] == nil {
		b.daysOff[year] = map[cal.Date]string{}
		days, err := HolidaysOf(b.r, b.employer, cal.MustNew(year, time.January, 1), cal.MustNew(year, time.December, 31))
		b.err = errors.Join(b.err, err)
		for _, d := range days {
			b.daysOff[year][d.Date] = d.Description
		}
	}
	return b.daysOff[year][day]
}

// leaveType is a type of leave as the employer has it.
func (b *LeaveBook) leaveType(key int) LeaveTypeEntry {
	t, known := b.types[key]
	if !known {
		of, err := LeaveTypeOf(b.r, b.employer, key)
		b.err = errors.Join(b.err, err)
		t = of.Actual()
		b.types[key] = t
	}
	return t
}

// schedule is by which hours leave is taken in an employment: by the work
// pattern where the working hours say so, else by the leave pattern of a policy
// that says so, else by the hours of a week. Nobody takes leave on a day off,
// unless the policies count those.
func (b *LeaveBook) schedule(e *Employment, policies []*LeavePolicy) (Schedule, error) {
	pattern, holidays := (*WorkPattern)(nil), len(policies) == 0
	for _, p := range policies {
		rules := p.LeaveRequest
		if pattern == nil && rules.ApplyLeaveSchedule {
			pattern = rules.LeavePattern
		}
		holidays = holidays || rules.UseHolidaysInCalculation
	}
	s, err := scheduleOf(b.r, e, func(h *WorkHours) WorkSpan {
		switch {
		case h.CalculateUsingWorkPattern.LeaveHours && h.WorkPattern != nil:
			return WorkSpan{WorkPattern: *h.WorkPattern, Method: byWorkPattern}
		case pattern != nil:
			return WorkSpan{WorkPattern: *pattern, Method: byLeavePattern}
		}
		return byWeek(h)
	})
	if holidays {
		s.Free = func(day cal.Date) bool { return b.dayOff(day) != "" }
	}
	return s, err
}

// policiesOf are the leave policies that an employment is linked to.
func (b *LeaveBook) policiesOf(e *Employment) ([]*LeavePolicy, error) {
	return LeavePoliciesOn(b.r, e.ID, e.StartDate)
}

// ProposedLeave is how many hours of leave a period takes.
type ProposedLeave struct {
	// EmploymentID is whose leave it would be.
	EmploymentID kind.ID `json:"employmentId" is:"readonly"`
	// ProposedLeaveHours is the hours that would be worked.
	ProposedLeaveHours money.Amount `json:"proposedLeaveHours" is:"readonly"`
	// MethodOfCalculation is where those hours come from.
	MethodOfCalculation string `json:"methodOfCalculation" is:"readonly"`
	// AdditionalInformation tells which days off were left out.
	AdditionalInformation *string `json:"additionalInformation" is:"readonly"`
}

// ProposedLeaves is what a proposal looks like.
var ProposedLeaves = shape[ProposedLeave]()

// ErrLeaveInDays says that leave is counted in days, so that hours mean
// nothing.
var ErrLeaveInDays = errors.New("a leave policy of the employment counts leave in days")

// MaxLeavePeriod is how many days a period of leave can have: some five years.
const MaxLeavePeriod = 5 * 366

// Propose is how many hours of leave a period takes in an employment. It
// answers [ErrLeaveInDays] where leave isn't counted in hours.
func (b *LeaveBook) Propose(e *Employment, p cal.Period) (*ProposedLeave, error) {
	policies, err := b.policiesOf(e)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(policies, func(p *LeavePolicy) bool { return p.LeaveUnitType.Key != LeaveInHours }) {
		return nil, ErrLeaveInDays
	}
	s, err := b.schedule(e, policies)
	if err != nil {
		return nil, err
	}
	return &ProposedLeave{
		EmploymentID: e.ID, ProposedLeaveHours: s.Hours(p).Trim(0),
		MethodOfCalculation: s.methods(p), AdditionalInformation: b.leftOut(s, p),
	}, b.err
}

// methods is where the hours of a period come from.
func (s Schedule) methods(p cal.Period) string {
	var all []string
	for _, span := range s.Spans {
		if span.Overlaps(p) && !slices.Contains(all, span.Method) {
			all = append(all, span.Method)
		}
	}
	if len(all) == 0 {
		return byNothing
	}
	return strings.Join(all, ", ")
}

// leftOut tells of days off on which there would have been work.
func (b *LeaveBook) leftOut(s Schedule, p cal.Period) *string {
	if s.Free == nil {
		return nil
	}
	worked := Schedule{Spans: s.Spans}
	var days []string
	for day := p.Start; !day.After(p.End); day = day.AddDays(1) {
		if s.Free(day) && !worked.On(day).IsZero() {
			days = append(days, b.dayOff(day)+" ("+day.String()+")")
		}
	}
	if days == nil {
		return nil
	}
	text := "Vrij: " + strings.Join(days, ", ")
	return &text
}

// TypeYear is the balance of one type of leave in one year.
type TypeYear struct {
	// Type is the type as the employer has it.
	Type LeaveTypeEntry
	LeaveYear
}

// Balances are those of an employment: of vacation, and of every type of which
// something was booked, for all years since the first booking, up to this year
// or the one of the last booking. through divides what is taken in its year.
func (b *LeaveBook) Balances(e *Employment, through cal.Date) ([]TypeYear, error) {
	accounts, err := b.accounts(e)
	if err != nil {
		return nil, err
	}
	first, last := spanOfYears(accounts, through.Year())
	var all []TypeYear
	err = eachEntry("leave type", func(entry LeaveTypeEntry) error {
		years := yearsOf(accounts, entry.Key, first, last, through)
		for _, y := range years {
			all = append(all, TypeYear{b.leaveType(entry.Key), y})
		}
		return nil
	})
	slices.SortStableFunc(all, func(x, y TypeYear) int { return x.Year - y.Year })
	return all, errors.Join(err, b.err)
}

// spanOfYears is from the first to the last year of several accounts and one
// year more.
func spanOfYears(accounts map[int]*LeaveAccount, year int) (first, last int) {
	first, last = year, year
	for _, a := range accounts {
		first, last = a.span(first, last)
	}
	return first, last
}

// yearsOf are the balances of a type of leave, for years that all accounts lie
// in; vacation is both of its types.
func yearsOf(accounts map[int]*LeaveAccount, key, first, last int, through cal.Date) []LeaveYear {
	if key == LeaveVacation {
		statutory := accounts[LeaveStatutory].Years(first, last, through)
		for i, y := range accounts[LeaveExcess].Years(first, last, through) {
			statutory[i] = statutory[i].Add(y)
		}
		return statutory
	}
	if accounts[key] == nil {
		return nil
	}
	return accounts[key].Years(first, last, through)
}

// accounts are what was booked in an employment by type. Both types of vacation
// are among them.
func (b *LeaveBook) accounts(e *Employment) (map[int]*LeaveAccount, error) {
	policies, err := b.policiesOf(e)
	if err != nil {
		return nil, err
	}
	s, err := b.schedule(e, policies)
	if err != nil {
		return nil, err
	}
	all, err := Leaves.Children(b.r, e.ID)
	if err != nil {
		return nil, err
	}
	accounts := map[int]*LeaveAccount{}
	account := func(key int) *LeaveAccount {
		if accounts[key] == nil {
			accounts[key] = &LeaveAccount{Type: key, Carries: b.leaveType(key).BalanceExceedsYear, Schedule: s}
		}
		return accounts[key]
	}
	account(LeaveStatutory)
	account(LeaveExcess)
	for _, l := range all {
		a := account(l.LeaveType.Key)
		a.Entries = append(a.Entries, LeaveEntry{
			Period: cal.Period{Start: l.StartDate, End: l.EndDate}, Added: l.IsAccrual, Units: l.NumberOfUnits,
		})
	}
	return accounts, b.err
}

// availableLeave is the balance of a type of leave in a year.
func availableLeave(r kind.Reader, e *Employment, key, year int) (money.Amount, error) {
	row, err := r.Row(Employments.Type, e.ID)
	if err != nil {
		return money.Amount{}, err
	}
	b := LeaveOf(r, row.Employer)
	accounts, err := b.accounts(e)
	if err != nil {
		return money.Amount{}, err
	}
	first, last := spanOfYears(accounts, year)
	for _, y := range yearsOf(accounts, key, first, last, r.Today()) {
		if y.Year == year {
			return y.Balance().Trim(0), b.err
		}
	}
	return money.Amount{}, b.err
}
