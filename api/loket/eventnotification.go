package loket

import (
	"errors"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// eventLine is an event of an administration with who hears of it.
type eventLine struct {
	Type            eventName     `json:"type" is:"readonly"`
	Category        eventCategory `json:"category" is:"readonly"`
	DependsOnModule eventModule   `json:"dependsOnModule" is:"readonly"`
	DefinedAtLevel  *string       `json:"definedAtLevel" is:"oneof=Provider|PayrollAdministration,readonly"`
	EmailAddress    *string       `json:"emailAddress" is:"len=..6000"`
}

type eventName struct {
	ID          kind.ID `json:"id" is:"readonly"`
	Description string  `json:"description"`
	SortOrder   int     `json:"sortOrder"`
}

type eventCategory struct {
	Key   int    `json:"key"`
	Value string `json:"value"`
}

type eventModule struct {
	ID          kind.ID `json:"id"`
	Description string  `json:"description"`
}

var eventLines = kind.Shape[eventLine]()

// bindEventNotifications binds who hears of what in an administration.
func bindEventNotifications(t *table) {
	const list = "/providers/employers/payrolladministrations/{id}/eventnotificationconfigurations"
	const item = list + "/{eventTypeId}"
	const test = "TestEventNotifications"
	about := record.PayrollAdministrations.Type
	collection(t, list, test, about, eventLines, eventNotifications)
	collection(t, item, test, about, eventLines, func(c *rest.Call, tx *store.Tx, row *kind.Row) ([]eventLine, error) {
		event, err := namedEvent(c)
		if err != nil {
			return nil, err
		}
		line, err := eventNotification(tx, row, event)
		return []eventLine{line}, err
	})
	action(t, put, item, test, about, record.EventNotificationInput, eventLines.Type, putEventNotification)
	action(t, remove, item, test, about, record.Nothings, nil, deleteEventNotification)
}

// namedEvent is the event that the path names.
func namedEvent(c *rest.Call) (record.EventType, error) {
	id, err := c.ID(1)
	if err != nil {
		return record.EventType{}, err
	}
	for _, e := range record.EventTypes() {
		if e.ID == id {
			return e, nil
		}
	}
	return record.EventType{}, kind.ErrNotFound
}

func eventNotifications(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]eventLine, error) {
	var lines []eventLine
	for _, e := range record.EventTypes() {
		line, err := eventNotification(tx, row, e)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// eventNotification is an event with who hears of it: nobody when the
// administration says nothing, since bureaus can't be configured here.
func eventNotification(tx *store.Tx, row *kind.Row, e record.EventType) (eventLine, error) {
	line := eventLine{
		Type:     eventName{e.ID, e.Description, e.SortOrder},
		Category: eventCategory{e.Category, e.CategoryName},
	}
	for _, m := range access.Modules {
		if m.Name == e.Module {
			line.DependsOnModule = eventModule{m.ID, m.Name}
		}
	}
	v, err := record.EventNotifications.Get(tx, record.EventNotificationID(row.ID, e.ID))
	if errors.Is(err, kind.ErrNotFound) {
		return line, nil
	}
	if err != nil {
		return line, err
	}
	level := "PayrollAdministration"
	line.DefinedAtLevel, line.EmailAddress = &level, &v.EmailAddress
	return line, nil
}

func putEventNotification(c *rest.Call, tx *store.Tx, row *kind.Row, in *record.EventNotificationBody) (any, error) {
	event, err := namedEvent(c)
	if err != nil {
		return nil, err
	}
	v := &record.EventNotification{EmailAddress: in.EmailAddress}
	if err := record.EventNotifications.Put(tx, record.EventNotificationID(row.ID, event.ID), row.ID, v); err != nil {
		return nil, err
	}
	return eventNotification(tx, row, event)
}

func deleteEventNotification(c *rest.Call, tx *store.Tx, row *kind.Row, _ *record.Nothing) (any, error) {
	event, err := namedEvent(c)
	if err != nil {
		return nil, err
	}
	return nil, record.EventNotifications.Delete(tx, record.EventNotificationID(row.ID, event.ID))
}
