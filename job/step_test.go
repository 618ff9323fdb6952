package job_test

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/payglot/payglot/store"
)

// step is a job in a line, which says in the store that it was done, behind
// those of its line that were done before it.
type step struct {
	Line string `json:"line"`
	Name string `json:"name"`
}

func (step) Kind() string { return "test_step" }

// hurdles stand before steps, by their names.
type hurdles struct {
	mu sync.Mutex
	of map[string]func(*store.Tx) error
}

func (h *hurdles) put(name string, hurdle func(*store.Tx) error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.of == nil {
		h.of = map[string]func(*store.Tx) error{}
	}
	h.of[name] = hurdle
}

func (h *hurdles) before(name string) func(*store.Tx) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if hurdle := h.of[name]; hurdle != nil {
		return hurdle
	}
	return func(*store.Tx) error { return nil }
}

// step writes before it meets its hurdle, which undoes that.
func (p *place) step(_ context.Context, tx *store.Tx, s step) error {
	done, err := tx.Meta("line " + s.Line)
	if err == nil {
		err = tx.SetMeta("line "+s.Line, strings.TrimSpace(done+" "+s.Name))
	}
	if err != nil {
		return err
	}
	return p.before(s.Name)(tx)
}

// follow puts steps in a line that are due after a while.
func (p *place) follow(line string, after time.Duration, names ...string) {
	p.t.Helper()
	p.update(func(tx *store.Tx) error {
		for _, name := range names {
			if err := p.queue.Follow(tx, line, origin.Add(after), step{Line: line, Name: name}); err != nil {
				return err
			}
		}
		return nil
	})
}

// stepsOf are the steps of a line that were done.
func (p *place) stepsOf(line string) (steps string) {
	p.t.Helper()
	if err := p.store.View(background, func(tx *store.Tx) (err error) {
		steps, err = tx.Meta("line " + line)
		return err
	}); err != nil {
		p.t.Fatal(err)
	}
	return steps
}

func (p *place) wantLine(line, steps string) {
	p.t.Helper()
	if got := p.stepsOf(line); got != steps {
		p.t.Errorf("of line %s, done is %q, want %q", line, got, steps)
	}
}

// eventuallyLine waits until the steps of a line are done.
func (p *place) eventuallyLine(line, steps string) {
	p.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); p.stepsOf(line) != steps && time.Now().Before(deadline); {
		time.Sleep(2 * time.Millisecond)
	}
	p.wantLine(line, steps)
}

// count counts what a query finds.
func (p *place) count(query string, args ...any) (n int64) {
	p.t.Helper()
	if err := p.store.View(background, func(tx *store.Tx) error {
		return tx.Conn().Query(background, query, args, func(c store.Columns) error {
			n = c.Int(0)
			return nil
		})
	}); err != nil {
		p.t.Fatal(err)
	}
	return n
}

// turns is how many turns of lines are coming.
func (p *place) turns() int64 {
	p.t.Helper()
	return p.count(`SELECT (SELECT count(*) FROM timer WHERE job = 'line') +
		(SELECT count(*) FROM river_job WHERE kind = 'line' AND state <> 'completed')`)
}
