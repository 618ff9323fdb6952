package storetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/store"
)

// RunQueries tests what the store asks of an engine: filters, orders, views,
// conditions and the past give the same on every database. open gives an
// empty engine; the store closes it.
func RunQueries(t *testing.T, open func(testing.TB) store.Engine) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, *queries)
	}{
		{"filters", filters},
		{"filters that are refused", refusedFilters},
		{"filters as sifted", filtersAsSifted},
		{"orders", orders},
		{"pages", pages},
		{"find", finding},
		{"joins", joins},
		{"joins now", joinsNow},
		{"fields of joins", fieldsOfJoins},
		{"orders of joins", ordersOfJoins},
		{"conditions", conditions},
		{"has", having},
		{"reach", reaching},
		{"indexes", indexes},
		{"past rows", pastRows},
		{"past lists", pastLists},
		{"past joins", pastJoins},
		{"changes", changes},
		{"reading only", readingOnly},
		{"pages in bulk", pagesOfBulk},
		{"bulk", bulk},
		{"logs in bulk", logsInBulk},
		{"touched", touched},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, newQueries(t, open(t))) })
	}
}

// The kinds of the queries: firms of owners, with teams and people, who have
// jobs, and these pay and hours.
type (
	owner struct {
		ID   kind.ID `json:"id"`
		Name string  `json:"name"`
	}
	firm struct {
		ID   kind.ID `json:"id"`
		Name string  `json:"name"`
	}
	team struct {
		ID   kind.ID `json:"id"`
		Name string  `json:"name"`
	}
	person struct {
		ID    kind.ID       `json:"id"`
		Name  string        `json:"name"`
		City  *string       `json:"city"`
		Count int           `json:"count"`
		Big   *int64        `json:"big"`
		Rate  *money.Amount `json:"rate"`
		Yes   *bool         `json:"yes"`
		Day   *cal.Date     `json:"day"`
		At    *time.Time    `json:"at"`
		Ref   *kind.ID      `json:"ref"`
		Inner *inner        `json:"inner"`
	}
	inner struct {
		Key int     `json:"key"`
		Tag *string `json:"tagName"`
	}
	work struct {
		ID    kind.ID   `json:"id"`
		Name  string    `json:"name"`
		Start cal.Date  `json:"startDate"`
		End   *cal.Date `json:"endDate"`
	}
)

// queries is a store of one test.
type queries struct {
	*store.Store
	t     *testing.T
	clock *clock.Movable

	owners kind.Kind[owner]
	firms  kind.Kind[firm]
	teams  kind.Kind[team]
	people kind.Kind[person]
	jobs   kind.Kind[work]
	pays   kind.Kind[work]
	hours  kind.Kind[work]
}

type noCodes struct{}

func (noCodes) Lookup(string, string) (kind.Entry, bool) { return kind.Entry{}, false }
func (noCodes) Entries(string) ([]kind.Entry, bool)      { return nil, false }

func newQueries(t *testing.T, e store.Engine) *queries {
	q := &queries{t: t, clock: clock.NewMovable(store.Zone)}
	q.set("2024-06-14T10:00:00Z")
	q.Store = store.Open(e, q.clock, nil)
	t.Cleanup(func() { q.Close() }) // the engine may be closed once more
	q.owners = kind.Of[owner]("owner", "owners")
	q.firms = kind.Of[firm]("firm", "firms", kind.Under(q.owners.Type), kind.Tenant())
	q.teams = kind.Of[team]("team", "teams", kind.Under(q.firms.Type))
	q.people = kind.Of[person]("person", "people", kind.Under(q.firms.Type), kind.IndexedBy("count"), kind.IndexedBy("inner.key"))
	q.jobs = kind.Of[work]("job", "jobs", kind.Under(q.people.Type))
	q.pays = kind.Of[work]("pay", "pays", kind.Under(q.jobs.Type), kind.Chained(kind.LinkedChain))
	q.hours = kind.Of[work]("hours", "hours", kind.Under(q.jobs.Type))
	kind.NewCatalog(noCodes{}, q.owners.Type, q.firms.Type, q.teams.Type, q.people.Type, q.jobs.Type, q.pays.Type, q.hours.Type)
	return q
}

// set stops the record's clock at an instant.
func (q *queries) set(at string) time.Time {
	q.t.Helper()
	now, err := time.Parse(time.RFC3339, at)
	if err != nil {
		q.t.Fatal(err)
	}
	if err := q.clock.Set(now, clock.Fixed); err != nil {
		q.t.Fatal(err)
	}
	return now
}

func (q *queries) update(f func(*store.Tx) error) {
	q.t.Helper()
	if err := q.Update(ctx, store.Actor{Client: "c", User: id(99), Dialect: "d", Operation: "o"}, f); err != nil {
		q.t.Fatal(err)
	}
}

func (q *queries) view(f func(*store.Tx) error) {
	q.t.Helper()
	if err := q.View(ctx, f); err != nil {
		q.t.Fatal(err)
	}
}

// create adds a record.
func create[T any](q *queries, k kind.Kind[T], parent kind.ID, v T) (made kind.ID) {
	q.t.Helper()
	q.update(func(tx *store.Tx) (err error) {
		made, err = k.Create(tx, parent, &v)
		return err
	})
	return made
}

// during is work with a name from a day to another; "" is open.
func during(name, start, end string) work {
	w := work{Name: name, Start: cal.MustParse(start)}
	if end != "" {
		e := cal.MustParse(end)
		w.End = &e
	}
	return w
}

// list gives the bodies of a list.
func (q *queries) list(tx *store.Tx, query store.Query) []string {
	q.t.Helper()
	var bodies []string
	err := tx.List(query, func(body []byte) error {
		bodies = append(bodies, string(body))
		return nil
	})
	if err != nil {
		q.t.Errorf("list: %v", err)
	}
	return bodies
}

// names gives the texts at a path of a list now, and makes sure that counting
// it agrees.
func (q *queries) names(path string, query store.Query) string {
	q.t.Helper()
	var names []string
	q.view(func(tx *store.Tx) error {
		bodies := q.list(tx, query)
		for _, body := range bodies {
			names = append(names, kind.Text([]byte(body), path))
		}
		if query.Limit == 0 { // a page is asked for in another way
			page := query
			page.Limit = 1000
			if diff := cmp.Diff(bodies, q.list(tx, page)); diff != "" {
				q.t.Errorf("a page of all differs from all: %s", diff)
			}
		}
		all := query
		all.Offset, all.Limit = 0, 0
		n, err := tx.Count(all)
		if query.Limit == 0 && n != len(names) {
			err = fmt.Errorf("%d rows are listed and %d counted", len(names), n)
		}
		return err
	})
	return strings.Join(names, " ")
}

func (q *queries) filter(text string) store.Filter {
	q.t.Helper()
	f, err := store.ParseFilter(text)
	if err != nil {
		q.t.Fatalf("%s: %v", text, err)
	}
	return f
}

func (q *queries) order(text string) []store.Order {
	q.t.Helper()
	order, err := store.ParseOrder(text)
	if err != nil {
		q.t.Fatalf("%s: %v", text, err)
	}
	return order
}

func ptr[T any](v T) *T { return &v }
