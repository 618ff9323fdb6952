package gb_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"pgregory.net/rapid"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/gb"
)

func pence(t *rapid.T, what string, from, to int64) money.Amount {
	return money.New(rapid.Int64Range(from, to).Draw(t, what), 2)
}

var (
	intervals  = []gb.Interval{gb.Weekly, gb.Fortnightly, gb.FourWeekly, gb.Monthly, gb.Quarterly}
	numbered   = []string{"1257L", "S1257L", "C1257L", "0T", "S0T", "K475", "SK999", "K4000", "13T", "999999T"}
	flat       = []string{"BR", "SBR", "D0", "D1", "SD0", "SD3", "CD1"}
	letters    = strings.Split("ABCDEFHIJKLMNSVXZ", "")
	elementary = []gb.ElementKind{gb.Salary, gb.Unpensioned, gb.Expenses, gb.Benefit, gb.TaxedOnly, gb.ContributionsOnly}
)

// inputs draws payments of every sort.
func inputs(t *rapid.T) *gb.Input {
	in := &gb.Input{
		PayDate:  day("2025-04-06").AddDays(rapid.IntRange(0, 729).Draw(t, "day")),
		Interval: rapid.SampledFrom(intervals[:4]).Draw(t, "interval"),
		TaxCode:  rapid.SampledFrom(slices.Concat(numbered, flat, []string{"NT"})).Draw(t, "code"), NonCumulative: rapid.Bool().Draw(t, "week 1"),
		Category:    rapid.SampledFrom(letters).Draw(t, "category"),
		Elements:    []gb.Element{{Kind: gb.Salary, Amount: pence(t, "salary", -50_000, 2_000_000)}},
		StudentLoan: rapid.SampledFrom([]gb.Plan{gb.NoPlan, gb.Plan1, gb.Plan2, gb.Plan4, gb.Plan5, gb.PlanUnknown}).Draw(t, "plan"),
	}
	in.PostgraduateLoan = rapid.Bool().Draw(t, "postgraduate")
	for range rapid.IntRange(0, 3).Draw(t, "elements") {
		kind := rapid.SampledFrom(elementary).Draw(t, "kind")
		in.Elements = append(in.Elements, gb.Element{Kind: kind, Amount: pence(t, "amount", -10_000, 100_000)})
	}
	if rapid.Bool().Draw(t, "sacrifice") {
		in.Elements = append(in.Elements, gb.Element{Kind: gb.Sacrifice, Amount: pence(t, "amount", 0, 50_000)})
	}
	if rapid.Bool().Draw(t, "pension") {
		in.Pension = &gb.Pension{
			Arrangement:  rapid.SampledFrom([]gb.Arrangement{gb.NetPay, gb.ReliefAtSource, gb.SacrificeForPension}).Draw(t, "arrangement"),
			Basis:        rapid.SampledFrom([]gb.PensionBasis{gb.QualifyingEarnings, gb.PensionablePay}).Draw(t, "basis"),
			EmployeeRate: money.New(rapid.Int64Range(0, 2000).Draw(t, "rate"), 4), EmployerRate: money.New(rapid.Int64Range(0, 2000).Draw(t, "rate"), 4),
			Rounding: rapid.SampledFrom([]gb.Rounding{"", gb.RoundDown, gb.RoundUp}).Draw(t, "rounding"),
		}
	}
	if rapid.Bool().Draw(t, "director") {
		in.Director = &gb.Director{
			Method:   rapid.SampledFrom([]gb.DirectorMethod{gb.AnnualCumulative, gb.Alternative}).Draw(t, "method"),
			FromWeek: rapid.IntRange(0, 53).Draw(t, "week"), Last: rapid.Bool().Draw(t, "last"),
		}
	}
	if rapid.Bool().Draw(t, "work") {
		in.BirthDate = day("1955-01-01").AddDays(rapid.IntRange(0, 19_000).Draw(t, "birth"))
		in.Work = &gb.Work{From: in.PayDate.AddDays(-5), Hours: money.New(rapid.Int64Range(0, 2000000).Draw(t, "hours"), 4)}
	}
	in.ToDate.TaxablePay, in.ToDate.IncomeTax = pence(t, "pay to date", 0, 9_000_000), pence(t, "tax to date", 0, 3_000_000)
	for range rapid.IntRange(0, 2).Draw(t, "orders") {
		in.Orders = append(in.Orders, gb.Order{Amount: pence(t, "order", 0, 80_000), Protected: pence(t, "protected", 0, 80_000)})
		in.Deductions = append(in.Deductions, gb.Deduction{Amount: pence(t, "deduction", 0, 80_000)})
	}
	return in
}

