package job_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
)

func TestALineWaitsForItsHead(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.follow("a", time.Hour, "1")
		p.follow("a", 0, "2")
		p.follow("a", 3*time.Hour, "3")
		p.follow("a", 2*time.Hour, "4")
		p.follow("b", 0, "1")
		for _, test := range []struct{ advance, a string }{{"PT0S", ""}, {"PT59M", ""}, {"PT1M", "1 2"}, {"PT1H", "1 2"}, {"PT1H", "1 2 3 4"}} {
			p.advance(test.advance)
			p.drain() // it doesn't wait for a head that isn't due
			p.wantLine("a", test.a)
			p.wantLine("b", "1")
		}
		p.follow("a", 0, "5") // behind nobody
		p.drain()
		p.wantLine("a", "1 2 3 4 5")
		if n := p.turns(); n != 0 {
			t.Errorf("empty lines have %d turns coming", n)
		}
	})
}

func TestALineMovesByItselfWhenTheClockReachesItsHead(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.follow("a", time.Hour, "1", "2")
		p.advance("PT1H")
		p.eventuallyLine("a", "1 2")
	})
}

// A clock that is set back while a turn is on its way makes it wait again.
func TestALineWaitsAgainWhenTheClockIsSetBack(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.stop()
		p.start(false)
		p.follow("a", 0, "1")
		if err := p.clock.Set(origin.Add(-time.Hour), p.clock.State().Mode); err != nil {
			t.Fatal(err)
		}
		p.stop()
		p.start(true)
		p.drain()
		p.wantLine("a", "")
		p.advance("PT1H")
		p.drain()
		p.wantLine("a", "1")
	})
}

func TestAJobPutsOffItsLine(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		until := origin.Add(time.Hour)
		p.put("2", func(tx *store.Tx) error {
			if tx.Now().Before(until) {
				return fmt.Errorf("wrapped: %w", job.PutOff(until))
			}
			return nil
		})
		p.follow("a", 0, "1", "2", "3")
		p.follow("b", 0, "1")
		p.drain()
		p.wantLine("a", "1")
		p.wantLine("b", "1")
		p.advance("PT59M")
		p.follow("a", 0, "4")
		p.drain()
		p.wantLine("a", "1")
		p.advance("PT1M")
		p.drain()
		p.wantLine("a", "1 2 3 4")
		if log := p.log.String(); strings.Contains(log, "blocked") {
			t.Errorf("putting off counts as a failure:\n%s", log)
		}
	})
}

// An instant that has passed would have it called again and again.
func TestAJobCannotBePutOffToThePast(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.put("1", func(tx *store.Tx) error { return job.PutOff(tx.Now()) })
		p.follow("a", 0, "1")
		p.drain()
		p.wantLine("a", "")
		if log := p.log.String(); !strings.Contains(log, "a line is blocked") {
			t.Errorf("the log should tell of it:\n%s", log)
		}
	})
}

func TestAJobThatFailsHoldsUpItsOwnLine(t *testing.T) {
	for name, hurdle := range map[string]func(*store.Tx) error{
		"error": func(*store.Tx) error { return errors.New("as asked by Jansen") },
		"panic": func(*store.Tx) error { panic("as asked by Jansen") },
		"a statement that fails": func(tx *store.Tx) error {
			_, err := tx.Conn().Exec(background, `INSERT INTO line (line, due, job, args) VALUES ('Jansen', 0, 'a', NULL)`)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // River takes its time to try again
			onBoth(t, func(t *testing.T, p *place) {
				p.put("2", hurdle)
				p.follow("a", 0, "1", "2", "3")
				p.follow("b", 0, "1", "3")
				p.drain()
				p.follow("a", 0, "4")
				p.follow("b", 0, "4")
				p.drain()
				p.wantLine("a", "1")
				p.wantLine("b", "1 3 4")
				if log := p.log.String(); !strings.Contains(log, `"a line is blocked by a job that fails" line=a kind=test_step number=2 try=1`) || strings.Contains(log, "Jansen") {
					t.Errorf("the log should tell of the line and of nobody's name:\n%s", log)
				}
				p.put("2", nil)
				p.eventuallyLine("a", "1 2 3 4")
				p.drain()
				if n := p.turns(); n != 0 {
					t.Errorf("empty lines have %d turns coming", n)
				}
			})
		})
	}
}

