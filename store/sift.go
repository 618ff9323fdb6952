package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// Sift filters and orders bodies that are not records, such as the rows of a
// computed list, by the rules of [Tx.List]. Errors are [*QueryError].
func Sift(shape *kind.Type, q Query, bodies [][]byte) ([][]byte, error) {
	var err error
	fail := func(e error) bool {
		if err == nil {
			err = e
		}
		return false
	}
	if q.Filter != nil {
		bodies = slices.DeleteFunc(bodies, func(body []byte) bool { return !holds(shape, q.Filter, body, fail) })
		if len(bodies) == 0 {
			holds(shape, q.Filter, []byte("{}"), fail) // a wrong filter is wrong on no rows, too
		}
	}
	for _, o := range q.Order {
		if f := shape.Fold(o.Field); f == nil || f.Form == kind.Object || f.Form == kind.Array {
			return nil, queryErrorf("there is no field %s to order by", o.Field)
		}
	}
	return sorted(shape, q.Order, bodies), err
}

func holds(shape *kind.Type, f Filter, body []byte, fail func(error) bool) bool {
	switch f := f.(type) {
	case And:
		all := true
		for _, one := range f {
			all = holds(shape, one, body, fail) && all
		}
		return all
	case Or:
		some := false
		for _, one := range f {
			some = holds(shape, one, body, fail) || some
		}
		return some
	case Comparison:
		return compares(shape, f, body, fail)
	}
	return fail(fmt.Errorf("filter %T is unknown", f))
}

func compares(shape *kind.Type, c Comparison, body []byte, fail func(error) bool) bool {
	f := shape.Fold(c.Field)
	arg, err := comparable(f, c)
	if err != nil {
		return fail(err)
	}
	found := siftKeyOf(f, body)
	if c.Value.Kind == NullValue {
		return found.null == (c.Op == Eq)
	}
	if found.null {
		return c.Op == Ne
	}
	wanted := newSiftKey(f, fmt.Sprint(arg))
	if c.Op == Lk {
		return strings.Contains(found.text, wanted.text)
	}
	order := found.compare(wanted)
	switch c.Op {
	case Eq:
		return order == 0
	case Ne:
		return order != 0
	case Gt:
		return order > 0
	case Ge:
		return order >= 0
	case Lt:
		return order < 0
	}
	return order <= 0
}

// comparable gives the value of a term as it compares with those of the
// field, or why the term can't be understood.
func comparable(f *kind.Field, c Comparison) (any, error) {
	switch {
	case f == nil:
		return nil, queryErrorf("there is no field %s", c.Field)
	case f.Form == kind.Object, f.Form == kind.Array:
		return nil, queryErrorf("%s is an %v; name one of its members", f.Path, f.Form)
	case c.Value.Kind == NullValue && c.Op != Eq && c.Op != Ne:
		return nil, queryErrorf("%s can be compared with null by eq and ne only", f.Path)
	case c.Value.Kind == NullValue:
		return nil, nil
	}
	wanted, err := argument(f, c.Value)
	switch {
	case err != nil:
		return nil, err
	case c.Op == Lk && f.Form != kind.String:
		return nil, queryErrorf("%s is a %v; lk compares text only", f.Path, f.Form)
	case f.Form == kind.Boolean && c.Op != Eq && c.Op != Ne:
		return nil, queryErrorf("%s is a boolean; it can be compared by eq and ne only", f.Path)
	}
	return wanted, nil
}

// sorted orders bodies; those that are equal stay as they are.
func sorted(shape *kind.Type, order []Order, bodies [][]byte) [][]byte {
	if len(order) == 0 {
		return bodies
	}
	type row struct {
		body []byte
		keys []siftKey
	}
	rows := make([]row, len(bodies))
	for i, body := range bodies {
		rows[i].body = body
		for _, o := range order {
			rows[i].keys = append(rows[i].keys, siftKeyOf(shape.Fold(o.Field), body))
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		for i, o := range order {
			n := a.keys[i].compare(b.keys[i])
			if o.Descending {
				n = -n
			}
			if n != 0 {
				return n
			}
		}
		return 0
	})
	for i, r := range rows {
		bodies[i] = r.body
	}
	return bodies
}

// siftKey is a value as it compares with others of its field.
type siftKey struct {
	null    bool
	numeric bool
	number  money.Amount
	text    string // in lower case
}

func siftKeyOf(f *kind.Field, body []byte) siftKey {
	raw := kind.Member(body, f.Path)
	if raw == nil || raw[0] == 'n' {
		return siftKey{null: true}
	}
	if raw[0] != '"' {
		return newSiftKey(f, string(raw))
	}
	text, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		return siftKey{null: true}
	}
	return newSiftKey(f, string(text))
}

func newSiftKey(f *kind.Field, text string) siftKey {
	k := siftKey{text: strings.ToLower(text)}
	if f.Form == kind.Integer || f.Form == kind.Decimal {
		var err error
		k.number, err = money.Parse(text)
		k.numeric = err == nil
	}
	return k
}

// compare puts no value before every value.
func (k siftKey) compare(l siftKey) int {
	switch {
	case k.null || l.null:
		return ordinal(l.null) - ordinal(k.null)
	case k.numeric && l.numeric:
		return k.number.Cmp(l.number)
	}
	return cmp.Compare(k.text, l.text)
}

func ordinal(b bool) int {
	if b {
		return 1
	}
	return 0
}
