package be_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/be"
)

// second is the second quarter of 2026 of an employment with these wages.
func second(t *testing.T, statute be.Statute, employer be.Employer, wages ...string) *be.Quarter {
	t.Helper()
	q := &be.Quarter{Period: days("2026-04-01", "2026-06-30")}
	for i, wage := range wages {
		in := be.Input{Period: monthOf(fmt.Sprintf("2026-%02d", 4+i)), Statute: statute, Wage: amt(wage), Employer: &employer}
		q.Add(&in, pay(t, in))
	}
	return q
}

func declared(d be.Declaration) string {
	var b strings.Builder
	for _, c := range d.Contributions {
		fmt.Fprintf(&b, "%s: %v of %v is %v, %v off; ", c.Code, c.Rate, c.Base, c.Amount, c.Correction)
	}
	for _, r := range d.Reductions {
		fmt.Fprintf(&b, "%s: -%v, %v off; ", r.Code, r.Amount, r.Correction)
	}
	fmt.Fprintf(&b, "due %v", d.Due)
	return b.String()
}

func TestDmfA(t *testing.T) {
	for _, tt := range []struct {
		name string
		q    *be.Quarter
		want string
	}{
		{
			// Base 6829.53: 38.07 % = 2600.00, where the months have 3 × (297.54 + 569.13) = 2600.01.
			// April, May and June have 22, 21 and 22 days: S = 6829.53 × round(65 / 65); R = 0.14 × (11458.57 - S) + 0.15 × (9547.20 - S).
			"white-collar, 50 workers", second(t, be.WhiteCollar, be.Employer{Workers: 50}, "2276.51", "2276.51", "2276.51"),
			"495: 0.3807 of 6829.53 is 2600.00, -0.01 off; 855: 0.0169 of 6829.53 is 115.42, 0.01 off; 809: 0.0039 of 6829.53 is 26.64, 0.00 off; " +
				"810: 0.0010 of 6829.53 is 6.83, -0.01 off; 859: 0.0010 of 6829.53 is 6.83, -0.01 off; 255: 0.0002 of 6829.53 is 1.37, -0.01 off; " +
				"256: 0.0001 of 6829.53 is 0.68, -0.01 off; 856: 0 of 0 is 33.84, 0.00 off; " +
				"0001: -863.97, 0.00 off; 3000: -1055.72, 0.00 off; due 871.92",
		},
		{
			// 108 %: 3 × 2592.00; 13.07 + 25 + 5.57 %, of which the months have 3 × (338.77 + 648.00 + 144.37) = 3393.42.
			// The reduction for a first worker has what the structural one leaves of 25 %: 1944.00 - 948.28.
			"blue-collar, a first worker", second(t, be.BlueCollar, be.Employer{Workers: 1, FirstHire: true}, "2400.00", "2400.00", "2400.00"),
			"015: 0.4364 of 7776.00 is 3393.45, 0.03 off; 809: 0.0034 of 7776.00 is 26.44, 0.01 off; 810: 0.0010 of 7776.00 is 7.78, 0.01 off; " +
				"859: 0.0010 of 7776.00 is 7.78, 0.01 off; 255: 0.0002 of 7776.00 is 1.56, 0.00 off; 256: 0.0001 of 7776.00 is 0.78, 0.00 off; " +
				"856: 0 of 0 is 44.25, 0.00 off; 0001: -825.09, 0.00 off; 3000: -948.28, 0.01 off; 3315: -995.72, -0.01 off; due 712.95",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := be.DmfA(tt.q)
			if diff := cmp.Diff(tt.want, declared(d)); err != nil || diff != "" {
				t.Error(err, diff)
			}
		})
	}
}

