package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// manyPeople is more than one statement asks for.
const manyPeople = 600

// crowd is a firm of many people in no order of age, each with two jobs.
type crowd struct {
	*queries
	firm   kind.ID
	people []kind.ID
}

func newCrowd(q *queries) *crowd {
	c := &crowd{queries: q}
	c.firm = create(q, q.firms, create(q, q.owners, kind.ID{}, owner{Name: "O"}), firm{Name: "F"})
	q.update(func(tx *store.Tx) error {
		for n := range manyPeople {
			p, err := q.people.Create(tx, c.firm, &person{Name: fmt.Sprint("p", n)})
			if err != nil {
				return err
			}
			c.people = append(c.people, p)
			for _, start := range []string{"2022-01-01", "2021-01-01"} {
				w := during(fmt.Sprint(n, " from ", start), start, "")
				if _, err := q.jobs.Create(tx, p, &w); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return c
}

// pagesOfBulk reads a long list page by page, and something else in between.
func pagesOfBulk(t *testing.T, q *queries) {
	c := newCrowd(q)
	for _, size := range []int{1, 7, manyPeople, manyPeople + 1} {
		var got []kind.ID
		q.view(func(tx *store.Tx) error {
			for after := (kind.ID{}); ; {
				n := len(got)
				err := tx.Page(q.people.Type, c.firm, after, size, func(s *store.Stamped) error {
					after, got = s.ID, append(got, s.ID)
					return nil
				})
				if err != nil || len(got) == n {
					return err
				}
				if _, err := tx.LastChange(); err != nil {
					return err
				}
				if size == 1 && len(got) == 20 {
					return nil
				}
			}
		})
		want := c.people
		if size == 1 {
			want = want[:20]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("in pages of %d: %s", size, diff)
		}
	}
}

// bulk reads what is asked for by many ids.
func bulk(t *testing.T, q *queries) {
	c := newCrowd(q)
	slices.Reverse(c.people)
	q.set("2024-06-15T10:00:00Z")
	q.update(func(tx *store.Tx) error {
		return q.people.Replace(tx, c.people[0], &person{Name: "changed"})
	})
	q.view(func(tx *store.Tx) error {
		found := map[kind.ID]string{}
		err := tx.Among(q.people.Type, append(c.people, id(77)), func(s *store.Stamped) error {
			found[s.ID] = kind.Text(s.Body, "name") + s.At.Format(" 02 15:04")
			return nil
		})
		if len(found) != manyPeople || found[c.people[0]] != "changed 15 10:00" || found[c.people[manyPeople-1]] != "p0 14 10:00" {
			t.Errorf("%d people are found, the first is %q", len(found), found[c.people[0]])
		}
		return err
	})
	q.view(func(tx *store.Tx) error {
		jobs := map[kind.ID][]string{}
		err := tx.UnderAll(q.jobs.Type, c.people, func(s *store.Stamped) error {
			jobs[s.Parent] = append(jobs[s.Parent], s.Starts.String())
			return nil
		})
		for p, starts := range jobs {
			if strings.Join(starts, ", ") != "2021-01-01, 2022-01-01" {
				t.Fatalf("the jobs of %v start on %q", p, starts)
			}
		}
		if len(jobs) != manyPeople {
			t.Errorf("%d people have jobs", len(jobs))
		}
		return err
	})
	q.view(func(tx *store.Tx) error {
		if err := tx.Among(q.people.Type, nil, func(*store.Stamped) error { panic("nobody was asked for") }); err != nil {
			return err
		}
		if err := tx.AsKnownAt(time.Now()).Among(q.people.Type, c.people, func(*store.Stamped) error { return nil }); err == nil {
			t.Error("the past is read in bulk")
		}
		return nil
	})
}

// logsInBulk tells what became of records.
func logsInBulk(t *testing.T, q *queries) {
	h := newHistory(q)
	h.view(func(tx *store.Tx) error {
		var got []string
		err := tx.LogOf(q.people.Type, []kind.ID{h.bob, h.ann}, func(c *store.Change) error {
			got = append(got, c.Verb+" "+kind.Text(c.Body, "name")+" "+kind.Text(c.Body, "city"))
			return nil
		})
		want := []string{"create Ann Assen", "replace Ann Breda", "delete Ann Breda", "create Bob Assen"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		return err
	})
}

// touched finds what was changed since a change or an instant.
func touched(t *testing.T, q *queries) {
	h := newHistory(q)
	at := func(text string) time.Time {
		instant, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return instant
	}
	names := map[kind.ID]string{h.ann: "Ann", h.bob: "Bob", h.firm: "F"}
	for _, test := range []struct {
		firm  kind.ID
		since store.Since
		want  string
	}{
		{h.firm, store.Since{}, "firm F, person Ann of F, person Ann of F, person Bob of F, person Ann of F"},
		{h.firm, store.Since{Number: 2}, "person Ann of F, person Ann of F, person Bob of F, person Ann of F"},
		{h.firm, store.Since{Number: 5}, "person Ann of F"},
		{h.firm, store.Since{Number: 6}, ""},
		{h.firm, store.Since{At: at("2024-01-03T12:00:00Z")}, "person Ann of F"},
		{h.firm, store.Since{At: at("2024-01-02T12:00:00.000001Z")}, "person Ann of F"},
		{h.firm, store.Since{At: at("2024-01-02T12:00:00Z")}, "person Ann of F, person Bob of F, person Ann of F"},
		{kind.ID{}, store.Since{}, "owner "},
		{kind.ID{}, store.Since{Number: 1}, ""},
	} {
		var got []string
		h.view(func(tx *store.Tx) error {
			return tx.Touched(test.firm, test.since, func(kindOf string, id, parent kind.ID) error {
				text := kindOf + " " + names[id]
				if names[parent] != "" {
					text += " of " + names[parent]
				}
				got = append(got, text)
				return nil
			})
		})
		if strings.Join(got, ", ") != test.want {
			t.Errorf("since %+v: %s, want %s", test.since, strings.Join(got, ", "), test.want)
		}
	}
}
