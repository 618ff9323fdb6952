package nl

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// carMonths is how long the rate of the first registration holds, from the
// month after it on (Wet op de loonbelasting 1964, art. 13bis).
const carMonths = 60

var (
	ruleCar      = rule{"car/benefit", "Wet op de loonbelasting 1964, art. 13bis", "to the nearest cent"}
	ruleOwn      = rule{"car/contribution", "Wet op de loonbelasting 1964, art. 13bis: contribution for private use", ""}
	ruleAddition = rule{"car/addition", "Wet op de loonbelasting 1964, art. 13bis: not below 0 over the calendar year", ""}
)

// carRate is how the benefit of a year comes about.
type carRate struct {
	// base is the list price, or the market value of an old car.
	base money.Amount
	// low is the rate up to a limit of the base, high the rate above.
	low, limit, high money.Amount
	// on is the day whose rates hold.
	on cal.Date
}

// companyCar is wage in kind: the period's part of a percentage of the list
// price, less what the employee pays for private use; over the calendar year
// never below 0.
func (p *payment) companyCar() {
	k := &p.in.Car
	if k.ListPrice.IsZero() {
		return
	}
	r, err := p.law.carRate(k, p.in.PaidOn)
	if err != nil {
		p.refuse(err)
		return
	}
	year := r.benefit()
	days, all := p.in.carDays()
	benefit := year.Mul(days).Quo(p.in.Period.factor().Mul(all), 2, money.HalfUp)
	p.add(payroll.Line{Component: VoordeelAuto, Amount: benefit}, func() *payroll.Reason {
		return steps(p.reason(ruleCar, payroll.Number("list price or market value", r.base), payroll.Word("rates of", r.on.String()),
			payroll.Number("rate", r.low), payroll.Number("up to", r.limit), payroll.Number("rate above", r.high)),
			payroll.Number("benefit of a year", year), payroll.Number("days with the car", days), payroll.Number("days of the period", all))
	})
	if !k.Contribution.IsZero() {
		p.add(payroll.Line{Component: EigenBijdrageAuto, Payer: payroll.Employee, Amount: k.Contribution}, func() *payroll.Reason {
			return p.reason(ruleOwn, payroll.Number("contribution", k.Contribution))
		})
	}
	p.addition(benefit)
}

// carDays are the days of the period on which there is the car, and all.
func (in *Input) carDays() (days, all money.Amount) {
	all = money.New(int64(in.Days.Days()), 0)
	if in.Car.Available == (cal.Period{}) {
		return all, all
	}
	return money.New(int64(in.Car.Available.Days()), 0), all
}

// addition is what the sum of the year grows by.
func (p *payment) addition(benefit money.Amount) {
	contribution := p.in.Car.Contribution
	sum := p.before(VoordeelAuto).Add(benefit).Sub(p.before(EigenBijdrageAuto)).Sub(contribution)
	addition := most(zero, sum).Sub(p.before(BijtellingAuto))
	p.kind = p.kind.Add(addition)
	p.add(payroll.Line{Component: BijtellingAuto, Amount: addition}, func() *payroll.Reason {
		return steps(p.reason(ruleAddition, payroll.Number("benefit", benefit), payroll.Number("contribution", contribution)),
			payroll.Number("benefit less contribution of the year", sum), payroll.Number("added before", p.before(BijtellingAuto)))
	})
}

// benefit is that of a year.
func (r *carRate) benefit() money.Amount {
	below := least(r.base, r.limit)
	return below.Mul(r.low).Add(r.base.Sub(below).Mul(r.high))
}

// carRate finds the rates: those of the day of first registration for 60 months
// after its month, then those of the day. Only the rate for cars without
// emission changes then; the rate of all others stays that of their year.
func (law *parameters) carRate(k *Car, paidOn cal.Date) (carRate, error) {
	if old := k.Registered.AddYears(law.oldCarYears); old.Before(paidOn) {
		if k.MarketValue.IsZero() {
			return carRate{}, &payroll.Invalid{Member: "car.marketValue", Fault: "is needed for a car this old"}
		}
		return carRate{k.MarketValue, law.oldCarRate, k.MarketValue, law.oldCarRate, paidOn}, nil
	}
	v, err := rulesOfCars("car/rate", k.Registered)
	if err != nil {
		return carRate{}, err
	}
	high := v[0]
	if !k.Clean {
		return carRate{k.ListPrice, high, k.ListPrice, high, k.Registered}, nil
	}
	on := k.Registered
	year, month, _ := on.AddMonths(1 + carMonths).Date()
	if first, _ := cal.New(year, month, 1); !paidOn.Before(first) {
		on = paidOn
	}
	if v, err = rulesOfCars("car/clean", on); err != nil {
		return carRate{}, err
	}
	r := carRate{k.ListPrice, v[0], v[1], high, on}
	if k.Uncapped {
		r.limit = k.ListPrice
	}
	return r, nil
}

// rulesOfCars reads what holds by the day of first registration.
func rulesOfCars(name string, on cal.Date) ([]money.Amount, error) {
	v, err := published.Values(name, on)
	if err != nil {
		return nil, &payroll.Unknown{Country: country, What: "the rate of cars first registered", On: on}
	}
	return v, nil
}
