// Command bench measures a payglot from outside: it starts one as a process
// of its own, calls it over HTTP as clients do, and prints name, value and
// unit, a line each, with the least that was possible beside: an empty
// handler, the bare database driver. Ratios hold on any machine; single
// figures only on an idle one.
//
//	go run ./bench [-seconds 3]
//
// It imports the whole house, to be the process that it measures.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"
)

func main() {
	seconds := flag.Int("seconds", 3, "how long each figure is measured")
	flag.Parse()
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
	p, err := start(ctx, dir)
	if err != nil {
		return err
	}
	defer p.stop()
	report("start to first answer, 30 employees", p.started.Milliseconds(), "ms")
	report("idle memory (resident)", p.resident()>>20, "MB")
	b := &bench{process: p, each: each}
	b.prepare()
	for _, run := range []func(){b.one, b.list, b.filtered, b.create, b.reset} {
		if b.err == nil {
			run()
		}
	}
	report("peak memory (resident)", p.peak()>>20, "MB")
	return b.err
}

// report prints a line.
func report(name string, value any, unit string) {
	fmt.Printf("%-62s %12v %s\n", name, value, unit)
}
