package payandbill_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
)

// rowsEach is how many rows a request of the benchmark has: as many as may be.
const rowsEach = 1000

// BenchmarkImport imports new workers over HTTP, a thousand at a time, on
// SQLite with commits that are durable, by one client and by four at once.
func BenchmarkImport(b *testing.B) {
	for _, clients := range []int{1, 4} {
		b.Run(fmt.Sprintf("%d clients", clients), func(b *testing.B) { benchImport(b, clients) })
	}
}

func benchImport(b *testing.B, clients int) {
	w := start(b, payglottest.Data(b.TempDir()))
	w.importRows(w.fresh("")) // statements are prepared, lists are read
	bodies := make(chan []byte, b.N*clients)
	for range b.N * clients {
		rows := make([]string, rowsEach)
		for i := range rows {
			rows[i] = w.fresh("")
		}
		bodies <- []byte("[" + strings.Join(rows, ",") + "]")
	}
	close(bodies)
	b.ResetTimer()
	var working sync.WaitGroup
	for range clients {
		working.Go(func() {
			for body := range bodies {
				status, answer := w.post(body)
				if status != http.StatusOK || bytes.Count(answer, []byte(`"OK"`)) != rowsEach {
					b.Errorf("%d %.300s", status, answer)
				}
			}
		})
	}
	working.Wait()
	b.ReportMetric(float64(b.N*clients*rowsEach)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkRaw is what the store's engine does at best: for each row a line of
// the change log and a record, in a savepoint of their own, a commit for as
// many as the store takes together.
func BenchmarkRaw(b *testing.B) {
	const group = 256
	engine, err := sqlite.Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer engine.Close()
	body := `{"id":"` + strings.Repeat("x", 600) + `"}`
	n := 0
	for b.Loop() {
		for range rowsEach / group {
			err := engine.Write(b.Context(), func(c store.Conn) error {
				for range group {
					n++
					if err := c.Savepoint(b.Context(), func() error { return rawRow(b, c, n, body) }); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
}

func rawRow(b *testing.B, c store.Conn, n int, body string) error {
	id := kind.ID{1, 2, 12: byte(n >> 24), 13: byte(n >> 16), 14: byte(n >> 8), 15: byte(n)}
	_, err := c.Exec(b.Context(), `INSERT INTO change (at, kind, id, parent, employer, verb, body, client, user_id, dialect, operation)
		VALUES ($1, 'worker', $2, $3, $3, 'create', $4, 'client', NULL, 'payandbill', 'ImportWorkers')`, int64(n), id, kind.ID{1}, body)
	if err != nil {
		return err
	}
	_, err = c.Exec(b.Context(), `INSERT INTO record (kind, id, parent, employer, change, body) VALUES ('worker', $1, $2, $2, $3, $4)`,
		id, kind.ID{1}, int64(n), body)
	return err
}
