package visma

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// write is the job that writes the files of an export.
type write struct {
	Export kind.ID `json:"export"`
}

func (write) Kind() string { return "visma_export" }

// expire is the job that removes an export with its files.
type expire struct {
	Export kind.ID `json:"export"`
}

func (expire) Kind() string { return "visma_expire" }

// DefaultPause is the usual one.
const DefaultPause = 300 * time.Millisecond

// triesOfWrite is how often an export is tried before it counts as failed. A
// process that is killed or stopped is no failure.
const triesOfWrite = 3

// Worker is what the dialect's jobs need.
type Worker struct {
	Store *store.Store
	// Queue takes what follows from a job; it is set once there is one.
	Queue *job.Queue
	// Files keeps what exports write.
	Files *blob.Bucket
	// FileRows parts the rows of an export over several files; 0 is one file.
	FileRows int
	// Pause is how long, in real time, an export waits before it begins, so
	// that whoever asks at once finds it in progress, as clients are used to.
	Pause time.Duration
	// Callbacks are the hosts that may be told of the end of an export.
	Callbacks []string
	Log       *slog.Logger

	// told gives what a client is told of the end of an export; the dialect
	// sets it.
	told func(ctx context.Context, e *Export) ([]byte, error)
}

// Jobs registers the dialect's jobs.
func Jobs(m *job.Mux, w *Worker) {
	job.Long(m, w.write)
	job.Long(m, w.expire)
	job.Long(m, w.tell)
	job.Handle(m, func(_ context.Context, tx *store.Tx, a forget) error { return gone(revoked.Delete(tx, a.Revocation)) })
}

// filesOf is how the names of an export's files begin, those too that are half
// written when a process dies. All are in one folder, so that no empty ones stay
// behind.
func filesOf(export kind.ID) string { return fmt.Sprintf("%s%v.", folder, export) }

// folder is where all files of exports are kept.
const folder = "visma/"

// write writes an export. Its files are there before it is done, but nobody is
// told them; when it is done again it writes others.
func (w *Worker) write(ctx context.Context, a write, try job.Try) (finish func(*store.Tx) error, err error) {
	if err := clock.Sleep(ctx, w.Pause); err != nil {
		return nil, err
	}
	e, t, err := w.export(ctx, a.Export)
	if err != nil || e == nil || e.State != InProgress {
		return nil, err
	}
	if err = w.produce(ctx, t, e); err != nil {
		if ctx.Err() != nil || !try.Last && try.Failures < triesOfWrite-1 {
			return nil, err
		}
		w.Log.Error("an export failed", "export", e.ID, "dataset", e.Dataset, "error", err)
		e.Files, e.Before, e.State = nil, nil, Failed
	}
	return func(tx *store.Tx) error { return w.finish(tx, e) }, nil
}

