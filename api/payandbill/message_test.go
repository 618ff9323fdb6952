package payandbill_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/api/payandbill"
	"github.com/payglot/payglot/store"
)

// fresh is the smallest worker that is nobody yet, with more properties or
// others. $NI stands for the National Insurance number.
func (w *world) fresh(properties string) string {
	w.count++
	number := fmt.Sprintf("AB%06dC", w.count)
	row := fmt.Sprintf(`{"EmployerRef":"ER1","PersonnelRef":"T%d","Surname":"Smith","FirstForename":"Ann","Gender":1,`+
		`"DateOfBirth":"1990-05-01","StartDate":"2024-04-08","EmploymentType":"PAYE",`+
		`"UKPayrollDetails":{"NINumber":"%s","NITableLetter":"A","PAYECode":"1257L"}`, w.count, number)
	if properties != "" {
		row += "," + strings.ReplaceAll(properties, "$NI", number)
	}
	return row + "}"
}

// said is what an answer says of a row: id, severity, field, value, text.
func said(r result) []string {
	lines := []string{}
	for _, m := range r.Messages {
		lines = append(lines, fmt.Sprintf("%d %s %s %q %s", m.ErrorID, m.MessageType, m.FieldName, m.FieldValue, m.Message))
	}
	return lines
}

// payroll is the UK payroll details with more properties or others.
func payroll(properties string) string {
	return `"UKPayrollDetails":{"NINumber":"$NI","NITableLetter":"A","PAYECode":"1257L",` + properties + `}`
}

const account = `{"BankSortCode":"123456","BankAccountNumber":"12345678","BankAccountName":"A SMITH"}`

// elsewhere are the ids that other tests than TestMessages prove.
var elsewhere = map[int]string{10000: "testdata/acceptance.txt", 10001: "TestUpdate", 10900: "TestNotSaved"}

