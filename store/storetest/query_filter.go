package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/store"
)

// crowd puts five people in a firm, whose letter case, accents, quotes and
// nulls a filter must get right.
func (q *queries) crowd() (in kind.ID) {
	in = create(q, q.firms, create(q, q.owners, kind.ID{}, owner{Name: "O"}), firm{Name: "F"})
	day := func(text string) *cal.Date { return ptr(cal.MustParse(text)) }
	amount := func(text string) *money.Amount { return ptr(money.MustParse(text)) }
	for _, p := range []person{
		{
			Name: "ann", City: ptr("Amsterdam"), Count: 1, Big: ptr(int64(9007199254740993)), Rate: amount("1.50"), Yes: ptr(true), Day: day("2024-01-01"),
			At: ptr(time.Date(2024, 6, 14, 8, 0, 0, 0, time.UTC)), Ref: ptr(id(1)), Inner: &inner{Key: 4, Tag: ptr("Red")},
		},
		{Name: "BOB", Count: 2, Big: ptr(int64(9007199254740992)), Yes: ptr(false), Inner: &inner{Key: 5}},
		{Name: "Élan_O'Neil", City: ptr("'s-Hertogenbosch"), Count: 10, Rate: amount("10"), Day: day("2024-02-29"), Ref: ptr(id(2))},
		{Name: "élan_o'neil", City: ptr("AMSTERDAM 50% of_it"), Count: -3, Rate: amount("-0.5"), Day: day("1999-12-31"), At: ptr(time.Date(2024, 6, 14, 10, 0, 0, 0, store.Zone))},
		{Name: "eve", City: ptr(""), Count: 0, Rate: amount("0.00"), Yes: ptr(true), Day: day("2024-01-02"), At: ptr(time.Date(2024, 6, 13, 22, 0, 0, 0, time.UTC)), Inner: &inner{Key: 4, Tag: ptr(`back\slash "q"`)}},
	} {
		create(q, q.people, in, p)
	}
	return in
}

