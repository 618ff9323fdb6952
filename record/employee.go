package record

import (
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Employee is a person who works, or worked, for an employer (persoon).
type Employee struct {
	// ID is the employee's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// EmployeeNumber is the personeelsnummer, once within the employer.
	EmployeeNumber int `json:"employeeNumber" is:"min=1"`
	// PersonalDetails says who the person is.
	PersonalDetails PersonalDetails `json:"personalDetails"`
	// ContactInformation is how the person is reached.
	ContactInformation ContactInformation `json:"contactInformation"`
	// Address is where the person lives (woonadres).
	Address *Address `json:"address"`
	// DeviatingPostalAddress is where mail goes, if elsewhere.
	DeviatingPostalAddress *PostalAddress `json:"deviatingPostalAddress"`
	// IdentityDocument is the document that the employer has seen.
	IdentityDocument *IdentityDocument `json:"identityDocument"`
	// Travel is about the way to work.
	Travel Travel `json:"travel"`
	// ExclusionFromAbsenceStatus keeps the person out of absence figures.
	ExclusionFromAbsenceStatus bool `json:"exclusionFromAbsenceStatus"`
	// StatusEmployeeSelfService is the state of the person's own access
	// (werknemer.loket); null without such access.
	StatusEmployeeSelfService *Code `json:"statusEmployeeSelfService" is:"code=self-service status,readonly"`
	// RevokeEmployeeSelfServiceAccessOn is the day on which that access ends.
	RevokeEmployeeSelfServiceAccessOn *cal.Date `json:"revokeEmployeeSelfServiceAccessOn" is:"readonly"`
}

// PersonalDetails says who an employee is.
type PersonalDetails struct {
	// Initials are the voorletters, with points.
	Initials string `json:"initials" is:"len=1..6"`
	// FirstName is the roepnaam or first given name.
	FirstName *string `json:"firstName" is:"len=1..28"`
	// Prefix is the voorvoegsel of the last name, such as "van der".
	Prefix *string `json:"prefix" is:"len=1..10"`
	// LastName is the family name at birth (achternaam), without prefix.
	LastName string `json:"lastName" is:"len=1..25"`
	// PrefixPartner is the voorvoegsel of the partner's name.
	PrefixPartner *string `json:"prefixPartner" is:"len=..10"`
	// LastNamePartner is the partner's family name.
	LastNamePartner *string `json:"lastNamePartner" is:"len=..25"`
	// HowToFormatLastName chooses between the names (naamgebruik).
	HowToFormatLastName Code `json:"howToFormatLastName" is:"code=name format"`
	// FormattedName is the name as lists show it, made of the above.
	FormattedName string `json:"formattedName" is:"len=..82,readonly"`
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
	// AOWDate is the day on which the state pension begins as the law stands;
	// [AOWDate] tells whether that is decided.
	AOWDate cal.Date `json:"aowDate" is:"readonly"`
	// Nationality is the nationaliteit.
	Nationality *Code `json:"nationality" is:"code=nationality"`
	// CivilStatus is the burgerlijke staat.
	CivilStatus *Code `json:"civilStatus" is:"code=civil status"`
	// Photo is where the person's photo is, without the host; its last part
	// is the photo's version.
	Photo *string `json:"photo" is:"readonly"`
}

// ContactInformation is how an employee is reached, in private and at work.
type ContactInformation struct {
	// EmailAddress in private.
	EmailAddress *string `json:"emailAddress" is:"len=..255,check=email"`
	// BusinessEmailAddress at work.
	BusinessEmailAddress *string `json:"businessEmailAddress" is:"len=..255,check=email"`
	// PhoneNumber in private.
	PhoneNumber *string `json:"phoneNumber" is:"len=..15,check=phone"`
	// BusinessPhoneNumber at work.
	BusinessPhoneNumber *string `json:"businessPhoneNumber" is:"len=..15,check=phone"`
	// MobilePhoneNumber in private.
	MobilePhoneNumber *string `json:"mobilePhoneNumber" is:"len=..15,check=phone"`
	// BusinessMobilePhoneNumber at work.
	BusinessMobilePhoneNumber *string `json:"businessMobilePhoneNumber" is:"len=..15,check=phone"`
	// FaxNumber of the person.
	FaxNumber *string `json:"faxNumber" is:"len=..15,check=phone"`
}

// IdentityDocument is what an employer keeps a copy of (Wet op de
// identificatieplicht).
type IdentityDocument struct {
	// TypeOfDocument is passport, identity card or residence document.
	TypeOfDocument Code `json:"typeOfDocument" is:"code=identity document"`
	// DocumentIdentification is the number of the document.
	DocumentIdentification string `json:"documentIdentification"`
}

// Travel is about the way to work.
type Travel struct {
	// TravelDistanceToWork is one way, in metres.
	TravelDistanceToWork *int `json:"travelDistanceToWork" is:"min=1"`
}

// Employees belong to an employer. The version of 2018 had no contact
// information at work.
var Employees = of[Employee]("employee", "employees", kind.Under(Employers.Type), kind.IndexedBy("employeeNumber"),
	kind.Since("2021-03-29"),
	kind.Older("2018-12-31", "",
		"contactInformation.businessEmailAddress",
		"contactInformation.businessPhoneNumber",
		"contactInformation.businessMobilePhoneNumber"))

// Compute numbers a new employee who brings no number, and makes the name for
// lists and the AOW date. A foreign employee's date of birth may be unknown.
func (e *Employee) Compute(r *kind.Rules) {
	if r.Before == nil {
		number(r, "employee", r.Employer(), &e.EmployeeNumber)
	}
	p := &e.PersonalDetails
	p.FormattedName = formatName(p.HowToFormatLastName.Key,
		familyName{text(p.Prefix), p.LastName},
		familyName{text(p.PrefixPartner), text(p.LastNamePartner)}, p.Initials)
	p.AOWDate = cal.Date{}
	if !p.DateOfBirth.IsZero() {
		p.AOWDate = aowOrEarliest(p.DateOfBirth)
	}
}

// Check wants the number once in the employer, a life in order, and addresses
// that fit their countries.
func (e *Employee) Check(r *kind.Rules) {
	unique(r, Employees.Type, "employeeNumber", strconv.Itoa(e.EmployeeNumber))
	p := &e.PersonalDetails
	if p.DateOfBirth.After(r.Today()) {
		r.Problem("personalDetails.dateOfBirth", kind.CodePeriod, "is in the future")
	}
	if p.DateOfDeath != nil && p.DateOfDeath.Before(p.DateOfBirth) {
		r.Problem("personalDetails.dateOfDeath", kind.CodePeriod, "is before the date of birth")
	}
	e.Address.check(r, "address")
	e.DeviatingPostalAddress.check(r, "deviatingPostalAddress")
}

// EmployeeByNumber finds the employee of an employer with a number. It answers
// [kind.ErrNotFound].
func EmployeeByNumber(r kind.Reader, employer kind.ID, number string) (kind.ID, error) {
	return Holder(r, employer, Employees.Type, "employeeNumber", number)
}

// Saved brings the name and number up to date that the employments show, and
// notes from when on the person's situation is another.
func (e *Employee) Saved(r *kind.Rules) error {
	if r.Before == nil {
		return nil
	}
	if err := keepSituation(r, r.ID, e); err != nil {
		return err
	}
	rows, err := r.Children(Employments.Type, r.ID)
	if err != nil {
		return err
	}
	for _, row := range rows {
		employment, err := Employments.Value(row)
		if err != nil {
			return err
		}
		if err := Employments.Replace(r, row.ID, employment); err != nil {
			return err
		}
		if err := refreshRequests(r, row.ID); err != nil {
			return err
		}
	}
	return nil
}
