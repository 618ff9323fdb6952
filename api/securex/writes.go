package securex

import (
	"errors"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// Operations as messages name them.
const (
	createEmployee  = "createEmployee"
	changeEmployee  = "changeEmployee"
	createContract  = "createContract"
	changeContract  = "changeContract"
	deleteContract  = "deleteContract"
	createWorkOrder = "createWorkOrder"
	deleteWorkOrder = "deleteWorkOrder"
)

// write is a sort of write.
type write struct {
	// key names the key in the path; empty without one.
	key string
	// read finds what is wrong with a body by itself; nil where there is none.
	read func(body []byte, day cal.Date) error
	// apply does to a firm what a message asks for, once its turn has come.
	apply func(tx *store.Tx, firm kind.ID, m *message) (result, error)
}

// writes are the sorts of writes by operation.
var writes = map[string]write{
	createEmployee:  {read: checked(readNewEmployee), apply: hire},
	changeEmployee:  {key: employeeKey, read: checked(readEmployeeChange), apply: changePerson},
	createContract:  {key: employeeKey, read: checked(readNewContract), apply: beginContract},
	changeContract:  {key: contractKey, read: checked(readContractChange), apply: changeTerms},
	deleteContract:  {key: contractKey, apply: dropContract},
	createWorkOrder: {read: checked(readNewWorkOrder), apply: processOrder},
	deleteWorkOrder: {key: workOrderID, apply: dropOrder},
}

// Names of keys.
const (
	employeeKey = "employeeKey"
	contractKey = "contractKey"
	workOrderID = "workOrderId"
)

// checked reads a body for its problems alone.
func checked[T any](read func([]byte, cal.Date) (T, error)) func([]byte, cal.Date) error {
	return func(body []byte, day cal.Date) error {
		_, err := read(body, day)
		return err
	}
}

// take reads a write and refuses what is wrong with it by itself. Whether what
// it is about is there shows when its turn has come.
func (d *Dialect) take(c *rest.Call, operation string) (*message, error) {
	w, m := writes[operation], &message{Operation: operation}
	var wrong problems
	switch w.key {
	case "":
	case workOrderID:
		var id kind.ID
		id, wrong = pathID(c, 1, w.key)
		m.Order = &id
	default:
		_, wrong = pathKey(c, 1, w.key)
		m.Key = c.Parameters[1]
	}
	if w.read == nil {
		return m, wrong.err()
	}
	body, err := c.Body()
	if err != nil {
		return nil, err
	}
	m.Body = string(body)
	err = w.read(body, d.today())
	if more, ok := errors.AsType[problems](err); ok {
		wrong = append(wrong, more...)
	} else if err != nil {
		return nil, err
	}
	return m, wrong.err()
}

// taken is take and accept for a write that nothing goes with.
func (d *Dialect) taken(c *rest.Call, operation string) (*rest.Answer, error) {
	m, err := d.take(c, operation)
	if err != nil {
		return nil, err
	}
	return d.accept(c, m, nil)
}

func (d *Dialect) postEmployee(c *rest.Call) (*rest.Answer, error) { return d.taken(c, createEmployee) }

func (d *Dialect) postContract(c *rest.Call) (*rest.Answer, error) { return d.taken(c, createContract) }

func (d *Dialect) patchContract(c *rest.Call) (*rest.Answer, error) {
	return d.taken(c, changeContract)
}

func (d *Dialect) deleteContract(c *rest.Call) (*rest.Answer, error) {
	return d.taken(c, deleteContract)
}

// patchEmployee takes a change of an employee. Where it is from a day to come
// on, the employee shows it on that day.
func (d *Dialect) patchEmployee(c *rest.Call) (*rest.Answer, error) {
	m, err := d.take(c, changeEmployee)
	if err != nil {
		return nil, err
	}
	in, err := readEmployeeChange([]byte(m.Body), d.today())
	if err != nil {
		return nil, err
	}
	return d.accept(c, m, func(tx *store.Tx, m *message) error {
		if !in.from.After(m.day()) {
			return nil
		}
		show := taking{Firm: c.Subject.ID, Employee: m.Key}
		return d.o.Queue.At(tx, "securex employee "+show.Firm.String()+" "+m.Key+" "+in.from.String(), in.from.In(store.Zone), show)
	})
}
