package payandbill

import "github.com/payglot/payglot/cal"

// worker is a row of workers v1, and with its tags the one table of fields: in
// the order of the vendor's list, which is the order of messages. Nil is
// absent. What the words of the tag mean stands at [field].
type worker struct {
	// EmployerRef and PersonnelRef together are who the worker is.
	EmployerRef *string `json:"EmployerRef" is:"required,max=20,list=employer"`
	// PersonnelRef is the worker's number at the employer.
	PersonnelRef *string `json:"PersonnelRef" is:"required,max=20,match=reference"`
	// Surname is the family name.
	Surname *string `json:"Surname" is:"required,max=50"`
	// FirstForename is the given name, with two more.
	FirstForename *string `json:"FirstForename" is:"required,max=50"`
	// SecondForename is the second given name.
	SecondForename *string `json:"SecondForename" is:"max=50"`
	// ThirdForename is the third given name.
	ThirdForename *string `json:"ThirdForename" is:"max=50"`
	// Title is Mr, Ms, Dr and so on.
	Title *string `json:"Title" is:"max=20"`
	// KnownAs is what people call the worker.
	KnownAs *string `json:"KnownAs" is:"max=50"`
	// WorkerAddress is where the worker lives.
	WorkerAddress *address `json:"WorkerAddress"`
	// NextOfKinAddress is where the next of kin lives.
	NextOfKinAddress *address `json:"NextOfKinAddress"`
	// LastAddress is where the worker lived before.
	LastAddress *address `json:"LastAddress"`
	// TelephoneNumber at home.
	TelephoneNumber *string `json:"TelephoneNumber" is:"max=30,match=telephone"`
	// NextOfKinTelephone is the next of kin's.
	NextOfKinTelephone *string `json:"NextOfKinTelephone" is:"max=30,match=telephone"`
	// EmergencyContactTelephone is the emergency contact's.
	EmergencyContactTelephone *string `json:"EmergencyContactTelephone" is:"max=30,match=telephone"`
	// WorkTelephone at work.
	WorkTelephone *string `json:"WorkTelephone" is:"max=30,match=telephone"`
	// WorkFax at work.
	WorkFax *string `json:"WorkFax" is:"max=30,match=telephone"`
	// MobileTelephone is the worker's own.
	MobileTelephone *string `json:"MobileTelephone" is:"max=30,match=telephone"`
	// Gender is 0 for male, 1 for female.
	Gender *int64 `json:"Gender" is:"oneof=0|1"`
	// DateOfBirth is the day of birth.
	DateOfBirth *cal.Date `json:"DateOfBirth" is:"rule=birth"`
	// MaritalStatus is whether the worker is married.
	MaritalStatus *string `json:"MaritalStatus" is:"oneof=Unknown|Single|Married|CivilPartnership|Separated|Divorced|Widowed"`
	// PreviousSurname is an earlier family name.
	PreviousSurname *string `json:"PreviousSurname" is:"max=50"`
	// NextOfKin is the name of the nearest relative.
	NextOfKin *string `json:"NextOfKin" is:"max=50"`
	// EmergencyContact is the name of who to call.
	EmergencyContact *string `json:"EmergencyContact" is:"max=50"`
	// Nationality in words.
	Nationality *string `json:"Nationality" is:"max=50"`
	// Citizenship in words.
	Citizenship *string `json:"Citizenship" is:"max=50"`
	// PassportHeld is the sort of passport.
	PassportHeld *string `json:"PassportHeld" is:"max=20"`
	// NextOfKinRelation is what the next of kin is to the worker.
	NextOfKinRelation *string `json:"NextOfKinRelation" is:"max=30"`
	// StartDate is the first day of work.
	StartDate *cal.Date `json:"StartDate" is:"required"`
	// LeavingDate is the last one.
	LeavingDate *cal.Date `json:"LeavingDate"`
	// LeavingCode is why the worker left.
	LeavingCode *string `json:"LeavingCode" is:"max=10,list=leavingCode"`
	// UserIndex is the user who looks after the worker.
	UserIndex *string `json:"UserIndex" is:"max=20,list=indexUser"`
	// PersonnelNotes are free text.
	PersonnelNotes *string `json:"PersonnelNotes" is:"max=4000"`
	// PayrollNotes are free text for payroll.
	PayrollNotes *string `json:"PayrollNotes" is:"max=4000"`
	// PrimaryEmailAddress is the worker's first.
	PrimaryEmailAddress *string `json:"PrimaryEmailAddress" is:"max=100,match=email"`
	// SecondaryEmailAddress is the worker's second.
	SecondaryEmailAddress *string `json:"SecondaryEmailAddress" is:"max=100,match=email"`
	// PrimaryPayMethod is how pay reaches the worker.
	PrimaryPayMethod *string `json:"PrimaryPayMethod" is:"oneof=BACS|Cheque|Cash|CHAPS|FasterPayment"`
	// SecondaryPayMethod is how a second part does.
	SecondaryPayMethod *string `json:"SecondaryPayMethod" is:"oneof=BACS|Cheque|Cash|CHAPS|FasterPayment"`
	// PrimaryBankDetails are the account for the primary method.
	PrimaryBankDetails *bankDetails `json:"PrimaryBankDetails"`
	// SecondaryBankDetails are the account for the secondary method.
	SecondaryBankDetails *bankDetails `json:"SecondaryBankDetails"`
	// IsStudent marks a student.
	IsStudent *bool `json:"IsStudent"`
	// IsWorkerAlertedBySMS sends notices to the mobile telephone.
	IsWorkerAlertedBySMS *bool `json:"IsWorkerAlertedBySMS"`
	// IsWorkerAlertedByEmail sends notices to the primary e-mail address.
	IsWorkerAlertedByEmail *bool `json:"IsWorkerAlertedByEmail"`
	// IsExpat marks one who works abroad.
	IsExpat *bool `json:"IsExpat"`
	// IsApprentice marks an apprentice.
	IsApprentice *bool `json:"IsApprentice"`
	// IsExcludedFromWTR opts out of the limits of working time.
	IsExcludedFromWTR *bool `json:"IsExcludedFromWTR"`
	// HasOnlineAccess lets the worker in to online timesheets (STi).
	HasOnlineAccess *bool `json:"HasOnlineAccess"`
	// AnalysisCode is the first of four codes for reports.
	AnalysisCode *string `json:"AnalysisCode" is:"max=20,list=analysisCode"`
	// AnalysisCode3 is the second; the vendor has no AnalysisCode2.
	AnalysisCode3 *string `json:"AnalysisCode3" is:"max=20,list=analysisCode"`
	// AnalysisCode4 is the third.
	AnalysisCode4 *string `json:"AnalysisCode4" is:"max=20,list=analysisCode"`
	// AnalysisCode5 is the fourth.
	AnalysisCode5 *string `json:"AnalysisCode5" is:"max=20,list=analysisCode"`
	// DivisionRef is the division worked for.
	DivisionRef *string `json:"DivisionRef" is:"max=20,list=division"`
	// DepartmentRef is the department worked for.
	DepartmentRef *string `json:"DepartmentRef" is:"max=20,list=department"`
	// JobCategoryRef is the sort of job.
	JobCategoryRef *string `json:"JobCategoryRef" is:"max=20,list=jobCategory"`
	// ConsultantRef is who placed the worker.
	ConsultantRef *string `json:"ConsultantRef" is:"max=20,list=consultant"`
	// EmploymentType is in what standing the worker is paid.
	EmploymentType *string `json:"EmploymentType" is:"required,oneof=PAYE|CIS|LimitedCompany|Umbrella|SelfEmployed"`
	// CurrencyRef is what the worker is paid in.
	CurrencyRef *string `json:"CurrencyRef" is:"max=3,list=currency,default=GBP"`
	// PayslipPrintMethod is how payslips go out.
	PayslipPrintMethod *string `json:"PayslipPrintMethod" is:"oneof=Electronic|Paper|Both|None"`
	// EP45PrintMethod is how the P45 does.
	EP45PrintMethod *string `json:"eP45PrintMethod" is:"oneof=Electronic|Paper|Both|None"`
	// PassportNumber is the number of the passport.
	PassportNumber *string `json:"PassportNumber" is:"max=20"`
	// ExternalWorkerRef is the worker's number in another system.
	ExternalWorkerRef *string `json:"ExternalWorkerRef" is:"max=50"`
	// EIREngagementStatus is what the intermediary's return to HMRC says.
	EIREngagementStatus *string `json:"EIREngagementStatus" is:"oneof=PAYE|SelfEmployed|Partnership|LimitedLiabilityPartnership|LimitedCompany|NonUK|OtherPAYE"`
	// STITemplate is what the online user is made from.
	STITemplate *string `json:"STITemplate" is:"max=50,list=stiTemplate"`
	// STIUserRef is the online user.
	STIUserRef *string `json:"STIUserRef" is:"max=100"`
	// UKPayrollDetails are what payroll needs in the United Kingdom.
	UKPayrollDetails *payrollDetails `json:"UKPayrollDetails"`
}

