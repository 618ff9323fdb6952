package careflex

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// idColumn is the one column that isn't a field of an incident.
const idColumn = "careflexId"

// separators are those that are recognised in the line of headings.
const separators = ";,\t"

// fileError says that a file as a whole can't be read.
type fileError struct{ reason string }

func (e *fileError) Error() string { return e.reason }

func badFile(format string, args ...any) error { return &fileError{fmt.Sprintf(format, args...)} }

// file is what a file reports.
type file struct {
	careflexID string
	incidents  []sent
}

// readFile reads a file: a line of headings, which are the paths of the JSON
// members, and a line for each incident. A separator of 0 is found out.
func readFile(text []byte, separator rune) (*file, error) {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if !utf8.Valid(text) {
		return nil, badFile("the file is not in UTF-8")
	}
	if separator == 0 {
		separator = sniff(text)
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.ReuseRecord = separator, true
	headings, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, badFile("the file is empty")
	}
	if err != nil {
		return nil, unreadable(err)
	}
	columns, err := readHeadings(headings)
	if err != nil {
		return nil, err
	}
	f := new(file)
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, unreadable(err)
		}
		if err := f.add(columns, cells); err != nil {
			return nil, err
		}
	}
	if len(f.incidents) == 0 {
		return nil, badFile("the file holds no incident; a month without any is reported by incident/none")
	}
	return f, nil
}

// sniff finds the separator in the line of headings, none of which has one in
// it.
func sniff(text []byte) rune {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	for _, c := range separators {
		if bytes.ContainsRune(first, c) {
			return c
		}
	}
	return rune(separators[0])
}

// unreadable words an error of the CSV reader, without what the file holds.
func unreadable(err error) error {
	var at *csv.ParseError
	if !errors.As(err, &at) {
		return err
	}
	if errors.Is(err, csv.ErrFieldCount) {
		return badFile("line %d has another number of columns than the headings", at.Line)
	}
	return badFile("line %d: quotation marks are not closed, or stand where none may", at.Line)
}

// readHeadings checks the headings. Columns that need not be filled may be
// left out; one that nobody knows is a mistake, which would go unnoticed in a
// file that is answered later.
func readHeadings(headings []string) ([]string, error) {
	columns := make([]string, len(headings))
	seen := map[string]bool{}
	for i, heading := range headings {
		column := strings.TrimSpace(heading)
		if column != idColumn && fieldAt(column) == nil {
			return nil, badFile("column %d has a heading that no column has", i+1)
		}
		if seen[column] {
			return nil, badFile("column %s is there twice", column)
		}
		columns[i], seen[column] = column, true
	}
	if !seen[idColumn] {
		return nil, badFile("column %s is missing", idColumn)
	}
	for _, f := range fields {
		if f.need == always && !seen[f.path] {
			return nil, badFile("column %s is missing", f.path)
		}
	}
	return columns, nil
}

// fieldAt is the field with a path; nil when there is none.
func fieldAt(path string) *field {
	for _, f := range fields {
		if f.path == path {
			return f
		}
	}
	return nil
}

// add takes a line. An empty cell is no value.
func (f *file) add(columns, cells []string) error {
	s := sent{}
	company := ""
	for i, cell := range cells {
		switch {
		case strings.TrimSpace(cell) == "":
		case columns[i] == idColumn:
			company = cell
		default:
			s[columns[i]] = value{plainForm, cell}
		}
	}
	first := len(f.incidents) == 0
	switch {
	case company == "":
		return badFile("incident %d names no CareFlex ID", len(f.incidents))
	case first && (strings.ContainsRune(company, 0) || utf8.RuneCountInString(company) > maxText):
		return badFile("the CareFlex ID is longer than %d characters, or holds U+0000", maxText)
	case !first && company != f.careflexID:
		return badFile("incident %d is of another CareFlex ID than the first; a file is for one company", len(f.incidents))
	}
	f.careflexID = company
	f.incidents = append(f.incidents, s)
	return nil
}

// fileResponse tells what was made of a file: imports of a hundred incidents,
// whose feedback is to be had as that of any other.
type fileResponse struct {
	Imports []filePart `json:"importList"`
}

type filePart struct {
	ImportID kind.ID `json:"importId"`
	// FirstRow counts the incidents of the file from 0.
	FirstRow int `json:"firstRow"`
	Rows     int `json:"rows"`
}

// newIncidentFile takes a file. What is wrong with single incidents is told in
// the feedback, as the vendor does.
func (d *Dialect) newIncidentFile(c *rest.Call) (*rest.Answer, error) {
	if err := checkMedia(c.Request, rest.CSV, "text/plain"); err != nil {
		return nil, err
	}
	separator, err := separatorOf(c)
	if err != nil {
		return nil, err
	}
	text, err := readBody(c.Request, rest.MaxBody)
	if err != nil {
		return nil, err
	}
	f, err := readFile(text, separator)
	if err != nil {
		return nil, err
	}
	all, err := d.split(c, f)
	if err != nil {
		return nil, err
	}
	if err := d.keep(c, all...); err != nil {
		return nil, err
	}
	answer := fileResponse{Imports: make([]filePart, len(all))}
	for n, i := range all {
		answer.Imports[n] = filePart{i.ID, n * maxIncidents, len(i.Incidents)}
	}
	return encoded(answer, nil)
}

// separatorOf is the separator that the query asks for; 0 leaves it to the
// file.
func separatorOf(c *rest.Call) (rune, error) {
	if err := c.ReadQuery(); err != nil {
		return 0, err
	}
	text, given := c.Query("separator")
	if !given {
		return 0, nil
	}
	separator, size := utf8.DecodeRuneInString(text)
	if size != len(text) || separator == utf8.RuneError || strings.ContainsRune("\"\r\n\x00\uFEFF", separator) {
		return 0, rest.Refuse(http.StatusBadRequest, "separator is one character, and no quotation mark")
	}
	return separator, nil
}

// split makes imports of a file.
func (d *Dialect) split(c *rest.Call, f *file) (all []*Import, err error) {
	err = d.look(c, func(tx *store.Tx) error {
		checker, err := d.checker(tx, f.incidents)
		if err != nil {
			return err
		}
		for n, s := range f.incidents {
			if n%maxIncidents == 0 {
				all = append(all, &Import{Kind: newReport, CareflexID: f.careflexID})
			}
			in, found := checker.incident(s)
			in.Problems = found
			last := all[len(all)-1]
			last.Incidents = append(last.Incidents, *in)
		}
		for _, i := range all {
			i.span(tx.Today())
		}
		return nil
	})
	return all, err
}
