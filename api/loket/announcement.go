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

// announcementLine is an announcement as one user sees it today.
type announcementLine struct {
	record.Announcement
	IsExpired bool `json:"isExpired" is:"readonly"`
	IsRead    bool `json:"isRead"`
}

var announcementLines = kind.Shape[announcementLine]()

func (t *table) bindAnnouncements() {
	collection(t, "/providers/employers/{id}/announcements", "TestAnnouncements", record.Employers.Type, announcementLines, announcements)
	arrayAction(t, patch, "/providers/employers/announcements", "TestAnnouncements", nil, record.MessageMarks, nil, markAnnouncements)
}

func announcements(c *rest.Call, tx *store.Tx, row *kind.Row) ([]announcementLine, error) {
	all, err := record.Announcements.Children(tx, row.ID)
	if err != nil {
		return nil, err
	}
	lines := make([]announcementLine, len(all))
	for i, a := range all {
		read, err := record.HasReadAnnouncement(tx, a.ID, c.Session.User)
		if err != nil {
			return nil, err
		}
		expired := a.ExpirationDate != nil && a.ExpirationDate.Before(tx.Today())
		lines[i] = announcementLine{*a, expired, read}
	}
	return lines, nil
}

func markAnnouncements(c *rest.Call, tx *store.Tx, _ *kind.Row, in *record.Marks) (any, error) {
	var problems kind.Problems
	for i, m := range in.Messages {
		err := markAnnouncement(c, tx, m.ID)
		if errors.Is(err, kind.ErrNotFound) || errors.Is(err, access.ErrOutOfReach) {
			problems = append(problems, unknownMessage(i))
			continue
		}
		if err != nil {
			return nil, err
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return nil, nil
}

// unknownMessage says the same of a message that there isn't and of one that
// belongs to another bureau.
func unknownMessage(i int) kind.Problem {
	return kind.Problem{Code: kind.CodeReference, Field: "messages[" + strconv.Itoa(i) + "].id", Message: "is no message to you"}
}

func markAnnouncement(c *rest.Call, tx *store.Tx, id kind.ID) error {
	row, err := tx.Row(record.Announcements.Type, id)
	if err != nil {
		return err
	}
	if err := c.Session.May(tx, c.Operation.Asks(), rest.ScopeOf(row)); err != nil {
		return err
	}
	return record.ReadAnnouncement(tx, id, c.Session.User)
}
