package payglot_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

var killSeed = flag.Uint64("killseed", 1, "seed of the moments at which TestKilled kills")

const (
	clients      = 8
	slowestStart = 10 * time.Second // a crowded machine's; it takes some 0.2 s
)

// TestKilled kills a payglot at arbitrary moments while eight clients write:
// what was answered is there afterwards, once, and what was not answered is
// there whole or not at all.
func TestKilled(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { killed(t, place{Data: t.TempDir()}, 50) })
	t.Run("postgres", func(t *testing.T) { killed(t, place{Database: pgtest.URL(t, pgtest.NoSync)}, 15) })
}

func killed(t *testing.T, at place, kills int) {
	if testing.Short() {
		kills = 5
	}
	t.Logf("-killseed=%d", *killSeed)
	k := &killing{at: at, moments: rand.New(rand.NewPCG(*killSeed, 0))}
	k.at.Employees = firstRevoked + clients*kills
	k.next.Store(firstRevoked)
	for n := range clients {
		k.writers = append(k.writers, newWriter(n))
	}
	for range 3 {
		k.killAtStart(t) // also while the demo world is made
	}
	for n := range kills {
		k.round(t, n)
		if t.Failed() {
			t.Fatalf("after kill %d of -killseed=%d", n+1, *killSeed)
		}
	}
	k.end(t)
	t.Logf("%d writes answered, %d not; slowest start %v", k.answered.Load(), k.unanswered.Load(), k.slowest)
	if k.answered.Load() < int64(kills) || k.slowest > slowestStart {
		t.Error("too little was written, or a start took too long")
	}
}

// killing is one series of kills on one record.
type killing struct {
	at                   place
	moments              *rand.Rand
	writers              []*writer
	next                 atomic.Int64 // employee to revoke access of
	answered, unanswered atomic.Int64
	slowest              time.Duration
}

func (k *killing) killAtStart(t *testing.T) {
	c := spawn(t, k.at)
	time.Sleep(time.Duration(k.moments.IntN(250)) * time.Millisecond)
	c.kill()
}

// round starts a payglot, holds what it has against what was answered, and
// kills it while it takes writes. Every third time the clock moves as well,
// so that jobs run when it is killed.
func (k *killing) round(t *testing.T, n int) {
	if n%5 == 4 {
		k.killAtStart(t)
		k.examine(t)
	}
	c := begin(t, k.at)
	k.slowest = max(k.slowest, c.took)
	k.verify(t, c)
	day := later(c.today(t), 1)
	var working sync.WaitGroup
	for _, w := range k.writers {
		work := rand.New(rand.NewPCG(*killSeed, uint64(n*clients+w.n+1)))
		working.Go(func() { w.work(t, k, c, work, day) })
	}
	lives := time.Duration(20+k.moments.IntN(200)) * time.Millisecond
	if n%3 == 2 {
		working.Go(func() {
			time.Sleep(lives - time.Duration(n)%8*time.Millisecond)
			c.ask(http.MethodPost, "/_payglot/clock/advance", `{"by":"P1D"}`)
		})
	}
	time.Sleep(lives)
	c.kill()
	working.Wait()
	if log := c.log.String(); strings.Contains(log, "level=ERROR") {
		t.Error(log)
	}
}

// verify moves the clock, so that all timers are due, and looks at everything.
func (k *killing) verify(t *testing.T, c *child) {
	c.advance(t)
	for _, w := range k.writers {
		w.verify(t, c)
	}
}

// examine has the doctor look at what the kill left.
func (k *killing) examine(t *testing.T) {
	t.Helper()
	k.inside(t, func(s *store.Store) error {
		faults, err := payglot.Examine(t.Context(), s)
		for _, f := range faults {
			t.Error(f)
		}
		return err
	})
}

func (k *killing) inside(t *testing.T, f func(*store.Store) error) {
	t.Helper()
	s, err := payglot.OpenStore(context.Background(), config.Record{Data: k.at.Data, Database: k.at.Database})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := f(s); err != nil {
		t.Error(err)
	}
}

// end looks at all once more, and at what jobs did: each once.
func (k *killing) end(t *testing.T) {
	c := begin(t, k.at)
	k.verify(t, c)
	c.kill()
	k.examine(t)
	var done map[string]int64
	k.inside(t, func(s *store.Store) error {
		done = revocations(t, s)
		return nil
	})
	revoked := 0
	for _, w := range k.writers {
		for employee, noted := range w.revoked {
			if noted == there {
				revoked++
				if done[id(fmt.Sprintf("employee %d", employee))] != 1 {
					t.Errorf("the access of employee %d was revoked %d times", employee, done[id(fmt.Sprintf("employee %d", employee))])
				}
			}
		}
	}
	if revoked == 0 || len(done) != revoked {
		t.Errorf("%d timers were set and the access of %d was revoked", revoked, len(done))
	}
}

// revocations counts by employee how often a job took access away, when no
// job is left, and no timer but those that come back every month.
func revocations(t *testing.T, s *store.Store) map[string]int64 {
	t.Helper()
	done := map[string]int64{}
	err := s.View(t.Context(), func(tx *store.Tx) error {
		err := tx.Conn().Query(t.Context(), `SELECT (SELECT count(*) FROM timer WHERE job <> 'accrue_leave'), (SELECT count(*) FROM river_job WHERE state <> 'completed')`, nil,
			func(c store.Columns) error {
				if c.Int(0) != 0 || c.Int(1) != 0 {
					t.Errorf("%d timers and %d jobs are left", c.Int(0), c.Int(1))
				}
				return nil
			})
		if err != nil {
			return err
		}
		return tx.Conn().Query(t.Context(), `SELECT id, count(*) FROM change WHERE operation = 'revoke_self_service' GROUP BY id`, nil,
			func(c store.Columns) error {
				done[c.ID(0).String()] = c.Int(1)
				return nil
			})
	})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// work writes until the payglot dies.
func (w *writer) work(t *testing.T, k *killing, c *child, random *rand.Rand, day string) {
	for first := true; ; first = false {
		write := w.choose(k, random, day, first)
		status, body, err := c.ask(write.method, write.path, write.body)
		switch {
		case err != nil:
			k.unanswered.Add(1)
			return
		case status == http.StatusUnauthorized:
			write.drop() // the clock was moved, and the token has expired
			return
		case status != write.status:
			t.Errorf("%s %s %s: %d %s", write.method, write.path, write.body, status, body)
			return
		}
		k.answered.Add(1)
		write.kept(body)
	}
}

// choose picks a write; the first of each round sets a timer.
func (w *writer) choose(k *killing, random *rand.Rand, day string, first bool) *write {
	if first {
		return w.revoke(int(k.next.Add(1)-1), day)
	}
	switch random.IntN(6) {
	case 0:
		return w.deleteContact()
	case 1:
		return w.replaceDepartment()
	case 2:
		return w.turnAbsence()
	case 3:
		return w.addContact(strings.Repeat("x", random.IntN(4000)))
	}
	return w.addWage()
}
