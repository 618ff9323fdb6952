package payandbill

import (
	"cmp"
	"reflect"
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/record"
)

// complete gives a new worker what one has who is told nothing else, by the
// table of fields, and the tax regime that the code's prefix says.
func (w *worker) complete() {
	complete(fields, reflect.ValueOf(w).Elem())
	if d := w.UKPayrollDetails; d != nil && d.TaxRegime == nil {
		regime := record.NoRegime
		if code, ok := record.ParsePAYECode(deref(d.PAYECode)); ok {
			regime = code.Regime
		}
		d.TaxRegime = &regime
	}
}

func complete(o *object, v reflect.Value) {
	for _, f := range o.fields {
		if f.form == objectForm {
			if inside := below(v, f); inside.IsValid() {
				complete(f.members, inside)
			}
		} else if f.standard != "" && !present(v, f) {
			f.set(v, f.standard)
		}
	}
}

// over is a worker with the properties that a row has in the place of those
// that are there. A property that is an object is replaced as a whole: half an
// old account and half a new one is neither.
func over(stored, sent *worker) *worker {
	merged := *stored
	to, from := reflect.ValueOf(&merged).Elem(), reflect.ValueOf(sent).Elem()
	for i := range from.NumField() {
		if !from.Field(i).IsNil() {
			to.Field(i).Set(from.Field(i))
		}
	}
	return &merged
}

// into puts a worker into the dossier that the record keeps. The worker is
// complete and nothing is wrong with it.
func (w *worker) into(d *record.UKDossier, unknown []byte) {
	w.intoEmployee(&d.Employee)
	w.intoWorker(&d.Worker)
	if len(unknown) > 0 {
		text := string(unknown)
		d.Worker.Unknown = &text
	}
	d.Primary = w.PrimaryBankDetails.into(d.Primary, record.PrimaryAccount)
	d.Secondary = w.SecondaryBankDetails.into(d.Secondary, record.SecondaryAccount)
	d.NextOfKin = intoContact(d.NextOfKin, defaultNextOfKin, w.NextOfKin, w.NextOfKinRelation, w.NextOfKinTelephone, w.NextOfKinAddress)
	d.EmergencyContact = intoContact(d.EmergencyContact, emergencyContact, w.EmergencyContact, nil, w.EmergencyContactTelephone, nil)
	if p := w.UKPayrollDetails; p != nil {
		d.NationalInsuranceNumber = deref(p.NINumber)
		d.Payroll = p.payroll()
	}
}

// Genders on the wire and in the record (ISO/IEC 5218).
var genders = map[int64]int{0: 1, 1: 2}

// civilStatuses are the keys of the record's list.
var civilStatuses = map[string]int{
	"Single": 1, "Married": 2, "CivilPartnership": 3, "Divorced": 4, "Widowed": 5, "Separated": 7,
}

func (w *worker) intoEmployee(e *record.Employee) {
	p := &e.PersonalDetails
	p.LastName, p.FirstName = *w.Surname, w.FirstForename
	p.Initials = initials(w.FirstForename, w.SecondForename, w.ThirdForename)
	p.HowToFormatLastName.Key = cmp.Or(p.HowToFormatLastName.Key, ownNameOnly)
	if w.Gender != nil {
		p.Gender.Key = genders[*w.Gender]
	}
	if w.DateOfBirth != nil {
		p.DateOfBirth = *w.DateOfBirth
	}
	p.CivilStatus = nil
	if key := civilStatuses[deref(w.MaritalStatus)]; key != 0 {
		p.CivilStatus = &record.Code{Key: key}
	}
	c := &e.ContactInformation
	c.EmailAddress = w.PrimaryEmailAddress
	c.PhoneNumber, c.BusinessPhoneNumber = w.TelephoneNumber, w.WorkTelephone
	c.MobilePhoneNumber, c.FaxNumber = w.MobileTelephone, w.WorkFax
	e.Address = w.WorkerAddress.home()
}

// ownNameOnly formats a family name as it is.
const ownNameOnly = 1

// initials are the first letters of forenames, with points.
func initials(forenames ...*string) string {
	var b strings.Builder
	for _, name := range forenames {
		for _, first := range deref(name) {
			b.WriteString(strings.ToUpper(string(first)) + ".")
			break
		}
	}
	return b.String()
}

