package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// UKWorker is what an import says of a British employee beyond what every
// employee has: who the person is to the agency, and how it deals with them.
// Members that are empty are left out.
type UKWorker struct {
	// PersonnelRef is the worker's reference, once within the employer in any
	// letter case.
	PersonnelRef string `json:"personnelRef" is:"len=1..20"`
	// ExternalWorkerRef is the worker's number in another system.
	ExternalWorkerRef *string `json:"externalWorkerRef,omitzero" is:"len=..50"`
	UKPerson
	// StartDate is the first day, as the import has it.
	StartDate cal.Date `json:"startDate"`
	// LeavingDate is the last day as the import has it, which may be before
	// the first: the employment then has no end.
	LeavingDate *cal.Date `json:"leavingDate,omitzero"`
	// LeavingCode is why the worker left, from a list.
	LeavingCode *string `json:"leavingCode,omitzero"`
	// UserIndex is the user who looks after the worker, from a list.
	UserIndex *string `json:"userIndex,omitzero"`
	// PersonnelNotes are free text.
	PersonnelNotes *string `json:"personnelNotes,omitzero" is:"len=..4000"`
	// PayrollNotes are free text for payroll.
	PayrollNotes *string `json:"payrollNotes,omitzero" is:"len=..4000"`
	// PrimaryPayMethod is how pay reaches the worker.
	PrimaryPayMethod *string `json:"primaryPayMethod,omitzero" is:"oneof=BACS|Cheque|Cash|CHAPS|FasterPayment"`
	// SecondaryPayMethod is how a second part of it does.
	SecondaryPayMethod *string `json:"secondaryPayMethod,omitzero" is:"oneof=BACS|Cheque|Cash|CHAPS|FasterPayment"`
	// EmploymentType is in what standing the worker is paid.
	EmploymentType string `json:"employmentType" is:"oneof=PAYE|CIS|LimitedCompany|Umbrella|SelfEmployed"`
	// EIREngagementStatus is what the return of employment intermediaries to
	// HMRC says of the worker.
	EIREngagementStatus *string `json:"eirEngagementStatus,omitzero" is:"oneof=PAYE|SelfEmployed|Partnership|LimitedLiabilityPartnership|LimitedCompany|NonUK|OtherPAYE"`
	// CurrencyRef is what the worker is paid in, from a list.
	CurrencyRef string `json:"currencyRef"`
	// PayslipPrintMethod is how payslips go out.
	PayslipPrintMethod *string `json:"payslipPrintMethod,omitzero" is:"oneof=Electronic|Paper|Both|None"`
	// P45PrintMethod is how the P45 does.
	P45PrintMethod *string `json:"p45PrintMethod,omitzero" is:"oneof=Electronic|Paper|Both|None"`
	UKPlacing
	UKSettings
	// Unknown is what the import said that nobody knows: a JSON object.
	Unknown *string `json:"unknown,omitzero"`
}

// UKPerson is who a worker is, beyond what an employee has.
type UKPerson struct {
	// Title is Mr, Ms, Dr and so on.
	Title *string `json:"title,omitzero" is:"len=..20"`
	// KnownAs is what people call the worker.
	KnownAs *string `json:"knownAs,omitzero" is:"len=..50"`
	// SecondForename is the second given name.
	SecondForename *string `json:"secondForename,omitzero" is:"len=..50"`
	// ThirdForename is the third given name.
	ThirdForename *string `json:"thirdForename,omitzero" is:"len=..50"`
	// PreviousSurname is an earlier family name.
	PreviousSurname *string `json:"previousSurname,omitzero" is:"len=..50"`
	// MaritalStatus as the import has it; the employee's civil status follows.
	MaritalStatus *string `json:"maritalStatus,omitzero" is:"oneof=Unknown|Single|Married|CivilPartnership|Separated|Divorced|Widowed"`
	// Nationality in words.
	Nationality *string `json:"nationality,omitzero" is:"len=..50"`
	// Citizenship in words.
	Citizenship *string `json:"citizenship,omitzero" is:"len=..50"`
	// PassportHeld is the sort of passport.
	PassportHeld *string `json:"passportHeld,omitzero" is:"len=..20"`
	// PassportNumber is its number.
	PassportNumber *string `json:"passportNumber,omitzero" is:"len=..20"`
	// SecondaryEmailAddress beside that of the employee.
	SecondaryEmailAddress *string `json:"secondaryEmailAddress,omitzero" is:"len=..100"`
	// Address is where the worker lives, line by line; the employee's address
	// follows when the country is known.
	Address *UKAddress `json:"address,omitzero"`
	// LastAddress is where the worker lived before.
	LastAddress *UKAddress `json:"lastAddress,omitzero"`
	// NextOfKinAddress is the next of kin's, line by line.
	NextOfKinAddress *UKAddress `json:"nextOfKinAddress,omitzero"`
}

