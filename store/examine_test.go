package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
)

type ward struct {
	ID   kind.ID `json:"id" is:"readonly"`
	Name string  `json:"name"`
}

type post struct {
	ID        kind.ID   `json:"id" is:"readonly"`
	StartDate cal.Date  `json:"startDate"`
	EndDate   *cal.Date `json:"endDate" is:"readonly"`
}

type shift struct {
	ID        kind.ID   `json:"id" is:"readonly"`
	Team      string    `json:"team"`
	StartDate cal.Date  `json:"startDate"`
	EndDate   *cal.Date `json:"endDate"`
}

type nurse struct {
	ID   kind.ID `json:"id" is:"readonly"`
	Post postRef `json:"post" is:"ref=post"`
}

type postRef struct {
	ID kind.ID `json:"id"`
}

type noCodes struct{}

func (noCodes) Lookup(string, string) (kind.Entry, bool) { return kind.Entry{}, false }
func (noCodes) Entries(string) ([]kind.Entry, bool)      { return nil, false }

// hospital is a store with a ward, two posts in a linked chain, two shifts at
// once in the broken chains of two teams, and a nurse at the second post.
func hospital(t *testing.T) (s *store.Store, types []*kind.Type, ids map[string]kind.ID) {
	t.Helper()
	engine, err := sqlite.OpenMemory(t.Name())
	if err != nil {
		t.Fatal(err)
	}
	s = store.Open(engine, clock.System(), nil)
	t.Cleanup(func() { s.Close() })
	wards := kind.Of[ward]("ward", "wards", kind.Tenant())
	posts := kind.Of[post]("post", "posts", kind.Under(wards.Type), kind.Chained(kind.LinkedChain))
	shifts := kind.Of[shift]("shift", "shifts", kind.Under(wards.Type), kind.Chained(kind.BrokenChain, "team"))
	nurses := kind.Of[nurse]("nurse", "nurses", kind.Under(wards.Type))
	types = []*kind.Type{wards.Type, posts.Type, shifts.Type, nurses.Type}
	kind.NewCatalog(noCodes{}, types...)
	ids = map[string]kind.ID{}
	err = s.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
		keep := func(name string, id kind.ID, err error) kind.ID {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			ids[name] = id
			return id
		}
		id, err := wards.Create(tx, kind.ID{}, &ward{Name: "A"})
		a := keep("ward", id, err)
		for _, name := range []string{"2023-01-01", "2024-01-01"} {
			id, err := posts.Create(tx, a, &post{StartDate: cal.MustParse(name)})
			keep(name, id, err)
		}
		for _, team := range []string{"day", "night"} {
			id, err := shifts.Create(tx, a, &shift{Team: team, StartDate: cal.MustParse("2024-01-01")})
			keep(team, id, err)
		}
		id, err = nurses.Create(tx, a, &nurse{Post: postRef{ids["2024-01-01"]}})
		keep("nurse", id, err)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, types, ids
}

func TestFaults(t *testing.T) {
	for what, c := range map[string]struct {
		damage []string // $1 is the id of the record named
		record string
		want   []string // what the lines found hold, in order
	}{
		"sound":        {},
		"removed":      {[]string{`DELETE FROM record WHERE id = $1`}, "day", []string{"shift %: the change log has it"}},
		"parent gone":  {[]string{`DELETE FROM record WHERE id = $1`}, "ward", []string{"ward %: the change log has it", "its ward is missing", "its ward is missing", "its ward is missing", "its ward is missing", "its ward is missing"}},
		"post gone":    {[]string{`DELETE FROM record WHERE id = $1`}, "2024-01-01", []string{"post %: the change log has it", "post refers to post %, which isn't there"}},
		"body changed": {[]string{`UPDATE record SET body = '{}' WHERE id = $1`}, "ward", []string{"ward %: the change log says otherwise"}},
		"older":        {[]string{`UPDATE record SET change = change - 1 WHERE id = $1`}, "night", []string{"shift %: the change log says otherwise", "shift %: the change log has it"}},
		"gap":          {[]string{`UPDATE record SET starts = '2024-02-01' WHERE id = $1`}, "2024-01-01", []string{"there are days between"}},
		"no start":     {[]string{`UPDATE record SET starts = NULL WHERE id = $1`}, "day", []string{"the period has no start"}},
		"overlap": {[]string{
			`INSERT INTO change SELECT number + 9, at, kind, $1, parent, employer, verb, body, client, user_id, dialect, operation FROM change WHERE body LIKE '%"day"%'`,
			`INSERT INTO record (id, kind, parent, employer, starts, ends, change, body) SELECT $1, kind, parent, employer, starts, ends, change + 9, body FROM record WHERE body LIKE '%"day"%'`,
		}, "new", []string{"the period overlaps"}},
	} {
		t.Run(what, func(t *testing.T) {
			s, types, ids := hospital(t)
			ids["new"] = kind.NewIDs(nil).Next(time.Now())
			err := s.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
				for _, sql := range c.damage {
					if n, err := tx.Conn().Exec(t.Context(), sql, ids[c.record]); err != nil || n != 1 {
						t.Fatalf("damaged %d rows, %v", n, err)
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			expectFaults(t, s, types, strings.NewReplacer("%", ids[c.record].String()), c.want)
		})
	}
}

func expectFaults(t *testing.T, s *store.Store, types []*kind.Type, named *strings.Replacer, want []string) {
	t.Helper()
	err := s.View(t.Context(), func(tx *store.Tx) error {
		found, err := tx.Faults(types)
		if err != nil {
			return err
		}
		if !slices.EqualFunc(found, want, func(line, part string) bool { return strings.Contains(line, named.Replace(part)) }) {
			t.Errorf("found %q, want %q", found, want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A record full of faults doesn't fill the terminal.
func TestFaultsAreBounded(t *testing.T) {
	s, types, _ := hospital(t)
	err := s.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
		ids := kind.NewIDs(nil)
		for range 100 {
			if _, err := tx.Conn().Exec(t.Context(),
				`INSERT INTO record (id, kind, change, body) VALUES ($1, 'ward', 0, '{}')`, ids.Next(time.Now())); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(t.Context(), func(tx *store.Tx) error {
		found, err := tx.Faults(types)
		if len(found) != 21 || found[20] != "ward: 80 more faults" {
			t.Errorf("found %d: %q", len(found), found)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
