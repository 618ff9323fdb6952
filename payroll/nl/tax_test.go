package nl_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/nl"
)

// people are one of each age class.
var people = map[string]nl.Person{
	"under_aow": {Born: cal.MustParse("1990-01-01"), AOW: cal.MustParse("2057-01-01")},
	"aow_1945":  {Born: cal.MustParse("1945-12-31"), AOW: cal.MustParse("2010-12-31")},
	"aow_1946":  {Born: cal.MustParse("1946-01-01"), AOW: cal.MustParse("2011-01-01")},
}

// wage is a payment of a wage and nothing else.
func wage(year int, class string, t nl.Tax, wage money.Amount) *nl.Input {
	day := cal.MustNew(year, 3, 31)
	in := &nl.Input{
		PaidOn: day, Period: nl.Month, Days: cal.Period{Start: cal.MustNew(year, 3, 1), End: day}, Person: people[class], Tax: t,
		Employment: nl.Employment{Relation: nl.Employee, Zvw: nl.Levy}, Employer: nl.Employer{Size: nl.Small},
		Wage: nl.Wage{Period: wage},
	}
	return in
}

func TestExamples(t *testing.T) {
	credit := nl.Tax{Table: nl.White, Credit: true}
	for _, c := range []struct {
		year                 int
		class                string
		tax                  nl.Tax
		wage, want, employed string
		source               string
	}{
		{2026, "under_aow", credit, "2893.50", "345.25", "456.17", "witte maandtabel 2026"},
		{2026, "under_aow", credit, "6534.00", "2099.58", "295.75", "witte maandtabel 2026"},
		{2026, "under_aow", credit, "904.51", "0.00", "63.75", "witte maandtabel 2026: the credits are cut down to the tax"},
		{2025, "aow_1946", credit, "4905.00", "973.25", "190.67", "witte maandtabel 2025"},
		{2025, "aow_1946", nl.Tax{Table: nl.Green}, "1081.50", "193.50", "0", "AOW of January 2025, plusonline.nl"},
		{2026, "under_aow", nl.Tax{Table: nl.White, Anonymous: true, Credit: true}, "5999.99", "3119.99", "0", "Rekenvoorschriften par. 4.3"},
		{2026, "under_aow", credit, "0.00", "0.00", "0.00", "Rekenvoorschriften par. 2.2.1"},
		{2026, "under_aow", credit, "-100.00", "0.00", "0.00", "Rekenvoorschriften par. 2.2.1"},
	} {
		slip := pay(t, wage(c.year, c.class, c.tax, amount(c.wage)))
		tax := slip.Of(nl.Loonheffing).Add(slip.Of(nl.LoonheffingAnon))
		if !tax.Equal(amount(c.want)) || !slip.Of(nl.Arbeidskorting).Equal(amount(c.employed)) {
			t.Errorf("%s: %v and %v of %s, want %s and %s", c.source, tax, slip.Of(nl.Arbeidskorting), c.wage, c.want, c.employed)
		}
	}
}

// The state pension age counts from the first day of its month on
// (Rekenvoorschriften, notes to tables 3 and 6).
func TestAgeClass(t *testing.T) {
	in := wage(2026, "under_aow", nl.Tax{Table: nl.White}, amount("3000"))
	in.Person = nl.Person{Born: cal.MustParse("1959-03-20"), AOW: cal.MustParse("2026-03-20")}
	for _, c := range []struct {
		paidOn, class string
		insured       int
	}{{"2026-02-28", "under_aow", 1}, {"2026-03-01", "aow_1946", 0}} {
		in.PaidOn = cal.MustParse(c.paidOn)
		slip := pay(t, in)
		same := pay(t, wage(2026, c.class, in.Tax, amount("3000"))).Of(nl.Loonheffing)
		wants(t, c.paidOn, slip, "loonheffing "+same.String())
		if len(lines(slip, nl.PremieAofLaag)) != c.insured || len(lines(slip, nl.HeffingZvw)) != 1 {
			t.Errorf("%s: the insurances are wrong", c.paidOn)
		}
	}
}

func lines(s *payroll.Slip, component string) (all []payroll.Line) {
	for _, l := range s.Lines {
		if l.Component == component {
			all = append(all, l)
		}
	}
	return all
}

// Over every row of every month table: tax is never below 0, credits never pay
// out, with them tax is never more than without, and a higher row never has less
// tax.
func TestWholeTables(t *testing.T) {
	step := money.New(450, 2) // 54 / 12
	slip := &payroll.Slip{}
	compute := func(in *nl.Input) (tax, credit money.Amount) {
		slip.Reset()
		if err := nl.Pay(in, slip); err != nil {
			t.Fatal(err)
		}
		return slip.Of(nl.Loonheffing), slip.Of(nl.Arbeidskorting)
	}
	for _, year := range years {
		for class := range people {
			for _, table := range []nl.Table{nl.White, nl.Green} {
				name := fmt.Sprint(year, class, table)
				var lastWith, lastWithout money.Amount
				for w := step; w.Cmp(amount("12000")) < 0; w = w.Add(step) {
					in := wage(year, class, nl.Tax{Table: table}, w)
					without, none := compute(in)
					in.Tax.Credit = true
					with, credit := compute(in)
					switch {
					case with.Sign() < 0 || with.Cmp(without) > 0 || credit.Cmp(without) > 0 || !none.IsZero():
						t.Fatalf("%s: %v of %v with credits, %v without, arbeidskorting %v", name, with, w, without, credit)
					case without.Cmp(lastWithout) < 0 || with.Cmp(lastWith) < 0:
						t.Fatalf("%s: %v of %v, less than of the row before", name, with, w)
					case table == nl.Green && !credit.IsZero():
						t.Fatalf("%s: arbeidskorting %v", name, credit)
					}
					lastWith, lastWithout = with, without
				}
			}
		}
	}
}

