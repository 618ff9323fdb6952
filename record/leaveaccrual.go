package record

import (
	"math/big"
	"slices"
	"strconv"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// LeaveGrant is leave that a policy gives for full hours during a time.
type LeaveGrant struct {
	// Type is the number of the type of leave.
	Type int
	// Yearly is the leave of a whole year.
	Yearly money.Amount
	// Period is when it is given.
	cal.Period
}

// WorkedPart is a time in which some hours a week are agreed, of how many make
// full hours.
type WorkedPart struct {
	cal.Period
	// Hours are those worked in a week.
	Hours money.Amount
	// FullTime are those of a full week.
	FullTime money.Amount
}

// LeaveRounding is to what and how a policy rounds.
type LeaveRounding struct {
	// Step is in hundredths.
	Step int64
	// Method is an entry of the list of rounding methods.
	Method int
}

// Keys of the lists of rounding.
const (
	roundUp   = 2
	roundDown = 3
)

// roundingSteps are the entries of that list in hundredths.
var roundingSteps = map[int]int64{1: 1, 2: 10, 3: 100}

// AccruedLeave is what was accrued by type from the first day of a year through
// a day. Every day of the year counts for the same part of it (Burgerlijk
// Wetboek 7:634: for part of a year the leave is in proportion), by the hours
// that are agreed on it of the full ones. It is rounded once, so that what was
// accrued in the months of a year, each being the growth since the month
// before, adds up to the year.
func AccruedLeave(grants []LeaveGrant, parts []WorkedPart, year int, through cal.Date, rounding LeaveRounding) map[int]money.Amount {
	first, last := cal.MustNew(year, time.January, 1), cal.MustNew(year, time.December, 31)
	days := (cal.Period{Start: first, End: last}).Days()
	exact := map[int]*big.Rat{}
	for _, g := range grants {
		sum := exact[g.Type]
		if sum == nil {
			sum = new(big.Rat)
			exact[g.Type] = sum
		}
		for _, p := range parts {
			common := overlap(overlap(cal.Period{Start: first, End: cal.Min(last, through)}, g.Period), p.Period)
			if !common.Valid() || p.FullTime.Sign() <= 0 {
				continue
			}
			share := new(big.Rat).Quo(ratio(p.Hours), ratio(p.FullTime))
			share.Mul(share, ratio(g.Yearly))
			sum.Add(sum, share.Mul(share, big.NewRat(int64(common.Days()), int64(days))))
		}
	}
	all := map[int]money.Amount{}
	for key, sum := range exact {
		all[key] = rounding.round(sum)
	}
	return all
}

// overlap is the days that two periods have in common, of which the first has
// an end; it isn't valid when there are none.
func overlap(p, q cal.Period) cal.Period {
	p.Start = cal.Max(p.Start, q.Start)
	if !q.Open() {
		p.End = cal.Min(p.End, q.End)
	}
	return p
}

func ratio(a money.Amount) *big.Rat {
	r, _ := new(big.Rat).SetString(a.String())
	return r
}

// round rounds what is never negative.
func (l LeaveRounding) round(exact *big.Rat) money.Amount {
	steps := new(big.Rat).Mul(exact, big.NewRat(100, l.Step))
	up := big.NewRat(1, 2)
	switch l.Method {
	case roundDown:
		up = new(big.Rat)
	case roundUp:
		up = new(big.Rat).SetFrac(new(big.Int).Sub(steps.Denom(), big.NewInt(1)), steps.Denom())
	}
	steps.Add(steps, up)
	whole := new(big.Int).Quo(steps.Num(), steps.Denom())
	return money.New(whole.Int64()*l.Step, 2)
}

// rounding is how the policy rounds.
func (p *LeavePolicy) rounding() LeaveRounding {
	step := roundingSteps[p.RoundTo.Key]
	if step == 0 {
		step = 1
	}
	return LeaveRounding{Step: step, Method: p.RoundingMethod.Key}
}

// grants are what the policy gives an employment in a year.
func (p *LeavePolicy) grants(r kind.Reader, e *Employment, year int) ([]LeaveGrant, error) {
	whole := cal.Period{Start: cal.MustNew(year, time.January, 1), End: cal.MustNew(year, time.December, 31)}
	var all []LeaveGrant
	add := func(key int, units *money.Amount, when cal.Period) {
		if units != nil {
			all = append(all, LeaveGrant{Type: key, Yearly: *units, Period: when})
		}
	}
	if l := p.LeaveEntitlement; l != nil {
		add(LeaveStatutory, l.Statutory, whole)
		add(LeaveExcess, l.ExcessLeaveToStatutory, whole)
		add(LeaveWTR, l.WTR, whole)
	}
	for day, when := range p.AdditionalLeave.days(year) {
		more, err := p.moreLeave(r, e, day)
		if err != nil {
			return nil, err
		}
		add(LeaveExcess, more.ExcessLeaveToStatutory, when)
		add(LeaveWTR, more.WTR, when)
	}
	return all, nil
}

// days are the days of a year on which it is seen who meets a rule, and the
// time for which each decides: the year, or with two days a half of it.
func (a *AdditionalLeave) days(year int) map[cal.Date]cal.Period {
	first, last := cal.MustNew(year, time.January, 1), cal.MustNew(year, time.December, 31)
	one := a.ReferenceDate1.In(year)
	if a.ReferenceDate2 == nil {
		return map[cal.Date]cal.Period{one: {Start: first, End: last}}
	}
	two := a.ReferenceDate2.In(year)
	half := cal.MustNew(year, time.July, 1)
	return map[cal.Date]cal.Period{
		cal.Max(one, two): {Start: half, End: last},
		cal.Min(one, two): {Start: first, End: half.AddDays(-1)},
	}
}

// onlyHighest is the key of giving the most that one rule gives, and not all.
const onlyHighest = 1

// moreLeave is what the rules for more leave give on a day on which the
// employment runs: all of it, or of each sort the most that one rule gives.
func (p *LeavePolicy) moreLeave(r kind.Reader, e *Employment, day cal.Date) (MoreLeave, error) {
	var sum MoreLeave
	if !e.period().Contains(day) {
		return sum, nil
	}
	met, err := p.rulesMet(r, e, day)
	for _, m := range met {
		p.allocate(&sum.ExcessLeaveToStatutory, m.ExcessLeaveToStatutory)
		p.allocate(&sum.WTR, m.WTR)
	}
	return sum, err
}

func (p *LeavePolicy) allocate(to **money.Amount, more *money.Amount) {
	switch {
	case more == nil:
	case *to == nil:
		*to = more
	case p.AdditionalLeave.AllocationType.Key != onlyHighest:
		sum := (*to).Add(*more)
		*to = &sum
	case more.Cmp(**to) > 0:
		*to = more
	}
}

// rulesMet is what the rules give whose age, service or wage the employment has
// on a day.
func (p *LeavePolicy) rulesMet(r kind.Reader, e *Employment, day cal.Date) ([]MoreLeave, error) {
	var met []MoreLeave
	began := e.StartDate
	if e.HistoricalStartDate != nil {
		began = *e.HistoricalStartDate
	}
	for _, rule := range []struct {
		kind  kind.Kind[TimeBasedLeave]
		since cal.Date
	}{{AgeBasedLeaves, e.Employee.DateOfBirth}, {YearsOfServiceBasedLeaves, began}} {
		all, err := rule.kind.Children(r, p.ID)
		if err != nil {
			return nil, err
		}
		months := fullMonths(rule.since, day)
		for _, l := range all {
			if months >= l.From.Months() && months <= l.UpToAndIncluding.Months() {
				met = append(met, l.LeaveEntitlement)
			}
		}
	}
	byWage, err := p.wageRulesMet(r, e, day)
	return append(met, byWage...), err
}

// wageRulesMet compares the gross wage of a pay period; a wage by the hour meets
// no rule.
func (p *LeavePolicy) wageRulesMet(r kind.Reader, e *Employment, day cal.Date) ([]MoreLeave, error) {
	rules, err := WageBasedLeaves.Children(r, p.ID)
	if len(rules) == 0 || err != nil {
		return nil, err
	}
	wages, err := Wages.Children(r, e.ID)
	var met []MoreLeave
	for _, w := range wages {
		holds := !w.StartDate.After(day) && (w.EndDate == nil || !w.EndDate.Before(day))
		if !holds || w.GrossWage == nil || w.GrossWageType == nil || w.GrossWageType.Key != perPeriod {
			continue
		}
		for _, l := range rules {
			if w.GrossWage.Cmp(l.FromWage) >= 0 && w.GrossWage.Cmp(l.UpToAndIncludingWage) <= 0 {
				met = append(met, l.LeaveEntitlement)
			}
		}
	}
	return met, err
}

// fullMonths is how many months have passed whole.
func fullMonths(from, to cal.Date) int {
	months := 12*(to.Year()-from.Year()) + int(to.Month()) - int(from.Month())
	if to.Day() < from.Day() && to.AddDays(1).Day() != 1 { // the last of a month completes it
		months--
	}
	return months
}

// workedParts are the hours agreed in an employment.
func workedParts(r kind.Reader, e *Employment) ([]WorkedPart, error) {
	all, err := WorkingHours.Children(r, e.ID)
	var parts []WorkedPart
	for _, h := range all {
		if h.AggregatedHoursPerWeek == nil {
			continue
		}
		p := WorkedPart{Hours: *h.AggregatedHoursPerWeek, FullTime: h.Shift.FullTimeHoursPerWeek}
		p.Start, p.End = cal.Max(h.StartDate, e.StartDate), e.period().End
		if h.EndDate != nil {
			p.End = *h.EndDate
		}
		parts = append(parts, p)
	}
	return parts, err
}

// AccrueLeave books what the leave policies of an employment give this year:
// by the year at once, by the month up to this month. Done again, it corrects
// what was booked to what follows from hours, wages and policies by now. Leave by
// the hour worked is payroll's to tell.
func AccrueLeave(w kind.Writer, employment kind.ID) error {
	return accrueThrough(w, employment, w.Today())
}

// accrueThrough is [AccrueLeave] for the year of a day, leave by the month up to
// its month.
func accrueThrough(w kind.Writer, employment kind.ID, day cal.Date) error {
	links, err := w.Children(LeavePolicyLinks.Type, employment)
	if len(links) == 0 || err != nil {
		return err
	}
	e, err := Employments.Get(w, employment)
	if err != nil {
		return err
	}
	year := day.Year()
	runs := overlap(cal.Period{Start: cal.MustNew(year, time.January, 1), End: cal.MustNew(year, time.December, 31)}, e.period())
	if !runs.Valid() {
		return nil
	}
	policies, err := LeavePoliciesOn(w, employment, runs.Start)
	if err != nil {
		return err
	}
	parts, err := workedParts(w, e)
	if err != nil {
		return err
	}
	for _, p := range policies {
		if err := p.accrue(w, e, parts, runs, day); err != nil {
			return err
		}
	}
	return refreshUnits(w, employment)
}

// accrue books what the policy gives in the part of a year in which an
// employment runs, through a day.
func (p *LeavePolicy) accrue(w kind.Writer, e *Employment, parts []WorkedPart, runs cal.Period, through cal.Date) error {
	year := runs.Start.Year()
	grants, err := p.grants(w, e, year)
	if err != nil {
		return err
	}
	before := map[int]money.Amount{}
	for _, when := range p.bookings(runs, through) {
		reached := AccruedLeave(grants, parts, year, when.End, p.rounding())
		for _, key := range []int{LeaveStatutory, LeaveExcess, LeaveWTR} {
			if err := p.bookAccrual(w, e, key, when, reached[key].Sub(before[key])); err != nil {
				return err
			}
		}
		before = reached
	}
	return nil
}

// bookings are the times for which leave is booked in one go.
func (p *LeavePolicy) bookings(runs cal.Period, today cal.Date) []cal.Period {
	switch p.AccrualType.Key {
	case AccruedYearly:
		return []cal.Period{runs}
	case AccruedMonthly:
		var all []cal.Period
		for month := cal.MustNew(runs.Start.Year(), time.January, 1); !month.After(cal.Min(today, runs.End)); month = month.AddMonths(1) {
			if when := overlap(runs, cal.Period{Start: month, End: month.AddMonths(1).AddDays(-1)}); when.Valid() {
				all = append(all, when)
			}
		}
		return all
	}
	return nil
}

// bookAccrual makes the booking of a type for a time what it should be.
func (p *LeavePolicy) bookAccrual(w kind.Writer, e *Employment, key int, when cal.Period, units money.Amount) error {
	month := 0
	if p.AccrualType.Key == AccruedMonthly {
		month = int(when.Start.Month())
	}
	id := derivedID([]byte("accrued leave"), e.ID[:], p.ID[:],
		[]byte(strconv.Itoa(when.Start.Year())+" "+strconv.Itoa(month)+" "+strconv.Itoa(key)))
	all, err := w.Children(Leaves.Type, e.ID)
	if err != nil {
		return err
	}
	booked := slices.ContainsFunc(all, func(row *kind.Row) bool { return row.ID == id })
	switch {
	case units.Sign() <= 0 && booked:
		return Leaves.Delete(w, id)
	case units.Sign() <= 0:
		return nil
	}
	l := &Leave{
		Origin: LeaveOrigin{
			MeansOfCreation: LongCode{Key: bookedByLeavePolicy},
			LeavePolicy:     &LeaveOriginPolicy{ID: p.ID, Value: p.Name, LeaveUnitType: p.LeaveUnitType},
		},
		LeaveType: LeaveTypeRef{Key: key}, IsAccrual: true,
	}
	if booked {
		if l, err = Leaves.Get(w, id); err != nil {
			return err
		}
	}
	l.StartDate, l.EndDate, l.NumberOfUnits = when.Start, when.End, units.Trim(0)
	return Leaves.Put(w, id, e.ID, l)
}

// accrueLinked is [AccrueLeave] for everybody linked to a policy.
func accrueLinked(w kind.Writer, employer, policy kind.ID) error {
	links, err := w.Find(LeavePolicyLinks.Type, employer, "leavePolicy.id", policy.String())
	for _, link := range links {
		if err := AccrueLeave(w, link.Parent); err != nil {
			return err
		}
	}
	return err
}

// accrueByRule is [accrueLinked] after a rule of a policy has changed. Nobody is
// linked to a provider's.
func accrueByRule(w kind.Writer, of *kind.Type, employer, policy kind.ID) error {
	if of != LeavePolicies.Type {
		return nil
	}
	return accrueLinked(w, employer, policy)
}

// refreshUnits shows leave and requests of an employment in the unit of its
// policies by now.
func refreshUnits(w kind.Writer, employment kind.ID) error {
	all, err := Leaves.Children(w, employment)
	if err != nil {
		return err
	}
	for _, l := range all {
		if err := Leaves.Replace(w, l.ID, l); err != nil {
			return err
		}
	}
	return refreshRequests(w, employment)
}
