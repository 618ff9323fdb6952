package nl_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/nl"
)

// A wage below the maximum makes room for the holiday allowance of May, and
// what that leaves uncovered is caught up with in June: the example of loon.nl,
// "Uitleg Voortschrijdend cumulatief rekenen", with the maximum of 2025.
func TestCumulativeBase(t *testing.T) {
	var before payroll.Totals
	for month, c := range []struct{ wage, special, base string }{
		{"5500", "0", "5500.00"},
		{"5500", "0", "5500.00"},
		{"5500", "0", "5500.00"},
		{"5500", "0", "5500.00"},
		{"5500", "5600", "9610.00"}, // 5 * 6322 less 4 * 5500
		{"5500", "0", "6322.00"},
		{"5500", "0", "6168.00"}, // the rest of May's
		{"5500", "0", "5500.00"},
	} {
		in := wage(2025, "under_aow", nl.Tax{Table: nl.White, Credit: true, AnnualWage: new(amount("71600"))}, amount(c.wage))
		in.Wage.Special, in.Before = amount(c.special), before
		slip := pay(t, in)
		wants(t, cal.MustNew(2025, 1, 1).AddMonths(month).String(), slip, nl.PremieloonSV+" "+c.base, nl.BijdrageloonZvw+" "+c.base)
		before = before.After(slip)
	}
}

// A payment of a special reward alone has no maximum of its own: it uses the
// room that earlier periods left, and no more.
func TestRewardAlone(t *testing.T) {
	in := reward(2025, "under_aow", nl.Tax{Table: nl.White}, "70000", "1000")
	wants(t, "first payment of a year", pay(t, in), nl.PremieloonSV+" 0", nl.MaximumSV+" 0", nl.HeffingZvw+" 0")
	in.Before = payroll.Totals{nl.LoonSV: amount("6000"), nl.MaximumSV: amount("6322"), nl.PremieloonSV: amount("6000")}
	wants(t, "with room", pay(t, in), nl.PremieloonSV+" 322", nl.PremieAofLaag+" 20.22") // 6.28 %
}

// What is taken back makes the base shrink, and the premium with it: rounded in
// the payer's favour that is the larger refund.
func TestShrinkingBase(t *testing.T) {
	in := wage(2025, "under_aow", nl.Tax{Table: nl.White}, amount("-100.03"))
	in.Before = payroll.Totals{nl.LoonSV: amount("3000"), nl.MaximumSV: amount("6322"), nl.PremieloonSV: amount("3000")}
	wants(t, "taken back", pay(t, in), nl.PremieloonSV+" -100.03", nl.PremieAofLaag+" -6.29", // 6.28 % is 6.2818
		nl.BijdrageloonZvw+" 0") // nothing was borne before, and it isn't below 0
}

// Who is anonymous has no maximum (Handboek Loonheffingen, ch. 2).
func TestAnonymousHasNoMaximum(t *testing.T) {
	wants(t, "anonymous", pay(t, wage(2025, "under_aow", nl.Tax{Table: nl.White, Anonymous: true}, amount("10000"))),
		nl.PremieloonSV+" 10000", nl.BijdrageloonZvw+" 10000", nl.LoonheffingAnon+" 5200")
}

