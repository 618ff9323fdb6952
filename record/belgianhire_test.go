package record_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	. "github.com/payglot/payglot/record"
)

// belgium makes the world's employer a Belgian firm.
func (w *world) belgium() {
	w.t.Helper()
	err := BelgianFirms.CreateAs(w, w.employer, w.employer, &BelgianFirm{FirmNumber: "100200", Language: "nl", JointCommittees: []string{"124", "200"}})
	if err != nil {
		w.t.Fatal(err)
	}
}

// fullTime is 38 hours in five days.
func fullTime() *BelgianWeek { return week("38", "7.6") }

func week(hours, day string) *BelgianWeek {
	d := money.MustParse(day)
	return &BelgianWeek{
		Hours: money.MustParse(hours), Schedule: WeekPattern{Monday: d, Tuesday: d, Wednesday: d, Thursday: d, Friday: d},
		BelgianRegime: BelgianRegime{ReferenceHoursPerWeek: money.New(38, 0), DaysPerWeek: money.New(5, 0)},
	}
}

// contract is white collar, joint committee 200, 38 hours, 2950 a month.
func contract(start string) *NewBelgianContract {
	return &NewBelgianContract{StartDate: day(start), BelgianAgreement: BelgianAgreement{
		Statute: ptr("whiteCollar"), JointCommittee: ptr("200"), Duration: ptr("indefinite"),
		Week: fullTime(), Wage: &BelgianWage{Amount: money.MustParse("2950.00")},
	}}
}

// claes is a new employee born on 25 December 2000, a man by his number.
func claes(contract *NewBelgianContract) *NewBelgian {
	country, _ := CountryOf("BE")
	return &NewBelgian{
		NationalRegisterNumber: "00122555762",
		BelgianDetails: BelgianDetails{
			LastName: ptr("Claes"), FirstName: ptr("Bram"), Language: ptr("nl"),
			Address: &Address{Street: "Kerkstraat", Place: Place{HouseNumber: 12, City: "Gent", Country: country}, PostalCode: "9000"},
			Email:   Sent[string]{Given: true, Value: ptr("bram@example.be")},
		},
		Contract: contract,
	}
}

// niss gives a number its check digits (born in or after 2000).
func niss(nine string) string {
	n, _ := strconv.Atoi("2" + nine)
	return nine + fmt.Sprintf("%02d", 97-n%97)
}

func (w *world) hireBelgian(in *NewBelgian) (employee, contract kind.ID, err error) {
	err = w.Try(func() error {
		employee, contract, err = HireBelgian(w, w.employer, in)
		return err
	})
	return employee, contract, err
}

func TestHireBelgian(t *testing.T) {
	w := newWorld(t)
	w.belgium()
	in := claes(contract("2024-06-17"))
	in.NationalRegisterNumber = niss("001225557")
	in.IBAN = Sent[string]{Given: true, Value: ptr("BE68539007547034")}
	employee, employment, err := w.hireBelgian(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		kind       *kind.Type
		id         kind.ID
		path, want string
	}{
		{Employees.Type, employee, "personalDetails.lastName", "Claes"},
		{Employees.Type, employee, "personalDetails.initials", "B."},
		{Employees.Type, employee, "personalDetails.dateOfBirth", "2000-12-25"},
		{Employees.Type, employee, "personalDetails.gender.key", "1"},
		{Employees.Type, employee, "contactInformation.emailAddress", "bram@example.be"},
		{Employees.Type, employee, "address.city", "Gent"},
		{BelgianPersons.Type, employee, "sex", "M"},
		{BelgianPersons.Type, employee, "nationality", "BE"},
		{BelgianPersons.Type, employee, "language", "nl"},
		{Employments.Type, employment, "startDate", "2024-06-17"},
		{Employments.Type, employment, "employmentDurationType.key", "1"},
		{BelgianContracts.Type, employment, "dimonaWorkerType", "OTH"},
	} {
		if got := w.at(c.kind, c.id, c.path); got != c.want {
			t.Errorf("%s %s is %q, want %q", c.kind.Name, c.path, got, c.want)
		}
	}
	if got, want := w.histories(employment), "[2024-06-17, ] 2950.00 38 38"; got != want {
		t.Errorf("histories are %s, want %s", got, want)
	}
	if a, err := AccountOn(w, employee, PrimaryAccount, w.Today()); err != nil || a == nil || *a.IBAN != "BE68539007547034" {
		t.Errorf("the account is %v, %v", a, err)
	}
}

