package nl

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// Pay computes a payment and adds its lines to the slip. The error is a
// [*payroll.Invalid] for an input that can't be and a [*payroll.Unknown] for a
// year or a situation that isn't covered; the slip is then as it was.
//
// The order is that of the wage sheet (loonstaat, Uitvoeringsregeling
// loonbelasting 2011, art. 7.2): the wage in money, in kind and from funds, what
// goes off before all levies, then the levies on what remains, and last what is
// paid out.
func Pay(in *Input, slip *payroll.Slip) error {
	p, err := newPayment(in, slip)
	if err != nil {
		return err
	}
	begin := len(slip.Lines)

	p.holidayAllowance()
	p.wageInMoney()
	p.minimumWage()
	p.reimbursements()
	p.wageInKind()
	p.companyCar()
	p.deductions()
	p.expatRuling()
	p.wageForLevies()
	p.loonheffing()
	p.employeeInsurances()
	p.healthInsurance()
	p.netPay()
	p.garnishment()

	if p.err != nil {
		slip.Lines = slip.Lines[:begin]
	}
	return p.err
}

// payment is one payment while it is computed.
type payment struct {
	in    *Input
	law   *parameters
	slip  *payroll.Slip
	class class
	// err is why the payment can't be computed.
	err error

	// money and special are wage in money of the period and special rewards
	// (column 3), holiday the allowance among them; kind is column 4.
	money, special, kind money.Amount
	holiday              money.Amount
	// off and specialOff are what goes off before all levies (column 7).
	off, specialOff money.Amount
	// untaxed is paid beside the wage, costs is the part of it that
	// reimburses costs.
	untaxed, costs money.Amount
	// wage and reward are column 14: for the period's table, and special.
	wage, reward money.Amount
	// withheld is taken from pay after tax was computed, tax included.
	withheld money.Amount
	net      money.Amount
}

// newPayment checks the input and finds the law for it.
func newPayment(in *Input, slip *payroll.Slip) (payment, error) {
	if err := in.Check(); err != nil {
		return payment{}, err
	}
	law, err := parametersOn(in.PaidOn)
	if err != nil {
		return payment{}, err
	}
	if in.Parameters != "" && in.Parameters != law.version {
		return payment{}, &payroll.Unknown{Country: country, What: "version " + in.Parameters + " of the parameters", On: in.PaidOn}
	}
	if in.Person.Residence != "" && in.Person.Residence != "NL" && (in.Tax.Credit || in.Tax.Disabled) && !in.Tax.Anonymous {
		return payment{}, &payroll.Unknown{Country: country, What: "tax credit of residents of " + in.Person.Residence}
	}
	return payment{in: in, law: law, slip: slip, class: classOf(in.Person, in.PaidOn)}, nil
}

// classOf is the column of the tables. Who reaches the state pension age is in
// the new one from the first day of that calendar month on (Rekenvoorschriften
// geautomatiseerde loonadministratie, notes to tables 3 and 6).
func classOf(p Person, paidOn cal.Date) class {
	year, month, _ := p.AOW.Date()
	switch first, _ := cal.New(year, month, 1); {
	case paidOn.Before(first):
		return belowAOW
	case p.Born.Year() <= 1945:
		return aow1945
	default:
		return aow1946
	}
}

// refuse keeps the first reason for which a payment can't be computed.
func (p *payment) refuse(err error) {
	if p.err == nil {
		p.err = err
	}
}

// rule is a step of the law: its name, where it stands, and how it rounds.
type rule struct{ name, source, rounding string }

// add adds a line, in cents and with the sum of the year.
func (p *payment) add(l payroll.Line, why func() *payroll.Reason) {
	if l.Amount.Scale() != 2 {
		l.Amount = cents(l.Amount)
	}
	l.YearToDate = p.before(l.Component).Add(l.Amount)
	p.slip.Add(l, why)
}

// before is the sum of the year so far.
func (p *payment) before(component string) money.Amount { return p.in.Before[component] }

// reason is that of a line. More inputs can follow.
func (p *payment) reason(r rule, inputs ...payroll.Value) *payroll.Reason {
	return &payroll.Reason{
		Rule: "nl/" + r.name, Source: r.source, Parameters: p.law.version,
		Inputs: inputs, Rounding: r.rounding,
	}
}

// steps is a reason with values on the way.
func steps(r *payroll.Reason, values ...payroll.Value) *payroll.Reason {
	r.Steps = values
	return r
}

var ruleGiven = rule{"given", "agreed between employer and employee", ""}

// given adds an amount as it came in, unless it is 0.
func (p *payment) given(component string, payer payroll.Payer, amount money.Amount) {
	if amount.IsZero() {
		return
	}
	p.add(payroll.Line{Component: component, Payer: payer, Amount: amount}, func() *payroll.Reason {
		return p.reason(ruleGiven, payroll.Number(component, amount))
	})
}

// down rounds to the next lower cent: in the payer's favour, also for an amount
// below 0, of which it is the larger refund.
func down(a money.Amount) money.Amount { return a.Round(2, money.Floor) }

// cents rounds to the nearest cent, half a cent away from 0.
func cents(a money.Amount) money.Amount { return a.Round(2, money.HalfUp) }

// least and most choose between two amounts.
func least(a, b money.Amount) money.Amount {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

func most(a, b money.Amount) money.Amount {
	if b.Cmp(a) > 0 {
		return b
	}
	return a
}

var zero = money.New(0, 2)
