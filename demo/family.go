package demo

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
)

// people fills in who belongs to employees, their education and notes: at
// employer n with employee n, who is of that employer, and at employer 4 with
// the one employee there.
func (w *world) people() {
	for n := 1; n <= len(employers); n++ {
		employee := n
		if n == len(employers) {
			employee = otherEmployee
		}
		w.family(n, employee)
		w.education(n, employee)
		w.notes(n, employee)
		w.announcements(n)
		w.do(record.CustomNotifications.CreateAs(w.tx, id("custom notification", n), id("employment", employee), &record.CustomNotification{
			NotificationText: "Functioneringsgesprek plannen", NotificationDate: cal.MustParse("2024-03-14"),
			RecurrencePattern: &record.Recurrence{RecurrencePeriod: &record.Code{Key: 3}, RecurrenceNumber: 3, NumberOfRepetitionsAfterFirstNotification: 99},
		}))
		w.do(record.SetEmployerLogo(w.tx, id("employer", n), logo))
	}
	for _, provider := range []string{"provider demo", "provider other"} {
		w.do(record.ProviderLogos.Put(w.tx, ID(provider), ID(provider), logo))
	}
	w.do(record.SetDeviatingLogo(w.tx, id("employer", 2), logo))
	w.absence(otherEmployee)
	for _, n := range []int{22, 23, 24, otherEmployee} {
		w.absenceContact(n)
	}
}

// family gives an employee a partner and two children, whose names are those
// of the list of names.
func (w *world) family(n, employee int) {
	last := surnames[employee*7%len(surnames)].name
	initials, married := "A.", cal.MustParse("2011-05-20").AddMonths(n*7)
	w.do(record.Partners.CreateAs(w.tx, id("partner", n), id("employee", employee), &record.Partner{
		StartDate: &married, Initials: &initials, LastName: surnames[n].name,
		HowToFormatLastName: record.Code{Key: 1}, Gender: record.Code{Key: 1 + n%2},
		DateOfBirth: cal.MustParse("1975-03-09").AddMonths(n * 17),
	}))
	for i, name := range []string{"Lotte", "Daan"} {
		w.do(record.Children.CreateAs(w.tx, id("child", 2*n-1+i), id("employee", employee), &record.Child{
			FirstName: &name, Initials: name[:1] + ".", LastName: last, Gender: record.Code{Key: 2 - i},
			DateOfBirth:     cal.MustParse("2012-08-30").AddMonths(n*7 + i*31),
			ResidenceStatus: &record.Code{Key: 2},
		}))
	}
}

// education gives an employer words for educations and an employee one.
func (w *world) education(n, employee int) {
	types := []record.EducationTerm{{Code: "BHV", Description: "Bedrijfshulpverlening"}, {Code: "VAK", Description: "Vakopleiding"}}
	indications := []record.EducationTerm{{Code: "INT", Description: "Intern gegeven"}, {Code: "EXT", Description: "Extern gegeven"}}
	for i := range types {
		w.do(record.EducationTypes.CreateAs(w.tx, id("education type", 2*n-1+i), id("employer", n), &record.EducationType{EducationTerm: types[i]}))
		w.do(record.EducationFurtherIndications.CreateAs(w.tx, id("education further indication", 2*n-1+i), id("employer", n),
			&record.EducationFurtherIndication{EducationTerm: indications[i]}))
	}
	began := cal.MustParse("2023-09-04")
	ended, good := began.AddDays(4), began.AddMonths(24)
	year := ended.Year()
	w.do(record.Educations.CreateAs(w.tx, id("education", n), id("employee", employee), &record.Education{
		Name: "Basisopleiding bedrijfshulpverlener", TypeOfEducation: term("education type", 2*n-1),
		FurtherIndication: term("education further indication", 2*n),
		StartDate:         &began, EndDate: &ended, HasDiploma: &record.EducationCode{Key: 2}, YearOfDiploma: &year, EndOfValidityDate: &good,
	}))
}

func term(kindOf string, n int) *record.EducationTermRef {
	return &record.EducationTermRef{Key: id(kindOf, n)}
}

// absenceContact notes a call on the third day of an absence.
func (w *world) absenceContact(n int) {
	absence, err := record.Absences.Get(w.tx, id("absence", n))
	if err != nil {
		w.do(err)
		return
	}
	summary := "Gebeld; verwacht volgende week weer aan het werk te gaan."
	w.do(record.AbsenceContacts.CreateAs(w.tx, id("absence contact", n), id("absence", n), &record.AbsenceContact{
		ContactDate: absence.Progress.StartDate.AddDays(2), ContactMethod: record.Code{Key: 2}, Summary: &summary,
	}))
}

// notes writes one about an employer, an employee and his employment, in the
// name of somebody of the bureau: for everyone, for the offices, for the bureau.
func (w *world) notes(n, employee int) {
	writer := &record.UserRef{ID: ID("user demo"), FormattedName: "Mo, D.", Initials: "D.", LastName: "Mo"}
	if n == len(employers) {
		writer = &record.UserRef{ID: ID("user other"), FormattedName: "Herder, O.", Initials: "O.", LastName: "Herder"}
	}
	for i, at := range []struct {
		kind          kind.Kind[record.Note]
		about         kind.ID
		subject, text string
	}{
		{record.EmployeeNotes, id("employee", employee), "Bereikbaarheid", "Liefst na vier uur bellen."},
		{record.EmploymentNotes, id("employment", employee), "Proeftijdgesprek", "Gehouden; de proeftijd is goed doorlopen."},
		{record.EmployerNotes, id("employer", n), "Facturatie", "Facturen voortaan per kwartaal."},
	} {
		w.do(at.kind.CreateAs(w.tx, id(at.kind.Type.Name, n), at.about, &record.Note{
			Subject: at.subject, Note: &at.text, AccessibleBy: record.Code{Key: 1 + i}, CreatedBy: writer,
		}))
	}
}

// logo is a picture of one point.
var logo = &record.Photo{
	MimeType: "image/png",
	Data:     "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
}

// announcements tells the people of an employer of a rise that is over, and of
// one to come.
func (w *world) announcements(n int) {
	over := cal.MustParse("2024-03-31")
	for i, a := range []record.Announcement{
		{
			Subject: "Minimumloon per 1 januari", Description: "Het wettelijk minimumloon is voortaan een bedrag per uur.",
			EffectiveDate: cal.MustParse("2024-01-01"), CreationDate: cal.MustParse("2023-12-11"), ExpirationDate: &over,
		},
		{
			Subject: "Minimumloon per 1 juli", Description: "Het wettelijk minimumloon stijgt met 3,1 procent.",
			EffectiveDate: cal.MustParse("2024-07-01"), CreationDate: cal.MustParse("2024-06-03"),
		},
	} {
		w.do(record.Announcements.CreateAs(w.tx, id("announcement", 2*n-1+i), id("employer", n), &a))
	}
}
