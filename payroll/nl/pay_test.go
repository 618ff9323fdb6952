package nl_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	json2 "github.com/go-json-experiment/json"
	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/nl"
)

func amount(s string) money.Amount { return money.MustParse(s) }

// pay computes a payment with its reasons.
func pay(t rapid.TB, in *nl.Input) *payroll.Slip {
	t.Helper()
	slip := &payroll.Slip{Why: true}
	if err := nl.Pay(in, slip); err != nil {
		t.Fatal(err)
	}
	return slip
}

// wants holds components of a slip against amounts: "nettoloon 2500.00".
func wants(t rapid.TB, what string, slip *payroll.Slip, lines ...string) {
	t.Helper()
	for _, line := range lines {
		component, want, _ := strings.Cut(line, " ")
		if got := slip.Of(component); !got.Equal(amount(want)) {
			t.Errorf("%s: %s is %v, want %s", what, component, got, want)
		}
	}
}

// refused wants an input to be invalid in a member.
func refused(t rapid.TB, in *nl.Input, member string) {
	t.Helper()
	slip := &payroll.Slip{Lines: make([]payroll.Line, 1)}
	err := nl.Pay(in, slip)
	var invalid *payroll.Invalid
	if !errors.As(err, &invalid) || invalid.Member != member {
		t.Errorf("want %s refused: %v", member, err)
	}
	if len(slip.Lines) != 1 {
		t.Errorf("%s refused with %d lines", member, len(slip.Lines))
	}
}

// full is a payment with a bit of everything.
func full() *nl.Input {
	in := employee()
	in.PaidOn = cal.MustParse("2026-05-22")
	in.Days = cal.Period{Start: cal.MustParse("2026-05-01"), End: cal.MustParse("2026-05-31")}
	in.Tax.AnnualWage = new(amount("48000"))
	in.Wage.Special = amount("750.00")
	in.Wage.SpecialPension = amount("37.50")
	in.Wage.InKind = amount("25.00")
	in.Wage.Paww = amount("0.001")
	in.Holiday.Pay = true
	in.Hours = []nl.Hours{{Days: in.Days, Hours: amount("173.33"), Wage: amount("3500.00")}}
	in.Car = nl.Car{ListPrice: amount("42000"), Registered: cal.MustParse("2024-03-11"), Clean: true, Contribution: amount("100.00")}
	in.Allowances = nl.Allowances{
		Travel: amount("60.00"), Kilometres: amount("200"), Home: amount("24.50"), HomeDays: amount("10"), Other: amount("15.00"), Meals: amount("4"),
	}
	in.Employer.Recovered = amount("0.0040")
	in.Net = nl.Net{Deductions: amount("20.00"), Garnished: true, Protected: amount("2100.00")}
	return in
}

// A whole payment with its reasons, as a payroll specialist would read it.
func TestWholePayment(t *testing.T) {
	var text strings.Builder
	if err := payroll.Explain(&text, pay(t, full())); err != nil {
		t.Fatal(err)
	}
	golden(t, "payment.txt", text.String())
}

// Every line has a component that is described, and a reason with rule, source,
// version and, where it was rounded, how. What pays less what withholds is what
// is paid out.
func TestLines(t *testing.T) {
	described := map[string]bool{}
	for _, c := range nl.Components() {
		if described[c.Name] || c.English == "" {
			t.Errorf("component %s is there twice, or not described", c.Name)
		}
		described[c.Name] = true
	}
	ruled := full()
	ruled.Ruling = nl.Ruling{Applies: true, Norm: nl.NormalNorm}
	broken := employee()
	broken.Broken = nl.Broken{Weeks: 1, Days: 3}
	for what, in := range map[string]*nl.Input{"all": full(), "plain": employee(), "ruling": ruled, "broken": broken} {
		slip := pay(t, in)
		checkSlip(t, what, slip, effects())
		for _, l := range slip.Lines {
			if r := l.Reason; r == nil || r.Rule == "" || r.Source == "" || r.Parameters != "nl 2026 edition 1" || len(r.Inputs) == 0 {
				t.Errorf("%s: the reason of %s lacks something: %+v", what, l.Component, r)
			}
		}
	}
}

