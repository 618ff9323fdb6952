package rest

import (
	"bytes"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// picker takes the values of columns out of the bodies of rows, one walk over
// a body for all of them.
type picker struct {
	root   *branch
	source bytes.Buffer
	dec    jsontext.Decoder
	values [][]byte
	kept   []byte // the bytes of values
}

// branch is an object on the way to a column, or a column.
type branch struct {
	members map[string]*branch // by name in quotes, as a body has it
	columns []int              // more than one when a field was asked for twice
}

func newPicker(columns []column) *picker {
	p := &picker{root: new(branch), values: make([][]byte, len(columns))}
	for i, c := range columns {
		p.root.add(c.path, i)
	}
	return p
}

// trusting is how stored bodies are read: they were checked when they were
// written.
var trusting = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

func (b *branch) add(path string, column int) {
	for name := range strings.SplitSeq(path, ".") {
		quoted := `"` + name + `"`
		if b.members == nil {
			b.members = map[string]*branch{}
		}
		if b.members[quoted] == nil {
			b.members[quoted] = new(branch)
		}
		b = b.members[quoted]
	}
	b.columns = append(b.columns, column)
}

// pick gives the JSON value of each column, nil where it is null or absent.
// They are valid until the next call.
func (p *picker) pick(body []byte) ([][]byte, error) {
	clear(p.values)
	p.kept = p.kept[:0]
	p.source = *bytes.NewBuffer(body)
	p.dec.Reset(&p.source, trusting...)
	if p.dec.PeekKind() != '{' {
		return p.values, nil
	}
	return p.values, p.object(p.root)
}

func (p *picker) object(b *branch) error {
	if _, err := p.dec.ReadToken(); err != nil {
		return err
	}
	for p.dec.PeekKind() == '"' {
		name, err := p.dec.ReadValue()
		if err != nil {
			return err
		}
		if err := p.member(b.members[string(name)]); err != nil {
			return err
		}
	}
	_, err := p.dec.ReadToken()
	return err
}

func (p *picker) member(b *branch) error {
	if b == nil {
		return p.dec.SkipValue()
	}
	if b.members != nil && p.dec.PeekKind() == '{' {
		return p.object(b)
	}
	value, err := p.dec.ReadValue()
	if err != nil || value.Kind() == 'n' {
		return err
	}
	start := len(p.kept)
	p.kept = append(p.kept, value...)
	for _, i := range b.columns {
		if p.values[i] == nil { // of two members with one name the first counts
			p.values[i] = p.kept[start:]
		}
	}
	return nil
}
