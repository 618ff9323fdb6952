package rest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Document is one computed answer about the record that the path names; t nil
// is about the caller alone. f gives a Go value that is encoded, or bytes
// that are JSON already.
func Document(t *kind.Type, f func(c *Call, tx *store.Tx, row *kind.Row) (any, error)) Handler {
	return func(c *Call) (*Answer, error) {
		answer := new(Answer)
		err := c.View(func(tx *store.Tx) error {
			row, err := c.about(tx, t)
			if err != nil {
				return err
			}
			value, err := f(c, tx, row)
			if err != nil {
				return err
			}
			answer.Content, err = encode(value)
			return err
		})
		return answer, err
	}
}

// Collection is a computed list: f gives all its rows, which are few. shape
// says what a row looks like, so that the list can be filtered and ordered as
// any other.
func Collection[T any](t *kind.Type, shape kind.Kind[T], f func(c *Call, tx *store.Tx, row *kind.Row) ([]T, error)) Handler {
	return func(c *Call) (*Answer, error) {
		number, size, err := c.page()
		if err != nil {
			return nil, err
		}
		q, err := c.listQuery(store.Whole(shape.Type))
		if err != nil {
			return nil, err
		}
		if c.Exports() {
			return c.exportBodies(q.View, func(page store.Query) ([][]byte, error) {
				bodies, err := compute(c, t, q, shape.Type, f)
				return part(bodies, page.Offset, page.Limit), err
			})
		}
		bodies, err := compute(c, t, q, shape.Type, f)
		return &Answer{Page: pageFrom(bodies, number, size)}, err
	}
}

// Rows is a computed list that can't be filtered: what it shows has no one
// shape, such as the options of fields.
func Rows(t *kind.Type, f func(c *Call, tx *store.Tx, row *kind.Row) ([]any, error)) Handler {
	return func(c *Call) (*Answer, error) {
		number, size, err := c.page()
		if err != nil {
			return nil, err
		}
		bodies, err := compute(c, t, store.Query{}, nil, f)
		return &Answer{Page: pageFrom(bodies, number, size)}, err
	}
}

// compute asks f for its rows and gives those that the query wants.
func compute[T any](c *Call, t *kind.Type, q store.Query, shape *kind.Type, f func(*Call, *store.Tx, *kind.Row) ([]T, error)) (bodies [][]byte, err error) {
	err = c.View(func(tx *store.Tx) error {
		row, err := c.about(tx, t)
		if err != nil {
			return err
		}
		rows, err := f(c, tx, row)
		if err != nil {
			return err
		}
		bodies, err = sift(q, shape, rows)
		return err
	})
	return bodies, err
}

// sift filters and orders computed rows.
func sift[T any](q store.Query, shape *kind.Type, rows []T) ([][]byte, error) {
	bodies := make([][]byte, len(rows))
	for i, row := range rows {
		body, err := encode(row)
		if err != nil {
			return nil, err
		}
		bodies[i] = body
	}
	return store.Sift(shape, q, bodies)
}

// pageFrom is a page of rows that are at hand.
func pageFrom(bodies [][]byte, number, size int) *Page {
	rows := bytes.Join(part(bodies, (number-1)*size, size), []byte{','})
	return &Page{Number: number, Size: size, Total: len(bodies), Rows: rows}
}

// part is some of the rows: from an offset on, limit long or when that is 0 to
// the end.
func part(bodies [][]byte, offset, limit int) [][]byte {
	bodies = bodies[min(offset, len(bodies)):]
	if limit > 0 {
		bodies = bodies[:min(limit, len(bodies))]
	}
	return bodies
}

// Sifted orders and pages rows that stand inside a document, as the query string
// asks.
func Sifted[T any](c *Call, shape kind.Kind[T], rows []T) ([]jsontext.Value, error) {
	number, size, err := c.page()
	if err != nil {
		return nil, err
	}
	q, err := c.listQuery(store.Whole(shape.Type))
	if err != nil {
		return nil, err
	}
	bodies, err := sift(q, shape.Type, rows)
	values := []jsontext.Value{}
	for _, body := range part(bodies, (number-1)*size, size) {
		values = append(values, body)
	}
	return values, err
}

