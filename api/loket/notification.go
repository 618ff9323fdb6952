package loket

import (
	"errors"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/record/code"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

func (t *table) bindNotifications() {
	collection(t, "/providers/employers/{id}/notifications", "TestNotifications", record.Employers.Type, record.Notifications, unreadNotifications)
	arrayAction(t, patch, "/providers/employers/notifications", "TestNotifications", nil, record.MessageMarks, nil, markNotifications)
}

// unreadNotifications are those of an employer that nobody has read, of the
// people that the caller sees.
func unreadNotifications(c *rest.Call, tx *store.Tx, row *kind.Row) ([]record.Notification, error) {
	all, err := notifications(c, tx, row.ID)
	if err != nil {
		return nil, err
	}
	unread := []record.Notification{}
	for _, n := range all {
		_, err := tx.Row(record.NotificationReadings.Type, n.ID)
		if err == nil {
			continue
		}
		if !errors.Is(err, kind.ErrNotFound) {
			return nil, err
		}
		if entry, ok := code.Lists.Lookup("notification type", strconv.Itoa(n.NotificationType.Key)); ok {
			if err := json.Unmarshal(entry.JSON, &n.NotificationType); err != nil {
				return nil, err
			}
		}
		unread = append(unread, n)
	}
	return unread, nil
}

// Where notifications come from: people with their employments, and reminders
// of an employment.
var (
	employedPeople = &store.View{Parts: []store.Part{
		{Type: record.Employments.Type, Member: "employment"},
		{Type: record.Employees.Type, Member: "employee", Above: true},
	}}
	reminders = &store.View{Parts: []store.Part{
		{Type: record.CustomNotifications.Type, Member: "custom"},
		{Type: record.Employments.Type, Hidden: true, Above: true},
		{Type: record.Employees.Type, Member: "employee", Of: 1, Above: true},
	}}
)

// notifications are all that are told today at an employer, the oldest event
// first.
func notifications(c *rest.Call, tx *store.Tx, employer kind.ID) ([]record.Notification, error) {
	var all []record.Notification
	seen := map[kind.ID]bool{} // of the person, who may have several employments
	for _, view := range []*store.View{employedPeople, reminders} {
		where, err := narrow(c, tx.Present(), view.Parts[0].Type)
		if err != nil {
			return nil, err
		}
		err = tx.List(store.Query{View: view, Employer: employer, Where: where}, func(body []byte) error {
			var from struct {
				Employment *record.Employment         `json:"employment"`
				Custom     *record.CustomNotification `json:"custom"`
				Employee   record.Employee            `json:"employee"`
			}
			if err := json.Unmarshal(body, &from); err != nil {
				return err
			}
			var told []record.Notification
			if from.Employment != nil {
				told = record.NotificationsOf(from.Employment, &from.Employee, tx.Today())
			} else if n, tells := record.NotificationOf(from.Custom, &from.Employee, tx.Today()); tells {
				told = append(told, n)
			}
			for _, n := range told {
				if !seen[n.ID] {
					seen[n.ID], all = true, append(all, n)
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(all, func(a, b record.Notification) int { return a.NotificationDate.Compare(b.NotificationDate) })
	return all, nil
}

// markNotifications looks for each notification at the employers where the
// caller may mark them; the path doesn't say which it is.
func markNotifications(c *rest.Call, tx *store.Tx, _ *kind.Row, in *record.Marks) (any, error) {
	left := map[kind.ID]int{}
	for i, m := range in.Messages {
		left[m.ID] = i
	}
	employers, err := inReach(c, tx)
	if err != nil {
		return nil, err
	}
	for _, employer := range employers {
		if len(left) == 0 {
			break
		}
		if c.Session.May(tx, c.Operation.Asks(), access.Scope{Employer: employer}) != nil {
			continue
		}
		all, err := notifications(c, tx, employer)
		if err != nil {
			return nil, err
		}
		for _, n := range all {
			if _, asked := left[n.ID]; !asked {
				continue
			}
			delete(left, n.ID)
			if err := record.ReadNotification(tx, employer, n.ID, c.Session.User); err != nil {
				return nil, err
			}
		}
	}
	var problems kind.Problems
	for _, i := range left {
		problems = append(problems, unknownMessage(i))
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return nil, nil
}

// inReach are the employers at which the caller may do this.
func inReach(c *rest.Call, tx *store.Tx) ([]kind.ID, error) {
	reach := c.Session.ReachFor(c.Operation.Asks())
	q := store.Query{
		View:  store.Narrow(record.Employers.Type, "id"),
		Reach: &store.Reach{Providers: reach.Providers, Employers: reach.Employers},
	}
	var all []kind.ID
	err := tx.List(q, func(body []byte) error {
		id, err := kind.ParseID(kind.Text(body, "id"))
		all = append(all, id)
		return err
	})
	return all, err
}
