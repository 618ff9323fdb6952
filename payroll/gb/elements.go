package gb

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

const (
	sourceAgreed    = "as agreed between employer and employee"
	sourceTaxable   = "Income Tax (Earnings and Pensions) Act 2003, sections 62 and 683; Finance Act 2004, section 193"
	sourceNICable   = "Social Security Contributions and Benefits Act 1992, section 6; Social Security (Contributions) Regulations 2001, regulations 3 and 24"
	sourceOrder     = "the order, as it was given to the employer"
	sourceDeduction = "Employment Rights Act 1996, section 13"
	sourceSum       = "sum of the lines above"
)

// elements are what a payment is made of, added up by kind.
type elements struct {
	salary, unpensioned, sacrifice, expenses, benefits, taxedOnly, contributionsOnly money.Amount
}

func (e *elements) of(kind ElementKind) *money.Amount {
	switch kind {
	case Unpensioned:
		return &e.unpensioned
	case Sacrifice:
		return &e.sacrifice
	case Expenses:
		return &e.expenses
	case Benefit:
		return &e.benefits
	case TaxedOnly:
		return &e.taxedOnly
	case ContributionsOnly:
		return &e.contributionsOnly
	default:
		return &e.salary
	}
}

// addElements adds up the elements, and has a line for each kind there is.
func (p *payment) addElements() {
	p.elements = elements{zero, zero, zero, zero, zero, zero, zero}
	for i := range p.in.Elements {
		el := &p.in.Elements[i]
		to := p.elements.of(el.Kind)
		*to = to.Add(el.Amount)
	}
	e := &p.elements
	p.elementLine(ComponentSalary, payroll.Employee, e.salary.Add(e.unpensioned), Salary, Unpensioned)
	p.elementLine(ComponentSacrifice, payroll.Employee, e.sacrifice, Sacrifice, Sacrifice)
	p.elementLine(ComponentTaxedOnly, payroll.Employee, e.taxedOnly, TaxedOnly, TaxedOnly)
	p.elementLine(ComponentExpenses, payroll.Employee, e.expenses, Expenses, Expenses)
	p.elementLine(ComponentBenefits, payroll.Nobody, e.benefits, Benefit, Benefit)
	p.elementLine(ComponentContributionsOnly, payroll.Nobody, e.contributionsOnly, ContributionsOnly, ContributionsOnly)
}

func (p *payment) elementLine(component string, payer payroll.Payer, amount money.Amount, kind, other ElementKind) {
	if amount.IsZero() && kind != Salary {
		return
	}
	p.add(payroll.Line{Component: component, Payer: payer, Amount: amount}, func() *payroll.Reason {
		why := &payroll.Reason{Rule: "gb/elements/" + string(kind), Source: sourceAgreed, Parameters: p.year.version}
		for i := range p.in.Elements {
			if e := &p.in.Elements[i]; e.Kind == kind || e.Kind == other {
				why.Inputs = append(why.Inputs, payroll.Number(e.label(), e.Amount))
			}
		}
		return why
	})
}

func (e *Element) label() string {
	if e.Name != "" {
		return e.Name
	}
	return string(e.Kind)
}

// pensionContributions works out what employee and employer contribute. It
// comes before the bases, as some contributions change them.
func (p *payment) pensionContributions() error {
	p.sacrificed = zero
	s := p.in.Pension
	if s == nil {
		return nil
	}
	base, err := p.pensionBase(s)
	if err != nil {
		return err
	}
	p.pension = s.contributions(&p.year.pension, base)
	if s.Arrangement == SacrificeForPension {
		p.sacrificed = p.pension.gross
		p.add(payroll.Line{
			Component: ComponentPensionSacrifice, Payer: payroll.Employee, Amount: p.sacrificed, Base: base, Rate: s.EmployeeRate,
		}, func() *payroll.Reason {
			return p.pension.reason(p, "gb/pension/sacrifice", sourceSacrifice, s.EmployeeRate)
		})
	}
	return nil
}

// pensionBase is what rates of contributions apply to: pay after other
// sacrifices, before that for the pension.
func (p *payment) pensionBase(s *Pension) (base money.Amount, err error) {
	base = p.elements.salary.Sub(p.elements.sacrifice)
	rule := "gb/pension/pensionablePay"
	if s.Basis == QualifyingEarnings {
		rule = "gb/pension/qualifyingEarnings"
		if base, err = p.year.pension.qualifyingEarnings(base.Add(p.elements.unpensioned), p.in.Interval); err != nil {
			return base, err
		}
	}
	p.add(payroll.Line{Component: ComponentPensionablePay, Amount: base}, func() *payroll.Reason {
		why := p.baseReason(rule, sourcePension)
		if s.Basis == QualifyingEarnings {
			why.Steps = []payroll.Value{
				payroll.Number("lowerLimit", p.year.pension.lower[p.in.Interval]),
				payroll.Number("upperLimit", p.year.pension.upper[p.in.Interval]),
			}
		}
		return why
	})
	return base, nil
}

