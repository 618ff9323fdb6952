package kind

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/go-json-experiment/json"
)

// Get reads a record. It answers [ErrNotFound] when there is none.
func (k Kind[T]) Get(r Reader, id ID) (*T, error) {
	v := new(T)
	if err := k.Type.get(r, id, v); err != nil {
		return nil, err
	}
	return v, nil
}

func (t *Type) get(r Reader, id ID, v any) error {
	row, err := r.Row(t, id)
	if err != nil {
		return err
	}
	return decode(row, v)
}

// Value decodes a stored record.
func (k Kind[T]) Value(row *Row) (*T, error) {
	v := new(T)
	return v, decode(row, v)
}

// Children reads the records under a parent, by start and then by age.
func (k Kind[T]) Children(r Reader, parent ID) ([]*T, error) {
	rows, err := r.Children(k.Type, parent)
	if err != nil {
		return nil, err
	}
	values := make([]*T, len(rows))
	for i, row := range rows {
		if values[i], err = k.Value(row); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// Create saves a new record under a parent and gives its id. A facet takes
// the id of its parent.
func (k Kind[T]) Create(w Writer, parent ID, v *T) (ID, error) {
	return k.Type.create(w, ID{}, parent, v)
}

// CreateAs is Create with an id that is already known.
func (k Kind[T]) CreateAs(w Writer, id, parent ID, v *T) error {
	_, err := k.Type.create(w, id, parent, v)
	return err
}

// Replace saves a record anew. What v says is kept, read-only fields too.
func (k Kind[T]) Replace(w Writer, id ID, v *T) error { return k.Type.replaceByID(w, id, v) }

func (t *Type) replaceByID(w Writer, id ID, v any) error {
	before, err := w.Row(t, id)
	if err != nil {
		return err
	}
	return t.replace(w, before, v)
}

// Put creates or replaces the record with this id.
func (k Kind[T]) Put(w Writer, id, parent ID, v *T) error { return k.Type.put(w, id, parent, v) }

func (t *Type) put(w Writer, id, parent ID, v any) error {
	before, err := w.Row(t, id)
	if errors.Is(err, ErrNotFound) {
		_, err = t.create(w, id, parent, v)
		return err
	}
	if err != nil {
		return err
	}
	return t.replace(w, before, v)
}

// Delete removes a record and what stands under it.
func (k Kind[T]) Delete(w Writer, id ID) error { return k.Type.Delete(w, id) }

// Read checks a body and decodes it, for the input of an action. Its codes
// are filled; its errors are [Problems] and [*SyntaxError].
func (k Kind[T]) Read(r Reader, employer ID, body []byte, v Version) (*T, error) {
	value := new(T)
	if err := k.Type.readInput(r, employer, body, v, value); err != nil {
		return nil, err
	}
	return value, nil
}

func (t *Type) readInput(r Reader, employer ID, body []byte, v Version, value any) error {
	if err := t.decodeBody(r, employer, body, v, nil, value); err != nil {
		return err
	}
	return t.fill(r, employer, value, new(Problems))
}

// CreateFrom saves a new record from a body that a client sent.
func (t *Type) CreateFrom(w Writer, parent ID, body []byte, v Version) (ID, error) {
	id := t.newID(w, ID{}, parent)
	rules, err := t.rules(w, id, parent)
	if err != nil {
		return id, err
	}
	value := t.defaults(rules)
	if err := t.decodeBody(w, rules.Employer(), body, v, nil, value); err != nil {
		return id, err
	}
	return id, t.insert(rules, parent, value)
}

// ReplaceFrom saves a record anew from a body that a client sent: members
// that aren't the client's to set stay as they are.
func (t *Type) ReplaceFrom(w Writer, id ID, body []byte, v Version) error {
	before, err := w.Row(t, id)
	if err != nil {
		return err
	}
	old, value := t.new(), t.new()
	if err := decode(before, old); err != nil {
		return err
	}
	saving := &Rules{Writer: w, ID: id, Before: before}
	if err := t.decodeBody(saving, before.Employer, body, v, old, value); err != nil {
		return err
	}
	return t.replace(w, before, value)
}

// Defaults is a new value of the kind under a parent as a client would find
// it before filling it in: what has no default is null.
func (t *Type) Defaults(w Writer, parent ID) ([]byte, error) {
	rules, err := t.rules(w, ID{}, parent)
	if err != nil {
		return nil, err
	}
	return t.draft(w, rules.Employer(), t.defaults(rules))
}

// Draft is a value that isn't saved as a client would find it before filling
// in the rest: what isn't set is null.
func (k Kind[T]) Draft(r Reader, employer ID, v *T) ([]byte, error) {
	return k.Type.draft(r, employer, v)
}

func (t *Type) draft(r Reader, employer ID, v any) ([]byte, error) {
	if err := t.fill(r, employer, v, new(Problems)); err != nil {
		return nil, err
	}
	body, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("%s: encode: %w", t.Name, err)
	}
	return blank(t.Fields, body), nil
}

// Blank is the kind's body with its defaults and nothing else, for a type
// without a place.
func (t *Type) Blank(w Writer) ([]byte, error) {
	body, err := json.Marshal(t.defaults(&Rules{Writer: w}))
	if err != nil {
		return nil, fmt.Errorf("%s: encode: %w", t.Name, err)
	}
	return blank(t.Fields, body), nil
}

// blank puts null for the Go zero values of an encoded object; a boolean is
// false by default, and what could be null and isn't was chosen.
func blank(f *Field, body []byte) []byte {
	out := []byte{'{'}
	for i, m := range f.Members {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(append(out, '"'), m.Name...), '"', ':')
		value := Member(body, m.Name)
		switch {
		case m.Nullable && m.Form != Object, m.Nullable && m.key != nil:
		case m.key != nil && m.Form == Object && zeroJSON(Member(value, m.key.Name)), m.Form != Boolean && zeroJSON(value):
			value = []byte("null")
		case m.Form == Object && value[0] == '{':
			value = blank(m, value)
		}
		out = append(out, value...)
	}
	return append(out, '}')
}

