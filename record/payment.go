package record

import (
	"strconv"
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record/code"
)

// SEPAPayment is the account that an employment's pay goes to, or what is
// withheld for somebody else: one account for each payroll component that is
// paid out (excasso). In Belgium and Britain an account is the person's own,
// whatever is paid: those are [BankAccounts].
type SEPAPayment struct {
	// ID is the record's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// PayrollComponent is what is paid: net pay, or a part of it.
	PayrollComponent Code `json:"payrollComponent" is:"code=payment component,options=payment component"`
	// IBAN is the account, in a country of SEPA.
	IBAN string `json:"iban" is:"len=1..35,check=sepa iban"`
	// BIC is the bank's code; banks find a Dutch account without it.
	BIC *string `json:"bic" is:"len=1..11,check=bic"`
	// NameBeneficiary is whose account it is.
	NameBeneficiary *string `json:"nameBeneficiary" is:"len=1..70"`
	// CityBeneficiary is where the holder lives.
	CityBeneficiary *string `json:"cityBeneficiary" is:"len=1..24"`
	// Description1 is the first line on the statement.
	Description1 *string `json:"description1" is:"len=1..32"`
	// Description2 is the second line.
	Description2 *string `json:"description2" is:"len=1..32"`
	// VisibleOnPayslip shows the payment on the payslip.
	VisibleOnPayslip bool `json:"visibleOnPayslip"`
}

// ForeignPayment is an account outside SEPA that a payroll component of an
// employment is paid to (excasso buitenland).
type ForeignPayment struct {
	// ID is the record's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// PayrollComponent is what is paid.
	PayrollComponent Component `json:"payrollComponent" is:"code=payment component,options=payment component"`
	// BankAccountNumber as the country writes it.
	BankAccountNumber string `json:"bankAccountNumber" is:"len=1..34"`
	// Bank keeps the account.
	Bank ForeignBank `json:"bank"`
	// Beneficiary is whose account it is.
	Beneficiary Beneficiary `json:"beneficiary"`
}

// Component is a payroll component (looncode) by its number.
type Component struct {
	// Key is the number that payroll knows the component by.
	Key int `json:"key"`
	// Value is its short name on payslips.
	Value string `json:"value" is:"len=..14"`
}

// ForeignBank is a bank outside SEPA.
type ForeignBank struct {
	// BankIdentifierCode is the BIC (ISO 9362).
	BankIdentifierCode string `json:"bankIdentifierCode" is:"len=1..11,check=bic"`
	Beneficiary
}

// Beneficiary is somebody in another country, as a payment order names him.
type Beneficiary struct {
	// Name of the person or firm.
	Name string `json:"name" is:"len=1..35"`
	// Address is street and number.
	Address string `json:"address" is:"len=1..35"`
	// City is the town.
	City string `json:"city" is:"len=1..35"`
	// Country it is in.
	Country Country `json:"country" is:"code=country"`
}

// SeparatePayment is a set amount of net pay that goes to another account,
// such as a savings account (excasso afgesplitst van netto).
type SeparatePayment struct {
	// ID is the record's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day: a payroll run on or after it splits.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// Amount is taken from net pay in every run.
	Amount money.Amount `json:"amount" is:"min=0.01,max=99999999.99,scale=2"`
	// IBAN is the account, in a country of SEPA.
	IBAN string `json:"iban" is:"len=1..35,check=sepa iban"`
	// NameBeneficiary is whose account it is.
	NameBeneficiary string `json:"nameBeneficiary" is:"len=1..70"`
	// CityBeneficiary is where the holder lives.
	CityBeneficiary *string `json:"cityBeneficiary" is:"len=1..24"`
	// Description1 is the first line on the statement.
	Description1 string `json:"description1" is:"len=1..32"`
	// Description2 is the second line.
	Description2 *string `json:"description2" is:"len=1..32"`
}

// Payments of an employment: a component is paid to one account, within SEPA
// or outside; separate payments may run side by side.
var (
	SEPAPayments     = of[SEPAPayment]("payment information sepa", "paymentinformationsepa", kind.Under(Employments.Type))
	ForeignPayments  = of[ForeignPayment]("payment information non-sepa", "paymentinformationnonsepa", kind.Under(Employments.Type))
	SeparatePayments = of[SeparatePayment]("separate payment", "paymentinformationsepaseparatepayments", kind.Under(Employments.Type))
)

// paymentComponents is the code list of what can be paid out, netPay the key
// of net pay in it.
const (
	paymentComponents = "payment component"
	netPay            = 260
)

