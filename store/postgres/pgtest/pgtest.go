// Package pgtest gives tests a PostgreSQL database of their own: on the
// server of PAYGLOT_TEST_POSTGRES, or on a cluster that lives only as long as
// the test binary, when the server's programs are on the machine. Without
// either the test is skipped.
//
// It is for tests only, and imports pgx.
package pgtest

import (
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Variable names a server to use, as the URL of a user who may create
// databases.
const Variable = "PAYGLOT_TEST_POSTGRES"

// Option changes the database.
type Option string

// NoSync lets commits return before they are on disk.
const NoSync Option = `ALTER DATABASE name SET synchronous_commit = off`

// URL returns the URL of an empty database that is dropped when t ends.
func URL(t testing.TB, opts ...Option) string {
	t.Helper()
	server, err := server()
	if err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	if server == "" {
		t.Skipf("no PostgreSQL: set %s or install the server's programs", Variable)
	}
	name := "payglot_test_" + strings.ToLower(rand.Text()[:12])
	if err := run(server, "CREATE DATABASE "+name); err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	t.Cleanup(func() {
		if err := run(server, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("pgtest: %v", err)
		}
	})
	for _, opt := range opts {
		if err := run(server, strings.Replace(string(opt), "name", name, 1)); err != nil {
			t.Fatalf("pgtest: %v", err)
		}
	}
	u, err := url.Parse(server)
	if err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	u.Path = "/" + name
	return u.String()
}

// server is the URL of the server; empty when there is none.
var server = sync.OnceValues(func() (string, error) {
	if given := os.Getenv(Variable); given != "" {
		return given, nil
	}
	return startCluster()
})

func run(server, sql string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, sql)
	return err
}
