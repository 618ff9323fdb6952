package nl

import "github.com/payglot/payglot/payroll"

var (
	ruleEarned  = rule{"holiday/earned", "Wet minimumloon en minimumvakantiebijslag, art. 15", "to the nearest cent"}
	rulePaid    = rule{"holiday/paid", "Wet minimumloon en minimumvakantiebijslag, art. 17", ""}
	ruleBalance = rule{"holiday/balance", rulePaid.source, ""}
)

// holidayAllowance earns the holiday allowance of the period and pays it: with
// each period as a part of its wage, or once a year and at the end as a special
// reward (Handboek Loonheffingen, ch. 9).
func (p *payment) holidayAllowance() {
	h := &p.in.Holiday
	if h.Part.IsZero() && h.Balance.IsZero() {
		return
	}
	if h.Part.Cmp(p.law.holidayPart) < 0 && !h.Part.IsZero() && !h.Less {
		p.refuse(&payroll.Invalid{Member: "holiday.part", Fault: "is less than the law's " + p.law.holidayPart.String()})
	}
	earned := cents(h.Base.Mul(h.Part))
	balance := h.Balance.Add(earned)
	switch {
	case h.Each:
		p.holiday = earned
		p.money = p.money.Add(earned)
	case h.Pay:
		p.holiday = balance
		p.special = p.special.Add(balance)
	}
	p.add(payroll.Line{Component: OpbouwVakantiebijslag, Amount: earned, Base: h.Base, Rate: h.Part}, func() *payroll.Reason {
		return p.reason(ruleEarned, payroll.Number("base", h.Base), payroll.Number("part", h.Part))
	})
	rest := balance.Sub(p.holiday)
	p.slip.Add(payroll.Line{Component: SaldoVakantiebijslag, Amount: rest}, func() *payroll.Reason {
		return p.reason(ruleBalance, payroll.Number("balance before", h.Balance), payroll.Number("earned", earned), payroll.Number("paid", p.holiday))
	})
}

// wageInMoney is column 3 of the wage sheet: the wage of the period, and the
// special rewards.
func (p *payment) wageInMoney() {
	w := &p.in.Wage
	p.given(Loon, payroll.Employee, w.Period)
	p.given(BijzondereBeloning, payroll.Employee, w.Special)
	if !p.holiday.IsZero() {
		p.add(payroll.Line{Component: Vakantiebijslag, Payer: payroll.Employee, Amount: p.holiday}, func() *payroll.Reason {
			return p.reason(rulePaid, payroll.Number("paid", p.holiday))
		})
	}
	p.money = p.money.Add(w.Period)
	p.special = p.special.Add(w.Special)
}

// wageInKind is columns 4 and 5: what is given other than in money, meals and
// lodging at a value a day, and tips and benefits from funds. It is taxed and
// not paid out.
func (p *payment) wageInKind() {
	w, a := &p.in.Wage, &p.in.Allowances
	valued := cents(a.Meals.Mul(p.law.meal)).Add(cents(a.Lodging.Mul(p.law.lodging)))
	kind := w.InKind.Add(valued)
	if !kind.IsZero() {
		p.add(payroll.Line{Component: LoonInNatura, Amount: kind}, func() *payroll.Reason {
			return p.reason(ruleValued, payroll.Number("given", w.InKind), payroll.Number("meals", a.Meals), payroll.Number("value of a meal", p.law.meal),
				payroll.Number("days of lodging", a.Lodging), payroll.Number("value of a day", p.law.lodging))
		})
	}
	p.given(FooienEnFondsen, payroll.Nobody, w.Funds)
	p.kind = p.kind.Add(kind).Add(w.Funds)
}

var ruleValued = rule{"wage/kind", "Wet op de loonbelasting 1964, art. 13; Uitvoeringsregeling loonbelasting 2011, art. 3.8-3.9", "to the nearest cent"}

var rulePaww = rule{"deduction/paww", "PAWW regulations of SPAWW: part of the wage in money, up to the maximum premium wage of the period", "to the nearest cent"}

// deductions go off before all levies (column 7): the employee's pension
// contribution, that for the private supplement of unemployment benefit (PAWW),
// and others of the kind.
func (p *payment) deductions() {
	w := &p.in.Wage
	p.given(Pensioenpremie, payroll.Employee, w.Pension.Add(w.SpecialPension))
	p.given(OverigeAftrek, payroll.Employee, w.Deductions)
	p.off = w.Pension.Add(w.Deductions)
	p.specialOff = w.SpecialPension
	if w.Paww.IsZero() || p.in.Period == None {
		return
	}
	maximum := p.periodMaximum()
	base := least(most(zero, p.money), maximum)
	amount := cents(base.Mul(w.Paww))
	p.off = p.off.Add(amount)
	p.add(payroll.Line{Component: Paww, Payer: payroll.Employee, Amount: amount, Base: base, Rate: w.Paww}, func() *payroll.Reason {
		return p.reason(rulePaww, payroll.Number("wage in money", p.money), payroll.Number("maximum", maximum), payroll.Number("rate", w.Paww))
	})
}
