package record

import "github.com/payglot/payglot/kind"

// CustomField is a field that an employer adds to its people or their
// employments (eigen veld).
type CustomField struct {
	// ID is the field's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Description is the field's name.
	Description string `json:"description" is:"len=..50"`
}

// CustomFieldRef points to a custom field of the same employer.
type CustomFieldRef struct {
	// ID is the field's id.
	ID kind.ID `json:"id"`
	// Description is the field's name.
	Description string `json:"description" is:"len=..50"`
}

// CustomFields belong to an employer.
var CustomFields = of[CustomField]("custom field", "customfields", kind.Under(Employers.Type))

// Check wants the name once in the employer: people choose by it.
func (c *CustomField) Check(r *kind.Rules) {
	unique(r, CustomFields.Type, "description", c.Description)
}

// EmployeeCustomField is what a custom field holds for an employee.
type EmployeeCustomField struct {
	// ID is the identity of the value.
	ID kind.ID `json:"id" is:"readonly"`
	// CustomField is the field; it is chosen once.
	CustomField CustomFieldRef `json:"customField" is:"ref=custom field,createonly"`
	// Value is what the field holds.
	Value string `json:"value" is:"len=..255"`
}

// EmployeeCustomFields belong to an employee.
var EmployeeCustomFields = of[EmployeeCustomField]("employee custom field", "customfields", kind.Under(Employees.Type))

// EmploymentCustomField is what a custom field holds for an employment.
type EmploymentCustomField struct {
	// ID is the identity of the value.
	ID kind.ID `json:"id" is:"readonly"`
	// CustomField is the field; it is chosen once.
	CustomField CustomFieldRef `json:"customField" is:"ref=custom field,createonly"`
	// Value is what the field holds.
	Value string `json:"value" is:"len=..255"`
}

// EmploymentCustomFields belong to an employment.
var EmploymentCustomFields = of[EmploymentCustomField]("employment custom field", "customfields", kind.Under(Employments.Type))
