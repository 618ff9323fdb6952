package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// Limits on what a client may ask of a filter or an order.
const (
	MaxFilterBytes = 4096
	MaxFilterTerms = 64
	maxFilterDepth = 32
)

// Filter is a condition on the fields of a record. The language is
//
//	city eq 'Redmond' and (price gt 20 or price eq null)
//
// with eq ne lk gt ge lt le, and before or, text in single quotes with two quotes for
// one inside, numbers, true, false and null. Letter case never matters.
type Filter interface{ filter() }

// Comparison is one term of a filter.
type Comparison struct {
	Field string // dotted path, in any letter case
	Op    Op
	Value Value
}

// And holds when all its filters hold, Or when one does.
type (
	And []Filter
	Or  []Filter
)

func (Comparison) filter() {}
func (And) filter()        {}
func (Or) filter()         {}

// Op is an operator of the filter language.
type Op string

// The operators: equal, not equal, like (contains), greater and less.
const (
	Eq Op = "eq"
	Ne Op = "ne"
	Lk Op = "lk"
	Gt Op = "gt"
	Ge Op = "ge"
	Lt Op = "lt"
	Le Op = "le"
)

var operators = map[Op]string{Eq: "=", Ne: "<>", Lk: "", Gt: ">", Ge: ">=", Lt: "<", Le: "<="}

// Value is a literal of the filter language.
type Value struct {
	Kind ValueKind
	Text string
}

// ValueKind is how a literal was written.
type ValueKind uint8

// A date may also stand without quotes; it is a TextValue then too.
const (
	TextValue ValueKind = iota
	NumberValue
	BooleanValue
	NullValue
)

// QueryError says what is wrong with a filter or an order.
type QueryError struct{ Reason string }

func (e *QueryError) Error() string { return e.Reason }

func queryErrorf(format string, args ...any) error {
	return &QueryError{Reason: fmt.Sprintf(format, args...)}
}

// ParseFilter reads the filter language. Errors are [*QueryError].
func ParseFilter(text string) (Filter, error) {
	if len(text) > MaxFilterBytes {
		return nil, queryErrorf("the filter is longer than %d bytes", MaxFilterBytes)
	}
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) { // no database takes it
		return nil, queryErrorf("the filter isn't valid UTF-8 text")
	}
	p := &filterParser{rest: text}
	p.next()
	f, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if p.token != "" || p.quoted {
		return nil, queryErrorf("the filter goes on with %q where it should end", p.token)
	}
	return f, nil
}

type filterParser struct {
	rest   string
	token  string // "" at the end
	quoted bool
	broken bool // an open quote
	terms  int
}

// next moves to the following token.
func (p *filterParser) next() {
	p.rest = strings.TrimLeft(p.rest, " \t\r\n")
	p.quoted = false
	switch {
	case p.rest == "":
		p.token = ""
	case p.rest[0] == '(' || p.rest[0] == ')':
		p.token, p.rest = p.rest[:1], p.rest[1:]
	case p.rest[0] == '\'':
		p.quote()
	default:
		end := strings.IndexAny(p.rest, " \t\r\n()'")
		if end < 0 {
			end = len(p.rest)
		}
		p.token, p.rest = p.rest[:end], p.rest[end:]
	}
}

func (p *filterParser) quote() {
	p.quoted = true
	var text strings.Builder
	for i := 1; i < len(p.rest); i++ {
		if p.rest[i] != '\'' {
			text.WriteByte(p.rest[i])
			continue
		}
		if i+1 < len(p.rest) && p.rest[i+1] == '\'' {
			text.WriteByte('\'')
			i++
			continue
		}
		p.token, p.rest = text.String(), p.rest[i+1:]
		return
	}
	p.token, p.rest, p.broken = text.String(), "", true
}

func (p *filterParser) word(w string) bool { return !p.quoted && strings.EqualFold(p.token, w) }

func (p *filterParser) or(depth int) (Filter, error) {
	all, err := p.joined("or", depth, p.and)
	if len(all) == 1 {
		return all[0], err
	}
	return Or(all), err
}

func (p *filterParser) and(depth int) (Filter, error) {
	all, err := p.joined("and", depth, p.term)
	if len(all) == 1 {
		return all[0], err
	}
	return And(all), err
}

// joined reads parts with a word between them.
func (p *filterParser) joined(word string, depth int, part func(depth int) (Filter, error)) ([]Filter, error) {
	var all []Filter
	for {
		f, err := part(depth)
		if err != nil {
			return nil, err
		}
		if all = append(all, f); !p.word(word) {
			return all, nil
		}
		p.next()
	}
}

func (p *filterParser) term(depth int) (Filter, error) {
	if p.terms++; p.terms > MaxFilterTerms {
		return nil, queryErrorf("the filter has more than %d terms", MaxFilterTerms)
	}
	if !p.word("(") {
		return p.comparison()
	}
	if depth == maxFilterDepth {
		return nil, queryErrorf("the filter nests more than %d parentheses", maxFilterDepth)
	}
	p.terms--
	p.next()
	f, err := p.or(depth + 1)
	if err != nil {
		return nil, err
	}
	if !p.word(")") {
		return nil, queryErrorf("a closing parenthesis is missing in the filter")
	}
	p.next()
	return f, nil
}

