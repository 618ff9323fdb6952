package cal_test

import (
	"encoding/json"
	"testing"
	"time"

	json2 "github.com/go-json-experiment/json"
	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
)

var day = cal.MustParse

func TestParse(t *testing.T) {
	for _, s := range []string{"0001-01-01", "9999-12-31", "2024-02-29", "2000-02-29", "1970-01-01"} {
		if d, err := cal.Parse(s); err != nil || d.String() != s {
			t.Errorf("Parse(%q) = %v, %v", s, d, err)
		}
	}
	for _, s := range []string{
		"", "0000-01-01", "2023-02-29", "1900-02-29", "2024-04-31", "2024-13-01", "2024-00-01", "2024-01-00", "24-01-01",
		"2024-1-01", "2024-01-1", "2024/01/01", "2024-01-01T00:00:00", " 2024-01-01", "+024-01-01", "2024-+1-01", "10000-01-01",
	} {
		if d, err := cal.Parse(s); err == nil || !d.IsZero() {
			t.Errorf("Parse(%q) = %v", s, d)
		}
	}
}

// Every day there is agrees with package time.
func TestEveryDay(t *testing.T) {
	at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for d := cal.First; ; d = d.AddDays(1) {
		y, m, n := d.Date()
		if ty, tm, tn := at.Date(); y != ty || m != tm || n != tn {
			t.Fatalf("%v is %v to package time", d, at)
		}
		if made, ok := cal.New(y, m, n); !ok || made != d {
			t.Fatalf("%v: New gives %v", d, made)
		}
		if d == cal.Last {
			break
		}
		at = at.AddDate(0, 0, 1)
	}
	if y, m, n := at.Date(); y != 9999 || m != 12 || n != 31 {
		t.Errorf("the last day is %v", at)
	}
}

func TestDateArithmetic(t *testing.T) {
	for _, c := range []struct {
		what string
		got  cal.Date
		want string
	}{
		{"end of a month", day("2024-01-31").AddMonths(1), "2024-02-29"},
		{"end of a month, back", day("2023-03-31").AddMonths(-1), "2023-02-28"},
		{"across years", day("2023-11-15").AddMonths(14), "2025-01-15"},
		{"back across years", day("2023-01-15").AddMonths(-13), "2021-12-15"},
		{"leap day", day("2024-02-29").AddYears(1), "2025-02-28"},
		{"leap day to leap day", day("2024-02-29").AddYears(4), "2028-02-29"},
		{"day", day("2024-02-28").AddDays(2), "2024-03-01"},
		{"past the last", cal.Last.AddDays(1), "9999-12-31"},
		{"before the first", cal.First.AddDays(-1), "0001-01-01"},
		{"far past the last", day("2024-01-01").AddMonths(1 << 62), "9999-12-31"},
		{"far before the first", day("2024-01-01").AddYears(-1 << 62), "0001-01-01"},
		{"no date plus days", cal.Date{}.AddDays(5), ""},
		{"no date plus months", cal.Date{}.AddMonths(5), ""},
		{"min", cal.Min(day("2024-01-02"), day("2024-01-01")), "2024-01-01"},
		{"max", cal.Max(day("2024-01-02"), day("2024-01-01")), "2024-01-02"},
	} {
		if c.got.String() != c.want {
			t.Errorf("%s: %v, want %s", c.what, c.got, c.want)
		}
	}
	if n := day("2024-03-01").Sub(day("2024-02-01")); n != 29 {
		t.Errorf("February 2024 has %d days", n)
	}
	if y, w := day("2021-01-03").ISOWeek(); y != 2020 || w != 53 {
		t.Errorf("2021-01-03 is in week %d of %d", w, y)
	}
	if w := day("2024-06-14").Weekday(); w != time.Friday {
		t.Errorf("2024-06-14 is a %v", w)
	}
}

func TestAge(t *testing.T) {
	for _, c := range []struct {
		born, at string
		want     int
	}{
		{"1990-06-15", "2024-06-14", 33},
		{"1990-06-15", "2024-06-15", 34},
		{"2000-02-29", "2023-02-28", 22},
		{"2000-02-29", "2023-03-01", 23},
		{"2000-02-29", "2024-02-29", 24},
	} {
		if got := day(c.born).Age(day(c.at)); got != c.want {
			t.Errorf("born %s is %d at %s, want %d", c.born, got, c.at, c.want)
		}
	}
}

func TestOf(t *testing.T) {
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2024, 6, 14, 22, 30, 0, 0, time.UTC)
	if d := cal.Of(at, amsterdam); d != day("2024-06-15") {
		t.Errorf("it is %v in Amsterdam", d)
	}
	if d := cal.Of(at, time.UTC); d != day("2024-06-14") {
		t.Errorf("it is %v in UTC", d)
	}
	if start := day("2024-06-15").In(amsterdam); !start.Equal(time.Date(2024, 6, 14, 22, 0, 0, 0, time.UTC)) {
		t.Errorf("the day starts at %v", start)
	}
}

func TestDateJSON(t *testing.T) {
	const text = `{"start":"2024-02-29","end":null}`
	var p, q cal.Period
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	if err := json2.Unmarshal([]byte(text), &q); err != nil {
		t.Fatal(err)
	}
	if want := (cal.Period{Start: day("2024-02-29")}); p != want || q != want {
		t.Errorf("read %v and %v", p, q)
	}
	if b, err := json.Marshal(p); err != nil || string(b) != text {
		t.Errorf("%s, %v", b, err)
	}
	if b, err := json2.Marshal(p); err != nil || string(b) != text {
		t.Errorf("%s, %v", b, err)
	}
	for _, bad := range []string{`""`, `"2024-02-30"`, `20240229`, `"2024-02-29T00:00:00"`, `true`, `{}`} {
		var d cal.Date
		if err := json.Unmarshal([]byte(bad), &d); err == nil {
			t.Errorf("took %s", bad)
		}
		if err := json2.Unmarshal([]byte(bad), &d); err == nil {
			t.Errorf("took %s", bad)
		}
	}
	var d cal.Date
	if text, err := d.MarshalText(); err != nil || len(text) != 0 || d.UnmarshalText(text) != nil || !d.IsZero() {
		t.Errorf("no date is %q, %v as text", text, err)
	}
}

