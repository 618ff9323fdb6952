package rest

import (
	"archive/zip"
	"compress/flate"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Limits of a spreadsheet.
const (
	sheetRows   = 1 << 20
	sheetText   = 32767 // UTF-16 units in a cell
	sheetDigits = 15    // of a number; further ones would be lost
)

// sheetTable writes an Office Open XML workbook of one sheet straight into
// its ZIP archive. The libraries there are keep the sheet in memory or in a
// temporary file, which is no place for pay, and pass numbers on as binary
// floating point; here digits stay as they are and nothing is kept.
type sheetTable struct {
	archive *zip.Writer
	sheet   io.Writer
	letters []string // A, B ... AA
	cells   []sheetCell
	styles  sheetStyle
	rows    int
	line    []byte
	text    []byte
}

// sheetCell is how the values of one column are written.
type sheetCell struct {
	form  kind.Form
	style int // of the workbook's styles; 0 is the general one
}

func newSheet(w io.Writer, columns []column, styles sheetStyle) *sheetTable {
	t := &sheetTable{archive: zip.NewWriter(w), styles: styles}
	t.archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
	for i, c := range columns {
		t.letters = append(t.letters, columnLetters(i))
		t.cells = append(t.cells, sheetCell{form: c.form, style: styles.of[i]})
	}
	return t
}

// columnLetters names a column, counted from 0.
func columnLetters(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return columnLetters(i/26-1) + string(rune('A'+i%26))
}

func (t *sheetTable) head(columns []column) error {
	for _, part := range workbook(t.styles) {
		w, err := t.archive.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Store}) // too small to be worth a compressor
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, part.content); err != nil {
			return err
		}
	}
	var err error
	if t.sheet, err = t.archive.Create("xl/worksheets/sheet1.xml"); err != nil {
		return err
	}
	t.line = append(t.line[:0], sheetBegin...)
	t.begin()
	for i, c := range columns {
		t.inline(i, headStyle, []byte(c.name))
	}
	return t.send()
}

func (t *sheetTable) row(values [][]byte) error {
	t.line = t.line[:0]
	t.begin()
	for i, value := range values {
		if value == nil {
			continue
		}
		if err := t.cell(i, value); err != nil {
			return err
		}
	}
	return t.send()
}

func (t *sheetTable) end() error {
	if _, err := io.WriteString(t.sheet, `</sheetData></worksheet>`); err != nil {
		return err
	}
	return t.archive.Close()
}

func (t *sheetTable) begin() {
	t.rows++
	t.line = append(t.line, `<row r="`...)
	t.line = strconv.AppendInt(t.line, int64(t.rows), 10)
	t.line = append(t.line, `">`...)
}

func (t *sheetTable) send() error {
	_, err := t.sheet.Write(append(t.line, `</row>`...))
	return err
}

func (t *sheetTable) cell(i int, value []byte) (err error) {
	cell := t.cells[i]
	switch value[0] {
	case 't':
		t.value(i, 0, "b", []byte{'1'})
	case 'f':
		t.value(i, 0, "b", []byte{'0'})
	case '"':
		if t.text, err = appendText(t.text[:0], value); err != nil {
			return err
		}
		if cell.form == kind.Date || cell.form == kind.Instant {
			return t.moment(i, cell, string(t.text))
		}
		t.inline(i, 0, t.text)
	default:
		t.number(i, value)
	}
	return nil
}

func (t *sheetTable) number(i int, digits []byte) {
	n := 0
	for _, c := range digits {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	if n > sheetDigits {
		t.inline(i, 0, digits)
		return
	}
	t.value(i, 0, "", digits)
}

// firstDay is the first day that spreadsheets count alike: before it Excel
// has a 29 February 1900, and before 1900 nothing.
var (
	firstDay = cal.MustNew(1900, 3, 1)
	dayZero  = cal.MustNew(1899, 12, 30)
)

// moment writes a date or an instant as the days since day zero.
func (t *sheetTable) moment(i int, cell sheetCell, text string) error {
	at, err := clockTime(cell.form, text)
	if err != nil {
		return err
	}
	day := cal.Of(at, at.Location())
	if day.Before(firstDay) {
		t.inline(i, 0, []byte(text))
		return nil
	}
	t.text = strconv.AppendInt(t.text[:0], int64(day.Sub(dayZero)), 10)
	if cell.form == kind.Instant {
		t.text = append(t.text, dayFraction(at)...)
	}
	t.value(i, cell.style, "", t.text)
	return nil
}

// dayFraction is how far a day has gone on the clock, as decimals; a
// billionth of a day is less than a tenth of a millisecond.
func dayFraction(at time.Time) string {
	hour, minute, second := at.Clock()
	since := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second
	const day = 24 * time.Hour
	parts := (int64(since/time.Second)*1e9 + int64(day/time.Second)/2) / int64(day/time.Second)
	digits := strconv.FormatInt(parts, 10)
	return "." + strings.Repeat("0", 9-len(digits)) + digits
}

func (t *sheetTable) open(i, style int, of string) {
	t.line = append(t.line, `<c r="`...)
	t.line = append(t.line, t.letters[i]...)
	t.line = strconv.AppendInt(t.line, int64(t.rows), 10)
	if style > 0 {
		t.line = append(t.line, `" s="`...)
		t.line = strconv.AppendInt(t.line, int64(style), 10)
	}
	if of != "" {
		t.line = append(append(t.line, `" t="`...), of...)
	}
	t.line = append(t.line, `">`...)
}

func (t *sheetTable) value(i, style int, of string, value []byte) {
	t.open(i, style, of)
	t.line = append(append(append(t.line, `<v>`...), value...), `</v></c>`...)
}

// inline writes a text; as such it is never taken for a formula.
func (t *sheetTable) inline(i, style int, text []byte) {
	t.open(i, style, "inlineStr")
	t.line = append(t.line, `<is><t xml:space="preserve">`...)
	t.line = appendXML(t.line, cut(text))
	t.line = append(t.line, `</t></is></c>`...)
}

// cut shortens a text to what a cell can hold; Excel takes a workbook with
// more in it for damaged.
func cut(text []byte) []byte {
	if len(text) <= sheetText {
		return text
	}
	units := 0
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRune(text[at:])
		if units++; r > 0xffff {
			units++
		}
		if units > sheetText {
			return text[:at]
		}
		at += size
	}
	return text
}

// appendXML escapes a text for XML, and what XML can't hold as workbooks do:
// _x0007_. What looks like that in the text has its underscore escaped.
func appendXML(b, text []byte) []byte {
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRune(text[at:])
		switch {
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case r == '_' && escaped(text[at:]):
			b = append(b, "_x005F_"...)
		case r < 0x20 && r != '\t' && r != '\n', r == 0xfffe, r == 0xffff:
			b = append(b, "_x"+strings.ToUpper(strconv.FormatInt(0x10000+int64(r), 16)[1:])+"_"...)
		default:
			b = utf8.AppendRune(b, r)
		}
		at += size
	}
	return b
}

// escaped says that a text begins like the escape of a character.
func escaped(text []byte) bool {
	if len(text) < 7 || text[1] != 'x' || text[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	return err == nil
}
