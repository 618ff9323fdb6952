package visma

import (
	"bytes"
	"encoding/csv"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/rest"
)

// FuzzFields: whatever is asked for, the answer is columns of the dataset in
// its order, or a refusal that is the client's fault.
func FuzzFields(f *testing.F) {
	for _, fields := range []string{"", "employeeid,startdate", "!a,b", "!!employeeid", ",", "! ,!", "homecity", "ismanager\x00", strings.Repeat("x,", 1000)} {
		f.Add(fields, true)
	}
	f.Fuzz(func(t *testing.T, fields string, contact bool) {
		for _, set := range datasets {
			chosen, err := choose(set, fields, contact)
			if err != nil {
				if s := rest.Status(err); s != http.StatusBadRequest && s != http.StatusForbidden {
					t.Fatalf("%q: %v", fields, err)
				}
				continue
			}
			at := -1
			for _, name := range chosen {
				i := slices.IndexFunc(set.columns, func(c columnInfo) bool { return c.name == name })
				if i <= at || set.columns[i].contact && !contact {
					t.Fatalf("%q: %q", fields, chosen)
				}
				at = i
			}
			if at < 0 {
				t.Fatalf("%q: nothing", fields)
			}
		}
	})
}

// FuzzTimestamp: what is read is an instant in UTC, which is read again as the
// same.
func FuzzTimestamp(f *testing.F) {
	for _, text := range []string{"2022-01-01T00:01:00.002Z", "2022-01-01", "2022-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999-23:59", "0000-01-01", "2022-01-01T00:00:00,5Z"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at, err := parseInstant(text)
		if err != nil {
			if rest.Status(err) != http.StatusBadRequest || len(err.Error()) > 1000 {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if at.Location() != time.UTC {
			t.Fatalf("%q is %v", text, at)
		}
		if again, err := parseInstant(at.Format("2006-01-02T15:04:05.0000000Z")); at.Year() >= 0 && at.Year() <= 9999 && (err != nil || !again.Equal(at)) {
			t.Fatalf("%q is %v and then %v, %v", text, at, again, err)
		}
	})
}

// FuzzCSV: a strict reader gets back what was written.
func FuzzCSV(f *testing.F) {
	f.Add("a", "b,c", "\"\r\n")
	f.Add(" ", "", "\t")
	f.Add("", "", "")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		var out bytes.Buffer
		files := &csvFiles{open: func() (io.WriteCloser, error) { return closer{&out}, nil }}
		if err := files.begin([]string{"x", "y", "z"}); err != nil {
			t.Fatal(err)
		}
		for i, cell := range []string{a, b, c} {
			files.cell(i == 0, []byte(cell))
		}
		if err := files.end(); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&out).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		want := []string{a, b, c}
		for i := range want { // the reader makes one line end of two characters
			want[i] = strings.ReplaceAll(want[i], "\r\n", "\n")
		}
		if len(rows) != 2 || !slices.Equal(rows[1], want) {
			t.Fatalf("%q became %q", want, rows)
		}
	})
}

type closer struct{ io.Writer }

func (closer) Close() error { return nil }

// FuzzSignature: no address is taken but the one that was given.
func FuzzSignature(f *testing.F) {
	key := bytes.Repeat([]byte{7}, 32)
	const path, expires = "/files/visma/0/1.csv", "1700000000"
	good := signature(key, path, expires)
	f.Add(path, expires, good)
	f.Add(path, "1800000000", good)
	f.Add(path+"\n"+expires, "", good)
	f.Add(path, expires, strings.ToUpper(good))
	f.Fuzz(func(t *testing.T, p, e, s string) {
		if signature(key, p, e) == s && (p != path || e != expires || s != good) {
			t.Fatalf("%q %q %q is taken", p, e, s)
		}
		if (p != path || e != expires) && signature(key, p, e) == good {
			t.Fatalf("%q %q is signed as another", p, e)
		}
	})
}

// FuzzCallback: an address that is taken is one that a request can be made to.
func FuzzCallback(f *testing.F) {
	for _, address := range []string{"https://a.example/", "http://[::1]:80/x", "http://a@b/", "http://%41/", "http:///x", "javascript:alert(1)"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		u, ok := parseCallback(address)
		if !ok {
			return
		}
		if u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
			t.Fatalf("%q is %v", address, u)
		}
		if again, err := url.Parse(u.String()); err != nil || again.Host != u.Host {
			t.Fatalf("%q is %v, and then %v, %v", address, u, again, err)
		}
		(&Worker{Callbacks: []string{u.Host}}).mayTell(address, "http://api.example")
	})
}
