package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// blocked is the key of the status of self-service without access.
const blocked = 2

// Revocation says from which day on an employee has no access of his own.
type Revocation struct {
	// RevokeEmployeeSelfServiceAccessOn is the first day without access; null
	// takes an earlier revocation back.
	RevokeEmployeeSelfServiceAccessOn *cal.Date `json:"revokeEmployeeSelfServiceAccessOn"`
}

// Revocations is the input of [RevokeSelfService].
var Revocations = shape[Revocation]()

// RevokeSelfService notes the day on which an employee's own access ends.
// [ApplyRevocation] ends it; who calls this sees to it that it runs then.
func RevokeSelfService(w kind.Writer, employee kind.ID, in *Revocation) error {
	e, err := Employees.Get(w, employee)
	if err != nil {
		return err
	}
	e.RevokeEmployeeSelfServiceAccessOn = in.RevokeEmployeeSelfServiceAccessOn
	return Employees.Replace(w, employee, e)
}

// ApplyRevocation blocks an employee's own access when the day for it has
// come, and clears that day. It does nothing when no day is set, when it lies
// ahead, and when it is called again. It never gives access back.
func ApplyRevocation(w kind.Writer, employee kind.ID) error {
	e, err := Employees.Get(w, employee)
	if err != nil {
		return err
	}
	on := e.RevokeEmployeeSelfServiceAccessOn
	if on == nil || on.After(w.Today()) {
		return nil
	}
	e.RevokeEmployeeSelfServiceAccessOn = nil
	if e.StatusEmployeeSelfService != nil {
		e.StatusEmployeeSelfService = &Code{Key: blocked}
	}
	return Employees.Replace(w, employee, e)
}
