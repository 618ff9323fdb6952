package securex

import (
	"errors"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// message is a write that was accepted: what was asked, by whom, and what came
// of it. It stands under its firm. It is machine state, not part of the record:
// what it does to the record is logged there, as done by who asked.
type message struct {
	ID kind.ID `json:"id" is:"readonly"`
	// Operation is the sort of write, Activity its name in rights.
	Operation string `json:"operation"`
	Activity  string `json:"activity"`
	// Client and User are who asked.
	Client string  `json:"client"`
	User   kind.ID `json:"user"`
	// Key is the key or id in the path, empty without one.
	Key string `json:"key"`
	// Body is what was sent, found to be right in itself on the day on which it
	// came.
	Body        string     `json:"body"`
	Status      string     `json:"status"`
	AcceptedAt  time.Time  `json:"acceptedAt"`
	ProcessedAt *time.Time `json:"processedAt"`
	// Order is the work order that the write is about.
	Order  *kind.ID  `json:"order"`
	Result result    `json:"result"`
	Errors []problem `json:"errors"`
}

// result is what a write was about, told once it is processed.
type result struct {
	EmployeeKey *string  `json:"employeeKey,omitzero"`
	ContractKey *string  `json:"contractKey,omitzero"`
	WorkOrderID *kind.ID `json:"workOrderId,omitzero"`
}

// States of a message. Processing takes no time that anybody could see.
const (
	accepted  = "accepted"
	processed = "processed"
	rejected  = "rejected"
)

var messages = kind.Of[message]("securex message", "messages", kind.Under(record.Employers.Type), kind.Unlogged())

// Kinds are the kinds that the dialect keeps beside the record.
func Kinds() []*kind.Type { return []*kind.Type{messages.Type} }

// day is the day in Belgium on which the message came in.
func (m *message) day() cal.Date { return cal.Of(m.AcceptedAt, Zone) }

// by is on whose behalf the message is processed.
func (m *message) by() store.Actor {
	return store.Actor{Client: m.Client, User: m.User, Dialect: Name, Operation: m.Activity}
}

// accept keeps a write and queues it behind the others of its firm. also is
// what goes with it, in the same transaction; nil is nothing.
func (d *Dialect) accept(c *rest.Call, m *message, also func(*store.Tx, *message) error) (*rest.Answer, error) {
	by := c.By()
	m.Activity, m.Client, m.User, m.Status = by.Operation, by.Client, by.User, accepted
	answer := new(rest.Answer)
	err := c.Update(func(tx *store.Tx) (err error) {
		m.AcceptedAt = tx.Now().Truncate(time.Millisecond)
		if also != nil {
			if err := also(tx, m); err != nil {
				return err
			}
		}
		if answer.Created, err = messages.Create(tx, c.Subject.ID, m); err != nil {
			return err
		}
		return d.o.Queue.Follow(tx, line(c.Subject.ID), tx.Now().Add(d.o.Delay), processing{answer.Created})
	})
	if err != nil {
		return nil, err
	}
	answer.Content, err = json.Marshal(struct {
		MessageID  kind.ID   `json:"messageId"`
		Status     string    `json:"status"`
		AcceptedAt time.Time `json:"acceptedAt"`
	}{answer.Created, accepted, m.AcceptedAt.In(Zone)})
	return answer, err
}

// getMessage answers how far a write is.
func (d *Dialect) getMessage(c *rest.Call) (*rest.Answer, error) {
	id, wrong := pathID(c, 1, "messageId")
	if err := readParameters(c, nil, wrong...); err != nil {
		return nil, err
	}
	return document(c, func(tx *store.Tx) (any, error) {
		row, err := tx.Row(messages.Type, id)
		if errors.Is(err, kind.ErrNotFound) || err == nil && row.Parent != c.Subject.ID {
			return nil, missing("Message")
		}
		if err != nil {
			return nil, err
		}
		m, err := messages.Value(row)
		return m.shown(), err
	})
}

// messageState is a message on the wire.
type messageState struct {
	MessageID   kind.ID    `json:"messageId"`
	Operation   string     `json:"operation"`
	Status      string     `json:"status"`
	AcceptedAt  time.Time  `json:"acceptedAt"`
	ProcessedAt *time.Time `json:"processedAt"`
	Result      result     `json:"result"`
	Errors      []problem  `json:"errors"`
}

func (m *message) shown() messageState {
	return messageState{
		MessageID: m.ID, Operation: m.Operation, Status: m.Status,
		AcceptedAt: m.AcceptedAt.In(Zone), ProcessedAt: inZone(m.ProcessedAt), Result: m.Result, Errors: m.Errors,
	}
}

// inZone shows an instant by the clocks of Belgium.
func inZone(at *time.Time) *time.Time {
	if at == nil {
		return nil
	}
	there := at.In(Zone)
	return &there
}
