package storetest

import (
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

const fullBody = `{"name":"ÉLAN Übung","code":"b_50%'","city":null,"count":12,"big":9007199254740993,"rate":12.50,"tiny":0.1,` +
	`"yes":true,"no":false,"day":"2024-02-29","at":"2024-02-29T10:00:00Z","ref":"018f0000-0000-7000-8000-00000000000a",` +
	`"address":{"street":"Ørsted","number":7,"geo":{"north":52.30,"close":true}},"tags":["a"]}`

// fields: every form compares with a value of its own, at every depth.
func fields(t *testing.T, e store.Engine) {
	insertAll(t, e, row{id: id(1), body: fullBody}, row{id: id(2)}, row{id: id(3), kind: "other", body: `{"count":"x","yes":"x","rate":{}}`})
	field := e.Syntax().Field
	for _, test := range []struct {
		path  string
		form  kind.Form
		op    string
		value any
	}{
		{"name", kind.String, "=", "élan übung"},
		{"name", kind.String, ">", "elan"}, // é comes after all of ASCII
		{"name", kind.String, ">", "z"},
		{"address.street", kind.String, "=", "ørsted"},
		{"code", kind.String, "=", "b_50%'"},
		{"count", kind.Integer, "=", int64(12)},
		{"count", kind.Integer, "=", store.Number("12")},
		{"count", kind.Integer, ">", store.Number("9")}, // by value, not as text
		{"count", kind.Integer, "<", store.Number("12.01")},
		{"count", kind.Integer, "=", store.Number("12.00")},
		{"big", kind.Integer, "=", store.Number("9007199254740993")},
		{"big", kind.Integer, "<>", store.Number("9007199254740992")},
		{"address.number", kind.Integer, "<=", int64(7)},
		{"rate", kind.Decimal, "=", store.Number("12.5")},
		{"rate", kind.Decimal, ">=", store.Number("12.50")},
		{"rate", kind.Decimal, ">", store.Number("-100")},
		{"tiny", kind.Decimal, "=", store.Number("0.10")},
		{"address.geo.north", kind.Decimal, "<", store.Number("52.31")},
		{"yes", kind.Boolean, "=", true},
		{"no", kind.Boolean, "=", false},
		{"no", kind.Boolean, "<>", true},
		{"address.geo.close", kind.Boolean, "=", true},
		{"day", kind.Date, "=", "2024-02-29"},
		{"day", kind.Date, "<", "2024-03-01"},
		{"at", kind.Instant, "=", "2024-02-29t10:00:00z"},
		{"ref", kind.UUID, "=", "018f0000-0000-7000-8000-00000000000a"},
	} {
		expr := field("doc", strings.Split(test.path, "."), test.form) + " " + test.op + " $1"
		expectCount(t, e, 1, `SELECT count(*) FROM record WHERE kind = 'wage' AND `+expr, test.value)
		// It reads no better than the database evaluates it on rows of other kinds.
		expectCount(t, e, 1, `SELECT count(*) FROM record WHERE id <> $2 AND `+expr, test.value, id(3))
	}
	for _, absent := range []string{"city", "nothing", "address.nothing", "nothing.at.all", "name.first"} {
		for _, form := range []kind.Form{kind.String, kind.Integer, kind.Decimal, kind.Boolean, kind.Date, kind.Instant, kind.UUID, kind.Object} {
			expr := field("doc", strings.Split(absent, "."), form) + " IS NULL"
			expectCount(t, e, 2, `SELECT count(*) FROM record WHERE kind = 'wage' AND `+expr)
		}
	}
	expectCount(t, e, 1, `SELECT count(*) FROM record WHERE `+field("doc", []string{"address"}, kind.Object)+` IS NOT NULL`)
	expectCount(t, e, 1, `SELECT count(*) FROM record WHERE `+field("doc", []string{"tags"}, kind.Array)+` IS NOT NULL`)
}

// documents are read from a body as from column doc.
func documents(t *testing.T, e store.Engine) {
	write(t, e, func(c store.Conn) error {
		_, err := log(c, fullBody)
		return err
	})
	s := e.Syntax()
	doc := s.Document("body")
	for _, where := range []string{
		s.Field(doc, []string{"address", "geo", "north"}, kind.Decimal) + " = 52.3",
		s.Field(doc, []string{"name"}, kind.String) + " = 'élan übung'",
		s.Field("d", []string{"day"}, kind.Date) + " < '2024-03-01'",
	} {
		expectCount(t, e, 1, `SELECT count(*) FROM (SELECT c.*, `+doc+` AS d FROM change c) x WHERE `+where)
	}
}

// order: null is before every value, text by the bytes of its lower case,
// numbers by value.
func order(t *testing.T, e store.Engine) {
	for n, body := range []string{
		`{"v":"b","n":2,"b":true,"d":"2024-01-02"}`, `{}`, `{"v":"A","n":10,"b":false,"d":"2024-01-01"}`,
		`{"v":"é","n":-1.5,"b":true,"d":"1999-12-31"}`, `{"v":"a-b","n":2.01,"b":false,"d":"2024-01-10"}`, `{"v":"a b","n":0,"b":false}`, `{"v":"Z"}`,
	} {
		insertAll(t, e, row{id: id(n), change: int64(n), body: body})
	}
	s := e.Syntax()
	for _, test := range []struct {
		field string
		form  kind.Form
		want  string
	}{
		{"v", kind.String, "1 2 5 4 0 6 3"},
		{"n", kind.Decimal, "1 6 3 5 0 4 2"},
		{"b", kind.Boolean, "1 6 2 4 5 0 3"},
		{"d", kind.Date, "1 5 6 3 2 0 4"},
	} {
		expr := s.Field("doc", []string{test.field}, test.form)
		up := texts(t, e, `SELECT cast(change AS text) FROM record ORDER BY `+expr+s.NullsFirst+`, change`)
		if got := strings.Join(up, " "); got != test.want {
			t.Errorf("order by %s: %s, want %s", test.field, got, test.want)
		}
		down := texts(t, e, `SELECT cast(change AS text) FROM record ORDER BY `+expr+` DESC`+s.NullsLast+`, change DESC`)
		slices.Reverse(down)
		if got := strings.Join(down, " "); got != test.want {
			t.Errorf("order by %s descending, read backwards: %s, want %s", test.field, got, test.want)
		}
	}
}

func contains(t *testing.T, e store.Engine) {
	insertAll(t, e, row{id: id(1), body: fullBody}, row{id: id(2), body: `{"name":"\\a","code":"b050x"}`}, row{id: id(3)})
	s := e.Syntax()
	for _, test := range []struct {
		field, part string
		want        int64
	}{
		{"name", "übu", 1},
		{"name", "élan", 1},
		{"name", "elan", 0},
		{"name", `\a`, 1},
		{"name", "a", 2},
		{"name", "", 2},
		{"code", "50%", 1},
		{"code", "b_", 1},
		{"code", "_", 1},
		{"code", "%", 1},
		{"code", "'", 1},
		{"code", "b%x", 0},
		{"code", "50", 2},
	} {
		expr := s.Contains(s.Field("doc", []string{test.field}, kind.String), "$1")
		expectCount(t, e, test.want, `SELECT count(*) FROM record WHERE `+expr, test.part)
	}
}
