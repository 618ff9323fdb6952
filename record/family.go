package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Child is a child of an employee (kind). How many children lower somebody's
// tax is no matter of this list: where a country asks for that, as Belgium
// does, it is declared as a number, in [Situation].
type Child struct {
	// ID is the child's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// FirstName is the roepnaam.
	FirstName *string `json:"firstName" is:"len=1..28"`
	// Initials are the voorletters.
	Initials string `json:"initials" is:"len=1..6"`
	// Prefix is the voorvoegsel of the last name.
	Prefix *string `json:"prefix" is:"len=1..10"`
	// LastName is the achternaam, without prefix.
	LastName string `json:"lastName" is:"len=1..25"`
	// Gender is the geslacht.
	Gender Code `json:"gender" is:"code=gender"`
	// DateOfBirth is the geboortedatum.
	DateOfBirth cal.Date `json:"dateOfBirth"`
	// DateOfDeath is the overlijdensdatum.
	DateOfDeath *cal.Date `json:"dateOfDeath"`
	// ResidenceStatus tells children at home from those who left it; null is
	// not known.
	ResidenceStatus *Code `json:"residenceStatus" is:"code=residence status"`
}

// Children belong to an employee.
var Children = of[Child]("child", "children", kind.Under(Employees.Type))

// Check wants a life in order.
func (c *Child) Check(r *kind.Rules) { checkLife(r, c.DateOfBirth, c.DateOfDeath) }

// Partner is whom an employee is married to, registered with or lives with
// (partner), for a time.
type Partner struct {
	// ID is the identity of the record.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day together; null when that isn't known.
	StartDate *cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// FirstName is the roepnaam.
	FirstName *string `json:"firstName" is:"len=1..28"`
	// Initials are the voorletters.
	Initials *string `json:"initials" is:"len=1..6"`
	// Prefix is the voorvoegsel of the last name.
	Prefix *string `json:"prefix" is:"len=1..10"`
	// LastName is the achternaam, without prefix.
	LastName string `json:"lastName" is:"len=1..25"`
	// HowToFormatLastName chooses between the names of both (naamgebruik).
	HowToFormatLastName Code `json:"howToFormatLastName" is:"code=name format"`
	// Title is academic or of nobility.
	Title *Code `json:"title" is:"code=title"`
	// Gender is the geslacht.
	Gender Code `json:"gender" is:"code=gender"`
	// DateOfBirth is the geboortedatum.
	DateOfBirth cal.Date `json:"dateOfBirth"`
	// PlaceOfBirth is the geboorteplaats.
	PlaceOfBirth *string `json:"placeOfBirth" is:"len=1..24"`
	// DateOfDeath is the overlijdensdatum.
	DateOfDeath *cal.Date `json:"dateOfDeath"`
	// WAOClassification is how far the partner can't work
	// (arbeidsongeschiktheidsklasse).
	WAOClassification *Code `json:"waoClassification" is:"code=wao class"`
}

// Partners belong to an employee. They are no date chain: days without dates
// are usual, and who lives together may do so with more than one.
var Partners = of[Partner]("partner", "partners", kind.Under(Employees.Type))

// Defaults has the partner go by the own name.
func (p *Partner) Defaults(*kind.Rules) { p.HowToFormatLastName.Key = 1 }

// Check wants a life in order, and tells of another partner in the same time,
// which only marriage and registered partnership exclude (BW 1:33 and 1:80a).
func (p *Partner) Check(r *kind.Rules) {
	checkLife(r, p.DateOfBirth, p.DateOfDeath)
	if p.StartDate != nil && p.StartDate.Before(p.DateOfBirth) {
		r.Problem("startDate", kind.CodePeriod, "is before the date of birth")
	}
	others, err := r.Children(Partners.Type, r.Parent.ID)
	if err != nil {
		r.Fail(err)
		return
	}
	own := period(p.StartDate, p.EndDate)
	for _, other := range others {
		if other.ID != r.ID && own.Overlaps(other.Period()) {
			r.Note("startDate", kind.CodeChain, "the employee has another partner in this time")
			return
		}
	}
}

// period is the days between two that may be open.
func period(starts, ends *cal.Date) cal.Period {
	var p cal.Period
	if starts != nil {
		p.Start = *starts
	}
	if ends != nil {
		p.End = *ends
	}
	return p
}

// checkLife wants a birth in the past, and no death before it.
func checkLife(r *kind.Rules, born cal.Date, died *cal.Date) {
	if born.After(r.Today()) {
		r.Problem("dateOfBirth", kind.CodePeriod, "is in the future")
	}
	if died != nil && died.Before(born) {
		r.Problem("dateOfDeath", kind.CodePeriod, "is before the date of birth")
	}
}
