package record

import (
	"errors"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// UKDossier is all that an import says of a worker, in the kinds that keep it.
// The worker's first and last day are those of Worker; that of the accounts is
// the first day.
type UKDossier struct {
	// Employee is the person as any employer has one.
	Employee Employee
	// Worker is what only an import says.
	Worker UKWorker
	// NationalInsuranceNumber is "" while it isn't known.
	NationalInsuranceNumber string
	// Payroll is nil for one whom payroll doesn't pay.
	Payroll *UKPayroll
	// Primary and Secondary are nil for one who has no such account.
	Primary, Secondary *BankAccount
	// NextOfKin and EmergencyContact are nil for one who told none.
	NextOfKin, EmergencyContact *Contact

	employment kind.ID
}

// The contacts of a dossier have ids that follow from the employee's, by which
// they are told from others.
func nextOfKinID(employee kind.ID) kind.ID {
	return derivedID([]byte("next of kin"), employee[:])
}

func emergencyContactID(employee kind.ID) kind.ID {
	return derivedID([]byte("emergency contact"), employee[:])
}

// lastDay is the last day of the employment; nil for one that goes on, or of
// which the import has a last day before the first.
func (d *UKDossier) lastDay() *cal.Date {
	if w := &d.Worker; w.LeavingDate != nil && !w.LeavingDate.Before(w.StartDate) {
		return w.LeavingDate
	}
	return nil
}

// CreateUKWorker makes an employee of a dossier, and gives the employee's id.
func CreateUKWorker(w kind.Writer, employer kind.ID, d *UKDossier) (kind.ID, error) {
	id, err := Employees.Create(w, employer, &d.Employee)
	if err != nil {
		return id, err
	}
	if err := UKWorkers.CreateAs(w, id, id, &d.Worker); err != nil {
		return id, err
	}
	if d.employment, err = EmployAbroad(w, id, d.Worker.StartDate, d.lastDay()); err != nil {
		return id, err
	}
	return id, d.savePerson(w, id, true)
}

// ReplaceUKWorker makes the record of an employee what a dossier says. What
// the dossier has none of stays as it is.
func ReplaceUKWorker(w kind.Writer, employee kind.ID, d *UKDossier) error {
	if err := Employees.Replace(w, employee, &d.Employee); err != nil {
		return err
	}
	if err := UKWorkers.Replace(w, employee, &d.Worker); err != nil {
		return err
	}
	if err := d.moveEmployment(w, employee); err != nil {
		return err
	}
	return d.savePerson(w, employee, false)
}

// moveEmployment gives the employment its first and last day, and those that
// run along with it theirs.
func (d *UKDossier) moveEmployment(w kind.Writer, employee kind.ID) error {
	e, err := ukEmployment(w, employee)
	if err != nil {
		return err
	}
	if e == nil {
		d.employment, err = EmployAbroad(w, employee, d.Worker.StartDate, d.lastDay())
		return err
	}
	d.employment = e.ID
	last := d.lastDay()
	if e.EndDate != nil && (last == nil || *last != *e.EndDate) {
		if err := Reinstate(w, e.ID); err != nil {
			return err
		}
		e.EndDate = nil
	}
	if e.StartDate != d.Worker.StartDate {
		if err := CorrectStartDate(w, e.ID, &StartCorrection{StartDate: d.Worker.StartDate}); err != nil {
			return err
		}
	}
	if last == nil || e.EndDate != nil {
		return nil
	}
	return endAbroad(w, e.ID, *last)
}

// endAbroad ends an employment that began by [EmployAbroad], and what runs
// along with it.
func endAbroad(w kind.Writer, employment kind.ID, day cal.Date) error {
	e, err := Employments.Get(w, employment)
	if err != nil {
		return err
	}
	was := e.period().End
	e.EndDate = &day
	if err := Employments.Replace(w, employment, e); err != nil {
		return err
	}
	return eachTrack(func(t track) error { return t.end(w, employment, was, day) })
}

// savePerson saves what stands beside employee and employment. Of a new one
// there is nothing yet that would have to be looked for.
func (d *UKDossier) savePerson(w kind.Writer, employee kind.ID, isNew bool) error {
	if d.NationalInsuranceNumber != "" {
		v := &NationalInsuranceNumber{Number: d.NationalInsuranceNumber}
		if err := save(NationalInsuranceNumbers, w, employee, employee, v, isNew); err != nil {
			return err
		}
	}
	if d.Payroll != nil {
		if err := save(UKPayrolls, w, d.employment, d.employment, d.Payroll, isNew); err != nil {
			return err
		}
	}
	for _, a := range []*BankAccount{d.Primary, d.Secondary} {
		if err := saveAccount(w, employee, a, d.Worker.StartDate); err != nil {
			return err
		}
	}
	if d.NextOfKin != nil {
		if err := save(Contacts, w, nextOfKinID(employee), employee, d.NextOfKin, isNew); err != nil {
			return err
		}
	}
	if d.EmergencyContact == nil {
		return nil
	}
	return save(Contacts, w, emergencyContactID(employee), employee, d.EmergencyContact, isNew)
}

// save is [kind.Kind.Put] of what may be known not to be there.
func save[T any](k kind.Kind[T], w kind.Writer, id, parent kind.ID, v *T, isNew bool) error {
	if isNew {
		return k.CreateAs(w, id, parent, v)
	}
	return k.Put(w, id, parent, v)
}

// saveAccount replaces an account that was read with the dossier, or makes one
// that holds from a day on.
func saveAccount(w kind.Writer, employee kind.ID, a *BankAccount, from cal.Date) error {
	if a == nil {
		return nil
	}
	if !a.ID.IsZero() {
		return BankAccounts.Replace(w, a.ID, a)
	}
	a.StartDate = from
	_, err := BankAccounts.Create(w, employee, a)
	return err
}

// ReadUKWorker is the dossier of an employee. It answers [kind.ErrNotFound]
// for one who was never imported.
func ReadUKWorker(r kind.Reader, employee kind.ID) (*UKDossier, error) {
	e, err := Employees.Get(r, employee)
	if err != nil {
		return nil, err
	}
	worker, err := UKWorkers.Get(r, employee)
	if err != nil {
		return nil, err
	}
	d := &UKDossier{Employee: *e, Worker: *worker}
	if err := d.readPayroll(r, employee); err != nil {
		return nil, err
	}
	accounts, err := BankAccounts.Children(r, employee)
	if err != nil {
		return nil, err
	}
	for _, a := range accounts { // the last of each use
		if a.Use == SecondaryAccount {
			d.Secondary = a
		} else {
			d.Primary = a
		}
	}
	if d.NextOfKin, err = found(Contacts.Get(r, nextOfKinID(employee))); err != nil {
		return nil, err
	}
	d.EmergencyContact, err = found(Contacts.Get(r, emergencyContactID(employee)))
	return d, err
}

func (d *UKDossier) readPayroll(r kind.Reader, employee kind.ID) error {
	number, err := found(NationalInsuranceNumbers.Get(r, employee))
	if err != nil {
		return err
	}
	if number != nil {
		d.NationalInsuranceNumber = number.Number
	}
	e, err := ukEmployment(r, employee)
	if e == nil || err != nil {
		return err
	}
	d.Payroll, err = found(UKPayrolls.Get(r, e.ID))
	return err
}

// ukEmployment is the last employment of a worker; nil when it was removed.
func ukEmployment(r kind.Reader, employee kind.ID) (*Employment, error) {
	all, err := Employments.Children(r, employee)
	if len(all) == 0 || err != nil {
		return nil, err
	}
	return all[len(all)-1], nil
}

// found makes nothing of what isn't there.
func found[T any](v *T, err error) (*T, error) {
	if errors.Is(err, kind.ErrNotFound) {
		return nil, nil
	}
	return v, err
}
