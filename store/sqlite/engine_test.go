package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
	"github.com/payglot/payglot/store/storetest"
)

func TestEngine(t *testing.T) {
	storetest.Run(t, func(t testing.TB) store.Engine { return open(t, t.TempDir()) })
}

func TestEngineInMemory(t *testing.T) {
	storetest.Run(t, func(t testing.TB) store.Engine {
		e, err := sqlite.OpenMemory(t.Name())
		if err != nil {
			t.Fatal(err)
		}
		closeAtEnd(t, e)
		return e
	})
}

func open(t testing.TB, dir string) *sqlite.Engine {
	t.Helper()
	e, err := sqlite.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, e)
	return e
}

func closeAtEnd(t testing.TB, e *sqlite.Engine) {
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
}

func write(t testing.TB, e store.Engine, sql string, args ...any) {
	t.Helper()
	err := e.Write(context.Background(), func(c store.Conn) error {
		_, err := c.Exec(context.Background(), sql, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func timers(t testing.TB, e store.Engine) (n int64) {
	t.Helper()
	err := e.Read(context.Background(), func(c store.Conn) error {
		return c.Query(context.Background(), `select count(*) from timer`, nil, func(row store.Columns) error {
			n = row.Int(0)
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

const insertTimer = `insert into timer (id, due, job, args) values ($1, 0, 'job', '{}')`

func TestOpenKeepsWhatWasWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a b#%?é", "data")
	e := open(t, dir)
	write(t, e, insertTimer, "a")
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if n := timers(t, open(t, dir)); n != 1 {
		t.Errorf("after opening again there are %d rows, want 1", n)
	}
	if _, err := os.Stat(filepath.Join(dir, sqlite.File)); err != nil {
		t.Error(err)
	}
}

func TestOneProcessHasTheDirectory(t *testing.T) {
	dir := t.TempDir()
	if os.Getenv("PAYGLOT_TEST_DIR") != "" { // the other process
		e, err := sqlite.Open(os.Getenv("PAYGLOT_TEST_DIR"))
		if err == nil {
			_ = e.Close()
		}
		fmt.Println("opened:", err)
		return
	}
	other := func() string {
		command := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
		command.Env = append(os.Environ(), "PAYGLOT_TEST_DIR="+dir)
		out, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return string(out)
	}
	e := open(t, dir)
	if out := other(); !strings.Contains(out, "another payglot is using "+dir) {
		t.Errorf("another process opens the same directory: %s", out)
	}
	if _, err := sqlite.Open(dir); err == nil {
		t.Error("this process opens the same directory twice")
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if out := other(); !strings.Contains(out, "opened: <nil>") {
		t.Errorf("after a close another process gets: %s", out)
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	dir := t.TempDir()
	e := open(t, dir)
	write(t, e, `update meta set value = $1 where key = 'schema'`, "1000")
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(dir); err == nil || !strings.Contains(err.Error(), "newer payglot") {
		t.Errorf("a database of a newer payglot is opened: %v", err)
	}
}

func TestMemoryHasANameOfItsOwn(t *testing.T) {
	a, err := sqlite.OpenMemory("a?b#c/d")
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, a)
	if _, err := sqlite.OpenMemory("a?b#c/d"); err == nil {
		t.Error("one memory database is opened twice")
	}
	b, err := sqlite.OpenMemory("b")
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, b)
	write(t, a, insertTimer, "a")
	if timers(t, a) != 1 || timers(t, b) != 0 {
		t.Error("two memory databases share their rows")
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := sqlite.OpenMemory("a?b#c/d")
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, again)
	if timers(t, again) != 0 {
		t.Error("a closed memory database was not forgotten")
	}
}

// A filter language makes ever new statements; they must not pile up.
func TestManyStatements(t *testing.T) {
	e := open(t, t.TempDir())
	err := e.Read(context.Background(), func(c store.Conn) error {
		for n := range 2000 {
			query := fmt.Sprintf(`select count(*) + %d from timer`, n)
			err := c.Query(context.Background(), query, nil, func(row store.Columns) error {
				if row.Int(0) != int64(n) {
					t.Errorf("%s is %d", query, row.Int(0))
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestWrongStatements(t *testing.T) {
	e := open(t, t.TempDir())
	for _, test := range []struct {
		query string
		args  []any
	}{
		{`select $1`, nil},
		{`select 1`, []any{int64(1)}},
		{`select $1, $3`, []any{"", "", ""}},
		{`select ?`, []any{""}},
		{`select 1; select 2`, nil},
		{``, nil},
		{`select $1`, []any{1.5}},
	} {
		err := e.Read(context.Background(), func(c store.Conn) error {
			return c.Query(context.Background(), test.query, test.args, func(store.Columns) error { return nil })
		})
		if err == nil {
			t.Errorf("%q with %v is taken", test.query, test.args)
		}
	}
}

// On a full disk SQLite may give up the whole transaction by itself. What
// comes after in the same group must then not be committed on its own.
func TestFullDisk(t *testing.T) {
	e := open(t, t.TempDir())
	write(t, e, `pragma max_page_count = 30`)
	full := errors.New("not full")
	err := e.Write(context.Background(), func(c store.Conn) error {
		full = c.Savepoint(context.Background(), func() error {
			_, err := c.Exec(context.Background(), insertTimer, strings.Repeat("x", 1<<20))
			return err
		})
		_ = c.Savepoint(context.Background(), func() error {
			_, err := c.Exec(context.Background(), insertTimer, "b")
			return err
		})
		return errors.New("undo all")
	})
	if full == nil || err == nil {
		t.Errorf("a full disk answers %v, %v", full, err)
	}
	if n := timers(t, e); n != 0 {
		t.Errorf("%d rows of a failed write were kept", n)
	}
	write(t, e, insertTimer, "c")
}
