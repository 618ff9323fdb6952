package verify_test

import (
	"maps"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll/verify"
)

func TestFlatten(t *testing.T) {
	got, err := verify.Flatten(`{"a":"x","b":{"c":1.50,"d":[true,{"e":"y"}]},"f":null,"g":{},"h":10000000000000000000.1}`)
	want := map[string]string{"a": "x", "b.c": "1.50", "b.d.0": "true", "b.d.1.e": "y", "h": "10000000000000000000.1"}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
	for _, text := range []string{"", "1", `"a"`, "[]", `{"a":1`, `{"a":1}x`, `{"a":1,"a":2}`, `{"a":[1}`} {
		if got, err := verify.Flatten(text); err == nil {
			t.Errorf("%q is taken as %v", text, got)
		}
	}
}

func TestDecode(t *testing.T) {
	var into struct {
		Day  cal.Date     `json:"day"`
		Wage money.Amount `json:"wage"`
		Deep struct {
			On    bool     `json:"on"`
			Words []string `json:"words"`
		} `json:"deep"`
	}
	values := map[string]string{"day": "2026-03-01", "wage": "10.50", "deep.on": "true", "deep.words.0": "a", "deep.words.1": "b \"c\""}
	if err := verify.Decode(values, &into); err != nil {
		t.Fatal(err)
	}
	if into.Day.String() != "2026-03-01" || into.Wage.String() != "10.50" || !into.Deep.On || len(into.Deep.Words) != 2 || into.Deep.Words[1] != `b "c"` {
		t.Errorf("decoded %+v", into)
	}
	for what, values := range map[string]map[string]string{
		"an unknown name": {"week": "1"},
		"a wrong value":   {"day": "yesterday"},
		"inside a value":  {"day": "2026-03-01", "day.of": "x"},
	} {
		if err := verify.Decode(values, &into); err == nil {
			t.Errorf("%s is taken", what)
		}
	}
}

// Flattening gives values or says what is wrong, and decoding what was
// flattened gives the same values.
func FuzzFlatten(f *testing.F) {
	for _, text := range []string{`{"a":1,"b":{"c":[true,"x",null]}}`, `{"":{"":0}}`, `{"0":1,"1":[[]]}`, `{"a.b":1,"a":{"c":2}}`, "{"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		values, err := verify.Flatten(text)
		if err != nil {
			return
		}
		var into any
		_ = verify.Decode(values, &into) // names with points in them may contradict each other
	})
}
