package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// history is a firm in which Ann came on the 1st, moved on the 2nd when Bob
// came too, and left on the 3rd.
type history struct {
	*queries
	firm, ann, bob kind.ID
}

func newHistory(q *queries) *history {
	h := &history{queries: q}
	q.set("2024-01-01T12:00:00Z")
	h.firm = create(q, q.firms, create(q, q.owners, kind.ID{}, owner{Name: "O"}), firm{Name: "F"})
	h.ann = create(q, q.people, h.firm, person{Name: "Ann", City: ptr("Assen"), Count: 1})
	q.set("2024-01-02T12:00:00Z")
	h.change(func(tx *store.Tx) error {
		return q.people.Replace(tx, h.ann, &person{Name: "Ann", City: ptr("Breda"), Count: 2})
	})
	h.bob = create(q, q.people, h.firm, person{Name: "Bob", City: ptr("Assen"), Count: 1})
	q.set("2024-01-03T12:00:00Z")
	h.change(func(tx *store.Tx) error { return q.people.Delete(tx, h.ann) })
	q.set("2024-01-04T12:00:00Z")
	return h
}

func (h *history) change(f func(*store.Tx) error) {
	h.t.Helper()
	h.update(f)
}

// moments are instants of the history, with who is there: a name, a city.
var moments = map[string]string{
	"2024-01-01T11:59:59.999999Z": "",
	"2024-01-01T12:00:00Z":        "Ann Assen",
	"2024-01-02T11:59:59.999999Z": "Ann Assen",
	"2024-01-02T12:00:00Z":        "Ann Breda, Bob Assen",
	"2024-01-03T11:59:59Z":        "Ann Breda, Bob Assen",
	"2024-01-03T12:00:00Z":        "Bob Assen",
	"2030-01-01T00:00:00Z":        "Bob Assen",
}

// each shows every moment.
func (h *history) each(f func(tx *store.Tx, at, want string)) {
	h.t.Helper()
	h.view(func(now *store.Tx) error {
		for at, want := range moments {
			instant, err := time.Parse(time.RFC3339Nano, at)
			if err != nil {
				return err
			}
			tx := now.AsKnownAt(instant)
			if known, ok := tx.KnownAt(); !ok || !known.Equal(instant) {
				h.t.Errorf("it looks back to %v, %v", known, ok)
			}
			f(tx, at, want)
		}
		return nil
	})
}

func who(bodies ...string) string {
	var all []string
	for _, body := range bodies {
		all = append(all, kind.Text([]byte(body), "name")+" "+kind.Text([]byte(body), "city"))
	}
	return strings.Join(all, ", ")
}

func whoRows(rows []*kind.Row) string {
	var bodies []string
	for _, row := range rows {
		bodies = append(bodies, string(row.Body))
	}
	return who(bodies...)
}

func pastRows(t *testing.T, q *queries) {
	h := newHistory(q)
	h.each(func(tx *store.Tx, at, want string) {
		var found []*kind.Row
		for _, person := range []kind.ID{h.ann, h.bob} {
			row, err := tx.Row(q.people.Type, person)
			if err == nil {
				found = append(found, row)
			} else if !errors.Is(err, kind.ErrNotFound) {
				t.Errorf("%s: %v", at, err)
			}
		}
		if got := whoRows(found); got != want {
			t.Errorf("rows at %s: %q, want %q", at, got, want)
		}
		children, err := tx.Children(q.people.Type, h.firm)
		if got := whoRows(children); err != nil || got != want {
			t.Errorf("children at %s: %q, %v, want %q", at, got, err, want)
		}
		rows, err := tx.Find(q.people.Type, h.firm, "city", "BREDA")
		if got := whoRows(rows); err != nil || (got == "Ann Breda") != strings.Contains(want, "Breda") {
			t.Errorf("found at %s: %q, %v", at, got, err)
		}
	})
	q.view(func(tx *store.Tx) error {
		now, err := tx.Children(q.people.Type, h.firm)
		if len(now) != 1 || now[0].Parent != h.firm || now[0].Employer != h.firm {
			t.Errorf("now there are %+v", now)
		}
		if known, ok := tx.KnownAt(); ok {
			t.Errorf("now looks back to %v", known)
		}
		return err
	})
}

