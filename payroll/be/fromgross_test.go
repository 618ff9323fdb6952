package be_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/be"
)

// july is a white-collar contract in July 2026, which has 23 working days of
// 7.6 hours.
func july(wage string, change func(in *be.GrossInput)) be.GrossInput {
	in := monthly(wage)
	in.Period = monthOf("2026-07")
	in.WorkedHours = worked("7.6", "2026-07-01", "2026-07-31")
	change(&in)
	return in
}

// joined writes what the input of pay is told.
func joined(in be.Input) string {
	t := in.Time
	return fmt.Sprintf("wage %v of %v bonus %v premium %v benefits %v reimbursed %v simple %v; part time %v %v of %v days %v hours of %v, %v days a week; public %v car %v bicycle %v for %v",
		in.Wage, in.NormalWage, in.Bonus, in.YearEndPremium, in.Benefits, in.Reimbursed, in.Departure.Simple,
		t.PartTime, t.PaidDays, t.PossibleDays, t.PaidHours, t.WeeklyHours, t.WeeklyDays,
		in.Travel.Public, in.Travel.Car, in.Travel.Bicycle, in.Travel.BicycleKilometres)
}

const nothingElse = " bonus 0 premium 0 benefits 0 reimbursed 0 simple 0; "

func TestFromGross(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   be.GrossInput
		want string
	}{
		{
			"a whole month", july("3000.00", func(*be.GrossInput) {}),
			"wage 3000.00 of 3000.00" + nothingElse + "part time false 23.0 of 23 days 0 hours of 38, 5 days a week; public 0 car 0 bicycle 0 for 0",
		},
		{
			// Four days unpaid: 3000 × 19 / 23.
			"an incomplete month", july("3000.00", func(in *be.GrossInput) {
				in.WorkedHours = worked("7.6", "2026-07-01", "2026-07-27")
				in.Absences = []be.Absence{absent("700", "2026-07-28", "2026-07-31", "0")}
			}),
			"wage 2478.26 of 3000.00" + nothingElse + "part time false 19.0 of 23 days 0 hours of 38, 5 days a week; public 0 car 0 bicycle 0 for 0",
		},
		{
			"half a day less", july("3000.00", func(in *be.GrossInput) {
				in.WorkedHours = append(worked("7.6", "2026-07-01", "2026-07-30"), worked("3.8", "2026-07-31", "2026-07-31")...)
			}),
			"wage 2934.78 of 3000.00" + nothingElse + "part time false 22.5 of 23 days 0 hours of 38, 5 days a week; public 0 car 0 bicycle 0 for 0",
		},
		{
			// The fund pays the holiday of manual workers: code 2 counts for nothing.
			"blue-collar holiday, hourly wage", july("16.00", func(in *be.GrossInput) {
				in.Statute, in.Wages[0].Type = be.BlueCollar, be.Hourly
				in.WorkedHours = worked("7.6", "2026-07-01", "2026-07-17")
				in.Absences = []be.Absence{absent("300", "2026-07-20", "2026-07-31", "0")}
			}),
			"wage 1580.80 of 2634.67" + nothingElse + "part time false 13.0 of 23 days 0 hours of 38, 5 days a week; public 0 car 0 bicycle 0 for 0",
		},
		{
			"a leaver", july("3000.00", func(in *be.GrossInput) {
				in.Contract.End = day("2026-07-10")
				in.WorkedHours = worked("7.6", "2026-07-01", "2026-07-10")
				in.AdditionalPayments = []be.AdditionalPayment{{Component: "2500", Amount: amt("1000")}}
			}),
			"wage 3000.00 of 3000.00 bonus 0 premium 0 benefits 0 reimbursed 0 simple 1000.00; part time false 8.0 of 23 days 0 hours of 38, 5 days a week; public 0 car 0 bicycle 0 for 0",
		},
		{
			"half time", july("1500.00", func(in *be.GrossInput) {
				in.Hours = []be.Hours{{Period: days("2021-03-01", ""), PerWeek: amt("19"), Reference: amt("38"), Schedule: week("19", "5")}}
				in.WorkedHours = worked("3.8", "2026-07-01", "2026-07-31")
			}),
			"wage 1500.00 of 1500.00" + nothingElse + "part time true 0 of 23 days 87.4 hours of 38, 0 days a week; public 0 car 0 bicycle 0 for 0",
		},
		{
			"payments and travel", july("3000.00", func(in *be.GrossInput) {
				in.AdditionalPayments = []be.AdditionalPayment{
					{Component: "2000", Amount: amt("150")},
					{Component: "2010", Amount: amt("50")},
					{Component: "2020", Amount: amt("2000")},
					{Component: "2200", Amount: amt("20")},
					{Component: "2300", Amount: amt("141.66")},
					{Component: "2900", Quantity: amt("100")},
				}
				in.CommuteRates = map[string]money.Amount{"bicycle": amt("0.35"), "train": amt("0.1"), "car": amt("0.05")}
				in.Commute = []be.Commute{
					{Period: in.Period, Mode: "bicycle", Days: 10, KilometresPerDay: amt("12")},
					{Period: in.Period, Mode: "train", Days: 5, KilometresPerDay: amt("80")},
					{Period: in.Period, Mode: "car", Days: 2, KilometresPerDay: amt("40")},
					{Period: in.Period, Mode: "companyCar", Days: 2, KilometresPerDay: amt("40")}, // no rate
				}
			}),
			"wage 3050.00 of 3000.00 bonus 150.00 premium 2000.00 benefits 141.66 reimbursed 62.97 simple 0; " +
				"part time false 23.0 of 23 days 0 hours of 38, 5 days a week; public 40.00 car 4.00 bicycle 42.00 for 120",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := gross(t, tt.in)
			in, err := be.FromGross(&tt.in, &r)
			if diff := cmp.Diff(tt.want, joined(in)); err != nil || diff != "" {
				t.Error(err, diff)
			}
			if err := be.Pay(&in, &payroll.Slip{}); err != nil {
				t.Error(err)
			}
		})
	}
}

