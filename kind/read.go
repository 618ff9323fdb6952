package kind

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// maxDepth is how deep a body may nest; the deepest kind needs five levels.
const maxDepth = 16

// maxProblems is how many are told at once: a body of a million wrong values
// would get an answer many times its size.
const maxProblems = 100

// reading checks a body against the fields of a kind, token by token, and
// collects what is wrong and what is taken.
type reading struct {
	dec      *jsontext.Decoder
	body     []byte
	creating bool
	version  Version
	problems Problems
	found    int    // problems, those beyond maxProblems too
	taken    []byte // the members that a client may set
}

// wrong notes a problem.
func (r *reading) wrong(code int, path, format string, args ...any) {
	if r.found++; r.found <= maxProblems {
		r.problems.add(code, path, format, args...)
	}
}

// readBody checks a body and gives back those of its members that are the
// client's to set. Its errors are [Problems] and [*SyntaxError].
func (t *Type) readBody(body []byte, v Version, creating bool) ([]byte, error) {
	r := &reading{
		dec:      jsontext.NewDecoder(bytes.NewReader(body), jsontext.AllowDuplicateNames(true)),
		body:     body,
		creating: creating,
		version:  v,
		taken:    make([]byte, 0, len(body)),
	}
	err := r.value(t.Fields, "", 0)
	if err == nil {
		err = r.end()
	}
	if err != nil {
		return nil, r.syntax(err)
	}
	return r.taken, r.problems.orNil()
}

// decodeBody checks a body and decodes what the client may set into value. It
// reports all that is wrong at once: the body's own problems, and the codes
// and references in it that don't exist. old is the value as it was, nil on
// create: what isn't the client's to set is taken from it.
func (t *Type) decodeBody(r Reader, employer ID, body []byte, v Version, old, value any) error {
	taken, err := t.readBody(body, v, old == nil)
	var problems Problems
	if err != nil && !errors.As(err, &problems) {
		return err
	}
	if err := json.Unmarshal(taken, value); err != nil {
		return fmt.Errorf("%s: decode: %w", t.Name, err)
	}
	if old != nil {
		keep(t.Fields, reflect.ValueOf(old).Elem(), reflect.ValueOf(value).Elem(), func(f *Field) bool {
			return f.ReadOnly || f.CreateOnly || v.Lacks(f.Path)
		})
	}
	var unknown Problems
	if err := t.fill(r, employer, value, &unknown); err != nil {
		return err
	}
	for _, u := range unknown {
		if !slices.ContainsFunc(problems, func(p Problem) bool {
			return p.Field == u.Field || strings.HasPrefix(u.Field, p.Field+".")
		}) {
			problems = append(problems, u)
		}
	}
	return problems.orNil()
}

// end makes sure that nothing follows the body.
func (r *reading) end() error {
	if r.dec.PeekKind() != 0 {
		return errors.New("something follows the body")
	}
	if _, err := r.dec.ReadToken(); !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

func (r *reading) syntax(err error) error {
	at := r.dec.InputOffset()
	var syntactic *jsontext.SyntacticError
	reason := "unexpected end"
	if errors.As(err, &syntactic) {
		at = syntactic.ByteOffset
		if syntactic.Err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			reason = syntactic.Err.Error()
		}
	} else if !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		reason = err.Error()
	}
	before := r.body[:min(int(at), len(r.body))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return &SyntaxError{Line: line, Column: column, Reason: reason}
}

// value reads what stands for a field and appends it to what is taken, or,
// when it can't be used, what keeps its place.
func (r *reading) value(f *Field, path string, depth int) error {
	before := len(r.taken)
	err := r.usable(f, path, depth)
	if len(r.taken) == before {
		r.taken = append(r.taken, placeholder(f)...)
	}
	return err
}

// placeholder is a value that decodes. It stands for one that a problem was
// noted of, and is never stored.
func placeholder(f *Field) string {
	switch {
	case f.Nullable:
		return "null"
	case f.Form == Date:
		return `"0001-01-01"`
	case f.Form == Instant:
		return `"0001-01-01T00:00:00Z"`
	case f.Form == UUID:
		return `"00000000-0000-0000-0000-000000000000"`
	}
	return [...]string{String: `""`, Integer: "0", Decimal: "0", Boolean: "false", Object: "{}", Array: "[]"}[f.Form]
}

