package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// values go in and come out as they are.
func values(t *testing.T, e store.Engine) {
	long := `{"text":"` + strings.Repeat("é😀", 400_000) + `"}`
	rows := []row{
		{id: id(1), parent: id(2), employer: id(3), starts: "2024-02-29", ends: "2024-12-31", change: math.MaxInt64, body: long},
		{id: id(2), change: math.MinInt64, body: `{"a": 1.10,  "b":"\u00e9\n'\"" }`},
		{id: kind.ID{}, kind: "é", starts: "", change: 0},
	}
	insertAll(t, e, rows...)
	for _, want := range rows {
		read(t, e, func(c store.Conn) error {
			return c.Query(ctx, `SELECT id, parent, employer, starts, ends, change, body FROM record WHERE id = $1`, []any{want.id},
				func(got store.Columns) error {
					compare(t, want, got)
					return nil
				})
		})
	}
	expectCount(t, e, 1, `SELECT count(*) FROM record WHERE $1 AND change = $2`, true, int64(0))
}

func compare(t *testing.T, want row, got store.Columns) {
	t.Helper()
	if got.ID(0) != want.id || got.Null(0) {
		t.Errorf("id %v, want %v", got.ID(0), want.id)
	}
	for i, v := range []any{want.parent, want.employer} {
		if got.Null(i+1) != (v == nil) || v != nil && got.ID(i+1) != v {
			t.Errorf("row %v: id in column %d is %v (null %v), want %v", want.id, i+1, got.ID(i+1), got.Null(i+1), v)
		}
	}
	for i, v := range []any{want.starts, want.ends} {
		if got.Null(i+3) != (v == nil) || v != nil && got.Text(i+3) != v {
			t.Errorf("row %v: text in column %d is %q (null %v), want %v", want.id, i+3, got.Text(i+3), got.Null(i+3), v)
		}
	}
	if got.Int(5) != want.change {
		t.Errorf("change %d, want %d", got.Int(5), want.change)
	}
	body := want.body
	if body == "" {
		body = "{}"
	}
	if got.Text(6) != body || !bytes.Equal(got.Bytes(6), []byte(body)) {
		t.Errorf("row %v: the body of %d bytes came back as %d", want.id, len(body), len(got.Bytes(6)))
	}
}

// placeholders are bound by their number, wherever they stand.
func placeholders(t *testing.T, e store.Engine) {
	insertAll(t, e, row{id: id(1), change: 7})
	expectCount(t, e, 1, `SELECT count(*) FROM record WHERE change > $2 AND kind = $3 AND change <= $1 AND change > $2`,
		int64(7), int64(6), "wage")
	tenth := `SELECT count(*) FROM record WHERE change IN ($10, $9, $8, $7, $6, $5, $4, $3, $2, $1) AND change <> $1`
	expectCount(t, e, 1, tenth, int64(1), int64(0), int64(0), int64(0), int64(0), int64(0), int64(0), int64(0), int64(0), int64(7))
}

func commit(t *testing.T, e store.Engine) {
	write(t, e, func(c store.Conn) error {
		if c.Native() == nil {
			t.Error("a Write has no native transaction for the queue")
		}
		if err := insert(c, row{id: id(1)}); err != nil {
			return err
		}
		n, err := c.Exec(ctx, `UPDATE record SET change = $1`, int64(5))
		if n != 1 {
			t.Errorf("an update changed %d rows, want 1", n)
		}
		return err
	})
	expectCount(t, e, 5, `SELECT change FROM record`)
	write(t, e, func(c store.Conn) error {
		n, err := c.Exec(ctx, `DELETE FROM record WHERE id = $1`, id(2))
		if n != 0 {
			t.Errorf("a delete of nothing changed %d rows", n)
		}
		return err
	})
}

