// Package sqlite is the store's engine on SQLite, inside the process.
//
// One connection writes, through database/sql, because the job queue shares
// it; every commit is on disk before it is answered. Reads have native
// connections of their own on snapshots, so they neither wait for the writer
// nor hold it up. One process at a time has a data directory.
//
// The package imports store and kind.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	"github.com/ncruces/go-sqlite3/vfs/mvcc"

	"github.com/payglot/payglot/store"
)

//go:embed schema/*.sql
var schema embed.FS

// File is the name of the database in the data directory.
const File = "payglot.db"

// ErrInUse says that another process has the folder.
var ErrInUse = errors.New("another payglot")

// Engine is one SQLite database. It implements [store.Engine].
type Engine struct {
	db     *sql.DB // one connection, which writes
	writer *conn   // the same connection
	reads  *pool
	behind *checkpointer // nil in memory
	free   func() error  // gives up the directory or the memory
	closed sync.Once
}

var _ store.Engine = (*Engine)(nil)

// Option changes how a database is opened.
type Option func(*options)

type options struct {
	synchronous string
	readers     int
}

// NoSync leaves it to the operating system when commits reach the disk. For
// tests.
func NoSync() Option { return func(o *options) { o.synchronous = "off" } }

// Open opens the database in a data directory, and makes both when they are
// missing. It fails when another process has the directory.
func Open(dir string, opts ...Option) (*Engine, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	path, err := filepath.Abs(filepath.Join(dir, File))
	if err != nil {
		return nil, err
	}
	lock, err := lockFile(filepath.Join(dir, "lock"))
	if err != nil {
		return nil, err
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/...
	}
	return open(path, "", "wal", opts, lock.Close)
}

// OpenMemory opens an empty database in memory, of which name is free for the
// caller to choose. It is gone once it is closed.
func OpenMemory(name string, opts ...Option) (*Engine, error) {
	memory.Lock()
	defer memory.Unlock()
	if memory.names[name] {
		return nil, fmt.Errorf("sqlite: memory database %s is open already", name)
	}
	opts = append(opts, NoSync())
	e, err := open("/"+name, "mvcc", "memory", opts, func() error {
		memory.Lock()
		defer memory.Unlock()
		delete(memory.names, name)
		mvcc.Delete(name)
		return nil
	})
	if err == nil {
		memory.names[name] = true
	}
	return e, err
}

// memory knows the open databases in memory: the name of one is the only key
// to it.
var memory = struct {
	sync.Mutex
	names map[string]bool
}{names: map[string]bool{}}