// The half-time worker of a published payslip, from the work order to the work
// bonus (be-s-0044).
func TestFromWorkOrderToNet(t *testing.T) {
	order := july("15.21", func(in *be.GrossInput) {
		in.Statute, in.Wages[0].Type = be.BlueCollar, be.Hourly
		in.Hours = []be.Hours{{Period: days("2021-03-01", ""), PerWeek: amt("10"), Reference: amt("38"), Schedule: week("10", "5")}}
		in.WorkedHours = worked("2", "2026-07-01", "2026-07-31")
	})
	r := gross(t, order)
	in, err := be.FromGross(&order, &r)
	if err != nil {
		t.Fatal(err)
	}
	// 46 hours × 15.21 = 699.66, a cent more than on the payslip.
	if got, want := told(pay(t, in), "wage", "workBonusA", "workBonusB"), "wage 699.66; workBonusA 35.81; workBonusB 21.16"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestFromGrossUnknown(t *testing.T) {
	for what, change := range map[string]func(in *be.GrossInput){
		"wage component 2400": func(in *be.GrossInput) {
			in.AdditionalPayments = []be.AdditionalPayment{{Component: "2400", Amount: amt("1")}}
		},
		"wage component 2600": func(in *be.GrossInput) {
			in.AdditionalPayments = []be.AdditionalPayment{{Component: "2600", Amount: amt("1")}}
		},
		"working time 80": func(in *be.GrossInput) {
			in.Overtime = []be.Overtime{{Date: day("2026-07-01"), Hours: amt("1"), Code: "810"}}
		},
		"travel to work by companyCar": func(in *be.GrossInput) {
			in.CommuteRates = map[string]money.Amount{"companyCar": amt("0.1")}
			in.Commute = []be.Commute{{Period: in.Period, Mode: "companyCar", Days: 1, KilometresPerDay: amt("1")}}
		},
	} {
		order := july("3000.00", change)
		r := gross(t, order)
		_, err := be.FromGross(&order, &r)
		if _, ok := errors.AsType[*payroll.Unknown](err); !ok || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Nothing of gross pay is lost on the way to net pay, and no more time is paid
// than there is.
func TestFromGrossIsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		order := inputs().Draw(t, "order")
		r := compute(t, order)
		in, err := be.FromGross(&order, &r)
		if _, ok := errors.AsType[*payroll.Unknown](err); ok {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		same(t, "gross", money.Sum(in.Wage, in.Bonus, in.YearEndPremium, in.Benefits, in.Departure.Simple), r.Gross)
		same(t, "net", in.Reimbursed, r.AdditionalNet)
		same(t, "travel", money.Sum(in.Travel.Public, in.Travel.Car, in.Travel.Bicycle), r.Commute)
		if in.Time.PaidDays.Cmp(in.Time.PossibleDays) > 0 {
			t.Fatalf("%+v", in.Time)
		}
	})
}
