package job_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/store"
)

// work is a long job that says in the store that it was done.
type work struct {
	Name string `json:"name"`
}

func (work) Kind() string { return "test_work" }

// pieces are what tests do in the middle of long jobs, by their names.
type pieces struct {
	mu   sync.Mutex
	does map[string]func(context.Context, job.Try) error
}

func (w *pieces) let(name string, does func(context.Context, job.Try) error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.does == nil {
		w.does = map[string]func(context.Context, job.Try) error{}
	}
	w.does[name] = does
}

func (w *pieces) work(ctx context.Context, one work, try job.Try) error {
	w.mu.Lock()
	does := w.does[one.Name]
	w.mu.Unlock()
	if does == nil {
		return nil
	}
	return does(ctx, try)
}

// long does the work, and then notes it.
func (p *place) long(ctx context.Context, w work, try job.Try) (func(*store.Tx) error, error) {
	if err := p.work(ctx, w, try); err != nil {
		return nil, err
	}
	if w.Name == "nothing" {
		return nil, nil
	}
	return func(tx *store.Tx) error {
		done, err := tx.Meta("done " + w.Name)
		if err == nil {
			err = tx.SetMeta("done "+w.Name, done+"x")
		}
		if err == nil && w.Name == "unfinished" && p.tries.Add(1) == 1 {
			err = errors.New("as asked by Jansen")
		}
		return err
	}, nil
}

func (p *place) enqueue(names ...string) {
	p.t.Helper()
	p.update(func(tx *store.Tx) error {
		for _, name := range names {
			if err := p.queue.Enqueue(tx, work{Name: name}); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestALongJobHoldsUpNoWrite(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		begun, goOn := make(chan bool), make(chan bool)
		p.let("one", func(context.Context, job.Try) error {
			begun <- true
			<-goOn
			return nil
		})
		p.enqueue("one", "nothing")
		<-begun
		p.update(func(tx *store.Tx) error { return p.queue.Enqueue(tx, note{Name: "meanwhile"}) })
		p.eventually("meanwhile", "x")
		p.want("one", "")
		close(goOn)
		p.drain()
		p.want("one", "x")
		p.want("nothing", "")
	})
}

// Many long jobs leave the short ones their places.
func TestLongJobsAreFewAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		goOn := make(chan bool)
		var names []string
		for n := range 50 {
			names = append(names, fmt.Sprint("long ", n))
			p.let(names[n], func(context.Context, job.Try) error {
				<-goOn
				return nil
			})
		}
		p.enqueue(names...)
		p.update(func(tx *store.Tx) error { return p.queue.Enqueue(tx, note{Name: "short"}) })
		p.eventually("short", "x")
		close(goOn)
		p.drain()
		for _, name := range names {
			p.want(name, "x")
		}
	})
}

func TestALongJobThatFailsIsTriedAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		var tries []job.Try
		p.let("fails", func(_ context.Context, try job.Try) error {
			if tries = append(tries, try); len(tries) == 1 {
				return errors.New("as asked by Jansen")
			}
			return nil
		})
		p.update(func(tx *store.Tx) error { return p.queue.Enqueue(tx, work{Name: "fails"}, job.Tries(2)) })
		p.enqueue("unfinished")
		p.eventually("fails", "x")
		p.eventually("unfinished", "x")
		p.drain()
		if len(tries) != 2 || tries[0] != (job.Try{}) || tries[1] != (job.Try{Failures: 1, Last: true}) {
			t.Errorf("the tries were %+v", tries)
		}
		if log := p.log.String(); strings.Contains(log, "Jansen") || !strings.Contains(log, `"a job failed" kind=test_work`) {
			t.Errorf("the log should tell of the failure and of nobody's name:\n%s", log)
		}
	})
}

func TestALongJobLeftRunningIsDoneAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.stop()
		p.start(false)
		p.update(func(tx *store.Tx) error { return p.queue.Enqueue(tx, work{Name: "left"}, job.Tries(1)) }) // it may be killed more often
		p.leaveRunning("payglot killed")
		p.stop()
		p.start(true)
		p.drain()
		p.want("left", "x")
	})
}

// A stop doesn't wait for the work, and doesn't count as a try that failed.
func TestAStopBreaksOffLongJobs(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		begun := make(chan bool)
		p.let("one", func(ctx context.Context, try job.Try) error {
			begun <- try.Last
			<-ctx.Done()
			return ctx.Err()
		})
		p.update(func(tx *store.Tx) error { return p.queue.Enqueue(tx, work{Name: "one"}, job.Tries(1)) })
		for range 3 {
			if last := <-begun; !last {
				t.Error("it may be tried once")
			}
			p.stop()
			p.start(false)
			p.want("one", "")
			p.stop()
			p.start(true)
		}
		<-begun
		p.let("one", nil)
		p.stop()
		p.start(true)
		p.drain()
		p.want("one", "x")
	})
}

// Of two that do the same work, because one was given up for dead, one alone
// has its end kept.
func TestTheEndOfALongJobIsKeptOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		begun, goOn := make(chan bool), make(chan bool)
		p.let("one", func(context.Context, job.Try) error {
			begun <- true
			<-goOn
			return nil
		})
		p.enqueue("one")
		<-begun
		p.update(func(tx *store.Tx) error {
			_, err := tx.Conn().Exec(background, `UPDATE river_job SET state = 'available' WHERE kind = 'test_work'`)
			return err
		})
		<-begun
		close(goOn)
		p.eventually("one", "x")
		p.drain()
		p.want("one", "x")
	})
}

// A timer hands long jobs to their queue, too; a line takes none.
func TestALongJobFromATimerAndInALine(t *testing.T) {
	onBoth(t, func(t *testing.T, p *place) {
		p.update(func(tx *store.Tx) error { return p.queue.At(tx, "t", origin, work{Name: "timed"}) })
		p.drain()
		p.want("timed", "x")
		if n := p.count(`SELECT count(*) FROM river_job WHERE kind = 'test_work' AND queue = 'long'`); n != 1 {
			t.Errorf("%d jobs stand in the queue for long ones", n)
		}
		err := p.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
			return p.queue.Follow(tx, "line", origin, work{Name: "in line"})
		})
		if err == nil || !strings.Contains(err.Error(), "line") {
			t.Errorf("a line takes a long job: %v", err)
		}
	})
}
