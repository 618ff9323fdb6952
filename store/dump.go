package store

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"

	"github.com/payglot/payglot/kind"
)

// A backup is a gzip stream of lines. The first names the format, every other
// is a JSON array of a table's name and a row's values, and the last holds
// the number of rows and the SHA-256 of all bytes before it, so that a backup
// that was cut off or changed is refused. Both databases write and read it.
const (
	dumpFormat  = "payglot backup"
	dumpVersion = 1
	loadRows    = 64 // a statement
)

type dumpHead struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
}

type dumpTail struct {
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"`
}

// columnType is how a column is written in a backup: ids and text as strings.
type columnType byte

const (
	idColumn   columnType = 'i'
	intColumn  columnType = 'n'
	textColumn columnType = 't'
)

// dumpTable is a table of the backup. Its select may differ from its name:
// jobs become timers that are due.
type dumpTable struct {
	name    string
	columns string
	types   string // a columnType each
	order   string
}

var dumpTables = []dumpTable{
	{"record", "id, kind, parent, employer, starts, ends, change, body", "itiittnt", "id, kind"},
	{"change", "number, at, kind, id, parent, employer, verb, body, client, user_id, dialect, operation", "nntiiitttitt", "number"},
	{"state", "id, kind, body", "itt", "id, kind"},
	{"timer", "id, due, job, args", "tntt", "id"},
	{"line", "number, line, due, job, args", "ntntt", "number"},
	{"meta", "key, value", "tt", "key"},
}

// PendingJobs is the query for [Dump] of jobs that the queue has yet to run,
// as timers that are due. args is the SQL of a job's arguments as JSON text.
func PendingJobs(args string) string {
	return `select 'job ' || id, 0, kind, ` + args + ` from river_job
		where state in ('available', 'pending', 'retryable', 'running', 'scheduled') order by id`
}

// Dump writes everything the snapshot of conn holds. It is for engines. jobs
// is the query of [PendingJobs], empty when there is no queue yet.
func Dump(ctx context.Context, conn Conn, jobs string, w io.Writer) error {
	zip := gzip.NewWriter(w)
	d := &dumper{out: bufio.NewWriterSize(zip, 1<<16), sum: sha256.New()}
	if err := d.line(dumpHead{dumpFormat, dumpVersion}); err != nil {
		return err
	}
	for _, t := range dumpTables {
		if err := d.rows(ctx, conn, t, `select `+t.columns+` from `+t.name+` order by `+t.order); err != nil {
			return err
		}
		if t.name == "timer" && jobs != "" {
			if err := d.rows(ctx, conn, t, jobs); err != nil {
				return err
			}
		}
	}
	if err := d.line(dumpTail{d.count, hex.EncodeToString(d.sum.Sum(nil))}); err != nil {
		return err
	}
	return errors.Join(d.out.Flush(), zip.Close())
}

type dumper struct {
	out   *bufio.Writer
	sum   hash.Hash
	count int64
}

func (d *dumper) rows(ctx context.Context, conn Conn, t dumpTable, query string) error {
	values := make([]any, 1+len(t.types))
	values[0] = t.name
	return conn.Query(ctx, query, nil, func(c Columns) error {
		if t.name == "meta" && c.Text(0) == metaSchema {
			return nil // the schema is the database's own
		}
		for i := range t.types {
			values[i+1] = dumpValue(c, i, columnType(t.types[i]))
		}
		d.count++
		return d.line(values)
	})
}

func dumpValue(c Columns, i int, t columnType) any {
	switch {
	case c.Null(i):
		return nil
	case t == intColumn:
		return c.Int(i)
	case t == idColumn:
		return c.ID(i)
	}
	return c.Text(i)
}

func (d *dumper) line(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	b = append(b, '\n')
	d.sum.Write(b)
	_, err = d.out.Write(b)
	return err
}

// Load reads what [Dump] wrote into the empty database of conn. It is for
// engines, inside a Write: when it fails, the database may hold a part.
func Load(ctx context.Context, conn Conn, r io.Reader) error {
	zip, err := gzip.NewReader(r)
	if err != nil {
		return errors.New("this is not a payglot backup")
	}
	l := &loader{ctx: ctx, conn: conn, in: bufio.NewReaderSize(zip, 1<<16), sum: sha256.New()}
	if err := l.head(); err != nil {
		return err
	}
	for {
		line, err := l.line()
		if err != nil {
			return err
		}
		if line[0] == '{' {
			return l.tail(line)
		}
		if err := l.row(line); err != nil {
			return err
		}
	}
}

