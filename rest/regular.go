package rest

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// View reads the record on one snapshot, as it was known at the instant of
// ?asKnownAt= when the call has one.
func (c *Call) View(f func(*store.Tx) error) error {
	at, known, err := c.knownAt()
	if err != nil {
		return err
	}
	return c.Store.View(c.Request.Context(), func(tx *store.Tx) error {
		if known {
			tx = tx.AsKnownAt(at)
		}
		return f(tx)
	})
}

// Update writes on behalf of the caller.
func (c *Call) Update(f func(*store.Tx) error) error {
	return c.Store.Update(c.Request.Context(), c.By(), f)
}

// Row finds the record that the path parameter at a position names and asks
// whether the caller may do this to it.
func (c *Call) Row(tx *store.Tx, t *kind.Type, parameter int) (*kind.Row, error) {
	id, err := c.ID(parameter)
	if err != nil {
		return nil, err
	}
	row, err := tx.Row(t, id)
	if err != nil {
		return nil, c.unknown(tx, err)
	}
	c.Subject = row
	err = c.may(tx, row)
	if errors.Is(err, access.ErrOutOfReach) {
		err = c.unknown(tx, err) // as of an id that nobody has
	}
	return row, err
}

// unknown makes sure that one who may not ask at all learns just that.
func (c *Call) unknown(tx *store.Tx, err error) error {
	if refused := c.Session.May(tx, c.Operation.Asks(), access.Scope{}); refused != nil {
		return refused
	}
	return err
}

func (c *Call) may(tx *store.Tx, row *kind.Row) error {
	if err := c.Session.May(tx, c.Operation.Asks(), ScopeOf(row)); err != nil {
		return err
	}
	return c.narrowed(tx, row)
}

// ScopeOf is the employer that a record belongs to, or the provider where it
// stands above employers.
func ScopeOf(row *kind.Row) access.Scope {
	switch {
	case !row.Employer.IsZero():
		return access.Scope{Employer: row.Employer}
	case row.Parent.IsZero():
		return access.Scope{Provider: row.ID}
	}
	return access.Scope{Provider: row.Parent}
}

// narrowed hides a record that the caller's lists would not show.
func (c *Call) narrowed(tx *store.Tx, row *kind.Row) error {
	if c.Narrow == nil {
		return nil
	}
	for above := row; ; {
		where, err := c.Narrow(c, tx.Present(), above.Type)
		if err != nil {
			return err
		}
		if len(where) > 0 {
			seen, err := tx.Holds(above, where)
			if err != nil {
				return err
			}
			if !seen {
				return &access.Refusal{Step: access.EntityInReach, Activity: c.Operation.Activity, Need: above.Type.Name}
			}
		}
		if above.Type.Parent == nil || above.Parent.IsZero() {
			return nil
		}
		if above, err = tx.Row(above.Type.Parent, above.Parent); err != nil {
			return err
		}
	}
}

// Get answers one record by its id.
func Get(t *kind.Type) Handler {
	return func(c *Call) (*Answer, error) {
		answer := new(Answer)
		err := c.View(func(tx *store.Tx) error {
			row, err := c.Row(tx, t, 0)
			if err != nil {
				return err
			}
			return answer.show(c, row)
		})
		return answer, err
	}
}

// Facet answers what a kind adds to the record that the path names; empty
// tells what to show where nothing was added, nil answers not found.
func Facet(t *kind.Type, empty func(row *kind.Row) []byte) Handler {
	return func(c *Call) (*Answer, error) {
		answer := new(Answer)
		err := c.View(func(tx *store.Tx) error {
			base, err := c.Row(tx, t.Parent, 0)
			if err != nil {
				return err
			}
			row, err := tx.Row(t, base.ID)
			if err == kind.ErrNotFound && empty != nil {
				answer.Content = empty(base)
				return nil
			}
			if err != nil {
				return err
			}
			return answer.show(c, row)
		})
		return answer, err
	}
}

// PutFacet creates or replaces what a kind adds to the record that the path
// names.
func PutFacet(t *kind.Type) Handler {
	return func(c *Call) (*Answer, error) {
		return c.write(func(tx *store.Tx, body []byte) (kind.ID, error) {
			base, err := c.Row(tx, t.Parent, 0)
			if err != nil {
				return kind.ID{}, err
			}
			row, err := tx.Row(t, base.ID)
			if err == kind.ErrNotFound {
				return t.CreateFrom(tx, base.ID, body, c.Version)
			}
			if err != nil {
				return base.ID, err
			}
			if err := c.match(row); err != nil {
				return base.ID, err
			}
			return base.ID, t.ReplaceFrom(tx, base.ID, body, c.Version)
		}, t)
	}
}

// Create adds a record under the one that the path names.
func Create(t *kind.Type) Handler {
	return func(c *Call) (*Answer, error) {
		return c.write(func(tx *store.Tx, body []byte) (kind.ID, error) {
			parent, err := c.Row(tx, t.Parent, 0)
			if err != nil {
				return kind.ID{}, err
			}
			return t.CreateFrom(tx, parent.ID, body, c.Version)
		}, t)
	}
}

// Replace saves the record that the path names anew.
func Replace(t *kind.Type) Handler {
	return func(c *Call) (*Answer, error) {
		return c.write(func(tx *store.Tx, body []byte) (kind.ID, error) {
			row, err := c.Row(tx, t, 0)
			if err != nil {
				return kind.ID{}, err
			}
			if err := c.match(row); err != nil {
				return kind.ID{}, err
			}
			return row.ID, t.ReplaceFrom(tx, row.ID, body, c.Version)
		}, t)
	}
}

// Delete removes the record that the path names.
func Delete(t *kind.Type) Handler {
	return func(c *Call) (*Answer, error) {
		answer := &Answer{Content: []byte("{}")}
		err := c.Update(func(tx *store.Tx) error {
			row, err := c.Row(tx, t, 0)
			if err != nil {
				return err
			}
			if err := c.match(row); err != nil {
				return err
			}
			err = t.Delete(tx, row.ID)
			answer.Warnings = tx.Warnings()
			return err
		})
		return answer, err
	}
}

// write reads the body, saves, and shows what was saved.
func (c *Call) write(save func(*store.Tx, []byte) (kind.ID, error), t *kind.Type) (*Answer, error) {
	body, err := c.Body()
	if err != nil {
		return nil, err
	}
	answer := new(Answer)
	err = c.Update(func(tx *store.Tx) error {
		id, err := save(tx, body)
		if err != nil {
			return err
		}
		row, err := tx.Row(t, id)
		if err != nil {
			return err
		}
		answer.Warnings = tx.Warnings()
		return answer.show(c, row)
	})
	return answer, err
}

// match compares If-Match with the state a record is in.
func (c *Call) match(row *kind.Row) error {
	header := c.Request.Header.Get("If-Match")
	if header == "" || header == "*" {
		return nil
	}
	for tag := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(tag), "W/") == ETag(row.Change) {
			return nil
		}
	}
	return ErrChanged
}

// ETag is the tag of a record in the state that a change left it in.
func ETag(change int64) string { return `"` + strconv.FormatInt(change, 10) + `"` }

func (a *Answer) show(c *Call, row *kind.Row) error {
	body, err := c.Version.Show(row.Body)
	a.Content, a.Change = body, row.Change
	return err
}

// statusOf is the status of an operation's success.
func statusOf(o *Operation) int {
	if o.Success == 0 {
		return http.StatusOK
	}
	return o.Success
}

// Status is the status that the answer goes out with.
func (a *Answer) Status(o *Operation) int { return statusOf(o) }
