package nl_test

import (
	"errors"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/nl"
)

// Net pay is in the order of the wage sheet: pension and PAWW before tax, the
// own part of WGA and the car after it, reimbursements last.
func TestNetOrder(t *testing.T) {
	in := day("2026-03-25", "3000")
	in.Wage.Pension, in.Wage.Deductions, in.Wage.Paww = amount("150"), amount("10"), amount("0.001")
	in.Employer.Recovered = amount("0.004")
	in.Car = nl.Car{ListPrice: amount("24000"), Registered: cal.MustParse("2020-01-01"), Contribution: amount("40")}
	in.Net.Deductions = amount("25")
	in.Allowances = nl.Allowances{Other: amount("60")}
	slip := pay(t, in)
	wants(t, "bases", slip, nl.Paww+" 3", nl.LoonTijdvak+" 3237", nl.VerhaalWGA+" 12.94") // 3000 + 440 - 40 - 163
	net := amount("3000").Sub(amount("163")).Sub(slip.Of(nl.Loonheffing)).Sub(amount("12.94")).Sub(amount("40")).Sub(amount("25")).Add(amount("60"))
	wants(t, "net", slip, nl.Nettoloon+" "+net.String(), nl.Uitbetaling+" "+net.String())
}

// Net pay below 0 is a claim, and nothing is paid out.
func TestClaim(t *testing.T) {
	in := day("2026-03-25", "100")
	in.Net.Deductions = amount("150")
	slip := pay(t, in)
	wants(t, "advance paid back", slip, nl.Nettoloon+" -50", nl.Vordering+" 50", nl.Uitbetaling+" 0")
	in.Net = nl.Net{Deductions: amount("150"), Garnished: true, Protected: amount("1000")}
	wants(t, "garnished", pay(t, in), nl.Loonbeslag+" 0", nl.Vordering+" 50", nl.Uitbetaling+" 0")
}

// Rv art. 475b-475g: the bailiff gets what is above the protected amount, at
// least 5 % of net pay; reimbursed costs and what the order leaves out stay.
func TestGarnishment(t *testing.T) {
	net := pay(t, day("2026-03-25", "2800")).Of(nl.Nettoloon)
	for what, c := range map[string]struct {
		protected, outside string
		seized             money.Amount
	}{
		"above the protected amount": {"1900", "0", net.Sub(amount("1900"))},
		"5 % of a small wage":        {"5000", "0", net.Sub(net.Mul(amount("0.95")).Round(2, money.Floor))},
		"holiday allowance outside":  {"1900", "300", net.Sub(amount("2200"))},
		"all":                        {"0", "0", net},
		"all is outside":             {"0", "9000", money.Amount{}},
	} {
		in := day("2026-03-25", "2800")
		in.Allowances.Other = amount("80")
		in.Net = nl.Net{Garnished: true, Protected: amount(c.protected), Outside: amount(c.outside)}
		wants(t, what, pay(t, in), nl.Loonbeslag+" "+c.seized.String(), nl.Uitbetaling+" "+net.Add(amount("80")).Sub(c.seized).String())
	}
}

// BW 7:673: a third of a month's salary a year, the rest in proportion.
func TestTransition(t *testing.T) {
	for what, c := range map[string]struct{ start, end, salary, rest, want string }{
		"six full years":              {"2019-03-01", "2025-02-28", "3000", "0", "6000.00"},
		"with half a year":            {"2019-03-01", "2025-08-31", "3000", "18000", "6500.00"},
		"less than a year":            {"2025-01-01", "2025-06-30", "3000", "18000", "500.00"},
		"less than a month":           {"2025-01-01", "2025-01-15", "3000", "1451.61", "40.32"},
		"leap day":                    {"2024-02-29", "2026-02-27", "3000", "0", "2000.00"},
		"the maximum of 2025":         {"1985-01-01", "2025-01-31", "8000", "8000", "98000.00"},
		"the maximum of 2026":         {"1985-01-01", "2026-01-31", "8000", "8000", "102000.00"},
		"a year's salary, being more": {"1980-01-01", "2025-12-31", "12000", "0", "144000.00"},
	} {
		s := &nl.Severance{Employed: cal.Period{Start: cal.MustParse(c.start), End: cal.MustParse(c.end)}, Salary: amount(c.salary), Rest: amount(c.rest)}
		slip := &payroll.Slip{Why: true}
		if err := nl.Transition(s, slip); err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		wants(t, what, slip, nl.Transitievergoeding+" "+c.want)
	}
	good := nl.Severance{Employed: cal.Period{Start: cal.MustParse("2024-01-01"), End: cal.MustParse("2025-12-31")}, Salary: amount("3000")}
	for member, change := range map[string]func(*nl.Severance){
		"employed": func(s *nl.Severance) { s.Employed.End = cal.Date{} },
		"salary":   func(s *nl.Severance) { s.Salary = money.Amount{} },
		"rest":     func(s *nl.Severance) { s.Rest = amount("100") }, // two full years have none
	} {
		s := good
		change(&s)
		var invalid *payroll.Invalid
		if err := nl.Transition(&s, &payroll.Slip{}); !errors.As(err, &invalid) || invalid.Member != member {
			t.Errorf("%s: %v", member, err)
		}
	}
	late := good
	late.Employed.Start, late.Employed.End = cal.MustParse("2026-01-01"), cal.MustParse("2027-12-31")
	var unknown *payroll.Unknown
	if err := nl.Transition(&late, &payroll.Slip{}); !errors.As(err, &unknown) {
		t.Errorf("2027: %v", err)
	}
}
