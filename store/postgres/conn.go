package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

var (
	errNested   = errors.New("postgres: the connection is in use by a query")
	errReadOnly = errors.New("postgres: a read can't write")
)

// conn is the Conn of a Write.
type conn struct {
	tx       pgx.Tx
	querying bool
}

func (c *conn) Native() any { return c.tx }

func (c *conn) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	if c.querying {
		return 0, errNested
	}
	args, err := arguments(args)
	if err != nil {
		return 0, err
	}
	tag, err := c.tx.Exec(ctx, query, args...)
	return tag.RowsAffected(), explain(ctx, err)
}

func (c *conn) Query(ctx context.Context, query string, args []any, each func(store.Columns) error) error {
	if c.querying {
		return errNested
	}
	args, err := arguments(args)
	if err != nil {
		return err
	}
	c.querying = true
	defer func() { c.querying = false }()
	rows, err := c.tx.Query(ctx, query, args...)
	if err != nil {
		return explain(ctx, err)
	}
	defer rows.Close()
	row := &columns{fields: rows.FieldDescriptions()}
	for rows.Next() {
		row.values = rows.RawValues()
		if err := each(row); err != nil {
			return err
		}
	}
	return explain(ctx, rows.Err())
}

func (c *conn) Savepoint(ctx context.Context, f func() error) error {
	if _, err := c.Exec(ctx, "savepoint part"); err != nil {
		return err
	}
	kept := false
	defer func() {
		if !kept {
			_, _ = c.tx.Exec(context.WithoutCancel(ctx), "rollback to part; release part")
		}
	}()
	if err := f(); err != nil {
		return err
	}
	_, err := c.Exec(ctx, "release part")
	kept = err == nil
	return err
}

// explain prefers the reason why a query was given up to how it ended.
func explain(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// arguments are what pgx takes for what a Conn takes.
func arguments(args []any) ([]any, error) {
	if len(args) == 0 {
		return nil, nil
	}
	out := make([]any, len(args))
	for i, arg := range args {
		switch v := arg.(type) {
		case nil, int64, string, []byte, bool:
			out[i] = v
		case store.Number:
			out[i] = string(v) // the server reads it as what it is compared with
		case kind.ID:
			out[i] = [16]byte(v)
		default:
			return nil, fmt.Errorf("postgres: can't take an argument of type %T", arg)
		}
	}
	return out, nil
}
