package record

import (
	"slices"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// CostPerHour is what an hour of an employee costs in a payroll period
// (kostprijs per uur).
type CostPerHour struct {
	// ID is the identity of the record.
	ID kind.ID `json:"id" is:"readonly"`
	// PayrollPeriods is the one period that the cost is of.
	PayrollPeriods NumberedPeriod `json:"payrollPeriods" is:"createonly,options=period without cost"`
	// CostPerHour in euros.
	CostPerHour money.Amount `json:"costPerHour" is:"min=-99999.99,max=99999.99"`
	// RegistrationMethod is where the cost comes from: payroll, an estimate, or
	// a hand.
	RegistrationMethod LongCode `json:"registrationMethod" is:"code=registration method,readonly"`
}

// NumberedPeriod is a payroll period that a client names by year and number in
// one, such as 202406.
type NumberedPeriod struct {
	// ID is year and number.
	ID int `json:"id"`
	// Year is the payroll year.
	Year int `json:"year" is:"readonly"`
	// PeriodNumber counts from 1 within the year.
	PeriodNumber int `json:"periodNumber" is:"readonly"`
	// StartDate is the first day.
	StartDate cal.Date `json:"startDate" is:"readonly"`
	// EndDate is the last day.
	EndDate cal.Date `json:"endDate" is:"readonly"`
}

// Numbered is a payroll period as one number names it.
func Numbered(p PayrollPeriod) NumberedPeriod {
	return NumberedPeriod{ID: p.ID(), Year: p.Year, PeriodNumber: p.PeriodNumber, StartDate: *p.PeriodStartDate, EndDate: *p.PeriodEndDate}
}

// CostsPerHour of an employment are of a period each.
var CostsPerHour = of[CostPerHour]("cost per hour", "costperhour", kind.Under(Employments.Type))

// Keys of registration methods.
const (
	costByEstimate = 2
	costByHand     = 3
)

// Defaults is the first period from that of today on that has no cost.
func (c *CostPerHour) Defaults(r *kind.Rules) {
	free, err := PeriodsWithoutCost(r, r.Parent)
	if err != nil {
		r.Fail(err)
		return
	}
	today := r.Today()
	i := slices.IndexFunc(free, func(p PayrollPeriod) bool { return !p.PeriodEndDate.Before(today) })
	if i >= 0 {
		c.PayrollPeriods = Numbered(free[i])
	}
}

// Compute shows the period, and who noted the cost: what is entered or
// corrected is by hand.
func (c *CostPerHour) Compute(r *kind.Rules) {
	c.show(r)
	if r.Before == nil {
		if c.RegistrationMethod.Key == 0 {
			c.RegistrationMethod = entry[LongCode](r, "registration method", costByHand)
		}
		return
	}
	before, err := CostsPerHour.Value(r.Before)
	if err != nil {
		r.Fail(err)
		return
	}
	if !before.CostPerHour.Equal(c.CostPerHour) {
		c.RegistrationMethod = entry[LongCode](r, "registration method", costByHand)
	}
}

func (c *CostPerHour) show(r *kind.Rules) {
	id := c.PayrollPeriods.ID
	periodType, err := periodTypeOf(r)
	if err != nil {
		r.Fail(err)
		return
	}
	if year := id / 100; year >= firstPayrollYear && year <= lastPayrollYear {
		for _, p := range PayrollPeriods(periodType, year) {
			if p.ID() == id {
				c.PayrollPeriods = Numbered(p)
				return
			}
		}
	}
	c.PayrollPeriods = NumberedPeriod{ID: id}
	r.Problem("payrollPeriods.id", kind.CodeOption, "is no payroll period")
}

// Years that payroll periods can be of.
const (
	firstPayrollYear = 2000
	lastPayrollYear  = 9998
)

// Check wants a period with days of the employment in it that has no other
// cost.
func (c *CostPerHour) Check(r *kind.Rules) {
	if c.PayrollPeriods.StartDate.IsZero() {
		return // no such period
	}
	first := c.PayrollPeriods
	withinPeriods(r, "payrollPeriods", PayrollPeriod{PeriodStartDate: &first.StartDate}, &PayrollPeriod{PeriodEndDate: &first.EndDate})
	all, err := CostsPerHour.Children(r, r.Parent.ID)
	if err != nil {
		r.Fail(err)
	}
	if slices.ContainsFunc(all, func(other *CostPerHour) bool { return other.ID != r.ID && other.PayrollPeriods.ID == first.ID }) {
		r.Problem("payrollPeriods", kind.CodeNotUnique, "has a cost per hour already")
	}
}

// PeriodsWithoutCost are the payroll periods of last year, this year and the
// next that an employment has days in and no cost per hour yet.
func PeriodsWithoutCost(r kind.Writer, employment *kind.Row) ([]PayrollPeriod, error) {
	e, err := Employments.Value(employment)
	if err != nil {
		return nil, err
	}
	periodType, err := PeriodTypeAt(r, employment)
	if err != nil {
		return nil, err
	}
	all, err := CostsPerHour.Children(r, employment.ID)
	if err != nil {
		return nil, err
	}
	taken := map[int]bool{}
	for _, c := range all {
		taken[c.PayrollPeriods.ID] = true
	}
	var free []PayrollPeriod
	this := PayrollPeriodOn(periodType, r.Today()).Year
	for year := this - 1; year <= this+1; year++ {
		for _, p := range PayrollPeriods(periodType, year) {
			if !taken[p.ID()] && p.Period().Overlaps(e.period()) {
				free = append(free, p)
			}
		}
	}
	return free, nil
}

// EstimateCost is what an hour of an employment costs by what was noted with
// the wage as the employer's costs, while no cost per hour is known; nil when
// that was not noted either, or no hours are agreed. It is of the period that
// today is in, or the nearest one of the employment.
func EstimateCost(r kind.Writer, employment *kind.Row) (*CostPerHour, error) {
	e, err := Employments.Value(employment)
	if err != nil {
		return nil, err
	}
	day := e.atMost(cal.Max(r.Today(), e.StartDate))
	wage, err := holdingOn(r, Wages, employment.ID, day)
	if wage == nil || wage.EmployerCosts == nil || err != nil {
		return nil, err
	}
	periodType, err := PeriodTypeAt(r, employment)
	if err != nil {
		return nil, err
	}
	cost := *wage.EmployerCosts
	if wage.EmployerCostsType == nil || wage.EmployerCostsType.Key != perHour {
		hours, err := holdingOn(r, WorkingHours, employment.ID, day)
		if hours == nil || hours.AggregatedHoursPerWeek == nil || err != nil {
			return nil, err
		}
		weeks, of := weeksIn(periodType)
		cost = cost.Mul(money.New(of, 0)).Quo(hours.AggregatedHoursPerWeek.Mul(money.New(weeks, 0)), 2, money.HalfUp)
	}
	return &CostPerHour{
		ID:                 derivedID([]byte("estimated cost per hour"), employment.ID[:]),
		PayrollPeriods:     Numbered(PayrollPeriodOn(periodType, day)),
		CostPerHour:        cost,
		RegistrationMethod: entry[LongCode](&kind.Rules{Writer: r}, "registration method", costByEstimate),
	}, nil
}

// weeksIn is how many weeks a payroll period has, as a fraction: a month has
// 52/12.
func weeksIn(periodType int) (weeks, of int64) {
	switch periodType {
	case fourWeekly:
		return 4, 1
	case weekly:
		return 1, 1
	}
	return 52, 12
}

// holdingOn is the record of a chain under an employment that holds on a day;
// nil when none does.
func holdingOn[T any](r kind.Reader, k kind.Kind[T], employment kind.ID, day cal.Date) (*T, error) {
	rows, err := r.Children(k.Type, employment)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if (cal.Period{Start: row.Starts, End: row.Ends}).Contains(day) {
			return k.Value(row)
		}
	}
	return nil, nil
}
