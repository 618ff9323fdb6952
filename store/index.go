package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/payglot/payglot/kind"
)

// byStore is who makes indexes.
var byStore = Actor{Dialect: "payglot", Operation: "Index"}

// Index makes the indexes that kinds ask for, where there are none yet. It
// takes as long as it takes to read all their records.
func (s *Store) Index(ctx context.Context, types []*kind.Type) error {
	return s.Update(ctx, byStore, func(tx *Tx) error {
		for _, t := range types {
			for _, f := range t.Indexed {
				if err := tx.index(t, f); err != nil {
					return fmt.Errorf("index of kind %s by %s: %w", t.Name, f.Path, err)
				}
			}
		}
		return nil
	})
}

// index makes one. Its name tells what it is of, and holds a digest of how it is
// defined: when that changes, it is another.
func (tx *Tx) index(t *kind.Type, f *kind.Field) error {
	syntax := tx.store.engine.Syntax()
	definition := fmt.Sprintf("ON record (employer, (%s)%s, id) WHERE kind = '%s'",
		syntax.Field("doc", f.Steps(), f.Form), syntax.NullsFirst, t.Name)
	name := fmt.Sprintf("record_%s_%s_%x", t.Name, f.Path, sha256.Sum256([]byte(definition)))
	name = strings.ToLower(strings.NewReplacer(" ", "_", ".", "_").Replace(name[:len(name)-sha256.Size*2+8]))
	there := false
	err := tx.conn.Query(tx.ctx, syntax.HasIndex, []any{name}, func(c Columns) error {
		there = c.Int(0) > 0
		return nil
	})
	if there || err != nil {
		return err
	}
	_, err = tx.conn.Exec(tx.ctx, "CREATE INDEX "+name+" "+definition)
	return err
}