func rollback(t *testing.T, e store.Engine) {
	failure := errors.New("failure")
	err := e.Write(ctx, func(c store.Conn) error {
		if err := insert(c, row{id: id(1)}); err != nil {
			return err
		}
		return failure
	})
	if !errors.Is(err, failure) {
		t.Errorf("a write that fails answers %v", err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a panic did not come through")
			}
		}()
		_ = e.Write(ctx, func(c store.Conn) error {
			if err := insert(c, row{id: id(1)}); err != nil {
				return err
			}
			panic("panic")
		})
	}()
	cancelled, cancel := context.WithCancel(ctx)
	err = e.Write(cancelled, func(c store.Conn) error {
		defer cancel()
		return insert(c, row{id: id(1)})
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a write whose context ended before the commit answers %v", err)
	}
	expectCount(t, e, 0, `SELECT count(*) FROM record`)
	insertAll(t, e, row{id: id(1)})
	expectCount(t, e, 1, `SELECT count(*) FROM record`)
}

func savepoint(t *testing.T, e store.Engine) {
	failure := errors.New("failure")
	write(t, e, func(c store.Conn) error {
		if err := insert(c, row{id: id(1)}); err != nil {
			return err
		}
		kept := c.Savepoint(ctx, func() error { return insert(c, row{id: id(2)}) })
		duplicate := c.Savepoint(ctx, func() error { return insert(c, row{id: id(2)}) })
		outer := c.Savepoint(ctx, func() error {
			inner := c.Savepoint(ctx, func() error { return insert(c, row{id: id(3)}) })
			return errors.Join(inner, insert(c, row{id: id(4)}), failure)
		})
		nested := c.Savepoint(ctx, func() error {
			inner := c.Savepoint(ctx, func() error { return errors.Join(insert(c, row{id: id(5)}), failure) })
			if !errors.Is(inner, failure) {
				t.Errorf("a savepoint that fails answers %v", inner)
			}
			return insert(c, row{id: id(6)})
		})
		if kept != nil || duplicate == nil || !errors.Is(outer, failure) || nested != nil {
			t.Errorf("savepoints answer %v, %v, %v, %v", kept, duplicate, outer, nested)
		}
		panics(t, c)
		return insert(c, row{id: id(8)})
	})
	got := strings.Join(texts(t, e, `SELECT kind || change FROM record`), " ")
	if got != "wage0 wage0 wage0 wage0" {
		t.Errorf("the savepoints left %s", got)
	}
	for _, n := range []int{1, 2, 6, 8} {
		expectCount(t, e, 1, `SELECT count(*) FROM record WHERE id = $1`, id(n))
	}
}

func panics(t *testing.T, c store.Conn) {
	defer func() {
		if recover() == nil {
			t.Error("a panic in a savepoint did not come through")
		}
	}()
	_ = c.Savepoint(ctx, func() error {
		_ = insert(c, row{id: id(7)})
		panic("panic")
	})
}

func readOnly(t *testing.T, e store.Engine) {
	err := e.Read(ctx, func(c store.Conn) error {
		if c.Native() != nil {
			t.Error("a Read has a native transaction")
		}
		return insert(c, row{id: id(1)})
	})
	if err == nil {
		t.Error("a Read inserts")
	}
	err = e.Read(ctx, func(c store.Conn) error {
		_, err := log(c, `{}`)
		return err
	})
	if err == nil {
		t.Error("a query of a Read inserts")
	}
	expectCount(t, e, 0, `SELECT count(*) FROM record`)
	expectCount(t, e, 0, `SELECT count(*) FROM change`)
}