// Download is bytes that belong to the record that the path names.
func Download(t *kind.Type, f func(c *Call, tx *store.Tx, row *kind.Row) (*File, error)) Handler {
	return func(c *Call) (*Answer, error) {
		answer := new(Answer)
		err := c.View(func(tx *store.Tx) error {
			row, err := c.about(tx, t)
			if err != nil {
				return err
			}
			answer.File, err = f(c, tx, row)
			return err
		})
		return answer, err
	}
}

// Action applies a rule to the record that the path names. Its input is
// checked like a kind; an empty body is an empty object. do may give a value
// to answer with; nil answers an empty object.
func Action[T any](t *kind.Type, shape kind.Kind[T], do func(c *Call, tx *store.Tx, row *kind.Row, in *T) (any, error)) Handler {
	return act(t, shape, func(body []byte) []byte {
		if len(body) == 0 {
			return []byte("{}")
		}
		return body
	}, do)
}

// ArrayAction is Action for a body that is an array: shape has it as its one
// member.
func ArrayAction[T any](t *kind.Type, shape kind.Kind[T], do func(c *Call, tx *store.Tx, row *kind.Row, in *T) (any, error)) Handler {
	member := shape.Type.Fields.Members[0].Name
	before := `{"` + member + `":`
	handle := act(t, shape, func(body []byte) []byte {
		if len(bytes.TrimSpace(body)) == 0 {
			body = []byte("null")
		}
		return slices.Concat([]byte(before), body, []byte("}"))
	}, do)
	return func(c *Call) (*Answer, error) {
		answer, err := handle(c)
		return answer, unwrapped(err, member, len(before))
	}
}

// unwrapped words an error for a client that hasn't seen the object around
// its array.
func unwrapped(err error, member string, before int) error {
	var problems kind.Problems
	var syntax *kind.SyntaxError
	switch {
	case errors.As(err, &problems):
		own := slices.Clone(problems)
		for i := range own {
			own[i].Field = strings.TrimPrefix(own[i].Field, member)
		}
		return own
	case errors.As(err, &syntax):
		own := *syntax
		if own.Line == 1 {
			own.Column = max(1, own.Column-before)
		}
		return &own
	}
	return err
}

func act[T any](t *kind.Type, shape kind.Kind[T], wrap func(body []byte) []byte, do func(c *Call, tx *store.Tx, row *kind.Row, in *T) (any, error)) Handler {
	return func(c *Call) (*Answer, error) {
		body, err := c.Body()
		if err != nil {
			return nil, err
		}
		body = wrap(body)
		answer := &Answer{Content: []byte("{}")}
		err = c.Update(func(tx *store.Tx) error {
			row, err := c.about(tx, t)
			if err != nil {
				return err
			}
			var employer kind.ID
			if row != nil {
				employer = row.Employer
				if err := c.match(row); err != nil {
					return err
				}
			}
			in, err := shape.Read(tx, employer, body, c.Version)
			if err != nil {
				return err
			}
			value, err := do(c, tx, row, in)
			if err != nil {
				return err
			}
			answer.Warnings = tx.Warnings()
			if value != nil {
				answer.Content, err = encode(value)
			}
			return err
		})
		return answer, err
	}
}

// about finds what the path names and asks for the right; without a kind it
// asks for the right alone.
func (c *Call) about(tx *store.Tx, t *kind.Type) (*kind.Row, error) {
	if t == nil {
		return nil, c.Session.May(tx, c.Operation.Asks(), access.Scope{})
	}
	return c.Row(tx, t, 0)
}

func encode(value any) ([]byte, error) {
	if raw, ok := value.([]byte); ok {
		return raw, nil
	}
	body, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", value, err)
	}
	return body, nil
}
