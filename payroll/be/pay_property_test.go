package be_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/go-json-experiment/json"
	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/be"
)

// months draws inputs of every sort that can be computed.
func months() *rapid.Generator[be.Input] {
	return rapid.Custom(func(t *rapid.T) be.Input {
		year, month := 2026, rapid.IntRange(1, 12).Draw(t, "month")
		if rapid.Bool().Draw(t, "2025") {
			year, month = 2025, rapid.IntRange(4, 12).Draw(t, "month of 2025")
		}
		in := be.Input{
			Period:  monthOf(fmt.Sprintf("%d-%02d", year, month)),
			Statute: rapid.SampledFrom([]be.Statute{be.WhiteCollar, be.BlueCollar}).Draw(t, "statute"),
			Wage:    cents(t, "wage", 0, 12_000_00),
			Family:  family(t),
		}
		if rapid.Bool().Draw(t, "exceptional") {
			in.Bonus, in.YearEndPremium = cents(t, "bonus", 0, 3_000_00), cents(t, "premium", 0, 5_000_00)
		}
		if in.Statute == be.WhiteCollar && rapid.Bool().Draw(t, "holiday") {
			in.Holiday = be.DoubleHoliday{MonthWage: cents(t, "month", 1, 6_000_00), Months: cents(t, "months", 1, 12_00)}
			in.Departure.Gross = cents(t, "departure", 0, 50_000_00)
		}
		if rapid.Bool().Draw(t, "beside") {
			in.GroupInsurance, in.Deductions = cents(t, "group", 0, 200_00), cents(t, "deductions", 0, 500_00)
			in.Reimbursed, in.Travel.Car = cents(t, "costs", 0, 300_00), cents(t, "car", 0, 700_00)
			in.Vouchers = be.Vouchers{Count: rapid.IntRange(0, 23).Draw(t, "vouchers"), Value: amt("8.00"), Own: amt("1.09")}
			in.OvertimeReduction = cents(t, "overtime", 0, 100_00)
		}
		in.Time = times(t)
		if rapid.Bool().Draw(t, "employer") {
			in.Employer = &be.Employer{Workers: rapid.IntRange(0, 100).Draw(t, "workers"), FirstHire: rapid.Bool().Draw(t, "first"), JointCommittee: "200"}
		} else if rapid.Bool().Draw(t, "benefits") {
			in.Benefits = cents(t, "benefit", 0, 400_00)
		}
		return in
	})
}

func family(t *rapid.T) be.Family {
	f := be.Family{
		Situation: rapid.SampledFrom([]be.Situation{
			be.Single, be.SpouseWithIncome, be.SpouseWithoutIncome, be.SpouseLowIncome, be.SpouseLowPension, "",
		}).Draw(t, "situation"),
		NonResident: rapid.IntRange(0, 9).Draw(t, "resident") == 0,
		Children:    rapid.IntRange(0, 10).Draw(t, "children"), Disabled: rapid.Bool().Draw(t, "disabled"),
		CareDependants: rapid.IntRange(0, 2).Draw(t, "care"), OtherDependants: rapid.IntRange(0, 2).Draw(t, "other"),
	}
	f.DisabledChildren = rapid.IntRange(0, f.Children).Draw(t, "disabled children")
	f.SingleParent = f.Children > 0 && (f.Situation == be.Single || f.Situation == "")
	return f
}

func times(t *rapid.T) be.Time {
	days := amt("21")
	switch rapid.IntRange(0, 2).Draw(t, "time") {
	case 0:
		return be.Time{PossibleDays: days, PaidDays: money.New(rapid.Int64Range(0, 42).Draw(t, "half days")*5, 1)}
	case 1:
		return be.Time{PartTime: true, PossibleDays: days, PaidHours: cents(t, "hours", 0, 170_00), WeeklyHours: amt("38")}
	}
	return be.Time{}
}

func slipOf(t *rapid.T, in *be.Input) *payroll.Slip {
	slip := &payroll.Slip{Why: true}
	if err := be.Pay(in, slip); err != nil {
		t.Fatal(err)
	}
	return slip
}

