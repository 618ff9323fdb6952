package demo

import (
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
)

// Origin is where the clock of the demo world stands at first.
var Origin = time.Date(2024, 6, 14, 10, 0, 0, 0, time.FixedZone("CEST", 2*60*60))

// Seed is what ids made after the start draw on.
var Seed = sha256.Sum256([]byte("payglot demo world"))

// Standard is the number of employees in a demo world that isn't scaled up.
const Standard = 30

// ID is the id of a thing in the demo world by its name, such as
// "employer 1", "employee 12" or "wage 12".
func ID(name string) kind.ID {
	h := sha256.Sum256([]byte("payglot demo: " + name))
	var id kind.ID
	copy(id[:], h[:])
	id[6] = id[6]&0x0f | 0x80 // version 8: our own
	id[8] = id[8]&0x3f | 0x80
	return id
}

func id(kindOf string, n int) kind.ID { return ID(fmt.Sprintf("%s %d", kindOf, n)) }

// employers of the world: the first three are Demo Payroll's, the last one is
// another bureau's.
var employers = []struct {
	name, city, postalCode, street, chamber string
	provider                                string
	period                                  int // payroll period of the administration: 1 month, 3 four weeks
	tax                                     string
}{
	{"Bakkerij De Korenbloem B.V.", "Utrecht", "3511 AB", "Oudegracht", "30123456", "provider demo", 1, "123456782L01"},
	{"Van Dijk Transport B.V.", "Rotterdam", "3011 GA", "Blaak", "24123457", "provider demo", 3, "234567891L01"},
	{"Zorggroep Zuiderlicht", "Eindhoven", "5611 EC", "Stratumseind", "17123458", "provider demo", 1, "345678909L01"},
	{"Andere Zaak B.V.", "Zwolle", "8011 CW", "Melkmarkt", "05123459", "provider other", 1, "456789015L01"},
}

// monthOrFourWeeks less the key of one of the two periods is the other's.
const monthOrFourWeeks = 1 + 3

var departments = []string{"Directie", "Productie", "Verkoop", "Administratie"}

var functions = []struct{ description, group string }{
	{"Directeur", "D1"}, {"Medewerker productie", "P1"}, {"Verkoper", "V1"}, {"Administrateur", "A1"}, {"Chauffeur", "C1"},
}

// Fill makes the demo world in an empty store, with at least the standard
// number of employees.
func Fill(tx access.Tx, a *access.Access, employees int) error {
	w := &world{tx: tx}
	for _, p := range []struct{ key, name string }{{"provider demo", "Demo Payroll"}, {"provider other", "Other Payroll"}} {
		w.do(record.Providers.CreateAs(tx, ID(p.key), kind.ID{}, &record.Provider{Name: p.name}))
	}
	for n := range employers {
		w.employer(n + 1)
	}
	for n := range max(employees, Standard) {
		w.employee(n+1, n%3+1)
	}
	w.employee(otherEmployee, len(employers))
	for _, area := range []func(){
		w.people,
		w.concepts,
		w.leavePolicies,
		w.leave,
		w.payData,
		w.insurances,
		w.funds,
		w.usage,
		w.applications,
		w.dossiers,
	} {
		area()
	}
	w.payAndBill(tx, a)
	w.careFlex(tx, a)
	if w.err != nil {
		return w.err
	}
	if err := people(tx, a); err != nil {
		return err
	}
	if err := securex(tx, a); err != nil {
		return err
	}
	return vismaWorld(tx, a)
}

// otherEmployee is the number of the one employee of the other bureau.
const otherEmployee = 9_000_001

// world remembers the first thing that went wrong.
type world struct {
	tx  kind.Writer
	err error
}

