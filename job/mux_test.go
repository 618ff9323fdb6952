package job

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
)

type errand struct{}

func (errand) Kind() string { return "test_errand" }

// An attempt that was given up for dead must not write when it comes back.
func TestOnlyTheLatestAttemptWrites(t *testing.T) {
	ctx := context.Background()
	engine, err := sqlite.OpenMemory(t.Name())
	if err != nil {
		t.Fatal(err)
	}
	s := store.Open(engine, clock.System(), nil)
	defer s.Close()
	m := NewMux()
	Handle(m, func(context.Context, *store.Tx, errand) error { return nil })
	q, err := New(s, clock.System(), m, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	update := func(f func(*store.Tx) error) {
		t.Helper()
		if err := s.Update(ctx, by("test"), f); err != nil {
			t.Fatal(err)
		}
	}
	update(func(tx *store.Tx) error { return q.Enqueue(tx, errand{}) })
	for _, test := range []struct {
		state   string
		attempt int64
		ours    bool
	}{{"available", 1, false}, {"running", 1, true}, {"running", 2, false}, {"completed", 1, false}} {
		update(func(tx *store.Tx) error {
			_, err := tx.Conn().Exec(ctx, `UPDATE river_job SET state = $1, attempt = $2, finalized_at = CASE $1 WHEN 'completed' THEN CURRENT_TIMESTAMP END`,
				test.state, test.attempt)
			if err != nil {
				return err
			}
			if err := stillOurs(ctx, tx.Conn(), 1, 1); (err == nil) != test.ours || err != nil && !errors.Is(err, errTaken) {
				t.Errorf("a first attempt on a job that is %s for the %d. time answers %v", test.state, test.attempt, err)
			}
			return nil
		})
	}
}

func TestTwoHandlersForAKindPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("the second handler is taken")
		}
	}()
	m := NewMux()
	for range 2 {
		Handle(m, func(context.Context, *store.Tx, errand) error { return nil })
	}
}
