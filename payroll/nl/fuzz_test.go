package nl_test

import (
	"errors"
	"testing"

	"github.com/go-json-experiment/json"
	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/nl"
	"github.com/payglot/payglot/payroll/verify"
)

func effects() map[string]payroll.Effect {
	all := map[string]payroll.Effect{}
	for _, c := range nl.Components() {
		all[c.Name] = c.Effect
	}
	return all
}

// holds is what must hold of any payment: it is computed or refused with a
// reason, with and without reasons alike, and its lines add up.
func holds(t rapid.TB, in *nl.Input) {
	slip := &payroll.Slip{Why: true}
	err := nl.Pay(in, slip)
	if err != nil {
		var invalid *payroll.Invalid
		var unknown *payroll.Unknown
		if !errors.As(err, &invalid) && !errors.As(err, &unknown) || len(slip.Lines) != 0 {
			t.Fatalf("%v with %d lines", err, len(slip.Lines))
		}
		return
	}
	checkSlip(t, "any", slip, effects())
	plain := &payroll.Slip{}
	if err := nl.Pay(in, plain); err != nil || len(plain.Lines) != len(slip.Lines) {
		t.Fatalf("without reasons: %v, %d lines instead of %d", err, len(plain.Lines), len(slip.Lines))
	}
	for i, l := range plain.Lines {
		if !l.Amount.Equal(slip.Lines[i].Amount) || l.Reason != nil {
			t.Fatalf("without reasons: %+v", l)
		}
	}
}

// FuzzPay feeds payments in JSON, as the command takes them.
func FuzzPay(f *testing.F) {
	for _, in := range []*nl.Input{employee(), full(), reward(2025, "aow_1946", nl.Tax{Table: nl.Green, Credit: true}, "30000", "1000")} {
		text, err := json.Marshal(in)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		values, err := verify.Flatten(text)
		if err != nil {
			return
		}
		var in nl.Input
		if verify.Decode(values, &in) == nil {
			holds(t, &in)
		}
	})
}

// TestAnyPayment draws payments of every kind.
func TestAnyPayment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var before payroll.Totals
		for range rapid.IntRange(1, 3).Draw(t, "payments") {
			in := draw(t)
			in.Before = before
			holds(t, in)
			slip := &payroll.Slip{}
			if nl.Pay(in, slip) == nil {
				before = before.After(slip)
			}
		}
	})
}

// some draws an amount that is often 0.
func some(t *rapid.T, name string, least, most int64) money.Amount {
	if rapid.Bool().Draw(t, name+"?") {
		return money.Amount{}
	}
	return money.New(rapid.Int64Range(least, most).Draw(t, name), 2)
}

func draw(t *rapid.T) *nl.Input {
	flip := func(name string) bool { return rapid.Bool().Draw(t, name) }
	start := cal.MustParse("2024-01-01").AddDays(rapid.IntRange(0, 1095).Draw(t, "day"))
	born := cal.MustParse("1940-01-01").AddDays(rapid.IntRange(0, 26000).Draw(t, "born"))
	in := &nl.Input{
		PaidOn: start.AddDays(20), Days: cal.Period{Start: start, End: start.AddDays(27)},
		Period: rapid.SampledFrom([]nl.Period{nl.Quarter, nl.Month, nl.FourWeeks, nl.Week, nl.Day}).Draw(t, "period"),
		Person: nl.Person{Born: born, AOW: born.AddYears(67)},
		Employment: nl.Employment{
			Relation: rapid.SampledFrom([]nl.Relation{nl.Employee, nl.Employee, nl.Director, nl.Former}).Draw(t, "relation"),
			Written:  flip("written"), OpenEnded: flip("open"), OnCall: flip("call"), ReviewAWf: flip("review"), Zvw: nl.Levy,
		},
		Employer: nl.Employer{Size: nl.Small, WGA: money.MustParse("0.01"), Recovered: money.MustParse("0.005"), Government: flip("government")},
		Tax: nl.Tax{
			Table: nl.White, Credit: flip("credit"), Disabled: flip("disabled"), Anonymous: flip("anonymous"),
			AnnualWage: new(some(t, "annual", 0, 20_000_000)),
		},
		Wage: nl.Wage{
			Period: some(t, "wage", -500_000, 2_000_000), Special: some(t, "special", -100_000, 3_000_000), InKind: some(t, "kind", 0, 100_000),
			Pension: some(t, "pension", 0, 100_000), Deductions: some(t, "deductions", 0, 50_000), Paww: money.MustParse("0.001"),
		},
		Net: nl.Net{Deductions: some(t, "net", 0, 300_000)},
	}
	drawMore(t, in)
	return in
}

func drawMore(t *rapid.T, in *nl.Input) {
	flip := func(name string) bool { return rapid.Bool().Draw(t, name) }
	switch in.Employment.Relation {
	case nl.Director:
		in.Employment.Zvw = nl.Withheld
	case nl.Former:
		in.Tax.Table = nl.Green
	case nl.Employee:
		in.Ruling = nl.Ruling{Applies: flip("ruling"), Norm: nl.NormalNorm}
	}
	in.Tax.Single = in.Tax.Credit && flip("single")
	if flip("holiday") {
		in.Holiday = nl.HolidayAllowance{Part: money.MustParse("0.08"), Base: some(t, "base", 0, 500_000), Pay: flip("pay"), Balance: some(t, "balance", 0, 300_000)}
	}
	if flip("car") {
		in.Car = nl.Car{ListPrice: some(t, "price", 100_000, 10_000_000), Registered: cal.MustParse("2019-01-01").AddDays(rapid.IntRange(0, 1800).Draw(t, "registered")), Clean: flip("clean")}
		if !in.Car.ListPrice.IsZero() {
			in.Car.Contribution = some(t, "contribution", 0, 80_000)
		}
	}
	in.Allowances = nl.Allowances{Travel: some(t, "travel", 0, 50_000), Kilometres: some(t, "km", 0, 100_000), Other: some(t, "other", 0, 10_000), Designated: flip("designated")}
	if flip("garnished") {
		in.Net.Garnished, in.Net.Protected, in.Net.Outside = true, some(t, "protected", 0, 300_000), some(t, "outside", 0, 50_000)
	}
	if flip("broken") && in.Car.ListPrice.IsZero() {
		in.Broken = nl.Broken{Weeks: rapid.IntRange(0, 3).Draw(t, "weeks"), Days: rapid.IntRange(0, 4).Draw(t, "days")}
	}
}
