package kind

// Delete removes a record and what stands under it, unless a record that
// stays refers to one of them.
func (t *Type) Delete(w Writer, id ID) error {
	row, err := w.Row(t, id)
	if err != nil {
		return err
	}
	doomed, err := t.withUnder(w, row, nil)
	if err != nil {
		return err
	}
	for _, d := range doomed {
		if err := d.Type.unreferred(w, d, doomed); err != nil {
			return err
		}
	}
	return t.remove(w, id, false)
}

// withUnder appends a record and all that stands under it.
func (t *Type) withUnder(w Writer, row *Row, all []*Row) ([]*Row, error) {
	all = append(all, row)
	err := t.eachUnder(w, row.ID, func(child *Row) (err error) {
		all, err = child.Type.withUnder(w, child, all)
		return err
	})
	return all, err
}

// eachUnder visits the records right under one.
func (t *Type) eachUnder(w Writer, id ID, visit func(*Row) error) error {
	if t.catalog == nil {
		return nil
	}
	for _, child := range t.catalog.Types {
		if child.Parent != t {
			continue
		}
		rows, err := w.Children(child, id)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := visit(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *Type) remove(w Writer, id ID, cascade bool) error {
	row, err := w.Row(t, id)
	if err != nil {
		return err
	}
	if err := t.eachUnder(w, id, func(child *Row) error { return child.Type.remove(w, child.ID, true) }); err != nil {
		return err
	}
	if !cascade { // the whole chain goes with what it stands under
		if err := t.unchain(w, row); err != nil {
			return err
		}
	}
	if err := w.Delete(row); err != nil {
		return err
	}
	v := t.new()
	deleter, ok := v.(Deleter)
	if !ok {
		return nil
	}
	if err := decode(row, v); err != nil {
		return err
	}
	rules := &Rules{Writer: w, ID: id, Before: row, Cascade: cascade}
	if err := deleter.Deleted(rules); err != nil {
		return err
	}
	return rules.outcome()
}
