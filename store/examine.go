package store

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// maxFaults bounds what is told of one kind.
const maxFaults = 20

// Faults looks through all records of some kinds for what can't be: a record
// without its parent, one that differs from what the change log says of it,
// one that the log has and the record hasn't, and date chains that break their
// rule. It returns a line for each, with ids but nothing personal.
func (tx *Tx) Faults(types []*kind.Type) ([]string, error) {
	e := &examination{tx: tx}
	for _, t := range types {
		found := len(e.found)
		for _, look := range []func(*kind.Type) error{e.orphans, e.unlogged, e.lost, e.chains, e.references} {
			if err := look(t); err != nil {
				return nil, err
			}
		}
		if more := len(e.found) - found - maxFaults; more > 0 {
			e.found = append(e.found[:found+maxFaults], fmt.Sprintf("%s: %d more faults", t.Name, more))
		}
	}
	return e.found, nil
}

type examination struct {
	tx    *Tx
	found []string
}

// report notes a fault of each record whose id the query gives.
func (e *examination) report(t *kind.Type, fault, query string, args ...any) error {
	return e.tx.conn.Query(e.tx.ctx, query, args, func(c Columns) error {
		e.found = append(e.found, fmt.Sprintf("%s %v: %s", t.Name, c.ID(0), fault))
		return nil
	})
}

func (e *examination) orphans(t *kind.Type) error {
	if t.Parent == nil {
		return nil
	}
	return e.report(t, "its "+t.Parent.Name+" is missing",
		`SELECT r.id FROM record r WHERE r.kind = $1 AND NOT EXISTS
			(SELECT 1 FROM record p WHERE p.kind = $2 AND p.id = r.parent) ORDER BY r.id`, t.Name, t.Parent.Name)
}

func (e *examination) unlogged(t *kind.Type) error {
	if t.Unlogged {
		return nil
	}
	return e.report(t, "the change log says otherwise",
		`SELECT r.id FROM record r WHERE r.kind = $1 AND NOT EXISTS
			(SELECT 1 FROM change c WHERE c.kind = r.kind AND c.id = r.id AND c.number = r.change
				AND c.verb <> 'delete' AND c.body = r.body) ORDER BY r.id`, t.Name)
}

func (e *examination) lost(t *kind.Type) error {
	if t.Unlogged {
		return nil
	}
	return e.report(t, "the change log has it, the record hasn't, or not as it was last written",
		`SELECT c.id FROM change c JOIN
			(SELECT id, max(number) AS number FROM change WHERE kind = $1 GROUP BY id) l ON l.number = c.number
			LEFT JOIN record r ON r.kind = c.kind AND r.id = c.id
		WHERE CASE WHEN c.verb = 'delete' THEN r.id IS NOT NULL ELSE r.id IS NULL OR r.change <> c.number END ORDER BY c.id`, t.Name)
}

// chains looks at the records of each parent, those that agree on the fields
// that the chain is kept by together.
func (e *examination) chains(t *kind.Type) error {
	if t.Chain == kind.NoChain {
		return nil
	}
	var parent kind.ID
	chains := map[string]*cal.Chain[kind.ID]{}
	check := func() {
		for _, c := range chains {
			if err := c.Valid(); err != nil {
				e.found = append(e.found, fmt.Sprintf("%s under %v: %v", t.Name, parent, err))
			}
		}
		clear(chains)
	}
	err := e.tx.conn.Query(e.tx.ctx,
		`SELECT `+columns+` FROM record WHERE kind = $1 ORDER BY parent, starts, id`, []any{t.Name}, func(c Columns) error {
			row := readRow(t, c)
			if row.Parent != parent {
				check()
				parent = row.Parent
			}
			context := chainContext(t, row.Body)
			if chains[context] == nil {
				chains[context] = &cal.Chain[kind.ID]{Rule: chainRule(t)}
			}
			chains[context].Links = append(chains[context].Links,
				cal.Link[kind.ID]{Key: row.ID, Period: cal.Period{Start: row.Starts, End: row.Ends}})
			return nil
		})
	check()
	return err
}

// references looks for records that point to one that isn't there, or is
// another employer's.
func (e *examination) references(t *kind.Type) error {
	if t.Catalog() == nil {
		return nil
	}
	type reference struct {
		from, employer, to kind.ID
		path, kindName     string
	}
	var all []reference // a snapshot answers one query at a time
	err := e.tx.conn.Query(e.tx.ctx, `SELECT `+columns+` FROM record WHERE kind = $1 ORDER BY id`, []any{t.Name}, func(c Columns) error {
		row := readRow(t, c)
		return t.Refers(row.Body, func(path, kindName string, id kind.ID) error {
			all = append(all, reference{row.ID, row.Employer, id, path, kindName})
			return nil
		})
	})
	if err != nil {
		return err
	}
	for _, r := range all {
		row, err := e.tx.Row(t.Catalog().Type(r.kindName), r.to)
		switch {
		case errors.Is(err, kind.ErrNotFound):
			e.found = append(e.found, fmt.Sprintf("%s %v: %s refers to %s %v, which isn't there", t.Name, r.from, r.path, r.kindName, r.to))
		case err != nil:
			return err
		case row.Employer != r.employer && !row.Employer.IsZero():
			e.found = append(e.found, fmt.Sprintf("%s %v: %s refers to another employer's %s %v", t.Name, r.from, r.path, r.kindName, r.to))
		}
	}
	return nil
}

func chainRule(t *kind.Type) cal.Rule {
	if t.Chain == kind.LinkedChain {
		return cal.Linked
	}
	return cal.Broken
}

// chainContext is what a record says at the fields that its chain is kept by.
func chainContext(t *kind.Type, body []byte) string {
	members := make([][]byte, len(t.ChainBy))
	for i, path := range t.ChainBy {
		members[i] = kind.Member(body, path)
	}
	return string(bytes.Join(members, []byte{0}))
}