type loader struct {
	ctx   context.Context
	conn  Conn
	in    *bufio.Reader
	sum   hash.Hash
	count int64

	table dumpTable
	args  []any // of rows of table that wait to be inserted
	rows  int
}

// line gives the next line, which holds a byte or more and its end.
func (l *loader) line() ([]byte, error) {
	line, err := l.in.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("the backup ends too early: %w", err)
	}
	if len(line) < 2 {
		return nil, errors.New("the backup has an empty line")
	}
	return line, nil
}

func (l *loader) head() error {
	line, err := l.line()
	if err != nil {
		return err
	}
	var head dumpHead
	if err := json.Unmarshal(line, &head); err != nil || head.Format != dumpFormat {
		return errors.New("this is not a payglot backup")
	}
	if head.Version != dumpVersion {
		return fmt.Errorf("the backup has version %d and this payglot reads %d", head.Version, dumpVersion)
	}
	l.sum.Write(line)
	return nil
}

func (l *loader) row(line []byte) error {
	l.sum.Write(line)
	l.count++
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	var values []any
	if err := decoder.Decode(&values); err != nil {
		return fmt.Errorf("row %d of the backup: %w", l.count, err)
	}
	if err := l.add(values); err != nil {
		return fmt.Errorf("row %d of the backup: %w", l.count, err)
	}
	return nil
}

func (l *loader) add(values []any) error {
	if len(values) == 0 || values[0] != l.table.name || l.rows == loadRows {
		if err := l.flush(); err != nil {
			return err
		}
		if err := l.begin(values); err != nil {
			return err
		}
	}
	if len(values) != 1+len(l.table.types) {
		return fmt.Errorf("it has %d values for table %s", len(values)-1, l.table.name)
	}
	for i, v := range values[1:] {
		arg, err := loadValue(v, columnType(l.table.types[i]))
		if err != nil {
			return err
		}
		l.args = append(l.args, arg)
	}
	l.rows++
	return nil
}

func (l *loader) begin(values []any) error {
	for _, t := range dumpTables {
		if len(values) > 0 && values[0] == t.name {
			l.table = t
			return nil
		}
	}
	return errors.New("it is of no known table")
}

func loadValue(v any, t columnType) (any, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case json.Number:
		if t == intColumn {
			return v.Int64()
		}
	case string:
		if t == textColumn {
			return v, nil
		}
		if t == idColumn {
			return kind.ParseID(v)
		}
	}
	return nil, fmt.Errorf("value %v is of the wrong type", v)
}

// flush inserts the rows that wait, in one statement.
func (l *loader) flush() error {
	if l.rows == 0 {
		return nil
	}
	var sql strings.Builder
	fmt.Fprintf(&sql, "insert into %s (%s) values ", l.table.name, l.table.columns)
	n := 0
	for row := range l.rows {
		if row > 0 {
			sql.WriteString(", ")
		}
		for column := range l.table.types {
			n++
			fmt.Fprintf(&sql, "%c$%d", "(,"[min(column, 1)], n)
		}
		sql.WriteByte(')')
	}
	_, err := l.conn.Exec(l.ctx, sql.String(), l.args...)
	l.args, l.rows = l.args[:0], 0
	return err
}

func (l *loader) tail(line []byte) error {
	if err := l.flush(); err != nil {
		return err
	}
	var tail dumpTail
	if err := json.Unmarshal(line, &tail); err != nil {
		return fmt.Errorf("the last line of the backup: %w", err)
	}
	if tail.Rows != l.count || tail.SHA256 != hex.EncodeToString(l.sum.Sum(nil)) {
		return fmt.Errorf("the backup is damaged: it says %d rows and holds %d, or its sum differs", tail.Rows, l.count)
	}
	if _, err := l.in.ReadByte(); err != io.EOF {
		return errors.New("the backup goes on after its end")
	}
	_, err := l.conn.Exec(l.ctx, moveState)
	return err
}

// moveState puts what earlier backups hold among the records where it is kept
// now.
const moveState = `
	insert into state (id, kind, body) select id, kind, body from record where kind in ('claim', 'sequence');
	delete from record where kind in ('claim', 'sequence')`
