package loket

import (
	"errors"
	"strconv"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// ownUser is the caller's profile.
func ownUser(c *rest.Call, tx *store.Tx, _ *kind.Row) (any, error) {
	return record.ProfileOf(tx, c.Session.User)
}

func putOwnUser(c *rest.Call, tx *store.Tx, _ *kind.Row, in *record.Profile) (any, error) {
	if err := record.SaveProfile(tx, c.Session.User, in); err != nil {
		return nil, err
	}
	return record.ProfileOf(tx, c.Session.User)
}

// putNamedUser is putOwnUser under the path that the description has for it:
// the id must be the caller's.
func putNamedUser(c *rest.Call, tx *store.Tx, row *kind.Row, in *record.Profile) (any, error) {
	id, err := c.ID(0)
	if err != nil {
		return nil, err
	}
	if id != c.Session.User {
		return nil, kind.ErrNotFound
	}
	return putOwnUser(c, tx, row, in)
}

// createEmployerUser makes a user of an employer with a login, which has a
// password where the house's own login is asked for. One who is known in a
// directory elsewhere has none, and so can't log in yet.
func (d *Dialect) createEmployerUser(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.NewEmployerUser) (any, error) {
	id, err := record.CreateEmployerUser(tx, row.ID, in)
	if err != nil {
		return nil, err
	}
	name, password, field := "", "", "azureActiveDirectory.userName"
	if in.AzureActiveDirectory != nil {
		name = in.AzureActiveDirectory.UserName
	}
	if in.SSOAccount != nil {
		name, password, field = in.SSOAccount.UserName, in.SSOAccount.Password, "ssoAccount.userName"
	}
	_, err = d.access.CreateUser(tx, access.UserSpec{
		ID: id, UserName: name, Role: access.EmployerUser, Employers: []access.EmployerAccess{{Employer: row.ID}},
	}, password)
	if errors.Is(err, access.ErrTaken) {
		return nil, kind.Problems{{Code: kind.CodeNotUnique, Field: field, Message: "is in use"}}
	}
	if err != nil {
		return nil, err
	}
	made, err := tx.Row(record.EmployerUsers.Type, id)
	if err != nil {
		return nil, err
	}
	return d.shownUser(tx, made)
}

// silent answers no content where a rule would show what it saved: the vendor
// accepts this change (202) without telling the outcome.
func silent(handle rest.Handler) rest.Handler {
	return func(c *rest.Call) (*rest.Answer, error) {
		answer, err := handle(c)
		if err == nil {
			answer.Content, answer.Change = []byte("{}"), 0
		}
		return answer, err
	}
}

// deleteEmployerUser takes away the user and the login.
func (d *Dialect) deleteEmployerUser(_ *rest.Call, tx *store.Tx, row *kind.Row, _ *record.Nothing) (any, error) {
	if err := record.EmployerUsers.Delete(tx, row.ID); err != nil {
		return nil, err
	}
	if err := record.DeleteApplicationSets(tx, row.ID); err != nil {
		return nil, err
	}
	l, err := access.Logins.Get(tx, row.ID)
	if errors.Is(err, kind.ErrNotFound) {
		return nil, nil // one who logs in elsewhere
	}
	if err != nil {
		return nil, err
	}
	for _, e := range l.Employers {
		if err := record.UnlinkUser(tx, e.Employer, row.ID); err != nil {
			return nil, err
		}
	}
	return nil, d.access.DeleteLogin(tx, row.ID)
}

func shown(tx *store.Tx, t *kind.Type, id kind.ID) ([]byte, error) {
	row, err := tx.Row(t, id)
	if err != nil {
		return nil, err
	}
	return row.Body, nil
}

// filterSettings are what the caller chose to see of an employer's
// employments.
func filterSettings(c *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	return record.Filter(tx, c.Session.User, row.ID, c.Session.Client.ClientID)
}

func putFilterSettings(c *rest.Call, tx *store.Tx, row *kind.Row, in *record.FilterSettings) (any, error) {
	client := c.Session.Client.ClientID
	if err := record.SaveFilter(tx, c.Session.User, row.ID, client, in); err != nil {
		return nil, err
	}
	return record.Filter(tx, c.Session.User, row.ID, client)
}

// settings narrows lists of employments to what the caller chose to see.
func settings(c *rest.Call, tx *store.Tx, q *store.Query) error {
	if q.View.Parts[0].Type != record.Employments.Type || c.Subject == nil {
		return nil
	}
	s, err := record.Filter(tx, c.Session.User, c.Subject.Employer, c.Session.Client.ClientID)
	if err != nil {
		return err
	}
	f := s.EmploymentFilter
	q.Where = append(q.Where, statusConditions(tx, f.FilterOnEmployedStatus)...)
	if ids := f.FilterOnAdministrations; len(ids) > 0 {
		any := store.AnyOf{}
		for _, a := range ids {
			any = append(any, equal("payrollAdministration.id", store.TextValue, a.Key.String()))
		}
		q.Where = append(q.Where, any)
	}
	if ids := f.FilterOnDepartments; len(ids) > 0 {
		var keys []kind.ID
		for _, d := range ids {
			keys = append(keys, d.Key)
		}
		q.Where = append(q.Where, inDepartments(keys))
	}
	if keys := f.FilterOnEmploymentCategoryType; len(keys) > 0 {
		any := store.AnyOf{}
		for _, k := range keys {
			any = append(any, equal("employmentCategoryType.key", store.NumberValue, strconv.Itoa(k.Key)))
		}
		q.Where = append(q.Where, any)
	}
	if f.FilterOnOnCallEmployment != nil {
		q.Where = append(q.Where, equal("isOnCallEmployment", store.BooleanValue, strconv.FormatBool(*f.FilterOnOnCallEmployment)))
	}
	return nil
}

// statusConditions tell active, future and past employments apart by today.
func statusConditions(tx *store.Tx, status string) []store.Condition {
	switch today := tx.Today(); status {
	case "ActiveEmployments":
		return []store.Condition{store.Valid{From: today, To: today}}
	case "ActiveAndFutureEmployments":
		return []store.Condition{store.Valid{From: today}}
	case "ActiveAndHistoricEmployments":
		return []store.Condition{store.Valid{To: today}}
	}
	return nil
}

// moduleSwitch enables or disables a module for an employer.
type moduleSwitch struct {
	ID     kind.ID `json:"id"`
	Action string  `json:"action" is:"oneof=enable|disable"`
}

// moduleSwitches is the body of the call, an array, as its one member.
type moduleSwitches struct {
	Modules []moduleSwitch `json:"modules"`
}

var moduleSwitchInput = kind.Shape[moduleSwitches]()

// switchModules changes which of its provider's modules an employer has.
func (d *Dialect) switchModules(_ *rest.Call, tx *store.Tx, row *kind.Row, in *moduleSwitches) (any, error) {
	offered, err := d.access.ProviderModules(tx, row.Parent)
	if err != nil {
		return nil, err
	}
	enabled, err := d.access.EmployerModules(tx, row.ID)
	if err != nil {
		return nil, err
	}
	on := map[string]bool{}
	for _, m := range enabled {
		on[m.Name] = true
	}
	var problems kind.Problems
	for i, s := range in.Modules {
		name, ok := moduleName(offered, s.ID)
		if !ok {
			problems = append(problems, kind.Problem{
				Code: kind.CodeReference, Field: "modules[" + strconv.Itoa(i) + "].id", Message: "is no module of the provider",
			})
		}
		on[name] = s.Action == "enable"
	}
	if len(problems) > 0 {
		return nil, problems
	}
	var names []string
	for _, m := range offered {
		if on[m.Name] {
			names = append(names, m.Name)
		}
	}
	return nil, d.access.SetModules(tx, row.ID, names)
}

func moduleName(modules []access.Module, id kind.ID) (string, bool) {
	for _, m := range modules {
		if m.ID == id {
			return m.Name, true
		}
	}
	return "", false
}
