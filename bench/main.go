// Command bench measures a payglot from outside: it starts one as a process
// of its own, calls it over HTTP as clients do, and prints name, value and
// unit, a line each, with the least that was possible beside: an empty
// handler, the bare database driver. Ratios hold on any machine; single
// figures only on an idle one.
//
//	go run ./bench [-seconds 3] [-database postgres://...]
//
// On PostgreSQL the database must be an empty one, and the bare driver stays
// that of SQLite.
//
// It imports the whole house, to be the process that it measures.
package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/payglot/payglot/demo"
)

func main() {
	seconds := flag.Int("seconds", 3, "how long each figure is measured")
	database := flag.String("database", "", "an empty PostgreSQL database to measure on, instead of SQLite")
	flag.Parse()
	if *database != "" {
		os.Setenv(databaseVariable, *database)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	if child := os.Getenv(childVariable); child != "" {
		err = serve(ctx, child)
	} else {
		err = measure(ctx, time.Duration(*seconds)*time.Second)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func measure(ctx context.Context, each time.Duration) error {
	dir, err := os.MkdirTemp("", "payglot-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if os.Getenv(databaseVariable) == "" {
		if err := measureSmall(ctx, dir); err != nil {
			return err
		}
	}
	large, err := start(ctx, filepath.Join(dir, "large"), employees)
	if err != nil {
		return err
	}
	defer large.stop()
	report(fmt.Sprintf("start with %d new employees", employees), large.started.Milliseconds(), "ms")
	b := &bench{process: large, each: each}
	b.prepare()
	for _, run := range []func(){b.one, b.list, b.filtered, b.create} {
		if b.err == nil {
			run()
		}
	}
	report("peak memory (resident)", large.peak()>>20, "MB")
	return b.err
}

// measureSmall looks at a payglot with nothing to do.
func measureSmall(ctx context.Context, dir string) error {
	small, err := start(ctx, filepath.Join(dir, "small"), demo.Standard)
	if err != nil {
		return err
	}
	report("start to first answer, 30 employees", small.started.Milliseconds(), "ms")
	report("idle memory (resident)", small.resident()>>20, "MB")
	b := &bench{process: small, client: http.DefaultClient}
	b.reset()
	small.stop()
	return b.err
}

// employees of the world that is measured: enough that no date chain gets
// longer than those of real life.
const employees = 1600

// report prints a line.
func report(name string, value any, unit string) {
	fmt.Printf("%-62s %12v %s\n", name, value, unit)
}
