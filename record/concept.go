package record

import (
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// ConceptEmployee is somebody who may become an employee (conceptwerknemer),
// with as much as is known by now: no rules hold until [Promote].
type ConceptEmployee struct {
	// ID is the identity, which the employee will have too.
	ID kind.ID `json:"id" is:"readonly"`
	// UniqueName is what people choose by, once within the employer.
	UniqueName string `json:"uniqueName" is:"len=1..255"`
	// CreationDate is when it was entered.
	CreationDate time.Time `json:"creationDate" is:"readonly"`
	// SelfService tells of access of the person's own.
	SelfService ConceptAccess `json:"selfService" is:"readonly"`
	// EmployeeData is about the person.
	EmployeeData ConceptPerson `json:"employeeData"`
	EmploymentDraft
}

// ConceptAccess is whether somebody who isn't employed can log in.
type ConceptAccess struct {
	// Status is that there is none: a login comes with being employed.
	Status string `json:"status" is:"len=..50,oneof=HasAccessToClient|NoAccessToClient|UserIsBlocked|AccessToClientIsBlocked"`
}

// ConceptPerson is who may become an employee.
type ConceptPerson struct {
	// EmployeeNumber is the personeelsnummer to be; null lets it follow on.
	EmployeeNumber *int `json:"employeeNumber"`
	ConceptEssentials
	// DeviatingPostalAddress is where mail goes, if elsewhere.
	DeviatingPostalAddress *AddressDraft `json:"deviatingPostalAddress"`
	// IdentityDocument is the document that the employer has seen.
	IdentityDocument *IdentityDraft `json:"identityDocument"`
}

// ConceptEssentials is what the short form has of a person.
type ConceptEssentials struct {
	// PersonalDetails says who it is.
	PersonalDetails PersonDraft `json:"personalDetails"`
	// ContactInformation is how the person is reached.
	ContactInformation *ContactDraft `json:"contactInformation"`
	// Address is where the person lives (woonadres).
	Address *AddressDraft `json:"address"`
	// IBAN is the account that wages will go to, without spaces.
	IBAN *string `json:"iban" is:"len=..35,check=iban"`
}

// PersonDraft is as much as is known of who somebody is.
type PersonDraft struct {
	// Initials are the voorletters, with points.
	Initials *string `json:"initials" is:"len=..6"`
	// FirstName is the roepnaam or first given name.
	FirstName *string `json:"firstName" is:"len=..28"`
	// Prefix is the voorvoegsel of the last name.
	Prefix *string `json:"prefix" is:"len=..10"`
	// LastName is the family name at birth, without prefix.
	LastName string `json:"lastName" is:"len=..25"`
	// PrefixPartner is the voorvoegsel of the partner's name.
	PrefixPartner *string `json:"prefixPartner" is:"len=..10"`
	// LastNamePartner is the partner's family name.
	LastNamePartner *string `json:"lastNamePartner" is:"len=..25"`
	// HowToFormatLastName chooses between the names (naamgebruik).
	HowToFormatLastName *Code `json:"howToFormatLastName" is:"code=name format"`
	// FormattedName is the name as lists show it.
	FormattedName *string `json:"formattedName" is:"len=..82,readonly"`
	// Title is academic or of nobility.
	Title *Code `json:"title" is:"code=title"`
	// Gender is the geslacht.
	Gender *Code `json:"gender" is:"code=gender"`
	// DateOfBirth is the geboortedatum.
	DateOfBirth *cal.Date `json:"dateOfBirth"`
	// PlaceOfBirth is the geboorteplaats.
	PlaceOfBirth *string `json:"placeOfBirth" is:"len=..24"`
	// Nationality is the nationaliteit.
	Nationality *Code `json:"nationality" is:"code=nationality"`
	// CivilStatus is the burgerlijke staat.
	CivilStatus *Code `json:"civilStatus" is:"code=civil status"`
}

// ContactDraft is how somebody is reached who isn't at work yet.
type ContactDraft struct {
	// EmailAddress in private.
	EmailAddress *string `json:"emailAddress" is:"len=..255,check=email"`
	// PhoneNumber in private.
	PhoneNumber *string `json:"phoneNumber" is:"len=..15,check=phone"`
	// MobilePhoneNumber in private.
	MobilePhoneNumber *string `json:"mobilePhoneNumber" is:"len=..15,check=phone"`
	// FaxNumber of the person.
	FaxNumber *string `json:"faxNumber" is:"len=..15,check=phone"`
}

// AddressDraft is as much as is known of an address.
type AddressDraft struct {
	// Street is the name of the street.
	Street *string `json:"street" is:"len=..24"`
	// HouseNumber is the huisnummer without its addition.
	HouseNumber *int `json:"houseNumber"`
	// HouseNumberAddition is the huisnummertoevoeging.
	HouseNumberAddition *string `json:"houseNumberAddition" is:"len=..4"`
	// City is the woonplaats.
	City *string `json:"city" is:"len=..24"`
	// Country of the address.
	Country *Country `json:"country" is:"code=country"`
	// Location says more about where in the building it is.
	Location *string `json:"location" is:"len=..35"`
	// PostalCode is the postcode.
	PostalCode *string `json:"postalCode" is:"len=..9"`
	// FurtherIndication is the nadere aanduiding: caravan or houseboat.
	FurtherIndication *LongCode `json:"furtherIndication" is:"code=further indication"`
}

// IdentityDraft is as much as is known of a document.
type IdentityDraft struct {
	// TypeOfDocument is passport, identity card or residence document.
	TypeOfDocument *Code `json:"typeOfDocument" is:"code=identity document"`
	// DocumentIdentification is the number of the document.
	DocumentIdentification *string `json:"documentIdentification" is:"len=..20"`
}

// EmploymentDraft is as much as is known of an employment to be: what
// [NewParts] wants, and none of it required.
type EmploymentDraft struct {
	// EmploymentData is the contract.
	EmploymentData *ContractDraft `json:"employmentData"`
	// OrganizationalEntityData is the first place in the organisation.
	OrganizationalEntityData *PlaceDraft `json:"organizationalEntityData"`
	// WageData is the first wage.
	WageData *WageAmounts `json:"wageData"`
	// WorkingHoursData is the first hours.
	WorkingHoursData *HoursDraft `json:"workingHoursData"`
	// FiscalData is how wage tax is computed.
	FiscalData *FiscalDraft `json:"fiscalData"`
	// SocialSecurityData is which insurances apply.
	SocialSecurityData *InsuranceDraft `json:"socialSecurityData"`
	// OtherPayrollVariablesData is what else payroll needs.
	OtherPayrollVariablesData *NewPayrollVariables `json:"otherPayrollVariablesData"`
}

// ContractDraft is [NewContract] with nothing required.
type ContractDraft struct {
	ContractChoices
	// StartDate is the first day.
	StartDate *cal.Date `json:"startDate"`
	// EmploymentDurationType is for a set time or not.
	EmploymentDurationType *LongCode `json:"employmentDurationType" is:"code=duration type"`
	// EmploymentContractType is the aard arbeidsverhouding.
	EmploymentContractType *LongCode `json:"employmentContractType" is:"code=contract type"`
	// TypeOfEmployee is the soort werknemer.
	TypeOfEmployee *LongCode `json:"typeOfEmployee" is:"code=employee type"`
	// WrittenEmploymentContract says that there is a contract on paper.
	WrittenEmploymentContract *bool `json:"writtenEmploymentContract"`
	// IsOnCallEmployment marks an oproepkracht.
	IsOnCallEmployment *bool `json:"isOnCallEmployment"`
	// HasOnCallAppearanceObligation says that one called must come.
	HasOnCallAppearanceObligation *bool `json:"hasOnCallAppearanceObligation"`
	// IsDirectorAndMajorShareholder marks a directeur-grootaandeelhouder.
	IsDirectorAndMajorShareholder *bool `json:"isDirectorAndMajorShareholder"`
	// IsFamilyOfOwner marks family of the owner.
	IsFamilyOfOwner *bool `json:"isFamilyOfOwner"`
	// IsPreviousOwner marks one who owned the firm.
	IsPreviousOwner *bool `json:"isPreviousOwner"`
	// IsAnonymousEmployee taxes at the anonymous rate.
	IsAnonymousEmployee *bool `json:"isAnonymousEmployee"`
	// IncomeRelationshipNumber is the nummer inkomstenverhouding.
	IncomeRelationshipNumber *int `json:"incomeRelationshipNumber" is:"max=9999"`
	// ExemptionInsuranceObligation is why employee insurance doesn't apply;
	// null is that it does.
	ExemptionInsuranceObligation *LongCode `json:"exemptionInsuranceObligation" is:"code=insurance exemption"`
	// IsGemoedsbezwaardNationalInsurance marks a conscientious objector to
	// national insurance.
	IsGemoedsbezwaardNationalInsurance *bool `json:"isGemoedsbezwaardNationalInsurance"`
	// Participation55plusRegulationUWV applies UWV's rules for those over 55.
	Participation55plusRegulationUWV *bool `json:"participation55plusRegulationUWV"`
	// SignalPayGradeAdjustment tells users when the grade rises.
	SignalPayGradeAdjustment *bool `json:"signalPayGradeAdjustment"`
	// FirstDayNotification says that the tax office was told before the first
	// day.
	FirstDayNotification *bool `json:"firstDayNotification" is:"readonly"`
}

// PlaceDraft is [OrganizationalPlace] with nothing required.
type PlaceDraft struct {
	// Department is the afdeling.
	Department *OrganizationalDepartmentRef `json:"department" is:"ref=department"`
	// Function is the functie.
	Function *FunctionRef `json:"function" is:"ref=function"`
	// DistributionUnit is the verdeeleenheid, mostly a cost centre.
	DistributionUnit *DistributionUnitRef `json:"distributionUnit" is:"ref=distribution unit"`
	PlaceChoices
}

// HoursDraft is [NewHours] with nothing required.
type HoursDraft struct {
	// Shift is the ploeg, which says what full hours are.
	Shift *Shift `json:"shift" is:"code=shift"`
	HoursChoices
	// RegularWorkPattern says that all weeks are alike.
	RegularWorkPattern *bool `json:"regularWorkPattern"`
	// CalculateUsingWorkPattern says what follows from the pattern.
	CalculateUsingWorkPattern PatternUseDraft `json:"calculateUsingWorkPattern"`
}

// PatternUseDraft is [NewPatternUse] with nothing required.
type PatternUseDraft struct {
	// DaysDailyRate: the days of the daily wage.
	DaysDailyRate *bool `json:"daysDailyRate"`
	// DeviatingDaysAndHours: the deviating hours a week and days a period.
	DeviatingDaysAndHours *bool `json:"deviatingDaysAndHours"`
	// HoursBrokenPeriod: payroll's hours of a period that isn't whole.
	HoursBrokenPeriod *bool `json:"hoursBrokenPeriod"`
	// HoursPeriod: payroll's hours of a whole period.
	HoursPeriod *bool `json:"hoursPeriod"`
	// LeaveHours: the hours of leave.
	LeaveHours *bool `json:"leaveHours"`
}

// FiscalDraft is [FiscalData] with hardly anything required.
type FiscalDraft struct {
	// AnnualSalary is the jaarloon for the rate of special rewards, in euros.
	AnnualSalary *money.Amount `json:"annualSalary" is:"min=0,max=1000000000"`
	// ApplyPayrollTaxDeduction applies the loonheffingskorting.
	ApplyPayrollTaxDeduction *bool `json:"applyPayrollTaxDeduction"`
	// ApplyDayTables uses the tables of a day.
	ApplyDayTables *bool `json:"applyDayTables"`
	// ApplyStudentDeduction is the studenten- en scholierenregeling.
	ApplyStudentDeduction *bool `json:"applyStudentDeduction"`
	// DeviatingPayrollTaxPercentage is another rate than that of the tables.
	DeviatingPayrollTaxPercentage *money.Amount `json:"deviatingPayrollTaxPercentage" is:"readonly"`
	// ApplyDeviatingPayrollTaxPercentageOn says on which pay.
	ApplyDeviatingPayrollTaxPercentageOn Code `json:"applyDeviatingPayrollTaxPercentageOn" is:"code=deviating rate"`
	// DeviatingCalculationRulePayrollTax is the herleidingsregel.
	DeviatingCalculationRulePayrollTax *Code `json:"deviatingCalculationRulePayrollTax" is:"code=reduction rule"`
	// DeviatingPayrollTaxTableColour is white or green, when not as usual.
	DeviatingPayrollTaxTableColour *Code `json:"deviatingPayrollTaxTableColour" is:"code=table colour"`
	// ResidentOf is where the employee lives for tax.
	ResidentOf *Residence `json:"residentOf" is:"code=residence"`
}

// InsuranceDraft is [SocialSecurity] with nothing required.
type InsuranceDraft struct {
	// HealthCareInsuranceActType is the code of the Zorgverzekeringswet.
	HealthCareInsuranceActType *Code `json:"healthCareInsuranceActType" is:"code=health insurance"`
	// IsInsuredForOccupationalDisabilityInsuranceAct: WAO or WIA.
	IsInsuredForOccupationalDisabilityInsuranceAct *bool `json:"isInsuredForOccupationalDisabilityInsuranceAct"`
	// IsInsuredForSicknessBenefitsAct: Ziektewet.
	IsInsuredForSicknessBenefitsAct *bool `json:"isInsuredForSicknessBenefitsAct"`
	// IsInsuredForUnemploymentInsuranceAct: Werkloosheidswet.
	IsInsuredForUnemploymentInsuranceAct *bool `json:"isInsuredForUnemploymentInsuranceAct"`
}

// ConceptNumber is the BSN of somebody who isn't employed yet. The same person
// may have been employed before, so nobody else's number is compared.
type ConceptNumber struct {
	// CitizenServiceNumber is the BSN, nine digits; null when it isn't known.
	CitizenServiceNumber *string `json:"citizenServiceNumber" is:"len=9..9,check=bsn"`
}

// Concept employees belong to an employer; their BSN is a facet with a right
// of its own.
var (
	ConceptEmployees = of[ConceptEmployee]("concept employee", "conceptemployees", kind.Under(Employers.Type))
	ConceptNumbers   = of[ConceptNumber]("concept citizen service number", "citizenservicenumber",
		kind.Under(ConceptEmployees.Type), kind.AsFacet())
)

// noAccess is the state of somebody who has no login.
const noAccess = "NoAccessToClient"

// NewConcept is what a concept employee begins with: an employment as most
// are, to be paid through an administration; nil is the employer's only one,
// if it has just one.
func NewConcept(r kind.Reader, employer kind.ID, administration *PayrollAdministrationRef) (*ConceptEmployee, error) {
	c := &ConceptEmployee{EmploymentDraft: UsualDraft(r.Today())}
	c.EmployeeData.PersonalDetails.HowToFormatLastName = &Code{Key: ownName}
	c.EmploymentData.PayrollAdministration = administration
	all, err := r.Children(PayrollAdministrations.Type, employer)
	if administration == nil && len(all) == 1 {
		c.EmploymentData.PayrollAdministration = &PayrollAdministrationRef{ID: all[0].ID}
	}
	return c, err
}

// UsualDraft is an employment as most are, without what differs by employer:
// for good, from a day on, insured, and taxed as residents are.
func UsualDraft(start cal.Date) EmploymentDraft {
	return EmploymentDraft{
		EmploymentData: &ContractDraft{
			ContractChoices:                    ContractChoices{CalculateWorkingHours: new(true)},
			StartDate:                          &start,
			EmploymentDurationType:             &LongCode{Key: 1},
			EmploymentContractType:             &LongCode{Key: 1},
			TypeOfEmployee:                     &LongCode{Key: 1},
			WrittenEmploymentContract:          new(true),
			IsOnCallEmployment:                 new(false),
			IsAnonymousEmployee:                new(false),
			IncomeRelationshipNumber:           new(1),
			ExemptionInsuranceObligation:       &LongCode{Key: noInsuranceExemption},
			IsGemoedsbezwaardNationalInsurance: new(false),
			Participation55plusRegulationUWV:   new(false),
			SignalPayGradeAdjustment:           new(false),
		},
		WageData: &WageAmounts{GrossWageType: &Code{Key: perPeriod}},
		WorkingHoursData: &HoursDraft{
			Shift: &Shift{ShiftNumber: 1}, RegularWorkPattern: new(true),
			CalculateUsingWorkPattern: PatternUseDraft{
				DaysDailyRate: new(false), DeviatingDaysAndHours: new(false),
				HoursBrokenPeriod: new(false), HoursPeriod: new(false), LeaveHours: new(false),
			},
		},
		FiscalData: &FiscalDraft{
			AnnualSalary: new(money.New(0, 0)), ApplyPayrollTaxDeduction: new(true), ApplyDayTables: new(false), ApplyStudentDeduction: new(false),
			ApplyDeviatingPayrollTaxPercentageOn: Code{Key: 1}, DeviatingCalculationRulePayrollTax: &Code{Key: 1},
			DeviatingPayrollTaxTableColour: &Code{Key: 1}, ResidentOf: &Residence{Key: 1},
		},
		SocialSecurityData: &InsuranceDraft{
			HealthCareInsuranceActType:                     &Code{Key: employersLevy},
			IsInsuredForOccupationalDisabilityInsuranceAct: new(true),
			IsInsuredForSicknessBenefitsAct:                new(true),
			IsInsuredForUnemploymentInsuranceAct:           new(true),
		},
		OtherPayrollVariablesData: &NewPayrollVariables{},
	}
}

// Keys of code lists: no exemption from employee insurance; the health
// insurance of which the employer pays the levy.
const (
	noInsuranceExemption = 0
	employersLevy        = 2
)

// Compute notes when it was entered, that there is no login, and makes the
// name for lists.
func (c *ConceptEmployee) Compute(r *kind.Rules) {
	if r.Before == nil {
		c.CreationDate = r.Now()
	}
	c.SelfService.Status = noAccess
	p := &c.EmployeeData.PersonalDetails
	format := ownName
	if p.HowToFormatLastName != nil {
		format = p.HowToFormatLastName.Key
	}
	name := formatName(format, familyName{text(p.Prefix), p.LastName},
		familyName{text(p.PrefixPartner), text(p.LastNamePartner)}, text(p.Initials))
	p.FormattedName = &name
}

// Check wants the name once in the employer: people choose by it.
func (c *ConceptEmployee) Check(r *kind.Rules) {
	unique(r, ConceptEmployees.Type, "uniqueName", c.UniqueName)
	c.nameProfile(r)
}

// ConceptBrief is a concept employee in the short form.
type ConceptBrief struct {
	// ID of the concept employee.
	ID kind.ID `json:"id" is:"readonly"`
	ConceptEssentials
}

// ConceptBriefs is the input of [EditConcept], and what it gives.
var ConceptBriefs = shape[ConceptBrief]()

// BriefConcept is the short form of a concept employee.
func BriefConcept(r kind.Reader, concept kind.ID) (*ConceptBrief, error) {
	c, err := ConceptEmployees.Get(r, concept)
	if err != nil {
		return nil, err
	}
	return &ConceptBrief{ID: concept, ConceptEssentials: c.EmployeeData.ConceptEssentials}, nil
}

// EditConcept changes what the short form has; the rest stays.
func EditConcept(w kind.Writer, concept kind.ID, in *ConceptBrief) (*ConceptBrief, error) {
	c, err := ConceptEmployees.Get(w, concept)
	if err != nil {
		return nil, err
	}
	c.EmployeeData.ConceptEssentials = in.ConceptEssentials
	if err := ConceptEmployees.Replace(w, concept, c); err != nil {
		return nil, under("", err)
	}
	return BriefConcept(w, concept)
}
