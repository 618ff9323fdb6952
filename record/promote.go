package record

import (
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
)

// Hire is what a concept employee must have to become an employee: what a new
// employment wants, and the person.
type Hire struct {
	// EmployeeData is the person.
	EmployeeData HiredPerson `json:"employeeData"`
	NewParts
}

// HiredPerson is what a new employee is made of.
type HiredPerson struct {
	// EmployeeNumber is the personeelsnummer; null lets it follow on.
	EmployeeNumber *int `json:"employeeNumber" is:"min=1"`
	// PersonalDetails says who it is.
	PersonalDetails PersonalDetails `json:"personalDetails"`
	// ContactInformation is how the person is reached.
	ContactInformation ContactInformation `json:"contactInformation"`
	// Address is where the person lives.
	Address *Address `json:"address"`
	// DeviatingPostalAddress is where mail goes, if elsewhere.
	DeviatingPostalAddress *PostalAddress `json:"deviatingPostalAddress"`
	// IdentityDocument is the document that the employer has seen.
	IdentityDocument *IdentityDocument `json:"identityDocument"`
	NewEmployee
}

// Hires is what [Promote] holds a concept employee against.
var Hires = shape[Hire]()

// Promote makes a concept employee an employee with an employment, both as if
// they had been entered, and removes the concept. The employee has the id that
// the concept had, and the employment its documents. What is missing or wrong is told at once, under the names
// that the concept has for it.
func Promote(w kind.Writer, concept kind.ID) error {
	row, err := w.Row(ConceptEmployees.Type, concept)
	if err != nil {
		return err
	}
	hire, err := hireOf(w, row)
	if err != nil {
		return err
	}
	if err := Employees.CreateAs(w, concept, row.Parent, hire.EmployeeData.employee()); err != nil {
		return under("employeeData", err)
	}
	if err := moveNumber(w, concept); err != nil {
		return err
	}
	employment, err := createEmployment(w, concept, &hire.NewParts, hire.EmployeeData.NewEmployee)
	if err != nil {
		return err
	}
	if err := ConceptDossiers.move(w, concept, EmploymentDossiers, employment); err != nil {
		return err
	}
	return ConceptEmployees.Delete(w, concept)
}

// hireOf reads a concept employee as strictly as what is entered for good.
func hireOf(r kind.Reader, row *kind.Row) (*Hire, error) {
	c, err := ConceptEmployees.Value(row)
	if err != nil {
		return nil, err
	}
	if e := c.EmploymentData; e != nil && e.ExemptionInsuranceObligation == nil {
		e.ExemptionInsuranceObligation = &LongCode{Key: noInsuranceExemption}
	}
	body, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("concept employee %v: encode: %w", row.ID, err)
	}
	return Hires.Read(r, row.Employer, answered(Hires.Type.Fields, body), kind.Version{})
}

// answered makes a body of the members of a form: a question of yes or no that
// nobody answered is no, a part that is missing is there with nothing in it, so
// that each thing missing in it is told, and other unknowns are left out.
func answered(f *kind.Field, body []byte) []byte {
	out := []byte{'{'}
	for _, m := range f.Members {
		value := kind.Member(body, m.Name)
		plain := m.Form == kind.Object && m.Code == "" && m.Ref == ""
		switch known := len(value) > 0 && string(value) != "null"; {
		case known && plain:
			value = answered(m, value)
		case known:
		case plain && !m.Nullable:
			value = answered(m, []byte("{}"))
		case m.Form == kind.Boolean && !m.Nullable:
			value = []byte("false")
		default:
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(append(append(out, '"'), m.Name...), '"', ':')
		out = append(out, value...)
	}
	return append(out, '}')
}

func (p *HiredPerson) employee() *Employee {
	e := &Employee{
		PersonalDetails:        p.PersonalDetails,
		ContactInformation:     p.ContactInformation,
		Address:                p.Address,
		DeviatingPostalAddress: p.DeviatingPostalAddress,
		IdentityDocument:       p.IdentityDocument,
	}
	if p.EmployeeNumber != nil {
		e.EmployeeNumber = *p.EmployeeNumber
	}
	return e
}

// moveNumber gives the employee the BSN that the concept had. Somebody else of
// the employer may have it by now.
func moveNumber(w kind.Writer, concept kind.ID) error {
	known, err := ConceptNumbers.Get(w, concept)
	if errors.Is(err, kind.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = CitizenServiceNumbers.Create(w, concept, &CitizenServiceNumber{CitizenServiceNumber: known.CitizenServiceNumber})
	return err
}
