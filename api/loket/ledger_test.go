package loket_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/rest"
)

// TestLedgerNamesTests makes sure that what the ledger says is proven by a
// test has that test.
func TestLedgerNamesTests(t *testing.T) {
	there := map[string]bool{}
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Test") {
				there[fn.Name.Name] = true
			}
		}
	}
	n := 0
	ledger := start(t).House.Loket.Ledger()
	for _, o := range slices.Concat(ledger.Operations, ledger.Additions) {
		switch {
		case o.Level == rest.Absent:
			if o.Test != "" {
				t.Errorf("%s %s is absent and has a test", o.Method, o.Path)
			}
		case !there[o.Test]:
			t.Errorf("%s %s is proven by %q, which there isn't", o.Method, o.Path, o.Test)
		default:
			n++
		}
	}
	if n == 0 {
		t.Error("nothing is proven")
	}
}
