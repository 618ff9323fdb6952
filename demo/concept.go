package demo

import (
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/record"
)

// concepts fills in concept employees, templates and new employments.
func (w *world) concepts() {
	for n, a := range applicants {
		w.concept(n+1, a)
	}
	for n := range employers {
		w.templates(n + 1)
		w.withoutPayroll(n + 1)
	}
}

// applicant is somebody who may be employed.
type applicant struct {
	employer    int
	name, first string
	born        string
	gender      int
	known       bool // all of it, not just the name
}

var applicants = []applicant{
	{1, "Kuiper", "Sanne", "1996-04-03", 2, true},
	{1, "Postma", "Jelle", "2001-11-23", 1, false},
	{2, "Schouten", "Bram", "1988-02-14", 1, true},
	{3, "Aydin", "Elif", "1993-09-30", 2, true},
	{3, "Vos", "Roos", "1999-07-07", 2, false},
	{4, "Zijlstra", "Hidde", "1990-01-19", 1, true},
}

func (w *world) concept(n int, a applicant) {
	born, home := cal.MustParse(a.born), cities[n%len(cities)]
	c := &record.ConceptEmployee{UniqueName: a.first + " " + a.name}
	p := &c.EmployeeData.PersonalDetails
	p.FirstName, p.LastName = &a.first, a.name
	if a.known {
		initials, number, country := a.first[:1]+".", 1+n, record.Country{Key: 530}
		p.Initials, p.DateOfBirth, p.Gender, p.HowToFormatLastName = &initials, &born, &record.Code{Key: a.gender}, &record.Code{Key: 1}
		c.EmployeeData.Address = &record.AddressDraft{
			Street: &home.street, HouseNumber: &number, City: &home.city, PostalCode: &home.postalCode, Country: &country,
		}
		c.EmploymentDraft = w.draft(a.employer)
	}
	w.do(record.ConceptEmployees.CreateAs(w.tx, id("concept employee", n), id("employer", a.employer), c))
	if a.known {
		bsn := citizenServiceNumber(2000 + n)
		concept := id("concept employee", n)
		w.do(record.ConceptNumbers.CreateAs(w.tx, concept, concept, &record.ConceptNumber{CitizenServiceNumber: &bsn}))
	}
}

// draft is an employment in the shop of an employer.
func (w *world) draft(employer int) record.EmploymentDraft {
	d := record.UsualDraft(cal.MustParse("2024-07-01"))
	d.EmploymentData.PayrollAdministration = &record.PayrollAdministrationRef{ID: id("payroll administration", employer)}
	d.OrganizationalEntityData = &record.PlaceDraft{
		Department:       &record.OrganizationalDepartmentRef{Key: Department(employer, 3)},
		Function:         &record.FunctionRef{Key: Function(employer, 3)},
		DistributionUnit: &record.DistributionUnitRef{Key: id("distribution unit", employer), Code: 1, Description: "Algemeen"},
	}
	return d
}

// templates are for what an employer needs most often: somebody for good, and
// help on call.
func (w *world) templates(employer int) {
	regular, onCall := w.draft(employer), w.draft(employer)
	regular.EmploymentData.StartDate, onCall.EmploymentData.StartDate = nil, nil
	onCall.EmploymentData.EmploymentDurationType = &record.LongCode{Key: 2}
	onCall.EmploymentData.TypeOfEmployee = &record.LongCode{Key: 4}
	onCall.EmploymentData.IsOnCallEmployment = new(true)
	onCall.WageData.GrossWageType = &record.Code{Key: 2}
	onCall.WorkingHoursData.FlexibleHoursContract = &record.Code{Key: 1}
	for _, t := range []record.EmploymentTemplate{
		{TemplateName: "Sjabloon voor vast dienstverband", EmploymentDraft: regular},
		{TemplateName: "Sjabloon voor oproepkracht", EmploymentDraft: onCall},
	} {
		name := fmt.Sprintf("%s %d", t.TemplateName, employer)
		w.do(record.EmploymentTemplates.CreateAs(w.tx, ID(name), id("employer", employer), &t))
	}
}

// withoutPayroll are administrations of people who are paid by somebody else.
func (w *world) withoutPayroll(employer int) {
	for i, people := range []string{"Stagiairs", "Ingeleend personeel"} {
		w.do(record.NonPayrollAdministrations.CreateAs(w.tx, ID(fmt.Sprintf("non payroll administration %d.%d", employer, i+1)), id("employer", employer),
			&record.NonPayrollAdministration{Name: employers[employer-1].name, Description: people, StartDate: cal.MustParse("2018-01-01")}))
	}
}
