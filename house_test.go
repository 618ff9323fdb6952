package payglot_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/payglot/payglot/"

// rooms says what each package may import of the house. Tests may import
// more; a package that isn't here doesn't belong.
var rooms = map[string]string{
	"money":                 "",
	"cal":                   "",
	"kind":                  "money cal",
	"kind/kindtest":         "kind cal",
	"clock":                 "cal",
	"record":                "kind money cal record/code",
	"record/code":           "kind money cal",
	"store":                 "kind money cal clock",
	"store/sqlite":          "store kind",
	"store/postgres":        "store kind",
	"store/postgres/pgtest": "",
	"store/storetest":       "store kind money cal clock",
	"job":                   "store clock",
	"access":                "kind store clock",
	"oauth":                 "access clock",
	"oauth/jwt":             "access",
	"rest":                  "kind money cal store access clock",
	"api/loket":             "rest record record/code kind money cal store access job clock payroll payroll/nl",
	"api/securex":           "rest record record/code kind money cal store access oauth oauth/jwt job clock payroll/be",
	"api/careflex":          "rest record oauth kind cal store access job",
	"api/payandbill":        "rest record record/code kind money cal store access clock",
	"api/visma":             "rest record record/code kind money cal store access oauth oauth/jwt job clock",
	"api/apitest":           "kind rest",
	"api/apitest/drift":     "kind rest money cal sharedtest",
	"payroll/be":            "money cal payroll payroll/verify",
	"payroll":               "money cal",
	"payroll/verify":        "payroll money",
	"payroll/payrolltest":   "payroll/verify sharedtest",
	"sharedtest":            "",
	"payroll/nl":            "payroll payroll/verify money cal",
	"payroll/gb":            "payroll payroll/verify money cal",
	"demo":                  "record record/code access kind money cal store api/payandbill api/careflex api/visma",
	"config":                "",
	".":                     "*",
	"cmd/payglot":           "*",
	"payglottest":           "*",
	"bench":                 "*",
}

// TestImports keeps the arrows pointing one way.
func TestImports(t *testing.T) {
	for dir, files := range sources(t) {
		allowed, ok := rooms[dir]
		if !ok {
			t.Errorf("package %s is in no room of the house", dir)
			continue
		}
		for _, f := range files {
			for _, i := range f.Imports {
				path := strings.Trim(i.Path.Value, `"`)
				path, ours := strings.CutPrefix(path+"/", module)
				path = strings.TrimSuffix(path, "/")
				if ours && allowed != "*" && !slices.Contains(strings.Fields(allowed), path) {
					t.Errorf("package %s may not import %s", dir, path)
				}
			}
		}
	}
}

// TestPackageComments asks every package to tell a newcomer what it is for.
func TestPackageComments(t *testing.T) {
	for dir, files := range sources(t) {
		if !slices.ContainsFunc(files, func(f *ast.File) bool { return f.Doc != nil && len(f.Doc.Text()) > 60 }) {
			t.Errorf("package %s has no package comment, or one that says little", dir)
		}
	}
}

// testSupport are packages that only tests use, which may wait as tests do.
var testSupport = map[string]bool{"store/storetest": true, "store/postgres/pgtest": true}

// TestOneClock finds those who ask the machine for the time.
func TestOneClock(t *testing.T) {
	forbidden := []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick"}
	for dir, files := range sources(t) {
		if dir == "clock" || testSupport[dir] {
			continue
		}
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				sel, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && x.Obj == nil && slices.Contains(forbidden, sel.Sel.Name) {
					t.Errorf("package %s calls time.%s; package clock has the time", dir, sel.Sel.Name)
				}
				return true
			})
		}
	}
}

// sources parses the packages of the house without their tests, by folder.
func sources(t *testing.T) map[string][]*ast.File {
	t.Helper()
	all := map[string][]*ast.File{}
	set := token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != "." && (strings.HasPrefix(name, ".") || name == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(set, path, text, parser.ParseComments)
		dir := filepath.ToSlash(filepath.Dir(path))
		all[dir] = append(all[dir], f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
