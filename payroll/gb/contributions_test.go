package gb_test

import (
	"errors"
	"testing"

	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/gb"
)

// contributed is a payment on which tax code NT takes nothing.
func contributed(on string, iv gb.Interval, category, pay string) *gb.Input {
	in := paid(on, iv, "NT", pay)
	in.Category = category
	return in
}

// stepsOf are the values on the way to a component, as text.
func stepsOf(slip *payroll.Slip, component string) map[string]string {
	all := map[string]string{}
	for _, l := range slip.Lines {
		if l.Component == component {
			for _, v := range l.Reason.Steps {
				all[v.Name] = v.Amount.String()
			}
		}
	}
	return all
}

// HMRC NIM01206, and Social Security (Contributions) Regulations 2001,
// regulation 11: what the limits come to for other earnings periods.
func TestThresholds(t *testing.T) {
	for _, c := range []struct {
		iv                gb.Interval
		lel, pt, uel, st_ string
	}{
		{gb.Weekly, "125", "242", "967", "96"},
		{gb.Fortnightly, "250", "484", "1934", "193"},
		{gb.FourWeekly, "500", "967", "3867", "385"},
		{gb.Monthly, "542", "1048", "4189", "417"},
		{gb.Quarterly, "1625", "3143", "12568", "1250"},
		{gb.HalfYearly, "3250", "6285", "25135", "2500"},
		{gb.Annual, "6500", "12570", "50270", "5000"},
	} {
		in := contributed("2025-06-20", c.iv, "A", "1000.00")
		slip := compute(t, in)
		of := stepsOf(slip, gb.ComponentEmployeeContribution)
		st := stepsOf(slip, gb.ComponentEmployerContribution)["threshold"]
		if of["lowerEarningsLimit"] != c.lel || of["primaryThreshold"] != c.pt || of["upperEarningsLimit"] != c.uel || st != c.st_ {
			t.Errorf("%v: %v, %s", c.iv, of, st)
		}
	}
}

// HMRC NIM11002: each rate's part is rounded for itself, half a penny down.
func TestContributionRounding(t *testing.T) {
	slip := compute(t, contributed("2026-06-19", gb.Weekly, "A", "967.50"))
	wants(t, slip, gb.ComponentEmployeeContribution, "58.01") // 58.00 and 0.01
	slip = compute(t, contributed("2026-06-19", gb.Weekly, "J", "967.25"))
	wants(t, slip, gb.ComponentEmployeeContribution, "14.50") // 0.25 × 2 % is half a penny
}

func TestCategories(t *testing.T) {
	for category, want := range map[string][2]string{
		"A": {"267.50", "687.45"}, "B": {"74.33", "687.45"}, "C": {"0.00", "687.45"}, "J": {"79.04", "687.45"},
		"H": {"267.50", "121.65"}, "M": {"267.50", "121.65"}, "V": {"267.50", "121.65"}, "Z": {"79.04", "121.65"},
		"F": {"267.50", "437.55"}, "N": {"267.50", "437.55"}, "I": {"74.33", "437.55"}, "E": {"74.33", "437.55"},
		"L": {"79.04", "437.55"}, "D": {"79.04", "437.55"}, "S": {"0.00", "437.55"}, "K": {"0.00", "437.55"}, "X": {"0.00", "0.00"},
	} {
		slip := compute(t, contributed("2026-06-30", gb.Monthly, category, "5000.00"))
		if ee, er := slip.Of(gb.ComponentEmployeeContribution), slip.Of(gb.ComponentEmployerContribution); ee.String() != want[0] || er.String() != want[1] {
			t.Errorf("%s: %v and %v, not %v", category, ee, er, want)
		}
	}
	var unknown *payroll.Unknown
	if err := gb.Pay(contributed("2026-06-30", gb.Monthly, "R", "1.00"), &payroll.Slip{}); !errors.As(err, &unknown) {
		t.Errorf("mariners: %v", err)
	}
	var invalid *payroll.Invalid
	for _, category := range []string{"", "AA", "a", "U"} {
		if err := gb.Pay(contributed("2026-06-30", gb.Monthly, category, "1.00"), &payroll.Slip{}); !errors.As(err, &invalid) {
			t.Errorf("category %q: %v", category, err)
		}
	}
}

