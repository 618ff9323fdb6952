package kind_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/kind/kindtest"
	"github.com/payglot/payglot/money"
)

var (
	noon = time.Date(2024, 6, 14, 12, 0, 0, 0, time.UTC)
	_    = kind.RegisterCheck("even", func(text string) string {
		if len(text)%2 != 0 {
			return "has an odd length"
		}
		return ""
	})
)

type checked struct {
	ID      kind.ID       `json:"id" is:"readonly"`
	Name    string        `json:"name" is:"len=2..4"`
	Free    *string       `json:"free" is:"len=..3"`
	Long    string        `json:"long" is:"len=2..,optional"`
	Colour  string        `json:"colour" is:"oneof=red|blue,optional"`
	Even    *string       `json:"even" is:"check=even"`
	Count   int           `json:"count" is:"min=1,max=9"`
	Wide    *int64        `json:"wide"`
	Hours   *money.Amount `json:"hours" is:"min=0.01,max=99.99,scale=2"`
	Yes     *bool         `json:"yes"`
	Day     *cal.Date     `json:"day"`
	At      *time.Time    `json:"at"`
	Other   *kind.ID      `json:"other"`
	Once    string        `json:"once" is:"createonly,optional"`
	Sort    *option       `json:"sort" is:"code=sort"`
	Unknown *option       `json:"unknown" is:"code=nowhere,open"`
	Place   *place        `json:"place"`
	Words   []string      `json:"words" is:"optional"`
	Places  []place       `json:"places" is:"optional"`
	Sorts   []option      `json:"sorts" is:"code=sort,optional"`
}

var checkedShape = func() kind.Kind[checked] {
	s := kind.Shape[checked]()
	kind.NewCatalog(lists{"sort 1": "one", "sort 2": "two"}).Join(s.Type)
	return s
}()

func readChecked(body string) (*checked, error) {
	return checkedShape.Read(kindtest.New(noon), kind.ID{}, []byte(body), checkedShape.Type.Versions[0])
}

// told is the problems of a body as lines of field and code.
func told(t testing.TB, err error) []string {
	t.Helper()
	var problems kind.Problems
	if err != nil && !errors.As(err, &problems) {
		t.Fatalf("not problems: %v", err)
	}
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.Field+" "+codeNames[p.Code])
	}
	return lines
}

var codeNames = map[int]string{
	kind.CodeRequired: "required", kind.CodeNull: "null", kind.CodeForm: "form", kind.CodeUnknown: "unknown",
	kind.CodeDuplicate: "twice", kind.CodeRange: "range", kind.CodeLength: "length", kind.CodeScale: "scale",
	kind.CodeOption: "option", kind.CodeCheck: "check", kind.CodeReference: "reference", kind.CodeChain: "chain",
	kind.CodeDepth: "depth", kind.CodePeriod: "period", kind.CodeReferred: "referred",
}

func TestProblems(t *testing.T) {
	for _, test := range []struct {
		member string // beside a right name and count
		want   string // problems, parted by commas
	}{
		{``, ``},
		{`"free":null,"day":null,"place":null,"sort":null`, ``},
		{`"free":"abc"`, ``},
		{`"free":"äöü"`, ``}, // characters, not bytes
		{`"free":"abcd"`, `free length`},
		{`"free":5`, `free form`},
		{`"free":["a"]`, `free form`},
		{`"free":"a\u0000"`, `free form`},
		{`"long":"a"`, `long length`},
		{`"long":null`, `long null`},
		{`"colour":"red"`, ``},
		{`"colour":"Red"`, `colour option`},
		{`"even":"ab"`, ``},
		{`"even":"abc"`, `even check`},
		{`"even":""`, ``}, // no text is nothing to check
		{`"wide":9223372036854775807`, ``},
		{`"wide":9223372036854775808`, `wide form`},
		{`"wide":1.5`, `wide form`},
		{`"wide":1e3`, `wide form`},
		{`"wide":"1"`, `wide form`},
		{`"hours":0.01`, ``},
		{`"hours":99.99`, ``},
		{`"hours":0`, `hours range`},
		{`"hours":100`, `hours range`},
		{`"hours":1.234`, `hours scale`},
		{`"hours":1.230`, `hours scale`},
		{`"hours":123.456`, `hours range,hours scale`},
		{`"hours":12345678901234567890`, `hours form`},
		{`"hours":"1"`, `hours form`},
		{`"yes":true`, ``},
		{`"yes":false`, ``},
		{`"yes":"true"`, `yes form`},
		{`"yes":0`, `yes form`},
		{`"day":"2024-02-29"`, ``},
		{`"day":"2023-02-29"`, `day form`},
		{`"day":"2024-2-9"`, `day form`},
		{`"day":"2024-02-29T00:00:00"`, `day form`},
		{`"day":20240229`, `day form`},
		{`"at":"2024-02-29T10:00:00Z"`, ``},
		{`"at":"2024-02-29T10:00:00.123+01:00"`, ``},
		{`"at":"2024-02-29"`, `at form`},
		{`"at":"2024-02-29T9:00:00Z"`, `at form`},
		{`"other":"0190a5c2-7f3e-7b1a-8c4d-1234567890ab"`, ``},
		{`"other":"{0190A5C2-7F3E-7B1A-8C4D-1234567890AB}"`, ``},
		{`"other":"0190a5c2"`, `other form`},
		{`"id":"whatever"`, ``}, // ignored
		{`"id":{"a":[1]}`, ``},
		{`"nope":1`, `nope unknown`},
		{`"nope":{"a":[{}]}`, `nope unknown`},
		{`"Name":"ab"`, `Name unknown`},
		{`"free":"a","free":"b"`, `free twice`},
		{`"free":"a","free":{"a":1}`, `free twice`},
		{`"place":{"street":"a"}`, ``},
		{`"place":{}`, `place.street required`},
		{`"place":{"street":null,"number":0,"x":1}`, `place.street null,place.number range,place.x unknown`},
		{`"place":"a"`, `place form`},
		{`"place":[]`, `place form`},
		{`"words":[]`, ``},
		{`"words":["a",null,5,[]]`, `words[1] null,words[2] form,words[3] form`},
		{`"words":{}`, `words form`},
		{`"places":[{"street":"a"},{},5,{"street":5}]`, `places[1].street required,places[2] form,places[3].street form`},
		{`"sort":{"key":1}`, ``},
		{`"sort":{"key":1,"value":"made up"}`, ``}, // labels are payglot's
		{`"sort":{"key":3}`, `sort.key option`},
		{`"sort":{"key":"1"}`, `sort.key form`},
		{`"sort":{"value":"one"}`, `sort.key required`},
		{`"sort":1`, `sort form`},
		{`"sort":{"key":2147483648}`, `sort.key range`},
		{`"sorts":[{"key":1},{"key":3}]`, `sorts[1].key option`},
		{`"sorts":[5,{"key":3},{"key":2}]`, `sorts[0] form,sorts[1].key option`},
		{`"unknown":{"key":77,"value":"x"}`, ``},
		{`"unknown":{"key":77}`, ``},
		{`"free":5,"even":"a","sort":{"key":9},"nope":1`, `free form,even check,nope unknown,sort.key option`},
	} {
		body := `{"name":"ab","count":5,` + test.member + `}`
		if test.member == "" {
			body = `{"name":"ab","count":5}`
		}
		_, err := readChecked(body)
		if got := strings.Join(told(t, err), ","); got != test.want {
			t.Errorf("%s: got %q, want %q", test.member, got, test.want)
		}
	}
}

