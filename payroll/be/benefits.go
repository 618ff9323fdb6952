package be

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

var (
	ruleBenefits = rule{"be/benefits", "income tax code 1992, articles 31 and 36; royal decree implementing it, article 18", "benefits", ""}
	ruleVouchers = rule{
		"be/mealVouchers", "royal decree of 28 November 1969, article 19bis; income tax code 1992, article 38/1",
		"count × part", "",
	}
	ruleCar = rule{
		"be/travel/car", "income tax code 1992, article 38, § 1, 9°", "at the most what is left of the exempt amount of the year", "",
	}
	ruleCarTaxable = rule{"be/travel/carTaxable", ruleCar.source, "paid - exempt", ""}
	rulePublic     = rule{"be/travel/public", ruleCar.source, "paid", ""}
	ruleBicycle    = rule{
		"be/travel/bicycle", "income tax code 1992, article 38, § 1, 14°", "paid, at the most kilometres × exempt", "",
	}
	ruleReimbursed = rule{"be/reimbursed", "income tax code 1992, article 31; royal decree of 28 November 1969, article 19", "as given", ""}
	ruleGroup      = rule{"be/groupInsurance", "law of 28 April 2003 on supplementary pensions", "as given", ""}
	ruleDeductions = rule{"be/deductions", "law of 12 April 1965 on the protection of wages, article 23", "as given", ""}
)

// paidBesideKnown refuses what is free only under conditions that aren't kept:
// then it would be wage, in ways that aren't here.
func (r *run) paidBesideKnown() error {
	v, t, p := &r.in.Vouchers, &r.in.Travel, &r.p.benefits.value
	vouchers := v.Count > 0
	travel := t.Car.Sign() > 0 || t.Bicycle.Sign() > 0
	switch {
	case (vouchers || travel) && r.p.benefits.err != nil:
		return r.p.need(r.p.benefits.err)
	case vouchers && !p.vouchersFree(v):
		return unknown("the pay of meal vouchers that are above the most or without a worker's part", r.in.Period.Start)
	case travel && t.Bicycle.Cmp(t.BicycleKilometres.Mul(p.bicycle)) > 0:
		return unknown("the pay of a bicycle allowance above what is exempt a kilometre", r.in.Period.Start)
	case r.student() && !r.in.Benefits.IsZero():
		return unknown("the pay of benefits in kind of students", noDay)
	}
	return nil
}

// vouchersFree says that meal vouchers keep the conditions to be no wage.
func (p *benefitParameters) vouchersFree(v *Vouchers) bool {
	return v.Value.Cmp(p.voucherValue) <= 0 && v.Own.Cmp(p.voucherWorker) >= 0 && v.Value.Sub(v.Own).Cmp(p.voucherEmployer) <= 0
}

// mealVouchers: one for a day of work; the worker pays a part, which net pay is
// lowered by.
func (r *run) mealVouchers() {
	v := &r.in.Vouchers
	if v.Count == 0 {
		return
	}
	count := money.New(int64(v.Count), 0)
	r.vouchersEmployer = cents(count.Mul(v.Value.Sub(v.Own)))
	r.vouchers(ComponentVouchersOwn, payroll.Employee, cents(count.Mul(v.Own)), count, v.Own)
	r.vouchers(ComponentVouchersEmployer, payroll.Employer, r.vouchersEmployer, count, v.Value.Sub(v.Own))
}

func (r *run) vouchers(component string, payer payroll.Payer, amount, count, part money.Amount) {
	r.add(payroll.Line{Component: component, Payer: payer, Amount: amount, Base: count, Rate: part}, func() *payroll.Reason {
		return ruleVouchers.because(r.p.version, []payroll.Value{
			payroll.Number("count", count), payroll.Number("value", r.in.Vouchers.Value), payroll.Number("part", part),
			payroll.Number("deductibleEach", r.p.benefits.value.voucherDeductible),
		})
	})
}

// travelByCar: what is paid for travel to work by one's own car is exempt up to
// an amount a year; the rest is taxed with the wage.
func (r *run) travelByCar() {
	paid := cents(r.in.Travel.Car)
	if paid.IsZero() {
		return
	}
	before := r.in.Before[ComponentTravelCar]
	exempt := cents(smaller(positive(r.p.benefits.value.car.Sub(before)), paid))
	r.carTaxable = paid.Sub(exempt)
	inputs := func() []payroll.Value {
		return []payroll.Value{
			payroll.Number("paid", paid), payroll.Number("exemptBefore", before), payroll.Number("exemptOfYear", r.p.benefits.value.car),
		}
	}
	r.add(payroll.Line{Component: ComponentTravelCar, Payer: payroll.Employee, Amount: exempt}, func() *payroll.Reason {
		return ruleCar.because(r.p.version, inputs())
	})
	if r.carTaxable.Sign() > 0 {
		r.add(payroll.Line{Component: ComponentCarTaxable, Payer: payroll.Employee, Amount: r.carTaxable}, func() *payroll.Reason {
			return ruleCarTaxable.because(r.p.version, inputs(), payroll.Number("exempt", exempt))
		})
	}
}

// paidBeside: what comes on top of net pay without tax, and what is kept from
// it otherwise.
func (r *run) paidBeside() {
	t := &r.in.Travel
	r.paid(ComponentTravelPublic, &rulePublic, "paid", t.Public)
	r.paid(ComponentTravelBicycle, &ruleBicycle, "paid", t.Bicycle)
	r.paid(ComponentReimbursed, &ruleReimbursed, "reimbursed", r.in.Reimbursed)
	r.paid(ComponentGroupInsurance, &ruleGroup, "contribution", r.in.GroupInsurance)
	r.paid(ComponentDeductions, &ruleDeductions, "deductions", r.in.Deductions)
}
