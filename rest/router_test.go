package rest

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func routes(lines ...string) []*Operation {
	var all []*Operation
	for _, line := range lines {
		method, path, _ := strings.Cut(line, " ")
		all = append(all, &Operation{Method: method, Path: path, Activity: line})
	}
	return all
}

var smallTable = routes(
	"GET /providers",
	"GET /providers/employers/{employerId}",
	"PUT /providers/employers/{employerId}",
	"GET /providers/employers/minimized",
	"GET /providers/employers/{employerId}/employees",
	"POST /providers/employers/{employerId}/employees",
	"GET /providers/employers/employees/{employeeId}",
	"GET /providers/employers/employees/{employeeId}/photo",
	"DELETE /providers/employers/{employerId}/photo",
	"GET /providers/{providerId}/employers",
	"GET /pay/{id}/{key}",
	"GET /pay/{id}/{year}",
	"GET /pay/{id}/all/{x}",
	"GET /PAY/slips",
)

func TestFind(t *testing.T) {
	r := NewRouter(smallTable)
	for _, test := range []struct{ method, path, want, parameters string }{
		{"GET", "/providers", "GET /providers", ""},
		{"GET", "/providers/", "GET /providers", ""},
		{"HEAD", "/Providers", "GET /providers", ""},
		{"GET", "/providers/employers/e1", "GET /providers/employers/{employerId}", "e1"},
		{"GET", "/PROVIDERS/EMPLOYERS/E1", "GET /providers/employers/{employerId}", "E1"}, // parameters keep their letter case
		{"GET", "/providers/employers/Minimized", "GET /providers/employers/minimized", ""},
		{"PUT", "/providers/employers/minimized", "PUT /providers/employers/{employerId}", "minimized"}, // a method outweighs a literal
		{"GET", "/providers/employers/e1/employees", "GET /providers/employers/{employerId}/employees", "e1"},
		{"GET", "/providers/employers/employees/e1", "GET /providers/employers/employees/{employeeId}", "e1"},
		{"GET", "/providers/employers/employees/employees", "GET /providers/employers/employees/{employeeId}", "employees"},
		{"DELETE", "/providers/employers/employees/photo", "DELETE /providers/employers/{employerId}/photo", "employees"}, // back out of a literal
		{"GET", "/providers/employers/employers", "GET /providers/employers/{employerId}", "employers"},
		{"GET", "/providers/p1/employers", "GET /providers/{providerId}/employers", "p1"},
		{"GET", "/pay/a/2024", "GET /pay/{id}/{year}", "a,2024"},
		{"GET", "/pay/a/20245", "GET /pay/{id}/{key}", "a,20245"},
		{"GET", "/pay/2024/2024", "GET /pay/{id}/{year}", "2024,2024"},
		{"GET", "/pay/slips", "GET /PAY/slips", ""},
		{"GET", "/pay/slips/all", "GET /pay/{id}/{key}", "slips,all"},
		{"GET", "/pay/slips/all/x", "GET /pay/{id}/all/{x}", "slips,x"},
		{"POST", "/providers", "only GET", ""},
		{"DELETE", "/providers/employers/minimized", "only GET", ""},
		{"GET", "", "", ""},
		{"GET", "/", "", ""},
		{"GET", "/employers", "", ""},
		{"GET", "/providers/employers//employees", "", ""},
		{"GET", "/pay/a/b/c", "", ""},
		{"GET", "/providers/employers/e1/employees/x/y", "", ""},
		{"GET", strings.Repeat("/providers", 1000), "", ""},
	} {
		m, ok := r.Find(test.method, test.path)
		got := ""
		switch {
		case ok && m.Operation != nil:
			got = m.Operation.Activity
		case ok:
			slices.Sort(m.Methods)
			got = "only " + strings.Join(m.Methods, ",")
		}
		if got != test.want || strings.Join(m.Parameters, ",") != test.parameters {
			t.Errorf("%s %.60s: got %q with %v, want %q with %s", test.method, test.path, got, m.Parameters, test.want, test.parameters)
		}
	}
}

func TestRouteTwice(t *testing.T) {
	for _, twice := range [][]string{
		{"GET /a/{b}", "GET /a/{c}"}, {"GET /a/b", "GET /A/b/"}, {"GET /a/{year}", "GET /a/{YEAR}"},
	} {
		func() {
			defer func() {
				if p := recover(); p == nil || !strings.Contains(fmt.Sprint(p), "twice") {
					t.Errorf("%v: %v", twice, p)
				}
			}()
			NewRouter(routes(twice...))
		}()
	}
}

// slowly is [Router.Find] as one would say it: of all lines whose path fits,
// the one that is first when literals come before years and these before
// other parameters, segment by segment, those with the method before others.
func slowly(table []*Operation, method, path string) (Match, bool) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if method == http.MethodHead {
		method = http.MethodGet
	}
	var fitting []*Operation
	for _, o := range table {
		if rank(o, parts) != nil {
			fitting = append(fitting, o)
		}
	}
	if len(fitting) == 0 || len(parts) > maxSegments {
		return Match{}, false
	}
	slices.SortStableFunc(fitting, func(a, b *Operation) int {
		if (a.Method == method) != (b.Method == method) {
			if a.Method == method {
				return -1
			}
			return 1
		}
		return slices.Compare(rank(a, parts), rank(b, parts))
	})
	best := fitting[0]
	if best.Method != method {
		m := Match{}
		for _, o := range fitting {
			if slices.Equal(rank(o, parts), rank(best, parts)) {
				m.Methods = append(m.Methods, o.Method)
			}
		}
		return m, true
	}
	m := Match{Operation: best}
	for i, r := range rank(best, parts) {
		if r > 0 {
			m.Parameters = append(m.Parameters, parts[i])
		}
	}
	return m, true
}

