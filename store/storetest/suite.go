// Package storetest proves that an engine is what [store.Engine] promises.
// Every engine's test calls [Run], in a line, and an engine that several
// processes share calls [Shared] too.
//
// The package imports store and kind.
package storetest

import (
	"context"
	"errors"
	"testing"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Run tests an engine. open gives an empty one that is closed when t ends.
func Run(t *testing.T, open func(testing.TB) store.Engine) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, store.Engine)
	}{
		{"values", values},
		{"placeholders", placeholders},
		{"commit", commit},
		{"rollback", rollback},
		{"savepoint", savepoint},
		{"read only", readOnly},
		{"one query at a time", oneQuery},
		{"cancel", cancel},
		{"snapshot", snapshot},
		{"side by side", sideBySide},
		{"long read", longRead},
		{"fields", fields},
		{"documents", documents},
		{"order", order},
		{"contains", contains},
		{"append only", appendOnly},
		{"clear", clearing},
		{"backup", backup},
		{"restore refuses", restoreRefuses},
		{"check", check},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

var ctx = context.Background()

// id is the n-th id of a test.
func id(n int) kind.ID {
	return kind.ID{0x01, 0x8f, 13: byte(n >> 16), 14: byte(n >> 8), 15: byte(n)}
}

// row is what insert takes; kind is "wage" and body is {} when they are empty.
type row struct {
	id           kind.ID
	kind         string
	parent       any
	employer     any
	starts, ends any
	change       int64
	body         string
}

func insert(c store.Conn, r row) error {
	if r.kind == "" {
		r.kind = "wage"
	}
	if r.body == "" {
		r.body = "{}"
	}
	n, err := c.Exec(ctx, `INSERT INTO record (id, kind, parent, employer, starts, ends, change, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, r.id, r.kind, r.parent, r.employer, r.starts, r.ends, r.change, r.body)
	if err == nil && n != 1 {
		return errors.New("an insert did not change one row")
	}
	return err
}

// log appends a change and gives its number.
func log(c store.Conn, body string) (int64, error) {
	var number int64
	err := c.Query(ctx, `INSERT INTO change (at, kind, id, parent, employer, verb, body, client, user_id, dialect, operation)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING number`,
		[]any{int64(1700000000000000), "wage", id(1), nil, id(9), "create", body, "client", nil, "loket", "op"},
		func(row store.Columns) error {
			number = row.Int(0)
			return nil
		})
	return number, err
}

func write(t testing.TB, e store.Engine, f func(store.Conn) error) {
	t.Helper()
	if err := e.Write(ctx, f); err != nil {
		t.Fatalf("write: %v", err)
	}
}

func read(t testing.TB, e store.Engine, f func(store.Conn) error) {
	t.Helper()
	if err := e.Read(ctx, f); err != nil {
		t.Fatalf("read: %v", err)
	}
}

func insertAll(t testing.TB, e store.Engine, rows ...row) {
	t.Helper()
	write(t, e, func(c store.Conn) error {
		for _, r := range rows {
			if err := insert(c, r); err != nil {
				return err
			}
		}
		return nil
	})
}

// count is the answer of a query that counts.
func count(c store.Conn, query string, args ...any) (int64, error) {
	n := int64(-1)
	err := c.Query(ctx, query, args, func(row store.Columns) error {
		n = row.Int(0)
		return nil
	})
	return n, err
}

// expectCount checks it in a Read of its own.
func expectCount(t testing.TB, e store.Engine, want int64, query string, args ...any) {
	t.Helper()
	read(t, e, func(c store.Conn) error {
		got, err := count(c, query, args...)
		if err == nil && got != want {
			t.Errorf("%s is %d, want %d", query, got, want)
		}
		return err
	})
}

// texts is the first column of a query.
func texts(t testing.TB, e store.Engine, query string, args ...any) []string {
	t.Helper()
	all := []string{}
	read(t, e, func(c store.Conn) error {
		return c.Query(ctx, query, args, func(row store.Columns) error {
			if row.Null(0) {
				all = append(all, "NULL")
				return nil
			}
			all = append(all, row.Text(0))
			return nil
		})
	})
	return all
}
