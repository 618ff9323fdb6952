package be

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

var (
	ruleStructural = rule{
		"be/employer/structuralReduction",
		"programme law of 24 December 2002, articles 330 and 331; royal decree of 16 May 2003; NSSO, structural reduction",
		"(alpha × (S0 - S) + gamma × (S2 - S)) × part × factor; a third of it in a month; at the most the basic contribution",
		"half up to cents: S, amount, reduction; part to two decimals",
	}
	ruleFirstHire = rule{
		"be/employer/firstHire",
		"programme law of 24 December 2002, articles 342 to 345; royal decree of 16 May 2003, article 16",
		"amount × part × factor; a third of it in a month; at the most the basic contribution that is left", toCents,
	}
)

// span is the time in which reductions are computed: a month, as a third of a
// quarter, or the quarter.
type span struct {
	// wage is at 100 %, paid the days or hours it was paid for, each week the
	// days of the worker or the hours of full time.
	wage, paid, week money.Amount
	// part is the part of full time in the span, with two decimals.
	part money.Amount
	// months is 1 or 3.
	months int64
	// small says that too small a part of a quarter is granted nothing.
	small bool
}

// spanOf measures a time: a quarter has 13 weeks, a month a third of them.
func (t *Time) spanOf(wage money.Amount, days cal.Period, months int64) span {
	s := span{wage: cents(wage), months: months, week: t.days()}
	s.paid = t.paid(t.possible(days))
	if t.PartTime {
		s.paid, s.week = t.PaidHours, t.weekly()
	}
	whole := weeksOf.Mul(s.week).Mul(money.New(months, 0)) // three times that of the span
	s.part = smaller(oneWhole, s.paid.Mul(three).Quo(whole, 2, money.HalfUp))
	return s
}

// of is how much a part of full time counts: the part times a factor, which
// makes up for some of what is missing.
func (f *factorParameters) of(part money.Amount, quarter bool) money.Amount {
	switch {
	case quarter && part.Cmp(f.least) < 0:
		return money.New(0, 0)
	case part.Cmp(f.whole) >= 0:
		return oneWhole
	case part.Cmp(f.first) < 0:
		return part.Mul(f.base)
	}
	return part.Mul(f.base.Add(part.Sub(f.first).Mul(f.slope)))
}

// structuralReduction is how one comes about.
type structuralReduction struct{ reference, amount, counted, reduction money.Amount }

// of is the structural reduction of a span.
func (p *structuralParameters) of(s *span) (r structuralReduction) {
	if s.paid.IsZero() || s.wage.IsZero() {
		return r
	}
	r.reference = cents(s.wage.Mul(weeksOf.Mul(s.week).Quo(s.paid, 2, money.HalfUp)))
	low := p.alpha.Mul(positive(p.s0.Sub(r.reference)))
	veryLow := p.gamma.Mul(positive(p.s2.Sub(r.reference)))
	r.amount = cents(low.Add(veryLow))
	r.counted = p.factor.of(s.part, s.small)
	r.reduction = s.share(r.amount.Mul(r.counted))
	return r
}

// share is what a span has of a quarter's amount.
func (s *span) share(ofQuarter money.Amount) money.Amount {
	return centsOf(cents(ofQuarter).Mul(money.New(s.months, 0)), three)
}

// of is the reduction for a first worker in a span.
func (p *firstHireParameters) of(s *span) money.Amount {
	if s.paid.IsZero() || s.wage.IsZero() {
		return money.New(0, 2)
	}
	return s.share(p.amount.Mul(p.factor.of(s.part, s.small)))
}

// reductions takes the structural reduction and then that for a first worker
// off the basic contribution, as far as there is one left. Those of a month
// are a third of a quarter's; the declaration of the quarter settles them.
func (r *run) reductions(basic money.Amount) money.Amount {
	e := r.in.Employer
	span := r.in.Time.spanOf(r.in.Wage, r.in.Period, 1)
	var sum money.Amount
	if !e.NoStructural {
		s := r.p.structural.value.of(&span)
		sum = smaller(cents(s.reduction), basic)
		r.structuralLine(&span, &s, sum)
	}
	if e.FirstHire {
		sum = sum.Add(r.firstHireLine(&span, basic.Sub(sum)))
	}
	return sum
}

func (r *run) structuralLine(s *span, x *structuralReduction, amount money.Amount) {
	r.add(payroll.Line{Component: ComponentStructural, Payer: payroll.Employer, Amount: amount}, func() *payroll.Reason {
		return r.p.structural.value.because(r.p.version, s, x)
	})
}

func (p *structuralParameters) because(version string, s *span, x *structuralReduction) *payroll.Reason {
	return ruleStructural.because(version, []payroll.Value{
		payroll.Number("wage", s.wage), payroll.Number("paid", s.paid), payroll.Number("week", s.week),
		payroll.Number("S0", p.s0), payroll.Number("S2", p.s2), payroll.Number("alpha", p.alpha), payroll.Number("gamma", p.gamma),
	}, payroll.Number("S", x.reference), payroll.Number("amount", x.amount), payroll.Number("part", s.part),
		payroll.Number("partTimesFactor", x.counted), payroll.Number("reduction", x.reduction))
}

func (r *run) firstHireLine(s *span, left money.Amount) money.Amount {
	p := &r.p.firstHire.value
	amount := smaller(p.of(s), left)
	r.add(payroll.Line{Component: ComponentFirstHire, Payer: payroll.Employer, Amount: amount}, func() *payroll.Reason {
		return ruleFirstHire.because(r.p.version, []payroll.Value{
			payroll.Number("amount", p.amount), payroll.Number("part", s.part), payroll.Number("left", left),
		})
	})
	return amount
}
