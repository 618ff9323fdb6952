package be_test

import (
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/be"
)

// inputs draws contracts and months of every sort, without problems.
func inputs() *rapid.Generator[be.GrossInput] {
	return rapid.Custom(func(t *rapid.T) be.GrossInput {
		first := cal.MustNew(rapid.IntRange(2023, 2026).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), 1)
		in := be.GrossInput{
			Period:       cal.Period{Start: first, End: first.AddMonths(1).AddDays(-1)},
			Statute:      rapid.SampledFrom([]be.Statute{be.BlueCollar, be.WhiteCollar, be.Apprentice, be.Student, be.FlexiJob}).Draw(t, "statute"),
			CommuteRates: map[string]money.Amount{"bicycle": amt("0.35"), "car": amt("0.1234")},
		}
		in.Contract.Start = first.AddDays(rapid.IntRange(-40, 25).Draw(t, "start"))
		if rapid.Bool().Draw(t, "ends") {
			in.Contract.End = cal.Max(cal.Max(in.Contract.Start, first), first.AddDays(rapid.IntRange(5, 70).Draw(t, "end")))
		}
		for _, p := range split(t, in, "wages") {
			w := be.Wage{Period: p, Type: be.Monthly, Amount: cents(t, "wage", 1_000_00, 9_000_00)}
			if rapid.Bool().Draw(t, "hourly") {
				w.Type, w.Amount = be.Hourly, money.New(rapid.Int64Range(120000, 400000).Draw(t, "wage"), 4)
			}
			in.Wages = append(in.Wages, w)
		}
		for _, p := range split(t, in, "hours") {
			h := be.Hours{Period: p, PerWeek: cents(t, "q", 1_00, 24_00), Reference: amt("38")}
			h.Schedule, _ = be.DefaultSchedule(h.PerWeek, cents(t, "days", 1_00, 7_00))
			in.Hours = append(in.Hours, h)
		}
		entries(t, &in)
		return in
	})
}

func cents(t *rapid.T, what string, from, to int64) money.Amount {
	return money.New(rapid.Int64Range(from, to).Draw(t, what), 2)
}

// split parts the days of a contract in one to three.
func split(t *rapid.T, in be.GrossInput, what string) []cal.Period {
	rest := in.Contract
	var all []cal.Period
	for range rapid.IntRange(0, 2).Draw(t, what) {
		next := in.Period.Start.AddDays(rapid.IntRange(1, 30).Draw(t, "from"))
		if next.After(rest.Start) && rest.Contains(next) {
			all = append(all, cal.Period{Start: rest.Start, End: next.AddDays(-1)})
			rest.Start = next
		}
	}
	return append(all, rest)
}

// active is the days of the contract in the month.
func active(in be.GrossInput) (all []cal.Date) {
	for d := in.Period.Start; !d.After(in.Period.End); d = d.AddDays(1) {
		if in.Contract.Contains(d) {
			all = append(all, d)
		}
	}
	return all
}

