package gb

import (
	"slices"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

// After is what there is in the tax year after a payment: what the next one of
// the same tax year starts from. The slip has the lines of this payment only.
func (in *Input) After(slip *payroll.Slip) ToDate {
	next := in.ToDate
	next.TaxablePay = next.TaxablePay.Add(slip.Of(ComponentTaxablePay))
	next.IncomeTax = next.IncomeTax.Add(slip.Of(ComponentIncomeTax))
	next.StudentLoan = next.StudentLoan.Add(slip.Of(ComponentStudentLoan))
	next.PostgraduateLoan = next.PostgraduateLoan.Add(slip.Of(ComponentPostgraduateLoan))
	next.EmployeePension = next.EmployeePension.Add(slip.Of(ComponentEmployeePension))
	next.EmployerPension = next.EmployerPension.Add(slip.Of(ComponentEmployerPension))
	next.Contributions = slices.Clone(next.Contributions)
	i := slices.IndexFunc(next.Contributions, func(c ContributionsToDate) bool { return c.Category == in.Category })
	if i < 0 {
		i = len(next.Contributions)
		next.Contributions = append(next.Contributions, ContributionsToDate{Category: in.Category})
	}
	next.Contributions[i].add(slip)
	return next
}

// AfterInPeriod is what was paid in an earnings period after a payment: what
// the next one in the same period starts from beside [Input.After].
func (in *Input) AfterInPeriod(slip *payroll.Slip) SamePeriod {
	next := in.SamePeriod
	next.TaxablePay = next.TaxablePay.Add(slip.Of(ComponentTaxablePay))
	next.IncomeTax = next.IncomeTax.Add(slip.Of(ComponentIncomeTax))
	next.StudentLoan = next.StudentLoan.Add(slip.Of(ComponentStudentLoan))
	next.PostgraduateLoan = next.PostgraduateLoan.Add(slip.Of(ComponentPostgraduateLoan))
	next.Contributions.Category = in.Category
	next.Contributions.add(slip)
	return next
}

func (c *ContributionsToDate) add(slip *payroll.Slip) {
	for _, of := range [...]struct {
		to        *money.Amount
		component string
	}{
		{&c.Earnings, ComponentEarnings},
		{&c.AtLEL, ComponentEarningsAtLEL},
		{&c.ToPT, ComponentEarningsToPT},
		{&c.ToUEL, ComponentEarningsToUEL},
		{&c.Employee, ComponentEmployeeContribution},
		{&c.Employer, ComponentEmployerContribution},
	} {
		*of.to = of.to.Add(slip.Of(of.component))
	}
}
