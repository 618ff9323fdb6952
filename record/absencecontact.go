package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// AbsenceContact is a time when an absent employee was spoken or written to
// (contacthistorie), of which the Wet verbetering poortwachter wants a file.
type AbsenceContact struct {
	// ID is the record's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// ContactDate is the day on which contact was sought.
	ContactDate cal.Date `json:"contactDate"`
	// ContactMethod is by mail, by phone and so on.
	ContactMethod Code `json:"contactMethod" is:"code=contact method"`
	// Summary of what was said.
	Summary *string `json:"summary" is:"len=1..4000"`
}

// AbsenceContacts belong to an absence.
var AbsenceContacts = of[AbsenceContact]("absence contact", "absencecontactHistory", kind.Under(Absences.Type), kind.Since("2020-03-16"))

// Defaults notes a contact of today.
func (c *AbsenceContact) Defaults(r *kind.Rules) { c.ContactDate = r.Today() }
