package gb

import (
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// Input is one payment to one employee, and what that depends on.
type Input struct {
	// PayDate is the day on which the payment is due. It decides on tax year,
	// week and month; where a pay day falls on a day without banking and money
	// comes earlier, it stays the pay day.
	PayDate cal.Date `json:"payDate"`
	// Interval is the time from one pay day to the next.
	Interval Interval `json:"interval"`
	// TaxCode is as HMRC gave it. NonCumulative is the week 1 or month 1 basis,
	// where the code doesn't say so itself.
	TaxCode       string `json:"taxCode"`
	NonCumulative bool   `json:"nonCumulative,omitzero"`
	// Category is the national insurance category letter.
	Category string `json:"category"`
	// Elements are what the payment is made of.
	Elements []Element `json:"elements"`
	// ToDate is the tax year before this payment.
	ToDate ToDate `json:"toDate,omitzero"`
	// SamePeriod is what was paid before in the same earnings period.
	SamePeriod SamePeriod `json:"samePeriod,omitzero"`

	Director         *Director `json:"director,omitzero"`
	StudentLoan      Plan      `json:"studentLoan,omitzero"`
	PostgraduateLoan bool      `json:"postgraduateLoan,omitzero"`
	Pension          *Pension  `json:"pension,omitzero"`
	// Orders and Deductions go off net pay, in this order, as far as it goes.
	Orders     []Order     `json:"orders,omitzero"`
	Deductions []Deduction `json:"deductions,omitzero"`
	// Work has pay held against the minimum wage, by the age that BirthDate
	// gives.
	Work      *Work    `json:"work,omitzero"`
	BirthDate cal.Date `json:"birthDate,omitzero"`
	// Parameters is the version to compute by, as a reason has it, for who
	// computes a stored payment again. Empty is the one that holds.
	Parameters string `json:"parameters,omitzero"`
}

// ElementKind says what an element counts for.
type ElementKind string

const (
	// Salary is pay for work and time off, statutory payments included.
	Salary ElementKind = "salary"
	// Unpensioned is the same, but not part of what a pension scheme that
	// doesn't work by qualifying earnings calls pay.
	Unpensioned ElementKind = "unpensioned"
	// Sacrifice is pay given up for something else than money, above zero.
	Sacrifice ElementKind = "sacrifice"
	// Expenses are paid back without tax and contributions.
	Expenses ElementKind = "expenses"
	// Benefit is a benefit in kind that is taxed through payroll.
	Benefit ElementKind = "benefit"
	// TaxedOnly is paid with income tax and without contributions. What the
	// employer owes on it otherwise, as on termination awards, isn't computed.
	TaxedOnly ElementKind = "taxedOnly"
	// ContributionsOnly isn't paid out nor taxed through payroll.
	ContributionsOnly ElementKind = "contributionsOnly"
)

// Element is one amount of a payment.
type Element struct {
	Kind ElementKind `json:"kind"`
	// Name tells people what it is.
	Name   string       `json:"name,omitzero"`
	Amount money.Amount `json:"amount"`
}

// ToDate is what there was in the tax year before a payment.
type ToDate struct {
	TaxablePay money.Amount `json:"taxablePay,omitzero"`
	IncomeTax  money.Amount `json:"incomeTax,omitzero"`
	// PreviousPay and PreviousTax are of other employers, by the P45.
	PreviousPay money.Amount `json:"previousPay,omitzero"`
	PreviousTax money.Amount `json:"previousTax,omitzero"`
	// Contributions has one of each category letter.
	Contributions    []ContributionsToDate `json:"contributions,omitzero"`
	StudentLoan      money.Amount          `json:"studentLoan,omitzero"`
	PostgraduateLoan money.Amount          `json:"postgraduateLoan,omitzero"`
	EmployeePension  money.Amount          `json:"employeePension,omitzero"`
	EmployerPension  money.Amount          `json:"employerPension,omitzero"`
}

// ContributionsToDate is earnings and contributions under a category letter.
type ContributionsToDate struct {
	Category string       `json:"category,omitzero"`
	Earnings money.Amount `json:"earnings,omitzero"`
	AtLEL    money.Amount `json:"atLEL,omitzero"`
	ToPT     money.Amount `json:"toPT,omitzero"`
	ToUEL    money.Amount `json:"toUEL,omitzero"`
	Employee money.Amount `json:"employee,omitzero"`
	Employer money.Amount `json:"employer,omitzero"`
}

// SamePeriod is what was paid before in the same earnings period. It is in
// [ToDate] too.
type SamePeriod struct {
	TaxablePay       money.Amount        `json:"taxablePay,omitzero"`
	IncomeTax        money.Amount        `json:"incomeTax,omitzero"`
	Contributions    ContributionsToDate `json:"contributions,omitzero"`
	StudentLoan      money.Amount        `json:"studentLoan,omitzero"`
	PostgraduateLoan money.Amount        `json:"postgraduateLoan,omitzero"`
}

// Order is an attachment of earnings, a direct earnings attachment, an
// arrestment and the like. What it asks for is told: the law of orders isn't
// computed here.
type Order struct {
	Name   string       `json:"name,omitzero"`
	Amount money.Amount `json:"amount"`
	// Protected is what must be left of net pay.
	Protected money.Amount `json:"protected,omitzero"`
}

// Deduction goes off net pay by agreement.
type Deduction struct {
	Name   string       `json:"name,omitzero"`
	Amount money.Amount `json:"amount"`
}

const (
	mostElements = 1000
	// pennies of the largest amounts, of a payment and of a year: formulas stay
	// exact with them.
	mostPence       = 99_999_999_99
	mostPenceOfYear = 9_999_999_999_99
)

// Check says what is wrong with an input: an error is a [*payroll.Invalid].
func (in *Input) Check() error {
	if in.PayDate.IsZero() {
		return &payroll.Invalid{Member: "payDate", Fault: "is missing"}
	}
	if err := in.Interval.check(); err != nil {
		return err
	}
	if len(in.Elements) > mostElements || len(in.Orders) > mostElements || len(in.Deductions) > mostElements {
		return &payroll.Invalid{Member: "elements", Fault: fmt.Sprintf("are more than %d", mostElements)}
	}
	if err := in.checkElements(); err != nil {
		return err
	}
	if err := in.checkDeductions(); err != nil {
		return err
	}
	if err := in.ToDate.check(); err != nil {
		return err
	}
	if err := in.SamePeriod.check(); err != nil {
		return err
	}
	return in.checkTerms()
}

func (in *Input) checkElements() error {
	for i := range in.Elements {
		e := &in.Elements[i]
		switch e.Kind {
		case Salary, Unpensioned, Expenses, Benefit, TaxedOnly, ContributionsOnly:
		case Sacrifice:
			if e.Amount.Sign() < 0 {
				return &payroll.Invalid{Member: "elements.amount", Fault: "of a sacrifice is below zero"}
			}
		default:
			return &payroll.Invalid{Member: "elements.kind", Fault: fmt.Sprintf("%q is not known", e.Kind)}
		}
		if err := checkPence("elements.amount", e.Amount, mostPence); err != nil {
			return err
		}
	}
	return nil
}

func (in *Input) checkDeductions() error {
	for i := range in.Orders {
		o := &in.Orders[i]
		if err := checkPositive("orders", mostPence, o.Amount, o.Protected); err != nil {
			return err
		}
	}
	for i := range in.Deductions {
		if err := checkPositive("deductions", mostPence, in.Deductions[i].Amount); err != nil {
			return err
		}
	}
	return nil
}

// checkTerms looks at what is agreed and told once for many payments.
func (in *Input) checkTerms() error {
	if in.Director != nil {
		if err := in.Director.check(); err != nil {
			return err
		}
	}
	switch in.StudentLoan {
	case NoPlan, Plan1, Plan2, Plan4, Plan5, PlanUnknown:
	default:
		return &payroll.Invalid{Member: "studentLoan", Fault: fmt.Sprintf("%q is no plan", in.StudentLoan)}
	}
	if in.Pension != nil {
		if err := in.Pension.check(); err != nil {
			return err
		}
	}
	if in.Work != nil {
		return in.Work.check(in.BirthDate)
	}
	return nil
}

func (d *ToDate) check() error {
	err := checkYear("toDate", d.TaxablePay, d.IncomeTax, d.PreviousPay, d.PreviousTax,
		d.StudentLoan, d.PostgraduateLoan, d.EmployeePension, d.EmployerPension)
	for i := range d.Contributions {
		if err == nil {
			err = d.Contributions[i].check("toDate.contributions")
		}
	}
	return err
}

func (d *SamePeriod) check() error {
	if err := d.Contributions.check("samePeriod.contributions"); err != nil {
		return err
	}
	return checkYear("samePeriod", d.TaxablePay, d.IncomeTax, d.StudentLoan, d.PostgraduateLoan)
}

func (c *ContributionsToDate) check(member string) error {
	return checkYear(member, c.Earnings, c.AtLEL, c.ToPT, c.ToUEL, c.Employee, c.Employer)
}

func checkYear(member string, amounts ...money.Amount) error {
	for _, a := range amounts {
		if err := checkPence(member, a, mostPenceOfYear); err != nil {
			return err
		}
	}
	return nil
}

func checkPositive(member string, most int64, amounts ...money.Amount) error {
	for _, a := range amounts {
		if a.Sign() < 0 {
			return &payroll.Invalid{Member: member, Fault: "is below zero"}
		}
		if err := checkPence(member, a, most); err != nil {
			return err
		}
	}
	return nil
}

// checkPence wants whole pence, within bounds.
func checkPence(member string, a money.Amount, most int64) error {
	switch {
	case a.Err() != nil || a.Abs().Cmp(money.New(most, 2)) > 0:
		return &payroll.Invalid{Member: member, Fault: "is too large"}
	case a.Scale() > 2 && !a.Round(2, money.Down).Equal(a):
		return &payroll.Invalid{Member: member, Fault: "has more than two decimals"}
	}
	return nil
}
