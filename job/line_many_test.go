package job_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

const (
	manyLines  = 10
	manyInLine = 100
)

// many puts a thousand steps in ten lines, by callers at once who follow one
// another in each of them, at all places in turn. Steps bear the number that
// they have in their line.
func many(t *testing.T, due time.Time, at ...*place) {
	t.Helper()
	const callers = 8
	var group sync.WaitGroup
	for caller := range callers {
		p := at[caller%len(at)]
		group.Go(func() {
			for n := caller; n < manyLines*manyInLine; n += callers {
				if err := p.store.Update(background, store.Actor{}, func(tx *store.Tx) error {
					return p.next(tx, strconv.Itoa((n*7+n/10)%manyLines), due)
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
}

// next puts a step in a line that has the number after those before it.
func (p *place) next(tx *store.Tx, line string, due time.Time) error {
	last, err := tx.Meta("last " + line)
	if err != nil {
		return err
	}
	number, _ := strconv.Atoi(last)
	name := strconv.Itoa(number + 1)
	return errors.Join(tx.SetMeta("last "+line, name), p.queue.Follow(tx, line, due, step{Line: line, Name: name}))
}

// allSteps are those of one line.
func allSteps() string {
	var all strings.Builder
	for n := range manyInLine {
		fmt.Fprint(&all, n+1, " ")
	}
	return strings.TrimSpace(all.String())
}

// wantMany wants all of them done, once and in order.
func (p *place) wantMany() {
	p.t.Helper()
	for line := range manyLines {
		p.wantLine(strconv.Itoa(line), allSteps())
	}
	if rows, turns := p.count(`SELECT count(*) FROM line`), p.turns(); rows != 0 || turns != 0 {
		p.t.Errorf("%d jobs and %d turns are left", rows, turns)
	}
}

func TestManyLinesKeepTheirOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		manyTwice(t, p)
	})
}

// manyTwice puts steps in lines that move, and then in lines that wait.
func manyTwice(t *testing.T, at ...*place) {
	t.Helper()
	for hours := range 2 {
		at[0].forget()
		many(t, origin.Add(time.Duration(hours)*time.Hour), at...)
		for _, p := range at {
			p.advance(fmt.Sprintf("PT%dH", hours))
		}
		for _, p := range at {
			p.drain()
		}
		at[0].wantMany()
	}
}

// forget has all lines begin anew.
func (p *place) forget() {
	p.t.Helper()
	p.update(func(tx *store.Tx) (err error) {
		for line := range manyLines {
			err = errors.Join(err, tx.SetMeta(fmt.Sprint("last ", line), ""), tx.SetMeta(fmt.Sprint("line ", line), ""))
		}
		return err
	})
}

// A process that stops in the middle, or that loses its database there, has
// done each job or not, and goes on behind it.
func TestManyLinesOverRestarts(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		// A stop takes its time. So that it doesn't come after the end, steps
		// beyond a limit are put off.
		const restarts, pauseAt, limit = 4, 100, 180
		var session atomic.Int64
		pause := make(chan struct{}, 1)
		for n := range manyInLine {
			p.put(strconv.Itoa(n+1), func(tx *store.Tx) error {
				switch n := session.Add(1); {
				case n == pauseAt:
					pause <- struct{}{}
				case n > limit:
					return job.PutOff(tx.Now().Add(time.Minute))
				}
				return nil
			})
		}
		many(t, origin.Add(time.Minute), p)
		for n := range restarts {
			p.advance("PT1M")
			<-pause
			if n%2 == 0 {
				p.stop()
			} else {
				p.loseDatabase()
			}
			session.Store(0)
			p.start(true)
		}
		if left := p.count(`SELECT count(*) FROM line`); left == 0 {
			t.Error("all was done before the last restart")
		}
		session.Store(math.MinInt64)
		p.advance("PT1M")
		for line := range manyLines {
			p.eventuallyLine(strconv.Itoa(line), allSteps())
		}
		p.drain()
		p.wantMany()
	})
}

// loseDatabase closes the store under a queue at work.
func (p *place) loseDatabase() {
	p.t.Helper()
	if err := p.store.Close(); err != nil {
		p.t.Error(err)
	}
	short, cancel := context.WithTimeout(background, time.Second)
	defer cancel()
	_ = p.queue.Stop(short) // River complains
}

func TestTwoProcessesKeepTheOrderOfLines(t *testing.T) {
	url := pgtest.URL(t, pgtest.NoSync)
	a, b := newPlace(t, onPostgres(t, url)), newPlace(t, onPostgres(t, url))
	var lock sync.Mutex
	did := map[*place]int{}
	for _, p := range []*place{a, b} {
		for n := range manyInLine {
			p.put(strconv.Itoa(n+1), func(*store.Tx) error {
				lock.Lock()
				defer lock.Unlock()
				did[p]++
				return nil
			})
		}
	}
	manyTwice(t, a, b)
	if did[a]+did[b] != 2*manyLines*manyInLine || did[a] == 0 || did[b] == 0 {
		t.Errorf("one process did %d and the other %d", did[a], did[b])
	}
}