func open(path, vfs, journal string, opts []Option, free func() error) (*Engine, error) {
	o := options{synchronous: "full", readers: max(2, runtime.GOMAXPROCS(0))}
	for _, opt := range opts {
		opt(&o)
	}
	e := &Engine{free: free}
	if journal == "wal" {
		e.behind = newCheckpointer(source(path, vfs, "busy_timeout(10000)", "synchronous("+o.synchronous+")"))
	}
	dsn := source(path, vfs, "busy_timeout(10000)", "journal_mode("+journal+")", "synchronous("+o.synchronous+")",
		"foreign_keys(off)", "cache_size(-8000)", "temp_store(memory)", "journal_size_limit(67108864)")
	db, err := driver.Open(dsn+"&_txlock=immediate", e.connected, e.disconnecting)
	if err != nil {
		e.behind.close()
		return nil, errors.Join(err, free())
	}
	db.SetMaxOpenConns(1)
	e.db = db
	e.reads = newPool(source(path, vfs, "busy_timeout(10000)", "query_only(on)", "cache_size(-8000)", "temp_store(memory)"), o.readers)
	if err := e.migrate(); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

func source(path, vfs string, pragmas ...string) string {
	query := url.Values{"_pragma": pragmas}
	if vfs != "" {
		query.Set("vfs", vfs)
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: query.Encode()}
	return u.String()
}

// connected takes the native connection from under the writing one.
func (e *Engine) connected(raw *sqlite3.Conn) error {
	e.writer = newConn(raw)
	if e.behind != nil {
		raw.WALHook(e.behind.committed)
	}
	return register(raw)
}

func (e *Engine) disconnecting(*sqlite3.Conn) error {
	e.writer.closeStatements()
	return nil
}

func (e *Engine) migrate() error {
	files, err := fs.Sub(schema, "schema")
	if err != nil {
		return err
	}
	ctx := context.Background()
	return e.Write(ctx, func(c store.Conn) error { return store.Migrate(ctx, c, files) })
}

// Write runs f in a transaction of the one writing connection. Only waiting
// for the connection, and statements of f, end with ctx: a commit that has
// begun is finished.
func (e *Engine) Write(ctx context.Context, f func(store.Conn) error) error {
	one, err := e.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer one.Close()
	tx, err := one.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after a commit it does nothing
	c := e.writer.inTransaction(tx)
	if err := f(c); err != nil {
		return err
	}
	if err := errors.Join(ctx.Err(), c.usable()); err != nil {
		return err
	}
	return tx.Commit()
}

// Read runs f on a snapshot that begins with its first query.
func (e *Engine) Read(ctx context.Context, f func(store.Conn) error) error {
	c, err := e.reads.get(ctx)
	if err != nil {
		return err
	}
	defer e.reads.put(c)
	return c.snapshot(f)
}

// Native is the *sql.DB that writes. What holds it holds up every Write.
func (e *Engine) Native() any { return e.db }

// Shared is false: the directory is ours.
func (e *Engine) Shared() bool { return false }

// Close waits for what is under way.
func (e *Engine) Close() (err error) {
	e.closed.Do(func() {
		e.reads.close()
		e.behind.close()
		err = errors.Join(e.db.Close(), e.free())
	})
	return err
}

// Size is what the database takes without its log of the latest writes.
func (e *Engine) Size(ctx context.Context) (int64, error) {
	var size int64
	err := e.Read(ctx, func(c store.Conn) error {
		const query = `select page_count * page_size from pragma_page_count, pragma_page_size`
		return c.Query(ctx, query, nil, func(row store.Columns) error {
			size = row.Int(0)
			return nil
		})
	})
	return size, err
}

// Check lets SQLite look at every page.
func (e *Engine) Check(ctx context.Context) ([]string, error) {
	var found []string
	err := e.Read(ctx, func(c store.Conn) error {
		return c.Query(ctx, `pragma integrity_check`, nil, func(row store.Columns) error {
			if line := row.Text(0); line != "ok" {
				found = append(found, line)
			}
			return nil
		})
	})
	return found, err
}

// Backup writes what [store.Dump] does.
func (e *Engine) Backup(ctx context.Context, w io.Writer) error {
	return e.Read(ctx, func(c store.Conn) error {
		jobs := ""
		if queue, err := hasTable(ctx, c, "river_job"); err != nil {
			return err
		} else if queue {
			jobs = store.PendingJobs("json(args)")
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
		return store.Load(ctx, c, r)
	})
}

// clearQueue leaves the last job, as one that is done, so that no other gets
// its number: what still works on it would take that one for its own.
const clearQueue = `delete from river_job where id < (select max(id) from river_job);
	update river_job set state = 'completed', args = '{}', finalized_at = coalesce(finalized_at, current_timestamp);
`

// Clear empties everything.
func (e *Engine) Clear(ctx context.Context, c store.Conn) error {
	triggers, err := texts(ctx, c, `select name, sql from sqlite_schema where type = 'trigger' and tbl_name = 'change'`)
	if err != nil {
		return err
	}
	var script strings.Builder
	for name := range triggers {
		fmt.Fprintf(&script, "drop trigger %s;\n", name)
	}
	script.WriteString(`delete from record; delete from change; delete from state; delete from timer; delete from line;
		delete from meta where key <> 'schema'; delete from sqlite_sequence where name in ('change', 'line');`)
	if queue, err := hasTable(ctx, c, "river_job"); err != nil {
		return err
	} else if queue {
		script.WriteString(clearQueue)
	}
	for _, text := range triggers {
		script.WriteString(text + ";\n")
	}
	_, err = c.Exec(ctx, script.String())
	return err
}

// texts reads pairs of text.
func texts(ctx context.Context, c store.Conn, query string) (map[string]string, error) {
	all := map[string]string{}
	err := c.Query(ctx, query, nil, func(row store.Columns) error {
		all[row.Text(0)] = row.Text(1)
		return nil
	})
	return all, err
}

func hasTable(ctx context.Context, c store.Conn, name string) (bool, error) {
	found := false
	err := c.Query(ctx, `select 1 from sqlite_schema where type = 'table' and name = $1`, []any{name}, func(store.Columns) error {
		found = true
		return nil
	})
	return found, err
}
