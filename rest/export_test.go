package rest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
)

// The kinds that the tests of lists and exports work on.
type (
	testFirm struct {
		ID   kind.ID `json:"id"`
		Name string  `json:"name"`
	}
	testPerson struct {
		ID      kind.ID       `json:"id"`
		Name    string        `json:"name"`
		Born    *cal.Date     `json:"born"`
		Salary  *money.Amount `json:"salary"`
		Number  int64         `json:"number"`
		Active  bool          `json:"active"`
		Address *testAddress  `json:"address"`
		Sort    *testSort     `json:"sort" is:"code=sort"`
		Seen    *time.Time    `json:"seen"`
		Tags    []string      `json:"tags"`
	}
	testAddress struct {
		Street string  `json:"street"`
		City   *string `json:"city"`
	}
	testSort struct {
		Key   int    `json:"key"`
		Value string `json:"value"`
	}
)

type testCodes struct{}

func (testCodes) Lookup(list, key string) (kind.Entry, bool) {
	return kind.Entry{Key: key, JSON: []byte(`{"key":` + key + `,"value":"Sort ` + key + `"}`)}, key < "5"
}

func (testCodes) Entries(list string) ([]kind.Entry, bool) { return nil, list == "sort" }

// world is a store with a firm whose people a test puts in.
type world struct {
	store  *store.Store
	firms  kind.Kind[testFirm]
	people kind.Kind[testPerson]
	firm   kind.ID
}

func newWorld(t testing.TB) *world {
	t.Helper()
	engine, err := sqlite.OpenMemory(strings.ReplaceAll(t.Name(), "/", "-"))
	if err != nil {
		t.Fatal(err)
	}
	now := clock.NewMovable(store.Zone)
	if err := now.Set(time.Date(2024, 6, 14, 8, 0, 0, 0, time.UTC), clock.Fixed); err != nil {
		t.Fatal(err)
	}
	w := &world{store: store.Open(engine, now, nil)}
	t.Cleanup(func() { w.store.Close() })
	w.firms = kind.Of[testFirm]("firm", "firms", kind.Tenant())
	w.people = kind.Of[testPerson]("person", "people", kind.Under(w.firms.Type))
	kind.NewCatalog(testCodes{}, w.firms.Type, w.people.Type)
	w.update(t, func(tx *store.Tx) (err error) {
		w.firm, err = w.firms.Create(tx, kind.ID{}, &testFirm{Name: "Firm"})
		return err
	})
	return w
}

func (w *world) update(t testing.TB, f func(*store.Tx) error) {
	t.Helper()
	if err := w.store.Update(t.Context(), store.Actor{}, f); err != nil {
		t.Fatal(err)
	}
}

// add stores a person and gives their id.
func (w *world) add(t testing.TB, p testPerson) kind.ID {
	t.Helper()
	var id kind.ID
	w.update(t, func(tx *store.Tx) (err error) {
		id, err = w.people.Create(tx, w.firm, &p)
		return err
	})
	return id
}

// call is a GET of the people of the firm.
func (w *world) call(t testing.TB, media, query, report string) *Call {
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/firms/x/people?"+query, nil)
	if report != "" {
		r.Header.Set(ReportHeader, report)
	}
	return &Call{
		Request: r, Operation: &Operation{Method: http.MethodGet, Path: "/firms/{firmId}/people"},
		Store: w.store, Media: media, Version: w.people.Type.Versions[0],
	}
}

// byFirm is a scope that a test passes instead of asking for rights.
func (w *world) byFirm(_ *Call, _ *store.Tx, q *store.Query) error {
	q.Parent = w.firm
	return nil
}

func (w *world) export(t testing.TB, media, query, report string) (*Answer, error) {
	t.Helper()
	return listOf(store.Whole(w.people.Type), w.byFirm)(w.call(t, media, query, report))
}

// csv is the text of an export.
func (w *world) csv(t testing.TB, query, report string) string {
	t.Helper()
	a, err := w.export(t, CSV, query, report)
	if err != nil {
		t.Fatal(err)
	}
	return written(t, a)
}