// article is the name of a form with its article.
func article(f Form) string {
	if f == Object || f == Array {
		return "an " + f.String()
	}
	return "a " + f.String()
}

func (r *reading) usable(f *Field, path string, depth int) error {
	if depth > maxDepth {
		r.wrong(CodeDepth, path, "is nested more than %d levels deep", maxDepth)
		return r.dec.SkipValue()
	}
	switch found := r.dec.PeekKind(); {
	case found == 'n' && !f.Nullable:
		r.wrong(CodeNull, path, "may not be null")
		return r.dec.SkipValue()
	case found == '{' && f.Form == Object:
		return r.object(f, path, depth)
	case found == '[' && f.Form == Array:
		return r.array(f, path, depth)
	case found == '{', found == '[':
		r.wrong(CodeForm, path, "is not %s", article(f.Form))
		return r.skip(depth)
	}
	raw, err := r.dec.ReadValue()
	if err != nil {
		return err
	}
	if raw.Kind() == 'n' || r.scalar(f, path, raw) {
		r.taken = append(r.taken, raw...)
	}
	return nil
}

// skip passes over a value of no use, minding its depth.
func (r *reading) skip(depth int) error {
	floor := r.dec.StackDepth()
	for {
		if _, err := r.dec.ReadToken(); err != nil {
			return err
		}
		switch deep := r.dec.StackDepth(); {
		case deep <= floor:
			return nil
		case deep-floor+depth > maxDepth:
			return errors.New("nested too deeply")
		}
	}
}

func (r *reading) object(f *Field, path string, depth int) error {
	if _, err := r.dec.ReadToken(); err != nil {
		return err
	}
	r.taken = append(r.taken, '{')
	seen := make([]bool, len(f.Members))
	for r.dec.PeekKind() != '}' {
		name, err := r.dec.ReadToken()
		if err != nil {
			return err
		}
		if err := r.member(f, join(path, name.String()), name.String(), seen, depth); err != nil {
			return err
		}
	}
	_, err := r.dec.ReadToken()
	r.missing(f, path, seen)
	if r.taken[len(r.taken)-1] == ',' {
		r.taken = r.taken[:len(r.taken)-1]
	}
	r.taken = append(r.taken, '}')
	return err
}

func (r *reading) member(f *Field, path, name string, seen []bool, depth int) error {
	i := slices.IndexFunc(f.Members, func(m *Field) bool { return m.Name == name })
	switch {
	case i < 0 || r.version.Lacks(path):
		r.wrong(CodeUnknown, short(path), "is not a member of this resource")
		return r.skip(depth)
	case seen[i]:
		r.wrong(CodeDuplicate, path, "occurs twice")
		return r.skip(depth)
	}
	m := f.Members[i]
	seen[i] = true
	if m.ReadOnly || m.CreateOnly && !r.creating {
		return r.skip(depth)
	}
	r.taken = append(strconv.AppendQuote(r.taken, name), ':')
	if err := r.value(m, path, depth+1); err != nil {
		return err
	}
	r.taken = append(r.taken, ',')
	return nil
}

// short cuts a name that a client made up to what it can recognise.
func short(path string) string {
	const most = 100
	if len(path) <= most {
		return path
	}
	return strings.ToValidUTF8(path[:most], "") + "…"
}

func (r *reading) missing(f *Field, path string, seen []bool) {
	for i, m := range f.Members {
		free := m.Nullable || m.Optional || m.ReadOnly || m.CreateOnly && !r.creating
		if at := join(path, m.Name); !seen[i] && !free && !r.version.Lacks(at) {
			r.wrong(CodeRequired, at, "is required")
		}
	}
}

