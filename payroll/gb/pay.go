package gb

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// payment is a payment in the course of its calculation.
type payment struct {
	in   *Input
	year *year
	slip *payroll.Slip
	// first is the payment's first line on the slip.
	first int

	code     Code
	category category
	tax      taxInput

	elements elements
	pension  pensionResult
	// sacrificed is pay given up for the pension.
	sacrificed money.Amount
	// taxable and nicable are what tax, and contributions and loans, are
	// computed on.
	taxable, nicable money.Amount
	thresholds       thresholds
	// letterBefore is what there was under the category letter.
	letterBefore ContributionsToDate
	// net is what is left so far.
	net money.Amount
	// cost is what the employer bears beside pay.
	cost money.Amount
}

// Pay computes a payment, and adds its lines to the slip in the order in which
// they come about. The error is a [*payroll.Invalid] for an input that can't be
// and a [*payroll.Unknown] for a year or a situation that isn't covered; the
// slip is then as it was.
func Pay(in *Input, slip *payroll.Slip) error {
	p := payment{in: in, slip: slip, first: len(slip.Lines)}
	err := p.compute()
	if err != nil {
		slip.Lines = slip.Lines[:p.first]
	}
	return err
}

// compute takes the steps in their order: what is paid, what of that is taxed
// and contributed on, what the law withholds, what else is taken, and what is
// left.
func (p *payment) compute() error {
	if err := p.begin(); err != nil {
		return err
	}
	p.addElements()
	if err := p.pensionContributions(); err != nil {
		return err
	}
	p.bases()
	p.incomeTax()
	if err := p.class1Contributions(); err != nil {
		return err
	}
	p.loans()
	p.takePension()
	p.ordersAndDeductions()
	p.netPay()
	p.employerCost()
	if p.in.Work != nil {
		return p.minimumWage()
	}
	return nil
}

// add adds a line, in pence.
func (p *payment) add(l payroll.Line, why func() *payroll.Reason) {
	if l.Amount.Scale() != 2 {
		l.Amount = l.Amount.Round(2, money.Down)
	}
	if l.YearToDate.Scale() != 2 && !l.YearToDate.IsZero() {
		l.YearToDate = l.YearToDate.Round(2, money.Down)
	}
	p.slip.Add(l, why)
}

// begin looks up what holds on the pay day.
func (p *payment) begin() (err error) {
	if err = p.in.Check(); err != nil {
		return err
	}
	if p.year, err = yearOf(p.in.PayDate); err != nil {
		return err
	}
	if v := p.in.Parameters; v != "" && v != p.year.version {
		return &payroll.Unknown{Country: country, What: "version " + v + " of the parameters", On: p.in.PayDate}
	}
	if p.code, err = ParseCode(p.in.TaxCode); err != nil {
		return err
	}
	p.code.NonCumulative = p.code.NonCumulative || p.in.NonCumulative
	if p.category, err = categoryOf(p.in.Category); err != nil {
		return err
	}
	if p.tax.period, err = taxPeriodOf(p.in.Interval, p.in.PayDate); err != nil {
		return err
	}
	p.letterBefore = p.in.letterToDate()
	return nil
}

// letterToDate is what there was this year under the category letter.
func (in *Input) letterToDate() ContributionsToDate {
	for i := range in.ToDate.Contributions {
		if in.ToDate.Contributions[i].Category == in.Category {
			return in.ToDate.Contributions[i]
		}
	}
	return ContributionsToDate{Category: in.Category}
}

// bases are taxable pay and the earnings of contributions. What is given up is
// in none of them; a contribution under a net pay arrangement is only out of
// taxable pay; benefits are only in it.
// Source: Income Tax (Earnings and Pensions) Act 2003, sections 62 and 683;
// Finance Act 2004, section 193; Social Security (Contributions) Regulations
// 2001, regulation 24.
func (p *payment) bases() {
	e := &p.elements
	pay := e.salary.Add(e.unpensioned).Sub(e.sacrifice).Sub(p.sacrificed)
	p.nicable = pay.Add(e.contributionsOnly)
	p.taxable = pay.Add(e.benefits).Add(e.taxedOnly)
	beforeTax := zero
	if p.in.Pension != nil && p.in.Pension.Arrangement == NetPay {
		beforeTax = p.pension.taken
		p.taxable = p.taxable.Sub(beforeTax)
	}
	p.net = pay.Add(e.taxedOnly).Add(e.expenses)
	p.add(payroll.Line{
		Component: ComponentTaxablePay, Amount: p.taxable, YearToDate: p.in.ToDate.TaxablePay.Add(p.taxable),
	}, func() *payroll.Reason {
		return p.baseReason("gb/bases/taxablePay", sourceTaxable, payroll.Number(ComponentBenefits, e.benefits),
			payroll.Number(ComponentTaxedOnly, e.taxedOnly), payroll.Number(ComponentEmployeePension, beforeTax))
	})
	p.add(payroll.Line{
		Component: ComponentEarnings, Amount: p.nicable, YearToDate: p.letterBefore.Earnings.Add(p.nicable),
	}, func() *payroll.Reason {
		return p.baseReason("gb/bases/contributionEarnings", sourceNICable, payroll.Number(ComponentContributionsOnly, e.contributionsOnly))
	})
}