// effects is what each component does to net pay.
func effects() map[string]payroll.Effect {
	all := map[string]payroll.Effect{}
	for _, c := range gb.Components() {
		all[c.Name] = c.Effect
	}
	return all
}

// wellFormed says of a slip what holds for every one.
func wellFormed(t interface{ Errorf(string, ...any) }, slip *payroll.Slip) {
	var net, cost money.Amount
	effect := effects()
	for i := range slip.Lines {
		l := &slip.Lines[i]
		switch effect[l.Component] {
		case payroll.Pays:
			net = net.Add(l.Amount)
		case payroll.Withholds:
			net = net.Sub(l.Amount)
		case payroll.Costs:
			cost = cost.Add(l.Amount)
		case payroll.Tells:
		default:
			t.Errorf("%s is no component", l.Component)
		}
		if l.Amount.Err() != nil || l.Amount.Scale() != 2 || l.YearToDate.Err() != nil {
			t.Errorf("%s is %v", l.Component, l.Amount)
		}
		if (l.Payer == payroll.Employee) != (effect[l.Component] == payroll.Pays || effect[l.Component] == payroll.Withholds) {
			t.Errorf("%s is paid by %q", l.Component, l.Payer)
		}
		if r := l.Reason; slip.Why && (r == nil || r.Rule == "" || r.Source == "" || r.Parameters == "") {
			t.Errorf("%s has no whole reason: %+v", l.Component, r)
		}
	}
	pay := slip.Of(gb.ComponentNetPay)
	if !pay.Equal(net) {
		t.Errorf("net pay is %v, the lines come to %v", pay, net)
	}
	if short := slip.Of(gb.ComponentShortfall); pay.Sign() < 0 && !short.Equal(pay.Neg()) {
		t.Errorf("net pay is %v and the shortfall %v", pay, short)
	}
}

func TestSlipsAreWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slip := &payroll.Slip{Why: true}
		if err := gb.Pay(inputs(t), slip); err != nil {
			t.Fatal(err)
		}
		wellFormed(t, slip)
	})
}

// A stored input gives the same bytes again; and without reasons the same lines.
func TestComputedAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, slip, again, bare := inputs(t), &payroll.Slip{Why: true}, &payroll.Slip{Why: true}, &payroll.Slip{}
		stored, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		if err := gb.Pay(in, slip); err != nil {
			t.Fatal(err)
		}
		var read gb.Input
		if err := json.Unmarshal(stored, &read, json.RejectUnknownMembers(true)); err != nil {
			t.Fatal(err)
		}
		read.Parameters = slip.Lines[0].Reason.Parameters
		if err := gb.Pay(&read, again); err != nil {
			t.Fatal(err)
		}
		one, _ := json.Marshal(slip, json.Deterministic(true))
		two, _ := json.Marshal(again, json.Deterministic(true))
		if string(one) != string(two) {
			t.Errorf("%s\n%s", one, two)
		}
		_ = gb.Pay(in, bare)
		for i := range bare.Lines {
			slip.Lines[i].Reason = nil
			if slip.Lines[i] != bare.Lines[i] {
				t.Errorf("%v, %v", slip.Lines[i], bare.Lines[i])
			}
		}
	})
}

func TestOtherVersion(t *testing.T) {
	in := paid("2026-04-30", gb.Monthly, "1257L", "1000.00")
	in.Parameters = "gb 2026-27 edition 2"
	if err := gb.Pay(in, &payroll.Slip{}); err == nil {
		t.Error("an edition that isn't there is taken")
	}
}

// Tax is never less on a pound more, nor are contributions and loans.
func TestNothingFalls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pay := rapid.Int64Range(0, 2_000_000).Draw(t, "pay")
		on := day("2025-04-06").AddDays(rapid.IntRange(0, 729).Draw(t, "day")).String()
		iv := rapid.SampledFrom(intervals).Draw(t, "interval")
		code := rapid.SampledFrom(slices.Concat(numbered, flat)).Draw(t, "code")
		more := rapid.SampledFrom([]int64{1, 99, 100, 12345}).Draw(t, "more")
		var before, after payroll.Slip
		for slip, p := range map[*payroll.Slip]int64{&before: pay, &after: pay + more} {
			in := paid(on, iv, code, money.New(p, 2).String())
			in.Category, in.StudentLoan, in.PostgraduateLoan = "A", gb.Plan2, true
			if err := gb.Pay(in, slip); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range []string{
			gb.ComponentIncomeTax, gb.ComponentEmployeeContribution, gb.ComponentEmployerContribution,
			gb.ComponentStudentLoan, gb.ComponentPostgraduateLoan,
		} {
			if after.Of(c).Cmp(before.Of(c)) < 0 {
				t.Errorf("%s, %v, %s: on %d pence more %s goes from %v to %v", on, iv, code, more, c, before.Of(c), after.Of(c))
			}
		}
	})
}