// Whichever way a year is paid, its bases are the same, and the sums of the year
// are those of its payments; premiums differ by a cent a payment at most.
func TestYearInPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var before payroll.Totals
		var wages, maxima, base, premium money.Amount
		payments := rapid.IntRange(1, 14).Draw(t, "payments")
		for range payments {
			in := wage(2026, "under_aow", nl.Tax{Table: nl.White, Credit: true, AnnualWage: new(amount("60000"))},
				money.New(rapid.Int64Range(-100_000, 1_500_000).Draw(t, "wage"), 2))
			in.Employment.Written, in.Employment.OpenEnded = true, true
			in.Wage.Special = money.New(rapid.SampledFrom([]int64{0, 0, 123_456, 900_001}).Draw(t, "special"), 2)
			in.Before = before
			slip := pay(t, in)
			wages, maxima = wages.Add(slip.Of(nl.LoonSV)), maxima.Add(slip.Of(nl.MaximumSV))
			base, premium = base.Add(slip.Of(nl.PremieloonSV)), premium.Add(slip.Of(nl.PremieAWfLaag))
			after := before.After(slip)
			for _, l := range slip.Lines {
				if !l.YearToDate.Equal(after[l.Component]) {
					t.Fatalf("%s: %v since the start of the year, the payments add up to %v", l.Component, l.YearToDate, after[l.Component])
				}
			}
			before = after
		}
		want := wages
		if maxima.Cmp(want) < 0 {
			want = maxima
		}
		if !base.Equal(want) {
			t.Fatalf("base %v of %v with maxima of %v", base, wages, maxima)
		}
		exact := base.Mul(amount("0.0274"))
		if d := exact.Sub(premium); d.Sign() < 0 || d.Cmp(money.New(int64(payments), 2)) > 0 {
			t.Fatalf("premium %v of %v in %d payments", premium, base, payments)
		}
	})
}

// Besluit Wfsv, ch. 2: the low rate is for a written contract for an open
// end that isn't on call, and for three exceptions.
func TestUnemploymentRate(t *testing.T) {
	young := nl.Person{Born: cal.MustParse("2006-06-01"), AOW: cal.MustParse("2073-06-01")}
	for what, c := range map[string]struct {
		change func(*nl.Input)
		low    bool
	}{
		"written, open-ended":            {func(in *nl.Input) {}, true},
		"not written":                    {func(in *nl.Input) { in.Employment.Written = false }, false},
		"not open-ended":                 {func(in *nl.Input) { in.Employment.OpenEnded = false }, false},
		"on call":                        {func(in *nl.Input) { in.Employment.OnCall = true }, false},
		"vocational, fixed term":         {func(in *nl.Input) { in.Employment.OpenEnded, in.Employment.Vocational = false, true }, true},
		"benefit, fixed term":            {func(in *nl.Input) { in.Employment.OpenEnded, in.Employment.Benefit = false, true }, true},
		"young, 52 hours in a month":     {func(in *nl.Input) { in.Person = young; fixedTerm(in, nl.Month, "52") }, true},
		"young, more than that":          {func(in *nl.Input) { in.Person = young; fixedTerm(in, nl.Month, "52.01") }, false},
		"young, 48 hours in 4 weeks":     {func(in *nl.Input) { in.Person = young; fixedTerm(in, nl.FourWeeks, "48") }, true},
		"young, 49 hours in 4 weeks":     {func(in *nl.Input) { in.Person = young; fixedTerm(in, nl.FourWeeks, "49") }, false},
		"older, few hours, fixed term":   {func(in *nl.Input) { fixedTerm(in, nl.Month, "10") }, false},
		"reviewed":                       {func(in *nl.Input) { in.Employment.ReviewAWf = true }, false},
		"government: neither, Ufo":       {func(in *nl.Input) { in.Employer.Government = true }, false},
		"director: neither, not insured": {func(in *nl.Input) { in.Employment.Relation, in.Employment.Zvw = nl.Director, nl.Withheld }, false},
	} {
		in := employee()
		in.Before = nil
		c.change(in)
		slip := pay(t, in)
		if low := len(lines(slip, nl.PremieAWfLaag)) == 1; low != c.low {
			t.Errorf("%s: low is %v", what, low)
		}
	}
}

func fixedTerm(in *nl.Input, period nl.Period, hours string) {
	in.Period, in.Employment.OpenEnded, in.Employment.PaidHours = period, false, amount(hours)
}

