package kind_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/payglot/payglot/kind"
)

func pick(t *testing.T, body string, paths ...string) []string {
	t.Helper()
	values := make([][]byte, len(paths))
	if err := kind.NewPicker(paths).Pick([]byte(body), values); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	return texts
}

func TestPicker(t *testing.T) {
	const body = `{"a":1,"b":{"c":"x\"}","d":null,"e":{"f":[1,{"g":"]"}],"h":true}},"i":null,"j":"\\","k":-1.50,"a":2,"l":{}}`
	for paths, want := range map[string]string{
		"a":               "1", // the first of two
		"b.c":             `"x\"}"`,
		"b.d":             "",
		"b.e":             `{"f":[1,{"g":"]"}],"h":true}`,
		"b.e.f":           `[1,{"g":"]"}]`,
		"b.e.h b.e b.e.h": `true {"f":[1,{"g":"]"}],"h":true} true`,
		"i.x j k":         ` "\\" -1.50`,
		"k j i a":         `-1.50 "\\"  1`,
		"none b.none l.m": "  ",
		"a.b":             "",
	} {
		if got := strings.Join(pick(t, body, strings.Fields(paths)...), " "); got != want {
			t.Errorf("%s: %q, want %q", paths, got, want)
		}
	}
	if got := pick(t, " { \"a\" : { \"b\" : 3 } , \"c\" : [ ] } ", "a.b", "c"); got[0] != "3" || got[1] != "[ ]" {
		t.Errorf("with blanks: %q", got)
	}
	for _, body := range []string{"", "null", "[]", "{}", " "} {
		if got := pick(t, body, "a", "b.c"); got[0] != "" || got[1] != "" {
			t.Errorf("%q has %q", body, got)
		}
	}
}

// A picker forgets what it found in the body before.
func TestPickerForgets(t *testing.T) {
	p := kind.NewPicker([]string{"a", "b.c"})
	values := make([][]byte, 2)
	for _, test := range []struct{ body, a, c string }{
		{`{"a":1,"b":{"c":2},"d":"never looked at`, "1", "2"}, // all is found by then
		{`{"b":null,"a":3}`, "3", ""},
		{`{}`, "", ""},
		{`{"b":{"c":4}}`, "", "4"},
	} {
		if err := p.Pick([]byte(test.body), values); err != nil || string(values[0]) != test.a || string(values[1]) != test.c {
			t.Errorf("%s: %q, %v", test.body, values, err)
		}
	}
	for _, broken := range []string{`{`, `{"a`, `{"a"`, `{"a":`, `{"x":1`, `{"x":"1}`, `{"x":[1}`, `{"b":{"x":1}`, `{"a" 1}`} {
		if err := p.Pick([]byte(broken), values); err == nil {
			t.Errorf("%s is no object", broken)
		}
	}
}

// FuzzPicker holds what is picked against what Go's decoder finds, and wants no
// panic of anything else.
func FuzzPicker(f *testing.F) {
	f.Add(`{"a":1,"b":{"c":[1,"\""]},"é":"\\"}`, "b.c")
	f.Add(`{"a":{"a":{"a":null}}}`, "a.a")
	f.Add(`{"a":[[[]]],"":{"":0}}`, ".")
	f.Fuzz(func(t *testing.T, body, path string) {
		values := make([][]byte, 1)
		err := kind.NewPicker([]string{path}).Pick([]byte(body), values)
		var object map[string]json.RawMessage
		if json.Unmarshal([]byte(body), &object) != nil || strings.ContainsAny(body, `\`) || twice(body) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", body, err)
		}
		var want json.RawMessage
		for name := range strings.SplitSeq(path, ".") {
			want = object[name]
			object = nil
			_ = json.Unmarshal(want, &object)
		}
		if string(want) == "null" {
			want = nil
		}
		if string(values[0]) != string(want) {
			t.Fatalf("%s of %s: %q, want %q", path, body, values[0], want)
		}
	})
}

// twice says that a name may stand in the body twice: Go takes the last.
func twice(body string) bool {
	seen := map[string]bool{}
	dec := json.NewDecoder(strings.NewReader(body))
	for {
		token, err := dec.Token()
		if err != nil {
			return false
		}
		if text, ok := token.(string); ok {
			if seen[text] {
				return true
			}
			seen[text] = true
		}
	}
}
