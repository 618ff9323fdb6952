package nl

import (
	"strconv"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

const vcr = "; Handboek Loonheffingen, VCR-notitie: cumulatively over the year (voortschrijdend cumulatief rekenen)"

var (
	ruleMaximum = rule{"insurance/maximum", "Wet financiering sociale verzekeringen, art. 17; maximum of the year by days, weeks or months, down to cents", "down to cents"}
	ruleBase    = rule{"insurance/base", "Wet financiering sociale verzekeringen, art. 17" + vcr, ""}
	ruleAWf     = rule{"insurance/awf", "Besluit Wfsv, ch. 2; Handboek Loonheffingen, step 7: premie AWf", "down to cents"}
	ruleUfo     = rule{"insurance/ufo", "Handboek Loonheffingen, step 7: premie Ufo, of government employers", "down to cents"}
	ruleAof     = rule{"insurance/aof", "Handboek Loonheffingen, step 7: premie Aof, low for small employers", "down to cents"}
	ruleWko     = rule{"insurance/wko", "Handboek Loonheffingen, step 7: surcharge for childcare (Wko)", "down to cents"}
	ruleWhk     = rule{"insurance/whk", "Besluit Wfsv, ch. 2; Handboek Loonheffingen, step 7: gedifferentieerde premie Whk, by the decision for the employer", "down to cents"}
	ruleRecover = rule{"insurance/whk/recovered", "Handboek Loonheffingen, step 7: from net pay, at most half of the WGA part", "down to cents"}
	ruleReview  = rule{"insurance/awf/review", "Besluit Wfsv, ch. 2 (herziening): what bore the low rate, at the difference to the high", "down to cents"}
	ruleZvwBase = rule{"health/base", "Zorgverzekeringswet, art. 41-45" + vcr, "not below 0 over the year"}
	ruleLevy    = rule{"health/levy", "Zorgverzekeringswet, art. 41-45: werkgeversheffing", "down to cents"}
	ruleZvw     = rule{"health/withheld", "Zorgverzekeringswet, art. 41-45: withheld contribution", "down to cents"}
)

// periodMaximum is the maximum premium wage of the payment's time: the part of
// the year down to cents, in a broken period that of its working days.
func (p *payment) periodMaximum() money.Amount {
	return p.ofYear(p.law.insurance.maximum, money.Floor)
}

// growth is the cumulative base of a contribution: the wage of the year, up to
// the maxima of the year so far. What it grows by, or shrinks, is what this
// payment bears the rates on. A payment of special rewards alone adds no
// maximum: it uses what earlier periods left. Who is anonymous has none.
func (p *payment) growth(wage, maximum, base string, r *rule, floor bool) money.Amount {
	all := p.wage.Add(p.reward)
	limit := zero
	if !p.wage.IsZero() {
		limit = p.periodMaximum()
	}
	p.add(payroll.Line{Component: maximum, Amount: limit}, func() *payroll.Reason {
		return p.reason(ruleMaximum, payroll.Number("maximum of a year", p.law.insurance.maximum), payroll.Word("period", string(p.in.Period)),
			payroll.Number("working days of a broken period", money.New(int64(p.in.Broken.workingDays()), 0)))
	})
	sum, limits, had := p.before(wage).Add(all), p.before(maximum).Add(limit), p.before(base)
	total := sum
	if !p.in.Tax.Anonymous {
		total = least(sum, limits)
	}
	if floor {
		total = most(zero, total)
	}
	grown := total.Sub(had)
	p.add(payroll.Line{Component: base, Amount: grown}, func() *payroll.Reason {
		return steps(p.reason(*r, payroll.Number("wage", all)), payroll.Number("wage of the year", sum),
			payroll.Number("maxima of the year so far", limits), payroll.Number("base of the year", total), payroll.Number("base before", had))
	})
	return grown
}

// employeeInsurances are the employer's premiums for unemployment, disability
// and sickness, one base with a rate each, rounded apart.
func (p *payment) employeeInsurances() {
	if !p.insured() {
		return
	}
	base := p.growth(LoonSV, MaximumSV, PremieloonSV, &ruleBase, false)
	law := &p.law.insurance
	p.unemployment(base)
	if p.in.Employer.Size == Small {
		p.premium(PremieAofLaag, base, law.aofLow, &ruleAof)
	} else {
		p.premium(PremieAofHoog, base, law.aofHigh, &ruleAof)
	}
	p.premium(OpslagWko, base, law.wko, &ruleWko)
	p.returnToWork(base)
}

// premium is the employer's, on a base.
func (p *payment) premium(component string, base, rate money.Amount, r *rule, why ...payroll.Value) {
	p.add(payroll.Line{
		Component: component, Payer: payroll.Employer, Amount: down(base.Mul(rate)), Base: base, Rate: rate,
	}, func() *payroll.Reason {
		return p.reason(*r, append([]payroll.Value{payroll.Number("base", base), payroll.Number("rate", rate)}, why...)...)
	})
}

// unemployment is AWf at the low or the high rate by the contract, or Ufo for
// government employers. A review has what bore the low rate so far bear the
// difference after all.
func (p *payment) unemployment(base money.Amount) {
	law := &p.law.insurance
	if p.in.Employer.Government {
		p.premium(PremieUfo, base, law.ufo, &ruleUfo)
		return
	}
	low, because := p.awfLow()
	if p.in.Employment.ReviewAWf {
		low, because = false, "reviewed"
		p.review()
	}
	if !low {
		p.premium(PremieAWfHoog, base, law.awfHigh, &ruleAWf, payroll.Word("high because", because))
		return
	}
	p.premium(PremieAWfLaag, base, law.awfLow, &ruleAWf, payroll.Word("low because", because))
	p.add(payroll.Line{Component: PremieloonLaag, Amount: base}, func() *payroll.Reason {
		return p.reason(ruleAWf, payroll.Number("base", base))
	})
}

// awfLow says whether the contract gives the low rate, and why or why not: it
// is written, for an open end and not on call; or one of the exceptions holds.
func (p *payment) awfLow() (low bool, because string) {
	e := &p.in.Employment
	switch {
	case e.Written && e.OpenEnded && !e.OnCall:
		return true, "written, open-ended, not on call"
	case e.Vocational:
		return true, "vocational contract"
	case e.Benefit:
		return true, "benefit passed on"
	case p.youngAndFewHours():
		return true, "young, few hours"
	case e.OnCall:
		return false, "on call"
	case !e.Written:
		return false, "not written"
	default:
		return false, "not open-ended"
	}
}

// youngAndFewHours is one younger than 21 at the beginning of the period with
// no more than 48 paid hours in four weeks, 52 in a month. Other periods are no
// return periods; for those it isn't known.
func (p *payment) youngAndFewHours() bool {
	law := &p.law.insurance
	start := p.in.Days.Start
	if start.IsZero() {
		start = p.in.PaidOn
	}
	if p.in.Person.Born.Age(start) >= law.youngAge {
		return false
	}
	switch p.in.Period {
	case FourWeeks:
		return p.in.Employment.PaidHours.Cmp(law.youngFourWeeks) <= 0
	case Month:
		return p.in.Employment.PaidHours.Cmp(law.youngMonth) <= 0
	default:
		p.refuse(&payroll.Unknown{Country: country, What: "AWf rate of one younger than 21, with the wage period " + string(p.in.Period)})
		return false
	}
}

// review is the difference between the rates, on what bore the low one.
func (p *payment) review() {
	law := &p.law.insurance
	bore := p.before(PremieloonLaag)
	difference := law.awfHigh.Sub(law.awfLow)
	p.premium(PremieAWfHerzien, bore, difference, &ruleReview)
	p.add(payroll.Line{Component: PremieloonLaag, Amount: bore.Neg()}, func() *payroll.Reason {
		return p.reason(ruleReview, payroll.Number("bore the low rate", bore))
	})
}

// returnToWork is the differentiated Whk premium, by the rates that were decided
// for the employer or those of its sector. A part of WGA may be taken from net
// pay.
func (p *payment) returnToWork(base money.Amount) {
	f := &p.in.Employer
	rate := f.WGA.Add(f.ZW)
	if f.Sector != 0 {
		var err error
		if rate, err = p.sectorRate(f.Sector); err != nil {
			p.refuse(err)
			return
		}
	}
	p.premium(PremieWhk, base, rate, &ruleWhk, payroll.Number("sector", money.New(int64(f.Sector), 0)))
	if f.Recovered.IsZero() {
		return
	}
	recovered := down(base.Mul(f.Recovered))
	p.withheld = p.withheld.Add(recovered)
	p.add(payroll.Line{
		Component: VerhaalWGA, Payer: payroll.Employee, Amount: recovered, Base: base, Rate: f.Recovered,
	}, func() *payroll.Reason {
		return p.reason(ruleRecover, payroll.Number("base", base), payroll.Number("rate", f.Recovered))
	})
}

// sectorRate is that of small employers of a sector.
func (p *payment) sectorRate(sector int) (money.Amount, error) {
	number := money.New(int64(sector), 0)
	pairs, err := published.Values("insurance/whk/sectors", p.in.PaidOn)
	for i := 0; err == nil && i+1 < len(pairs); i += 2 {
		if pairs[i].Equal(number) {
			return pairs[i+1], nil
		}
	}
	return money.Amount{}, &payroll.Unknown{Country: country, What: "Whk rate of sector " + strconv.Itoa(sector), On: p.in.PaidOn}
}

// healthInsurance is the income-related contribution: a levy on the employer,
// or withheld from who has no employer to bear it.
func (p *payment) healthInsurance() {
	base := p.growth(LoonZvw, MaximumZvw, BijdrageloonZvw, &ruleZvwBase, true)
	law := &p.law.insurance
	switch p.in.Employment.Zvw {
	case Levy:
		p.premium(HeffingZvw, base, law.zvwEmployer, &ruleLevy)
	case Withheld:
		amount := down(base.Mul(law.zvwWithheld))
		p.withheld = p.withheld.Add(amount)
		p.add(payroll.Line{
			Component: BijdrageZvw, Payer: payroll.Employee, Amount: amount, Base: base, Rate: law.zvwWithheld,
		}, func() *payroll.Reason {
			return p.reason(ruleZvw, payroll.Number("base", base), payroll.Number("rate", law.zvwWithheld))
		})
	}
}
