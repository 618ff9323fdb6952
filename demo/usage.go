package demo

import (
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
)

// usage fills in users of employers and what they may do: here the external
// tenants that users can be from, of the bureaus and of each employer.
func (w *world) usage() {
	w.workflowMappings()
	for _, t := range []struct {
		key, name string
		of        kind.Kind[record.ExternalTenant]
		parent    kind.ID
	}{
		{"external tenant 1", "Demo Payroll", record.ExternalTenants, ID("provider demo")},
		{"external tenant 2", "Demo Payroll Consult", record.ExternalTenants, ID("provider demo")},
		{"external tenant 3", "Demo Payroll Test", record.ExternalTenants, ID("provider demo")},
		{"external tenant 4", "Other Payroll", record.ExternalTenants, ID("provider other")},
		{"employer tenant 1", "De Korenbloem", record.EmployerTenants, id("employer", 1)},
		{"employer tenant 2", "Van Dijk Transport", record.EmployerTenants, id("employer", 2)},
		{"employer tenant 3", "Zuiderlicht", record.EmployerTenants, id("employer", 3)},
		{"employer tenant 4", "Andere Zaak", record.EmployerTenants, id("employer", 4)},
	} {
		w.do(t.of.CreateAs(w.tx, ID(t.key), t.parent, &record.ExternalTenant{ExternalID: ID("directory of " + t.key), Name: &t.name}))
	}
}

// workflowMappings have an employer approve what employees declare and ask for.
func (w *world) workflowMappings() {
	triggers, templates := record.WorkflowTriggers(), record.WorkflowTemplates()
	for n := range employers {
		for i := range 2 {
			w.do(record.WorkflowMappings.CreateAs(w.tx, id([]string{"workflow mapping", "second workflow mapping"}[i], n+1), id("employer", n+1),
				&record.WorkflowMapping{Trigger: triggers[2+i], WorkflowTemplate: templates[i]}))
		}
	}
}
