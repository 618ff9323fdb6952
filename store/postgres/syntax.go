package postgres

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// syntax is how PostgreSQL words what differs; collation is the one that
// lower() uses, empty for the database's.
func syntax(collation string) store.Syntax {
	lower := func(text string) string { return "lower(" + text + ")" }
	if collation != "" {
		lower = func(text string) string { return "lower((" + text + `) collate "` + collation + `")` }
	}
	return store.Syntax{
		Field: func(doc string, path []string, form kind.Form) string {
			return field(lower, doc, path, form)
		},
		Document:   func(body string) string { return "(" + body + ")::jsonb" },
		Contains:   func(expr, param string) string { return "strpos(" + expr + ", " + param + ") > 0" },
		HasIndex:   "SELECT count(*) FROM pg_indexes WHERE schemaname = current_schema() AND indexname = $1",
		NullsFirst: " nulls first",
		NullsLast:  " nulls last",
	}
}

// field looks at the type of a number and a boolean before it casts: the
// planner may evaluate the expression on a row of another kind first, and a
// cast that fails ends the query.
func field(lower func(string) string, doc string, path []string, form kind.Form) string {
	value := doc
	for _, member := range path[:len(path)-1] {
		value += " -> " + quote(member)
	}
	last := quote(path[len(path)-1])
	text := value + " ->> " + last
	switch form {
	case kind.String, kind.Instant:
		return "(" + lower(text) + ` collate "C")`
	case kind.Integer, kind.Decimal:
		return "(case jsonb_typeof(" + value + " -> " + last + ") when 'number' then (" + text + ")::numeric end)"
	case kind.Boolean:
		return "(case jsonb_typeof(" + value + " -> " + last + ") when 'boolean' then (" + text + ")::boolean end)"
	}
	return "((" + text + `) collate "C")`
}

func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// probe and folded are text and what Go makes of it: letters of the countries
// we serve, and two that not every lower() maps one by one.
const (
	probe  = "ÉÜØŁČΑΣ"
	folded = "éüøłčασ"
)

// bestCollation takes the first whose lower case is Go's, or else whatever
// knows more than ASCII.
func bestCollation(ctx context.Context, pool *pgxpool.Pool, there []string) (string, error) {
	best := ""
	for _, name := range []string{"pg_c_utf8", "C.utf8", "C.UTF-8", "und-x-icu"} {
		if !slices.Contains(there, name) {
			continue
		}
		var got string
		if err := pool.QueryRow(ctx, `select lower($1 collate "`+name+`")`, probe).Scan(&got); err != nil {
			return "", err
		}
		if got == folded {
			return name, nil
		}
		if best == "" && got != probe {
			best = name
		}
	}
	return best, nil
}
