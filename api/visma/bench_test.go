package visma_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/api/apitest"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// The benchmark is of one export after the other; with many rows run it once:
// go test ./api/visma -run '^$' -bench Export -benchtime 1x -args -people 1000000
var ctx = context.Background()

var benchPeople = flag.String("people", "1000,100000", "how many employees the exports of the benchmark have")

// crowd has a world of many people, kept on disk: copies of the demo world's
// first employee, in the database as if each had been saved.
func crowd(b *testing.B, people int, kinds ...*kind.Type) *world {
	b.Helper()
	w := start(b, fast, payglottest.Data(filepath.Join(b.TempDir(), "data")))
	var rows []*kind.Row
	err := w.House.Store.View(b.Context(), func(tx *store.Tx) error {
		for _, k := range kinds {
			parent := demo.ID("employment 4")
			switch k {
			case record.Employees.Type:
				row, err := tx.Row(k, demo.ID("employee 4"))
				if err != nil {
					return err
				}
				rows = append(rows, row)
				continue
			case record.Employments.Type, record.Contacts.Type:
				parent = demo.ID("employee 4")
			}
			under, err := tx.Children(k, parent)
			if err != nil {
				return err
			}
			rows = append(rows, under...)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	const some = 5000
	for n := 0; n < people-demo.Standard; n += some {
		if err := w.House.Store.Engine().Write(b.Context(), func(c store.Conn) error {
			for i := n; i < min(n+some, people-demo.Standard); i++ {
				if err := copyAll(c, rows, i+1); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
	debug.FreeOSMemory()
	return w
}

// copyAll saves the n-th copy of some rows, which are told apart by four bytes
// of every id.
func copyAll(c store.Conn, rows []*kind.Row, n int) error {
	for _, row := range rows {
		id, parent, body := row.ID, row.Parent, row.Body
		for _, other := range rows {
			body = bytes.ReplaceAll(body, []byte(other.ID.String()), []byte(copied(other.ID, n).String()))
			if other.ID == parent {
				parent = copied(parent, n)
			}
		}
		id = copied(id, n)
		var change int64
		err := c.Query(ctx, `INSERT INTO change (at, kind, id, parent, employer, verb, body, client, user_id, dialect, operation)
			VALUES ($1, $2, $3, $4, $5, 'create', $6, '', NULL, 'payglot', 'Bench') RETURNING number`,
			[]any{demo.Origin.UnixMicro(), row.Type.Name, id, parent, row.Employer, string(body)}, func(c store.Columns) error {
				change = c.Int(0)
				return nil
			})
		if err != nil {
			return err
		}
		if _, err := c.Exec(ctx, `INSERT INTO record (kind, id, parent, employer, starts, ends, change, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			row.Type.Name, id, parent, row.Employer, day(row.Starts.IsZero(), row.Starts.String()), day(row.Ends.IsZero(), row.Ends.String()), change, string(body)); err != nil {
			return err
		}
	}
	return nil
}

func copied(id kind.ID, n int) kind.ID {
	binary.BigEndian.PutUint32(id[:], uint32(n)) // as ids of many years follow one another
	return id
}

func day(none bool, text string) any {
	if none {
		return nil
	}
	return text
}

// BenchmarkExport makes exports of many employees: rows a second, and the most
// memory that the process took meanwhile.
func BenchmarkExport(b *testing.B) {
	for people := range strings.SplitSeq(*benchPeople, ",") {
		n, err := strconv.Atoi(people)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(people, func(b *testing.B) {
			w := crowd(b, n, record.Employees.Type, record.Employments.Type)
			w.benchmark(b, "employees", n)
			w.scan(b, n)
		})
	}
}

// BenchmarkContracts does the same for contracts, of two time slices each.
func BenchmarkContracts(b *testing.B) {
	const people = 20_000
	w := crowd(b, people, record.Employees.Type, record.Employments.Type, record.Wages.Type, record.WorkingHours.Type, record.OrganizationalEntities.Type)
	w.benchmark(b, "contracts", 2*people)
}

// BenchmarkDelta exports one employee of many that has changed.
func BenchmarkDelta(b *testing.B) {
	w := crowd(b, 100_000, record.Employees.Type, record.Employments.Type)
	token := w.tokenOf(b, "isv_demo")
	e := w.export(b, token, "users", "")
	for n := 0; b.Loop(); n++ {
		w.update(b, func(tx *store.Tx) error {
			return replaceEmployee(tx, 7, func(e *record.Employee) { e.PersonalDetails.LastName = fmt.Sprint("N", n) })
		})
		e = w.export(b, token, "employees", "changeTimestampAfter="+e.before)
		if len(e.rows) != 2 {
			b.Fatalf("%d rows", len(e.rows)-1)
		}
	}
}

func (w *world) benchmark(b *testing.B, set string, rows int) {
	token := w.tokenOf(b, "isv_demo")
	forgetPeak()
	var job string
	var took time.Duration
	for b.Loop() {
		began := clock.Real()
		status, _, body := w.call(b, http.MethodPost, "/v1/command/nl/hrm/"+set, token, "")
		if status != http.StatusAccepted {
			b.Fatalf("%d %s", status, body)
		}
		job = text(b, body, "jobId")
		for status = http.StatusAccepted; status == http.StatusAccepted; {
			time.Sleep(time.Millisecond)
			status, _, body = w.call(b, http.MethodGet, "/v1/query/nl/hrm/"+set+"/"+job, token, "")
		}
		took += clock.Since(began)
		if uri, _ := apitest.At(body, uriNames[set]+".0"); uri == nil {
			b.Fatalf("%d %s", status, body)
		}
	}
	b.ReportMetric(float64(b.N*rows)/took.Seconds(), "rows/s")
	b.ReportMetric(peak(), "peak-MB")
}

// scan reads the same rows and does nothing with them.
func (w *world) scan(b *testing.B, people int) {
	began := clock.Real()
	n, size := 0, 0
	if err := w.House.Store.Engine().Read(b.Context(), func(c store.Conn) error {
		for _, k := range []string{"employee", "employment"} {
			if err := c.Query(ctx, `SELECT id, body FROM record WHERE kind = $1 AND employer = $2`, []any{k, demo.ID("employer 1")}, func(c store.Columns) error {
				n++
				size += len(c.Bytes(1))
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(people)/clock.Since(began).Seconds(), "raw-rows/s")
}

// forgetPeak and peak are of the memory that the process has in use, as Linux
// counts it; elsewhere there is no figure.
func forgetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

func peak() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kb, err := strconv.ParseFloat(strings.Fields(after + " 0")[0], 64)
	if err != nil {
		return 0
	}
	return kb / 1024
}