// "unique in the firm (async DUPLICATE_EMPLOYEE)"; "must be one of the firm's
// or 999 (async JOINT_COMMITTEE_UNKNOWN)": both are told at once.
func TestHireBelgianRefused(t *testing.T) {
	w := newWorld(t)
	w.belgium()
	in := claes(nil)
	in.NationalRegisterNumber = "93051822361"
	if _, _, err := w.hireBelgian(in); err != nil {
		t.Fatal(err)
	}
	before := w.Count(Employees.Type)
	in.Contract = contract("2024-01-01")
	in.Contract.JointCommittee = ptr("302")
	_, _, err := w.hireBelgian(in)
	wantProblem(t, err, kind.CodeNotUnique, "nationalRegisterNumber")
	wantProblem(t, err, kind.CodeReference, "contract.jointCommittee")
	if n := w.Count(Employees.Type); n != before {
		t.Errorf("%d employees, want %d", n, before)
	}
}

// A bis number that was given without knowing the sex (month + 20) and the
// birth date says neither.
func TestHireWithoutBirthDate(t *testing.T) {
	w := newWorld(t)
	w.belgium()
	in := claes(nil)
	in.NationalRegisterNumber = niss("012000557")
	employee, _, err := w.hireBelgian(in)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.at(Employees.Type, employee, "personalDetails.dateOfBirth"); got != "" {
		t.Errorf("born on %s", got)
	}
	if sex, gender := w.at(BelgianPersons.Type, employee, "sex"), w.at(Employees.Type, employee, "personalDetails.gender.key"); sex != "X" || gender != "0" {
		t.Errorf("sex %s, gender %s", sex, gender)
	}
}

// "Opens a new history from effectiveDate (same date = replace that history)".
// What was announced for a later day is shown on that day.
func TestChangeBelgian(t *testing.T) {
	w := newWorld(t)
	w.belgium()
	in := claes(contract("2024-01-01"))
	in.NationalRegisterNumber = "00012556777"
	employee, _, err := w.hireBelgian(in)
	if err != nil {
		t.Fatal(err)
	}
	change := func(from string, d BelgianDetails) {
		t.Helper()
		wantNone(t, ChangeBelgian(w, employee, day(from), &d))
	}
	text := func(s string) Sent[string] { return Sent[string]{Given: true, Value: &s} }
	change("2024-07-01", BelgianDetails{LastName: ptr("Maes"), Language: ptr("fr"), Email: text("maes@example.be")})
	change("2024-07-01", BelgianDetails{FirstName: ptr("Abram"), Phone: text("+32 9 000")})
	change("2024-06-10", BelgianDetails{ExternalReference: text("X1"), IBAN: text("BE68539007547034"), BIC: text("GKCCBEBB")})
	change("2024-08-01", BelgianDetails{Email: Sent[string]{Given: true}, IBAN: Sent[string]{Given: true}})

	shown := func() string {
		e, err := Employees.Get(w, employee)
		if err != nil {
			t.Fatal(err)
		}
		b, err := BelgianPersons.Get(w, employee)
		if err != nil {
			t.Fatal(err)
		}
		p, c := e.PersonalDetails, e.ContactInformation
		return fmt.Sprint(*p.FirstName, " ", p.Initials, " ", p.LastName, " ", b.Language, " ", or(c.EmailAddress), " ", or(c.PhoneNumber), " ", or(b.ExternalReference))
	}
	for _, c := range []struct{ day, want string }{
		{"2024-06-14", "Bram B. Claes nl bram@example.be - X1"},
		{"2024-07-01", "Abram A. Maes fr maes@example.be +32 9 000 X1"},
		{"2024-08-01", "Abram A. Maes fr - +32 9 000 X1"},
	} {
		w.Set(day(c.day).In(w.Now().Location()))
		wantNone(t, ShowSituation(w, employee))
		if got := shown(); got != c.want {
			t.Errorf("on %s: %s, want %s", c.day, got, c.want)
		}
	}
	if got, want := w.situations(employee), "2024-01-01 bram@example.be, 2024-06-10 bram@example.be, 2024-07-01 maes@example.be, 2024-08-01 -"; got != want {
		t.Errorf("situations are %s, want %s", got, want)
	}
	for date, want := range map[string]bool{"2024-06-09": false, "2024-06-10": true, "2024-07-31": true, "2024-08-01": false} {
		if a, err := AccountOn(w, employee, PrimaryAccount, day(date)); err != nil || (a != nil) != want {
			t.Errorf("account on %s: %v, %v", date, a, err)
		}
	}
}