func entries(t *rapid.T, in *be.GrossInput) {
	for _, d := range active(*in) {
		on := cal.Period{Start: d, End: d}
		switch rapid.IntRange(0, 5).Draw(t, "day") {
		case 0, 1:
			in.WorkedHours = append(in.WorkedHours, be.WorkedHours{Date: d, Hours: cents(t, "hours", 1, 10_00), Code: someCode(t, be.CategoryWorked)})
		case 2:
			in.Absences = append(in.Absences, be.Absence{Period: on, Code: someCode(t, be.CategoryAbsence)})
		case 3:
			in.Absences = append(in.Absences, be.Absence{Period: on, Code: someCode(t, be.CategoryAbsence), HoursPerDay: cents(t, "hours", 1, 10_00)})
		case 4:
			in.Overtime = append(in.Overtime, be.Overtime{
				Date: d, Hours: cents(t, "hours", 1, 5_00), Code: someCode(t, be.CategoryOvertime), Percentage: cents(t, "percentage", 0, 200_00),
			})
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "payments") {
		c := rapid.SampledFrom(be.WageComponents()).Draw(t, "component")
		p := be.AdditionalPayment{Component: c.Code}
		if c.Kind == be.KindAmount {
			p.Amount = cents(t, "amount", 1, 5_000_00)
		} else {
			p.Quantity = cents(t, "quantity", 1, 500_00)
		}
		in.AdditionalPayments = append(in.AdditionalPayments, p)
	}
	if all := active(*in); len(all) > 0 && rapid.Bool().Draw(t, "commute") {
		in.Commute = []be.Commute{{
			Period: cal.Period{Start: all[0], End: all[len(all)-1]}, Mode: rapid.SampledFrom([]string{"bicycle", "car", "train"}).Draw(t, "mode"),
			Days: rapid.IntRange(1, 31).Draw(t, "days"), KilometresPerDay: cents(t, "km", 1, 999_00),
		}}
	}
}

func someCode(t *rapid.T, category be.Category) string {
	codes := slices.DeleteFunc(be.PrestationCodes(), func(p be.PrestationCode) bool { return p.Category != category })
	return rapid.SampledFrom(codes).Draw(t, "code").Code
}

func compute(t *rapid.T, in be.GrossInput) be.GrossResult {
	r, err := be.Gross(in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func same(t *rapid.T, what string, got, want money.Amount) {
	if !got.Equal(want) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
}

// Totals are those of the lines, gross is the sum of its parts, and what is
// declared is what is paid.
func TestTotals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := inputs().Draw(t, "in")
		r := compute(t, in)
		same(t, "gross", r.Gross, money.Sum(r.Base, r.Overtime, r.AdditionalGross))
		var declared money.Amount
		for i, c := range r.Remuneration {
			declared = declared.Add(c.Amount)
			if i > 0 && r.Remuneration[i-1].Code >= c.Code {
				t.Fatalf("codes are not in order: %v", r.Remuneration)
			}
		}
		onMission, all := money.Amount{}, money.Amount{}
		for _, l := range r.Lines {
			all = all.Add(l.Amount)
			if l.Component == be.ComponentAdditionalNet && l.Remuneration != 0 {
				onMission = onMission.Add(l.Amount)
			}
			if l.Amount.Scale() != 2 {
				t.Fatalf("%v has not two decimals", l.Amount)
			}
		}
		same(t, "lines", all, money.Sum(r.Gross, r.AdditionalNet, r.Commute))
		same(t, "declared", declared, r.Gross.Add(onMission))
	})
}

// Hours are counted day by day, in another way than the package does.
func TestHoursAreCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := inputs().Draw(t, "in")
		r := compute(t, in)
		var scheduled, paid, time money.Amount
		on := func(d cal.Date) money.Amount {
			at := slices.IndexFunc(in.Hours, func(h be.Hours) bool { return h.Contains(d) })
			return in.Hours[at].Schedule.On(d)
		}
		count := func(code string, hours money.Amount) {
			p, _ := be.FindPrestationCode(code)
			time = time.Add(hours)
			if p.Paid.For(in.Statute) {
				paid = paid.Add(hours)
			}
		}
		for _, d := range active(in) {
			scheduled = scheduled.Add(on(d))
		}
		for _, w := range in.WorkedHours {
			count(w.Code, w.Hours)
		}
		for _, a := range in.Absences { // they have one day each
			if hours := a.HoursPerDay; !hours.IsZero() {
				count(a.Code, hours)
			} else {
				count(a.Code, on(a.Start))
			}
		}
		for _, o := range in.Overtime {
			if o.Code == "810" {
				time = time.Add(o.Hours)
			}
		}
		var declared money.Amount
		for _, w := range r.WorkingTime {
			declared = declared.Add(w.Hours)
		}
		same(t, "scheduled", r.ScheduledHours, scheduled)
		same(t, "paid", r.PaidHours, paid)
		same(t, "working time", declared, time)
	})
}

