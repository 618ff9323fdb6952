package loket

import (
	"net/http"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// The forms of operation that aren't the regular ones of a kind. Each binds an
// operation of the vendor's to what answers it, and says what its bodies look
// like; where the vendor offers /metadata and /defaults beside it, they come
// from its input.

// view binds a list in a wider scope or a narrower shape.
func (t *table) view(path, test string, v *store.View) *rest.Operation {
	return t.listing(path, test, viewFields(v), rest.View(v))
}

// everything binds a list of all that is in reach.
func (t *table) everything(path, test string, v *store.View) *rest.Operation {
	return t.listing(path, test, viewFields(v), rest.Everything(v))
}

// listing binds a list whose rows look like row.
func (t *table) listing(path, test string, row *kind.Field, handle rest.Handler) *rest.Operation {
	return t.shaped(get, path, test, shape{gives: row, list: true}, handle)
}

// collection binds a computed list about the record that the path names; about
// nil is about the caller alone.
func collection[T any](t *table, path, test string, about *kind.Type, row kind.Kind[T], f func(*rest.Call, *store.Tx, *kind.Row) ([]T, error)) *rest.Operation {
	return t.listing(path, test, row.Type.Fields, rest.Collection(about, row, f))
}

// document binds one computed answer, which looks like gives.
func (t *table) document(path, test string, about, gives *kind.Type, f func(*rest.Call, *store.Tx, *kind.Row) (any, error)) *rest.Operation {
	return t.shaped(get, path, test, shape{gives: gives.Fields}, rest.Document(about, f))
}

// download binds bytes that belong to the record that the path names.
func (t *table) download(path, test string, about *kind.Type, f func(*rest.Call, *store.Tx, *kind.Row) (*rest.File, error)) *rest.Operation {
	return t.bind(get, path, test, rest.Download(about, f))
}

// action binds a rule on the record that the path names. gives is what its
// answer looks like, nil when it is empty.
func action[T any](t *table, method, path, test string, about *kind.Type, in kind.Kind[T], gives *kind.Type, do func(*rest.Call, *store.Tx, *kind.Row, *T) (any, error)) *rest.Operation {
	return t.acts(method, path, test, about, in.Type, gives, rest.Action(about, in, do))
}

// acts is action for a handler that is made already.
func (t *table) acts(method, path, test string, about, in, gives *kind.Type, handle rest.Handler) *rest.Operation {
	of := shape{}
	if len(in.Fields.Members) > 0 {
		of.takes = in.Fields
	}
	if gives != nil {
		of.gives = gives.Fields
	}
	o := t.shaped(method, path, test, of, handle)
	t.besideInput(o, about, in)
	return o
}

// arrayAction binds a rule whose body is an array: the input has it as its one
// member.
func arrayAction[T any](t *table, method, path, test string, about *kind.Type, in kind.Kind[T], gives *kind.Type, do func(*rest.Call, *store.Tx, *kind.Row, *T) (any, error)) *rest.Operation {
	o := t.acts(method, path, test, about, in.Type, gives, rest.ArrayAction(about, in, do))
	of := t.shapes[o]
	of.takes = in.Type.Fields.Members[0]
	t.shapes[o] = of
	return o
}

// facet binds what a kind adds to the record that the path names: reading it,
// and writing it where the vendor has that. empty tells what is shown where
// nothing was added; nil answers not found.
func (t *table) facet(path, test string, k *kind.Type, empty func(*kind.Row) []byte) (read, write *rest.Operation) {
	read = t.shaped(get, path, test, shape{gives: k.Fields}, rest.Facet(k, empty))
	if t.has(put, path) {
		write = t.shaped(put, path, test, shape{takes: k.Fields, gives: k.Fields}, rest.PutFacet(k))
		t.besideInput(write, k.Parent, k)
	}
	return read, write
}

// shaped binds an operation and notes what its bodies look like.
func (t *table) shaped(method, path, test string, of shape, handle rest.Handler) *rest.Operation {
	o := t.bind(method, path, test, handle)
	t.shapes[o] = of
	return o
}

// besideInput adds the metadata and defaults of an operation by its input, as
// far as the vendor offers them.
func (t *table) besideInput(o *rest.Operation, about, in *kind.Type) {
	for _, flag := range t.extras[o] {
		switch flag {
		case 'm':
			t.beside(o, extraPaths[flag], "TestMetadata", metadataOf(about, record.Catalog, in.Fields))
		case 'd':
			t.beside(o, extraPaths[flag], "TestDefaults", rest.Document(about, func(_ *rest.Call, tx *store.Tx, _ *kind.Row) (any, error) {
				return in.Blank(tx)
			}))
		}
	}
}

// regularShape is what the bodies of a regular operation of a kind look like.
func regularShape(method string, k *kind.Type, list bool) shape {
	switch method {
	case http.MethodGet:
		return shape{gives: k.Fields, list: list}
	case http.MethodDelete:
		return shape{}
	}
	return shape{takes: k.Fields, gives: k.Fields}
}

// partly says what an operation leaves out, or does otherwise.
func (t *table) partly(o *rest.Operation, note string) { o.Level, o.Note = rest.Part, note }
