package securex

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// maxProblems bounds how many problems of a body are told: one of a million
// wrong values would get an answer many times its size.
const maxProblems = 1000

// submission is a request body that is being read. It notes what is wrong and
// where in the body that is, so that everything can be told in that order.
// Reading looks at the body and the day alone, never at the record.
type submission struct {
	today cal.Date
	noted []noted
}

type noted struct {
	at int
	problem
}

// object is a JSON object of a document, its members by name.
type object struct {
	sub     *submission
	path    string
	at, end int // in the body; members that are missing stand at the end
	members map[string]*value
}

// value is a JSON value of a document that nobody has read yet.
type value struct {
	sub   *submission
	raw   jsontext.Value
	at    int // in the body
	path  string
	twice bool // a later member has the same name
}

// readSubmission opens a body, which must be one object. When it isn't, the
// object is nil and the document has the problem.
func readSubmission(body []byte, today cal.Date) (*submission, *object) {
	sub := &submission{today: today}
	dec := jsontext.NewDecoder(bytes.NewReader(body), jsontext.AllowDuplicateNames(true))
	raw, err := dec.ReadValue()
	raw, at := bytes.Clone(raw), int(dec.InputOffset())-len(raw)
	if err == nil && dec.PeekKind() != 0 || err == nil && len(bytes.TrimSpace(body[at+len(raw):])) > 0 {
		err = fmt.Errorf("something follows the object")
	}
	if err != nil {
		sub.note(0, "", codeMalformedJSON, "The body is not JSON (RFC 8259) from character %d on.", dec.InputOffset()+1)
		return sub, nil
	}
	v := &value{sub: sub, raw: raw, at: at}
	return sub, v.object()
}

// note adds a problem of what stands at a place of the body.
func (d *submission) note(at int, path, code, format string, args ...any) {
	if len(d.noted) < maxProblems {
		d.noted = append(d.noted, noted{at, problem{Code: code, Field: path, Message: fmt.Sprintf(format, args...)}})
	}
}

// err is everything that is wrong, in document order: a member that is missing
// stands at the end of its object.
func (d *submission) err() error {
	if len(d.noted) == 0 {
		return nil
	}
	slices.SortStableFunc(d.noted, func(a, b noted) int { return cmp.Compare(a.at, b.at) })
	all := make(problems, len(d.noted))
	for i, n := range d.noted {
		all[i] = n.problem
	}
	return all
}

func (v *value) note(code, format string, args ...any) {
	v.sub.note(v.at, v.path, code, format, args...)
}

// object opens a value that must be an object; nil when it isn't.
func (v *value) object() *object {
	if v.raw.Kind() != '{' {
		v.note(codeInvalidType, "An object is expected.")
		return nil
	}
	o := &object{sub: v.sub, path: v.path, at: v.at, end: v.at + len(v.raw) - 1, members: map[string]*value{}}
	dec := v.decoder()
	for dec.PeekKind() != '}' {
		quoted, _ := dec.ReadToken() // the whole document was found to be JSON
		name := quoted.String()
		m := v.next(dec, strings.TrimPrefix(v.path+"."+name, "."))
		if first := o.members[name]; first != nil {
			first.twice = true
			continue
		}
		o.members[name] = m
	}
	return o
}

// list opens a value that must be an array.
func (v *value) list() []*value {
	if v.raw.Kind() != '[' {
		v.note(codeInvalidType, "An array is expected.")
		return nil
	}
	var elements []*value
	dec := v.decoder()
	for dec.PeekKind() != ']' {
		elements = append(elements, v.next(dec, fmt.Sprintf("%s[%d]", v.path, len(elements))))
	}
	return elements
}

// decoder reads what is inside an object or array.
func (v *value) decoder() *jsontext.Decoder {
	dec := jsontext.NewDecoder(bytes.NewBuffer(v.raw), jsontext.AllowDuplicateNames(true))
	_, _ = dec.ReadToken()
	return dec
}

func (v *value) next(dec *jsontext.Decoder, path string) *value {
	inner, _ := dec.ReadValue()
	end := int(dec.InputOffset())
	begin := end - len(inner)
	return &value{sub: v.sub, raw: v.raw[begin:end], at: v.at + begin, path: path}
}

// need says whether a member must be there.
type need int

const (
	optional need = iota // may be left out or null
	required             // must be there and not null
	kept                 // may be left out of a change, and not be null in it
)

