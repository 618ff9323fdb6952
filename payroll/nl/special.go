package nl

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

var ruleSpecial = rule{
	"loonheffing/special", "Tabel bijzondere beloningen, column and footnote; Handboek Loonheffingen par. 9.3.6", "down to cents",
}

// specialTax is the loonheffing on special rewards: one rate, by the wage of a
// year. With loonheffingskorting it is the standard rate and the settlement
// percentage (verrekeningspercentage) together, for what the reward makes the
// credits grow or shrink. No arbeidskorting is recorded.
func (p *payment) specialTax() {
	if p.in.Tax.AnnualWage == nil {
		p.refuse(&payroll.Invalid{Member: "tax.annualWage", Fault: "is needed for special rewards"})
		return
	}
	row := p.law.specialRow(&p.in.Tax, p.class)
	rate := row.without
	if p.in.Tax.Credit {
		rate = row.standard.Add(row.settlement)
	}
	tax := down(p.reward.Mul(rate))
	p.withheld = p.withheld.Add(tax)
	p.add(payroll.Line{
		Component: LoonheffingBijz, Payer: payroll.Employee, Amount: tax, Base: p.reward, Rate: rate,
	}, func() *payroll.Reason {
		t := &p.in.Tax
		r := p.reason(ruleSpecial, payroll.Number("reward", p.reward), payroll.Number("wage of a year", *t.AnnualWage),
			payroll.Word("table", string(t.Table)), payroll.Word("age", p.class.String()), payroll.Word("loonheffingskorting", yes(t.Credit)))
		if t.Credit {
			return steps(r, payroll.Number("row from", row.from), payroll.Number("standard rate", row.standard), payroll.Number("settlement percentage", row.settlement))
		}
		return steps(r, payroll.Number("row from", row.from))
	})
}

// specialRow is the highest row that isn't above the wage of a year. With
// alleenstaande-ouderenkorting the row at which tax begins comes later.
func (law *parameters) specialRow(t *Tax, c class) specialRow {
	rows, single := law.white[c], law.whiteSingle
	if t.Table == Green {
		rows, single = law.green[c], law.greenSingle
	}
	row := rows[0]
	for i := 1; i < len(rows) && rows[i].from.Cmp(*t.AnnualWage) <= 0; i++ {
		row = rows[i]
	}
	if t.Single && c != belowAOW && t.AnnualWage.Cmp(single) < 0 {
		row.standard, row.settlement = money.Amount{}, money.Amount{}
	}
	return row
}

// AnnualWage is the wage of a year for special rewards, of who was paid for some
// whole months of last year: the wage of those (column 14), scaled to a year
// (Handboek Loonheffingen par. 9.3.6). Who started this year has an estimate of
// the wage of this whole year instead.
func AnnualWage(lastYear money.Amount, months int) (money.Amount, error) {
	if months < 1 || months > 12 {
		return money.Amount{}, &payroll.Invalid{Member: "months", Fault: "is not between 1 and 12"}
	}
	return lastYear.Mul(perMonth).Quo(money.New(int64(months), 0), 2, money.HalfUp), nil
}
