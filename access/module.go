package access

import (
	"errors"
	"slices"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Module is a part of the product that a provider has and enables for its
// employers. What belongs to no module is the core, which is always on.
type Module struct {
	ID    kind.ID
	Name  string
	Areas []string
}

// Modules is the catalogue. An area that stands in several is open when one of
// them is enabled.
var Modules = []Module{
	module("Absence", "Absence", "Absence Progress", "Contact history", "Occupational disability"),
	module("Leave", "Leave", "Leave balance", "Leave policy", "Leave policy and employment links",
		"Leave request", "Leave types", "Provider leave policy", "Collective leave", "Custom holiday",
		"National holiday"),
	module("Payroll", "Initiate payroll run", "Payroll run", "Payroll run results", "Payroll run downloads",
		"Payroll run notes", "Undo payroll run", "Review payroll run", "Payroll results", "Payroll periods",
		"Payroll period data", "Payroll period data on administration level", "Initialise Payroll Period",
		"Payroll process status", "Payroll administration reports", "Payroll administration process overview",
		"Payroll simulator", "Payslip", "Proforma", "Year-end statement",
		"Year-end statement at administration level", "Payroll tax return", "Payroll tax return downloads",
		"Initiate payroll tax return", "Payroll tax return by message reference",
		"Payroll tax return response message", "Audit trail payroll run", "Period ready for payroll"),
	module("Financial journal", "Journal allocation", "Journal run", "Journal run overview", "Journal run results"),
	module("Self-service", "Employee self service", "Concept employee self service",
		"Change address request", "Change contactinformation request", "Activate employee profile"),
	module("Onboarding", "Concept employee", "Concept employee dossier", "Preboarding trajectory"),
	module("Custom fields", "Custom field", "Employee custom field", "Employment custom field"),
	module("Documents", "Document Management", "Employer dossier", "Employment dossier", "Document template",
		"Generate document", "Sign document"),
	module("Workflows", "Workflows", "Workflow trigger mapping", "Event notification configuration",
		"Custom notification"),
	module("Education", "Education", "Education type", "Education further indication", "Assessment"),
	module("Declarations", "Declarations", "Declarations attachments"),
}

func module(name string, areas ...string) Module {
	return Module{ID: stableID("module", name), Name: name, Areas: areas}
}

// openedBy tells which modules open an area.
var openedBy = func() map[string][]string {
	m := map[string][]string{}
	for _, module := range Modules {
		for _, area := range module.Areas {
			m[area] = append(m[area], module.Name)
		}
	}
	return m
}()

// modules are those of which an activity needs one; none for the core.
func (a Activity) modules() []string {
	if a.Module != "" {
		return []string{a.Module}
	}
	return openedBy[a.Area]
}

// ModuleSet is what is enabled at a provider or an employer, under its id.
type ModuleSet struct {
	ID      kind.ID  `json:"id"`
	Modules []string `json:"modules"`
}

// ModuleSets are logged.
var ModuleSets = kind.Of[ModuleSet]("module set", "modulesets")

// Check refuses modules that aren't in the catalogue.
func (m *ModuleSet) Check(r *kind.Rules) {
	for _, name := range m.Modules {
		if !slices.ContainsFunc(Modules, func(c Module) bool { return c.Name == name }) {
			r.Problem("modules", kind.CodeOption, "%q is not a module", name)
		}
	}
}

// SetModules enables exactly these modules at a provider or an employer.
func (a *Access) SetModules(tx Tx, at kind.ID, names []string) error {
	a.changed(tx)
	return ModuleSets.Put(tx, at, kind.ID{}, &ModuleSet{Modules: names})
}

// ProviderModules are the modules of a provider, in the order of the
// catalogue: those it may enable for its employers.
func (a *Access) ProviderModules(r kind.Reader, provider kind.ID) ([]Module, error) {
	return a.modulesAt(r, Scope{Provider: provider})
}

// EmployerModules are the modules enabled for an employer, in the order of the
// catalogue. An employer that nothing was set for has what its provider has.
func (a *Access) EmployerModules(r kind.Reader, employer kind.ID) ([]Module, error) {
	return a.modulesAt(r, Scope{Employer: employer})
}

func (a *Access) modulesAt(r kind.Reader, scope Scope) ([]Module, error) {
	p, err := a.place(r, scope)
	if err != nil {
		return nil, err
	}
	var enabled []Module
	for _, m := range Modules {
		if p.modules[m.Name] {
			enabled = append(enabled, m)
		}
	}
	return enabled, nil
}

// place is what decisions need to know of an employer or a provider.
type place struct {
	provider kind.ID
	modules  map[string]bool
}

// place reads it, or remembers it. Within one transaction, decide before you
// write: what the transaction itself changed may not be seen.
func (a *Access) place(r kind.Reader, scope Scope) (*place, error) {
	at := scope.Employer
	if at.IsZero() {
		at = scope.Provider
	}
	return a.places.recall(at, func() (*place, error) {
		if tx, ok := r.(*store.Tx); ok {
			r = tx.Present() // rights are those of now, whatever the record is looked at
		}
		return a.readPlace(r, scope)
	})
}

func (a *Access) readPlace(r kind.Reader, scope Scope) (*place, error) {
	p := &place{provider: scope.Provider, modules: map[string]bool{}}
	if !scope.Employer.IsZero() {
		row, err := r.Row(a.employers, scope.Employer)
		if errors.Is(err, kind.ErrNotFound) {
			return nil, ErrOutOfReach
		}
		if err != nil {
			return nil, err
		}
		p.provider = row.Parent
	}
	has, _, err := modulesOf(r, p.provider)
	if err != nil {
		return nil, err
	}
	enabled, set, err := modulesOf(r, scope.Employer)
	if err != nil {
		return nil, err
	}
	for _, name := range has {
		p.modules[name] = !set || slices.Contains(enabled, name)
	}
	return p, nil
}

func modulesOf(r kind.Reader, at kind.ID) (names []string, set bool, err error) {
	v, err := ModuleSets.Get(r, at)
	if errors.Is(err, kind.ErrNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	return v.Modules, true, nil
}
