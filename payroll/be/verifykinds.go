package be

import (
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/verify"
)

// outputs are the names that files have for components.
var outputs = map[string]string{
	ComponentPersonalContribution: "rsz_personal", ComponentStudentContribution: "rsz_personal",
	ComponentBonusA: "workbonus_a", ComponentBonusB: "workbonus_b", ComponentContributionDue: "rsz_due",
	ComponentTaxable: "taxable", ComponentTaxBefore: "withholding_before_bonus", ComponentFiscalBonus: "fiscal_workbonus_granted",
	ComponentTax: "withholding", ComponentSpecial: "bbsz", ComponentNet: "net",
	ComponentEmployerBasic: "base_contribution_25", ComponentEmployerContributions: "employer_contributions",
	ComponentStructural: "structural_reduction", ComponentFirstHire: "first_hire_reduction", ComponentCost: "total_cost",
}

// run computes an input and gives what files have names for.
func (v *verifying) run(in *Input) error {
	if v.err != nil {
		return nil
	}
	if err := Pay(in, v.slip); err != nil {
		return err
	}
	for i := range v.slip.Lines {
		if name := outputs[v.slip.Lines[i].Component]; name != "" {
			v.give(name, v.slip.Lines[i].Amount)
		}
	}
	return nil
}

// payment computes an [Input] with the names of its JSON, and gives every
// component.
func (v *verifying) payment() error {
	var in Input
	if err := verify.Decode(v.Inputs, &in); err != nil {
		return &payroll.Invalid{Member: "inputs", Fault: err.Error()}
	}
	if err := Pay(&in, v.slip); err != nil {
		return err
	}
	for i := range v.slip.Lines {
		v.give(v.slip.Lines[i].Component, v.slip.Of(v.slip.Lines[i].Component))
	}
	return nil
}

func (v *verifying) grossToNet() error {
	in := v.input()
	return v.run(&in)
}

// workBonus also gives the reference wage and the fraction, and takes a cap of
// the year from the case.
func (v *verifying) workBonus() error {
	in := v.input()
	capGiven, most := v.has("annual_cap"), v.amount("annual_cap")
	granted := v.amount("bonus_already_granted_this_year")
	if v.has("bonus_already_granted_this_year") && !capGiven {
		in.Before = payroll.Totals{ComponentBonusA: granted}
	}
	if err := v.run(&in); err != nil || v.err != nil {
		return err
	}
	reference, fraction := in.Time.reference(in.Wage, in.Period)
	v.give("reference_wage", reference)
	v.give("fraction", fraction)
	if capGiven {
		b := parametersOn(in.Period.Start).bonus.value.of(in.Statute == BlueCollar, reference, fraction)
		b.limit(most.Sub(granted))
		b.limit(v.slip.Of(ComponentPersonalContribution))
		v.give("workbonus_a", b.a)
		v.give("workbonus_b", b.b)
	}
	return nil
}

// withholding is that of a taxable month, or of a gross wage less the personal
// contribution.
func (v *verifying) withholding() error {
	p, f, taxable := parametersOn(v.day()), v.family(), v.amount("taxable_month")
	if err := p.need(p.tax.err, p.personal.err); err != nil {
		return err
	}
	if !v.has("taxable_month") {
		gross := v.amount("gross")
		_, contribution := p.personal.value.of(gross, v.statute() == BlueCollar)
		taxable = gross.Sub(contribution)
	}
	in := Input{Family: f}
	r := run{in: &in, slip: v.slip, p: p, t: p, taxable: taxable, bonusA: v.amount("workbonus_a"), bonusB: v.amount("workbonus_b")}
	r.withholdingTax()
	for i := range v.slip.Lines {
		v.give(outputs[v.slip.Lines[i].Component], v.slip.Lines[i].Amount)
	}
	return nil
}

func (v *verifying) withholdingReduction() error {
	p, f := parametersOn(v.day()), v.family()
	v.give("annual_reduction", p.tax.value.reductions(&f))
	v.give("monthly_reduction", centsOf(p.tax.value.reductions(&f), twelve))
	return p.need(p.tax.err)
}

