package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/store/sqlite"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// world is what is around the command: a test gives its own.
type world struct {
	in        io.Reader
	out, err  io.Writer
	lookupEnv func(string) (string, bool)
	ctx       context.Context
}

// cli is the command line. Each command has a Run method in a file of its own.
type cli struct {
	Config string `name:"config" placeholder:"FILE" help:"File with settings. Otherwise payglot.toml in the working directory, when it is there."`

	Demo       demoCmd       `cmd:"" default:"withargs" help:"Start a demo world for this machine, with credentials that everybody knows. This is what payglot does without a command."`
	Serve      serveCmd      `cmd:"" help:"Start the real thing on a record that is kept."`
	Admin      adminCmd      `cmd:"" help:"Look after administrators."`
	Client     clientCmd     `cmd:"" help:"Look after API clients."`
	PayAndBill payAndBillCmd `cmd:"" name:"payandbill" help:"Look after integrations, databases and reference lists of the Pay and Bill dialect."`
	Careflex   careflexCmd   `cmd:"" help:"Look after the companies that take part in CareFlex."`
	Visma      vismaCmd      `cmd:"" help:"Look after the applications and tenants of the Visma dialect."`
	Curl       curlCmd       `cmd:"" help:"Call a payglot that runs, with a token, and show the curl for it."`
	Payroll    payrollCmd    `cmd:"" help:"Compute pay: check it against known cases, explain it."`
	Fidelity   fidelityCmd   `cmd:"" help:"List every operation of the vendors and how much of it there is."`
	Backup     backupCmd     `cmd:"" help:"Write the whole record to a file."`
	Restore    restoreCmd    `cmd:"" help:"Fill the record from a backup."`
	Doctor     doctorCmd     `cmd:"" help:"Look for what is wrong with the record."`
	Version    versionCmd    `cmd:"" help:"Say which payglot this is."`
}

// run does what the arguments say and returns the exit code.
func run(ctx context.Context, args []string, w *world) int {
	w.ctx = ctx
	source := config.NewSource(w.lookupEnv)
	command, helped, err := parse(args, w, source)
	switch {
	case helped:
		return exitDone
	case err != nil:
		w.fail(&failure{why: source.Name(err), do: "payglot --help lists commands and options", code: exitUsage})
		return exitUsage
	}
	if err := command.Run(); err != nil {
		return w.fail(err)
	}
	return exitDone
}

// parse reads the command line. It has helped when it printed help instead.
func parse(args []string, w *world, source *config.Source) (command *kong.Context, helped bool, err error) {
	parser, err := kong.New(&cli{},
		kong.Name("payglot"),
		kong.Description("Payroll and HR APIs of several vendors, over one record of your own."),
		kong.Writers(w.out, w.err),
		kong.Exit(func(int) { helped = true }),
		kong.Resolvers(source),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.ValueFormatter(func(v *kong.Value) string { return explain(v, source) }),
		kong.Bind(w),
	)
	if err != nil {
		return nil, false, err
	}
	command, err = parser.Parse(args)
	return command, helped, err
}

// explain adds the environment variable to the help of a setting.
func explain(v *kong.Value, source *config.Source) string {
	if v.Flag == nil || !source.IsSetting(v.Name) {
		return v.Help
	}
	return fmt.Sprintf("%s (%s)", v.Help, config.EnvName(v.Name))
}

// failure is an error with what to do about it.
type failure struct {
	why  error
	do   string
	code int // exitFailed when 0
}

func (f *failure) Error() string { return f.why.Error() }
func (f *failure) Unwrap() error { return f.why }

// Hint says what to do.
func (f *failure) Hint() string { return f.do }

// usage is an error in what was asked for.
func usage(why, do string) error {
	return &failure{why: errors.New(why), do: do, code: exitUsage}
}

// fail prints why and what to do, and returns the exit code.
func (w *world) fail(err error) int {
	why := strings.Join(strings.Fields(err.Error()), " ") // one line, whatever the error is made of
	fmt.Fprintf(w.err, "payglot: %s\n", why)
	if do := hint(err); do != "" {
		fmt.Fprintf(w.err, "         %s\n", do)
	}
	if f, ok := errors.AsType[*failure](err); ok && f.code != 0 {
		return f.code
	}
	if _, ok := errors.AsType[*config.Error](err); ok {
		return exitUsage
	}
	return exitFailed
}

// hint says what to do about an error: what the error itself says, or what
// helps against those that the system gives.
func hint(err error) string {
	if h, ok := errors.AsType[interface {
		error
		Hint() string
	}](err); ok {
		return h.Hint()
	}
	switch {
	case errors.Is(err, sqlite.ErrInUse):
		return "stop that one first: a folder serves one at a time, a PostgreSQL database several"
	case errors.Is(err, syscall.EADDRINUSE):
		return "something listens there already; --listen 127.0.0.1:0 picks a free port"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EACCES):
		return "see who owns it, or choose another place"
	case errors.Is(err, syscall.ENOSPC):
		return "make room on the disk; what was answered is kept"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "see whether it runs, and at that address"
	case errors.Is(err, fs.ErrNotExist):
		return "see whether the name is right"
	}
	return "payglot doctor looks at the record; payglot --help lists what can be set"
}

// log returns the log for standard error.
func (w *world) log(format string) *slog.Logger {
	if format == "json" {
		return slog.New(slog.NewJSONHandler(w.err, nil))
	}
	return slog.New(slog.NewTextHandler(w.err, nil))
}
