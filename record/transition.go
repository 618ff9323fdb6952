package record

import (
	"slices"

	"github.com/payglot/payglot/kind"
)

// Keys of code lists for what is paid after an employment: wage from work of
// the past, which the green table is for (Handboek Loonheffingen, loon uit
// vroegere dienstbetrekking).
const (
	wageOfThePast = 62 // special income
	greenTable    = 3  // table colour
)

// CreateTransition begins an employment to pay out the transition compensation
// of one that has ended (transitievergoeding). It begins the day after, in the
// same place, paid to the same accounts; it has no wage and no hours, is taxed
// as wage from the past, and has no employee insurance.
func CreateTransition(w kind.Writer, employment kind.ID) (kind.ID, error) {
	old, err := Employments.Get(w, employment)
	if err != nil {
		return kind.ID{}, err
	}
	if old.EndDate == nil {
		return kind.ID{}, refuse(kind.CodeState, "", "the employment has not been terminated")
	}
	fresh := *old
	fresh.ID, fresh.PayrollID, fresh.LinkedEmployment = kind.ID{}, 0, &old.ID
	fresh.StartDate, fresh.EndDate = old.EndDate.AddDays(1), nil
	fresh.EndOfEmploymentReason, fresh.EndOfEmploymentReasonTaxAuthorities, fresh.EndOfEmploymentDueToIllness = nil, nil, nil
	fresh.EmploymentNotice = EmploymentNotice{}
	fresh.SpecialIncomeRatio = &LongCode{Key: wageOfThePast}
	if fresh.IncomeRelationshipNumber, err = nextRelationship(w, old.Employee.ID); err != nil {
		return kind.ID{}, err
	}
	id, err := Employments.Create(w, old.Employee.ID, &fresh)
	if err != nil {
		return id, err
	}
	return id, followOn(w, employment, id, &fresh)
}

// nextRelationship is one more than the highest income relationship number of
// an employee.
func nextRelationship(r kind.Reader, employee kind.ID) (int, error) {
	all, err := Employments.Children(r, employee)
	highest := 0
	for _, e := range all {
		highest = max(highest, e.IncomeRelationshipNumber)
	}
	return highest + 1, err
}

// followOn gives an employment what held last in the one before it.
func followOn(w kind.Writer, old, fresh kind.ID, e *Employment) error {
	err := last(w, OrganizationalEntities, old, func(o *OrganizationalEntity) error {
		return second(OrganizationalEntities.Create(w, fresh, &OrganizationalEntity{StartDate: e.StartDate, OrganizationalPlace: o.OrganizationalPlace}))
	})
	if err != nil {
		return err
	}
	err = last(w, FiscalProperties, old, func(f *FiscalTerms) error {
		terms := *f
		terms.StartDate, terms.DeviatingPayrollTaxTableColour = e.StartDate, Code{Key: greenTable}
		return second(FiscalProperties.Create(w, fresh, &terms))
	})
	if err != nil {
		return err
	}
	if _, err := SocialSecurityConfigurations.Create(w, fresh, &SocialInsurance{StartDate: e.StartDate}); err != nil {
		return err
	}
	err = last(w, HealthcareInsuranceActs, old, func(h *HealthInsurance) error {
		return second(HealthcareInsuranceActs.Create(w, fresh, &HealthInsurance{StartDate: e.StartDate, HealthcareInsuranceActType: h.HealthcareInsuranceActType}))
	})
	if err != nil {
		return err
	}
	payments, err := SEPAPayments.Children(w, old)
	for _, p := range payments {
		if _, err := SEPAPayments.Create(w, fresh, p); err != nil {
			return err
		}
	}
	return err
}

// last gives the last link of a chain to f, if there is one.
func last[T any](r kind.Reader, k kind.Kind[T], parent kind.ID, f func(*T) error) error {
	all, err := k.Children(r, parent)
	for _, v := range slices.Backward(all) {
		return f(v)
	}
	return err
}
