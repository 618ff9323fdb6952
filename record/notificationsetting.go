package record

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record/code"
)

// NotificationType is something that users can be told of.
type NotificationType struct {
	// Key is the number of the entry in the list.
	Key int `json:"key"`
	// Value is what it is, in words.
	Value string `json:"value" is:"len=..70"`
}

// NotificationSetting is whether and how a user is told of something
// (signaal).
type NotificationSetting struct {
	// NotificationType is what it is about.
	NotificationType *NotificationType `json:"notificationType" is:"code=notification type"`
	// IsEnabled has the user told.
	IsEnabled bool `json:"isEnabled"`
	// CreateNumberOfDaysBeforeEvent is how long before.
	CreateNumberOfDaysBeforeEvent int `json:"createNumberOfDaysBeforeEvent" is:"min=0,max=99"`
	// ReceiveDepartmentSignalsOnly leaves out who isn't in the departments that
	// the user manages.
	ReceiveDepartmentSignalsOnly bool `json:"receiveDepartmentSignalsOnly"`
	// SendMailWhenNotificationIsCreated tells the user by e-mail, too.
	SendMailWhenNotificationIsCreated bool `json:"sendMailWhenNotificationIsCreated"`
}

// NotificationSetRef points to a set of notifications.
type NotificationSetRef struct {
	// ID of the set.
	ID kind.ID `json:"id"`
	// Description is its name.
	Description string `json:"description" is:"len=..50,readonly"`
}

// NotificationSettings are those of a user.
type NotificationSettings struct {
	// NotificationSet is the set that was chosen last. It only reminds of that.
	NotificationSet *NotificationSetRef `json:"notificationSet"`
	// Notifications that were set one by one.
	Notifications []NotificationSetting `json:"notifications"`
}

// UserNotifications are facets of users of employers.
var UserNotifications = of[NotificationSettings]("user notification settings", "", kind.Under(EmployerUsers.Type), kind.AsFacet())

// NotificationSettingsInput is the input of [ChangeNotifications].
var NotificationSettingsInput = shape[NotificationSettings]()

// NotificationSet is a choice of notifications that fits a job.
type NotificationSet struct {
	// ID of the set.
	ID kind.ID
	// Description is what users choose it by.
	Description string
	types       []int // that are told
}

// NotificationSets is the catalogue, the same in every house.
var NotificationSets = []NotificationSet{
	notificationSet("Salarisadministrateur", 3, 4, 6, 10, 12),
	notificationSet("HR-medewerker", 1, 2, 3, 4, 5, 6, 7, 8, 9),
	notificationSet("Leidinggevende", 1, 2, 5, 6, 7, 8, 11),
}

func notificationSet(name string, types ...int) NotificationSet {
	return NotificationSet{derivedID([]byte("notification set"), []byte(name)), name, types}
}

// FindNotificationSet finds a set of the catalogue; nil when there is none.
func FindNotificationSet(id kind.ID) *NotificationSet {
	i := slices.IndexFunc(NotificationSets, func(s NotificationSet) bool { return s.ID == id })
	if i < 0 {
		return nil
	}
	return &NotificationSets[i]
}

// daysBefore is how long before an event a notification is made when nobody
// has said otherwise.
const daysBefore = 30

// allNotifications are the settings of every type in the list, enabled as on
// says.
func allNotifications(on func(key int) bool) []NotificationSetting {
	entries, _ := code.Lists.Entries("notification type")
	all := make([]NotificationSetting, len(entries))
	for i, e := range entries {
		key, err := strconv.Atoi(e.Key)
		if err != nil {
			panic("record: a notification type has no number: " + e.Key)
		}
		all[i] = NotificationSetting{
			NotificationType: &NotificationType{key, kind.Text(e.JSON, "value")},
			IsEnabled:        on(key), CreateNumberOfDaysBeforeEvent: daysBefore,
		}
	}
	return all
}

// Notifications are the settings of the set, of every type.
func (s *NotificationSet) Notifications() []NotificationSetting {
	return allNotifications(func(key int) bool { return slices.Contains(s.types, key) })
}

// settingsOf are what was saved for a user; nothing at first.
func settingsOf(r kind.Reader, user kind.ID) (*NotificationSettings, error) {
	v, err := UserNotifications.Get(r, user)
	if errors.Is(err, kind.ErrNotFound) {
		return &NotificationSettings{Notifications: []NotificationSetting{}}, nil
	}
	return v, err
}

// NotificationSettingsOf are the settings of a user, of every type, and the set that
// was chosen last.
func NotificationSettingsOf(r kind.Reader, user kind.ID) (*NotificationSettings, error) {
	saved, err := settingsOf(r, user)
	if err != nil {
		return nil, err
	}
	all := allNotifications(func(int) bool { return false })
	for i := range all {
		if at := saved.find(all[i].NotificationType.Key); at >= 0 {
			all[i] = saved.Notifications[at]
		}
	}
	return &NotificationSettings{saved.NotificationSet, all}, nil
}

// find is where the setting of a type stands, or -1.
func (s *NotificationSettings) find(key int) int {
	return slices.IndexFunc(s.Notifications, func(n NotificationSetting) bool { return n.NotificationType.Key == key })
}

// ChangeNotifications changes the settings that are given and no others.
func ChangeNotifications(w kind.Writer, user kind.ID, in *NotificationSettings) error {
	saved, err := settingsOf(w, user)
	if err != nil {
		return err
	}
	saved.NotificationSet = nil
	if in.NotificationSet != nil {
		set := FindNotificationSet(in.NotificationSet.ID)
		if set == nil {
			return refuse(kind.CodeReference, "notificationSet.id", "is no notification set")
		}
		saved.NotificationSet = &NotificationSetRef{set.ID, set.Description}
	}
	seen := map[int]bool{}
	for i, n := range in.Notifications {
		field := fmt.Sprintf("notifications[%d].notificationType", i)
		switch {
		case n.NotificationType == nil:
			return refuse(kind.CodeRequired, field, "is required")
		case seen[n.NotificationType.Key]:
			return refuse(kind.CodeDuplicate, field, "is there twice")
		}
		seen[n.NotificationType.Key] = true
		if at := saved.find(n.NotificationType.Key); at >= 0 {
			saved.Notifications[at] = n
		} else {
			saved.Notifications = append(saved.Notifications, n)
		}
	}
	return UserNotifications.Put(w, user, user, saved)
}
