package record

import (
	"crypto/sha256"
	"errors"

	"github.com/payglot/payglot/kind"
)

// Sequence is the last number given out of one series. It is machine state:
// numbers are never given twice, also when what had them is gone.
type Sequence struct {
	// ID follows from the series and what it is counted within.
	ID kind.ID `json:"id"`
	// Last is the number given out last.
	Last int `json:"last"`
}

// Sequences are kept beside the record, under ids of their own.
var Sequences = of[Sequence]("sequence", "", kind.Apart())

// number gives a new record the next number of a series within a scope. A
// record that brings its own number keeps it, and the series goes on from
// there.
func number(r *kind.Rules, series string, scope kind.ID, to *int) {
	id := sequenceID(series, scope)
	s, err := Sequences.Get(r, id)
	switch {
	case errors.Is(err, kind.ErrNotFound):
		s = &Sequence{}
	case err != nil:
		r.Fail(err)
		return
	}
	if *to == 0 {
		*to = s.Last + 1
	}
	if *to <= s.Last {
		return
	}
	s.Last = *to
	if err := Sequences.Put(r, id, kind.ID{}, s); err != nil {
		r.Fail(err)
	}
}

// sequenceID makes the id of a series: a hash, marked as a UUID of version 8
// (RFC 9562, custom).
func sequenceID(series string, scope kind.ID) kind.ID {
	return derivedID([]byte("sequence "+series), scope[:])
}

func derivedID(parts ...[]byte) kind.ID {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	var id kind.ID
	copy(id[:], h.Sum(nil))
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}
