package storetest

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// GetQuery is what [Bench] measures, for the raw driver beside it. It has an
// id.
const GetQuery = `SELECT id, body FROM record WHERE id = $1 AND kind = 'wage'`

// ListQuery is the list that it measures. It has a parent.
func ListQuery(s store.Syntax) string {
	return `SELECT id, body FROM record WHERE kind = 'wage' AND parent = $1 ORDER BY starts` + s.NullsFirst + `, id LIMIT 250`
}

// BenchRows is how many rows of some 600 bytes Fill makes, the first
// BenchParents ids being parents of equally many.
const (
	BenchRows    = 10_000
	BenchParents = 4
)

// Fill fills an engine for a benchmark.
func Fill(b testing.TB, e store.Engine) {
	b.Helper()
	var rows []row
	for n := range BenchRows {
		rows = append(rows, benchRow(n))
	}
	insertAll(b, e, rows...)
	if e.Shared() { // a server would do it by itself in a minute
		write(b, e, func(c store.Conn) error {
			_, err := c.Exec(ctx, `ANALYZE`)
			return err
		})
	}
}

func benchRow(n int) row {
	body := fmt.Sprintf(`{"id":"%v","startDate":"2024-01-01","endDate":null,"hourlyWage":%d.50,"periodWage":2500.00,`+
		`"wageType":{"key":1,"value":"Monthly"},"department":{"key":%d,"value":"Finance"},"lastName":"Müller","firstName":"Jürgen",`+
		`"active":%v,"notes":"%s"}`, id(n), n%100, n%7, n%2 == 0, strings.Repeat("n", 350))
	return row{id: id(n), parent: id(n % BenchParents), employer: id(0), starts: "2024-01-01", change: int64(n), body: body}
}

// Bench measures what every request stands on. Run it with -cpu 1,2.
func Bench(b *testing.B, e store.Engine) {
	Fill(b, e)
	list := ListQuery(e.Syntax())
	b.Run("get", func(b *testing.B) { benchQuery(b, e, GetQuery, BenchRows, 1) })
	b.Run("get by 16", func(b *testing.B) { benchParallel(b, e) })
	b.Run("list of 250", func(b *testing.B) { benchQuery(b, e, list, BenchParents, 250) })
	wage := e.Syntax().Field("doc", []string{"hourlyWage"}, kind.Decimal)
	b.Run("list of 250 filtered", func(b *testing.B) {
		filtered := strings.Replace(list, "ORDER", "AND "+wage+" >= 80 ORDER", 1)
		benchQuery(b, e, filtered, BenchParents, 250)
	})
	b.Run("write of 1 row", func(b *testing.B) { benchWrite(b, e, 1) })
	b.Run("write of 64 rows", func(b *testing.B) { benchWrite(b, e, 64) })
}

func benchQuery(b *testing.B, e store.Engine, query string, ids, want int) {
	n := 0
	for b.Loop() {
		n += 7 // not one page after the other
		if err := e.Read(ctx, reader(query, n%ids, want)); err != nil {
			b.Fatal(err)
		}
	}
}

func benchParallel(b *testing.B, e store.Engine) {
	b.SetParallelism(max(1, 16/runtime.GOMAXPROCS(0)))
	b.RunParallel(func(pb *testing.PB) {
		n := 0
		for pb.Next() {
			n += 7
			if err := e.Read(ctx, reader(GetQuery, n%BenchRows, 1)); err != nil {
				b.Error(err)
				return
			}
		}
	})
}

func reader(query string, n, want int) func(store.Conn) error {
	return func(c store.Conn) error {
		rows, size := 0, 0
		err := c.Query(ctx, query, []any{id(n)}, func(row store.Columns) error {
			rows++
			size += len(row.Bytes(1))
			return nil
		})
		if err == nil && (rows != want || size < 500*want) {
			return fmt.Errorf("%d rows of %d bytes, want %d rows", rows, size, want)
		}
		return err
	}
}

// next is the id of the next row that any benchmark writes.
var next = BenchRows

func benchWrite(b *testing.B, e store.Engine, rows int) {
	for b.Loop() {
		err := e.Write(ctx, func(c store.Conn) error {
			for range rows {
				next++
				r := benchRow(next)
				one := func() error {
					if _, err := log(c, r.body); err != nil {
						return err
					}
					return insert(c, r)
				}
				if rows == 1 { // as the store does it
					return one()
				}
				if err := c.Savepoint(ctx, one); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
}
