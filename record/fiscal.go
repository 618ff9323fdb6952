package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// FiscalTerms is how the wage tax of an employment is computed from a day on
// (fiscale gegevens).
type FiscalTerms struct {
	// ID is the identity of the terms.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which they hold.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day: the day before the next terms start.
	EndDate *cal.Date `json:"endDate" is:"readonly"`
	// AnnualSalary is the jaarloon, by which special rewards are taxed, in
	// whole euros.
	AnnualSalary money.Amount `json:"annualSalary" is:"min=0,max=999999999,scale=0"`
	WageTax
	// ApplySalarysplit is for one who works in several countries and is taxed
	// here for a part.
	ApplySalarysplit Code `json:"applySalarysplit" is:"code=salary split"`
	// PercentageForeignIncome is the part of the income that is taxed
	// elsewhere.
	PercentageForeignIncome *money.Amount `json:"percentageForeignIncome" is:"min=0.01,max=99.99,scale=2"`
	// ThirtyPercentFacility is whether the 30%-regeling is for a wage agreed
	// gross or net.
	ThirtyPercentFacility *Code `json:"thirtyPercentFacility" is:"code=thirty percent facility"`
	// DeviatingPercentageThirtyPercentFacility is a part less than 30%.
	DeviatingPercentageThirtyPercentFacility *money.Amount `json:"deviatingPercentageThirtyPercentFacility" is:"min=0.000001,max=29.999999,scale=6"`
	// DeviatingTaxTableCode is the code loonbelastingtabel of the return where
	// no table is used.
	DeviatingTaxTableCode *Residence `json:"deviatingTaxTableCode" is:"code=deviating tax table"`
	// DoesWageIncludeAow says that the wage has an AOW pension in it.
	DoesWageIncludeAow bool `json:"doesWageIncludeAow"`
	// DoesWageIncludeWajong says that the wage has a Wajong benefit in it.
	DoesWageIncludeWajong bool `json:"doesWageIncludeWajong"`
	// HasEmployeeLoan says that there is a personeelslening.
	HasEmployeeLoan bool `json:"hasEmployeeLoan"`
	// UsesTransportByWithholdingAgent is vervoer vanwege de
	// inhoudingsplichtige.
	UsesTransportByWithholdingAgent bool `json:"usesTransportByWithholdingAgent"`
	// DeviatingSmallJobsArrangement is the kleinebanenregeling, which there was
	// for the young until 2014.
	DeviatingSmallJobsArrangement *bool `json:"deviatingSmallJobsArrangement"`
	// ContributionReductionEducation is the afdrachtvermindering onderwijs,
	// which there was until 2014.
	ContributionReductionEducation *Code `json:"contributionReductionEducation" is:"code=education reduction"`
	// SpecialIndication is what returns asked for until 2005.
	SpecialIndication SpecialIndication `json:"specialIndication" is:"readonly"`
}

