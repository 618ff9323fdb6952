package be

import (
	"slices"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// most bounds every amount and keeps all arithmetic exact.
var (
	most       = money.New(10_000_000, 0)
	mostBefore = money.New(1_000_000_000, 0) // of a year
)

// Check says what is wrong with an input: a [*payroll.Invalid], or nil.
func (in *Input) Check() error {
	c := checker{}
	c.that(isMonth(in.Period), "period", "is not a calendar month")
	c.that(in.Statute.Valid(), "statute", "is no statute")
	c.that(!in.StudentQuota || in.Statute == Student, "studentQuota", "is of students alone")
	c.amount("wage", in.Wage)
	c.amount("normalWage", in.NormalWage)
	c.amount("bonus", in.Bonus)
	c.amount("yearEndPremium", in.YearEndPremium)
	c.amount("benefits", in.Benefits)
	c.amount("groupInsurance", in.GroupInsurance)
	c.amount("overtimeReduction", in.OvertimeReduction)
	c.amount("reimbursed", in.Reimbursed)
	c.amount("deductions", in.Deductions)
	c.holiday(in)
	c.time(&in.Time)
	c.family(&in.Family)
	c.vouchers(&in.Vouchers)
	c.amount("travel.public", in.Travel.Public)
	c.amount("travel.car", in.Travel.Car)
	c.amount("travel.bicycle", in.Travel.Bicycle)
	c.number("travel.bicycleKilometres", in.Travel.BicycleKilometres, money.New(10_000, 0), 2)
	for component, amount := range in.Before {
		if amount.Abs().Cmp(mostBefore) >= 0 {
			c.that(false, "before."+component, "is too large")
		}
	}
	c.quarter(in)
	c.employer(in.Employer)
	return c.fault()
}

// checker remembers the first fault.
type checker struct{ first *payroll.Invalid }

func (c *checker) fault() error {
	if c.first == nil {
		return nil
	}
	return c.first
}

func (c *checker) that(ok bool, member, fault string) {
	if !ok && c.first == nil {
		c.first = &payroll.Invalid{Member: member, Fault: fault}
	}
}

// number wants 0 to a most, with so many decimals at the most.
func (c *checker) number(member string, n, most money.Amount, decimals int) {
	if c.first != nil || n.IsZero() {
		return
	}
	c.that(n.Sign() >= 0 && n.Cmp(most) < 0, member, "is below 0 or too large")
	if n.Scale() > decimals && !n.Round(decimals, money.Down).Equal(n) {
		c.that(false, member, "has too many decimals")
	}
}

func (c *checker) amount(member string, a money.Amount) { c.number(member, a, most, 2) }

func (c *checker) holiday(in *Input) {
	c.amount("holiday.monthWage", in.Holiday.MonthWage)
	c.number("holiday.months", in.Holiday.Months, money.New(1201, 2), 2)
	c.amount("departure.gross", in.Departure.Gross)
	c.amount("departure.simple", in.Departure.Simple)
	paid := in.Holiday.MonthWage.Sign() > 0 || in.Departure.paid()
	c.that(!paid || in.Statute == WhiteCollar, "holiday", "is paid by a fund, not by the employer, but for white-collar workers")
	c.that(in.Holiday.MonthWage.IsZero() == in.Holiday.Months.IsZero(), "holiday", "has a wage or months alone")
}

// paid says that there is holiday pay on departure.
func (d *DepartureHoliday) paid() bool { return !d.Gross.IsZero() || !d.Simple.IsZero() }

func (c *checker) time(t *Time) {
	days := money.New(100, 0)
	c.number("time.paidDays", t.PaidDays, days, 2)
	c.number("time.possibleDays", t.PossibleDays, days, 2)
	c.number("time.paidHours", t.PaidHours, money.New(2500, 0), 2)
	c.number("time.weeklyHours", t.WeeklyHours, money.New(51, 0), 2)
	c.number("time.weeklyDays", t.WeeklyDays, money.New(701, 2), 2)
	c.that(!t.PartTime || t.PossibleDays.Sign() > 0, "time.possibleDays", "are missing for part-time work")
	c.that(t.PartTime || t.PaidDays.IsZero() || t.PossibleDays.Sign() > 0, "time.possibleDays", "are missing beside paid days")
}

func (c *checker) family(f *Family) {
	c.that(f.Situation == "" || slices.Contains(situations, f.Situation), "family.situation", "is no situation")
	for _, n := range []struct {
		member string
		count  int
	}{{"children", f.Children}, {"careDependants", f.CareDependants}, {"otherDependants", f.OtherDependants}} {
		if n.count < 0 || n.count > 99 {
			c.that(false, "family."+n.member, "is below 0 or too large")
		}
	}
	c.that(f.DisabledChildren >= 0 && f.DisabledChildren <= f.Children, "family.disabledChildren", "are not among the children")
	c.that(!f.SpouseDisabled || f.married(), "family.spouseDisabled", "is said of nobody")
	c.that(!f.SingleParent || !f.married() && f.Children > 0, "family.singleParent", "is for those who are single with children")
}

func (f *Family) married() bool { return f.Situation != "" && f.Situation != Single }

func (c *checker) vouchers(v *Vouchers) {
	c.that(v.Count >= 0 && v.Count <= 31, "vouchers.count", "is not 0 to 31")
	c.amount("vouchers.value", v.Value)
	c.amount("vouchers.own", v.Own)
	c.that(v.Own.Cmp(v.Value) <= 0, "vouchers.own", "is more than the value")
}

func (c *checker) quarter(in *Input) {
	if q := in.Quarter; q != nil {
		c.amount("quarter.base", q.Base)
		c.that(q.Withheld.Abs().Cmp(most) < 0, "quarter.withheld", "is too large")
		c.that(q.Last || in.Period.Start.Month()%3 != 0, "quarter.last", "is false in the last month of a quarter")
	}
}

func (c *checker) employer(e *Employer) {
	if e == nil {
		return
	}
	c.that(e.Workers >= 0 && e.Workers < 10_000_000, "employer.workers", "is below 0 or too large")
	c.number("employer.fundRate", e.FundRate, money.New(1, 0), 6)
	c.that(e.FundRate.IsZero() == (e.FundCode == ""), "employer.fundCode", "is given without a rate, or a rate without it")
	c.amount("employer.quarterBase", e.QuarterBase)
}
