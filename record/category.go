package record

import "github.com/payglot/payglot/kind"

// EmploymentCategory tells what an employment is beside regular work, such as
// parental leave, and which employment it belongs with.
type EmploymentCategory struct {
	// EmploymentCategoryType tells leave from regular work.
	EmploymentCategoryType LongCode `json:"employmentCategoryType" is:"code=employment category"`
	// LinkedEmployment is another employment of the same employee; null is
	// none.
	LinkedEmployment *kind.ID `json:"linkedEmployment"`
}

// EmploymentCategories is the input of [Categorize].
var EmploymentCategories = shape[EmploymentCategory]()

// Categorize says what an employment is and which other one it belongs with.
func Categorize(w kind.Writer, employment kind.ID, in *EmploymentCategory) error {
	e, err := Employments.Get(w, employment)
	if err != nil {
		return err
	}
	if in.LinkedEmployment != nil {
		if err := linkable(w, e, *in.LinkedEmployment); err != nil {
			return err
		}
	}
	e.EmploymentCategoryType, e.LinkedEmployment = in.EmploymentCategoryType, in.LinkedEmployment
	return Employments.Replace(w, employment, e)
}

// linkable refuses an employment that is the same or somebody else's.
func linkable(r kind.Reader, e *Employment, other kind.ID) error {
	const field = "linkedEmployment"
	if other == e.ID {
		return refuse(kind.CodeReference, field, "is the employment itself")
	}
	rows, err := r.Children(Employments.Type, e.Employee.ID)
	for _, row := range rows {
		if row.ID == other {
			return nil
		}
	}
	if err != nil {
		return err
	}
	return refuse(kind.CodeReference, field, "refers to no employment of this employee")
}