// address is an address as five lines.
type address struct {
	// AddressLine1 and the others are as on an envelope.
	AddressLine1 *string `json:"AddressLine1" is:"max=100,match=addressLine"`
	// AddressLine2 is the second line.
	AddressLine2 *string `json:"AddressLine2" is:"max=100,match=addressLine"`
	// AddressLine3 is the third line.
	AddressLine3 *string `json:"AddressLine3" is:"max=100,match=addressLine"`
	// AddressLine4 is the fourth line.
	AddressLine4 *string `json:"AddressLine4" is:"max=100,match=addressLine"`
	// AddressLine5 is the fifth line.
	AddressLine5 *string `json:"AddressLine5" is:"max=100,match=addressLine"`
	// Postcode is not held to any country's form: the vendor's own sample isn't.
	Postcode *string `json:"Postcode" is:"max=10"`
	// Country in words or as a code.
	Country *string `json:"Country" is:"max=50"`
}

// bankDetails is an account.
type bankDetails struct {
	// BankAccountType is 0 for a bank, 1 for a building society.
	BankAccountType *int64 `json:"BankAccountType" is:"oneof=0|1,default=0"`
	// BankRef is the worker's own reference, shown on payments.
	BankRef *string `json:"BankRef" is:"max=20"`
	// BuildingSocietyName is the society's name.
	BuildingSocietyName *string `json:"BuildingSocietyName" is:"max=50"`
	// BuildingSocietyNumber is the roll number.
	BuildingSocietyNumber *string `json:"BuildingSocietyNumber" is:"max=20"`
	// BankSortCode is the bank and its branch. It must be listed when the
	// account is paid by BACS.
	BankSortCode *string `json:"BankSortCode" is:"max=6,match=sortCode,list=sortCode"`
	// BankAccountNumber at that bank.
	BankAccountNumber *string `json:"BankAccountNumber" is:"min=8,max=10,match=account,rule=account,masked"`
	// BankAccountName is whose account it is.
	BankAccountName *string `json:"BankAccountName" is:"max=30"`
	// IBAN is the international number.
	IBAN *string `json:"IBAN" is:"max=34,rule=iban,masked"`
	// BIC is the bank's international code.
	BIC *string `json:"BIC" is:"max=11,rule=bic"`
}