func (v *verifying) contribution() error {
	p := parametersOn(v.day())
	in := Input{Statute: v.statute(), Wage: v.amount("gross")}
	if err := p.need(p.personal.err, when(in.Statute == Student, p.student.err)); err != nil {
		return err
	}
	r := run{in: &in, slip: v.slip, p: p, t: p}
	r.personalContribution()
	v.give("rsz_personal", r.personal)
	return nil
}

func (v *verifying) special() error {
	p := parametersOn(v.day())
	in := Input{Statute: v.statute(), Wage: v.amount("gross_month"), Family: v.family()}
	if !v.has("gross_month") {
		in.Wage = v.amount("gross")
	}
	if err := p.need(p.personal.err, p.special.err); err != nil {
		return err
	}
	r := run{in: &in, slip: v.slip, p: p, t: p}
	r.specialContribution()
	v.give("bbsz", r.special)
	return nil
}

func (v *verifying) doubleHoliday() error {
	p := parametersOn(v.day())
	if err := p.need(p.holiday.err, p.personal.err); err != nil {
		return err
	}
	wage, months := v.amount("monthly_salary"), twelve
	if v.has("months_worked_reference_year") {
		months = v.amount("months_worked_reference_year")
	}
	d := p.holiday.value.doubled(wage, months)
	rate, known := v.holidayRate(p, wage)
	taxable := d.double.Sub(d.retention)
	v.give("double_holiday_pay", d.double)
	v.give("part_85_92", d.retained)
	v.give("part_7_92", d.free)
	v.give("retention", d.retention)
	v.give("taxable", taxable)
	if known { // without a rate the rest is still right
		tax := cents(taxable.Mul(rate))
		v.give("withholding", tax)
		v.give("net", taxable.Sub(tax))
	}
	return nil
}

// holidayRate is the rate that the case gives, or that of the year's table;
// false where neither is known.
func (v *verifying) holidayRate(p parameters, wage money.Amount) (rate money.Amount, known bool) {
	if v.has("withholding_rate") {
		return v.rate("withholding_rate"), true
	}
	r := run{in: &Input{Statute: WhiteCollar, Wage: wage}, p: p, t: p}
	return p.exceptional.value.rate(p.exceptional.value.holiday, r.annual()), p.exceptional.err == nil
}

func (v *verifying) manualHoliday() error {
	simple, double, err := ManualHolidayPay(v.amount("reference_year_gross"), v.day())
	v.give("simple_holiday_pay", simple)
	v.give("double_holiday_pay", double)
	return err
}

func (v *verifying) niss() error {
	if v.NISS == nil {
		return unknown("the check of national register numbers", noDay)
	}
	asOf, err := cal.Parse(v.Inputs["as_of"])
	if err != nil {
		return &payroll.Invalid{Member: "as_of", Fault: "is not a day"}
	}
	kind, valid := v.NISS(v.Inputs["value"], asOf)
	v.got["valid"] = "false"
	if valid {
		v.got["valid"], v.got["type"] = "true", kind
	}
	return nil
}

// employer is one contribution at the rate that the case gives or under the
// code that it names, or the whole of an employer's side.
func (v *verifying) employer() error {
	in := v.input()
	p := parametersOn(in.Period.Start)
	if err := p.need(p.personal.err); err != nil {
		return err
	}
	base := v.amount("quarter_base")
	if !v.has("quarter_base") {
		base = p.personal.value.base(in.Wage, in.Statute == BlueCollar)
	}
	in.Employer = &Employer{Workers: v.workers(), FirstHire: v.firstHire(), JointCommittee: v.Inputs["joint_committee"]}
	switch {
	case v.has("rate"):
		v.give("amount", cents(base.Mul(v.rate("rate"))))
		return nil
	case v.has("dmfa_worker_code"):
		return v.byCode(p, &in, base)
	}
	if v.has("quarter_base") {
		return v.wholeQuarter(p, &in, base)
	}
	return v.wholeEmployer(p, &in)
}

