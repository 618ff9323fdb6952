package demo

import (
	"strconv"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
)

// The Belgian secretariat, which no user of the other bureaus sees.
const (
	// SecretariatUserName works at the secretariat, and sees by Loket what
	// Securex clients write.
	SecretariatUserName = "secretariat@payglot.example"
	SecretariatPassword = "secretariat-password"

	// PrimaryKey and SecondaryKey are the subscription keys of the Securex
	// client, which is called [ClientID] like the one of Loket. It is linked to
	// FirmNumber and not to OtherFirmNumber.
	PrimaryKey      = "key-1"
	SecondaryKey    = "key-2"
	FirmNumber      = "100200"
	OtherFirmNumber = "100300"
)

const hashSecretariatPassword = "$argon2id$v=19$m=19456,t=2,p=1$8LRcogaGmSq7WbbOWtMJ0w$7z5Zs67QIEgRIq2FO2I2ww9ixbFerdZdwsy6QhrTGSw"

// belgian is a person of the Belgian firm.
type belgian struct {
	number                int
	national              string
	first, last, language string
	gender                int
	born                  string
	street, house         string
	postalCode, city      string
	contracts             []belgianContract
}

// belgianContract is a contract with what was agreed from day to day.
type belgianContract struct {
	number                     int
	start, end                 string
	statute, worker, committee string
	wageType                   int // 1 a month, 2 an hour
	wages, hours               []agreed
}

// agreed is a figure that holds from a day on.
type agreed struct{ from, figure string }

const (
	aMonth = 1
	anHour = 2
)

// belgians are the people of the firm: one with a history of wages, two who
// left inside and outside of the window of ninety days, one with two contracts,
// and one who is yet to come.
var belgians = []belgian{
	{
		1001, "93051822361", "Jan", "Peeters", "nl", 1, "1993-05-18", "Kerkstraat", "12", "9000", "Gent",
		[]belgianContract{{
			5001, "2021-03-01", "", "whiteCollar", "495", "200", aMonth,
			[]agreed{{"2021-03-01", "2800.00"}, {"2022-01-01", "3000.00"}, {"2023-01-01", "3200.00"}},
			[]agreed{{"2021-03-01", "38"}},
		}},
	},
	{
		1002, "85073000457", "An", "De Smet", "nl", 2, "1985-07-30", "Lange Lozanastraat", "7A", "2018", "Antwerpen",
		[]belgianContract{{
			5002, "2019-01-01", "2024-03-16", "whiteCollar", "495", "200", aMonth,
			[]agreed{{"2019-01-01", "3450.00"}},
			[]agreed{{"2019-01-01", "38"}},
		}},
	},
	{
		1003, "78041520145", "Luc", "Martin", "fr", 1, "1978-04-15", "Rue de la Loi", "155", "1040", "Bruxelles",
		[]belgianContract{{
			5003, "2018-05-01", "2024-03-15", "blueCollar", "015", "124", anHour,
			[]agreed{{"2018-05-01", "16.20"}},
			[]agreed{{"2018-05-01", "38"}},
		}},
	},
	{
		1004, "01031234644", "Fatima", "El Amrani", "fr", 2, "2001-03-12", "Rue Neuve", "3", "5000", "Namur",
		[]belgianContract{
			{
				5004, "2022-01-10", "2023-12-31", "blueCollar", "015", "124", anHour,
				[]agreed{{"2022-01-10", "16.90"}},
				[]agreed{{"2022-01-10", "38"}},
			},
			{
				5005, "2024-01-01", "", "blueCollar", "015", "124", anHour,
				[]agreed{{"2024-01-01", "17.85"}},
				[]agreed{{"2024-01-01", "38"}, {"2024-05-01", "19"}},
			},
		},
	},
	{
		1005, "96092211939", "Tom", "Janssens", "nl", 1, "1996-09-22", "Bondgenotenlaan", "80", "3000", "Leuven",
		[]belgianContract{{
			5006, "2024-07-01", "", "whiteCollar", "495", "200", aMonth,
			[]agreed{{"2024-07-01", "2750.00"}},
			[]agreed{{"2024-07-01", "38"}},
		}},
	},
}

