package demo

import (
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
)

// funds fills in funds, cars and payments.
func (w *world) funds() {
	w.payments()
	w.things()
	w.cars()
	w.contributions()
	w.attachments()
	w.allocations()
}

// contributions are paid to the pension fund of the branch, by a few to ABP,
// of bases that a few have.
func (w *world) contributions() {
	from := cal.MustParse("2024-01-01")
	for _, n := range []int{13, 14, 15, 16, 17, 18, otherEmployee} {
		fund, employee := 4, money.New(1225, 2) // of bakers
		switch n % 3 {
		case 2: // transport
			fund = 3
		case 0: // care
			fund = 2
		}
		held := &record.EmploymentFund{Fund: record.Fund{Key: fund}, FundTerm: record.FundTerm{StartDate: from}}
		if n == 16 {
			held.Deviations = &record.FundDeviations{EmploymentContributionPercentage: employee, TotalContributionPercentage: money.New(2580, 2)}
		}
		w.do(record.EmploymentFunds.CreateAs(w.tx, id("employment fund", n), id("employment", n), held))
		w.do(record.BasesForCalculation.CreateAs(w.tx, id("base for calculation", n), id("employment", n), &record.BaseForCalculation{
			Base: record.Code{Key: 545}, StartDate: from, AgeBasedMinimum: record.Code{Key: 1}, AgeBasedMaximum: record.Code{Key: 1},
		}))
		w.do(record.FundBases.CreateAs(w.tx, id("fund base", n), id("employment", n), &record.FundBase{
			PayrollComponent: record.FundBaseComponent{Key: 545}, StartDate: from, Base: money.New(int64(3100000+n*12500), 2),
		}))
	}
	for _, n := range []int{28, 29, 30, otherEmployee} {
		w.do(record.ABPFunds.CreateAs(w.tx, id("abp fund", n), id("employment", n), &record.ABPFund{
			Fund: record.Fund{Key: 1}, FundTerm: record.FundTerm{StartDate: from},
		}))
	}
}

// attachments claim part of what a few earn.
func (w *world) attachments() {
	for _, n := range []int{16, 17, 18, otherEmployee} {
		w.do(record.AttachmentsOfEarnings.CreateAs(w.tx, id("attachment of earnings", n), id("employment", n), &record.AttachmentOfEarnings{
			StartDate: cal.MustParse("2024-04-01"), Creditor: record.Creditor{Type: record.Code{Key: 1 + n%2}},
			TotalAmount: record.AttachedAmount{Owed: money.New(int64(120000+n%7*25000), 2)}, IBAN: iban(200 + n),
			Beneficiary:  record.AttachmentBeneficiary{Name: "Gerechtsdeurwaarders Voorbeeld", City: new("Utrecht")},
			Description1: fmt.Sprintf("Dossier 2024/%04d", n%1000), DescriptionPayslip: "Loonbeslag",
		}))
	}
}

// things are what employers give their people: types of things for every
// employer, and a few people who have some.
func (w *world) things() {
	for n := range employers {
		for i, of := range []string{"Laptop", "Mobiele telefoon", "Werkkleding"} {
			w.do(record.BenefitInKindTypes.CreateAs(w.tx, thing(n+1, i+1), id("employer", n+1), &record.BenefitInKindType{Description: of}))
		}
	}
	for _, n := range []int{19, 20, 21, 22, otherEmployee} {
		employer := (n-1)%3 + 1
		if n == otherEmployee {
			employer = len(employers)
		}
		w.do(record.BenefitsInKind.CreateAs(w.tx, id("benefit in kind", n), id("employment", n), &record.BenefitInKind{
			BenefitInKindType: record.BenefitInKindTypeRef{ID: thing(employer, 2)}, StartDate: cal.MustParse("2023-09-01"),
			Brand: new("Apple"), Type: new("iPhone 13"), Value: money.New(64900, 2),
		}))
	}
}

// thing is the id of an employer's type of things, counted from 1.
func thing(employer, n int) kind.ID {
	return ID(fmt.Sprintf("benefit in kind type %d.%d", employer, n))
}

// cars are driven by a few people: one is bought and the others are leased, one
// is not taxed.
func (w *world) cars() {
	for i, n := range []int{25, 26, 27, otherEmployee} {
		from, plate, value := cal.MustParse("2023-03-01"), fmt.Sprintf("K-%03d-XB", 101+i), money.New(int64(2895000+i*410000), 2)
		car := &record.CompanyCar{
			StartDate: from, LicensePlateNumber: plate, Brand: new("Volvo"), Model: new("V60"), CatalogValue: &value, LeaseOrBuy: record.LongCode{Key: 2},
			Lease: &record.Lease{ContractNumber: new(fmt.Sprintf("2023.323.90%d", i)), StartDate: &from},
		}
		taxed := &record.FiscalCompanyCar{
			StartDate: from, LicensePlateNumber: &plate, DateOfFirstAdmission: &from, ValueForTaxPurposes: &value,
			AdditionalTaxLiabilityGroup: record.LiabilityGroup{Key: 2},
		}
		if i == 1 {
			car.LeaseOrBuy.Key, car.Lease = 1, nil
			taxed.ReasonForNoAdditionalTaxLiability = &record.Code{Key: 2}
		}
		w.do(record.CompanyCars.CreateAs(w.tx, id("company car", n), id("employment", n), car))
		w.do(record.FiscalCompanyCars.CreateAs(w.tx, id("fiscal company car", n), id("employment", n), taxed))
	}
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
	for _, n := range []int{10, 11, 12, otherEmployee} {
		component := netPay
		if n == otherEmployee {
			component = unionDues
		}
		at := record.Beneficiary{Name: "Banque Exemple", Address: "1 Avenue Hassan II", City: "Casablanca", Country: record.Country{Key: morocco}}
		own := at
		own.Name, own.Address = surnames[n*7%len(surnames)].name, fmt.Sprintf("%d Rue de Fes", n)
		w.do(record.ForeignPayments.CreateAs(w.tx, id("foreign payment", n), id("employment", n), &record.ForeignPayment{
			PayrollComponent: record.Component{Key: component}, BankAccountNumber: fmt.Sprintf("0117800000%014d", n),
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

// Keys of code lists: payroll components that are paid to an account, and a
// country outside SEPA.
const (
	netPay    = 260
	unionDues = 127
	morocco   = 1504
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

// allocations book what a few cost on cost centers: by hours, or half and half.
func (w *world) allocations() {
	sales := record.JournalPlace{CostCenter: record.CostBearer{Key: 2}, CostUnit: &record.CostBearer{Key: 2}}
	office := record.JournalPlace{CostCenter: record.CostBearer{Key: 1}}
	for _, n := range []int{13, 14, 15, 16, otherEmployee} {
		a := &record.JournalAllocation{
			StartPeriod: record.PayrollPeriod{Year: 2024, PeriodNumber: 1}, EndPeriod: &record.PayrollPeriod{Year: 2024, PeriodNumber: 12},
			AllocationBasedOnActualHours: &sales,
		}
		if n%2 == 0 {
			a.AllocationBasedOnActualHours = nil
			a.AllocationBasedOnFixedWeights = &[]record.JournalWeight{{JournalPlace: sales, Weight: 1}, {JournalPlace: office, Weight: 1}}
		}
		w.do(record.JournalAllocations.CreateAs(w.tx, id("journal allocation", n), id("employment", n), a))
	}
}
