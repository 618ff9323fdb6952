package record

import (
	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Situation is what holds of a person from a day on: where he lives, how he is
// reached, his family. Where a country keeps the history of these, the
// employee shows the situation of today.
type Situation struct {
	// ID is the identity of the situation.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which it holds.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day: the day before the next one starts.
	EndDate *cal.Date `json:"endDate" is:"readonly"`
	Circumstances
	// DependentChildren are those that count for tax (kinderen ten laste).
	DependentChildren int `json:"dependentChildren" is:"min=0,max=20"`
	// Person is what becomes another about the person himself on the first
	// day; null once the employee shows it.
	Person *PersonChange `json:"person"`
}

// Circumstances are the part of a situation that the employee shows too.
type Circumstances struct {
	// Address is where the person lives.
	Address *Address `json:"address"`
	// EmailAddress in private.
	EmailAddress *string `json:"emailAddress" is:"len=..255,check=email"`
	// PhoneNumber in private.
	PhoneNumber *string `json:"phoneNumber" is:"len=..15,check=phone"`
	// CivilStatus is the burgerlijke staat.
	CivilStatus *Code `json:"civilStatus" is:"code=civil status"`
}

// Situations follow each other without gaps under an employee. Only employers
// whose country asks for the history have any.
var Situations = of[Situation]("situation", "situations", kind.Under(Employees.Type), kind.Chained(kind.LinkedChain))

// Check holds the address to its country.
func (s *Situation) Check(r *kind.Rules) { s.Address.check(r, "address") }

// Saved shows the situation of today at the employee.
func (s *Situation) Saved(r *kind.Rules) error { return ShowSituation(r, r.Parent.ID) }

// SituationOn is what holds of an employee on a day: before the first one the
// first, after the last one the last; nil when none is kept.
func SituationOn(r kind.Reader, employee kind.ID, day cal.Date) (*Situation, error) {
	all, err := Situations.Children(r, employee)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	on := all[0]
	for _, s := range all {
		if !s.StartDate.After(day) {
			on = s
		}
	}
	return on, nil
}

// ShowSituation makes the employee show the situation of today, and what has
// become another about the person. It is to be called, too, on the day on which
// a situation begins that was saved before.
func ShowSituation(w kind.Writer, employee kind.ID) error {
	all, err := Situations.Children(w, employee)
	if err != nil || len(all) == 0 {
		return err
	}
	on, announced, person := all[0], []*Situation(nil), (*PersonChange)(nil)
	for _, s := range all {
		if s.StartDate.After(w.Today()) {
			break
		}
		if on = s; s.Person != nil {
			announced, person = append(announced, s), person.and(s.Person)
		}
	}
	e, err := Employees.Get(w, employee)
	if err != nil {
		return err
	}
	e.Address, e.PersonalDetails.CivilStatus = on.Address, on.CivilStatus
	e.ContactInformation.EmailAddress, e.ContactInformation.PhoneNumber = on.EmailAddress, on.PhoneNumber
	if err := person.show(w, e); err != nil {
		return err
	}
	for _, s := range announced {
		s.Person = nil
		if err := Situations.Replace(w, s.ID, s); err != nil {
			return err
		}
	}
	return nil
}

func (e *Employee) circumstances() Circumstances {
	c := e.ContactInformation
	return Circumstances{
		Address: e.Address, EmailAddress: c.EmailAddress, PhoneNumber: c.PhoneNumber,
		CivilStatus: e.PersonalDetails.CivilStatus,
	}
}

// keepSituation begins a situation today when the employee was changed and
// differs from the one that is kept.
func keepSituation(w kind.Writer, employee kind.ID, e *Employee) error {
	s, err := SituationOn(w, employee, w.Today())
	if s == nil || err != nil {
		return err
	}
	same, err := equalJSON(s.Circumstances, e.circumstances())
	if same || err != nil {
		return err
	}
	s.Circumstances = e.circumstances()
	s.StartDate = cal.Max(s.StartDate, w.Today())
	_, err = Situations.HoldFrom(w, employee, s)
	return err
}

func equalJSON(a, b any) (bool, error) {
	first, err := json.Marshal(a)
	if err != nil {
		return false, err
	}
	second, err := json.Marshal(b)
	return string(first) == string(second), err
}
