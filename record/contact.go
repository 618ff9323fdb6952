package record

import "github.com/payglot/payglot/kind"

// Contact is someone to reach for an employee, such as a partner or parent
// (contactpersoon).
type Contact struct {
	// ID is the contact's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Name of the person.
	Name string `json:"name" is:"len=..70"`
	// Description is what the person is to the employee.
	Description string `json:"description" is:"len=..50"`
	// PhoneNumber of the person.
	PhoneNumber *string `json:"phoneNumber" is:"len=..15,check=phone"`
	// Address of the person.
	Address *ContactAddress `json:"address"`
	// Particularities is free text (bijzonderheden).
	Particularities *string `json:"particularities" is:"len=..4000"`
}

// Contacts belong to an employee.
var Contacts = of[Contact]("contact", "contacts", kind.Under(Employees.Type))

// Check holds the address to its country.
func (c *Contact) Check(r *kind.Rules) {
	if c.Address != nil && c.Address.PostalCode != nil {
		c.Address.checkPostalCode(r, "address", *c.Address.PostalCode)
	}
}
