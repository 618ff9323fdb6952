package kind

import (
	"bytes"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// Difference is a text, number or boolean that differs between two bodies.
// Old or New is nil where there is none.
type Difference struct {
	Path     string // dotted, with [0] for an element of an array
	Old, New *string
}

// Diff lists what differs between two bodies, in the order of the newer; nil
// is a body without members.
func Diff(before, after []byte) ([]Difference, error) {
	old, err := leaves(before)
	if err != nil {
		return nil, err
	}
	fresh, err := leaves(after)
	if err != nil {
		return nil, err
	}
	was := map[string]*string{}
	for _, l := range old {
		was[l.path] = l.value
	}
	var all []Difference
	for _, l := range fresh {
		o := was[l.path]
		delete(was, l.path)
		if !equalText(o, l.value) {
			all = append(all, Difference{Path: l.path, Old: o, New: l.value})
		}
	}
	for _, l := range old {
		if o, left := was[l.path]; left && o != nil {
			all = append(all, Difference{Path: l.path, Old: o})
		}
	}
	return all, nil
}

func equalText(a, b *string) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

type leaf struct {
	path  string
	value *string
}

// leaves flattens a body into its texts, numbers and booleans; null has no
// value.
func leaves(body []byte) ([]leaf, error) {
	if body == nil {
		return nil, nil
	}
	var all []leaf
	err := eachLeaf(jsontext.NewDecoder(bytes.NewBuffer(body)), "", &all)
	return all, err
}

func eachLeaf(dec *jsontext.Decoder, path string, all *[]leaf) error {
	tok, err := dec.ReadToken()
	if err != nil {
		return err
	}
	switch tok.Kind() {
	case '{':
		for dec.PeekKind() == '"' {
			name, err := dec.ReadToken()
			if err != nil {
				return err
			}
			if err := eachLeaf(dec, join(path, name.String()), all); err != nil {
				return err
			}
		}
		_, err = dec.ReadToken()
	case '[':
		for i := 0; dec.PeekKind() != ']'; i++ {
			if err := eachLeaf(dec, path+"["+strconv.Itoa(i)+"]", all); err != nil {
				return err
			}
		}
		_, err = dec.ReadToken()
	case 'n':
		*all = append(*all, leaf{path: path})
	default:
		text := tok.String()
		*all = append(*all, leaf{path: path, value: &text})
	}
	return err
}
