package record

import (
	"errors"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// Intake is what came in with a new employment and has no kind of its own yet:
// tax, social insurance, the bank account, and notices asked for. It is kept
// until it has.
type Intake struct {
	// IBAN is the account that wages go to.
	IBAN *string `json:"iban" is:"len=..35,check=iban"`
	// FiscalData is how wage tax is computed.
	FiscalData FiscalData `json:"fiscalData"`
	// OtherPayrollVariablesData is what else payroll needs.
	OtherPayrollVariablesData OtherPayrollVariables `json:"otherPayrollVariablesData"`
	// SocialSecurityData is which insurances apply.
	SocialSecurityData SocialSecurity `json:"socialSecurityData"`
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
	AnnualSalary money.Amount `json:"annualSalary" is:"min=0,max=1000000000"`
	// ApplyPayrollTaxDeduction applies the loonheffingskorting.
	ApplyPayrollTaxDeduction bool `json:"applyPayrollTaxDeduction"`
	// ApplyDayTables uses the tables of a day.
	ApplyDayTables *bool `json:"applyDayTables"`
	// ApplyStudentDeduction is the studenten- en scholierenregeling.
	ApplyStudentDeduction *bool `json:"applyStudentDeduction"`
	// DeviatingPayrollTaxPercentage is another rate than that of the tables.
	DeviatingPayrollTaxPercentage *money.Amount `json:"deviatingPayrollTaxPercentage"`
	// ApplyDeviatingPayrollTaxPercentageOn says on which pay.
	ApplyDeviatingPayrollTaxPercentageOn Code `json:"applyDeviatingPayrollTaxPercentageOn" is:"code=deviating rate"`
	// DeviatingCalculationRulePayrollTax is the herleidingsregel.
	DeviatingCalculationRulePayrollTax Code `json:"deviatingCalculationRulePayrollTax" is:"code=reduction rule"`
	// DeviatingPayrollTaxTableColour is white or green, when not as usual.
	DeviatingPayrollTaxTableColour Code `json:"deviatingPayrollTaxTableColour" is:"code=table colour"`
	// ResidentOf is where the employee lives for tax.
	ResidentOf Residence `json:"residentOf" is:"code=residence"`
}

// Residence is a country, or group of countries, that decides on credits.
type Residence struct {
	// Key is the number of the entry in its list.
	Key int `json:"key"`
	// Value is the label, in Dutch.
	Value string `json:"value" is:"len=..80"`
}

// OtherPayrollVariables is what else payroll needs.
type OtherPayrollVariables struct {
	// DeviatingPremiumGroup is a sector other than the administration's.
	DeviatingPremiumGroup *Code `json:"deviatingPremiumGroup" is:"code=premium group"`
}

// SocialSecurity is which insurances apply to an employment.
type SocialSecurity struct {
	// HealthCareInsuranceActType is the code of the Zorgverzekeringswet.
	HealthCareInsuranceActType Code `json:"healthCareInsuranceActType" is:"code=health insurance"`
	// IsInsuredForOccupationalDisabilityInsuranceAct: WAO or WIA.
	IsInsuredForOccupationalDisabilityInsuranceAct bool `json:"isInsuredForOccupationalDisabilityInsuranceAct"`
	// IsInsuredForSicknessBenefitsAct: Ziektewet.
	IsInsuredForSicknessBenefitsAct bool `json:"isInsuredForSicknessBenefitsAct"`
	// IsInsuredForUnemploymentInsuranceAct: Werkloosheidswet.
	IsInsuredForUnemploymentInsuranceAct bool `json:"isInsuredForUnemploymentInsuranceAct"`
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
