package nl

import (
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

var ruleMinimum = rule{
	"minimum/wage", "Wet minimumloon en minimumvakantiebijslag, art. 7-8; Besluit minimumjeugdloon", "to the nearest cent",
}

// MinimumWage is the statutory minimum for an hour of one of an age, on a day.
// The vocational route (bbl) has lower amounts from 18 to 20. Younger than 15
// there is none: 0. The error is a [*payroll.Unknown].
func MinimumWage(on, born cal.Date, vocational bool) (money.Amount, error) {
	law, err := parametersOn(on)
	if err != nil {
		return money.Amount{}, err
	}
	return law.minimum.of(born.Age(on), vocational), nil
}

func (m *minimum) of(age int, vocational bool) money.Amount {
	switch {
	case age < 15:
		return zero
	case age >= 21:
		return m.hour[0]
	case vocational && age >= 18:
		return cents(m.hour[0].Mul(m.vocational[20-age]))
	default:
		return m.hour[21-age]
	}
}

// minimumWage holds the wage of the paid hours against the minimum, and says
// what is missing. Where the minimum changes within the days of some hours, by a
// birthday or by law, it can't be told which hours it is for: they must come
// apart.
func (p *payment) minimumWage() {
	if len(p.in.Hours) == 0 {
		return
	}
	var needed, short, hours, wages, each money.Amount
	for i := range p.in.Hours {
		h := &p.in.Hours[i]
		rate := p.hourlyMinimum(i)
		need := cents(h.Hours.Mul(rate))
		needed, hours, wages, each = needed.Add(need), hours.Add(h.Hours), wages.Add(h.Wage), rate
		short = short.Add(above(need, h.Wage))
	}
	why := func() *payroll.Reason {
		return p.reason(ruleMinimum, payroll.Number("hours", hours), payroll.Number("wage for them", wages), payroll.Number("minimum an hour, at last", each))
	}
	line := payroll.Line{Component: MinimumLoon, Amount: needed}
	if len(p.in.Hours) == 1 {
		line.Base, line.Rate = hours, each
	}
	p.add(line, why)
	if short.Sign() > 0 {
		p.add(payroll.Line{Component: TekortMinimumLoon, Amount: short}, why)
	}
}

// hourlyMinimum is the minimum of some hours.
func (p *payment) hourlyMinimum(i int) money.Amount {
	h := &p.in.Hours[i]
	born, vocational := p.in.Person.Born, p.in.Employment.Vocational
	first, err := MinimumWage(h.Days.Start, born, vocational)
	if err != nil {
		p.refuse(err)
		return first
	}
	for day := h.Days.End; day.After(h.Days.Start); day = day.AddDays(-1) {
		rate, err := MinimumWage(day, born, vocational)
		if err == nil && rate.Equal(first) {
			break // it only goes up
		}
		p.err = &payroll.Invalid{Member: "hours." + strconv.Itoa(i), Fault: "must be given apart from " + day.String() + " on, as the minimum wage is another then"}
	}
	return first
}
