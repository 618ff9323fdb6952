package rest

import (
	"fmt"

	"github.com/go-json-experiment/json"

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

// Collection is a computed list: f gives all its rows, which are few.
func Collection(t *kind.Type, f func(c *Call, tx *store.Tx, row *kind.Row) ([]any, error)) Handler {
	return func(c *Call) (*Answer, error) {
		number, size, err := c.page()
		if err != nil {
			return nil, err
		}
		page := &Page{Number: number, Size: size}
		err = c.View(func(tx *store.Tx) error {
			row, err := c.about(tx, t)
			if err != nil {
				return err
			}
			rows, err := f(c, tx, row)
			if err != nil {
				return err
			}
			return page.take(rows)
		})
		return &Answer{Page: page}, err
	}
}

func (p *Page) take(rows []any) error {
	p.Total = len(rows)
	from := min((p.Number-1)*p.Size, len(rows))
	for i, row := range rows[from:min(from+p.Size, len(rows))] {
		body, err := encode(row)
		if err != nil {
			return err
		}
		if i > 0 {
			p.Rows = append(p.Rows, ',')
		}
		p.Rows = append(p.Rows, body...)
	}
	return nil
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
	return func(c *Call) (*Answer, error) {
		body, err := c.Body()
		if err != nil {
			return nil, err
		}
		if len(body) == 0 {
			body = []byte("{}")
		}
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
