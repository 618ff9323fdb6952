package payandbill

import (
	"slices"

	"github.com/payglot/payglot/record"
)

// stored is what the record has of a worker, as a row would say it: what
// another row leaves out of this stays.
func stored(employerRef *string, d *record.UKDossier) *worker {
	u, p, c := &d.Worker, &d.Employee.PersonalDetails, &d.Employee.ContactInformation
	w := &worker{
		EmployerRef: employerRef, PersonnelRef: &u.PersonnelRef, ExternalWorkerRef: u.ExternalWorkerRef,
		Surname: &p.LastName, FirstForename: p.FirstName, SecondForename: u.SecondForename, ThirdForename: u.ThirdForename,
		Title: u.Title, KnownAs: u.KnownAs, PreviousSurname: u.PreviousSurname, MaritalStatus: u.MaritalStatus,
		DateOfBirth: dayOrNil(p.DateOfBirth), Nationality: u.Nationality, Citizenship: u.Citizenship,
		PassportHeld: u.PassportHeld, PassportNumber: u.PassportNumber,
		WorkerAddress: addressOf(u.Address), LastAddress: addressOf(u.LastAddress), NextOfKinAddress: addressOf(u.NextOfKinAddress),
		TelephoneNumber: c.PhoneNumber, WorkTelephone: c.BusinessPhoneNumber, WorkFax: c.FaxNumber, MobileTelephone: c.MobilePhoneNumber,
		PrimaryEmailAddress: c.EmailAddress, SecondaryEmailAddress: u.SecondaryEmailAddress,
		StartDate: &u.StartDate, LeavingDate: u.LeavingDate, LeavingCode: u.LeavingCode,
		UserIndex: u.UserIndex, PersonnelNotes: u.PersonnelNotes, PayrollNotes: u.PayrollNotes,
		PrimaryPayMethod: u.PrimaryPayMethod, SecondaryPayMethod: u.SecondaryPayMethod,
		PrimaryBankDetails: detailsOf(d.Primary), SecondaryBankDetails: detailsOf(d.Secondary),
		EmploymentType: &u.EmploymentType, EIREngagementStatus: u.EIREngagementStatus, CurrencyRef: &u.CurrencyRef,
		PayslipPrintMethod: u.PayslipPrintMethod, EP45PrintMethod: u.P45PrintMethod,
		DivisionRef: u.DivisionRef, DepartmentRef: u.DepartmentRef, JobCategoryRef: u.JobCategoryRef, ConsultantRef: u.ConsultantRef,
		AnalysisCode: u.AnalysisCode, AnalysisCode3: u.AnalysisCode3, AnalysisCode4: u.AnalysisCode4, AnalysisCode5: u.AnalysisCode5,
		IsStudent: &u.IsStudent, IsWorkerAlertedBySMS: &u.IsAlertedBySMS, IsWorkerAlertedByEmail: &u.IsAlertedByEmail,
		IsExpat: &u.IsExpat, IsApprentice: &u.IsApprentice, IsExcludedFromWTR: &u.IsExcludedFromWTR,
		HasOnlineAccess: &u.HasOnlineAccess, STITemplate: u.STITemplate, STIUserRef: u.STIUserRef,
		UKPayrollDetails: payrollOf(d),
	}
	for wire, key := range genders {
		if key == p.Gender.Key {
			w.Gender = &wire
		}
	}
	if c := d.NextOfKin; c != nil {
		w.NextOfKin, w.NextOfKinTelephone = orNil(c.Name), c.PhoneNumber
		if c.Description != defaultNextOfKin {
			w.NextOfKinRelation = orNil(c.Description)
		}
	}
	if c := d.EmergencyContact; c != nil {
		w.EmergencyContact, w.EmergencyContactTelephone = orNil(c.Name), c.PhoneNumber
	}
	return w
}

func addressOf(a *record.UKAddress) *address {
	if a == nil {
		return nil
	}
	lines := slices.Concat(a.Lines, make([]string, 5))
	return &address{
		AddressLine1: orNil(lines[0]), AddressLine2: orNil(lines[1]), AddressLine3: orNil(lines[2]),
		AddressLine4: orNil(lines[3]), AddressLine5: orNil(lines[4]), Postcode: a.Postcode, Country: a.Country,
	}
}

func detailsOf(a *record.BankAccount) *bankDetails {
	if a == nil {
		return nil
	}
	kept := int64(0)
	if a.IsBuildingSociety {
		kept = buildingSociety
	}
	return &bankDetails{
		BankAccountType: &kept, BankRef: a.Reference, BuildingSocietyName: a.BuildingSocietyName, BuildingSocietyNumber: a.BuildingSocietyNumber,
		BankSortCode: a.SortCode, BankAccountNumber: a.AccountNumber, BankAccountName: a.AccountName, IBAN: a.IBAN, BIC: a.BIC,
	}
}

func payrollOf(d *record.UKDossier) *payrollDetails {
	p := d.Payroll
	if p == nil {
		return nil
	}
	method := int64(p.PAYEMethod)
	return &payrollDetails{
		NINumber: orNil(d.NationalInsuranceNumber), NITableLetter: &p.NITableLetter, IsContractedOut: &p.IsContractedOut,
		PAYECode: &p.PAYECode, PAYEMethod: &method, TaxRegime: &p.TaxRegime,
		IsExcludedFromRegPension: &p.IsExcludedFromRegPension, OptIn: &p.OptIn,
		StartingDecCategory: p.StartingDecCategory, StartingDecByEmployee: &p.StartingDecByEmployee,
		HasStudentLoan: &p.StudentLoan.HasLoan, StudentLoanPlanType: p.StudentLoan.PlanType,
		IsStudentFinishedStudies: &p.StudentLoan.IsFinishedStudies, IsStudentLoanPaidExternally: &p.StudentLoan.IsPaidExternally,
		HasPostgradLoan: &p.PostgraduateLoan.HasLoan, PostgradLoanPlanType: p.PostgraduateLoan.PlanType,
		IsPostgradFinishedStudies: &p.PostgraduateLoan.IsFinishedStudies, IsPostgradLoanPaidExternally: &p.PostgraduateLoan.IsPaidExternally,
	}
}
