package record

import "github.com/payglot/payglot/kind"

// Employer is a firm that employs people (werkgever).
type Employer struct {
	// ID is the employer's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// EmployerNumber counts employers up over all providers.
	EmployerNumber int `json:"employerNumber" is:"readonly"`
	// CompanyName is the firm's name (bedrijfsnaam).
	CompanyName string `json:"companyName" is:"len=..70"`
	// ChamberOfCommerceNumber is the KvK-nummer.
	ChamberOfCommerceNumber *string `json:"chamberOfCommerceNumber" is:"len=..35"`
	// LegalForm is the rechtsvorm.
	LegalForm *Code `json:"legalForm" is:"code=legal form"`
	// Branch is the sector of trade (branche).
	Branch *Code `json:"branch" is:"code=branch"`
	// SBI is the activity in the standard classification.
	SBI *SBI `json:"sbi" is:"code=sbi"`
	// Address is where the firm can be visited (vestigingsadres).
	Address VisitingAddress `json:"address"`
	// DeviatingPostalAddress is where its mail goes, if elsewhere.
	DeviatingPostalAddress *FirmPostalAddress `json:"deviatingPostalAddress"`
	// Contact is who answers for the firm.
	Contact *FirmContact `json:"contact"`
	// ContactInformation is how the firm is reached.
	ContactInformation *FirmContactInformation `json:"contactInformation"`
	// EmployerLogo is the address of the firm's own logo.
	EmployerLogo *string `json:"employerLogo" is:"readonly"`
	// ProviderLogo is the address of a logo of the provider that is for this
	// firm alone.
	ProviderLogo *string `json:"providerLogo" is:"readonly"`
	// ProviderSettings is what the provider notes for itself.
	ProviderSettings ProviderSettings `json:"providerSettings"`
}

// SBI is an activity of the Standaard Bedrijfsindeling.
type SBI struct {
	// Key is the number of the entry in the list.
	Key int `json:"key"`
	// Value is the activity in words.
	Value string `json:"value" is:"len=..255"`
	// SBICode is the code of the classification itself.
	SBICode string `json:"sbiCode" is:"len=..32"`
}

// FirmContact is the person to ask for at a firm.
type FirmContact struct {
	// Name of the person.
	Name *string `json:"name" is:"len=..50"`
	// Function is the person's job.
	Function *string `json:"function" is:"len=..50"`
	// PhoneNumber of the firm.
	PhoneNumber *string `json:"phoneNumber" is:"len=..15,check=phone"`
}

// FirmContactInformation is how a firm is reached.
type FirmContactInformation struct {
	// EmailAddress of the firm.
	EmailAddress *string `json:"emailAddress" is:"len=..255,check=email"`
	// FaxNumber of the firm.
	FaxNumber *string `json:"faxNumber" is:"len=..15,check=phone"`
	// PhoneNumber of the firm.
	PhoneNumber *string `json:"phoneNumber" is:"len=..15,check=phone"`
	// Website of the firm.
	Website *string `json:"website" is:"len=..255,check=url"`
}

// ProviderSettings is what a provider notes about an employer.
type ProviderSettings struct {
	// AdministrationNumber is a free field, mostly the debtor's number.
	AdministrationNumber *string `json:"administrationNumber" is:"len=..15"`
	// GroupCode puts employers together in reports.
	GroupCode *int `json:"groupCode"`
	// ParentEmployerForConsolidatedOverviews is the employer number under
	// which reports put this one.
	ParentEmployerForConsolidatedOverviews *int `json:"parentEmployerForConsolidatedOverviews"`
	// SendEmailWhenSalarySlipIsAvailable tells employees of a new payslip.
	SendEmailWhenSalarySlipIsAvailable bool `json:"sendEmailWhenSalarySlipIsAvailable"`
}

// Employers are the tenants of the record.
var Employers = of[Employer]("employer", "employers", kind.Under(Providers.Type), kind.Tenant())

// Compute gives a new employer its number.
func (e *Employer) Compute(r *kind.Rules) {
	if r.Before == nil {
		number(r, "employer", kind.ID{}, &e.EmployerNumber)
	}
}

// Saved gives a new employer its first distribution unit: nobody can be
// employed without one.
func (e *Employer) Saved(r *kind.Rules) error {
	if r.Before != nil {
		return nil
	}
	return DistributionUnits.CreateAs(r, FirstDistributionUnit(r.ID), r.ID, &DistributionUnit{Code: 1, Description: "Algemeen"})
}

// Check holds the addresses to their countries.
func (e *Employer) Check(r *kind.Rules) {
	e.Address.checkPostalCode(r, "address", e.Address.PostalCode)
	e.DeviatingPostalAddress.check(r, "deviatingPostalAddress")
}
