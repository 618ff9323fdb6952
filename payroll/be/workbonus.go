package be

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

var (
	ruleBonusA = rule{
		"be/workBonus/A", "law of 20 December 1999 on a work bonus, article 2; royal decree of 17 January 2000; NSSO, administrative instructions, work bonus",
		"fraction × (largest - slope × (reference - floor)), lowered to what the year and the personal contribution leave", "half up to cents, before and after the fraction",
	}
	ruleBonusB = rule{"be/workBonus/B", ruleBonusA.source, ruleBonusA.formula, ruleBonusA.rounding}
	ruleDue    = rule{"be/contributions/due", ruleBonusA.source, "contribution - A - B", ""}
)

// workBonus is how a work bonus comes about.
type workBonus struct {
	// reference is the wage of full time in a full month, S; fraction is the
	// part of it that was worked, P.
	reference, fraction money.Amount
	// wholeA and wholeB are what full time in a full month has.
	wholeA, wholeB money.Amount
	a, b           money.Amount
}

// possible are the days of full time in a month; where they aren't given,
// those from Monday to Friday.
func (t *Time) possible(month cal.Period) money.Amount {
	if t.PossibleDays.Sign() > 0 {
		return t.PossibleDays
	}
	days := int64(0)
	for d := month.Start; !d.After(month.End); d = d.AddDays(1) {
		if weekday(d.Weekday()) < 5 {
			days++
		}
	}
	return money.New(days, 0)
}

// paid are the days that were paid; where none are given, all.
func (t *Time) paid(possible money.Amount) money.Amount {
	if t.PossibleDays.IsZero() {
		return possible
	}
	return smaller(t.PaidDays, possible)
}

var (
	oneWhole   = money.New(1, 0)
	fiveDays   = money.New(5, 0)
	fullWeek   = money.New(38, 0)
	twelve     = money.New(12, 0)
	three      = money.New(3, 0)
	weeksOf    = money.New(13, 0) // a quarter
	noFraction = money.New(0, 2)
)

// weekly is the hours of full time.
func (t *Time) weekly() money.Amount {
	if t.WeeklyHours.IsZero() {
		return fullWeek
	}
	return t.WeeklyHours
}

// days is how many a week the worker works.
func (t *Time) days() money.Amount {
	if t.WeeklyDays.IsZero() {
		return fiveDays
	}
	return t.WeeklyDays
}

// reference is the wage that full time in a full month would have, S, and the
// fraction that was worked of it, P: by days for full time, by hours for part
// time. Wage of a day or an hour, and the fraction, have two decimals.
func (t *Time) reference(wage money.Amount, month cal.Period) (reference, fraction money.Amount) {
	paid, whole := t.measure(month)
	switch {
	case paid.IsZero():
		return noFraction, noFraction
	case !t.PartTime && paid.Cmp(whole) >= 0:
		return cents(wage), oneWhole
	}
	return cents(centsOf(wage, paid).Mul(whole)), smaller(oneWhole, paid.Quo(whole, 2, money.HalfUp))
}

// measure is the time paid in a month, and that of full time: in days, or in
// hours for part time.
func (t *Time) measure(month cal.Period) (paid, whole money.Amount) {
	whole = t.possible(month)
	if t.PartTime {
		return t.PaidHours, whole.Mul(t.weekly()).Quo(fiveDays, 4, money.HalfUp)
	}
	return t.paid(whole), whole
}

// of is the bonus on a reference wage, before anything limits it.
func (p *bonusParameters) of(manual bool, reference, fraction money.Amount) workBonus {
	most := &p.white
	if manual {
		most = &p.blue
	}
	b := workBonus{reference: reference, fraction: fraction}
	b.wholeA = declining(reference, p.floorA, p.ceilingA, most.maxA, most.slopeA)
	b.wholeB = declining(reference, p.floorB, p.floorA, most.maxB, most.slopeB)
	b.a, b.b = cents(fraction.Mul(b.wholeA)), cents(fraction.Mul(b.wholeB))
	return b
}

