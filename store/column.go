package store

import "github.com/payglot/payglot/kind"

// Column is a field of a view's rows that holds one value.
type Column struct {
	Path string // dotted, as the row shows it
	Form kind.Form
}

// Columns are the fields of the rows that hold one value each, in the order
// in which a row shows them. Codes and references give their members.
func (v *View) Columns() []Column {
	var all []Column
	seen := map[string]bool{} // of two with one path, a row shows the first first
	add := func(path string, form kind.Form) {
		if !seen[path] {
			seen[path] = true
			all = append(all, Column{Path: path, Form: form})
		}
	}
	for _, p := range v.Parts {
		switch {
		case p.Hidden:
		case p.IDOnly:
			add(p.Member, kind.UUID)
		default:
			p.columns(p.Type.Fields, add)
		}
	}
	return all
}

func (p Part) columns(f *kind.Field, add func(path string, form kind.Form)) {
	for _, m := range f.Members {
		if !p.shows(m.Path) {
			continue
		}
		path := m.Path
		if p.Member != "" {
			path = p.Member + "." + path
		}
		switch m.Form {
		case kind.Object:
			p.columns(m, add)
		case kind.Array:
		default:
			add(path, m.Form)
		}
	}
}

// Understand says what is wrong with a query, without asking the database.
func (tx *Tx) Understand(q Query) error {
	b := tx.build(q)
	b.list()
	return b.err
}
