package be

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// annexIII is the law of withholding tax.
const annexIII = "royal decree implementing the income tax code 1992, annex III"

var (
	ruleTaxBefore = rule{
		"be/tax/keyFormula", annexIII + ", key formula; SPF Finances, calculation of the withholding tax",
		"(tax of the net annual income - exempt - reductions) / 12 - groupInsurance - overtime", "half up to cents, each step",
	}
	ruleFiscalBonus = rule{
		"be/tax/fiscalWorkBonus", "income tax code 1992, article 289ter/1; " + annexIII,
		"rateA × A + rateB × B, at the most tax", "half up to cents, each part",
	}
	ruleTax = rule{"be/tax/withholding", annexIII, "before - fiscalWorkBonus", ""}
)

// keyFormula is how the withholding tax of a month comes about; all but the
// last is of the year.
type keyFormula struct {
	scale string
	// annual is twelve months of taxable wage, net is less costs, quotient is
	// the part that a spouse without income is given.
	annual, costs, net, quotient money.Amount
	// gross is the tax of the brackets.
	gross, exempt, reductions, tax money.Amount
	month                          money.Amount
}

// of is the tax on an annual income by its brackets.
func (p *taxParameters) of(income money.Amount) money.Amount {
	in := p.brackets[0]
	for _, b := range p.brackets[1:] {
		if income.Cmp(b.from) > 0 {
			in = b
		}
	}
	return in.tax.Add(cents(income.Sub(in.from).Mul(in.rate)))
}

// month is the key formula for a taxable wage of a month.
func (p *taxParameters) month(f *Family, taxable money.Amount) keyFormula {
	k := keyFormula{annual: cents(positive(taxable).Mul(twelve))}
	k.costs = smaller(cents(k.annual.Mul(p.costRate)), cents(p.costMost))
	k.net = k.annual.Sub(k.costs)
	switch {
	case f.NonResident:
		k.scale, k.gross = "III", p.of(k.net)
	case f.Situation == SpouseWithoutIncome:
		k.scale, k.exempt = "II", p.exemptTwo
		k.quotient = smaller(cents(k.net.Mul(p.quotientRate)), cents(p.quotientMost))
		k.gross = p.of(k.net.Sub(k.quotient)).Add(p.of(k.quotient))
	default:
		k.scale, k.exempt, k.gross = "I", p.exemptOne, p.of(k.net)
	}
	k.reductions = p.reductions(f)
	k.tax = positive(positive(k.gross.Sub(k.exempt)).Sub(k.reductions))
	k.month = centsOf(k.tax, twelve)
	return k
}

// reductions are what a family takes off the tax of a year.
func (p *taxParameters) reductions(f *Family) money.Amount {
	sum := money.New(0, 2)
	p.eachReduction(f, func(_ string, amount money.Amount) { sum = sum.Add(amount) })
	return sum
}

// eachReduction gives those that a family has: children first, then the rest.
// Who isn't taxed as a resident has none.
func (p *taxParameters) eachReduction(f *Family, give func(name string, amount money.Amount)) {
	if f.NonResident {
		return
	}
	times := func(name string, each money.Amount, n int) {
		if n > 0 {
			give(name, cents(each.Mul(money.New(int64(n), 0))))
		}
	}
	when := func(name string, each money.Amount, is bool) {
		if is {
			times(name, each, 1)
		}
	}
	when("children", p.childReduction(f.counted()), f.counted() > 0)
	when("singleParent", p.singleParent, f.SingleParent)
	when("disabledWorker", p.disabledWorker, f.Disabled)
	when("disabledSpouse", p.disabledSpouse, f.SpouseDisabled && f.Situation == SpouseWithoutIncome)
	times("careDependants", p.careDependant, f.CareDependants)
	times("otherDependants", p.otherDependant, f.OtherDependants)
	when("spouseLowIncome", p.spouseLowIncome, f.Situation == SpouseLowIncome)
	when("spouseLowPension", p.spouseLowPension, f.Situation == SpouseLowPension)
}

// counted are the children, of whom disabled ones count twice.
func (f *Family) counted() int { return f.Children + f.DisabledChildren }

// childReduction is that of a number of children.
func (p *taxParameters) childReduction(n int) money.Amount {
	last := len(p.children)
	switch {
	case n <= 0:
		return money.New(0, 2)
	case n <= last:
		return cents(p.children[n-1])
	}
	return cents(p.children[last-1].Add(p.furtherChild.Mul(money.New(int64(n-last), 0))))
}

// fiscalBonus is what the work bonus takes off a tax.
func (p *taxParameters) fiscalBonus(a, b, tax money.Amount) money.Amount {
	return smaller(cents(p.bonusA.Mul(a)).Add(cents(p.bonusB.Mul(b))), tax)
}

// 6, 7, 8. The withholding tax on the wage: the key formula, less a part of
// what goes to a group insurance, less the reduction for overtime, less the
// fiscal work bonus. None of them pays out.
func (r *run) withholdingTax() {
	if r.student() {
		return
	}
	p, k := &r.t.tax.value, r.t.tax.value.month(&r.in.Family, r.taxable)
	group := cents(p.groupInsurance.Mul(r.in.GroupInsurance))
	before := positive(positive(k.month.Sub(group)).Sub(r.in.OvertimeReduction))
	r.add(payroll.Line{Component: ComponentTaxBefore, Amount: before, Base: r.taxable}, func() *payroll.Reason {
		return ruleTaxBefore.because(r.t.version, r.taxInputs(group), k.steps()...)
	})
	bonus := p.fiscalBonus(r.bonusA, r.bonusB, before)
	r.add(payroll.Line{Component: ComponentFiscalBonus, Amount: bonus}, func() *payroll.Reason {
		return ruleFiscalBonus.because(r.t.version, []payroll.Value{
			payroll.Number("A", r.bonusA), payroll.Number("B", r.bonusB),
			payroll.Number("rateA", p.bonusA), payroll.Number("rateB", p.bonusB), payroll.Number("tax", before),
		})
	})
	r.tax = before.Sub(bonus)
	r.add(payroll.Line{Component: ComponentTax, Payer: payroll.Employee, Amount: r.tax, Base: r.taxable}, func() *payroll.Reason {
		return ruleTax.because(r.t.version, []payroll.Value{payroll.Number("before", before), payroll.Number("fiscalWorkBonus", bonus)})
	})
}

func (r *run) taxInputs(group money.Amount) []payroll.Value {
	f := &r.in.Family
	inputs := []payroll.Value{
		payroll.Number("taxable", r.taxable), payroll.Word("situation", string(f.situation())),
		payroll.Number("childrenCounted", money.New(int64(f.counted()), 0)),
		payroll.Number("groupInsurance", group), payroll.Number("overtime", r.in.OvertimeReduction),
	}
	r.t.tax.value.eachReduction(f, func(name string, amount money.Amount) {
		inputs = append(inputs, payroll.Number("reduction."+name, amount))
	})
	return inputs
}

// steps are the values on the way, in order.
func (k *keyFormula) steps() []payroll.Value {
	return []payroll.Value{
		payroll.Word("scale", k.scale),
		payroll.Number("annual", k.annual), payroll.Number("costs", k.costs), payroll.Number("net", k.net),
		payroll.Number("maritalQuotient", k.quotient), payroll.Number("taxOfBrackets", k.gross),
		payroll.Number("exempt", k.exempt), payroll.Number("reductions", k.reductions),
		payroll.Number("tax", k.tax), payroll.Number("month", k.month),
	}
}
