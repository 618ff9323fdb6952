package loket_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/payglot/payglot/api/apitest"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

// TestConversations holds the conversations of testdata with both stores.
func TestConversations(t *testing.T) {
	for _, on := range []struct {
		name string
		open func(t testing.TB) *world
	}{
		{"sqlite", func(t testing.TB) *world { return start(t) }},
		{"postgres", func(t testing.TB) *world { return start(t, payglottest.Database(pgtest.URL(t))) }},
	} {
		t.Run(on.name, func(t *testing.T) {
			apitest.Run(t, "testdata", func(t testing.TB) apitest.World {
				w := on.open(t)
				return apitest.World{URL: w.URL, Token: w.tokenOf, Names: names()}
			})
		})
	}
}

// people are who conversations can be held as.
var people = map[string]payglottest.Person{
	"demo": payglottest.Demo, "limited": payglottest.Limited, "limited-user": payglottest.LimitedUser,
	"limited-client": payglottest.LimitedClient, "manager": payglottest.Manager, "other": payglottest.Other,
}

// names are ids of the demo world. Employees 1, 4, 7 ... are the first employer's,
// 2, 5, 8 ... the second's, 3, 6, 9 ... the third's. Employee 1, 10, 19 and 28 are
// in the department that has a manager.
func names() map[string]string {
	all := map[string]string{
		"provider": demo.ID("provider demo").String(), "providerOther": demo.ID("provider other").String(),
		"otherEmployee": demo.ID("employee 9000001").String(), "otherEmployment": demo.ID("employment 9000001").String(),
		"otherWage": demo.ID("wage 9000001.2").String(), "nobody": "5a1d0a3e-0000-4000-8000-0123456789ab",
	}
	add := func(name, key string, numbers ...any) {
		text := strings.Trim(strings.ReplaceAll(fmt.Sprint(numbers...), " ", "."), ".")
		all[name+strings.ReplaceAll(text, ".", "_")] = demo.ID(key + " " + text).String()
	}
	for _, user := range []string{"demo", "limited", "manager", "other"} {
		all["user-"+user] = demo.ID("user " + user).String()
	}
	for n := 1; n <= 4; n++ {
		add("employer", "employer", n)
		add("administration", "payroll administration", n)
		add("contractCode", "contract code", n)
		add("customField", "custom field", n)
		for i := 1; i <= 5; i++ {
			add("department", "department", n, i)
			add("function", "function", n, i)
		}
	}
	for n := 1; n <= demo.Standard; n++ {
		for name, key := range map[string]string{
			"employee": "employee", "employment": "employment", "hours": "working hours",
			"entity": "organizational entity", "contact": "contact", "fund": "employment fund", "employeeCustomField": "employee custom field",
		} {
			add(name, key, n)
		}
		add("wage", "wage", n, 1)
		add("wage", "wage", n, 2)
	}
	return all
}

// world is a payglot of its own, and who has a token in it.
type world struct {
	*payglottest.Server
	tokens map[string]string
}

func start(t testing.TB, options ...payglottest.Option) *world {
	t.Helper()
	return &world{Server: payglottest.Start(t, options...), tokens: map[string]string{}}
}

// tokenOf gives somebody's token, the same one every time; with "-again"
// behind the name another one, for when the first has expired.
func (w *world) tokenOf(t testing.TB, name string) string {
	t.Helper()
	who, ok := people[strings.TrimSuffix(name, "-again")]
	if !ok {
		t.Fatalf("nobody is called %q", name)
	}
	if w.tokens[name] == "" {
		w.tokens[name] = w.Token(t, who)
	}
	return w.tokens[name]
}

// newest asks for the newest version of whatever the path names.
const newest = "application/json;version=2026-01-01"

// call is one request; who "" has no token. Headers are given as "Name: value"
// and take the place of those that every call has.
func (w *world) call(t testing.TB, who, method, path, body string, headers ...string) *heard {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, w.URL+"/v2"+strings.ReplaceAll(path, " ", "%20"), strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", newest)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		req.Header.Set("Authorization", "Bearer "+w.tokenOf(t, who))
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		req.Header.Set(name, strings.TrimSpace(value))
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	h := &heard{what: method + " " + path, status: answer.StatusCode, header: answer.Header}
	if h.body, err = io.ReadAll(answer.Body); err != nil {
		t.Fatal(err)
	}
	return h
}

// must is call with the status that is expected.
func (w *world) must(t testing.TB, status int, who, method, path, body string, headers ...string) *heard {
	t.Helper()
	h := w.call(t, who, method, path, body, headers...)
	if h.status != status {
		t.Fatalf("%s: status %d, want %d\n%s", h.what, h.status, status, h.body)
	}
	return h
}

func (w *world) get(t testing.TB, path string) *heard {
	t.Helper()
	return w.must(t, http.StatusOK, "demo", http.MethodGet, path, "")
}

// heard is an answer.
type heard struct {
	what   string
	status int
	header http.Header
	body   []byte
}

// at finds a dotted path in the answer: numbers are positions, "#" a length.
func (h *heard) at(t testing.TB, path string) any {
	t.Helper()
	value, ok := h.find(path)
	if !ok {
		t.Fatalf("%s: the answer has no %s\n%s", h.what, path, h.body)
	}
	return value
}

func (h *heard) find(path string) (any, bool) { return apitest.At(h.body, path) }

// text is what stands at a path, texts without quotes.
func (h *heard) text(t testing.TB, path string) string {
	t.Helper()
	value := h.at(t, path)
	if text, ok := value.(string); ok {
		return text
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

// has fails the test when what stands at a path isn't what is wanted.
func (h *heard) has(t testing.TB, path, want string) {
	t.Helper()
	if got := h.text(t, path); got != want {
		t.Errorf("%s: %s is %s, want %s", h.what, path, got, want)
	}
}

// content is the record that the answer shows, as a client would edit it.
func (h *heard) content(t testing.TB) map[string]any {
	t.Helper()
	record, ok := h.at(t, "content").(map[string]any)
	if !ok {
		t.Fatalf("%s: content is no object\n%s", h.what, h.body)
	}
	return record
}

// column is one member of every row of a list.
func (h *heard) column(t testing.TB, path string) []string {
	t.Helper()
	rows, ok := h.at(t, "_embedded").([]any)
	if !ok {
		t.Fatalf("%s: _embedded is no list\n%s", h.what, h.body)
	}
	all := make([]string, len(rows))
	for i := range rows {
		all[i] = h.text(t, "_embedded."+strconv.Itoa(i)+"."+path)
	}
	return all
}

func encode(t testing.TB, value any) string {
	t.Helper()
	encoded, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

func id(name string) string { return demo.ID(name).String() }
