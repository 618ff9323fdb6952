package sqlite

import (
	"bytes"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Syntax is how SQLite words what differs. SQLite itself sorts null before
// every value.
func (e *Engine) Syntax() store.Syntax {
	return store.Syntax{
		Field:    field,
		Document: func(body string) string { return body }, // reads JSON as text too
		Contains: func(expr, param string) string { return "instr(" + expr + ", " + param + ") > 0" },
		HasIndex: "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name = $1",
	}
}

func field(doc string, path []string, form kind.Form) string {
	value := doc + " ->> " + quote(path)
	switch form {
	case kind.String, kind.Instant:
		return "fold(" + value + ")"
	case kind.Integer, kind.Decimal:
		return "cast(" + value + " as numeric)" // also gives the other side of a comparison a number
	}
	return "(" + value + ")"
}

func quote(path []string) string {
	text := "$"
	for _, member := range path {
		text += `."` + member + `"`
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

// register adds what SQLite lacks: lower case beyond ASCII.
func register(raw *sqlite3.Conn) error {
	return raw.CreateFunction("fold", 1, sqlite3.DETERMINISTIC|sqlite3.INNOCUOUS, func(ctx sqlite3.Context, arg ...sqlite3.Value) {
		if arg[0].Type() == sqlite3.NULL {
			ctx.ResultNull()
			return
		}
		ctx.ResultRawText(bytes.ToLower(arg[0].RawText()))
	})
}
