package be

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

var (
	rulePersonal = rule{
		"be/contributions/personal",
		"law of 29 June 1981 on social security of employees, article 38, § 2; NSSO, administrative instructions, contributions",
		"base × rate, base = gross × factor (1 for white-collar, 1.08 for manual workers)", toCents,
	}
	ruleStudent = rule{
		"be/contributions/student", "royal decree of 28 November 1969, article 17bis; NSSO, solidarity contribution of students",
		"gross × rate", toCents,
	}
)

// base is what contributions are due on: gross pay, that of manual workers at
// 108 %. The 8 % stand for the simple holiday pay that a fund pays them later.
func (p *personalParameters) base(gross money.Amount, manual bool) money.Amount {
	if manual {
		return cents(gross.Mul(p.manualBase))
	}
	return cents(gross)
}

// of is the base of a gross amount and the personal contribution on it.
func (p *personalParameters) of(gross money.Amount, manual bool) (base, contribution money.Amount) {
	base = p.base(gross, manual)
	return base, cents(base.Mul(p.rate))
}

// base is what contributions are due on, for this worker.
func (r *run) base(gross money.Amount) money.Amount {
	return r.p.personal.value.base(gross, r.manual())
}

// 2, 3. The personal contribution on the wage; of a student within the quota
// the solidarity contribution.
func (r *run) personalContribution() {
	if r.student() {
		r.studentContribution()
		return
	}
	r.personal = r.contribute(ComponentPersonalContribution, r.in.Wage)
}

// contribute adds the line of the personal contribution on a gross amount.
func (r *run) contribute(component string, gross money.Amount) money.Amount {
	base, amount := r.p.personal.value.of(gross, r.manual())
	r.add(payroll.Line{
		Component: component, Payer: payroll.Employee, Amount: amount, Base: base, Rate: r.p.personal.value.rate,
	}, func() *payroll.Reason {
		return rulePersonal.because(r.p.version, []payroll.Value{
			payroll.Number("gross", gross), payroll.Word("statute", string(r.in.Statute)),
		}, payroll.Number("base", base))
	})
	return amount
}

func (r *run) studentContribution() {
	rate := r.p.student.value.worker
	r.personal = cents(cents(r.in.Wage).Mul(rate))
	r.add(payroll.Line{
		Component: ComponentStudentContribution, Payer: payroll.Employee, Amount: r.personal, Base: cents(r.in.Wage), Rate: rate,
	}, func() *payroll.Reason {
		return ruleStudent.because(r.p.version, []payroll.Value{payroll.Number("gross", r.in.Wage)})
	})
}

var (
	ruleSpecialMonth = rule{
		"be/contributions/special", "law of 30 March 1994 on social provisions, articles 106 to 112; NSSO, special contribution for social security",
		"fixed + rate × (base - above), at the least least and at the most most", toCents,
	}
	ruleSpecialQuarter = rule{
		"be/contributions/specialOfQuarter", ruleSpecialMonth.source,
		"fixed + rate × (base - above), at the least least and at the most most, less what earlier months withheld", toCents,
	}
)

// of is the contribution on a base, by the step of the table that it reaches.
func (t *specialTable) of(base money.Amount) (amount money.Amount, step specialStep) {
	if base.Cmp(t.from) < 0 {
		return cents(money.Amount{}), step
	}
	for _, s := range t.steps {
		if base.Cmp(s.above) > 0 {
			step = s
		}
	}
	amount = cents(step.fixed.Add(step.rate.Mul(base.Sub(step.above))))
	return smaller(larger(amount, cents(t.least)), t.most), step
}

// table is the one that holds for a family. A spouse with a small income or
// pension counts as one without (inferred from figures of a simulator).
func (f *Family) table() int {
	switch f.Situation {
	case Single, "":
		return singleTable
	case SpouseWithIncome:
		return twoIncomesTable
	}
	return oneIncomeTable
}

// 9. The special contribution: on all pay of the month with contributions,
// double holiday pay left out. It isn't deducted for tax. What the months of a
// quarter withheld is settled in the last by the table of quarters.
func (r *run) specialContribution() {
	if r.student() {
		return
	}
	table, base := r.in.Family.table(), r.base(r.contributed())
	month, rule, before := &r.p.special.value.month[table], &ruleSpecialMonth, money.Amount{}
	if q := r.in.Quarter; q != nil && q.Last {
		month, rule, before = &r.p.special.value.quarter[table], &ruleSpecialQuarter, q.Withheld
		base = base.Add(q.Base)
	}
	due, step := month.of(base)
	r.special = due.Sub(before)
	r.add(payroll.Line{Component: ComponentSpecial, Payer: payroll.Employee, Amount: r.special, Base: base}, func() *payroll.Reason {
		return rule.because(r.p.version, []payroll.Value{
			payroll.Number("base", base), payroll.Word("situation", string(r.in.Family.situation())), payroll.Number("withheldBefore", before),
		}, payroll.Number("above", step.above), payroll.Number("fixed", step.fixed), payroll.Number("rate", step.rate),
			payroll.Number("least", month.least), payroll.Number("most", month.most), payroll.Number("due", due))
	})
}

// contributed is all pay of the month that ordinary contributions are due on.
func (r *run) contributed() money.Amount {
	return money.Sum(r.in.Wage, r.exceptional.contributed, r.departure.contributed)
}

// situation is the one that holds when none is given.
func (f *Family) situation() Situation {
	if f.Situation == "" {
		return Single
	}
	return f.Situation
}

func larger(a, b money.Amount) money.Amount {
	if b.Cmp(a) > 0 {
		return b
	}
	return a
}

// positive is an amount, or 0 for one below.
func positive(a money.Amount) money.Amount {
	if a.Sign() < 0 {
		return money.New(0, 2)
	}
	return a
}
