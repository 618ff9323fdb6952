package apitest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
)

// Walk is a stranger's way through the regular operations of every kind: he
// knows the vendor's description and nothing of the house. He finds records by
// following lists from the roots, makes new ones of what /defaults and
// /metadata suggest, reads back what he sent, replaces with a fresh and with a
// stale tag, deletes, and reads again.
type Walk struct {
	World World
	// Who calls, and what stands before every path.
	Who, Prefix string
	Kinds       []*kind.Type
	// Test is what the ledger says proves the regular operations. Others with
	// the same path are rules of their own.
	Test       string
	Operations []*rest.Operation
	// Lists are paths of lists that aren't at a kind's place: of the roots.
	Lists map[*kind.Type]string
	// Hints are members, by dotted path, that a rule wants and neither defaults
	// nor options tell of.
	Hints map[*kind.Type]map[string]any
	// Single are the fields that have fewer than two options, with the reason.
	Single map[string]string
	// Stale is the status of a write with the tag of an earlier state.
	Stale int
	// Least is how many records of a kind there are at least; Few the kinds
	// that have fewer, with the reason.
	Least int
	Few   map[*kind.Type]string
	// Tenant is the kind of which every record has something in every list.
	Tenant *kind.Type

	ops   map[string]*rest.Operation
	ids   map[*kind.Type][]string
	owner map[string]string // of a record: the tenant it belongs to
}

// Run walks everything, a test for each kind.
func (w *Walk) Run(t *testing.T) {
	w.prepare(t)
	for _, k := range w.Kinds {
		if k.Path == "" || k.Facet || len(w.regular(k)) == 0 {
			continue
		}
		t.Run(k.Name, func(t *testing.T) {
			w.plenty(t, k)
			w.kind(t, k)
		})
	}
}

// prepare reads the table of operations and finds what records there are.
func (w *Walk) prepare(t *testing.T) {
	t.Helper()
	w.ops, w.ids, w.owner = map[string]*rest.Operation{}, map[*kind.Type][]string{}, map[string]string{}
	for _, o := range w.Operations {
		w.ops[o.Method+" "+unnamed(o.Path)] = o
	}
	for _, k := range w.Kinds {
		w.discover(t, k)
	}
}

// unnamed is a path with its parameters unnamed and its letters small.
func unnamed(path string) string {
	parts := strings.Split(strings.ToLower(path), "/")
	for i, p := range parts {
		if strings.HasPrefix(p, "{") || len(p) == 36 && strings.Count(p, "-") == 4 {
			parts[i] = "{}"
		}
	}
	return strings.Join(parts, "/")
}

// has says whether the dialect answers a call.
func (w *Walk) has(method, path string) *rest.Operation {
	o := w.ops[method+" "+unnamed(w.Prefix+path)]
	if o == nil || o.Level == rest.Absent {
		return nil
	}
	return o
}

func item(k *kind.Type, id string) string { return k.Place() + "/" + id }

func list(k *kind.Type, parent string) string { return k.Parent.Place() + "/" + parent + "/" + k.Path }

// regular are the regular operations of a kind that there are.
func (w *Walk) regular(k *kind.Type) []string {
	var all []string
	for _, one := range []struct{ method, path string }{
		{http.MethodGet, item(k, "{}")},
		{http.MethodPut, item(k, "{}")},
		{http.MethodDelete, item(k, "{}")},
		{http.MethodGet, w.listOf(k, "{}")},
		{http.MethodPost, w.listOf(k, "{}")},
	} {
		if w.has(one.method, one.path) != nil {
			all = append(all, one.method+" "+one.path)
		}
	}
	return all
}

func (w *Walk) listOf(k *kind.Type, parent string) string {
	if path := w.Lists[k]; path != "" {
		return path
	}
	if k.Parent == nil {
		return k.Place()
	}
	return list(k, parent)
}

// discover finds the records of a kind, under all that were found before.
func (w *Walk) discover(t *testing.T, k *kind.Type) {
	t.Helper()
	if k.Path == "" || k.Facet || w.has(http.MethodGet, w.listOf(k, "{}")) == nil {
		return
	}
	parents := []string{""}
	if w.Lists[k] == "" && k.Parent != nil {
		parents = w.ids[k.Parent]
	}
	for _, parent := range parents {
		h := w.call(t, http.MethodGet, w.listOf(k, parent)+"?pageSize=1000", nil, "")
		if h.status != http.StatusOK {
			t.Errorf("list of %s: status %d\n%s", k.Name, h.status, h.body)
			return
		}
		rows, _ := h.at("_embedded")
		all, _ := rows.([]any)
		for _, row := range all {
			id, _ := row.(map[string]any)[k.Key].(string)
			w.ids[k] = append(w.ids[k], id)
			w.owner[id] = w.owner[parent]
			if k == w.Tenant {
				w.owner[id] = id
			}
		}
	}
}