func pastLists(t *testing.T, q *queries) {
	h := newHistory(q)
	h.each(func(tx *store.Tx, at, want string) {
		query := store.Query{View: store.Whole(q.people.Type), Parent: h.firm, Order: q.order("name")}
		if got := who(q.list(tx, query)...); got != want {
			t.Errorf("list at %s: %q, want %q", at, got, want)
		}
		n, err := tx.Count(query)
		if people := len(strings.FieldsFunc(want, func(r rune) bool { return r == ',' })); err != nil || n != people {
			t.Errorf("count at %s: %d, %v, want %d", at, n, err, people)
		}
		query.Filter, query.Order = q.filter(`city eq 'assen'`), nil
		for _, one := range q.list(tx, query) {
			if !strings.HasSuffix(who(one), "Assen") {
				t.Errorf("at %s the filter lets through %s", at, one)
			}
		}
		query.Filter = nil
		query.Where = []store.Condition{store.Match{Filter: q.filter(`count eq 2`)}}
		if got := who(q.list(tx, query)...); (got == "Ann Breda") != strings.Contains(want, "Breda") {
			t.Errorf("at %s the condition lets through %q", at, got)
		}
	})
}

// pastJoins: parts, their validity, conditions and reach are all of then.
func pastJoins(t *testing.T, q *queries) {
	h := newHistory(q)
	q.set("2024-02-01T12:00:00Z")
	job := create(q, q.jobs, h.bob, during("baker", "2024-01-01", ""))
	create(q, q.pays, job, during("low", "2024-01-01", ""))
	q.set("2024-03-01T12:00:00Z")
	create(q, q.pays, job, during("high", "2024-03-01", "")) // ends low
	q.set("2024-04-01T12:00:00Z")
	q.update(func(tx *store.Tx) error { return q.people.Replace(tx, h.bob, &person{Name: "Bo"}) })

	view := &store.View{Parts: []store.Part{
		{Type: q.pays.Type, Current: true, Only: []string{"name", "endDate"}},
		{Type: q.jobs.Type, Member: "jobId", Above: true, IDOnly: true},
		{Type: q.people.Type, Member: "person", Of: 1, Above: true, Only: justName},
	}}
	row := func(name, end, person string) string {
		return fmt.Sprintf(`{"name":%q,"endDate":%s,"jobId":%q,"person":{"name":%q}}`, name, end, job, person)
	}
	query := store.Query{
		View: view, Employer: h.firm, On: cal.MustParse("2024-05-05"), Order: q.order("-person.name,name"), Filter: q.filter(`person.name lk 'b'`),
		Where: []store.Condition{store.Valid{From: cal.MustParse("2024-04-04")}}, Reach: &store.Reach{Employers: []kind.ID{h.firm}},
	}
	for at, want := range map[string][]string{
		"2024-01-15T00:00:00Z": nil,
		"2024-02-15T00:00:00Z": {row("low", "null", "Bob")},
		"2024-03-15T00:00:00Z": {row("high", "null", "Bob")},
		"2024-04-15T00:00:00Z": {row("high", "null", "Bo")},
	} {
		q.view(func(tx *store.Tx) error {
			instant, err := time.Parse(time.RFC3339, at)
			if diff := cmp.Diff(want, q.list(tx.AsKnownAt(instant), query)); diff != "" {
				t.Errorf("at %s: %s", at, diff)
			}
			return err
		})
	}
	early := query
	early.On, early.Where = cal.MustParse("2024-02-20"), nil
	q.view(func(tx *store.Tx) error {
		if diff := cmp.Diff([]string{row("low", `"2024-02-29"`, "Bo")}, q.list(tx, early)); diff != "" {
			t.Errorf("in February as known now: %s", diff)
		}
		return nil
	})
}

