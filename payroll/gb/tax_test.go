package gb_test

import (
	"errors"
	"testing"

	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/gb"
)

func TestParseCode(t *testing.T) {
	for text, want := range map[string]string{
		"1257L": "1257L", "1257l": "1257L", " 1257 L ": "1257L", "1257L X": "1257L X", "1257LW1": "1257L X", "1257L M1": "1257L X",
		"1257L W1/M1": "1257L X", "1257LNONCUM": "1257L X", "S1257L": "S1257L", "C1257M": "C1257M", "13N": "13N", "0T": "0T", "S0T X": "S0T X",
		"K100": "K100", "SK999999": "SK999999", "K475 W1": "K475 X", "999999T": "999999T", "BR": "BR", "SBR": "SBR", "CBR M1": "CBR X",
		"D0": "D0", "D1": "D1", "SD0": "SD0", "SD3": "SD3", "CD1": "CD1", "NT": "NT", "NT X": "NT X", "0045L": "45L",
	} {
		code, err := gb.ParseCode(text)
		if err != nil || code.String() != want {
			t.Errorf("%q: %v, %v", text, code, err)
			continue
		}
		if again, err := gb.ParseCode(code.String()); err != nil || again != code {
			t.Errorf("%q is not read again: %v", code.String(), err)
		}
	}
	for _, text := range []string{
		"", "L", "1257", "1257P", "1257LL", "K", "KL", "D", "D2", "CD2", "SD4", "X", "S", "C", "BRL", "1234567L", "-1L", "1257L W2",
		"1257Ł", "12.7L", "K1234567", "1257L X X", "N", "T", "1257L NONCUMULATIVE AND SO ON",
	} {
		var invalid *payroll.Invalid
		if code, err := gb.ParseCode(text); !errors.As(err, &invalid) {
			t.Errorf("%q is %v, %v", text, code, err)
		}
	}
}

// GOV.UK, Tell HMRC about a new employee, and Rates and thresholds for
// employers, emergency tax codes.
func TestStartingCode(t *testing.T) {
	for declared, want := range map[gb.Starter]string{
		gb.StarterA: "S1257L", gb.StarterB: "S1257L X", gb.StarterC: "SBR", gb.StarterNone: "S0T X", gb.StarterLeft: "S0T X",
	} {
		if code, err := gb.StartingCode(gb.Scotland, declared, day("2026-05-01")); err != nil || code.String() != want {
			t.Errorf("%q: %v, %v", declared, code, err)
		}
	}
	var unknown *payroll.Unknown
	if _, err := gb.StartingCode(gb.RestOfUK, gb.StarterA, day("2024-04-05")); !errors.As(err, &unknown) {
		t.Error(err)
	}
	if _, err := gb.StartingCode(gb.RestOfUK, "D", day("2026-05-01")); err == nil {
		t.Error("declaration D is taken")
	}
}

// paid is a payment of nothing but salary.
func paid(on string, iv gb.Interval, code, pay string) *gb.Input {
	return &gb.Input{
		PayDate: day(on), Interval: iv, TaxCode: code, Category: "X",
		Elements: []gb.Element{{Kind: gb.Salary, Amount: amt(pay)}},
	}
}

func compute(t testing.TB, in *gb.Input) *payroll.Slip {
	t.Helper()
	slip := &payroll.Slip{Why: true}
	if err := gb.Pay(in, slip); err != nil {
		t.Fatal(err)
	}
	return slip
}

func wants(t *testing.T, slip *payroll.Slip, component, want string) {
	t.Helper()
	if got := slip.Of(component); got.String() != want {
		t.Errorf("%s is %v, not %s", component, got, want)
	}
}

