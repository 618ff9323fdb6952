package visma

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

func TestParseInstant(t *testing.T) {
	for text, want := range map[string]string{
		"2022-01-01T00:01:00.002Z":          "2022-01-01T00:01:00.002Z",
		"2022-01-01T00:01:00Z":              "2022-01-01T00:01:00Z",
		"2022-01-01T01:01:00+01:00":         "2022-01-01T00:01:00Z",
		"2022-01-01T01:01:00.1234567+01:00": "2022-01-01T00:01:00.1234567Z",
		"2022-01-01T01:01:00 01:00":         "2022-01-01T00:01:00Z", // the + was taken for a blank
		"2022-01-01T00:01:00":               "2022-01-01T00:01:00Z",
		"2022-01-01T00:01:00.5":             "2022-01-01T00:01:00.5Z",
		"2022-01-01":                        "2022-01-01T00:00:00Z",
		"2022-01-01T00:01:00.12345678Z":     "",
		"2022-02-30":                        "",
		"2022-01-01T25:00:00Z":              "",
		"01-01-2022":                        "",
		"":                                  "",
		"now":                               "",
	} {
		at, err := parseInstant(text)
		if (err == nil) != (want != "") || err == nil && at.Format(time.RFC3339Nano) != want {
			t.Errorf("%q is %v, %v", text, at, err)
		}
		if err != nil && rest.Status(err) != http.StatusBadRequest {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestChoose(t *testing.T) {
	users, employees := datasetNamed("users"), datasetNamed("employees")
	for _, test := range []struct {
		set     *dataset
		fields  string
		contact bool
		want    string
		status  int
	}{
		{users, "", false, "odporgid userid emailaddress employeeid existencestartutc", 0},
		{users, "userid", false, "userid", 0},
		{users, "employeeid,USERID, employeeid", false, "userid employeeid", 0},
		{users, "!userid,employeeid", false, "odporgid emailaddress existencestartutc", 0},
		{users, "!userid,!employeeid,!!odporgid", false, "emailaddress existencestartutc", 0},
		{users, " ! userid", false, "odporgid emailaddress employeeid existencestartutc", 0},
		{users, "userid,!employeeid", false, "userid employeeid", 0}, // only the first ! says what the list is
		{users, "!bogus", false, "odporgid userid emailaddress employeeid existencestartutc", 0},
		{users, "!", false, "odporgid userid emailaddress employeeid existencestartutc", 0},
		{users, ",,userid,", false, "userid", 0},
		{users, "bogus", false, "", http.StatusBadRequest},
		{users, "!userid,emailaddress,employeeid,existencestartutc,odporgid", false, "", http.StatusBadRequest},
		{employees, "homecity,firstname", true, "firstname homecity", 0},
		{employees, "homecity,firstname", false, "", http.StatusForbidden},
	} {
		got, err := choose(test.set, test.fields, test.contact)
		if strings.Join(got, " ") != test.want || err == nil && test.status != 0 || err != nil && rest.Status(err) != test.status {
			t.Errorf("%q: %q, %v", test.fields, got, err)
		}
	}
	if all, err := choose(employees, "", true); err != nil || len(all) != 79 {
		t.Errorf("%d columns of employees, %v", len(all), err)
	}
	if all, err := choose(employees, "!homecity", false); err != nil || len(all) != 39 {
		t.Errorf("%d columns of employees without contact information, %v", len(all), err)
	}
}

// Names of columns are such that any reader can tell them apart, and each
// dataset has as many as the vendor's, or as we gave it.
func TestColumns(t *testing.T) {
	for name, want := range map[string]int{
		"employees": 79, "contracts": 88, "organization units": 21, "users": 5, "cost centers": 5, "employee fields": 10, "contract fields": 12,
	} {
		set := datasetNamed(name)
		seen := map[string]bool{}
		for _, c := range set.columns {
			if seen[c.name] || c.name != strings.ToLower(c.name) || strings.Trim(c.name, "abcdefghijklmnopqrstuvwxyz_") != "" {
				t.Errorf("%s: column %q", name, c.name)
			}
			seen[c.name] = true
		}
		if len(set.columns) != want {
			t.Errorf("%s has %d columns", name, len(set.columns))
		}
	}
	if len(datasets) != 7 || datasetNamed("payslips") != nil {
		t.Errorf("%d datasets", len(datasets))
	}
}

func linkOf(start, end string) found {
	f := found{days: cal.Period{Start: cal.MustParse(start)}}
	if end != "" {
		f.days.End = cal.MustParse(end)
	}
	return f
}

func TestSlices(t *testing.T) {
	open, closed := linkOf("2020-01-01", "").days, linkOf("2020-01-01", "2020-12-31").days
	for _, test := range []struct {
		name   string
		whole  cal.Period
		chains [][]found
		want   string
	}{
		{"nothing", open, nil, "1 2020-01-01/.."},
		{"one each", open, [][]found{{linkOf("2020-01-01", "")}, {linkOf("2020-01-01", "")}}, "1 2020-01-01/.."},
		{"two wages", open, [][]found{{linkOf("2020-01-01", "2020-02-29"), linkOf("2020-03-01", "")}}, "1 2020-01-01/2020-02-29, 2 2020-03-01/.."},
		{
			"wage and hours", closed,
			[][]found{{linkOf("2020-01-01", "2020-02-29"), linkOf("2020-03-01", "2020-12-31")}, {linkOf("2020-02-01", "2020-12-31")}},
			"1 2020-01-01/2020-01-31, 2 2020-02-01/2020-02-29, 3 2020-03-01/2020-12-31 last",
		},
		{"a chain that ends before", open, [][]found{{linkOf("2020-01-01", "2020-06-30")}}, "1 2020-01-01/2020-06-30, 2 2020-07-01/.."},
		{"one from before and beyond", closed, [][]found{{linkOf("2019-01-01", "2021-06-30")}}, "1 2020-01-01/2020-12-31 last"},
	} {
		var got []string
		for i, s := range slicesOf(test.whole, test.chains...) {
			text := string(rune('1'+i)) + " " + s.days.String()
			if s.last {
				text += " last"
			}
			if s.number != i+1 {
				t.Errorf("%s: slice %d is %d", test.name, i+1, s.number)
			}
			got = append(got, text)
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%s: %s", test.name, strings.Join(got, ", "))
		}
	}
}

// logged is a change of a day in a change log.
func logged(day, body string) *store.Change {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return &store.Change{At: at.Add(12 * time.Hour), Body: []byte(body)}
}

func TestVersions(t *testing.T) {
	for want, log := range map[string][]*store.Change{
		"a 2024-01-01/..":                          {logged("2024-01-01", `{"value":"a"}`)},
		"a 2024-01-01/2024-01-04, b 2024-01-05/..": {logged("2024-01-01", `{"value":"a"}`), logged("2024-01-05", `{"value":"b"}`)},
		"b 2024-01-01/..":                          {logged("2024-01-01", `{"value":"a"}`), logged("2024-01-01", `{"value":"b"}`)},
		"c 2024-01-01/..":                          {logged("2024-01-01", `{"value":"c"}`), logged("2024-01-05", `{"value":"x"}`), logged("2024-01-05", `{"value":"c"}`)},
		"d 2024-01-03/..":                          {logged("2024-01-03", `{"value":"e"}`), logged("2024-01-02", `{"value":"d"}`)}, // a clock that was set back
		"f 2024-01-01/.. again":                    {logged("2024-01-01", `{"value":"f"}`), logged("2024-01-05", `{"value":"f","name":"new"}`)},
	} {
		var got []string
		for _, v := range versions(log) {
			got = append(got, v.value+" "+v.days.String())
		}
		if strings.Join(got, ", ") != strings.TrimSuffix(want, " again") {
			t.Errorf("%s: %s", want, strings.Join(got, ", "))
		}
	}
}

func TestUnitStates(t *testing.T) {
	body := func(name string) string { return `{"code":1,"description":"` + name + `","subDepartmentOf":null}` }
	for want, log := range map[string][]*store.Change{
		"a 2024-01-01/2024-12-31, b 2025-01-01/..": {logged("2024-01-01", body("a")), logged("2024-06-01", `{"code":1,"description":"a","emailLeaveRequest":"x"}`), logged("2025-01-01", body("b"))},
		"b 2024-01-01/..":                          {logged("2024-01-01", body("a")), logged("2024-01-01", body("b"))},
		"c 2024-01-01/..":                          {logged("2024-01-01", body("c")), logged("2024-02-01", body("x")), logged("2024-02-01", body("c"))},
	} {
		var all []unitState
		for _, c := range log {
			all = withState(all, c)
		}
		var got []string
		for _, s := range all {
			got = append(got, s.name+" "+s.days.String())
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %s", want, strings.Join(got, ", "))
		}
	}
}

func TestCallbackAddresses(t *testing.T) {
	w := &Worker{Callbacks: []string{"hooks.example:8443", "other.example"}}
	for address, may := range map[string]bool{
		"https://hooks.example:8443/x":             true,
		"https://HOOKS.example:8443":               true,
		"https://hooks.example/x":                  false,
		"https://hooks.example:8443@evil.example/": false,
		"http://other.example/":                    true,
		"http://other.example:1234/":               true,
		"http://other.example.evil.example/":       false,
		"http://api.example/":                      false,
		"https://api.example":                      false,
		"ftp://other.example/":                     false,
		"//other.example/":                         false,
		"other.example":                            false,
		"http://169.254.169.254/latest/meta-data":  false,
	} {
		if got := w.mayTell(address, "https://api.example"); got != may {
			t.Errorf("%s: %v", address, got)
		}
	}
	if own := (&Worker{Callbacks: []string{"api.example"}}); own.mayTell("https://api.example", "https://api.example") {
		t.Error("the house would tell itself")
	}
}

func TestQuotes(t *testing.T) {
	for cell, quoted := range map[string]bool{
		"": false, "a": false, "a b": false, " a": true, "a ": true, "\ta": true, "a,b": true, `a"b`: true, "a\nb": true, "a\rb": true, "é": false,
	} {
		if needsQuotes([]byte(cell)) != quoted {
			t.Errorf("%q", cell)
		}
	}
}

func TestRandom(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		secret := random(alphanumeric, secretLength)
		if len(secret) != secretLength || strings.Trim(secret, alphanumeric) != "" || seen[secret] {
			t.Fatalf("secret %q", secret)
		}
		seen[secret] = true
	}
	id := randomID().String()
	if id[14] != '4' || !strings.ContainsRune("89ab", rune(id[19])) {
		t.Errorf("%s is no UUID of version 4", id)
	}
}

var errNot = errors.New("not")

func TestGone(t *testing.T) {
	if gone(errNot) == nil || gone(nil) != nil || !slices.Contains(Scopes, scopeContact) {
		t.Error("an error is lost")
	}
}
