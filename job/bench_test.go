package job_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres"
	"github.com/payglot/payglot/store/postgres/pgtest"
	"github.com/payglot/payglot/store/sqlite"
)

// BenchmarkJob is how long it takes from the call that enqueues a job until
// it is done, both commits on disk; and how many a second are done in bulk.
func BenchmarkJob(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) {
		e, err := sqlite.Open(b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		benchJobs(b, e)
	})
	b.Run("postgres", func(b *testing.B) {
		e, err := postgres.Open(b.Context(), pgtest.URL(b))
		if err != nil {
			b.Fatal(err)
		}
		benchJobs(b, e)
	})
}

func benchJobs(b *testing.B, e store.Engine) {
	s := store.Open(e, clock.System(), nil)
	done := make(chan struct{}, 1000)
	m := job.NewMux()
	job.Handle(m, func(_ context.Context, tx *store.Tx, _ note) error {
		tx.AfterCommit(func() { done <- struct{}{} })
		return nil
	})
	q, err := job.New(s, clock.System(), m, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	if err := q.Start(background); err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := q.Stop(background); err != nil {
			b.Error(err)
		}
		_ = s.Close()
	}()
	for _, jobs := range []int{1, 500} {
		b.Run(fmt.Sprint(jobs), func(b *testing.B) {
			for b.Loop() {
				err := s.Update(background, store.Actor{}, func(tx *store.Tx) error {
					for range jobs {
						if err := q.Enqueue(tx, note{}); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
				for range jobs {
					<-done
				}
			}
		})
	}
}
