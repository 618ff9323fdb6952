package access

import (
	"slices"

	"github.com/payglot/payglot/kind"
)

// RightSet is a choice of rights that fits a job. It gives nobody anything: who
// hands out rights can start from it.
type RightSet struct {
	ID    kind.ID
	Name  string
	names patterns
}

// Holds says whether a right belongs to the set.
func (s *RightSet) Holds(right string) bool { return s.names.holds(right) }

// RightSets is the catalogue.
var RightSets = []RightSet{
	rightSet("HR-medewerker",
		"Employee*", "Employment: *", "Employment notes: *", "Employment dossier: *", "Employment custom field: *",
		"Contact*", "Partner: *", "Child: *", "Education*", "Organizational entity: *", "Working hours: *", "Actuals: read",
		"Absence*", "Leave*", "Departments: *", "Functions: *", "Custom field: read", "Document*",
		"Employer: read", "Provider: read", "Payroll administration: read", "Modules: read", "Authorizations: read",
		"User: *", "User filter settings: *", "Notification: *", "Calendar: read"),
	rightSet("Salarisadministrateur", "*"),
	rightSet("Leidinggevende",
		"Employee: read", "Employment: read", "Contact: read", "Organizational entity: read", "Working hours: read",
		"Absence*", "Leave*", "Departments: read", "Functions: read", "Employer: read", "Provider: read",
		"Modules: read", "Authorizations: read", "User: *", "User filter settings: *", "Notification: *", "Calendar: read"),
	rightSet("Alleen inzage", "*: read"),
}

func rightSet(name string, rights ...string) RightSet {
	return RightSet{ID: stableID("right set", name), Name: name, names: compile(rights)}
}

// FindRightSet finds a set of the catalogue; nil when there is none.
func FindRightSet(id kind.ID) *RightSet {
	i := slices.IndexFunc(RightSets, func(s RightSet) bool { return s.ID == id })
	if i < 0 {
		return nil
	}
	return &RightSets[i]
}

// Bundle is a choice of modules that are mostly enabled together.
type Bundle struct {
	ID      kind.ID
	Name    string
	Modules []Module
}

// Bundles is the catalogue.
var Bundles = []Bundle{
	bundle("HR", "Absence", "Leave", "Self-service", "Onboarding", "Custom fields", "Documents", "Workflows", "Education", "Declarations"),
	bundle("Salaris", "Payroll", "Financial journal"),
	bundle("Verzuim en verlof", "Absence", "Leave"),
}

func bundle(name string, modules ...string) Bundle {
	b := Bundle{ID: stableID("bundle", name), Name: name}
	for _, m := range Modules {
		if slices.Contains(modules, m.Name) {
			b.Modules = append(b.Modules, m)
		}
	}
	return b
}
