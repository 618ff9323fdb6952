package be

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// editions are the hashes of what the file says of each year under its edition. Who
// changes the lines of a year gives it the next edition, and the hash here.
var editions = map[string]string{
	"2025 edition 1": "3fcfdad94250818c",
	"2026 edition 1": "0aba2a69637aea4c",
}

// A stored reason names the edition that it was computed by, so what is under
// an edition doesn't change.
func TestEditions(t *testing.T) {
	for year := 2025; year <= 2026; year++ {
		days := cal.Period{Start: cal.MustNew(year, 1, 1), End: cal.MustNew(year, 12, 31)}
		var text strings.Builder
		for _, p := range law.All() {
			if p.Overlaps(days) && p.Name != "edition" {
				fmt.Fprintln(&text, p.Name, p.Start, p.End, p.Values)
			}
		}
		name := strings.TrimPrefix(parametersOn(days.Start).version, "be ")
		if hash := fmt.Sprintf("%x", sha256.Sum256([]byte(text.String())))[:16]; editions[name] != hash {
			t.Errorf("%s has the hash %s, and not %q: give the year its next edition", name, hash, editions[name])
		}
	}
}

// Every value ends, is of whole months, and says where it was read and how sure
// that is.
func TestParameters(t *testing.T) {
	all := Parameters()
	for _, p := range all {
		if p.Source == "" || p.Mark == "" || p.Open() {
			t.Errorf("%s from %v: source %q, mark %q", p.Name, p.Start, p.Source, p.Mark)
		}
		if p.Start.Day() != 1 || p.End.AddDays(1).Day() != 1 {
			t.Errorf("%s holds for parts of months: %v", p.Name, p.Period)
		}
	}
	if len(all) < 120 {
		t.Errorf("there are %d parameters", len(all))
	}
}

// All that a month's pay can ask for is known on every day of 2025 and 2026,
// but for what the documentation names.
func TestYearsAreKnown(t *testing.T) {
	for day := cal.MustNew(2025, 1, 1); day.Year() <= 2026; day = day.AddDays(1) {
		p := parametersOn(day)
		err := p.need(p.personal.err, p.student.err, p.bonus.err, p.special.err, p.tax.err, p.exceptional.err,
			p.holiday.err, p.employer.err, p.firstHire.err, p.benefits.err, p.minimumWage.err, p.cp200.err)
		if err != nil {
			t.Fatal(err)
		}
		if known := p.structural.err == nil; known != (day.Year() == 2026 || day.Month() >= 4) {
			t.Errorf("structural reduction on %v: %v", day, p.structural.err)
		}
		if known := p.children.err == nil; known != (day.Year() == 2025) {
			t.Errorf("child relief on exceptional payments on %v: %v", day, p.children.err)
		}
	}
	for _, day := range []cal.Date{cal.MustNew(2020, 1, 1), cal.MustNew(2022, 3, 31), cal.MustNew(2027, 1, 1), cal.MustNew(2100, 6, 1)} {
		p := parametersOn(day)
		if p.need(p.personal.err) == nil || p.need(p.tax.err) == nil || p.version != "" {
			t.Errorf("something is known on %v", day)
		}
	}
}

// The slope of a bonus is its largest amount over the distance in which it
// goes down, and that of manual workers is 1.08 times as large (NSSO, work
// bonus); both as far as their decimals tell.
func TestBonusParametersAgree(t *testing.T) {
	for _, first := range []string{"2024-05-01", "2025-02-01", "2026-01-01", "2026-03-01", "2026-04-01", "2026-07-01", "2026-09-01"} {
		p := parametersOn(cal.MustParse(first))
		b := &p.bonus.value
		for _, a := range []bonusAmounts{b.white, b.blue} {
			within(t, first+" slope of A", a.maxA.Quo(b.ceilingA.Sub(b.floorA), 4, money.HalfUp).Sub(a.slopeA), "0.0001")
			within(t, first+" slope of B", a.maxB.Quo(b.floorA.Sub(b.floorB), 4, money.HalfUp).Sub(a.slopeB), "0.0001")
		}
		within(t, first+" A of manual workers", b.white.maxA.Mul(p.personal.value.manualBase).Sub(b.blue.maxA), "0.01")
		within(t, first+" B of manual workers", b.white.maxB.Mul(p.personal.value.manualBase).Sub(b.blue.maxB), "0.01")
		if b.yearKnown {
			within(t, first+" year", b.white.maxA.Add(b.white.maxB).Mul(twelve).Sub(b.year), "0")
		}
	}
}

// What a bracket begins with is the tax of those below: the reference has
// 4,362.93, 9,704.37 and 19,830.32 for 2025, 4,469.93, 9,944.05 and 20,320.38
// for 2026 (SPF Finances, key formula). The exempt sum is taxed by the first.
func TestBrackets(t *testing.T) {
	for year, want := range map[int]string{2025: "[4362.93 9704.37 19830.32]", 2026: "[4469.93 9944.05 20320.38]"} {
		p := parametersOn(cal.MustNew(year, 1, 1))
		tax := &p.tax.value
		var tops []string
		for _, b := range tax.brackets[1:] {
			tops = append(tops, b.tax.String())
		}
		if fmt.Sprint(tops) != want {
			t.Errorf("%d: %v", year, tops)
		}
		within(t, "two are exempt", tax.exemptOne.Add(tax.exemptOne).Sub(tax.exemptTwo), "0")
	}
}

// Steps of the special contribution meet where the next begins, but for
// three cents of rounding.
func TestSpecialTablesMeet(t *testing.T) {
	p := parametersOn(cal.MustNew(2026, 1, 1))
	for _, tables := range [][3]specialTable{p.special.value.month, p.special.value.quarter} {
		for i, table := range tables {
			for n := 1; n < len(table.steps); n++ {
				before, next := table.steps[n-1], table.steps[n]
				end := before.fixed.Add(before.rate.Mul(next.above.Sub(before.above)))
				within(t, fmt.Sprintf("%s, step %d", specialNames[i], n), end.Sub(next.fixed), "0.03")
			}
		}
	}
}

func within(t *testing.T, what string, off money.Amount, most string) {
	t.Helper()
	if off.Abs().Cmp(money.MustParse(most)) > 0 {
		t.Errorf("%s is off by %v", what, off)
	}
}
