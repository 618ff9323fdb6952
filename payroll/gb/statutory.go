package gb

import (
	"fmt"
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

const (
	sourceSickPay   = "Social Security Contributions and Benefits Act 1992, sections 151 to 157; Employment Rights Act 2025, sections on statutory sick pay"
	sourceFamilyPay = "Social Security Contributions and Benefits Act 1992, sections 164 to 171ZZ; Statutory Maternity Pay (General) Regulations 1986, regulations 6, 21 and 28"
)

// RelevantEarnings are what was earned in the relevant period of a statutory
// payment, usually eight weeks or two months, of which the average week is
// taken.
type RelevantEarnings struct {
	Total  money.Amount `json:"total"`
	Period Interval     `json:"period"`
}

// week is the average week as a fraction, so that nothing is rounded on the way.
// Source: Statutory Maternity Pay (General) Regulations 1986, regulation 21;
// Statutory Sick Pay (General) Regulations 1982, regulation 19.
func (e *RelevantEarnings) week() (of, by money.Amount) {
	switch e.Period.Unit {
	case Week:
		return e.Total, e.Period.count()
	case Month:
		return e.Total.Mul(whole(12)), e.Period.count().Mul(whole(52))
	default:
		return e.Total.Mul(whole(7)), e.Period.count()
	}
}

// reaches says that the average week comes to an amount.
func (e *RelevantEarnings) reaches(amount money.Amount) bool {
	of, by := e.week()
	return of.Cmp(amount.Mul(by)) >= 0
}

func (e *RelevantEarnings) check() error {
	if err := e.Period.check(); err != nil {
		return err
	}
	return checkPositive("earnings.total", mostPence, e.Total)
}

// sickPayRules are what the law sets for statutory sick pay.
type sickPayRules struct {
	week money.Amount
	// share of the average week that a week is at most; 0 has no share count.
	share       money.Amount
	waitingDays int
	// least is what the average week must come to.
	least money.Amount
	weeks money.Amount
}

func readSickPay(r *payroll.Reader) sickPayRules {
	return sickPayRules{
		week: r.Amount("ssp/week"), share: r.Amount("ssp/share"), waitingDays: integer(r.Amount("ssp/waitingDays")),
		least: r.Amount("ssp/leastEarnings"), weeks: r.Amount("ssp/weeks"),
	}
}

// SickWeek is the days of a week, Sunday to Saturday, for which somebody is
// sick.
type SickWeek struct {
	// Began is the first day of the period of incapacity, and of those linked
	// with it.
	Began cal.Date `json:"began"`
	// From is the first of the days; 6 April divides a week in two.
	From cal.Date `json:"from"`
	// QualifyingDays is how many days of the week are worked by agreement, and
	// SickDays how many of them from From on the employee is sick.
	QualifyingDays int `json:"qualifyingDays"`
	SickDays       int `json:"sickDays"`
	// Waited is how many waiting days there were before.
	Waited int `json:"waited,omitzero"`
	// WeeksPaid is how many weeks were paid before, four decimals at most.
	WeeksPaid money.Amount `json:"weeksPaid,omitzero"`
	// Earnings are those before the period of incapacity.
	Earnings RelevantEarnings `json:"earnings"`
}

func (s *SickWeek) check() error {
	switch {
	case s.From.IsZero() || s.Began.IsZero() || s.From.Before(s.Began):
		return &payroll.Invalid{Member: "from", Fault: "is not a day on or after the one on which it began"}
	case s.QualifyingDays < 1 || s.QualifyingDays > 7:
		return &payroll.Invalid{Member: "qualifyingDays", Fault: "are not from 1 to 7"}
	case s.SickDays < 0 || s.SickDays > s.QualifyingDays:
		return &payroll.Invalid{Member: "sickDays", Fault: "are more than the week has qualifying days"}
	case s.Waited < 0:
		return &payroll.Invalid{Member: "waited", Fault: "is below zero"}
	case s.WeeksPaid.Sign() < 0 || s.WeeksPaid.Cmp(whole(53)) > 0 || s.WeeksPaid.Scale() > 4:
		return &payroll.Invalid{Member: "weeksPaid", Fault: "are not weeks with four decimals at most"}
	}
	return s.Earnings.check()
}

// SickPay computes the statutory sick pay of a week: the weekly amount, shared
// by the qualifying days, for the days that are paid, to the next penny.
// Source: Social Security Contributions and Benefits Act 1992, sections 155 and
// 157; GOV.UK, Rates and thresholds for employers, SSP daily rates.
func SickPay(s *SickWeek, slip *payroll.Slip) error {
	if err := s.check(); err != nil {
		return err
	}
	y, err := yearOf(s.From)
	if err != nil {
		return err
	}
	if err := s.oneLaw(y); err != nil {
		return err
	}
	rules := &y.sick
	days := s.payable(rules)
	amount := zero
	if s.Earnings.reaches(rules.least) {
		amount = rules.forDays(s, days)
	}
	slip.Add(payroll.Line{Component: ComponentSickPay, Payer: payroll.Employee, Amount: amount}, func() *payroll.Reason {
		return s.reason(y, days)
	})
	return nil
}

// oneLaw refuses what began under other rules: what then holds is in
// transitional provisions that aren't covered.
func (s *SickWeek) oneLaw(y *year) error {
	began, err := yearOf(s.Began)
	if err != nil {
		return err
	}
	if began.sick.waitingDays != y.sick.waitingDays || !began.sick.share.Equal(y.sick.share) {
		return &payroll.Unknown{Country: country, What: "statutory sick pay of an absence that began before the law changed, for days", On: s.From}
	}
	return nil
}

// payable is how many of the days are paid: those after the waiting days, as
// far as the most weeks go.
// Source: Social Security Contributions and Benefits Act 1992, section 155.
func (s *SickWeek) payable(rules *sickPayRules) money.Amount {
	days := whole(max(s.SickDays-max(rules.waitingDays-s.Waited, 0), 0))
	left := rules.weeks.Sub(s.WeeksPaid).Mul(whole(s.QualifyingDays))
	return least(days, above(left, money.Amount{}))
}

// forDays is the weekly amount for some of its days: the rate, or where there
// is a share of average earnings, the lower of the two.
func (rules *sickPayRules) forDays(s *SickWeek, days money.Amount) money.Amount {
	amount := rules.week.Mul(days).Quo(whole(s.QualifyingDays), 2, money.Ceil)
	if rules.share.IsZero() {
		return amount
	}
	of, by := s.Earnings.week()
	shared := of.Mul(rules.share).Mul(days).Quo(by.Mul(whole(s.QualifyingDays)), 2, money.Ceil)
	return least(amount, shared)
}

func (s *SickWeek) reason(y *year, days money.Amount) *payroll.Reason {
	of, by := s.Earnings.week()
	return &payroll.Reason{
		Rule: "gb/sickPay", Source: sourceSickPay, Parameters: y.version,
		Inputs: []payroll.Value{
			payroll.Word("from", s.From.String()),
			payroll.Word("qualifyingDays", strconv.Itoa(s.QualifyingDays)), payroll.Word("sickDays", strconv.Itoa(s.SickDays)),
			payroll.Word("waited", strconv.Itoa(s.Waited)), payroll.Number("weeksPaid", s.WeeksPaid),
			payroll.Number("relevantEarnings", s.Earnings.Total), payroll.Word("relevantPeriod", s.Earnings.Period.String()),
		},
		Steps: []payroll.Value{
			payroll.Number("averageWeek", of.Quo(by, 4, money.HalfUp)),
			payroll.Number("leastAverageWeek", y.sick.least),
			payroll.Number("weeklyRate", y.sick.week),
			payroll.Number("shareOfAverage", y.sick.share),
			payroll.Number("daysPaid", days),
		},
		Rounding: "up to pence",
	}
}

// FamilyKind is a statutory payment for parents.
type FamilyKind string

const (
	Maternity      FamilyKind = "maternity"
	Adoption       FamilyKind = "adoption"
	Paternity      FamilyKind = "paternity"
	SharedParental FamilyKind = "sharedParental"
	Bereavement    FamilyKind = "bereavement"
	NeonatalCare   FamilyKind = "neonatalCare"
)

// familyKinds are the kinds in the order of the parameters, with what they are
// called on a slip.
var familyKinds = [...]struct {
	kind      FamilyKind
	component string
}{
	{Maternity, ComponentMaternityPay},
	{Adoption, ComponentAdoptionPay},
	{Paternity, ComponentPaternityPay},
	{SharedParental, ComponentSharedParentalPay},
	{Bereavement, ComponentBereavementPay},
	{NeonatalCare, ComponentNeonatalCarePay},
}

// familyPayRules are what the law sets for statutory payments to parents.
type familyPayRules struct {
	week, share money.Amount
	// related is how many weeks of maternity and adoption pay are the share of
	// earnings, however high.
	related int
	most    []int // weeks, by kind
	// recovery and recoverySmall are what employers get back; smallUpTo is the
	// contributions of a year up to which one is small.
	recovery, recoverySmall, smallUpTo money.Amount
}

func readFamilyPay(r *payroll.Reader) familyPayRules {
	f := familyPayRules{week: r.Amount("family/week"), share: r.Amount("family/share"), related: integer(r.Amount("family/earningsRelatedWeeks"))}
	for _, n := range r.Amounts("family/weeks", len(familyKinds)) {
		f.most = append(f.most, integer(n))
	}
	recovery := r.Amounts("family/recovery", 3)
	f.recovery, f.recoverySmall, f.smallUpTo = recovery[0], recovery[1], recovery[2]
	return f
}

// FamilyWeek is a week of statutory pay for a parent.
type FamilyWeek struct {
	Kind FamilyKind `json:"kind"`
	// From is the first day of the week, Number which week of pay it is.
	From   cal.Date `json:"from"`
	Number int      `json:"number"`
	// Earnings are those of the relevant period, and RelevantOn a day of the
	// week at whose end entitlement is decided: the lower earnings limit is that
	// of its tax year.
	Earnings   RelevantEarnings `json:"earnings"`
	RelevantOn cal.Date         `json:"relevantOn"`
}

// FamilyPay computes the statutory pay of a week. Who earned less than the lower
// earnings limit on average isn't entitled: the line is 0.
// Source: Social Security Contributions and Benefits Act 1992, sections 164 and
// 166, and those alike for other parents.
func FamilyPay(f *FamilyWeek, slip *payroll.Slip) error {
	if err := f.Earnings.check(); err != nil {
		return err
	}
	y, err := yearOf(f.From)
	if err != nil {
		return err
	}
	relevant, err := yearOf(f.RelevantOn)
	if err != nil {
		return err
	}
	component, err := f.component(&y.family)
	if err != nil {
		return err
	}
	amount := zero
	if f.Earnings.reaches(relevant.week.lel) {
		amount = f.amount(&y.family)
	}
	slip.Add(payroll.Line{Component: component, Payer: payroll.Employee, Amount: amount}, func() *payroll.Reason {
		return f.reason(y, relevant.week.lel)
	})
	return nil
}

func (f *FamilyWeek) component(rules *familyPayRules) (string, error) {
	for i, k := range familyKinds {
		if k.kind != f.Kind {
			continue
		}
		if f.Number < 1 || f.Number > rules.most[i] {
			return "", &payroll.Invalid{Member: "number", Fault: fmt.Sprintf("is not from 1 to %d", rules.most[i])}
		}
		return k.component, nil
	}
	return "", &payroll.Invalid{Member: "kind", Fault: fmt.Sprintf("%q is not known", f.Kind)}
}

// amount is a share of the average week in the first weeks of maternity and
// adoption pay, and otherwise the lower of that share and the weekly rate.
// Source: Social Security Contributions and Benefits Act 1992, section 166;
// Statutory Maternity Pay (General) Regulations 1986, regulation 28, for pence.
func (f *FamilyWeek) amount(rules *familyPayRules) money.Amount {
	of, by := f.Earnings.week()
	shared := of.Mul(rules.share).Quo(by, 2, money.Ceil)
	if (f.Kind == Maternity || f.Kind == Adoption) && f.Number <= rules.related {
		return shared
	}
	return least(rules.week, shared)
}

func (f *FamilyWeek) reason(y *year, lel money.Amount) *payroll.Reason {
	of, by := f.Earnings.week()
	return &payroll.Reason{
		Rule: "gb/familyPay/" + string(f.Kind), Source: sourceFamilyPay, Parameters: y.version,
		Inputs: []payroll.Value{
			payroll.Word("from", f.From.String()), payroll.Word("number", strconv.Itoa(f.Number)),
			payroll.Number("relevantEarnings", f.Earnings.Total), payroll.Word("relevantPeriod", f.Earnings.Period.String()),
		},
		Steps: []payroll.Value{
			payroll.Number("averageWeek", of.Quo(by, 4, money.HalfUp)),
			payroll.Number("lowerEarningsLimit", lel),
			payroll.Number("shareOfAverage", y.family.share),
			payroll.Number("weeklyRate", y.family.week),
		},
		Rounding: "up to pence",
	}
}
