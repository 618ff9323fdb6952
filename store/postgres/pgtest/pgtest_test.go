//go:build unix

package pgtest_test

import (
	"bufio"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/payglot/payglot/store/postgres/pgtest"
)

func TestDatabasesAreFreshAndSeparate(t *testing.T) {
	first, second := pgtest.URL(t), pgtest.URL(t, pgtest.NoSync)
	for _, database := range []string{first, second} {
		conn, err := pgx.Connect(context.Background(), database)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Exec(context.Background(), `create table only_here ()`); err != nil {
			t.Error(err) // it was there before, in the other database
		}
		var setting string
		if err := conn.QueryRow(context.Background(), `show synchronous_commit`).Scan(&setting); err != nil {
			t.Error(err)
		}
		if want := map[bool]string{true: "on", false: "off"}[database == first]; setting != want {
			t.Errorf("synchronous_commit is %s, want %s", setting, want)
		}
		_ = conn.Close(context.Background())
	}
}

// The cluster must go with the test binary, also when that is killed.
func TestClusterEndsWithTheBinary(t *testing.T) {
	if os.Getenv("PAYGLOT_TEST_CHILD") != "" {
		fmt.Println("url", pgtest.URL(t))
		select {} // until it is killed
	}
	if os.Getenv(pgtest.Variable) != "" {
		t.Skip("a server is given, so there is no cluster to end")
	}
	pgtest.URL(t) // skips without PostgreSQL
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	child.Env = append(os.Environ(), "PAYGLOT_TEST_CHILD=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	dir := ""
	for lines := bufio.NewScanner(out); dir == "" && lines.Scan(); {
		if text, ok := strings.CutPrefix(lines.Text(), "url "); ok {
			u, err := url.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			dir = u.Query().Get("host")
		}
	}
	if _, err := os.Stat(dir); err != nil {
		t.Fatalf("the child's cluster is not in %q: %v", dir, err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	for range 200 {
		if _, err := os.Stat(dir); os.IsNotExist(err) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("%s is still there 10 s after the test binary was killed", dir)
}