func (r *reading) array(f *Field, path string, depth int) error {
	if _, err := r.dec.ReadToken(); err != nil {
		return err
	}
	r.taken = append(r.taken, '[')
	for i := 0; r.dec.PeekKind() != ']'; i++ {
		if err := r.value(f.Elem, path+"["+strconv.Itoa(i)+"]", depth+1); err != nil {
			return err
		}
		r.taken = append(r.taken, ',')
	}
	_, err := r.dec.ReadToken()
	if r.taken[len(r.taken)-1] == ',' {
		r.taken = r.taken[:len(r.taken)-1]
	}
	r.taken = append(r.taken, ']')
	return err
}

// scalar checks one text, number or boolean; false when it can't be used.
func (r *reading) scalar(f *Field, path string, raw jsontext.Value) bool {
	want := jsontext.Kind('"')
	switch f.Form {
	case Integer, Decimal:
		want = '0'
	case Boolean:
		want = 't'
	case Object, Array:
		want = 0
	}
	if found := raw.Kind(); found != want && !(want == 't' && found == 'f') {
		r.wrong(CodeForm, path, "is not %s", article(f.Form))
		return false
	}
	before := r.found
	switch f.Form {
	case Integer, Decimal:
		r.number(f, path, string(raw))
	case Boolean:
	default:
		r.text(f, path, raw)
	}
	return r.found == before
}

func (r *reading) number(f *Field, path, digits string) {
	a, err := money.Parse(digits)
	if err != nil {
		r.wrong(CodeForm, path, "is not a number of at most 19 digits")
		return
	}
	if f.Form == Integer {
		if _, err := strconv.ParseInt(digits, 10, 64); err != nil {
			r.wrong(CodeForm, path, "is not a whole number")
			return
		}
		if _, err := strconv.ParseInt(digits, 10, f.bits); err != nil {
			r.wrong(CodeRange, path, "does not fit in %d bits", f.bits)
			return
		}
	}
	if f.Min != nil && a.Cmp(*f.Min) < 0 {
		r.wrong(CodeRange, path, "is less than %v", f.Min)
	}
	if f.Max != nil && a.Cmp(*f.Max) > 0 {
		r.wrong(CodeRange, path, "is more than %v", f.Max)
	}
	if f.Scale >= 0 && a.Scale() > f.Scale {
		r.wrong(CodeScale, path, "has more than %d decimals", f.Scale)
	}
}

func (r *reading) text(f *Field, path string, raw jsontext.Value) {
	unquoted, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		r.wrong(CodeForm, path, "is not a text")
		return
	}
	text := string(unquoted)
	switch f.Form {
	case Date:
		if _, err := cal.Parse(text); err != nil {
			r.wrong(CodeForm, path, "is not an existing date of the form yyyy-mm-dd")
		}
		return
	case Instant:
		if json.Unmarshal(raw, new(time.Time)) != nil { // stricter than time.Parse
			r.wrong(CodeForm, path, "is not a time of the form yyyy-mm-ddThh:mm:ssZ")
		}
		return
	case UUID:
		if _, err := ParseID(text); err != nil {
			r.wrong(CodeForm, path, "is not a UUID")
		}
		return
	}
	if strings.ContainsRune(text, 0) { // no database keeps it in a document
		r.wrong(CodeForm, path, "holds the character U+0000, which is no text")
		return
	}
	if n := utf8.RuneCountInString(text); n < f.MinLen || f.MaxLen > 0 && n > f.MaxLen {
		r.wrong(CodeLength, path, "has %d characters, not %s", n, lengths(f))
		return
	}
	if len(f.OneOf) > 0 && !slices.Contains(f.OneOf, text) {
		r.wrong(CodeOption, path, "is not one of %q", f.OneOf)
	}
	if f.Check != "" && text != "" {
		if wrong := checks[f.Check](text); wrong != "" {
			r.wrong(CodeCheck, path, "%s", wrong)
		}
	}
}

func lengths(f *Field) string {
	if f.MaxLen == 0 {
		return strconv.Itoa(f.MinLen) + " or more"
	}
	return strconv.Itoa(f.MinLen) + " to " + strconv.Itoa(f.MaxLen)
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
