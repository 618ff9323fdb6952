package gb

import (
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

const (
	sourceAllowance = "National Insurance Contributions Act 2014, sections 1 to 4"
	sourceLevy      = "Finance Act 2016, part 6; Income Tax (PAYE) Regulations 2003, part 7A"
	sourceRecovery  = "Statutory Maternity Pay (Compensation of Employers) Regulations 1994, regulations 3 to 5"
	sourceDue       = "Income Tax (PAYE) Regulations 2003, regulations 68 and 69; Social Security (Contributions) Regulations 2001, schedule 4, paragraph 10"
)

// chargeRules are what the law sets for employers.
type chargeRules struct{ allowance, levyRate, levyAllowance money.Amount }

func readCharges(r *payroll.Reader) chargeRules {
	levy := r.Amounts("employer/levy", 2)
	return chargeRules{allowance: r.Amount("employer/allowance"), levyRate: levy[0], levyAllowance: levy[1]}
}

// EmployerInput is what an employer deducted and owes for the payments of a tax
// month.
type EmployerInput struct {
	// On is a day of the tax month.
	On                    cal.Date     `json:"on"`
	IncomeTax             money.Amount `json:"incomeTax,omitzero"`
	EmployeeContributions money.Amount `json:"employeeContributions,omitzero"`
	EmployerContributions money.Amount `json:"employerContributions,omitzero"`
	Loans                 money.Amount `json:"loans,omitzero"`
	// FamilyPay is the statutory pay to parents, and ContributionsLastYear the
	// Class 1 contributions of the year that decides whether the employer is
	// small.
	FamilyPay             money.Amount `json:"familyPay,omitzero"`
	ContributionsLastYear money.Amount `json:"contributionsLastYear,omitzero"`
	// Allowance is for who is entitled to the Employment Allowance.
	Allowance *AllowanceToDate `json:"allowance,omitzero"`
	// Levy is for who must report the apprenticeship levy.
	Levy *LevyToDate `json:"levy,omitzero"`
}

// AllowanceToDate is the Employment Allowance used in the tax year before.
type AllowanceToDate struct {
	Used money.Amount `json:"used,omitzero"`
}

// LevyToDate is the apprenticeship levy of a tax year.
type LevyToDate struct {
	// PayBill is that of the year, this month included: all earnings with
	// employer's contributions, those below the threshold too.
	PayBill money.Amount `json:"payBill"`
	// Before is the levy of the months before.
	Before money.Amount `json:"before,omitzero"`
	// Allowance is the employer's part of the year's, where it is shared with
	// connected ones; 0 is all of it.
	Allowance money.Amount `json:"allowance,omitzero"`
}

func (in *EmployerInput) check() error {
	if in.On.IsZero() {
		return &payroll.Invalid{Member: "on", Fault: "is missing"}
	}
	if in.Allowance != nil {
		if err := checkPositive("allowance", mostPenceOfYear, in.Allowance.Used); err != nil {
			return err
		}
	}
	if in.Levy != nil {
		if err := checkYear("levy", in.Levy.PayBill, in.Levy.Before, in.Levy.Allowance); err != nil {
			return err
		}
	}
	return checkYear("employer", in.IncomeTax, in.EmployeeContributions, in.EmployerContributions, in.Loans,
		in.FamilyPay, in.ContributionsLastYear)
}

// EmployerMonth computes what an employer owes HMRC for a tax month.
func EmployerMonth(in *EmployerInput, slip *payroll.Slip) error {
	if err := in.check(); err != nil {
		return err
	}
	y, err := yearOf(in.On)
	if err != nil {
		return err
	}
	allowance := in.employmentAllowance(y, slip)
	levy := in.apprenticeshipLevy(y, slip)
	recovered := in.recovery(y, slip)
	due := money.Sum(in.IncomeTax, in.EmployeeContributions, in.EmployerContributions, in.Loans, levy).Sub(allowance).Sub(recovered)
	slip.Add(payroll.Line{Component: ComponentDueToHMRC, Payer: payroll.Employer, Amount: due.Round(2, money.HalfUp)}, func() *payroll.Reason {
		return &payroll.Reason{
			Rule: "gb/employer/due", Source: sourceDue, Parameters: y.version,
			Inputs: []payroll.Value{
				payroll.Number("incomeTax", in.IncomeTax), payroll.Number("employeeContributions", in.EmployeeContributions),
				payroll.Number("employerContributions", in.EmployerContributions), payroll.Number("loans", in.Loans),
				payroll.Number(ComponentLevy, levy), payroll.Number(ComponentEmploymentAllowance, allowance),
				payroll.Number(ComponentRecovery, recovered),
			},
			Steps: []payroll.Value{payroll.Word("electronicallyBy", DueOn(in.On, true).String()), payroll.Word("otherwiseBy", DueOn(in.On, false).String())},
		}
	})
	return nil
}

// employmentAllowance pays the employer's contributions until the allowance of
// the year is used up.
// Source: National Insurance Contributions Act 2014, sections 1 and 4.
func (in *EmployerInput) employmentAllowance(y *year, slip *payroll.Slip) money.Amount {
	if in.Allowance == nil {
		return zero
	}
	left := above(y.charges.allowance, in.Allowance.Used)
	amount := least(left, above(in.EmployerContributions, money.Amount{}))
	slip.Add(payroll.Line{
		Component: ComponentEmploymentAllowance, Payer: payroll.Employer, Amount: amount, YearToDate: in.Allowance.Used.Add(amount),
	}, func() *payroll.Reason {
		return &payroll.Reason{
			Rule: "gb/employer/allowance", Source: sourceAllowance, Parameters: y.version,
			Inputs: []payroll.Value{payroll.Number("employerContributions", in.EmployerContributions), payroll.Number("usedBefore", in.Allowance.Used)},
			Steps:  []payroll.Value{payroll.Number("allowanceOfYear", y.charges.allowance), payroll.Number("left", left)},
		}
	})
	return amount
}

// apprenticeshipLevy is a part of the pay bill to date less as many twelfths of
// the allowance as the year has months so far, less the levy before; below zero
// it is a credit.
// Source: Finance Act 2016, sections 99 and 100; Income Tax (PAYE) Regulations
// 2003, part 7A; HMRC ALM08400.
func (in *EmployerInput) apprenticeshipLevy(y *year, slip *payroll.Slip) money.Amount {
	if in.Levy == nil {
		return zero
	}
	ofYear := in.Levy.Allowance
	if ofYear.IsZero() {
		ofYear = y.charges.levyAllowance
	}
	allowance := ofYear.Mul(whole(TaxMonth(in.On))).Quo(whole(12), 2, money.HalfUp)
	toDate := above(in.Levy.PayBill.Mul(y.charges.levyRate).Round(2, money.HalfUp), allowance)
	amount := toDate.Sub(in.Levy.Before)
	slip.Add(payroll.Line{
		Component: ComponentLevy, Payer: payroll.Employer, Amount: amount, Base: in.Levy.PayBill, Rate: y.charges.levyRate, YearToDate: toDate,
	}, func() *payroll.Reason {
		return &payroll.Reason{
			Rule: "gb/employer/levy", Source: sourceLevy, Parameters: y.version,
			Inputs:   []payroll.Value{payroll.Number("payBill", in.Levy.PayBill), payroll.Number("levyBefore", in.Levy.Before)},
			Steps:    []payroll.Value{payroll.Number("allowanceToDate", allowance), payroll.Number("levyToDate", toDate)},
			Rounding: "to the nearest penny",
		}
	})
	return amount
}

// recovery is the part of statutory pay to parents that an employer gets back;
// small ones get more than all of it.
// Source: Statutory Maternity Pay (Compensation of Employers) Regulations 1994,
// regulations 2 to 5.
func (in *EmployerInput) recovery(y *year, slip *payroll.Slip) money.Amount {
	if in.FamilyPay.IsZero() {
		return zero
	}
	rate := y.family.recovery
	if in.ContributionsLastYear.Cmp(y.family.smallUpTo) <= 0 {
		rate = y.family.recoverySmall
	}
	amount := in.FamilyPay.Mul(rate).Round(2, money.HalfUp)
	slip.Add(payroll.Line{Component: ComponentRecovery, Payer: payroll.Employer, Amount: amount, Base: in.FamilyPay, Rate: rate}, func() *payroll.Reason {
		return &payroll.Reason{
			Rule: "gb/employer/recovery", Source: sourceRecovery, Parameters: y.version,
			Inputs:   []payroll.Value{payroll.Number("familyPay", in.FamilyPay), payroll.Number("contributionsLastYear", in.ContributionsLastYear)},
			Steps:    []payroll.Value{payroll.Number("smallUpTo", y.family.smallUpTo)},
			Rounding: "to the nearest penny",
		}
	})
	return amount
}

// DueOn is the day by which an employer pays for the tax month that has a day:
// the 22nd after it electronically, the 19th otherwise.
// Source: Income Tax (PAYE) Regulations 2003, regulation 69.
func DueOn(day cal.Date, electronically bool) cal.Date {
	year, month, dom := day.Date()
	if dom >= 6 {
		month++
	}
	if month > time.December {
		year, month = year+1, time.January
	}
	by := 19
	if electronically {
		by = 22
	}
	due, _ := cal.New(year, month, by)
	return due
}
