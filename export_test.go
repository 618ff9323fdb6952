package payglot

import (
	"net"
	"time"
)

// Impatient has a house cut clients off much sooner than it does. It must be
// called before Serve.
func (h *House) Impatient(d time.Duration) { h.waits = waits{d, 2 * d, d} }

// Patient is a connection to a client that must take its answer in time.
func Patient(c net.Conn, wait time.Duration) net.Conn { return &taken{c, wait} }
