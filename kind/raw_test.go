package kind_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/payglot/payglot/kind"
)

const rawBody = `{"id":1,"a":{"b":{"c":"x","d":null},"e":[{"c":1}]},"n":null,"s":"\u00e9\"","f":-1.50,"t":true}`

func TestMember(t *testing.T) {
	for path, want := range map[string]string{
		"id": "1", "a.b.c": `"x"`, "a.b": `{"c":"x","d":null}`, "a.b.d": "null", "a.e": `[{"c":1}]`, "n": "null", "s": `"\u00e9\""`,
		"": "", "x": "", "a.x": "", "a.e.c": "", "n.x": "", "id.x": "", "a.b.c.d": "", "A": "",
	} {
		if got := string(kind.Member([]byte(rawBody), path)); got != want {
			t.Errorf("%q: got %s, want %s", path, got, want)
		}
	}
	for _, body := range []string{"", "null", "[]", "5", `{"a"`, `{"a":`} {
		if got := kind.Member([]byte(body), "a"); got != nil {
			t.Errorf("%q: got %s", body, got)
		}
	}
}

func TestText(t *testing.T) {
	for path, want := range map[string]string{"s": `é"`, "f": "-1.50", "t": "true", "n": "", "x": "", "a.b.c": "x"} {
		if got := kind.Text([]byte(rawBody), path); got != want {
			t.Errorf("%q: got %s, want %s", path, got, want)
		}
	}
}

func TestPick(t *testing.T) {
	for paths, want := range map[string]string{
		"id":                 `{"id":1}`,
		"f,id":               `{"id":1,"f":-1.50}`,
		"a.b.c":              `{"a":{"b":{"c":"x"}}}`,
		"a.b":                `{"a":{"b":{"c":"x","d":null}}}`,
		"a.b,a.b.c":          `{"a":{"b":{"c":"x","d":null}}}`,
		"a.b.c,a.b":          `{"a":{"b":{"c":"x","d":null}}}`,
		"a.e.c":              `{"a":{"e":[{"c":1}]}}`, // arrays are whole
		"n.x":                `{"n":null}`,            // and null is null
		"s":                  `{"s":"\u00e9\""}`,
		"x":                  `{}`,
		"a.x":                `{"a":{}}`,
		"id,a.b.d,n,s,f,t,x": `{"id":1,"a":{"b":{"d":null}},"n":null,"s":"\u00e9\"","f":-1.50,"t":true}`,
	} {
		got, err := kind.Pick([]byte(rawBody), strings.Split(paths, ","))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s: %s", paths, diff)
		}
	}
}

func TestOmit(t *testing.T) {
	for paths, want := range map[string]string{
		"a,s,f,t":   `{"id":1,"n":null}`,
		"id,a.b,f":  `{"a":{"e":[{"c":1}]},"n":null,"s":"\u00e9\"","t":true}`,
		"a.b.c,a.e": `{"id":1,"a":{"b":{"d":null}},"n":null,"s":"\u00e9\"","f":-1.50,"t":true}`,
		"x,n.x,a.x": rawBody,
		"a.b,a.b.c": `{"id":1,"a":{"e":[{"c":1}]},"n":null,"s":"\u00e9\"","f":-1.50,"t":true}`,
	} {
		got, err := kind.Omit([]byte(rawBody), strings.Split(paths, ","))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s: %s", paths, diff)
		}
	}
}

func TestMaskOfBoth(t *testing.T) {
	for _, test := range []struct{ only, except, want string }{
		{"a,id", "a.b", `{"id":1,"a":{"e":[{"c":1}]}}`},
		{"a.b,id", "a.b.c", `{"id":1,"a":{"b":{"d":null}}}`},
		{"a.b.c,id", "a.b", `{"id":1,"a":{}}`},
		{"id", "a.b", `{"id":1}`},
		{"id", "id", `{}`},
	} {
		m := kind.NewMask(strings.Split(test.only, ","), strings.Split(test.except, ","))
		got, err := m.Append([]byte("before"), []byte(rawBody))
		if err != nil || string(got) != "before"+test.want {
			t.Errorf("%s without %s: %s, %v", test.only, test.except, got, err)
		}
	}
}

// A mask shows what the members would be if they were taken one by one.
func TestMaskAgainstMaps(t *testing.T) {
	names := []string{"a", "b", "c"}
	paths := rapid.SliceOfN(rapid.Map(rapid.SliceOfN(rapid.SampledFrom(names), 1, 3), func(p []string) string { return strings.Join(p, ".") }), 0, 4)
	rapid.Check(t, func(r *rapid.T) {
		value := object(r, names, 3)
		body, err := json.Marshal(value)
		if err != nil {
			r.Fatal(err)
		}
		only, except := paths.Draw(r, "only"), paths.Draw(r, "except")
		got, err := kind.NewMask(only, except).Append(nil, body)
		if err != nil {
			r.Fatal(err)
		}
		var shown any
		if err := json.Unmarshal(got, &shown); err != nil {
			r.Fatalf("%s: %v", got, err)
		}
		if diff := cmp.Diff(masked(value, "", only, except), shown); diff != "" {
			r.Fatalf("%s of %s without %s: %s", body, only, except, diff)
		}
	})
}

func object(r *rapid.T, names []string, depth int) map[string]any {
	m := map[string]any{}
	for _, name := range names {
		switch rapid.IntRange(0, 3).Draw(r, name) {
		case 0:
			m[name] = nil
		case 1:
			m[name] = "x"
		case 2:
			if depth > 1 {
				m[name] = object(r, names, depth-1)
			}
		}
	}
	return m
}

// masked is the slow way: it asks of every leaf whether it is shown.
func masked(m map[string]any, path string, only, except []string) any {
	shown := map[string]any{}
	for name, value := range m {
		at := strings.TrimPrefix(path+"."+name, ".")
		inside := func(p string) bool { return at == p || strings.HasPrefix(at, p+".") }
		around := func(p string) bool { return strings.HasPrefix(p, at+".") }
		if slices.ContainsFunc(except, inside) || len(only) > 0 && !slices.ContainsFunc(only, inside) && !slices.ContainsFunc(only, around) {
			continue
		}
		if inner, ok := value.(map[string]any); ok {
			value = masked(inner, at, only, except)
		}
		shown[name] = value
	}
	return any(shown)
}
