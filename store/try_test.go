package store_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres"
	"github.com/payglot/payglot/store/postgres/pgtest"
	"github.com/payglot/payglot/store/sqlite"
)

// trial is a store with a kind of record, on either database.
type trial struct {
	*testing.T
	store *store.Store
	wards *kind.Type
}

func onBoth(t *testing.T, test func(t trial)) {
	run := func(name string, open func(t *testing.T) (store.Engine, error)) {
		t.Run(name, func(t *testing.T) {
			engine, err := open(t)
			if err != nil {
				t.Fatal(err)
			}
			s := store.Open(engine, clock.System(), nil)
			t.Cleanup(func() { s.Close() })
			wards := kind.Of[ward]("ward", "wards", kind.Tenant()).Type
			kind.NewCatalog(noCodes{}, wards)
			test(trial{t, s, wards})
		})
	}
	run("sqlite", func(t *testing.T) (store.Engine, error) { return sqlite.OpenMemory(t.Name()) })
	run("postgres", func(t *testing.T) (store.Engine, error) {
		return postgres.Open(t.Context(), pgtest.URL(t, pgtest.NoSync))
	})
}

func (t trial) update(f func(*store.Tx) error) {
	t.Helper()
	if err := t.store.Update(t.Context(), store.Actor{Client: "first"}, f); err != nil {
		t.Fatal(err)
	}
}

func (t trial) row(tx *store.Tx, body string) *kind.Row {
	return &kind.Row{Type: t.wards, ID: tx.NewID(), Body: []byte(body)}
}

// want wants a record to have a body; "" that there is none.
func (t trial) want(tx *store.Tx, id kind.ID, body string) {
	t.Helper()
	row, err := tx.Row(t.wards, id)
	switch {
	case errors.Is(err, kind.ErrNotFound):
		row = &kind.Row{}
	case err != nil:
		t.Fatal(err)
	}
	if string(row.Body) != body {
		t.Errorf("the record is %q, want %q", row.Body, body)
	}
}

// replace has a row it was given changed in place, as a rule may.
func (t trial) replace(tx *store.Tx, id kind.ID, body string) error {
	row, err := tx.Row(t.wards, id)
	if err != nil {
		return err
	}
	row.Body = []byte(body)
	return tx.Update(row)
}

var errTrial = errors.New("as tried")

func TestAPartThatFailsLeavesNothing(t *testing.T) {
	for what, end := range map[string]func(tx *store.Tx) error{
		"an error": func(*store.Tx) error { return errTrial },
		"a statement that fails": func(tx *store.Tx) error {
			_, err := tx.Conn().Exec(tx.Context(), `INSERT INTO meta (key, value) VALUES ($1, $2)`, "a", nil)
			return errors.Join(err, errTrial)
		},
		"a panic": func(*store.Tx) error { panic(errTrial) },
	} {
		t.Run(what, func(t *testing.T) { onBoth(t, func(t trial) { t.failing(end) }) })
	}
}

// failing has a part fail between things that are kept.
func (t trial) failing(end func(*store.Tx) error) {
	var changed, removed kind.ID
	var ran []string
	t.update(func(tx *store.Tx) error {
		a, b := t.row(tx, `{"a":1}`), t.row(tx, `{"b":1}`)
		changed, removed = a.ID, b.ID
		tx.Warn(kind.Problem{Field: "before"})
		tx.AfterCommit(func() { ran = append(ran, "before") })
		if err := errors.Join(tx.Insert(a), tx.Insert(b)); err != nil {
			return err
		}
		c, before := t.row(tx, `{"c":1}`), b.Change
		err := try(tx, func(tx *store.Tx) error {
			tx.ActFor(store.Actor{Client: "second"})
			tx.Warn(kind.Problem{Field: "undone"})
			tx.AfterCommit(func() { ran = append(ran, "undone") })
			return errors.Join(tx.Insert(c), t.replace(tx, changed, `{"a":2}`), tx.Delete(b), end(tx))
		})
		if !errors.Is(err, errTrial) {
			t.Errorf("the part answers %v", err)
		}
		t.want(tx, changed, `{"a":1}`)
		t.want(tx, removed, `{"b":1}`)
		t.want(tx, c.ID, "")
		if last, err := tx.LastChange(); err != nil || last != before {
			t.Errorf("the last change is %d, %v, want %d", last, err, before)
		}
		if w := tx.Warnings(); len(w) != 1 || w[0].Field != "before" || tx.By().Client != "first" {
			t.Errorf("the warnings are %v, and it writes for %s", w, tx.By().Client)
		}
		tx.AfterCommit(func() { ran = append(ran, "after") })
		return t.replace(tx, changed, `{"a":3}`) // the transaction goes on
	})
	t.update(func(tx *store.Tx) error {
		t.want(tx, changed, `{"a":3}`)
		t.want(tx, removed, `{"b":1}`)
		return nil
	})
	if !slices.Equal(ran, []string{"before", "after"}) {
		t.Errorf("after the commit %q ran", ran)
	}
}

// try is Try, with what a panic says as an error.
func try(tx *store.Tx, f func(*store.Tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err, _ = p.(error)
		}
	}()
	return tx.Try(f)
}

func TestAPartThatSucceedsIsKept(t *testing.T) {
	onBoth(t, func(t trial) {
		var outer, inner, undone kind.ID
		ran := 0
		t.update(func(tx *store.Tx) error {
			err := tx.Try(func(tx *store.Tx) error {
				a := t.row(tx, `{"a":1}`)
				outer = a.ID
				tx.Warn(kind.Problem{Field: "kept"})
				tx.AfterCommit(func() { ran++ })
				failed := tx.Try(func(tx *store.Tx) error {
					b := t.row(tx, `{"b":1}`)
					undone = b.ID
					return errors.Join(tx.Insert(b), errTrial)
				})
				if !errors.Is(failed, errTrial) {
					t.Errorf("a part in a part answers %v", failed)
				}
				return errors.Join(tx.Insert(a), tx.Try(func(tx *store.Tx) error {
					c := t.row(tx, `{"c":1}`)
					inner = c.ID
					tx.ActFor(store.Actor{Client: "second"})
					return tx.Insert(c)
				}))
			})
			if len(tx.Warnings()) != 1 || tx.By().Client != "second" {
				t.Errorf("the warnings are %v, and it writes for %s", tx.Warnings(), tx.By().Client)
			}
			return err
		})
		t.update(func(tx *store.Tx) error {
			t.want(tx, outer, `{"a":1}`)
			t.want(tx, inner, `{"c":1}`)
			t.want(tx, undone, "")
			for id, client := range map[kind.ID]string{outer: "first", inner: "second"} {
				row, err := tx.Row(t.wards, id)
				if err != nil {
					return err
				}
				if c, err := tx.At(t.wards, id, row.Change); err != nil || c.By.Client != client {
					t.Errorf("%v, %v, want it written for %s", c, err, client)
				}
			}
			return nil
		})
		if ran != 1 {
			t.Errorf("after the commit it ran %d times", ran)
		}
	})
}
