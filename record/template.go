package record

import "github.com/payglot/payglot/kind"

// EmploymentTemplate is what a new employment of some sort has in common with
// others of its sort (werknemersjabloon). A client copies it into a concept
// employee or a new employment, and fills in the rest.
type EmploymentTemplate struct {
	// ID is the template's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// TemplateName is what people choose by, once within the employer.
	TemplateName string `json:"templateName" is:"len=1..255,readonly"`
	EmploymentDraft
}

// EmploymentTemplates belong to an employer. No operation of Loket's makes one.
var EmploymentTemplates = of[EmploymentTemplate]("employment template", "employmenttemplates", kind.Under(Employers.Type))

// Check wants the name once in the employer, and a profile that there is.
func (t *EmploymentTemplate) Check(r *kind.Rules) {
	unique(r, EmploymentTemplates.Type, "templateName", t.TemplateName)
	t.nameProfile(r)
}
