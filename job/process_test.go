package job_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres"
	"github.com/payglot/payglot/store/postgres/pgtest"
	"github.com/payglot/payglot/store/sqlite"
)

// A killed process leaves jobs that River believes to be running.
func TestAJobLeftRunningIsTakenUp(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.stop()
		p.start(false)
		p.update(func(tx *store.Tx) error { return p.queue.Enqueue(tx, note{Name: "left"}) })
		p.leaveRunning("payglot killed")
		p.stop()
		p.start(true)
		p.drain()
		p.want("left", "x")
	})
}

func (p *place) leaveRunning(process string) {
	p.t.Helper()
	sql := `UPDATE river_job SET state = 'running', attempt = 1, attempted_at = CURRENT_TIMESTAMP`
	if p.store.Engine().Shared() {
		sql += `, attempted_by = ARRAY['` + process + `']`
	}
	p.update(func(tx *store.Tx) error {
		_, err := tx.Conn().Exec(background, sql)
		return err
	})
}

func TestAJobOfALivingProcessIsLeftToIt(t *testing.T) {
	url := pgtest.URL(t, pgtest.NoSync)
	a := newPlace(t, onPostgres(t, url))
	a.stop()
	a.start(false)
	a.update(func(tx *store.Tx) error { return a.queue.Enqueue(tx, note{Name: "hers"}) })
	var name string
	if err := a.store.View(t.Context(), func(tx *store.Tx) error {
		return tx.Conn().Query(background, `SELECT current_setting('application_name')`, nil, func(c store.Columns) error {
			name = c.Text(0)
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	a.leaveRunning(name)
	b := newPlace(t, onPostgres(t, url))
	short, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if err := b.queue.Drain(short); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a drain beside a job that runs elsewhere answers %v", err)
	}
	b.want("hers", "")
	a.stop() // she dies
	b.drain()
	b.want("hers", "x")
	a.start(false)
}

// What waits in the queue is part of a backup, on whichever database it is
// restored.
func TestABackupHoldsJobsThatWait(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.stop()
		p.start(false)
		p.update(func(tx *store.Tx) error { return p.queue.Enqueue(tx, note{Name: "saved"}) })
		var saved bytes.Buffer
		if err := p.store.Engine().Backup(t.Context(), &saved); err != nil {
			t.Fatal(err)
		}
		small, err := sqlite.OpenMemory(t.Name())
		if err != nil {
			t.Fatal(err)
		}
		other := newPlace(t, func() store.Engine { return small })
		for _, to := range []*place{other, p} {
			if err := to.store.Engine().Restore(t.Context(), bytes.NewReader(saved.Bytes())); err != nil {
				t.Fatal(err)
			}
		}
		p.stop()
		p.start(true)
		for _, at := range []*place{other, p} {
			at.drain()
			at.want("saved", "x")
		}
	})
}

func TestProcessesThatStartTogether(t *testing.T) {
	url := pgtest.URL(t, pgtest.NoSync)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			e, err := postgres.Open(background, url)
			if err != nil {
				t.Error(err)
				return
			}
			c := clock.System()
			s := store.Open(e, c, nil)
			defer s.Close()
			if _, err := job.New(s, c, job.NewMux(), slog.New(slog.DiscardHandler)); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func TestTwoProcessesDoEachJobOnce(t *testing.T) {
	url := pgtest.URL(t, pgtest.NoSync)
	a, b := newPlace(t, onPostgres(t, url)), newPlace(t, onPostgres(t, url))
	const jobs = 60
	a.update(func(tx *store.Tx) error {
		for i := range jobs {
			if err := a.queue.At(tx, strconv.Itoa(i), origin.Add(time.Minute), note{Name: "shared"}); err != nil {
				return err
			}
		}
		return nil
	})
	a.advance("PT2M")
	b.advance("PT2M")
	a.drain()
	b.drain()
	if got := len(a.done("shared")); got != jobs {
		t.Errorf("%d jobs were done %d times", jobs, got)
	}
}
