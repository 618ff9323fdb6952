package payandbill

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/cal"
)

// maxRows is how many rows a request may have.
const maxRows = 1000

// row is one element of the request.
type row struct {
	worker
	// unknown are the properties that the vendor doesn't have, as they came:
	// a JSON object by dotted path, nil for none.
	unknown []byte
}

// parseError says that nothing of a request can be imported, and why.
type parseError struct{ reason string }

func (e *parseError) Error() string { return "Invalid Json request: " + e.reason }

// parse reads the body of a request. Its errors are [*parseError].
func parse(body []byte) ([]*row, error) {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	p := &parser{dec: jsontext.NewDecoder(bytes.NewBuffer(body), jsontext.AllowDuplicateNames(true))}
	rows, err := p.rows()
	var own *parseError
	if err == nil || errors.As(err, &own) {
		return rows, err
	}
	return nil, p.syntax(err, len(body))
}

type parser struct {
	dec     *jsontext.Decoder
	number  int // of the row
	unknown []byte
}

func (p *parser) rows() ([]*row, error) {
	if found := p.dec.PeekKind(); found != '[' {
		if err := p.dec.SkipValue(); err != nil {
			return nil, err
		}
		return nil, p.wrong("the request", "array", found, 0)
	}
	if _, err := p.dec.ReadToken(); err != nil {
		return nil, err
	}
	rows := []*row{}
	for ; p.dec.PeekKind() != ']'; p.number++ {
		if p.number == maxRows {
			return nil, &parseError{fmt.Sprintf("more than %d rows", maxRows)}
		}
		r := new(row)
		p.unknown = nil
		if err := p.object(fields, reflect.ValueOf(&r.worker).Elem(), ""); err != nil {
			return nil, err
		}
		if p.unknown != nil {
			r.unknown = append(p.unknown, '}')
		}
		rows = append(rows, r)
	}
	if _, err := p.dec.ReadToken(); err != nil {
		return nil, err
	}
	if _, err := p.dec.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, &parseError{fmt.Sprintf("something follows the array (offset %d)", p.dec.InputOffset())}
	}
	return rows, nil
}

func (p *parser) object(o *object, into reflect.Value, path string) error {
	if found := p.dec.PeekKind(); found != '{' {
		return p.mismatch(path, objectForm, found)
	}
	if _, err := p.dec.ReadToken(); err != nil {
		return err
	}
	for p.dec.PeekKind() != '}' {
		name, err := p.dec.ReadToken()
		if err != nil {
			return err
		}
		if err := p.property(o, into, path, name.String()); err != nil {
			return err
		}
	}
	_, err := p.dec.ReadToken()
	return err
}

func (p *parser) property(o *object, into reflect.Value, path, name string) error {
	f := o.find(name)
	if f == nil {
		return p.keep(strings.TrimPrefix(path+"."+name, "."))
	}
	to := into.FieldByIndex(f.index)
	to.SetZero() // the last of a repeated name wins
	if p.dec.PeekKind() == 'n' {
		return p.dec.SkipValue()
	}
	if f.form == objectForm {
		to.Set(reflect.New(to.Type().Elem()))
		return p.object(f.members, to.Elem(), f.path)
	}
	return p.value(f, to)
}

// keep takes a property that the vendor doesn't have.
func (p *parser) keep(path string) error {
	value, err := p.dec.ReadValue()
	if err != nil {
		return err
	}
	start := byte(',')
	if p.unknown == nil {
		start = '{'
	}
	p.unknown = append(p.unknown, start)
	if p.unknown, err = jsontext.AppendQuote(p.unknown, path); err != nil {
		return err
	}
	p.unknown = append(append(p.unknown, ':'), value...)
	return nil
}

func (p *parser) value(f *field, to reflect.Value) error {
	found := p.dec.PeekKind()
	if found == '{' || found == '[' {
		return p.mismatch(f.path, f.form, found)
	}
	raw, err := p.dec.ReadValue()
	if err != nil {
		return err
	}
	value, ok := read(f, raw)
	if !ok {
		return p.wrong(p.where(f.path), f.form.String(), found, p.dec.InputOffset()-int64(len(raw)))
	}
	if value != nil {
		to.Set(reflect.ValueOf(value))
	}
	return nil
}