// plenty wants some records of every kind, and some for every tenant.
func (w *Walk) plenty(t *testing.T, k *kind.Type) {
	t.Helper()
	if w.Few[k] != "" || w.has(http.MethodGet, w.listOf(k, "{}")) == nil {
		return
	}
	if n := len(w.ids[k]); n < w.Least {
		t.Errorf("there are %d records of this kind, fewer than %d", n, w.Least)
	}
	if !under(k, w.Tenant) {
		return
	}
	for _, tenant := range w.ids[w.Tenant] {
		if !slices.ContainsFunc(w.ids[k], func(id string) bool { return w.owner[id] == tenant }) {
			t.Errorf("%s %s has no record of this kind", w.Tenant.Name, tenant)
		}
	}
}

func under(k, above *kind.Type) bool {
	for k = k.Parent; k != nil; k = k.Parent {
		if k == above {
			return true
		}
	}
	return false
}

// kind walks the regular operations of one kind.
func (w *Walk) kind(t *testing.T, k *kind.Type) {
	if k.Parent == nil || !w.proves(http.MethodPost, list(k, "{}")) {
		w.edit(t, k)
		return
	}
	parents := w.ids[k.Parent]
	if len(parents) == 0 {
		t.Fatalf("no %s was found to make one under", k.Parent.Name)
	}
	path, s := w.place(t, k, parents)
	id := w.create(t, k, path, s.body(k, nil, false))
	w.replace(t, k, id)
	w.remove(t, k, path, id)
	for _, field := range s.choices() {
		w.choose(t, k, path, s, field)
	}
	w.fill(t, k, path, s)
}

// place finds where a record can be made: under the first parent whose state
// allows it, such as an absence that goes on.
func (w *Walk) place(t *testing.T, k *kind.Type, parents []string) (string, *suggestions) {
	t.Helper()
	for _, parent := range parents {
		path := list(k, parent)
		s := w.suggestions(t, k, path)
		if w.has(http.MethodDelete, item(k, "{}")) == nil {
			return path, s // a try would stay
		}
		h := w.call(t, http.MethodPost, path, s.body(k, nil, false), "")
		if code, _ := h.at("messages.0.code"); h.status == http.StatusBadRequest && plain(code) == fmt.Sprint(kind.CodeState) {
			continue
		}
		if h.status == w.has(http.MethodPost, path).Success {
			w.remove(t, k, path, fmt.Sprint(h.must(t, "content."+k.Key)))
		}
		return path, s
	}
	t.Fatalf("none of %d records of %s is in a state for one", len(parents), k.Parent.Name)
	return "", nil
}

// edit walks a kind whose records can't be made by POST.
func (w *Walk) edit(t *testing.T, k *kind.Type) {
	t.Helper()
	if w.has(http.MethodGet, item(k, "{}")) == nil || len(w.ids[k]) == 0 {
		return
	}
	w.replace(t, k, w.ids[k][0])
}

// proves says whether a call is one of the regular operations.
func (w *Walk) proves(method, path string) bool {
	o := w.has(method, path)
	return o != nil && o.Test == w.Test
}

// create makes a record and reads back what was sent.
func (w *Walk) create(t *testing.T, k *kind.Type, path string, body map[string]any) string {
	t.Helper()
	made := w.call(t, http.MethodPost, path, body, "")
	if want := w.has(http.MethodPost, path).Success; made.status != want {
		t.Fatalf("POST %s: status %d, want %d\nsent %s\n%s", path, made.status, want, text(body), made.body)
	}
	id := fmt.Sprint(made.must(t, "content."+k.Key))
	echoes(t, body, made.must(t, "content"), "")
	if w.has(http.MethodGet, item(k, "{}")) != nil {
		shown := w.call(t, http.MethodGet, item(k, id), nil, "")
		if shown.status != http.StatusOK {
			t.Fatalf("GET %s after POST: status %d\n%s", item(k, id), shown.status, shown.body)
		}
		echoes(t, body, shown.must(t, "content"), "")
	}
	if w.has(http.MethodGet, path) != nil && !w.listed(t, k, path, id) {
		t.Errorf("GET %s does not list what was made", path)
	}
	return id
}

func (w *Walk) listed(t *testing.T, k *kind.Type, path, id string) bool {
	t.Helper()
	h := w.call(t, http.MethodGet, path+"?pageSize=10000", nil, "")
	return bytes.Contains(h.body, []byte(`"`+k.Key+`":"`+id+`"`))
}

// replace puts what was got, with the fresh tag and then with a stale one.
func (w *Walk) replace(t *testing.T, k *kind.Type, id string) {
	t.Helper()
	path := item(k, id)
	if !w.proves(http.MethodPut, path) || w.has(http.MethodGet, path) == nil {
		return
	}
	shown := w.call(t, http.MethodGet, path, nil, "")
	was := shown.must(t, "content")
	tag := shown.header.Get("ETag")
	if tag == "" {
		t.Errorf("GET %s has no ETag", path)
	}
	saved := w.call(t, http.MethodPut, path, was, tag)
	if saved.status != w.has(http.MethodPut, path).Success {
		t.Fatalf("PUT %s of what was got: status %d\nsent %s\n%s", path, saved.status, text(was), saved.body)
	}
	echoes(t, was, w.call(t, http.MethodGet, path, nil, "").must(t, "content"), "")
	stale := w.call(t, http.MethodPut, path, was, `"1"`)
	if stale.status != w.Stale {
		t.Errorf("PUT %s with a stale tag: status %d\n%s", path, stale.status, stale.body)
	}
}