// The rates of 2026 on 3,325.00: Handboek Loonheffingen 2026, tables 8 to 13.
func TestPremiums(t *testing.T) {
	in := employee()
	in.Before = nil
	in.Employer.Recovered = amount("0.0041")
	wants(t, "small", pay(t, in), nl.PremieAWfLaag+" 91.10", nl.PremieAofLaag+" 208.47", nl.OpslagWko+" 16.62", nl.PremieWhk+" 44.22",
		nl.HeffingZvw+" 202.82", nl.VerhaalWGA+" 13.63", nl.BijdrageZvw+" 0")
	in.Employer = nl.Employer{Size: nl.Large, Government: true}
	in.Employment.Zvw = nl.Nil
	wants(t, "large, of the government", pay(t, in), nl.PremieUfo+" 22.61", nl.PremieAofHoog+" 253.69", nl.PremieWhk+" 0", nl.HeffingZvw+" 0", nl.BijdrageZvw+" 0")
	in.Employer = nl.Employer{Size: nl.Small, Sector: 52}
	wants(t, "by sector", pay(t, in), nl.PremieWhk+" 220.44") // 6.63 %
	in.Employment.Relation, in.Employment.Zvw = nl.Director, nl.Withheld
	wants(t, "director", pay(t, in), nl.BijdrageZvw+" 161.26", nl.PremieWhk+" 0", nl.LoonSV+" 0") // 4.85 %
}

// Published AOW payments of January 2025: 1,081.50 with 56.88 for health
// insurance and 193.50 of tax (plusonline.nl).
func TestPensionPayment(t *testing.T) {
	in := wage(2025, "aow_1946", nl.Tax{Table: nl.Green}, amount("1081.50"))
	in.Employment = nl.Employment{Relation: nl.Former, Zvw: nl.Withheld}
	wants(t, "AOW", pay(t, in), nl.BijdrageZvw+" 56.88", nl.Loonheffing+" 193.50", nl.Uitbetaling+" 831.12")
}

// A review has what bore the low rate this year bear the difference, once.
func TestReview(t *testing.T) {
	first := employee()
	first.Before = nil
	before := payroll.Totals(nil).After(pay(t, first))
	in := employee()
	in.Before = before
	in.Employment.ReviewAWf = true
	slip := pay(t, in)
	wants(t, "reviewed", slip, nl.PremieAWfHerzien+" 166.25", nl.PremieAWfHoog+" 257.35", nl.PremieAWfLaag+" 0") // 5 % of 3,325.00, 7.74 %
	in.Before = before.After(slip)
	wants(t, "reviewed again", pay(t, in), nl.PremieAWfHerzien+" 0")
}

// Besluit Wfsv, ch. 2 (herziening): an employment of no more than two months, or 30% more
// hours than agreed with a contract below 30 hours a week, 35 until 2024.
func TestWhenToReview(t *testing.T) {
	for end, want := range map[string]bool{"": false, "2025-03-09": true, "2025-03-10": false} {
		employed := cal.Period{Start: cal.MustParse("2025-01-10")}
		if end != "" {
			employed.End = cal.MustParse(end)
		}
		if got, err := nl.ReviewAfterEnd(employed); got != want || err != nil {
			t.Errorf("until %s: %v, %v", end, got, err)
		}
	}
	for _, c := range []struct {
		year              string
		agreed, paid, per string
		want              bool
	}{
		{"2025-12-31", "1000", "1300", "20", false},
		{"2025-12-31", "1000", "1300.01", "20", true},
		{"2025-12-31", "1000", "1400", "30", false},
		{"2024-12-31", "1000", "1400", "30", true},
		{"2024-12-31", "1000", "1400", "35", false},
	} {
		if got, err := nl.ReviewOfHours(cal.MustParse(c.year), amount(c.agreed), amount(c.paid), amount(c.per)); got != c.want || err != nil {
			t.Errorf("%+v: %v, %v", c, got, err)
		}
	}
}

// Besluit Wfsv, ch. 2, with the average premium wage of 2025, 39,600.
func TestEmployerSize(t *testing.T) {
	for wages, want := range map[string]nl.Size{
		"0": nl.Small, "990000": nl.Small, "990000.01": nl.Medium, "3960000": nl.Medium, "3960000.01": nl.Large,
	} {
		if got, err := nl.EmployerSize(cal.MustParse("2025-06-01"), amount(wages)); got != want || err != nil {
			t.Errorf("%s: %s, %v", wages, got, err)
		}
	}
}
