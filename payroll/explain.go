package payroll

import (
	"fmt"
	"io"
	"strings"
)

// Explain prints a slip for people: each line with its amount, and below it
// the rule, its law, and how the amount came about.
func Explain(w io.Writer, s *Slip) error {
	p := &printer{w: w}
	for i := range s.Lines {
		p.line(&s.Lines[i])
	}
	return p.err
}

// printer remembers the first failure.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *printer) line(l *Line) {
	p.printf("%-40s %14s", l.Component, l.Amount)
	if l.Payer != Nobody {
		p.printf("  %s", l.Payer)
	}
	if !l.Rate.IsZero() {
		p.printf("  %v of %v", l.Rate, l.Base)
	}
	p.printf("\n")
	if !l.YearToDate.IsZero() {
		p.printf("%-40s %14s\n", "  since the start of the tax year", l.YearToDate)
	}
	if l.Reason != nil {
		p.reason(l.Reason)
	}
}

func (p *printer) reason(r *Reason) {
	p.printf("    rule       %s (%s)\n", r.Rule, r.Parameters)
	p.printf("    source     %s\n", r.Source)
	if r.Formula != "" {
		p.printf("    formula    %s\n", r.Formula)
	}
	p.values("from", r.Inputs)
	p.values("by way of", r.Steps)
	if r.Rounding != "" {
		p.printf("    rounded    %s\n", r.Rounding)
	}
}

func (p *printer) values(label string, values []Value) {
	if len(values) == 0 {
		return
	}
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = v.Name + " " + v.text()
	}
	p.printf("    %-10s %s\n", label, strings.Join(words, ", "))
}

func (v Value) text() string {
	if v.Text != "" {
		return v.Text
	}
	return v.Amount.String()
}
