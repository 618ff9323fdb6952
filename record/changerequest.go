package record

import "github.com/payglot/payglot/kind"

// AddressRequest is what an employee asks to be entered as his address.
type AddressRequest struct {
	// Address is where he lives.
	Address RequestedAddress `json:"address"`
	// Comment is for who decides on it.
	Comment *string `json:"comment" is:"len=1.."`
}

// RequestedAddress is where a person lives.
type RequestedAddress struct {
	// Street is the name of the street.
	Street string `json:"street" is:"len=..24"`
	Place
	// PostalCode is the postcode; in the Netherlands as 1234 AB.
	PostalCode string `json:"postalCode" is:"len=1..9"`
}

// ContactRequest is how an employee asks to be reached in private.
type ContactRequest struct {
	// ContactInformation is all of it.
	ContactInformation RequestedContact `json:"contactInformation"`
	// Comment is for who decides on it.
	Comment *string `json:"comment" is:"len=1.."`
}

// RequestedContact is how a person is reached in private.
type RequestedContact struct {
	// EmailAddress of the person.
	EmailAddress *string `json:"emailAddress" is:"len=..255,check=email"`
	// PhoneNumber of the person.
	PhoneNumber *string `json:"phoneNumber" is:"len=..15,check=phone"`
	// MobilePhoneNumber of the person.
	MobilePhoneNumber *string `json:"mobilePhoneNumber" is:"len=..15,check=phone"`
	// FaxNumber of the person.
	FaxNumber *string `json:"faxNumber" is:"len=..15,check=phone"`
}

// Inputs of [ChangeAddress] and [ChangeContact].
var (
	AddressRequests = shape[AddressRequest]()
	ContactRequests = shape[ContactRequest]()
)

// ChangeAddress gives an employee the address that he asked for. No employer
// has a workflow that somebody would have to approve it in, so that it is done
// at once.
func ChangeAddress(w kind.Writer, employee kind.ID, in *AddressRequest) error {
	e, err := Employees.Get(w, employee)
	if err != nil {
		return err
	}
	e.Address = &Address{Street: in.Address.Street, Place: in.Address.Place, PostalCode: in.Address.PostalCode}
	return Employees.Replace(w, employee, e)
}

// ChangeContact has an employee reached as he asked for, at once; how he is
// reached at work stays.
func ChangeContact(w kind.Writer, employee kind.ID, in *ContactRequest) error {
	e, err := Employees.Get(w, employee)
	if err != nil {
		return err
	}
	c, asked := &e.ContactInformation, in.ContactInformation
	c.EmailAddress, c.PhoneNumber, c.MobilePhoneNumber, c.FaxNumber = asked.EmailAddress, asked.PhoneNumber, asked.MobilePhoneNumber, asked.FaxNumber
	return Employees.Replace(w, employee, e)
}
