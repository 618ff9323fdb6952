package demo

import "github.com/payglot/payglot/record"

// applications fills in applications, tenants and what is sent to whom.
func (w *world) applications() {
	for n, s := range []struct{ provider, kind, name, data string }{
		{"provider demo", "Products", "Productenset HR", `["Absence","Leave"]`},
		{"provider demo", "ExportDataTemplate", "Exportset dienstverbanden", `["employee.employeeNumber","startDate","endDate"]`},
		{"provider demo", "Rights", "Rechtenset verzuim", `["Absence: read","Absence: change"]`},
		{"provider other", "Products", "Productenset klein", `["Absence"]`},
	} {
		w.do(record.ApplicationSets.CreateAs(w.tx, id("application set", n+1), ID(s.provider), &record.ApplicationSet{
			ApplicationSetType: s.kind, Name: s.name, Data: s.data,
		}))
	}
}
