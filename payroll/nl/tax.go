package nl

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// The periods in a year (Rekenvoorschriften par. 2.1: F).
var (
	perQuarter   = money.New(4, 0)
	perMonth     = money.New(12, 0)
	perFourWeeks = money.New(13, 0)
	perWeek      = money.New(52, 0)
	perDay       = money.New(260, 0)

	five = money.New(5, 0) // working days in a week
)

// factor is how many of a period are in a year.
func (p Period) factor() money.Amount {
	switch p {
	case Quarter:
		return perQuarter
	case Month:
		return perMonth
	case FourWeeks:
		return perFourWeeks
	case Week:
		return perWeek
	default:
		return perDay
	}
}

var (
	ruleTable = rule{
		"loonheffing/period", "Rekenvoorschriften geautomatiseerde loonadministratie, par. 2.2; witte and groene tabel",
		"X1 down and credits up to whole euros, the period's part to the nearest cent; above the table down to cents",
	}
	ruleBroken = rule{
		"loonheffing/broken", "Handboek Loonheffingen, ch. 9, interrupted wage period: full weeks by the week table, other days by the day table",
		ruleTable.rounding,
	}
	ruleAnonymous = rule{"loonheffing/anonymous", "Wet op de loonbelasting 1964, art. 26b; Rekenvoorschriften par. 4.3", "down to cents"}
	ruleCredit    = rule{"loonheffing/arbeidskorting", "Rekenvoorschriften par. 2.2.4-2.2.5; Wet op de loonbelasting 1964, art. 22a", "the period's part to the nearest cent"}
	ruleDisabled  = rule{"loonheffing/jonggehandicaptenkorting", "Rekenvoorschriften ch. 5; Wet op de loonbelasting 1964, art. 22aa", "to the nearest cent, not beyond the tax"}
)

// periodTax is the loonheffing of one wage period, with the amounts of a year
// that it comes from (Rekenvoorschriften par. 2.2).
type periodTax struct {
	period Period
	// wage is that of the period (tvl), annual the step of the table (L).
	wage, annual money.Amount
	// before is the tax before credits (X1); general, elderly, employment and
	// single are the credits as granted, after the tax of the year (X).
	before, general, elderly, employment, single, after money.Amount
	// beyond is the wage above the table.
	beyond money.Amount
	// tax and credit are the loonheffing and the arbeidskorting of the period,
	// disabled the jonggehandicaptenkorting that was taken off the tax.
	tax, credit, disabled money.Amount
}

// taxOf computes the loonheffing of a period's wage.
func (law *parameters) taxOf(wage money.Amount, period Period, t *Tax, c class) periodTax {
	x := periodTax{period: period, wage: wage, tax: zero, credit: zero, disabled: zero}
	if wage.Sign() <= 0 {
		return x
	}
	f := period.factor()
	x.annual = law.tableWage(wage, f)
	x.before = law.brackets[c].tax(x.annual)
	if t.Credit {
		law.credits(&x, t, c)
	}
	x.after = x.before.Sub(x.general).Sub(x.elderly).Sub(x.employment).Sub(x.single)
	x.tax = x.after.Quo(f, 2, money.HalfUp)
	x.credit = x.employment.Quo(f, 2, money.HalfUp)
	law.beyondTable(&x, f, c)
	if t.Disabled {
		x.disabled = least(x.tax, law.disabled[c].Quo(f, 2, money.HalfUp))
		x.tax = x.tax.Sub(x.disabled)
	}
	return x
}

// tableWage is the annual wage of the row (par. 2.2.1): steps of 54 euros, up
// to the highest.
func (law *parameters) tableWage(wage, f money.Amount) money.Amount {
	return least(wage.Mul(f).Quo(law.step, 0, money.Floor).Mul(law.step), law.highest)
}

// tax is that before credits, by the brackets (par. 2.2.3): X1, in whole euros.
func (b *brackets) tax(annual money.Amount) money.Amount {
	switch {
	case annual.Cmp(b.a2) <= 0:
		return annual.Mul(b.b1).Round(0, money.Floor)
	case annual.Cmp(b.a3) <= 0:
		return annual.Sub(b.a2).Mul(b.b2).Add(b.c2).Round(0, money.Floor)
	default:
		return annual.Sub(b.a3).Mul(b.b3).Add(b.c3).Round(0, money.Floor)
	}
}

