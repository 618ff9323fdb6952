package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// country is what views are made of. Its clock shows 14 June 2024.
type country struct {
	*queries
	north, south           kind.ID // owners
	mill, bakery, shipyard kind.ID // firms: the first two are north's
	annsJob                kind.ID
}

func newCountry(q *queries) *country {
	c := &country{queries: q}
	c.north = create(q, q.owners, kind.ID{}, owner{Name: "North"})
	c.south = create(q, q.owners, kind.ID{}, owner{Name: "South"})
	c.mill = create(q, q.firms, c.north, firm{Name: "Mill"})
	c.bakery = create(q, q.firms, c.north, firm{Name: "Bakery"})
	c.shipyard = create(q, q.firms, c.south, firm{Name: "Shipyard"})
	create(q, q.teams, c.mill, team{Name: "Red"})

	ann := create(q, q.people, c.mill, person{Name: "Ann", Count: 3})
	create(q, q.jobs, ann, during("grinder", "2018-01-01", "2019-12-31"))
	c.annsJob = create(q, q.jobs, ann, during("miller", "2020-01-01", ""))
	create(q, q.pays, c.annsJob, during("low", "2020-01-01", ""))
	create(q, q.pays, c.annsJob, during("high", "2024-01-01", ""))
	create(q, q.hours, c.annsJob, during("full", "2020-01-01", ""))

	bob := create(q, q.people, c.mill, person{Name: "Bob", City: ptr("Breda"), Count: 1})
	bobsJob := create(q, q.jobs, bob, during("carrier", "2024-01-01", "2024-03-31"))
	create(q, q.pays, bobsJob, during("fair", "2024-01-01", ""))

	create(q, q.people, c.mill, person{Name: "Cee", Count: 2})
	dee := create(q, q.people, c.bakery, person{Name: "Dee"})
	create(q, q.jobs, dee, during("baker", "2021-01-01", ""))
	create(q, q.people, c.shipyard, person{Name: "Eve"})
	return c
}

func (c *country) expect(what string, query store.Query, want ...string) {
	c.t.Helper()
	c.view(func(tx *store.Tx) error {
		got := c.list(tx, query)
		if diff := cmp.Diff(want, got); diff != "" {
			c.t.Errorf("%s: %s", what, diff)
		}
		n, err := tx.Count(query)
		if n != len(want) {
			c.t.Errorf("%s: %d are counted, %d are there", what, n, len(want))
		}
		query.Order, query.Limit = c.order("name"), 1000
		ordered := c.list(tx, query)
		slices.Sort(ordered)
		slices.Sort(got)
		if diff := cmp.Diff(got, ordered); diff != "" {
			c.t.Errorf("%s, ordered: %s", what, diff)
		}
		return err
	})
}

var justName = []string{"name"}

// payView is pay with the job and the person it is of.
func (c *country) payView() *store.View {
	return &store.View{Parts: []store.Part{
		{Type: c.pays.Type, Only: justName},
		{Type: c.jobs.Type, Member: "job", Above: true, Only: []string{"name", "endDate"}},
		{Type: c.people.Type, Member: "person", Of: 1, Above: true, Only: []string{"name", "city"}},
	}}
}

func joins(t *testing.T, q *queries) {
	c := newCountry(q)
	c.expect("above", store.Query{View: c.payView(), Employer: c.mill},
		`{"name":"low","job":{"name":"miller","endDate":null},"person":{"name":"Ann","city":null}}`,
		`{"name":"high","job":{"name":"miller","endDate":null},"person":{"name":"Ann","city":null}}`,
		`{"name":"fair","job":{"name":"carrier","endDate":"2024-03-31"},"person":{"name":"Bob","city":"Breda"}}`)

	part := func(p store.Part) *store.View {
		return &store.View{Parts: []store.Part{{Type: q.pays.Type, Only: justName}, p}}
	}
	ofAnn := store.Query{View: part(store.Part{Type: q.jobs.Type, Member: "jobId", Above: true, IDOnly: true}), Parent: c.annsJob}
	c.expect("id only", ofAnn, `{"name":"low","jobId":"`+c.annsJob.String()+`"}`, `{"name":"high","jobId":"`+c.annsJob.String()+`"}`)
	c.expect("hidden", store.Query{View: part(store.Part{Type: q.jobs.Type, Member: "job", Above: true, Hidden: true}), Parent: c.annsJob},
		`{"name":"low"}`, `{"name":"high"}`)
	c.expect("beside", store.Query{View: part(store.Part{Type: q.hours.Type, Member: "hours", Beside: true, Only: justName}), Employer: c.mill},
		`{"name":"low","hours":{"name":"full"}}`, `{"name":"high","hours":{"name":"full"}}`)
	c.expect("beside, optional", store.Query{View: part(store.Part{Type: q.hours.Type, Member: "hours", Beside: true, Optional: true, Only: justName}), Employer: c.mill},
		`{"name":"low","hours":{"name":"full"}}`, `{"name":"high","hours":{"name":"full"}}`, `{"name":"fair","hours":null}`)

	except := &store.View{Parts: []store.Part{{Type: q.firms.Type, Except: []string{"id"}}}}
	c.expect("except", store.Query{View: except, Parent: c.north}, `{"name":"Mill"}`, `{"name":"Bakery"}`)
	c.expect("only", store.Query{View: store.Narrow(q.firms.Type, "name"), Parent: c.south}, `{"name":"Shipyard"}`)
}

