package gb

import (
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

const (
	sourcePension    = "Pensions Act 2008, sections 13 and 20; The Pensions Regulator, earnings thresholds"
	sourceNetPay     = "Finance Act 2004, section 193"
	sourceAtSource   = "Finance Act 2004, section 192"
	sourceSacrifice  = "Income Tax (Earnings and Pensions) Act 2003, section 308; HMRC EIM42750"
	sourceAssessment = "Pensions Act 2008, sections 1, 3 and 5; Pensions Act 1995, schedule 4, paragraph 1"
)

// Arrangement is how a pension contribution of the employee is taken.
type Arrangement string

const (
	// NetPay takes it from pay before income tax.
	NetPay Arrangement = "netPay"
	// ReliefAtSource takes it from net pay, less the tax relief that the scheme
	// claims.
	ReliefAtSource Arrangement = "reliefAtSource"
	// SacrificeForPension has the employee give up pay, and the employer
	// contribute as much more.
	SacrificeForPension Arrangement = "salarySacrifice"
)

// PensionBasis is what contributions are a part of.
type PensionBasis string

const (
	// QualifyingEarnings are earnings between two limits.
	QualifyingEarnings PensionBasis = "qualifyingEarnings"
	// PensionablePay is all pay that the scheme counts.
	PensionablePay PensionBasis = "pensionablePay"
)

// Rounding is how a scheme makes pence.
type Rounding string

const (
	// RoundHalfUp is to the nearest penny, also when nothing is said.
	RoundHalfUp Rounding = "halfUp"
	RoundDown   Rounding = "down"
	RoundUp     Rounding = "up"
)

var roundings = map[Rounding]money.Rule{"": money.HalfUp, RoundHalfUp: money.HalfUp, RoundDown: money.Down, RoundUp: money.Up}

// Pension is the terms of a scheme for an employee.
type Pension struct {
	Arrangement Arrangement  `json:"arrangement"`
	Basis       PensionBasis `json:"basis"`
	// EmployeeRate, tax relief included, and EmployerRate are fractions: 0.05.
	EmployeeRate money.Amount `json:"employeeRate"`
	EmployerRate money.Amount `json:"employerRate"`
	// Additional is what the employee contributes beside that, in pounds.
	Additional money.Amount `json:"additional,omitzero"`
	Rounding   Rounding     `json:"rounding,omitzero"`
}

func (s *Pension) check() error {
	switch s.Arrangement {
	case NetPay, ReliefAtSource, SacrificeForPension:
	default:
		return &payroll.Invalid{Member: "pension.arrangement", Fault: fmt.Sprintf("%q is not known", s.Arrangement)}
	}
	if s.Basis != QualifyingEarnings && s.Basis != PensionablePay {
		return &payroll.Invalid{Member: "pension.basis", Fault: fmt.Sprintf("%q is not known", s.Basis)}
	}
	for _, rate := range [...]money.Amount{s.EmployeeRate, s.EmployerRate} {
		if rate.Sign() < 0 || rate.Cmp(whole(1)) > 0 || rate.Scale() > 6 {
			return &payroll.Invalid{Member: "pension.rate", Fault: "is not a fraction from 0 to 1 with six decimals at most"}
		}
	}
	if _, ok := roundings[s.Rounding]; !ok {
		return &payroll.Invalid{Member: "pension.rounding", Fault: fmt.Sprintf("%q is not known", s.Rounding)}
	}
	return checkPositive("pension.additional", mostPence, s.Additional)
}

// pensionRules are what the law sets for workplace pensions.
type pensionRules struct {
	// trigger, lower and upper are by pay reference period.
	trigger, lower, upper      map[Interval]money.Amount
	least, leastOfEmployer     money.Amount
	eligibleFrom, from, before int
	relief                     money.Amount
}

func readPension(r *payroll.Reader) pensionRules {
	by := func(name string) map[Interval]money.Amount {
		v := r.Amounts(name, 5)
		return map[Interval]money.Amount{Annual: v[0], Monthly: v[1], FourWeekly: v[2], Fortnightly: v[3], Weekly: v[4]}
	}
	p := pensionRules{trigger: by("pension/trigger"), lower: by("pension/lower"), upper: by("pension/upper")}
	least, ages := r.Amounts("pension/minimum", 2), r.Amounts("pension/ages", 3)
	p.least, p.leastOfEmployer = least[0], least[1]
	p.eligibleFrom, p.from, p.before = integer(ages[0]), integer(ages[1]), integer(ages[2])
	p.relief = r.Amount("pension/relief")
	return p
}

func (p *pensionRules) known(iv Interval) error {
	if _, ok := p.trigger[iv]; !ok {
		return &payroll.Unknown{Country: country, What: "qualifying earnings of a pay reference period of " + iv.String()}
	}
	return nil
}

// qualifyingEarnings are the earnings between the two limits of the pay
// reference period.
// Source: Pensions Act 2008, section 13.
func (p *pensionRules) qualifyingEarnings(earnings money.Amount, iv Interval) (money.Amount, error) {
	if err := p.known(iv); err != nil {
		return money.Amount{}, err
	}
	return band(earnings, p.lower[iv], p.upper[iv]), nil
}

// pensionResult is the contributions on a payment.
type pensionResult struct {
	// base is what the rates apply to.
	base money.Amount
	// gross is the employee's contribution with tax relief, taken what goes off
	// pay for it, relief the rest.
	gross, taken, relief money.Amount
	employer             money.Amount
}

// contributions of employee and employer, each made pence as the scheme does.
func (s *Pension) contributions(p *pensionRules, base money.Amount) pensionResult {
	rule := roundings[s.Rounding]
	r := pensionResult{base: base, relief: zero}
	if base.Sign() < 0 {
		r.base = zero
	}
	r.gross = r.base.Mul(s.EmployeeRate).Round(2, rule).Add(s.Additional)
	r.employer = r.base.Mul(s.EmployerRate).Round(2, rule)
	r.taken = r.gross
	switch s.Arrangement {
	case ReliefAtSource:
		r.taken = r.gross.Mul(whole(1).Sub(p.relief)).Round(2, rule)
		r.relief = r.gross.Sub(r.taken)
	case SacrificeForPension:
		r.employer = r.employer.Add(r.gross)
	}
	return r
}

func (r *pensionResult) reason(p *payment, rule, source string, rate money.Amount) *payroll.Reason {
	s := p.in.Pension
	return &payroll.Reason{
		Rule: rule, Source: source, Parameters: p.year.version,
		Inputs: []payroll.Value{
			payroll.Number("base", r.base),
			payroll.Number("rate", rate),
			payroll.Number("additional", s.Additional),
			payroll.Word("arrangement", string(s.Arrangement)),
			payroll.Word("basis", string(s.Basis)),
		},
		Steps: []payroll.Value{
			payroll.Number("employeeWithRelief", r.gross),
			payroll.Number("taken", r.taken),
			payroll.Number("relief", r.relief),
		},
		Rounding: "to pence, " + roundings[s.Rounding].String(),
	}
}

// Worker is what somebody is to the law of automatic enrolment.
type Worker string

const (
	// EligibleJobholder is to be enrolled.
	EligibleJobholder Worker = "eligibleJobholder"
	// NonEligibleJobholder may opt in, and the employer contributes.
	NonEligibleJobholder Worker = "nonEligibleJobholder"
	// EntitledWorker may join, and the employer needn't contribute.
	EntitledWorker Worker = "entitledWorker"
	// OutsideEnrolment is too young or too old.
	OutsideEnrolment Worker = "outside"
)

// Assess says what somebody is on a day, by age and by what is paid in the pay
// reference period that has the day.
// Source: Pensions Act 2008, sections 1, 3, 5, 7 and 8.
func Assess(born, on cal.Date, earnings money.Amount, iv Interval) (Worker, error) {
	y, err := yearOf(on)
	if err != nil {
		return "", err
	}
	if err := y.pension.known(iv); err != nil {
		return "", err
	}
	rules := &y.pension
	age := born.Age(on)
	reached, err := reachedPensionAge(born, on)
	switch {
	case err != nil:
		return "", err
	case age < rules.from || age >= rules.before:
		return OutsideEnrolment, nil
	case earnings.Cmp(rules.trigger[iv]) > 0 && age >= rules.eligibleFrom && !reached:
		return EligibleJobholder, nil
	case earnings.Cmp(rules.lower[iv]) > 0:
		return NonEligibleJobholder, nil
	default:
		return EntitledWorker, nil
	}
}

// MinimumContributions are the least that goes to the pension of a jobholder in
// all, tax relief included, and the employer's part of it.
// Source: Pensions Act 2008, section 20(1).
func MinimumContributions(on cal.Date, earnings money.Amount, iv Interval) (all, employer money.Amount, err error) {
	y, err := yearOf(on)
	if err != nil {
		return all, employer, err
	}
	base, err := y.pension.qualifyingEarnings(earnings, iv)
	if err != nil {
		return all, employer, err
	}
	return base.Mul(y.pension.least).Round(2, money.HalfUp), base.Mul(y.pension.leastOfEmployer).Round(2, money.HalfUp), nil
}