// A cumulative year ends with the same tax however it was paid, as long as the
// overriding limit doesn't hold anything back; amounts to date are the sums of
// the payments; and no more is repaid than was deducted.
func TestYearsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom([]string{"1257L", "S1257L", "0T", "BR", "SD1", "K10"}).Draw(t, "code")
		var to gb.ToDate
		var pay, tax money.Amount
		for month := range 12 {
			in := paid(day("2025-04-30").AddMonths(month).String(), gb.Monthly, code, pence(t, "pay", 100_000, 900_000).String())
			if month == 11 { // leaves room under the limit
				in.Elements[0].Amount = amt("50000.00")
			}
			in.ToDate = to
			slip := &payroll.Slip{}
			if err := gb.Pay(in, slip); err != nil {
				t.Fatal(err)
			}
			to = in.After(slip)
			pay, tax = pay.Add(in.Elements[0].Amount), tax.Add(slip.Of(gb.ComponentIncomeTax))
			for _, l := range slip.Lines {
				if l.Component == gb.ComponentIncomeTax && !l.YearToDate.Equal(tax) || l.Component == gb.ComponentTaxablePay && !l.YearToDate.Equal(pay) {
					t.Errorf("month %d: %s to date is %v", month+1, l.Component, l.YearToDate)
				}
			}
			if tax.Sign() < 0 {
				t.Errorf("month %d: %v was repaid", month+1, tax)
			}
		}
		once := &payroll.Slip{}
		if err := gb.Pay(paid("2026-03-31", gb.Monthly, code, pay.String()), once); err != nil {
			t.Fatal(err)
		}
		if !once.Of(gb.ComponentIncomeTax).Equal(tax) {
			t.Errorf("%s on %v: %v in twelve parts, %v at once", code, pay, tax, once.Of(gb.ComponentIncomeTax))
		}
	})
}

// Both methods of a director come to the same in a year.
func TestDirectorMethodsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letter := rapid.SampledFrom(letters).Draw(t, "category")
		pays := rapid.SliceOfN(rapid.Int64Range(0, 1_500_000), 12, 12).Draw(t, "pays")
		var ends []gb.ContributionsToDate
		for _, method := range []gb.DirectorMethod{gb.AnnualCumulative, gb.Alternative} {
			var to gb.ToDate
			for i, p := range pays {
				in := contributed(day("2026-04-20").AddMonths(i).String(), gb.Monthly, letter, money.New(p, 2).String())
				in.Director, in.ToDate = &gb.Director{Method: method, Last: i == 11}, to
				slip := &payroll.Slip{}
				if err := gb.Pay(in, slip); err != nil {
					t.Fatal(err)
				}
				to = in.After(slip)
			}
			ends = append(ends, to.Contributions[0])
		}
		if a, b := ends[0], ends[1]; !a.Employee.Equal(b.Employee) || !a.Employer.Equal(b.Employer) || !a.ToUEL.Equal(b.ToUEL) {
			t.Errorf("%s: %+v, %+v", letter, a, b)
		}
	})
}

// FuzzPay takes any JSON for an input: no panic, and no slip that isn't whole.
func FuzzPay(f *testing.F) {
	seed, err := json.Marshal(employee())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(seed))
	f.Add(`{"payDate":"2026-04-05","interval":{"unit":"week","count":2},"taxCode":"SK12","category":"Z","elements":[{"kind":"salary","amount":-10}],
		"director":{"method":"alternative","last":true},"work":{"from":"2026-03-23","hours":80},"birthDate":"2007-01-01","deductions":[{"amount":5}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		var in gb.Input
		if json.Unmarshal([]byte(text), &in) != nil {
			return
		}
		slip := &payroll.Slip{Why: true}
		if err := gb.Pay(&in, slip); err != nil {
			if len(slip.Lines) != 0 {
				t.Error("lines are left")
			}
			return
		}
		wellFormed(t, slip)
	})
}
