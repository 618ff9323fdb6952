package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// OrganizationalEntity is the place of an employment in the organisation from
// a day on (organisatorische eenheid).
type OrganizationalEntity struct {
	// ID is the identity of the place.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which it holds.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day: the day before the next one starts.
	EndDate *cal.Date `json:"endDate" is:"readonly"`
	OrganizationalPlace
}

// OrganizationalPlace is a department and a job in it.
type OrganizationalPlace struct {
	// Department is the afdeling.
	Department OrganizationalDepartmentRef `json:"department" is:"ref=department"`
	// Function is the functie.
	Function FunctionRef `json:"function" is:"ref=function"`
	// DistributionUnit is the verdeeleenheid, mostly a cost centre.
	DistributionUnit DistributionUnitRef `json:"distributionUnit" is:"ref=distribution unit"`
	PlaceChoices
}

// PlaceChoices is what a place in the organisation may leave open.
type PlaceChoices struct {
	// StandardFunction is the job in the collective agreement.
	StandardFunction *StandardFunction `json:"standardFunction" is:"code=standard function"`
	// DeviatingFunctionDescription is shown instead of the function's own.
	DeviatingFunctionDescription *string `json:"deviatingFunctionDescription" is:"len=..50"`
	// DeviatingFunctionGroup goes with that description.
	DeviatingFunctionGroup *string `json:"deviatingFunctionGroup" is:"len=..5"`
	// PlaceOfEmployment is the standplaats.
	PlaceOfEmployment *string `json:"placeOfEmployment" is:"len=..24"`
	// InternalTelephoneExtensionNumber is the telephone at that place.
	InternalTelephoneExtensionNumber *string `json:"internalTelephoneExtensionNumber" is:"len=..15"`
}

// OrganizationalDepartmentRef points to a department of the same employer.
type OrganizationalDepartmentRef struct {
	// Key is the department's id.
	Key kind.ID `json:"key"`
	// Code is the department's number.
	Code int `json:"code"`
	// Description is the department's name.
	Description string `json:"description"`
}

// StandardFunction is a job as agreements and statistics name it: an occupation
// group of the national classification.
type StandardFunction struct {
	// Key is the number of the job.
	Key int `json:"key"`
	// Value is its name.
	Value string `json:"value"`
	// Code is the code of the group.
	Code *string `json:"code" is:"len=1..6"`
	// Category is the class that the group belongs to.
	Category *int `json:"category"`
}

// OrganizationalEntities follow each other without gaps under an employment.
var OrganizationalEntities = of[OrganizationalEntity]("organizational entity", "organizationalentities",
	kind.Under(Employments.Type), kind.Chained(kind.LinkedChain))

// Compute ends it with an employment that has ended.
func (o *OrganizationalEntity) Compute(r *kind.Rules) { endWithEmployment(r, &o.EndDate) }

// Check wants the first day within the employment, and warns of a group that
// stands alone, as it has no effect then.
func (o *OrganizationalEntity) Check(r *kind.Rules) {
	within(r, o.StartDate)
	if o.DeviatingFunctionGroup != nil && o.DeviatingFunctionDescription == nil {
		r.Note("deviatingFunctionGroup", kind.CodeCombination, "has no effect without deviatingFunctionDescription")
	}
}
