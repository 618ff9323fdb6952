package record

import (
	"errors"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// Intake is what came in with a new employment and has no kind of its own yet:
// notices asked for.
type Intake struct {
	// SendMDVNotification asks for a notice to the industry's registry at the
	// start.
	SendMDVNotification *bool `json:"sendMdvNotification"`
	// CreateMDVEntry asks for one at the end.
	CreateMDVEntry bool `json:"createMdvEntry"`
}

// FiscalData is how the wage tax of an employment is computed.
type FiscalData struct {
	// AnnualSalary is the jaarloon that decides on the rate of special
	// rewards, in euros.
	AnnualSalary money.Amount `json:"annualSalary" is:"min=0,max=999999999"`
	WageTax
}

// terms are those of an employment from its first day. The annual salary is
// in whole euros there; what is cut off is too little for another rate.
func (f FiscalData) terms(start cal.Date) *FiscalTerms {
	return &FiscalTerms{
		StartDate: start, AnnualSalary: f.AnnualSalary.Round(0, money.Down), WageTax: f.WageTax,
		ApplySalarysplit: Code{Key: noSalarySplit},
	}
}

// NewPayrollVariables is what else payroll needs of a new employment.
type NewPayrollVariables struct {
	// DeviatingPremiumGroup is a sector other than the administration's.
	DeviatingPremiumGroup *Code `json:"deviatingPremiumGroup" is:"code=premium group"`
}

// create has what was given hold for an employment from its first day.
func (v NewPayrollVariables) create(w kind.Writer, employment kind.ID, start cal.Date) error {
	if v.DeviatingPremiumGroup == nil {
		return nil
	}
	return second(OtherPayrollVariables.Create(w, employment, &PayrollVariables{
		StartDate: start, ProductivityPercentage: money.New(100, 0),
		PayrollProperties: PayVariables{DeviatingPremiumGroup: v.DeviatingPremiumGroup},
	}))
}

// SocialSecurity is which insurances apply to an employment.
type SocialSecurity struct {
	// HealthCareInsuranceActType is the code of the Zorgverzekeringswet.
	HealthCareInsuranceActType Code `json:"healthCareInsuranceActType" is:"code=health insurance"`
	InsuredFor
}

// create has the insurances hold for an employment from its first day.
func (s SocialSecurity) create(w kind.Writer, employment kind.ID, start cal.Date) error {
	if _, err := SocialSecurityConfigurations.Create(w, employment, &SocialInsurance{StartDate: start, InsuredFor: s.InsuredFor}); err != nil {
		return err
	}
	return second(HealthcareInsuranceActs.Create(w, employment, &HealthInsurance{
		StartDate: start, HealthcareInsuranceActType: s.HealthCareInsuranceActType,
	}))
}

// Intakes are facets of employments. No dialect shows them yet.
var Intakes = of[Intake]("employment intake", "", kind.Under(Employments.Type), kind.AsFacet())

// noteMDV notes that a notice was asked for at the end of an employment. One
// that came in without an intake has nothing to note it with.
func noteMDV(w kind.Writer, employment kind.ID) error {
	in, err := Intakes.Get(w, employment)
	if errors.Is(err, kind.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	in.CreateMDVEntry = true
	return Intakes.Replace(w, employment, in)
}
