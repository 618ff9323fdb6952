package record_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// Reading order: what a kind stands under comes before it.
func TestOrder(t *testing.T) {
	seen := map[*kind.Type]bool{nil: true}
	for _, k := range All {
		if seen[k] {
			t.Errorf("%s is in the table twice", k.Name)
		}
		if !seen[k.Parent] {
			t.Errorf("%s comes before what it stands under", k.Name)
		}
		seen[k] = true
		if Catalog.Type(k.Name) != k {
			t.Errorf("the catalog doesn't know %s", k.Name)
		}
	}
}

// Places as Loket's description spells them.
func TestPlaces(t *testing.T) {
	for k, want := range map[*kind.Type]string{
		Providers.Type:              "/providers",
		Employers.Type:              "/providers/employers",
		EmployerUsers.Type:          "/providers/employers/users",
		ContractCodes.Type:          "/providers/employers/contractcodes",
		Contacts.Type:               "/providers/employers/employees/contacts",
		AbsenceProgresses.Type:      "/providers/employers/employees/absences/absenceprogress",
		WorkingHours.Type:           "/providers/employers/employees/employments/workinghours",
		EmploymentCustomFields.Type: "/providers/employers/employees/employments/customfields",
	} {
		if got := k.Place(); got != want {
			t.Errorf("%s is at %s, want %s", k.Name, got, want)
		}
	}
}

// A client may reserve as much room for a label as the description says.
func TestLabelsFit(t *testing.T) {
	for _, k := range append(append([]*kind.Type{}, All...), Inputs...) {
		eachField(k.Fields, func(f *kind.Field) {
			if f.Code == "" || f.Open {
				return
			}
			entries, _ := Catalog.Codes().Entries(f.Code)
			for _, m := range f.Members {
				for _, e := range entries {
					label := kind.Text(e.JSON, m.Name)
					if n := utf8.RuneCountInString(label); m.MaxLen > 0 && n > m.MaxLen {
						t.Errorf("%s %s: label %q of %s is longer than %d", k.Name, m.Path, label, f.Code, m.MaxLen)
					}
				}
			}
		})
	}
}

func eachField(f *kind.Field, visit func(*kind.Field)) {
	visit(f)
	for _, m := range f.Members {
		eachField(m, visit)
	}
	if f.Elem != nil {
		eachField(f.Elem, visit)
	}
}

// The documentation of a field is its comment.
func TestEveryFieldHasAComment(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	structs := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok || !spec.Name.IsExported() {
				return true
			}
			s, ok := spec.Type.(*ast.StructType)
			if !ok {
				return true
			}
			structs++
			for _, f := range s.Fields.List {
				if len(f.Names) > 0 && f.Names[0].IsExported() && f.Doc.Text() == "" {
					t.Errorf("%s.%s has no comment", spec.Name, f.Names[0])
				}
			}
			return true
		})
	}
	if structs < 40 {
		t.Errorf("only %d structs were looked at", structs)
	}
}

// Every version leaves out members that are there, and shows a body without
// them.
func TestOlderEmployee(t *testing.T) {
	w := newWorld(t)
	older := Employees.Type.Versions[1]
	shown, err := older.Show([]byte(w.body(Employees.Type, w.employee)))
	if err != nil {
		t.Fatal(err)
	}
	if older.Date != day("2018-12-31") || Employees.Type.Versions[0].Date != day("2021-03-29") {
		t.Errorf("versions are %v", Employees.Type.Versions)
	}
	if strings.Contains(string(shown), "business") || !strings.Contains(string(shown), "susan@thuis.example") {
		t.Errorf("the version of 2018 shows %s", shown)
	}
}