func written(t testing.TB, a *Answer) string {
	t.Helper()
	var out bytes.Buffer
	if err := a.File.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func ptr[T any](v T) *T { return &v }

var jansen = testPerson{
	Name: "Jansen", Number: 7, Active: true,
	Born: ptr(cal.MustNew(1980, 2, 9)), Salary: ptr(money.MustParse("2500.50")),
	Address: &testAddress{Street: "Dam 1", City: ptr("Amsterdam")}, Sort: &testSort{Key: 4},
	Seen: ptr(time.Date(2024, 1, 2, 23, 4, 5, 0, time.UTC)), Tags: []string{"a"},
}

func TestCSVOfEverything(t *testing.T) {
	w := newWorld(t)
	first := w.add(t, jansen)
	second := w.add(t, testPerson{Name: "De Vries"})
	want := "\uFEFFid,name,born,salary,number,active,address.street,address.city,sort.key,sort.value,seen\r\n" +
		first.String() + ",Jansen,1980-02-09,2500.50,7,true,Dam 1,Amsterdam,4,Sort 4,2024-01-02T23:04:05Z\r\n" +
		second.String() + ",De Vries,,,0,false,,,,,\r\n"
	if diff := cmp.Diff(want, w.csv(t, "", "")); diff != "" {
		t.Error(diff)
	}
}

// The vendor's description of the header shows its members in both letter
// cases; its word for a path is XPath.
func TestCSVColumns(t *testing.T) {
	w := newWorld(t)
	w.add(t, jansen)
	for _, test := range []struct{ name, report, want string }{
		{
			"lower case", `{"fileNameWithoutExtension":"x","delimiter":";","fields":[{"fieldName":"born","reportColumnName":"Geboren","format":"dd-MM-yyyy"},{"fieldName":"name"}]}`,
			"Geboren;name\r\n09-02-1980;Jansen\r\n",
		},
		{
			"upper case", `{"FileNameWithoutExtension":"x","Fields":[{"FieldName":"ADDRESS.City","ReportColumnName":"Plaats"}]}`,
			"Plaats\r\nAmsterdam\r\n",
		},
		{"slashes", `{"fields":[{"fieldName":"/address/city"},{"fieldName":"sort/value"}]}`, "address.city,sort.value\r\nAmsterdam,Sort 4\r\n"},
		{"one field twice", `{"fields":[{"fieldName":"born"},{"fieldName":"born","format":"%d"}]}`, "born,born\r\n1980-02-09,9\r\n"},
		{"record's own zone", `{"fields":[{"fieldName":"seen","format":"d/M/yy H:mm:ss"}]}`, "seen\r\n3/1/24 0:04:05\r\n"},
		{"tab", `{"delimiter":"\t","fields":[{"fieldName":"number"},{"fieldName":"active"}]}`, "number\tactive\r\n7\ttrue\r\n"},
		{"UTF-8", `{"fields":[{"fieldName":"name","reportColumnName":"Één"}]}`, "Één\r\nJansen\r\n"},
		{"Latin-1", "{\"fields\":[{\"fieldName\":\"name\",\"reportColumnName\":\"\xc9\xe9n\"}]}", "Één\r\nJansen\r\n"},
		{"null members", `{"fileNameWithoutExtension":null,"delimiter":null,"fields":[{"fieldName":"name","format":null,"reportColumnName":null}]}`, "name\r\nJansen\r\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff("\uFEFF"+test.want, w.csv(t, "", test.report)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCSVText(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct{ name, want string }{
		{`plain`, `plain`},
		{`a,b`, `"a,b"`},
		{`say "hi"`, `"say ""hi"""`},
		{"two\nlines", "\"two\nlines\""},
		{`=1+1`, `'=1+1`},
		{`+31 20`, `'+31 20`},
		{`-1`, `'-1`},
		{`@SUM(A1)`, `'@SUM(A1)`},
		{"\tx", "'\tx"},
		{"\rx", "\"'\rx\""},
		{`=HYPERLINK("x","y")`, `"'=HYPERLINK(""x"",""y"")"`},
		{`＝1`, `'＝1`},
		{`a=1`, `a=1`},
		{`Zoë 漢`, `Zoë 漢`},
		{``, `""`}, // an empty line would be no row
	} {
		w.update(t, func(tx *store.Tx) error { return clearPeople(w, tx) })
		w.add(t, testPerson{Name: test.name})
		got := w.csv(t, "", `{"fields":[{"fieldName":"name"}]}`)
		if want := "\uFEFFname\r\n" + test.want + "\r\n"; got != want {
			t.Errorf("%q: got %q, want %q", test.name, got, want)
		}
	}
}

func clearPeople(w *world, tx *store.Tx) error {
	rows, err := tx.Children(w.people.Type, w.firm)
	for _, row := range rows {
		err = errors.Join(err, w.people.Delete(tx, row.ID))
	}
	return err
}

func TestNumbersAreNoFormulas(t *testing.T) {
	w := newWorld(t)
	w.add(t, testPerson{Name: "x", Number: -5, Salary: ptr(money.MustParse("-12.30"))})
	got := w.csv(t, "", `{"fields":[{"fieldName":"number","reportColumnName":"=x"},{"fieldName":"salary"}]}`)
	if want := "\uFEFF'=x,salary\r\n-5,-12.30\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestExportIsOfAllPages(t *testing.T) {
	w := newWorld(t)
	for i := range 300 {
		w.add(t, testPerson{Name: fmt.Sprintf("P%03d", i), Number: int64(i)})
	}
	for _, test := range []struct {
		query       string
		rows        int
		first, last string
	}{
		{"", 300, "P000", "P299"},
		{"orderBy=-number", 300, "P299", "P000"},
		{"filter=" + url.QueryEscape("number lt 20"), 20, "P000", "P019"},
		{"pageSize=50", 50, "P000", "P049"},
		{"pageNumber=2", 50, "P250", "P299"},
		{"pageNumber=3&pageSize=10", 10, "P020", "P029"},
	} {
		rows := readCSV(t, w.csv(t, test.query, `{"fields":[{"fieldName":"name"}]}`))[1:]
		if len(rows) != test.rows || rows[0][0] != test.first || rows[len(rows)-1][0] != test.last {
			t.Errorf("%q: %d rows from %v to %v", test.query, len(rows), rows[0], rows[len(rows)-1])
		}
	}
}

func readCSV(t testing.TB, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, byteOrderMark))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestExportRefuses(t *testing.T) {
	w := newWorld(t)
	many := `{"fields":[` + strings.Repeat(`{"fieldName":"name"},`, MaxReportColumns) + `{"fieldName":"name"}]}`
	for _, test := range []struct{ media, query, report, want string }{
		{CSV, "", `{"fields":[{"fieldName":"nam"}]}`, `"nam" is not a field`},
		{CSV, "", `{"fields":[{"fieldName":"address"}]}`, "address is an object; name one of its members, such as address.street"},
		{CSV, "", `{"fields":[{"fieldName":"tags"}]}`, `"tags" is not a field`},
		{CSV, "", `{"fields":[{"reportColumnName":"x"}]}`, "a column without fieldName"},
		{CSV, "", `{"fields":[{"fieldName":"name","format":"dd"}]}`, "format of name: only dates and times"},
		{CSV, "", `{"fields":[{"fieldName":"born","format":"d"}]}`, "standard format"},
		{CSV, "", `{"fields":[{"fieldName":"born","format":"dd'x"}]}`, "open quote"},
		{Excel, "", `{"fields":[{"fieldName":"born","format":"dd foo"}]}`, `no number format code of a date from "foo" on`},
		{CSV, "", `{"fields":[`, "malformed JSON at byte 11"},
		{CSV, "", `{"fields":{}}`, `"fields" is not of the JSON type`},
		{CSV, "", `{"fields":[{"fieldName":1}]}`, `"fields.0.fieldName" is not of the JSON type`},
		{CSV, "", `{"delimeter":";"}`, `"delimeter" is not one of its members`},
		{CSV, "", `{"delimiter":";","Delimiter":","}`, "JSON"},
		{CSV, "", `{"delimiter":";;"}`, `";;" is not one character`},
		{CSV, "", `{"delimiter":"\""}`, "not one character"},
		{CSV, "", `{"delimiter":"\n"}`, "not one character"},
		{CSV, "", `[]`, "not of the JSON type"},
		{CSV, "", many, "more than 200 columns"},
		{CSV, "", `{"fileNameWithoutExtension":"` + strings.Repeat("x", MaxReportInput) + `"}`, "longer than 16384 bytes"},
		{CSV, "filter=nam+eq+1", "", "there is no field nam"},
		{CSV, "orderBy=nam", "", "there is no field nam"},
		{Excel, "filter=nam+eq+1", "", "there is no field nam"},
		{CSV, "pageSize=0", "", "pageSize is not a number"},
		{"text/html", "", "", `a list can't be had as "text/html"`},
	} {
		_, err := w.export(t, test.media, test.query, test.report)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s %.60s: got %v, want %q", test.query, test.report, err, test.want)
			continue
		}
		if status := Status(err); status != http.StatusBadRequest {
			t.Errorf("%s %.60s: status %d", test.query, test.report, status)
		}
	}
}

