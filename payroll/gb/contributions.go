package gb

import (
	"strings"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

const (
	sourceEmployee = "Social Security Contributions and Benefits Act 1992, section 8; Social Security (Contributions) Regulations 2001, regulation 12; HMRC NIM11002"
	sourceEmployer = "Social Security Contributions and Benefits Act 1992, sections 9 to 9B; Social Security (Contributions) Regulations 2001, regulation 12; HMRC NIM11002"
	sourceEarnings = "HMRC, RTI data items guide, earnings between limits; Social Security (Contributions) Regulations 2001, regulation 11"
)

// thresholds are the limits of Class 1 contributions for an earnings period.
type thresholds struct {
	lel  money.Amount // lower earnings limit
	pt   money.Amount // primary threshold: the employee's
	st   money.Amount // secondary threshold: the employer's
	fust money.Amount // the employer's in freeports and investment zones
	ust  money.Amount // the employer's for the young, apprentices, veterans
	uel  money.Amount // upper earnings limit
}

func (t *thresholds) all() [6]*money.Amount {
	return [6]*money.Amount{&t.lel, &t.pt, &t.st, &t.fust, &t.ust, &t.uel}
}

// thresholdsOf are those of an earnings period: as prescribed for a week, a
// month and a year, and their prescribed equivalents for any other.
// Source: Social Security (Contributions) Regulations 2001, regulations 10 and
// 11; HMRC NIM01206.
func (y *year) thresholdsOf(iv Interval) thresholds {
	switch iv {
	case Weekly:
		return y.week
	case Monthly:
		return y.month
	case Annual:
		return y.annual
	}
	t := y.annual
	for i, of := range t.all() {
		if i > 0 { // all but the lower earnings limit
			*of = equivalent(*of, iv)
		}
	}
	t.lel = equivalentLEL(y.week.lel, iv)
	return t
}

// equivalent is the part of a year's threshold for an earnings period: to the
// next pound for weeks and months, to the nearest penny for days.
func equivalent(annual money.Amount, iv Interval) money.Amount {
	switch times := annual.Mul(iv.count()); iv.Unit {
	case Week:
		return times.Quo(whole(52), 0, money.Ceil)
	case Month:
		return times.Quo(whole(12), 0, money.Ceil)
	default:
		return nearestPenny(times.Quo(whole(365), 3, money.Down))
	}
}

// equivalentLEL is the lower earnings limit for an earnings period, which is
// set for a week: a month has four and a third.
func equivalentLEL(week money.Amount, iv Interval) money.Amount {
	switch times := week.Mul(iv.count()); iv.Unit {
	case Week:
		return times
	case Month:
		return times.Mul(whole(13)).Quo(whole(3), 0, money.Ceil)
	default:
		return nearestPenny(times.Quo(whole(7), 3, money.Down))
	}
}

// nearestPenny rounds as contributions are: to three decimals, cutting what is
// beyond; then to the nearest penny, of which half and less counts for nothing.
// Source: Social Security (Contributions) Regulations 2001, regulation 12(1);
// HMRC NIM11002.
func nearestPenny(a money.Amount) money.Amount {
	return a.Round(3, money.Down).Add(fourThousandths).Round(2, money.Down)
}

var fourThousandths = money.New(4, 3)

// primary is how an employee's rate between primary threshold and upper
// earnings limit is set.
type primary uint8

const (
	primaryNone primary = iota
	primaryMain
	primaryReduced
	primaryDeferred
)

// secondary is from where an employer contributes.
type secondary uint8

const (
	secondaryNone secondary = iota
	secondaryThreshold
	secondaryUpper
	secondaryFreeport
)

// category is what a national insurance category letter stands for.
type category struct {
	primary   primary
	secondary secondary
}

// categories are those of employees ashore. Mariners have letters of their own,
// which aren't known here.
// Source: GOV.UK, National Insurance rates and categories: category letters.
var categories = map[byte]category{
	'A': {primaryMain, secondaryThreshold},
	'B': {primaryReduced, secondaryThreshold},
	'C': {primaryNone, secondaryThreshold},
	'J': {primaryDeferred, secondaryThreshold},
	'H': {primaryMain, secondaryUpper},
	'M': {primaryMain, secondaryUpper},
	'V': {primaryMain, secondaryUpper},
	'Z': {primaryDeferred, secondaryUpper},
	'F': {primaryMain, secondaryFreeport},
	'N': {primaryMain, secondaryFreeport},
	'I': {primaryReduced, secondaryFreeport},
	'E': {primaryReduced, secondaryFreeport},
	'L': {primaryDeferred, secondaryFreeport},
	'D': {primaryDeferred, secondaryFreeport},
	'S': {primaryNone, secondaryFreeport},
	'K': {primaryNone, secondaryFreeport},
	'X': {primaryNone, secondaryNone},
}

// mariners are the letters for those at sea.
// Source: GOV.UK, National Insurance rates and categories: category letters.
const mariners = "GOPQRTWY"

// categoryOf is the category of a letter.
func categoryOf(letter string) (category, error) {
	if len(letter) == 1 {
		if c, ok := categories[letter[0]]; ok {
			return c, nil
		}
		if strings.Contains(mariners, letter) {
			return category{}, &payroll.Unknown{Country: country, What: "contributions of mariners, category " + letter}
		}
	}
	return category{}, &payroll.Invalid{Member: "category", Fault: "is no national insurance category letter"}
}

// contributions are Class 1 contributions on the earnings of a period, and the
// parts of those earnings that are reported to HMRC.
type contributions struct {
	// atLEL, toPT and toUEL are earnings up to the lower earnings limit, from
	// there to the primary threshold, and from there to the upper earnings
	// limit; nothing where earnings don't reach the first.
	atLEL, toPT, toUEL money.Amount
	// aboveUEL is what the additional rate applies to; employerFrom is the
	// threshold from which the employer contributes, overST what is above it.
	aboveUEL, employerFrom, overST money.Amount
	// mainRate and employerRate are those of the category.
	mainRate, employerRate money.Amount
	employee, employer     money.Amount
}

// class1 are the contributions of an earnings period.
func (y *year) class1(c category, t *thresholds, earnings money.Amount) contributions {
	var r contributions
	r.earningsBands(t, earnings)
	r.primaryContribution(y, c, t, earnings)
	r.secondaryContribution(y, c, t, earnings)
	return r
}

// earningsBands divides earnings as they are reported.
// Source: HMRC, RTI data items guide, earnings between limits.
func (r *contributions) earningsBands(t *thresholds, earnings money.Amount) {
	r.atLEL, r.toPT, r.toUEL = zero, zero, zero
	if earnings.Cmp(t.lel) < 0 {
		return
	}
	r.atLEL = t.lel.Round(2, money.Down)
	r.toPT = band(earnings, t.lel, t.pt)
	r.toUEL = band(earnings, t.pt, t.uel)
}

// primaryContribution is the employee's: the rate of the category on earnings
// from the primary threshold to the upper earnings limit, the additional rate
// on what is above; each of the two is rounded.
// Source: Social Security Contributions and Benefits Act 1992, section 8.
func (r *contributions) primaryContribution(y *year, c category, t *thresholds, earnings money.Amount) {
	r.employee, r.aboveUEL = zero, zero
	switch c.primary {
	case primaryMain:
		r.mainRate = y.main
	case primaryReduced:
		r.mainRate = y.reduced
	case primaryDeferred:
		r.mainRate = y.deferred
	default:
		return
	}
	r.aboveUEL = above(earnings, t.uel)
	main := nearestPenny(band(earnings, t.pt, t.uel).Mul(r.mainRate))
	r.employee = main.Add(nearestPenny(r.aboveUEL.Mul(y.additional)))
}

// secondaryContribution is the employer's, on earnings above the threshold of
// the category.
// Source: Social Security Contributions and Benefits Act 1992, sections 9, 9A
// and 9B; National Insurance Contributions Act 2022, sections 1 to 7.
func (r *contributions) secondaryContribution(y *year, c category, t *thresholds, earnings money.Amount) {
	from := t.st
	r.employer, r.overST = zero, zero
	switch c.secondary {
	case secondaryNone:
		return
	case secondaryUpper:
		from = t.ust
	case secondaryFreeport:
		from = t.fust
	}
	r.employerRate = y.employer
	r.employerFrom, r.overST = from, above(earnings, from)
	r.employer = nearestPenny(r.overST.Mul(y.employer))
}

// band is the part of earnings between two thresholds.
func band(earnings, from, to money.Amount) money.Amount {
	return above(least(earnings, to), from)
}

// above is the part of earnings above a threshold.
func above(earnings, from money.Amount) money.Amount {
	if earnings.Cmp(from) <= 0 {
		return zero
	}
	return earnings.Sub(from)
}

func least(a, b money.Amount) money.Amount {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

// less takes from contributions what was computed before on earnings that they
// include.
func (r contributions) less(before *ContributionsToDate) contributions {
	r.atLEL, r.toPT, r.toUEL = r.atLEL.Sub(before.AtLEL), r.toPT.Sub(before.ToPT), r.toUEL.Sub(before.ToUEL)
	r.employee, r.employer = r.employee.Sub(before.Employee), r.employer.Sub(before.Employer)
	return r
}

// employeeReason and employerReason are why contributions are what they are.
func (r *contributions) employeeReason(p *payment) *payroll.Reason {
	why := p.contributionReason("gb/contributions/employee", sourceEmployee)
	why.Steps = append(why.Steps,
		payroll.Number("primaryThreshold", p.thresholds.pt),
		payroll.Number("upperEarningsLimit", p.thresholds.uel),
		payroll.Number("rateBelowLimit", r.mainRate),
		payroll.Number("earningsAboveLimit", r.aboveUEL),
		payroll.Number("rateAboveLimit", p.year.additional))
	return why
}

func (r *contributions) employerReason(p *payment) *payroll.Reason {
	why := p.contributionReason("gb/contributions/employer", sourceEmployer)
	why.Steps = append(why.Steps,
		payroll.Number("threshold", r.employerFrom),
		payroll.Number("earningsAboveThreshold", r.overST),
		payroll.Number("rate", r.employerRate))
	return why
}
