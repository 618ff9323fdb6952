package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

var (
	errNested = errors.New("sqlite: the connection is in use by a query")
	errGone   = errors.New("sqlite: the database rolled the transaction back")
)

// maxStatements bounds the prepared statements a connection keeps. The
// record's own are a few dozen; filters bring the others.
const maxStatements = 256

// conn is one native connection with its prepared statements.
type conn struct {
	raw        *sqlite3.Conn
	statements map[string]*statement
	tx         *sql.Tx // nil in a Read
	querying   bool
}

// statement knows where each placeholder is bound: SQLite numbers them in the
// order in which they first occur.
type statement struct {
	*sqlite3.Stmt
	params []int
}

func newConn(raw *sqlite3.Conn) *conn {
	return &conn{raw: raw, statements: make(map[string]*statement)}
}

// inTransaction is the connection as seen inside one transaction of the
// writer.
func (c *conn) inTransaction(tx *sql.Tx) *conn {
	return &conn{raw: c.raw, statements: c.statements, tx: tx}
}

func (c *conn) Native() any {
	if c.tx == nil {
		return nil
	}
	return c.tx
}

func (c *conn) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	if err := c.usable(); err != nil {
		return 0, err
	}
	defer c.interruptible(ctx)()
	if len(args) == 0 {
		if err := c.raw.Exec(query); err != nil {
			return 0, explain(ctx, err)
		}
		return c.raw.Changes(), nil
	}
	return c.run(ctx, query, args...)
}

// run is Exec of a statement that is kept prepared.
func (c *conn) run(ctx context.Context, query string, args ...any) (int64, error) {
	s, err := c.bind(query, args)
	if err != nil {
		return 0, err
	}
	defer s.ClearBindings()
	if err := s.Exec(); err != nil {
		return 0, explain(ctx, err)
	}
	return c.raw.Changes(), nil
}

func (c *conn) Query(ctx context.Context, query string, args []any, each func(store.Columns) error) (err error) {
	if err := c.usable(); err != nil {
		return err
	}
	s, err := c.bind(query, args)
	if err != nil {
		return err
	}
	defer c.interruptible(ctx)()
	c.querying = true
	defer func() {
		c.querying = false
		_ = s.Reset() // repeats the error of Step
		_ = s.ClearBindings()
	}()
	for s.Step() {
		if err := each(columns{s.Stmt}); err != nil {
			return err
		}
	}
	return explain(ctx, s.Err())
}

func (c *conn) Savepoint(ctx context.Context, f func() error) error {
	if err := c.usable(); err != nil {
		return err
	}
	if _, err := c.run(ctx, "savepoint part"); err != nil {
		return err
	}
	kept := false
	defer func() {
		if !kept && c.usable() == nil {
			_ = c.raw.Exec("rollback to part; release part")
		}
	}()
	if err := f(); err != nil {
		return err
	}
	if err := c.usable(); err != nil {
		return err
	}
	_, err := c.run(ctx, "release part")
	kept = err == nil
	return err
}

// usable refuses a statement inside a query, which PostgreSQL can't do
// either, and one after SQLite gave the transaction up by itself, as it does
// on a full disk: it would be committed on its own.
func (c *conn) usable() error {
	if c.querying {
		return errNested
	}
	if c.tx != nil && c.raw.GetAutocommit() {
		return errGone
	}
	return nil
}

// interruptible lets ctx end what runs until the function it returns is
// called.
func (c *conn) interruptible(ctx context.Context) func() {
	old := c.raw.SetInterrupt(ctx)
	return func() { c.raw.SetInterrupt(old) }
}

func explain(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil && errors.Is(err, sqlite3.INTERRUPT) {
		return ctx.Err()
	}
	return err
}

// bind prepares query, or takes it prepared, and gives it its arguments.
func (c *conn) bind(query string, args []any) (*statement, error) {
	s, err := c.prepare(query)
	if err != nil {
		return nil, err
	}
	if len(args) != len(s.params) {
		return nil, fmt.Errorf("sqlite: %d arguments for %d placeholders: %s", len(args), len(s.params), query)
	}
	for i, arg := range args {
		if err := bindOne(s.Stmt, s.params[i], arg); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (c *conn) prepare(query string) (*statement, error) {
	if s := c.statements[query]; s != nil {
		return s, nil
	}
	if len(c.statements) >= maxStatements {
		c.closeStatements()
	}
	raw, tail, err := c.raw.PrepareFlags(query, sqlite3.PREPARE_PERSISTENT)
	if err != nil {
		return nil, err
	}
	if raw == nil || tail != "" {
		_ = raw.Close()
		return nil, fmt.Errorf("sqlite: not one statement: %s", query)
	}
	s := &statement{Stmt: raw}
	if s.params, err = placeholders(raw); err != nil {
		_ = raw.Close()
		return nil, fmt.Errorf("sqlite: %w: %s", err, query)
	}
	c.statements[query] = s
	return s, nil
}

// placeholders lists where $1, $2 and so on are bound.
func placeholders(s *sqlite3.Stmt) ([]int, error) {
	params := make([]int, s.BindCount())
	for at := 1; at <= len(params); at++ {
		name := strings.TrimPrefix(s.BindName(at), "$")
		n, err := strconv.Atoi(name)
		if err != nil || n < 1 || n > len(params) {
			return nil, fmt.Errorf("the %d placeholders have no $%s", len(params), name)
		}
		params[n-1] = at
	}
	return params, nil
}

// closeStatements must come before the connection is closed.
func (c *conn) closeStatements() {
	for _, s := range c.statements {
		_ = s.Close()
	}
	clear(c.statements)
}

func bindOne(s *sqlite3.Stmt, at int, arg any) error {
	switch v := arg.(type) {
	case nil:
		return s.BindNull(at)
	case int64:
		return s.BindInt64(at, v)
	case string:
		return s.BindText(at, v)
	case store.Number:
		return s.BindText(at, string(v)) // Field is numeric and so makes it a number
	case []byte:
		return s.BindBlob(at, v)
	case kind.ID:
		return s.BindBlob(at, v[:])
	case bool:
		return s.BindBool(at, v)
	}
	return fmt.Errorf("sqlite: can't take an argument of type %T", arg)
}

// columns is the current row of a statement.
type columns struct{ *sqlite3.Stmt }

func (c columns) Null(i int) bool    { return c.ColumnType(i) == sqlite3.NULL }
func (c columns) Int(i int) int64    { return c.ColumnInt64(i) }
func (c columns) Text(i int) string  { return c.ColumnText(i) }
func (c columns) Bytes(i int) []byte { return c.ColumnRawBlob(i) }

func (c columns) ID(i int) kind.ID {
	var id kind.ID
	copy(id[:], c.ColumnRawBlob(i))
	return id
}