// UKAddress is an address as on an envelope.
type UKAddress struct {
	// Lines are the lines, of which some may be empty.
	Lines []string `json:"lines,omitzero"`
	// Postcode as it was written.
	Postcode *string `json:"postcode,omitzero" is:"len=..10"`
	// Country in words or as a code.
	Country *string `json:"country,omitzero" is:"len=..50"`
}

// UKPlacing is where in the agency a worker belongs, by references of lists.
type UKPlacing struct {
	// DivisionRef is the division worked for.
	DivisionRef *string `json:"divisionRef,omitzero"`
	// DepartmentRef is the department worked for.
	DepartmentRef *string `json:"departmentRef,omitzero"`
	// JobCategoryRef is the sort of job.
	JobCategoryRef *string `json:"jobCategoryRef,omitzero"`
	// ConsultantRef is who placed the worker.
	ConsultantRef *string `json:"consultantRef,omitzero"`
	// AnalysisCode is the first of four codes for reports.
	AnalysisCode *string `json:"analysisCode,omitzero"`
	// AnalysisCode3 is the second.
	AnalysisCode3 *string `json:"analysisCode3,omitzero"`
	// AnalysisCode4 is the third.
	AnalysisCode4 *string `json:"analysisCode4,omitzero"`
	// AnalysisCode5 is the fourth.
	AnalysisCode5 *string `json:"analysisCode5,omitzero"`
}

// UKSettings are what is true of a worker or is to be done for one.
type UKSettings struct {
	// IsStudent marks a student.
	IsStudent bool `json:"isStudent,omitzero"`
	// IsAlertedBySMS sends notices to the mobile telephone.
	IsAlertedBySMS bool `json:"isAlertedBySms,omitzero"`
	// IsAlertedByEmail sends notices by e-mail.
	IsAlertedByEmail bool `json:"isAlertedByEmail,omitzero"`
	// IsExpat marks one who works abroad.
	IsExpat bool `json:"isExpat,omitzero"`
	// IsApprentice marks an apprentice.
	IsApprentice bool `json:"isApprentice,omitzero"`
	// IsExcludedFromWTR opts out of the limits of the Working Time Regulations.
	IsExcludedFromWTR bool `json:"isExcludedFromWtr,omitzero"`
	// HasOnlineAccess lets the worker in to online timesheets.
	HasOnlineAccess bool `json:"hasOnlineAccess,omitzero"`
	// STITemplate is what the online user is made from, from a list.
	STITemplate *string `json:"stiTemplate,omitzero" is:"len=..50"`
	// STIUserRef is the online user, once within the provider.
	STIUserRef *string `json:"stiUserRef,omitzero" is:"len=..100"`
}

// UKWorkers are facets of employees.
var UKWorkers = of[UKWorker]("uk worker", "", kind.Under(Employees.Type), kind.AsFacet())

// Check wants the worker's reference once in the employer and the online user
// once in the provider, and notes the external reference.
func (u *UKWorker) Check(r *kind.Rules) {
	employer := r.Employer()
	uniqueWithin(r, employer, UKWorkers.Type, "personnelRef", u.PersonnelRef)
	if u.ExternalWorkerRef != nil {
		noteUse(r, employer, UKWorkers.Type, "externalWorkerRef", *u.ExternalWorkerRef)
	}
	if u.STIUserRef == nil {
		return
	}
	row, err := r.Row(Employers.Type, employer)
	if err != nil {
		r.Fail(err)
		return
	}
	uniqueWithin(r, row.Parent, UKWorkers.Type, "stiUserRef", *u.STIUserRef)
}

// UKWorkerByRef finds an employer's worker by the reference of an import, in
// any letter case. It answers [kind.ErrNotFound].
func UKWorkerByRef(r kind.Reader, employer kind.ID, personnelRef string) (kind.ID, error) {
	return Holder(r, employer, UKWorkers.Type, "personnelRef", personnelRef)
}

// OnlineUserOf finds the worker of a provider who has an online user. It
// answers [kind.ErrNotFound].
func OnlineUserOf(r kind.Reader, provider kind.ID, user string) (kind.ID, error) {
	return Holder(r, provider, UKWorkers.Type, "stiUserRef", user)
}

// ExternalWorkerRefTaken says that an employee of the employer other than this
// one has the reference.
func ExternalWorkerRefTaken(r kind.Reader, employer, employee kind.ID, ref string) (bool, error) {
	return usedByOther(r, employer, employee, UKWorkers.Type, "externalWorkerRef", ref)
}
