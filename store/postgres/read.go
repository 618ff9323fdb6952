package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// reader is the Conn of a Read. Its queries share one snapshot without BEGIN
// and COMMIT, and so a read of one query costs one round trip: what is sent
// until a Sync message is one transaction to PostgreSQL, and transactions of
// these connections are repeatable and can't write.
type reader struct {
	raw        *pgconn.PgConn
	pipeline   *pgconn.Pipeline
	statements *statements
	querying   bool
}

// statements are those prepared on one connection.
type statements struct {
	byQuery map[string]*statement
	stale   bool // one failed, perhaps because a newer payglot changed the schema
}

type statement struct {
	*pgconn.StatementDescription
	formats []int16 // of the result's columns
}

// maxStatements bounds the prepared statements a connection keeps. The
// record's own are a few dozen; filters bring the others.
const maxStatements = 256

// statementsOf finds the connection's, and forgets them when it is time to.
func statementsOf(ctx context.Context, raw *pgconn.PgConn) (*statements, error) {
	const key = "payglot statements"
	s, ok := raw.CustomData()[key].(*statements)
	if !ok {
		s = &statements{byQuery: map[string]*statement{}}
		raw.CustomData()[key] = s
	}
	if s.stale || len(s.byQuery) >= maxStatements {
		if _, err := raw.Exec(ctx, "deallocate all").ReadAll(); err != nil {
			return nil, err
		}
		s.byQuery, s.stale = map[string]*statement{}, false
	}
	return s, nil
}

// readOn runs f on a snapshot of a connection of the reading pool.
func readOn(ctx context.Context, raw *pgconn.PgConn, f func(store.Conn) error) error {
	s, err := statementsOf(ctx, raw)
	if err != nil {
		return err
	}
	// The pipeline isn't given ctx: to watch one costs pgx more than the read.
	r := &reader{raw: raw, pipeline: raw.StartPipeline(context.Background()), statements: s}
	defer r.end()
	return f(r)
}

// end closes the snapshot. When it fails the connection is closed, and the
// pool makes another.
func (r *reader) end() {
	if !r.raw.IsClosed() { // pgx may still be writing its farewell
		_ = r.pipeline.Sync()
	}
	_ = r.pipeline.Close()
}

func (r *reader) Native() any { return nil }

func (r *reader) Exec(context.Context, string, ...any) (int64, error) { return 0, errReadOnly }

func (r *reader) Savepoint(context.Context, func() error) error { return errReadOnly }

func (r *reader) Query(ctx context.Context, query string, args []any, each func(store.Columns) error) error {
	if r.querying {
		return errNested
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	r.querying = true
	defer func() { r.querying = false }()
	defer r.interruptible(ctx)()
	err := r.query(query, args, each)
	if failed := (*pgconn.PgError)(nil); errors.As(err, &failed) {
		r.statements.stale = true
	}
	return explain(ctx, err)
}

// interruptible lets ctx end the connection until the function it returns is
// called; pgx then tells the server to stop.
func (r *reader) interruptible(ctx context.Context) func() {
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		_ = r.raw.Conn().SetDeadline(longAgo)
	})
	return func() {
		if !stop() {
			<-ended
			_ = r.raw.Close(ctx) // it has a deadline, and must not be used again
		}
	}
}

var longAgo = time.Unix(1, 0)

func (r *reader) query(query string, args []any, each func(store.Columns) error) error {
	s, err := r.prepare(query)
	if err != nil {
		return err
	}
	values, formats, err := encode(args, s.ParamOIDs)
	if err != nil {
		return err
	}
	r.pipeline.SendQueryStatement(s.StatementDescription, values, formats, s.formats)
	results, err := r.results()
	if err != nil {
		return err
	}
	rows, ok := results.(*pgconn.ResultReader)
	if !ok {
		return fmt.Errorf("postgres: a query is answered by %T", results)
	}
	return forEach(rows, each)
}

func forEach(rows *pgconn.ResultReader, each func(store.Columns) error) error {
	row := &columns{fields: rows.FieldDescriptions()}
	for rows.NextRow() {
		row.values = rows.Values()
		if err := each(row); err != nil {
			_, _ = rows.Close()
			return err
		}
	}
	_, err := rows.Close()
	return err
}

// results sends what is waiting and gets the next answer.
func (r *reader) results() (any, error) {
	r.pipeline.SendFlushRequest()
	if err := r.pipeline.Flush(); err != nil {
		return nil, err
	}
	return r.pipeline.GetResults()
}

func (r *reader) prepare(query string) (*statement, error) {
	if s := r.statements.byQuery[query]; s != nil {
		return s, nil
	}
	name := "read" + strconv.Itoa(len(r.statements.byQuery))
	r.pipeline.SendPrepare(name, query, nil)
	results, err := r.results()
	if err != nil {
		return nil, err
	}
	described, ok := results.(*pgconn.StatementDescription)
	if !ok {
		return nil, fmt.Errorf("postgres: a preparation is answered by %T", results)
	}
	described.Name = name
	s := &statement{StatementDescription: described, formats: make([]int16, len(described.Fields))}
	for i, field := range described.Fields {
		s.formats[i] = format(field.DataTypeOID)
	}
	r.statements.byQuery[query] = s
	return s, nil
}

// format of a column: binary for what columns knows to read so.
func format(oid uint32) int16 {
	switch oid {
	case pgtype.Int8OID, pgtype.Int4OID, pgtype.Int2OID, pgtype.BoolOID, pgtype.UUIDOID, pgtype.ByteaOID:
		return pgtype.BinaryFormatCode
	}
	return pgtype.TextFormatCode
}

// encode writes arguments as the server reads them. It takes the text of any
// type as a value of that type.
func encode(args []any, oids []uint32) ([][]byte, []int16, error) {
	if len(args) != len(oids) {
		return nil, nil, fmt.Errorf("postgres: %d arguments for %d placeholders", len(args), len(oids))
	}
	values, formats := make([][]byte, len(args)), make([]int16, len(args))
	for i, arg := range args {
		switch v := arg.(type) {
		case nil:
		case int64:
			values[i] = strconv.AppendInt(nil, v, 10)
		case string:
			values[i] = append([]byte{}, v...)
		case store.Number:
			values[i] = append([]byte{}, v...)
		case bool:
			values[i] = strconv.AppendBool(nil, v)
		case []byte:
			values[i], formats[i] = append([]byte{}, v...), pgtype.BinaryFormatCode
		case kind.ID:
			values[i], formats[i] = v[:], pgtype.BinaryFormatCode
		default:
			return nil, nil, fmt.Errorf("postgres: can't take an argument of type %T", arg)
		}
	}
	return values, formats, nil
}
