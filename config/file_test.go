package config

import (
	"slices"
	"strings"
	"testing"
)

func TestParseFile(t *testing.T) {
	for text, want := range map[string][]string{
		`a = "x"`:                        {"x"},
		"a='x'":                          {"x"},
		"\t a \t=\t 'x' # why":           {"x"},
		"\ufeffa = 'x'\r\n":              {"x"},
		`a = ""`:                         {""},
		`a = "say \"hi\"\t\\ \u00e9"`:    {"say \"hi\"\t\\ é"},
		`a = 'C:\data'`:                  {`C:\data`},
		`a = "# no comment"`:             {"# no comment"},
		`a = true`:                       {"true"},
		`a = -12`:                        {"-12"},
		`a = 2024-06-14T10:00:00+02:00`:  {"2024-06-14T10:00:00+02:00"},
		`a = ["x", 'y' , ]`:              {"x", "y"},
		`a = []`:                         nil,
		"# nothing\n\n  \na = 'x'\n#end": {"x"},
	} {
		settings, err := parseFile(text)
		if err != nil || len(settings) != 1 || !slices.Equal(settings["a"].values, want) {
			t.Errorf("%q: %v, %v, want %q", text, settings, err, want)
		}
	}
	for _, text := range []string{
		"a", "a =", "= 'x'", "a = x", "a = 'x", `a = "x`, `a = "\x"`, `a = "\ud800"`, `a = "\u12"`, "a = 'x' 'y'", "[a]", "A = 'x'",
		"a.b = 'x'", "'a' = 'x'", "a = 1.5", "a = 0x1", "a = 01", "a = +1", "a = 1_000", "a = TRUE", "a = ['x'", "a = [1]", "a = ['x' 'y']",
		"a = ['x',\n'y']", "a = '''x'''", `a = """x"""`, "a = 'x'\na = 'y'", "a = 'x\x00'", "# \x07", "a = 'x' # \x07", "a = {}", "a = '\xff'",
		"a = 2024-06-14", "a = 2024-06-14T10:00:00", "a = 99999999999999999999",
	} {
		if settings, err := parseFile(text); err == nil {
			t.Errorf("took %q as %v", text, settings)
		} else if !strings.Contains(err.Error(), "line ") && !strings.Contains(err.Error(), "UTF-8") {
			t.Errorf("%q: %v names no line", text, err)
		}
	}
}

func FuzzFile(f *testing.F) {
	f.Add("a = 'x' # why\nb = \"\\u00e9\"\nc = [\"x\", 'y']\nd = true\ne = -1\nf = 2024-06-14T10:00:00+02:00")
	f.Add("[a]\n")
	f.Fuzz(func(t *testing.T, text string) {
		settings, err := parseFile(text)
		if err != nil {
			return
		}
		for key, l := range settings {
			if !isKey(key) || l.number < 1 || l.number > strings.Count(text, "\n")+1 {
				t.Fatalf("%q gives %q on line %d", text, key, l.number)
			}
		}
	})
}
