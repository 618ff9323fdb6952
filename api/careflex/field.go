package careflex

import (
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/record"
)

// need says when a field has to be there.
type need uint8

const (
	optional  need = iota
	enrolling      // when the type enrols somebody
	always
)

// field is a member of an incident, whichever way it comes in.
type field struct {
	// path from the incident, dotted, as it is on the wire.
	path string
	need need
	// max is the most characters of a text.
	max int
	// numeric texts may come as a JSON number, too.
	numeric bool
	// option brings a text into the spelling that is kept; false when it is
	// none of those that there are. options names them for messages.
	option  func(string) (string, bool)
	options string
	// parse reads a day where not all of them are written YYYY-MM-DD; past days
	// lie before today.
	parse func(string) (cal.Date, bool)
	past  bool

	// One of the three says where the value goes.
	text func(*Incident) **string
	day  func(*Incident) **cal.Date
	flag func(*Incident) **bool
}

// Bounds on texts, in characters.
const (
	maxText       = 255
	maxEmployeeID = 64
)

// fields is the table of what an incident is made of, in the order of the
// vendor's example and of the columns of a file.
var fields = []*field{
	{path: "externalId", text: func(i *Incident) **string { return &i.ExternalID }},
	{path: "type", need: always, text: func(i *Incident) **string { return &i.Type }},
	{path: "employeeId", need: always, max: maxEmployeeID, text: func(i *Incident) **string { return &i.EmployeeID }},
	{path: "createdAt", need: always, day: func(i *Incident) **cal.Date { return &i.CreatedAt }},
	{path: "validFrom", need: always, day: func(i *Incident) **cal.Date { return &i.ValidFrom }},

	{path: "employee.title", text: func(i *Incident) **string { return &i.person().Title }},
	{path: "employee.firstName", need: enrolling, text: func(i *Incident) **string { return &i.person().FirstName }},
	{path: "employee.lastName", need: enrolling, text: func(i *Incident) **string { return &i.person().LastName }},
	{path: "employee.birthday", need: enrolling, parse: parseBirthday, past: true, day: func(i *Incident) **cal.Date { return &i.person().Birthday }},
	{path: "employee.sex", need: enrolling, option: sex, options: "m, w, f or d", text: func(i *Incident) **string { return &i.person().Sex }},

	{path: "employee.address.street", need: enrolling, text: func(i *Incident) **string { return &i.person().Address.Street }},
	{path: "employee.address.houseNumber", numeric: true, text: func(i *Incident) **string { return &i.person().Address.HouseNumber }},
	{path: "employee.address.addressSuffix", text: func(i *Incident) **string { return &i.person().Address.AddressSuffix }},
	{path: "employee.address.zipCode", need: enrolling, text: func(i *Incident) **string { return &i.person().Address.ZipCode }},
	{path: "employee.address.city", need: enrolling, text: func(i *Incident) **string { return &i.person().Address.City }},
	{
		path: "employee.address.country", need: enrolling, option: country, options: "a code of two letters (ISO 3166-1)",
		text: func(i *Incident) **string { return &i.person().Address.Country },
	},

	{path: "employee.job.employmentSite", text: func(i *Incident) **string { return &i.person().Job.EmploymentSite }},
	{
		path: "employee.job.employmentStatus", need: enrolling, option: status, options: "T, AT or L",
		text: func(i *Incident) **string { return &i.person().Job.EmploymentStatus },
	},
	{path: "employee.job.startOfEmployment", need: enrolling, day: func(i *Incident) **cal.Date { return &i.person().Job.StartOfEmployment }},
	{path: "employee.job.personnelNumber", text: func(i *Incident) **string { return &i.person().Job.PersonnelNumber }},
	{path: "employee.job.management", flag: func(i *Incident) **bool { return &i.person().Job.Management }},

	{path: "employee.contact.emailBusiness", text: func(i *Incident) **string { return &i.person().Contact.EmailBusiness }},
	{path: "employee.contact.mobileBusiness", text: func(i *Incident) **string { return &i.person().Contact.MobileBusiness }},
	{path: "employee.contact.landlineBusiness", text: func(i *Incident) **string { return &i.person().Contact.LandlineBusiness }},
}

// employee is the object that holds the master data; groups are all objects
// of an incident, those around others first.
const employee = "employee"

var groups = func() []string {
	var all []string
	seen := map[string]bool{}
	for _, f := range fields {
		parts := strings.Split(f.path, ".")
		for n := range parts {
			if group := strings.Join(parts[:n], "."); !seen[group] {
				seen[group] = true
				all = append(all, group)
			}
		}
	}
	return all
}()

// known is what may be looked for in what was sent: every field and group.
var known = func() map[string]bool {
	all := map[string]bool{}
	for _, g := range groups {
		all[g] = true
	}
	for _, f := range fields {
		all[f.path] = true
	}
	return all
}()

// ofEmployee says that a field is part of the master data.
func (f *field) ofEmployee() bool { return strings.HasPrefix(f.path, employee+".") }

func sex(text string) (string, bool) {
	switch strings.ToLower(text) {
	case "m":
		return "m", true
	case "w", "f":
		return "w", true
	case "d":
		return "d", true
	}
	return "", false
}

// status takes the collective agreement's own letter, which the vendor's
// example has, and those for the groups beside it.
func status(text string) (string, bool) {
	switch text {
	case "T", "AT", "L":
		return text, true
	}
	return "", false
}

func country(text string) (string, bool) {
	_, ok := record.CountryOf(text)
	return strings.ToUpper(text), ok
}