// filters: the numbers are those of the people of crowd.
func filters(t *testing.T, q *queries) {
	in := q.crowd()
	for filter, want := range map[string]string{
		`name eq 'ann'`:                     "1",
		`NAME EQ 'ANN'`:                     "1",
		`name eq 'bob'`:                     "2",
		`name eq 'Élan_O''Neil'`:            "3 4",
		`name eq 'élan_o''neil'`:            "3 4",
		`name eq 'elan_o''neil'`:            "",
		`name lk 'ÉLAN'`:                    "3 4",
		`name lk ''''`:                      "3 4",
		`name lk '_'`:                       "3 4",
		`name lk 'n'`:                       "1 3 4",
		`name lk ''`:                        "1 2 3 4 5",
		`name ne 'ann'`:                     "2 3 4 5",
		`name gt 'bob'`:                     "3 4 5",
		`name ge 'BOB'`:                     "2 3 4 5",
		`name lt 'Bob'`:                     "1",
		`name le 'bob'`:                     "1 2",
		`name gt 'z'`:                       "3 4", // by bytes: é comes after z
		`name eq null`:                      "",
		`name ne null`:                      "1 2 3 4 5",
		`name eq 'null'`:                    "",
		`city eq null`:                      "2",
		`city ne null`:                      "1 3 4 5",
		`city eq ''`:                        "5",
		`city ne 'amsterdam'`:               "2 3 4 5", // what has none differs
		`city lk '%'`:                       "4",
		`city lk 'dam 50% of_'`:             "4",
		`city eq '''s-hertogenBOSCH'`:       "3",
		`count eq 10`:                       "3",
		`count eq 10.00`:                    "3",
		`count eq 1e1`:                      "3",
		`count eq 1.5`:                      "",
		`count gt 2`:                        "3", // by value, not as text
		`count ge 2`:                        "2 3",
		`count lt 0`:                        "4",
		`count le -3`:                       "4",
		`count ne 0`:                        "1 2 3 4",
		`big eq 9007199254740993`:           "1",
		`big gt 9007199254740992`:           "1",
		`big ne 9007199254740993`:           "2 3 4 5",
		`big eq null`:                       "3 4 5",
		`rate eq 1.5`:                       "1",
		`rate eq 1.500`:                     "1",
		`rate eq 0`:                         "5",
		`rate eq -0`:                        "5",
		`rate lt 1.51 and rate gt 1.49`:     "1",
		`rate gt -1 and rate lt 0.01`:       "4 5",
		`rate ge 10`:                        "3",
		`rate ne 10`:                        "1 2 4 5",
		`yes eq true`:                       "1 5",
		`yes eq FALSE`:                      "2",
		`yes ne true`:                       "2 3 4",
		`yes eq null`:                       "3 4",
		`day eq '2024-02-29'`:               "3",
		`day eq 2024-02-29`:                 "3",
		`day gt '2024-01-01'`:               "3 5",
		`day ge '2024-01-01'`:               "1 3 5",
		`day lt '2024-01-01'`:               "4",
		`day le 1999-12-31`:                 "4",
		`day ne '2024-02-29'`:               "1 2 4 5",
		`day eq null`:                       "2",
		`at eq '2024-06-14T08:00:00Z'`:      "1 4", // ten o'clock in Amsterdam
		`at eq '2024-06-14t10:00:00+02:00'`: "1 4",
		`at eq '2024-06-14T10:00:00'`:       "1 4",
		`at eq '2024-06-14T10:00'`:          "1 4",
		`at eq '2024-06-14'`:                "5", // midnight in Amsterdam
		`at gt '2024-06-14'`:                "1 4",
		`at le 2024-06-14`:                  "5",
		`at eq null`:                        "2 3",
		`ref eq '018f0000-0000-0000-0000-000000000001'`: "1",
		`ref eq '{018F0000000000000000000000000001}'`:   "1",
		`ref ne '018f0000-0000-0000-0000-000000000001'`: "2 3 4 5",
		`inner.key eq 4`:                                  "1 5",
		`INNER.Key ne 4`:                                  "2 3 4",
		`inner.key eq null`:                               "3 4",
		`inner.tagname eq 'red'`:                          "1",
		`inner.TagName eq null`:                           "2 3 4",
		`inner.tagName lk '\slash "'`:                     "5",
		`name eq 'ann' or name eq 'bob'`:                  "1 2",
		`name eq 'ann' or name eq 'bob' and count eq 1`:   "1",
		`(name eq 'ann' or name eq 'bob') and count eq 2`: "2",
		`count gt 0 and (city eq null or rate gt 5)`:      "2 3",
	} {
		got := q.names("name", store.Query{View: store.Whole(q.people.Type), Parent: in, Filter: q.filter(filter)})
		if got != numbered(want) {
			t.Errorf("%s: got %s, want %s", filter, got, numbered(want))
		}
	}
}

// numbered turns the numbers of people of crowd into their names.
func numbered(numbers string) string {
	names := []string{"ann", "BOB", "Élan_O'Neil", "élan_o'neil", "eve"}
	var all []string
	for _, n := range strings.Fields(numbers) {
		all = append(all, names[n[0]-'1'])
	}
	return strings.Join(all, " ")
}

func refusedFilters(t *testing.T, q *queries) {
	for filter, want := range map[string]string{
		`nope eq 1`:        "there is no field nope",
		`inner eq null`:    "inner is an object",
		`count eq 'x'`:     "count is a whole number and can't be compared",
		`day eq '2024'`:    "day is a date and can't be compared",
		`count lk 1`:       "lk compares text only",
		`yes gt true`:      "eq and ne only",
		`count gt null`:    "eq and ne only",
		`inner.key.x eq 1`: "there is no field inner.key.x",
	} {
		q.view(func(tx *store.Tx) error {
			query := store.Query{View: store.Whole(q.people.Type), Filter: q.filter(filter)}
			_, count := tx.Count(query)
			list := tx.List(query, func([]byte) error { return nil })
			for _, err := range []error{count, list, tx.Understand(query)} {
				if !store.IsClientError(err) || !strings.Contains(err.Error(), want) {
					t.Errorf("%s: got %v, want %q", filter, err, want)
				}
			}
			return nil
		})
	}
	q.view(func(tx *store.Tx) error {
		err := tx.List(store.Query{View: store.Whole(q.people.Type), Order: q.order("name,nope")}, func([]byte) error { return nil })
		if !store.IsClientError(err) || !strings.Contains(err.Error(), "there is no field nope") {
			t.Errorf("order: %v", err)
		}
		return nil
	})
}

