// Package postgres is the store's engine on PostgreSQL, for more than one
// payglot on one record.
//
// All processes write one after the other: the order of change numbers is the
// order of commits, on which every delta, ETag and look into the past stands.
// Reads run side by side on snapshots.
//
// The package imports store and kind.
package postgres

import (
	"cmp"
	"context"
	"crypto/rand"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"runtime"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/payglot/payglot/store"
)

//go:embed schema/*.sql
var schema embed.FS

// writing begins a write. The lock is held until the transaction ends; its
// number is payglot's own. A process that is stuck in a write loses it after
// a while, so that the others can go on.
const writing = `begin; set local idle_in_transaction_session_timeout = '1min'; select pg_advisory_xact_lock(7091147)`

// Engine is one PostgreSQL database. It implements [store.Engine].
type Engine struct {
	pool   *pgxpool.Pool // writes, and the queue
	reads  *pgxpool.Pool
	syntax store.Syntax
}

var _ store.Engine = (*Engine)(nil)

// Open opens a database and makes the tables when they are missing. The URL
// may set pool_max_conns and whatever else pgx knows.
func Open(ctx context.Context, url string) (*Engine, error) {
	process := rand.Text()[:8]
	pool, err := newPool(ctx, url, process, nil)
	if err != nil {
		return nil, err
	}
	reads, err := newPool(ctx, url, process, map[string]string{
		"default_transaction_isolation": "repeatable read",
		"default_transaction_read_only": "on",
	})
	if err != nil {
		pool.Close()
		return nil, err
	}
	e := &Engine{pool: pool, reads: reads}
	if err := e.prepare(ctx); err != nil {
		_ = e.Close()
		return nil, err
	}
	return e, nil
}

// newPool opens connections whose application_name is this process's own: by
// it the others see in pg_stat_activity whether it lives.
func newPool(ctx context.Context, url, process string, settings map[string]string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	if plain, err := pgx.ParseConfig(url); err == nil && plain.RuntimeParams["pool_max_conns"] == "" {
		config.MaxConns = int32(max(16, 4*runtime.GOMAXPROCS(0)))
	}
	params := config.ConnConfig.RuntimeParams
	params["application_name"] = cmp.Or(params["application_name"], "payglot") + " " + process
	params["timezone"] = "UTC"
	maps.Copy(params, settings)
	return pgxpool.NewWithConfig(ctx, config)
}

func (e *Engine) prepare(ctx context.Context) error {
	files, err := fs.Sub(schema, "schema")
	if err != nil {
		return err
	}
	err = e.Write(ctx, func(c store.Conn) error { return store.Migrate(ctx, c, files) })
	if err != nil {
		return err
	}
	e.syntax, err = findSyntax(ctx, e.pool)
	return err
}

// Write runs f in a transaction, once all writes of all processes before it
// have ended. Only waiting for that, and statements of f, end with ctx: a
// commit that has begun is finished.
func (e *Engine) Write(ctx context.Context, f func(store.Conn) error) error {
	one, err := e.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer one.Release()
	tx, err := one.BeginTx(ctx, pgx.TxOptions{BeginQuery: writing})
	if err != nil {
		return err
	}
	defer tx.Rollback(context.WithoutCancel(ctx)) // after a commit it does nothing
	if err := f(&conn{tx: tx}); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return tx.Commit(context.WithoutCancel(ctx))
}

// Read runs f on a snapshot that begins with its first query.
func (e *Engine) Read(ctx context.Context, f func(store.Conn) error) error {
	one, err := e.reads.Acquire(ctx)
	if err != nil {
		return err
	}
	defer one.Release()
	return readOn(ctx, one.Conn().PgConn(), f)
}

// Syntax is how PostgreSQL words what differs.
func (e *Engine) Syntax() store.Syntax { return e.syntax }

// Native is the *pgxpool.Pool.
func (e *Engine) Native() any { return e.pool }

// Shared is true: others may write to the same database.
func (e *Engine) Shared() bool { return true }

