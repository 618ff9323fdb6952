package payglot

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/payglot/payglot/rest"
)

// FidelityLine says of one operation how much of it there is, where it is
// described and which test proves it.
type FidelityLine struct {
	Dialect  string `json:"dialect"`
	Area     string `json:"area"`
	Method   string `json:"method"`
	Path     string `json:"path"`
	Activity string `json:"activity"`
	Level    string `json:"level"`
	Note     string `json:"note,omitempty"`
	Source   string `json:"source"`
	Test     string `json:"test,omitempty"`
}

// FidelityReport is the ledger of all dialects.
type FidelityReport struct {
	Counts     map[string]map[rest.Level]int `json:"counts"`
	Operations []FidelityLine                `json:"operations"`
}

// Fidelity joins the ledgers of dialects.
func Fidelity(ledgers []*rest.Ledger) FidelityReport {
	report := FidelityReport{Counts: map[string]map[rest.Level]int{}}
	for _, l := range ledgers {
		report.Counts[l.Dialect] = l.Count()
		for _, o := range slices.Concat(l.Operations, l.Additions) {
			report.Operations = append(report.Operations, FidelityLine{
				Dialect: l.Dialect, Area: o.Area, Method: o.Method, Path: o.Path, Activity: o.Activity,
				Level: string(o.Level), Note: o.Note, Source: o.Source, Test: o.Test,
			})
		}
	}
	return report
}

// levels in the order in which they are told.
var levels = []rest.Level{rest.Full, rest.Part, rest.Addition, rest.Absent}

// Summary is a line a dialect: "loket: 120 full, 3 part, 2 addition, 540 absent".
func (r FidelityReport) Summary() string {
	var b strings.Builder
	for _, dialect := range slices.Sorted(maps.Keys(r.Counts)) {
		counts := r.Counts[dialect]
		parts := make([]string, len(levels))
		for i, level := range levels {
			parts[i] = fmt.Sprintf("%d %s", counts[level], level)
		}
		fmt.Fprintf(&b, "%s: %s\n", dialect, strings.Join(parts, ", "))
	}
	return b.String()
}

// WriteTable writes the ledger for a terminal.
func (r FidelityReport) WriteTable(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "LEVEL\tMETHOD\tPATH\tACTIVITY\tTEST")
	for _, o := range r.Operations {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", o.Level, o.Method, o.Path, o.Activity, o.Test)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n"+r.Summary())
	return err
}

// WriteMarkdown writes the ledger as docs/fidelity.md: what there is in full,
// what is absent by area.
func (r FidelityReport) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# Fidelity ledger\n\nWritten by `payglot fidelity --markdown`; a test checks that it is fresh. *full* answers as the vendor describes,\n*part* does some of it or does it otherwise, as the note says, *addition* is payglot's own, *absent* answers 501 and names its activity.\n\n")
	for line := range strings.Lines(r.Summary()) {
		b.WriteString("- " + line)
	}
	area := ""
	for _, o := range r.Operations {
		if at := o.Dialect + ": " + o.Area; at != area {
			area = at
			fmt.Fprintf(&b, "\n## %s\n\nSource: %s.\n\n| level | operation | activity | test |\n| --- | --- | --- | --- |\n", area, o.Source)
		}
		level := o.Level
		if o.Note != "" {
			level += " (" + o.Note + ")"
		}
		fmt.Fprintf(&b, "| %s | `%s %s` | %s | %s |\n", level, o.Method, o.Path, o.Activity, o.Test)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
