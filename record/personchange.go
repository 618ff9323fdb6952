package record

import (
	"cmp"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// PersonChange is what becomes another about the person himself on the first
// day of a situation. What is null becomes no other.
type PersonChange struct {
	// LastName is the family name.
	LastName *string `json:"lastName" is:"len=1..48"`
	// FirstName is the first given name.
	FirstName *string `json:"firstName" is:"len=1..24"`
	// DateOfBirth is the day of birth.
	DateOfBirth *cal.Date `json:"dateOfBirth"`
	// Sex is M, F or X.
	Sex *string `json:"sex" is:"oneof=M|F|X"`
	// Nationality is a code of two letters (ISO 3166-1).
	Nationality *string `json:"nationality" is:"len=2..2"`
	// Language of the person's papers.
	Language *string `json:"language" is:"oneof=nl|fr|de|en"`
	// ExternalReference is the firm's own; empty when there is none any more.
	ExternalReference *string `json:"externalReference" is:"len=..36"`
}

// and is one change after another on the same day.
func (p *PersonChange) and(q *PersonChange) *PersonChange {
	if p == nil || q == nil {
		return cmp.Or(q, p)
	}
	return &PersonChange{
		LastName: cmp.Or(q.LastName, p.LastName), FirstName: cmp.Or(q.FirstName, p.FirstName),
		DateOfBirth: cmp.Or(q.DateOfBirth, p.DateOfBirth), Sex: cmp.Or(q.Sex, p.Sex),
		Nationality: cmp.Or(q.Nationality, p.Nationality), Language: cmp.Or(q.Language, p.Language),
		ExternalReference: cmp.Or(q.ExternalReference, p.ExternalReference),
	}
}

// gender is the entry of the code list for a sex.
var gender = map[string]int{"M": 1, "F": 2, "X": 0}

// showAt makes an employee show the change, as far as every employee has it.
func (p *PersonChange) showAt(e *Employee) {
	d := &e.PersonalDetails
	if p.LastName != nil {
		d.LastName = *p.LastName
	}
	if p.FirstName != nil && *p.FirstName != text(d.FirstName) {
		d.FirstName, d.Initials = p.FirstName, initialOf(*p.FirstName)
	}
	if p.DateOfBirth != nil {
		d.DateOfBirth = *p.DateOfBirth
	}
	if p.Sex != nil {
		d.Gender = Code{Key: gender[*p.Sex]}
	}
}

// show saves an employee, who shows the change; nil is none.
func (p *PersonChange) show(w kind.Writer, e *Employee) error {
	if p != nil {
		p.showAt(e)
		if err := p.showInBelgium(w, e); err != nil {
			return err
		}
	}
	return Employees.Replace(w, e.ID, e)
}

// showInBelgium makes what Belgium adds to an employee show the change.
func (p *PersonChange) showInBelgium(w kind.Writer, e *Employee) error {
	b, err := BelgianPersonOf(w, e)
	if err != nil {
		return err
	}
	for _, m := range []struct {
		to  *string
		now *string
	}{{&b.Sex, p.Sex}, {&b.Nationality, p.Nationality}, {&b.Language, p.Language}} {
		if m.now != nil {
			*m.to = *m.now
		}
	}
	if p.ExternalReference != nil {
		b.ExternalReference = textOrNil(*p.ExternalReference)
	}
	return BelgianPersons.Put(w, e.ID, e.ID, b)
}
