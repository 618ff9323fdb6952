package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
)

var errBad = errors.New("bad")

// TestUpdateEach has writes that follow one another each with an outcome of
// its own: those that fail leave nothing, the others are kept, in order.
func TestUpdateEach(t *testing.T) {
	onBoth(t, func(t trial) {
		const n = 100
		bad := map[int]bool{0: true, 40: true, 41: true, 99: true}
		ids := make([]kind.ID, n)
		undone, kept := 0, 0
		errs := t.store.UpdateEach(t.Context(), store.Actor{Client: "each"}, n, func(tx *store.Tx, i int) error {
			if i > 0 && !bad[i-1] {
				if _, err := tx.Row(t.wards, ids[i-1]); err != nil {
					return fmt.Errorf("the one before %d: %w", i, err)
				}
			}
			row := t.row(tx, fmt.Sprintf(`{"name":"%d"}`, i))
			if !ids[i].IsZero() {
				undone++
			}
			ids[i] = row.ID
			if err := tx.Insert(row); err != nil {
				return err
			}
			switch {
			case i == 41:
				panic("bad")
			case bad[i]:
				return errBad
			}
			tx.AfterCommit(func() { kept++ })
			return nil
		})
		t.read(func(tx *store.Tx) error {
			last := int64(0)
			for i, err := range errs {
				if (err != nil) != bad[i] {
					t.Errorf("%d: %v", i, err)
				}
				row, err := tx.Row(t.wards, ids[i])
				if bad[i] {
					if !errors.Is(err, kind.ErrNotFound) {
						t.Errorf("%d failed and is there: %v", i, err)
					}
					continue
				}
				if err != nil {
					return err
				}
				if row.Change <= last {
					t.Errorf("%d has change %d after %d", i, row.Change, last)
				}
				last = row.Change
			}
			count, err := tx.LastChange()
			if count != n-int64(len(bad)) {
				t.Errorf("the last change has number %d: what was undone left gaps", count)
			}
			return err
		})
		if kept != n-len(bad) {
			t.Errorf("%d were told that they are kept", kept)
		}
		if undone == 0 {
			t.Error("nothing was tried again, so what is said of that is not proven")
		}
		if !errors.Is(errs[0], errBad) || errs[41] == nil {
			t.Errorf("%v, %v", errs[0], errs[41])
		}
	})
}

// TestUpdateEachClosed wants a store that takes no writes to say so of each.
func TestUpdateEachClosed(t *testing.T) {
	engine, err := sqlite.OpenMemory(t.Name())
	if err != nil {
		t.Fatal(err)
	}
	s := store.Open(engine, clock.System(), nil)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	errs := s.UpdateEach(t.Context(), store.Actor{}, 70, func(*store.Tx, int) error { return nil })
	if len(errs) != 70 || slices.ContainsFunc(errs, func(err error) bool { return !errors.Is(err, store.ErrClosed) }) {
		t.Errorf("%v", errs)
	}
}

func (t trial) read(f func(*store.Tx) error) {
	t.Helper()
	if err := t.store.View(t.Context(), f); err != nil {
		t.Error(err)
	}
}

type tally struct {
	ID   kind.ID `json:"id"`
	Last int     `json:"last"`
}

// TestApart keeps machine state where it is found by its id and no other way,
// with what is written around it.
func TestApart(t *testing.T) {
	tallies := kind.Of[tally]("tally", "", kind.Apart())
	onBoth(t, func(t trial) {
		id := kind.ID{1}
		get := func(tx *store.Tx, want int) {
			t.Helper()
			v, err := tallies.Get(tx, id)
			switch {
			case want == 0 && errors.Is(err, kind.ErrNotFound):
			case err != nil || v.Last != want || v.ID != id:
				t.Errorf("%+v, %v, want %d", v, err, want)
			}
		}
		put := func(tx *store.Tx, n int) error { return tallies.Put(tx, id, kind.ID{}, &tally{Last: n}) }
		t.update(func(tx *store.Tx) error {
			get(tx, 0)
			if err := put(tx, 1); err != nil {
				return err
			}
			get(tx, 1)
			return put(tx, 2)
		})
		_ = t.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
			get(tx, 2)
			return errors.Join(put(tx, 3), errBad)
		})
		t.read(func(tx *store.Tx) error {
			get(tx, 2)
			if last, err := tx.LastChange(); last != 0 {
				t.Errorf("the change log has it: %d %v", last, err)
			}
			if err := put(tx, 9); err == nil {
				t.Error("a view wrote it")
			}
			return nil
		})
		t.update(func(tx *store.Tx) error {
			if err := tallies.Delete(tx, id); err != nil {
				return err
			}
			get(tx, 0)
			return put(tx, 4)
		})
		t.update(func(tx *store.Tx) error {
			get(tx, 4)
			return tx.Clear()
		})
		t.read(func(tx *store.Tx) error {
			get(tx, 0)
			return nil
		})
	})
}

// TestMissRemembered sees a record that is made after it was looked for in
// vain, and one that is gone.
func TestMissRemembered(t *testing.T) {
	onBoth(t, func(t trial) {
		t.update(func(tx *store.Tx) error {
			row := t.row(tx, `{"name":"a"}`)
			t.want(tx, row.ID, "")
			failed := tx.Try(func(tx *store.Tx) error { return errors.Join(tx.Insert(row), errBad) })
			t.want(tx, row.ID, "")
			if failed == nil {
				t.Error("it did not fail")
			}
			if err := tx.Insert(row); err != nil {
				return err
			}
			t.want(tx, row.ID, `{"name":"a"}`)
			if err := tx.Delete(row); err != nil {
				return err
			}
			t.want(tx, row.ID, "")
			return nil
		})
	})
}
