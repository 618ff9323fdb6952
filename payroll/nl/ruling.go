package nl

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

var (
	ruleRuling = rule{
		"ruling/untaxed", "Wet op de loonbelasting 1964, art. 31a lid 2 onderdeel e; Uitvoeringsbesluit loonbelasting 1965, art. 10e-10eb",
		"down to cents, cumulatively over the year",
	}
	ruleRulingTime = rule{"ruling/time", ruleRuling.source + ": in proportion to time", "cap down and norm up to cents"}
)

// expatRuling leaves a part of the wage untaxed: 30% up to a cap, as far as the
// rest stays at the norm. Cap and norm are those of a year, in proportion to
// time, and are held against the wage of the year so far, so that the year comes
// out right whichever way it is paid; what a payment then gets is the growth. The
// part of the period's wage is found first, what the special reward adds to it
// is that of the reward. The untaxed part stays wage in money: it is paid, and is
// in no base of any levy.
func (p *payment) expatRuling() {
	p.wage = p.money.Add(p.kind).Sub(p.off)
	p.reward = p.special.Sub(p.specialOff)
	if !p.in.Ruling.Applies {
		return
	}
	wage := p.before(LoonVoorRegeling).Add(p.wage)
	maximum, norm := p.rulingTime()
	had := p.before(VergoedingExpat)
	ofPeriod := p.law.ruling.untaxed(wage, maximum, norm)
	all := p.law.ruling.untaxed(wage.Add(p.reward), maximum, norm)
	both := p.wage.Add(p.reward)
	p.add(payroll.Line{Component: LoonVoorRegeling, Amount: both}, func() *payroll.Reason {
		return p.reason(ruleRuling, payroll.Number("wage of the period", p.wage), payroll.Number("special rewards", p.reward))
	})
	p.add(payroll.Line{Component: VergoedingExpat, Amount: all.Sub(had), Rate: p.law.ruling.part}, func() *payroll.Reason {
		return steps(p.reason(ruleRuling, payroll.Number("wage of the year", wage.Add(p.reward)), payroll.Number("cap so far", maximum),
			payroll.Number("norm so far", norm), payroll.Number("part", p.law.ruling.part)),
			payroll.Number("untaxed of the year", all), payroll.Number("untaxed before", had), payroll.Number("of it on the period", ofPeriod.Sub(had)))
	})
	p.wage = p.wage.Sub(ofPeriod.Sub(had))
	p.reward = p.reward.Sub(all.Sub(ofPeriod))
}

// untaxed is the untaxed part of a wage.
func (r *ruling) untaxed(wage, maximum, norm money.Amount) money.Amount {
	part := down(least(wage, maximum).Mul(r.part))
	return most(zero, least(part, wage.Sub(norm)))
}

// rulingTime adds the cap and the norm for the time of the payment, and gives
// those of the year so far.
func (p *payment) rulingTime() (maximum, norm money.Amount) {
	law := &p.law.ruling
	yearly := money.Amount{}
	switch p.in.Ruling.Norm {
	case NormalNorm:
		yearly = law.norm
	case YoungNorm:
		yearly = law.young
	}
	grown, needed := zero, zero
	if p.in.Period != None {
		grown, needed = p.ofYear(law.maximum, money.Floor), p.ofYear(yearly, money.Ceil)
	}
	p.add(payroll.Line{Component: MaximumRegeling, Amount: grown}, func() *payroll.Reason {
		return p.reason(ruleRulingTime, payroll.Number("cap of a year", law.maximum), payroll.Word("period", string(p.in.Period)))
	})
	p.add(payroll.Line{Component: NormRegeling, Amount: needed}, func() *payroll.Reason {
		return p.reason(ruleRulingTime, payroll.Number("norm of a year", yearly), payroll.Word("period", string(p.in.Period)))
	})
	return p.before(MaximumRegeling).Add(grown), p.before(NormRegeling).Add(needed)
}

// ofYear is the part of an amount of a year that the payment's time has: a
// period's, or that of the working days of a broken one.
func (p *payment) ofYear(year money.Amount, round money.Rule) money.Amount {
	if days := p.in.Broken.workingDays(); days > 0 {
		return year.Quo(perDay, 2, round).Mul(money.New(int64(days), 0))
	}
	return year.Quo(p.in.Period.factor(), 2, round)
}
