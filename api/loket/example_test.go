package loket_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
)

// bodies makes bodies that look right, with the references of one estate.
type bodies struct {
	ids map[string]string // of records, by the name of their kind
	// all fills in what may be left out, too.
	all bool
}

// texts pass the named checks.
var texts = map[string]string{
	"email": "somebody@payglot.example", "url": "https://payglot.example/", "phone": "0301234567", "iban": "NL91ABNA0417164300", "sepa iban": "NL91ABNA0417164300", "bic": "ABNANL2A", "license plate": "GP-586-D",
	"bsn": "123456782", "password": "Abcdefgh-123", "postcode": "3511 AB",
}

// of is a body of a shape, as JSON.
func (b bodies) of(t testing.TB, f *kind.Field) string {
	t.Helper()
	text, err := json.Marshal(b.value(f))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (b bodies) value(f *kind.Field) any {
	switch f.Form {
	case kind.Object:
		return b.object(f)
	case kind.Array:
		if !b.all {
			return []any{}
		}
		return []any{b.value(f.Elem)}
	case kind.Integer, kind.Decimal:
		if f.Min != nil && f.Min.Sign() > 0 {
			return json.Number(f.Min.String())
		}
		return 1
	case kind.Boolean:
		return false
	case kind.Date:
		return "2024-06-03"
	case kind.Instant:
		return "2024-06-03T10:00:00Z"
	case kind.UUID:
		return "5a1d0a3e-0000-4000-8000-0123456789ab"
	}
	return text(f)
}

func text(f *kind.Field) string {
	switch {
	case len(f.OneOf) > 0:
		return f.OneOf[0]
	case texts[f.Check] != "":
		return texts[f.Check]
	}
	return strings.Repeat("x", max(1, f.MinLen))
}

func (b bodies) object(f *kind.Field) any {
	switch {
	case f.Ref != "" && !f.Open:
		return map[string]any{f.Key().Name: b.ids[f.Ref]}
	case f.Code != "":
		entries, known := record.Catalog.Codes().Entries(f.Code)
		if known {
			return map[string]any{f.Key().Name: json.Number(entries[0].Key)}
		}
	}
	members := map[string]any{}
	for _, m := range f.Members {
		if m.ReadOnly || !b.all && (m.Nullable || m.Optional) {
			continue
		}
		members[m.Name] = b.value(m)
	}
	return members
}

// labels are all entries of the code lists that kinds use.
func labels() []byte {
	var all []byte
	var walk func(f *kind.Field)
	walk = func(f *kind.Field) {
		if f == nil {
			return
		}
		entries, _ := record.Catalog.Codes().Entries(f.Code)
		for _, e := range entries {
			all = append(all, e.JSON...)
		}
		walk(f.Elem)
		for _, m := range f.Members {
			walk(m)
		}
	}
	for _, k := range record.All {
		walk(k.Fields)
	}
	return all
}

// references are the paths of the fields that point to a record of the
// employer, with the kind that they point to.
func references(f *kind.Field) map[string]string {
	found := map[string]string{}
	var walk func(f *kind.Field)
	walk = func(f *kind.Field) {
		if f == nil || f.ReadOnly {
			return
		}
		if f.Ref != "" && !f.Open {
			found[f.Path] = f.Ref
			return
		}
		walk(f.Elem)
		for _, m := range f.Members {
			walk(m)
		}
	}
	walk(f)
	return found
}
