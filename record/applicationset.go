package record

import "github.com/payglot/payglot/kind"

// ApplicationSet is a choice that an application keeps for a bureau or a user,
// such as the columns of an export.
type ApplicationSet struct {
	// ID is the set's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// ApplicationSetType is what is chosen from.
	ApplicationSetType string `json:"applicationSetType" is:"createonly,oneof=Products|ExportDataTemplate|Rights"`
	// Name is what people choose the set by.
	Name string `json:"name"`
	// Data is what is chosen, in a form that only the application knows.
	Data string `json:"data"`
}

// ApplicationSets are a provider's.
var ApplicationSets = of[ApplicationSet]("application set", "applicationsets", kind.Under(Providers.Type))

// UserApplicationSets are a user's own. They stand under the user, who works at
// a provider or at an employer.
var UserApplicationSets = of[ApplicationSet]("user application set", "")

// DeleteApplicationSets takes away the sets of a user.
func DeleteApplicationSets(w kind.Writer, user kind.ID) error {
	rows, err := w.Children(UserApplicationSets.Type, user)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := UserApplicationSets.Delete(w, row.ID); err != nil {
			return err
		}
	}
	return nil
}
