package apitest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/kind"
)

// suggestions are what the house offers for a new record of a kind.
type suggestions struct {
	defaults map[string]any
	fields   []string // that have options, in order
	options  map[string][]any
	hints    map[string]any
	today    string
}

// suggestions asks for /defaults and /metadata beside a list, as far as there
// are.
func (w *Walk) suggestions(t *testing.T, k *kind.Type, path string) *suggestions {
	t.Helper()
	s := &suggestions{options: map[string][]any{}, hints: w.Hints[k], today: "2024-07-01"}
	if w.has(http.MethodGet, path+"/defaults") != nil {
		h := w.call(t, http.MethodGet, path+"/defaults", nil, "")
		if h.status != http.StatusOK {
			t.Fatalf("GET %s/defaults: status %d\n%s", path, h.status, h.body)
		}
		s.defaults, _ = h.must(t, "content").(map[string]any)
	}
	if w.has(http.MethodGet, path+"/metadata") == nil {
		return s
	}
	h := w.call(t, http.MethodGet, path+"/metadata", nil, "")
	if h.status != http.StatusOK {
		t.Fatalf("GET %s/metadata: status %d\n%s", path, h.status, h.body)
	}
	rows, _ := h.must(t, "_embedded").([]any)
	for _, row := range rows {
		of := row.(map[string]any)
		field := of["field"].(string)
		s.fields = append(s.fields, field)
		s.options[field], _ = of["options"].([]any)
	}
	return s
}

// choices are the fields that have options.
func (s *suggestions) choices() []string { return s.fields }

// body makes a new record: the defaults, for a field with options the first of
// them or the one chosen, and for what else is required something plausible.
// What may be null is, unless everything is to be filled in.
func (s *suggestions) body(k *kind.Type, choose map[string]int, everything bool) map[string]any {
	return s.object(k.Fields, "", s.defaults, choose, everything)
}

func (s *suggestions) object(f *kind.Field, path string, defaults map[string]any, choose map[string]int, everything bool) map[string]any {
	body := map[string]any{}
	for _, m := range f.Members {
		if m.ReadOnly {
			continue
		}
		at := strings.TrimPrefix(path+"."+m.Name, ".")
		if hint, ok := s.hints[at]; ok {
			body[m.Name] = hint
			continue
		}
		body[m.Name] = s.member(m, at, defaults[m.Name], choose, everything)
	}
	return body
}

func (s *suggestions) member(m *kind.Field, path string, standard any, choose map[string]int, everything bool) any {
	of := m
	if m.Form == kind.Array {
		of = m.Elem
	}
	field := m.Name
	if _, byPath := s.options[path]; byPath {
		field = path
	}
	n, chosen := choose[field]
	options := s.options[field]
	switch {
	case of.Code != "" || of.Ref != "" || of.Options != "":
		switch {
		case standard != nil && !chosen && !empty(standard):
			return standard
		case m.Nullable && !everything && !chosen, len(options) == 0:
			return nothing(m)
		case m.Form == kind.Array:
			return []any{options[min(n, len(options)-1)]}
		}
		return options[min(n, len(options)-1)]
	case m.Form == kind.Object:
		inner, _ := standard.(map[string]any)
		if m.Nullable && inner == nil && !everything && !chooses(m, choose) {
			return nil
		}
		return s.object(m, path, inner, choose, everything)
	case standard != nil && !empty(standard):
		return standard
	case m.Nullable && !everything:
		return nil
	case m.Form == kind.Array:
		if !everything && !chooses(m.Elem, choose) {
			return []any{}
		}
		if of.Form == kind.Object {
			return []any{s.object(of, path, nil, choose, everything)}
		}
		return []any{s.scalar(of)}
	}
	return s.scalar(m)
}

// chooses says whether one of the fields inside is chosen.
func chooses(f *kind.Field, choose map[string]int) bool {
	return slices.ContainsFunc(f.Members, func(m *kind.Field) bool {
		_, chosen := choose[m.Name]
		_, byPath := choose[m.Path]
		return chosen || byPath || chooses(m, choose)
	})
}

func empty(value any) bool {
	all, ok := value.([]any)
	return ok && len(all) == 0
}

func nothing(m *kind.Field) any {
	if m.Form == kind.Array && !m.Nullable {
		return []any{}
	}
	return nil
}

// sound are texts that pass the named checks.
var sound = map[string]string{
	"email": "someone@payglot.example", "phone": "030-1234567", "url": "https://payglot.example", "bsn": "123456782",
	"iban": "NL91ABNA0417164300", "sepa iban": "NL91ABNA0417164300", "bic": "ABNANL2A", "license plate": "GP-586-D", "payroll tax number": "123456782L01", "password": "Abcdefgh-123",
}

// scalar is something plausible.
func (s *suggestions) scalar(f *kind.Field) any {
	switch f.Form {
	case kind.Boolean:
		return false
	case kind.Date:
		if f.Name == "dateOfBirth" {
			return "1990-05-17"
		}
		return s.today
	case kind.Instant:
		return s.today + "T10:00:00Z"
	case kind.UUID:
		return "5a1d0a3e-0000-4000-8000-0123456789ab"
	case kind.Integer, kind.Decimal:
		if f.Min != nil && f.Min.Sign() > 0 {
			return json.Number(f.Min.String())
		}
		return json.Number("1")
	}
	switch {
	case len(f.OneOf) > 0:
		return f.OneOf[0]
	case f.Check != "":
		return sound[f.Check]
	}
	word := "Walker " + f.Name
	if f.MaxLen > 0 && len(word) > f.MaxLen {
		word = word[len(word)-f.MaxLen:]
	}
	return word + strings.Repeat("x", max(0, f.MinLen-len(word)))
}

// echoes wants an answer to have what was sent: every member, of a code or
// reference the key.
func echoes(t *testing.T, sent, got any, path string) {
	t.Helper()
	switch sent := sent.(type) {
	case map[string]any:
		in, ok := got.(map[string]any)
		if !ok {
			t.Errorf("%s was sent as an object and is %v", path, got)
			return
		}
		for _, key := range []string{"key", "id"} {
			if sent[key] != nil && path != "" {
				echoes(t, sent[key], in[key], path+"."+key)
				return
			}
		}
		for name, value := range sent {
			echoes(t, value, in[name], strings.TrimPrefix(path+"."+name, "."))
		}
	case []any:
		in, ok := got.([]any)
		if !ok || len(in) != len(sent) {
			t.Errorf("%s was sent with %d elements and is %v", path, len(sent), got)
			return
		}
		for i := range sent {
			echoes(t, sent[i], in[i], fmt.Sprintf("%s[%d]", path, i))
		}
	default:
		if plain(sent) != plain(got) && !sameNumber(sent, got) {
			t.Errorf("%s was sent as %v and is %v", path, sent, got)
		}
	}
}

// sameNumber says that two numbers are one, whatever zeros end them.
func sameNumber(a, b any) bool {
	x, ok := a.(json.Number)
	y, also := b.(json.Number)
	if !ok || !also {
		return false
	}
	v, err := x.Float64()
	u, wrong := y.Float64()
	return err == nil && wrong == nil && v == u
}

// must finds what has to be in an answer.
func (h *reply) must(t *testing.T, path string) any {
	t.Helper()
	value, ok := h.at(path)
	if !ok {
		t.Fatalf("the answer (status %d) has no %s\n%s", h.status, path, h.body)
	}
	return value
}