func (w *world) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *world) employer(n int) {
	e := employers[n-1]
	at := record.VisitingAddress{Street: e.street, Place: place(n, e.city), PostalCode: e.postalCode}
	w.do(record.Employers.CreateAs(w.tx, id("employer", n), ID(e.provider), &record.Employer{
		CompanyName: e.name, ChamberOfCommerceNumber: &e.chamber, Address: at,
		LegalForm: &record.Code{Key: 1},
	}))
	for i, d := range departments {
		v := &record.Department{Code: i + 1, Description: d}
		if i > 0 {
			v.SubDepartmentOf = &record.DepartmentRef{Key: Department(n, 1)}
		}
		w.do(record.Departments.CreateAs(w.tx, Department(n, i+1), id("employer", n), v))
	}
	for i, f := range functions {
		w.do(record.Functions.CreateAs(w.tx, Function(n, i+1), id("employer", n), &record.Function{Description: f.description, Group: &f.group}))
	}
	w.do(record.DistributionUnits.CreateAs(w.tx, id("distribution unit", n), id("employer", n), &record.DistributionUnit{Code: 2, Description: "Buitendienst"}))
	w.do(record.ContractCodes.CreateAs(w.tx, id("contract code", n), id("employer", n), &record.ContractCode{Code: 1, Description: "Vast"}))
	w.do(record.ContractCodes.CreateAs(w.tx, id("second contract code", n), id("employer", n), &record.ContractCode{Code: 2, Description: "Tijdelijk"}))
	w.do(record.CustomFields.CreateAs(w.tx, id("custom field", n), id("employer", n), &record.CustomField{Description: "Kledingmaat"}))
	w.do(record.CustomFields.CreateAs(w.tx, id("second custom field", n), id("employer", n), &record.CustomField{Description: "Sleutelnummer"}))
	for i, a := range []struct {
		key, description, tax string
		period                int
	}{
		{"payroll administration", "Salarisadministratie", e.tax, e.period},
		{"second payroll administration", "Directie", e.tax[:10] + "02", monthOrFourWeeks - e.period},
	} {
		w.do(record.PayrollAdministrations.CreateAs(w.tx, id(a.key, n), id("employer", n), &record.PayrollAdministration{
			Name: e.name, Description: a.description, GroupCode: n + 100*i, PayrollTaxesNumber: &a.tax,
			CAO: record.Code{Key: 1}, Loonmodel: record.Code{Key: 1, Value: "Standaard"},
			PayrollPeriodType: record.Code{Key: a.period}, Address: at, StartDate: cal.MustParse("2018-01-01"),
		}))
		w.profiles(id(a.key, n))
	}
}

// profiles are what an administration gives to people of one sort.
func (w *world) profiles(administration kind.ID) {
	for i, name := range []string{"Profiel full-timers", "Profiel part-timers"} {
		p := &record.EmployeeProfile{
			Key: i + 1, Value: name,
			BasesForCalculation: []record.ProfileBase{{Base: record.Code{Key: 545}}},
			EmploymentFunds:     []record.ProfileFund{{Fund: record.Fund{Key: 4}}},
		}
		w.do(record.EmployeeProfiles.CreateAs(w.tx, record.ProfileID(administration, p.Key), administration, p))
	}
}

// Department is the id of an employer's department, Function that of one of
// its functions, both counted from 1.
func Department(employer, n int) kind.ID { return ID(fmt.Sprintf("department %d.%d", employer, n)) }

// Function is the id of an employer's function, counted from 1.
func Function(employer, n int) kind.ID { return ID(fmt.Sprintf("function %d.%d", employer, n)) }

func place(n int, city string) record.Place {
	return record.Place{HouseNumber: 1 + n%200, City: city, Country: record.Country{Key: 530}}
}

// employee makes a person and what belongs to one. Numbers from the standard
// world up make the same people again with other numbers.
func (w *world) employee(n, employer int) {
	first, last := firstNames[n%len(firstNames)], surnames[n*7%len(surnames)]
	home := cities[n%len(cities)]
	born := cal.MustParse("1960-02-11").AddDays(n * 397 % 15000)
	mail := fmt.Sprintf("employee%d@payglot.example", n)
	active := record.Code{Key: 1}
	e := &record.Employee{
		EmployeeNumber: n,
		PersonalDetails: record.PersonalDetails{
			Initials: first.name[:1] + ".", FirstName: &first.name, LastName: last.name,
			HowToFormatLastName: record.Code{Key: 1}, Gender: record.Code{Key: first.gender},
			DateOfBirth: born, CivilStatus: &record.Code{Key: 1 + n%2},
		},
		ContactInformation:        record.ContactInformation{EmailAddress: &mail},
		Address:                   &record.Address{Street: home.street, Place: place(n, home.city), PostalCode: home.postalCode},
		StatusEmployeeSelfService: &active,
	}
	if last.prefix != "" {
		e.PersonalDetails.Prefix = &last.prefix
	}
	w.do(record.Employees.CreateAs(w.tx, id("employee", n), id("employer", employer), e))
	bsn := citizenServiceNumber(n)
	w.do(record.CitizenServiceNumbers.CreateAs(w.tx, id("employee", n), id("employee", n), &record.CitizenServiceNumber{CitizenServiceNumber: &bsn}))
	if n%5 == 0 {
		w.do(record.Contacts.CreateAs(w.tx, id("contact", n), id("employee", n), &record.Contact{Name: "Huisarts " + last.name, Description: "Huisarts"}))
		w.do(record.EmployeeCustomFields.CreateAs(w.tx, id("employee custom field", n), id("employee", n), &record.EmployeeCustomField{
			CustomField: record.CustomFieldRef{ID: id("custom field", employer)}, Value: "M",
		}))
	}
	if n >= 24 && n%6 == 0 || n == 22 || n == 23 {
		w.absence(n)
	}
	w.employment(n, employer)
	if n <= Standard && n > Standard-3 {
		w.do(record.EmploymentCustomFields.CreateAs(w.tx, id("employment custom field", n), id("employment", n), &record.EmploymentCustomField{
			CustomField: record.CustomFieldRef{ID: id("second custom field", employer)}, Value: fmt.Sprint(100 + n),
		}))
	}
}

