package securex

import (
	"cmp"
	"errors"
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// employee is one employee on the wire. What is kept by date is either there as
// it is today, or as histories.
type employee struct {
	EmployeeKey            string    `json:"employeeKey"`
	NationalRegisterNumber *string   `json:"nationalRegisterNumber"`
	LastName               string    `json:"lastName"`
	FirstName              *string   `json:"firstName"`
	BirthDate              *cal.Date `json:"birthDate"`
	Sex                    string    `json:"sex"`
	Nationality            string    `json:"nationality"`
	Language               string    `json:"language"`
	*situation
	IBAN              *string `json:"iban"`
	BIC               *string `json:"bic"`
	ExternalReference *string `json:"externalReference"`
	// Histories are there when they were asked for.
	Histories []situationHistory `json:"histories,omitzero"`
}

// situation is what holds of a person for a time.
type situation struct {
	CivilStatus       *string  `json:"civilStatus"`
	DependentChildren int      `json:"dependentChildren"`
	Address           *address `json:"address"`
	Email             *string  `json:"email"`
	Phone             *string  `json:"phone"`
}

type situationHistory struct {
	ValidFrom *cal.Date `json:"validFrom"`
	ValidTo   *cal.Date `json:"validTo"`
	situation
}

type address struct {
	Street      string  `json:"street"`
	HouseNumber string  `json:"houseNumber"`
	Box         *string `json:"box"`
	PostalCode  string  `json:"postalCode"`
	City        string  `json:"city"`
	Country     string  `json:"country"`
}

// getEmployee answers one employee, as he is today or with his histories.
func (d *Dialect) getEmployee(c *rest.Call) (*rest.Answer, error) {
	var since cal.Date
	key, wrong := pathKey(c, 1, "employeeKey")
	err := readParameters(c, map[string]parameter{"_from": from(d.today(), &since)}, wrong...)
	if err != nil {
		return nil, err
	}
	return document(c, func(tx *store.Tx) (any, error) {
		id, err := record.EmployeeByNumber(tx, c.Subject.ID, strconv.Itoa(key))
		if errors.Is(err, kind.ErrNotFound) {
			return nil, missing("Employee")
		}
		if err != nil {
			return nil, err
		}
		return d.employeeOn(tx, id, since)
	})
}

// employeeOn is an employee today; with a day, what is kept by date is shown
// from then on.
func (d *Dialect) employeeOn(r kind.Reader, id kind.ID, since cal.Date) (*employee, error) {
	e, err := record.Employees.Get(r, id)
	if err != nil {
		return nil, err
	}
	number, err := nationalNumberOf(r, id)
	if err != nil {
		return nil, err
	}
	person, err := record.BelgianPersonOf(r, e)
	if err != nil {
		return nil, err
	}
	account, err := record.AccountOn(r, id, record.PrimaryAccount, d.today())
	if err != nil {
		return nil, err
	}
	shown := &employee{
		EmployeeKey: strconv.Itoa(e.EmployeeNumber), NationalRegisterNumber: number,
		LastName: e.PersonalDetails.LastName, FirstName: e.PersonalDetails.FirstName,
		BirthDate: orNil(e.PersonalDetails.DateOfBirth), Sex: person.Sex,
		Nationality: person.Nationality, Language: person.Language, ExternalReference: person.ExternalReference,
	}
	if account != nil {
		shown.IBAN, shown.BIC = account.IBAN, account.BIC
	}
	if since.IsZero() {
		shown.situation, err = situationOn(r, e, d.today())
		return shown, err
	}
	shown.Histories, err = situations(r, e, since)
	return shown, err
}

// situationOn is what holds of an employee on a day.
func situationOn(r kind.Reader, e *record.Employee, day cal.Date) (*situation, error) {
	s, err := record.SituationOn(r, e.ID, day)
	if err != nil {
		return nil, err
	}
	return situationOf(cmp.Or(s, undated(e))), nil
}

// situations are those of a day and all later ones. An employee whose
// situations no dialect has kept by date has one of which nobody knows since
// when.
func situations(r kind.Reader, e *record.Employee, since cal.Date) ([]situationHistory, error) {
	all, err := record.Situations.Children(r, e.ID)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		all = append(all, undated(e))
	}
	var shown []situationHistory
	for _, s := range all {
		if s.EndDate == nil || !s.EndDate.Before(since) {
			shown = append(shown, situationHistory{orNil(s.StartDate), s.EndDate, *situationOf(s)})
		}
	}
	return shown, nil
}

// undated is the situation that an employee shows.
func undated(e *record.Employee) *record.Situation {
	return &record.Situation{Circumstances: record.Circumstances{
		Address: e.Address, EmailAddress: e.ContactInformation.EmailAddress,
		PhoneNumber: e.ContactInformation.PhoneNumber, CivilStatus: e.PersonalDetails.CivilStatus,
	}}
}

// civilStatuses are the words for the entries of the list. A registered
// partnership, which Belgium doesn't have, is legal cohabitation here.
var civilStatuses = func() map[int]string {
	words := map[int]string{3: "cohabiting"}
	for word, key := range civilStatusKeys {
		words[key] = word
	}
	return words
}()

func situationOf(s *record.Situation) *situation {
	shown := &situation{
		DependentChildren: s.DependentChildren, Address: addressOf(s.Address),
		Email: s.EmailAddress, Phone: s.PhoneNumber,
	}
	if s.CivilStatus != nil {
		shown.CivilStatus = orNil(civilStatuses[s.CivilStatus.Key])
	}
	return shown
}

func addressOf(a *record.Address) *address {
	if a == nil {
		return nil
	}
	return &address{
		Street: a.Street, HouseNumber: a.WholeHouseNumber(), Box: a.Location,
		PostalCode: a.PostalCode, City: a.City, Country: a.Country.ISOCode,
	}
}
