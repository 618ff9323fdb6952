package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/config"
)

// childVariable makes this program the payglot that is measured; its value is
// the data folder.
const childVariable = "PAYGLOT_BENCH_DATA"

// databaseVariable is the PostgreSQL database that it is measured on, instead
// of SQLite in that folder.
const databaseVariable = "PAYGLOT_BENCH_DATABASE"

// sizeVariable is how many employees its demo world has.
const sizeVariable = "PAYGLOT_BENCH_EMPLOYEES"

// barePath answers from an empty handler in the same process.
const barePath = "/bare"

// serve is the measured process: a payglot with the demo world on disk, at
// full durability, and the empty handler beside it.
func serve(ctx context.Context, data string) error {
	employees, err := strconv.Atoi(os.Getenv(sizeVariable))
	if err != nil {
		return err
	}
	at := config.Record{Data: data}
	if database := os.Getenv(databaseVariable); database != "" {
		at = config.Record{Database: database}
	}
	cfg := config.Config{Record: at, World: config.World{Demo: true, Employees: employees}}
	house, err := payglot.Open(ctx, cfg, slog.New(slog.DiscardHandler), io.Discard)
	if err != nil {
		return err
	}
	defer house.Close()
	mux := http.NewServeMux()
	mux.HandleFunc(barePath, func(http.ResponseWriter, *http.Request) {})
	mux.Handle("/", house.Handler())
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	go func() {
		<-ctx.Done()
		server.Close()
	}()
	fmt.Println(listener.Addr())
	if err := server.Serve(listener); err != http.ErrServerClosed {
		return err
	}
	return nil
}

// process is the payglot that is measured.
type process struct {
	cmd     *exec.Cmd
	url     string
	started time.Duration // until it answered
}

func start(ctx context.Context, dir string, employees int) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), childVariable+"="+dir, sizeVariable+"="+strconv.Itoa(employees))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	begun := clock.Real()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	addr, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("the measured process did not start: %w", err)
	}
	p := &process{cmd: cmd, url: "http://" + strings.TrimSpace(addr)}
	answer, err := http.Get(p.url + "/_payglot/ready")
	if err != nil {
		return nil, err
	}
	answer.Body.Close()
	p.started = clock.Since(begun)
	return p, nil
}

func (p *process) stop() {
	p.cmd.Process.Signal(os.Interrupt)
	p.cmd.Wait()
}

func (p *process) resident() int64 { return p.memory("VmRSS:") }
func (p *process) peak() int64     { return p.memory("VmHWM:") }

// memory reads a line of the process's status; 0 where there is no /proc.
func (p *process) memory(name string) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) == 3 && fields[0] == name {
			kb, _ := strconv.ParseInt(fields[1], 10, 64)
			return kb << 10
		}
	}
	return 0
}
