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
func BenchmarkJob(b *testing.B) { benchOnBoth(b, benchJobs) }

func benchOnBoth(b *testing.B, bench func(b *testing.B, e store.Engine)) {
	b.Run("sqlite", func(b *testing.B) {
		e, err := sqlite.Open(b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		bench(b, e)
	})
	b.Run("postgres", func(b *testing.B) {
		e, err := postgres.Open(b.Context(), pgtest.URL(b))
		if err != nil {
			b.Fatal(err)
		}
		bench(b, e)
	})
}

// BenchmarkLine is how many jobs a second are done that were put in lines,
// from the call that puts them there on.
func BenchmarkLine(b *testing.B) { benchOnBoth(b, benchLines) }

func benchLines(b *testing.B, e store.Engine) {
	s, q, done := working(b, e)
	for _, size := range []struct{ lines, jobs int }{{1, 1}, {1, 100}, {10, 100}} {
		b.Run(fmt.Sprintf("%dx%d", size.lines, size.jobs), func(b *testing.B) {
			for b.Loop() {
				err := s.Update(background, store.Actor{}, func(tx *store.Tx) error {
					for n := range size.lines * size.jobs {
						if err := q.Follow(tx, fmt.Sprint(n%size.lines), tx.Now(), note{}); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
				for range size.lines * size.jobs {
					<-done
				}
			}
			b.ReportMetric(float64(b.N*size.lines*size.jobs)/b.Elapsed().Seconds(), "jobs/s")
		})
	}
}

// working is a queue at work, which tells of each note when it is done.
func working(b *testing.B, e store.Engine) (*store.Store, *job.Queue, <-chan struct{}) {
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
	b.Cleanup(func() {
		if err := q.Stop(background); err != nil {
			b.Error(err)
		}
		_ = s.Close()
	})
	return s, q, done
}

func benchJobs(b *testing.B, e store.Engine) {
	s, q, done := working(b, e)
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