// Net pay is what the lines pay less what they withhold, and where it is below
// zero a line says so. Nothing withheld is negative, and credits never pay out.
func TestSlipsAddUp(t *testing.T) {
	effects := map[string]payroll.Effect{}
	for _, c := range be.Components() {
		effects[c.Name] = c.Effect
	}
	rapid.Check(t, func(t *rapid.T) {
		in := months().Draw(t, "in")
		slip := slipOf(t, &in)
		var net money.Amount
		for _, l := range slip.Lines {
			switch effects[l.Component] {
			case payroll.Pays:
				net = net.Add(l.Amount)
			case payroll.Withholds:
				net = net.Sub(l.Amount)
			case payroll.Costs, payroll.Tells:
			default:
				t.Fatalf("%s has no description", l.Component)
			}
			if l.Amount.Sign() < 0 && l.Component != be.ComponentNet || l.Amount.Scale() != 2 {
				t.Fatalf("%s is %v", l.Component, l.Amount)
			}
			if l.Reason == nil || l.Reason.Rule == "" || l.Reason.Source == "" || l.Reason.Parameters == "" || len(l.Reason.Inputs) == 0 {
				t.Fatalf("%s has the reason %+v", l.Component, l.Reason)
			}
		}
		same(t, "net", slip.Of(be.ComponentNet), net)
		if net.Sign() < 0 {
			same(t, "shortfall", slip.Of(be.ComponentShortfall), net.Neg())
		}
		bonus := slip.Of(be.ComponentBonusA).Add(slip.Of(be.ComponentBonusB))
		if bonus.Cmp(slip.Of(be.ComponentPersonalContribution)) > 0 {
			t.Fatalf("the work bonus %v pays out", bonus)
		}
		if slip.Of(be.ComponentFiscalBonus).Cmp(slip.Of(be.ComponentTaxBefore)) > 0 {
			t.Fatal("the fiscal work bonus pays out")
		}
		if slip.Of(be.ComponentStructural).Add(slip.Of(be.ComponentFirstHire)).Cmp(slip.Of(be.ComponentEmployerBasic)) > 0 {
			t.Fatal("the reductions pay out")
		}
	})
}

// What was stored computes to the same bytes.
func TestStoredInputComputesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := months().Draw(t, "in")
		slip := slipOf(t, &in)
		in.Parameters = slip.Lines[0].Reason.Parameters
		stored, err := json.Marshal(in, json.Deterministic(true))
		if err != nil {
			t.Fatal(err)
		}
		var again be.Input
		if err := json.Unmarshal(stored, &again, json.RejectUnknownMembers(true)); err != nil {
			t.Fatalf("%v: %s", err, stored)
		}
		one, err1 := json.Marshal(slip)
		two, err2 := json.Marshal(slipOf(t, &again))
		if err1 != nil || err2 != nil || !bytes.Equal(one, two) {
			t.Fatalf("%s\n%s\n%s", stored, one, two)
		}
	})
}

// Without reasons the lines are the same.
func TestReasonsChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := months().Draw(t, "in")
		with, without := slipOf(t, &in), &payroll.Slip{}
		if err := be.Pay(&in, without); err != nil {
			t.Fatal(err)
		}
		if told(with) != told(without) {
			t.Fatalf("%s\n%s", told(with), told(without))
		}
	})
}

// A year's totals are the sums of its months, line by line.
func TestYearToDate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, sums := payroll.Totals{}, map[string]money.Amount{}
		in := months().Draw(t, "in")
		in.Statute, in.Holiday, in.Departure = be.WhiteCollar, be.DoubleHoliday{}, be.DepartureHoliday{}
		for month := 1; month <= 12; month++ {
			in.Period = monthOf(fmt.Sprintf("2026-%02d", month))
			in.Wage, in.Before = cents(t, "wage", 0, 9_000_00), before
			slip := slipOf(t, &in)
			for _, l := range slip.Lines {
				sums[l.Component] = sums[l.Component].Add(l.Amount)
				same(t, l.Component, l.YearToDate, sums[l.Component])
			}
			before = before.After(slip)
		}
		for _, c := range slices.Sorted(maps.Keys(before)) {
			same(t, c, before[c], sums[c])
		}
		if exempt := before[be.ComponentTravelCar]; exempt.Cmp(amt("500")) > 0 {
			t.Fatalf("travel by car is exempt for %v", exempt)
		}
		most := amt("3594.36") // the cap of the year, known from July on
		if bonus := before[be.ComponentBonusA].Add(before[be.ComponentBonusB]); bonus.Cmp(most) > 0 {
			t.Fatalf("the year's work bonus is %v", bonus)
		}
	})
}

