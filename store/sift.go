package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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
	slices.SortStableFunc(bodies, func(a, b []byte) int { return compareBy(shape, q.Order, a, b) })
	return bodies, err
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
	raw := kind.Member(body, f.Path)
	null := raw == nil || raw[0] == 'n'
	if c.Value.Kind == NullValue {
		return null == (c.Op == Eq)
	}
	if null {
		return c.Op == Ne
	}
	found, wanted := kind.Text(body, f.Path), fmt.Sprint(arg)
	if c.Op == Lk {
		return strings.Contains(strings.ToLower(found), wanted)
	}
	order := compareText(f.Form, found, wanted)
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

func compareBy(shape *kind.Type, order []Order, a, b []byte) int {
	for _, o := range order {
		f := shape.Fold(o.Field)
		n := compareText(f.Form, kind.Text(a, f.Path), kind.Text(b, f.Path))
		if o.Descending {
			n = -n
		}
		if n != 0 {
			return n
		}
	}
	return 0
}

// compareText orders two values by their texts; no value comes first.
func compareText(form kind.Form, a, b string) int {
	if form == kind.Integer || form == kind.Decimal {
		x, errX := money.Parse(a)
		y, errY := money.Parse(b)
		if errX == nil && errY == nil {
			return x.Cmp(y)
		}
	}
	return cmp.Compare(strings.ToLower(a), strings.ToLower(b))
}
