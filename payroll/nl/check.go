package nl

import (
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// largest bounds every amount, so that no arithmetic overflows.
var largest = money.New(100_000_000, 0)

// Check says what can't be in an input: a [*payroll.Invalid], or nil. What is
// only not known, [Pay] finds.
func (in *Input) Check() error {
	var c checker
	in.checkPeriod(&c)
	in.checkPerson(&c)
	in.checkEmployment(&c)
	in.checkTax(&c)
	in.checkWage(&c)
	in.checkHoliday(&c)
	in.checkCar(&c)
	in.checkAllowances(&c)
	in.checkNet(&c)
	in.checkBefore(&c)
	if c.fault == nil { // a nil *Invalid would be an error
		return nil
	}
	return c.fault
}

// checkBefore names the first component in the order of the alphabet, so that
// the answer is always the same.
func (in *Input) checkBefore(c *checker) {
	wrong := ""
	for component, sum := range in.Before {
		if (sum.Scale() > 2 || sum.Abs().Cmp(largest) > 0) && (wrong == "" || component < wrong) {
			wrong = component
		}
	}
	c.when(wrong != "", "before."+wrong, "is no amount in cents up to 100,000,000")
}

// checker keeps the first fault.
type checker struct{ fault *payroll.Invalid }

func (c *checker) refuse(member, fault string) {
	if c.fault == nil {
		c.fault = &payroll.Invalid{Member: member, Fault: fault}
	}
}

// when refuses a member when something holds.
func (c *checker) when(holds bool, member, fault string) {
	if holds {
		c.refuse(member, fault)
	}
}

// amount wants euros and cents, of either sign.
func (c *checker) amount(member string, a money.Amount) {
	c.when(a.Scale() > 2 || a.Abs().Cmp(largest) > 0, member, "is no amount in cents up to 100,000,000")
}

// positive wants euros and cents, or a number with two decimals, not below 0.
func (c *checker) positive(member string, a money.Amount) {
	c.amount(member, a)
	c.when(a.Sign() < 0, member, "is below 0")
}

var (
	rateLimit = money.New(1, 0)
	two       = money.New(2, 0)
)

// rate wants a fraction.
func (c *checker) rate(member string, a money.Amount) {
	c.when(a.Sign() < 0 || a.Cmp(rateLimit) >= 0 || a.Scale() > 6, member, "is no fraction from 0 to 1 with up to 6 decimals")
}

func (in *Input) checkPeriod(c *checker) {
	c.when(in.PaidOn.IsZero(), "paidOn", "is missing")
	switch in.Period {
	case Quarter, Month, FourWeeks, Week, Day:
		c.when(!in.Days.Valid() || in.Days.Open(), "days", "has no first or no last day")
		c.when(in.Days.Days() > 92, "days", "is longer than a quarter")
	case None:
		c.when(in.Broken != Broken{}, "broken", "is for a wage period")
		for _, p := range []struct {
			member string
			amount money.Amount
		}{
			{"wage.period", in.Wage.Period},
			{"wage.inKind", in.Wage.InKind},
			{"wage.funds", in.Wage.Funds},
			{"wage.pension", in.Wage.Pension},
			{"wage.deductions", in.Wage.Deductions},
			{"car.listPrice", in.Car.ListPrice},
		} {
			c.when(!p.amount.IsZero(), p.member, "needs a wage period")
		}
		c.when(in.Holiday.Each, "holiday.each", "needs a wage period")
	default:
		c.refuse("period", "is none of quarter, month, 4weeks, week, day, none")
	}
	b := in.Broken
	c.when(b.Weeks < 0 || b.Days < 0 || b.Weeks > 13 || b.Days > 65 || b.workingDays() > max(in.Days.Days(), 0), "broken", "is no number of weeks and days of the period")
}

func (in *Input) checkPerson(c *checker) {
	p := in.Person
	c.when(p.Born.IsZero() || p.Born.After(in.PaidOn), "person.born", "is missing, or after the payment")
	c.when(p.AOW.Before(p.Born.AddYears(60)) || p.AOW.After(p.Born.AddYears(80)), "person.aow", "is not between 60 and 80 years after birth")
}

func (in *Input) checkEmployment(c *checker) {
	e, f := &in.Employment, &in.Employer
	switch e.Relation {
	case Employee:
		c.when(e.Zvw == Withheld, "employment.zvw", "is borne by the employer of an employee")
	case Director:
		c.when(e.Zvw != Withheld, "employment.zvw", "is withheld from a director")
	case Former:
		c.when(in.Ruling.Applies, "ruling.applies", "is for current employment")
	default:
		c.refuse("employment.relation", "is none of employee, director, former")
	}
	c.when(e.Zvw != Levy && e.Zvw != Withheld && e.Zvw != Nil, "employment.zvw", "is none of levy, withheld, nil")
	c.positive("employment.paidHours", e.PaidHours)
	c.when(e.Relation == Employee && f.Size != Small && f.Size != Medium && f.Size != Large, "employer.size", "is none of small, medium, large")
	c.rate("employer.wga", f.WGA)
	c.rate("employer.zw", f.ZW)
	c.rate("employer.recovered", f.Recovered)
	c.when(f.Recovered.Mul(two).Cmp(f.WGA) > 0, "employer.recovered", "is more than half of the WGA rate")
	c.when(f.Sector != 0 && (f.Size != Small || !f.WGA.IsZero() || !f.ZW.IsZero()), "employer.sector", "is for small employers, instead of rates by decision")
}

func (in *Input) checkTax(c *checker) {
	t := &in.Tax
	c.when(t.Table != White && t.Table != Green, "tax.table", "is none of white, green")
	c.when(in.Employment.Relation == Former && t.Table == White, "tax.table", "is green for wage from former employment")
	c.when(t.Single && !t.Credit, "tax.single", "comes with the loonheffingskorting only")
	if t.AnnualWage != nil {
		c.positive("tax.annualWage", *t.AnnualWage)
	}
}

func (in *Input) checkWage(c *checker) {
	w := &in.Wage
	c.amount("wage.period", w.Period)
	c.amount("wage.special", w.Special)
	c.amount("wage.inKind", w.InKind)
	c.amount("wage.funds", w.Funds)
	c.amount("wage.pension", w.Pension)
	c.amount("wage.specialPension", w.SpecialPension)
	c.amount("wage.deductions", w.Deductions)
	c.rate("wage.paww", w.Paww)
	for i := range in.Hours {
		h := &in.Hours[i]
		if h.Days.Valid() && !h.Days.Open() && h.Hours.Sign() > 0 && h.Hours.Scale() <= 2 && h.Hours.Cmp(largest) <= 0 &&
			h.Wage.Sign() >= 0 && h.Wage.Scale() <= 2 && h.Wage.Cmp(largest) <= 0 {
			continue
		}
		c.refuse("hours."+strconv.Itoa(i), "has no days, no hours, or a wage that is no amount")
	}
}

func (in *Input) checkHoliday(c *checker) {
	h := &in.Holiday
	c.rate("holiday.part", h.Part)
	c.positive("holiday.base", h.Base)
	c.amount("holiday.balance", h.Balance)
	c.when(h.Each && h.Pay, "holiday.pay", "has nothing to pay where each period's part is paid with it")
}

func (in *Input) checkCar(c *checker) {
	k := &in.Car
	c.positive("car.listPrice", k.ListPrice)
	c.positive("car.marketValue", k.MarketValue)
	c.positive("car.contribution", k.Contribution)
	if k.ListPrice.IsZero() {
		c.when(!k.Contribution.IsZero(), "car.contribution", "needs a car")
		return
	}
	c.when(k.Registered.IsZero() || k.Registered.After(in.PaidOn), "car.registered", "is missing, or after the payment")
	a := k.Available
	c.when(a == cal.Period{} && in.Broken != Broken{}, "car.available", "is needed in a broken period")
	c.when(a != cal.Period{} && (!a.Valid() || a.Open() || !in.Days.Contains(a.Start) || !in.Days.Contains(a.End)), "car.available", "is no part of the period")
	c.when(k.Uncapped && !k.Clean, "car.uncapped", "is for cars without emission")
}

func (in *Input) checkAllowances(c *checker) {
	a := &in.Allowances
	c.positive("allowances.travel", a.Travel)
	c.positive("allowances.kilometres", a.Kilometres)
	c.positive("allowances.home", a.Home)
	c.positive("allowances.homeDays", a.HomeDays)
	c.positive("allowances.removal", a.Removal)
	c.positive("allowances.other", a.Other)
	c.positive("allowances.meals", a.Meals)
	c.positive("allowances.lodging", a.Lodging)
	c.when(in.Period == None && (!a.Meals.IsZero() || !a.Lodging.IsZero()), "allowances.meals", "needs a wage period")
	if r := &in.Ruling; r.Applies {
		c.when(r.Norm != NormalNorm && r.Norm != YoungNorm && r.Norm != NoNorm, "ruling.norm", "is none of normal, young, none")
	}
}

func (in *Input) checkNet(c *checker) {
	n := &in.Net
	c.amount("net.deductions", n.Deductions)
	c.positive("net.protected", n.Protected)
	c.positive("net.outside", n.Outside)
	c.when(!n.Garnished && !(n.Protected.IsZero() && n.Outside.IsZero()), "net.protected", "is for garnished wage")
}
