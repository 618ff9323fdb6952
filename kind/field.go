package kind

import (
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// Form is what a field holds on the wire.
type Form uint8

const (
	String  Form = iota
	Integer      // a JSON number without fraction
	Decimal      // a JSON number, kept digit by digit
	Boolean
	Date    // "2006-01-02"
	Instant // RFC 3339
	UUID
	Object
	Array
)

var formNames = [...]string{"text", "whole number", "number", "boolean", "date", "time", "UUID", "object", "array"}

// String names the form in words for messages.
func (f Form) String() string { return formNames[f] }

// Field is one member of a kind's body.
type Field struct {
	Name string // on the wire
	Path string // dotted, from the root of the body
	Form Form
	// Nullable fields may be null and may be left out.
	Nullable bool
	// Optional fields may be left out but not be null.
	Optional bool
	// ReadOnly fields are filled by payglot and ignored when sent.
	ReadOnly bool
	// CreateOnly fields are taken on create and ignored afterwards.
	CreateOnly bool
	// Min and Max bound a number, both included; nil is unbounded.
	Min, Max *money.Amount
	// MinLen and MaxLen bound a text in characters; MaxLen 0 is unbounded.
	MinLen, MaxLen int
	// Scale is the most decimals; -1 is any.
	Scale int
	// Code is the list that an object is an entry of.
	Code string
	// Ref is the kind of record that an object points to.
	Ref string
	// Options names where the choices of an object come from that is neither a
	// code nor a reference, such as the payroll periods of an administration.
	Options string
	// Open codes and references keep what they are sent: their list or kind is
	// not part of the record.
	Open bool
	// OneOf lists the texts allowed.
	OneOf []string
	// Check names a check registered with [RegisterCheck].
	Check string
	// Members of an object, Elem of an array.
	Members []*Field
	Elem    *Field

	index  []int // from the struct around it
	bits   int   // of an integer
	key    *Field
	labels *labels
}

// At finds a member by its dotted path, nil when there is none.
func (f *Field) At(path string) *Field {
	return f.find(path, func(a, b string) bool { return a == b })
}

func (f *Field) find(path string, same func(a, b string) bool) *Field {
	name, rest, deeper := strings.Cut(path, ".")
	for _, m := range f.Members {
		if !same(m.Name, name) {
			continue
		}
		if !deeper {
			return m
		}
		return m.find(rest, same)
	}
	return nil
}

// Steps is the path as its parts.
func (f *Field) Steps() []string { return strings.Split(f.Path, ".") }

// Key is the member of a code or reference that is sent: "key" or "id".
func (f *Field) Key() *Field { return f.key }

func (f *Field) walk(visit func(*Field)) {
	for _, m := range f.Members {
		visit(m)
		m.walk(visit)
	}
	if f.Elem != nil {
		visit(f.Elem)
		f.Elem.walk(visit)
	}
}

var scalars = map[reflect.Type]Form{
	reflect.TypeFor[string]():       String,
	reflect.TypeFor[int]():          Integer,
	reflect.TypeFor[int64]():        Integer,
	reflect.TypeFor[bool]():         Boolean,
	reflect.TypeFor[money.Amount](): Decimal,
	reflect.TypeFor[cal.Date]():     Date,
	reflect.TypeFor[time.Time]():    Instant,
	reflect.TypeFor[ID]():           UUID,
}

func readObject(t *Type, goType reflect.Type, path string) *Field {
	f := &Field{Path: path, Form: Object}
	for _, sf := range reflect.VisibleFields(goType) {
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if sf.Anonymous || !sf.IsExported() || name == "-" {
			continue
		}
		if name == "" {
			t.panicf("field %s has no json name", sf.Name)
		}
		m := readField(t, sf.Type, strings.TrimPrefix(path+"."+name, "."))
		m.Name, m.index = name, sf.Index
		readTag(t, m, sf.Tag.Get("is"))
		f.Members = append(f.Members, m)
	}
	return f
}

func readField(t *Type, goType reflect.Type, path string) *Field {
	nullable := goType.Kind() == reflect.Pointer
	if nullable {
		goType = goType.Elem()
	}
	f := &Field{Path: path}
	form, scalar := scalars[goType]
	switch {
	case scalar:
		f.Form, f.bits = form, 32
		if goType.Kind() == reflect.Int64 {
			f.bits = 64
		}
	case goType.Kind() == reflect.Struct:
		f = readObject(t, goType, path)
	case goType.Kind() == reflect.Slice:
		f.Form, f.Elem = Array, readField(t, goType.Elem(), path)
	default:
		t.panicf("%s: Go type %v is not one a field can have", path, goType)
	}
	f.Nullable, f.Scale = nullable, -1
	return f
}

func readTag(t *Type, f *Field, tag string) {
	for word := range strings.SplitSeq(tag, ",") {
		name, value, _ := strings.Cut(word, "=")
		if !setConstraint(f, name, value) {
			t.panicf("%s: constraint %q is not understood", f.Path, word)
		}
	}
	if f.Code != "" || f.Ref != "" {
		f.labels = new(labels)
		readKey(t, f)
	}
	if f.Check != "" && checks[f.Check] == nil {
		t.panicf("%s: no check %q is registered", f.Path, f.Check)
	}
}

func setConstraint(f *Field, name, value string) bool {
	switch name {
	case "":
	case "readonly":
		f.ReadOnly = true
	case "createonly":
		f.CreateOnly = true
	case "optional":
		f.Optional = true
	case "open":
		f.Open = true
	case "min":
		f.Min = bound(value)
		return f.Min != nil
	case "max":
		f.Max = bound(value)
		return f.Max != nil
	case "scale":
		return setInt(&f.Scale, value)
	case "len":
		low, high, ok := strings.Cut(value, "..")
		return ok && setInt(&f.MinLen, low) && setInt(&f.MaxLen, high)
	case "code":
		f.Code = value
	case "ref":
		f.Ref = value
	case "options":
		f.Options = value
	case "oneof":
		f.OneOf = strings.Split(value, "|")
	case "check":
		f.Check = value
	default:
		return false
	}
	return true
}

// readKey finds the member that a client sends of a code or reference. The
// other members are labels, which payglot fills.
func readKey(t *Type, f *Field) {
	object := f
	if f.Form == Array {
		object = f.Elem
	}
	for _, m := range object.Members {
		if m.Name == "key" || m.Name == "id" || m.Name == "shiftNumber" {
			f.key = m
		} else if !f.Open {
			m.ReadOnly = true
		} else {
			m.Optional = true
		}
	}
	if f.key == nil {
		t.panicf("%s: a code or reference needs a member key or id", f.Path)
	}
	if object != f {
		object.Code, object.Ref, object.Open, object.key = f.Code, f.Ref, f.Open, f.key
		object.labels = f.labels
		f.Code, f.Ref = "", ""
	}
}

func setInt(to *int, text string) bool {
	if text == "" {
		return true
	}
	n, err := strconv.Atoi(text)
	*to = n
	return err == nil
}

func bound(text string) *money.Amount {
	a, err := money.Parse(text)
	if err != nil {
		return nil
	}
	return &a
}

// A Check is a named rule for a text; it says what is wrong, or "".
type Check func(text string) string

var checks = map[string]Check{}

// RegisterCheck makes a check known to the tag `is:"check=name"`. It is meant
// for package variables, before the first [Of] that uses it.
func RegisterCheck(name string, c Check) string {
	if checks[name] != nil {
		panic("kind: check " + name + " is registered twice")
	}
	checks[name] = c
	return name
}
