package gb_test

import (
	"errors"
	"testing"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/gb"
	"github.com/payglot/payglot/payroll/verify"
)

// HMRC CSLM17065 has the 3 weeks and the 19 days, by a threshold of 17,495; the
// rest follows from GOV.UK, Rates and thresholds for employers.
func TestLoans(t *testing.T) {
	for _, c := range []struct {
		year, plan, pay, unit, units, override, want string
	}{
		{"", "P1", "1500.00", "week", "3", "17495", "42"},
		{"", "P1", "1000.00", "day", "19", "17495", "8"},
		{"2026-27", "P1", "2241.66", "month", "1", "", "0"},
		{"2026-27", "P1", "2252.77", "month", "1", "", "0"},
		{"2026-27", "P1", "2252.78", "month", "1", "", "1"},
		{"2026-27", "P5", "2500.00", "month", "1", "", "37"},
		{"2025-26", "P5", "2500.00", "month", "1", "", "0"},
		{"2025-26", "P4", "700.00", "week", "1", "", "6"},
		{"2025-26", "PGL", "4166.67", "month", "1", "", "145"},
		// The lowest threshold is plan 1's in 2025-26 and plan 5's in 2026-27.
		{"2025-26", "unknown", "3000.00", "month", "1", "", "74"},
		{"2026-27", "unknown", "3000.00", "month", "1", "", "82"},
	} {
		inputs := map[string]string{"plan": c.plan, "nicable_pay": c.pay, "unit": c.unit, "units_in_period": c.units}
		if c.override != "" {
			inputs["annual_threshold_override"], inputs["rate"] = c.override, "0.09"
		}
		got, slip, err := gb.Computer{}.Compute(&verify.Case{Kind: "student_loan", Period: c.year, Inputs: inputs, Why: true})
		if err != nil || got["deduction"] != c.want || slip.Lines[0].Reason == nil {
			t.Errorf("%+v: %v, %v", c, got, err)
		}
	}
}

// Pensions Act 2008, section 13; Finance Act 2004, sections 192 and 193.
func TestPension(t *testing.T) {
	for arrangement, want := range map[gb.Arrangement][6]string{
		//                  taxable, earnings, taken, relief, employer, net
		gb.NetPay:              {"2876.00", "3000.00", "124.00", "0", "74.40", "2354.44"},
		gb.ReliefAtSource:      {"3000.00", "3000.00", "99.20", "24.80", "74.40", "2354.44"},
		gb.SacrificeForPension: {"2876.00", "2876.00", "0", "0", "198.40", "2364.36"},
	} {
		in := contributed("2026-06-30", gb.Monthly, "A", "3000.00")
		in.TaxCode, in.ToDate.TaxablePay, in.ToDate.IncomeTax = "1257L X", amt("0.00"), amt("0.00")
		in.Pension = &gb.Pension{Arrangement: arrangement, Basis: gb.QualifyingEarnings, EmployeeRate: amt("0.05"), EmployerRate: amt("0.03")}
		slip := compute(t, in)
		got := [6]string{
			slip.Of(gb.ComponentTaxablePay).String(), slip.Of(gb.ComponentEarnings).String(), slip.Of(gb.ComponentEmployeePension).String(),
			slip.Of(gb.ComponentPensionRelief).String(), slip.Of(gb.ComponentEmployerPension).String(), slip.Of(gb.ComponentNetPay).String(),
		}
		if got != want {
			t.Errorf("%s: %v, not %v", arrangement, got, want)
		}
	}
}

func TestPensionBasis(t *testing.T) {
	in := contributed("2026-06-30", gb.Monthly, "A", "6000.00")
	in.Elements = append(in.Elements, gb.Element{Kind: gb.Unpensioned, Amount: amt("100.00")}, gb.Element{Kind: gb.Sacrifice, Amount: amt("50.01")})
	in.Pension = &gb.Pension{Arrangement: gb.NetPay, Basis: gb.QualifyingEarnings, EmployeeRate: amt("0.05"), EmployerRate: amt("0.03"), Additional: amt("10.00")}
	slip := compute(t, in)
	wants(t, slip, gb.ComponentPensionablePay, "3669.00")
	wants(t, slip, gb.ComponentEmployeePension, "193.45")
	in.Pension.Basis, in.Pension.Rounding = gb.PensionablePay, gb.RoundDown
	slip = compute(t, in)
	wants(t, slip, gb.ComponentPensionablePay, "5949.99")
	wants(t, slip, gb.ComponentEmployeePension, "307.49")
	in.Interval = gb.Quarterly
	compute(t, in)
	in.Pension.Basis = gb.QualifyingEarnings
	var unknown *payroll.Unknown
	if err := gb.Pay(in, &payroll.Slip{}); !errors.As(err, &unknown) {
		t.Errorf("quarterly qualifying earnings: %v", err)
	}
}

