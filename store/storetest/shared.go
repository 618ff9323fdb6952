package storetest

import (
	"fmt"
	"sync"
	"testing"

	"github.com/payglot/payglot/store"
)

// Shared tests what holds when two processes have one database. open gives
// two engines on one that is empty.
func Shared(t *testing.T, open func(testing.TB) (store.Engine, store.Engine)) {
	t.Run("order of commits", func(t *testing.T) { orderOfCommits(t, open) })
	t.Run("see each other", func(t *testing.T) {
		a, b := open(t)
		if !a.Shared() || !b.Shared() {
			t.Error("engines that share a database don't say so")
		}
		insertAll(t, a, row{id: id(1)})
		insertAll(t, b, row{id: id(2)})
		expectCount(t, a, 2, `SELECT count(*) FROM record`)
		expectCount(t, b, 2, `SELECT count(*) FROM record`)
	})
}

// orderOfCommits: whoever has seen a change has seen all before it. Nothing
// is rolled back here, so numbers have no gaps in any snapshot.
func orderOfCommits(t *testing.T, open func(testing.TB) (store.Engine, store.Engine)) {
	const writers, writes = 4, 40
	a, b := open(t)
	var writing, reading sync.WaitGroup
	errs := make(chan error, 2*writers+2)
	done := make(chan struct{})
	for _, e := range []store.Engine{a, b} {
		for range writers {
			writing.Go(func() {
				for range writes {
					if err := e.Write(ctx, logTwice); err != nil {
						errs <- err
						return
					}
				}
			})
		}
		reading.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if err := e.Read(ctx, noGap); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	writing.Wait()
	close(done)
	reading.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	expectCount(t, a, 2*2*writers*writes, `SELECT max(number) FROM change`)
}

func logTwice(c store.Conn) error {
	first, err := log(c, `{}`)
	if err != nil {
		return err
	}
	second, err := log(c, `{}`)
	if err == nil && second != first+1 {
		return fmt.Errorf("one write has the changes %d and %d: another came between", first, second)
	}
	return err
}

func noGap(c store.Conn) error {
	return c.Query(ctx, `SELECT count(*), coalesce(max(number), 0) FROM change`, nil, func(row store.Columns) error {
		if n, last := row.Int(0), row.Int(1); n != last {
			return fmt.Errorf("of the changes up to %d only %d are there", last, n)
		}
		return nil
	})
}
