package store

import (
	"fmt"
	"strings"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Query asks for a list of rows, each made of one or several records.
type Query struct {
	// View says what a row is made of.
	View *View
	// Parent and Employer narrow the first part; zero is no condition.
	Parent, Employer kind.ID
	// Reach narrows the first part to what a user may see; nil is no
	// condition.
	Reach *Reach
	// Where are conditions of ours, on the first part; Filter is the client's,
	// on the fields of the row as it is shown.
	Where  []Condition
	Filter Filter
	Order  []Order
	// On is the day on which the parts of the view that are Current hold; zero
	// is today.
	On cal.Date
	// Offset skips rows; Limit 0 is all.
	Offset, Limit int
}

// Reach is the part of the record that a user may see: all employers of some
// providers, and some employers more.
type Reach struct {
	Providers, Employers []kind.ID
}

// Condition is something the record itself asks of a row.
type Condition interface{ condition() }

// Match holds when a filter does, on the record's own fields.
type Match struct{ Filter Filter }

// Has holds when a record of another kind under this one, valid on the
// query's day, fulfils all its conditions.
type Has struct {
	Type  *kind.Type
	Where []Condition
}

// Valid holds for records whose validity touches the days from From to To;
// zero is open.
type Valid struct{ From, To cal.Date }

// AnyOf holds when one of its conditions does.
type AnyOf []Condition

func (Match) condition() {}
func (Has) condition()   {}
func (Valid) condition() {}
func (AnyOf) condition() {}

// List calls each with the body of every row of the page, in order. The
// bytes are valid during that call only.
func (tx *Tx) List(q Query, each func(body []byte) error) error {
	b := tx.build(q)
	text := b.list()
	if b.err != nil {
		return b.err
	}
	show := q.View.shower()
	return tx.conn.Query(tx.ctx, text, b.args, func(c Columns) error {
		body, err := show(c)
		if err != nil {
			return err
		}
		return each(body)
	})
}

// Count is how many rows the query has on all pages.
func (tx *Tx) Count(q Query) (int, error) {
	b := tx.build(q)
	text := `SELECT count(*) ` + b.from() + b.where()
	if b.err != nil {
		return 0, b.err
	}
	var n int
	err := tx.conn.Query(tx.ctx, text, b.args, func(c Columns) error {
		n = int(c.Int(0))
		return nil
	})
	return n, err
}

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

func (b *builder) list() string {
	from, where := b.from(), b.where()
	var sql strings.Builder
	sql.WriteString(`SELECT `)
	for i, p := range b.q.View.Parts {
		if i > 0 {
			sql.WriteString(", ")
		}
		if p.Hidden || p.IDOnly {
			fmt.Fprintf(&sql, "p%d.id, NULL", i)
			continue
		}
		fmt.Fprintf(&sql, "p%d.id, p%d.body", i, i)
	}
	sql.WriteString(" " + from + where + b.order())
	if b.q.Limit > 0 {
		fmt.Fprintf(&sql, " LIMIT %d OFFSET %d", b.q.Limit, b.q.Offset)
	}
	return sql.String()
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

func (b *builder) valid(alias string) string {
	return fmt.Sprintf("(%[1]s.starts IS NULL OR %[1]s.starts <= %[2]s) AND (%[1]s.ends IS NULL OR %[1]s.ends >= %[2]s)", alias, b.today())
}

func (b *builder) where() string {
	first := b.q.View.Parts[0]
	terms := []string{"p0.kind = '" + first.Type.Name + "'"}
	if !b.q.Parent.IsZero() {
		terms = append(terms, "p0.parent = "+b.arg(b.q.Parent))
	}
	if !b.q.Employer.IsZero() {
		terms = append(terms, "p0.employer = "+b.arg(b.q.Employer))
	}
	if b.q.Reach != nil {
		terms = append(terms, b.reach(first.Type))
	}
	if first.Current {
		terms = append(terms, b.valid("p0"))
	}
	for _, c := range b.q.Where {
		terms = append(terms, b.condition("p0", first.Type, c))
	}
	if b.q.Filter != nil {
		terms = append(terms, b.filter(b.q.Filter, b.q.View.resolve))
	}
	return " WHERE " + strings.Join(terms, " AND ")
}

// reach says that a record is one that a user may see.
func (b *builder) reach(t *kind.Type) string {
	terms := []string{"1 = 0"}
	if ids := b.q.Reach.Providers; len(ids) > 0 {
		terms = append(terms, b.ofProviders(t, ids))
	}
	if ids := b.q.Reach.Employers; len(ids) > 0 {
		terms = append(terms, b.among("p0.employer", ids))
	}
	return "(" + strings.Join(terms, " OR ") + ")"
}

// ofProviders says that a record is a provider, or stands under one, or under
// an employer of one.
func (b *builder) ofProviders(t *kind.Type, ids []kind.ID) string {
	if t.Parent == nil {
		return b.among("p0.id", ids)
	}
	var tenant *kind.Type
	if c := t.Catalog(); c != nil {
		tenant = c.Tenant()
	}
	if tenant == nil || t.Parent == tenant.Parent {
		return b.among("p0.parent", ids)
	}
	return "p0.employer IN (SELECT t.id FROM " + b.source(tenant) + " t WHERE t.kind = '" + tenant.Name + "' AND " + b.among("t.parent", ids) + ")"
}

func (b *builder) among(column string, ids []kind.ID) string {
	params := make([]string, len(ids))
	for i, id := range ids {
		params[i] = b.arg(id)
	}
	return column + " IN (" + strings.Join(params, ", ") + ")"
}

func (b *builder) condition(alias string, t *kind.Type, c Condition) string {
	switch c := c.(type) {
	case Match:
		return b.filter(c.Filter, func(path string) (string, *kind.Field) { return alias, t.Fold(path) })
	case Valid:
		return b.touches(alias, c)
	case AnyOf:
		terms := []string{"1 = 0"}
		for _, one := range c {
			terms = append(terms, b.condition(alias, t, one))
		}
		return "(" + strings.Join(terms, " OR ") + ")"
	case Has:
		return b.has(alias, c)
	}
	b.fail(fmt.Errorf("condition %T is unknown", c))
	return ""
}

func (b *builder) touches(alias string, v Valid) string {
	terms := []string{"1 = 1"}
	if !v.From.IsZero() {
		terms = append(terms, fmt.Sprintf("(%s.ends IS NULL OR %s.ends >= %s)", alias, alias, b.arg(v.From.String())))
	}
	if !v.To.IsZero() {
		terms = append(terms, fmt.Sprintf("(%s.starts IS NULL OR %s.starts <= %s)", alias, alias, b.arg(v.To.String())))
	}
	return "(" + strings.Join(terms, " AND ") + ")"
}

func (b *builder) has(above string, h Has) string {
	b.aliases++
	alias := fmt.Sprintf("h%d", b.aliases)
	terms := []string{alias + ".kind = '" + h.Type.Name + "'", alias + ".parent = " + above + ".id", b.valid(alias)}
	for _, c := range h.Where {
		terms = append(terms, b.condition(alias, h.Type, c))
	}
	return "EXISTS (SELECT 1 FROM " + b.source(h.Type) + " " + alias + " WHERE " + strings.Join(terms, " AND ") + ")"
}

// resolver finds the record, by its alias, and the field that a path means.
type resolver func(path string) (alias string, f *kind.Field)

func (b *builder) filter(f Filter, resolve resolver) string {
	switch f := f.(type) {
	case And:
		return b.junction(f, " AND ", resolve)
	case Or:
		return b.junction(f, " OR ", resolve)
	case Comparison:
		return b.comparison(f, resolve)
	}
	b.fail(fmt.Errorf("filter %T is unknown", f))
	return ""
}

func (b *builder) junction(all []Filter, word string, resolve resolver) string {
	terms := make([]string, len(all))
	for i, f := range all {
		terms[i] = b.filter(f, resolve)
	}
	return "(" + strings.Join(terms, word) + ")"
}

func (b *builder) comparison(c Comparison, resolve resolver) string {
	alias, f := resolve(c.Field)
	arg, err := comparable(f, c)
	if err != nil {
		b.fail(err)
		return ""
	}
	expr := b.expression(alias, f)
	if c.Value.Kind == NullValue {
		if c.Op == Eq {
			return expr + " IS NULL"
		}
		return expr + " IS NOT NULL"
	}
	switch c.Op {
	case Lk:
		return b.syntax.Contains(expr, b.arg(arg))
	case Ne:
		return "(" + expr + " <> " + b.arg(arg) + " OR " + expr + " IS NULL)"
	}
	return expr + " " + operators[c.Op] + " " + b.arg(arg)
}

func (b *builder) expression(alias string, f *kind.Field) string {
	return b.syntax.Field(alias+".doc", f.Steps(), f.Form)
}

func (b *builder) order() string {
	var terms []string
	for _, o := range b.q.Order {
		expr, f := b.orderField(o.Field)
		if f == nil {
			return ""
		}
		if o.Descending {
			terms = append(terms, expr+" DESC"+b.syntax.NullsLast)
		} else {
			terms = append(terms, expr+b.syntax.NullsFirst)
		}
	}
	first := b.q.View.Parts[0].Type
	if starts, _ := first.Span(); starts != nil && len(b.q.Order) == 0 && !b.q.Parent.IsZero() {
		terms = append(terms, "p0.starts"+b.syntax.NullsFirst)
	}
	return " ORDER BY " + strings.Join(append(terms, "p0.id"), ", ")
}

// orderField is what a term of an order sorts by: a column that an index
// keeps in order where there is one.
func (b *builder) orderField(path string) (string, *kind.Field) {
	alias, f := b.q.View.resolve(path)
	if f == nil || f.Form == kind.Object || f.Form == kind.Array {
		b.fail(queryErrorf("there is no field %s to order by", path))
		return "", nil
	}
	starts, ends := b.q.View.Parts[0].Type.Span()
	switch {
	case alias == "p0" && f == starts:
		return "p0.starts", f
	case alias == "p0" && f == ends:
		return "p0.ends", f
	}
	return b.expression(alias, f), f
}

// KnownAt is the instant that a transaction looks back to; false when it
// shows the present.
func (tx *Tx) KnownAt() (time.Time, bool) {
	if tx.known == nil {
		return time.Time{}, false
	}
	return *tx.known, true
}

// Holds says that a record fulfils conditions today.
func (tx *Tx) Holds(row *kind.Row, where []Condition) (bool, error) {
	b := tx.build(Query{View: Whole(row.Type), Where: where})
	text := `SELECT count(*) ` + b.from() + b.where() + ` AND p0.id = ` + b.arg(row.ID)
	if b.err != nil {
		return false, b.err
	}
	held := false
	err := tx.conn.Query(tx.ctx, text, b.args, func(c Columns) error {
		held = c.Int(0) > 0
		return nil
	})
	return held, err
}
