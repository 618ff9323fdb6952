package kind

import (
	"bytes"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Member gives the raw value at a dotted path of a body; nil when it isn't
// there.
func Member(body []byte, path string) []byte {
	for step := range strings.SplitSeq(path, ".") {
		body = member(body, step)
		if body == nil {
			return nil
		}
	}
	return body
}

func member(body []byte, name string) []byte {
	dec := jsontext.NewDecoder(bytes.NewBuffer(body))
	if tok, err := dec.ReadToken(); err != nil || tok.Kind() != '{' {
		return nil
	}
	for dec.PeekKind() == '"' {
		tok, err := dec.ReadToken()
		if err != nil {
			return nil
		}
		found := tok.String() == name
		value, err := dec.ReadValue()
		if err != nil {
			return nil
		}
		if found {
			return bytes.Clone(value)
		}
	}
	return nil
}

// Text gives the text or number at a dotted path of a body as a Go string;
// "" when it is null or isn't there.
func Text(body []byte, path string) string {
	raw := Member(body, path)
	if len(raw) == 0 || raw[0] == 'n' {
		return ""
	}
	if raw[0] != '"' {
		return string(raw)
	}
	text, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		return ""
	}
	return string(text)
}

// Omit gives a body without the members at the dotted paths.
func Omit(body []byte, paths []string) ([]byte, error) {
	return filterMembers(body, "", func(path string) choice {
		for _, p := range paths {
			if p == path {
				return drop
			}
		}
		return descend
	})
}

// Pick gives a body with only the members at the dotted paths, in the body's
// own order.
func Pick(body []byte, paths []string) ([]byte, error) {
	return filterMembers(body, "", func(path string) choice {
		for _, p := range paths {
			if p == path {
				return take
			}
			if strings.HasPrefix(p, path+".") {
				return descend
			}
		}
		return drop
	})
}

type choice uint8

const (
	drop choice = iota
	take
	descend
)

func filterMembers(body []byte, path string, choose func(path string) choice) ([]byte, error) {
	dec := jsontext.NewDecoder(bytes.NewBuffer(body))
	if _, err := dec.ReadToken(); err != nil {
		return nil, err
	}
	out := append(make([]byte, 0, len(body)), '{')
	for dec.PeekKind() == '"' {
		name, err := dec.ReadToken()
		if err != nil {
			return nil, err
		}
		at := join(path, name.String())
		quoted, err := jsontext.AppendQuote(nil, name.String())
		if err != nil {
			return nil, err
		}
		value, err := dec.ReadValue()
		if err != nil {
			return nil, err
		}
		what := choose(at)
		if what == drop {
			continue
		}
		if what == descend && value.Kind() == '{' {
			if value, err = filterMembers(bytes.Clone(value), at, choose); err != nil {
				return nil, err
			}
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(append(append(out, quoted...), ':'), value...)
	}
	return append(out, '}'), nil
}
