package code

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

func TestParseEntryRefuses(t *testing.T) {
	for _, line := range []string{
		"gender\t1",
		"\t1\tMan",
		"gender\tone\tMan",
		"gender\t1\tMan\textra",
		"gender\t1\tMan\textra=NL",
		"gender\t1\tMan\tkey=1",
	} {
		if _, e, err := parseEntry(strings.Split(line, "\t")); err == nil {
			t.Errorf("%q was taken as %s", line, e.JSON)
		}
	}
}

func TestAddRefusesTwice(t *testing.T) {
	all := lists{}
	_, e, err := parseEntry([]string{"gender", "1", "Man"})
	if err != nil {
		t.Fatal(err)
	}
	if err := all.add("gender", e); err != nil {
		t.Fatal(err)
	}
	if err := all.add("gender", e); err == nil {
		t.Error("the same key was taken twice")
	}
}

func FuzzParseEntry(f *testing.F) {
	f.Add("gender\t1\tMan")
	f.Add("shift\t1\t\tshiftNumber=1\t@9")
	f.Fuzz(func(t *testing.T, line string) {
		_, e, err := parseEntry(strings.Split(line, "\t"))
		if err == nil && !jsontext.Value(e.JSON).IsValid() {
			t.Errorf("%q gives %s, which is no JSON", line, e.JSON)
		}
	})
}
