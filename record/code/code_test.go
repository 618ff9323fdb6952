package code_test

import (
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record/code"
)

var _ kind.Codes = code.Lists

func TestKeys(t *testing.T) {
	tests := []struct {
		list, key string
		want      string
		source    string
	}{
		{"gender", "1", `{"key":1,"value":"Man"}`, "Loket: Data, Metadata, example response"},
		{"gender", "2", `{"key":2,"value":"Vrouw"}`, "Loket: Data, Metadata, example response"},
		{"country", "530", `{"key":530,"value":"Nederland","isoCode":"NL"}`, "Loket: Data, Metadata, example response"},
		{"country", "540", `{"key":540,"value":"België","isoCode":"BE"}`, "Loket: Data, Metadata, example response"},
		{"country", "1276", `{"key":1276,"value":"Duitsland","isoCode":"DE"}`, "ISO 3166-1 numeric 276"},
		{"payroll period", "1", `{"key":1,"value":"Maand"}`, "Loket: payrollPeriodType"},
		{"payroll period", "3", `{"key":3,"value":"4 weken"}`, "Loket: payrollPeriodType"},
		{"payroll period", "4", `{"key":4,"value":"Week"}`, "Loket: payrollPeriodType"},
		{"time unit", "4", `{"key":4,"value":"Maand(en)"}`, "Loket: cancellationPeriodTimeUnit"},
		{"end reason", "8", `{"key":8,"value":"Overig"}`, "Loket: endOfEmploymentReason"},
		{"nationality", "1", `{"key":1,"value":"Nederlandse"}`, "RvIG table 32, 0001"},
		{"nationality", "52", `{"key":52,"value":"Belgische"}`, "RvIG table 32, 0052"},
		{"shift", "1", `{"shiftNumber":1,"fullTimeHoursPerWeek":40,"bonusPercentage":null}`, "house data"},
	}
	for _, tt := range tests {
		entry, ok := code.Lists.Lookup(tt.list, tt.key)
		if !ok {
			t.Errorf("%s has no %s (%s)", tt.list, tt.key, tt.source)
			continue
		}
		if got := string(entry.JSON); got != tt.want {
			t.Errorf("%s %s = %s, want %s (%s)", tt.list, tt.key, got, tt.want, tt.source)
		}
	}
}

func TestUnknown(t *testing.T) {
	if _, ok := code.Lists.Lookup("gender", "7"); ok {
		t.Error("gender 7 was found")
	}
	if _, ok := code.Lists.Lookup("no such list", "1"); ok {
		t.Error("an entry of no list was found")
	}
	if _, ok := code.Lists.Entries("no such list"); ok {
		t.Error("no such list was found")
	}
}

// ISO 3166-1 has 249 officially assigned codes, each of two capitals.
func TestCountries(t *testing.T) {
	all, _ := code.Lists.Entries("country")
	if len(all) != 249 {
		t.Errorf("%d countries, want 249", len(all))
	}
	seen := map[string]bool{}
	for _, e := range all {
		iso := kind.Text(e.JSON, "isoCode")
		if len(iso) != 2 || seen[iso] {
			t.Errorf("country %s has code %q, twice or malformed", e.Key, iso)
		}
		seen[iso] = true
	}
	if first := kind.Text(all[0].JSON, "isoCode"); first != "NL" {
		t.Errorf("first country is %s, want NL", first)
	}
}

func TestEveryEntry(t *testing.T) {
	for _, name := range code.Lists.Names() {
		entries, _ := code.Lists.Entries(name)
		for _, e := range entries {
			var members map[string]any
			if err := json.Unmarshal(e.JSON, &members); err != nil {
				t.Errorf("%s %s: %v", name, e.Key, err)
			}
		}
	}
}

// A pay grade is of a scale, a scale of an agreement, and every grade is
// worth something.
func TestScales(t *testing.T) {
	for _, context := range []struct{ list, of string }{{"pay scale", "cao"}, {"pay grade", "pay scale"}} {
		entries, _ := code.Lists.Entries(context.list)
		for _, e := range entries {
			if _, ok := code.Lists.Lookup(context.of, e.By); !ok {
				t.Errorf("%s %s is of %s %q, which doesn't exist", context.list, e.Key, context.of, e.By)
			}
			if context.list == "pay grade" && len(code.Steps(e.Key)) == 0 {
				t.Errorf("pay grade %s has no amounts", e.Key)
			}
		}
	}
	if got := len(code.Lists.Within("pay grade", "2")); got != 3 {
		t.Errorf("pay scale 2 has %d grades, want 3", got)
	}
}

func TestGradeAmount(t *testing.T) {
	tests := []struct {
		grade, on, want string
		ok              bool
	}{
		{"101", "2022-12-31", "0", false},
		{"101", "2023-01-01", "2250.00", true},
		{"101", "2023-12-31", "2250.00", true},
		{"101", "2024-01-01", "2340.00", true},
		{"101", "2030-06-15", "2420.00", true},
		{"999", "2024-01-01", "0", false},
	}
	for _, tt := range tests {
		got, ok := code.GradeAmount(tt.grade, cal.MustParse(tt.on))
		if ok != tt.ok || !got.Equal(money.MustParse(tt.want)) {
			t.Errorf("grade %s on %s = %v, %v, want %s, %v", tt.grade, tt.on, got, ok, tt.want, tt.ok)
		}
	}
}