// year pays a director the same every month, and gives contributions of the
// employee by month.
func year(t *testing.T, d gb.Director, category string, pay []string) (byMonth []string, last *gb.Input, slip *payroll.Slip) {
	t.Helper()
	var to gb.ToDate
	for i, p := range pay {
		in := contributed(day("2025-04-25").AddMonths(i).String(), gb.Monthly, category, p)
		d := d
		d.Last = i == len(pay)-1
		in.Director, in.ToDate = &d, to
		slip = compute(t, in)
		byMonth, last = append(byMonth, slip.Of(gb.ComponentEmployeeContribution).String()), in
		to = in.After(slip)
	}
	return byMonth, last, slip
}

// HMRC CA44: both methods come to the same in a year: 52,000 pounds under
// category A are 3,050.60 of the employee and 7,050.00 of the employer.
func TestDirectors(t *testing.T) {
	pay := []string{"20000.00", "0.00", "1000.00", "1000.00", "1000.00", "1000.00", "1000.00", "1000.00", "1000.00", "1000.00", "1000.00", "23000.00"}
	for method, want := range map[gb.DirectorMethod][3]string{
		gb.AnnualCumulative: {"594.40", "0.00", "1736.20"},
		gb.Alternative:      {"567.50", "0.00", "2483.10"},
	} {
		months, in, slip := year(t, gb.Director{Method: method}, "A", pay)
		if months[0] != want[0] || months[1] != want[1] || months[11] != want[2] {
			t.Errorf("%s: %v", method, months)
		}
		to := in.After(slip).Contributions[0]
		if to.Employee.String() != "3050.60" || to.Employer.String() != "7050.00" || to.Earnings.String() != "52000.00" {
			t.Errorf("%s: %+v", method, to)
		}
		if to.AtLEL.String() != "6500.00" || to.ToPT.String() != "6070.00" || to.ToUEL.String() != "37700.00" {
			t.Errorf("%s: earnings %v, %v, %v", method, to.AtLEL, to.ToPT, to.ToUEL)
		}
	}
}

// HMRC NIM12022: who is appointed in week 5 has 48 weeks, in week 53 one.
func TestDirectorAppointed(t *testing.T) {
	for week, want := range map[int][3]string{
		0: {"6500", "12570", "50270"}, 1: {"6500", "12570", "50270"}, 5: {"6000", "11604", "46404"}, 52: {"125", "242", "967"}, 53: {"125", "242", "967"},
	} {
		in := contributed("2026-03-31", gb.Monthly, "A", "1000.00")
		in.Director = &gb.Director{Method: gb.AnnualCumulative, FromWeek: week}
		of := stepsOf(compute(t, in), gb.ComponentEmployeeContribution)
		if got := [3]string{of["lowerEarningsLimit"], of["primaryThreshold"], of["upperEarningsLimit"]}; got != want {
			t.Errorf("week %d: %v", week, got)
		}
	}
	in := contributed("2026-03-31", gb.Monthly, "A", "1000.00")
	in.Director = &gb.Director{Method: gb.AnnualCumulative}
	in.ToDate.Contributions = []gb.ContributionsToDate{{Category: "M", Earnings: amt("1.00")}}
	var unknown *payroll.Unknown
	if err := gb.Pay(in, &payroll.Slip{}); !errors.As(err, &unknown) {
		t.Errorf("two letters: %v", err)
	}
}

// Regulation 8(2): only what is paid from the appointment on is in the pro-rata
// earnings period; to HMRC the year's amounts are those of both.
func TestDirectorWasEmployee(t *testing.T) {
	employee := contributed("2025-04-25", gb.Monthly, "A", "5000.00")
	to := employee.After(compute(t, employee))
	in := contributed("2025-05-25", gb.Monthly, "A", "12000.00")
	in.ToDate = to
	in.Director = &gb.Director{Method: gb.AnnualCumulative, FromWeek: 5, Earlier: to.Contributions[0]}
	slip := compute(t, in)
	wants(t, slip, gb.ComponentEmployeeContribution, "31.68")   // 396 above 11,604
	wants(t, slip, gb.ComponentEmployerContribution, "1107.60") // 7,384 above 4,616
	if c := in.After(slip).Contributions[0]; c.Earnings.String() != "17000.00" || c.Employee.String() != "299.18" {
		t.Errorf("%+v", c)
	}
}

// Each letter has its own amounts to date.
func TestLetterChanges(t *testing.T) {
	first := contributed("2026-04-30", gb.Monthly, "M", "2000.00")
	second := contributed("2026-05-29", gb.Monthly, "A", "2000.00")
	second.ToDate = first.After(compute(t, first))
	to := second.After(compute(t, second)).Contributions
	if len(to) != 2 || to[0].Category != "M" || to[0].Employer.String() != "0.00" || to[1].Employer.String() != "237.45" {
		t.Errorf("%+v", to)
	}
}
