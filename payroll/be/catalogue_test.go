package be

import (
	"strings"
	"testing"
)

func TestPrestationCodes(t *testing.T) {
	for _, tt := range []struct {
		code     string
		category Category
		statute  Statute
		paid     bool
		time     int
		dayType  string
		source   string
	}{
		{"100", CategoryWorked, BlueCollar, true, 1, "1", "annex 8, code 1"},
		{"210", CategoryAbsence, WhiteCollar, true, 1, "4", "annex 13, type 4"},
		{"300", CategoryAbsence, WhiteCollar, true, 1, "3.1", "annex 8: 2 is of manual workers"},
		{"300", CategoryAbsence, Student, true, 1, "3.1", "worker code 841 isn't of manual workers"},
		{"300", CategoryAbsence, BlueCollar, false, 2, "3.1", "annex 8, code 2; a fund pays"},
		{"300", CategoryAbsence, Apprentice, false, 2, "3.1", "worker code 035 is of manual workers"},
		{"300", CategoryAbsence, FlexiJob, false, 2, "3.1", "worker code 050 is of manual workers"},
		{"310", CategoryAbsence, WhiteCollar, true, 1, "3.2", "annex 8: 3 is of manual workers"},
		{"310", CategoryAbsence, BlueCollar, true, 3, "3.2", "annex 8, code 3"},
		{"420", CategoryAbsence, BlueCollar, true, 10, "2.5", "annex 8, code 10"},
		{"510", CategoryAbsence, BlueCollar, false, 61, "", "annex 8, code 61"},
		{"620", CategoryAbsence, BlueCollar, false, 70, "5.4", "annex 8, code 70"},
		{"700", CategoryAbsence, WhiteCollar, false, 30, "7", "annex 8, code 30"},
		{"740", CategoryAbsence, WhiteCollar, true, 5, "", "annex 8, code 5"},
		{"810", CategoryOvertime, WhiteCollar, true, 80, "", "annex 8, code 80"},
	} {
		p, ok := FindPrestationCode(tt.code)
		if !ok || p.Category != tt.category || p.DayType != tt.dayType ||
			p.Paid.For(tt.statute) != tt.paid || p.WorkingTime.For(tt.statute) != tt.time {
			t.Errorf("%s for %s: %+v, %v (%s)", tt.code, tt.statute, p, ok, tt.source)
		}
		if varies := tt.code == "300"; p.Paid.Varies() != varies {
			t.Errorf("%s: paid varies: %v", tt.code, !varies)
		}
	}
	if p, ok := FindPrestationCode("101"); ok {
		t.Errorf("101 is %+v", p)
	}
}

func TestWageComponents(t *testing.T) {
	for _, tt := range []struct {
		code         string
		kind         Kind
		rate         string
		impact       Impact
		remuneration int
	}{
		{"2000", KindAmount, "0", ImpactGross, 2},
		{"2210", KindAmount, "0", ImpactNet, 0},
		{"2300", KindAmount, "0", ImpactGross, 10},
		{"2800", KindQuantity, "1.2500", ImpactGross, 1},
		{"2900", KindQuantity, "0.4297", ImpactNet, 25},
	} {
		c, ok := FindWageComponent(tt.code)
		if !ok || c.Kind != tt.kind || c.Rate.String() != tt.rate || c.Impact != tt.impact || c.Remuneration != tt.remuneration {
			t.Errorf("%s: %+v, %v", tt.code, c, ok)
		}
	}
	if c, ok := FindWageComponent("0100"); ok {
		t.Errorf("0100 is %+v", c)
	}
}

// A caller that changes the list it got changes nothing for others.
func TestCataloguesAreWhole(t *testing.T) {
	codes, components := PrestationCodes(), WageComponents()
	if len(codes) != 29 || len(components) != 13 {
		t.Errorf("%d prestation codes, %d wage components", len(codes), len(components))
	}
	for i := range codes {
		found, ok := FindPrestationCode(codes[i].Code)
		if !ok || found.Description != codes[i].Description {
			t.Errorf("%s is found as %+v", codes[i].Code, found)
		}
		codes[i].Code = "x"
	}
	if PrestationCodes()[0].Code != "100" {
		t.Error("the list is shared")
	}
}