// takePension takes the employee's contribution from pay, unless it was given
// up before, and has the employer's.
func (p *payment) takePension() {
	s, r, d := p.in.Pension, &p.pension, &p.in.ToDate
	if s == nil {
		return
	}
	rule, source := "gb/pension/netPayArrangement", sourceNetPay
	if s.Arrangement == ReliefAtSource {
		rule, source = "gb/pension/reliefAtSource", sourceAtSource
	}
	if s.Arrangement != SacrificeForPension {
		p.net = p.net.Sub(r.taken)
		p.add(payroll.Line{
			Component: ComponentEmployeePension, Payer: payroll.Employee, Amount: r.taken,
			Base: r.base, Rate: s.EmployeeRate, YearToDate: d.EmployeePension.Add(r.taken),
		}, func() *payroll.Reason { return r.reason(p, rule, source, s.EmployeeRate) })
	}
	if s.Arrangement == ReliefAtSource {
		p.add(payroll.Line{Component: ComponentPensionRelief, Amount: r.relief, Base: r.gross, Rate: p.year.pension.relief},
			func() *payroll.Reason { return r.reason(p, rule, source, s.EmployeeRate) })
	}
	p.cost = p.cost.Add(r.employer)
	p.add(payroll.Line{
		Component: ComponentEmployerPension, Payer: payroll.Employer, Amount: r.employer,
		Base: r.base, Rate: s.EmployerRate, YearToDate: d.EmployerPension.Add(r.employer),
	}, func() *payroll.Reason { return r.reason(p, "gb/pension/employer", sourcePension, s.EmployerRate) })
}

// contributionLines are earnings as reported and what employee and employer
// contribute, with the amounts of the year under the category letter.
func (p *payment) contributionLines(r *contributions) {
	before := &p.letterBefore
	p.earningsLine(ComponentEarningsAtLEL, r.atLEL, before.AtLEL)
	p.earningsLine(ComponentEarningsToPT, r.toPT, before.ToPT)
	p.earningsLine(ComponentEarningsToUEL, r.toUEL, before.ToUEL)
	p.add(payroll.Line{
		Component: ComponentEmployeeContribution, Payer: payroll.Employee, Amount: r.employee,
		YearToDate: before.Employee.Add(r.employee),
	}, func() *payroll.Reason { return r.employeeReason(p) })
	p.add(payroll.Line{
		Component: ComponentEmployerContribution, Payer: payroll.Employer, Amount: r.employer,
		Base: r.overST, Rate: r.employerRate, YearToDate: before.Employer.Add(r.employer),
	}, func() *payroll.Reason { return r.employerReason(p) })
}

func (p *payment) earningsLine(component string, amount, before money.Amount) {
	p.add(payroll.Line{Component: component, Amount: amount, YearToDate: before.Add(amount)}, func() *payroll.Reason {
		why := p.contributionReason("gb/contributions/"+component, sourceEarnings)
		why.Steps = append(why.Steps,
			payroll.Number("primaryThreshold", p.thresholds.pt),
			payroll.Number("upperEarningsLimit", p.thresholds.uel))
		why.Rounding = ""
		return why
	})
}

// contributionReason is what all reasons of contributions begin with.
func (p *payment) contributionReason(rule, source string) *payroll.Reason {
	why := &payroll.Reason{
		Rule: rule, Source: source, Parameters: p.year.version,
		Inputs: []payroll.Value{
			payroll.Word("category", p.in.Category),
			payroll.Word("interval", p.in.Interval.String()),
			payroll.Number("earnings", p.nicable),
		},
		Steps:    []payroll.Value{payroll.Number("lowerEarningsLimit", p.thresholds.lel)},
		Rounding: "each rate's part to the nearest penny, half a penny down",
	}
	if d := p.in.Director; d != nil && d.settles() {
		before := d.since(p.letterBefore)
		why.Source = sourceDirector + "; " + source
		why.Inputs = append(why.Inputs,
			payroll.Word("director", string(d.Method)),
			payroll.Word("earningsPeriod", d.earningsPeriod().String()),
			payroll.Number("earningsBefore", before.Earnings),
			payroll.Number("employeeBefore", before.Employee),
			payroll.Number("employerBefore", before.Employer))
	} else if same := &p.in.SamePeriod.Contributions; !same.Earnings.IsZero() {
		why.Inputs = append(why.Inputs,
			payroll.Number("earningsInPeriod", same.Earnings),
			payroll.Number("employeeInPeriod", same.Employee),
			payroll.Number("employerInPeriod", same.Employer))
	}
	return why
}

// baseReason is why a base is what it is: pay, and what else there is in it.
func (p *payment) baseReason(rule, source string, others ...payroll.Value) *payroll.Reason {
	e := &p.elements
	why := &payroll.Reason{
		Rule: rule, Source: source, Parameters: p.year.version,
		Inputs: []payroll.Value{payroll.Number(ComponentSalary, e.salary)},
	}
	for _, v := range append([]payroll.Value{
		payroll.Number("unpensioned", e.unpensioned), payroll.Number(ComponentSacrifice, e.sacrifice),
		payroll.Number(ComponentPensionSacrifice, p.sacrificed),
	}, others...) {
		if !v.Amount.IsZero() {
			why.Inputs = append(why.Inputs, v)
		}
	}
	return why
}

// netReason lists what net pay is made of: the lines that the employee bears.
func (p *payment) netReason(rule string) *payroll.Reason {
	why := &payroll.Reason{Rule: rule, Source: sourceSum, Parameters: p.year.version}
	for i := p.first; i < len(p.slip.Lines); i++ {
		if l := &p.slip.Lines[i]; l.Payer == payroll.Employee {
			why.Inputs = append(why.Inputs, payroll.Number(l.Component, l.Amount))
		}
	}
	return why
}
