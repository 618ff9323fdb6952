package code_test

import (
	"strconv"
	"testing"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record/code"
)

// Loket: GetPayrollComponentsByPayrollAdministrationIdAndYear. The description
// of a component has at most 14 characters; parsing holds the catalogue to it.
func TestComponents(t *testing.T) {
	all := code.Components()
	if len(all) < 40 {
		t.Errorf("%d payroll components, fewer than 40", len(all))
	}
	descriptions := map[string]int{}
	for _, c := range all {
		description := kind.Text(c.JSON, "description")
		if other := descriptions[description]; other != 0 {
			t.Errorf("%d and %d are both %q", other, c.Key, description)
		}
		descriptions[description] = c.Key
		if c.Meaning == "" {
			t.Errorf("component %d has no meaning", c.Key)
		}
		e, ok := code.Lists.Lookup("payroll component", strconv.Itoa(c.Key))
		if !ok || string(e.JSON) != string(c.JSON) {
			t.Errorf("component %d is not in its code list", c.Key)
		}
		if found, ok := code.ComponentOf(c.Key); !ok || found.Key != c.Key {
			t.Errorf("component %d is not found", c.Key)
		}
		if sign := kind.Text(c.JSON, "deductionOrPayment.key"); c.Measure == code.Hours && sign != "" {
			t.Errorf("component %d counts hours and is paid or deducted", c.Key)
		}
	}
	if _, ok := code.ComponentOf(999); ok {
		t.Error("component 999 was found")
	}
}

// Keys that the vendor's own descriptions and examples show.
func TestComponentKeys(t *testing.T) {
	for key, want := range map[int]string{1: "Uren gewerkt", 82: "Vakantietoesl.", 83: "Extra periode"} {
		c, _ := code.ComponentOf(key)
		if got := kind.Text(c.JSON, "value"); got != want {
			t.Errorf("component %d is %q, want %q", key, got, want)
		}
	}
	for _, category := range []string{"1", "7", "9", "11", "12", "13", "17", "30"} {
		if _, ok := code.Lists.Lookup("component category", category); !ok {
			t.Errorf("there is no category %s", category)
		}
	}
}

// Thuiswerkvergoeding is in the law since 2022; saving for levensloop ended
// with 2021.
func TestComponentYears(t *testing.T) {
	for _, tt := range []struct {
		key, year int
		want      bool
	}{
		{1, 1999, true},
		{30, 2021, false},
		{30, 2022, true},
		{116, 2021, true},
		{116, 2022, false},
		{116, 2005, false},
	} {
		c, _ := code.ComponentOf(tt.key)
		if got := c.In(tt.year); got != tt.want {
			t.Errorf("component %d in %d = %v, want %v", tt.key, tt.year, got, tt.want)
		}
	}
}