// securex makes the secretariat with its two firms, and who may call there.
func securex(tx access.Tx, a *access.Access) error {
	w := &world{tx: tx}
	w.do(record.Providers.CreateAs(tx, ID("provider securex"), kind.ID{}, &record.Provider{Name: "Demo Sociaal Secretariaat"}))
	w.firm(FirmNumber, "Bouwbedrijf Vandenberghe NV", "0412345614")
	w.firm(OtherFirmNumber, "Ardennes Traiteur SRL", "0476543281")
	for _, b := range belgians {
		w.belgian(&b)
	}
	if w.err != nil {
		return w.err
	}
	return secretariat(tx, a)
}

func (w *world) firm(number, name, enterprise string) {
	id := Firm(number)
	w.do(record.Employers.CreateAs(w.tx, id, ID("provider securex"), &record.Employer{
		CompanyName: name,
		Address:     record.VisitingAddress{Street: "Nijverheidskaai", PostalCode: "1070", Place: inBelgium("1", "Anderlecht")},
	}))
	category, percentage := "083", money.New(2500, 2)
	w.do(record.BelgianFirms.CreateAs(w.tx, id, id, &record.BelgianFirm{
		FirmNumber: number, EnterpriseNumber: &enterprise, EmployerCategory: &category, Language: "nl",
		JointCommittees: []string{"124", "200"}, EmployerContributionPercentage: &percentage,
		CommuteEnabled: true, CommuteRates: []record.CommuteRate{{Mode: "bicycle", RatePerKm: money.New(35, 2)}},
	}))
}

// Firm is the id of the employer with a firm number.
func Firm(number string) kind.ID { return ID("firm " + number) }

func inBelgium(house, city string) record.Place {
	belgium, _ := record.CountryOf("BE")
	number, addition := record.HouseNumberOf(house)
	return record.Place{HouseNumber: number, HouseNumberAddition: addition, City: city, Country: belgium}
}

func (w *world) belgian(b *belgian) {
	id := id("belgian", b.number)
	mail := b.first + "." + strconv.Itoa(b.number) + "@payglot.example"
	home := &record.Address{Street: b.street, PostalCode: b.postalCode, Place: inBelgium(b.house, b.city)}
	w.do(record.Employees.CreateAs(w.tx, id, Firm(FirmNumber), &record.Employee{
		EmployeeNumber: b.number,
		PersonalDetails: record.PersonalDetails{
			Initials: b.first[:1] + ".", FirstName: &b.first, LastName: b.last, HowToFormatLastName: record.Code{Key: 1},
			Gender: record.Code{Key: b.gender}, DateOfBirth: cal.MustParse(b.born),
		},
		ContactInformation: record.ContactInformation{EmailAddress: &mail}, Address: home,
	}))
	w.do(record.NationalRegisterNumbers.CreateAs(w.tx, id, id, &record.NationalRegisterNumber{NationalRegisterNumber: b.national}))
	w.do(record.BelgianPersons.CreateAs(w.tx, id, id, &record.BelgianPerson{
		Language: b.language, Nationality: "BE", Sex: map[int]string{1: "M", 2: "F"}[b.gender],
	}))
	w.do(record.Situations.CreateAs(w.tx, ID("situation "+b.national), id, &record.Situation{
		StartDate: cal.MustParse(b.contracts[0].start), Circumstances: record.Circumstances{Address: home, EmailAddress: &mail},
	}))
	for i := range b.contracts {
		w.contract(id, &b.contracts[i])
	}
}