// joinsNow: parts that are current follow the query's day, or else today.
func joinsNow(t *testing.T, q *queries) {
	c := newCountry(q)
	withJob := func(p store.Part) *store.View {
		p.Type, p.Current = q.jobs.Type, true
		return &store.View{Parts: []store.Part{{Type: q.people.Type, Only: []string{"name", "count"}}, p}}
	}
	job := withJob(store.Part{Member: "job", Optional: true, Only: justName})
	c.expect("today", store.Query{View: job, Parent: c.mill},
		`{"name":"Ann","count":3,"job":{"name":"miller"}}`, `{"name":"Bob","count":1,"job":null}`, `{"name":"Cee","count":2,"job":null}`)
	for day, want := range map[string]string{
		"2017-12-31": "", "2018-01-01": "grinder", "2019-12-31": "grinder", "2020-01-01": "miller", "2023-12-31": "miller",
		"2024-01-01": "miller carrier", "2024-03-31": "miller carrier", "2024-04-01": "miller",
	} {
		query := store.Query{View: withJob(store.Part{Member: "job"}), Parent: c.mill, On: cal.MustParse(day)}
		if got := c.names("job.name", query); got != want {
			t.Errorf("jobs on %s: %q, want %q", day, got, want)
		}
	}
	c.expect("at the top", store.Query{View: withJob(store.Part{Optional: true, Only: []string{"startDate"}}), Parent: c.mill},
		`{"name":"Ann","count":3,"startDate":"2020-01-01"}`, `{"name":"Bob","count":1}`, `{"name":"Cee","count":2}`)
	c.expect("the first part", store.Query{View: &store.View{Parts: []store.Part{{Type: q.jobs.Type, Current: true, Only: justName}}}},
		`{"name":"miller"}`, `{"name":"baker"}`)
}

func fieldsOfJoins(t *testing.T, q *queries) {
	c := newCountry(q)
	withID := c.payView()
	withID.Parts = append(withID.Parts, store.Part{Type: q.jobs.Type, Member: "jobId", Above: true, IDOnly: true}, store.Part{Type: q.jobs.Type, Member: "secret", Above: true, Hidden: true})
	for filter, want := range map[string]string{
		`job.name eq 'miller'`:                           "low high",
		`JOB.Name eq 'MILLER' and name eq 'low'`:         "low",
		`person.city eq null`:                            "low high",
		`person.city eq 'breda' or name lk 'ow'`:         "low fair",
		`job.endDate le '2024-12-31'`:                    "fair",
		`jobId eq '` + c.annsJob.String() + `'`:          "low high",
		`JobID ne '` + c.annsJob.String() + `'`:          "fair",
		`person.name eq 'ann' and job.endDate ne null`:   "",
		`(person.name eq 'ann' or person.name eq 'BOB')`: "low high fair",
	} {
		if got := c.names("name", store.Query{View: withID, Employer: c.mill, Filter: c.filter(filter)}); got != want {
			t.Errorf("%s: got %q, want %q", filter, got, want)
		}
	}
	for _, filter := range []string{`startDate eq null`, `person.count eq 1`, `secret.name eq 'x'`, `job eq null`, `person.job.name eq null`, `job.startDate eq null`} {
		c.view(func(tx *store.Tx) error {
			if err := tx.Understand(store.Query{View: withID, Filter: c.filter(filter)}); !store.IsClientError(err) {
				t.Errorf("%s asks for what isn't shown: %v", filter, err)
			}
			return nil
		})
	}
	optional := &store.View{Parts: []store.Part{{Type: q.people.Type}, {Type: q.jobs.Type, Member: "job", Optional: true, Current: true}}}
	for filter, want := range map[string]string{`job.name eq null`: "Bob Cee", `job.name ne 'x'`: "Ann Bob Cee", `job.name lk 'l'`: "Ann"} {
		if got := c.names("name", store.Query{View: optional, Parent: c.mill, Filter: c.filter(filter)}); got != want {
			t.Errorf("%s: got %q, want %q", filter, got, want)
		}
	}
}

