package careflex

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
)

// InsuredPerson is somebody who was enrolled, as the portal shows them.
type InsuredPerson struct {
	// CareflexEmployeeID is what the person registers with.
	CareflexEmployeeID kind.ID `json:"careflexEmployeeId"`
	EmployeeID         string  `json:"employeeId"`
	// State is insured, dormant or ended, from StateFrom on.
	State       string      `json:"state"`
	StateFrom   cal.Date    `json:"stateFrom"`
	InsuredFrom cal.Date    `json:"insuredFrom"`
	Employee    *MasterData `json:"employee"`
}

// FindInsured finds whom a company reports under a key. It answers
// [kind.ErrNotFound].
func FindInsured(r kind.Reader, careflexID, employeeID string) (*InsuredPerson, error) {
	company, _, err := find(r, careflexID)
	if err != nil {
		return nil, err
	}
	id, err := record.InsuredEmployee(r, company, employeeID)
	if err != nil {
		return nil, err
	}
	i, err := record.LongTermCareInsurances.Get(r, id)
	if err != nil {
		return nil, err
	}
	e, err := record.Employees.Get(r, id)
	if err != nil {
		return nil, err
	}
	g, err := record.GermanPersons.Get(r, id)
	if err != nil {
		return nil, err
	}
	return &InsuredPerson{
		CareflexEmployeeID: i.InsuredID, EmployeeID: i.ReportedAs,
		State: i.State, StateFrom: i.StateFrom, InsuredFrom: i.InsuredFrom, Employee: masterDataOf(e, g),
	}, nil
}

// masterDataOf is what is known of an employee, in the words of reports: the
// way back of [MasterData.writeTo].
func masterDataOf(e *record.Employee, g *record.GermanPerson) *MasterData {
	p, c := e.PersonalDetails, e.ContactInformation
	m := &MasterData{
		Title: g.Title, FirstName: p.FirstName, LastName: &p.LastName, Sex: sexOf(p, g),
		Job: Job{
			EmploymentSite: g.EmploymentSite, EmploymentStatus: g.EmploymentStatus, StartOfEmployment: g.StartOfEmployment,
			PersonnelNumber: g.PersonnelNumber, Management: &g.Management,
		},
		Contact: Contact{c.BusinessEmailAddress, c.BusinessMobilePhoneNumber, c.BusinessPhoneNumber},
	}
	if !p.DateOfBirth.IsZero() {
		m.Birthday = &p.DateOfBirth
	}
	if a := e.Address; a != nil {
		number := a.WholeHouseNumber()
		m.Address = HomeAddress{&a.Street, &number, a.Location, &a.PostalCode, &a.City, &a.Country.ISOCode}
	}
	return m
}

// sexOf is what was reported, unless the employee was changed since.
func sexOf(p record.PersonalDetails, g *record.GermanPerson) *string {
	if g.Sex != nil && genders[*g.Sex] == p.Gender.Key {
		return g.Sex
	}
	for sex, key := range genders {
		if key == p.Gender.Key && key != 0 {
			return &sex
		}
	}
	return nil
}