// TestMessages has every message about a row by itself.
func TestMessages(t *testing.T) {
	w := start(t)
	seen := map[int]bool{}
	w.set(http.MethodPut, "databases/"+agencyID.String()+"/lists/analysisCode/AN1", `{}`)
	w.set(http.MethodPut, "databases/"+agencyID.String()+"/lists/indexUser/USER1", `{}`)
	long := strings.Repeat("x", 51)
	for _, c := range []struct {
		properties string
		want       []string
	}{
		{``, nil},
		// lengths and patterns
		{`"Surname":"` + long + `"`, []string{`10010 Error Surname "` + long + `" Value is longer than 50 characters`}},
		{`"Surname":"` + strings.Repeat("ï", 50) + `"`, nil}, // characters, not bytes
		{`"PersonnelRef":"a b"`, []string{`10012 Error PersonnelRef "a b" Value has an invalid format`}},
		{`"Surname":"a\u0000b"`, []string{`10012 Error Surname "a\x00b" Value has an invalid format`}},
		{`"TelephoneNumber":"call me"`, []string{`10012 Error TelephoneNumber "call me" Value has an invalid format`}},
		{`"MobileTelephone":"+44 (0)7700.900-123 x4"`, nil},
		{`"PrimaryEmailAddress":"a@b@c.d"`, []string{`10012 Error PrimaryEmailAddress "a@b@c.d" Value has an invalid format`}},
		{`"PrimaryEmailAddress":"a.b@c"`, []string{`10012 Error PrimaryEmailAddress "a.b@c" Value has an invalid format`}},
		{`"SecondaryEmailAddress":"a@b.c"`, nil},
		{`"LastAddress":{"AddressLine5":"*","Postcode":"12345678901"}`, []string{
			`10012 Error LastAddress.AddressLine5 "*" Value has an invalid format`,
			`10010 Error LastAddress.Postcode "12345678901" Value is longer than 10 characters`,
		}},
		{`"PrimaryBankDetails":{"BankAccountNumber":"1234567"}`, []string{`10011 Error PrimaryBankDetails.BankAccountNumber "****567" Value is shorter than 8 characters`}},
		{`"PrimaryBankDetails":{"BankAccountNumber":"12345678901"}`, []string{`10010 Error PrimaryBankDetails.BankAccountNumber "********901" Value is longer than 10 characters`}},
		{`"PrimaryBankDetails":{"BankAccountNumber":"1234567X"}`, []string{`10012 Error PrimaryBankDetails.BankAccountNumber "*****67X" Value has an invalid format`}},
		// what must be there
		{`"EmployerRef":null`, []string{`10020 Error EmployerRef "" Required value is missing`}},
		{`"FirstForename":"  "`, []string{`10020 Error FirstForename "" Required value is missing`}},
		{`"StartDate":null,"EmploymentType":null`, []string{
			`10020 Error StartDate "" Required value is missing`, `10020 Error EmploymentType "" Required value is missing`,
		}},
		{`"UKPayrollDetails":{}`, []string{
			`10103 Warning UKPayrollDetails.NINumber "" National Insurance number is missing`,
			`10020 Error UKPayrollDetails.NITableLetter "" Required value is missing`,
			`10020 Error UKPayrollDetails.PAYECode "" Required value is missing`,
		}},
		// enumerations, in any letter case
		{`"Gender":2`, []string{`10013 Error Gender "2" Value is not one of: 0, 1`}},
		{`"Gender":-1`, []string{`10013 Error Gender "-1" Value is not one of: 0, 1`}},
		{`"Gender":99999999999999999999`, []string{`10013 Error Gender "9223372036854775807" Value is not one of: 0, 1`}},
		{`"MaritalStatus":"CIVILPARTNERSHIP"`, nil},
		{`"EmploymentType":"Zero"`, []string{`10013 Error EmploymentType "Zero" Value is not one of: PAYE, CIS, LimitedCompany, Umbrella, SelfEmployed`}},
		{`"PrimaryBankDetails":{"BankAccountType":2}`, []string{`10013 Error PrimaryBankDetails.BankAccountType "2" Value is not one of: 0, 1`}},
		{payroll(`"PAYEMethod":7,"StudentLoanPlanType":"03","PostgradLoanPlanType":"01"`), []string{
			`10013 Error UKPayrollDetails.PAYEMethod "7" Value is not one of: 0, 1`,
			`10013 Error UKPayrollDetails.StudentLoanPlanType "03" Value is not one of: 01, 02, 04, 05`,
			`10013 Error UKPayrollDetails.PostgradLoanPlanType "01" Value is not one of: PG`,
		}},
		// references, in any letter case
		{`"EmployerRef":"ER9"`, []string{`10030 Error EmployerRef "ER9" Employer record does not exist in the system`}},
		{`"EmployerRef":"er1"`, nil},
		{`"DivisionRef":"div1","DepartmentRef":"dept1","JobCategoryRef":"job1","ConsultantRef":"cons1","AnalysisCode":"an1","UserIndex":"user1"`, nil},
		{`"DivisionRef":"D","DepartmentRef":"E","JobCategoryRef":"J","ConsultantRef":"C"`, []string{
			`10030 Error DivisionRef "D" Division record does not exist in the system`,
			`10030 Error DepartmentRef "E" Department record does not exist in the system`,
			`10030 Error JobCategoryRef "J" Job category record does not exist in the system`,
			`10030 Error ConsultantRef "C" Consultant record does not exist in the system`,
		}},
		{`"LeavingDate":"2024-05-01","LeavingCode":"GONE","UserIndex":"U","CurrencyRef":"XXX","STITemplate":"None","AnalysisCode":"A","AnalysisCode5":"B"`, []string{
			`10030 Error LeavingCode "GONE" Leaving code record does not exist in the system`,
			`10030 Error UserIndex "U" User record does not exist in the system`,
			`10030 Error AnalysisCode "A" Analysis code record does not exist in the system`,
			`10030 Error AnalysisCode5 "B" Analysis code record does not exist in the system`,
			`10030 Error CurrencyRef "XXX" Currency record does not exist in the system`,
			`10030 Error STITemplate "None" STi template record does not exist in the system`,
		}},
		// dates
		{`"DateOfBirth":"2024-06-15"`, []string{`10044 Error DateOfBirth "2024-06-15" Date is in the future`}}, // it is the 14th
		{`"DateOfBirth":"2011-06-15"`, []string{`10102 Warning DateOfBirth "2011-06-15" Unusual age`}},
		{`"DateOfBirth":"2011-06-14T23:59:59Z"`, nil},
		{`"DateOfBirth":"1923-06-14"`, []string{`10102 Warning DateOfBirth "1923-06-14" Unusual age`}},
		{`"DateOfBirth":"1923-06-15"`, nil},
		{`"LeavingDate":"2024-04-07"`, []string{`10110 Warning LeavingDate "2024-04-07" Leaving date is before start date`}},
		{`"LeavingDate":"2024-04-08","LeavingCode":"LEAVE"`, nil},
		{`"LeavingCode":"LEAVE"`, []string{`10111 Warning LeavingCode "LEAVE" Leaving code without leaving date`}},
		// what HMRC wants
		{`"Gender":null,"DateOfBirth":null`, []string{
			`10101 Warning Gender "" HMRC needs this value for PAYE workers`, `10101 Warning DateOfBirth "" HMRC needs this value for PAYE workers`,
		}},
		{`"Gender":null,"DateOfBirth":null,"EmploymentType":"CIS","UKPayrollDetails":null`, nil},
		{`"UKPayrollDetails":null`, []string{`10052 Error UKPayrollDetails "" UK payroll details are required for PAYE workers`}},
		{`"EIREngagementStatus":"PAYE"`, nil},
		{`"EIREngagementStatus":"NonUK"`, []string{`10113 Warning EIREngagementStatus "NonUK" Engagement status does not fit employment type`}},
		{`"EIREngagementStatus":"paye","EmploymentType":"Umbrella"`, []string{`10113 Warning EIREngagementStatus "PAYE" Engagement status does not fit employment type`}},
		{`"EIREngagementStatus":"SelfEmployed","EmploymentType":"CIS"`, nil},
		// online access
		{`"HasOnlineAccess":true`, []string{
			`10050 Error STITemplate "" Required for online access`, `10050 Error STIUserRef "" Required for online access`,
		}},
		{`"HasOnlineAccess":true,"STITemplate":"worker","STIUserRef":"ann"`, nil},
		{`"HasOnlineAccess":false,"STIUserRef":"ANN"`, []string{`10051 Error STIUserRef "ANN" Online user is already in use`}},
		// bank accounts
		{`"PrimaryPayMethod":"bacs","SecondaryPayMethod":"BACS","SecondaryBankDetails":{}`, []string{
			`10053 Error PrimaryBankDetails.BankSortCode "" Required for payment by BACS`,
			`10053 Error PrimaryBankDetails.BankAccountNumber "" Required for payment by BACS`,
			`10053 Error PrimaryBankDetails.BankAccountName "" Required for payment by BACS`,
			`10053 Error SecondaryBankDetails.BankSortCode "" Required for payment by BACS`,
			`10053 Error SecondaryBankDetails.BankAccountNumber "" Required for payment by BACS`,
			`10053 Error SecondaryBankDetails.BankAccountName "" Required for payment by BACS`,
		}},
		{`"PrimaryPayMethod":"BACS","PrimaryBankDetails":` + account + `,"SecondaryPayMethod":"Cash"`, nil},
		{`"PrimaryPayMethod":"BACS","PrimaryBankDetails":` + account + `,"SecondaryBankDetails":{"BankSortCode":"000000"}`, nil},
		{`"SecondaryBankDetails":{"BankAccountNumber":"123456789","IBAN":"GB82WEST12345698765432","BIC":"DEUTDEFF500"}`, []string{
			`10130 Info SecondaryBankDetails.BankAccountNumber "******789" Account number has more than 8 digits`,
		}},
		{`"SecondaryBankDetails":{"IBAN":"GB83WEST12345698765432","BIC":"deutdeff"}`, []string{
			`10121 Warning SecondaryBankDetails.IBAN "*******************432" IBAN is not valid`,
			`10122 Warning SecondaryBankDetails.BIC "deutdeff" BIC is not valid`,
		}},
		// National Insurance
		{`"UKPayrollDetails":{"NINumber":" ab 12 34 56 d ","NITableLetter":"n","PAYECode":"1257L"}`, nil},
		{`"UKPayrollDetails":{"NINumber":"AB123456D","NITableLetter":"A","PAYECode":"1257L"}`, []string{
			`10114 Warning UKPayrollDetails.NINumber "******56D" National Insurance number is already in use`,
		}},
		{`"UKPayrollDetails":{"NINumber":"AB1234567890","NITableLetter":"A","PAYECode":"1257L"}`, []string{
			`10010 Error UKPayrollDetails.NINumber "*********890" Value is longer than 9 characters`,
		}},
		{`"UKPayrollDetails":{"NINumber":"AE123456","NITableLetter":"A","PAYECode":"1257L"}`, []string{
			`10131 Info UKPayrollDetails.NINumber "*****456" National Insurance number has no suffix`,
		}},
		{`"UKPayrollDetails":{"NITableLetter":"X","PAYECode":"BR"}`, []string{
			`10103 Warning UKPayrollDetails.NINumber "" National Insurance number is missing`,
		}},
		{`"UKPayrollDetails":{"NINumber":"11a11111","NITableLetter":"A","PAYECode":"0T"}`, []string{
			`10041 Error UKPayrollDetails.NINumber "*****111" Not a valid National Insurance number`, // a temporary reference
		}},
		{payroll(`"IsContractedOut":true`), []string{`10115 Warning UKPayrollDetails.IsContractedOut "true" Contracting-out is no longer available`}},
		// tax
		{payroll(`"PAYECode":"1257Q"`), []string{`10042 Error UKPayrollDetails.PAYECode "1257Q" Not a valid PAYE code`}},
		{payroll(`"PAYECode":"1257L M1"`), []string{`10116 Warning UKPayrollDetails.PAYEMethod "" PAYE method does not fit the PAYE code`}},
		{payroll(`"PAYECode":"BRX","PAYEMethod":0`), []string{`10116 Warning UKPayrollDetails.PAYEMethod "0" PAYE method does not fit the PAYE code`}},
		{payroll(`"PAYECode":"K475W1","PAYEMethod":1`), nil},
		{payroll(`"PAYECode":"C1257L","TaxRegime":"None"`), []string{`10054 Error UKPayrollDetails.TaxRegime "None" Tax regime does not match the PAYE code`}},
		{payroll(`"PAYECode":"SBR","TaxRegime":"scottish"`), nil},
		{payroll(`"TaxRegime":"Welsh"`), nil}, // a code without prefix goes with any
		{payroll(`"TaxRegime":"English","PAYECode":"S1257L"`), []string{`10013 Error UKPayrollDetails.TaxRegime "English" Value is not one of: None, Scottish, Welsh`}},
		// pension, starter declaration, loans
		{payroll(`"IsExcludedFromRegPension":true,"OptIn":true`), []string{`10117 Warning UKPayrollDetails.OptIn "true" Opted in and excluded from pension`}},
		{payroll(`"StartingDecByEmployee":true`), []string{`10118 Warning UKPayrollDetails.StartingDecCategory "" Starting declaration category is missing`}},
		{payroll(`"StartingDecByEmployee":true,"StartingDecCategory":"b"`), nil},
		{payroll(`"HasStudentLoan":true,"HasPostgradLoan":true`), []string{
			`10055 Error UKPayrollDetails.StudentLoanPlanType "" Loan plan type is required`,
			`10055 Error UKPayrollDetails.PostgradLoanPlanType "" Loan plan type is required`,
		}},
		{payroll(`"HasStudentLoan":true,"StudentLoanPlanType":"05","HasPostgradLoan":true,"PostgradLoanPlanType":"pg"`), nil},
		// other workers
		{`"ExternalWorkerRef":"EXT7"`, nil},
		{`"ExternalWorkerRef":"ext7"`, []string{`10112 Warning ExternalWorkerRef "ext7" External worker reference is already in use`}},
		{`"ExternalWorkerRef":"EXT7","EmployerRef":"ER2"`, nil}, // at another employer
	} {
		r := w.importRows(w.fresh(c.properties))[0]
		if c.want == nil {
			c.want = []string{}
		}
		if diff := cmp.Diff(c.want, said(r)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.properties, diff)
		}
		w.counts(c.properties, r)
		for _, m := range r.Messages {
			seen[m.ErrorID] = true
		}
	}
	for _, id := range payandbill.MessageIDs() {
		if !seen[id] && elsewhere[id] == "" {
			t.Errorf("message %d is not proven", id)
		}
	}
}