// More hours never make less base pay, and no monthly wage pays more than the
// highest of the month, but for the rounding of each part.
func TestMoreHoursNeverPayLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := inputs().Draw(t, "in")
		all := active(in)
		if len(all) == 0 {
			return
		}
		before := compute(t, in)
		on := cal.Period{}
		on.Start = rapid.SampledFrom(all).Draw(t, "on")
		on.End = on.Start
		in.Absences = append(in.Absences, be.Absence{Period: on, Code: "200", HoursPerDay: cents(t, "more", 1, 10_00)})
		after := compute(t, in)
		if after.Base.Cmp(before.Base) < 0 {
			t.Fatalf("base %v, with more hours %v", before.Base, after.Base)
		}
		var highest money.Amount
		for _, w := range in.Wages {
			if w.Type != be.Monthly {
				return
			}
			if w.Amount.Cmp(highest) > 0 {
				highest = w.Amount
			}
		}
		if most := highest.Add(money.New(int64(len(in.Wages)), 2)); after.Base.Cmp(most) > 0 {
			t.Fatalf("base %v is more than a month's wage, %v", after.Base, highest)
		}
	})
}

// Where a period of wage or hours is cut in two with nothing changed, nothing
// changes.
func TestCutsChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := inputs().Draw(t, "in")
		before := compute(t, in)
		cut := in.Period.Start.AddDays(rapid.IntRange(0, 30).Draw(t, "cut"))
		for i, w := range in.Wages {
			if w.Contains(cut) && w.Start != cut {
				in.Wages[i].End = cut.AddDays(-1)
				w.Start, w.Amount = cut, w.Amount.Mul(amt("1.0"))
				in.Wages = append(in.Wages, w) // the order of entries is no matter
				break
			}
		}
		for i, h := range in.Hours {
			if h.Contains(cut) && h.Start != cut {
				in.Hours[i].End = cut.AddDays(-1)
				h.Start = cut
				in.Hours = append(in.Hours, h)
				break
			}
		}
		if after := compute(t, in); facts(after) != facts(before) {
			t.Fatalf("cut on %v:\n%s\n%s", cut, facts(before), facts(after))
		}
	})
}

// A reason is enough to compute the amount again.
func TestReasonsSuffice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := inputs().Draw(t, "in")
		for _, l := range compute(t, in).Lines {
			again := recompute(t, l.Reason)
			if again.FloatString(2) != l.Amount.String() {
				t.Fatalf("%s %v, by its reason %s: %+v", l.Component, l.Amount, again.FloatString(6), l.Reason)
			}
		}
	})
}

// recompute follows the formula of a reason. FloatString rounds halves away
// from zero, as the lines do.
func recompute(t *rapid.T, r *payroll.Reason) *big.Rat {
	v := map[string]*big.Rat{"3/13": big.NewRat(3, 13), "1%": big.NewRat(1, 100)}
	for _, i := range r.Inputs {
		v[i.Name], _ = new(big.Rat).SetString(i.Amount.String())
	}
	product := func(names ...string) *big.Rat {
		p := big.NewRat(1, 1)
		for _, n := range names {
			p.Mul(p, v[n])
		}
		return p
	}
	if p, ok := v["percentage"]; ok {
		v["surcharged"] = new(big.Rat).Add(big.NewRat(100, 1), p)
	}
	switch strings.TrimPrefix(r.Rule, "be/gross/") {
	case "monthlyWage":
		if v["paidHours"].Cmp(v["scheduledHours"]) > 0 {
			v["paidHours"] = v["scheduledHours"]
		}
		return new(big.Rat).Quo(product("wage", "paidHours"), v["scheduledHoursOfPeriod"])
	case "nothingScheduled":
		return new(big.Rat)
	case "hourlyWage":
		return product("wage", "paidHours")
	case "overtime":
		return product("wage", "hours", "surcharged", "1%")
	case "overtimeOnMonthlyWage":
		return new(big.Rat).Quo(product("wage", "3/13", "hours", "surcharged", "1%"), v["hoursPerWeek"])
	case "amount":
		return product("amount")
	case "quantity":
		return product("quantity", "rate")
	case "commute":
		return product("days", "kilometresPerDay", "ratePerKm")
	}
	t.Fatalf("no rule %q", r.Rule)
	return nil
}