// member finds a member that has a value; nil when it is left out or null,
// which is noted where it may not be.
func (o *object) member(name string, n need) *value {
	if o == nil {
		return nil
	}
	v := o.members[name]
	if v != nil && v.twice {
		v.note(codeDuplicate, "The member occurs more than once.")
	}
	switch {
	case v == nil && n == required:
		o.sub.note(o.end, o.pathOf(name), codeRequired, "A value is required.")
	case v != nil && v.raw.Kind() == 'n' && n != optional:
		v.note(codeRequired, "A value is required, not null.")
	case v != nil && v.raw.Kind() != 'n':
		return v
	}
	return nil
}

// pathOf is the path of a member.
func (o *object) pathOf(name string) string { return strings.TrimPrefix(o.path+"."+name, ".") }

// given is a member that is there, be it null.
func (o *object) given(name string) *value {
	if o == nil {
		return nil
	}
	return o.members[name]
}

// sent says that a member is there, be it null.
func (o *object) sent(name string) bool { return o.given(name) != nil }

// has says that a member is there and not null.
func (o *object) has(name string) bool { return o.sent(name) && o.members[name].raw.Kind() != 'n' }

// noteWhole notes a problem of the object as a whole.
func (o *object) noteWhole(code, format string, args ...any) {
	o.sub.note(o.at, o.path, code, format, args...)
}

// note notes a problem of a member, also of one that isn't there.
func (o *object) note(name, code, format string, args ...any) {
	at := o.end
	if v := o.members[name]; v != nil {
		at = v.at
	}
	o.sub.note(at, o.pathOf(name), code, format, args...)
}

// object opens a member that is an object; nil when there is none.
func (o *object) object(name string, n need) *object {
	if v := o.member(name, n); v != nil {
		return v.object()
	}
	return nil
}

// list opens a member that is an array.
func (o *object) list(name string, n need) []*value {
	if v := o.member(name, n); v != nil {
		return v.list()
	}
	return nil
}

// text reads a member that is a text; nil when there is none or it is wrong.
// The first check that fails is told.
func (o *object) text(name string, n need, checks ...check) *string {
	v := o.member(name, n)
	if v == nil {
		return nil
	}
	if v.raw.Kind() != '"' {
		v.note(codeInvalidType, "A text is expected.")
		return nil
	}
	unquoted, _ := jsontext.AppendUnquote(nil, v.raw)
	text := string(unquoted)
	if strings.ContainsRune(text, 0) { // no database keeps it in a document
		v.note(codeInvalidFormat, "The character U+0000 is no text.")
		return nil
	}
	for _, check := range checks {
		if code, message := check(text); code != "" {
			v.note(code, "%s", message)
			return nil
		}
	}
	return &text
}

// date reads a member that is a day.
func (o *object) date(name string, n need) *cal.Date {
	text := o.text(name, n, isDate)
	if text == nil {
		return nil
	}
	d := cal.MustParse(*text)
	return &d
}

// bounds say which numbers a member takes.
type bounds struct {
	low, high money.Amount
	above     bool // low itself is too low
	scale     int  // the most decimals, needless zeros not counted
}

func (b bounds) String() string {
	from := "from"
	if b.above {
		from = "above"
	}
	return fmt.Sprintf("%s %v up to %v", from, b.low, b.high)
}

// number reads a member that is a number, exactly.
func (o *object) number(name string, n need, b bounds) *money.Amount {
	v := o.member(name, n)
	if v == nil {
		return nil
	}
	if v.raw.Kind() != '0' {
		v.note(codeInvalidType, "A number is expected.")
		return nil
	}
	a, err := money.Parse(string(v.raw))
	tooFine := err != nil && bytes.ContainsAny(v.raw[1:], ".-") // else it is too large to be kept
	if tooFine || err == nil && !a.Round(b.scale, money.Down).Equal(a) {
		v.note(codeInvalidFormat, "At most %d decimals are taken.", b.scale)
		return nil
	}
	if low := a.Cmp(b.low); err != nil || low < 0 || low == 0 && b.above || a.Cmp(b.high) > 0 {
		v.note(codeOutOfRange, "The number must be %v.", b)
		return nil
	}
	if a.Scale() > b.scale {
		a = a.Round(b.scale, money.Down)
	}
	return &a
}

// whole reads a member that is a number without decimals.
func (o *object) whole(name string, n need, low, high int64) *int {
	a := o.number(name, n, bounds{low: money.New(low, 0), high: money.New(high, 0)})
	if a == nil {
		return nil
	}
	i, _ := strconv.Atoi(a.Round(0, money.Down).String())
	return &i
}
