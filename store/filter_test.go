package store

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// thing has a field of every form that a filter can name.
type thing struct {
	ID    kind.ID       `json:"id"`
	Name  string        `json:"name"`
	City  *string       `json:"city"`
	Count int           `json:"count"`
	Rate  *money.Amount `json:"rate"`
	Yes   *bool         `json:"yes"`
	Day   *cal.Date     `json:"day"`
	At    *time.Time    `json:"at"`
	Inner *struct {
		Key int    `json:"key"`
		Ab  string `json:"aB"`
	} `json:"inner"`
	Tags []string `json:"tags"`
}

var things = kind.Of[thing]("thing", "things")

// compiled is the SQL of a filter and an order in the words of a database
// that there isn't.
func compiled(f Filter, order []Order) (string, []any, error) {
	b := &builder{q: Query{View: Whole(things.Type), Filter: f, Order: order}, syntax: Syntax{
		Field:    func(doc string, path []string, _ kind.Form) string { return doc + "/" + strings.Join(path, "/") },
		Contains: func(expr, param string) string { return expr + " contains " + param },
	}}
	text := ""
	if f != nil {
		text = b.filter(f, b.q.View.resolve)
	}
	if order != nil {
		text += b.order()
	}
	return text, b.args, b.err
}

// shown writes a filter in its own language, every junction in parentheses.
func shown(f Filter) string {
	junction := func(all []Filter, word string) string {
		parts := make([]string, len(all))
		for i, one := range all {
			parts[i] = shown(one)
		}
		return "(" + strings.Join(parts, " "+word+" ") + ")"
	}
	switch f := f.(type) {
	case And:
		return junction(f, "and")
	case Or:
		return junction(f, "or")
	}
	c := f.(Comparison)
	value := c.Value.Text
	switch c.Value.Kind {
	case TextValue:
		value = "'" + strings.ReplaceAll(value, "'", "''") + "'"
	case NullValue:
		value = "null"
	}
	return c.Field + " " + string(c.Op) + " " + value
}

