package nl_test

import (
	"errors"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/nl"
)

// day is an employee's payment without anything but a wage, on a day.
func day(paidOn, w string) *nl.Input {
	in := employee()
	in.PaidOn = cal.MustParse(paidOn)
	year, month, _ := in.PaidOn.Date()
	first := cal.MustNew(year, month, 1)
	in.Days = cal.Period{Start: first, End: first.AddMonths(1).AddDays(-1)}
	in.Wage, in.Holiday, in.Allowances, in.Before = nl.Wage{Period: amount(w)}, nl.HolidayAllowance{}, nl.Allowances{}, nil
	in.Tax.AnnualWage = new(amount("40000"))
	return in
}

// Holiday allowance: at least 8 % (WML art. 15), with each period as its wage
// or at once as a special reward.
func TestHolidayAllowance(t *testing.T) {
	in := day("2026-05-25", "3000")
	in.Holiday = nl.HolidayAllowance{Part: amount("0.08"), Base: amount("3000"), Balance: amount("2640")}
	wants(t, "earned", pay(t, in), nl.OpbouwVakantiebijslag+" 240", nl.SaldoVakantiebijslag+" 2880", nl.Vakantiebijslag+" 0", nl.LoonLoonheffing+" 3000")
	in.Holiday.Pay = true
	wants(t, "paid", pay(t, in), nl.SaldoVakantiebijslag+" 0", nl.Vakantiebijslag+" 2880", nl.LoonLoonheffing+" 5880", nl.LoonTijdvak+" 3000", nl.LoonheffingBijz+" 1209.88")
	in.Holiday.Pay, in.Holiday.Each = false, true
	wants(t, "with each period", pay(t, in), nl.SaldoVakantiebijslag+" 2640", nl.Vakantiebijslag+" 240", nl.LoonTijdvak+" 3240", nl.LoonheffingBijz+" 0")
	in.Holiday.Part = amount("0.05")
	refused(t, in, "holiday.part")
	in.Holiday.Less = true
	wants(t, "less, as agreed", pay(t, in), nl.Vakantiebijslag+" 150")
}

// Wet op de loonbelasting 1964 art. 13bis, with the rates of the year of first
// registration.
func TestCar(t *testing.T) {
	for what, c := range map[string]struct {
		paidOn string
		car    nl.Car
		want   string
	}{
		"with emission":                {"2026-02-25", nl.Car{ListPrice: amount("36000"), Registered: cal.MustParse("2020-01-01")}, "660.00"},
		"with emission, before 2017":   {"2026-02-25", nl.Car{ListPrice: amount("36000"), Registered: cal.MustParse("2016-12-31")}, "750.00"},
		"without, 2024":                {"2026-02-25", nl.Car{ListPrice: amount("42000"), Registered: cal.MustParse("2024-06-01"), Clean: true}, "620.00"},
		"without, 2025":                {"2025-02-25", nl.Car{ListPrice: amount("30000"), Registered: cal.MustParse("2025-01-01"), Clean: true}, "425.00"},
		"without, 2026":                {"2026-02-25", nl.Car{ListPrice: amount("30000"), Registered: cal.MustParse("2026-01-01"), Clean: true}, "450.00"},
		"without, on hydrogen":         {"2026-02-25", nl.Car{ListPrice: amount("90000"), Registered: cal.MustParse("2025-06-01"), Clean: true, Uncapped: true}, "1275.00"},
		"in the last of 60 months":     {"2026-01-31", nl.Car{ListPrice: amount("40000"), Registered: cal.MustParse("2021-01-15"), Clean: true}, "400.00"},
		"after 60 months":              {"2026-02-01", nl.Car{ListPrice: amount("40000"), Registered: cal.MustParse("2021-01-15"), Clean: true}, "633.33"},
		"15 years old, 2025":           {"2025-02-25", nl.Car{ListPrice: amount("1"), Registered: cal.MustParse("2010-01-15"), MarketValue: amount("12000")}, "350.00"},
		"15 years old, 2026: not yet":  {"2026-01-02", nl.Car{ListPrice: amount("12000"), Registered: cal.MustParse("2010-06-15"), MarketValue: amount("9000")}, "250.00"},
		"contribution above benefit":   {"2026-02-25", nl.Car{ListPrice: amount("12000"), Registered: cal.MustParse("2020-01-01"), Contribution: amount("500")}, "0.00"},
		"for half of the month's days": {"2026-02-25", nl.Car{ListPrice: amount("36000"), Registered: cal.MustParse("2020-01-01"), Available: cal.Period{Start: cal.MustParse("2026-02-15"), End: cal.MustParse("2026-02-28")}}, "330.00"},
	} {
		in := day(c.paidOn, "3000")
		in.Car = c.car
		slip := pay(t, in)
		wants(t, what, slip, nl.BijtellingAuto+" "+c.want, nl.LoonLoonheffing+" "+amount("3000").Add(amount(c.want)).String())
	}
}