// declining is an amount that is whole up to a floor, then goes down by a
// slope, and is nothing above the ceiling.
func declining(reference, floor, ceiling, most, slope money.Amount) money.Amount {
	switch {
	case reference.Cmp(floor) <= 0:
		return cents(most)
	case reference.Cmp(ceiling) > 0:
		return money.New(0, 2)
	}
	return positive(cents(most.Sub(slope.Mul(reference.Sub(floor)))))
}

// limit lowers A and B to a sum: B first, then A.
func (b *workBonus) limit(most money.Amount) {
	over := b.a.Add(b.b).Sub(positive(most))
	if over.Sign() <= 0 {
		return
	}
	cut := smaller(over, b.b)
	b.b = b.b.Sub(cut)
	b.a = b.a.Sub(over.Sub(cut))
}

// 4. The work bonus: a lower personal contribution for low wages. It goes by
// the wage of full time in a full month. A year-end premium isn't part of that
// wage, but for what it is larger than it.
func (r *run) workBonus() {
	if r.student() {
		return
	}
	p := &r.p.bonus.value
	reference, fraction := r.in.Time.reference(r.in.Wage.Add(r.in.Bonus), r.in.Period)
	if over := r.in.YearEndPremium.Sub(reference); over.Sign() > 0 {
		reference = reference.Add(over)
	}
	b := p.of(r.manual(), reference, fraction)
	r.limitToYear(&b)
	b.limit(r.personal)
	r.bonusA, r.bonusB = b.a, b.b
	most := p.amounts(r.manual())
	r.bonusLine(ComponentBonusA, &ruleBonusA, &b, b.a, b.wholeA, most.maxA, most.slopeA, p.floorA, p.ceilingA)
	r.bonusLine(ComponentBonusB, &ruleBonusB, &b, b.b, b.wholeB, most.maxB, most.slopeB, p.floorB, p.floorA)
	r.contributionDue()
}

func (p *bonusParameters) amounts(manual bool) *bonusAmounts {
	if manual {
		return &p.blue
	}
	return &p.white
}

// limitToYear holds the bonus to what the year leaves. Where the cap isn't
// known, only a year that is surely below it can be computed: twelve times the
// bonus of the lowest white-collar wage, which is what the known caps are.
func (r *run) limitToYear(b *workBonus) {
	if r.in.Before == nil {
		return
	}
	p, before := &r.p.bonus.value, r.in.Before[ComponentBonusA].Add(r.in.Before[ComponentBonusB])
	if p.yearKnown {
		b.limit(p.year.Sub(before))
		return
	}
	if before.Add(b.a).Add(b.b).Cmp(p.white.maxA.Add(p.white.maxB).Mul(twelve)) > 0 {
		r.unknown = unknown("the most of the work bonus in a year", r.in.Period.Start)
	}
}

func (r *run) bonusLine(component string, rule *rule, b *workBonus, amount, whole, largest, slope, floor, ceiling money.Amount) {
	r.add(payroll.Line{Component: component, Payer: payroll.Employee, Amount: amount}, func() *payroll.Reason {
		paid, full := r.in.Time.measure(r.in.Period)
		return rule.because(r.p.version, []payroll.Value{
			payroll.Number("wage", r.in.Wage.Add(r.in.Bonus)), payroll.Number("yearEndPremium", r.in.YearEndPremium),
			payroll.Number("paidTime", paid), payroll.Number("fullTime", full),
			payroll.Number("contribution", r.personal),
			payroll.Number("grantedBefore", r.in.Before[ComponentBonusA].Add(r.in.Before[ComponentBonusB])),
			payroll.Number("largest", largest), payroll.Number("slope", slope),
			payroll.Number("floor", floor), payroll.Number("ceiling", ceiling),
		}, payroll.Number("reference", b.reference), payroll.Number("fraction", b.fraction), payroll.Number("whole", whole))
	})
}

// contributionDue is the personal contribution less the bonus.
func (r *run) contributionDue() {
	due := r.personal.Sub(r.bonusA).Sub(r.bonusB)
	r.add(payroll.Line{Component: ComponentContributionDue, Amount: due}, func() *payroll.Reason {
		return ruleDue.because(r.p.version, []payroll.Value{
			payroll.Number("contribution", r.personal), payroll.Number("A", r.bonusA), payroll.Number("B", r.bonusB),
		})
	})
}