// export reads an export and its tenant; nil when it is gone.
func (w *Worker) export(ctx context.Context, id kind.ID) (e *Export, t *Tenant, err error) {
	err = w.Store.View(ctx, func(tx *store.Tx) error {
		row, err := tx.Row(Exports.Type, id)
		if errors.Is(err, kind.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if t, err = Tenants.Get(tx, row.Parent); err != nil {
			return err
		}
		e, err = Exports.Value(row)
		return err
	})
	return e, t, err
}

// by is who does the dialect's own work.
func by(operation string) store.Actor { return store.Actor{Dialect: Name, Operation: operation} }

// produce writes the files of an export and notes what it came to.
func (w *Worker) produce(ctx context.Context, t *Tenant, e *Export) error {
	d := datasetNamed(e.Dataset)
	if d == nil {
		return fmt.Errorf("there is no dataset %q", e.Dataset)
	}
	x := &extract{tenant: t, columns: e.Columns}
	if !d.whole {
		if err := w.Store.Update(ctx, by("MarkExport"), func(tx *store.Tx) error {
			at, since, err := begin(tx, t, e.After)
			e.Before, x.since = &at, since
			return err
		}); err != nil {
			return err
		}
	}
	files := &fileSet{ctx: ctx, bucket: w.Files, prefix: filesOf(e.ID) + strings.ToLower(random(alphanumeric, 8))}
	err := w.Store.View(ctx, func(tx *store.Tx) error {
		return d.write(ctx, tx, x, &csvFiles{open: files.open, limit: w.FileRows})
	})
	if err != nil {
		files.abandon()
		return err
	}
	e.Files, e.State = files.done, Completed
	return nil
}

// finish keeps what an export came to, unless it was removed meanwhile.
func (w *Worker) finish(tx *store.Tx, e *Export) error {
	_, err := tx.Row(Exports.Type, e.ID)
	if errors.Is(err, kind.ErrNotFound) {
		tx.AfterCommit(func() { w.drop(e.ID, nil) })
		return nil
	}
	if err == nil {
		err = Exports.Replace(tx, e.ID, e)
	}
	if err != nil {
		return err
	}
	tx.AfterCommit(func() { w.drop(e.ID, e.Files) })
	if err := gone(running.Delete(tx, e.ID)); err != nil {
		return err
	}
	if e.Callback == nil || !w.mayTell(*e.Callback, e.Origin) {
		return nil
	}
	return w.Queue.Enqueue(tx, tell{e.ID})
}

// drop removes the files of an export but those that it came to: what tries
// left behind that were killed.
func (w *Worker) drop(export kind.ID, but []File) {
	if err := w.removeFiles(context.Background(), export, but); err != nil {
		w.Log.Error("files that nobody needs could not be removed", "export", export, "error", err)
	}
}

// gone takes it for no error that something isn't there any more.
func gone(err error) error {
	if errors.Is(err, kind.ErrNotFound) {
		return nil
	}
	return err
}

// expire removes an export, its files first, so that none stays behind when
// this breaks off.
func (w *Worker) expire(ctx context.Context, a expire, _ job.Try) (finish func(*store.Tx) error, err error) {
	if err := w.removeFiles(ctx, a.Export, nil); err != nil {
		return nil, err
	}
	return func(tx *store.Tx) error {
		if err := gone(running.Delete(tx, a.Export)); err != nil {
			return err
		}
		return gone(Exports.Delete(tx, a.Export))
	}, nil
}

func (w *Worker) removeFiles(ctx context.Context, export kind.ID, but []File) error {
	return w.eachFile(ctx, filesOf(export), func(name string) error {
		if among(but, name) {
			return nil
		}
		return w.removeFile(ctx, name)
	})
}

// Sweep removes the files that no export needs: of those that the record knows
// nothing of, such as those of a demo world that was reset, and what killed
// tries left of those that have ended.
func (w *Worker) Sweep(ctx context.Context) error {
	var of kind.ID
	var e *Export
	return w.eachFile(ctx, folder, func(name string) error {
		export, _, _ := strings.Cut(name[len(folder):], ".")
		id, err := kind.ParseID(export)
		if err != nil {
			return nil // not one of ours
		}
		if id != of {
			of = id
			if e, _, err = w.export(ctx, id); err != nil {
				return err
			}
		}
		if e != nil && (e.State == InProgress || among(e.Files, name)) {
			return nil
		}
		return w.removeFile(ctx, name)
	})
}

// eachFile visits the files whose names begin with a prefix, by name.
func (w *Worker) eachFile(ctx context.Context, prefix string, visit func(name string) error) error {
	all := w.Files.List(&blob.ListOptions{Prefix: prefix})
	for {
		file, err := all.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = visit(file.Key)
		}
		if err != nil {
			return fmt.Errorf("files of exports: %w", err)
		}
	}
}

func (w *Worker) removeFile(ctx context.Context, name string) error {
	if err := w.Files.Delete(ctx, name); gcerrors.Code(err) != gcerrors.NotFound {
		return err
	}
	return nil
}

func among(files []File, name string) bool {
	return slices.ContainsFunc(files, func(f File) bool { return f.Name == name })
}

// fileSet makes the files of an export. Each has its name only once it is
// whole.
type fileSet struct {
	ctx    context.Context
	bucket *blob.Bucket
	prefix string // of their names
	// current is the file under way, nil between them.
	current *fileWriter
	done    []File
}

// fileBuffer is what is gathered before it is written.
const fileBuffer = 256 << 10

func (s *fileSet) open() (io.WriteCloser, error) {
	ctx, cancel := context.WithCancel(s.ctx)
	name := fmt.Sprintf("%s.%d.csv", s.prefix, len(s.done)+1)
	w, err := s.bucket.NewWriter(ctx, name, &blob.WriterOptions{ContentType: csvMedia})
	if err != nil {
		cancel()
		return nil, fmt.Errorf("file of an export: %w", err)
	}
	s.current = &fileWriter{set: s, name: name, file: w, cancel: cancel, buffer: bufio.NewWriterSize(w, fileBuffer)}
	return s.current, nil
}

// abandon leaves nothing of a file that isn't whole.
func (s *fileSet) abandon() {
	if s.current != nil {
		s.current.cancel()
		_ = s.current.file.Close() // it says that it was given up
	}
}

type fileWriter struct {
	set    *fileSet
	name   string
	file   *blob.Writer
	cancel context.CancelFunc
	buffer *bufio.Writer
	bytes  int64
}

func (f *fileWriter) Write(p []byte) (int, error) {
	n, err := f.buffer.Write(p)
	f.bytes += int64(n)
	return n, err
}

func (f *fileWriter) Close() error {
	if err := f.buffer.Flush(); err != nil {
		return err
	}
	f.set.current = nil
	defer f.cancel()
	if err := f.file.Close(); err != nil {
		return fmt.Errorf("file of an export: %w", err)
	}
	f.set.done = append(f.set.done, File{Name: f.name, Bytes: f.bytes})
	return nil
}