func (w *Walk) remove(t *testing.T, k *kind.Type, path, id string) {
	t.Helper()
	o := w.has(http.MethodDelete, item(k, id))
	if o == nil {
		return
	}
	if gone := w.call(t, http.MethodDelete, item(k, id), nil, ""); gone.status != max(o.Success, http.StatusOK) {
		t.Fatalf("DELETE %s: status %d\n%s", item(k, id), gone.status, gone.body)
	}
	if w.has(http.MethodGet, item(k, id)) != nil {
		if h := w.call(t, http.MethodGet, item(k, id), nil, ""); h.status != http.StatusNotFound {
			t.Errorf("GET %s after DELETE: status %d\n%s", item(k, id), h.status, h.body)
		}
	}
	if w.has(http.MethodGet, path) != nil && w.listed(t, k, path, id) {
		t.Errorf("GET %s still lists what was deleted", path)
	}
}

// choose makes a record with the second option of a field.
func (w *Walk) choose(t *testing.T, k *kind.Type, path string, s *suggestions, field string) {
	t.Helper()
	if len(s.options[field]) < 2 {
		if w.Single[k.Name+" "+field] == "" {
			t.Errorf("%s has %d options, fewer than two", field, len(s.options[field]))
		}
		return
	}
	if w.has(http.MethodDelete, item(k, "{}")) == nil {
		return
	}
	body := w.heeding(t, k, path, s.body(k, map[string]int{field: 1}, false), field)
	if body != nil {
		w.remove(t, k, path, w.create(t, k, path, body))
	}
}

// fill makes a record with every member that a client may set, except those
// that the refusals name: a client who heeds what he is told gets through.
func (w *Walk) fill(t *testing.T, k *kind.Type, path string, s *suggestions) {
	t.Helper()
	if w.has(http.MethodDelete, item(k, "{}")) == nil {
		return
	}
	if body := w.heeding(t, k, path, s.body(k, nil, true), ""); body != nil {
		w.remove(t, k, path, w.create(t, k, path, body))
	}
}

// heeding leaves out what refusals name until the body is accepted; nil and an
// error when it never is. kept is the one field that may not be left out.
func (w *Walk) heeding(t *testing.T, k *kind.Type, path string, body map[string]any, kept string) map[string]any {
	t.Helper()
	kept, _, _ = strings.Cut(kept, ".")
	var last *reply
	for range 6 {
		last = w.call(t, http.MethodPost, path, body, "")
		if last.status == w.has(http.MethodPost, path).Success {
			w.remove(t, k, path, fmt.Sprint(last.must(t, "content."+k.Key)))
			return body
		}
		var refusal struct {
			Messages []struct{ Properties []string }
		}
		if err := json.Unmarshal(last.body, &refusal); err != nil {
			break
		}
		left := 0
		for _, m := range refusal.Messages {
			for _, p := range m.Properties {
				if name, _, _ := strings.Cut(p, "."); name != kept || kept == "" {
					left += leaveOut(k.Fields, body, p)
				}
			}
		}
		if left == 0 {
			break
		}
	}
	t.Errorf("POST %s: status %d whatever is left out\nsent %s\n%s", path, last.status, text(body), last.body)
	return nil
}

// leaveOut makes a member, or the nearest above it that may be, null.
func leaveOut(f *kind.Field, body map[string]any, path string) int {
	name, rest, deeper := strings.Cut(path, ".")
	name, _, _ = strings.Cut(name, "[")
	m := f.At(name)
	if m == nil || body[name] == nil {
		return 0
	}
	if inner, ok := body[name].(map[string]any); ok && deeper {
		if n := leaveOut(m, inner, rest); n > 0 {
			return n
		}
	}
	switch {
	case m.Nullable:
		body[name] = nil
	case m.Form == kind.Array:
		body[name] = []any{}
	default:
		return 0
	}
	return 1
}

// call is one request; tag "" asks for no state.
func (w *Walk) call(t *testing.T, method, path string, body any, tag string) *reply {
	t.Helper()
	return w.callAs(t, w.Who, method, path, body, tag)
}

func (w *Walk) callAs(t *testing.T, who, method, path string, body any, tag string) *reply {
	t.Helper()
	var sent io.Reader = http.NoBody
	if body != nil {
		sent = strings.NewReader(text(body))
	}
	req, err := http.NewRequestWithContext(t.Context(), method, w.World.URL+w.Prefix+path, sent)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "application/json;version=2026-01-01")
	req.Header.Set("Authorization", "Bearer "+w.World.Token(t, who))
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if tag != "" {
		req.Header.Set("If-Match", tag)
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	h := &reply{heard: heard{header: answer.Header}, status: answer.StatusCode}
	if h.body, err = io.ReadAll(answer.Body); err != nil {
		t.Fatal(err)
	}
	return h
}

// reply is an answer with its status.
type reply struct {
	heard
	status int
}

func text(value any) string {
	b, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
