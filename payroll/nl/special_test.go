package nl_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/nl"
)

// reward is a payment of a special reward alone.
func reward(year int, class string, t nl.Tax, annual, reward string) *nl.Input {
	in := wage(year, class, t, money.Amount{})
	in.Period, in.Wage.Special = nl.None, amount(reward)
	in.Tax.AnnualWage = new(amount(annual))
	if t.Table == nl.Green {
		in.Employment.Relation = nl.Former
	}
	return in
}

// The rows of the tables and their limits: a wage of a year belongs to the
// highest row that isn't above it. Shared cases have more of them.
func TestSpecialRows(t *testing.T) {
	white, green := nl.Tax{Table: nl.White, Credit: true}, nl.Tax{Table: nl.Green, Credit: true}
	single := nl.Tax{Table: nl.White, Credit: true, Single: true}
	singleGreen := nl.Tax{Table: nl.Green, Credit: true, Single: true}
	for _, c := range []struct {
		year               int
		class              string
		tax                nl.Tax
		annual, want, from string
	}{
		{2026, "under_aow", white, "0", "0.00", "0 + 0"},
		{2026, "under_aow", white, "23930.99", "47.40", "35.75 - 31.01, from 12,923"},
		{2026, "under_aow", white, "23931", "338.00", "35.75 - 1.95"},
		{2026, "under_aow", white, "78427", "560.10", "49.50 + 6.51"},
		{2026, "under_aow", nl.Tax{Table: nl.White}, "78427", "495.00", "49.50"},
		{2026, "under_aow", white, "143555", "495.00", "49.50 + 0"},
		{2025, "aow_1946", white, "34001", "199.60", "17.92 + 2.04"},
		{2025, "aow_1946", single, "34001", "0.00", "with alleenstaande-ouderenkorting from 36,661"},
		{2025, "aow_1946", single, "36661", "199.60", "17.92 + 2.04"},
		{2025, "under_aow", nl.Tax{Table: nl.White, Credit: true}, "34001", "399.00", "35.82 + 4.08"},
		{2024, "aow_1945", white, "40021", "258.50", "19.07 + 6.78"},
		{2024, "aow_1945", white, "40022", "437.50", "36.97 + 6.78"},
		{2026, "aow_1946", green, "20296", "0.00", "0"},
		{2026, "aow_1946", green, "20297", "178.50", "17.85 + 0"},
		{2026, "aow_1946", singleGreen, "20297", "0.00", "with alleenstaande-ouderenkorting from 23,323"},
		{2026, "under_aow", green, "29737", "421.50", "35.75 + 6.40"},
	} {
		slip := pay(t, reward(c.year, c.class, c.tax, c.annual, "1000"))
		if got := slip.Of(nl.LoonheffingBijz); !got.Equal(amount(c.want)) {
			t.Errorf("%d %s of %s: %v, want %s (%s)", c.year, c.class, c.annual, got, c.want, c.from)
		}
		if len(lines(slip, nl.Arbeidskorting))+len(lines(slip, nl.Loonheffing)) != 0 {
			t.Error("a special reward goes through the period's table")
		}
	}
}

// Rates never take more than the reward, nor give; and more reward never has
// less tax.
func TestSpecialRates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tax := nl.Tax{Table: rapid.SampledFrom([]nl.Table{nl.White, nl.Green}).Draw(t, "table"), Credit: rapid.Bool().Draw(t, "credit")}
		class := rapid.SampledFrom([]string{"under_aow", "aow_1945", "aow_1946"}).Draw(t, "class")
		year := rapid.SampledFrom(years).Draw(t, "year")
		in := reward(year, class, tax, "0", "0")
		in.Tax.AnnualWage = new(money.New(rapid.Int64Range(0, 200_000).Draw(t, "annual"), 0))
		in.Wage.Special = money.New(rapid.Int64Range(1, 10_000_000).Draw(t, "reward"), 2)
		got := pay(t, in).Of(nl.LoonheffingBijz)
		if got.Sign() < 0 || got.Cmp(in.Wage.Special) >= 0 {
			t.Fatalf("%v of %v", got, in.Wage.Special)
		}
		in.Wage.Special = in.Wage.Special.Add(money.New(1, 2))
		if more := pay(t, in).Of(nl.LoonheffingBijz); more.Cmp(got) < 0 {
			t.Fatalf("%v of a cent more than %v", more, got)
		}
	})
}

// Handboek Loonheffingen par. 9.3.6: the wage of a part of last year is scaled
// to a year.
func TestAnnualWage(t *testing.T) {
	for months, want := range map[int]string{12: "30000.00", 5: "72000.00", 7: "51428.57"} {
		if got, err := nl.AnnualWage(amount("30000"), months); err != nil || !got.Equal(amount(want)) {
			t.Errorf("of %d months: %v, %v", months, got, err)
		}
	}
	var invalid *payroll.Invalid
	if _, err := nl.AnnualWage(amount("30000"), 0); !errors.As(err, &invalid) {
		t.Errorf("of no month: %v", err)
	}
}