func TestParseFilter(t *testing.T) {
	for text, want := range map[string]string{
		`city eq 'Redmond'`:                         `city eq 'Redmond'`,
		`price le 200 and price gt 3.5`:             `(price le 200 and price gt 3.5)`,
		`price le 3.5 or price gt 200`:              `(price le 3.5 or price gt 200)`,
		`enddate eq null`:                           `enddate eq null`,
		`enddate le '2017-01-01'`:                   `enddate le '2017-01-01'`,
		`enddate le 2017-01-01`:                     `enddate le '2017-01-01'`,
		`cancellationPeriodTimeUnit.key eq 4`:       `cancellationPeriodTimeUnit.key eq 4`,
		`a eq 1 or b eq 2 and c eq 3`:               `(a eq 1 or (b eq 2 and c eq 3))`,
		`a eq 1 and b eq 2 or c eq 3`:               `((a eq 1 and b eq 2) or c eq 3)`,
		`(a eq 1 or b eq 2) and c eq 3`:             `((a eq 1 or b eq 2) and c eq 3)`,
		`((((a eq 1))))`:                            `a eq 1`,
		"\t a\nEQ\r\n1  AND(b NE TRUE)Or c lk 'x' ": `((a eq 1 and b ne true) or c lk 'x')`,
		`a eq 'it''s'`:                              `a eq 'it''s'`,
		`a eq ''''`:                                 `a eq ''''`,
		`a eq ''`:                                   `a eq ''`,
		`a eq 'null'`:                               `a eq 'null'`,
		`a eq ' and b eq 1'`:                        `a eq ' and b eq 1'`,
		`a eq '('and b eq ')'`:                      `(a eq '(' and b eq ')')`,
		`and eq 1 and or eq 2`:                      `(and eq 1 and or eq 2)`, // fields may be called anything
		`a eq -1.50`:                                `a eq -1.50`,
		`a eq 1e3`:                                  `a eq 1e3`,
		`A_1.b2 GE False`:                           `A_1.b2 ge false`,
		`a eq '漢 é'`:                                `a eq '漢 é'`,
	} {
		f, err := ParseFilter(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, shown(f)); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

func TestParseFilterRefuses(t *testing.T) {
	terms := func(n int) string { return strings.Repeat("a eq 1 or ", n-1) + "a eq 1" }
	nested := func(n int) string { return strings.Repeat("(", n) + "a eq 1" + strings.Repeat(")", n) }
	for _, test := range []struct{ text, want string }{
		{``, `"" where a field should be`},
		{`a`, `"" after a; the operators are eq, ne, lk, gt, ge, lt and le`},
		{`a eq`, `ends where the value of a should be`},
		{`a is 1`, `"is" after a; the operators are`},
		{`a = 1`, `"=" after a; the operators are`},
		{`a 'eq' 1`, `"eq" after a`},
		{`a eq b`, `"b" where the value of a should be; text stands in single quotes`},
		{`a eq "b"`, `text stands in single quotes`},
		{`a eq 'b`, `a closing quote is missing`},
		{`a eq 'b''`, `a closing quote is missing`},
		{`'a' eq 1`, `"a" where a field should be`},
		{`a-b eq 1`, `"a-b" where a field should be`},
		{`a. eq 1`, `"a." where a field should be`},
		{`é eq 1`, `"é" where a field should be`},
		{`(a eq 1`, `a closing parenthesis is missing`},
		{`a eq 1)`, `goes on with ")"`},
		{`a eq 1 b eq 2`, `goes on with "b"`},
		{`a eq 1 'x'`, `goes on with "x"`},
		{`a eq 1 ''`, `goes on with ""`},
		{`a eq 1 and`, `"" where a field should be`},
		{`a eq 1 and and b eq 1`, `"b" after and; the operators are`},
		{`not a eq 1`, `"a" after not`},
		{`()`, `")" where a field should be`},
		{`a eq (1)`, `"(" where the value of a should be`},
		{`a eq 2017-02-30`, `"2017-02-30" where the value`},
		{`a eq 01`, `"01" where the value`},
		{`a eq 12345678901234567890`, `where the value of a should be`},
		{"a eq '\xff'", `isn't valid UTF-8`},
		{"a eq '\x00'", `isn't valid UTF-8`},
		{terms(MaxFilterTerms + 1), `more than 64 terms`},
		{nested(maxFilterDepth + 1), `nests more than 32 parentheses`},
		{nested(MaxFilterBytes), `longer than 4096 bytes`},
		{strings.Repeat("(", MaxFilterBytes), `nests more than 32`},
	} {
		_, err := ParseFilter(test.text)
		var q *QueryError
		if !errors.As(err, &q) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%.60q: got %v, want %q", test.text, err, test.want)
		}
	}
	for _, text := range []string{terms(MaxFilterTerms), nested(maxFilterDepth), "a eq '" + strings.Repeat("x", MaxFilterBytes-7) + "'"} {
		if _, err := ParseFilter(text); err != nil {
			t.Errorf("%.60q: %v", text, err)
		}
	}
}

func TestParseOrder(t *testing.T) {
	for text, want := range map[string]string{
		"companyName":                      "[{companyName false}]",
		"-companyName":                     "[{companyName true}]",
		"-companyName,address.houseNumber": "[{companyName true} {address.houseNumber false}]",
		" a , -b ":                         "[{a false} {b true}]",
	} {
		order, err := ParseOrder(text)
		if got := fmt.Sprint(order); err != nil || got != want {
			t.Errorf("%q: got %v, %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", ",", "a,", "-", "--a", "+a", "a b", "a desc", "a;b", "a..b", "'a'", "- a", "é", strings.Repeat("a,", 16) + "a", strings.Repeat("a", 5000)} {
		if order, err := ParseOrder(text); !IsClientError(err) {
			t.Errorf("%.60q: got %v, %v", text, order, err)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`nope eq 1`:                `there is no field nope`,
		`name.x eq 1`:              `there is no field name.x`,
		`inner eq null`:            `inner is an object; name one of its members`,
		`tags eq 'a'`:              `tags is an array`,
		`NAME eq 5`:                `name is a text and can't be compared with "5"`,
		`name eq true`:             `name is a text and can't be compared with "true"`,
		`count eq 'x'`:             `count is a whole number and can't be compared with "x"`,
		`rate eq true`:             `rate is a number and can't be compared with "true"`,
		`yes eq 'true'`:            `yes is a boolean and can't be compared with "true"`,
		`day eq '2024-13-01'`:      `day is a date and can't be compared with "2024-13-01"`,
		`day eq 2024`:              `day is a date and can't be compared with "2024"`,
		`at eq 'yesterday'`:        `at is a time and can't be compared with "yesterday"`,
		`id eq 'x'`:                `id is a UUID and can't be compared with "x"`,
		`count lk '1'`:             `count is a whole number and can't be compared with "1"`,
		`count lk 1`:               `count is a whole number; lk compares text only`,
		`day lk '2024-01-01'`:      `day is a date; lk compares text only`,
		`yes gt true`:              `yes is a boolean; it can be compared by eq and ne only`,
		`count gt null`:            `count can be compared with null by eq and ne only`,
		`name eq 'a' or nope eq 1`: `there is no field nope`,
	} {
		f, err := ParseFilter(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		_, _, err = compiled(f, nil)
		if !IsClientError(err) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", text, err, want)
		}
		// What isn't in the database is sifted by the same rules.
		for _, bodies := range [][][]byte{nil, {[]byte(`{"name":"a"}`)}} {
			if _, sifted := Sift(things.Type, Query{Filter: f}, bodies); sifted == nil || sifted.Error() != err.Error() {
				t.Errorf("%s: sifting %d says %v", text, len(bodies), sifted)
			}
		}
	}
}

var (
	placeholder = regexp.MustCompile(`\$\d+`)
	// ours is all that may stand in SQL beside placeholders.
	ours = regexp.MustCompile(`^(AND|OR|IS|NOT|NULL|contains|=|<>|>=?|<=?|p0\.doc/[A-Za-z/]+)?$`)
)

// FuzzFilter asks of every text: it is refused with a reason, or it is a
// filter that reads the same when it is written out, and compiles to SQL in
// which nothing of the values stands.
func FuzzFilter(f *testing.F) {
	for _, text := range []string{
		`name eq 'x'`, `(city lk 'a' or count ge -1.5e3) and yes ne true`, `inner.key eq null`, `day lt 2024-01-01 and at gt '2024-01-01T00:00:00Z'`,
		`id eq '{0190A5C2-7F3E-7B1A-8C4D-1234567890AB}'`, `INNER.AB lk ''''`, `a eq`, `'`, `((`, `rate eq 0.1`, `at eq '2024-01-01'`, "name eq '\x00'",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		filter, err := ParseFilter(text)
		if err != nil {
			if !IsClientError(err) || err.Error() == "" {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		again, err := ParseFilter(shown(filter))
		if err == nil && shown(again) != shown(filter) || err != nil && len(shown(filter)) <= MaxFilterBytes && !strings.Contains(err.Error(), "parentheses") {
			t.Fatalf("%q is %s, and then %v, %v", text, shown(filter), again, err)
		}
		sql, args, err := compiled(filter, nil)
		if err != nil {
			if !IsClientError(err) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if n := len(placeholder.FindAllString(sql, -1)); n != len(args) {
			t.Fatalf("%q: %d placeholders for %d arguments: %s", text, n, len(args), sql)
		}
		for word := range strings.FieldsFuncSeq(placeholder.ReplaceAllString(sql, ""), func(r rune) bool { return strings.ContainsRune(" ()", r) }) {
			if !ours.MatchString(word) {
				t.Fatalf("%q: %q stands in %s", text, word, sql)
			}
		}
		if _, err := Sift(things.Type, Query{Filter: filter}, [][]byte{[]byte(`{"name":"x","rate":1.5}`)}); err != nil {
			t.Fatalf("%q: sifting says %v", text, err)
		}
	})
}

func FuzzOrderBy(f *testing.F) {
	for _, text := range []string{"name", "-name,inner.aB", " COUNT , day", "tags", "inner", "-", ",", "a.b.c", "name;drop table record", strings.Repeat("-id,", 20)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		order, err := ParseOrder(text)
		if err != nil {
			if !IsClientError(err) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		words := make([]string, len(order))
		for i, o := range order {
			words[i] = o.Field
			if o.Descending {
				words[i] = "-" + o.Field
			}
		}
		if got, want := strings.Join(words, ","), strings.Join(strings.Fields(text), ""); got != want {
			t.Fatalf("%q became %q", text, got)
		}
		sql, args, err := compiled(nil, order)
		if err != nil && !IsClientError(err) || len(args) > 0 {
			t.Fatalf("%q: %v, %v", text, err, args)
		}
		if strings.ContainsAny(sql, `'";()`) {
			t.Fatalf("%q became %s", text, sql)
		}
	})
}

func BenchmarkFilterParse(b *testing.B) {
	const text = `(personalDetails.lastName lk 'jansen' or address.city eq 'Utrecht') and startDate ge '2024-01-01' and hours.perWeek lt 38.5`
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseFilter(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFilterCompile(b *testing.B) {
	f, err := ParseFilter(`(city lk 'utr' or inner.aB eq 'x') and day ge '2024-01-01' and rate lt 38.5`)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, args, err := compiled(f, nil); err != nil || len(args) != 4 {
			b.Fatal(strconv.Itoa(len(args)), err)
		}
	}
}
