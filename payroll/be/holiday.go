package be

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// holidayLaw is the law of holiday pay.
const holidayLaw = "laws on the annual holiday of employees, coordinated on 28 June 1971; royal decree of 30 March 1967"

var (
	ruleDouble = rule{
		"be/holiday/double", holidayLaw + ", article 38; NSSO, holiday pay", "wage × rate × months / 12", toCents,
	}
	ruleRetained = rule{
		"be/holiday/retained", "law of 29 June 1981, article 39; NSSO, holiday pay", "double × retained / parts", toCents,
	}
	ruleFree      = rule{"be/holiday/free", ruleRetained.source, "double - retained", ""}
	ruleRetention = rule{"be/holiday/retention", ruleRetained.source, "retained × rate", toCents}
	ruleDeparture = rule{
		"be/holiday/departure", holidayLaw + ", article 46; NSSO, holiday pay", "gross × rate + given", toCents,
	}
)

// doubleHolidayPay is how the double holiday pay of a white-collar worker
// comes about.
type doubleHolidayPay struct{ double, retained, free, retention money.Amount }

// doubled is the double holiday pay of a month's wage for so many months
// worked in the year before, and the retention on its larger part.
func (p *holidayParameters) doubled(wage, months money.Amount) (d doubleHolidayPay) {
	d.double = centsOf(wage.Mul(p.double).Mul(months), twelve)
	d.retained = centsOf(d.double.Mul(p.retained), p.parts)
	d.free = d.double.Sub(d.retained)
	d.retention = cents(d.retained.Mul(p.retention))
	return d
}

// 11. Double holiday pay, paid by the employer to white-collar workers.
func (r *run) doubleHoliday() {
	h := &r.in.Holiday
	if h.MonthWage.IsZero() {
		return
	}
	p := &r.p.holiday.value
	d := p.doubled(h.MonthWage, h.Months)
	number, v := payroll.Number, r.p.version
	r.add(payroll.Line{Component: ComponentDoubleHoliday, Payer: payroll.Employee, Amount: d.double, Rate: p.double, Base: h.MonthWage}, func() *payroll.Reason {
		return ruleDouble.because(v, []payroll.Value{number("wage", h.MonthWage), number("rate", p.double), number("months", h.Months)})
	})
	r.add(payroll.Line{Component: ComponentHolidayRetained, Amount: d.retained}, func() *payroll.Reason {
		return ruleRetained.because(v, []payroll.Value{number("double", d.double), number("retained", p.retained), number("parts", p.parts)})
	})
	r.add(payroll.Line{Component: ComponentHolidayFree, Amount: d.free}, func() *payroll.Reason {
		return ruleFree.because(v, []payroll.Value{number("double", d.double), number("retained", d.retained)})
	})
	r.retain(ComponentHolidayRetention, d.retained, d.retention)
	r.holiday = payment{gross: d.double, taxable: d.double.Sub(d.retention)}
	r.taxableOf(ComponentHolidayTaxable, &r.holiday, d.retention)
	r.holiday.tax = r.taxExceptional(ComponentHolidayTax, r.holiday.taxable, r.t.exceptional.value.holiday)
}

func (r *run) retain(component string, retained, retention money.Amount) {
	rate := r.p.holiday.value.retention
	r.add(payroll.Line{Component: component, Payer: payroll.Employee, Amount: retention, Base: retained, Rate: rate}, func() *payroll.Reason {
		return ruleRetention.because(r.p.version, []payroll.Value{payroll.Number("retained", retained), payroll.Number("rate", rate)})
	})
}

// 11. Holiday pay on departure, of the gross pay since the last holiday was
// paid: the simple part has contributions as wages have, the double part a
// retention on most of it.
func (r *run) departureHoliday() {
	if !r.in.Departure.paid() {
		return
	}
	p, gross := &r.p.holiday.value, r.in.Departure.Gross
	simple := r.departurePart(ComponentDepartureSimple, p.departureSimple, r.in.Departure.Simple)
	double := r.departurePart(ComponentDepartureDouble, p.departureDouble, money.Amount{})
	contribution := r.contribute(ComponentDepartureContribution, simple)
	retained := cents(gross.Mul(p.departureRetained))
	retention := cents(retained.Mul(p.retention))
	r.retain(ComponentDepartureRetention, retained, retention)
	r.departure = payment{gross: simple.Add(double), contributed: simple}
	r.departure.taxable = r.departure.gross.Sub(contribution).Sub(retention)
	r.taxableOf(ComponentDepartureTaxable, &r.departure, contribution.Add(retention))
	r.departure.tax = r.taxExceptional(ComponentDepartureTax, r.departure.taxable, r.t.exceptional.value.holiday)
}

func (r *run) departurePart(component string, rate, given money.Amount) money.Amount {
	gross := r.in.Departure.Gross
	amount := cents(gross.Mul(rate)).Add(given)
	r.add(payroll.Line{Component: component, Payer: payroll.Employee, Amount: amount, Base: gross, Rate: rate}, func() *payroll.Reason {
		return ruleDeparture.because(r.p.version, []payroll.Value{
			payroll.Number("gross", gross), payroll.Number("rate", rate), payroll.Number("given", given),
		})
	})
	return amount
}

// ManualHolidayPay is the holiday pay of a manual worker for what was earned
// in the year before, at 100 %. A fund pays it, in the year after.
func ManualHolidayPay(earned money.Amount, on cal.Date) (simple, double money.Amount, err error) {
	p := parametersOn(on)
	if err := p.need(p.holiday.err, p.personal.err); err != nil {
		return simple, double, err
	}
	base := earned.Mul(p.personal.value.manualBase)
	return cents(base.Mul(p.holiday.value.manualSimple)), cents(base.Mul(p.holiday.value.manualDouble)), nil
}

// HolidayProvision is what an employer sets aside for the holiday pay of next
// year: of a white-collar worker's wage, or for the yearly notice of the fund
// of manual workers.
func HolidayProvision(statute Statute, wage money.Amount, on cal.Date) (money.Amount, error) {
	p := parametersOn(on)
	if err := p.need(p.holiday.err, p.personal.err); err != nil {
		return money.Amount{}, err
	}
	switch statute {
	case WhiteCollar:
		return cents(wage.Mul(p.holiday.value.provision)), nil
	case BlueCollar:
		return cents(p.personal.value.base(wage, true).Mul(p.holiday.value.yearlyDebit)), nil
	}
	return money.Amount{}, unknown("the holiday provision of the statute "+string(statute), on)
}
