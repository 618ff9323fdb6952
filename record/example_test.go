package record_test

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// Full bodies are kept as they were sent, and read back the same.
func TestExamples(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2024-01-01")
	for _, tt := range []struct {
		kind   *kind.Type
		parent kind.ID
	}{
		{Employers.Type, w.provider},
		{PayrollAdministrations.Type, w.employer},
		{Contacts.Type, w.employee},
		{Wages.Type, employment},
		{WorkingHours.Type, employment},
		{OrganizationalEntities.Type, employment},
		{Absences.Type, w.employee},
		{EmployerUsers.Type, w.employer},
	} {
		t.Run(tt.kind.Name, func(t *testing.T) {
			body := w.names(example(t, tt.kind.Name))
			id := w.create(tt.kind, tt.parent, body)
			stored := w.body(tt.kind, id)
			holds(t, "", decode(t, body), decode(t, stored))
			if err := w.put(tt.kind, id, stored); err != nil {
				t.Errorf("what is shown can't be sent back: %v", err)
			}
			if again := w.body(tt.kind, id); again != stored {
				t.Errorf("sent back it became\n%s\nfrom\n%s", again, stored)
			}
		})
	}
}

func decode(t *testing.T, body string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// holds wants every member that was sent in what is stored.
func holds(t *testing.T, path string, sent, stored any) {
	t.Helper()
	object, ok := sent.(map[string]any)
	if !ok {
		if sent != stored {
			t.Errorf("%s was sent as %v, stored as %v", path, sent, stored)
		}
		return
	}
	kept, ok := stored.(map[string]any)
	if !ok {
		t.Errorf("%s was sent as an object, stored as %v", path, stored)
		return
	}
	for name, v := range object {
		holds(t, strings.TrimPrefix(path+"."+name, "."), v, kept[name])
	}
}

// What payglot fills in when it saves the examples.
func TestFilledIn(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2024-01-01")
	for _, tt := range []struct {
		kind       *kind.Type
		id         kind.ID
		path, want string
	}{
		{Employers.Type, w.employer, "employerNumber", "1"},
		{Employers.Type, w.employer, "address.country.value", "Nederland"},
		{Employers.Type, w.employer, "address.country.isoCode", "NL"},
		{Employers.Type, w.employer, "sbi.sbiCode", "0116"},
		{PayrollAdministrations.Type, w.administration, "clientNumber", "1"},
		{PayrollAdministrations.Type, w.administration, "payrollPeriodType.value", "Maand"},
		{PayrollAdministrations.Type, w.administration, "loonmodel.value", "Maandmodel"},
		{Employees.Type, w.employee, "personalDetails.formattedName", "Wiel - van Bergen S.L. van de"},
		{Employees.Type, w.employee, "personalDetails.aowDate", "2027-05-17"},
		{Employees.Type, w.employee, "personalDetails.gender.value", "Vrouw"},
		{Employments.Type, employment, "employee.formattedName", "Wiel - van Bergen S.L. van de"},
		{Employments.Type, employment, "employee.dateOfBirth", "1960-05-17"},
		{Employments.Type, employment, "payrollAdministration.name", "Voorbeeld maand"},
		{Employments.Type, employment, "payrollId", "1"},
		{Employments.Type, employment, "essMutationSet.value", "Standaard"},
		{Employments.Type, employment, "temporaryTaxExemption.value", "Nee."},
		{Employments.Type, employment, "employmentCategoryType.value", "Regulier dienstverband"},
	} {
		if got := w.at(tt.kind, tt.id, tt.path); got != tt.want {
			t.Errorf("%s %s = %q, want %q", tt.kind.Name, tt.path, got, tt.want)
		}
	}
}