var errNoRight = errors.New("no right")

// Rights are asked before the answer, and again when its file is written.
func TestExportAsksForRights(t *testing.T) {
	w := newWorld(t)
	w.add(t, jansen)
	allowed := false
	list := listOf(store.Whole(w.people.Type), func(*Call, *store.Tx, *store.Query) error {
		if allowed {
			return nil
		}
		return errNoRight
	})
	if _, err := list(w.call(t, CSV, "", "")); !errors.Is(err, errNoRight) {
		t.Fatalf("the answer was given without right: %v", err)
	}
	allowed = true
	a, err := list(w.call(t, CSV, "", ""))
	if err != nil {
		t.Fatal(err)
	}
	allowed = false
	var out bytes.Buffer
	if err := a.File.Write(&out); !errors.Is(err, errNoRight) || out.Len() > 0 {
		t.Errorf("%v, and %d bytes were sent", err, out.Len())
	}
}

func TestExportStopsWhenTheClientIsGone(t *testing.T) {
	w := newWorld(t)
	w.add(t, jansen)
	for _, media := range []string{CSV, Excel} {
		a, err := w.export(t, media, "", "")
		if err != nil {
			t.Fatal(err)
		}
		if err := a.File.Write(gone{}); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: %v", media, err)
		}
	}
}

