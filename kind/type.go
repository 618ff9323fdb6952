package kind

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/payglot/payglot/cal"
)

// Chain is how the records of one kind under one parent may follow each other
// in time.
type Chain uint8

const (
	NoChain     Chain = iota
	BrokenChain       // no overlap, gaps allowed
	LinkedChain       // no overlap, no gaps; each ends the day before the next starts
)

// Type is one kind of resource, without its Go type.
type Type struct {
	// Name is unique among kinds, singular, lower case.
	Name string
	// Path is the last literal of the path of its list.
	Path string
	// Parent is the kind its records belong to; nil for a root.
	Parent *Type
	// Facet kinds add to the parent's record under the parent's own id.
	Facet bool
	// Unlogged kinds are machine state such as tokens: no change log.
	Unlogged bool
	// Apart kinds are machine state that is found by its id alone, and kept
	// where that is cheap: no parent, no lists, no change log.
	Apart bool
	// Key is the member that carries the id.
	Key string
	// Fields is the root object.
	Fields *Field
	// Chain keeps the records under one parent apart in time, within those
	// that agree on the fields ChainBy.
	Chain   Chain
	ChainBy []string
	// Versions of the wire form, newest first; never empty.
	Versions []Version
	// Indexed are whole numbers by which an employer's records are looked up
	// and listed so often that the store keeps them in order.
	Indexed []*Field

	goType     reflect.Type
	starts     *Field
	ends       *Field
	spanPaths  [2]string
	scope      bool // its records are employers: the tenants of the record
	catalog    *Catalog
	indexPaths []string
	references []*Field // fields with a Ref, at any depth
	instants   []*Field // outside arrays
}

// Kind is the typed key of a kind: record.Wages is a Kind[record.Wage].
type Kind[T any] struct{ Type *Type }

// Option says more about a kind.
type Option func(*Type)

// Under gives the parent kind.
func Under(parent *Type) Option { return func(t *Type) { t.Parent = parent } }

// AsFacet makes the kind a facet of its parent.
func AsFacet() Option { return func(t *Type) { t.Facet = true } }

// Unlogged leaves the kind out of the change log.
func Unlogged() Option { return func(t *Type) { t.Unlogged = true } }

// Apart keeps the kind's records in a place of their own, where they are found
// by their ids and no other way.
func Apart() Option { return func(t *Type) { t.Unlogged, t.Apart = true, true } }

// KeyedBy names the member that carries the id, where it isn't "id".
func KeyedBy(member string) Option { return func(t *Type) { t.Key = member } }

// Chained gives the date chain, kept per context of the fields by.
func Chained(c Chain, by ...string) Option {
	return func(t *Type) { t.Chain, t.ChainBy = c, by }
}

// IndexedBy has the store keep an employer's records in the order of a whole
// number, for lists that go by it.
func IndexedBy(path string) Option {
	return func(t *Type) { t.indexPaths = append(t.indexPaths, path) }
}

// Spanning names the fields of start and end where they aren't startDate and
// endDate.
func Spanning(start, end string) Option {
	return func(t *Type) { t.spanPaths = [2]string{start, end} }
}

// Tenant marks the kind whose records are employers: what stands under one
// belongs to it.
func Tenant() Option { return func(t *Type) { t.scope = true } }

// Of reads the struct T and makes it a kind. It panics on what it doesn't
// understand.
func Of[T any](name, path string, opts ...Option) Kind[T] {
	t := &Type{Name: name, Path: path, Key: "id", goType: reflect.TypeFor[T]()}
	for _, o := range opts {
		o(t)
	}
	t.read()
	return Kind[T]{t}
}

// Shape makes a type without a place, for the input of an action and the
// answer of a document. Its values are checked like a kind's, never stored.
func Shape[T any]() Kind[T] {
	t := &Type{Name: reflect.TypeFor[T]().Name(), goType: reflect.TypeFor[T]()}
	t.read()
	return Kind[T]{t}
}

func (t *Type) read() {
	if t.goType.Kind() != reflect.Struct {
		t.panicf("%v is not a struct", t.goType)
	}
	t.Fields = readObject(t, t.goType, "")
	t.Fields.walk(func(f *Field) {
		if f.Ref != "" {
			t.references = append(t.references, f)
		}
		if f.Form == Instant && t.Fields.At(f.Path) == f {
			t.instants = append(t.instants, f)
		}
	})
	if len(t.Versions) == 0 {
		t.Versions = []Version{{Date: FirstVersion}}
	}
	for i, v := range t.Versions {
		for _, path := range v.Without {
			if t.Fields.At(path) == nil {
				t.panicf("version %v leaves out %q, which it doesn't have", v.Date, path)
			}
		}
		t.Versions[i].mask = NewMask(nil, v.Without)
	}
	t.readSpan()
	for _, path := range t.indexPaths {
		f := t.Fields.At(path)
		if f == nil || f.Form != Integer {
			t.panicf("it is indexed by %q, which is no whole number of its", path)
		}
		t.Indexed = append(t.Indexed, f)
	}
	if t.Apart && (t.Parent != nil || t.Path != "" || t.Chain != NoChain) {
		t.panicf("what is kept apart has no place among the records")
	}
	for _, path := range t.ChainBy {
		if t.Fields.At(path) == nil {
			t.panicf("its chain is kept by %q, which it doesn't have", path)
		}
	}
}

