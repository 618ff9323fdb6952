package loket

import (
	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// employerTenants are the external tenants that users of an employer can be
// from.
func employerTenants(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]record.ExternalTenant, error) {
	provider, own, err := record.TenantsOf(tx, row.ID)
	if err != nil {
		return nil, err
	}
	lines := []record.ExternalTenant{}
	for _, t := range append(provider, own...) {
		lines = append(lines, *t)
	}
	return lines, nil
}

// tenantOptions are the tenants that a user of the employer can be from.
func tenantOptions(tx *store.Tx, row *kind.Row) ([]option, error) {
	all, err := record.AzureTenants(tx, row.Employer)
	if err != nil {
		return nil, err
	}
	options := []option{}
	for _, t := range all {
		body, err := json.Marshal(t)
		if err != nil {
			return nil, err
		}
		options = append(options, body)
	}
	return options, nil
}

func employerUserTenant(_ *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	return record.TenantOfEmployerUser(tx, row.ID)
}

func patchEmployerUserTenant(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.ConfiguredTenant) (any, error) {
	if err := record.SetTenantOfEmployerUser(tx, row.ID, in); err != nil {
		return nil, err
	}
	return record.TenantOfEmployerUser(tx, row.ID)
}

func providerUserTenant(_ *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	return record.TenantOfProviderUser(tx, row.ID)
}

func patchProviderUserTenant(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.ConfiguredTenant) (any, error) {
	if err := record.SetTenantOfProviderUser(tx, row.ID, in); err != nil {
		return nil, err
	}
	return record.TenantOfProviderUser(tx, row.ID)
}

// notificationSet is a set of notifications to choose from.
type notificationSet struct {
	ID            kind.ID                      `json:"id" is:"readonly"`
	Description   string                       `json:"description" is:"len=..50,readonly"`
	LinkedUsers   int                          `json:"numberOfLinkedEmployerUsers" is:"readonly"`
	Notifications []record.NotificationSetting `json:"notifications"`
}

var (
	notificationSets     = kind.Shape[notificationSet]()
	notificationSetRefs  = kind.Shape[record.NotificationSetRef]()
	notificationSettings = kind.Shape[record.NotificationSetting]()
)

// shownSet is a set with the number of users, in the caller's reach, who chose
// it.
func shownSet(c *rest.Call, tx *store.Tx, s *record.NotificationSet) (notificationSet, error) {
	reach := c.Session.ReachFor(c.Operation.Asks())
	n, err := tx.Count(store.Query{
		View:  store.Whole(record.UserNotifications.Type),
		Where: []store.Condition{equal("notificationSet.id", store.TextValue, s.ID.String())},
		Reach: &store.Reach{Providers: reach.Providers, Employers: reach.Employers},
	})
	return notificationSet{s.ID, s.Description, n, s.Notifications()}, err
}

// listNotificationSets are the sets of the house: every bureau has the same.
func listNotificationSets(c *rest.Call, tx *store.Tx, _ *kind.Row) ([]notificationSet, error) {
	sets := make([]notificationSet, len(record.NotificationSets))
	for i := range record.NotificationSets {
		var err error
		if sets[i], err = shownSet(c, tx, &record.NotificationSets[i]); err != nil {
			return nil, err
		}
	}
	return sets, nil
}

func findNotificationSet(c *rest.Call, tx *store.Tx, _ *kind.Row) (any, error) {
	id, err := c.ID(0)
	if err != nil {
		return nil, err
	}
	s := record.FindNotificationSet(id)
	if s == nil {
		return nil, kind.ErrNotFound
	}
	return shownSet(c, tx, s)
}

// userNotificationSet is the set that was chosen last for a user; null when
// none was.
func userNotificationSet(_ *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	settings, err := record.NotificationSettingsOf(tx, row.ID)
	if err != nil || settings.NotificationSet == nil {
		return nil, err
	}
	return settings.NotificationSet, nil
}

func userNotifications(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]record.NotificationSetting, error) {
	settings, err := record.NotificationSettingsOf(tx, row.ID)
	if err != nil {
		return nil, err
	}
	return settings.Notifications, nil
}

func patchNotifications(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.NotificationSettings) (any, error) {
	return nil, record.ChangeNotifications(tx, row.ID, in)
}
