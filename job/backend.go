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
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"
)

// How River works here. A job that was running when its process was killed is
// taken up again after rescueAfter on a shared database, at once on SQLite.
const (
	workersAtOnce = 8
	jobTimeout    = time.Minute
	rescueAfter   = 2 * time.Minute
	pollInterval  = time.Second
	fetchCooldown = 20 * time.Millisecond
)

// backend is River on one of the two databases.
type backend interface {
	migrate(ctx context.Context) error
	start(ctx context.Context) error
	stop(ctx context.Context) error
	insert(ctx context.Context, native any, args river.JobArgs) error
	// busy counts jobs that wait or run.
	busy(ctx context.Context) (int, error)
	failed(ctx context.Context) ([]Failure, error)
}

// Failure is a job that was given up.
type Failure struct {
	ID    int64
	Kind  string
	Tries int
	Error string
}

func newBackend(native any, workers *river.Workers, log *slog.Logger) (backend, error) {
	cfg := &river.Config{
		Logger:               slog.New(serious{log.Handler()}),
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workersAtOnce}},
		Workers:              workers,
		JobTimeout:           jobTimeout,
		RescueStuckJobsAfter: rescueAfter,
		FetchPollInterval:    pollInterval,
		FetchCooldown:        fetchCooldown,
	}
	switch db := native.(type) {
	case *sql.DB:
		return open[*sql.Tx](quiet{riversqlite.New(db)}, cfg)
	case *pgxpool.Pool:
		return open[pgx.Tx](riverpgxv5.New(db), cfg)
	}
	return nil, errNative
}

// serious passes on what somebody should look at; River tells each start and
// stop besides.
type serious struct{ slog.Handler }

func (s serious) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && s.Handler.Enabled(ctx, level)
}

// quiet is River's driver for SQLite without its table of notifications,
// which it would look at twenty times a second. A client without a listener
// fetches a job when it has inserted one, and this process is the only one.
type quiet struct{ *riversqlite.Driver }

func (quiet) SupportsListener() bool     { return false }
func (quiet) SupportsListenNotify() bool { return false }

// on is the backend for transactions of type TTx.
type on[TTx any] struct {
	driver riverdriver.Driver[TTx]
	client *river.Client[TTx]
}

func open[TTx any](driver riverdriver.Driver[TTx], cfg *river.Config) (backend, error) {
	client, err := river.NewClient(driver, cfg)
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	return &on[TTx]{driver, client}, nil
}

func (b *on[TTx]) migrate(ctx context.Context) error {
	m, err := rivermigrate.New(b.driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	if _, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("queue: migrate: %w", err)
	}
	return nil
}

func (b *on[TTx]) start(ctx context.Context) error { return b.client.Start(ctx) }
func (b *on[TTx]) stop(ctx context.Context) error  { return b.client.Stop(ctx) }

func (b *on[TTx]) insert(ctx context.Context, native any, args river.JobArgs) error {
	tx, ok := native.(TTx)
	if !ok {
		return errNative
	}
	_, err := b.client.InsertTx(ctx, tx, args, nil)
	return err
}

func (b *on[TTx]) busy(ctx context.Context) (int, error) {
	found, err := b.client.JobList(ctx, river.NewJobListParams().First(100).States(rivertype.JobStateAvailable, rivertype.JobStateRunning))
	if err != nil {
		return 0, err
	}
	return len(found.Jobs), nil
}

// maxFailures is how many failures are shown.
const maxFailures = 1000

func (b *on[TTx]) failed(ctx context.Context) ([]Failure, error) {
	found, err := b.client.JobList(ctx, river.NewJobListParams().First(maxFailures).States(rivertype.JobStateDiscarded))
	if err != nil {
		return nil, err
	}
	all := make([]Failure, len(found.Jobs))
	for i, j := range found.Jobs {
		all[i] = Failure{ID: j.ID, Kind: j.Kind, Tries: j.Attempt}
		if n := len(j.Errors); n > 0 {
			all[i].Error = j.Errors[n-1].Error
		}
	}
	return all, nil
}
