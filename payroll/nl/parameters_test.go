package nl_test

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/nl"
)

var update = flag.Bool("update", false, "write the expected files in testdata again")

// golden holds a text against a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s would be\n%s", path, got)
	}
}

// value is a parameter's numbers in a year.
func value(t *testing.T, name string, year int) []money.Amount {
	t.Helper()
	day := cal.MustNew(year, 12, 31)
	for _, p := range nl.Parameters() {
		if p.Name == name && p.Contains(day) {
			return p.Values
		}
	}
	t.Fatalf("%s has no value in %d", name, year)
	return nil
}

var years = []int{2024, 2025, 2026}

// Every value has its source and its mark; the reader refuses others. Every day
// of the years that are known has all it needs.
func TestParametersAreWhole(t *testing.T) {
	for _, p := range nl.Parameters() {
		if p.Source == "" || p.Mark == "" {
			t.Errorf("%s of %v has no source or mark", p.Name, p.Period)
		}
	}
	for day := cal.MustParse("2024-01-01"); day.Year() <= 2026; day = day.AddDays(1) {
		if _, err := nl.MinimumWage(day, cal.MustParse("1990-01-01"), false); err != nil {
			t.Fatal(err)
		}
	}
	for _, day := range []string{"2023-12-31", "2027-01-01", "1950-01-01"} {
		_, err := nl.MinimumWage(cal.MustParse(day), cal.MustParse("1940-01-01"), false)
		var unknown *payroll.Unknown
		if !errors.As(err, &unknown) || unknown.On.String() != day {
			t.Errorf("on %s: %v", day, err)
		}
	}
}

// A stored payment names the edition of the parameters that it was computed by.
// Whoever changes a value of a year must count its edition up, or a payment
// computed again would come out otherwise under the same name.
func TestEditions(t *testing.T) {
	var out strings.Builder
	for _, year := range years {
		sum := sha256.New()
		for _, p := range nl.Parameters() {
			if p.Start.Year() <= year && (p.Open() || p.End.Year() >= year) || strings.HasPrefix(p.Name, "car/") && p.Start.Year() <= year {
				fmt.Fprintln(sum, p.Name, p.Period, p.Values)
			}
		}
		fmt.Fprintf(&out, "nl %d edition %v %x\n", year, value(t, "edition", year)[0], sum.Sum(nil)[:8])
	}
	golden(t, "editions.txt", out.String())
}

func up(a money.Amount) money.Amount { return a.Round(0, money.Ceil) }

// The columns of the state pension age follow from those below it: a credit
// falls into a part of wages tax and a part of premiums, in which there is no
// AOW; each part goes up to whole euros, a factor's to five decimals
// (Rekenvoorschriften 2025, par. 2.2.4 and the annex of parameters).
func TestColumnsOfPensionAge(t *testing.T) {
	premium := money.MustParse("0.0975") // 27.65 % less AOW 17.90 %
	all := money.MustParse("0.2765")
	for _, year := range years {
		b1 := value(t, "tax/brackets/below", year)[2]
		wagesTax := b1.Sub(all).Quo(b1, 5, money.HalfUp)
		premiums := premium.Quo(b1, 5, money.HalfUp)
		amount := func(a money.Amount) money.Amount { return up(a.Mul(wagesTax)).Add(up(a.Mul(premiums))) }
		factor := func(a money.Amount) money.Amount {
			return a.Mul(wagesTax).Round(5, money.HalfUp).Add(a.Mul(premiums).Round(5, money.HalfUp))
		}
		check := func(name string, i int, below, aow string, of func(money.Amount) money.Amount) {
			want, got := of(value(t, below, year)[i]), value(t, aow, year)[i]
			if !want.Equal(got) {
				t.Errorf("%d %s, value %d: %v, by the rule %v", year, name, i, got, want)
			}
		}
		check("algemene heffingskorting", 0, "credit/general/below", "credit/general/aow", amount)
		check("algemene heffingskorting", 3, "credit/general/below", "credit/general/aow", factor)
		for i := range 4 {
			check("arbeidskorting", i, "credit/employment/below", "credit/employment/aow", factor)
		}
		for i := 4; i < 7; i++ {
			check("arbeidskorting", i, "credit/employment/below", "credit/employment/aow", amount)
		}
		if got := amount(value(t, "credit/disabled", year)[0]); !got.Equal(value(t, "credit/disabled", year)[1]) {
			t.Errorf("%d jonggehandicaptenkorting: %v by the rule", year, got)
		}
		for _, class := range []string{"aow1945", "aow1946"} {
			if low := value(t, "tax/brackets/"+class, year)[2]; !low.Equal(b1.Sub(money.MustParse("0.1790"))) {
				t.Errorf("%d %s: first rate %v", year, class, low)
			}
		}
	}
}