// rank is 0 for a literal, 1 for a year and 2 for a parameter; nil when the
// path doesn't fit.
func rank(o *Operation, parts []string) []int {
	pattern := strings.Split(strings.Trim(o.Path, "/"), "/")
	if len(pattern) != len(parts) {
		return nil
	}
	ranks := make([]int, len(parts))
	for i, p := range pattern {
		switch {
		case strings.ToLower(p) == "{year}":
			ranks[i] = 1
			if !isYear(parts[i]) {
				return nil
			}
		case p[0] == '{':
			ranks[i] = 2
			if parts[i] == "" {
				return nil
			}
		case !strings.EqualFold(p, parts[i]):
			return nil
		}
	}
	return ranks
}

// differs says how the router and the slow way disagree.
func differs(r *Router, table []*Operation, method, path string) string {
	got, ok := r.Find(method, path)
	want, wantOK := slowly(table, method, path)
	slices.Sort(got.Methods)
	slices.Sort(want.Methods)
	if ok != wantOK || got.Operation != want.Operation {
		return fmt.Sprintf("found %v %+v, want %v %+v", ok, got.Operation, wantOK, want.Operation)
	}
	return cmp.Diff([][]string{want.Parameters, want.Methods}, [][]string{got.Parameters, got.Methods}, cmp.Transformer("nil", func(s []string) string { return strings.Join(s, "\x00") }))
}

func TestFindAgainstSlowly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		segment := rapid.SampledFrom([]string{"a", "b", "C", "{x}", "{y}", "{year}"})
		path := rapid.Custom(func(t *rapid.T) string {
			return "/" + strings.Join(rapid.SliceOfN(segment, 1, 5).Draw(t, "segments"), "/")
		})
		var table []*Operation
		seen := map[string]bool{}
		for range rapid.IntRange(1, 15).Draw(t, "routes") {
			o := &Operation{Method: rapid.SampledFrom([]string{"GET", "PUT"}).Draw(t, "method"), Path: path.Draw(t, "path")}
			shape := o.Method + strings.ToLower(strings.NewReplacer("{x}", "{}", "{y}", "{}").Replace(o.Path))
			if !seen[shape] {
				seen[shape] = true
				table = append(table, o)
			}
		}
		r := NewRouter(table)
		for range 10 {
			asked := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "A", "b", "c", "x", "2024", "202", ""}), 1, 5).Draw(t, "asked"), "/")
			method := rapid.SampledFrom([]string{"GET", "PUT", "HEAD", "POST"}).Draw(t, "asked method")
			if diff := differs(r, table, method, "/"+asked); diff != "" {
				t.Fatalf("%s /%s: %s", method, asked, diff)
			}
		}
	})
}

func FuzzPath(f *testing.F) {
	table := append(slices.Clone(smallTable), syntheticTable()...)
	r := NewRouter(table)
	for _, o := range smallTable {
		f.Add(o.Method, o.Path)
	}
	for _, path := range []string{"", "/", "//", "/providers//employers", "/pay/\xff/2024", "/PAY/\u212a/all/x", "/providers/../providers", strings.Repeat("/a", 30), "/pay/%2f/x"} {
		f.Add("GET", path)
	}
	f.Fuzz(func(t *testing.T, method, path string) {
		if diff := differs(r, table, method, path); diff != "" {
			t.Fatalf("%s %q: %s", method, path, diff)
		}
	})
}

// vendorTable is the routes of the largest vendor.
func vendorTable(t testing.TB) []*Operation {
	t.Helper()
	file, err := os.Open("../api/loket/operations.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord = '\t', true, -1
	lines, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var table []*Operation
	for _, line := range lines {
		if len(line) > 2 && strings.HasPrefix(line[1], "/") {
			table = append(table, &Operation{Method: line[0], Path: line[1], Activity: line[2]})
		}
	}
	if len(table) < 600 {
		t.Fatalf("the table has %d lines", len(table))
	}
	return table
}

// asked is a path that an operation is asked for by.
func asked(o *Operation) string {
	parts := segments(o.Path)
	for i, p := range parts {
		switch {
		case p == yearParameter:
			parts[i] = "2024"
		case p[0] == '{':
			parts[i] = "0190a5c2-7f3e-7b1a-8c4d-1234567890ab"
		}
	}
	return "/" + strings.Join(parts, "/")
}

// Every route of the largest vendor is found by its own path: no line hides
// another.
func TestVendorRoutes(t *testing.T) {
	table := vendorTable(t)
	r := NewRouter(table)
	for _, o := range table {
		if m, ok := r.Find(o.Method, asked(o)); !ok || m.Operation != o {
			t.Errorf("%s %s leads to %+v", o.Method, o.Path, m.Operation)
		}
	}
}
