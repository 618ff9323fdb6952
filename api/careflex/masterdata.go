package careflex

import (
	"strings"
	"unicode"

	"github.com/payglot/payglot/record"
)

// germany is where addresses are when nobody says.
const germany = "DE"

// Keys of the list of genders; of sex d the employee has no word.
var genders = map[string]int{"m": 1, "w": 2, "d": 0}

// writeTo brings an employee up to date: what was sent replaces what was
// known, and what wasn't stays.
func (m *MasterData) writeTo(e *record.Employee, g *record.GermanPerson) {
	m.writePerson(&e.PersonalDetails)
	m.writeGerman(g)
	m.Address.writeTo(e)
	contact := &e.ContactInformation
	renew(&contact.BusinessEmailAddress, m.Contact.EmailBusiness)
	renew(&contact.BusinessMobilePhoneNumber, m.Contact.MobileBusiness)
	renew(&contact.BusinessPhoneNumber, m.Contact.LandlineBusiness)
}

func (m *MasterData) writePerson(p *record.PersonalDetails) {
	if m.FirstName != nil {
		p.FirstName, p.Initials = m.FirstName, initials(*m.FirstName)
	}
	if m.LastName != nil {
		p.LastName = *m.LastName
	}
	if m.Birthday != nil {
		p.DateOfBirth = *m.Birthday
	}
	if m.Sex != nil {
		p.Gender = record.Code{Key: genders[*m.Sex]}
	}
	if p.HowToFormatLastName.Key == 0 {
		p.HowToFormatLastName.Key = 1 // the person's own name
	}
}

func (m *MasterData) writeGerman(g *record.GermanPerson) {
	renew(&g.Title, m.Title)
	renew(&g.Sex, m.Sex)
	renew(&g.PersonnelNumber, m.Job.PersonnelNumber)
	renew(&g.EmploymentSite, m.Job.EmploymentSite)
	renew(&g.EmploymentStatus, m.Job.EmploymentStatus)
	if m.Job.Management != nil {
		g.Management = *m.Job.Management
	}
	if m.Job.StartOfEmployment != nil {
		g.StartOfEmployment = m.Job.StartOfEmployment
	}
}

// writeTo changes what was sent of an address, and gives one to somebody who
// has none.
func (a HomeAddress) writeTo(e *record.Employee) {
	if a == (HomeAddress{}) {
		return
	}
	if e.Address == nil {
		home, _ := record.CountryOf(germany)
		e.Address = &record.Address{Place: record.Place{Country: home}}
	}
	to := e.Address
	set(&to.Street, a.Street)
	set(&to.PostalCode, a.ZipCode)
	set(&to.City, a.City)
	renew(&to.Location, a.AddressSuffix)
	if a.HouseNumber != nil {
		to.HouseNumber, to.HouseNumberAddition = record.HouseNumberOf(*a.HouseNumber)
	}
	if a.Country != nil {
		to.Country, _ = record.CountryOf(*a.Country)
	}
}

// set replaces a text when one was sent.
func set(to *string, sent *string) {
	if sent != nil {
		*to = *sent
	}
}

// renew replaces a text that need not be there; an empty one takes it away.
func renew(to **string, sent *string) {
	switch {
	case sent == nil:
	case *sent == "":
		*to = nil
	default:
		*to = sent
	}
}

// initials are the first letters of somebody's given names: "J.M.".
func initials(names string) string {
	var b strings.Builder
	for name := range strings.FieldsFuncSeq(names, func(c rune) bool { return unicode.IsSpace(c) || c == '-' }) {
		first := []rune(name)[0]
		b.WriteString(string(unicode.ToUpper(first)) + ".")
	}
	return b.String()
}
