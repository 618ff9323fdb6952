package job

import (
	"context"
	"database/sql"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riversqlite"
)

// local is River's driver for SQLite, with word of new jobs passed inside the
// process. River's own way is a table that every client looks at twenty times
// a second; but the only process that enqueues is this one.
type local struct {
	*riversqlite.Driver
	news chan struct{}
}

func newLocal(db *sql.DB) *local {
	return &local{Driver: riversqlite.New(db), news: make(chan struct{}, 1)}
}

func (d *local) wake() {
	select {
	case d.news <- struct{}{}:
	default: // it is about to look anyway
	}
}

// SupportsListenNotify is false: River need not write to its table.
func (d *local) SupportsListenNotify() bool { return false }

func (d *local) GetListener(p *riverdriver.GetListenenerParams) riverdriver.Listener {
	return &listener{news: d.news, schema: p.Schema}
}

// listener hears of new jobs and of nothing else. It passes the news on to one
// queue after the other.
type listener struct {
	news   chan struct{}
	schema string
	told   int // queues
}

func (l *listener) WaitForNotification(ctx context.Context) (*riverdriver.Notification, error) {
	if l.told == 0 {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-l.news:
		}
	}
	payload := insertPayloads[l.told]
	l.told = (l.told + 1) % len(insertPayloads)
	return &riverdriver.Notification{Topic: insertTopic, Payload: payload}, nil
}

func (l *listener) Connect(context.Context) error          { return nil }
func (l *listener) Close(context.Context) error            { return nil }
func (l *listener) Listen(context.Context, string) error   { return nil }
func (l *listener) Unlisten(context.Context, string) error { return nil }
func (l *listener) Ping(context.Context) error             { return nil }
func (l *listener) Schema() string                         { return l.schema }
func (l *listener) SetAfterConnectExec(string)             {}