// What the contribution exceeds the benefit by counts against later months of
// the year.
func TestCarOverTheYear(t *testing.T) {
	in := day("2026-01-25", "3000")
	in.Car = nl.Car{ListPrice: amount("12000"), Registered: cal.MustParse("2020-01-01"), Contribution: amount("500")}
	before := payroll.Totals(nil).After(pay(t, in))
	in.Before, in.Car.Contribution = before, money.Amount{}
	slip := pay(t, in)
	wants(t, "second month", slip, nl.BijtellingAuto+" 0") // 440 less 500
	in.Before = before.After(slip)
	wants(t, "third month", pay(t, in), nl.BijtellingAuto+" 160") // 660 less 500
}

// Untaxed up to the law's amounts; what is more is wage, or for the work-related
// costs scheme. The kilometre went up on 17 May 2026.
func TestAllowances(t *testing.T) {
	for _, c := range []struct{ paidOn, untaxed string }{
		{"2024-03-25", "23.00"},
		{"2025-03-25", "23.00"},
		{"2026-05-16", "23.00"},
		{"2026-05-17", "25.00"},
	} {
		in := day(c.paidOn, "3000")
		in.Allowances = nl.Allowances{Travel: amount("30"), Kilometres: amount("100")}
		rest := amount("30").Sub(amount(c.untaxed))
		wants(t, c.paidOn, pay(t, in), nl.Reiskosten+" "+c.untaxed, nl.BelasteVergoeding+" "+rest.String(), nl.LoonTijdvak+" "+rest.Add(amount("3000")).String())
	}
	in := day("2026-03-25", "3000")
	in.Allowances = nl.Allowances{Home: amount("30"), HomeDays: amount("10"), Removal: amount("8000"), Other: amount("99.99"), Meals: amount("3"), Lodging: amount("2"), Designated: true}
	slip := pay(t, in)
	wants(t, "designated", slip, nl.Thuiswerkkosten+" 24.50", nl.Verhuiskosten+" 7750", nl.OverigeOnkosten+" 99.99", nl.VrijeRuimte+" 255.50",
		nl.LoonInNatura+" 26.15", nl.LoonTijdvak+" 3026.15", nl.BelasteVergoeding+" 0")
	in.Period, in.Wage, in.Allowances = nl.None, nl.Wage{}, nl.Allowances{Travel: amount("30"), Kilometres: amount("100")}
	wants(t, "beside no wage", pay(t, in), nl.Reiskosten+" 23", nl.LoonTijdvak+" 0", nl.LoonLoonheffing+" 7", nl.LoonheffingBijz+" 2.94")
	if got := nl.FixedKilometres(nl.Month, amount("40"), 4); got.String() != "570.66" { // 214 * 4/5 * 40 / 12
		t.Errorf("fixed kilometres: %v", got)
	}
}

// Wet op de loonbelasting 1964 art. 31a lid 3, with the figures of 2024 and 2025.
func TestWorkCosts(t *testing.T) {
	for _, c := range []struct{ day, wages, designated, free, levy string }{
		{"2025-12-31", "300000", "6000", "6000.00", "0"},
		{"2025-12-31", "1000000", "20000", "15080.00", "3936.00"}, // 2 % of 400,000 and 1.18 % of 600,000
		{"2024-12-31", "400000", "8000", "7680.00", "256.00"},     // 1.92 %
	} {
		got, err := nl.WorkCostsOf(cal.MustParse(c.day), amount(c.wages), amount(c.designated))
		if err != nil || !got.Free.Equal(amount(c.free)) || !got.Levy.Equal(amount(c.levy)) {
			t.Errorf("%+v: %+v, %v", c, got, err)
		}
	}
	var unknown *payroll.Unknown
	if _, err := nl.WorkCostsOf(cal.MustParse("2027-01-01"), amount("1"), amount("1")); !errors.As(err, &unknown) {
		t.Errorf("2027: %v", err)
	}
}

