package store

import (
	"context"
	"io"

	"github.com/payglot/payglot/kind"
)

// Engine is one database that keeps the record. All SQL of the record is
// written once, in this package; an engine runs it and says where its
// database words things differently. store/storetest proves an engine.
type Engine interface {
	// Read runs f on a consistent snapshot that never blocks a writer.
	// Reads run side by side.
	Read(ctx context.Context, f func(Conn) error) error

	// Write runs f in one transaction and returns after its durable commit;
	// when f or the commit fails, nothing of it is kept. Writes of all
	// processes on one database follow one another, so that the order of
	// change numbers is the order of commits.
	Write(ctx context.Context, f func(Conn) error) error

	// Syntax tells how this database spells what differs.
	Syntax() Syntax

	// Native is the pool that the job queue shares: *sql.DB or *pgxpool.Pool.
	Native() any

	// Shared says that other processes may write to the same database.
	Shared() bool

	// Backup writes everything the database holds, consistently, while work
	// goes on. Restore replaces everything by what Backup wrote.
	Backup(ctx context.Context, w io.Writer) error
	Restore(ctx context.Context, r io.Reader) error

	// Check runs the database's own integrity check and returns what it found.
	Check(ctx context.Context) ([]string, error)

	// Size is the number of bytes the database takes.
	Size(ctx context.Context) (int64, error)

	// Clear empties everything and starts change numbers anew, inside a Write.
	// It is for the demo world, and the only way round the append-only log.
	Clear(ctx context.Context, conn Conn) error

	Close() error
}

// Conn is a database connection inside Read or Write. Arguments are int64,
// string, [Number], []byte, [kind.ID], bool or nil. Placeholders are $1, $2 and so on.
type Conn interface {
	// Exec runs a statement and returns how many rows it changed. Without
	// arguments query may be several statements; the count is then of no use.
	Exec(ctx context.Context, query string, args ...any) (int64, error)

	// Query calls each for every row; what Columns returns is valid only
	// during that call, and each may not use the connection.
	Query(ctx context.Context, query string, args []any, each func(Columns) error) error

	// Savepoint runs f so that what it did is undone when it fails, and the
	// transaction around it goes on.
	Savepoint(ctx context.Context, f func() error) error

	// Native is the transaction that the job queue enqueues in: *sql.Tx or
	// pgx.Tx. It is nil in a Read.
	Native() any
}

// Columns reads the columns of the current row by position, from 0.
type Columns interface {
	Null(i int) bool
	Int(i int) int64
	Text(i int) string
	Bytes(i int) []byte
	ID(i int) kind.ID
}

// Syntax is what SQLite and PostgreSQL word differently.
type Syntax struct {
	// Field is the SQL expression of a field of the JSON document in column
	// doc, typed so that it compares with Value of the same field: numbers by
	// value, booleans, text and instants in lower case, dates and ids as text.
	// Text compares by its bytes. What is absent or null is NULL.
	Field func(doc string, path []string, form kind.Form) string

	// Document is the SQL expression that parses a body into what Field reads;
	// column doc of table record holds it ready-made.
	Document func(body string) string

	// Contains is the SQL condition that text expression holds the text
	// parameter, both in lower case.
	Contains func(expr, param string) string

	// HasIndex is the query that counts the indexes of a name, its one
	// parameter.
	HasIndex string

	// NullsFirst is appended to a term of ORDER BY so that null sorts before
	// every value in both databases, ascending; NullsLast for descending.
	NullsFirst, NullsLast string
}
