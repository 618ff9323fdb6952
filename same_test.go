package payglot_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"testing"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/store"
)

// bytesOf is all that a payglot keeps.
func bytesOf(t *testing.T, s *payglottest.Server) []byte {
	t.Helper()
	var packed bytes.Buffer
	if err := s.House.Store.Engine().Backup(t.Context(), &packed); err != nil {
		t.Fatal(err)
	}
	backup, err := gzip.NewReader(&packed)
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(backup)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// busy leaves traces everywhere: records, changes, tokens, a timer, a job
// that was done, a clock that was moved. It returns the id of something new.
func busy(t *testing.T, s *payglottest.Server) string {
	t.Helper()
	c := &child{url: s.URL, client: http.DefaultClient, token: s.Token(t, payglottest.Demo)}
	status, body, err := c.ask(http.MethodPost, employees+id("employee 1")+"/contacts", `{"name":"New","description":"Buur"}`)
	if err != nil || status != http.StatusCreated {
		t.Fatalf("%d %s (%v)", status, body, err)
	}
	for employee, day := range map[string]string{"employee 2": "2024-06-15", "employee 3": "2024-08-01"} {
		if status, body, err := c.ask(http.MethodPatch, employees+id(employee)+"/revokeEmployeeSelfServiceAccess",
			`{"revokeEmployeeSelfServiceAccessOn":"`+day+`"}`); err != nil || status != http.StatusOK {
			t.Fatalf("%d %s (%v)", status, body, err)
		}
	}
	if status, body, err := c.ask(http.MethodDelete, employees+"contacts/"+id("contact 5"), ""); err != nil || status != http.StatusOK {
		t.Fatalf("%d %s (%v)", status, body, err)
	}
	s.Advance(t, "P1M")
	return idOf(status, body)
}

// TestDemoWorldsAreTheSame compares all bytes of two worlds, in memory and on
// disk, and of one that was lived in and then reset.
func TestDemoWorldsAreTheSame(t *testing.T) {
	one, other := payglottest.Start(t), payglottest.Start(t, payglottest.Data(t.TempDir()))
	world := bytesOf(t, one)
	if !json.Valid(bytes.Split(world, []byte("\n"))[0]) || len(world) < 100_000 {
		t.Fatalf("a world of %d bytes: %.200s", len(world), world)
	}
	same(t, "two worlds", world, bytesOf(t, other))
	first := busy(t, one)
	if bytes.Equal(world, bytesOf(t, one)) {
		t.Error("a busy world is as it was at first")
	}
	one.Control(t, http.MethodPost, "reset", "")
	same(t, "a world that was reset", world, bytesOf(t, one))
	if second := busy(t, one); second != first {
		t.Errorf("the first new record has the id %s, and %s after a reset", first, second)
	}
	if id := busy(t, other); id != first {
		t.Errorf("the first new record has the id %s, and %s in another world", first, id)
	}
}

// TestResetDropsJobsUnderWay: whoever still works on one of before can't take
// one of after for it.
func TestResetDropsJobsUnderWay(t *testing.T) {
	s := payglottest.Start(t)
	jobs := func() (waiting, last int64) {
		err := s.House.Store.View(t.Context(), func(tx *store.Tx) error {
			return tx.Conn().Query(t.Context(), `SELECT count(*) FILTER (WHERE state <> 'completed'), max(id) FROM river_job`, nil, func(c store.Columns) error {
				waiting, last = c.Int(0), c.Int(1)
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		return waiting, last
	}
	busy(t, s)
	_, before := jobs()
	s.Control(t, http.MethodPost, "reset", "")
	if waiting, _ := jobs(); waiting != 0 {
		t.Errorf("%d jobs wait after a reset", waiting)
	}
	busy(t, s)
	if _, after := jobs(); after <= before {
		t.Errorf("a job has number %d, after a reset %d", before, after)
	}
}

func same(t *testing.T, what string, want, got []byte) {
	t.Helper()
	if bytes.Equal(want, got) {
		return
	}
	lines, others := bytes.Split(want, []byte("\n")), bytes.Split(got, []byte("\n"))
	for i := range lines {
		if i >= len(others) || !bytes.Equal(lines[i], others[i]) {
			t.Errorf("%s differ from line %d on:\n%.300s\n%.300s", what, i+1, lines[i], bytes.Join(others[min(i, len(others)):min(i+1, len(others))], nil))
			return
		}
	}
	t.Errorf("%s: one has %d lines more", what, len(others)-len(lines))
}

func open(b *testing.B) *payglot.House {
	house, err := payglot.Open(b.Context(), config.Config{World: config.World{Demo: true}}, slog.New(slog.DiscardHandler), io.Discard)
	if err != nil {
		b.Fatal(err)
	}
	return house
}

// BenchmarkReset makes the demo world new; 50 ms is the aim.
func BenchmarkReset(b *testing.B) {
	house := open(b)
	defer house.Close()
	for b.Loop() {
		if err := house.Reset(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen is what a test waits for that starts a payglot.
func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if err := open(b).Close(); err != nil {
			b.Fatal(err)
		}
	}
}
