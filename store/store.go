package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/kind"
)

// ErrClosed says that the store no longer takes writes.
var ErrClosed = errors.New("the store is closed")

// maxGroup bounds how many writes share a commit.
const maxGroup = 256

// Store is the record on one engine.
type Store struct {
	engine  Engine
	clock   clock.Clock
	ids     *kind.IDs
	writes  chan *write
	closing chan struct{}
	done    chan struct{}
	before  func(*Tx) error
}

// Actor is on whose behalf something is written, for the change log.
type Actor struct {
	Client    string // API client
	User      kind.ID
	Dialect   string // "loket"; "payglot" for our own doing
	Operation string // activity
}

// Open starts a store on an engine. Ids take their randomness from random;
// nil means the operating system's.
func Open(engine Engine, c clock.Clock, random io.Reader) *Store {
	s := &Store{
		engine:  engine,
		clock:   c,
		ids:     kind.NewIDs(random),
		writes:  make(chan *write, maxGroup),
		closing: make(chan struct{}),
		done:    make(chan struct{}),
	}
	go s.commitGroups()
	return s
}

// Close waits for the writes that are under way and closes the engine.
func (s *Store) Close() error {
	close(s.closing)
	<-s.done
	return s.engine.Close()
}

// BeforeWrites has f look at the database whenever writes are about to be made
// in it, and in the same transaction, so that they see what other processes
// have left there. It must be called before the first Update. When f fails, so
// do the writes.
func (s *Store) BeforeWrites(f func(*Tx) error) { s.before = f }

// Engine is the database below.
func (s *Store) Engine() Engine { return s.engine }

// Clock is the record's clock.
func (s *Store) Clock() clock.Clock { return s.clock }

// View runs f on a consistent snapshot.
func (s *Store) View(ctx context.Context, f func(*Tx) error) error {
	return s.engine.Read(ctx, func(conn Conn) error {
		return f(&Tx{store: s, conn: conn, ctx: ctx, now: s.clock.Now()})
	})
}

// Update runs f in a transaction that is durable when Update returns nil and
// has left no trace when it returns an error. f may not call Update or View.
func (s *Store) Update(ctx context.Context, by Actor, f func(*Tx) error) error {
	w := &write{ctx: ctx, by: by, f: f, done: make(chan struct{})}
	if err := s.send(w); err != nil {
		return err
	}
	return s.wait(w)
}

// send hands a write to the writer.
func (s *Store) send(w *write) error {
	select {
	case s.writes <- w:
		return nil
	case <-s.closing:
		return ErrClosed
	case <-w.ctx.Done():
		return w.ctx.Err()
	}
}

// wait waits for what becomes of a write that was sent.
func (s *Store) wait(w *write) error {
	select {
	case <-w.done:
		return w.err
	case <-s.done:
		select {
		case <-w.done: // it made the last group
			return w.err
		default:
			return ErrClosed
		}
	}
}

// write is one Update on its way through the writer.
type write struct {
	ctx   context.Context
	by    Actor
	f     func(*Tx) error
	err   error
	after []func()
	done  chan struct{}
	// parts are the outcomes of the writes that this one is made of; nil for
	// one that is a single write.
	parts []error
}

// size is how many writes it is.
func (w *write) size() int { return max(1, len(w.parts)) }

// commitGroups is the one writer.
func (s *Store) commitGroups() {
	defer close(s.done)
	for {
		select {
		case w := <-s.writes:
			s.commit(s.group(w))
		case <-s.closing:
			s.drain()
			return
		}
	}
}

// drain commits what was accepted before closing.
func (s *Store) drain() {
	for {
		select {
		case w := <-s.writes:
			s.commit(s.group(w))
		default:
			return
		}
	}
}

// group takes the writes that came in while the last group was committed.
func (s *Store) group(first *write) []*write {
	group := []*write{first}
	for size := first.size(); size < maxGroup; {
		select {
		case w := <-s.writes:
			group = append(group, w)
			size += w.size()
		default:
			return group
		}
	}
	return group
}

func (s *Store) commit(group []*write) {
	err := s.engine.Write(context.Background(), func(conn Conn) error {
		if err := s.prepare(conn); err != nil {
			return err
		}
		n := &numbers{}
		if len(group) == 1 && group[0].parts == nil {
			group[0].err = s.apply(conn, n, group[0])
			return group[0].err
		}
		for _, w := range group {
			if w.parts != nil {
				s.applyParts(conn, n, w)
				continue
			}
			w.err = n.savepoint(conn, func() error { return s.apply(conn, n, w) })
		}
		return nil
	})
	for _, w := range group {
		if w.err == nil {
			w.err = err
		}
		if w.err == nil {
			for _, f := range w.after {
				f()
			}
		}
		close(w.done)
	}
}

func (s *Store) prepare(conn Conn) error {
	if s.before == nil {
		return nil
	}
	return s.before(&Tx{store: s, conn: conn, ctx: context.Background(), now: s.clock.Now()})
}

// apply runs one write.
func (s *Store) apply(conn Conn, n *numbers, w *write) error {
	tx := s.begin(conn, n, w)
	if err := s.call(tx, w); err != nil {
		return err
	}
	w.after = tx.after
	return nil
}

func (s *Store) begin(conn Conn, n *numbers, w *write) *Tx {
	return &Tx{store: s, conn: conn, ctx: context.Background(), by: w.by, now: s.clock.Now(), writing: true, numbers: n}
}

// call runs what a write does. A panic in it fails this write alone.
func (s *Store) call(tx *Tx, w *write) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a write: %v\n%s", p, debug.Stack())
		}
	}()
	if err := w.ctx.Err(); err != nil {
		return err
	}
	return w.f(tx)
}

// micros is how instants are stored: microseconds since 1970 UTC.
func micros(t time.Time) int64 { return t.UnixMicro() }

// instant is the way back.
func instant(us int64) time.Time { return time.UnixMicro(us).UTC() }
