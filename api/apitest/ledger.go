package apitest

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

// CheckLedger makes sure that what a ledger says is proven by a test has that
// test, in the package under test.
func CheckLedger(t *testing.T, ledger *rest.Ledger) {
	there := testsHere(t)
	n := 0
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

// testsHere are the names of the tests in the working directory.
func testsHere(t *testing.T) map[string]bool {
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
	return there
}