// Close waits for what is under way.
func (e *Engine) Close() error {
	e.reads.Close()
	e.pool.Close()
	return nil
}

// Size is what the database takes on the server's disk.
func (e *Engine) Size(ctx context.Context) (int64, error) {
	var size int64
	err := e.pool.QueryRow(ctx, `select pg_database_size(current_database())`).Scan(&size)
	return size, err
}

// Check reads every row and asks the server what it knows to be broken.
func (e *Engine) Check(ctx context.Context) ([]string, error) {
	var found []string
	err := e.Read(ctx, func(c store.Conn) error {
		for _, query := range checks {
			err := c.Query(ctx, query, nil, func(row store.Columns) error {
				found = append(found, row.Text(0))
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return found, err
}

var checks = []string{
	`select 'index ' || indexrelid::regclass || ' is not valid' from pg_index where not indisvalid`,
	`select checksum_failures || ' pages failed their checksum' from pg_stat_database
		where datname = current_database() and checksum_failures > 0`,
	`select 'record ' || kind || ' ' || id || ' differs from its document' from record where doc is distinct from body::jsonb`,
	`select 'change ' || number || ' has no readable body' from change where body::jsonb is null`,
}

// Backup writes what [store.Dump] does.
func (e *Engine) Backup(ctx context.Context, w io.Writer) error {
	return e.Read(ctx, func(c store.Conn) error {
		jobs := ""
		if queue, err := hasQueue(ctx, c); err != nil {
			return err
		} else if queue {
			jobs = store.PendingJobs("args::text")
		}
		return store.Dump(ctx, c, jobs, w)
	})
}

// Restore replaces everything by what Backup of any engine wrote, or changes
// nothing.
func (e *Engine) Restore(ctx context.Context, r io.Reader) error {
	return e.Write(ctx, func(c store.Conn) error {
		if err := e.Clear(ctx, c); err != nil {
			return err
		}
		if err := store.Load(ctx, c, r); err != nil {
			return err
		}
		for _, table := range []string{"change", "line"} {
			if err := numberOn(ctx, c, table); err != nil {
				return err
			}
		}
		_, err := c.Exec(ctx, `analyze record, change`)
		return err
	})
}

// numberOn has the next row of a table numbered after those that were loaded.
func numberOn(ctx context.Context, c store.Conn, table string) error {
	next := int64(1)
	err := c.Query(ctx, `select coalesce(max(number), 0) + 1 from `+table, nil, func(row store.Columns) error {
		next = row.Int(0)
		return nil
	})
	if err != nil {
		return err
	}
	_, err = c.Exec(ctx, fmt.Sprintf(`alter table %s alter column number restart with %d`, table, next))
	return err
}

// Clear empties everything.
func (e *Engine) Clear(ctx context.Context, c store.Conn) error {
	script := `truncate record, change, state, timer, line restart identity; delete from meta where key <> 'schema'`
	if queue, err := hasQueue(ctx, c); err != nil {
		return err
	} else if queue {
		script += `; delete from river_job`
	}
	_, err := c.Exec(ctx, script)
	return err
}

func hasQueue(ctx context.Context, c store.Conn) (bool, error) {
	found := false
	err := c.Query(ctx, `select to_regclass('river_job') is not null`, nil, func(row store.Columns) error {
		found = row.Int(0) == 1
		return nil
	})
	return found, err
}

// findSyntax looks for a collation whose lower case is Go's: filters bring
// their values in it.
func findSyntax(ctx context.Context, pool *pgxpool.Pool) (store.Syntax, error) {
	rows, err := pool.Query(ctx, `select collname::text from pg_collation
		where collname in ('pg_c_utf8', 'C.utf8', 'C.UTF-8', 'und-x-icu') and collencoding in (-1, pg_char_to_encoding('UTF8'))`)
	if err != nil {
		return store.Syntax{}, err
	}
	there, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return store.Syntax{}, err
	}
	collation, err := bestCollation(ctx, pool, there)
	return syntax(collation), err
}