func zeroJSON(raw []byte) bool {
	switch string(raw) {
	case "", "null", `""`, "0", `"0001-01-01T00:00:00Z"`, `"00000000-0000-0000-0000-000000000000"`:
		return true
	}
	return false
}

func (t *Type) new() any { return reflect.New(t.goType).Interface() }

func (t *Type) newID(w Writer, id, parent ID) ID {
	switch {
	case t.Facet:
		return parent
	case id.IsZero():
		return w.NewID()
	}
	return id
}

func (t *Type) rules(w Writer, id, parent ID) (*Rules, error) {
	rules := &Rules{Writer: w, ID: id}
	if t.Parent == nil {
		return rules, nil
	}
	var err error
	rules.Parent, err = w.Row(t.Parent, parent)
	return rules, err
}

func (t *Type) defaults(rules *Rules) any {
	v := t.new()
	if d, ok := v.(Defaulter); ok {
		d.Defaults(rules)
	}
	return v
}

func (t *Type) create(w Writer, id, parent ID, v any) (ID, error) {
	id = t.newID(w, id, parent)
	rules, err := t.rules(w, id, parent)
	if err != nil {
		return id, err
	}
	return id, t.insert(rules, parent, v)
}

func (t *Type) insert(rules *Rules, parent ID, v any) error {
	row := &Row{Type: t, ID: rules.ID, Parent: parent, Employer: employerUnder(rules.Parent)}
	if t.scope {
		row.Employer = row.ID
	}
	if err := t.finish(rules, row, v); err != nil {
		return err
	}
	if err := rules.Insert(row); err != nil {
		return err
	}
	return saved(rules, v)
}

func (t *Type) replace(w Writer, before *Row, v any) error {
	rules := &Rules{Writer: w, ID: before.ID, Before: before}
	if t.Parent != nil {
		parent, err := w.Row(t.Parent, before.Parent)
		if err != nil {
			return err
		}
		rules.Parent = parent
	}
	row := &Row{Type: t, ID: before.ID, Parent: before.Parent, Employer: before.Employer}
	if err := t.finish(rules, row, v); err != nil {
		return err
	}
	if bytes.Equal(row.Body, before.Body) {
		return nil
	}
	if err := w.Update(row); err != nil {
		return err
	}
	if err := t.relabel(w, row); err != nil {
		return err
	}
	return saved(rules, v)
}

// finish makes a value ready for storing and its row complete.
func (t *Type) finish(rules *Rules, row *Row, v any) error {
	t.setKey(v, row.ID)
	if err := t.fill(rules, row.Employer, v, &rules.problems); err != nil {
		return err
	}
	if c, ok := v.(Computer); ok {
		c.Compute(rules)
	}
	if c, ok := v.(Checker); ok {
		c.Check(rules)
	}
	if err := t.chain(rules, row, v); err != nil {
		return err
	}
	if err := rules.outcome(); err != nil {
		return err
	}
	return t.encode(row, v)
}

func (t *Type) encode(row *Row, v any) error {
	t.inUTC(v)
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("%s: encode: %w", t.Name, err)
	}
	row.Body = body
	row.Starts, row.Ends = t.span(v)
	return nil
}

// inUTC gives the instants of a value one zone, so that their texts compare.
func (t *Type) inUTC(v any) {
	for _, f := range t.instants {
		at, ok := t.reach(reflect.ValueOf(v).Elem(), f)
		if !ok || at.Kind() == reflect.Pointer && at.IsNil() {
			continue
		}
		utc := reflect.Indirect(at).Interface().(time.Time).UTC()
		if at.Kind() == reflect.Pointer {
			at.Set(reflect.ValueOf(&utc))
		} else {
			at.Set(reflect.ValueOf(utc))
		}
	}
}

func saved(rules *Rules, v any) error {
	s, ok := v.(Saver)
	if !ok {
		return nil
	}
	if err := s.Saved(rules); err != nil {
		return err
	}
	return rules.outcome()
}

func decode(row *Row, v any) error {
	if err := json.Unmarshal(row.Body, v); err != nil {
		return fmt.Errorf("%s %v: stored body: %w", row.Type.Name, row.ID, err)
	}
	return nil
}

func (t *Type) setKey(v any, id ID) {
	if f := t.Fields.At(t.Key); f != nil && f.Form == UUID {
		reflect.ValueOf(v).Elem().FieldByIndex(f.index).Set(reflect.ValueOf(id))
	}
}

func employerUnder(parent *Row) ID {
	if parent == nil {
		return ID{}
	}
	return parent.Employer
}

// keep copies the members that kept chooses from the old value to the new.
func keep(f *Field, from, to reflect.Value, kept func(*Field) bool) {
	for _, m := range f.Members {
		a, b := from.FieldByIndex(m.index), to.FieldByIndex(m.index)
		if kept(m) {
			b.Set(a)
			continue
		}
		if m.Form != Object || m.Code != "" || m.Ref != "" {
			continue
		}
		if m.Nullable {
			if a.IsNil() || b.IsNil() {
				continue
			}
			a, b = a.Elem(), b.Elem()
		}
		keep(m, a, b, kept)
	}
}
