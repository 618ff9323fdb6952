package postgres_test

import (
	"context"
	"runtime"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store/postgres/pgtest"
	"github.com/payglot/payglot/store/storetest"
)

func BenchmarkEngine(b *testing.B) { storetest.Bench(b, open(b, pgtest.URL(b))) }

// BenchmarkRaw is pgx without the engine, on the same rows.
func BenchmarkRaw(b *testing.B) {
	e := open(b, pgtest.URL(b))
	storetest.Fill(b, e)
	pool := e.Native().(*pgxpool.Pool)
	b.Run("get", func(b *testing.B) {
		for n := 0; b.Loop(); n += 7 {
			get(b, pool, storetest.GetQuery, n%storetest.BenchRows)
		}
	})
	b.Run("get by 16", func(b *testing.B) {
		b.SetParallelism(max(1, 16/runtime.GOMAXPROCS(0)))
		b.RunParallel(func(pb *testing.PB) {
			for n := 0; pb.Next(); n += 7 {
				get(b, pool, storetest.GetQuery, n%storetest.BenchRows)
			}
		})
	})
	b.Run("list of 250", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			get(b, pool, storetest.ListQuery(e.Syntax()), n%storetest.BenchParents)
		}
	})
}

func get(b *testing.B, pool *pgxpool.Pool, query string, n int) {
	rows, err := pool.Query(context.Background(), query, [16]byte(kind.ID{0x01, 0x8f, 14: byte(n >> 8), 15: byte(n)}))
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	size := 0
	for rows.Next() {
		size += len(rows.RawValues()[1])
	}
	if rows.Err() != nil || size == 0 {
		b.Fatal(rows.Err(), size)
	}
}

// BenchmarkRawWrite writes a row and its change with pgx alone.
func BenchmarkRawWrite(b *testing.B) {
	e := open(b, pgtest.URL(b))
	storetest.Fill(b, e)
	pool := e.Native().(*pgxpool.Pool)
	body := `{"notes":"` + strings.Repeat("n", 580) + `"}`
	n := storetest.BenchRows
	for b.Loop() {
		n++
		if err := rawWrite(pool, kind.ID{1, 12: 1, 14: byte(n >> 8), 15: byte(n)}, body); err != nil {
			b.Fatal(err)
		}
	}
}

func rawWrite(pool *pgxpool.Pool, id [16]byte, body string) error {
	ctx := context.Background()
	tx, err := pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	_, err = tx.Exec(ctx, `insert into change (at, kind, id, parent, employer, verb, body, client, user_id, dialect, operation)
		values (0, 'wage', $1, $1, $1, 'create', $2, '', null, 'loket', '')`, id, body)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `insert into record (id, kind, parent, employer, starts, change, body)
		values ($1, 'wage', $1, $1, '2024-01-01', 0, $2)`, id, body)
	if err != nil {
		return err
	}
	return tx.Commit(ctx)
}
