package record

import (
	"errors"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Announcement is what the operator of the house tells the people of an
// employer, mostly of a change of its collective agreement (mededeling).
type Announcement struct {
	// ID is the announcement's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Subject is what it is about.
	Subject string `json:"subject" is:"len=..50"`
	// Description is the text.
	Description string `json:"description" is:"len=..7500"`
	// CreationDate is the day of the announcement.
	CreationDate cal.Date `json:"creationDate" is:"readonly"`
	// EffectiveDate is the first day on which it holds.
	EffectiveDate cal.Date `json:"effectiveDate"`
	// ExpirationDate is the last day on which it matters.
	ExpirationDate *cal.Date `json:"expirationDate"`
}

// Announcements belong to an employer. No client of the vendor's makes them.
var Announcements = of[Announcement]("announcement", "announcements", kind.Under(Employers.Type))

// Compute notes the day.
func (a *Announcement) Compute(r *kind.Rules) {
	if r.Before == nil && a.CreationDate.IsZero() {
		a.CreationDate = r.Today()
	}
}

// Check wants the last day not before the first.
func (a *Announcement) Check(r *kind.Rules) {
	if a.ExpirationDate != nil && a.ExpirationDate.Before(a.EffectiveDate) {
		r.Problem("expirationDate", kind.CodePeriod, "is before effectiveDate")
	}
}

// AnnouncementReading says that a user has read an announcement.
type AnnouncementReading struct {
	// ID is derived from announcement and user.
	ID kind.ID `json:"id" is:"readonly"`
	// User who read it.
	User kind.ID `json:"user"`
}

// AnnouncementReadings belong to an announcement: each user reads for himself.
var AnnouncementReadings = of[AnnouncementReading]("announcement reading", "", kind.Under(Announcements.Type))

func readingID(announcement, user kind.ID) kind.ID {
	return derivedID([]byte("announcement reading"), announcement[:], user[:])
}

// ReadAnnouncement notes that a user has read an announcement; once more is
// nothing new.
func ReadAnnouncement(w kind.Writer, announcement, user kind.ID) error {
	return AnnouncementReadings.Put(w, readingID(announcement, user), announcement, &AnnouncementReading{User: user})
}

// HasReadAnnouncement says whether a user has.
func HasReadAnnouncement(r kind.Reader, announcement, user kind.ID) (bool, error) {
	_, err := r.Row(AnnouncementReadings.Type, readingID(announcement, user))
	if errors.Is(err, kind.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Mark is one of some messages that a client marks as read.
type Mark struct {
	// ID of the message.
	ID kind.ID `json:"id"`
	// Action is what is done to it.
	Action string `json:"action" is:"oneof=markAsRead"`
}

// Marks is a body that is an array, as its one member.
type Marks struct {
	// Messages are those to be marked.
	Messages []Mark `json:"messages"`
}

// MessageMarks is the input that marks messages as read.
var MessageMarks = shape[Marks]()
