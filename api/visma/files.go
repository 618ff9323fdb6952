package visma

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"gocloud.dev/gcerrors"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

func filePath(export kind.ID, n int) string { return fmt.Sprintf("%s%v/%d.csv", filesPath, export, n) }

// file serves a file of an export to whoever has its signed address: clients
// send no token with it. Whether the tenant still lets the application see the
// data is asked again.
func (d *Dialect) file(w http.ResponseWriter, r *http.Request) {
	good, err := d.files.good(r.Context(), r.URL.Path, r.URL.Query(), d.now())
	if err == nil && !good {
		err = rest.Refuse(http.StatusForbidden, "The address of the file is not one that was given, or has expired; query the job for a new one.")
	}
	if err == nil {
		err = d.sendFile(w, r)
	}
	if err != nil {
		d.refuse(w, r, err)
	}
}

func (d *Dialect) sendFile(w http.ResponseWriter, r *http.Request) error {
	e, n, err := d.fileAt(r.Context(), r.URL.Path)
	if err != nil {
		return err
	}
	key := e.Files[n-1].Name
	reader, err := d.o.Files.NewReader(r.Context(), key, nil)
	if err == nil {
		defer reader.Close()
	}
	switch {
	case gcerrors.Code(err) == gcerrors.NotFound, err == nil && reader.Size() != e.Files[n-1].Bytes:
		d.o.Log.Error("a file of an export is gone, or isn't whole", "file", key)
		return rest.Refuse(http.StatusGone, "The file is gone. Start the export again.")
	case err != nil:
		return fmt.Errorf("file of an export: %w", err)
	}
	h := w.Header()
	h.Set("Content-Type", csvMedia)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(w, r, "", time.Time{}, reader)
	return nil
}

// fileAt finds the export, and the number of the file, that a path names.
func (d *Dialect) fileAt(ctx context.Context, path string) (e *Export, n int, err error) {
	folder, name, _ := strings.Cut(strings.TrimPrefix(path, filesPath), "/")
	id, err := kind.ParseID(folder)
	if err != nil {
		return nil, 0, kind.ErrNotFound
	}
	n, err = strconv.Atoi(strings.TrimSuffix(name, ".csv"))
	if err != nil {
		return nil, 0, kind.ErrNotFound
	}
	err = d.o.Store.View(ctx, func(tx *store.Tx) error {
		row, err := tx.Row(Exports.Type, id)
		if err != nil {
			return err
		}
		if e, err = Exports.Value(row); err != nil {
			return err
		}
		if n < 1 || n > len(e.Files) || !tx.Now().Before(e.Expires) {
			return kind.ErrNotFound
		}
		scopes, _, err := consented(tx, row.Parent, e.ClientID)
		if err != nil && !errors.Is(err, kind.ErrNotFound) {
			return err
		}
		if !datasetNamed(e.Dataset).open(e.Columns, scopes) {
			return rest.Refuse(http.StatusForbidden, "The tenant no longer lets the application see this.")
		}
		return nil
	})
	return e, n, err
}
