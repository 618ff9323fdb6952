package record

import (
	"errors"

	"github.com/payglot/payglot/kind"
)

// UserLink says that somebody else's user has this employer too. What the user
// may do here is with access.
type UserLink struct {
	// User is the user's id.
	User kind.ID `json:"user"`
}

// UserLinks belong to the employer that a user has besides his own.
var UserLinks = of[UserLink]("user link", "", kind.Under(Employers.Type))

func userLinkID(employer, user kind.ID) kind.ID {
	return derivedID([]byte("user link"), employer[:], user[:])
}

// LinkUser notes that a user of another employer has this one too.
func LinkUser(w kind.Writer, employer, user kind.ID) error {
	return UserLinks.CreateAs(w, userLinkID(employer, user), employer, &UserLink{User: user})
}

// UnlinkUser takes that back. One that isn't linked stays so.
func UnlinkUser(w kind.Writer, employer, user kind.ID) error {
	err := UserLinks.Delete(w, userLinkID(employer, user))
	if errors.Is(err, kind.ErrNotFound) {
		return nil
	}
	return err
}

// UsersOf are the users of an employer: first its own, then those of other
// employers that have it too.
func UsersOf(r kind.Reader, employer kind.ID) ([]*kind.Row, error) {
	users, err := r.Children(EmployerUsers.Type, employer)
	if err != nil {
		return nil, err
	}
	links, err := UserLinks.Children(r, employer)
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		row, err := r.Row(EmployerUsers.Type, l.User)
		if err != nil {
			return nil, err
		}
		users = append(users, row)
	}
	return users, nil
}
