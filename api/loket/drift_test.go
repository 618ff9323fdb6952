package loket

import (
	"cmp"
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"github.com/payglot/payglot/api/apitest/drift"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
)

// vendor says how Loket writes its description.
var vendor = drift.Vendor{
	Envelope: []string{"content", "_embedded"},
	Beside: map[string]*regexp.Regexp{
		"metadata": regexp.MustCompile(`/ ?metadata`),
		"defaults": regexp.MustCompile(`/defaults?\b|[^o] Defaults endpoint is available`),
	},
	Activity: regexp.MustCompile(`Activity name ?:__\s*(\w+)`),
}

// TestDrift holds the ledger and every body that payglot takes and gives
// against the vendor's description. testdata/drift.tsv has the differences
// that are meant, with a reason for each.
func TestDrift(t *testing.T) {
	theirs, err := vendor.Read(drift.Shared(t, "reference/loket/openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	drift.Check(t, "testdata/drift.tsv", drift.Compare(ourOperations(), theirs))
}

// ourOperations is what payglot says of the vendor's operations: what stands
// beside them isn't in the vendor's list.
func ourOperations() []*drift.Operation {
	d := New(nil, nil, nil, slog.New(slog.DiscardHandler))
	vendors := newTable()
	shapes, subjects := d.table.shapes, subjects()
	var all []*drift.Operation
	for _, o := range d.table.all {
		if !vendors.has(o.Method, o.Path[len("/v2"):]) {
			continue
		}
		op := &drift.Operation{
			Method: o.Method, Path: o.Path[len("/v2"):], Activity: o.Activity, Success: o.Success,
			Query: d.table.query[o], Versions: o.VersionDates(), Beside: beside(d.table.extras[o]),
		}
		if s, bound := shapes[o]; bound {
			op.Subject = subjects[cmp.Or(s.takes, s.gives)]
			op.Forms = formsOf(shapes, o)
		}
		all = append(all, op)
	}
	return all
}

func beside(extras string) []string {
	var all []string
	for _, flag := range strings.ToLower(extras) {
		all = append(all, strings.Trim(extraPaths[flag], "/"))
	}
	return all
}

// subjects are the kinds by their bodies: what differs in all operations of a
// kind is one exception.
func subjects() map[*kind.Field]string {
	names := map[*kind.Field]string{}
	for _, k := range record.Catalog.Types {
		names[k.Fields] = k.Name
	}
	return names
}

func formsOf(s shapes, o *rest.Operation) map[string]drift.Form {
	all := map[string]drift.Form{}
	for _, v := range o.Versions {
		of := s.in(o, v)
		all[v.Date.String()] = drift.Form{Takes: of.takes, Gives: of.gives}
	}
	if len(o.Versions) == 0 {
		all[""] = drift.Form{Takes: s[o].takes, Gives: s[o].gives}
	}
	return all
}

// TestShapes makes sure that nothing that answers stays undescribed.
func TestShapes(t *testing.T) {
	d := New(nil, nil, nil, slog.New(slog.DiscardHandler))
	shapes := d.table.shapes
	for _, o := range d.table.all {
		if _, ok := shapes[o]; !ok && o.Level != rest.Absent && d.table.files(o) == nil {
			t.Errorf("%s %s answers and no shape says with what", o.Method, o.Path)
		}
	}
}
