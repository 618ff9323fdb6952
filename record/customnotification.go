package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// CustomNotification is something about an employment that somebody wants to be
// reminded of (eigen signaal), once or again and again.
type CustomNotification struct {
	// ID is the reminder's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// NotificationText is what to be reminded of.
	NotificationText string `json:"notificationText"`
	// NotificationDate is the first day of it.
	NotificationDate cal.Date `json:"notificationDate"`
	// ExpirationDate is the last day on which it is shown.
	ExpirationDate *cal.Date `json:"expirationDate"`
	// RecurrencePattern repeats it.
	RecurrencePattern *Recurrence `json:"recurrencePattern"`
}

// Recurrence repeats a reminder every so many days, weeks, months or years.
type Recurrence struct {
	// RecurrencePeriod is the unit; null repeats nothing.
	RecurrencePeriod *Code `json:"recurrencePeriod" is:"code=recurrence period"`
	// RecurrenceNumber is how many of them lie between two times.
	RecurrenceNumber int `json:"recurrenceNumber" is:"min=1,max=365"`
	// NumberOfRepetitionsAfterFirstNotification is how often; 99 is for ever.
	NumberOfRepetitionsAfterFirstNotification int `json:"numberOfRepetitionsAfterFirstNotification" is:"min=1,max=99"`
}

// forever is the number of repetitions that never ends.
const forever = 99

// CustomNotifications belong to an employment.
var CustomNotifications = of[CustomNotification]("custom notification", "customnotifications", kind.Under(Employments.Type))

// Defaults reminds tomorrow.
func (n *CustomNotification) Defaults(r *kind.Rules) { n.NotificationDate = r.Today().AddDays(1) }

// Check wants it shown on its first day at least.
func (n *CustomNotification) Check(r *kind.Rules) {
	if n.ExpirationDate != nil && n.ExpirationDate.Before(n.NotificationDate) {
		r.Problem("expirationDate", kind.CodePeriod, "is before notificationDate")
	}
}

// Keys of the list of recurrence periods.
const (
	everyDays   = 1
	everyWeeks  = 2
	everyMonths = 3
	everyYears  = 4
)

// Last is the newest day up to today on which it reminds; false when it hasn't
// begun, or is over.
func (n *CustomNotification) Last(today cal.Date) (cal.Date, bool) {
	if n.NotificationDate.After(today) || n.ExpirationDate != nil && n.ExpirationDate.Before(today) {
		return cal.Date{}, false
	}
	last, p := n.NotificationDate, n.RecurrencePattern
	if p == nil || p.RecurrencePeriod == nil {
		return last, true
	}
	for time := 1; time <= p.NumberOfRepetitionsAfterFirstNotification || p.NumberOfRepetitionsAfterFirstNotification == forever; time++ {
		next := p.after(n.NotificationDate, time)
		if next.After(today) {
			break
		}
		last = next
	}
	return last, true
}

// after is the day of a repetition, counted from the first day so that the end
// of a month stays one.
func (p *Recurrence) after(first cal.Date, times int) cal.Date {
	n := p.RecurrenceNumber * times
	switch p.RecurrencePeriod.Key {
	case everyDays:
		return first.AddDays(n)
	case everyWeeks:
		return first.AddDays(7 * n)
	case everyYears:
		return first.AddMonths(12 * n)
	}
	return first.AddMonths(n)
}
