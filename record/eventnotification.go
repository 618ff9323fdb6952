package record

import (
	"strings"

	"github.com/payglot/payglot/kind"
)

// EventNotification is who hears by e-mail of an event in a payroll
// administration.
type EventNotification struct {
	// ID is the configuration's identity: of its administration and event.
	ID kind.ID `json:"id" is:"readonly"`
	// EmailAddress is one address or several, with ; between them.
	EmailAddress string `json:"emailAddress" is:"len=..6000"`
}

// EventNotifications stand under a payroll administration, each under its
// [EventNotificationID].
var EventNotifications = of[EventNotification]("event notification", "", kind.Under(PayrollAdministrations.Type))

// EventNotificationID is where the configuration of an event of an
// administration is kept.
func EventNotificationID(administration, event kind.ID) kind.ID {
	return derivedID([]byte("event notification"), administration[:], event[:])
}

// Check wants every address to be one.
func (e *EventNotification) Check(r *kind.Rules) {
	for address := range strings.SplitSeq(e.EmailAddress, ";") {
		if wrong := checkEmail(strings.TrimSpace(address)); wrong != "" {
			r.Problem("emailAddress", kind.CodeCheck, "%s", wrong)
			return
		}
	}
}

// EventType is an event that somebody can be told of. The list is the house's.
type EventType struct {
	// ID is the event's identity.
	ID kind.ID
	// Description says what happened.
	Description string
	// Category puts events together.
	Category int
	// CategoryName is its name.
	CategoryName string
	// Module is the part of the product that it comes from.
	Module string
	// SortOrder is the place in lists.
	SortOrder int
}

// EventTypes are all events, in the order of lists.
func EventTypes() []EventType {
	var all []EventType
	for _, e := range []struct {
		description, name, module string
		category, order           int
	}{
		{"Verzuimmelding gedaan", "Verzuim", "Absence", 2, 110},
		{"Verzuim beëindigd", "Verzuim", "Absence", 2, 120},
		{"Verlofaanvraag ingediend", "Verlof", "Leave", 3, 200},
		{"Verlofaanvraag behandeld (voor de indiener)", "Verlof", "Leave", 3, 210},
		{"Periode klaar voor verloning", "Verloning", "Payroll", 4, 300},
		{"Verloning gereed", "Verloning", "Payroll", 4, 310},
		{"Declaratie ingediend", "Declaraties", "Declarations", 5, 400},
	} {
		all = append(all, EventType{
			ID: derivedID([]byte("event type"), []byte(e.description)), Description: e.description,
			Category: e.category, CategoryName: e.name, Module: e.module, SortOrder: e.order,
		})
	}
	return all
}

// EventNotificationBody is what a client sends of one; the rest is ignored.
type EventNotificationBody struct {
	// Type is the event.
	Type EventTypeBody `json:"type" is:"readonly"`
	// Category is the event\'s.
	Category LongCode `json:"category" is:"readonly"`
	// DependsOnModule is the module that the event comes from.
	DependsOnModule EventModuleBody `json:"dependsOnModule" is:"readonly"`
	// DefinedAtLevel is where it was configured.
	DefinedAtLevel *string `json:"definedAtLevel" is:"readonly"`
	// EmailAddress is one address or several, with ; between them.
	EmailAddress string `json:"emailAddress" is:"len=..6000"`
}

// EventTypeBody is an event as a client sends it back.
type EventTypeBody struct {
	// ID is the event's identity.
	ID kind.ID `json:"id"`
	// Description says what happened.
	Description string `json:"description"`
	// SortOrder is the place in lists.
	SortOrder int `json:"sortOrder"`
}

// EventModuleBody is a module as a client sends it back.
type EventModuleBody struct {
	// ID is the module's identity.
	ID kind.ID `json:"id"`
	// Description is its name.
	Description string `json:"description"`
}

// EventNotificationInput is the input of a configuration.
var EventNotificationInput = shape[EventNotificationBody]()
