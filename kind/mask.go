package kind

import (
	"bytes"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// Mask shows some members of bodies. It is made once and used for every row.
type Mask struct {
	members map[string]*Mask // by name in quotes, as a body has it
	rest    bool             // members that aren't among members are shown
	hidden  bool
}

// NewMask shows only the members at the dotted paths of only, none being all,
// and of these not those of except.
func NewMask(only, except []string) *Mask {
	m := &Mask{rest: len(only) == 0}
	for _, path := range only {
		m.show(path)
	}
	for _, path := range except {
		m.hide(path)
	}
	return m
}

// show adds a path to those of only.
func (m *Mask) show(path string) {
	for name := range strings.SplitSeq(path, ".") {
		if m = m.child(name); m.rest { // an object around it is shown whole
			return
		}
	}
	m.rest, m.members = true, nil
}

func (m *Mask) child(name string) *Mask {
	quoted := `"` + name + `"`
	if m.members == nil {
		m.members = map[string]*Mask{}
	}
	if m.members[quoted] == nil {
		m.members[quoted] = &Mask{}
	}
	return m.members[quoted]
}

func (m *Mask) hide(path string) {
	for name := range strings.SplitSeq(path, ".") {
		shown := m.rest || m.members[`"`+name+`"`] != nil
		if !shown || m.hidden {
			return
		}
		fresh := m.members[`"`+name+`"`] == nil
		m = m.child(name)
		m.rest = m.rest || fresh
	}
	m.hidden = true
}

// trusting is how stored bodies are read: they were checked when they were
// written.
var trusting = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

var decoders = sync.Pool{New: func() any { return new(jsontext.Decoder) }}

// Append appends a body as the mask shows it.
func (m *Mask) Append(out, body []byte) ([]byte, error) {
	dec := decoders.Get().(*jsontext.Decoder)
	defer decoders.Put(dec)
	dec.Reset(bytes.NewBuffer(body), trusting...)
	return m.object(dec, out)
}

func (m *Mask) object(dec *jsontext.Decoder, out []byte) ([]byte, error) {
	if _, err := dec.ReadToken(); err != nil {
		return out, err
	}
	out = append(out, '{')
	for dec.PeekKind() == '"' {
		name, err := dec.ReadValue()
		if err != nil {
			return out, err
		}
		inner := m.members[string(name)]
		if inner == nil && !m.rest || inner != nil && inner.hidden {
			if err := dec.SkipValue(); err != nil {
				return out, err
			}
			continue
		}
		if out[len(out)-1] != '{' {
			out = append(out, ',')
		}
		out = append(append(out, name...), ':')
		if out, err = inner.value(dec, out); err != nil {
			return out, err
		}
	}
	_, err := dec.ReadToken()
	return append(out, '}'), err
}

// value appends what a shown member holds; a nil mask shows it whole.
func (m *Mask) value(dec *jsontext.Decoder, out []byte) ([]byte, error) {
	if m != nil && len(m.members) > 0 && dec.PeekKind() == '{' {
		return m.object(dec, out)
	}
	value, err := dec.ReadValue()
	return append(out, value...), err
}

// Omit gives a body without the members at the dotted paths.
func Omit(body []byte, paths []string) ([]byte, error) {
	return NewMask(nil, paths).Append(make([]byte, 0, len(body)), body)
}

// Pick gives a body with only the members at the dotted paths, in the body's
// own order.
func Pick(body []byte, paths []string) ([]byte, error) {
	return NewMask(paths, nil).Append(make([]byte, 0, len(body)), body)
}
