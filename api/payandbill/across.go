package payandbill

import (
	"slices"

	"github.com/payglot/payglot/record"
)

// across checks what fields say of each other.
func (c *checking) across() {
	w := c.worker
	paye := is(w.EmploymentType, "PAYE")
	c.when(paye && w.Gender == nil, idWantedByHMRC, "Gender")
	c.when(paye && w.DateOfBirth == nil, idWantedByHMRC, "DateOfBirth")
	c.when(w.LeavingDate != nil && w.StartDate != nil && w.LeavingDate.Before(*w.StartDate), idLeftEarly, "LeavingDate")
	c.when(w.LeavingCode != nil && w.LeavingDate == nil, idLeavingDate, "LeavingCode")
	c.bacs("PrimaryBankDetails", w.PrimaryPayMethod, w.PrimaryBankDetails)
	c.bacs("SecondaryBankDetails", w.SecondaryPayMethod, w.SecondaryBankDetails)
	c.engagement(paye)
	c.when(yes(w.HasOnlineAccess) && w.STITemplate == nil, idOnline, "STITemplate")
	c.when(yes(w.HasOnlineAccess) && w.STIUserRef == nil, idOnline, "STIUserRef")
	c.when(paye && w.UKPayrollDetails == nil, idPayroll, "UKPayrollDetails")
	if w.UKPayrollDetails != nil {
		c.payroll(w.UKPayrollDetails)
	}
}

// when says something of a field that it takes others to see.
func (c *checking) when(so bool, id int, path string) {
	if so {
		f := at(path)
		c.found.say(id, f, valueAt(c.worker, f), "", true)
	}
}

func (c *checking) bacs(path string, method *string, details *bankDetails) {
	if !is(method, "BACS") {
		return
	}
	if details == nil {
		details = &bankDetails{}
	}
	c.when(details.BankSortCode == nil, idBACS, path+".BankSortCode")
	c.when(details.BankAccountNumber == nil, idBACS, path+".BankAccountNumber")
	c.when(details.BankAccountName == nil, idBACS, path+".BankAccountName")
}

// engagement compares only what is known: what is no option is told already.
func (c *checking) engagement(paye bool) {
	status, kind := c.worker.EIREngagementStatus, c.worker.EmploymentType
	if status == nil || kind == nil || !c.sound("EIREngagementStatus") || !c.sound("EmploymentType") {
		return
	}
	c.when(is(status, "PAYE") != paye, idEngagement, "EIREngagementStatus")
}

func (c *checking) payroll(d *payrollDetails) {
	if d.PAYECode != nil {
		if code, ok := record.ParsePAYECode(*d.PAYECode); ok {
			c.when(code.NonCumulative && (d.PAYEMethod == nil || *d.PAYEMethod == 0), idMethod, "UKPayrollDetails.PAYEMethod")
			c.when(code.Regime != record.NoRegime && d.TaxRegime != nil && *d.TaxRegime != code.Regime && c.sound("UKPayrollDetails.TaxRegime"),
				idRegime, "UKPayrollDetails.TaxRegime")
		}
	}
	c.when(yes(d.IsExcludedFromRegPension) && yes(d.OptIn), idPension, "UKPayrollDetails.OptIn")
	c.when(yes(d.StartingDecByEmployee) && d.StartingDecCategory == nil, idDeclaration, "UKPayrollDetails.StartingDecCategory")
	c.when(yes(d.HasStudentLoan) && d.StudentLoanPlanType == nil, idLoanPlan, "UKPayrollDetails.StudentLoanPlanType")
	c.when(yes(d.HasPostgradLoan) && d.PostgradLoanPlanType == nil, idLoanPlan, "UKPayrollDetails.PostgradLoanPlanType")
}

// sound says that nothing was found wrong with a field by itself.
func (c *checking) sound(path string) bool {
	f := at(path)
	return !slices.ContainsFunc(c.found, func(m message) bool { return m.field == f && m.severity() == failed })
}

func yes(b *bool) bool { return b != nil && *b }
