package kind

import (
	"bytes"
	"errors"
	"reflect"

	"github.com/payglot/payglot/cal"
)

// chain keeps the date chain that a value is part of: it notes what breaks
// it, closes the neighbour, and gives the value the end that follows.
func (t *Type) chain(rules *Rules, row *Row, v any) error {
	if t.ends == nil || t.starts == nil {
		return nil
	}
	starts, ends := t.span(v)
	link := cal.Link[ID]{Key: row.ID, Period: cal.Period{Start: starts, End: ends}}
	if t.Chain == NoChain {
		if !ends.IsZero() && ends.Before(starts) {
			rules.Problem(t.ends.Path, CodePeriod, "is before %s", t.starts.Path)
		}
		return nil
	}
	probe := &Row{Type: t}
	if err := t.encode(probe, v); err != nil {
		return err
	}
	chain, rows, err := t.neighbours(rules, row.Parent, probe.Body)
	if err != nil {
		return err
	}
	move, stays := chain.Insert, rows[row.ID] != nil
	switch {
	case stays:
		move = chain.Move
	case rules.splits:
		move = chain.Split
	}
	kept, changed, err := move(link)
	var broken *cal.ChainError
	if errors.As(err, &broken) {
		rules.Problem(t.starts.Path, CodeChain, "%s", broken.Error())
		return nil
	}
	if err != nil {
		return err
	}
	t.setEnd(v, kept.End)
	if len(rules.problems) > 0 {
		return nil
	}
	if rules.Before != nil && !stays { // it leaves the chain of another context
		if err := t.unchain(rules, rules.Before); err != nil {
			return err
		}
	}
	return t.saveLinks(rules, rows, changed)
}

// HoldFrom has a value of a chain hold from its start until the next link
// starts, wherever in the chain that is: it replaces the link that starts on
// that day, or splits the one that holds then. It gives the link's id.
func (k Kind[T]) HoldFrom(w Writer, parent ID, v *T) (ID, error) {
	return k.Type.holdFrom(w, parent, v)
}

func (t *Type) holdFrom(w Writer, parent ID, v any) (ID, error) {
	starts, _ := t.span(v)
	probe := &Row{Type: t}
	if err := t.encode(probe, v); err != nil {
		return ID{}, err
	}
	chain, rows, err := t.neighbours(w, parent, probe.Body)
	if err != nil {
		return ID{}, err
	}
	for _, link := range chain.Links {
		if link.Start == starts {
			t.setEnd(v, link.End)
			return link.Key, t.replace(w, rows[link.Key], v)
		}
	}
	id := w.NewID()
	rules, err := t.rules(w, id, parent)
	if err != nil {
		return id, err
	}
	rules.splits = true
	return id, t.insert(rules, parent, v)
}

// Respan gives a stored record other days on which it holds; a zero end is
// open. It is saved as any change is, with its rules and its chain.
func (t *Type) Respan(w Writer, id ID, starts, ends cal.Date) error {
	row, err := w.Row(t, id)
	if err != nil {
		return err
	}
	v := t.new()
	if err := decode(row, v); err != nil {
		return err
	}
	if at, ok := t.reach(reflect.ValueOf(v).Elem(), t.starts); ok {
		at.Set(reflect.ValueOf(starts))
	}
	t.setEnd(v, ends)
	return t.replace(w, row, v)
}

// unchain closes the gap that a removed record leaves in a linked chain.
func (t *Type) unchain(w Writer, row *Row) error {
	if t.Chain == NoChain {
		return nil
	}
	chain, rows, err := t.neighbours(w, row.Parent, row.Body)
	if err != nil {
		return err
	}
	changed, err := chain.Remove(row.ID)
	if err != nil {
		return err
	}
	return t.saveLinks(w, rows, changed)
}

// neighbours are the stored records under a parent that exclude each other in
// time with one of this body.
func (t *Type) neighbours(r Reader, parent ID, body []byte) (cal.Chain[ID], map[ID]*Row, error) {
	chain := cal.Chain[ID]{}
	if t.Chain == LinkedChain {
		chain.Rule = cal.Linked
	}
	siblings, err := r.Children(t, parent)
	if err != nil {
		return chain, nil, err
	}
	rows := map[ID]*Row{}
	for _, s := range siblings {
		if !t.sameContext(s.Body, body) {
			continue
		}
		rows[s.ID] = s
		chain.Links = append(chain.Links, cal.Link[ID]{Key: s.ID, Period: s.Period()})
	}
	return chain, rows, nil
}

func (t *Type) sameContext(a, b []byte) bool {
	for _, path := range t.ChainBy {
		if !bytes.Equal(Member(a, path), Member(b, path)) {
			return false
		}
	}
	return true
}

func (t *Type) saveLinks(w Writer, rows map[ID]*Row, changed []cal.Link[ID]) error {
	for _, link := range changed {
		row := *rows[link.Key]
		v := t.new()
		if err := decode(&row, v); err != nil {
			return err
		}
		t.setEnd(v, link.End)
		if err := t.encode(&row, v); err != nil {
			return err
		}
		if err := w.Update(&row); err != nil {
			return err
		}
	}
	return nil
}

// span reads the days that bound a value's validity; zero is open.
func (t *Type) span(v any) (starts, ends cal.Date) {
	return t.day(v, t.starts), t.day(v, t.ends)
}

func (t *Type) day(v any, f *Field) cal.Date {
	if f == nil {
		return cal.Date{}
	}
	at, ok := t.reach(reflect.ValueOf(v).Elem(), f)
	if !ok {
		return cal.Date{}
	}
	if at.Kind() == reflect.Pointer {
		if at.IsNil() {
			return cal.Date{}
		}
		at = at.Elem()
	}
	return at.Interface().(cal.Date)
}

// reach finds the Go value of a field; false when an object above it is null.
func (t *Type) reach(v reflect.Value, f *Field) (reflect.Value, bool) {
	above := t.Fields
	for _, name := range f.Steps() {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return v, false
			}
			v = v.Elem()
		}
		above = above.At(name)
		v = v.FieldByIndex(above.index)
	}
	return v, true
}

// setEnd gives a value of a chain its last day; zero is open.
func (t *Type) setEnd(v any, end cal.Date) {
	at, ok := t.reach(reflect.ValueOf(v).Elem(), t.ends)
	if !ok {
		return
	}
	if end.IsZero() {
		at.SetZero()
		return
	}
	at.Set(reflect.ValueOf(&end))
}