// checkSlip holds a slip against what its components do.
func checkSlip(t rapid.TB, what string, slip *payroll.Slip, effects map[string]payroll.Effect) {
	t.Helper()
	var paid money.Amount
	for _, l := range slip.Lines {
		payer := payroll.Nobody
		switch effects[l.Component] {
		case payroll.Pays:
			paid, payer = paid.Add(l.Amount), payroll.Employee
		case payroll.Withholds:
			paid, payer = paid.Sub(l.Amount), payroll.Employee
		case payroll.Costs:
			payer = payroll.Employer
		case payroll.Tells:
		default:
			t.Errorf("%s: %s is not described", what, l.Component)
		}
		if l.Payer != payer {
			t.Errorf("%s: %s is borne by %q", what, l.Component, l.Payer)
		}
		if l.Amount.Scale() != 2 {
			t.Errorf("%s: %s is %v, not in cents", what, l.Component, l.Amount)
		}
	}
	if out := slip.Of(nl.Uitbetaling).Sub(slip.Of(nl.Vordering)); !out.Equal(paid) {
		t.Errorf("%s: paid out %v, the lines add up to %v", what, out, paid)
	}
	if slip.Of(nl.Nettoloon).Sign() < 0 && slip.Of(nl.Vordering).Sign() <= 0 {
		t.Errorf("%s: net pay is below 0 and no line says that it is owed", what)
	}
}

// A stored payment computed again gives the same bytes; by a version that isn't
// here it is refused.
func TestAgain(t *testing.T) {
	in := full()
	in.Parameters = "nl 2026 edition 1"
	stored, err := json2.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var again nl.Input
	if err := json2.Unmarshal(stored, &again, json2.RejectUnknownMembers(true)); err != nil {
		t.Fatal(err)
	}
	first, err := json.Marshal(pay(t, in))
	if err != nil {
		t.Fatal(err)
	}
	if second, err := json.Marshal(pay(t, &again)); err != nil || string(second) != string(first) {
		t.Errorf("%v\n%s\n%s", err, first, second)
	}
	in.Parameters = "nl 2026 edition 0"
	var unknown *payroll.Unknown
	if err := nl.Pay(in, &payroll.Slip{}); !errors.As(err, &unknown) {
		t.Errorf("another edition: %v", err)
	}
}

