package store

import (
	"bytes"
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
	// Except are members that are not shown.
	Except []string
	// Of is the position of the part it belongs to. It stands under that part,
	// or with Above over it, or with Beside under the same parent.
	Of            int
	Above, Beside bool
	// Current takes only records valid on the query's day.
	Current bool
	// Optional parts may be missing; they show null.
	Optional bool
}

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
		if f := p.Type.Fold(rest); f != nil && p.shows(f.Path) {
			return alias, f
		}
	}
	return "", nil
}

func (p Part) shows(path string) bool {
	for _, except := range p.Except {
		if path == except || strings.HasPrefix(path, except+".") {
			return false
		}
	}
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
	if p := v.Parts[0]; len(v.Parts) == 1 && p.Member == "" && p.whole() {
		return func(c Columns) ([]byte, error) { return c.Bytes(1), nil }
	}
	shows := make([]partShower, len(v.Parts))
	for i, p := range v.Parts {
		shows[i] = p.shower()
	}
	var out []byte
	return func(c Columns) ([]byte, error) {
		out = append(out[:0], '{')
		for i := range shows {
			var err error
			if out, err = shows[i].show(out, c, 2*i); err != nil {
				return nil, err
			}
		}
		return append(out, '}'), nil
	}
}

// whole says that the part shows all that its record has.
func (p Part) whole() bool { return p.hasBody() && len(p.Only)+len(p.Except) == 0 }

func (p Part) hasBody() bool { return !p.Hidden && !p.IDOnly }

// partShower is what the rows of one list need of a part.
type partShower struct {
	Part
	mask   *kind.Mask
	masked []byte
}

func (p Part) shower() partShower {
	if p.whole() {
		return partShower{Part: p}
	}
	return partShower{Part: p, mask: kind.NewMask(p.Only, p.Except)}
}

func (p *partShower) show(out []byte, c Columns, at int) ([]byte, error) {
	if p.Hidden {
		return out, nil
	}
	body, err := p.value(c, at)
	if p.Member == "" { // its members join those of the row
		if body = bytes.TrimPrefix(body, []byte("{")); len(body) <= 1 || c.Null(at) {
			return out, err
		}
		body = body[:len(body)-1]
	}
	if len(out) > 1 {
		out = append(out, ',')
	}
	if p.Member != "" {
		out = append(append(append(out, '"'), p.Member...), '"', ':')
	}
	return append(out, body...), err
}

// value is the part's record as it is shown, or its id.
func (p *partShower) value(c Columns, at int) ([]byte, error) {
	var err error
	switch {
	case c.Null(at):
		return []byte("null"), nil
	case p.IDOnly:
		text, err := c.ID(at).MarshalText()
		p.masked = append(append(append(p.masked[:0], '"'), text...), '"')
		return p.masked, err
	case p.mask == nil:
		return c.Bytes(at + 1), nil
	}
	p.masked, err = p.mask.Append(p.masked[:0], c.Bytes(at+1))
	return p.masked, err
}