// Defaults pays the employee himself, visibly.
func (p *SEPAPayment) Defaults(r *kind.Rules) {
	p.VisibleOnPayslip = true
	p.PayrollComponent.Key = unpaidNet(r)
	name, home := accountHolder(r)
	p.NameBeneficiary, p.CityBeneficiary = name, cityOf(home)
}

// Check wants the component paid once, and tells of a BIC that says nothing.
func (p *SEPAPayment) Check(r *kind.Rules) {
	paidOnce(r, p.PayrollComponent.Key)
	if p.BIC != nil && strings.HasPrefix(p.IBAN, "NL") {
		r.Note("bic", kind.CodeCombination, "has no effect with a Dutch IBAN")
	}
}

// Defaults pays the employee himself at home.
func (p *ForeignPayment) Defaults(r *kind.Rules) {
	p.PayrollComponent.Key = unpaidNet(r)
	name, home := accountHolder(r)
	if name != nil && len(*name) <= 35 {
		p.Beneficiary.Name = *name
	}
	if home != nil {
		p.Beneficiary.Address = home.Street + " " + strconv.Itoa(home.HouseNumber)
		p.Beneficiary.City, p.Beneficiary.Country = home.City, home.Country
	}
}

// Check wants the component paid once.
func (p *ForeignPayment) Check(r *kind.Rules) { paidOnce(r, p.PayrollComponent.Key) }

// Defaults splits from today on, for the employee himself.
func (p *SeparatePayment) Defaults(r *kind.Rules) {
	p.StartDate = todayWithin(r)
	name, home := accountHolder(r)
	if name != nil {
		p.NameBeneficiary = *name
	}
	p.CityBeneficiary = cityOf(home)
}

// Check wants the first day within the employment.
func (p *SeparatePayment) Check(r *kind.Rules) { within(r, p.StartDate) }

// accountHolder is the employee whose employment a value stands under, as the holder
// of an account: the name as lists show it, and where he lives.
func accountHolder(r *kind.Rules) (name *string, home *Address) {
	e, err := Employees.Get(r, r.Parent.Parent)
	if err != nil {
		r.Fail(err)
		return nil, nil
	}
	full := e.PersonalDetails.FormattedName
	if full != "" && len(full) <= 70 {
		name = &full
	}
	return name, e.Address
}

func cityOf(home *Address) *string {
	if home == nil {
		return nil
	}
	return &home.City
}

// unpaidNet is the key of net pay, 0 when it goes to an account already.
func unpaidNet(r *kind.Rules) int {
	paid, err := paidComponents(r, r.Parent.ID, r.ID)
	if err != nil {
		r.Fail(err)
	}
	if paid[netPay] {
		return 0
	}
	return netPay
}

// paidOnce notes a problem when a component of the employment goes to another
// account already.
func paidOnce(r *kind.Rules, component int) {
	paid, err := paidComponents(r, r.Parent.ID, r.ID)
	if err != nil {
		r.Fail(err)
		return
	}
	if paid[component] {
		r.Problem("payrollComponent.key", kind.CodeNotUnique, "is paid to another account of this employment already")
	}
}

// paidComponents are the components of an employment that go to an account,
// other than by one record.
func paidComponents(r kind.Reader, employment, except kind.ID) (map[int]bool, error) {
	paid := map[int]bool{}
	within, err := SEPAPayments.Children(r, employment)
	if err != nil {
		return nil, err
	}
	for _, p := range within {
		if p.ID != except {
			paid[p.PayrollComponent.Key] = true
		}
	}
	outside, err := ForeignPayments.Children(r, employment)
	for _, p := range outside {
		if p.ID != except {
			paid[p.PayrollComponent.Key] = true
		}
	}
	return paid, err
}

// UnpaidComponents are the payroll components that can get an account: of an
// employment, those that have none yet; of a payment, its own besides.
func UnpaidComponents(r kind.Reader, of *kind.Row) ([]kind.Entry, error) {
	employment, except := of.ID, kind.ID{}
	if of.Type != Employments.Type {
		employment, except = of.Parent, of.ID
	}
	paid, err := paidComponents(r, employment, except)
	if err != nil {
		return nil, err
	}
	all, _ := code.Lists.Entries(paymentComponents)
	var unpaid []kind.Entry
	for _, e := range all {
		if key, err := strconv.Atoi(e.Key); err == nil && !paid[key] {
			unpaid = append(unpaid, e)
		}
	}
	return unpaid, nil
}
