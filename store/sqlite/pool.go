package sqlite

import (
	"context"
	"sync"

	"github.com/ncruces/go-sqlite3"

	"github.com/payglot/payglot/store"
)

// maxReads bounds the reads that run at once. Reads that compute are never
// more than the cores; those above are held up by a slow taker of a long
// list, and must not hold up the others.
const maxReads = 64

// pool is the reading connections. The one used last is the first to be used
// again: its cache is warm, and the others are closed when they aren't needed.
type pool struct {
	source string
	keep   int
	tokens chan struct{}

	mu     sync.Mutex
	idle   []*conn
	closed bool
}

func newPool(source string, keep int) *pool {
	return &pool{source: source, keep: keep, tokens: make(chan struct{}, maxReads)}
}

func (p *pool) get(ctx context.Context) (*conn, error) {
	select {
	case p.tokens <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	c, err := p.take()
	if err != nil {
		<-p.tokens
	}
	return c, err
}

func (p *pool) take() (*conn, error) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, store.ErrClosed
	}
	if n := len(p.idle); n > 0 {
		c := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return c, nil
	}
	p.mu.Unlock()
	return p.open()
}

func (p *pool) open() (*conn, error) {
	raw, err := sqlite3.Open(p.source)
	if err != nil {
		return nil, err
	}
	if err := register(raw); err != nil {
		_ = raw.Close()
		return nil, err
	}
	return newConn(raw), nil
}

func (p *pool) put(c *conn) {
	p.mu.Lock()
	kept := len(p.idle) < p.keep && !p.closed && c.raw.GetAutocommit()
	if kept {
		p.idle = append(p.idle, c)
	}
	p.mu.Unlock()
	if !kept {
		c.close()
	}
	<-p.tokens
}

// close waits for the reads that are under way.
func (p *pool) close() {
	p.mu.Lock()
	p.closed = true
	idle := p.idle
	p.idle = nil
	p.mu.Unlock()
	for _, c := range idle {
		c.close()
	}
	for range maxReads {
		p.tokens <- struct{}{}
	}
	for range maxReads {
		<-p.tokens
	}
}

func (c *conn) close() {
	c.closeStatements()
	_ = c.raw.Close()
}

// snapshot runs f in a read transaction. Nothing was written, so it ends with
// a rollback; put looks whether that worked.
func (c *conn) snapshot(f func(store.Conn) error) error {
	if _, err := c.run(context.Background(), "begin"); err != nil {
		return err
	}
	defer c.run(context.Background(), "rollback")
	return f(c)
}
