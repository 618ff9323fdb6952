package kindtest_test

import (
	"errors"
	"testing"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/kind/kindtest"
)

type note struct {
	ID   kind.ID `json:"id" is:"readonly"`
	Text string  `json:"text" is:"len=1..20"`
}

func TestMemory(t *testing.T) {
	notes := kind.Of[note]("note", "notes")
	m := kindtest.New(time.Date(2024, 6, 14, 10, 0, 0, 0, time.UTC))

	id, err := notes.Create(m, kind.ID{}, &note{Text: "Één"})
	if err != nil {
		t.Fatal(err)
	}
	if found, err := m.Find(notes.Type, kind.ID{}, "text", "éÉN"); err != nil || len(found) != 1 || found[0].ID != id {
		t.Errorf("Find gave %v, %v", found, err)
	}
	if _, err := m.Find(notes.Type, kind.ID{}, "no", "x"); err == nil {
		t.Error("a field that isn't there was searched")
	}
	if err := notes.CreateAs(m, id, kind.ID{}, &note{Text: "two"}); err == nil {
		t.Error("an id was taken twice")
	}
	if err := notes.Replace(m, id, &note{Text: "three"}); err != nil {
		t.Fatal(err)
	}
	if row, err := m.Row(notes.Type, id); err != nil || row.Change != 2 {
		t.Errorf("row %+v, %v, want change 2", row, err)
	}
	if today := m.Today().String(); today != "2024-06-14" {
		t.Errorf("today is %s", today)
	}
}

func TestTryUndoes(t *testing.T) {
	notes := kind.Of[note]("note", "notes")
	m := kindtest.New(time.Date(2024, 6, 14, 10, 0, 0, 0, time.UTC))
	kept, _ := notes.Create(m, kind.ID{}, &note{Text: "kept"})
	wanted := errors.New("no")
	err := m.Try(func() error {
		if _, err := notes.Create(m, kind.ID{}, &note{Text: "gone"}); err != nil {
			return err
		}
		if err := notes.Replace(m, kept, &note{Text: "changed"}); err != nil {
			return err
		}
		return wanted
	})
	if !errors.Is(err, wanted) {
		t.Fatal(err)
	}
	v, err := notes.Get(m, kept)
	if err != nil || v.Text != "kept" || m.Count(notes.Type) != 1 {
		t.Errorf("after undo: %+v, %v, %d notes", v, err, m.Count(notes.Type))
	}
	if err := notes.Delete(m, kept); err != nil {
		t.Fatal(err)
	}
	if _, err := notes.Get(m, kept); !errors.Is(err, kind.ErrNotFound) {
		t.Errorf("deleted: %v", err)
	}
}
