package payandbill

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/payglot/payglot/cal"
)

// form is what a field holds on the wire.
type form uint8

const (
	textForm form = iota
	integerForm
	booleanForm
	dateForm
	objectForm
)

// String is the name that refusals use.
func (f form) String() string {
	return [...]string{"string", "integer", "boolean", "date", "object"}[f]
}

// field is a property of a row, as its tag says:
//
//	required    a row without it is refused
//	wanted      a row without it gets a warning
//	min=8       at least so many characters
//	max=20      at most so many
//	unspaced    blanks in it don't count, nor do small letters
//	match=name  a pattern of [patterns]
//	oneof=A|B   one of these, in any letter case
//	list=name   on a reference list of the database
//	rule=name   a rule of its own, of [rules]
//	default=A   what a new worker has without it
//	masked      messages show the last characters only
type field struct {
	name     string
	path     string // dotted, from the row
	form     form
	position int   // in the document order of all fields
	index    []int // in the struct around it
	members  *object

	required, wanted, unspaced, masked bool

	min, max int
	match    *pattern
	oneof    []string
	list     string
	rule     string
	standard string
}

// object is the fields of a row or of an object in it.
type object struct {
	fields []*field
	exact  map[string]*field
	folded map[string]*field
}

// find looks a property up, regardless of letter case.
func (o *object) find(name string) *field {
	if f := o.exact[name]; f != nil {
		return f
	}
	return o.folded[strings.ToLower(name)]
}

// fields is the table of a row.
var fields = func() *object {
	count := 0
	return readFields(reflect.TypeFor[worker](), "", &count)
}()

// at finds a field by its dotted path; it panics when there is none.
func at(path string) *field {
	o := fields
	for {
		name, rest, deeper := strings.Cut(path, ".")
		f := o.find(name)
		if f == nil {
			panic("payandbill: there is no field " + path)
		}
		if !deeper {
			return f
		}
		o, path = f.members, rest
	}
}

var forms = map[reflect.Type]form{
	reflect.TypeFor[*string]():   textForm,
	reflect.TypeFor[*int64]():    integerForm,
	reflect.TypeFor[*bool]():     booleanForm,
	reflect.TypeFor[*cal.Date](): dateForm,
}

func readFields(t reflect.Type, above string, count *int) *object {
	o := &object{exact: map[string]*field{}, folded: map[string]*field{}}
	for _, sf := range reflect.VisibleFields(t) {
		f := &field{name: sf.Tag.Get("json"), index: sf.Index, position: *count}
		*count++
		f.path = strings.TrimPrefix(above+"."+f.name, ".")
		found, scalar := forms[sf.Type]
		if f.form = found; !scalar {
			f.form, f.members = objectForm, readFields(sf.Type.Elem(), f.path, count)
		}
		for word := range strings.SplitSeq(sf.Tag.Get("is"), ",") {
			if err := f.constrain(strings.Cut(word, "=")); err != nil {
				panic(fmt.Sprintf("payandbill: %s: %s: %v", f.path, word, err))
			}
		}
		o.fields = append(o.fields, f)
		o.exact[f.name], o.folded[strings.ToLower(f.name)] = f, f
	}
	return o
}

func (f *field) constrain(word, value string, _ bool) (err error) {
	switch word {
	case "":
	case "required":
		f.required = true
	case "wanted":
		f.wanted = true
	case "unspaced":
		f.unspaced = true
	case "masked":
		f.masked = true
	case "min":
		f.min, err = strconv.Atoi(value)
	case "max":
		f.max, err = strconv.Atoi(value)
	case "match":
		if f.match = patterns[value]; f.match == nil {
			err = fmt.Errorf("no such pattern")
		}
	case "oneof":
		f.oneof = strings.Split(value, "|")
	case "list":
		f.list = value
		if !slices.ContainsFunc(lists, func(l list) bool { return l.key == value }) {
			err = fmt.Errorf("no such list")
		}
	case "rule":
		f.rule = value
		if rules[value] == nil {
			err = fmt.Errorf("no such rule")
		}
	case "default":
		f.standard = value
	default:
		err = fmt.Errorf("not understood")
	}
	return err
}

// pattern is a form that texts have, as a regular expression that both Go and
// JSON Schema read.
type pattern struct{ *regexp.Regexp }

func mustMatch(text string) *pattern { return &pattern{regexp.MustCompile(text)} }

var patterns = map[string]*pattern{
	"reference":   mustMatch(`^[A-Za-z0-9._/-]+$`),
	"telephone":   mustMatch(`^[0-9+() .x-]*$`),
	"addressLine": mustMatch(`^[^?*]{0,100}$`),
	"email":       mustMatch(`^[^@]+@[^@]+\.[^@]+$`),
	"sortCode":    mustMatch(`^[0-9]{6}$`),
	"account":     mustMatch(`^[0-9]{8}[0-9]{0,2}$`),
}

// text is the value of a field as messages show it; false when it is absent.
// v is the struct that the field is of.
func (f *field) text(v reflect.Value) (string, bool) {
	p := v.FieldByIndex(f.index)
	if p.IsNil() {
		return "", false
	}
	switch value := p.Interface().(type) {
	case *string:
		return *value, true
	case *int64:
		return strconv.FormatInt(*value, 10), true
	case *bool:
		return strconv.FormatBool(*value), true
	case *cal.Date:
		return value.String(), true
	}
	return "", true
}

// valueAt is the text of a field wherever in a row it is; "" when it is
// absent.
func valueAt(w *worker, f *field) string {
	v, o := reflect.ValueOf(w).Elem(), fields
	for name := range strings.SplitSeq(f.path, ".") {
		step := o.find(name)
		if step.form != objectForm {
			text, _ := step.text(v)
			return text
		}
		if v, o = below(v, step), step.members; !v.IsValid() {
			return ""
		}
	}
	return ""
}

// set gives a field the value that a text stands for, which must be of its
// form.
func (f *field) set(v reflect.Value, text string) {
	to := v.FieldByIndex(f.index)
	switch f.form {
	case textForm:
		to.Set(reflect.ValueOf(&text))
	case integerForm:
		n, _ := strconv.ParseInt(text, 10, 64) // too large is the largest, which no field allows
		to.Set(reflect.ValueOf(&n))
	}
}

// list is a reference list of a database.
type list struct {
	key  string // in the record
	name string // in messages
}

// employers is the list that is not kept as one: it is made of the record's
// employers.
const employers = "employer"

var lists = []list{
	{employers, "Employer"},
	{"division", "Division"},
	{"department", "Department"},
	{"jobCategory", "Job category"},
	{"consultant", "Consultant"},
	{"currency", "Currency"},
	{"sortCode", "Sort code"},
	{"stiTemplate", "STi template"},
	{"indexUser", "User"},
	{"leavingCode", "Leaving code"},
	{"analysisCode", "Analysis code"},
}

// nameOf is what messages call a list.
func nameOf(key string) string {
	for _, l := range lists {
		if l.key == key {
			return l.name
		}
	}
	return key
}
