package be

import (
	"cmp"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// contributionLaw is the law of employer contributions.
const contributionLaw = "law of 29 June 1981 on social security of employees, article 38, § 3"

// contribution is one of an employer, by its line in the declaration.
type contribution struct {
	component string
	rule      *rule
	// worker is the code under which it is declared (NSSO, annex 2); empty for
	// the basic contribution, which has the code of the worker.
	worker string
	rate   money.Amount
}

var (
	ruleBasic = rule{
		"be/employer/basic", contributionLaw + "; programme law of 18 July 2025 on its ceiling",
		"base × rate, base at the most what the ceiling of the quarter leaves", toCents,
	}
	ruleManualHoliday = rule{"be/employer/manualHoliday", contributionLaw + ", 8°; " + holidayLaw, "base × rate", toCents}
	ruleRestraint     = rule{"be/employer/wageRestraint", contributionLaw, "base × rate, of employers of 10 and more", toCents}
	ruleClosure       = rule{"be/employer/closureFund", "law of 26 June 2002 on the closure of enterprises, articles 56 to 58", "base × rate", toCents}
	ruleUnemployment  = rule{"be/employer/temporaryUnemployment", ruleClosure.source + "; NSSO, contributions", "base × rate", toCents}
	ruleAccidents     = rule{"be/employer/workAccidents", "NSSO, contributions, work accidents fund", "base × rate", toCents}
	ruleAsbestos      = rule{"be/employer/asbestosFund", "programme law of 27 December 2006; NSSO, asbestos fund", "base × rate, in the first two quarters", toCents}
	ruleFund          = rule{"be/employer/sectorFund", "collective agreement of the joint committee", "base × rate", toCents}
	ruleTogether      = rule{"be/employer/contributions", contributionLaw, "the sum of the lines above", ""}
	ruleCost          = rule{"be/employer/cost", noLaw, "gross + contributions - reductions + vouchers + beside", ""}
)

// tenWorkers and twentyWorkers are the sizes that change contributions.
const (
	tenWorkers    = 10
	twentyWorkers = 20
)

// contributions are those of an employer after the basic one, for a worker.
func (p *employerParameters) contributions(e *Employer, manual bool, fund money.Amount) [8]contribution {
	closure, restraint, holiday := p.closureSmall, money.Amount{}, money.Amount{}
	fundCode := cmp.Or(e.FundCode, workerFund200)
	if e.Workers >= twentyWorkers {
		closure = p.closureLarge
	}
	if e.Workers >= tenWorkers {
		restraint = p.restraint
	}
	if manual {
		holiday = p.manualHoliday
	}
	return [8]contribution{
		{ComponentEmployerHoliday, &ruleManualHoliday, "", holiday},
		{ComponentEmployerRestraint, &ruleRestraint, workerRestraint, restraint},
		{ComponentEmployerClosure, &ruleClosure, workerClosure, closure},
		{ComponentEmployerClosureExtra, &ruleClosure, workerClosureSpecial, p.closureSpecial},
		{ComponentEmployerUnemployment, &ruleUnemployment, workerUnemployment, p.temporaryUnemployment},
		{ComponentEmployerAccidents, &ruleAccidents, workerAccidents, p.workAccidents},
		{ComponentEmployerAsbestos, &ruleAsbestos, workerAsbestos, p.asbestos},
		{ComponentEmployerFund, &ruleFund, fundCode, fund},
	}
}

// employerKnown says what would have to be known for the employer's side.
func (r *run) employerKnown() error {
	e := r.in.Employer
	if e == nil {
		return nil
	}
	if _, err := r.p.fund(e); err != nil {
		return err
	}
	if !r.in.Benefits.IsZero() {
		return unknown("the employer's contribution on benefits in kind, such as that on the CO2 of a company car", noDay)
	}
	return r.p.need(r.p.employer.err, when(!e.NoStructural, r.p.structural.err), when(e.FirstHire, r.p.firstHire.err))
}

// fund is the rate of the fund of an employer's joint committee.
func (p parameters) fund(e *Employer) (money.Amount, error) {
	switch {
	case !e.FundRate.IsZero():
		return e.FundRate, nil
	case e.JointCommittee == "":
		return money.Amount{}, nil
	case e.JointCommittee == "200":
		return p.cp200.value, p.need(p.cp200.err)
	}
	return money.Amount{}, unknown("the rate of the fund of joint committee "+e.JointCommittee, noDay)
}

// 12. The employer's side: contributions line by line, then the reductions of
// the basic contribution, then what the month costs.
func (r *run) employerSide() {
	e := r.in.Employer
	if e == nil {
		return
	}
	if r.student() {
		r.cost(r.studentEmployer(), money.Amount{})
		return
	}
	base := r.base(r.contributed())
	basic := r.basicContribution(base)
	sum := basic
	fund, _ := r.p.fund(e) // its error refused the input
	for _, c := range r.p.employer.value.contributions(e, r.manual(), fund) {
		sum = sum.Add(r.employerLine(&c, base))
	}
	r.together(sum, base)
	r.cost(sum, r.reductions(basic))
}

// capped is the part of a base that the ceiling of the quarter leaves; a
// ceiling of 0 is none.
func (p *employerParameters) capped(base, before money.Amount) money.Amount {
	if p.ceiling.IsZero() {
		return base
	}
	return smaller(base, positive(p.ceiling.Sub(before)))
}

func (r *run) basicContribution(base money.Amount) money.Amount {
	p, before := &r.p.employer.value, r.in.Employer.QuarterBase
	capped := p.capped(base, before)
	amount := cents(capped.Mul(p.basic))
	r.add(payroll.Line{Component: ComponentEmployerBasic, Payer: payroll.Employer, Amount: amount, Base: capped, Rate: p.basic}, func() *payroll.Reason {
		return ruleBasic.because(r.p.version, []payroll.Value{
			payroll.Number("base", base), payroll.Number("ceiling", p.ceiling), payroll.Number("baseBefore", before),
		})
	})
	return amount
}

// employerLine adds the line of a contribution, none where none is due.
func (r *run) employerLine(c *contribution, base money.Amount) money.Amount {
	if c.rate.IsZero() {
		return money.Amount{}
	}
	amount := cents(base.Mul(c.rate))
	component, rule, rate := c.component, c.rule, c.rate
	r.add(payroll.Line{Component: component, Payer: payroll.Employer, Amount: amount, Base: base, Rate: rate}, func() *payroll.Reason {
		return rule.because(r.p.version, []payroll.Value{
			payroll.Number("base", base), payroll.Number("rate", rate),
			payroll.Number("workers", money.New(int64(r.in.Employer.Workers), 0)),
		})
	})
	return amount
}

// studentEmployer is the solidarity contribution of the employer.
func (r *run) studentEmployer() money.Amount {
	p, base := &r.p.student.value, cents(r.contributed())
	solidarity := contribution{ComponentEmployerStudent, &ruleStudent, workerStudent, p.employer}
	asbestos := contribution{ComponentEmployerAsbestos, &ruleAsbestos, workerAsbestos, p.asbestos}
	sum := r.employerLine(&solidarity, base).Add(r.employerLine(&asbestos, base))
	r.together(sum, base)
	return sum
}

func (r *run) together(sum, base money.Amount) {
	r.add(payroll.Line{Component: ComponentEmployerContributions, Amount: sum, Base: base}, func() *payroll.Reason {
		return ruleTogether.because(r.p.version, []payroll.Value{payroll.Number("sum", sum)})
	})
}

// cost is what the month costs the employer.
func (r *run) cost(contributions, reductions money.Amount) {
	gross := cents(money.Sum(r.in.Wage, r.exceptional.gross, r.holiday.gross, r.departure.gross))
	beside := money.Sum(r.in.Travel.Public, r.in.Travel.Car, r.in.Travel.Bicycle, r.in.Reimbursed)
	amount := money.Sum(gross, contributions, reductions.Neg(), r.vouchersEmployer, beside)
	r.add(payroll.Line{Component: ComponentCost, Amount: amount}, func() *payroll.Reason {
		return ruleCost.because(r.p.version, []payroll.Value{
			payroll.Number("gross", gross), payroll.Number("contributions", contributions), payroll.Number("reductions", reductions),
			payroll.Number("vouchers", r.vouchersEmployer), payroll.Number("beside", beside),
		})
	})
}
