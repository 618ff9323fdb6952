package payglot

import (
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// Join gives a person every right at the provider of a name, which is made
// when there is none, with every module. The password can't be had again.
func (h *House) Join(tx *store.Tx, provider, email string) (password string, err error) {
	at, err := h.Provider(tx, provider)
	if err != nil {
		return "", err
	}
	user, err := record.ProviderUsers.Create(tx, at, &record.Profile{
		PersonalDetails:    &record.ProfileName{LastName: nameIn(email)},
		ContactInformation: &record.ProfileContact{EmailAddress: email},
		User:               &record.UserRole{},
	})
	if err != nil {
		return "", err
	}
	password = rand.Text()
	_, err = h.Access.CreateUser(tx, access.UserSpec{
		ID: user, UserName: email, Role: access.ProviderUser, Rights: []string{"*"}, Providers: []kind.ID{at},
	}, password)
	if errors.Is(err, access.ErrTaken) {
		return "", fmt.Errorf("%s can log in already", email)
	}
	return password, err
}

// maxLastName is the room for a user's last name.
const maxLastName = 25

// nameIn makes do with an address for a name, which its owner can change.
func nameIn(email string) string { return email[:min(len(email), maxLastName)] }

// FindProvider finds the provider of a name. It answers [kind.ErrNotFound].
func FindProvider(tx *store.Tx, name string) (kind.ID, error) {
	var found kind.ID
	err := tx.Numbers(store.Query{
		View:   store.Whole(record.Providers.Type),
		Filter: store.Comparison{Field: "name", Op: store.Eq, Value: store.Value{Text: name}},
	}, func(id kind.ID, _ int64) error {
		found = id
		return nil
	})
	if err == nil && found.IsZero() {
		err = kind.ErrNotFound
	}
	return found, err
}

// Provider finds the provider of a name, or makes it.
func (h *House) Provider(tx *store.Tx, name string) (kind.ID, error) {
	found, err := FindProvider(tx, name)
	if !errors.Is(err, kind.ErrNotFound) {
		return found, err
	}
	if found, err = record.Providers.Create(tx, kind.ID{}, &record.Provider{Name: name}); err != nil {
		return found, err
	}
	all := make([]string, len(access.Modules))
	for i, m := range access.Modules {
		all[i] = m.Name
	}
	return found, h.Access.SetModules(tx, found, all)
}
