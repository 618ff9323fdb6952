package store

import (
	"fmt"
	"strings"

	"github.com/payglot/payglot/kind"
)

// View says what the rows of a list are made of: one record of the first
// part's kind, and what belongs to it.
type View struct{ Parts []Part }

// Part is one record in a row of a view.
type Part struct {
	Type *kind.Type
	// Member is where the record stands in the row; empty is at the top.
	Member string
	// IDOnly shows just the record's id at Member.
	IDOnly bool
	// Hidden records join the row without being shown.
	Hidden bool
	// Only are the members that are shown, as dotted paths; none is all.
	Only []string
	// Flat shows members under other names, instead of the record's own shape.
	Flat []Renamed
	// Of is the position of the part it belongs to. It stands under that part,
	// or with Above over it, or with Beside under the same parent.
	Of            int
	Above, Beside bool
	// Current takes only records valid on the query's day.
	Current bool
	// Optional parts may be missing; they show null.
	Optional bool
}

// Renamed shows the member at a dotted path under a name.
type Renamed struct{ Name, Path string }

// Whole is the view of a kind's records as they are stored.
func Whole(t *kind.Type) *View { return &View{Parts: []Part{{Type: t}}} }

// Narrow is the view of a kind's records with only some members.
func Narrow(t *kind.Type, only ...string) *View {
	return &View{Parts: []Part{{Type: t, Only: only}}}
}

// resolve finds the part and field that a path means, in any letter case.
func (v *View) resolve(path string) (string, *kind.Field) {
	for i, p := range v.Parts {
		if p.Hidden {
			continue
		}
		alias := fmt.Sprintf("p%d", i)
		rest := path
		if p.Member != "" {
			head, tail, _ := strings.Cut(path, ".")
			if !strings.EqualFold(head, p.Member) {
				continue
			}
			rest = tail
		}
		if p.IDOnly && rest == "" {
			return alias, p.Type.Fields.At(p.Type.Key)
		}
		if len(p.Flat) > 0 {
			rest = p.unflat(rest)
		}
		if f := p.Type.Fold(rest); f != nil && p.shows(f.Path) {
			return alias, f
		}
	}
	return "", nil
}

// unflat is the record's own path of a member shown under another name.
func (p Part) unflat(name string) string {
	for _, r := range p.Flat {
		if strings.EqualFold(r.Name, name) {
			return r.Path
		}
	}
	return ""
}

func (p Part) shows(path string) bool {
	if len(p.Only) == 0 {
		return true
	}
	for _, only := range p.Only {
		if path == only || strings.HasPrefix(path, only+".") || strings.HasPrefix(only, path+".") {
			return true
		}
	}
	return false
}

// shower returns the function that makes a row's body of its columns: per
// part an id and a body. What it returns is valid until its next call.
func (v *View) shower() func(Columns) ([]byte, error) {
	if p := v.Parts[0]; len(v.Parts) == 1 && p.Member == "" && len(p.Only) == 0 {
		return func(c Columns) ([]byte, error) { return c.Bytes(1), nil }
	}
	var out []byte
	return func(c Columns) ([]byte, error) {
		out = append(out[:0], '{')
		for i, p := range v.Parts {
			var err error
			if out, err = p.show(out, c, 2*i); err != nil {
				return nil, err
			}
		}
		return append(out, '}'), nil
	}
}

func (p Part) show(out []byte, c Columns, at int) ([]byte, error) {
	if p.Hidden {
		return out, nil
	}
	if len(out) > 1 {
		out = append(out, ',')
	}
	if p.Member != "" {
		out = append(append(append(out, '"'), p.Member...), '"', ':')
	}
	switch {
	case c.Null(at):
		return append(out, "null"...), nil
	case p.IDOnly:
		text, err := c.ID(at).MarshalText()
		return append(append(append(out, '"'), text...), '"'), err
	}
	body := c.Bytes(at + 1)
	if len(p.Flat) > 0 {
		return p.flatten(out, body), nil
	}
	if len(p.Only) > 0 {
		picked, err := kind.Pick(body, p.Only)
		if err != nil {
			return nil, err
		}
		body = picked
	}
	if p.Member == "" { // splice its members in
		body = body[1 : len(body)-1]
	}
	return append(out, body...), nil
}

func (p Part) flatten(out, body []byte) []byte {
	for i, r := range p.Flat {
		start := byte(',')
		if i == 0 {
			start = '{'
		}
		out = append(append(append(out, start, '"'), r.Name...), '"', ':')
		if value := kind.Member(body, r.Path); value != nil {
			out = append(out, value...)
		} else {
			out = append(out, "null"...)
		}
	}
	return append(out, '}')
}