// Pensions Act 2008, sections 1 and 3; Pensions Act 1995, schedule 4.
func TestAssess(t *testing.T) {
	for _, c := range []struct {
		born, on, pay string
		want          gb.Worker
	}{
		{"2004-05-01", "2026-04-30", "833.01", gb.NonEligibleJobholder}, // 21
		{"2004-04-30", "2026-04-30", "833.01", gb.EligibleJobholder},
		{"1990-01-01", "2026-04-30", "833.00", gb.NonEligibleJobholder},
		{"1990-01-01", "2026-04-30", "520.00", gb.EntitledWorker},
		{"2010-05-01", "2026-04-30", "2000.00", gb.OutsideEnrolment},
		{"1951-04-30", "2026-04-30", "2000.00", gb.OutsideEnrolment},
		{"1951-05-01", "2026-04-30", "2000.00", gb.NonEligibleJobholder}, // 74, past pension age
		{"1960-04-10", "2026-05-09", "2000.00", gb.EligibleJobholder},
		{"1960-04-10", "2026-05-10", "2000.00", gb.NonEligibleJobholder},
	} {
		if got, err := gb.Assess(day(c.born), day(c.on), amt(c.pay), gb.Monthly); err != nil || got != c.want {
			t.Errorf("%+v: %v, %v", c, got, err)
		}
	}
	if _, err := gb.Assess(day("1990-01-01"), day("2026-04-30"), amt("1.00"), gb.Quarterly); err == nil {
		t.Error("a quarter has no figures")
	}
	all, employer, err := gb.MinimumContributions(day("2026-04-30"), amt("3000.00"), gb.Monthly)
	if err != nil || all.String() != "198.40" || employer.String() != "74.40" {
		t.Errorf("%v, %v, %v", all, employer, err)
	}
}

// Pensions Act 2014, section 26, has the months, and the three births at the end
// of long months.
func TestPensionableAge(t *testing.T) {
	for born, want := range map[string]string{
		"1954-10-06": "2020-10-06", "1960-04-05": "2026-04-05", "1960-04-06": "2026-05-06", "1960-05-05": "2026-06-05", "1960-05-06": "2026-07-06",
		"1960-07-31": "2026-11-30", "1960-12-31": "2027-09-30", "1961-01-31": "2027-11-30", "1961-03-05": "2028-02-05", "1961-03-06": "2028-03-06",
		"1977-04-05": "2044-04-05",
	} {
		if got, err := gb.PensionableAgeOn(day(born)); err != nil || got.String() != want {
			t.Errorf("born %s: %v, %v", born, got, err)
		}
	}
	var unknown *payroll.Unknown
	for _, born := range []string{"1954-10-05", "1977-04-06"} {
		if _, err := gb.PensionableAgeOn(day(born)); !errors.As(err, &unknown) {
			t.Errorf("born %s: %v", born, err)
		}
	}
}

// Orders leave what they protect, deductions leave nothing below zero.
func TestOrdersAndDeductions(t *testing.T) {
	in := contributed("2026-06-30", gb.Monthly, "X", "1000.00")
	in.Orders = []gb.Order{{Name: "council tax", Amount: amt("300.00"), Protected: amt("800.00")}, {Name: "fine", Amount: amt("50.00")}}
	in.Deductions = []gb.Deduction{{Name: "social club", Amount: amt("5.00")}, {Name: "loan", Amount: amt("1000.00")}}
	slip := compute(t, in)
	wants(t, slip, gb.ComponentOrder, "250.00")
	wants(t, slip, gb.ComponentDeduction, "750.00")
	wants(t, slip, gb.ComponentNetPay, "0.00")
	in.Elements = append(in.Elements, gb.Element{Kind: gb.Salary, Name: "overpaid in May", Amount: amt("-1200.00")})
	slip = compute(t, in)
	wants(t, slip, gb.ComponentOrder, "0.00")
	wants(t, slip, gb.ComponentShortfall, "200.00")
	wants(t, slip, gb.ComponentNetPay, "-200.00")
}