// Within a step of the table a cent changes nothing; from one step to the next
// tax goes by the step. Above the table every cent counts at the highest rate.
func TestACentMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.SampledFrom(years).Draw(t, "year")
		period := rapid.SampledFrom([]nl.Period{nl.Quarter, nl.Month, nl.FourWeeks, nl.Week, nl.Day}).Draw(t, "period")
		class := rapid.SampledFrom([]string{"under_aow", "aow_1945", "aow_1946"}).Draw(t, "class")
		in := wage(year, class, nl.Tax{Table: nl.White, Disabled: rapid.Bool().Draw(t, "disabled")}, money.New(rapid.Int64Range(0, 5_000_000).Draw(t, "cents"), 2))
		in.Period = period
		slip := pay(t, in)
		more := *in
		more.Wage.Period = in.Wage.Period.Add(money.New(1, 2))
		if a, b := slip.Of(nl.Loonheffing), pay(t, &more).Of(nl.Loonheffing); b.Cmp(a) < 0 {
			t.Fatalf("%v of %v, but %v of a cent more", a, in.Wage.Period, b)
		}
	})
}

// A broken month of one who works five days a week is taxed by weeks and days:
// the published way of one who starts on Wednesday 10 November is three days,
// two weeks and two days (loon.nl, "Welke loonheffingstabellen?").
func TestBrokenPeriod(t *testing.T) {
	november := cal.Period{Start: cal.MustParse("2021-11-01"), End: cal.MustParse("2021-11-30")}
	for employed, want := range map[string]nl.Broken{
		"2021-11-10": {Weeks: 2, Days: 5},
		"2021-11-01": {},
		"2021-10-01": {},
		"2021-11-08": {Weeks: 3, Days: 2},
		"2021-11-27": {Days: 2},
		"2021-12-01": {},
	} {
		if got := nl.BrokenPeriod(november, cal.Period{Start: cal.MustParse(employed)}); got != want {
			t.Errorf("from %s: %+v, want %+v", employed, got, want)
		}
	}
	leaves := cal.Period{Start: cal.MustParse("2021-01-01"), End: cal.MustParse("2021-11-13")}
	if got := nl.BrokenPeriod(november, leaves); got != (nl.Broken{Weeks: 2}) {
		t.Errorf("until %v: %+v", leaves.End, got)
	}

	in := wage(2026, "under_aow", nl.Tax{Table: nl.White, Credit: true, Disabled: true}, amount("2250.00"))
	in.Broken = nl.Broken{Weeks: 2, Days: 5}
	part := func(period nl.Period, w string, component string) money.Amount {
		in := wage(2026, "under_aow", in.Tax, amount(w))
		in.Period = period
		return pay(t, in).Of(component)
	}
	slip := pay(t, in) // 150 a day, 750 a week
	for _, component := range []string{nl.Loonheffing, nl.Arbeidskorting, nl.Jonggehandicapten} {
		want := part(nl.Week, "750.00", component).Mul(money.New(2, 0)).Add(part(nl.Day, "150.00", component).Mul(money.New(5, 0)))
		if got := slip.Of(component); !got.Equal(want) {
			t.Errorf("%s: %v, by weeks and days %v", component, got, want)
		}
	}
	wants(t, "15 working days", slip, nl.MaximumSV+" 4581.15") // 15 times 305.41
}

// The code of the table (LbTab) as the return has it.
func TestTableCode(t *testing.T) {
	for want, in := range map[string]nl.Input{
		"012": {Period: nl.Month, Tax: nl.Tax{Table: nl.White}}, "014": {Period: nl.FourWeeks, Tax: nl.Tax{Table: nl.White}},
		"013": {Period: nl.Week, Tax: nl.Tax{Table: nl.White}}, "015": {Period: nl.Day, Tax: nl.Tax{Table: nl.White}},
		"011": {Period: nl.Quarter, Tax: nl.Tax{Table: nl.White}}, "022": {Period: nl.Month, Tax: nl.Tax{Table: nl.Green}},
		"010": {Period: nl.None, Tax: nl.Tax{Table: nl.White}}, "020": {Period: nl.None, Tax: nl.Tax{Table: nl.Green}},
		"940": {Period: nl.Month, Tax: nl.Tax{Table: nl.White, Anonymous: true}},
	} {
		if got := in.TableCode(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