// payrollDetails are what payroll needs in the United Kingdom.
type payrollDetails struct {
	// NINumber is the National Insurance number.
	NINumber *string `json:"NINumber" is:"unspaced,wanted,max=9,rule=nino,masked"`
	// NITableLetter is the category of contributions.
	NITableLetter *string `json:"NITableLetter" is:"required,oneof=A|B|C|F|H|I|J|L|M|S|V|X|Z|D|E|K|N"`
	// IsContractedOut is a thing of the past: it ended on 5 April 2016.
	IsContractedOut *bool `json:"IsContractedOut" is:"rule=contractedOut"`
	// PAYECode is the tax code.
	PAYECode *string `json:"PAYECode" is:"required,max=10,rule=paye"`
	// PAYEMethod is 0 for cumulative, 1 for week 1 or month 1.
	PAYEMethod *int64 `json:"PAYEMethod" is:"oneof=0|1,default=0"`
	// TaxRegime is whose income tax it is.
	TaxRegime *string `json:"TaxRegime" is:"oneof=None|Scottish|Welsh"`
	// IsExcludedFromRegPension keeps the worker out of auto-enrolment.
	IsExcludedFromRegPension *bool `json:"IsExcludedFromRegPension"`
	// OptIn says that the worker asked to be enrolled.
	OptIn *bool `json:"OptIn"`
	// StartingDecCategory is the statement of the starter checklist.
	StartingDecCategory *string `json:"StartingDecCategory" is:"oneof=A|B|C"`
	// StartingDecByEmployee says that the worker made it.
	StartingDecByEmployee *bool `json:"StartingDecByEmployee"`
	// HasStudentLoan says that there is a student loan.
	HasStudentLoan *bool `json:"HasStudentLoan"`
	// StudentLoanPlanType is its plan.
	StudentLoanPlanType *string `json:"StudentLoanPlanType" is:"oneof=01|02|04|05"`
	// IsStudentFinishedStudies says that it is time to pay it back.
	IsStudentFinishedStudies *bool `json:"IsStudentFinishedStudies"`
	// IsStudentLoanPaidExternally says that it isn't paid back out of wages.
	IsStudentLoanPaidExternally *bool `json:"IsStudentLoanPaidExternally"`
	// HasPostgradLoan says that there is a postgraduate loan.
	HasPostgradLoan *bool `json:"HasPostgradLoan"`
	// PostgradLoanPlanType is its plan; there is one.
	PostgradLoanPlanType *string `json:"PostgradLoanPlanType" is:"oneof=PG"`
	// IsPostgradFinishedStudies says that it is time to pay it back.
	IsPostgradFinishedStudies *bool `json:"IsPostgradFinishedStudies"`
	// IsPostgradLoanPaidExternally says that it isn't paid back out of wages.
	IsPostgradLoanPaidExternally *bool `json:"IsPostgradLoanPaidExternally"`
}