// What each kind of element counts for.
func TestElements(t *testing.T) {
	for kind, want := range map[gb.ElementKind][3]string{
		// taxable, earnings, net
		gb.Salary: {"1100.00", "1100.00", "1100.00"}, gb.Unpensioned: {"1100.00", "1100.00", "1100.00"},
		gb.Sacrifice: {"900.00", "900.00", "900.00"}, gb.Expenses: {"1000.00", "1000.00", "1100.00"},
		gb.Benefit: {"1100.00", "1000.00", "1000.00"}, gb.TaxedOnly: {"1100.00", "1000.00", "1100.00"},
		gb.ContributionsOnly: {"1000.00", "1100.00", "1000.00"},
	} {
		in := contributed("2026-06-30", gb.Monthly, "X", "1000.00")
		in.Elements = append(in.Elements, gb.Element{Kind: kind, Amount: amt("100.00")})
		slip := compute(t, in)
		got := [3]string{slip.Of(gb.ComponentTaxablePay).String(), slip.Of(gb.ComponentEarnings).String(), slip.Of(gb.ComponentNetPay).String()}
		if got != want {
			t.Errorf("%s: %v, not %v", kind, got, want)
		}
	}
}

// National Minimum Wage Regulations 2015: rates by GOV.UK.
func TestMinimumWage(t *testing.T) {
	work := func(change func(*gb.Work)) *gb.Work {
		w := &gb.Work{From: day("2026-04-01"), Hours: amt("160")}
		change(w)
		return w
	}
	for name, c := range map[string]struct {
		born string
		work *gb.Work
		// the minimum, and what is short of it with 2,000 pounds
		want, short string
	}{
		"21":                     {"2005-04-01", work(func(*gb.Work) {}), "2033.60", "33.60"},
		"21 tomorrow":            {"2005-04-02", work(func(*gb.Work) {}), "1736.00", "0"},
		"17":                     {"2008-04-02", work(func(*gb.Work) {}), "1280.00", "0"},
		"old rate":               {"2005-04-01", work(func(w *gb.Work) { w.From = day("2026-03-31") }), "1600.00", "0"},
		"announced rate":         {"2000-04-01", work(func(w *gb.Work) { w.From = day("2027-04-01") }), "2113.60", "113.60"},
		"apprentice":             {"2000-04-01", work(func(w *gb.Work) { w.ApprenticeSince = day("2025-04-02") }), "1280.00", "0"},
		"apprentice second year": {"2000-04-01", work(func(w *gb.Work) { w.ApprenticeSince = day("2025-04-01") }), "2033.60", "33.60"},
		"apprentice of 18":       {"2007-06-01", work(func(w *gb.Work) { w.ApprenticeSince = day("2024-04-01") }), "1280.00", "0"},
		"premium":                {"2005-04-01", work(func(w *gb.Work) { w.Premium = amt("100.00") }), "2033.60", "133.60"},
		"uniform":                {"2005-04-01", work(func(w *gb.Work) { w.Reductions = amt("10.00") }), "2033.60", "43.60"},
		"free room":              {"2005-04-01", work(func(w *gb.Work) { w.AccommodationDays = 30 }), "2033.60", "0"},
		"dear room": {"2005-04-01", work(func(w *gb.Work) {
			w.AccommodationDays, w.AccommodationCharge = 30, amt("400.00")
		}), "2033.60", "100.60"},
	} {
		in := contributed("2026-04-30", gb.Monthly, "X", "2000.00")
		in.Work, in.BirthDate = c.work, day(c.born)
		slip := compute(t, in)
		if got, short := slip.Of(gb.ComponentMinimumWage), slip.Of(gb.ComponentMinimumWageShortfall); got.String() != c.want || short.String() != c.short {
			t.Errorf("%s: %v, short of %v", name, got, short)
		}
	}
	in := contributed("2026-04-30", gb.Monthly, "X", "2000.00")
	in.Work, in.BirthDate = &gb.Work{From: day("2027-04-01"), Hours: amt("1"), AccommodationDays: 1}, day("2000-01-01")
	var unknown *payroll.Unknown
	if err := gb.Pay(in, &payroll.Slip{}); !errors.As(err, &unknown) {
		t.Errorf("the offset of April 2027 isn't announced: %v", err)
	}
}

