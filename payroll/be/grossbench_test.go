package be_test

import (
	"testing"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll/be"
)

// BenchmarkGross is a month of work with a holiday, overtime, a premium and
// commute.
func BenchmarkGross(b *testing.B) {
	in := monthly("3200.00")
	in.WorkedHours = worked("7.6", "2024-06-01", "2024-06-27")
	in.Absences = []be.Absence{absent("300", "2024-06-28", "2024-06-28", "0")}
	in.Overtime = []be.Overtime{{Date: day("2024-06-03"), Hours: amt("2"), Code: "800", Percentage: amt("50")}}
	in.AdditionalPayments = []be.AdditionalPayment{{Component: "2000", Amount: amt("150.00")}}
	in.CommuteRates = map[string]money.Amount{"bicycle": amt("0.35")}
	in.Commute = []be.Commute{{Period: in.Period, Mode: "bicycle", Days: 19, KilometresPerDay: amt("18.5")}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := be.Gross(in); err != nil {
			b.Fatal(err)
		}
	}
}