// incomeTax is deducted from taxable pay, or repaid.
func (p *payment) incomeTax() {
	d, same := &p.in.ToDate, &p.in.SamePeriod
	p.tax.code = p.code
	p.tax.pay, p.tax.benefits = p.taxable, p.elements.benefits
	p.tax.payBefore, p.tax.taxBefore = d.PreviousPay.Add(d.TaxablePay), d.PreviousTax.Add(d.IncomeTax)
	p.tax.payInPeriod, p.tax.taxInPeriod = same.TaxablePay, same.IncomeTax
	r := p.year.incomeTax(&p.tax)
	p.net = p.net.Sub(r.tax)
	line := payroll.Line{Component: ComponentIncomeTax, Payer: payroll.Employee, Amount: r.tax, YearToDate: d.IncomeTax.Add(r.tax)}
	if r.basis == basisFlatWeek1 { // one rate on this payment alone
		line.Base, line.Rate = r.taxable, r.rate
	}
	p.add(line, func() *payroll.Reason { return r.reason(p.year, &p.tax) })
}

// class1Contributions are those of the earnings period, or of a director's.
// Payments in one earnings period are added up.
// Source: Social Security Contributions and Benefits Act 1992, schedule 1,
// paragraph 1; Social Security (Contributions) Regulations 2001, regulations 3
// and 8.
func (p *payment) class1Contributions() error {
	var r contributions
	if d := p.in.Director; d != nil && d.settles() {
		if p.otherLetters() {
			return &payroll.Unknown{Country: country, What: "a director's contributions under two category letters in a year"}
		}
		before := d.since(p.letterBefore)
		r, p.thresholds = p.year.directorContributions(p.category, d, p.nicable, &before)
	} else {
		p.thresholds = p.year.thresholdsOf(p.in.Interval)
		same := &p.in.SamePeriod.Contributions
		r = p.year.class1(p.category, &p.thresholds, same.Earnings.Add(p.nicable)).less(same)
	}
	p.contributionLines(&r)
	p.net = p.net.Sub(r.employee)
	p.cost = p.cost.Add(r.employer)
	return nil
}

func (p *payment) otherLetters() bool {
	for i := range p.in.ToDate.Contributions {
		if c := &p.in.ToDate.Contributions[i]; c.Category != p.in.Category && !c.Earnings.IsZero() {
			return true
		}
	}
	return false
}

// loans are deducted for a student loan and for a postgraduate loan, each for
// itself.
// Source: Education (Student Loans) (Repayment) Regulations 2009, regulation 44.
func (p *payment) loans() {
	d, same := &p.in.ToDate, &p.in.SamePeriod
	if p.in.StudentLoan != NoPlan {
		p.deductLoan(ComponentStudentLoan, p.in.StudentLoan, same.StudentLoan, d.StudentLoan)
	}
	if p.in.PostgraduateLoan {
		p.deductLoan(ComponentPostgraduateLoan, Postgraduate, same.PostgraduateLoan, d.PostgraduateLoan)
	}
}

func (p *payment) deductLoan(component string, plan Plan, inPeriod, toDate money.Amount) {
	l, _ := p.year.loanOf(plan)
	r := l.repayment(p.in.SamePeriod.Contributions.Earnings.Add(p.nicable), p.in.Interval)
	amount := above(r.deduction, inPeriod)
	p.net = p.net.Sub(amount)
	p.add(payroll.Line{
		Component: component, Payer: payroll.Employee, Amount: amount,
		Base: r.excess, Rate: l.rate, YearToDate: toDate.Add(amount),
	}, func() *payroll.Reason { return r.reason(p, inPeriod) })
}

// ordersAndDeductions are taken from what is left, orders down to what they
// protect, deductions down to nothing.
func (p *payment) ordersAndDeductions() {
	for i := range p.in.Orders {
		o := &p.in.Orders[i]
		p.deduct(ComponentOrder, "gb/net/order", sourceOrder, o.Name, o.Amount, o.Protected)
	}
	for i := range p.in.Deductions {
		d := &p.in.Deductions[i]
		p.deduct(ComponentDeduction, "gb/net/deduction", sourceDeduction, d.Name, d.Amount, money.Amount{})
	}
}

func (p *payment) deduct(component, rule, source, name string, asked, protected money.Amount) {
	left := p.net
	amount := least(asked, above(left, protected)).Round(2, money.Down)
	p.net = left.Sub(amount)
	p.add(payroll.Line{Component: component, Payer: payroll.Employee, Amount: amount}, func() *payroll.Reason {
		return &payroll.Reason{
			Rule: rule, Source: source, Parameters: p.year.version,
			Inputs: []payroll.Value{payroll.Word("name", name), payroll.Number("asked", asked), payroll.Number("protected", protected)},
			Steps:  []payroll.Value{payroll.Number("leftBefore", left)},
		}
	})
}

// netPay is what is left. What is below zero is owed by the employee, and a
// line says so.
func (p *payment) netPay() {
	if p.net.Sign() < 0 {
		p.add(payroll.Line{Component: ComponentShortfall, Amount: p.net.Neg()}, func() *payroll.Reason {
			return p.netReason("gb/net/shortfall")
		})
	}
	p.add(payroll.Line{Component: ComponentNetPay, Amount: p.net}, func() *payroll.Reason {
		return p.netReason("gb/net/pay")
	})
}

// employerCost is pay in money, contributions and pension.
func (p *payment) employerCost() {
	e := &p.elements
	pay := e.salary.Add(e.unpensioned).Sub(e.sacrifice).Sub(p.sacrificed).Add(e.taxedOnly).Add(e.expenses)
	p.add(payroll.Line{Component: ComponentEmployerCost, Amount: pay.Add(p.cost)}, func() *payroll.Reason {
		return &payroll.Reason{
			Rule: "gb/cost", Source: sourceSum, Parameters: p.year.version,
			Inputs: []payroll.Value{payroll.Number("pay", pay), payroll.Number("contributionAndPension", p.cost)},
		}
	})
}