// filtersAsSifted: whatever is asked, the database finds and orders what Go
// does, row by row.
func filtersAsSifted(t *testing.T, q *queries) {
	in := q.crowd()
	whole := store.Query{View: store.Whole(q.people.Type), Parent: in}
	var bodies [][]byte
	q.view(func(tx *store.Tx) error {
		for _, body := range q.list(tx, whole) {
			bodies = append(bodies, []byte(body))
		}
		return nil
	})
	q.view(func(tx *store.Tx) error {
		rapid.Check(t, func(r *rapid.T) {
			query := whole
			query.Filter, query.Order = drawFilter(r, 3), drawOrder(r)
			query.Limit = rapid.SampledFrom([]int{0, 1000}).Draw(r, "limit")
			want, err := store.Sift(q.people.Type, query, slices.Clone(bodies))
			if err != nil {
				r.Fatal(err)
			}
			got := q.list(tx, query)
			if text := fmt.Sprintf("%s", want); fmt.Sprint(got) != text {
				r.Fatalf("the database has\n%s\nand Go\n%s", strings.Join(got, "\n"), text)
			}
		})
		return nil
	})
}

var drawn = map[string][]store.Value{
	"name":          {{Text: "ann"}, {Text: "BOB"}, {Text: "ÉLAN_o'neil"}, {Text: "n"}, {Text: ""}, {Text: "z"}},
	"CITY":          {{Text: "amsterdam"}, {Text: ""}, {Text: "%"}, {Kind: store.NullValue}},
	"count":         {{Kind: store.NumberValue, Text: "2"}, {Kind: store.NumberValue, Text: "-2.5"}, {Kind: store.NumberValue, Text: "1e1"}},
	"big":           {{Kind: store.NumberValue, Text: "9007199254740993"}, {Kind: store.NullValue}},
	"rate":          {{Kind: store.NumberValue, Text: "1.5"}, {Kind: store.NumberValue, Text: "0"}, {Kind: store.NullValue}},
	"yes":           {{Kind: store.BooleanValue, Text: "true"}, {Kind: store.BooleanValue, Text: "false"}, {Kind: store.NullValue}},
	"day":           {{Text: "2024-01-01"}, {Text: "2024-02-29"}, {Kind: store.NullValue}},
	"at":            {{Text: "2024-06-14T08:00:00Z"}, {Text: "2024-06-14"}, {Kind: store.NullValue}},
	"ref":           {{Text: "018f0000-0000-0000-0000-000000000001"}, {Text: "{018F0000000000000000000000000002}"}, {Kind: store.NullValue}},
	"inner.key":     {{Kind: store.NumberValue, Text: "4"}, {Kind: store.NullValue}},
	"Inner.tagName": {{Text: "RED"}, {Text: `\`}, {Kind: store.NullValue}},
}

var drawnFields = []string{"name", "CITY", "count", "big", "rate", "yes", "day", "at", "ref", "inner.key", "Inner.tagName"}

func drawFilter(r *rapid.T, depth int) store.Filter {
	if depth > 0 && rapid.IntRange(0, 2).Draw(r, "junction") > 0 {
		both := []store.Filter{drawFilter(r, depth-1), drawFilter(r, depth-1)}
		if rapid.Bool().Draw(r, "and") {
			return store.And(both)
		}
		return store.Or(both)
	}
	c := store.Comparison{Field: rapid.SampledFrom(drawnFields).Draw(r, "field")}
	c.Value = rapid.SampledFrom(drawn[c.Field]).Draw(r, "value")
	ops := []store.Op{store.Eq, store.Ne}
	if c.Value.Kind != store.NullValue && c.Field != "yes" {
		ops = append(ops, store.Gt, store.Ge, store.Lt, store.Le)
	}
	if c.Value.Kind != store.NullValue && slices.Contains([]string{"name", "CITY", "Inner.tagName"}, c.Field) {
		ops = append(ops, store.Lk)
	}
	c.Op = rapid.SampledFrom(ops).Draw(r, "op")
	return c
}

func drawOrder(r *rapid.T) []store.Order {
	return rapid.SliceOfN(rapid.Custom(func(r *rapid.T) store.Order {
		return store.Order{Field: rapid.SampledFrom(drawnFields).Draw(r, "by"), Descending: rapid.Bool().Draw(r, "down")}
	}), 0, 3).Draw(r, "order")
}

func orders(t *testing.T, q *queries) {
	in := q.crowd()
	for order, want := range map[string]string{
		"name":           "1 2 5 3 4",
		"-name":          "3 4 5 2 1", // of equals the older is first either way
		"-NAME,count":    "4 3 5 2 1",
		"city":           "2 5 3 1 4",
		"-city":          "4 1 3 5 2",
		"count":          "4 5 1 2 3",
		"rate":           "2 4 5 1 3",
		"-rate":          "3 1 5 4 2",
		"yes,-count":     "3 4 2 1 5",
		"-yes,count":     "5 1 2 4 3",
		"day":            "2 4 1 5 3",
		"at,-name":       "3 2 5 4 1",
		"inner.key":      "3 4 1 5 2",
		"-inner.key,day": "2 1 5 4 3",
		"big":            "3 4 5 2 1",
		"ref,-id":        "5 4 2 1 3",
		"-id":            "5 4 3 2 1",
	} {
		got := q.names("name", store.Query{View: store.Whole(q.people.Type), Parent: in, Order: q.order(order)})
		if got != numbered(want) {
			t.Errorf("%s: got %s, want %s", order, got, numbered(want))
		}
	}
}

func pages(t *testing.T, q *queries) {
	in := q.crowd()
	for _, test := range []struct {
		offset, limit int
		order, want   string
	}{
		{0, 2, "id", "1 2"}, {2, 2, "id", "3 4"}, {4, 2, "id", "5"}, {6, 2, "id", ""}, {1, 3, "-count", "2 1 5"}, {0, 0, "id", "1 2 3 4 5"},
	} {
		query := store.Query{View: store.Whole(q.people.Type), Parent: in, Order: q.order(test.order), Offset: test.offset, Limit: test.limit}
		if got := q.names("name", query); got != numbered(test.want) {
			t.Errorf("%d from %d by %s: got %s, want %s", test.limit, test.offset, test.order, got, numbered(test.want))
		}
	}
}

func finding(t *testing.T, q *queries) {
	in := q.crowd()
	q.view(func(tx *store.Tx) error {
		for _, test := range []struct{ path, value, want string }{
			{"name", "ÉLAN_O'NEIL", "3 4"},
			{"name", "nobody", ""},
			{"count", "10", "3"},
			{"inner.tagName", "red", "1"},
			{"inner.key", "4", "1 5"},
			{"day", "2024-02-29", "3"},
			{"ref", id(2).String(), "3"},
			{"yes", "true", "1 5"},
			{"rate", "1.5", "1"},
		} {
			rows, err := tx.Find(q.people.Type, in, test.path, test.value)
			if err != nil {
				t.Errorf("%s: %v", test.path, err)
			}
			var names []string
			for _, row := range rows {
				names = append(names, kind.Text(row.Body, "name"))
			}
			if got := strings.Join(names, " "); got != numbered(test.want) {
				t.Errorf("%s %s: got %s, want %s", test.path, test.value, got, numbered(test.want))
			}
		}
		if rows, err := tx.Find(q.people.Type, id(5), "name", "ann"); err != nil || len(rows) > 0 {
			t.Errorf("another firm's people are found: %v, %v", rows, err)
		}
		return nil
	})
}