// credits are those of the loonheffingskorting (par. 2.2.4), no more than the
// tax (par. 2.2.5): what is too much goes off the alleenstaande-ouderenkorting
// first, then the arbeidskorting, the ouderenkorting, the algemene
// heffingskorting.
func (law *parameters) credits(x *periodTax, t *Tax, c class) {
	general := law.general[c].of(x.annual)
	var elderly, employment, single money.Amount
	if c != belowAOW {
		elderly = law.elderly.of(x.annual)
		if t.Single {
			single = law.single
		}
	}
	if t.Table == White {
		employment = law.employment[c].of(x.annual)
	}
	room := x.before
	grant := func(credit money.Amount) money.Amount {
		granted := least(credit, room)
		room = room.Sub(granted)
		return granted
	}
	x.general, x.elderly = grant(general), grant(elderly)
	x.employment, x.single = grant(employment), grant(single)
}

// of is a credit that is phased out, in whole euros.
func (k *phaseOut) of(annual money.Amount) money.Amount {
	switch {
	case annual.Cmp(k.g1) <= 0:
		return k.m1
	case annual.Cmp(k.g2) >= 0:
		return money.Amount{}
	default:
		return most(money.Amount{}, k.m1.Sub(annual.Sub(k.g1).Mul(k.a1)).Round(0, money.Ceil))
	}
}

// of is the arbeidskorting of a year, in whole euros. The wage is whole and the
// factors have five decimals, so that the roundings to five decimals on the way
// change nothing.
func (k *employmentCredit) of(annual money.Amount) money.Amount {
	if annual.Cmp(k.g4) >= 0 {
		return money.Amount{}
	}
	sum := least(annual.Mul(k.o1), k.m1)
	sum = least(sum.Add(above(annual, k.g1).Mul(k.o2)), k.m2)
	sum = least(sum.Add(above(annual, k.g2).Mul(k.o3)), k.m3)
	sum = sum.Sub(above(annual, k.g3).Mul(k.a1))
	return most(money.Amount{}, sum.Round(0, money.Ceil))
}

// above is what an amount is more than a limit.
func above(a, limit money.Amount) money.Amount { return most(money.Amount{}, a.Sub(limit)) }

// beyondTable adds the highest rate of what the wage is above the highest of the
// table (the tables' footnote: method 1); there is no arbeidskorting then.
func (law *parameters) beyondTable(x *periodTax, f money.Amount, c class) {
	highest := law.highest.Quo(f, 2, money.Ceil)
	if x.wage.Cmp(highest) <= 0 {
		return
	}
	x.beyond = x.wage.Sub(highest)
	x.tax = x.tax.Add(down(x.beyond.Mul(law.brackets[c].b3)))
	x.credit = zero
}

// loonheffing is withheld from the wage of the period and from special rewards;
// from who is anonymous at one rate.
func (p *payment) loonheffing() {
	if p.in.Tax.Anonymous {
		p.anonymousTax()
		return
	}
	if p.in.Period != None {
		p.tableTax()
	}
	if !p.reward.IsZero() {
		p.specialTax()
	}
}

// tableTax is the loonheffing by the table of the period, or of the weeks and
// days of a broken one.
func (p *payment) tableTax() {
	tax := p.law.taxOf
	b := p.in.Broken
	if b.workingDays() == 0 {
		x := tax(p.wage, p.in.Period, &p.in.Tax, p.class)
		p.addTax(x.tax, x.credit, x.disabled, ruleTable, x)
		return
	}
	days := money.New(int64(b.workingDays()), 0)
	week := tax(p.wage.Mul(five).Quo(days, 2, money.Floor), Week, &p.in.Tax, p.class)
	day := tax(p.wage.Quo(days, 2, money.Floor), Day, &p.in.Tax, p.class)
	weeks, rest := money.New(int64(b.Weeks), 0), money.New(int64(b.Days), 0)
	both := func(week, day money.Amount) money.Amount { return week.Mul(weeks).Add(day.Mul(rest)) }
	p.addTax(both(week.tax, day.tax), both(week.credit, day.credit), both(week.disabled, day.disabled), ruleBroken, week, day)
}

