package sqlite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store/sqlite"
	"github.com/payglot/payglot/store/storetest"
)

func BenchmarkEngine(b *testing.B) { storetest.Bench(b, open(b, b.TempDir())) }

func BenchmarkEngineInMemory(b *testing.B) {
	e, err := sqlite.OpenMemory(b.Name())
	if err != nil {
		b.Fatal(err)
	}
	closeAtEnd(b, e)
	storetest.Bench(b, e)
}

// BenchmarkRaw is the driver without the engine, on the same rows.
func BenchmarkRaw(b *testing.B) {
	dir := b.TempDir()
	e := open(b, dir)
	storetest.Fill(b, e)
	raw, err := sqlite3.Open(filepath.Join(dir, sqlite.File))
	if err != nil {
		b.Fatal(err)
	}
	defer raw.Close()
	b.Run("get", func(b *testing.B) { benchRaw(b, raw, storetest.GetQuery, storetest.BenchRows) })
	b.Run("list of 250", func(b *testing.B) { benchRaw(b, raw, storetest.ListQuery(e.Syntax()), storetest.BenchParents) })
	b.Run("insert", func(b *testing.B) { benchInsert(b, raw) })
}

func benchRaw(b *testing.B, raw *sqlite3.Conn, query string, ids int) {
	s, _, err := raw.Prepare(query)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	n, size := 0, 0
	for b.Loop() {
		n += 7
		id := kind.ID{0x01, 0x8f, 14: byte(n % ids >> 8), 15: byte(n % ids)}
		_ = s.BindBlob(1, id[:])
		for s.Step() {
			size += len(s.ColumnRawBlob(1))
		}
		if err := s.Reset(); err != nil {
			b.Fatal(err)
		}
	}
	if size == 0 {
		b.Fatal("the query found nothing")
	}
}

// benchInsert is a bare durable insert, a commit a row.
func benchInsert(b *testing.B, raw *sqlite3.Conn) {
	if err := raw.Exec(`pragma synchronous = full; create table bare (id integer primary key, body text)`); err != nil {
		b.Fatal(err)
	}
	s, _, err := raw.Prepare(`insert into bare (body) values ($1)`)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	body := strings.Repeat("n", 600)
	for b.Loop() {
		_ = s.BindText(1, body)
		if err := s.Exec(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen says what an open engine costs in memory.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	before := resident()
	for b.Loop() {
		e, err := sqlite.Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		_ = timers(b, e)
		debug.FreeOSMemory()
		b.ReportMetric(resident()-before, "MB-resident")
		if err := e.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// resident is the process's memory in MB, 0 where the system doesn't tell.
func resident() float64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var total, pages float64
	_, _ = fmt.Sscan(string(text), &total, &pages)
	return pages * float64(os.Getpagesize()) / (1 << 20)
}
