package rest

import (
	"net/http"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// List is the list of a kind under the record that the path names.
func List(t *kind.Type) Handler { return listOf(store.Whole(t), byParent) }

// View is a list in a wider scope or a narrower shape: the rows of an
// employer, whatever they stand under.
func View(v *store.View) Handler { return listOf(v, byEmployer) }

// Everything is a list of all that the caller may see.
func Everything(v *store.View) Handler { return listOf(v, byReach) }

// Related is a list of what a view shows of those records of an employer that
// have to do with the record of kind t that the path names: where says which.
func Related(t *kind.Type, v *store.View, where func(row *kind.Row) []store.Condition) Handler {
	return listOf(v, func(c *Call, tx *store.Tx, q *store.Query) error {
		row, err := c.Row(tx, t, 0)
		if err == nil {
			q.Employer, q.Where = row.Employer, append(q.Where, where(row)...)
		}
		return err
	})
}

// scope narrows a query to what the path names and the caller may see.
type scope func(*Call, *store.Tx, *store.Query) error

func byParent(c *Call, tx *store.Tx, q *store.Query) error {
	row, err := c.Row(tx, q.View.Parts[0].Type.Parent, 0)
	if err == nil {
		q.Parent = row.ID
	}
	return err
}

func byEmployer(c *Call, tx *store.Tx, q *store.Query) error {
	row, err := c.Row(tx, q.View.Parts[0].Type.Catalog().Tenant(), 0)
	if err == nil {
		q.Employer = row.ID
	}
	return err
}

func byReach(c *Call, tx *store.Tx, q *store.Query) error {
	if err := c.Session.May(tx, c.Operation.Asks(), access.Scope{}); err != nil {
		return err
	}
	reach := c.Session.ReachFor(c.Operation.Asks())
	q.Reach = &store.Reach{Providers: reach.Providers, Employers: reach.Employers}
	return nil
}

func listOf(v *store.View, narrow scope) Handler {
	return func(c *Call) (*Answer, error) {
		q, err := c.listQuery(v)
		if err != nil {
			return nil, err
		}
		if c.Exports() {
			return c.export(q, narrow)
		}
		return c.pageOf(q, narrow)
	}
}

// Exports says that the client wants a file of rows.
func (c *Call) Exports() bool { return c.Media != "" && c.Media != JSON }

// listQuery reads what the query string asks of a list.
func (c *Call) listQuery(v *store.View) (store.Query, error) {
	q := store.Query{View: v}
	if text, ok := c.Query("filter"); ok && text != "" {
		f, err := store.ParseFilter(text)
		if err != nil {
			return q, err
		}
		q.Filter = f
	}
	if text, ok := c.Query("orderBy"); ok && text != "" {
		order, err := store.ParseOrder(text)
		if err != nil {
			return q, err
		}
		q.Order = order
	}
	var err error
	q.On, err = c.Date("referenceDate")
	return q, err
}

func (c *Call) pageOf(q store.Query, narrow scope) (*Answer, error) {
	number, size, err := c.page()
	if err != nil {
		return nil, err
	}
	page := newPage(number, size)
	q.Offset, q.Limit = (number-1)*size, size
	err = c.View(func(tx *store.Tx) error {
		if err := c.narrow(tx, &q, narrow); err != nil {
			return err
		}
		return page.fill(c, tx, q)
	})
	return &Answer{Page: page}, err
}

func (c *Call) narrow(tx *store.Tx, q *store.Query, narrow scope) error {
	if err := narrow(c, tx, q); err != nil {
		return err
	}
	if c.Narrow != nil {
		where, err := c.Narrow(c, tx.Present(), q.View.Parts[0].Type)
		if err != nil {
			return err
		}
		q.Where = append(q.Where, where...)
	}
	if c.Settings != nil {
		return c.Settings(c, tx.Present(), q)
	}
	return nil
}

// fill reads the page's rows and counts those of all pages, unless this page
// shows that there are no more.
func (p *Page) fill(c *Call, tx *store.Tx, q store.Query) error {
	n := 0
	err := tx.List(q, func(body []byte) error {
		body, err := c.Version.Show(body)
		if n++; n > 1 {
			p.Rows = append(p.Rows, ',')
		}
		p.Rows = append(p.Rows, body...)
		return err
	})
	if err != nil {
		return err
	}
	p.Total = q.Offset + n
	if n == q.Limit || n == 0 && q.Offset > 0 {
		p.Total, err = tx.Count(q)
	}
	return err
}

// knownAt reads ?asKnownAt=, payglot's own addition: an instant, or a day,
// which means its end.
func (c *Call) knownAt() (time.Time, bool, error) {
	text, ok := c.Query("asKnownAt")
	if !ok || text == "" {
		return time.Time{}, false, nil
	}
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return at, true, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, text, store.Zone)
	if err != nil {
		return day, false, &Error{Status: http.StatusBadRequest, Field: "asKnownAt", Message: "asKnownAt is not a time of the form yyyy-mm-ddThh:mm:ssZ"}
	}
	return day.AddDate(0, 0, 1).Add(-time.Microsecond), true, nil
}