func ordersOfJoins(t *testing.T, q *queries) {
	c := newCountry(q)
	for order, want := range map[string]string{
		"-person.name":      "fair low high",
		"person.name,-name": "low high fair",
		"person.city":       "low high fair",
		"-job.name,name":    "high low fair",
		"job.endDate":       "low high fair",
		"":                  "low high fair",
	} {
		query := store.Query{View: c.payView(), Employer: c.mill}
		if order != "" {
			query.Order = c.order(order)
		}
		if got := c.names("name", query); got != want {
			t.Errorf("%s: got %q, want %q", order, got, want)
		}
	}
	optional := &store.View{Parts: []store.Part{{Type: q.people.Type}, {Type: q.jobs.Type, Member: "job", Optional: true, Current: true}}}
	for order, want := range map[string]string{"job.name,-count": "Cee Bob Ann", "-job.startDate,count": "Ann Bob Cee"} {
		if got := c.names("name", store.Query{View: optional, Parent: c.mill, Order: c.order(order)}); got != want {
			t.Errorf("%s: got %q, want %q", order, got, want)
		}
	}
	// Without an order, what stands under a record comes by its start.
	create(q, q.hours, c.annsJob, during("earlier", "2019-01-01", "2019-12-31"))
	if got := c.names("name", store.Query{View: store.Whole(q.hours.Type), Parent: c.annsJob}); got != "earlier full" {
		t.Errorf("hours come as %s", got)
	}
}

func conditions(t *testing.T, q *queries) {
	c := newCountry(q)
	valid := func(from, to string) store.Valid {
		var v store.Valid
		if from != "" {
			v.From = cal.MustParse(from)
		}
		if to != "" {
			v.To = cal.MustParse(to)
		}
		return v
	}
	match := func(text string) store.Match { return store.Match{Filter: c.filter(text)} }
	for _, test := range []struct {
		where []store.Condition
		want  string
	}{
		{nil, "grinder miller carrier baker"},
		{[]store.Condition{match(`name lk 'r'`), match(`name lk 'mill'`)}, "miller"},
		{[]store.Condition{match(`id ne null and name ne 'baker'`)}, "grinder miller carrier"}, // also what a row doesn't show
		{[]store.Condition{valid("2024-04-01", "")}, "miller baker"},
		{[]store.Condition{valid("2024-03-31", "")}, "miller carrier baker"},
		{[]store.Condition{valid("", "2019-12-31")}, "grinder"},
		{[]store.Condition{valid("2019-12-31", "2020-01-01")}, "grinder miller"},
		{[]store.Condition{valid("", "")}, "grinder miller carrier baker"},
		{[]store.Condition{store.AnyOf{match(`name eq 'baker'`), valid("", "2019-01-01")}}, "grinder baker"},
		{[]store.Condition{store.AnyOf{match(`name eq 'baker'`), store.AnyOf{match(`name eq 'miller'`)}}, valid("2020-01-01", "2020-01-01")}, "miller"},
		{[]store.Condition{store.AnyOf{}}, ""}, // none of nothing holds
	} {
		query := store.Query{View: store.Narrow(q.jobs.Type, "name"), Where: test.where, Order: c.order("name")}
		query.Order = nil
		if got := c.names("name", query); got != test.want {
			t.Errorf("%+v: got %q, want %q", test.where, got, test.want)
		}
	}
	c.view(func(tx *store.Tx) error {
		row, err := tx.Row(q.jobs.Type, c.annsJob)
		if err != nil {
			return err
		}
		for text, want := range map[string]bool{`name eq 'miller'`: true, `name eq 'baker'`: false} {
			if held, err := tx.Holds(row, []store.Condition{match(text)}); err != nil || held != want {
				t.Errorf("%s holds: %v, %v", text, held, err)
			}
		}
		return nil
	})
}

func having(t *testing.T, q *queries) {
	c := newCountry(q)
	match := func(text string) store.Condition { return store.Match{Filter: c.filter(text)} }
	miller := store.Has{Type: q.jobs.Type, Where: []store.Condition{match(`name eq 'miller'`)}}
	high := store.Has{Type: q.jobs.Type, Where: []store.Condition{store.Has{Type: q.pays.Type, Where: []store.Condition{match(`name eq 'high'`)}}}}
	for _, test := range []struct {
		on    string
		where store.Condition
		want  string
	}{
		{"2024-06-14", store.Has{Type: q.jobs.Type}, "Ann Dee"},
		{"2024-03-31", store.Has{Type: q.jobs.Type}, "Ann Bob Dee"},
		{"2019-12-31", miller, ""},
		{"2020-01-01", miller, "Ann"},
		{"2023-12-31", high, ""},
		{"2024-01-01", high, "Ann"},
		{"2019-12-31", store.Has{Type: q.jobs.Type, AnyDay: true}, "Ann Bob Dee"},
		{"2019-12-31", store.Has{Type: q.jobs.Type, AnyDay: true, Where: []store.Condition{
			store.Valid{From: cal.MustParse("2024-03-31"), To: cal.MustParse("2024-03-31")}, match(`name eq 'miller'`),
		}}, "Ann"},
		{"2024-06-14", store.AnyOf{high, match(`name eq 'Cee'`)}, "Ann Cee"},
	} {
		query := store.Query{View: store.Whole(q.people.Type), Where: []store.Condition{test.where}, On: cal.MustParse(test.on)}
		if got := c.names("name", query); got != test.want {
			t.Errorf("on %s %+v: got %q, want %q", test.on, test.where, got, test.want)
		}
	}
}

