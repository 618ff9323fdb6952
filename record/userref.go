package record

import (
	"errors"
	"strings"

	"github.com/payglot/payglot/kind"
)

// UserRef names a user beside what he did.
type UserRef struct {
	// ID of the user.
	ID kind.ID `json:"id"`
	// FormattedName is last name, initials, prefix: "Jong, I. de".
	FormattedName string `json:"formattedName"`
	// Initials are the voorletters.
	Initials string `json:"initials" is:"len=..6"`
	// LastName is the achternaam.
	LastName string `json:"lastName" is:"len=..25"`
	// Prefix is the voorvoegsel of the last name.
	Prefix *string `json:"prefix" is:"len=..10"`
}

// ReferToUser names a user as far as the record knows one; nil for nobody,
// such as a program that acts for itself.
func ReferToUser(r kind.Reader, user kind.ID) (*UserRef, error) {
	if user.IsZero() {
		return nil, nil
	}
	ref := &UserRef{ID: user}
	profile, err := ProfileOf(r, user)
	if errors.Is(err, kind.ErrNotFound) {
		return ref, nil
	}
	if err != nil || profile.PersonalDetails == nil {
		return ref, err
	}
	name := profile.PersonalDetails
	ref.Initials, ref.LastName, ref.Prefix = name.Initials, name.LastName, name.Prefix
	ref.FormattedName = userName(name.LastName, name.Initials, name.Prefix)
	return ref, nil
}

// userName is a name as [UserRef] has it.
func userName(last, initials string, prefix *string) string {
	return strings.TrimRight(strings.TrimSpace(last+", "+initials+" "+text(prefix)), ", ")
}

// userRef names the user who saves, as [ReferToUser].
func userRef(r *kind.Rules) *UserRef {
	ref, err := ReferToUser(r, r.User())
	if err != nil {
		r.Fail(err)
	}
	return ref
}