// absence is an illness of last winter that is over, or with every other one
// a fresh one that isn't.
func (w *world) absence(n int) {
	begins := cal.MustParse("2024-01-08")
	if n%12 == 0 {
		begins = cal.MustParse("2024-06-10")
	}
	w.do(record.Absences.CreateAs(w.tx, id("absence", n), id("employee", n), &record.Absence{
		Progress:       record.Progress{StartDate: begins, CurrentIncapacityPercentage: 100},
		CauseOfAbsence: record.Code{Key: 2}, ActionToBeTaken: record.Code{Key: 2},
	}))
	if n%12 != 0 {
		w.do(record.CloseAbsence(w.tx, id("absence", n), &record.AbsenceClosing{EndOfAbsence: record.ClosingOfAbsence{
			Date: begins.AddDays(9), Reason: record.Code{Key: 1},
		}}))
	}
}

func (w *world) employment(n, employer int) {
	starts := hired(n)
	w.do(record.Employments.CreateAs(w.tx, id("employment", n), id("employee", n), &record.Employment{
		PayrollAdministration:  &record.PayrollAdministrationRef{ID: id("payroll administration", employer)},
		StartDate:              starts,
		EmploymentDurationType: record.LongCode{Key: 1}, EmploymentContractType: &record.LongCode{Key: 1},
		EmploymentStanding: record.EmploymentStanding{TypeOfEmployee: record.LongCode{Key: 1}, WrittenEmploymentContract: true},
		EmploymentReturn: record.EmploymentReturn{
			IncomeRelationshipNumber: 1,
			TemporaryTaxExemption:    record.LongCode{Key: 2}, ExemptionInsuranceObligation: record.LongCode{Key: 0},
		},
	}))
	w.do(record.OrganizationalEntities.CreateAs(w.tx, id("organizational entity", n), id("employment", n), &record.OrganizationalEntity{
		StartDate: starts,
		OrganizationalPlace: record.OrganizationalPlace{
			Department:       record.OrganizationalDepartmentRef{Key: Department(employer, 2+n/3%3)},
			Function:         record.FunctionRef{Key: Function(employer, 2+n%4)},
			DistributionUnit: record.DistributionUnitRef{Key: record.FirstDistributionUnit(id("employer", employer))},
		},
	}))
	hours := money.New(int64(2400+n*400%1600), 2)
	w.do(record.WorkingHours.CreateAs(w.tx, id("working hours", n), id("employment", n), &record.WorkHours{
		StartDate: starts, Shift: record.Shift{ShiftNumber: 1}, DeviatingHoursPerWeek: &hours, RegularWorkPattern: true,
	}))
	for i, from := range []cal.Date{starts, cal.MustParse("2024-01-01")} {
		gross := money.New(int64(245000+n*12345%240000+i*9500), 2)
		w.do(record.Wages.CreateAs(w.tx, ID(fmt.Sprintf("wage %d.%d", n, i+1)), id("employment", n), &record.Wage{
			StartDate:   from,
			WageAmounts: record.WageAmounts{GrossWage: &gross, GrossWageType: &record.Code{Key: 1}},
		}))
	}
}

// citizenServiceNumber makes the n-th number that passes the eleven-test.
func citizenServiceNumber(n int) string {
	for base := 12_000_000 + 11*n; ; base++ {
		sum := 0
		for i, rest := 2, base; rest > 0; i, rest = i+1, rest/10 {
			sum += i * (rest % 10)
		}
		if check := sum % 11; check < 10 {
			return fmt.Sprintf("%08d%d", base, check)
		}
	}
}