// The tax up to a limit is the sum of the brackets below it, each in whole
// euros (Rekenvoorschriften par. 2.2.3).
func TestBracketsAddUp(t *testing.T) {
	for _, year := range years {
		for _, class := range []string{"below", "aow1945", "aow1946"} {
			v := value(t, "tax/brackets/"+class, year)
			a2, a3, b1, b2, c2, c3 := v[0], v[1], v[2], v[3], v[5], v[6]
			whole := func(a money.Amount) money.Amount { return a.Round(0, money.Floor) }
			if want := whole(a2.Mul(b1)); !c2.Equal(want) {
				t.Errorf("%d %s: c2 is %v, the sum %v", year, class, c2, want)
			}
			if want := c2.Add(whole(a3.Sub(a2).Mul(b2))); !c3.Equal(want) {
				t.Errorf("%d %s: c3 is %v, the sum %v", year, class, c3, want)
			}
		}
	}
}

// The settlement percentages are the sums of the factors in force at a wage, to
// hundredths of a percent. That is how the official tables come out; the tables
// are loaded, not computed, as one of their limits is off by one.
func TestSettlementPercentages(t *testing.T) {
	for _, year := range years {
		k := value(t, "credit/employment/below", year)
		general := value(t, "credit/general/below", year)[3]
		var sums []string
		for _, sum := range []money.Amount{k[0].Neg(), k[1].Neg(), k[2].Neg(), general.Sub(k[2]), general.Add(k[3]), k[3], {}} {
			sums = append(sums, sum.Round(4, money.HalfUp).String())
		}
		for row := range slices.Chunk(value(t, "special/white/below", year), 4) {
			if got := row[3].Round(4, money.HalfUp).String(); !slices.Contains(sums, got) {
				t.Errorf("%d, from %v: %v is none of %v", year, row[0], got, sums)
			}
		}
	}
}

// The maximum of a period is the year's by days, weeks and months, down to
// cents (Handboek Loonheffingen 2026, table 11).
func TestMaximumPremiumWage(t *testing.T) {
	for period, want := range map[nl.Period]string{
		nl.Day: "305.41", nl.Week: "1527.09", nl.FourWeeks: "6108.38", nl.Month: "6617.41", nl.Quarter: "19852.25",
	} {
		in := employee()
		in.Before, in.Period = nil, period
		if got := pay(t, in).Of(nl.MaximumSV); got.String() != want {
			t.Errorf("%s: %v, want %s", period, got, want)
		}
	}
}

// The younger have parts of the minimum wage of 21, to the nearest cent (Besluit
// minimumjeugdloon: 80, 60, 50, 39.5, 34.5 and 30 percent from 20 to 15).
func TestMinimumWageOfTheYoung(t *testing.T) {
	parts := []string{"1", "0.80", "0.60", "0.50", "0.395", "0.345", "0.30"}
	for _, p := range nl.Parameters() {
		if p.Name != "minimum/hour" {
			continue
		}
		for i, part := range parts {
			if want := p.Values[0].Mul(money.MustParse(part)).Round(2, money.HalfUp); !want.Equal(p.Values[i]) {
				t.Errorf("%v, %d years: %v, by the part %v", p.Period, 21-i, p.Values[i], want)
			}
		}
	}
}
