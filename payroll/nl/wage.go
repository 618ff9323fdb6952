package nl

import "github.com/payglot/payglot/payroll"

var ruleWage = rule{
	"wage/levies", "Wet op de loonbelasting 1964, art. 10; Wet financiering sociale verzekeringen, art. 16; Zorgverzekeringswet, art. 43: loonstaat columns 3 + 4 + 5 - 7",
	"",
}

// wageForLevies is what the levies start from: the wage in money and in kind
// less what goes off before all levies, without what the expat ruling leaves
// untaxed. It is one wage for loonheffing (column 14), employee insurances
// (column 8) and health insurance (column 12); who isn't insured has no column 8.
func (p *payment) wageForLevies() {
	all := p.wage.Add(p.reward)
	why := func() *payroll.Reason {
		return steps(p.reason(ruleWage, payroll.Number("in money", p.money), payroll.Number("in kind and from funds", p.kind),
			payroll.Number("off before levies", p.off), payroll.Number("special rewards", p.special), payroll.Number("off those", p.specialOff)),
			payroll.Number("for the period's table", p.wage), payroll.Number("special rewards taxed", p.reward))
	}
	p.add(payroll.Line{Component: LoonLoonheffing, Amount: all}, why)
	p.add(payroll.Line{Component: LoonTijdvak, Amount: p.wage}, why)
	if p.insured() {
		p.add(payroll.Line{Component: LoonSV, Amount: all}, why)
	}
	p.add(payroll.Line{Component: LoonZvw, Amount: all}, why)
}

// insured says that the employee insurances hold: for employees, until the
// first day of the month in which the state pension age is reached (Ziektewet
// art. 3, Werkloosheidswet art. 3, WIA art. 8).
func (p *payment) insured() bool {
	return p.in.Employment.Relation == Employee && p.class == belowAOW
}
