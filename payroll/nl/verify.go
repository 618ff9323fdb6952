package nl

import (
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/verify"
)

// Computer computes known cases. Their kinds are
//
//   - loonheffing, with the columns period (quarter, month, 4weeks, week, day,
//     special), table (white, green, anonymous), age_class (under_aow, aow_1945,
//     aow_1946), loonheffingskorting (yes, no), gross_taxable_wage,
//     special_annual_wage and flags (aok, jgk): gives loonheffing and
//     arbeidskorting;
//   - payment, with the members of an [Input] by their JSON names: gives every
//     component.
type Computer struct{}

// Compute is that of [verify.Computer].
func (Computer) Compute(c *verify.Case) (map[string]string, *payroll.Slip, error) {
	switch c.Kind {
	case "loonheffing":
		return computeTax(c)
	case "payment":
		return computePayment(c)
	default:
		return nil, nil, &payroll.Unknown{Country: country, What: "kind of case " + c.Kind}
	}
}

// computePayment is a whole payment.
func computePayment(c *verify.Case) (map[string]string, *payroll.Slip, error) {
	var in Input
	if err := verify.Decode(c.Inputs, &in); err != nil {
		return nil, nil, &payroll.Invalid{Member: "payment", Fault: "can't be read: " + err.Error()}
	}
	slip := &payroll.Slip{Why: c.Why}
	if err := Pay(&in, slip); err != nil {
		return nil, nil, err
	}
	got := make(map[string]string, len(slip.Lines))
	for i := range slip.Lines {
		got[slip.Lines[i].Component] = slip.Lines[i].Amount.String()
	}
	return got, slip, nil
}

// computeTax is the loonheffing of a wage or a special reward.
func computeTax(c *verify.Case) (map[string]string, *payroll.Slip, error) {
	in, err := taxInput(c)
	if err != nil {
		return nil, nil, err
	}
	all := &payroll.Slip{Why: c.Why}
	if err := Pay(in, all); err != nil {
		return nil, nil, err
	}
	slip := &payroll.Slip{}
	tax, credit := zero, zero
	for _, l := range all.Lines {
		switch l.Component {
		case Loonheffing, LoonheffingBijz, LoonheffingAnon:
			tax = tax.Add(l.Amount)
		case Arbeidskorting:
			credit = credit.Add(l.Amount)
		case Jonggehandicapten:
		default:
			continue
		}
		slip.Lines = append(slip.Lines, l)
	}
	return map[string]string{"loonheffing": tax.String(), "arbeidskorting": credit.String()}, slip, nil
}

// taxInput makes a payment of a row: by the white table of an employee, by the
// green one of a former employee.
func taxInput(c *verify.Case) (*Input, error) {
	columns := reader{c: c}
	day, err := cal.Parse(c.Period + "-12-31")
	if err != nil {
		return nil, &payroll.Invalid{Member: "year", Fault: "is no year"}
	}
	in := &Input{
		PaidOn: day, Days: cal.Period{Start: day, End: day},
		Person:     columns.person(),
		Employment: Employment{Relation: Employee, Zvw: Levy},
		Employer:   Employer{Size: Small},
		Tax:        Tax{Table: White, Credit: columns.yes("loonheffingskorting")},
	}
	switch table := c.Inputs["table"]; table {
	case "white":
	case "green":
		in.Tax.Table, in.Employment.Relation = Green, Former
	case "anonymous":
		in.Tax.Anonymous = true
	default:
		columns.refuse("table", table)
	}
	columns.wage(in)
	columns.flags(&in.Tax)
	return in, columns.err
}

// reader reads the columns of a row and keeps the first fault.
type reader struct {
	c   *verify.Case
	err error
}

func (r *reader) refuse(column, value string) {
	if r.err == nil {
		r.err = &payroll.Invalid{Member: column, Fault: "can't be " + `"` + value + `"`}
	}
}

func (r *reader) yes(column string) bool {
	value := r.c.Inputs[column]
	if value != "yes" && value != "no" {
		r.refuse(column, value)
	}
	return value == "yes"
}

func (r *reader) amount(column string) money.Amount {
	a, err := money.Parse(r.c.Inputs[column])
	if err != nil {
		r.refuse(column, r.c.Inputs[column])
	}
	return a
}

// person is somebody of the age class.
func (r *reader) person() Person {
	born := map[string]cal.Date{
		belowAOW.String(): cal.MustNew(2000, 1, 1), aow1945.String(): cal.MustNew(1945, 1, 1), aow1946.String(): cal.MustNew(1950, 1, 1),
	}
	class := r.c.Inputs["age_class"]
	day, known := born[class]
	if !known {
		r.refuse("age_class", class)
	}
	return Person{Born: day, AOW: day.AddYears(67)}
}

// wage puts the amount where the period says.
func (r *reader) wage(in *Input) {
	amount := r.amount("gross_taxable_wage")
	if r.c.Inputs["period"] != "special" {
		in.Period, in.Wage.Period = Period(r.c.Inputs["period"]), amount
		return
	}
	in.Period, in.Wage.Special = None, amount
	if _, given := r.c.Inputs["special_annual_wage"]; given {
		in.Tax.AnnualWage = new(r.amount("special_annual_wage"))
	}
}

// flags are credits beside the loonheffingskorting.
func (r *reader) flags(t *Tax) {
	for flag := range strings.FieldsFuncSeq(r.c.Inputs["flags"], func(c rune) bool { return strings.ContainsRune(" ;,+|", c) }) {
		switch flag {
		case "aok":
			t.Single = true
		case "jgk":
			t.Disabled = true
		default:
			r.refuse("flags", flag)
		}
	}
}
