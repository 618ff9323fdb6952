package gb

import (
	"strconv"
	"strings"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/verify"
)

// Computer computes known cases. Their kinds are
//
//   - income_tax: tax_code, basis (cumulative, W1M1), frequency, period,
//     pay_in_period, pay_to_date, tax_to_date_before, payrolled_bik_in_pay;
//   - ni_employee: category, frequency, gross_pay;
//   - ni_director: the same with method (annual_cumulative, alternative),
//     gross_pay_ytd, director_from_week, is_final_director_payment,
//     employee_nic_ytd_before, employer_nic_ytd_before;
//   - student_loan: plan, nicable_pay, unit, units_in_period, and for a year
//     that isn't known annual_threshold_override and rate;
//   - bank_modulus: sort_code, account_number; nino: value;
//   - payment, with the members of an [Input] by their JSON names: gives every
//     component.
type Computer struct {
	// Modulus is the table that bank accounts are checked by; without it they
	// are a [payroll.Unknown].
	Modulus *Modulus
	// ValidNINumber checks a national insurance number, in capitals and without
	// blanks: the record's rule, which this package can't reach. Without it
	// they are unknown too.
	ValidNINumber func(text string) bool
}

// row is a case in the course of its calculation.
type row struct {
	Computer
	c    *verify.Case
	slip *payroll.Slip
	got  map[string]string
	err  error
}

// kinds are what rows can ask for.
var kinds = map[string]func(*row){
	"income_tax":   (*row).incomeTax,
	"ni_employee":  (*row).niEmployee,
	"ni_director":  (*row).niDirector,
	"student_loan": (*row).studentLoan,
	"bank_modulus": (*row).bankModulus,
	"nino":         (*row).nino,
	"payment":      (*row).payment,
}

// Compute is that of [verify.Computer].
func (v Computer) Compute(c *verify.Case) (map[string]string, *payroll.Slip, error) {
	compute, ok := kinds[c.Kind]
	if !ok {
		return nil, nil, &payroll.Unknown{Country: country, What: "kind of case " + c.Kind}
	}
	r := &row{Computer: v, c: c, slip: &payroll.Slip{Why: c.Why}, got: map[string]string{}}
	compute(r)
	if r.err != nil {
		return nil, nil, r.err
	}
	return r.got, r.slip, nil
}

func (r *row) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// amount is an input; absent it is zero.
func (r *row) amount(name string) money.Amount {
	text := r.c.Inputs[name]
	if text == "" {
		return zero
	}
	a, err := money.Parse(text)
	if err != nil {
		r.fail(&payroll.Invalid{Member: name, Fault: "is not a number"})
	} else if err := checkPence(name, a, mostPenceOfYear); err != nil {
		r.fail(err)
	}
	return a
}

// fraction is an input with more decimals than pence have.
func (r *row) fraction(name string) money.Amount {
	a, err := money.Parse(r.c.Inputs[name])
	if err != nil || a.Sign() < 0 || a.Cmp(whole(1)) > 0 || a.Scale() > 6 {
		r.fail(&payroll.Invalid{Member: name, Fault: "is not a fraction from 0 to 1"})
	}
	return a
}

// integer is an input; absent it is what it is otherwise.
func (r *row) integer(name string, otherwise int) int {
	text := r.c.Inputs[name]
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 366 {
		r.fail(&payroll.Invalid{Member: name, Fault: "is not a number of days, weeks or months"})
	}
	return n
}

// taxYear is the year of the case: 2025-26.
func (r *row) taxYear() *year {
	for _, y := range years() {
		if y.String() == r.c.Period {
			return y
		}
	}
	r.fail(&payroll.Unknown{Country: country, What: "tax year " + r.c.Period})
	return nil
}

var frequencies = map[string]Interval{
	"weekly": Weekly, "fortnightly": Fortnightly, "fourweekly": FourWeekly, "monthly": Monthly,
	"quarterly": Quarterly, "halfyearly": HalfYearly, "biannually": HalfYearly, "annual": Annual, "annually": Annual, "yearly": Annual,
}

func (r *row) interval() Interval {
	name := strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(r.c.Inputs["frequency"]))
	iv, ok := frequencies[name]
	if !ok {
		r.fail(&payroll.Unknown{Country: country, What: "pay frequency " + r.c.Inputs["frequency"]})
		return Weekly
	}
	return iv
}

// taxPeriod is the numbered week or month of the case.
func (r *row) taxPeriod() taxPeriod {
	iv, n := r.interval(), r.integer("period", 1)
	if iv.Unit == Week {
		p, err := weekPeriod(iv, n)
		if err != nil {
			r.fail(err)
		}
		if n < 1 || n > 56 {
			r.fail(&payroll.Invalid{Member: "period", Fault: "is not from 1 to 56"})
		}
		return p
	}
	if n < 1 || n > 12 {
		r.fail(&payroll.Invalid{Member: "period", Fault: "is not from 1 to 12"})
	}
	return taxPeriod{number: n, perYear: 12, span: iv.Count}
}

func (r *row) incomeTax() {
	y, code := r.taxYear(), r.taxCode()
	in := taxInput{
		code: code, period: r.taxPeriod(), pay: r.amount("pay_in_period"), benefits: r.amount("payrolled_bik_in_pay"),
		taxBefore: r.amount("tax_to_date_before"),
	}
	if r.c.Inputs["pay_to_date"] != "" {
		in.payBefore = in.pay.Neg().Add(r.amount("pay_to_date"))
	}
	if r.err != nil {
		return
	}
	result := y.incomeTax(&in)
	toDate := in.taxBefore.Add(result.tax)
	r.slip.Add(payroll.Line{Component: ComponentIncomeTax, Payer: payroll.Employee, Amount: result.tax, YearToDate: toDate},
		func() *payroll.Reason { return result.reason(y, &in) })
	r.got["tax_in_period"], r.got["tax_to_date"] = result.tax.String(), toDate.String()
}

