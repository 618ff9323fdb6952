package kind_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// panicking gives what f panics with, "" when it doesn't.
func panicking(f func()) (said string) {
	defer func() {
		if p := recover(); p != nil {
			said = fmt.Sprint(p)
		}
	}()
	f()
	return ""
}

type (
	option struct {
		Key   int    `json:"key"`
		Value string `json:"value"`
	}
	unkeyed struct {
		Value string `json:"value"`
	}
)

// What a struct can't say is found at start, not at the first request: the
// panic names the kind, its Go type and the field.
func TestOfPanics(t *testing.T) {
	for name, test := range map[string]struct {
		of   func()
		want string
	}{
		"no struct": {func() { kind.Of[int]("thing", "things") }, "int is not a struct"},
		"no index": {func() {
			kind.Of[struct {
				A string `json:"a"`
			}]("thing", "things", kind.IndexedBy("a"))
		}, `indexed by "a"`},
		"no json name": {func() { kind.Of[struct{ A int }]("thing", "things") }, "field A has no json name"},
		"Go type": {func() {
			kind.Of[struct {
				A float64 `json:"a"`
			}]("thing", "things")
		}, "a: Go type float64"},
		"deep Go type": {func() {
			kind.Of[struct {
				A struct {
					B map[string]string `json:"b"`
				} `json:"a"`
			}]("thing", "things")
		}, "a.b: Go type map[string]string"},
		"in an array": {func() {
			kind.Of[struct {
				A []uint8 `json:"a"`
			}]("thing", "things")
		}, "a: Go type uint8"},
		"constraint": {func() {
			kind.Of[struct {
				A int `json:"a" is:"big"`
			}]("thing", "things")
		}, `a: constraint "big"`},
		"constraint list": {func() {
			kind.Of[struct {
				A int `json:"a" is:"min=1,mix=2"`
			}]("thing", "things")
		}, `a: constraint "mix=2"`},
		"min": {func() {
			kind.Of[struct {
				A int `json:"a" is:"min=x"`
			}]("thing", "things")
		}, `a: constraint "min=x"`},
		"max": {func() {
			kind.Of[struct {
				A int `json:"a" is:"max="`
			}]("thing", "things")
		}, `a: constraint "max="`},
		"len": {func() {
			kind.Of[struct {
				A string `json:"a" is:"len=5"`
			}]("thing", "things")
		}, `a: constraint "len=5"`},
		"scale": {func() {
			kind.Of[struct {
				A int `json:"a" is:"scale=x"`
			}]("thing", "things")
		}, `a: constraint "scale=x"`},
		"check": {func() {
			kind.Of[struct {
				A string `json:"a" is:"check=nope"`
			}]("thing", "things")
		}, `a: no check "nope"`},
		"code no key": {func() {
			kind.Of[struct {
				A unkeyed `json:"a" is:"code=x"`
			}]("thing", "things")
		}, "a: a code or reference needs a member key or id"},
		"chain": {func() {
			kind.Of[struct {
				A int `json:"a"`
			}]("thing", "things", kind.Chained(kind.LinkedChain))
		}, "a date chain needs a start and a nullable end"},
		"chain end": {func() {
			kind.Of[struct {
				S cal.Date `json:"startDate"`
				E cal.Date `json:"endDate"`
			}]("thing", "things", kind.Chained(kind.BrokenChain))
		}, "a date chain needs a start and a nullable end"},
		"chain by": {func() {
			kind.Of[struct {
				A int `json:"a"`
			}]("thing", "things", kind.Chained(kind.NoChain, "b"))
		}, `its chain is kept by "b"`},
		"span": {func() {
			kind.Of[struct {
				S string `json:"startDate"`
			}]("thing", "things")
		}, "startDate: bounds its validity but is no cal.Date"},
		"old version": {func() {
			kind.Of[struct {
				A int `json:"a"`
			}]("thing", "things", kind.Older("2018-01-01", "", "b"))
		}, `leaves out "b"`},
	} {
		t.Run(name, func(t *testing.T) {
			said := panicking(test.of)
			if !strings.Contains(said, test.want) {
				t.Errorf("got %q, want %q", said, test.want)
			}
			if !strings.HasPrefix(said, "kind thing (") {
				t.Errorf("%q doesn't begin with the kind", said)
			}
		})
	}
	if said := panicking(func() { kind.Since("2018-13-01")(nil) }); !strings.Contains(said, "2018-13-01") {
		t.Errorf("a version that is no date: %q", said)
	}
}

