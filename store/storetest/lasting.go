package storetest

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/store"
)

// appendOnly: nobody changes the change log.
func appendOnly(t *testing.T, e store.Engine) {
	for want := int64(1); want <= 3; want++ {
		write(t, e, func(c store.Conn) error {
			got, err := log(c, `{}`)
			if err == nil && got != want {
				t.Errorf("the change has number %d, want %d", got, want)
			}
			return err
		})
	}
	for _, sql := range []string{
		`UPDATE change SET body = '{"a":1}' WHERE number = 1`, `UPDATE change SET at = 0`, `DELETE FROM change WHERE number = 3`, `DELETE FROM change`,
	} {
		err := e.Write(ctx, func(c store.Conn) error {
			_, err := c.Exec(ctx, sql)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s answers %v", sql, err)
		}
	}
	expectCount(t, e, 3, `SELECT count(*) FROM change WHERE body = '{}' AND at > 0`)
}

// clearing empties everything, numbers anew, and can be undone like any write.
func clearing(t *testing.T, e store.Engine) {
	fill(t, e)
	failure := errors.New("failure")
	err := e.Write(ctx, func(c store.Conn) error { return errors.Join(e.Clear(ctx, c), failure) })
	if !errors.Is(err, failure) {
		t.Fatal(err)
	}
	expectCount(t, e, 3, `SELECT max(number) FROM change`)
	write(t, e, func(c store.Conn) error {
		if err := e.Clear(ctx, c); err != nil {
			return err
		}
		number, err := log(c, `{}`)
		if number != 1 {
			t.Errorf("after a reset changes begin at %d", number)
		}
		return err
	})
	expectCount(t, e, 0, `SELECT count(*) FROM record`)
	expectCount(t, e, 1, `SELECT count(*) FROM change`)
	expectCount(t, e, 0, `SELECT count(*) FROM state`)
	expectCount(t, e, 0, `SELECT count(*) FROM timer`)
	expectCount(t, e, 0, `SELECT count(*) FROM line`)
	expectCount(t, e, 0, `SELECT count(*) FROM meta WHERE key <> 'schema'`)
	err = e.Write(ctx, func(c store.Conn) error {
		_, err := c.Exec(ctx, `DELETE FROM change`)
		return err
	})
	if err == nil {
		t.Error("after a reset the change log is no longer append-only")
	}
}

// fill writes something into every table.
func fill(t testing.TB, e store.Engine) {
	t.Helper()
	insertAll(t, e,
		row{id: id(2), kind: "employment", parent: id(1), employer: id(1), starts: "2024-01-01", ends: "2024-12-31", change: 2, body: fullBody},
		row{id: id(1), kind: "employer", change: 1, body: `{"name":  "A <&> \u2028"}`})
	write(t, e, func(c store.Conn) error {
		for _, body := range []string{`{"a":1.10}`, `{"b":"é"}`, `{}`} {
			if _, err := log(c, body); err != nil {
				return err
			}
		}
		if _, err := c.Exec(ctx, `INSERT INTO state (id, kind, body) VALUES ($1, $2, $3)`, id(7), "tally", `{"last":1}`); err != nil {
			return err
		}
		for _, sql := range []string{
			`INSERT INTO timer (id, due, job, args) VALUES ('b', 1700000000000000, 'revoke', '{"x":1}'), ('B', -1, 'other', '{}')`,
			insertLine, `DELETE FROM line WHERE number = 1`,
			`INSERT INTO meta (key, value) VALUES ('clock', '2024-06-14')`,
		} {
			if _, err := c.Exec(ctx, sql); err != nil {
				return err
			}
		}
		return nil
	})
}

// filled is the backup of what fill writes: the same on every database, so
// that each restores what another backed up.
const filled = `{"format":"payglot backup","version":1}
["record","018f0000-0000-0000-0000-000000000001","employer",null,null,null,null,1,"{\"name\":  \"A \u003c\u0026\u003e \\u2028\"}"]
["record","018f0000-0000-0000-0000-000000000002","employment","018f0000-0000-0000-0000-000000000001","018f0000-0000-0000-0000-000000000001","2024-01-01","2024-12-31",2,BODY]
["change",1,1700000000000000,"wage","018f0000-0000-0000-0000-000000000001",null,"018f0000-0000-0000-0000-000000000009","create","{\"a\":1.10}","client",null,"loket","op"]
["change",2,1700000000000000,"wage","018f0000-0000-0000-0000-000000000001",null,"018f0000-0000-0000-0000-000000000009","create","{\"b\":\"é\"}","client",null,"loket","op"]
["change",3,1700000000000000,"wage","018f0000-0000-0000-0000-000000000001",null,"018f0000-0000-0000-0000-000000000009","create","{}","client",null,"loket","op"]
["state","018f0000-0000-0000-0000-000000000007","tally","{\"last\":1}"]
["timer","B",-1,"other","{}"]
["timer","b",1700000000000000,"revoke","{\"x\":1}"]
["line",2,"firm",1700000000000000,"revoke","{\"x\":2}"]
["meta","clock","2024-06-14"]
`

const insertLine = `INSERT INTO line (line, due, job, args) VALUES ('firm', 0, 'revoke', '{"x":1}'), ('firm', 1700000000000000, 'revoke', '{"x":2}')`

func backup(t *testing.T, e store.Engine) {
	fill(t, e)
	saved := backUp(t, e)
	want := strings.Replace(filled, "BODY", `"`+strings.ReplaceAll(fullBody, `"`, `\"`)+`"`, 1)
	lines := unzip(t, saved)
	if got := strings.Join(lines[:len(lines)-1], ""); got != want {
		t.Errorf("the backup is\n%s\nwant\n%s", got, want)
	}
	write(t, e, func(c store.Conn) error {
		if err := e.Clear(ctx, c); err != nil {
			return err
		}
		for n := range 100 {
			if err := insert(c, row{id: id(n), kind: "noise"}); err != nil {
				return err
			}
		}
		_, err := c.Exec(ctx, `INSERT INTO meta (key, value) VALUES ('noise', '')`)
		return err
	})
	if err := e.Restore(ctx, bytes.NewReader(saved)); err != nil {
		t.Fatal(err)
	}
	if again := unzip(t, backUp(t, e)); !slices.Equal(again, lines) {
		t.Errorf("after a restore the backup is\n%s", strings.Join(again, ""))
	}
	write(t, e, func(c store.Conn) error {
		number, err := log(c, `{}`)
		if number != 4 {
			t.Errorf("after a restore of 3 changes the next is %d", number)
		}
		if err == nil {
			_, err = c.Exec(ctx, insertLine)
		}
		return err
	})
}

func restoreRefuses(t *testing.T, e store.Engine) {
	fill(t, e)
	for n := range 200 {
		insertAll(t, e, row{id: id(100 + n)})
	}
	saved := backUp(t, e)
	lines := unzip(t, saved)
	without := func(n int) []byte { return zip(strings.Join(slices.Delete(slices.Clone(lines), n, n+1), "")) }
	replaced := func(old, new string) []byte { return zip(strings.Replace(strings.Join(lines, ""), old, new, 1)) }
	before := strings.Join(lines, "")
	for name, bad := range map[string][]byte{
		"nothing":               nil,
		"something else":        []byte("hello"),
		"another zip":           zip("hello\n"),
		"half of the bytes":     saved[:len(saved)/2],
		"all but the last byte": saved[:len(saved)-1],
		"no end":                without(len(lines) - 1),
		"a missing row":         without(5),
		"a newer version":       replaced(`"version":1`, `"version":2`),
		"another format":        replaced(`payglot backup`, `backup`),
		"a changed value":       replaced(`1.10`, `1.11`),
		"an unknown table":      replaced(`["record",`, `["records",`),
		"a missing value":       replaced(`["meta","clock",`, `["meta",`),
		"a value of other type": replaced(`["change",1,`, `["change","1",`),
		"more after the end":    zip(before + "[]\n"),
		"a row twice":           zip(strings.Replace(before, lines[1], lines[1]+lines[1], 1)),
	} {
		if err := e.Restore(ctx, bytes.NewReader(bad)); err == nil {
			t.Errorf("%s is restored", name)
		}
	}
	if err := e.Restore(ctx, bytes.NewReader(zip(before))); err != nil {
		t.Errorf("what is whole is refused: %v", err) // or the refusals above prove nothing
	}
	if after := strings.Join(unzip(t, backUp(t, e)), ""); after != before {
		t.Error("a refused restore changed something")
	}
}

func backUp(t testing.TB, e store.Engine) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := e.Backup(ctx, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func unzip(t testing.TB, b []byte) []string {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(all), "\n")
	return lines[:len(lines)-1] // nothing comes after the last line's end
}

func zip(text string) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return out.Bytes()
}

func check(t *testing.T, e store.Engine) {
	fill(t, e)
	if found, err := e.Check(ctx); err != nil || len(found) != 0 {
		t.Errorf("a sound database is found to have %q, %v", found, err)
	}
	if size, err := e.Size(ctx); err != nil || size < 4096 {
		t.Errorf("the database takes %d bytes, %v", size, err)
	}
}
