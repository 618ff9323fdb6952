package gb

import (
	"strconv"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

const (
	sourceTax      = "HMRC, Specification for PAYE tax table routines, 4; Income Tax (PAYE) Regulations 2003, regulation 23"
	sourceTaxWeek1 = "HMRC, Specification for PAYE tax table routines, 8; Income Tax (PAYE) Regulations 2003, regulations 26 to 28"
	sourceTaxExtra = "HMRC, Specification for PAYE tax table routines, 14; Income Tax (PAYE) Regulations 2003, regulation 31"
	sourceTaxFlat  = "HMRC, Specification for PAYE tax table routines, 5, 6, 9, 10"
	sourceTaxNone  = "HMRC, Specification for PAYE tax table routines, 7, 11"
)

// taxTable is the bands of income tax of a region.
type taxTable struct {
	region Region
	// tops are C, where each band ends; taxes are K, the tax at that point.
	tops, taxes []money.Amount
	// rates are R; there is one more than there are tops.
	rates []money.Amount
	// pointer is G, the number of the band that code BR taxes at.
	pointer int
}

// taxInput is what income tax is computed from. Its amounts to date are those
// before this payment, of this employment and of earlier ones.
type taxInput struct {
	code   Code
	period taxPeriod
	// pay is taxable, benefits in kind included.
	pay, benefits        money.Amount
	payBefore, taxBefore money.Amount
	// payInPeriod and taxInPeriod are of payments made before in the same week
	// or month; they are in the amounts to date too.
	payInPeriod, taxInPeriod money.Amount
}

// taxResult is income tax, with all that led to it. The letters are those of
// HMRC's specification.
type taxResult struct {
	basis      basis
	cumulative bool
	n          int
	payToDate  money.Amount // Pn
	adjustment money.Amount // A: free pay, or additional pay
	unrounded  money.Amount // Un
	taxable    money.Amount // Tn
	bandTop    money.Amount // c of the band below
	bandTax    money.Amount // k of the band below
	rate       money.Amount // R
	dueToDate  money.Amount // Ln
	before     money.Amount // L of the payment before
	limit      money.Amount
	limited    bool
	tax        money.Amount
}

// basis is the rule that a payment is taxed by.
type basis string

const (
	basisCumulative basis = "gb/incomeTax/cumulative"
	basisWeek1      basis = "gb/incomeTax/week1Month1"
	basisExtra      basis = "gb/incomeTax/week53"
	basisFlat       basis = "gb/incomeTax/flatRate"
	basisFlatWeek1  basis = "gb/incomeTax/flatRateWeek1Month1"
	basisNone       basis = "gb/incomeTax/none"
)

var basisSources = map[basis]string{
	basisCumulative: sourceTax, basisWeek1: sourceTaxWeek1, basisExtra: sourceTaxExtra,
	basisFlat: sourceTaxFlat, basisFlatWeek1: sourceTaxFlat, basisNone: sourceTaxNone,
}

// incomeTax is the tax to deduct from a payment; below zero it is repaid.
func (y *year) incomeTax(in *taxInput) taxResult {
	var r taxResult
	in.chooseBasis(&r)
	in.payToDate(&r)
	switch in.code.Kind {
	case NT:
		in.noTax(&r)
	case BR, D:
		y.flatTax(in, &r)
	default:
		y.payAdjustment(in, &r)
		y.taxByBands(in, &r)
	}
	in.deduct(&r)
	y.overridingLimitOn(in, &r)
	return r
}

// chooseBasis: payments are taxed on what was paid since the start of the tax
// year, unless the code is on the week 1 or month 1 basis. The extra pay day of
// a 53rd week is on that basis whatever the code; only the basic rate code
// stays as it is.
// Source: Income Tax (PAYE) Regulations 2003, regulations 22, 26 and 31(1), (2).
func (in *taxInput) chooseBasis(r *taxResult) {
	flat := in.code.Kind == BR || in.code.Kind == D
	extra := in.period.extra && in.code.Kind != BR
	r.cumulative = !in.code.NonCumulative && !extra
	switch {
	case in.code.Kind == NT:
		r.basis = basisNone
	case flat && r.cumulative:
		r.basis = basisFlat
	case flat:
		r.basis = basisFlatWeek1
	case r.cumulative:
		r.basis = basisCumulative
	case extra:
		r.basis = basisExtra
	default:
		r.basis = basisWeek1
	}
	r.n = in.period.span
	if r.cumulative {
		r.n = in.period.number
	}
}

// payToDate is Pn and the tax that it has borne, L(n-1). Payments for which the
// employee is taxed for themselves are added up when they are made in the same
// week or month.
// Source: HMRC, Specification for PAYE tax table routines, 4.2; Income Tax
// (PAYE) Regulations 2003, regulation 29.
func (in *taxInput) payToDate(r *taxResult) {
	if r.cumulative {
		r.payToDate, r.before = in.payBefore.Add(in.pay), in.taxBefore
	} else {
		r.payToDate, r.before = in.payInPeriod.Add(in.pay), in.taxInPeriod
	}
}

// noTax: code NT repays what was deducted when it is cumulative; on the week 1
// or month 1 basis there is neither tax nor repayment.
// Source: HMRC, Specification for PAYE tax table routines, 7 and 11.
func (in *taxInput) noTax(r *taxResult) {
	if !r.cumulative {
		r.dueToDate = r.before
	}
}

// flatTax: codes BR and D tax whole pounds of all pay at one rate.
// Source: HMRC, Specification for PAYE tax table routines, 5, 6, 9, 10.
func (y *year) flatTax(in *taxInput, r *taxResult) {
	table := &y.tax[in.code.Region]
	band := table.pointer - 1
	if in.code.Kind == D {
		band += 1 + in.code.Number
	}
	r.rate = table.rates[band]
	r.unrounded = r.payToDate
	r.taxable = pounds(r.payToDate)
	r.dueToDate = penceDown(r.taxable.Mul(r.rate))
}

// payAdjustment is A: free pay for suffix codes, additional pay for K codes,
// from tables that go up by the week or month.
// Source: HMRC, Specification for PAYE tax table routines, 4.3.
func (y *year) payAdjustment(in *taxInput, r *taxResult) {
	if in.code.Number == 0 {
		return
	}
	perYear, per500 := in.period.perYear, y.per500Week
	if perYear == 12 {
		per500 = y.per500Month
	}
	hundreds, rest := (in.code.Number-1)/500, (in.code.Number-1)%500+1
	first := whole(rest*10+9).Quo(whole(perYear), 2, money.Ceil)
	r.adjustment = first.Add(per500.Mul(whole(hundreds))).Mul(whole(r.n))
}

// taxByBands is Ln: the tax on pay to date after the adjustment, cut to whole
// pounds, by the bands of n weeks or months.
// Source: HMRC, Specification for PAYE tax table routines, 4.4.
func (y *year) taxByBands(in *taxInput, r *taxResult) {
	r.unrounded = r.payToDate.Sub(r.adjustment)
	if in.code.Kind == K {
		r.unrounded = r.payToDate.Add(r.adjustment)
	}
	r.taxable = pounds(r.unrounded)
	if r.unrounded.Sign() <= 0 || y.freePayCovers(in, r) {
		return
	}
	table := &y.tax[in.code.Region]
	n, perYear := whole(r.n), whole(in.period.perYear)
	band := 0
	for ; band < len(table.tops); band++ {
		top := table.tops[band].Mul(n).Quo(perYear, 4, money.Down)
		if r.unrounded.Cmp(top.Round(0, money.Ceil)) <= 0 {
			break
		}
		r.bandTop = top
	}
	if band > 0 {
		r.bandTax = table.taxes[band-1].Mul(n).Quo(perYear, 4, money.Down)
	}
	r.rate = table.rates[band]
	inBand := r.taxable.Sub(r.bandTop).Mul(r.rate).Round(4, money.Down)
	r.dueToDate = penceDown(r.bandTax.Add(inBand))
}

// freePayCovers says that on the extra pay day of a 53rd week nothing is due,
// because a code that is cumulative otherwise has free pay of a whole year left.
// Source: Income Tax (PAYE) Regulations 2003, regulation 31(3).
func (y *year) freePayCovers(in *taxInput, r *taxResult) bool {
	if r.basis != basisExtra || in.code.NonCumulative || in.code.Kind != Suffix {
		return false
	}
	ofYear := taxResult{n: in.period.perYear}
	y.payAdjustment(in, &ofYear)
	return in.payBefore.Add(in.pay).Cmp(ofYear.adjustment) <= 0
}

// deduct is what is due to date less what was deducted before. On the week 1 or
// month 1 basis nothing is repaid.
// Source: Income Tax (PAYE) Regulations 2003, regulations 23(4) to (7) and 27.
func (in *taxInput) deduct(r *taxResult) {
	r.tax = r.dueToDate.Sub(r.before).Round(2, money.Down)
	if !r.cumulative && r.tax.Sign() < 0 {
		r.tax = zero
	}
}

// overridingLimitOn: tax takes no more than half of the pay in money.
// Source: Income Tax (PAYE) Regulations 2003, regulations 2, 23(5) and 28(5);
// HMRC, Specification for PAYE tax table routines, 4.5.
func (y *year) overridingLimitOn(in *taxInput, r *taxResult) {
	r.limit = money.New(0, 2)
	if cash := in.pay.Sub(in.benefits); cash.Sign() > 0 {
		r.limit = penceDown(cash.Mul(y.overridingLimit))
	}
	if r.tax.Cmp(r.limit) > 0 && r.tax.Sign() > 0 {
		r.tax, r.limited = r.limit, true
	}
}

// reason is why income tax is what it is.
func (r *taxResult) reason(y *year, in *taxInput) *payroll.Reason {
	unit := "week"
	if in.period.perYear == 12 {
		unit = "month"
	}
	why := &payroll.Reason{
		Rule: string(r.basis), Source: basisSources[r.basis], Parameters: y.version,
		Inputs: []payroll.Value{
			payroll.Word("code", in.code.String()),
			payroll.Word(unit, strconv.Itoa(in.period.number)),
			payroll.Number("pay", in.pay),
			payroll.Number("payBefore", in.payBefore),
			payroll.Number("taxBefore", in.taxBefore),
		},
		Steps: []payroll.Value{
			payroll.Word("rates", in.code.Region.String()),
			payroll.Word("n", strconv.Itoa(r.n)),
			payroll.Number("P", r.payToDate),
			payroll.Number("A", r.adjustment),
			payroll.Number("U", r.unrounded),
			payroll.Number("T", r.taxable),
			payroll.Number("c", r.bandTop),
			payroll.Number("k", r.bandTax),
			payroll.Number("R", r.rate),
			payroll.Number("L", r.dueToDate),
			payroll.Number("Lbefore", r.before),
		},
		Rounding: "taxable pay to pounds, then tax to pence, both down",
	}
	if r.limited {
		why.Steps = append(why.Steps, payroll.Number("overridingLimit", r.limit))
	}
	return why
}

// pounds cuts to whole pounds; below zero it is zero.
func pounds(a money.Amount) money.Amount {
	if a.Sign() <= 0 {
		return money.Amount{}
	}
	return a.Round(0, money.Down)
}

// penceDown cuts to pence.
func penceDown(a money.Amount) money.Amount { return a.Round(2, money.Down) }

// penceUp makes pence, a part of one counting as one.
func penceUp(a money.Amount) money.Amount { return a.Round(2, money.Ceil) }

// zero is an amount of nothing, in pence.
var zero = money.New(0, 2)

// whole is a whole number.
func whole(n int) money.Amount { return money.New(int64(n), 0) }
