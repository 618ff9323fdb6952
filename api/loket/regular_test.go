package loket_test

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

// sample says how one of a kind is made: under what, and in what it differs
// from one that is there.
type sample struct {
	kind, parent string
	list         string         // where the vendor lists them elsewhere
	like         map[string]any // for kinds that the demo world has none of
	change       map[string]any
}

var absence = map[string]any{
	"progress":                  map[string]any{"startDate": "2024-06-03", "currentIncapacityPercentage": 100},
	"causeOfAbsence":            map[string]any{"key": 1},
	"isWorkRelatedIllness":      false,
	"comments":                  nil,
	"isHospitalised":            nil,
	"accidentType":              nil,
	"isThirdPartyLiability":     nil,
	"hasMobilityIssue":          nil,
	"expectedDuration":          nil,
	"caseManager":               nil,
	"contactInformation":        nil,
	"reintegration":             nil,
	"isRecoveredWithinTwoWeeks": true, "isDisruptedEmploymentRelationship": false,
	"actionToBeTakenByOccupationalHealthAndSafetyService": map[string]any{"key": 1},
}

// samples has every kind with regular operations. A "{}" stands for the id of
// the sample made before it.
var samples = []sample{
	{kind: "employer", parent: id("provider demo"), list: "/providers/employers", change: map[string]any{"companyName": "Nieuwe zaak B.V."}},
	{kind: "employer user", parent: id("employer 1")},
	{kind: "department", parent: id("employer 1"), change: map[string]any{"code": 9, "description": "Nieuwe afdeling"}},
	{kind: "function", parent: id("employer 1"), change: map[string]any{"description": "Nieuwe functie"}},
	{kind: "contract code", parent: id("employer 1"), change: map[string]any{"code": 9, "description": "Los"}},
	{kind: "payroll administration", parent: id("employer 1")},
	{kind: "employee", parent: id("employer 1")},
	{kind: "contact", parent: id("employee 10"), change: map[string]any{"name": "Tandarts"}},
	{kind: "absence", parent: id("employee 1"), like: absence},
	{kind: "absence progress", parent: "{}", like: map[string]any{"startDate": "2024-06-10", "incapacityPercentage": 50}},
	{kind: "employment", parent: id("employee 1")},
	{kind: "wage", parent: id("employment 1"), change: map[string]any{"startDate": "2024-09-01", "grossWage": 4000}},
	{kind: "working hours", parent: id("employment 1"), change: map[string]any{"startDate": "2024-09-01"}},
	{kind: "organizational entity", parent: id("employment 1"), change: map[string]any{"startDate": "2024-09-01"}},
	{kind: "custom field", parent: id("employer 1"), change: map[string]any{"description": "Schoenmaat"}},
	{kind: "employee custom field", parent: id("employee 1"), like: map[string]any{"customField": map[string]any{"id": id("custom field 1")}, "value": "L"}},
	{kind: "employment custom field", parent: id("employment 1"), like: map[string]any{"customField": map[string]any{"id": id("custom field 1")}, "value": "XL"}},
}

// TestRegularOperations lists, creates, shows, replaces and deletes one of
// every kind, as far as the vendor has those operations, on both stores.
func TestRegularOperations(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { regularOperations(t, start(t)) })
	t.Run("postgres", func(t *testing.T) { regularOperations(t, start(t, payglottest.Database(pgtest.URL(t)))) })
}

func regularOperations(t *testing.T, w *world) {
	r := &regular{world: w, left: map[string]*rest.Operation{}}
	for _, o := range w.House.Loket.Ledger().Operations {
		if o.Test == "TestRegularOperations" {
			r.left[route(o.Method, strings.TrimPrefix(o.Path, "/v2"))] = o
		}
	}
	var before string
	for _, s := range samples {
		s.parent = strings.ReplaceAll(s.parent, "{}", before)
		if !t.Run(s.kind, func(t *testing.T) { before = r.run(t, s) }) {
			return
		}
	}
	for i := len(r.made) - 1; i >= 0; i-- {
		r.remove(t, r.made[i])
	}
	for _, o := range r.left {
		t.Errorf("%s %s says that this test proves it, and it doesn't", o.Method, o.Path)
	}
}

// regular goes through the operations and crosses off what it has seen.
type regular struct {
	*world
	left map[string]*rest.Operation
	made []string // paths of what was created
}

// do is a call of an operation that the vendor has; nil when it hasn't.
func (r *regular) do(t *testing.T, method, path, body string) *heard {
	t.Helper()
	key := route(method, path)
	o := r.left[key]
	if o == nil {
		return nil
	}
	h := r.must(t, max(o.Success, http.StatusOK), "demo", method, path, body)
	delete(r.left, key)
	return h
}

// route is a path with its ids unnamed.
func route(method, path string) string {
	parts := strings.Split(strings.ToLower(path), "/")
	for i, p := range parts {
		if strings.HasPrefix(p, "{") || len(p) == 36 && strings.Count(p, "-") == 4 {
			parts[i] = "{}"
		}
	}
	return method + " " + strings.Join(parts, "/")
}

// run answers the id of what it made, or of what was there.
func (r *regular) run(t *testing.T, s sample) string {
	k := record.Catalog.Type(s.kind)
	if k == nil {
		t.Fatalf("there is no kind %q", s.kind)
	}
	list := "/providers"
	if k.Parent != nil {
		list = k.Parent.Place() + "/" + s.parent + "/" + k.Path
	}
	body := s.like
	if body == nil {
		body = r.first(t, cmp.Or(s.list, list))
	}
	there, _ := body["id"].(string)
	if k.Key != "id" && k.Key != "" {
		there, _ = body[k.Key].(string)
	}
	body = maps.Clone(body)
	maps.Copy(body, s.change)
	if made := r.do(t, http.MethodPost, list, encode(t, body)); made != nil {
		there = made.text(t, "content."+k.Key)
		r.made = append(r.made, k.Place()+"/"+there)
		if !slices.Contains(r.get(t, cmp.Or(s.list, list)).column(t, k.Key), there) {
			t.Errorf("what was created isn't in the list")
		}
	}
	r.do(t, http.MethodGet, list, "")
	r.replace(t, k.Place()+"/"+there)
	return there
}

// first is the first record of a list.
func (r *regular) first(t *testing.T, list string) map[string]any {
	t.Helper()
	rows, _ := r.get(t, list).at(t, "_embedded").([]any)
	if len(rows) == 0 {
		t.Fatalf("%s is empty", list)
	}
	return rows[0].(map[string]any)
}

// replace puts what was got, which changes nothing.
func (r *regular) replace(t *testing.T, item string) {
	t.Helper()
	shown := r.do(t, http.MethodGet, item, "")
	if shown == nil {
		return
	}
	if shown.header.Get("ETag") == "" {
		t.Errorf("%s has no ETag", item)
	}
	was := encode(t, shown.content(t))
	if saved := r.do(t, http.MethodPut, item, was); saved != nil {
		if is := encode(t, saved.content(t)); is != was {
			t.Errorf("putting what was got changed it:\n%s\n%s", was, is)
		}
	}
}

func (r *regular) remove(t *testing.T, item string) {
	t.Helper()
	if r.do(t, http.MethodDelete, item, "") != nil {
		r.must(t, http.StatusNotFound, "demo", http.MethodGet, item, "")
	}
}
