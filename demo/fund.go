package demo

import (
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
)

// funds fills in funds, cars and payments.
func (w *world) funds() {
	w.payments()
}

// payments pay most people on an account in the Netherlands, some abroad, and
// put part of what the first few earn aside.
func (w *world) payments() {
	for _, n := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9, otherEmployee} {
		w.do(record.SEPAPayments.CreateAs(w.tx, id("payment", n), id("employment", n), &record.SEPAPayment{
			PayrollComponent: record.Code{Key: netPay}, IBAN: iban(n), VisibleOnPayslip: true,
			Description1: new("Salaris"),
		}))
	}
	for _, n := range []int{10, 11, 12} {
		at := record.Beneficiary{Name: "Banque Exemple", Address: "1 Avenue Hassan II", City: "Casablanca", Country: record.Country{Key: morocco}}
		own := at
		own.Name, own.Address = surnames[n*7%len(surnames)].name, fmt.Sprintf("%d Rue de Fes", n)
		w.do(record.ForeignPayments.CreateAs(w.tx, id("foreign payment", n), id("employment", n), &record.ForeignPayment{
			PayrollComponent: record.Component{Key: netPay}, BankAccountNumber: fmt.Sprintf("0117800000%014d", n),
			Bank:        record.ForeignBank{BankIdentifierCode: "EXMPMAMC", Beneficiary: at},
			Beneficiary: own,
		}))
	}
	for _, n := range []int{1, 2, 3, otherEmployee} {
		w.do(record.SeparatePayments.CreateAs(w.tx, id("separate payment", n), id("employment", n), &record.SeparatePayment{
			StartDate: cal.MustParse("2024-01-01"), Amount: money.New(int64(5000*(n%3+1)), 2), IBAN: iban(100 + n),
			NameBeneficiary: surnames[n*7%len(surnames)].name, Description1: "Spaarrekening",
		}))
	}
}

// Keys of code lists: the payroll component that is net pay, and a country
// outside SEPA.
const (
	netPay  = 260
	morocco = 1504
)

// iban is the n-th account at a bank that there isn't.
func iban(n int) string {
	const bank = "PAYG"
	account := fmt.Sprintf("%010d", n)
	remainder := 0
	for _, c := range bank + account + "NL00" {
		if c >= 'A' {
			remainder = (remainder*100 + int(c-'A'+10)) % 97
		} else {
			remainder = (remainder*10 + int(c-'0')) % 97
		}
	}
	return fmt.Sprintf("NL%02d%s%s", 98-remainder, bank, account)
}
