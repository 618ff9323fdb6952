package payglot

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/blob/memblob"

	"github.com/payglot/payglot/api/visma"
	"github.com/payglot/payglot/config"
)

// exportWorker makes what exports are written by, and removes the files of
// exports that are no more.
func (h *House) exportWorker(ctx context.Context) (*visma.Worker, error) {
	files, err := openFiles(h.Config)
	if err != nil {
		return nil, fmt.Errorf("files: %w", err)
	}
	w := &visma.Worker{
		Store: h.Store, Files: files, Log: h.Log, Pause: cmp.Or(h.Config.VismaPause, visma.DefaultPause),
		FileRows: h.Config.VismaFileRows, Callbacks: h.Config.VismaCallbacks,
	}
	return w, w.Sweep(ctx)
}

func (h *House) visma() *visma.Dialect {
	h.exports.Queue = h.Queue
	return visma.New(visma.Options{
		Worker: h.exports, Access: h.Access, ClientAddr: h.clientAddr, Rate: h.Config.VismaRate,
		Origin: func(r *http.Request) string { return origin(h, r) },
	})
}

// openFiles opens the blob store: a folder, and for a record in memory memory.
func openFiles(cfg config.Config) (*blob.Bucket, error) {
	dir := cfg.Files
	switch {
	case dir != "":
	case cfg.Data != "":
		dir = filepath.Join(cfg.Data, "files")
	case cfg.Database != "":
		own, err := os.UserCacheDir()
		if err != nil {
			return nil, &config.Error{Why: "there is no folder for the files of exports", Do: "say --files DIR"}
		}
		sum := sha256.Sum256([]byte(cfg.Database))
		dir = filepath.Join(own, "payglot", hex.EncodeToString(sum[:8]))
	default:
		return memblob.OpenBucket(nil), nil
	}
	return fileblob.OpenBucket(dir, &fileblob.Options{
		CreateDir: true, DirFileMode: 0o700, NoTempDir: true, Metadata: fileblob.MetadataDontWrite,
	})
}
