package nl_test

import (
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/nl"
)

// employee is a month's pay of an ordinary employee, in the second month of a
// year, with pension, holiday allowance, travel and the insurances.
func employee() *nl.Input {
	in := &nl.Input{
		PaidOn: cal.MustParse("2026-02-25"), Period: nl.Month,
		Days:       cal.Period{Start: cal.MustParse("2026-02-01"), End: cal.MustParse("2026-02-28")},
		Person:     nl.Person{Born: cal.MustParse("1990-05-17"), AOW: cal.MustParse("2057-08-17")},
		Employment: nl.Employment{Relation: nl.Employee, Written: true, OpenEnded: true, Zvw: nl.Levy},
		Employer:   nl.Employer{Size: nl.Small, WGA: money.MustParse("0.0083"), ZW: money.MustParse("0.0050")},
		Tax:        nl.Tax{Table: nl.White, Credit: true},
		Wage:       nl.Wage{Period: money.MustParse("3500.00"), Pension: money.MustParse("175.00")},
		Holiday:    nl.HolidayAllowance{Part: money.MustParse("0.08"), Base: money.MustParse("3500.00"), Balance: money.MustParse("2240.00")},
		Allowances: nl.Allowances{Travel: money.MustParse("92.00"), Kilometres: money.MustParse("400")},
	}
	january := *in
	january.PaidOn = cal.MustParse("2026-01-26")
	january.Days = cal.Period{Start: cal.MustParse("2026-01-01"), End: cal.MustParse("2026-01-31")}
	slip := &payroll.Slip{}
	if err := nl.Pay(&january, slip); err != nil {
		panic(err)
	}
	in.Before = in.Before.After(slip)
	return in
}

func benchmark(b *testing.B, why bool) {
	in, slip := employee(), &payroll.Slip{Why: why}
	b.ReportAllocs()
	for b.Loop() {
		slip.Reset()
		if err := nl.Pay(in, slip); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(slip.Lines)), "lines")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "payslips/s")
}

func BenchmarkPay(b *testing.B)            { benchmark(b, false) }
func BenchmarkPayWithReasons(b *testing.B) { benchmark(b, true) }
