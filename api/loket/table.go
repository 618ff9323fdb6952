package loket

import (
	_ "embed"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
)

// source is where the vendor describes its operations.
const source = "developer.loket.nl, API v2"

//go:embed operations.tsv
var operations string

// table is the vendor's operations, to which what there is gets bound.
type table struct {
	all    []*rest.Operation
	byPath map[string]*rest.Operation // method, and path without parameter names
	media  map[*rest.Operation][]string
	extras map[*rest.Operation]string
	query  map[*rest.Operation][]string // parameters of the query string; ! after what is required
	shapes shapes                       // of what is bound
}

func newTable() *table {
	t := &table{
		byPath: map[string]*rest.Operation{}, media: map[*rest.Operation][]string{},
		extras: map[*rest.Operation]string{}, query: map[*rest.Operation][]string{}, shapes: shapes{},
	}
	heading := true
	for line := range strings.Lines(operations) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if heading {
			heading = false
			continue
		}
		t.read(strings.Split(line, "\t"))
	}
	return t
}

func (t *table) read(cells []string) {
	success, err := strconv.Atoi(cells[4])
	if err != nil || len(cells) != 9 {
		panic(fmt.Sprintf("loket: operations.tsv: %q", cells))
	}
	o := &rest.Operation{
		Method: cells[0], Path: "/v2" + cells[1], Activity: cells[2], Area: cells[3],
		Source: source + ", " + cells[3], Level: rest.Absent, Success: success,
		Versions: versions(cells[5]),
	}
	t.all = append(t.all, o)
	t.byPath[route(o.Method, o.Path)] = o
	t.extras[o] = cells[7]
	if cells[6] != "" {
		t.media[o] = strings.Split(cells[6], ",")
	}
	if query := strings.Replace(cells[8], "list", "filter,orderBy,pageNumber,pageSize", 1); query != "" {
		t.query[o] = strings.Split(query, ",")
	}
}

// versions reads "2018-01-01,2019-12-16", newest first.
func versions(text string) []kind.Version {
	if text == "" {
		return nil
	}
	var all []kind.Version
	for date := range strings.SplitSeq(text, ",") {
		all = append(all, kind.Version{Date: cal.MustParse(date)})
	}
	slices.SortFunc(all, func(a, b kind.Version) int { return b.Date.Compare(a.Date) })
	return all
}

// route is a method and path with its parameters unnamed and its letters
// small, under which two spellings of one route are found.
func route(method, path string) string {
	parts := strings.Split(strings.ToLower(path), "/")
	for i, p := range parts {
		if strings.HasPrefix(p, "{") && p != "{year}" {
			parts[i] = "{}"
		}
	}
	return method + " " + strings.Join(parts, "/")
}

// has says whether the vendor describes an operation.
func (t *table) has(method, path string) bool { return t.byPath[route(method, "/v2"+path)] != nil }

// bind makes an operation of the vendor's answer.
func (t *table) bind(method, path, test string, handle rest.Handler) *rest.Operation {
	o := t.byPath[route(method, "/v2"+path)]
	if o == nil {
		panic("loket: the vendor has no " + method + " " + path)
	}
	o.Handle, o.Level, o.Test = handle, rest.Full, test
	return o
}

// beside adds the operations that the vendor's description only mentions:
// /metadata and /defaults next to a path. They have the activity of the
// write, and ask for the right to read.
func (t *table) beside(o *rest.Operation, suffix, test string, handle rest.Handler) {
	t.besideAt(o, o.Path+suffix, test, handle)
}

func (t *table) besideAt(o *rest.Operation, path, test string, handle rest.Handler) {
	extra := *o
	extra.Method, extra.Path = http.MethodGet, path
	extra.Success, extra.Level, extra.Test, extra.Handle = http.StatusOK, rest.Full, test, handle
	extra.Source = o.Source + ", mentioned at " + o.Activity
	extra.Note = ""
	if handle == nil {
		extra.Level = rest.Absent
	}
	key := route(extra.Method, extra.Path)
	if t.byPath[key] != nil {
		return // a kind's POST and PUT can share it, or the table has it
	}
	t.byPath[key] = &extra
	at := slices.Index(t.all, o) + 1
	t.all = slices.Insert(t.all, at, &extra)
}

// regular binds the five operations of a kind, as far as the vendor has them.
func (t *table) regular(k *kind.Type, test string) {
	list, item := "", k.Place()+"/{id}"
	if k.Parent != nil {
		list = k.Parent.Place() + "/{id}/" + k.Path
	}
	for _, one := range []struct {
		method, path string
		handle       rest.Handler
	}{
		{http.MethodGet, list, rest.List(k)},
		{http.MethodPost, list, rest.Create(k)},
		{http.MethodGet, item, rest.Get(k)},
		{http.MethodPut, item, rest.Replace(k)},
		{http.MethodDelete, item, rest.Delete(k)},
	} {
		if !t.has(one.method, one.path) || t.byPath[route(one.method, "/v2"+one.path)].Level != rest.Absent {
			continue
		}
		o := t.bind(one.method, one.path, test, one.handle)
		if one.method != http.MethodDelete {
			o.Versions = k.Versions
		}
		t.shapes[o] = regularShape(one.method, k, one.path == list)
		t.besideOf(o, k)
	}
}

// besideOf adds the metadata and defaults that belong to a write of a kind.
func (t *table) besideOf(o *rest.Operation, k *kind.Type) {
	if strings.Contains(t.extras[o], "m") {
		t.beside(o, "/metadata", "TestMetadata", metadata(k, o.Method))
	}
	if strings.Contains(t.extras[o], "d") && o.Method == http.MethodPost {
		t.beside(o, "/defaults", "TestDefaults", defaults(k))
	}
}

// besideAbsent enters what the description offers beside a write and isn't
// there, so that it answers 501 as all that is absent.
func (t *table) besideAbsent() {
	for _, o := range slices.Clone(t.all) {
		for _, flag := range t.extras[o] {
			path := o.Path
			if unicode.IsUpper(flag) {
				path = lessParameter(path)
			}
			t.besideAt(o, path+extraPaths[unicode.ToLower(flag)], "", nil)
		}
	}
}

// extraPaths are what the flags of operations.tsv stand for.
var extraPaths = map[rune]string{'m': "/metadata", 'd': "/defaults"}

// lessParameter is a path without its last parameter.
func lessParameter(path string) string {
	from := strings.LastIndex(path, "/{")
	return path[:from] + path[from+strings.Index(path[from:], "}")+1:]
}

// chainedMetadata adds the metadata of a new employment, which depends on the
// payroll administration, the pay scale and the pay grade chosen.
func (t *table) chainedMetadata(o *rest.Operation) {
	t.beside(o, "/metadata/payrolladministration/{key}", "TestMetadata", administrationMetadata(record.Employees.Type, chosenAdministration))
	t.beside(o, "/metadata/payrolladministration/{key}/payscale/{key}", "TestMetadata", payGrades(record.Employees.Type))
	t.beside(o, "/metadata/payrolladministration/{key}/payscale/{key}/paygrade/{key}", "TestMetadata", payGradeAmount)
}
