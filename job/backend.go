package job

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/payglot/payglot/store"
)

// How River works here. A job is fetched when it is there; the poll is for
// those that are to be tried again.
const (
	workersAtOnce = 32
	maxTries      = 12 // over some twelve hours
	jobTimeout    = time.Minute
	rescueAfter   = 2 * time.Minute
	pollInterval  = time.Second
	fetchCooldown = 10 * time.Millisecond
	keepForever   = -1
)

// backend is River on one of the two databases.
type backend interface {
	migrate(ctx context.Context) error
	start(ctx context.Context) error
	stop(ctx context.Context) error
	insert(ctx context.Context, native any, jobs []river.InsertManyParams) error
	// wake has new jobs fetched at once. It is called after their commit.
	wake()
	words() words
}

// words are SQL on River's table of jobs that the databases word differently.
type words struct {
	waiting   string // condition: it is to be done now, or is being done
	orphan    string // condition: its process died while it ran
	lastError string // text of the last try's error
	lineOf    string // the line that the arguments of a turn name
}

const waiting = `state = 'running' OR state = 'available' AND attempt = 0
	OR state IN ('available', 'retryable', 'scheduled') AND scheduled_at <= `

var onSQLite = words{
	waiting:   waiting + `strftime('%Y-%m-%d %H:%M:%f', 'now')`,
	orphan:    `state = 'running'`,
	lastError: `json_extract(errors, '$[#-1].error')`,
	lineOf:    `json_extract(args, '$.line')`,
}

var onPostgres = words{
	waiting: waiting + `now()`,
	// A job that is tried for the last time is left to River, which gives it up;
	// a long one is none of River's business.
	orphan: `state = 'running' AND (attempt < max_attempts OR queue = '` + longQueue + `') AND NOT EXISTS (SELECT 1 FROM pg_stat_activity
		WHERE datname = current_database() AND application_name = attempted_by[cardinality(attempted_by)])`,
	lastError: `errors[cardinality(errors)] ->> 'error'`,
	lineOf:    `args::jsonb ->> 'line'`,
}

func newBackend(ctx context.Context, engine store.Engine, workers *river.Workers, log *slog.Logger) (backend, error) {
	cfg := &river.Config{
		Logger:                      slog.New(discreet{log.Handler()}),
		ErrorHandler:                failures{log},
		Queues:                      map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workersAtOnce}, longQueue: {MaxWorkers: longAtOnce}},
		Workers:                     workers,
		SkipUnknownJobCheck:         true, // a timer may be of a newer payglot; its job then fails, and is seen
		MaxAttempts:                 maxTries,
		JobTimeout:                  jobTimeout,
		RescueStuckJobsAfter:        rescueAfter,
		FetchPollInterval:           pollInterval,
		FetchCooldown:               fetchCooldown,
		DiscardedJobRetentionPeriod: keepForever,
		ReindexerIndexNames:         []string{}, // vacuum is enough for what we have
	}
	switch db := engine.Native().(type) {
	case *sql.DB:
		driver := newLocal(db)
		return open[*sql.Tx](engine, driver, cfg, onSQLite, driver.wake)
	case *pgxpool.Pool:
		if err := db.QueryRow(ctx, `select current_setting('application_name')`).Scan(&cfg.ID); err != nil {
			return nil, fmt.Errorf("queue: %w", err)
		}
		return open[pgx.Tx](engine, riverpgxv5.New(db), cfg, onPostgres, func() {}) // the commit notifies
	}
	return nil, errNative
}

// on is the backend for transactions of type TTx.
type on[TTx any] struct {
	engine store.Engine
	driver riverdriver.Driver[TTx]
	client *river.Client[TTx]
	sql    words
	poke   func()
}

func open[TTx any](engine store.Engine, driver riverdriver.Driver[TTx], cfg *river.Config, sql words, poke func()) (backend, error) {
	client, err := river.NewClient(driver, cfg)
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	return &on[TTx]{engine, driver, client, sql, poke}, nil
}

// migrate makes River's tables. On a shared database it holds the lock of all
// writes meanwhile, on another connection, so that no two processes do.
func (b *on[TTx]) migrate(ctx context.Context) error {
	m, err := rivermigrate.New(b.driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	up := func(store.Conn) error {
		_, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil)
		return err
	}
	if b.engine.Shared() {
		err = b.engine.Write(ctx, up)
	} else {
		err = up(nil)
	}
	if err != nil {
		return fmt.Errorf("queue: migrate: %w", err)
	}
	return nil
}

func (b *on[TTx]) start(ctx context.Context) error { return b.client.Start(ctx) }
func (b *on[TTx]) stop(ctx context.Context) error  { return b.client.Stop(ctx) }
func (b *on[TTx]) wake()                           { b.poke() }
func (b *on[TTx]) words() words                    { return b.sql }

func (b *on[TTx]) insert(ctx context.Context, native any, jobs []river.InsertManyParams) error {
	tx, ok := native.(TTx)
	if !ok {
		return errNative
	}
	if _, err := b.client.InsertManyFastTx(ctx, tx, jobs); err != nil {
		return err
	}
	if !b.driver.SupportsListenNotify() {
		return nil
	}
	// River notifies once in a cooldown, counted from before the commit, and
	// leaves what it has not told of to the poll.
	return b.driver.UnwrapExecutor(tx).NotifyMany(ctx, &riverdriver.NotifyManyParams{
		Topic: insertTopic, Payload: insertPayloads,
	})
}

// How River words that there are new jobs in a queue.
const insertTopic = "river_insert"

var insertPayloads = []string{`{"queue":"` + river.QueueDefault + `"}`, `{"queue":"` + longQueue + `"}`}
