package drift

import (
	"strconv"
	"strings"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// side is a field as one side has it, in a request or an answer.
type side struct {
	field    *kind.Field
	request  bool
	creating bool
	within   bool // an object that a client can't set
}

// fixed says that a client can't set the field: neither itself nor anything
// in it.
func (s side) fixed() bool {
	f := s.field
	if f == nil || s.within || s.held() {
		return true
	}
	if f.Form == kind.Array {
		return s.of(f.Elem).fixed()
	}
	for _, m := range f.Members {
		if !s.of(m).fixed() {
			return false
		}
	}
	return len(f.Members) > 0
}

// held says that the field as a whole is not the client's to set.
func (s side) held() bool { return s.field.ReadOnly || s.field.CreateOnly && !s.creating }

// of is what stands in the field.
func (s side) of(f *kind.Field) side {
	return side{f, s.request, s.creating, s.within || s.field != nil && s.held()}
}

func (s side) member(name string) side {
	for _, m := range s.field.Members {
		if m.Name == name {
			return s.of(m)
		}
	}
	return s.of(nil)
}

// objects compares the members of two objects.
func (c *comparison) objects(path string, ours, theirs side) {
	if ours.field == nil || theirs.field == nil {
		c.differ(path, "body", there(ours.field), there(theirs.field))
		return
	}
	if ours.field.Form == kind.Array && theirs.field.Form == kind.Array {
		c.values("[]", ours.of(ours.field.Elem), theirs.of(theirs.field.Elem))
		return
	}
	for _, m := range ours.field.Members {
		c.members(join(path, m.Name), ours.of(m), theirs.member(m.Name))
	}
	for _, m := range theirs.field.Members {
		if ours.member(m.Name).field == nil {
			c.members(join(path, m.Name), side{}, theirs.of(m))
		}
	}
}

// members compares a field of both sides. In a request a field that the
// client can't set may as well be left out of the description.
func (c *comparison) members(path string, ours, theirs side) {
	if ours.field == nil || theirs.field == nil {
		s := ours
		if s.field == nil {
			s = theirs
		}
		if !s.request || !s.fixed() {
			c.differ(path, "field", there(ours.field), there(theirs.field))
		}
		return
	}
	if ours.request && len(ours.field.Members) == 0 { // of an object its members tell
		c.differ(path, "read-only", strconv.FormatBool(ours.fixed()), strconv.FormatBool(theirs.fixed()))
	}
	c.values(path, ours, theirs)
}

// values compares what two fields can hold. What a client can't set has no
// bounds to keep to, but clients reserve room for a text as it is described.
func (c *comparison) values(path string, ours, theirs side) {
	o, t := ours.field, theirs.field
	c.differ(path, "form", o.Form.String(), t.Form.String())
	if o.Form != t.Form {
		return
	}
	c.differ(path, "nullable", strconv.FormatBool(o.Nullable), strconv.FormatBool(t.Nullable))
	switch o.Form {
	case kind.Object:
		c.objects(path, ours, theirs)
		return
	case kind.Array:
		c.values(path+"[]", ours.of(o.Elem), theirs.of(t.Elem))
		return
	}
	c.differ(path, "longest", number(o.MaxLen, 0), number(t.MaxLen, 0))
	if ours.fixed() && theirs.fixed() {
		return
	}
	c.differ(path, "least", amount(o.Min), amount(t.Min))
	c.differ(path, "most", amount(o.Max), amount(t.Max))
	c.differ(path, "shortest", number(o.MinLen, 0), number(t.MinLen, 0))
	c.differ(path, "decimals", number(o.Scale, -1), number(t.Scale, -1))
	c.differ(path, "options", strings.Join(o.OneOf, "|"), strings.Join(t.OneOf, "|"))
}

func there(f *kind.Field) string {
	if f == nil {
		return "missing"
	}
	return "there"
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func amount(a *money.Amount) string {
	if a == nil {
		return ""
	}
	text := a.String()
	if strings.Contains(text, ".") { // 1.00 is 1
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

func number(n, none int) string {
	if n == none {
		return ""
	}
	return strconv.Itoa(n)
}
