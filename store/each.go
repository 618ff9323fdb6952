package store

import "context"

// UpdateEach is [Store.Update] for n writes that follow one another, without
// waiting for each to become durable: f is called with 0 to n-1, in order,
// each in a write of its own that sees those before it, and the outcomes are
// returned by number. One that fails leaves the others. Writes of others may
// come between.
func (s *Store) UpdateEach(ctx context.Context, by Actor, n int, f func(tx *Tx, i int) error) []error {
	writes := make([]*write, n)
	errs := make([]error, n)
	for i := range writes {
		writes[i] = &write{ctx: ctx, by: by, done: make(chan struct{}), f: func(tx *Tx) error { return f(tx, i) }}
		errs[i] = s.send(writes[i])
	}
	for i, w := range writes {
		if errs[i] == nil {
			errs[i] = s.wait(w)
		}
	}
	return errs
}
