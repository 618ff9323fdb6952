package careflex

import (
	"errors"
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// incidentOutcome is what became of an incident.
type incidentOutcome struct {
	Status string `json:"status"`
	// EffectiveDate is the day on which it takes effect; nil when it doesn't.
	EffectiveDate *cal.Date `json:"effectiveDate"`
	Findings      []Finding `json:"findings"`
}

// mark notes that an incident was imported, under an id that follows from what
// makes it the same as another.
type mark struct {
	Import kind.ID `json:"import"`
}

// markID follows from what an incident may have in common with no other.
func markID(company kind.ID, in *Incident) kind.ID {
	external := "none"
	if in.ExternalID != nil {
		external = "is " + *in.ExternalID
	}
	return derivedID("mark", company.String(), *in.Type, *in.EmployeeID, in.ValidFrom.String(), external)
}

// importOne imports an incident, or leaves no trace of it.
func importOne(tx *store.Tx, company, report kind.ID, in *Incident) (incidentOutcome, error) {
	if len(in.Problems) > 0 {
		return incidentOutcome{Status: rejected, Findings: in.Problems}, nil
	}
	found := remarks(in)
	err := tx.Try(func(tx *store.Tx) error {
		more, err := apply(tx, company, in)
		found = append(found, more...)
		if err != nil {
			return err
		}
		return imported.CreateAs(tx, markID(company, in), kind.ID{}, &mark{Import: report})
	})
	var refused findings
	var problems kind.Problems
	switch {
	case errors.As(err, &refused):
		return incidentOutcome{Status: rejected, Findings: append(refused, found...)}, nil
	case errors.As(err, &problems):
		return incidentOutcome{Status: rejected, Findings: append(refusals(problems), found...)}, nil
	case err != nil:
		return incidentOutcome{}, err
	}
	day := effective(*in.ValidFrom)
	return incidentOutcome{Status: done, EffectiveDate: &day, Findings: found}, nil
}

// refusals are what the record's own rules have against an incident.
func refusals(problems kind.Problems) []Finding {
	all := make([]Finding, len(problems))
	for i, p := range problems {
		all[i] = wrong(codeRefused, "", "the record refuses the master data: "+p.Message)
	}
	return all
}

// remarks are what is odd about an incident by itself.
func remarks(in *Incident) []Finding {
	if record.IsGermanTaxID(*in.EmployeeID) {
		return nil
	}
	return []Finding{worth(codeNoTaxID, "employeeId", "is not a German tax ID")}
}

// apply writes an incident to the record. Errors that are findings or problems
// refuse it.
func apply(tx *store.Tx, company kind.ID, in *Incident) ([]Finding, error) {
	_, err := imported.Get(tx, markID(company, in))
	if err == nil {
		return nil, findings{wrong(codeDuplicate, "", "was imported before")}
	}
	if !errors.Is(err, kind.ErrNotFound) {
		return nil, err
	}
	t, err := typeOf(tx, *in.Type)
	if err != nil {
		return nil, err
	}
	p, err := findPerson(tx, company, *in.EmployeeID)
	if err != nil {
		return nil, err
	}
	var found []Finding
	switch {
	case t.enrols():
		err = p.enrol(in)
	case p.insurance == nil:
		err = findings{wrong(codeUnknown, "employeeId", "was never enrolled by this company")}
	default:
		found, err = p.move(t, in)
	}
	if err != nil {
		return found, err
	}
	if start := p.german.StartOfEmployment; start != nil && in.ValidFrom.Before(*start) {
		found = append(found, worth(codeBeforeStart, "validFrom", "lies before the start of the employment"))
	}
	if err := p.save(); err != nil || !t.enrols() {
		return found, err
	}
	return found, p.employ()
}

// person is somebody whom a company reports, as far as the record knows them.
type person struct {
	tx        *store.Tx
	company   kind.ID
	id        kind.ID // zero for somebody new
	employee  *record.Employee
	german    *record.GermanPerson
	insurance *record.LongTermCareInsurance // nil for somebody who was never enrolled
}

// findPerson finds whom a company reports under a key.
func findPerson(tx *store.Tx, company kind.ID, reportedAs string) (*person, error) {
	p := &person{tx: tx, company: company, employee: new(record.Employee), german: new(record.GermanPerson)}
	id, err := record.InsuredEmployee(tx, company, reportedAs)
	if errors.Is(err, kind.ErrNotFound) {
		return p, nil
	}
	if err != nil {
		return nil, err
	}
	if p.insurance, err = record.LongTermCareInsurances.Get(tx, id); err != nil {
		return nil, err
	}
	return p, p.read(id)
}

// read reads an employee whom the record has.
func (p *person) read(id kind.ID) (err error) {
	p.id = id
	if p.employee, err = record.Employees.Get(p.tx, id); err != nil {
		return err
	}
	p.german, err = record.GermanPersons.Get(p.tx, id)
	if errors.Is(err, kind.ErrNotFound) {
		p.german, err = new(record.GermanPerson), nil
	}
	return err
}

// enrol takes somebody into the insurance: an employee whom the record has
// under the personnel number, or somebody new.
func (p *person) enrol(in *Incident) error {
	if p.insurance != nil && p.insurance.State != record.InsuranceEnded {
		return findings{wrong(codeInsured, "employeeId", "is insured already")}
	}
	if p.insurance == nil {
		if err := p.recognise(in.Employee); err != nil {
			return err
		}
		p.insurance = &record.LongTermCareInsurance{ReportedAs: *in.EmployeeID}
	}
	in.Employee.writeTo(p.employee, p.german)
	day := effective(*in.ValidFrom)
	p.insurance.State, p.insurance.StateFrom, p.insurance.InsuredFrom = record.Insured, day, day
	return nil
}

// recognise finds the employee with the personnel number that is reported, if
// that can be the same person: not yet insured, and born on the same day as
// far as anybody knows. Nobody else has the number then: somebody new keeps it
// as employee number.
func (p *person) recognise(m *MasterData) error {
	number, ok := personnelNumber(m)
	if !ok {
		return nil
	}
	id, err := record.Holder(p.tx, p.company, record.Employees.Type, "employeeNumber", strconv.Itoa(number))
	if errors.Is(err, kind.ErrNotFound) {
		p.employee.EmployeeNumber = number
		return nil
	}
	if err != nil {
		return err
	}
	e, err := record.Employees.Get(p.tx, id)
	if err != nil {
		return err
	}
	if born := e.PersonalDetails.DateOfBirth; !born.IsZero() && born != *m.Birthday {
		return nil
	}
	_, err = record.LongTermCareInsurances.Get(p.tx, id)
	if errors.Is(err, kind.ErrNotFound) {
		return p.read(id)
	}
	return err
}

// maxEmployeeNumber keeps personnel numbers that are something else, such as a
// tax ID, from becoming the last of the employer's own series.
const maxEmployeeNumber = 99_999_999

// personnelNumber is the number that is reported, where it is one.
func personnelNumber(m *MasterData) (int, bool) {
	if m.Job.PersonnelNumber == nil {
		return 0, false
	}
	n, err := strconv.Atoi(*m.Job.PersonnelNumber)
	return n, err == nil && n > 0 && n <= maxEmployeeNumber && strconv.Itoa(n) == *m.Job.PersonnelNumber
}

// move applies an incident of somebody who is enrolled.
func (p *person) move(t IncidentType, in *Incident) ([]Finding, error) {
	if t.takesData() && in.Employee != nil {
		if err := p.correctStart(in.Employee.Job.StartOfEmployment); err != nil {
			return nil, err
		}
		in.Employee.writeTo(p.employee, p.german)
	}
	switch t.State {
	case "":
		return nil, nil
	case p.insurance.State:
		if t.State == record.Insured {
			return []Finding{worth(codeActive, "", "is insured already; nothing changes")}, nil
		}
		return nil, nil
	}
	p.insurance.State, p.insurance.StateFrom = t.State, effective(*in.ValidFrom)
	return nil, nil
}

// correctStart moves the first day of the employment that an enrolment began.
// What another dialect knows of contracts is not the insurance's to change.
func (p *person) correctStart(to *cal.Date) error {
	before := p.german.StartOfEmployment
	if to == nil || before == nil || *to == *before {
		return nil
	}
	all, err := record.Employments.Children(p.tx, p.id)
	if err != nil || len(all) != 1 || all[0].NonPayrollAdministration == nil || all[0].StartDate != *before {
		return err
	}
	return record.CorrectStartDate(p.tx, all[0].ID, &record.StartCorrection{StartDate: *to})
}

// save keeps what is known of the person.
func (p *person) save() (err error) {
	if p.id.IsZero() {
		p.id, err = record.Employees.Create(p.tx, p.company, p.employee)
	} else {
		err = record.Employees.Replace(p.tx, p.id, p.employee)
	}
	if err != nil {
		return err
	}
	if err := record.GermanPersons.Put(p.tx, p.id, p.id, p.german); err != nil {
		return err
	}
	return record.LongTermCareInsurances.Put(p.tx, p.id, p.id, p.insurance)
}

// employ begins an employment for somebody of whom the record has none.
func (p *person) employ() error {
	rows, err := p.tx.Children(record.Employments.Type, p.id)
	if err != nil || len(rows) > 0 {
		return err
	}
	_, err = record.EmployAbroad(p.tx, p.id, *p.german.StartOfEmployment, nil)
	return err
}
