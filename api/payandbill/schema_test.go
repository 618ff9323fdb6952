package payandbill_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/payglot/payglot/demo"
)

// TestSchema asks for the schema of the body, as who has a function key may,
// and holds rows against it.
func TestSchema(t *testing.T) {
	w := start(t)
	delete(w.headers, "X-Functions-Key")
	if status, _ := w.call(http.MethodGet, "/api/import/workers.v1.schema", nil); status != http.StatusUnauthorized {
		t.Errorf("without a key: %d", status)
	}
	status, body := w.call(http.MethodGet, "/api/import/workers.v1.schema?code="+demo.FunctionKey, nil)
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	schema := compile(t, body)
	for rows, valid := range map[string]bool{
		string(read(t, sample)): true,
		`[` + demo.Worker + `]`: true,
		`[]`:                    true,
		`{}`:                    false,
		`[{}]`:                  false,
		`[1]`:                   false,
		with(`"Gender":2`):      false,
		with(`"Gender":null`):   true,
		with(`"Surname":null`):  false,
		with(`"Shoes":43`):      true, // additional properties are allowed
		with(`"Surname":"` + strings.Repeat("x", 51) + `"`):                                                               false,
		with(`"StartDate":"8 April"`):                                                                                     false,
		with(`"StartDate":"2024-04-08T00:00:00Z"`):                                                                        true,
		with(`"WorkerAddress":{"AddressLine1":"Flat 2?"}`):                                                                false,
		with(`"UKPayrollDetails":null`):                                                                                   false,
		with(`"EmploymentType":"CIS","UKPayrollDetails":null`):                                                            true,
		with(`"HasOnlineAccess":true`):                                                                                    false,
		with(`"HasOnlineAccess":true,"STITemplate":"T","STIUserRef":"U"`):                                                 true,
		with(`"PrimaryPayMethod":"BACS"`):                                                                                 false,
		with(`"PrimaryPayMethod":"BACS","PrimaryBankDetails":` + account):                                                 true,
		with(`"PrimaryPayMethod":"BACS","PrimaryBankDetails":{"BankSortCode":"12345"}`):                                   false,
		with(`"SecondaryPayMethod":"BACS","SecondaryBankDetails":{"BankSortCode":null}`):                                  false,
		with(`"UKPayrollDetails":{"NITableLetter":"A","PAYECode":"1257Q"}`):                                               false,
		with(`"UKPayrollDetails":{"NITableLetter":"Q","PAYECode":"1257L"}`):                                               false,
		with(`"UKPayrollDetails":{"NITableLetter":"A","PAYECode":"SK475 W1","NINumber":"ab 12 34 56 c"}`):                 true,
		with(`"UKPayrollDetails":{"NITableLetter":"A","PAYECode":"BR","HasStudentLoan":true}`):                            false,
		with(`"UKPayrollDetails":{"NITableLetter":"A","PAYECode":"BR","HasPostgradLoan":true}`):                           false,
		with(`"UKPayrollDetails":{"NITableLetter":"A","PAYECode":"BR","HasStudentLoan":true,"StudentLoanPlanType":"02"}`): true,
	} {
		var value any
		if err := json.Unmarshal([]byte(rows), &value); err != nil {
			t.Fatalf("%s: %v", rows, err)
		}
		if err := schema.Validate(value); (err == nil) != valid {
			t.Errorf("%.300s: %v", rows, err)
		}
	}
}

// with is the smallest worker with other properties, each once.
func with(properties string) string {
	row := map[string]any{}
	for _, text := range []string{demo.Worker, "{" + properties + "}"} {
		if err := json.Unmarshal([]byte(text), &row); err != nil {
			panic(err)
		}
	}
	rows, err := json.Marshal([]any{row})
	if err != nil {
		panic(err)
	}
	return string(rows)
}

func compile(t testing.TB, text []byte) *jsonschema.Schema {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	const id = "https://payandbill-cloud-api.azurewebsites.net/api/import/workers.v1.schema"
	if got := value.(map[string]any)["$id"]; got != id {
		t.Errorf("$id is %v", got)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(id, value); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(id)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestLedgerNamesTests makes sure that what the ledger says is proven by a
// test has that test, and that what is absent answers so.
func TestLedgerNamesTests(t *testing.T) {
	w := start(t)
	tests := ""
	for _, file := range []string{"world_test.go", "schema_test.go"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tests += string(text)
	}
	ledger := w.House.PayAndBill.Ledger()
	for _, o := range append(ledger.Operations, ledger.Additions...) {
		proven := o.Test != "" && regexp.MustCompile(`func `+o.Test+`\(t \*testing\.T\)`).MatchString(tests)
		if proven != (o.Handle != nil) {
			t.Errorf("%s %s is %s and proven by %q", o.Method, o.Path, o.Level, o.Test)
		}
		if o.Handle == nil {
			if status, _ := w.call(o.Method, o.Path, []byte("[]")); status != http.StatusNotImplemented {
				t.Errorf("%s %s is %s and answers %d", o.Method, o.Path, o.Level, status)
			}
		}
	}
	if got := fmt.Sprint(ledger.Count()); got != "map[absent:6 addition:1 full:1]" {
		t.Errorf("the ledger counts %s", got)
	}
}
