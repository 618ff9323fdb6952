// Command payglot speaks the payroll vendors' APIs over one record of its own.
//
// It parses the command line and the settings, opens the house (package
// payglot) and runs it; what it says to people is here, what it does is there.
// It is, with package payglot, the only place that may import everything.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends it at once
	os.Exit(run(ctx, os.Args[1:], &world{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, lookupEnv: os.LookupEnv,
	}))
}
