package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Uses of a bank account.
const (
	PrimaryAccount   = "primary"
	SecondaryAccount = "secondary"
)

// BankAccount is where an employee's pay goes from a day on. Which members
// name the account depends on the country.
type BankAccount struct {
	// ID is the account's identity in the record.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which it is paid to.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// Use tells the account that pay goes to from a second one.
	Use string `json:"use" is:"oneof=primary|secondary"`
	// AccountName is whose account it is.
	AccountName *string `json:"accountName" is:"len=..70"`
	// IBAN is the account's international number, without spaces. It is kept
	// as it was accepted: not every country's clients get it right.
	IBAN *string `json:"iban" is:"len=..34"`
	// BIC is the bank's code (ISO 9362).
	BIC *string `json:"bic" is:"len=..11"`
	// SortCode and AccountNumber are the British number.
	SortCode *string `json:"sortCode" is:"len=..6"`
	// AccountNumber at the bank of the sort code.
	AccountNumber *string `json:"accountNumber" is:"len=..10"`
	// Reference is the payee's own, shown on the payment.
	Reference *string `json:"reference" is:"len=..20"`
	// IsBuildingSociety says that a building society keeps the account.
	IsBuildingSociety bool `json:"isBuildingSociety"`
	// BuildingSocietyName is the society's name.
	BuildingSocietyName *string `json:"buildingSocietyName" is:"len=..50"`
	// BuildingSocietyNumber is the member's roll number.
	BuildingSocietyNumber *string `json:"buildingSocietyNumber" is:"len=..20"`
}

// BankAccounts of one use follow each other under an employee; there may be
// days without.
var BankAccounts = of[BankAccount]("bank account", "bankaccounts", kind.Under(Employees.Type), kind.Chained(kind.BrokenChain, "use"))

// AccountOn is the account of a use that holds on a day; nil when none does.
func AccountOn(r kind.Reader, employee kind.ID, use string, day cal.Date) (*BankAccount, error) {
	all, err := BankAccounts.Children(r, employee)
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		if a.Use == use && !a.StartDate.After(day) && (a.EndDate == nil || !a.EndDate.Before(day)) {
			return a, nil
		}
	}
	return nil, nil
}