func changes(t *testing.T, q *queries) {
	h := newHistory(q)
	q.view(func(tx *store.Tx) error {
		var all []*store.Change
		var lines []string
		err := tx.Changes(h.firm, instantOf("2024-01-01T12:00:00Z"), instantOf("2024-01-03T12:00:00Z"), func(c *store.Change) error {
			all = append(all, c)
			lines = append(lines, c.At.Format("02")+" "+c.Verb+" "+c.Kind+" "+who(string(c.Body)))
			return nil
		})
		if err != nil {
			return err
		}
		want := []string{"01 create firm F ", "01 create person Ann Assen", "02 replace person Ann Breda", "02 create person Bob Assen"}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Fatal(diff)
		}
		moved := all[2]
		if moved.By != (store.Actor{Client: "c", User: id(99), Dialect: "d", Operation: "o"}) || moved.ID != h.ann || moved.Parent != h.firm || moved.Employer != h.firm {
			t.Errorf("the change is %+v", moved)
		}
		before, err := tx.Before(moved)
		if err != nil || before == nil || before.Number != all[1].Number {
			t.Errorf("before it was %+v, %v", before, err)
		}
		if first, err := tx.Before(all[1]); first != nil || err != nil {
			t.Errorf("before the first was %+v, %v", first, err)
		}
		return h.lastChanges(tx, moved)
	})
}

func instantOf(text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return at
}

// lastChanges: a change is one of its record only, a removal is the last.
func (h *history) lastChanges(tx *store.Tx, moved *store.Change) error {
	then, err := tx.At(h.people.Type, h.ann, moved.Number)
	if err != nil || who(string(then.Body)) != "Ann Breda" {
		h.t.Errorf("at change %d: %+v, %v", moved.Number, then, err)
	}
	if _, err := tx.At(h.people.Type, h.bob, moved.Number); !errors.Is(err, kind.ErrNotFound) {
		h.t.Errorf("Ann's change is one of Bob's: %v", err)
	}
	if _, err := tx.At(h.teams.Type, h.ann, moved.Number); !errors.Is(err, kind.ErrNotFound) {
		h.t.Errorf("a person's change is one of a team's: %v", err)
	}
	last, err := tx.LastChange()
	if err != nil {
		return err
	}
	gone, err := tx.At(h.people.Type, h.ann, last)
	if err != nil || gone.Verb != "delete" || who(string(gone.Body)) != "Ann Breda" {
		h.t.Errorf("the last change is %+v, %v", gone, err)
	}
	numbers := map[kind.ID]int64{}
	err = tx.Numbers(store.Query{View: store.Whole(h.people.Type), Parent: h.firm}, func(person kind.ID, change int64) error {
		numbers[person] = change
		return nil
	})
	row, rowErr := tx.Row(h.people.Type, h.bob)
	if rowErr != nil || len(numbers) != 1 || numbers[h.bob] != row.Change {
		h.t.Errorf("numbers are %v, Bob's row says %+v, %v", numbers, row, rowErr)
	}
	return err
}

// readingOnly: neither a view nor the past can be written to.
func readingOnly(t *testing.T, q *queries) {
	h := newHistory(q)
	try := func(tx *store.Tx, what string) {
		if _, err := q.people.Create(tx, h.firm, &person{Name: "X"}); err == nil {
			t.Errorf("%s takes a new record", what)
		}
		if err := q.people.Replace(tx, h.bob, &person{Name: "X"}); err == nil {
			t.Errorf("%s takes a replacement", what)
		}
		if err := q.people.Delete(tx, h.bob); err == nil {
			t.Errorf("%s takes a removal", what)
		}
	}
	q.view(func(tx *store.Tx) error {
		try(tx, "a view")
		return nil
	})
	q.update(func(tx *store.Tx) error {
		try(tx.AsKnownAt(instantOf("2024-01-02T13:00:00Z")), "the past")
		return nil
	})
	if got := q.names("name", store.Query{View: store.Whole(q.people.Type), Parent: h.firm}); got != "Bob" {
		t.Errorf("there are %s", got)
	}
}
