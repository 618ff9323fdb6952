package kind

import (
	"fmt"

	"github.com/go-json-experiment/json"
)

// Refers visits the records that a stored body points to, with the name of
// their kind and the path of the field. What is open is not part of the
// record, and left out.
func (t *Type) Refers(body []byte, visit func(path, kindName string, id ID) error) error {
	if len(t.references) == 0 {
		return nil
	}
	var value map[string]any
	if err := json.Unmarshal(body, &value); err != nil {
		return fmt.Errorf("%s: stored body: %w", t.Name, err)
	}
	return refers(t.Fields, value, visit)
}

func refers(f *Field, object map[string]any, visit func(path, kindName string, id ID) error) error {
	for _, m := range f.Members {
		all := []any{object[m.Name]}
		of := m
		if m.Form == Array {
			all, _ = object[m.Name].([]any)
			of = m.Elem
		}
		for _, one := range all {
			inner, ok := one.(map[string]any)
			if !ok {
				continue
			}
			if err := refersOne(of, inner, visit); err != nil {
				return err
			}
		}
	}
	return nil
}

func refersOne(f *Field, object map[string]any, visit func(path, kindName string, id ID) error) error {
	if f.Ref == "" {
		return refers(f, object, visit)
	}
	if f.Open {
		return nil
	}
	text, _ := object[f.key.Name].(string)
	id, err := ParseID(text)
	if err != nil {
		return fmt.Errorf("%s: %w", f.Path, err)
	}
	return visit(f.Path, f.Ref, id)
}