// GOV.UK, Statutory Sick Pay: daily rates 2025-26 for 5 and 7 qualifying days;
// Employment Rights Act 2025 from 6 April 2026 on.
func TestSickPay(t *testing.T) {
	for _, c := range []struct {
		began, from           string
		qualifying, sick      int
		waited                int
		paid, earned, results string
	}{
		{"2025-06-01", "2025-06-08", 5, 5, 3, "0", "4000.00", "118.75"},
		{"2025-06-01", "2025-06-08", 7, 1, 3, "0", "4000.00", "16.97"},
		{"2025-06-01", "2025-06-08", 7, 2, 3, "0", "4000.00", "33.93"},
		{"2025-06-01", "2025-06-01", 5, 5, 0, "0", "4000.00", "47.50"},
		{"2025-06-01", "2025-06-01", 5, 5, 0, "0", "999.99", "0.00"},
		{"2025-06-01", "2025-12-21", 5, 5, 3, "27.6", "4000.00", "47.50"},
		{"2026-06-01", "2026-06-01", 5, 5, 0, "0", "4000.00", "123.25"},
		{"2026-06-01", "2026-06-01", 5, 1, 0, "0", "800.00", "16.00"},
		{"2026-06-01", "2026-06-01", 5, 5, 0, "28", "4000.00", "0.00"},
	} {
		week := &gb.SickWeek{
			Began: day(c.began), From: day(c.from), QualifyingDays: c.qualifying, SickDays: c.sick, Waited: c.waited, WeeksPaid: amt(c.paid),
			Earnings: gb.RelevantEarnings{Total: amt(c.earned), Period: gb.Interval{Unit: gb.Week, Count: 8}},
		}
		slip := &payroll.Slip{Why: true}
		if err := gb.SickPay(week, slip); err != nil || slip.Of(gb.ComponentSickPay).String() != c.results {
			t.Errorf("%+v: %v, %v", c, slip.Of(gb.ComponentSickPay), err)
		}
	}
	over := &gb.SickWeek{
		Began: day("2026-04-01"), From: day("2026-04-06"), QualifyingDays: 5, SickDays: 5,
		Earnings: gb.RelevantEarnings{Period: gb.Monthly},
	}
	var unknown *payroll.Unknown
	if err := gb.SickPay(over, &payroll.Slip{}); !errors.As(err, &unknown) {
		t.Errorf("an absence over 6 April 2026: %v", err)
	}
}

// GOV.UK, Rates and thresholds for employers: statutory payments to parents.
func TestFamilyPay(t *testing.T) {
	for _, c := range []struct {
		kind   gb.FamilyKind
		number int
		from   string
		earned string
		want   string
	}{
		{gb.Maternity, 6, "2026-06-07", "4000.00", "415.39"}, // 2,000 a month are 461.538... a week
		{gb.Maternity, 7, "2026-06-07", "4000.00", "194.32"},
		{gb.Adoption, 7, "2025-06-08", "4000.00", "187.18"},
		{gb.Paternity, 1, "2026-06-07", "4000.00", "194.32"},
		{gb.SharedParental, 37, "2026-06-07", "1200.00", "124.62"},
		{gb.Bereavement, 2, "2026-06-07", "4000.00", "194.32"},
		{gb.NeonatalCare, 12, "2026-06-07", "1000.00", "0.00"}, // 115.38 a week, below the limit
	} {
		week := &gb.FamilyWeek{
			Kind: c.kind, From: day(c.from), Number: c.number, RelevantOn: day(c.from).AddDays(-14),
			Earnings: gb.RelevantEarnings{Total: amt(c.earned), Period: gb.Interval{Unit: gb.Month, Count: 2}},
		}
		slip := &payroll.Slip{Why: true}
		if err := gb.FamilyPay(week, slip); err != nil || slip.Lines[0].Amount.String() != c.want {
			t.Errorf("%+v: %v, %v", c, slip.Lines, err)
		}
		week.Number = 40
		if err := gb.FamilyPay(week, slip); err == nil {
			t.Errorf("%s is paid for 40 weeks", c.kind)
		}
	}
}