// WageTax is what decides on the wage tax of every payment.
type WageTax struct {
	// ApplyPayrollTaxDeduction applies the loonheffingskorting.
	ApplyPayrollTaxDeduction bool `json:"applyPayrollTaxDeduction"`
	// ApplyDayTables uses the tables of a day.
	ApplyDayTables *bool `json:"applyDayTables"`
	// ApplyStudentDeduction is the studenten- en scholierenregeling.
	ApplyStudentDeduction *bool `json:"applyStudentDeduction"`
	// DeviatingPayrollTaxPercentage is another rate than that of the tables.
	DeviatingPayrollTaxPercentage *money.Amount `json:"deviatingPayrollTaxPercentage" is:"min=0,max=99.99,scale=2"`
	// ApplyDeviatingPayrollTaxPercentageOn says on which pay.
	ApplyDeviatingPayrollTaxPercentageOn Code `json:"applyDeviatingPayrollTaxPercentageOn" is:"code=deviating rate"`
	// DeviatingCalculationRulePayrollTax is the herleidingsregel.
	DeviatingCalculationRulePayrollTax Code `json:"deviatingCalculationRulePayrollTax" is:"code=reduction rule"`
	// DeviatingPayrollTaxTableColour is white or green, when not that of the
	// administration.
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

// SpecialIndication is four marks that are kept for what was known of old
// (speciale aanduidingen).
type SpecialIndication struct {
	// One is the first mark.
	One *int `json:"one"`
	// Two is the second mark.
	Two *int `json:"two"`
	// Three is the third mark.
	Three *int `json:"three"`
	// Four is the fourth mark.
	Four *int `json:"four"`
}

// FiscalProperties follow each other without gaps under an employment.
var FiscalProperties = of[FiscalTerms]("fiscal properties", "fiscalproperties", kind.Under(Employments.Type), kind.Chained(kind.LinkedChain))

// Keys of the code lists that decide on wage tax: nothing deviates.
const (
	noDeviatingRate  = 1
	noReduction      = 1
	noTableColour    = 1
	noSalarySplit    = 1
	livesHere        = 1 // residence
	livesInEurope    = 2
	livesInBelgium   = 3
	livesInSuriname  = 4
	livesElsewhere   = 5
	regularHealthAct = 2 // health insurance: the employer pays
	withheldFromPay  = 3
)

// Defaults deviates in nothing. The credit is not applied: an employee has to
// ask for that in writing (Wet LB 1964, art. 23).
func (f *FiscalTerms) Defaults(r *kind.Rules) {
	f.StartDate = nextStart(r, FiscalProperties.Type)
	f.WageTax = WageTax{
		ApplyDayTables: new(bool), ApplyStudentDeduction: new(bool),
		ApplyDeviatingPayrollTaxPercentageOn: Code{Key: noDeviatingRate},
		DeviatingCalculationRulePayrollTax:   Code{Key: noReduction},
		DeviatingPayrollTaxTableColour:       Code{Key: noTableColour},
		ResidentOf:                           Residence{Key: residenceOf(r)},
	}
	f.ApplySalarysplit.Key = noSalarySplit
	f.DeviatingSmallJobsArrangement = new(bool)
}

// Compute ends terms of an employment that has ended with it.
func (f *FiscalTerms) Compute(r *kind.Rules) { endWithEmployment(r, &f.EndDate) }

// Check wants the first day within the employment, and warns of what has no
// effect.
func (f *FiscalTerms) Check(r *kind.Rules) {
	within(r, f.StartDate)
	switch deviates := f.ApplyDeviatingPayrollTaxPercentageOn.Key != noDeviatingRate; {
	case deviates && f.DeviatingPayrollTaxPercentage == nil:
		r.Note("deviatingPayrollTaxPercentage", kind.CodeCombination, "is empty, so nothing deviates")
	case !deviates && f.DeviatingPayrollTaxPercentage != nil:
		r.Note("applyDeviatingPayrollTaxPercentageOn", kind.CodeCombination, "leaves the deviating percentage without effect")
	}
	if f.ThirtyPercentFacility == nil && f.DeviatingPercentageThirtyPercentFacility != nil {
		r.Note("deviatingPercentageThirtyPercentFacility", kind.CodeCombination, "has no effect without thirtyPercentFacility")
	}
}

// residenceOf is where the employee lives for tax, as far as the address
// tells.
func residenceOf(r *kind.Rules) int {
	e, err := Employments.Value(r.Parent)
	if err != nil {
		r.Fail(err)
		return livesHere
	}
	who, err := Employees.Get(r, e.Employee.ID)
	if err != nil {
		r.Fail(err)
		return livesHere
	}
	if who.Address == nil {
		return livesHere
	}
	if group, ok := residences[who.Address.Country.ISOCode]; ok {
		return group
	}
	return livesElsewhere
}

// residences are the countries of which residents have more credits than those
// of others: members of the European Union and the European Economic Area,
// Switzerland and the BES islands in one group.
var residences = func() map[string]int {
	groups := map[string]int{"NL": livesHere, "BE": livesInBelgium, "SR": livesInSuriname, "AW": livesInSuriname}
	for _, iso := range []string{
		"AT", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT",
		"PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO", "CH", "BQ",
	} {
		groups[iso] = livesInEurope
	}
	return groups
}()
