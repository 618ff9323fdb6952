package kind

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"sync"

	"github.com/go-json-experiment/json"
)

// fill completes codes and references by their keys and notes those that
// don't exist.
func (t *Type) fill(r Reader, employer ID, v any, problems *Problems) error {
	if t.catalog == nil {
		return nil
	}
	return t.fillObject(r, employer, t.Fields, reflect.ValueOf(v).Elem(), "", problems)
}

func (t *Type) fillObject(r Reader, employer ID, f *Field, v reflect.Value, path string, problems *Problems) error {
	for _, m := range f.Members {
		if err := t.fillValue(r, employer, m, v.FieldByIndex(m.index), join(path, m.Name), problems); err != nil {
			return err
		}
	}
	return nil
}

func (t *Type) fillValue(r Reader, employer ID, f *Field, v reflect.Value, path string, problems *Problems) error {
	if f.Nullable {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	switch {
	case f.Form == Array && f.Elem.Form == Object:
		for i := range v.Len() {
			if err := t.fillValue(r, employer, f.Elem, v.Index(i), path+"["+strconv.Itoa(i)+"]", problems); err != nil {
				return err
			}
		}
		return nil
	case f.Form != Object, f.Open:
		return nil
	case f.ReadOnly && (f.Code != "" || f.Ref != "") && v.IsZero():
		return nil // not chosen yet; Compute may
	case f.Code != "":
		return t.fillCode(f, v, path, problems)
	case f.Ref != "":
		return t.fillReference(r, employer, f, v, path, problems)
	}
	return t.fillObject(r, employer, f, v, path, problems)
}

func (t *Type) fillCode(f *Field, v reflect.Value, path string, problems *Problems) error {
	key := v.FieldByIndex(f.key.index)
	if label, ok := f.labels.find(key); ok && onlyKey(v, label) {
		v.Set(label)
		return nil
	}
	entry, ok := t.catalog.codes.Lookup(f.Code, fmt.Sprint(key))
	if !ok {
		problems.add(CodeOption, join(path, f.key.Name), "%v is not an option of %s", key, f.Code)
		return nil
	}
	if err := json.Unmarshal(entry.JSON, v.Addr().Interface()); err != nil {
		return fmt.Errorf("code list %s: %w", f.Code, err)
	}
	return f.labels.keep(f, v, entry)
}

// labels remember entries of a code list as values of a field. A list never
// changes while the program runs.
type labels struct{ byKey sync.Map }

func (l *labels) find(key reflect.Value) (reflect.Value, bool) {
	if key.Kind() != reflect.Int {
		return reflect.Value{}, false
	}
	label, ok := l.byKey.Load(key.Int())
	if !ok {
		return reflect.Value{}, false
	}
	return label.(reflect.Value), true
}

// keep remembers an entry, where a copy of its value shares nothing.
func (l *labels) keep(f *Field, v reflect.Value, entry Entry) error {
	key := v.FieldByIndex(f.key.index)
	for i := range v.NumField() {
		if k := v.Field(i).Kind(); k != reflect.String && k != reflect.Int && k != reflect.Bool {
			return nil
		}
	}
	if key.Kind() != reflect.Int {
		return nil
	}
	label := reflect.New(v.Type())
	if err := json.Unmarshal(entry.JSON, label.Interface()); err != nil {
		return fmt.Errorf("code list %s: %w", f.Code, err)
	}
	l.byKey.Store(key.Int(), label.Elem())
	return nil
}

// onlyKey says that a code holds its key and nothing that its label hasn't, so
// that the label can take its place.
func onlyKey(v, label reflect.Value) bool {
	for i := range v.NumField() {
		if m := v.Field(i); !m.IsZero() && !m.Equal(label.Field(i)) {
			return false
		}
	}
	return true
}

func (t *Type) fillReference(r Reader, employer ID, f *Field, v reflect.Value, path string, problems *Problems) error {
	key := v.FieldByIndex(f.key.index)
	id := key.Interface().(ID)
	target, err := r.Row(t.catalog.byName[f.Ref], id)
	if errors.Is(err, ErrNotFound) || err == nil && target.Employer != employer {
		if was := referredBefore(r, path); Text(was, f.key.Name) == id.String() {
			return json.Unmarshal(was, v.Addr().Interface())
		}
		problems.add(CodeReference, join(path, f.key.Name), "refers to no %s of this employer", f.Ref)
		return nil
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(target.Body, v.Addr().Interface()); err != nil {
		return fmt.Errorf("labels of %s %v: %w", f.Ref, id, err)
	}
	key.Set(reflect.ValueOf(id))
	return nil
}

// referredBefore is what a reference was in the record that is saved anew. What
// it refers to may be unknown: the record can be older than its kind is.
func referredBefore(r Reader, path string) []byte {
	rules, saving := r.(*Rules)
	if !saving || rules.Before == nil {
		return nil
	}
	return Member(rules.Before.Body, path)
}

// Label is a reference to a record as the field shows it: the key, and the
// members that it copies from the record's body.
func (f *Field) Label(target *Type, body []byte) []byte {
	out := []byte{'{'}
	for i, m := range f.Members {
		if i > 0 {
			out = append(out, ',')
		}
		from := m.Name
		if m == f.key {
			from = target.Key
		}
		out = append(append(append(out, '"'), m.Name...), '"', ':')
		if value := Member(body, from); value != nil {
			out = append(out, value...)
		} else {
			out = append(out, "null"...)
		}
	}
	return append(out, '}')
}

// relabel refreshes the records that show members of row.
func (t *Type) relabel(w Writer, row *Row) error {
	return t.eachReferrer(w, row, func(referrer *Row) error {
		u := referrer.Type
		v := u.new()
		if err := decode(referrer, v); err != nil {
			return err
		}
		if err := u.fill(w, referrer.Employer, v, new(Problems)); err != nil {
			return err
		}
		fresh := *referrer
		if err := u.encode(&fresh, v); err != nil {
			return err
		}
		if bytes.Equal(fresh.Body, referrer.Body) {
			return nil
		}
		if err := w.Update(&fresh); err != nil {
			return err
		}
		return u.relabel(w, &fresh)
	})
}

// unreferred refuses to remove what a record points to that isn't doomed
// itself.
func (t *Type) unreferred(w Writer, row *Row, doomed []*Row) error {
	return t.eachReferrer(w, row, func(referrer *Row) error {
		if slices.ContainsFunc(doomed, func(d *Row) bool { return d.Type == referrer.Type && d.ID == referrer.ID }) {
			return nil
		}
		return Problems{{Code: CodeReferred, Message: fmt.Sprintf("the %s is in use by a %s", t.Name, referrer.Type.Name)}}
	})
}

func (t *Type) eachReferrer(w Writer, row *Row, visit func(*Row) error) error {
	if t.catalog == nil {
		return nil
	}
	for _, u := range t.catalog.referrers[t] {
		for _, f := range u.references {
			if f.Ref != t.Name || f.Open || u.Path == "" {
				continue
			}
			rows, err := w.Find(u, row.Employer, f.Path+"."+f.key.Name, row.ID.String())
			if err != nil {
				return err
			}
			for _, r := range rows {
				if err := visit(r); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
