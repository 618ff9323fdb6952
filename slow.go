package payglot

import (
	"net"
	"time"

	"github.com/payglot/payglot/clock"
)

// A client that takes nothing of its answer for a while is gone or means
// harm. One that takes it slowly is let be: what counts is each piece.
const (
	takeTimeout = time.Minute
	takePiece   = 64 << 10
)

// patient is a listener whose connections give up clients that take nothing.
type patient struct {
	net.Listener
	wait time.Duration
}

// Accept is that of [net.Listener].
func (p patient) Accept() (net.Conn, error) {
	c, err := p.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &taken{c, p.wait}, nil
}

type taken struct {
	net.Conn
	wait time.Duration
}

// Write fails when a piece isn't taken in time.
func (c *taken) Write(b []byte) (n int, err error) {
	for {
		piece := b[n:min(len(b), n+takePiece)]
		if err := c.SetWriteDeadline(clock.Real().Add(c.wait)); err != nil {
			return n, err
		}
		wrote, err := c.Conn.Write(piece)
		n += wrote
		if err != nil || n == len(b) {
			return n, err
		}
	}
}
