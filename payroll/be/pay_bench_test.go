package be_test

import (
	"testing"

	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/be"
)

// BenchmarkPay is a monthly payslip with the employer's side, without reasons
// and with them.
func BenchmarkPay(b *testing.B) {
	in := be.Input{
		Period: monthOf("2026-09"), Statute: be.WhiteCollar, Wage: amt("2650.00"),
		Time:     be.Time{PaidDays: amt("22"), PossibleDays: amt("22")},
		Family:   be.Family{Situation: be.SpouseWithIncome, Children: 2},
		Vouchers: be.Vouchers{Count: 20, Value: amt("8.00"), Own: amt("1.09")},
		Before:   payroll.Totals{be.ComponentBonusA: amt("1000.00")},
		Employer: &be.Employer{Workers: 25, JointCommittee: "200"},
	}
	for name, why := range map[string]bool{"amounts": false, "reasons": true} {
		b.Run(name, func(b *testing.B) {
			slip := payroll.Slip{Why: why}
			b.ReportAllocs()
			for b.Loop() {
				slip.Reset()
				if err := be.Pay(&in, &slip); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(slip.Lines)), "lines")
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "payslips/s")
		})
	}
}