const (
	goodPrestation = "100\tworked\tyes\t1\t1\tnl\tfr\ten"
	goodComponent  = "2800\tquantity\t1.2500\tgross\t1\twage\tnl\tfr\ten"
)

func TestReadCatalogueRefuses(t *testing.T) {
	for _, line := range []string{
		"100\tworked\tyes\t1\t1\tnl\tfr",
		"\tworked\tyes\t1\t1\tnl\tfr\ten",
		"100\tidle\tyes\t1\t1\tnl\tfr\ten",
		"100\tworked\tperhaps\t1\t1\tnl\tfr\ten",
		"100\tworked\tyes blueCollar\t1\t1\tnl\tfr\ten",
		"100\tworked\tyes nobody=no\t1\t1\tnl\tfr\ten",
		"100\tworked\tyes student=yes\t1\t1\tnl\tfr\ten",
		"100\tworked\tyes student=no student=no\t1\t1\tnl\tfr\ten",
		"100\tworked\tyes\tone\t1\tnl\tfr\ten",
		"100\tworked\tyes\t0\t1\tnl\tfr\ten",
		"100\tworked\tyes\t1\t1\tnl\t\ten",
		goodPrestation + "\n" + goodPrestation,
	} {
		if c, err := readCatalogue(line, readPrestation); err == nil {
			t.Errorf("%q was read as %+v", line, c.entries)
		}
	}
	for _, line := range []string{
		"2800\tquantity\t1.2500\tgross\t1\twage\tnl\tfr",
		"2800\tquantity\t-\tgross\t1\twage\tnl\tfr\ten",
		"2800\tquantity\t0\tgross\t1\twage\tnl\tfr\ten",
		"2800\tamount\t1.2500\tgross\t1\twage\tnl\tfr\ten",
		"2800\tquantity\t1.2500\tboth\t1\twage\tnl\tfr\ten",
		"2800\tquantity\t1.2500\tgross\tx\twage\tnl\tfr\ten",
		"2800\tquantity\t1.2500\tgross\t1\twage\tnl\tfr\t",
		"2800\tquantity\t1.2500\tgross\t1\tgift\tnl\tfr\ten",
		"2800\tquantity\t1.2500\tgross\t1\tcost\tnl\tfr\ten",
		"2800\tquantity\t1.2500\tnet\t1\twage\tnl\tfr\ten",
	} {
		if c, err := readCatalogue(line, readComponent); err == nil {
			t.Errorf("%q was read as %+v", line, c.entries)
		}
	}
}

func TestMustCatalogueNamesTheTable(t *testing.T) {
	defer func() {
		if r, ok := recover().(string); !ok || !strings.Contains(r, "some.tsv") {
			t.Errorf("got %q", r)
		}
	}()
	mustCatalogue("some.tsv", "x", readPrestation)
}

// What is read is whole: nothing is found under a code that isn't in the list.
func FuzzReadCatalogue(f *testing.F) {
	for _, s := range []string{prestationTable, componentTable, goodPrestation, goodComponent, "#", "\t\t\t\t\t\t\t", "a\tworked\tyes student=no\t-\t-\ta\tb\tc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if c, err := readCatalogue(s, readPrestation); err == nil {
			for _, p := range c.entries {
				if c.find(p.Code) == nil || p.Code == "" || p.Description.EN == "" {
					t.Errorf("%+v", p)
				}
			}
		}
		if c, err := readCatalogue(s, readComponent); err == nil {
			for _, w := range c.entries {
				if (w.Kind == KindQuantity) != (w.Rate.Sign() > 0) {
					t.Errorf("%+v", w)
				}
			}
		}
	})
}
