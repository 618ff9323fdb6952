package be_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/be"
)

var update = flag.Bool("update", false, "write testdata/explain.txt again")

// A month with nearly everything, told in words.
func TestExplain(t *testing.T) {
	in := be.Input{
		Period: monthOf("2026-06"), Statute: be.WhiteCollar, Wage: amt("2800.00"), YearEndPremium: amt("500.00"),
		Holiday:  be.DoubleHoliday{MonthWage: amt("2800.00"), Months: amt("11")},
		Time:     be.Time{PaidDays: amt("20.5"), PossibleDays: amt("22")},
		Family:   be.Family{Situation: be.SpouseWithIncome, Children: 2, DisabledChildren: 1},
		Vouchers: be.Vouchers{Count: 20, Value: amt("10.00"), Own: amt("1.09")},
		Travel:   be.Travel{Car: amt("90.00")},
		Before:   payroll.Totals{be.ComponentTravelCar: amt("450.00"), be.ComponentWage: amt("14000.00")},
		Quarter:  &be.QuarterToDate{Base: amt("5600.00"), Withheld: amt("42.30"), Last: true},
		Employer: &be.Employer{Workers: 25, JointCommittee: "200", FirstHire: true},
	}
	var got bytes.Buffer
	if err := payroll.Explain(&got, pay(t, in)); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/explain.txt"
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if diff := cmp.Diff(string(want), got.String()); err != nil || diff != "" {
		t.Error(err, diff)
	}
}
