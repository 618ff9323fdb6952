package gb_test

import (
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/gb"
)

func amt(s string) money.Amount { return money.MustParse(s) }

func day(s string) cal.Date { return cal.MustParse(s) }

// employee is a month's pay of an ordinary employee in the second month of a
// year: bonus, expenses, pension by auto-enrolment, both loans.
func employee() *gb.Input {
	in := &gb.Input{
		PayDate: day("2026-04-30"), Interval: gb.Monthly, TaxCode: "1257L", Category: "A",
		Elements: []gb.Element{
			{Kind: gb.Salary, Name: "salary", Amount: amt("3600.00")},
			{Kind: gb.Salary, Name: "bonus", Amount: amt("250.00")},
			{Kind: gb.Expenses, Name: "mileage", Amount: amt("81.45")},
		},
		StudentLoan: gb.Plan2, PostgraduateLoan: true,
		Pension: &gb.Pension{Arrangement: gb.NetPay, Basis: gb.QualifyingEarnings, EmployeeRate: amt("0.05"), EmployerRate: amt("0.03")},
	}
	slip := &payroll.Slip{}
	if err := gb.Pay(in, slip); err != nil {
		panic(err)
	}
	in.ToDate = in.After(slip)
	in.PayDate = day("2026-05-29")
	return in
}

func benchmark(b *testing.B, why bool) {
	in, slip := employee(), &payroll.Slip{Why: why}
	b.ReportAllocs()
	for b.Loop() {
		slip.Reset()
		if err := gb.Pay(in, slip); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(slip.Lines)), "lines")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "payslips/s")
}

func BenchmarkPay(b *testing.B)            { benchmark(b, false) }
func BenchmarkPayWithReasons(b *testing.B) { benchmark(b, true) }
