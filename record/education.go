package record

import (
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// EducationTerm is a word that an employer describes educations by.
type EducationTerm struct {
	// ID is the identity of the word.
	ID kind.ID `json:"id" is:"readonly"`
	// Code is its short form, once within the employer.
	Code string `json:"code" is:"len=1..10"`
	// Description says what it stands for.
	Description string `json:"description" is:"len=1..50"`
}

// EducationType is a sort of education (soort opleiding).
type EducationType struct{ EducationTerm }

// EducationFurtherIndication says more of one (nadere aanduiding).
type EducationFurtherIndication struct{ EducationTerm }

// The words that an employer describes educations by.
var (
	EducationTypes              = of[EducationType]("education type", "educationtypes", kind.Under(Employers.Type))
	EducationFurtherIndications = of[EducationFurtherIndication]("education further indication", "educationfurtherindications", kind.Under(Employers.Type))
)

// Check wants the code once in the employer.
func (e *EducationType) Check(r *kind.Rules) { e.check(r, EducationTypes.Type) }

// Check wants the code once in the employer.
func (e *EducationFurtherIndication) Check(r *kind.Rules) {
	e.check(r, EducationFurtherIndications.Type)
}

func (e *EducationTerm) check(r *kind.Rules, t *kind.Type) {
	notBlank(r, "code", e.Code)
	notBlank(r, "description", e.Description)
	unique(r, t, "code", e.Code)
}

// notBlank wants a text to have more than spaces.
func notBlank(r *kind.Rules, field, text string) {
	if strings.TrimSpace(text) == "" {
		r.Problem(field, kind.CodeRequired, "has nothing but spaces")
	}
}

// EducationTermRef points to such a word of the same employer.
type EducationTermRef struct {
	// Key is the id of the word.
	Key kind.ID `json:"key"`
	// Code is its short form.
	Code string `json:"code"`
	// Description says what it stands for.
	Description string `json:"description"`
}

// Education is what an employee has learnt or learns (opleiding).
type Education struct {
	// ID is the identity of the education.
	ID kind.ID `json:"id" is:"readonly"`
	// Name of the education.
	Name string `json:"name" is:"len=..50"`
	// EducationLevel is the opleidingsniveau.
	EducationLevel *EducationCode `json:"educationLevel" is:"code=education level"`
	// TypeOfEducation is the employer's word for the sort.
	TypeOfEducation *EducationTermRef `json:"typeOfEducation" is:"ref=education type"`
	// FurtherIndication is the employer's word for what else there is to say.
	FurtherIndication *EducationTermRef `json:"furtherIndication" is:"ref=education further indication"`
	// StartDate is the first day.
	StartDate *cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// HasDiploma says whether it was completed.
	HasDiploma *EducationCode `json:"hasDiploma" is:"code=diploma"`
	// YearOfDiploma is the year on the diploma.
	YearOfDiploma *int `json:"yearOfDiploma" is:"min=1900,max=2099"`
	// EndOfValidityDate is the last day on which the diploma is good.
	EndOfValidityDate *cal.Date `json:"endOfValidityDate"`
	// Institute is where it was learnt.
	Institute *EducationInstitute `json:"institute"`
	// EmployerCosts is what the employer paid, in euros.
	EmployerCosts *money.Amount `json:"employerCosts" is:"min=0.01"`
	// EmployeeCosts is what the employee paid, in euros.
	EmployeeCosts *money.Amount `json:"employeeCosts" is:"min=0.01"`
	// Particularities is free text (bijzonderheden).
	Particularities *string `json:"particularities" is:"len=..4000"`
}

// EducationCode is an entry of a code list about educations.
type EducationCode struct {
	// Key is the number of the entry in its list.
	Key int `json:"key"`
	// Value is the label, in Dutch.
	Value string `json:"value" is:"len=..80"`
}

// EducationInstitute is a school. Loket writes the name of this one member with
// a capital.
type EducationInstitute struct {
	// Name of the school.
	Name string `json:"Name" is:"len=..70"`
	// City is where it is.
	City *string `json:"city" is:"len=..24"`
}

// Educations belong to an employee; several may be followed at once.
var Educations = of[Education]("education", "educations", kind.Under(Employees.Type))