// However a quarter's pay is spread over its months, the special contribution
// of the quarter is the same.
func TestQuarterIsTheSameHoweverSpread(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, total := family(t), rapid.Int64Range(0, 30_000_00).Draw(t, "total")
		statute := rapid.SampledFrom([]be.Statute{be.WhiteCollar, be.BlueCollar}).Draw(t, "statute")
		withheld := func(wages ...int64) money.Amount {
			q := be.QuarterToDate{}
			for i, wage := range wages {
				q.Last = i == len(wages)-1
				in := be.Input{Period: monthOf(fmt.Sprintf("2026-%02d", 7+i)), Statute: statute, Wage: money.New(wage, 2), Family: f, Quarter: &q}
				q = q.After(slipOf(t, &in))
			}
			return q.Withheld
		}
		first := rapid.Int64Range(0, total).Draw(t, "first")
		second := rapid.Int64Range(0, total-first).Draw(t, "second")
		spread, at, once := withheld(first, second, total-first-second), withheld(0, 0, total), withheld(total)
		if statute == be.BlueCollar { // 108 % of each month is rounded for itself
			if off := spread.Sub(at).Abs(); off.Cmp(amt("0.01")) > 0 {
				t.Fatalf("%v and %v", spread, at)
			}
			return
		}
		same(t, "spread", spread, at)
		same(t, "in one month", at, once)
	})
}

// The tax before the bonus never falls when a cent more is taxed, nor when a
// child fewer is at charge, and a cent more is never taxed by more than a cent.
func TestTaxRises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := months().Draw(t, "in")
		in.Employer, in.Benefits = nil, cents(t, "benefits", 0, 9_000_00)
		tax := func(in be.Input) money.Amount { return slipOf(t, &in).Of(be.ComponentTaxBefore) }
		before := tax(in)
		more := in
		more.Benefits = more.Benefits.Add(amt("0.01")) // taxed and without contributions
		if after := tax(more); after.Cmp(before) < 0 || after.Sub(before).Cmp(amt("0.01")) > 0 {
			t.Fatalf("%v, then %v", before, after)
		}
		if in.Family.Children > in.Family.DisabledChildren && !in.Family.SingleParent {
			in.Family.Children--
			if after := tax(in); after.Cmp(before) < 0 {
				t.Fatalf("a child fewer: %v, then %v", before, after)
			}
		}
	})
}

// The special contribution never falls when pay rises.
func TestSpecialContributionRises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := be.Input{Period: monthOf("2026-05"), Statute: be.WhiteCollar, Wage: cents(t, "wage", 0, 8_000_00), Family: family(t)}
		before := slipOf(t, &in).Of(be.ComponentSpecial)
		in.Wage = in.Wage.Add(cents(t, "more", 1, 100_00))
		// A step begins a cent lower than the one before it ends (4,100.00, single).
		if after := slipOf(t, &in).Of(be.ComponentSpecial); after.Add(amt("0.01")).Cmp(before) < 0 {
			t.Fatalf("%v, then %v", before, after)
		}
	})
}

// A euro more of ordinary pay never makes less of net pay. A cent can, as every
// step rounds.
func TestNetRises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := be.Input{
			Period:  monthOf(rapid.SampledFrom([]string{"2025-01", "2025-06", "2026-01", "2026-03", "2026-05", "2026-08", "2026-09"}).Draw(t, "month")),
			Statute: rapid.SampledFrom([]be.Statute{be.WhiteCollar, be.BlueCollar}).Draw(t, "statute"),
			Wage:    cents(t, "wage", 0, 8_000_00), Family: family(t),
		}
		before := slipOf(t, &in).Of(be.ComponentNet)
		in.Wage = in.Wage.Add(amt("1.00"))
		after := slipOf(t, &in).Of(be.ComponentNet)
		if in.Family.Situation == be.SpouseWithIncome {
			after = after.Add(amt("5.15")) // are due at once from 1,095.10 on
		}
		if after.Cmp(before) < 0 {
			t.Fatalf("%v, then %v", before, after)
		}
	})
}

// Whatever the input, nothing panics, and what is refused leaves no lines.
func FuzzPay(f *testing.F) {
	for _, in := range []be.Input{
		september("3000.00"),
		{Period: monthOf("2025-06"), Statute: be.BlueCollar, Wage: amt("2400.10"), Employer: &be.Employer{Workers: 20, FirstHire: true}},
		{Period: monthOf("2026-12"), Statute: be.WhiteCollar, YearEndPremium: amt("2000"), Before: payroll.Totals{be.ComponentBonusA: amt("3000")}},
		{Period: cal.Period{}, Statute: be.Student},
	} {
		text, err := json.Marshal(in)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var in be.Input
		if json.Unmarshal(text, &in) != nil {
			return
		}
		slip := &payroll.Slip{Why: true}
		if err := be.Pay(&in, slip); err != nil {
			if len(slip.Lines) != 0 {
				t.Fatalf("refused with lines: %v", err)
			}
			return
		}
		if net := slip.Of(be.ComponentNet); net.Sign() < 0 && slip.Of(be.ComponentShortfall).Sign() <= 0 {
			t.Fatalf("net is %v, and no line says why", net)
		}
	})
}
