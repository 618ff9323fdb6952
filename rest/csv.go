package rest

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/payglot/payglot/kind"
)

// byteOrderMark stands before a CSV file. Without it Excel reads the file in
// the code page of Windows and shows é as Ã©; programs that read UTF-8 skip
// it.
const byteOrderMark = "\uFEFF"

// csvTable writes RFC 4180: CRLF, and quotes where a cell needs them.
type csvTable struct {
	w         io.Writer
	delimiter string
	cells     []csvCell
	line      []byte
	text      []byte
}

// csvCell is how the values of one column are written.
type csvCell struct {
	form   kind.Form
	format dateFormat
}

func csvCells(columns []column) ([]csvCell, error) {
	cells := make([]csvCell, len(columns))
	for i, c := range columns {
		format, err := parseDateFormat(c.format)
		if err != nil {
			return nil, err
		}
		cells[i] = csvCell{form: c.form, format: format}
	}
	return cells, nil
}

func newCSV(w io.Writer, delimiter string, cells []csvCell) *csvTable {
	return &csvTable{w: w, delimiter: delimiter, cells: cells}
}

func (t *csvTable) head(columns []column) error {
	t.line = append(t.line[:0], byteOrderMark...)
	for i, c := range columns {
		t.part(i)
		t.quoted(harmless([]byte(c.name)))
	}
	return t.send()
}

func (t *csvTable) row(values [][]byte) error {
	t.line = t.line[:0]
	for i, value := range values {
		t.part(i)
		if err := t.cell(t.cells[i], value); err != nil {
			return err
		}
	}
	return t.send()
}

func (t *csvTable) end() error { return nil }

func (t *csvTable) part(i int) {
	if i > 0 {
		t.line = append(t.line, t.delimiter...)
	}
}

func (t *csvTable) send() error {
	if len(t.line) == 0 { // an empty line would be no row at all
		t.line = append(t.line, `""`...)
	}
	t.line = append(t.line, '\r', '\n')
	_, err := t.w.Write(t.line)
	return err
}

func (t *csvTable) cell(c csvCell, value []byte) (err error) {
	switch {
	case value == nil:
		return nil
	case value[0] != '"': // a number or a boolean is itself
		t.quoted(value)
		return nil
	}
	if t.text, err = appendText(t.text[:0], value); err != nil {
		return err
	}
	if len(c.format) > 0 {
		at, err := clockTime(c.form, string(t.text))
		if err != nil {
			return err
		}
		t.text = c.format.append(t.text[:0], at)
	}
	t.quoted(harmless(t.text))
	return nil
}

// quoted appends a cell, in quotes when it holds what would end it.
func (t *csvTable) quoted(cell []byte) {
	if !bytes.ContainsAny(cell, "\"\r\n") && !bytes.Contains(cell, []byte(t.delimiter)) {
		t.line = append(t.line, cell...)
		return
	}
	t.line = append(t.line, '"')
	for _, b := range cell {
		if b == '"' {
			t.line = append(t.line, '"')
		}
		t.line = append(t.line, b)
	}
	t.line = append(t.line, '"')
}

// harmless puts an apostrophe before what a spreadsheet would take for a
// formula. It changes the text of such a cell, a telephone number's too: a
// text that runs is worse than one with an apostrophe.
func harmless(text []byte) []byte {
	first, _ := utf8.DecodeRune(text)
	if len(text) > 0 && strings.ContainsRune(formulaBegins, first) {
		return append([]byte{'\''}, text...)
	}
	return text
}

// formulaBegins are the characters that begin a formula or that a spreadsheet
// skips before one, the wide ones of East Asia too.
const formulaBegins = "=+-@\t\r\n＝＋－＠"