// wholeQuarter is a quarter's declaration of the base that the case gives.
func (v *verifying) wholeQuarter(p parameters, in *Input, base money.Amount) error {
	first := in.Period.Start.AddMonths(-((int(in.Period.Start.Month()) - 1) % 3))
	if in.Statute != WhiteCollar {
		return unknown("the wage at 100 % of a quarter that has its base alone", first)
	}
	q := Quarter{
		Period: cal.Period{Start: first, End: first.AddMonths(3).AddDays(-1)}, Statute: in.Statute,
		Contributed: base, Wage: base, Time: in.Time, Employer: *in.Employer,
	}
	q.Employer.NoStructural = p.structural.err != nil
	d, err := DmfA(&q)
	if err != nil || v.err != nil {
		return err
	}
	v.give("base_contribution_25", cents(p.employer.value.capped(base, money.Amount{}).Mul(p.employer.value.basic)))
	for _, r := range d.Reductions {
		if name := map[string]string{reductionStructural: "structural_reduction", reductionFirstHire: "first_hire_reduction"}[r.Code]; name != "" {
			v.give(name, r.Amount)
		}
	}
	return nil
}

func (v *verifying) firstHire() bool {
	for name := range v.Inputs {
		if strings.HasPrefix(name, "first_") && v.Inputs[name] == "true" {
			return true
		}
	}
	return false
}

// workers reads 63, 50-99, <20 or 100+ as a number in that class.
func (v *verifying) workers() int {
	text := v.Inputs["workers"]
	below := strings.HasPrefix(text, "<")
	text, _, _ = strings.Cut(strings.TrimLeft(text, "<>= "), "-")
	n := 0
	for _, c := range strings.TrimRight(text, "+ ") {
		if c < '0' || c > '9' || n > 1_000_000 {
			v.fail("workers", "is not a number of workers")
			return 0
		}
		n = 10*n + int(c-'0')
	}
	if below && n > 0 {
		n--
	}
	return n
}

// byCode is the contribution under a worker code of the declaration.
func (v *verifying) byCode(p parameters, in *Input, base money.Amount) error {
	if err := p.need(p.employer.err); err != nil {
		return err
	}
	for _, c := range p.employer.value.contributions(in.Employer, in.Statute == BlueCollar, p.cp200.value) {
		if c.worker == v.Inputs["dmfa_worker_code"] {
			v.give("amount", cents(base.Mul(c.rate)))
			return nil
		}
	}
	return unknown("the worker code "+v.Inputs["dmfa_worker_code"], noDay)
}

// wholeEmployer is the employer's side of a month. Where the case lists the
// rates, those make up the contributions; without them and the size of the firm
// only what doesn't depend on it is told.
func (v *verifying) wholeEmployer(p parameters, in *Input) error {
	in.Employer.NoStructural = p.structural.err != nil
	if err := v.run(in); err != nil || v.err != nil {
		return err
	}
	if in.Employer.NoStructural {
		defer delete(v.got, "total_cost") // it would lack the reduction
	}
	if !v.has("components") {
		if !v.has("workers") {
			delete(v.got, "employer_contributions")
			delete(v.got, "total_cost")
		}
		return nil
	}
	base := p.personal.value.base(in.Wage, in.Statute == BlueCollar)
	sum := money.New(0, 2)
	for part := range strings.SplitSeq(v.Inputs["components"], "+") {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		rate, ok := percent(words[len(words)-1])
		if !ok {
			v.fail("components", "are not percentages")
			return nil
		}
		sum = sum.Add(cents(base.Mul(rate)))
	}
	v.give("employer_contributions", sum)
	reductions := v.slip.Of(ComponentStructural).Add(v.slip.Of(ComponentFirstHire))
	v.give("total_cost", cents(in.Wage).Add(sum).Sub(reductions))
	return nil
}