// taxCode is the code with the basis of the case.
func (r *row) taxCode() Code {
	code, err := ParseCode(r.c.Inputs["tax_code"])
	if err != nil {
		r.fail(err)
	}
	switch strings.ToLower(r.c.Inputs["basis"]) {
	case "", "cumulative":
	case "w1m1", "w1/m1", "w1", "m1", "x", "noncumulative":
		code.NonCumulative = true
	default:
		r.fail(&payroll.Invalid{Member: "basis", Fault: "is neither cumulative nor W1M1"})
	}
	return code
}

// contributions computes those of a payment that has nothing but earnings.
func (r *row) contributions(in *Input) {
	y := r.taxYear()
	category, err := categoryOf(in.Category)
	if err != nil {
		r.fail(err)
	}
	if in.Director != nil {
		if err := in.Director.check(); err != nil {
			r.fail(err)
		}
	}
	p := payment{in: in, year: y, slip: r.slip, category: category, nicable: r.amount("gross_pay"), letterBefore: in.letterToDate()}
	if r.err != nil {
		return
	}
	if err := p.class1Contributions(); err != nil {
		r.fail(err)
		return
	}
	r.got["employee_nic"] = r.slip.Of(ComponentEmployeeContribution).String()
	r.got["employer_nic"] = r.slip.Of(ComponentEmployerContribution).String()
}

func (r *row) niEmployee() {
	r.contributions(&Input{Interval: r.interval(), Category: r.c.Inputs["category"]})
	r.got["band_at_lel"] = r.slip.Of(ComponentEarningsAtLEL).String()
	r.got["band_lel_to_pt"] = r.slip.Of(ComponentEarningsToPT).String()
	r.got["band_pt_to_uel"] = r.slip.Of(ComponentEarningsToUEL).String()
}

func (r *row) niDirector() {
	in := &Input{
		Interval: r.interval(), Category: r.c.Inputs["category"],
		Director: &Director{
			Method: DirectorMethod(r.c.Inputs["method"]), FromWeek: r.integer("director_from_week", 1),
			Last: r.c.Inputs["is_final_director_payment"] == "true",
		},
	}
	before := ContributionsToDate{
		Category: in.Category, Earnings: r.amount("gross_pay_ytd").Sub(r.amount("gross_pay")),
		Employee: r.amount("employee_nic_ytd_before"), Employer: r.amount("employer_nic_ytd_before"),
	}
	in.ToDate.Contributions = []ContributionsToDate{before}
	r.contributions(in)
	r.got["employee_nic_ytd"] = before.Employee.Add(r.slip.Of(ComponentEmployeeContribution)).String()
	r.got["employer_nic_ytd"] = before.Employer.Add(r.slip.Of(ComponentEmployerContribution)).String()
}

func (r *row) studentLoan() {
	in := &Input{Interval: Interval{Unit(r.c.Inputs["unit"]), r.integer("units_in_period", 1)}}
	if err := in.Interval.check(); err != nil {
		r.fail(err)
	}
	y, terms := r.loanTerms()
	p := payment{in: in, year: y, nicable: r.amount("nicable_pay")}
	if r.err != nil {
		return
	}
	result := terms.repayment(p.nicable, in.Interval)
	r.slip.Add(payroll.Line{Component: ComponentStudentLoan, Payer: payroll.Employee, Amount: result.deduction},
		func() *payroll.Reason { return result.reason(&p, zero) })
	r.got["deduction"] = result.deduction.Round(0, money.Down).String()
}

// loanTerms are those of the tax year, or of another year that the case gives
// itself.
func (r *row) loanTerms() (*year, loan) {
	plan := Plan(r.c.Inputs["plan"])
	if r.c.Inputs["annual_threshold_override"] != "" {
		return &year{version: r.c.Period}, loan{plan: plan, annual: r.amount("annual_threshold_override"), rate: r.fraction("rate")}
	}
	y := r.taxYear()
	if y == nil {
		return nil, loan{}
	}
	terms, ok := y.loanOf(plan)
	if !ok {
		r.fail(&payroll.Unknown{Country: country, What: "student loan plan " + string(plan)})
	}
	return y, terms
}

func (r *row) bankModulus() {
	if r.Modulus == nil {
		r.fail(&payroll.Unknown{Country: country, What: "the table of modulus weights"})
		return
	}
	valid, err := r.Modulus.Valid(r.c.Inputs["sort_code"], r.c.Inputs["account_number"])
	if err != nil { // what is no account can't be a valid one
		valid = false
	}
	r.got["valid"] = strconv.FormatBool(valid)
}

func (r *row) nino() {
	if r.ValidNINumber == nil {
		r.fail(&payroll.Unknown{Country: country, What: "the rule of national insurance numbers"})
		return
	}
	number := strings.ToUpper(strings.ReplaceAll(r.c.Inputs["value"], " ", ""))
	r.got["valid"] = strconv.FormatBool(r.ValidNINumber(number))
}

// payment is a whole payment.
func (r *row) payment() {
	var in Input
	if err := verify.Decode(r.c.Inputs, &in); err != nil {
		r.fail(&payroll.Invalid{Member: "payment", Fault: "can't be read: " + err.Error()})
		return
	}
	if err := Pay(&in, r.slip); err != nil {
		r.fail(err)
		return
	}
	for i := range r.slip.Lines {
		name := r.slip.Lines[i].Component
		r.got[name] = r.slip.Of(name).String()
	}
}