// The charges of an employer; the levy's months are those of HMRC ALM08400.
func TestEmployerMonth(t *testing.T) {
	in := &gb.EmployerInput{
		On: day("2026-05-20"), IncomeTax: amt("5000.00"), EmployeeContributions: amt("2000.00"), EmployerContributions: amt("4000.00"),
		Loans: amt("120.00"), FamilyPay: amt("1000.00"), ContributionsLastYear: amt("45000.00"),
		Allowance: &gb.AllowanceToDate{Used: amt("8000.00")},
		Levy:      &gb.LevyToDate{PayBill: amt("700000.00"), Before: amt("100.00")},
	}
	slip := &payroll.Slip{Why: true}
	if err := gb.EmployerMonth(in, slip); err != nil {
		t.Fatal(err)
	}
	wants(t, slip, gb.ComponentEmploymentAllowance, "2500.00")
	wants(t, slip, gb.ComponentLevy, "900.00")
	wants(t, slip, gb.ComponentRecovery, "1090.00")
	wants(t, slip, gb.ComponentDueToHMRC, "8430.00")
	in.ContributionsLastYear, in.Levy.PayBill, in.Allowance.Used = amt("45000.01"), amt("400000.00"), amt("10500.00")
	slip.Reset()
	if err := gb.EmployerMonth(in, slip); err != nil {
		t.Fatal(err)
	}
	wants(t, slip, gb.ComponentEmploymentAllowance, "0.00")
	wants(t, slip, gb.ComponentLevy, "-100.00")
	wants(t, slip, gb.ComponentRecovery, "920.00")
	for on, want := range map[string]string{"2026-05-05": "2026-05-22", "2026-05-06": "2026-06-22", "2026-12-06": "2027-01-22", "2026-12-05": "2026-12-22"} {
		if got := gb.DueOn(day(on), true); got.String() != want {
			t.Errorf("%s is due on %v", on, got)
		}
	}
}

func TestInputRefused(t *testing.T) {
	for name, change := range map[string]func(*gb.Input){
		"no day":             func(in *gb.Input) { in.PayDate = day("2026-01-01").AddDays(-4000000) },
		"no interval":        func(in *gb.Input) { in.Interval = gb.Interval{} },
		"13 months":          func(in *gb.Input) { in.Interval.Count = 13 },
		"kind":               func(in *gb.Input) { in.Elements[0].Kind = "tip" },
		"tenth of a penny":   func(in *gb.Input) { in.Elements[0].Amount = amt("1.001") },
		"too much":           func(in *gb.Input) { in.Elements[0].Amount = amt("100000000.00") },
		"negative sacrifice": func(in *gb.Input) { in.Elements[0] = gb.Element{Kind: gb.Sacrifice, Amount: amt("-1")} },
		"lost":               func(in *gb.Input) { in.Elements[0].Amount = money.New(1, 50) },
		"year too large":     func(in *gb.Input) { in.ToDate.TaxablePay = amt("10000000000.00") },
		"letter too large":   func(in *gb.Input) { in.ToDate.Contributions = []gb.ContributionsToDate{{Earnings: amt("1.001")}} },
		"period too large":   func(in *gb.Input) { in.SamePeriod.Contributions.Earnings = amt("1.001") },
		"plan":               func(in *gb.Input) { in.StudentLoan = "P3" },
		"code":               func(in *gb.Input) { in.TaxCode = "1257" },
		"director":           func(in *gb.Input) { in.Director = &gb.Director{} },
		"director's week":    func(in *gb.Input) { in.Director = &gb.Director{Method: gb.Alternative, FromWeek: 54} },
		"arrangement":        func(in *gb.Input) { in.Pension = &gb.Pension{Basis: gb.PensionablePay} },
		"basis":              func(in *gb.Input) { in.Pension = &gb.Pension{Arrangement: gb.NetPay} },
		"rate": func(in *gb.Input) {
			in.Pension = &gb.Pension{Arrangement: gb.NetPay, Basis: gb.PensionablePay, EmployeeRate: amt("5")}
		},
		"rounding": func(in *gb.Input) {
			in.Pension = &gb.Pension{Arrangement: gb.NetPay, Basis: gb.PensionablePay, Rounding: "bankers"}
		},
		"order":     func(in *gb.Input) { in.Orders = []gb.Order{{Amount: amt("-1")}} },
		"deduction": func(in *gb.Input) { in.Deductions = []gb.Deduction{{Amount: amt("-1")}} },
		"work":      func(in *gb.Input) { in.Work = &gb.Work{From: day("2026-04-01")} },
		"hours": func(in *gb.Input) {
			in.BirthDate, in.Work = day("2000-01-01"), &gb.Work{From: day("2026-04-01"), Hours: amt("-1")}
		},
	} {
		in := paid("2026-04-30", gb.Monthly, "1257L", "1000.00")
		in.Category = "A"
		change(in)
		if name == "no day" {
			in.PayDate = gb.Input{}.PayDate
		}
		var invalid *payroll.Invalid
		if err := gb.Pay(in, &payroll.Slip{}); !errors.As(err, &invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
