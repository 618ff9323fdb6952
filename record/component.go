package record

import (
	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record/code"
)

// BenefitComponent is a payroll component (looncomponent) as a benefit or
// deduction shows it.
type BenefitComponent struct {
	// Key is the number of the component.
	Key int `json:"key"`
	// Description is its name on the wage sheet.
	Description string `json:"description" is:"len=..14"`
	// Category is what sort of component it is.
	Category LongCode `json:"category"`
	// DeductionOrPayment says whether the value is withheld or paid; null is
	// neither.
	DeductionOrPayment *LongCode `json:"deductionOrPayment"`
}

// PayrollComponent is a payroll component with all that an administration is
// told of it.
type PayrollComponent struct {
	BenefitComponent
	// CanBeSupplemented says that a value of one period can be added to that of
	// other pay data.
	CanBeSupplemented bool `json:"canBeSupplemented"`
	// IsCollectiveMutationPossible says that many can be given a value at once.
	IsCollectiveMutationPossible bool `json:"isCollectiveMutationPossible"`
}

// benefitCategories are the categories of components that hold from a day on,
// not for a period: what is paid or withheld every period alike.
var benefitCategories = map[int]bool{7: true, 9: true, 11: true, 12: true, 13: true, 17: true, 30: true}

// BenefitComponents are the payroll components that can be a benefit or a
// deduction in a year.
func BenefitComponents(year int) []code.Component {
	return componentsWhere(func(c code.Component) bool { return c.In(year) && benefitCategories[c.Category] })
}

// PeriodComponents are the payroll components that can be given a value for a
// period of a year.
func PeriodComponents(year int) []code.Component {
	return componentsWhere(func(c code.Component) bool { return c.In(year) && c.Entered() })
}

func componentsWhere(keep func(code.Component) bool) []code.Component {
	var some []code.Component
	for _, c := range code.Components() {
		if keep(c) {
			some = append(some, c)
		}
	}
	return some
}

// componentIn is the component with this key in a year. It notes a problem
// when there is none then; a key that never was one is noted when codes are
// filled.
func componentIn(r *kind.Rules, field string, key, year int) (code.Component, bool) {
	c, ok := code.ComponentOf(key)
	if ok && !c.In(year) {
		r.Problem(field, kind.CodeOption, "is no payroll component of %d", year)
		ok = false
	}
	return c, ok
}

// componentOf is the component with this key, where there is one in the year.
func componentOf(key, year int) (code.Component, bool) {
	c, ok := code.ComponentOf(key)
	return c, ok && c.In(year)
}

// Shown is a payroll component as a form of it shows it.
func Shown[T any](c code.Component) (*T, error) {
	v := new(T)
	return v, json.Unmarshal(c.JSON, v)
}