type lists map[string]string

func (l lists) Lookup(list, key string) (kind.Entry, bool) {
	value, ok := l[list+" "+key]
	return kind.Entry{Key: key, JSON: []byte(`{"key":` + key + `,"value":"` + value + `"}`)}, ok
}

func (l lists) Entries(list string) ([]kind.Entry, bool) {
	for k := range l {
		if strings.HasPrefix(k, list+" ") {
			return nil, true
		}
	}
	return nil, false
}

func TestCatalogPanics(t *testing.T) {
	type coded struct {
		A option `json:"a" is:"code=sort"`
	}
	type referring struct {
		A option `json:"a" is:"ref=sort"`
	}
	type listing struct {
		A []struct {
			B option `json:"b" is:"ref=thing"`
		} `json:"a"`
	}
	for name, test := range map[string]struct {
		make func()
		want string
	}{
		"no list": {func() { kind.NewCatalog(lists{}, kind.Of[coded]("thing", "things").Type) }, `kind thing (kind_test.coded): a: there is no code list "sort"`},
		"no kind": {func() { kind.NewCatalog(lists{}, kind.Of[referring]("thing", "things").Type) }, `kind thing (kind_test.referring): a: there is no kind "sort"`},
		"array":   {func() { kind.NewCatalog(lists{}, kind.Of[listing]("thing", "things").Type) }, `kind thing (kind_test.listing): a.b: a reference inside an array is not followed`},
		"twice": {func() {
			kind.NewCatalog(lists{"sort 1": "x"}, kind.Of[coded]("thing", "things").Type, kind.Of[coded]("thing", "others").Type)
		}, "kind thing (kind_test.coded): is in the table twice"},
	} {
		if said := panicking(test.make); said != test.want {
			t.Errorf("%s: got %q, want %q", name, said, test.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	type empty struct {
		A int `json:"a"`
	}
	providers := kind.Of[empty]("provider", "providers")
	employers := kind.Of[empty]("employer", "employers", kind.Under(providers.Type), kind.Tenant())
	if got := employers.Type.Place(); got != "/providers/employers" {
		t.Errorf("the place is %s", got)
	}
	c := kind.NewCatalog(lists{}, providers.Type, employers.Type)
	if c.Tenant() != employers.Type || c.Type("provider") != providers.Type || c.Type("x") != nil || providers.Type.Catalog() != c {
		t.Error("the catalog doesn't find its kinds")
	}
}

func TestFields(t *testing.T) {
	fields := everyShape.Type.Fields
	for path, want := range map[string]kind.Form{
		"name": kind.String, "day": kind.Date, "at": kind.Instant, "ref": kind.UUID, "small": kind.Integer, "amount": kind.Decimal,
		"yes": kind.Boolean, "place": kind.Object, "place.number": kind.Integer, "words": kind.Array,
	} {
		if f := fields.At(path); f == nil || f.Form != want || f.Path != path {
			t.Errorf("%s is %+v", path, f)
		}
	}
	for _, path := range []string{"", "x", "place.x", "name.x", "Name", ".name", "place.", "words.x"} {
		if f := fields.At(path); f != nil {
			t.Errorf("%q is %+v", path, f)
		}
	}
	if f := everyShape.Type.Fold("PLACE.Number"); f == nil || f.Path != "place.number" {
		t.Errorf("letter case counts: %+v", f)
	}
}
