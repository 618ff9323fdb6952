package verify

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/money"
)

// Flatten reads a JSON object into its values by name: those of objects and
// arrays inside have the names joined by points, a place in an array is its
// number from 0. Null is left out; numbers stay as they are written.
func Flatten(text string) (map[string]string, error) {
	dec := jsontext.NewDecoder(strings.NewReader(text))
	if dec.PeekKind() != '{' {
		return nil, errors.New("not a JSON object")
	}
	values := map[string]string{}
	if err := flatten(dec, "", values); err != nil {
		return nil, err
	}
	if _, err := dec.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the JSON object")
	}
	return values, nil
}

// flatten reads one value under a name.
func flatten(dec *jsontext.Decoder, name string, into map[string]string) error {
	token, err := dec.ReadToken()
	if err != nil {
		return err
	}
	switch token.Kind() {
	case 'n':
		return nil
	case '{', '[':
		return flattenInside(dec, name, token.Kind() == '{', into)
	default:
		into[name] = token.String()
		return nil
	}
}

// flattenInside reads what follows an opening bracket.
func flattenInside(dec *jsontext.Decoder, name string, object bool, into map[string]string) error {
	for i := 0; dec.PeekKind() != '}' && dec.PeekKind() != ']'; i++ {
		inner := strconv.Itoa(i)
		if object {
			token, err := dec.ReadToken()
			if err != nil {
				return err
			}
			inner = token.String()
		}
		if name != "" {
			inner = name + "." + inner
		}
		if err := flatten(dec, inner, into); err != nil {
			return err
		}
	}
	_, err := dec.ReadToken()
	return err
}

// Decode is the way back from [Flatten] into a struct with JSON tags: what
// reads as a number or as true or false is one. A name that the struct doesn't
// have is an error.
func Decode(values map[string]string, into any) error {
	root := &node{}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if err := root.put(strings.Split(name, "."), values[name]); err != nil {
			return err
		}
	}
	var text bytes.Buffer
	if err := root.write(jsontext.NewEncoder(&text)); err != nil {
		return err
	}
	return json.Unmarshal(text.Bytes(), into, json.RejectUnknownMembers(true))
}

// node is a value, or what is under it by name.
type node struct {
	value  string
	under  map[string]*node
	scalar bool
}

func (n *node) put(path []string, value string) error {
	if len(path) == 0 {
		n.value, n.scalar = value, true
		return nil
	}
	if n.scalar {
		return errors.New(path[0] + " is inside of what is a value itself")
	}
	if n.under == nil {
		n.under = map[string]*node{}
	}
	inner := n.under[path[0]]
	if inner == nil {
		inner = &node{}
		n.under[path[0]] = inner
	}
	return inner.put(path[1:], value)
}

// write gives the JSON; names 0, 1, 2 … without a gap are an array.
func (n *node) write(enc *jsontext.Encoder) error {
	if n.scalar {
		return enc.WriteValue(scalar(n.value))
	}
	begin, end, names := jsontext.BeginArray, jsontext.EndArray, n.places()
	object := names == nil
	if object {
		begin, end, names = jsontext.BeginObject, jsontext.EndObject, slices.Sorted(maps.Keys(n.under))
	}
	if err := enc.WriteToken(begin); err != nil {
		return err
	}
	for _, name := range names {
		if object {
			if err := enc.WriteToken(jsontext.String(name)); err != nil {
				return err
			}
		}
		if err := n.under[name].write(enc); err != nil {
			return err
		}
	}
	return enc.WriteToken(end)
}

// places are the names of an array in order; nil when this is an object.
func (n *node) places() []string {
	var names []string
	for i := range len(n.under) {
		name := strconv.Itoa(i)
		if n.under[name] == nil {
			return nil
		}
		names = append(names, name)
	}
	return names
}

// scalar is the JSON of a value's text.
func scalar(text string) jsontext.Value {
	if _, err := money.Parse(text); err == nil || text == "true" || text == "false" {
		return jsontext.Value(text)
	}
	quoted, _ := jsontext.AppendQuote(nil, text) // invalid UTF-8 is replaced
	return quoted
}