func TestPeriod(t *testing.T) {
	year := cal.Period{Start: day("2024-01-01"), End: day("2024-12-31")}
	open := cal.Period{Start: day("2024-12-31")}
	later := cal.Period{Start: day("2025-01-01")}
	if !year.Overlaps(open) || !open.Overlaps(year) || year.Overlaps(later) || later.Overlaps(year) || !open.Overlaps(later) {
		t.Error("overlap is wrong")
	}
	if !year.Contains(year.Start) || !year.Contains(year.End) || year.Contains(later.Start) || !open.Contains(cal.Last) || open.Contains(cal.Date{}) {
		t.Error("contains is wrong")
	}
	if year.Days() != 366 || open.Days() != -1 {
		t.Errorf("%d and %d days", year.Days(), open.Days())
	}
	if year.String() != "2024-01-01/2024-12-31" || open.String() != "2024-12-31/.." {
		t.Errorf("%v, %v", year, open)
	}
}

func TestDuration(t *testing.T) {
	for s, want := range map[string]cal.Duration{
		"P1M":            {Months: 1},
		"P1Y2M3DT4H5M6S": {Years: 1, Months: 2, Days: 3, Time: 4*time.Hour + 5*time.Minute + 6*time.Second},
		"PT15M":          {Time: 15 * time.Minute},
		"PT0.5S":         {Time: time.Second / 2},
		"PT0S":           {},
		"P10D":           {Days: 10},
	} {
		if d, err := cal.ParseDuration(s); err != nil || d != want || d.String() != s {
			t.Errorf("ParseDuration(%q) = %+v (%v), %v", s, d, d, err)
		}
	}
	if d, err := cal.ParseDuration("P2W"); err != nil || d != (cal.Duration{Days: 14}) {
		t.Errorf("P2W = %+v, %v", d, err)
	}
	for _, s := range []string{
		"", "P", "PT", "1M", "P1", "P1M1Y", "P1H", "PT1D", "P1.5M", "PT1.S", "PT.5S", "PT1.5M", "P-1D", "-P1D", "P+1D",
		"P1YT", "P1W1D", "P1234567D", "PT1.1234567890S", "P1D1D", "p1d", "PT1S1S", " P1D",
	} {
		if d, err := cal.ParseDuration(s); err == nil {
			t.Errorf("ParseDuration(%q) = %+v", s, d)
		}
	}
}

func TestDurationAfter(t *testing.T) {
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, by, want string }{
		{"2024-01-31T10:00:00+01:00", "P1M", "2024-02-29T10:00:00+01:00"},
		{"2024-03-30T10:00:00+01:00", "P1D", "2024-03-31T10:00:00+02:00"},    // 23 hours later: summer time starts
		{"2024-03-30T10:00:00+01:00", "PT24H", "2024-03-31T11:00:00+02:00"},  // the same, by the hour
		{"2024-10-27T02:30:00+01:00", "PT1H", "2024-10-27T03:30:00+01:00"},   // the second 02:30 of that night
		{"2024-10-27T02:30:00+02:00", "PT1H", "2024-10-27T02:30:00+01:00"},   // the first one
		{"2023-12-31T23:30:00Z", "P1Y", "2025-01-01T00:30:00+01:00"},         // it is 2024 in Amsterdam already
		{"2024-02-29T00:00:00+01:00", "P1YT1H", "2025-02-28T01:00:00+01:00"}, // leap day
	} {
		from, err := time.Parse(time.RFC3339, c.from)
		if err != nil {
			t.Fatal(err)
		}
		d, err := cal.ParseDuration(c.by)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.After(from, amsterdam).Format(time.RFC3339); got != c.want {
			t.Errorf("%s after %s is %s, want %s", c.by, c.from, got, c.want)
		}
	}
}

func TestDurationText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 999_999)
		d := cal.Duration{
			Years: n.Draw(t, "years"), Months: n.Draw(t, "months"), Days: n.Draw(t, "days"),
			Time: time.Duration(rapid.Int64Range(0, int64(999_999*time.Hour)).Draw(t, "time")),
		}
		if again, err := cal.ParseDuration(d.String()); err != nil || again != d {
			t.Fatalf("%+v became %v, then %+v, %v", d, d, again, err)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("2024-02-29")
	f.Add("0000-00-00")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := cal.Parse(s)
		_, terr := time.Parse(time.DateOnly, s)
		if exists := terr == nil && s[:4] != "0000"; exists != (err == nil) {
			t.Fatalf("%q: %v, package time says %v", s, err, terr)
		}
		if err == nil && d.String() != s {
			t.Fatalf("%q became %v", s, d)
		}
	})
}

func FuzzParseDuration(f *testing.F) {
	for _, s := range []string{"P1Y2M3DT4H5M6S", "P2W", "PT0.5S", "PT", "P1M1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := cal.ParseDuration(s)
		if err != nil {
			return
		}
		if d.Years < 0 || d.Months < 0 || d.Days < 0 || d.Time < 0 {
			t.Fatalf("%q is negative: %+v", s, d)
		}
		d.After(time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), time.UTC)
	})
}