// HMRC, Specification for PAYE tax table routines: the steps of section 4, with
// codes, weeks and months of every sort. The figures follow from the formulas by
// hand where no published case has them.
func TestIncomeTax(t *testing.T) {
	for _, c := range []struct {
		name     string
		on       string
		iv       gb.Interval
		code     string
		pay      string
		payTo    string
		taxTo    string
		tax      string
		rule     string
		previous string
	}{
		{"free pay of a week", "2026-04-10", gb.Weekly, "S1257L", "267.07", "0", "0", "4.75", "cumulative", "0"},
		{"additional pay", "2026-04-10", gb.Weekly, "K630", "150.00", "0", "0", "54.20", "cumulative", "0"},
		{"third month", "2026-06-30", gb.Monthly, "1257L", "30000.00", "3435.77", "43.00", "10188.00", "cumulative", "0"},
		{"with a P45", "2026-06-30", gb.Monthly, "1257L", "30000.00", "1000.00", "43.00", "10188.00", "cumulative", "2435.77"},
		{"repaid", "2026-05-29", gb.Monthly, "1257L", "0.00", "2000.00", "190.20", "-190.20", "cumulative", "0"},
		{"no repayment week 1", "2026-05-29", gb.Monthly, "1257L X", "0.00", "2000.00", "190.20", "0.00", "week1Month1", "0"},
		{"overriding limit", "2026-04-30", gb.Monthly, "K4000", "1000.00", "0", "0", "500.00", "cumulative", "0"},
		{"basic rate", "2026-05-29", gb.Monthly, "BR", "2500.50", "2500.50", "500.00", "500.20", "flatRate", "0"},
		{"basic rate week 1", "2026-05-29", gb.Monthly, "BR M1", "2500.50", "2500.50", "500.00", "500.00", "flatRateWeek1Month1", "0"},
		{"top rate of Scotland", "2026-04-30", gb.Monthly, "SD3", "100.99", "0", "0", "48.00", "flatRate", "0"},
		{"additional rate of Wales", "2026-04-30", gb.Monthly, "CD1", "100.99", "0", "0", "45.00", "flatRate", "0"},
		{"no tax, all repaid", "2026-05-29", gb.Monthly, "NT", "2000.00", "2000.00", "190.20", "-190.20", "none", "0"},
		{"no tax week 1", "2026-05-29", gb.Monthly, "NT X", "2000.00", "2000.00", "190.20", "0.00", "none", "0"},
		// 2 × 241.92 of free pay for the fortnight.
		{"fortnight week 1", "2026-06-30", gb.Fortnightly, "1257L X", "583.84", "0", "0", "20.00", "week1Month1", "0"},
		{"four weeks week 1", "2026-06-30", gb.FourWeekly, "1257L X", "1067.68", "0", "0", "20.00", "week1Month1", "0"},
		// Month 3 has 3 × 1,048.26 of free pay.
		{"quarter", "2026-06-30", gb.Quarterly, "1257L", "3244.78", "0", "0", "20.00", "cumulative", "0"},
		{"quarter month 1", "2026-04-30", gb.Quarterly, "1257L X", "3244.78", "0", "0", "20.00", "week1Month1", "0"},
		// Regulation 31: 5 April is the 53rd week.
		{"week 53", "2026-04-05", gb.Weekly, "1257L", "341.92", "26000.00", "2686.00", "20.00", "week53", "0"},
		{"fortnight 27", "2026-04-05", gb.Fortnightly, "1257L", "583.84", "26000.00", "2686.00", "20.00", "week53", "0"},
		{"four weeks 14", "2026-04-05", gb.FourWeekly, "1257L", "1067.68", "26000.00", "2686.00", "20.00", "week53", "0"},
		{"week 53 within free pay", "2026-04-05", gb.Weekly, "1257L", "341.92", "12000.00", "0", "0.00", "week53", "0"},
		{"week 53 additional pay", "2026-04-05", gb.Weekly, "K1", "341.92", "0", "0", "68.40", "week53", "0"},
		{"week 53 basic rate", "2026-04-05", gb.Weekly, "BR", "100.50", "1000.50", "200.00", "20.20", "flatRate", "0"},
		{"week 53 higher rate", "2026-04-05", gb.Weekly, "D0", "100.50", "1000.50", "200.00", "40.00", "flatRateWeek1Month1", "0"},
		{"month 12 on 5 April", "2026-04-05", gb.Monthly, "1257L", "100.00", "12579.12", "0", "20.00", "cumulative", "0"},
	} {
		in := paid(c.on, c.iv, c.code, c.pay)
		in.ToDate.TaxablePay, in.ToDate.IncomeTax, in.ToDate.PreviousPay = amt(c.payTo), amt(c.taxTo), amt(c.previous)
		slip := &payroll.Slip{Why: true}
		if err := gb.Pay(in, slip); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for _, l := range slip.Lines {
			if l.Component != gb.ComponentIncomeTax {
				continue
			}
			if l.Amount.String() != c.tax || l.Reason.Rule != "gb/incomeTax/"+c.rule {
				t.Errorf("%s: %v by %s, not %s by %s: %v", c.name, l.Amount, l.Reason.Rule, c.tax, c.rule, l.Reason.Steps)
			}
		}
	}
}

// HMRC, Specification for PAYE tax table routines, 4.3: pay adjustments of a
// week and a month.
func TestPayAdjustment(t *testing.T) {
	for _, c := range []struct {
		iv         gb.Interval
		code, want string
	}{
		{gb.Weekly, "1257L", "241.92"},
		{gb.Monthly, "1257L", "1048.26"},
		{gb.Monthly, "K1", "1.59"},
		{gb.Monthly, "0T", "0"},
		{gb.Monthly, "500L", "417.42"},
		{gb.Monthly, "501L", "418.26"},
		{gb.Weekly, "1000L", "192.49"},
		{gb.Weekly, "1001L", "192.69"},
	} {
		slip := compute(t, paid("2026-04-10", c.iv, c.code, "5000.00"))
		for _, l := range slip.Lines {
			if l.Component != gb.ComponentIncomeTax {
				continue
			}
			for _, v := range l.Reason.Steps {
				if v.Name == "A" && v.Amount.String() != c.want {
					t.Errorf("%s, %v: %v, not %s", c.code, c.iv, v.Amount, c.want)
				}
			}
		}
	}
}