func (w *worker) intoWorker(u *record.UKWorker) {
	u.PersonnelRef, u.ExternalWorkerRef = *w.PersonnelRef, w.ExternalWorkerRef
	u.UKPerson = record.UKPerson{
		Title: w.Title, KnownAs: w.KnownAs, SecondForename: w.SecondForename, ThirdForename: w.ThirdForename,
		PreviousSurname: w.PreviousSurname, MaritalStatus: w.MaritalStatus,
		Nationality: w.Nationality, Citizenship: w.Citizenship, PassportHeld: w.PassportHeld, PassportNumber: w.PassportNumber,
		SecondaryEmailAddress: w.SecondaryEmailAddress,
		Address:               w.WorkerAddress.lines(), LastAddress: w.LastAddress.lines(), NextOfKinAddress: w.NextOfKinAddress.lines(),
	}
	u.StartDate, u.LeavingDate, u.LeavingCode = *w.StartDate, w.LeavingDate, w.LeavingCode
	u.UserIndex, u.PersonnelNotes, u.PayrollNotes = w.UserIndex, w.PersonnelNotes, w.PayrollNotes
	u.PrimaryPayMethod, u.SecondaryPayMethod = w.PrimaryPayMethod, w.SecondaryPayMethod
	u.EmploymentType, u.EIREngagementStatus, u.CurrencyRef = *w.EmploymentType, w.EIREngagementStatus, *w.CurrencyRef
	u.PayslipPrintMethod, u.P45PrintMethod = w.PayslipPrintMethod, w.EP45PrintMethod
	u.UKPlacing = record.UKPlacing{
		DivisionRef: w.DivisionRef, DepartmentRef: w.DepartmentRef, JobCategoryRef: w.JobCategoryRef, ConsultantRef: w.ConsultantRef,
		AnalysisCode: w.AnalysisCode, AnalysisCode3: w.AnalysisCode3, AnalysisCode4: w.AnalysisCode4, AnalysisCode5: w.AnalysisCode5,
	}
	u.UKSettings = record.UKSettings{
		IsStudent: yes(w.IsStudent), IsAlertedBySMS: yes(w.IsWorkerAlertedBySMS), IsAlertedByEmail: yes(w.IsWorkerAlertedByEmail),
		IsExpat: yes(w.IsExpat), IsApprentice: yes(w.IsApprentice), IsExcludedFromWTR: yes(w.IsExcludedFromWTR),
		HasOnlineAccess: yes(w.HasOnlineAccess), STITemplate: w.STITemplate, STIUserRef: w.STIUserRef,
	}
}

// all are the lines of an address, empty ones too.
func (a *address) all() []string {
	return []string{deref(a.AddressLine1), deref(a.AddressLine2), deref(a.AddressLine3), deref(a.AddressLine4), deref(a.AddressLine5)}
}

// lines keep an address as it came, without empty lines at its end.
func (a *address) lines() *record.UKAddress {
	if a == nil {
		return nil
	}
	lines := a.all()
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return &record.UKAddress{Lines: lines, Postcode: a.Postcode, Country: a.Country}
}

// place takes street and city out of the lines of an address; false when they
// say no street or the country isn't known.
func (a *address) place() (street string, p record.Place, ok bool) {
	if a == nil || a.AddressLine1 == nil {
		return "", p, false
	}
	if p.Country, ok = record.UKCountry(deref(a.Country)); !ok {
		return "", p, false
	}
	for _, line := range a.all()[1:] {
		p.City = cmp.Or(line, p.City) // the last line that is filled
	}
	return *a.AddressLine1, p, true
}

func (a *address) home() *record.Address {
	street, place, ok := a.place()
	if !ok {
		return nil
	}
	return &record.Address{Street: street, Place: place, PostalCode: deref(a.Postcode)}
}

// What a contact of the record is called when the row says no more.
const (
	defaultNextOfKin = "Next of kin"
	emergencyContact = "Emergency contact"
)

// intoContact is a contact as a row has it; nil when it says nothing of one
// and there is none.
func intoContact(c *record.Contact, called string, name, relation, telephone *string, at *address) *record.Contact {
	if name == nil && relation == nil && telephone == nil && at == nil {
		return c
	}
	if c == nil {
		c = &record.Contact{}
	}
	c.Name, c.Description, c.PhoneNumber = deref(name), cmp.Or(deref(relation), called), telephone
	c.Address = nil
	if street, place, ok := at.place(); ok {
		c.Address = &record.ContactAddress{Street: street, Place: place, PostalCode: at.Postcode}
	}
	return c
}

// buildingSociety is a type of account.
const buildingSociety = 1

// into is an account as a row has it; a row without one leaves that which is
// there.
func (b *bankDetails) into(a *record.BankAccount, use string) *record.BankAccount {
	if b == nil {
		return a
	}
	if a == nil {
		a = &record.BankAccount{Use: use}
	}
	a.IsBuildingSociety = *b.BankAccountType == buildingSociety
	a.Reference, a.BuildingSocietyName, a.BuildingSocietyNumber = b.BankRef, b.BuildingSocietyName, b.BuildingSocietyNumber
	a.SortCode, a.AccountNumber, a.AccountName = b.BankSortCode, b.BankAccountNumber, b.BankAccountName
	a.IBAN, a.BIC = b.IBAN, b.BIC
	return a
}

func (p *payrollDetails) payroll() *record.UKPayroll {
	return &record.UKPayroll{
		NITableLetter: *p.NITableLetter, IsContractedOut: yes(p.IsContractedOut),
		PAYECode: *p.PAYECode, PAYEMethod: int(*p.PAYEMethod), TaxRegime: *p.TaxRegime,
		IsExcludedFromRegPension: yes(p.IsExcludedFromRegPension), OptIn: yes(p.OptIn),
		StartingDecCategory: p.StartingDecCategory, StartingDecByEmployee: yes(p.StartingDecByEmployee),
		StudentLoan: record.UKLoan{
			HasLoan: yes(p.HasStudentLoan), PlanType: p.StudentLoanPlanType,
			IsFinishedStudies: yes(p.IsStudentFinishedStudies), IsPaidExternally: yes(p.IsStudentLoanPaidExternally),
		},
		PostgraduateLoan: record.UKLoan{
			HasLoan: yes(p.HasPostgradLoan), PlanType: p.PostgradLoanPlanType,
			IsFinishedStudies: yes(p.IsPostgradFinishedStudies), IsPaidExternally: yes(p.IsPostgradLoanPaidExternally),
		},
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// orNil is a text that may be empty as a property that may be absent.
func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// dayOrNil is a day that may be unknown as a property that may be absent.
func dayOrNil(d cal.Date) *cal.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}
