package record

import (
	"errors"
	"unicode/utf8"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Sent is a member of a change that may be left out, and by which something
// may be cleared.
type Sent[T any] struct {
	// Given is false when it was left out: all stays as it is.
	Given bool
	// Value is nil when it is cleared.
	Value *T
}

// put changes what the member is about.
func (s Sent[T]) put(to **T) {
	if s.Given {
		*to = s.Value
	}
}

// or is the value that a member sets, or what stands in for none.
func (s Sent[T]) or(standard T) T {
	if s.Value == nil {
		return standard
	}
	return *s.Value
}

// BelgianDetails is what is said of a Belgian firm's employee. In a change,
// what is nil or not given stays as it is.
type BelgianDetails struct {
	// LastName is the family name.
	LastName *string
	// FirstName is the first given name.
	FirstName *string
	// Language is nl, fr, de or en.
	Language *string
	// Address is where the person lives.
	Address *Address
	// BirthDate, when cleared, is the one in the national register number, as
	// far as it says.
	BirthDate Sent[cal.Date]
	// Sex is M, F or X; when cleared, that in the number, or else X.
	Sex Sent[string]
	// Nationality is a code of two letters (ISO 3166-1), when cleared BE.
	Nationality Sent[string]
	// CivilStatus is an entry of the code list.
	CivilStatus Sent[Code]
	// DependentChildren, when cleared, are none.
	DependentChildren Sent[int]
	// Email is the private address.
	Email Sent[string]
	// Phone is the private number.
	Phone Sent[string]
	// IBAN is the account that pay goes to. A new one without a BIC has none.
	IBAN Sent[string]
	// BIC is the code of the account's bank.
	BIC Sent[string]
	// ExternalReference is the firm's own.
	ExternalReference Sent[string]
}

// NewBelgian is a person whom a Belgian firm begins to keep.
type NewBelgian struct {
	// NationalRegisterNumber is eleven digits.
	NationalRegisterNumber string
	BelgianDetails
	// Contract is the first one, if there is one already.
	Contract *NewBelgianContract
}

// HireBelgian takes a person into a Belgian firm. Names, language and address
// must be given. What is kept by date holds from today, or from the first day
// of a contract that has begun already. It refuses a national register number
// that somebody of the firm has; problems of the contract are under "contract".
func HireBelgian(w kind.Writer, employer kind.ID, in *NewBelgian) (employee, contract kind.ID, err error) {
	first := w.Today()
	if in.Contract != nil {
		first = cal.Min(first, in.Contract.StartDate)
	}
	person := in.person(in.NationalRegisterNumber, true)
	e := &Employee{Address: in.Address}
	e.PersonalDetails.HowToFormatLastName = Code{Key: ownName}
	person.showAt(e)
	if employee, err = Employees.Create(w, employer, e); err != nil {
		return employee, contract, err
	}
	err = NationalRegisterNumbers.CreateAs(w, employee, employee, &NationalRegisterNumber{in.NationalRegisterNumber})
	var problems kind.Problems
	if err != nil && !errors.As(err, &problems) {
		return employee, contract, err
	}
	if err := keepDetails(w, employee, first, &in.BelgianDetails, nil); err != nil {
		return employee, contract, err
	}
	if err := showPerson(w, employee, person); err != nil {
		return employee, contract, err
	}
	if in.Contract != nil {
		contract, err = BeginBelgianContract(w, employee, in.Contract)
		var more kind.Problems
		if err = under("contract", err); errors.As(err, &more) {
			problems = append(problems, more...)
		} else if err != nil {
			return employee, contract, err
		}
	}
	if len(problems) > 0 {
		return employee, contract, problems
	}
	return employee, contract, nil
}

// ChangeBelgian changes what is said of an employee. What is kept by date holds
// from a day on, up to the day from which something else was said already. The
// rest the employee shows at once, or where that day is to come, on that day:
// see [ShowSituation].
func ChangeBelgian(w kind.Writer, employee kind.ID, from cal.Date, in *BelgianDetails) error {
	number, err := NationalRegisterNumbers.Get(w, employee)
	if errors.Is(err, kind.ErrNotFound) { // another dialect has taken the person on
		number, err = &NationalRegisterNumber{}, nil
	}
	if err != nil {
		return err
	}
	person := in.person(number.NationalRegisterNumber, false)
	if from.After(w.Today()) {
		return keepDetails(w, employee, from, in, person)
	}
	if err := keepDetails(w, employee, from, in, nil); err != nil {
		return err
	}
	return showPerson(w, employee, person)
}

func showPerson(w kind.Writer, employee kind.ID, person *PersonChange) error {
	e, err := Employees.Get(w, employee)
	if err != nil {
		return err
	}
	return person.show(w, e)
}

// keepDetails keeps what holds from a day on, and what is announced of the
// person for that day.
func keepDetails(w kind.Writer, employee kind.ID, from cal.Date, in *BelgianDetails, announced *PersonChange) error {
	s, err := SituationOn(w, employee, from)
	if err != nil {
		return err
	}
	if s == nil {
		s = &Situation{}
	}
	if s.StartDate == from { // it is replaced
		announced = s.Person.and(announced)
	}
	s.StartDate, s.EndDate, s.Person = from, nil, announced
	if in.Address != nil {
		s.Address = in.Address
	}
	in.Email.put(&s.EmailAddress)
	in.Phone.put(&s.PhoneNumber)
	in.CivilStatus.put(&s.CivilStatus)
	if in.DependentChildren.Given {
		s.DependentChildren = in.DependentChildren.or(0)
	}
	if _, err := Situations.HoldFrom(w, employee, s); err != nil {
		return err
	}
	return keepAccount(w, employee, from, in)
}

// keepAccount keeps to which account is paid from a day on.
func keepAccount(w kind.Writer, employee kind.ID, from cal.Date, in *BelgianDetails) error {
	if !in.IBAN.Given && !in.BIC.Given {
		return nil
	}
	a, err := AccountOn(w, employee, PrimaryAccount, from)
	if err != nil {
		return err
	}
	if a == nil {
		a = &BankAccount{Use: PrimaryAccount}
	}
	if in.IBAN.Given {
		a.IBAN, a.BIC = in.IBAN.Value, nil
	}
	in.BIC.put(&a.BIC)
	if a.IBAN == nil && a.BIC == nil {
		return endAccount(w, a, from)
	}
	a.StartDate = from
	_, err = BankAccounts.HoldFrom(w, employee, a)
	return err
}

// endAccount has an account not be paid to from a day on.
func endAccount(w kind.Writer, a *BankAccount, from cal.Date) error {
	switch {
	case a.ID.IsZero():
		return nil
	case a.StartDate == from:
		return BankAccounts.Delete(w, a.ID)
	}
	kept, err := BankAccounts.Get(w, a.ID)
	if err != nil {
		return err
	}
	last := from.AddDays(-1)
	kept.EndDate = &last
	return BankAccounts.Replace(w, a.ID, kept)
}

// person is what the details say of the person himself, nil when nothing. For
// a new one everything is said.
func (d *BelgianDetails) person(number string, all bool) *PersonChange {
	p := &PersonChange{LastName: d.LastName, FirstName: d.FirstName, Language: d.Language}
	if all || d.BirthDate.Given {
		standard, _ := NISSBirthDate(number) // the zero date where it doesn't say
		birth := d.BirthDate.or(standard)
		p.DateOfBirth = &birth
	}
	if all || d.Sex.Given {
		standard, known := NISSSex(number)
		if !known {
			standard = "X"
		}
		sex := d.Sex.or(standard)
		p.Sex = &sex
	}
	if all || d.Nationality.Given {
		nationality := d.Nationality.or("BE")
		p.Nationality = &nationality
	}
	if all || d.ExternalReference.Given {
		reference := d.ExternalReference.or("")
		p.ExternalReference = &reference
	}
	if *p == (PersonChange{}) {
		return nil
	}
	return p
}

// initialOf is the first letter of a first name, with a point.
func initialOf(name string) string {
	_, size := utf8.DecodeRuneInString(name)
	return name[:size] + "."
}
