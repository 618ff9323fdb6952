package be

import (
	"cmp"
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// Codes of workers under which contributions are declared, and codes of
// reductions (NSSO, DmfA, structured annexes 2 and 4).
const (
	workerWhiteCollar    = "495"
	workerBlueCollar     = "015"
	workerStudent        = "841"
	workerAccidents      = "255"
	workerAsbestos       = "256"
	workerClosure        = "809"
	workerClosureSpecial = "810"
	workerFund200        = "831"
	workerRestraint      = "855"
	workerSpecial        = "856"
	workerUnemployment   = "859"

	reductionWorkBonus  = "0001"
	reductionStructural = "3000"
	reductionFirstHire  = "3315"
)

// Quarter is what a quarterly declaration (DmfA) says about an employment, as
// the months of the quarter add up. [Quarter.Add] does that.
type Quarter struct {
	// Period is the calendar quarter.
	Period  cal.Period `json:"period"`
	Statute Statute    `json:"statute"`
	// Contributed is all pay with ordinary contributions, at 100 %; Wage is
	// the part of it that reductions go by, without holiday pay on departure.
	Contributed money.Amount `json:"contributed"`
	Wage        money.Amount `json:"wage"`
	Time        Time         `json:"time"`
	// HalfTime says that the contract is for half of full time or more: then
	// little work in the quarter doesn't end reductions.
	HalfTime bool     `json:"halfTime,omitzero"`
	Employer Employer `json:"employer"`
	// Booked is what the slips of the months had.
	Booked payroll.Totals `json:"booked,omitzero"`
}

// Add takes up a month: its input, and the slip that was computed from it.
func (q *Quarter) Add(in *Input, slip *payroll.Slip) {
	q.Statute = in.Statute
	wage := money.Sum(in.Wage, in.Bonus, in.YearEndPremium)
	q.Wage = q.Wage.Add(wage)
	q.Contributed = money.Sum(q.Contributed, wage, slip.Of(ComponentDepartureSimple))
	possible := in.Time.possible(in.Period)
	q.Time.PartTime = q.Time.PartTime || in.Time.PartTime
	q.Time.PaidDays = q.Time.PaidDays.Add(in.Time.paid(possible))
	q.Time.PossibleDays = q.Time.PossibleDays.Add(possible)
	q.Time.PaidHours = q.Time.PaidHours.Add(in.Time.hours(in.Period))
	q.Time.WeeklyHours, q.Time.WeeklyDays = in.Time.WeeklyHours, in.Time.WeeklyDays
	if in.Employer != nil {
		q.Employer = *in.Employer
		q.Employer.QuarterBase = money.Amount{}
	}
	q.Booked = q.Booked.After(slip)
}

// hours are those paid in a month; full time that counts days has the hours of
// its days.
func (t *Time) hours(month cal.Period) money.Amount {
	if t.PartTime {
		return t.PaidHours
	}
	return t.paid(t.possible(month)).Mul(t.weekly()).Quo(t.days(), 2, money.HalfUp)
}

// Declaration is the amounts of a declaration for an employment.
type Declaration struct {
	Contributions []Declared `json:"contributions"`
	Reductions    []Declared `json:"reductions"`
	// Due is the contributions less the reductions.
	Due money.Amount `json:"due"`
}

// Declared is an amount under a code.
type Declared struct {
	// Code is that of a worker for contributions, that of a reduction for
	// those.
	Code   string       `json:"code"`
	Base   money.Amount `json:"base,omitzero"`
	Rate   money.Amount `json:"rate,omitzero"`
	Amount money.Amount `json:"amount"`
	// Correction is what the amount differs from the sum of the months: each
	// rounds for itself. It is booked with the last month.
	Correction money.Amount   `json:"correction,omitzero"`
	Reason     payroll.Reason `json:"reason"`
}

// Check says what is wrong with a quarter: a [*payroll.Invalid], or nil.
func (q *Quarter) Check() error {
	c := checker{}
	start := q.Period.Start
	whole := q.Period.Valid() && start.Day() == 1 && start.Month()%3 == 1 && q.Period.End.AddDays(1) == start.AddMonths(3)
	c.that(whole, "period", "is not a calendar quarter")
	c.that(q.Statute == WhiteCollar || q.Statute == BlueCollar, "statute", "has no declaration here")
	c.amount("contributed", q.Contributed)
	c.amount("wage", q.Wage)
	c.time(&q.Time)
	c.employer(&q.Employer)
	return c.fault()
}

// DmfA computes the amounts of a quarter's declaration for an employment. Each
// is rounded once, on the base of the quarter. The error is a
// [*payroll.Invalid] or a [*payroll.Unknown].
func DmfA(q *Quarter) (Declaration, error) {
	if err := q.Check(); err != nil {
		return Declaration{}, err
	}
	p := parametersOn(q.Period.Start)
	fund, err := p.fund(&q.Employer)
	if err := cmp.Or(err, p.need(p.personal.err, p.employer.err)); err != nil {
		return Declaration{}, err
	}
	d := declaring{Quarter: q, p: p}
	d.basic()
	d.others(fund)
	d.special()
	if err := d.reductions(); err != nil {
		return Declaration{}, err
	}
	for _, c := range d.Contributions {
		d.Due = d.Due.Add(c.Amount)
	}
	for _, r := range d.Reductions {
		d.Due = d.Due.Sub(r.Amount)
	}
	if err := d.Due.Err(); err != nil {
		return Declaration{}, fmt.Errorf("declaration of %v: %w", q.Period, err)
	}
	return d.Declaration, nil
}

// declaring is a declaration in the making.
type declaring struct {
	*Quarter
	Declaration
	p parameters
	// base is that of contributions, left what reductions can still take.
	base, left money.Amount
}

func (q *Quarter) manual() bool { return q.Statute == BlueCollar }

// contribute adds a contribution, with what the months booked under some
// components.
func (d *declaring) contribute(c Declared, components ...string) {
	c.Correction = d.correction(c.Amount, components)
	d.Contributions = append(d.Contributions, c)
}

func (d *declaring) reduce(c Declared, components ...string) {
	c.Correction = d.correction(c.Amount, components)
	d.Reductions = append(d.Reductions, c)
}

func (d *declaring) correction(amount money.Amount, components []string) money.Amount {
	if d.Booked == nil {
		return money.Amount{}
	}
	for _, c := range components {
		amount = amount.Sub(d.Booked[c])
	}
	return amount
}

var (
	ruleGlobal = rule{
		"be/dmfa/basic", rulePersonal.source + "; " + contributionLaw, "base × (personal + holiday) + capped × basic", toCents,
	}
	ruleWithheld = rule{"be/dmfa/special", ruleSpecialMonth.source, "what the months withheld", ""}
	ruleGranted  = rule{"be/dmfa/workBonus", ruleBonusA.source, "what the months granted", ""}
)

// basic is the contribution under the code of the worker: the personal and the
// basic one together, that for the holiday of manual workers too.
func (d *declaring) basic() {
	personal, e, code := &d.p.personal.value, &d.p.employer.value, workerWhiteCollar
	d.base = personal.base(d.Contributed, d.manual())
	capped, holiday := e.capped(d.base, money.Amount{}), money.Amount{}
	if d.manual() {
		code, holiday = workerBlueCollar, e.manualHoliday
	}
	d.left = cents(capped.Mul(e.basic))
	amount := cents(d.base.Mul(personal.rate.Add(holiday)).Add(capped.Mul(e.basic)))
	d.contribute(Declared{
		Code: code, Base: d.base, Rate: money.Sum(personal.rate, holiday, e.basic), Amount: amount,
		Reason: *ruleGlobal.because(d.p.version, []payroll.Value{
			payroll.Number("base", d.base), payroll.Number("capped", capped),
			payroll.Number("personal", personal.rate), payroll.Number("holiday", holiday), payroll.Number("basic", e.basic),
		}),
	}, ComponentPersonalContribution, ComponentExceptionalContribution, ComponentDepartureContribution,
		ComponentEmployerBasic, ComponentEmployerHoliday)
}

// others are the contributions with codes of their own.
func (d *declaring) others(fund money.Amount) {
	for _, c := range d.p.employer.value.contributions(&d.Employer, d.manual(), fund) {
		if c.worker == "" || c.rate.IsZero() {
			continue
		}
		d.contribute(Declared{
			Code: c.worker, Base: d.base, Rate: c.rate, Amount: cents(d.base.Mul(c.rate)),
			Reason: *c.rule.because(d.p.version, []payroll.Value{payroll.Number("base", d.base), payroll.Number("rate", c.rate)}),
		}, c.component)
	}
}

// special is what the months withheld of the special contribution.
func (d *declaring) special() {
	if withheld := d.Booked[ComponentSpecial]; !withheld.IsZero() {
		d.contribute(Declared{
			Code: workerSpecial, Amount: withheld,
			Reason: *ruleWithheld.because(d.p.version, []payroll.Value{payroll.Number("withheld", withheld)}),
		}, ComponentSpecial)
	}
}

// reductions are the work bonus as the months granted it, and those of the
// basic contribution, by the work of the whole quarter.
func (d *declaring) reductions() error {
	if bonus := d.Booked[ComponentBonusA].Add(d.Booked[ComponentBonusB]); !bonus.IsZero() {
		d.reduce(Declared{
			Code: reductionWorkBonus, Amount: bonus,
			Reason: *ruleGranted.because(d.p.version, []payroll.Value{payroll.Number("granted", bonus)}),
		}, ComponentBonusA, ComponentBonusB)
	}
	span := d.Time.spanOf(d.Wage, d.Period, 3)
	span.small = !d.HalfTime
	e := &d.Employer
	if err := d.p.need(when(!e.NoStructural, d.p.structural.err), when(e.FirstHire, d.p.firstHire.err)); err != nil {
		return err
	}
	if !e.NoStructural {
		d.structural(&span)
	}
	if e.FirstHire {
		d.firstHire(&span)
	}
	return nil
}

func (d *declaring) structural(s *span) {
	x := d.p.structural.value.of(s)
	amount := smaller(cents(x.reduction), d.left)
	d.left = d.left.Sub(amount)
	if !amount.IsZero() {
		d.reduce(Declared{
			Code: reductionStructural, Amount: amount, Reason: *d.p.structural.value.because(d.p.version, s, &x),
		}, ComponentStructural)
	}
}

func (d *declaring) firstHire(s *span) {
	p := &d.p.firstHire.value
	amount := smaller(p.of(s), d.left)
	if !amount.IsZero() {
		d.reduce(Declared{Code: reductionFirstHire, Amount: amount, Reason: *ruleFirstHire.because(d.p.version, []payroll.Value{
			payroll.Number("amount", p.amount), payroll.Number("part", s.part), payroll.Number("left", d.left),
		})}, ComponentFirstHire)
	}
}