// Wet op de loonbelasting 1964 art. 31a lid 2 onderdeel e: 30 % up to the cap,
// and the rest not below the norm; both in proportion to time.
func TestExpatRuling(t *testing.T) {
	for what, c := range map[string]struct {
		wage, special string
		norm          nl.Norm
		untaxed       string
	}{
		"30 %":                        {"7000", "0", nl.NormalNorm, "2100.00"},
		"as far as the norm allows":   {"5000", "0", nl.NormalNorm, "998.91"}, // 48,013 / 12 is 4,001.09, up
		"below the norm":              {"4000", "0", nl.NormalNorm, "0.00"},
		"the norm of the young":       {"4000", "0", nl.YoungNorm, "958.58"}, // 36,497 / 12 is 3,041.42
		"without a norm":              {"2000", "0", nl.NoNorm, "600.00"},
		"the cap of a month, 6,550":   {"30000", "0", nl.NormalNorm, "6549.99"}, // 262,000 / 12 is 21,833.33, down
		"with a special reward":       {"7000", "1000", nl.NormalNorm, "2400.00"},
		"the reward above the norm":   {"4500", "1000", nl.NormalNorm, "1498.91"},
		"the reward fills up the cap": {"20000", "10000", nl.NormalNorm, "6549.99"},
	} {
		in := day("2026-02-25", c.wage)
		in.Wage.Special = amount(c.special)
		in.Ruling = nl.Ruling{Applies: true, Norm: c.norm}
		slip := pay(t, in)
		taxed := amount(c.wage).Add(amount(c.special)).Sub(amount(c.untaxed))
		wants(t, what, slip, nl.VergoedingExpat+" "+c.untaxed, nl.LoonLoonheffing+" "+taxed.String(), nl.LoonZvw+" "+taxed.String())
		net := amount(c.wage).Add(amount(c.special)).Sub(slip.Of(nl.Loonheffing)).Sub(slip.Of(nl.LoonheffingBijz))
		wants(t, what, slip, nl.Uitbetaling+" "+net.String())
	}
}

// The year comes out at 30 % of what was earned, however it is paid: room that
// one month leaves under the cap another can use.
func TestExpatRulingOverTheYear(t *testing.T) {
	var before payroll.Totals
	for month, w := range []string{"10000", "30000", "30000", "20000"} {
		in := day(cal.MustNew(2026, 1, 25).AddMonths(month).String(), w)
		in.Ruling, in.Before = nl.Ruling{Applies: true, Norm: nl.NormalNorm}, before
		before = before.After(pay(t, in))
	}
	if got := before[nl.VergoedingExpat]; !got.Equal(amount("26199.99")) { // 30 % of 4 * 21,833.33, down
		t.Errorf("untaxed of four months: %v", got)
	}
}

// WML art. 7-8 and Besluit minimumjeugdloon, at the amounts of January and July
// 2025.
func TestMinimumWage(t *testing.T) {
	born := cal.MustParse("2005-03-10") // 20 until 9 March 2026
	for _, c := range []struct {
		on         string
		vocational bool
		want       string
	}{
		{"2025-06-30", false, "11.25"},
		{"2025-07-01", false, "11.52"},
		{"2025-07-01", true, "8.86"},
		{"2026-03-09", false, "11.77"},
		{"2026-03-10", false, "14.71"},
		{"2026-03-10", true, "14.71"},
	} {
		if got, err := nl.MinimumWage(cal.MustParse(c.on), born, c.vocational); err != nil || !got.Equal(amount(c.want)) {
			t.Errorf("%+v: %v, %v", c, got, err)
		}
	}
	if got, err := nl.MinimumWage(cal.MustParse("2025-01-01"), cal.MustParse("2011-01-01"), false); err != nil || !got.IsZero() {
		t.Errorf("at 14: %v, %v", got, err)
	}
}

// Wage of hours below the minimum is told; hours across a change must come apart.
func TestMinimumWageOfAPayment(t *testing.T) {
	in := day("2026-03-25", "1500")
	in.Person = nl.Person{Born: cal.MustParse("2005-03-10"), AOW: cal.MustParse("2072-06-10")}
	in.Hours = []nl.Hours{{Days: in.Days, Hours: amount("120"), Wage: amount("1500")}}
	refused(t, in, "hours.0") // turns 21 in between
	in.Hours = []nl.Hours{
		{Days: cal.Period{Start: cal.MustParse("2026-03-01"), End: cal.MustParse("2026-03-09")}, Hours: amount("40"), Wage: amount("480")},
		{Days: cal.Period{Start: cal.MustParse("2026-03-10"), End: cal.MustParse("2026-03-31")}, Hours: amount("80"), Wage: amount("1020")},
	}
	wants(t, "turns 21", pay(t, in), nl.MinimumLoon+" 1647.60", nl.TekortMinimumLoon+" 156.80") // 40 * 11.77 and 80 * 14.71; the last is short
	in.Hours[1].Wage = amount("1176.80")
	wants(t, "paid enough", pay(t, in), nl.TekortMinimumLoon+" 0")
}