func TestProblemsOfTheWhole(t *testing.T) {
	for body, want := range map[string]string{
		`{}`:                     "name required,count required",
		`{"name":null}`:          "name null,count required",
		`{"name":"a","count":0}`: "name length,count range",
		`null`:                   " null",
		`[]`:                     " form",
		`5`:                      " form",
		`""`:                     " form",
	} {
		_, err := readChecked(body)
		if got := strings.Join(told(t, err), ","); got != want {
			t.Errorf("%s: got %q, want %q", body, got, want)
		}
	}
}

func TestSyntaxErrors(t *testing.T) {
	for _, test := range []struct {
		body         string
		line, column int
	}{
		{"", 1, 1},
		{"{", 1, 2},
		{`{"name":"ab"`, 1, 13},
		{`{"name":"ab",}`, 1, 13},
		{"{\n  \"name\": ab\n}", 2, 11},
		{"{\"name\":\n\n'ab'}", 3, 1},
		{`{"name":"ab","count":5} x`, 1, 25},
		{`{"name":"ab","count":5}{}`, 1, 24},
		{"{\"name\":\"a\xff\"}", 1, 11},
		{`{"name":"ab" "count":5}`, 1, 14},
		{`{"nope":[1,}}`, 1, 11},
		{`{"count":01}`, 1, 11},
	} {
		_, err := readChecked(test.body)
		var syntax *kind.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%q: got %v", test.body, err)
			continue
		}
		if syntax.Line != test.line || syntax.Column != test.column {
			t.Errorf("%q: %v, want line %d, column %d", test.body, err, test.line, test.column)
		}
	}
}

func TestDepth(t *testing.T) {
	nested := func(n int) string {
		return `{"name":"ab","count":5,"nope":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}`
	}
	if _, err := readChecked(nested(10)); len(told(t, err)) != 1 {
		t.Errorf("10 levels: %v", err)
	}
	for _, n := range []int{50, 100_000} {
		_, err := readChecked(nested(n))
		var syntax *kind.SyntaxError
		if !errors.As(err, &syntax) || !strings.Contains(err.Error(), "nested too deeply") {
			t.Errorf("%d levels: %v", n, err)
		}
	}
}

func TestManyProblems(t *testing.T) {
	_, err := readChecked(`{"name":"ab","count":5,"words":[` + strings.Repeat("1,", 10_000) + `1]}`)
	if n := len(told(t, err)); n != 100 {
		t.Errorf("%d problems are told", n)
	}
	_, err = readChecked(`{"name":"ab","count":5,"` + strings.Repeat("é", 10_000) + `":1}`)
	if n := len(err.Error()); n > 200 {
		t.Errorf("a made-up name is repeated in %d bytes", n)
	}
}

func TestRead(t *testing.T) {
	got, err := readChecked(`{ "id":"0190a5c2-7f3e-7b1a-8c4d-1234567890ab", "name":"\u00e9\ud83d\ude00", "count":5, "hours":12.50, "sort":{"value":"x","key":2},
		"sorts":[{"key":1}], "unknown":{"key":7,"value":"seven"}, "other":"{0190A5C27F3E7B1A8C4D1234567890AB}", "at":"2024-01-01T01:00:00+01:00" }`)
	if err != nil {
		t.Fatal(err)
	}
	hours, other := money.MustParse("12.50"), kind.MustID("0190a5c2-7f3e-7b1a-8c4d-1234567890ab")
	want := &checked{
		Name: "é😀", Count: 5, Hours: &hours, Sort: &option{2, "two"}, Sorts: []option{{1, "one"}},
		Unknown: &option{7, "seven"}, Other: &other, At: got.At,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.Hours.String() != "12.50" || !got.At.Equal(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("hours %v at %v", got.Hours, got.At)
	}
}
