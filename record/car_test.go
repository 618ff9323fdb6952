package record_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// Loket, PostFiscalCompanyCarByEmploymentId: a broken chain, and a value that
// may only be null with a reason for no additional tax liability.
func TestFiscalCompanyCar(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2024-01-01")
	const car = `{"startDate":"2024-03-01","endDate":"2024-04-30","additionalTaxLiabilityGroup":{"key":1},"valueForTaxPurposes":20000}`
	w.create(FiscalCompanyCars.Type, employment, car)
	for _, tt := range []struct {
		body  string
		code  int
		field string
	}{
		{edit(t, car, "2024-03-01", "2024-04-30"), kind.CodeChain, "startDate"},
		{edit(t, edit(t, car, "2024-03-01", "2023-12-31"), "2024-04-30", "2024-01-15"), kind.CodePeriod, "startDate"},
		{edit(t, edit(t, car, "2024-03-01", "2024-05-01"), `,"valueForTaxPurposes":20000`, ""), kind.CodeRequired, "valueForTaxPurposes"},
	} {
		_, err := w.try(FiscalCompanyCars.Type, employment, tt.body)
		wantProblem(t, err, tt.code, tt.field)
	}
	w.create(FiscalCompanyCars.Type, employment, `{"startDate":"2024-05-10","additionalTaxLiabilityGroup":{"key":2},"reasonForNoAdditionalTaxLiability":{"key":2}}`)
}

// Loket, PostCompanyCarByEmploymentId: the license plate with or without
// hyphens; two cars at a time.
func TestCompanyCar(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2024-01-01")
	const car = `{"startDate":"2024-03-01","licensePlateNumber":"GP586D","leaseOrBuy":{"key":2},"lease":{"startDate":"2024-03-01","endDate":"2028-02-29"}}`
	w.create(CompanyCars.Type, employment, car)
	w.create(CompanyCars.Type, employment, edit(t, car, "GP586D", "GP-586-D"))
	_, err := w.try(CompanyCars.Type, employment, edit(t, car, "GP586D", "GP 586D"))
	wantProblem(t, err, kind.CodeCheck, "licensePlateNumber")
	_, err = w.try(CompanyCars.Type, employment, edit(t, car, "2028-02-29", "2024-02-29"))
	wantProblem(t, err, kind.CodePeriod, "lease.endDate")
}

// Loket, GetBenefitInKindByBenefitInKindId: several benefits at a time, none of
// them twice.
func TestBenefitInKind(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2024-01-01")
	_, err := w.try(BenefitInKindTypes.Type, w.employer, `{"description":" \t"}`)
	wantProblem(t, err, kind.CodeCheck, "description")
	phone := w.create(BenefitInKindTypes.Type, w.employer, `{"description":"Mobiele telefoon"}`).String()
	laptop := w.create(BenefitInKindTypes.Type, w.employer, `{"description":"Laptop"}`).String()
	body := `{"benefitInKindType":{"id":"` + phone + `"},"startDate":"2024-02-01","value":1100}`
	first := w.create(BenefitsInKind.Type, employment, body)
	w.create(BenefitsInKind.Type, employment, edit(t, body, phone, laptop))
	_, err = w.try(BenefitsInKind.Type, employment, edit(t, body, "1100", "100000"))
	wantProblem(t, err, kind.CodeRange, "value")
	_, err = w.try(BenefitsInKind.Type, employment, edit(t, body, "2024-02-01", "2024-03-01"))
	wantProblem(t, err, kind.CodeChain, "startDate")
	wantNone(t, w.put(BenefitsInKind.Type, first, edit(t, body, `"value"`, `"endDate":"2024-02-29","value"`)))
	w.create(BenefitsInKind.Type, employment, edit(t, body, "2024-02-01", "2024-03-01"))
}