// The overriding limit is half of pay in money: benefits in kind don't count.
// Source: Income Tax (PAYE) Regulations 2003, regulation 2.
func TestOverridingLimitWithoutBenefits(t *testing.T) {
	in := paid("2026-04-30", gb.Monthly, "K999999 X", "80.00")
	in.Elements = append(in.Elements, gb.Element{Kind: gb.Benefit, Name: "car", Amount: amt("20.00")})
	slip := compute(t, in)
	wants(t, slip, gb.ComponentTaxablePay, "100.00")
	wants(t, slip, gb.ComponentIncomeTax, "40.00")
	wants(t, slip, gb.ComponentNetPay, "40.00")
}

// Regulation 29 of the PAYE Regulations: payments in the same week or month to
// who is taxed on the week 1 or month 1 basis are added up.
func TestTwoPaymentsInAMonth(t *testing.T) {
	in := paid("2026-05-29", gb.Monthly, "1257L X", "1000.00")
	in.Category, in.StudentLoan = "A", gb.Plan1
	first := compute(t, in)
	wants(t, first, gb.ComponentIncomeTax, "0.00")
	second := paid("2026-05-30", gb.Monthly, "1257L X", "2000.00")
	second.Category, second.StudentLoan = "A", gb.Plan1
	second.ToDate, second.SamePeriod = in.After(first), in.AfterInPeriod(first)
	both := paid("2026-05-29", gb.Monthly, "1257L X", "3000.00")
	both.Category, both.StudentLoan = "A", gb.Plan1
	want, got := compute(t, both), compute(t, second)
	for _, c := range []string{
		gb.ComponentIncomeTax, gb.ComponentEmployeeContribution, gb.ComponentEmployerContribution,
		gb.ComponentEarningsAtLEL, gb.ComponentEarningsToPT, gb.ComponentEarningsToUEL, gb.ComponentStudentLoan, gb.ComponentNetPay,
	} {
		if sum := first.Of(c).Add(got.Of(c)); !sum.Equal(want.Of(c)) {
			t.Errorf("%s: %v and %v are not %v", c, first.Of(c), got.Of(c), want.Of(c))
		}
	}
}

func TestTaxUnknown(t *testing.T) {
	for _, in := range []*gb.Input{
		paid("2025-04-05", gb.Monthly, "1257L", "1000.00"),
		paid("2027-04-06", gb.Monthly, "1257L", "1000.00"),
		paid("2026-04-30", gb.Interval{Unit: gb.Week, Count: 3}, "1257L", "1000.00"),
		paid("2026-04-30", gb.Interval{Unit: gb.Day, Count: 10}, "1257L", "1000.00"),
	} {
		slip := &payroll.Slip{Lines: []payroll.Line{{Component: "there"}}}
		var unknown *payroll.Unknown
		if err := gb.Pay(in, slip); !errors.As(err, &unknown) || len(slip.Lines) != 1 {
			t.Errorf("%v, %v: %v", in.PayDate, in.Interval, err)
		}
	}
}

func TestTaxPeriods(t *testing.T) {
	for on, want := range map[string]struct {
		year        string
		week, month int
	}{
		"2026-04-05": {"2025-26", 53, 12}, "2026-04-06": {"2026-27", 1, 1}, "2026-04-12": {"2026-27", 1, 1}, "2026-04-13": {"2026-27", 2, 1},
		"2026-05-05": {"2026-27", 5, 1}, "2026-05-06": {"2026-27", 5, 2}, "2026-12-31": {"2026-27", 39, 9}, "2027-01-05": {"2026-27", 40, 9},
		"2027-01-06": {"2026-27", 40, 10}, "2027-03-06": {"2026-27", 48, 12}, "2028-04-04": {"2027-28", 53, 12}, "2028-04-03": {"2027-28", 52, 12},
	} {
		d := day(on)
		if y := gb.TaxYearOf(d); y.String() != want.year || gb.TaxWeek(d) != want.week || gb.TaxMonth(d) != want.month {
			t.Errorf("%s is in %v, week %d, month %d", on, y, gb.TaxWeek(d), gb.TaxMonth(d))
		}
	}
}

func FuzzParseCode(f *testing.F) {
	for _, seed := range []string{"1257L", "SK100 M1", "C0TX", "SD3 NONCUM", "BR", "NT", "K999999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		code, err := gb.ParseCode(text)
		if err != nil {
			return
		}
		if again, err := gb.ParseCode(code.String()); err != nil || again != code {
			t.Errorf("%q is %v, read again %v, %v", text, code, again, err)
		}
	})
}