// read decodes a value; nil is absent, false says that it isn't of the
// field's form.
func read(f *field, raw jsontext.Value) (any, bool) {
	switch kind := raw.Kind(); {
	case kind == '"' && (f.form == textForm || f.form == dateForm):
		return readText(f, raw)
	case kind == '0' && f.form == integerForm:
		return readInteger(string(raw))
	case (kind == 't' || kind == 'f') && f.form == booleanForm:
		yes := kind == 't'
		return &yes, true
	}
	return nil, false
}

func readText(f *field, raw jsontext.Value) (any, bool) {
	unquoted, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		return nil, false
	}
	text := strings.TrimSpace(string(unquoted))
	if text == "" {
		return nil, true
	}
	if f.form == textForm {
		return &text, true
	}
	day, ok := parseDate(text)
	return &day, ok
}

func readInteger(digits string) (any, bool) {
	if strings.ContainsAny(digits, ".eE") {
		return nil, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil { // no field has room for it, which is for the row to say
		n = math.MaxInt64
	}
	return &n, true
}

// The days that the vendor's dates may be.
var (
	firstDay = cal.MustNew(1900, 1, 1)
	lastDay  = cal.MustNew(2199, 12, 31)
)

// parseDate reads 2006-01-02, or 2006-01-02T15:04:05 with a fraction and a
// zone or without, of which only the day counts.
func parseDate(text string) (cal.Date, bool) {
	day, clock, timed := strings.Cut(text, "T")
	if timed && !isClock(clock) {
		return cal.Date{}, false
	}
	d, err := cal.Parse(day)
	if err != nil || len(day) != len("2006-01-02") || d.Before(firstDay) || d.After(lastDay) {
		return cal.Date{}, false
	}
	return d, true
}

// isClock says that a text is a time of the day, as 15:04:05.25+01:00.
func isClock(text string) bool {
	const clock = len("15:04:05")
	if len(text) < clock || !isTime(text[:clock]) {
		return false
	}
	rest := text[clock:]
	if fraction, ok := strings.CutPrefix(rest, "."); ok {
		rest = strings.TrimLeft(fraction, "0123456789")
		if rest == fraction {
			return false
		}
	}
	if rest == "" || rest == "Z" {
		return true
	}
	return (rest[0] == '+' || rest[0] == '-') && isTime(rest[1:]) && len(rest) == len("+15:04")
}

// isTime says that a text is 15:04 or 15:04:05.
func isTime(text string) bool {
	for i, part := range strings.Split(text, ":") {
		most := 59
		if i == 0 {
			most = 23
		}
		if len(part) != 2 || strings.Trim(part, "0123456789") != "" || int(part[0]-'0')*10+int(part[1]-'0') > most {
			return false
		}
	}
	return len(text) == len("15:04") || len(text) == len("15:04:05")
}

// mismatch refuses an object or array where another value must be, or another
// value where an object must be. The value comes next.
func (p *parser) mismatch(path string, want form, found jsontext.Kind) error {
	var (
		start int64
		err   error
	)
	if found == '{' || found == '[' {
		_, err = p.dec.ReadToken()
		start = p.dec.InputOffset() - 1
	} else {
		var raw jsontext.Value
		raw, err = p.dec.ReadValue()
		start = p.dec.InputOffset() - int64(len(raw))
	}
	if err != nil {
		return err
	}
	return p.wrong(p.where(path), want.String(), found, start)
}

// where names a place in the request: [0].Gender.
func (p *parser) where(path string) string {
	row := "[" + strconv.Itoa(p.number) + "]"
	if path == "" {
		return row
	}
	return row + "." + path
}

func (p *parser) wrong(where, want string, found jsontext.Kind, offset int64) error {
	return &parseError{fmt.Sprintf("%s: expected %s, got %s (offset %d)", where, want, kindNames[found], offset)}
}

var kindNames = map[jsontext.Kind]string{
	'n': "null", 'f': "boolean", 't': "boolean", '"': "string", '0': "number", '{': "object", '[': "array",
}

// syntax words what the decoder says.
func (p *parser) syntax(err error, size int) error {
	offset, reason := p.dec.InputOffset(), "unexpected end of the request"
	var syntactic *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		offset = int64(size)
	case errors.As(err, &syntactic):
		offset, reason = syntactic.ByteOffset, syntactic.Err.Error()
	default:
		reason = err.Error()
	}
	return &parseError{fmt.Sprintf("%s (offset %d)", reason, offset)}
}