// indexes change how long a list takes and nothing else. They may be asked for
// again, and take up what is written after them.
func indexes(t *testing.T, q *queries) {
	owner := create(q, q.owners, kind.ID{}, owner{Name: "North"})
	mill := create(q, q.firms, owner, firm{Name: "Mill"})
	other := create(q, q.firms, owner, firm{Name: "Bakery"})
	people := func(from int) {
		for i := range 4 {
			n := from + i*7%4
			create(q, q.people, mill, person{Name: fmt.Sprint("m", n), Count: n, Inner: &inner{Key: -n}})
			create(q, q.people, other, person{Name: fmt.Sprint("b", n), Count: n})
		}
	}
	page := func(filter, order string) string {
		return q.names("name", store.Query{View: store.Whole(q.people.Type), Employer: mill, Filter: q.filter(filter), Order: q.order(order), Limit: 3})
	}
	people(10)
	for round, want := range []string{"m11 m12 m13", "m11 m12 m13"} {
		if got := page("count gt 10", "count"); got != want {
			t.Errorf("round %d: got %q, want %q", round, got, want)
		}
		if err := q.Index(ctx, []*kind.Type{q.people.Type, q.jobs.Type}); err != nil {
			t.Fatal(err)
		}
	}
	people(20)
	for _, c := range []struct{ filter, order, want string }{
		{"count gt 12", "count", "m13 m20 m21"},
		{"count gt 12", "-count", "m23 m22 m21"},
		{"inner.key lt -12", "inner.key", "m23 m22 m21"},
	} {
		if got := page(c.filter, c.order); got != c.want {
			t.Errorf("%s by %s: got %q, want %q", c.filter, c.order, got, c.want)
		}
	}
}

func reaching(t *testing.T, q *queries) {
	c := newCountry(q)
	for _, test := range []struct {
		reach store.Reach
		of    *kind.Type
		want  string
	}{
		{store.Reach{}, q.owners.Type, ""},
		{store.Reach{}, q.firms.Type, ""},
		{store.Reach{}, q.people.Type, ""},
		{store.Reach{Providers: []kind.ID{c.north}}, q.owners.Type, "North"},
		{store.Reach{Providers: []kind.ID{c.north}}, q.firms.Type, "Mill Bakery"},
		{store.Reach{Providers: []kind.ID{c.north}}, q.people.Type, "Ann Bob Cee Dee"},
		{store.Reach{Providers: []kind.ID{c.north}}, q.jobs.Type, "grinder miller carrier baker"},
		{store.Reach{Employers: []kind.ID{c.mill}}, q.owners.Type, ""},
		{store.Reach{Employers: []kind.ID{c.mill}}, q.firms.Type, "Mill"},
		{store.Reach{Employers: []kind.ID{c.mill}}, q.teams.Type, "Red"},
		{store.Reach{Employers: []kind.ID{c.mill}}, q.pays.Type, "low high fair"},
		{store.Reach{Providers: []kind.ID{c.south}, Employers: []kind.ID{c.bakery}}, q.firms.Type, "Bakery Shipyard"},
		{store.Reach{Providers: []kind.ID{c.south}, Employers: []kind.ID{c.bakery}}, q.people.Type, "Dee Eve"},
		{store.Reach{Providers: []kind.ID{c.north, c.south}, Employers: []kind.ID{c.mill, c.bakery}}, q.firms.Type, "Mill Bakery Shipyard"},
	} {
		reach := test.reach
		if got := c.names("name", store.Query{View: store.Whole(test.of), Reach: &reach}); got != test.want {
			t.Errorf("%s in reach of %v: got %q, want %q", test.of.Name, test.reach, got, test.want)
		}
	}
	if n := strings.Count(fmt.Sprint(c.names("name", store.Query{View: store.Whole(q.people.Type)})), " "); n != 4 {
		t.Errorf("without a reach %d people are seen", n+1)
	}
}
