package store

import (
	"fmt"
	"strings"

	"github.com/payglot/payglot/kind"
)

// builder writes the SQL of one query; the first thing that is wrong with it
// stays in err.
type builder struct {
	tx      *Tx
	q       Query
	syntax  Syntax
	args    []any
	on      string
	aliases int
	err     error
}

func (tx *Tx) build(q Query) *builder {
	b := &builder{tx: tx, q: q, syntax: tx.store.engine.Syntax()}
	if q.On.IsZero() {
		b.q.On = tx.Today()
	}
	return b
}

func (b *builder) arg(v any) string {
	b.args = append(b.args, v)
	return fmt.Sprintf("$%d", len(b.args))
}

func (b *builder) today() string {
	if b.on == "" {
		b.on = b.arg(b.q.On.String())
	}
	return b.on
}

func (b *builder) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// list is the query of the rows of a page.
func (b *builder) list() string {
	from, where := b.from(), b.where()
	if len(b.q.Order) > 0 && b.q.Limit > 0 && b.tx.known == nil {
		return b.lateList(from, where)
	}
	return "SELECT " + b.columns() + " " + from + where + b.order() + b.page()
}

// lateList finds and orders ids first and fetches bodies for those of the
// page alone: sorting all the bodies takes several times as long.
func (b *builder) lateList(from, where string) string {
	var keys, columns, bodies []string
	for i, p := range b.q.View.Parts {
		keys = append(keys, fmt.Sprintf("p%d.id AS i%d", i, i))
		if !p.hasBody() {
			columns = append(columns, fmt.Sprintf("k.i%d, NULL", i))
			continue
		}
		columns = append(columns, fmt.Sprintf("k.i%d, r%d.body", i, i))
		bodies = append(bodies, fmt.Sprintf("LEFT JOIN record r%d ON r%d.id = k.i%d AND r%d.kind = '%s'", i, i, i, i, p.Type.Name))
	}
	var inner, outer []string
	for i, t := range b.sortTerms() {
		keys = append(keys, fmt.Sprintf("%s AS s%d", t.expr, i))
		inner = append(inner, fmt.Sprintf("s%d%s", i, t.direction))
		outer = append(outer, fmt.Sprintf("k.s%d%s", i, t.direction))
	}
	return "SELECT " + strings.Join(columns, ", ") + " FROM (SELECT " + strings.Join(keys, ", ") + " " + from + where +
		" ORDER BY " + strings.Join(inner, ", ") + b.page() + ") k " + strings.Join(bodies, " ") + " ORDER BY " + strings.Join(outer, ", ")
}

// columns are what [View.shower] reads: of every part its id and its body,
// where that is shown.
func (b *builder) columns() string {
	columns := make([]string, len(b.q.View.Parts))
	for i, p := range b.q.View.Parts {
		columns[i] = fmt.Sprintf("p%d.id, p%d.body", i, i)
		if !p.hasBody() {
			columns[i] = fmt.Sprintf("p%d.id, NULL", i)
		}
	}
	return strings.Join(columns, ", ")
}

func (b *builder) page() string {
	if b.q.Limit == 0 {
		return ""
	}
	return fmt.Sprintf(" LIMIT %d OFFSET %d", b.q.Limit, b.q.Offset)
}

func (b *builder) from() string {
	var sql strings.Builder
	for i, p := range b.q.View.Parts {
		alias := fmt.Sprintf("p%d", i)
		if i == 0 {
			sql.WriteString("FROM " + b.source(p.Type) + " p0")
			continue
		}
		join, on := " JOIN ", fmt.Sprintf("%s.parent = p%d.id", alias, p.Of)
		if p.Above {
			on = fmt.Sprintf("%s.id = p%d.parent", alias, p.Of)
		}
		if p.Beside {
			on = fmt.Sprintf("%s.parent = p%d.parent", alias, p.Of)
		}
		if p.Optional {
			join = " LEFT JOIN "
		}
		if p.Current {
			on += " AND " + b.valid(alias)
		}
		sql.WriteString(join + b.source(p.Type) + " " + alias + " ON " + alias + ".kind = '" + p.Type.Name + "' AND " + on)
	}
	return sql.String()
}

// source is the table of a kind's records: as they are, or as they were
// known.
func (b *builder) source(t *kind.Type) string {
	if b.tx.known == nil {
		return "record"
	}
	at := b.arg(micros(*b.tx.known))
	return past(b.syntax, t, at)
}

// past is the relation of a kind's records as they were known at an instant:
// of each its last change up to then, unless that removed it.
func past(s Syntax, t *kind.Type, at string) string {
	doc := s.Document("body")
	day := func(f *kind.Field) string {
		if f == nil {
			return "NULL"
		}
		return s.Field(doc, f.Steps(), f.Form)
	}
	starts, ends := t.Span()
	return `(SELECT id, kind, parent, employer, ` + day(starts) + ` AS starts, ` + day(ends) + ` AS ends, number AS change, body, ` + doc + ` AS doc
		FROM change c WHERE kind = '` + t.Name + `' AND verb <> 'delete' AND number = (
			SELECT max(number) FROM change l WHERE l.kind = c.kind AND l.id = c.id AND l.at <= ` + at + `))`
}

// source is the same for single reads.
func (tx *Tx) source(t *kind.Type, args []any) (string, []any) {
	if tx.known == nil {
		return "record", args
	}
	args = append(args, micros(*tx.known))
	return past(tx.store.engine.Syntax(), t, fmt.Sprintf("$%d", len(args))), args
}

func (b *builder) order() string {
	var terms []string
	for _, t := range b.sortTerms() {
		terms = append(terms, t.expr+t.direction)
	}
	return " ORDER BY " + strings.Join(terms, ", ")
}

// sortTerm is an expression to sort by, and in which direction.
type sortTerm struct{ expr, direction string }

// sortTerms is the client's order; what that leaves equal is in order of age,
// and without it what stands under a record comes by its start.
func (b *builder) sortTerms() []sortTerm {
	var terms []sortTerm
	for _, o := range b.q.Order {
		t := sortTerm{expr: b.orderField(o.Field), direction: b.syntax.NullsFirst}
		if o.Descending {
			t.direction = " DESC" + b.syntax.NullsLast
		}
		terms = append(terms, t)
	}
	if len(b.q.Order) == 0 && !b.q.Parent.IsZero() { // the order of an index, for kinds without a start too
		terms = append(terms, sortTerm{expr: "p0.starts", direction: b.syntax.NullsFirst})
	}
	return append(terms, sortTerm{expr: "p0.id"})
}

// orderField is what a term of an order sorts by: a column that an index
// keeps in order where there is one.
func (b *builder) orderField(path string) string {
	alias, f := b.q.View.resolve(path)
	if f == nil || f.Form == kind.Object || f.Form == kind.Array {
		b.fail(queryErrorf("there is no field %s to order by", path))
		return ""
	}
	starts, ends := b.q.View.Parts[0].Type.Span()
	switch {
	case alias == "p0" && f == starts:
		return "p0.starts"
	case alias == "p0" && f == ends:
		return "p0.ends"
	}
	return b.expression(alias, f)
}
