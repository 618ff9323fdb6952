package store

import (
	"context"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// metaSchema is the key in table meta that remembers the version of the
// schema.
const metaSchema = "schema"

// Migrate brings the database behind conn to the newest schema. Files are the
// steps, named by their number: 0001.sql, 0002.sql. A step that was released
// never changes; a new one is appended. It is for engines, inside a Write.
func Migrate(ctx context.Context, conn Conn, files fs.FS) error {
	const meta = `create table if not exists meta (key text not null primary key, value text not null)`
	if _, err := conn.Exec(ctx, meta); err != nil {
		return err
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return err
	}
	version, err := schemaVersion(ctx, conn)
	if err != nil {
		return err
	}
	if version > len(names) {
		return fmt.Errorf("the database has schema %d and this payglot knows up to %d: run a newer payglot", version, len(names))
	}
	for i, name := range names[version:] {
		if err := migrateStep(ctx, conn, files, name, version+i+1); err != nil {
			return fmt.Errorf("schema %s: %w", name, err)
		}
	}
	return nil
}

func schemaVersion(ctx context.Context, conn Conn) (int, error) {
	text := "0"
	err := conn.Query(ctx, `select value from meta where key = $1`, []any{metaSchema}, func(c Columns) error {
		text = c.Text(0)
		return nil
	})
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(text)
}

func migrateStep(ctx context.Context, conn Conn, files fs.FS, name string, version int) error {
	number := strings.TrimSuffix(name, ".sql")
	if n, err := strconv.Atoi(number); err != nil || n != version {
		return fmt.Errorf("it should have number %04d", version)
	}
	sql, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, string(sql)); err != nil {
		return err
	}
	_, err = conn.Exec(ctx,
		`insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`,
		metaSchema, strconv.Itoa(version))
	return err
}