// addTax adds the lines of the table.
func (p *payment) addTax(tax, credit, disabled money.Amount, r rule, parts ...periodTax) {
	p.withheld = p.withheld.Add(tax)
	p.add(payroll.Line{Component: Loonheffing, Payer: payroll.Employee, Amount: tax}, func() *payroll.Reason {
		return p.taxReason(r, parts)
	})
	if p.in.Tax.Credit && p.in.Tax.Table == White {
		p.add(payroll.Line{Component: Arbeidskorting, Amount: credit}, func() *payroll.Reason {
			return steps(p.reason(ruleCredit, payroll.Number("wage", p.wage)), creditSteps(parts)...)
		})
	}
	if p.in.Tax.Disabled {
		p.add(payroll.Line{Component: Jonggehandicapten, Amount: disabled}, func() *payroll.Reason {
			return p.reason(ruleDisabled, payroll.Number("credit of a year", p.law.disabled[p.class]))
		})
	}
}

func (p *payment) taxReason(r rule, parts []periodTax) *payroll.Reason {
	t := &p.in.Tax
	reason := p.reason(r, payroll.Number("wage", p.wage), payroll.Word("period", string(p.in.Period)),
		payroll.Word("table", string(t.Table)), payroll.Word("code", p.in.TableCode()), payroll.Word("age", p.class.String()),
		payroll.Word("loonheffingskorting", yes(t.Credit)))
	for i := range parts {
		reason.Steps = append(reason.Steps, parts[i].values(len(parts) > 1)...)
	}
	return reason
}

// values are the amounts on the way.
func (x *periodTax) values(named bool) []payroll.Value {
	values := make([]payroll.Value, 0, 11)
	if named {
		values = append(values, payroll.Word("part", string(x.period)), payroll.Number("its wage", x.wage))
	}
	values = append(values, payroll.Number("annual wage L", x.annual), payroll.Number("before credits X1", x.before),
		payroll.Number("algemene heffingskorting", x.general))
	for _, v := range []payroll.Value{
		payroll.Number("ouderenkorting", x.elderly), payroll.Number("arbeidskorting", x.employment),
		payroll.Number("alleenstaande-ouderenkorting", x.single),
	} {
		if !v.Amount.IsZero() {
			values = append(values, v)
		}
	}
	values = append(values, payroll.Number("tax of a year X", x.after))
	if !x.beyond.IsZero() {
		values = append(values, payroll.Number("wage above the table", x.beyond))
	}
	if !x.disabled.IsZero() {
		values = append(values, payroll.Number("jonggehandicaptenkorting", x.disabled))
	}
	return values
}

func creditSteps(parts []periodTax) (values []payroll.Value) {
	for i := range parts {
		values = append(values, payroll.Number("arbeidskorting of a year, as granted", parts[i].employment))
	}
	return values
}

// anonymousTax is one rate of the whole wage, without credits.
func (p *payment) anonymousTax() {
	wage := p.wage.Add(p.reward)
	tax := most(zero, down(wage.Mul(p.law.anonymous)))
	p.withheld = p.withheld.Add(tax)
	p.add(payroll.Line{
		Component: LoonheffingAnon, Payer: payroll.Employee, Amount: tax, Base: wage, Rate: p.law.anonymous,
	}, func() *payroll.Reason { return p.reason(ruleAnonymous, payroll.Number("wage", wage)) })
}

// TableCode is the code of the table on payslip and return (LbTab).
func (in *Input) TableCode() string {
	if in.Tax.Anonymous {
		return "940"
	}
	colour := "1"
	if in.Tax.Table == Green {
		colour = "2"
	}
	return "0" + colour + map[Period]string{None: "0", Quarter: "1", Month: "2", Week: "3", FourWeeks: "4", Day: "5"}[in.Period]
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