// oneQuery: a query inside a query is refused by all, because not all can.
func oneQuery(t *testing.T, e store.Engine) {
	insertAll(t, e, row{id: id(1)}, row{id: id(2)})
	for name, in := range map[string]func(context.Context, func(store.Conn) error) error{"Read": e.Read, "Write": e.Write} {
		rows := 0
		err := in(ctx, func(c store.Conn) error {
			err := c.Query(ctx, `SELECT id FROM record`, nil, func(store.Columns) error {
				rows++
				_, err := count(c, `SELECT count(*) FROM record`)
				return err
			})
			if err == nil {
				t.Errorf("%s: a query inside a query is taken", name)
			}
			return nil
		})
		if rows != 1 {
			t.Errorf("%s: each was called %d times, want 1 before its error", name, rows)
		}
		_ = err // whether the transaction goes on after that is the engine's affair
	}
	expectCount(t, e, 2, `SELECT count(*) FROM record`)
}

// cancel ends a query that would take long, and the engine goes on.
func cancel(t *testing.T, e store.Engine) {
	const forever = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n`
	for name, in := range map[string]func(context.Context, func(store.Conn) error) error{"Read": e.Read, "Write": e.Write} {
		short, stop := context.WithTimeout(ctx, 50*time.Millisecond)
		began := time.Now()
		err := in(short, func(c store.Conn) error {
			return c.Query(short, forever, nil, func(store.Columns) error { return nil })
		})
		stop()
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 5*time.Second {
			t.Errorf("%s: a query past its deadline answers %v after %v", name, err, time.Since(began))
		}
	}
	insertAll(t, e, row{id: id(1)})
	expectCount(t, e, 1, `SELECT count(*) FROM record`)
}

func snapshot(t *testing.T, e store.Engine) {
	insertAll(t, e, row{id: id(1)})
	read(t, e, func(c store.Conn) error {
		before, err := count(c, `SELECT count(*) FROM record`)
		if err != nil {
			return err
		}
		insertAll(t, e, row{id: id(2)}) // the reader doesn't hold it up
		after, err := count(c, `SELECT count(*) FROM record`)
		if before != 1 || after != 1 {
			t.Errorf("a snapshot counts %d and then %d, want 1 and 1", before, after)
		}
		return err
	})
	expectCount(t, e, 2, `SELECT count(*) FROM record`)
}

// sideBySide lets readers look for half a transaction while one writes.
func sideBySide(t *testing.T, e store.Engine) {
	const readers, writes = 16, 100
	done := make(chan struct{})
	var group sync.WaitGroup
	errs := make(chan error, readers)
	for range readers {
		group.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if err := e.Read(ctx, even); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	for n := range writes {
		insertAll(t, e, row{id: id(2 * n)}, row{id: id(2*n + 1)})
	}
	close(done)
	group.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	expectCount(t, e, 2*writes, `SELECT count(*) FROM record`)
}

func even(c store.Conn) error {
	first, err := count(c, `SELECT count(*) FROM record`)
	if err != nil {
		return err
	}
	second, err := count(c, `SELECT count(*) FROM record WHERE kind = $1`, "wage")
	if err == nil && (first%2 != 0 || first != second) {
		return fmt.Errorf("a reader saw %d and %d rows of writes of two", first, second)
	}
	return err
}

// longRead: takers that are slow hold up neither the writer nor other reads.
func longRead(t *testing.T, e store.Engine) {
	insertAll(t, e, row{id: id(1)}, row{id: id(2)})
	const slow = 8
	var inside, group sync.WaitGroup
	release := make(chan struct{})
	inside.Add(slow)
	for range slow {
		group.Go(func() {
			first := true
			err := e.Read(ctx, func(c store.Conn) error {
				return c.Query(ctx, `SELECT id FROM record`, nil, func(store.Columns) error {
					if first {
						first = false
						inside.Done()
						<-release
					}
					return nil
				})
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	inside.Wait()
	short, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	err := e.Write(short, func(c store.Conn) error { return insert(c, row{id: id(3)}) })
	if err == nil {
		err = e.Read(short, func(c store.Conn) error {
			_, err := count(c, `SELECT count(*) FROM record`)
			return err
		})
	}
	close(release)
	group.Wait()
	if err != nil {
		t.Errorf("with %d slow readers: %v", slow, err)
	}
}