func (w *world) contract(employee kind.ID, c *belgianContract) {
	if w.err != nil {
		return
	}
	starts := cal.MustParse(c.start)
	var ends *cal.Date
	if c.end != "" {
		last := cal.MustParse(c.end)
		ends = &last
	}
	e, err := record.EmploymentAbroad(w.tx, employee, starts, ends)
	if err != nil {
		w.err = err
		return
	}
	extra := &record.BelgianContract{Duration: "indefinite", DimonaWorkerType: "OTH"}
	if e.PayrollID = c.number; ends != nil {
		reason := "resignation"
		extra.EndReason, e.EndOfEmploymentReason = &reason, &record.LongCode{Key: 5}
	}
	id := Contract(c.number)
	w.do(record.Employments.CreateAs(w.tx, id, employee, e))
	w.do(record.BelgianContracts.CreateAs(w.tx, id, id, extra))
	w.do(record.BelgianTermsOf.CreateAs(w.tx, w.part("terms", c, 1), id, &record.BelgianTerms{
		StartDate: starts, Statute: c.statute, WorkerCode: c.worker, JointCommittee: c.committee,
	}))
	for i, h := range c.hours {
		w.week(w.part("hours", c, i+1), id, h)
	}
	for i, g := range c.wages {
		gross := money.MustParse(g.figure)
		w.do(record.Wages.CreateAs(w.tx, w.part("wage", c, i+1), id, &record.Wage{
			StartDate:   cal.MustParse(g.from),
			WageAmounts: record.WageAmounts{GrossWage: &gross, GrossWageType: &record.Code{Key: c.wageType}},
		}))
	}
}

// Contract is the id of the employment with a contract key.
func Contract(key int) kind.ID { return id("contract", key) }

// part is the id of something that belongs to a contract.
func (w *world) part(what string, c *belgianContract, n int) kind.ID {
	return ID(what + " of contract " + strconv.Itoa(c.number) + "." + strconv.Itoa(n))
}

// week spreads hours over five days, of the 38 hours of one who works full
// time.
func (w *world) week(id, employment kind.ID, h agreed) {
	hours := money.MustParse(h.figure)
	day := hours.Quo(money.New(5, 0), 2, money.HalfUp)
	week := record.WeekPattern{Monday: day, Tuesday: day, Wednesday: day, Thursday: day, Friday: day}
	w.do(record.WorkingHours.CreateAs(w.tx, id, employment, &record.WorkHours{
		StartDate: cal.MustParse(h.from), Shift: record.Shift{ShiftNumber: 1}, DeviatingHoursPerWeek: &hours,
		RegularWorkPattern: true, WorkPattern: &record.WorkPattern{OddWeeks: week, EvenWeeks: week},
	}))
	w.do(record.BelgianRegimes.CreateAs(w.tx, id, id, &record.BelgianRegime{
		ReferenceHoursPerWeek: money.New(38, 0), DaysPerWeek: money.New(5, 0),
	}))
}

// secretariat makes the client with its two keys, and somebody who works at
// the secretariat.
func secretariat(tx access.Tx, a *access.Access) error {
	client, _, err := a.CreateClient(tx, access.ClientSpec{
		Dialect: "securex", ClientID: ClientID, Name: "Demo integration", Secret: ClientSecret,
		Activities: []string{"*"}, Grants: []string{access.GrantClient}, Service: &access.ServiceSpec{},
	})
	if err != nil {
		return err
	}
	if err := a.Link(tx, client, Firm(FirmNumber), "*"); err != nil {
		return err
	}
	for _, k := range []access.KeySpec{{Name: "primary", Secret: PrimaryKey}, {Name: "secondary", Secret: SecondaryKey}} {
		k.Dialect, k.Client = client.Dialect, &client.ID
		if _, _, err := a.CreateKey(tx, k); err != nil {
			return err
		}
	}
	_, err = a.CreateUser(tx, access.UserSpec{
		ID: ID("user securex"), UserName: SecretariatUserName, Role: access.ProviderUser, Rights: []string{"*"},
		Providers: []kind.ID{ID("provider securex")}, PasswordHash: hashSecretariatPassword,
	}, "")
	if err != nil {
		return err
	}
	first, name := "Sofie", "Secretaris"
	return record.ProviderUsers.CreateAs(tx, ID("user securex"), ID("provider securex"), &record.Profile{
		PersonalDetails:    &record.ProfileName{Initials: "S.", FirstName: &first, LastName: name},
		ContactInformation: &record.ProfileContact{EmailAddress: SecretariatUserName}, User: &record.UserRole{},
	})
}