type gone struct{}

func (gone) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestExportFollowsVersion(t *testing.T) {
	w := newWorld(t)
	w.add(t, jansen)
	call := w.call(t, CSV, "", "")
	call.Version = kind.Version{Without: []string{"address", "sort.value", "born"}}
	a, err := call.export(store.Query{View: store.Whole(w.people.Type)}, w.byFirm)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(written(t, a), "\r\n")
	if want := "\uFEFFid,name,salary,number,active,sort.key,seen"; head != want {
		t.Errorf("got %q, want %q", head, want)
	}
}

func TestExportOfJoinedView(t *testing.T) {
	w := newWorld(t)
	w.add(t, jansen)
	view := &store.View{Parts: []store.Part{
		{Type: w.people.Type, Only: []string{"name", "address.city", "sort"}},
		{Type: w.firms.Type, Member: "firm", Above: true, Only: []string{"name"}},
		{Type: w.firms.Type, Member: "firmId", Above: true, IDOnly: true},
		{Type: w.firms.Type, Member: "secret", Above: true, Hidden: true},
	}}
	a, err := w.call(t, CSV, "", "").export(store.Query{View: view}, w.byFirm)
	if err != nil {
		t.Fatal(err)
	}
	want := "\uFEFFname,address.city,sort.key,sort.value,firm.name,firmId\r\nJansen,Amsterdam,4,Sort 4,Firm," + w.firm.String() + "\r\n"
	if diff := cmp.Diff(want, written(t, a)); diff != "" {
		t.Error(diff)
	}
}

func TestFileName(t *testing.T) {
	for asked, want := range map[string]string{
		"":                       "people",
		"MyExport":               "MyExport",
		"Salarissen é 2024":      "Salarissen é 2024",
		"../../etc/passwd":       "etcpasswd",
		`C:\x`:                   "Cx",
		"a\r\nSet-Cookie: x":     "aSet-Cookie x",
		"x\u202egpj.exe":         "xgpj.exe",
		"...":                    "people",
		"con":                    "_con",
		"COM1.x":                 "_COM1.x",
		"company":                "company",
		strings.Repeat("é", 200): strings.Repeat("é", 100),
		"\xff\xfe":               "people",
		`say "hi"`:               "say hi",
	} {
		if got := fileName(asked, "people"); got != want {
			t.Errorf("%q: got %q, want %q", asked, got, want)
		}
	}
	w := newWorld(t)
	for media, want := range map[string]string{CSV: "people.csv", Excel: "people.xlsx"} {
		a, err := w.export(t, media, "", "")
		if err != nil || a.File.Name != want {
			t.Errorf("%s: %v %v", media, a.File.Name, err)
		}
	}
}
