package nl

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

var (
	ruleNet     = rule{"net/pay", "loonstaat column 17 (Uitvoeringsregeling loonbelasting 2011, art. 7.2)", ""}
	ruleClaim   = rule{"net/claim", "net pay below 0 is a claim on the employee; what of it may be set off later, Burgerlijk Wetboek 7, art. 632, says", ""}
	ruleSeized  = rule{"net/garnished", "Wetboek van Burgerlijke Rechtsvordering, art. 475b-475g: what is above the protected amount, which is at most 95% of net pay", "protected amount down to cents"}
	ruleOut     = rule{"net/paid", ruleNet.source, ""}
	mostProtect = money.New(95, 2)
)

// netPay is the wage in money less what went off before and what is withheld,
// with deductions from net pay and reimbursements. Below 0 it is a claim.
func (p *payment) netPay() {
	own := p.in.Car.Contribution
	p.given(NettoInhouding, payroll.Employee, p.in.Net.Deductions)
	p.net = p.money.Add(p.special).Sub(p.off).Sub(p.specialOff).Sub(p.withheld).Sub(own).Sub(p.in.Net.Deductions).Add(p.untaxed)
	p.add(payroll.Line{Component: Nettoloon, Amount: p.net}, func() *payroll.Reason {
		return p.reason(ruleNet, payroll.Number("wage in money", p.money), payroll.Number("special rewards", p.special),
			payroll.Number("off before levies", p.off.Add(p.specialOff)), payroll.Number("withheld", p.withheld),
			payroll.Number("own contribution for the car", own), payroll.Number("other deductions", p.in.Net.Deductions),
			payroll.Number("reimbursed", p.untaxed))
	})
	if p.net.Sign() < 0 {
		p.add(payroll.Line{Component: Vordering, Amount: p.net.Neg()}, func() *payroll.Reason {
			return p.reason(ruleClaim, payroll.Number("net pay", p.net))
		})
	}
}

// garnishment leaves the employee the amount that the bailiff says is protected,
// and what isn't seized at all: reimbursed costs, and what the bailiff's order
// leaves outside. The rest is for the bailiff.
func (p *payment) garnishment() {
	n := &p.in.Net
	paid := most(zero, p.net)
	if n.Garnished {
		seizable := most(zero, p.net.Sub(p.costs).Sub(n.Outside))
		protected := least(n.Protected, down(seizable.Mul(mostProtect)))
		seized := seizable.Sub(protected)
		paid = paid.Sub(seized)
		p.add(payroll.Line{Component: Loonbeslag, Payer: payroll.Employee, Amount: seized}, func() *payroll.Reason {
			return steps(p.reason(ruleSeized, payroll.Number("net pay", p.net), payroll.Number("reimbursed costs", p.costs),
				payroll.Number("outside", n.Outside), payroll.Number("protected by the bailiff", n.Protected)),
				payroll.Number("can be seized", seizable), payroll.Number("protected", protected))
		})
	}
	p.add(payroll.Line{Component: Uitbetaling, Amount: paid}, func() *payroll.Reason {
		return p.reason(ruleOut, payroll.Number("net pay", p.net))
	})
}
