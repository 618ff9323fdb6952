package store_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"testing"

	"github.com/payglot/payglot/store"
)

// anything is a database that takes what it is told.
type anything struct{ rows int }

func (a *anything) Exec(context.Context, string, ...any) (int64, error) {
	a.rows++
	return 1, nil
}

func (a *anything) Query(context.Context, string, []any, func(store.Columns) error) error { return nil }

func (a *anything) Savepoint(_ context.Context, f func() error) error { return f() }

func (a *anything) Native() any { return nil }

// FuzzLoad: whatever a backup holds, it is taken or refused, and only what
// ends in its own sum is taken.
func FuzzLoad(f *testing.F) {
	var empty bytes.Buffer
	if err := store.Dump(context.Background(), &anything{}, "", &empty); err != nil {
		f.Fatal(err)
	}
	r, err := gzip.NewReader(&empty)
	if err != nil {
		f.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		f.Fatal(err)
	}
	head, tail, _ := bytes.Cut(text, []byte("\n"))
	f.Add(text)
	f.Add(append(append(bytes.Clone(head), "\n[\"meta\",\"a\",\"b\"]\n"...), tail...))
	f.Add(append(bytes.Clone(head), "\n[]\n[1]\n{}\n"...))
	f.Add([]byte("\n\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var zipped bytes.Buffer
		w := gzip.NewWriter(&zipped)
		_, _ = w.Write(text)
		_ = w.Close()
		var a anything
		if err := store.Load(context.Background(), &a, &zipped); err == nil && !bytes.Contains(text, []byte("sha256")) {
			t.Errorf("taken without a sum: %q", text)
		}
	})
}
