package record_test

import (
	"strconv"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// Loket, PostCustomNotificationByEmploymentId: the first day, then every so many
// days, weeks, months or years, as often as is said, 99 being for ever, until it
// expires.
func TestRemindersRecur(t *testing.T) {
	every := func(unit, number, times int) *Recurrence {
		return &Recurrence{RecurrencePeriod: &Code{Key: unit}, RecurrenceNumber: number, NumberOfRepetitionsAfterFirstNotification: times}
	}
	for _, tt := range []struct {
		first, expires string
		pattern        *Recurrence
		today, want    string
	}{
		{"2024-01-31", "", nil, "2024-01-30", ""},
		{"2024-01-31", "", nil, "2024-06-14", "2024-01-31"},
		{"2024-01-31", "2024-02-01", nil, "2024-02-01", "2024-01-31"},
		{"2024-01-31", "2024-02-01", nil, "2024-02-02", ""},
		{"2024-01-31", "", every(1, 10, 2), "2024-02-10", "2024-02-10"},
		{"2024-01-31", "", every(1, 10, 2), "2024-06-14", "2024-02-20"},
		{"2024-01-31", "", every(2, 2, 99), "2024-02-27", "2024-02-14"},
		{"2024-01-31", "", every(3, 1, 99), "2024-02-29", "2024-02-29"},
		{"2024-01-31", "", every(3, 1, 99), "2024-03-31", "2024-03-31"},
		{"2024-02-29", "", every(4, 1, 3), "2030-01-01", "2027-02-28"},
		{"2024-01-31", "", &Recurrence{RecurrenceNumber: 1, NumberOfRepetitionsAfterFirstNotification: 9}, "2024-06-14", "2024-01-31"},
	} {
		n := &CustomNotification{NotificationDate: day(tt.first), RecurrencePattern: tt.pattern}
		if tt.expires != "" {
			n.ExpirationDate = ptr(day(tt.expires))
		}
		got, tells := n.Last(day(tt.today))
		if tells != (tt.want != "") || tells && got != day(tt.want) {
			t.Errorf("%v on %s: %v %v, want %s", tt, tt.today, got, tells, tt.want)
		}
	}
}

// Birthdays, jubilees, the end of a contract and the state pension age are told
// some time before they come, and for a month after, while somebody is employed.
func TestNotificationsFollowTheDay(t *testing.T) {
	employee := &Employee{PersonalDetails: PersonalDetails{DateOfBirth: day("1984-02-29"), AOWDate: day("2052-05-29")}}
	employment := &Employment{StartDate: day("2012-01-15"), EndDate: ptr(day("2031-12-31"))}
	employment.CommissionUntilDate = ptr(day("2025-08-31"))
	for today, want := range map[string][]string{
		"2025-02-13": {},
		"2025-02-14": {"1 2025-02-28 41 jaar"},
		"2025-03-30": {"1 2025-02-28 41 jaar"},
		"2025-03-31": {},
		"2024-06-15": {"2 2024-07-15 12,5 jaar in dienst"},
		"2025-06-29": {},
		"2025-06-30": {"6 2025-08-31 "},
		"2032-02-20": {}, // no longer employed
	} {
		all := NotificationsOf(employment, employee, day(today))
		if len(all) != len(want) {
			t.Errorf("%s: %d notifications, want %v", today, len(all), want)
			continue
		}
		for i, n := range all {
			got := strconv.Itoa(n.NotificationType.Key) + " " + n.NotificationDate.String() + " "
			if n.NotificationTypeClarification != nil {
				got += *n.NotificationTypeClarification
			}
			if got != want[i] {
				t.Errorf("%s: %s, want %s", today, got, want[i])
			}
		}
	}
	employee.PersonalDetails.DateOfDeath = ptr(cal.MustParse("2024-12-01"))
	if all := NotificationsOf(employment, employee, day("2025-02-28")); len(all) > 0 {
		t.Errorf("a birthday of one who died: %v", all)
	}
}

// A reminder is shown on its first day at least.
func TestReminderExpiresNoEarlier(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2024-01-01")
	_, err := w.try(CustomNotifications.Type, employment, `{"notificationText":"x","notificationDate":"2024-07-02","expirationDate":"2024-07-01"}`)
	wantProblem(t, err, kind.CodePeriod, "expirationDate")
	w.create(CustomNotifications.Type, employment, `{"notificationText":"x","notificationDate":"2024-07-01","expirationDate":"2024-07-01"}`)
}
