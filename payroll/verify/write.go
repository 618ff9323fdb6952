package verify

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/payroll"
)

// Report counts the rows of a file by verdict.
type Report struct{ Matched, Differ, NotComputed int }

// Count adds a row.
func (r *Report) Count(v Verdict) {
	switch v {
	case Matched:
		r.Matched++
	case Differs:
		r.Differ++
	default:
		r.NotComputed++
	}
}

func (r Report) String() string {
	return fmt.Sprintf("%d matched, %d differ, %d not computed", r.Matched, r.Differ, r.NotComputed)
}

// Print says what is to be said of a row: nothing when it matched, otherwise
// why it didn't, and for a difference how the amounts came about.
func Print(w io.Writer, r *Result) error {
	if r.Verdict == Matched {
		return nil
	}
	kind := strings.TrimSpace(r.Case.Kind + " " + r.Case.Period)
	if _, err := fmt.Fprintf(w, "%s (%s) %s: %s\n", r.Case.ID, kind, r.Verdict, strings.Join(r.Why, "; ")); err != nil {
		return err
	}
	if r.Slip == nil {
		return nil
	}
	return payroll.Explain(w, r.Slip)
}

// Writer writes a file back with what was computed: for files with a column
// for each expected output a column computed_… for each, for others the column
// computed_json; then verdict and why. Columns of these names that the file
// has already are filled anew, all others stay as they are.
type Writer struct {
	out     *csv.Writer
	names   []string // of the columns that are filled
	at      []int    // where they are
	columns int      // of the whole row
	row     []string
}

// NewWriter writes the header.
func NewWriter(w io.Writer, f *File) (*Writer, error) {
	o := &Writer{out: csv.NewWriter(w), names: computedColumns(f.header)}
	header := slices.Clone(f.Header)
	for _, name := range o.names {
		at := slices.Index(header, name)
		if at < 0 {
			at, header = len(header), append(header, name)
		}
		o.at = append(o.at, at)
	}
	o.columns = len(header)
	return o, o.out.Write(header)
}

const (
	computed     = "computed_"
	computedJSON = computed + "json"
)

// computedColumns are the columns that are filled.
func computedColumns(h *header) []string {
	var names []string
	for _, name := range h.names {
		if output, is := strings.CutPrefix(name, expects); is && name != "expected_json" {
			names = append(names, computed+output)
		}
	}
	if len(names) == 0 {
		names = []string{computedJSON}
	}
	return append(names, "verdict", "why")
}

// Write writes a row.
func (o *Writer) Write(r *Result) error {
	o.row = append(o.row[:0], r.Row...)
	for len(o.row) < o.columns {
		o.row = append(o.row, "")
	}
	for i, name := range o.names {
		text, err := filled(name, r)
		if err != nil {
			return err
		}
		o.row[o.at[i]] = text
	}
	return o.out.Write(o.row)
}

// filled is what a column gets.
func filled(name string, r *Result) (string, error) {
	switch name {
	case "verdict":
		return string(r.Verdict), nil
	case "why":
		return strings.Join(r.Why, "; "), nil
	case computedJSON:
		text, err := json.Marshal(r.Got, json.Deterministic(true))
		return string(text), err
	default:
		return r.Got[strings.TrimPrefix(name, computed)], nil
	}
}

// Close writes what is still held back.
func (o *Writer) Close() error {
	o.out.Flush()
	return o.out.Error()
}
