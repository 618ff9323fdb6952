package record

import (
	"slices"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record/code"
)

// ComponentSet is a choice of payroll components that are worked with together
// (componentset).
type ComponentSet struct {
	// ID is the set's identity.
	ID *kind.ID `json:"id" is:"readonly"`
	// Description is the set's name.
	Description string `json:"description" is:"len=..50,readonly"`
	// IsDefaultForPayrollPeriodData says that it is shown first for one
	// employment.
	IsDefaultForPayrollPeriodData bool `json:"isDefaultForPayrollPeriodData" is:"readonly"`
	// IsDefaultForBrowserPayrollPeriodData says that it is shown first for all
	// employments of an administration.
	IsDefaultForBrowserPayrollPeriodData bool `json:"isDefaultForBrowserPayrollPeriodData" is:"readonly"`
	// IsDefinedOnProviderLevel says that it is the bureau's, not the
	// administration's own.
	IsDefinedOnProviderLevel bool `json:"isDefinedOnProviderLevel" is:"readonly"`
	// PayrollComponents are what is in it.
	PayrollComponents []ComponentInSet `json:"payrollComponents"`
}

// ComponentInSet is a payroll component of a set.
type ComponentInSet struct {
	// PayrollComponent is the component.
	PayrollComponent SetComponent `json:"payrollComponent" is:"code=payroll component"`
}

// SetComponent is a payroll component as a set shows it.
type SetComponent struct {
	// Key is the number of the component.
	Key int `json:"key"`
	// Value is its name on the wage sheet.
	Value string `json:"value" is:"len=..14"`
	// Category is what sort of component it is.
	Category LongCode `json:"category"`
	// DeductionOrPayment says whether the value is withheld or paid; null is
	// neither.
	DeductionOrPayment *LongCode `json:"deductionOrPayment"`
	// CanBeSupplemented says that a value of one period can be added to that of
	// other pay data.
	CanBeSupplemented bool `json:"canBeSupplemented"`
}

// standardSets are the sets that every bureau has from the house.
var standardSets = []struct {
	name       string
	categories []int
	first      bool // shown first for one employment
	browser    bool // shown first for all
}{
	{"Alle componenten", nil, true, false},
	{"Uren en dagen", []int{1, 2, 3, 18}, false, true},
	{"Bruto vergoedingen en inhoudingen", []int{5, 6, 7, 12}, false, false},
	{"Netto vergoedingen en inhoudingen", []int{9, 13}, false, false},
	{"Bijtellingen en natura", []int{8, 11}, false, false},
}

// ComponentSets are the sets of payroll components of an administration: those
// of the house, which stand at the bureau. Only what can be entered in a year
// is in them.
func ComponentSets(year int) ([]ComponentSet, error) {
	var all []ComponentSet
	for _, s := range standardSets {
		id := ComponentSetID(s.name)
		set := ComponentSet{
			ID: &id, Description: s.name, IsDefinedOnProviderLevel: true,
			IsDefaultForPayrollPeriodData: s.first, IsDefaultForBrowserPayrollPeriodData: s.browser,
		}
		components, _ := ComponentsOf(id, year)
		for _, c := range components {
			shown, err := Shown[SetComponent](c)
			if err != nil {
				return nil, err
			}
			set.PayrollComponents = append(set.PayrollComponents, ComponentInSet{PayrollComponent: *shown})
		}
		all = append(all, set)
	}
	return all, nil
}

// ComponentSetID is the id of a set of the house by its name.
func ComponentSetID(name string) kind.ID { return derivedID([]byte("component set"), []byte(name)) }

// ComponentsOf are the payroll components in a set of the house, by its id;
// false when there is no such set.
func ComponentsOf(set kind.ID, year int) ([]code.Component, bool) {
	for _, s := range standardSets {
		if ComponentSetID(s.name) != set {
			continue
		}
		return componentsWhere(func(c code.Component) bool {
			return c.In(year) && c.Entered() && (s.categories == nil || slices.Contains(s.categories, c.Category))
		}), true
	}
	return nil, false
}
