package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// AttachmentOfEarnings is a claim on somebody's wage that a creditor has by
// law (loonbeslag). Payroll pays preferent creditors first, and those of one
// type by priority, of what is left above the protected earnings.
type AttachmentOfEarnings struct {
	// ID is the attachment's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// Creditor is who claims, and before whom.
	Creditor Creditor `json:"creditor"`
	// TotalAmount is what is owed, and what of it was paid.
	TotalAmount AttachedAmount `json:"totalAmount"`
	// FixedPaymentPerPayrollPeriod is paid every period; null is all that the
	// protected earnings (beslagvrije voet) leave.
	FixedPaymentPerPayrollPeriod *money.Amount `json:"fixedPaymentPerPayrollPeriod" is:"min=0.01,max=99999999.99,scale=2"`
	// IBAN is the account that is paid to, in a country of SEPA.
	IBAN string `json:"iban" is:"len=1..35,check=sepa iban"`
	// Beneficiary is whose account it is.
	Beneficiary AttachmentBeneficiary `json:"beneficiary"`
	// Description1 is the first line on the statement.
	Description1 string `json:"description1" is:"len=1..32"`
	// Description2 is the second line.
	Description2 *string `json:"description2" is:"len=1..32"`
	// DescriptionPayslip names the attachment on the payslip.
	DescriptionPayslip string `json:"descriptionPayslip" is:"len=1..14"`
}

// Creditor is the standing of a creditor among others.
type Creditor struct {
	// Type is preferent or not.
	Type Code `json:"type" is:"code=creditor type"`
	// Priority within the type; 0 comes first.
	Priority int `json:"priority" is:"min=0"`
}

// AttachedAmount is the claim in euros.
type AttachedAmount struct {
	// Owed is the whole claim.
	Owed money.Amount `json:"owed" is:"min=0.01,max=99999999.99,scale=2"`
	// Paid is what payroll runs took of it.
	Paid AttachedPaid `json:"paid" is:"readonly"`
}

// AttachedPaid is what payroll runs took of a claim: nothing as long as the
// record has none.
type AttachedPaid struct {
	// InApprovedPayrollRuns is final.
	InApprovedPayrollRuns money.Amount `json:"inApprovedPayrollRuns" is:"min=0,max=99999999.99,scale=2,readonly"`
	// InOpenPayrollRun can still change.
	InOpenPayrollRun money.Amount `json:"inOpenPayrollRun" is:"min=0,max=99999999.99,scale=2,readonly"`
}

// AttachmentBeneficiary is whose account an attachment is paid to, mostly a
// bailiff's.
type AttachmentBeneficiary struct {
	// Name of the person or firm.
	Name string `json:"name" is:"len=1..70"`
	// City is the town.
	City *string `json:"city" is:"len=1..24"`
}

// AttachmentsOfEarnings of an employment run side by side.
var AttachmentsOfEarnings = of[AttachmentOfEarnings]("attachment of earnings", "attachmentsofearnings", kind.Under(Employments.Type))

// Defaults begins today.
func (a *AttachmentOfEarnings) Defaults(r *kind.Rules) { a.StartDate = todayWithin(r) }

// Check wants the first day within the employment.
func (a *AttachmentOfEarnings) Check(r *kind.Rules) { within(r, a.StartDate) }
