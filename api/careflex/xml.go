package careflex

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"unicode/utf8"
)

// Bounds on documents: the deepest element that means something is the
// seventh, and a hundred incidents with everything in them have some thousands.
const (
	maxNesting  = 16
	maxElements = 100_000
)

// element is an element of XML as far as reports need it.
type element struct {
	name     xml.Name
	null     bool
	required bool // of a header: who doesn't know it must refuse
	text     []byte
	children []*element
}

// child is the first element of a name inside, nil when there is none.
func (e *element) child(name string) *element {
	for _, c := range e.children {
		if c.name.Local == name && c.ours() {
			return c
		}
	}
	return nil
}

// ours says that an element is of the messages. Clients that are written by
// hand leave the namespace out below the first element.
func (e *element) ours() bool { return e.name.Space == space || e.name.Space == "" }

// readXML reads a document. Document types are refused, and with them all
// entities but those of XML itself.
func readXML(text []byte) (*element, error) {
	if !utf8.Valid(text) {
		return nil, errors.New("the body is not in UTF-8")
	}
	dec := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\uFEFF"))))
	top := new(element)
	open := []*element{top}
	for count := 0; ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errors.New("the body is not XML in UTF-8")
		}
		inner := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if count++; len(open) > maxNesting || count > maxElements {
				return nil, errors.New("there are too many elements, or they are nested too deeply")
			}
			e := newElement(t)
			inner.children = append(inner.children, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			inner.text = append(inner.text, t...)
		case xml.Directive:
			return nil, errors.New("document types are not taken")
		}
	}
	if len(top.children) != 1 {
		return nil, errors.New("the body is not one XML element")
	}
	return top.children[0], nil
}

func newElement(t xml.StartElement) *element {
	e := &element{name: t.Name}
	for _, a := range t.Attr {
		yes := a.Value == "1" || a.Value == "true"
		switch a.Name {
		case xml.Name{Space: instanceSpace, Local: "nil"}:
			e.null = yes
		case xml.Name{Space: soapSpace, Local: "mustUnderstand"}:
			e.required = yes
		}
	}
	return e
}

// value is an element as the check sees it.
func (e *element) value() value {
	switch {
	case e == nil:
		return value{}
	case e.null:
		return value{form: nullForm}
	case len(e.children) > 0:
		return value{form: objectForm}
	}
	return value{plainForm, string(e.text)}
}
