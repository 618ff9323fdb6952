package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/payglot/payglot/clock"
)

// progress shows how far long work is: a bar on a terminal, lines otherwise.
// Bytes written to it are the work.
type progress struct {
	out      io.Writer
	what     string
	total    int64 // 0 when unknown
	so       int64
	terminal bool
	shown    time.Time
	every    time.Duration
}

func newProgress(out io.Writer, what string, total int64) *progress {
	p := &progress{out: out, what: what, total: total, shown: clock.Real(), every: 10 * time.Second}
	if f, ok := out.(*os.File); ok {
		info, err := f.Stat()
		p.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	if p.terminal {
		p.every = 100 * time.Millisecond
	}
	return p
}

// Write counts b.
func (p *progress) Write(b []byte) (int, error) {
	p.so += int64(len(b))
	if clock.Since(p.shown) >= p.every {
		p.shown = clock.Real()
		p.show()
	}
	return len(b), nil
}

func (p *progress) show() {
	if !p.terminal {
		fmt.Fprintf(p.out, "%s: %s\n", p.what, p.text())
		return
	}
	fmt.Fprintf(p.out, "\r%s %s %s ", p.what, p.bar(), p.text())
}

// done ends the bar, or says in a line that the work is finished.
func (p *progress) done() {
	if p.terminal {
		p.show()
		fmt.Fprintln(p.out)
		return
	}
	fmt.Fprintf(p.out, "%s: done, %s\n", p.what, p.text())
}

func (p *progress) text() string {
	const kB = 1000
	if p.so < kB*kB {
		return fmt.Sprintf("%d kB", (p.so+kB-1)/kB)
	}
	return fmt.Sprintf("%d.%d MB", p.so/(kB*kB), p.so%(kB*kB)/(100*kB))
}

func (p *progress) bar() string {
	const width = 30
	if p.total <= 0 {
		return ""
	}
	full := int(width * min(p.so, p.total) / p.total)
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", width-full) + "]"
}