// Who the person is has no history: a change from a day that has been is shown
// at once, also where later situations are kept. What was announced for days
// that the clock has passed together is shown in their order.
func TestChangeWithoutHistory(t *testing.T) {
	w := newWorld(t)
	w.belgium()
	in := claes(contract("2024-01-01"))
	in.NationalRegisterNumber = "00012556777"
	employee, _, err := w.hireBelgian(in)
	if err != nil {
		t.Fatal(err)
	}
	name := func(from, last string) {
		t.Helper()
		wantNone(t, ChangeBelgian(w, employee, day(from), &BelgianDetails{LastName: &last}))
	}
	shows := func(want string) {
		t.Helper()
		if got := w.at(Employees.Type, employee, "personalDetails.lastName"); got != want {
			t.Errorf("on %v the name is %s, want %s", w.Today(), got, want)
		}
	}
	wantNone(t, ChangeBelgian(w, employee, day("2024-06-01"), &BelgianDetails{Email: Sent[string]{Given: true}}))
	name("2024-03-01", "Maes")
	shows("Maes")
	name("2024-08-01", "Third")
	name("2024-07-01", "Second")
	shows("Maes")
	w.Set(day("2024-08-02").In(w.Now().Location()))
	wantNone(t, ShowSituation(w, employee))
	shows("Third")
	name("2024-03-01", "Fourth")
	wantNone(t, ShowSituation(w, employee))
	shows("Fourth")
}

// A name that is changed elsewhere stays: what was announced before it doesn't
// come back.
func TestNameChangedElsewhere(t *testing.T) {
	w := newWorld(t)
	w.belgium()
	in := claes(contract("2024-01-01"))
	in.NationalRegisterNumber = "00012556777"
	employee, _, err := w.hireBelgian(in)
	if err != nil {
		t.Fatal(err)
	}
	e, err := Employees.Get(w, employee)
	if err != nil {
		t.Fatal(err)
	}
	e.PersonalDetails.LastName, e.PersonalDetails.Initials = "Maes", "B.A."
	wantNone(t, Employees.Replace(w, employee, e))
	wantNone(t, ChangeBelgian(w, employee, day("2024-03-01"), &BelgianDetails{Email: Sent[string]{Given: true, Value: ptr("b@example.be")}}))
	wantNone(t, ShowSituation(w, employee))
	if got := w.at(Employees.Type, employee, "personalDetails.lastName") + w.at(Employees.Type, employee, "personalDetails.initials"); got != "MaesB.A." {
		t.Errorf("the employee is %s", got)
	}
}

func (w *world) situations(employee kind.ID) string {
	w.t.Helper()
	all, err := Situations.Children(w, employee)
	if err != nil {
		w.t.Fatal(err)
	}
	var lines []string
	for _, s := range all {
		lines = append(lines, fmt.Sprintf("%v %s", s.StartDate, or(s.EmailAddress)))
	}
	return strings.Join(lines, ", ")
}

func or(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

func TestFindByNumbers(t *testing.T) {
	w := newWorld(t)
	w.belgium()
	in := claes(contract("2024-01-01"))
	in.NationalRegisterNumber = "00012556777"
	employee, employment, err := w.hireBelgian(in)
	if err != nil {
		t.Fatal(err)
	}
	if id, err := EmployeeByNumber(w, w.employer, w.at(Employees.Type, employee, "employeeNumber")); id != employee || err != nil {
		t.Errorf("employee: %v, %v", id, err)
	}
	if id, err := EmploymentByPayrollID(w, w.employer, w.at(Employments.Type, employment, "payrollId")); id != employment || err != nil {
		t.Errorf("employment: %v, %v", id, err)
	}
	for _, err := range []error{second(EmployeeByNumber(w, w.employer, "999")), second(EmploymentByPayrollID(w, w.employer, "999"))} {
		if !errors.Is(err, kind.ErrNotFound) {
			t.Errorf("a number that nobody has: %v", err)
		}
	}
}

func second[T any](_ T, err error) error { return err }
