package store

import (
	"fmt"
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Condition is something the record itself asks of a row.
type Condition interface{ condition() }

// Match holds when a filter does, on the record's own fields.
type Match struct{ Filter Filter }

// Has holds when a record of another kind under this one, valid on the
// query's day, fulfils all its conditions. With AnyDay it may be valid on other
// days, which is then for a [Valid] among the conditions to say.
type Has struct {
	Type   *kind.Type
	Where  []Condition
	AnyDay bool
}

// Under holds when the record that this one stands under fulfils all
// conditions.
type Under struct{ Where []Condition }

// Valid holds for records whose validity touches the days from From to To;
// zero is open.
type Valid struct{ From, To cal.Date }

// AnyOf holds when one of its conditions does.
type AnyOf []Condition

func (Match) condition() {}
func (Has) condition()   {}
func (Under) condition() {}
func (Valid) condition() {}
func (AnyOf) condition() {}

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
	case Under:
		return b.under(alias, t.Parent, c)
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
	terms := []string{alias + ".kind = '" + h.Type.Name + "'", alias + ".parent = " + above + ".id"}
	if !h.AnyDay {
		terms = append(terms, b.valid(alias))
	}
	for _, c := range h.Where {
		terms = append(terms, b.condition(alias, h.Type, c))
	}
	return "EXISTS (SELECT 1 FROM " + b.source(h.Type) + " " + alias + " WHERE " + strings.Join(terms, " AND ") + ")"
}

func (b *builder) under(below string, t *kind.Type, u Under) string {
	b.aliases++
	alias := fmt.Sprintf("h%d", b.aliases)
	terms := []string{alias + ".kind = '" + t.Name + "'", alias + ".id = " + below + ".parent"}
	for _, c := range u.Where {
		terms = append(terms, b.condition(alias, t, c))
	}
	return "EXISTS (SELECT 1 FROM " + b.source(t) + " " + alias + " WHERE " + strings.Join(terms, " AND ") + ")"
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

func (b *builder) valid(alias string) string {
	return fmt.Sprintf("(%[1]s.starts IS NULL OR %[1]s.starts <= %[2]s) AND (%[1]s.ends IS NULL OR %[1]s.ends >= %[2]s)", alias, b.today())
}
