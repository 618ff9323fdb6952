package careflex

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Incident is an HR incident as it was reported: something that happened to
// one person. Members are named as on the wire.
type Incident struct {
	// IncidentID is what the client was told.
	IncidentID kind.ID `json:"incidentId"`
	// ExternalID is the client's own reference, sent back as it came.
	ExternalID *string `json:"externalId"`
	// Type is the code of the incident type.
	Type *string `json:"type"`
	// EmployeeID is the key under which the employer reports the person.
	EmployeeID *string `json:"employeeId"`
	// CreatedAt is the day on which the incident was recorded.
	CreatedAt *cal.Date `json:"createdAt"`
	// ValidFrom is the day from which it is to take effect.
	ValidFrom *cal.Date `json:"validFrom"`
	// Employee is what is reported of the person; nil is nothing.
	Employee *MasterData `json:"employee"`
	// Problems are those found on receipt. Only an incident from a file can
	// have any: other ways in refuse it.
	Problems []Finding `json:"problems"`
}

// MasterData is what an employer reports of a person. What wasn't sent is nil;
// an empty text takes back what was sent before.
type MasterData struct {
	Title     *string   `json:"title"`
	FirstName *string   `json:"firstName"`
	LastName  *string   `json:"lastName"`
	Birthday  *cal.Date `json:"birthday"`
	// Sex is m, w or d.
	Sex     *string     `json:"sex"`
	Address HomeAddress `json:"address"`
	Job     Job         `json:"job"`
	Contact Contact     `json:"contact"`
}

// HomeAddress is where a person lives.
type HomeAddress struct {
	Street        *string `json:"street"`
	HouseNumber   *string `json:"houseNumber"`
	AddressSuffix *string `json:"addressSuffix"`
	ZipCode       *string `json:"zipCode"`
	City          *string `json:"city"`
	// Country is a code of two letters (ISO 3166-1).
	Country *string `json:"country"`
}

// Job is what a person does at the employer.
type Job struct {
	EmploymentSite *string `json:"employmentSite"`
	// EmploymentStatus is T under the collective agreement, AT beyond it, L for
	// executives.
	EmploymentStatus  *string   `json:"employmentStatus"`
	StartOfEmployment *cal.Date `json:"startOfEmployment"`
	PersonnelNumber   *string   `json:"personnelNumber"`
	Management        *bool     `json:"management"`
}

// Contact is how a person is reached at work.
type Contact struct {
	EmailBusiness    *string `json:"emailBusiness"`
	MobileBusiness   *string `json:"mobileBusiness"`
	LandlineBusiness *string `json:"landlineBusiness"`
}

// person gives an incident master data to write to.
func (i *Incident) person() *MasterData {
	if i.Employee == nil {
		i.Employee = new(MasterData)
	}
	return i.Employee
}

// effective is the day on which an incident takes effect: its validFrom when
// that begins a month, otherwise the first of the month after.
func effective(validFrom cal.Date) cal.Date {
	if validFrom.Day() == 1 {
		return validFrom
	}
	return firstOf(validFrom).AddMonths(1)
}

// firstOf is the first day of a day's month.
func firstOf(day cal.Date) cal.Date { return day.AddDays(1 - day.Day()) }

// monthOf names a day's month: "2024-06".
func monthOf(day cal.Date) string { return day.String()[:len("2006-01")] }
