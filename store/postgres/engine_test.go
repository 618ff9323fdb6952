package postgres_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres"
	"github.com/payglot/payglot/store/postgres/pgtest"
	"github.com/payglot/payglot/store/sqlite"
	"github.com/payglot/payglot/store/storetest"
)

func TestEngine(t *testing.T) {
	storetest.Run(t, func(t testing.TB) store.Engine { return open(t, pgtest.URL(t, pgtest.NoSync)) })
}

func open(t testing.TB, url string) *postgres.Engine {
	t.Helper()
	e, err := postgres.Open(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return e
}

func TestShared(t *testing.T) {
	storetest.Shared(t, func(t testing.TB) (store.Engine, store.Engine) {
		url := pgtest.URL(t, pgtest.NoSync)
		return open(t, url), open(t, url)
	})
}

// Processes that start together must not make the tables twice.
func TestOpenTogether(t *testing.T) {
	url := pgtest.URL(t, pgtest.NoSync)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			e, err := postgres.Open(context.Background(), url)
			if err != nil {
				t.Error(err)
				return
			}
			_ = e.Close()
		})
	}
	group.Wait()
}

func TestOpenRefuses(t *testing.T) {
	url := pgtest.URL(t, pgtest.NoSync)
	for name, bad := range map[string]string{"nonsense": "postgres://%%", "no such database": url[:strings.LastIndex(url, "?")] + "x?" + url[strings.LastIndex(url, "?")+1:]} {
		if e, err := postgres.Open(context.Background(), bad); err == nil {
			_ = e.Close()
			t.Errorf("%s is opened", name)
		}
	}
}

func query(ctx context.Context, e store.Engine, sql string, args ...any) (all []string, err error) {
	err = e.Read(ctx, func(c store.Conn) error {
		return c.Query(ctx, sql, args, func(row store.Columns) error {
			all = append(all, row.Text(0))
			return nil
		})
	})
	return all, err
}

// What is no longer waited for must not go on at the server.
func TestCancelledQueryEndsAtTheServer(t *testing.T) {
	e := open(t, pgtest.URL(t, pgtest.NoSync))
	for _, sleep := range []string{`select pg_sleep(60)::text`, `select i::text, pg_sleep(0.01) from generate_series(1, 6000) i`} {
		ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
		_, err := query(ctx, e, sleep)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", sleep, err)
		}
		running := []string{""}
		for n := 0; len(running) > 0 && n < 100; n++ {
			time.Sleep(20 * time.Millisecond)
			running, err = query(context.Background(), e, `select query from pg_stat_activity
				where datname = current_database() and state = 'active' and query like 'select %pg_sleep(%' and pid <> pg_backend_pid()`)
			if err != nil {
				t.Fatal(err)
			}
		}
		if len(running) > 0 {
			t.Errorf("still running: %q", running)
		}
	}
}

// A newer payglot may change the schema under an older one that is still up.
func TestStatementsOutliveASchema(t *testing.T) {
	e := open(t, pgtest.URL(t, pgtest.NoSync))
	change := func(sql string) {
		t.Helper()
		err := e.Write(context.Background(), func(c store.Conn) error {
			_, err := c.Exec(context.Background(), sql)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	change(`insert into timer (id, due, job, args) values ('a', 0, '', '')`)
	for n := range 3 {
		if _, err := query(context.Background(), e, `select * from timer`); err != nil && n == 2 {
			t.Errorf("a read never recovers from a new column: %v", err)
		}
		if n == 0 {
			change(`alter table timer add column more text`)
		}
	}
}

func TestManyStatements(t *testing.T) {
	e := open(t, pgtest.URL(t, pgtest.NoSync))
	for n := range 700 {
		sql := fmt.Sprintf(`select '%d' || $1`, n)
		got, err := query(context.Background(), e, sql, "x")
		if err != nil || len(got) != 1 || got[0] != fmt.Sprint(n, "x") {
			t.Fatalf("%s answers %q, %v", sql, got, err)
		}
	}
	prepared, err := query(context.Background(), e, `select count(*)::text from pg_prepared_statements`)
	if n, _ := strconv.Atoi(strings.Join(prepared, "")); err != nil || n > 300 {
		t.Errorf("a connection keeps %v statements, %v", prepared, err)
	}
}

// A backup of SQLite restores here, and the other way round.
func TestBackupCrossesDatabases(t *testing.T) {
	small, err := sqlite.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = small.Close() })
	grown := open(t, pgtest.URL(t, pgtest.NoSync))
	storetest.Fill(t, small)
	var first, second, third bytes.Buffer
	ctx := context.Background()
	for _, step := range []func() error{
		func() error { return small.Backup(ctx, &first) },
		func() error { return grown.Restore(ctx, bytes.NewReader(first.Bytes())) },
		func() error { return grown.Backup(ctx, &second) },
		func() error { return small.Restore(ctx, bytes.NewReader(second.Bytes())) },
		func() error { return small.Backup(ctx, &third) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) || !bytes.Equal(first.Bytes(), third.Bytes()) {
		t.Error("the record came back changed")
	}
}