// The lines of a published declaration: 0.02 %, 0.17 % and 0.10 % of 11,027.00
// in the first quarter of 2025 (be-s-0046 to 0048).
func TestDmfALines(t *testing.T) {
	d, err := be.DmfA(&be.Quarter{
		Period: days("2025-01-01", "2025-03-31"), Statute: be.WhiteCollar, Contributed: amt("11027.00"), Wage: amt("11027.00"),
		Employer: be.Employer{Workers: 5, NoStructural: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Contributions {
		if want := map[string]string{"255": "2.21", "810": "18.75", "859": "11.03"}[c.Code]; want != "" && c.Amount.String() != want {
			t.Errorf("%s is %v, want %s", c.Code, c.Amount, want)
		}
	}
}

// The basic contribution stops at the ceiling of a quarter; personal and other
// contributions go on (programme law of 18 July 2025).
func TestCeiling(t *testing.T) {
	for quarter, want := range map[string]string{
		"2025-04": "38070.00", // none yet: 38.07 % of 100,000
		"2025-07": "34320.00", // 13.07 % of 100,000 and 25 % of 85,000
		"2026-01": "34745.00", // of 86,700
	} {
		start := day(quarter + "-01")
		q := &be.Quarter{Statute: be.WhiteCollar, Contributed: amt("100000"), Wage: amt("100000"), Employer: be.Employer{Workers: 5}}
		q.Period.Start, q.Period.End = start, start.AddMonths(3).AddDays(-1)
		d, err := be.DmfA(q)
		if err != nil || d.Contributions[0].Amount.String() != want {
			t.Errorf("%s: %v, %v, want %s", quarter, d.Contributions, err, want)
		}
	}
	in := be.Input{
		Period: monthOf("2026-03"), Statute: be.WhiteCollar, Wage: amt("40000"),
		Employer: &be.Employer{Workers: 5, QuarterBase: amt("80000")},
	}
	if got := pay(t, in).Of(be.ComponentEmployerBasic).String(); got != "1675.00" { // 25 % of 6,700
		t.Error(got)
	}
}

// Little work in a quarter ends reductions, but not for a contract of half of
// full time.
func TestLittleWork(t *testing.T) {
	q := &be.Quarter{
		Period: days("2026-04-01", "2026-06-30"), Statute: be.WhiteCollar, Contributed: amt("1500"), Wage: amt("1500"),
		Time: be.Time{PaidDays: amt("17"), PossibleDays: amt("65")}, Employer: be.Employer{Workers: 5},
	}
	d, err := be.DmfA(q)
	if err != nil || len(d.Reductions) != 0 {
		t.Errorf("%+v, %v", d.Reductions, err)
	}
	q.HalfTime = true
	// S = 1500 × round(65 / 17) = 5730; R = 802.00 + 572.58 = 1374.58; part 0.26 × 1.18.
	d, err = be.DmfA(q)
	if err != nil || len(d.Reductions) != 1 || d.Reductions[0].Amount.String() != "375.00" {
		t.Errorf("%+v, %v", d.Reductions, err)
	}
}

func TestDmfARefused(t *testing.T) {
	good := be.Quarter{Period: days("2026-04-01", "2026-06-30"), Statute: be.WhiteCollar, Employer: be.Employer{Workers: 5}}
	for want, change := range map[string]func(q *be.Quarter){
		"period is not a calendar quarter":         func(q *be.Quarter) { q.Period.Start = day("2026-05-01") },
		"statute has no declaration here":          func(q *be.Quarter) { q.Statute = be.Student },
		"contributed is below 0 or too large":      func(q *be.Quarter) { q.Contributed = amt("-1") },
		"employer.workers is below 0 or too large": func(q *be.Quarter) { q.Employer.Workers = -1 },
		"structural on 2025-01-01 is not known":    func(q *be.Quarter) { q.Period = days("2025-01-01", "2025-03-31") },
		"personalRate on 2027-01-01 is not known":  func(q *be.Quarter) { q.Period = days("2027-01-01", "2027-03-31") },
		"fund of joint committee 111 is not known": func(q *be.Quarter) { q.Employer.JointCommittee = "111" },
	} {
		q := good
		change(&q)
		if _, err := be.DmfA(&q); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// A quarter's contributions are those of its months but for a cent a line and
// month, and its corrections say exactly by what.
func TestQuarterAgainstMonths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		statute := rapid.SampledFrom([]be.Statute{be.WhiteCollar, be.BlueCollar}).Draw(t, "statute")
		employer := be.Employer{Workers: rapid.IntRange(0, 60).Draw(t, "workers"), JointCommittee: "200"}
		q := be.Quarter{Period: days("2026-07-01", "2026-09-30")}
		booked := map[string]money.Amount{}
		for month := 7; month <= 9; month++ {
			in := be.Input{Period: monthOf(fmt.Sprintf("2026-%02d", month)), Statute: statute, Wage: cents(t, "wage", 0, 9_000_00), Employer: &employer}
			slip := slipOf(t, &in)
			q.Add(&in, slip)
			for _, l := range slip.Lines {
				if l.Payer == payroll.Employer && l.Component != be.ComponentStructural || l.Component == be.ComponentPersonalContribution {
					booked["all"] = booked["all"].Add(l.Amount)
				}
			}
			booked["all"] = booked["all"].Add(slip.Of(be.ComponentSpecial))
		}
		d, err := be.DmfA(&q)
		if err != nil {
			t.Fatal(err)
		}
		var amounts, corrections money.Amount
		for _, c := range d.Contributions {
			amounts, corrections = amounts.Add(c.Amount), corrections.Add(c.Correction)
			if c.Correction.Abs().Cmp(amt("0.06")) > 0 {
				t.Fatalf("%s is corrected by %v", c.Code, c.Correction)
			}
		}
		same(t, "booked and corrected", booked["all"].Add(corrections), amounts)
	})
}

// Nothing panics, whatever a quarter says.
func FuzzDmfA(f *testing.F) {
	f.Add(int64(300000), int64(250000), int64(65), int64(65), int64(0), false, true)
	f.Fuzz(func(t *testing.T, contributed, wage, paid, possible, hours int64, partTime, blue bool) {
		q := be.Quarter{
			Period: days("2026-07-01", "2026-09-30"), Statute: be.WhiteCollar, Contributed: money.New(contributed, 2), Wage: money.New(wage, 2),
			Time:     be.Time{PartTime: partTime, PaidDays: money.New(paid, 1), PossibleDays: money.New(possible, 1), PaidHours: money.New(hours, 2)},
			Employer: be.Employer{Workers: 12, FirstHire: true},
		}
		if blue {
			q.Statute = be.BlueCollar
		}
		d, err := be.DmfA(&q)
		if _, invalid := errors.AsType[*payroll.Invalid](err); err != nil && !invalid {
			t.Fatal(err)
		}
		for _, r := range d.Reductions {
			if r.Amount.Sign() < 0 {
				t.Fatalf("%s is %v", r.Code, r.Amount)
			}
		}
	})
}
