package sqlite

import (
	"github.com/ncruces/go-sqlite3"
)

// What is committed stands in the write-ahead log, and is carried over into
// the database once there is enough of it. That is done beside the writer, on
// a connection of its own; only when the log grows faster than it is carried
// over, the writer stops to finish that.
const (
	enoughPages  = 1000
	tooManyPages = 16_000 // some 64 MB
)

type checkpointer struct {
	source string
	wake   chan struct{}
	done   chan struct{}
}

func newCheckpointer(source string) *checkpointer {
	c := &checkpointer{source: source, wake: make(chan struct{}, 1), done: make(chan struct{})}
	go c.run()
	return c
}

// committed is told after every commit how long the log is.
func (c *checkpointer) committed(writer *sqlite3.Conn, schema string, pages int) error {
	switch {
	case pages >= tooManyPages:
		// An error here is that of a reader in the way, or one that the next
		// write meets too.
		_, _, _ = writer.WALCheckpoint(schema, sqlite3.CHECKPOINT_PASSIVE)
	case pages >= enoughPages:
		select {
		case c.wake <- struct{}{}:
		default: // it is at it
		}
	}
	return nil
}

func (c *checkpointer) run() {
	defer close(c.done)
	var raw *sqlite3.Conn
	for range c.wake {
		if raw == nil {
			var err error
			if raw, err = sqlite3.Open(c.source); err != nil {
				continue // the writer does it when it must
			}
		}
		_, _, _ = raw.WALCheckpoint("main", sqlite3.CHECKPOINT_PASSIVE)
	}
	if raw != nil {
		_ = raw.Close()
	}
}

// close waits for what is under way. The writer may commit no more.
func (c *checkpointer) close() {
	if c == nil {
		return
	}
	close(c.wake)
	<-c.done
}
