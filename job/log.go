package job

import (
	"context"
	"errors"
	"log/slog"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// failures logs a try that failed, without its error: what a handler says may
// name people. [Queue.Failed] tells it to those who may know.
type failures struct{ log *slog.Logger }

func (f failures) HandleError(ctx context.Context, j *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	if b := (*blocked)(nil); errors.As(err, &b) {
		f.log.WarnContext(ctx, "a line is blocked by a job that fails", "line", b.line, "kind", b.kind, "number", b.number, "try", j.Attempt)
		return nil
	}
	f.log.WarnContext(ctx, "a job failed", "kind", j.Kind, "id", j.ID, "try", j.Attempt, "of", j.MaxAttempts)
	return nil
}

func (f failures) HandlePanic(ctx context.Context, j *rivertype.JobRow, _ any, _ string) *river.ErrorHandlerResult {
	return f.HandleError(ctx, j, nil)
}

// discreet passes on what River logs, one level lower, and of jobs without
// what may come from a handler.
type discreet struct{ slog.Handler }

func lower(level slog.Level) slog.Level {
	if level == slog.LevelInfo {
		return slog.LevelDebug // it tells of every start and stop
	}
	return level
}

func (d discreet) Enabled(ctx context.Context, level slog.Level) bool {
	return d.Handler.Enabled(ctx, lower(level))
}

func (d discreet) Handle(ctx context.Context, r slog.Record) error {
	ofJob := false
	r.Attrs(func(a slog.Attr) bool {
		ofJob = ofJob || a.Key == "job_id"
		return !ofJob
	})
	quiet := slog.NewRecord(r.Time, lower(r.Level), r.Message, r.PC)
	r.Attrs(func(a slog.Attr) bool {
		if !ofJob || a.Key != "error" && a.Key != "panic_val" {
			quiet.AddAttrs(a)
		}
		return true
	})
	return d.Handler.Handle(ctx, quiet)
}

func (d discreet) WithAttrs(attrs []slog.Attr) slog.Handler {
	return discreet{d.Handler.WithAttrs(attrs)}
}
func (d discreet) WithGroup(name string) slog.Handler { return discreet{d.Handler.WithGroup(name)} }