// counts holds the counts and the status of a row against its messages.
func (w *world) counts(properties string, r result) {
	w.t.Helper()
	n := map[string]int{}
	for _, m := range r.Messages {
		n[m.MessageType]++
	}
	status := "OK"
	if n["Error"] > 0 {
		status = "Failed"
	}
	if r.ErrorCount != n["Error"] || r.WarningCount != n["Warning"] || r.InfoCount != n["Info"] || r.ImportStatus != status {
		w.t.Errorf("%s: %+v", properties, r)
	}
}

// TestNotSaved has a row that the database can't take: it says so, and the
// others are saved.
func TestNotSaved(t *testing.T) {
	w := start(t)
	err := w.House.Store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
		_, err := tx.Conn().Exec(t.Context(), `create trigger broken before insert on record when new.body like '%Unlucky%'
			begin select raise(abort, 'no room'); end`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	results := w.importRows(w.fresh(""), w.fresh(`"Surname":"Unlucky"`), w.fresh(""))
	want := []string{`10900 Error  "" Row could not be saved`}
	if results[0].ImportStatus != "OK" || results[1].ImportStatus != "Failed" || results[2].ImportStatus != "OK" {
		t.Errorf("%+v", results)
	}
	if diff := cmp.Diff(want, said(results[1])); diff != "" {
		t.Error(diff)
	}
	if n := w.employees(); n != 2 {
		t.Errorf("%d employees are there, want 2", n)
	}
}