func (t *Type) readSpan() {
	if t.spanPaths[0] == "" {
		t.spanPaths = [2]string{"startDate", "endDate"}
	}
	t.starts, t.ends = t.Fields.At(t.spanPaths[0]), t.Fields.At(t.spanPaths[1])
	for _, f := range []*Field{t.starts, t.ends} {
		if f != nil && f.Form != Date {
			t.panicf("%s: bounds its validity but is no cal.Date", f.Path)
		}
	}
	if t.Chain != NoChain && (t.starts == nil || t.ends == nil || !t.ends.Nullable) {
		t.panicf("a date chain needs a start and a nullable end")
	}
}

func (t *Type) panicf(format string, args ...any) {
	panic(fmt.Sprintf("kind %s (%v): %s", t.Name, t.goType, fmt.Sprintf(format, args...)))
}

// Place is the path of the kind's records: "/providers/employers/departments".
// A record is at Place/{id}, a list at the parent's Place/{parent id}/Path.
func (t *Type) Place() string {
	if t.Parent == nil {
		return "/" + t.Path
	}
	return t.Parent.Place() + "/" + t.Path
}

// Fold gives a field without regard to letter case in its dotted path, nil
// when there is none.
func (t *Type) Fold(path string) *Field { return t.Fields.find(path, strings.EqualFold) }

// Catalog is a table of kinds that know each other, with their code lists.
type Catalog struct {
	Types     []*Type
	codes     Codes
	byName    map[string]*Type
	referrers map[*Type][]*Type
}

// Codes is where the entries of code lists come from.
type Codes interface {
	// Lookup finds the entry of a list by its key.
	Lookup(list, key string) (Entry, bool)
	// Entries gives a whole list in order; false when there is no such list.
	Entries(list string) ([]Entry, bool)
}

// Entry is one option of a code list.
type Entry struct {
	Key string
	// By is the context it belongs to, such as the pay scale of a pay grade;
	// empty when it always applies.
	By string
	// JSON is the object as the wire shows it: key, value and what else.
	JSON []byte
}

// NewCatalog joins kinds to a table. It panics when one refers to a code list
// or a kind that isn't there.
func NewCatalog(codes Codes, types ...*Type) *Catalog {
	c := &Catalog{Types: types, codes: codes, byName: map[string]*Type{}, referrers: map[*Type][]*Type{}}
	for _, t := range types {
		if c.byName[t.Name] != nil {
			t.panicf("is in the table twice")
		}
		c.byName[t.Name], t.catalog = t, c
	}
	for _, t := range types {
		c.Join(t)
	}
	return c
}

// Join lets a type that has no place, such as the input of an action, use the
// catalog's code lists and references.
func (c *Catalog) Join(t *Type) {
	t.catalog = c
	t.Fields.walk(func(f *Field) {
		if f.Code != "" && !f.Open {
			if _, ok := c.codes.Entries(f.Code); !ok {
				t.panicf("%s: there is no code list %q", f.Path, f.Code)
			}
		}
		if f.Ref != "" && !f.Open {
			target := c.byName[f.Ref]
			if target == nil {
				t.panicf("%s: there is no kind %q", f.Path, f.Ref)
			}
			if t.Path != "" && t.Fields.At(f.Path) != f {
				t.panicf("%s: a reference inside an array is not followed", f.Path)
			}
			if !slices.Contains(c.referrers[target], t) { // it may refer by several fields
				c.referrers[target] = append(c.referrers[target], t)
			}
		}
	})
}

// Type finds a kind by its name, nil when there is none.
func (c *Catalog) Type(name string) *Type { return c.byName[name] }

// Codes are the catalog's code lists.
func (c *Catalog) Codes() Codes { return c.codes }

// Catalog is the table that the kind stands in.
func (t *Type) Catalog() *Catalog { return t.catalog }

// FirstVersion is the version of a kind that has had only one.
var FirstVersion = cal.MustNew(2018, 1, 1)

// Span gives the fields that bound a record's validity, nil where the kind
// has none.
func (t *Type) Span() (starts, ends *Field) { return t.starts, t.ends }

// Tenant is the kind whose records are employers, nil when the table has
// none.
func (c *Catalog) Tenant() *Type {
	for _, t := range c.Types {
		if t.scope {
			return t
		}
	}
	return nil
}