// River would count tries and keep the error of each.
func TestALineIsNeverGivenUp(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.put("1", func(*store.Tx) error { return errors.New("not yet") })
		p.follow("a", time.Minute, "1", "2") // from a timer
		p.advance("PT1M")
		p.drain()
		for _, tries := range []int64{49, 50, 49, 50} {
			p.stop()
			p.start(false)
			p.update(func(tx *store.Tx) error {
				_, err := tx.Conn().Exec(background,
					`UPDATE river_job SET state = 'available', attempt = $1, scheduled_at = CURRENT_TIMESTAMP WHERE state IN ('available', 'retryable')`, tries)
				return err
			})
			p.stop()
			p.start(true)
			p.drain()
		}
		if n := p.count(`SELECT count(*) FROM river_job WHERE kind = 'line' AND state = 'completed'`); n != 2 {
			t.Errorf("after twice 50 tries %d turns were replaced", n)
		}
		p.wantLine("a", "")
		p.put("1", nil)
		p.eventuallyLine("a", "1 2")
		if failures, err := p.queue.Failed(t.Context()); err != nil || len(failures) != 0 {
			t.Errorf("given up are %v, %v", failures, err)
		}
	})
}

// A job of a newer payglot waits for one.
func TestAnUnknownJobHoldsUpItsOwnLine(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.follow("a", time.Minute, "1")
		p.update(func(tx *store.Tx) error {
			_, err := tx.Conn().Exec(background, `INSERT INTO line (line, due, job, args) VALUES ('a', 0, 'test_newer', '{}')`)
			return err
		})
		p.follow("a", 0, "3")
		p.follow("b", 0, "1")
		p.advance("PT1M")
		p.drain()
		p.wantLine("a", "1")
		p.wantLine("b", "1")
	})
}

func TestALineGrowsWhileItIsWorkedOn(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.put("grow", func(tx *store.Tx) error {
			return errors.Join(
				p.queue.Follow(tx, "a", origin, step{Line: "a", Name: "2"}),
				p.queue.Follow(tx, "b", origin, step{Line: "b", Name: "1"}))
		})
		p.put("undone", func(tx *store.Tx) error {
			return errors.Join(p.queue.Follow(tx, "never", origin, step{Line: "never", Name: "1"}), errors.New("undone"))
		})
		p.follow("a", 0, "grow")
		p.follow("c", 0, "1", "undone")
		p.drain()
		p.wantLine("a", "grow 2")
		p.wantLine("b", "1")
		p.wantLine("c", "1")
		p.wantLine("never", "")
	})
}

// Each job of a turn begins as payglot's own doing.
func TestAJobInALineActsForAClient(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		var as [2]string
		for i, name := range []string{"1", "2"} {
			p.put(name, func(tx *store.Tx) error {
				as[i] = tx.By().Dialect + "/" + tx.By().Operation
				tx.ActFor(store.Actor{Dialect: "securex", Operation: "createEmployee"})
				return nil
			})
		}
		p.follow("a", 0, "1", "2")
		p.drain()
		if as[0] != "payglot/test_step" || as[1] != as[0] {
			t.Errorf("the jobs began as %q", as)
		}
	})
}

// Should a line ever lose its turn, or get two, it makes up for it.
func TestALineThatLostItsTurn(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.stop()
		p.start(false)
		p.follow("a", 0, "1", "2")
		p.follow("b", time.Hour, "1")
		p.follow("whole", 0, "1")
		p.follow("waits", time.Hour, "1")
		p.update(func(tx *store.Tx) error {
			_, err := tx.Conn().Exec(background, `DELETE FROM river_job WHERE id = 1; DELETE FROM timer WHERE id = 'line b'`)
			return err
		})
		for range 2 {
			p.stop()
			p.start(true)
			p.drain()
			p.wantLine("a", "1 2")
			p.wantLine("whole", "1")
			if n := p.turns(); n != 2 {
				t.Errorf("two lines have %d turns coming", n)
			}
		}
		p.update(func(tx *store.Tx) error {
			_, err := tx.Conn().Exec(background, `INSERT INTO timer (id, due, job, args) VALUES ('another', 0, 'line', '{"line":"b"}')`)
			return err
		})
		p.follow("b", 0, "2")
		p.drain()
		p.wantLine("b", "")
		p.advance("PT1H")
		p.drain()
		p.wantLine("b", "1 2")
		p.wantLine("waits", "1")
	})
}

// What waits in lines is part of a backup, in its order.
func TestABackupHoldsLines(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.stop()
		p.start(false)
		p.follow("a", 0, "1", "2", "3")
		p.follow("b", time.Hour, "1", "2")
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
			to.follow("a", 0, "4")
		}
		p.stop()
		p.start(true)
		for _, at := range []*place{other, p} {
			at.drain()
			at.wantLine("a", "1 2 3 4")
			at.wantLine("b", "")
			at.advance("PT1H")
			at.drain()
			at.wantLine("b", "1 2")
		}
	})
}
