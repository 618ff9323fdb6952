package rest

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// exportBuffer is what is gathered before it is sent. An error before it is
// full still leaves the client with nothing rather than with half a file.
const exportBuffer = 64 << 10

// exporting bounds the exports that hold a snapshot at once: clients that take
// their rows slowly must leave most of the database's reads to others.
var exporting = make(chan struct{}, 8)

// export answers a list as a file. Whatever can be refused is refused before
// the answer, so that its status still says so; the rows are read when the
// file is written, one by one, and memory stays flat.
func (c *Call) export(q store.Query, narrow scope) (*Answer, error) {
	f, err := c.reportOn(q.View)
	if err != nil {
		return nil, err
	}
	if err := c.exportPage(&q); err != nil {
		return nil, err
	}
	if err := c.View(func(tx *store.Tx) error { return c.exportable(tx, q, narrow) }); err != nil {
		return nil, err
	}
	return f.answer(func(t table) error { return c.writeRows(t, f.columns, q, narrow) }), nil
}

// exportBodies answers a computed list as a file.
func (c *Call) exportBodies(v *store.View, read func(store.Query) ([][]byte, error)) (*Answer, error) {
	f, err := c.reportOn(v)
	if err != nil {
		return nil, err
	}
	var q store.Query
	if err := c.exportPage(&q); err != nil {
		return nil, err
	}
	bodies, err := read(q)
	if err != nil {
		return nil, err
	}
	return f.answer(func(t table) error {
		p := pickerOf(f.columns)
		if err := t.head(f.columns); err != nil {
			return err
		}
		for _, body := range bodies {
			if err := p.write(t, body); err != nil {
				return err
			}
		}
		return t.end()
	}), nil
}

// report is an export as it was asked for.
type report struct {
	name, media string
	columns     []column
	newTable    func(io.Writer) table
}

// reportOn reads what the client wants of the rows of a view.
func (c *Call) reportOn(v *store.View) (*report, error) {
	asked, err := ParseReport(c.Request.Header.Get(ReportHeader))
	if err != nil {
		return nil, err
	}
	columns, err := asked.columns(v, c.Version)
	if err != nil {
		return nil, err
	}
	newTable, err := c.tableMaker(asked, columns)
	if err != nil {
		return nil, err
	}
	name := fileName(asked.FileName, listName(v)) + extensions[c.Media]
	return &report{name: name, media: medias[c.Media], columns: columns, newTable: newTable}, nil
}

// listName is what an export is called when the client gives it no name.
func listName(v *store.View) string { return cmp.Or(v.Parts[0].Type.Path, "list") }

func (r *report) answer(write func(table) error) *Answer {
	return &Answer{File: &File{Media: r.media, Name: r.name, Write: func(w io.Writer) error {
		buffered := bufio.NewWriterSize(w, exportBuffer)
		if err := write(r.newTable(buffered)); err != nil {
			return err
		}
		return buffered.Flush()
	}}}
}

var (
	extensions = map[string]string{CSV: ".csv", Excel: ".xlsx"}
	medias     = map[string]string{CSV: "text/csv; charset=utf-8", Excel: Excel}
)

// table is a file of rows in the making.
type table interface {
	// head writes the names of the columns.
	head(columns []column) error
	// row writes the JSON values of a row, nil where there is none.
	row(values [][]byte) error
	// end writes what follows the last row.
	end() error
}

// tableMaker checks the formats of the columns for the medium asked for.
func (c *Call) tableMaker(report Report, columns []column) (func(io.Writer) table, error) {
	switch c.Media {
	case CSV:
		cells, err := csvCells(columns)
		return func(w io.Writer) table { return newCSV(w, report.Delimiter, cells) }, err
	case Excel:
		styles, err := sheetStyles(columns)
		return func(w io.Writer) table { return newSheet(w, columns, styles) }, err
	}
	return nil, Refuse(http.StatusBadRequest, "a list can't be had as %q", clip(c.Media))
}

// exportPage takes a page only when the client asks for one: an export is of
// all rows.
func (c *Call) exportPage(q *store.Query) error {
	_, number := c.Query("pageNumber")
	_, size := c.Query("pageSize")
	if !number && !size {
		return nil
	}
	n, most, err := c.page()
	q.Offset, q.Limit = (n-1)*most, most
	return err
}

// exportable asks for the rights and whether the query can be understood.
func (c *Call) exportable(tx *store.Tx, q store.Query, narrow scope) error {
	if err := c.narrow(tx, &q, narrow); err != nil {
		return err
	}
	if c.Media != Excel || q.Limit > 0 {
		return tx.Understand(q)
	}
	n, err := tx.Count(q)
	if err != nil {
		return err
	}
	if n >= sheetRows {
		return Refuse(http.StatusBadRequest, "%d rows are more than a spreadsheet holds; ask for %s, or narrow the list by a filter", n, CSV)
	}
	return nil
}

func (c *Call) writeRows(t table, columns []column, q store.Query, narrow scope) error {
	if err := t.head(columns); err != nil {
		return err
	}
	select {
	case exporting <- struct{}{}:
		defer func() { <-exporting }()
	case <-c.Request.Context().Done():
		return c.Request.Context().Err()
	}
	p := pickerOf(columns)
	err := c.View(func(tx *store.Tx) error {
		// Rights may have been taken away since they were asked for.
		if err := c.narrow(tx, &q, narrow); err != nil {
			return err
		}
		return tx.List(q, func(body []byte) error { return p.write(t, body) })
	})
	if err != nil {
		return err
	}
	return t.end()
}

// picker takes the values of columns out of the bodies of rows.
type picker struct {
	*kind.Picker
	values [][]byte
}

func pickerOf(columns []column) *picker {
	paths := make([]string, len(columns))
	for i, c := range columns {
		paths[i] = c.path
	}
	return &picker{kind.NewPicker(paths), make([][]byte, len(columns))}
}

// write adds a row to a table.
func (p *picker) write(t table, body []byte) error {
	if err := p.Pick(body, p.values); err != nil {
		return err
	}
	return t.row(p.values)
}

// appendText appends the text of a JSON string.
func appendText(b, value []byte) ([]byte, error) {
	b, err := jsontext.AppendUnquote(b, value)
	if err != nil {
		return b, fmt.Errorf("export: %w", err) // which is logged, so the value stays out
	}
	return b, nil
}

// clockTime is what a clock in the record's zone shows at a date or an
// instant, given as text.
func clockTime(form kind.Form, text string) (time.Time, error) {
	if form == kind.Date {
		day, err := cal.Parse(text)
		return day.In(time.UTC), err
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	return t.In(store.Zone), err
}
