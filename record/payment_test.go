package record_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

const (
	toIBAN = `{"payrollComponent":{"key":260},"iban":"NL52ABNA0424968264","visibleOnPayslip":true}`

	abroad = `{"payrollComponent":{"key":260},"bankAccountNumber":"0403830171874018",
		"bank":{"name":"Banca","address":"Via Roma 3","city":"Rome","country":{"key":530},"bankIdentifierCode":"AUDFDE21"},
		"beneficiary":{"name":"Ben Hur","address":"Via Roma 3","city":"Rome","country":{"key":530}}}`
)

// Loket, PostPaymentInformationSepaByEmploymentId and
// GetPaymentInformationNonSepaByEmploymentId: for each payroll component there
// is one payment record per employment.
func TestComponentIsPaidOnce(t *testing.T) {
	w := newWorld(t)
	employment := w.hireUnpaid("2024-01-01", 1)
	net := w.create(SEPAPayments.Type, employment, toIBAN)
	wantNone(t, w.put(SEPAPayments.Type, net, toIBAN))
	_, err := w.try(SEPAPayments.Type, employment, toIBAN)
	wantProblem(t, err, kind.CodeNotUnique, "payrollComponent.key")
	_, err = w.try(ForeignPayments.Type, employment, abroad)
	wantProblem(t, err, kind.CodeNotUnique, "payrollComponent.key")

	union := w.create(SEPAPayments.Type, employment, edit(t, toIBAN, "260", "127"))
	wantProblem(t, w.put(SEPAPayments.Type, union, toIBAN), kind.CodeNotUnique, "payrollComponent.key")
	second := w.hireUnpaid("2024-02-01", 2)
	w.create(ForeignPayments.Type, second, abroad)

	wantNone(t, SEPAPayments.Delete(w, net))
	w.create(ForeignPayments.Type, employment, abroad)
}

// What a client is offered is what is accepted.
func TestUnpaidComponents(t *testing.T) {
	w := newWorld(t)
	employment := w.hireUnpaid("2024-01-01", 1)
	for left := 5; left > 0; left-- {
		row, err := w.Row(Employments.Type, employment)
		wantNone(t, err)
		offered, err := UnpaidComponents(w, row)
		wantNone(t, err)
		if len(offered) != left {
			t.Fatalf("%d components are offered, want %d", len(offered), left)
		}
		payment := w.create(SEPAPayments.Type, employment, edit(t, toIBAN, "260", offered[0].Key))
		if row, err = w.Row(SEPAPayments.Type, payment); err != nil {
			t.Fatal(err)
		}
		own, err := UnpaidComponents(w, row)
		wantNone(t, err)
		if len(own) != left || own[0].Key != offered[0].Key {
			t.Errorf("a payment is offered %v, without its own", own)
		}
	}
}

func TestPaymentAccounts(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2024-01-01")
	const apart = `{"startDate":"2024-02-01","amount":32,"iban":"NL52ABNA0424968264","nameBeneficiary":"Ben Hur","description1":"Sparen"}`
	for _, tt := range []struct {
		kind         *kind.Type
		body         string
		code         int
		field, about string
	}{
		{SEPAPayments.Type, edit(t, toIBAN, "NL52ABNA0424968264", "NL52 ABNA 0424 9682 64"), kind.CodeCheck, "iban", "Loket: IBANs without spaces"},
		{SEPAPayments.Type, edit(t, toIBAN, "NL52ABNA0424968264", "TR330006100519786457841326"), kind.CodeCheck, "iban", "Loket: of a SEPA country"},
		{SEPAPayments.Type, edit(t, toIBAN, "260", "9999"), kind.CodeOption, "payrollComponent.key", "no such component"},
		{ForeignPayments.Type, edit(t, abroad, "AUDFDE21", "AUDF"), kind.CodeCheck, "bank.bankIdentifierCode", "ISO 9362"},
		{SeparatePayments.Type, edit(t, apart, "2024-02-01", "2023-12-31"), kind.CodePeriod, "startDate", "before the employment"},
		{SeparatePayments.Type, edit(t, apart, "32", "32.001"), kind.CodeScale, "amount", "Loket: two decimals"},
		{SeparatePayments.Type, edit(t, apart, "32", "0"), kind.CodeRange, "amount", "Loket: at least 0.01"},
	} {
		if _, err := w.try(tt.kind, employment, tt.body); err == nil {
			t.Errorf("%s: accepted", tt.about)
		} else {
			wantProblem(t, err, tt.code, tt.field)
		}
	}
	w.create(SeparatePayments.Type, employment, apart) // to one account
	w.create(SeparatePayments.Type, employment, apart) // and another, at the same time
}

// hireUnpaid begins an employment without an account to pay to.
func (w *world) hireUnpaid(start string, relationship int) kind.ID {
	w.t.Helper()
	id, err := w.tryHire(start, func(in *NewEmployment) {
		in.EmployeeData.IBAN, in.EmploymentData.IncomeRelationshipNumber = nil, relationship
	})
	wantNone(w.t, err)
	return id
}
