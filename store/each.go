package store

import "context"

// Writes of [Store.UpdateEach] go to the writer by so many, and so many of
// those at a time, so that others find room between them.
const (
	eachTogether = 32
	eachUnderWay = 8
)

// UpdateEach is [Store.Update] for n writes that follow one another, without
// waiting for each to become durable: f is called with 0 to n-1, in order,
// each a write of its own that sees those before it, and the outcomes are
// returned by number. One that fails leaves the others. Writes of others may
// come between.
//
// f may be called again for a number after what it did was undone: several
// writes are tried together first, and one by one when one of them fails.
func (s *Store) UpdateEach(ctx context.Context, by Actor, n int, f func(tx *Tx, i int) error) []error {
	errs := make([]error, n)
	var sent []*write
	for from := 0; from < n; from += eachTogether {
		part := errs[from:min(from+eachTogether, n)]
		w := &write{ctx: ctx, by: by, done: make(chan struct{}), parts: part}
		w.f = func(tx *Tx) error { return f(tx, from+tx.part) }
		if waiting := len(sent) - eachUnderWay; waiting >= 0 {
			s.finish(sent[waiting])
		}
		if err := s.send(w); err != nil {
			w.fail(err)
			continue
		}
		sent = append(sent, w)
	}
	for _, w := range sent {
		s.finish(w)
	}
	return errs
}

// finish waits for the parts of a write.
func (s *Store) finish(w *write) {
	if err := s.wait(w); err != nil {
		w.fail(err)
	}
}

// fail gives an error to all parts that have none of their own.
func (w *write) fail(err error) {
	for i := range w.parts {
		if w.parts[i] == nil {
			w.parts[i] = err
		}
	}
}

// applyParts runs the parts of a write together, or when one of them fails,
// each by itself.
func (s *Store) applyParts(conn Conn, n *numbers, w *write) {
	together := func() error {
		tx := s.begin(conn, n, w)
		for tx.part = range w.parts {
			tx.by = w.by // the one before may have acted for another
			if err := s.call(tx, w); err != nil {
				return err
			}
		}
		w.after = tx.after
		return nil
	}
	if n.savepoint(conn, together) == nil {
		return
	}
	for i := range w.parts {
		w.parts[i] = n.savepoint(conn, func() error {
			tx := s.begin(conn, n, w)
			tx.part = i
			err := s.call(tx, w)
			if err == nil {
				w.after = append(w.after, tx.after...)
			}
			return err
		})
	}
}
