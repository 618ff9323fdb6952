package drift

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/kind"
)

// description is a vendor's that has one of everything.
const description = `{"openapi": "3.0.2", "info": {"title": "t", "version": "1"}, "paths": {
 "/things/{thingId}": {
  "get": {"operationId": "GetThing", "description": "", "parameters": [{"name": "on", "in": "query", "required": true, "schema": {"type": "string"}}],
   "responses": {"200": {"description": "OK", "content": {"application/json;version=2018-01-01": {"schema": {"allOf": [
    {"properties": {"messages": {"type": "array", "items": {"type": "object"}}}},
    {"properties": {"content": {"type": "object", "properties": {
      "id": {"type": "string", "format": "uuid", "readOnly": true},
      "amount": {"type": "number", "minimum": 0.01, "maximum": 99.99, "pattern": "^(\\d{1,2})(.\\d{1,2})?$", "nullable": true},
      "name": {"type": "string", "minLength": 1, "maxLength": 20, "enum": ["a", "b"]}
    }}}}]}}}}}},
  "put": {"description": "__Activity name :__ PutThing, with /metadata beside it", "responses": {"202": {"description": "OK"}},
   "requestBody": {"content": {"application/json;version=2018-01-01": {"schema": {"type": "object", "properties": {
      "name": {"type": "string", "maxLength": 20}}}}}}}
 }}}`

var vendor = Vendor{
	Envelope: []string{"content"},
	Activity: regexp.MustCompile(`Activity name :__ (\w+)`),
	Beside:   map[string]*regexp.Regexp{"metadata": regexp.MustCompile("/metadata")},
}

type thing struct {
	ID     kind.ID `json:"id" is:"readonly"`
	Amount *int    `json:"amount" is:"min=1"`
	Name   string  `json:"name" is:"len=1..21,oneof=a|b|c"`
	Extra  *bool   `json:"extra"`
}

func theirs(t *testing.T) []*Operation {
	t.Helper()
	file := filepath.Join(t.TempDir(), "openapi.json")
	if err := os.WriteFile(file, []byte(description), 0o600); err != nil {
		t.Fatal(err)
	}
	all, err := vendor.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryDifferenceIsTold(t *testing.T) {
	fields := kind.Shape[thing]().Type.Fields
	ours := []*Operation{
		{
			Method: "GET", Path: "/things/{id}", Activity: "GetThing", Subject: "thing", Success: 200,
			Versions: []string{"2018-01-01"}, Forms: map[string]Form{"2018-01-01": {Gives: fields}},
		},
		{Method: "DELETE", Path: "/things/{thingId}", Activity: "DeleteThing", Success: 200},
	}
	got := Compare(ours, theirs(t))
	want := []string{
		"DeleteThing: operation is there, the vendor's missing",
		"GetThing: path is /things/{id}, the vendor's /things/{thingId}",
		"GetThing: query is none, the vendor's on!",
		"PutThing: operation is missing, the vendor's there",
		"thing: amount: form is whole number, the vendor's number",
		"thing: extra: field is there, the vendor's missing",
		"thing: name: longest is 21, the vendor's 20",
		"thing: name: options is a|b|c, the vendor's a|b",
	}
	told := []string{}
	for _, d := range got {
		line, _, _ := strings.Cut(d.String(), " (")
		told = append(told, line)
	}
	if !slices.Equal(told, want) {
		t.Errorf("told\n%s\nwant\n%s", strings.Join(told, "\n"), strings.Join(want, "\n"))
	}
}

// What a client can't set may be left out of the description of a request,
// and what it can set may not.
func TestRequestsMayLeaveOutWhatIsReadOnly(t *testing.T) {
	ours := []*Operation{{
		Method: "PUT", Path: "/things/{thingId}", Activity: "PutThing", Subject: "thing", Success: 202, Beside: []string{"metadata"},
		Versions: []string{"2018-01-01"}, Forms: map[string]Form{"2018-01-01": {Takes: kind.Shape[thing]().Type.Fields}},
	}}
	var fields []string
	for _, d := range Compare(ours, theirs(t)) {
		if d.What == "field" {
			fields = append(fields, d.Field)
		}
	}
	if want := []string{"amount", "extra"}; !slices.Equal(fields, want) {
		t.Errorf("told of %v, want %v", fields, want)
	}
}

func TestEveryExceptionHasToBeUsed(t *testing.T) {
	exceptions, err := readExceptions("# a remark\n\nthing\taddress.*\tnullable\tthe whole is null\nthing\tname\tlongest\tnobody needs more\n")
	if err != nil {
		t.Fatal(err)
	}
	got := apply(exceptions, []Difference{
		{Subject: "thing", Field: "address.city", What: "nullable", Ours: "true", Theirs: "false"},
		{Subject: "thing", Field: "address", What: "nullable", Ours: "true", Theirs: "false"},
	})
	want := []string{
		"thing: address: nullable is true, the vendor's false ()",
		"line 4: nothing differs in thing name (longest); take the exception out",
	}
	if !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
}

func TestExceptionsNeedAReason(t *testing.T) {
	for _, text := range []string{"thing\tname\tlongest\t\n", "thing\tname\tlongest\tjust so\n", "thing name longest because of it\n"} {
		if _, err := readExceptions(text); err == nil {
			t.Errorf("%q is accepted", text)
		}
	}
}
