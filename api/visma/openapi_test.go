package visma_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// TestOpenAPI validates the description and holds it against the ledger and
// the columns that exports have.
func TestOpenAPI(t *testing.T) {
	w := start(t)
	status, header, body := w.call(t, http.MethodGet, "/docs/openapi.yaml", "", "")
	if status != http.StatusOK || !strings.HasPrefix(header.Get("Content-Type"), "application/yaml") {
		t.Fatalf("%d %s", status, header)
	}
	doc, err := openapi3.NewLoader().LoadFromData(body)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, o := range w.House.Visma.Ledger().Operations {
		if o.Area != "Export" {
			continue
		}
		told++
		item := doc.Paths.Value(o.Path)
		if item == nil || item.GetOperation(o.Method) == nil || item.GetOperation(o.Method).OperationID != o.Activity {
			t.Errorf("%s %s is not described", o.Method, o.Path)
		}
	}
	if told != 14 || doc.Paths.Len() != told {
		t.Errorf("%d operations and %d paths", told, doc.Paths.Len())
	}
	employee := doc.Components.Schemas["NLHrmEmployeeCsvDto"].Value
	if len(employee.Properties) != 79 || employee.Properties["homephonenumber"].Value.Description != "hrmanalytics:nlhrm:exportcontactinformation" ||
		employee.Properties["businessemailaddress"].Value.Description != "hrmanalytics:nlhrm:exportemployees" {
		t.Errorf("the employee row has %d columns", len(employee.Properties))
	}
	status, header, body = w.call(t, http.MethodGet, "/docs/openapi.html", "", "")
	if status != http.StatusOK || !strings.HasPrefix(header.Get("Content-Type"), "text/html") || !strings.Contains(string(body), "officetelphonenumber") {
		t.Errorf("the page for people: %d %s", status, header)
	}
}