func (p *filterParser) comparison() (Filter, error) {
	c := Comparison{Field: p.token}
	if p.quoted || !isPath(c.Field) {
		return nil, queryErrorf("the filter has %q where a field should be", p.token)
	}
	p.next()
	c.Op = Op(strings.ToLower(p.token))
	if _, ok := operators[c.Op]; !ok || p.quoted {
		return nil, queryErrorf("the filter has %q after %s; the operators are eq, ne, lk, gt, ge, lt and le", p.token, c.Field)
	}
	p.next()
	v, err := p.value(c.Field)
	if err != nil {
		return nil, err
	}
	c.Value = v
	p.next()
	return c, nil
}

func (p *filterParser) value(field string) (Value, error) {
	switch {
	case p.broken:
		return Value{}, queryErrorf("a closing quote is missing in the filter")
	case p.quoted:
		return Value{Kind: TextValue, Text: p.token}, nil
	case p.word("null"):
		return Value{Kind: NullValue}, nil
	case p.word("true"), p.word("false"):
		return Value{Kind: BooleanValue, Text: strings.ToLower(p.token)}, nil
	case p.token == "":
		return Value{}, queryErrorf("the filter ends where the value of %s should be", field)
	}
	if _, err := money.Parse(p.token); err == nil {
		return Value{Kind: NumberValue, Text: p.token}, nil
	}
	if _, err := cal.Parse(p.token); err == nil {
		return Value{Kind: TextValue, Text: p.token}, nil
	}
	return Value{}, queryErrorf("the filter has %q where the value of %s should be; text stands in single quotes", p.token, field)
}

// isPath says that a text can be the dotted path of a field.
func isPath(text string) bool {
	for part := range strings.SplitSeq(text, ".") {
		if part == "" {
			return false
		}
		for _, c := range []byte(part) {
			letter := c|0x20 >= 'a' && c|0x20 <= 'z'
			if !letter && (c < '0' || c > '9') && c != '_' {
				return false
			}
		}
	}
	return true
}

// Order is one term of an order.
type Order struct {
	Field      string
	Descending bool
}

// maxOrderTerms bounds an order.
const maxOrderTerms = 16

// ParseOrder reads "-companyName,address.houseNumber". Errors are
// [*QueryError].
func ParseOrder(text string) ([]Order, error) {
	if len(text) > MaxFilterBytes {
		return nil, queryErrorf("the order is longer than %d bytes", MaxFilterBytes)
	}
	var all []Order
	for term := range strings.SplitSeq(text, ",") {
		field := strings.TrimSpace(term)
		field, descending := strings.CutPrefix(field, "-")
		if !isPath(field) {
			return nil, queryErrorf("the order has %q where a field should be", term)
		}
		all = append(all, Order{Field: field, Descending: descending})
	}
	if len(all) > maxOrderTerms {
		return nil, queryErrorf("the order has more than %d terms", maxOrderTerms)
	}
	return all, nil
}

// argument is a value of the filter language as the database compares it.
func argument(f *kind.Field, v Value) (any, error) {
	fits := v.Kind == TextValue
	switch f.Form {
	case kind.Integer, kind.Decimal:
		fits = v.Kind == NumberValue
	case kind.Boolean:
		fits = v.Kind == BooleanValue
	}
	if !fits {
		return nil, queryErrorf("%s is a %v and can't be compared with %q", f.Path, f.Form, v.Text)
	}
	arg, err := literal(f, v.Text)
	if err != nil {
		return nil, queryErrorf("%s is a %v and can't be compared with %q", f.Path, f.Form, v.Text)
	}
	return arg, nil
}

// literal turns a text into what compares with [Syntax.Field].
func literal(f *kind.Field, text string) (any, error) {
	switch f.Form {
	case kind.Integer, kind.Decimal:
		_, err := money.Parse(text)
		return Number(text), err
	case kind.Boolean:
		return strconv.ParseBool(text)
	case kind.Date:
		_, err := cal.Parse(text)
		return text, err
	case kind.UUID:
		id, err := kind.ParseID(text)
		return id.String(), err
	case kind.Instant:
		at, err := parseInstant(text)
		return strings.ToLower(at.UTC().Format(time.RFC3339Nano)), err
	case kind.Object, kind.Array:
		return nil, queryErrorf("%s is an %v", f.Path, f.Form)
	}
	return strings.ToLower(text), nil
}

// parseInstant reads an instant; without a zone it is in the record's, and a
// day alone is its beginning.
func parseInstant(text string) (time.Time, error) {
	text = strings.ToUpper(text)
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return at, nil
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if at, err := time.ParseInLocation(layout, text, Zone); err == nil {
			return at, nil
		}
	}
	return time.ParseInLocation(time.DateOnly, text, Zone)
}

// Number is an exact number as an argument of a query.
type Number string