// What isn't covered is said, not guessed.
func TestUnknown(t *testing.T) {
	for what, change := range map[string]func(*nl.Input){
		"a year before":                  func(in *nl.Input) { in.PaidOn = cal.MustParse("2023-12-31") },
		"a year after":                   func(in *nl.Input) { in.PaidOn = cal.MustParse("2027-01-01") },
		"credits of residents elsewhere": func(in *nl.Input) { in.Person.Residence = "BE" },
		"a sector without a rate":        func(in *nl.Input) { in.Employer = nl.Employer{Size: nl.Small, Sector: 36} },
		"rates of sectors in 2025": func(in *nl.Input) {
			in.PaidOn, in.Employer = cal.MustParse("2025-12-31"), nl.Employer{Size: nl.Small, Sector: 1}
		},
		"credit for the disabled elsewhere": func(in *nl.Input) { in.Person.Residence, in.Tax.Credit, in.Tax.Disabled = "SR", false, true },
		"hours of the young by the week": func(in *nl.Input) {
			in.Period, in.Employment.OnCall = nl.Week, true
			in.Person.Born, in.Person.AOW = cal.MustParse("2008-01-01"), cal.MustParse("2075-04-01")
		},
	} {
		in := employee()
		in.Before = nil
		change(in)
		var unknown *payroll.Unknown
		if err := nl.Pay(in, &payroll.Slip{}); !errors.As(err, &unknown) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// The input says what is wrong with it.
func TestRefused(t *testing.T) {
	for member, change := range map[string]func(*nl.Input){
		"paidOn":               func(in *nl.Input) { in.PaidOn = cal.Date{} },
		"period":               func(in *nl.Input) { in.Period = "year" },
		"days":                 func(in *nl.Input) { in.Days.End = cal.Date{} },
		"broken":               func(in *nl.Input) { in.Broken.Days = -1 },
		"wage.period":          func(in *nl.Input) { in.Period = nl.None },
		"person.born":          func(in *nl.Input) { in.Person.Born = cal.Date{} },
		"person.aow":           func(in *nl.Input) { in.Person.AOW = cal.Date{} },
		"employment.relation":  func(in *nl.Input) { in.Employment.Relation = "" },
		"employment.zvw":       func(in *nl.Input) { in.Employment.Zvw = "" },
		"employment.paidHours": func(in *nl.Input) { in.Employment.PaidHours = amount("-1") },
		"employer.size":        func(in *nl.Input) { in.Employer.Size = "" },
		"employer.wga":         func(in *nl.Input) { in.Employer.WGA = amount("0.83").Add(amount("1")) },
		"employer.recovered":   func(in *nl.Input) { in.Employer.Recovered = amount("0.005") },
		"employer.sector":      func(in *nl.Input) { in.Employer.Sector = 1 },
		"tax.table":            func(in *nl.Input) { in.Tax.Table = "" },
		"tax.single":           func(in *nl.Input) { in.Tax = nl.Tax{Table: nl.White, Single: true} },
		"tax.annualWage":       func(in *nl.Input) { in.Wage.Special = amount("1") },
		"wage.special":         func(in *nl.Input) { in.Wage.Special = amount("0.001") },
		"wage.pension":         func(in *nl.Input) { in.Wage.Pension = amount("1").Quo(money.Amount{}, 2, money.Down) },
		"wage.paww":            func(in *nl.Input) { in.Wage.Paww = amount("1") },
		"hours.0":              func(in *nl.Input) { in.Hours = []nl.Hours{{}} },
		"holiday.pay":          func(in *nl.Input) { in.Holiday.Pay, in.Holiday.Each = true, true },
		"holiday.part":         func(in *nl.Input) { in.Holiday.Part = amount("0.07") },
		"car.contribution":     func(in *nl.Input) { in.Car.Contribution = amount("1") },
		"car.registered":       func(in *nl.Input) { in.Car.ListPrice = amount("1") },
		"car.uncapped": func(in *nl.Input) {
			in.Car = nl.Car{ListPrice: amount("1"), Registered: cal.MustParse("2025-01-01"), Uncapped: true}
		},
		"car.available": func(in *nl.Input) {
			in.Car, in.Broken.Days = nl.Car{ListPrice: amount("1"), Registered: cal.MustParse("2025-01-01")}, 3
		},
		"car.marketValue": func(in *nl.Input) {
			in.Car = nl.Car{ListPrice: amount("1"), Registered: cal.MustParse("2000-01-01")}
		},
		"allowances.travel": func(in *nl.Input) { in.Allowances.Travel = amount("-1") },
		"ruling.norm":       func(in *nl.Input) { in.Ruling.Applies = true },
		"ruling.applies": func(in *nl.Input) {
			in.Employment.Relation, in.Tax.Table, in.Ruling = nl.Former, nl.Green, nl.Ruling{Applies: true, Norm: nl.NoNorm}
		},
		"net.protected": func(in *nl.Input) { in.Net.Protected = amount("1") },
		"before.a":      func(in *nl.Input) { in.Before = payroll.Totals{"b": amount("0.001"), "a": amount("0.001"), "c": {}} },
	} {
		in := employee()
		change(in)
		refused(t, in, member)
	}
}
