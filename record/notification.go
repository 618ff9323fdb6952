package record

import (
	"strconv"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Notification tells an employer of an event (signaal). It follows from the
// record and the day; only who read it is kept.
type Notification struct {
	// ID is derived from what it is about, and the day.
	ID kind.ID `json:"id" is:"readonly"`
	// AppliesToEmployee is whom it is about.
	AppliesToEmployee EmployeeBrief `json:"appliesToEmployee" is:"readonly"`
	// NotificationType is birthday, jubilee and so on.
	NotificationType NotificationKind `json:"notificationType" is:"code=notification type"`
	// NotificationTypeClarification says more: an age, a text.
	NotificationTypeClarification *string `json:"notificationTypeClarification" is:"len=..150,readonly"`
	// NotificationDate is the day of the event.
	NotificationDate cal.Date `json:"notificationDate" is:"readonly"`
	// IsRead says that somebody of the employer or the bureau has read it.
	IsRead bool `json:"isRead"`
	// MarkedAsReadBy is who.
	MarkedAsReadBy *UserRef `json:"markedAsReadBy" is:"readonly"`
	// MarkedAsReadOn is when.
	MarkedAsReadOn *time.Time `json:"markedAsReadOn" is:"readonly"`
}

// NotificationKind is an entry of the list of types.
type NotificationKind struct {
	// Key is the number of the entry in its list.
	Key int `json:"key" is:"readonly"`
	// Value is the label, in Dutch.
	Value string `json:"value"`
}

// Notifications is the shape of them.
var Notifications = shape[Notification]()

// NotificationReading says that a notification was read, under its id.
type NotificationReading struct {
	// ID is that of the notification.
	ID kind.ID `json:"id" is:"readonly"`
	// By is who read it.
	By *UserRef `json:"by"`
	// On is when.
	On time.Time `json:"on"`
}

// NotificationReadings belong to an employer: what one has read, all have.
var NotificationReadings = of[NotificationReading]("notification reading", "", kind.Under(Employers.Type))

// ReadNotification notes that a user has read a notification; once more is
// nothing new.
func ReadNotification(w kind.Writer, employer, notification, user kind.ID) error {
	if _, err := w.Row(NotificationReadings.Type, notification); err == nil {
		return nil
	}
	by, err := ReferToUser(w, user)
	if err != nil {
		return err
	}
	return NotificationReadings.CreateAs(w, notification, employer, &NotificationReading{By: by, On: w.Now().UTC()})
}

// Keys of the list of notification types.
const (
	birthday    = 1
	jubilee     = 2
	contractEnd = 6
	stateAge    = 10
	custom      = 13
)

// How many days before an event it is told, by type: the end of a contract so
// early that there is a month to decide before the month in which the employee
// must be told (BW 7:668), the state pension age half a year. An event that
// nobody read is told for a month after it.
var notifiedBefore = map[int]int{birthday: 14, jubilee: 30, contractEnd: 62, stateAge: 182}

const notifiedAfter = 30

// jubilees are the months in service that are celebrated: 12½, 25 and 40 years.
var jubilees = map[int]string{150: "12,5 jaar in dienst", 300: "25 jaar in dienst", 480: "40 jaar in dienst"}

// NotificationsOf are the events of an employment that are told today.
func NotificationsOf(employment *Employment, employee *Employee, today cal.Date) []Notification {
	var all []Notification
	tell := func(about kind.ID, kindOf int, day cal.Date, clarification string) {
		early := day.AddDays(-notifiedBefore[kindOf])
		if early.After(today) || day.AddDays(notifiedAfter).Before(today) || !employment.period().Contains(day) {
			return
		}
		all = append(all, notify(about, kindOf, day, clarification, employee))
	}
	p := employee.PersonalDetails
	if p.DateOfDeath == nil && !p.DateOfBirth.IsZero() {
		for age := today.Year() - p.DateOfBirth.Year() - 1; age <= today.Year()-p.DateOfBirth.Year()+1; age++ {
			tell(employee.ID, birthday, p.DateOfBirth.AddMonths(12*age), strconv.Itoa(age)+" jaar")
		}
		tell(employee.ID, stateAge, p.AOWDate, "")
	}
	began := employment.StartDate
	if employment.HistoricalStartDate != nil {
		began = *employment.HistoricalStartDate
	}
	for months, text := range jubilees {
		tell(employment.ID, jubilee, began.AddMonths(months), text)
	}
	if until := employment.CommissionUntilDate; until != nil {
		tell(employment.ID, contractEnd, *until, "")
	}
	return all
}

// NotificationOf is the newest reminder of a custom notification that is told
// today; false when none is.
func NotificationOf(n *CustomNotification, employee *Employee, today cal.Date) (Notification, bool) {
	day, tells := n.Last(today)
	if !tells {
		return Notification{}, false
	}
	return notify(n.ID, custom, day, n.NotificationText, employee), true
}

const maxClarification = 150

func notify(about kind.ID, kindOf int, day cal.Date, clarification string, e *Employee) Notification {
	p := e.PersonalDetails
	n := Notification{
		ID:               derivedID([]byte("notification "+strconv.Itoa(kindOf)+" "+day.String()), about[:]),
		NotificationType: NotificationKind{Key: kindOf},
		NotificationDate: day,
		AppliesToEmployee: EmployeeBrief{
			ID: e.ID, EmployeeNumber: e.EmployeeNumber, FormattedName: p.FormattedName, FirstName: p.FirstName, Initials: p.Initials,
			Prefix: p.Prefix, LastName: p.LastName, PrefixPartner: p.PrefixPartner, LastNamePartner: p.LastNamePartner,
			DateOfBirth: p.DateOfBirth, Photo: p.Photo,
		},
	}
	if clarification != "" {
		if letters := []rune(clarification); len(letters) > maxClarification {
			clarification = string(letters[:maxClarification])
		}
		n.NotificationTypeClarification = &clarification
	}
	return n
}
