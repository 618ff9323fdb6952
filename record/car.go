package record

import (
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// CompanyCar is a car that somebody drives, as the firm administers it
// (werknemer auto). Payroll doesn't look at it: see [FiscalCompanyCar].
type CompanyCar struct {
	// ID is the car's identity in the record.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day with the car.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// LicensePlateNumber is the kenteken, with hyphens or without.
	LicensePlateNumber string `json:"licensePlateNumber" is:"len=1..8,check=license plate"`
	// Brand of the car.
	Brand *string `json:"brand" is:"len=..25"`
	// Model of the car.
	Model *string `json:"model" is:"len=..25"`
	// CatalogValue is the list price in euros.
	CatalogValue *money.Amount `json:"catalogValue" is:"max=999999.99,scale=2"`
	// LeaseOrBuy is whose the car is.
	LeaseOrBuy LongCode `json:"leaseOrBuy" is:"code=lease or buy"`
	// Lease is the contract of a leased car.
	Lease *Lease `json:"lease"`
	// Supplier delivered the car.
	Supplier *string `json:"supplier" is:"len=..30"`
	// FuelCardNumber is the number of the tankpas.
	FuelCardNumber *string `json:"fuelCardNumber" is:"len=..20"`
	// KilometersPrivateUse is how far it may go in private in a year.
	KilometersPrivateUse *int `json:"kilometersPrivateUse"`
	// Comments is free text.
	Comments *string `json:"comments" is:"len=..4000"`
}

// Lease is a contract for a leased car.
type Lease struct {
	// ContractNumber at the leasing firm.
	ContractNumber *string `json:"contractNumber" is:"len=..20"`
	// StartDate is the contract's first day.
	StartDate *cal.Date `json:"startDate"`
	// EndDate is the contract's last day.
	EndDate *cal.Date `json:"endDate"`
}

// FiscalCompanyCar is a car whose private use payroll taxes (werknemer auto
// fiscaal).
type FiscalCompanyCar struct {
	// ID is the car's identity in the record.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which it is taxed.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// LicensePlateNumber is the kenteken, with hyphens or without.
	LicensePlateNumber *string `json:"licensePlateNumber" is:"len=..15,check=license plate"`
	// DateOfFirstAdmission is the first day on any road (datum eerste
	// toelating), which the rates depend on.
	DateOfFirstAdmission *cal.Date `json:"dateOfFirstAdmission"`
	// ValueForTaxPurposes is the list price with taxes, or the market value of
	// an old car.
	ValueForTaxPurposes *money.Amount `json:"valueForTaxPurposes" is:"min=0.01,max=999999.99,scale=2"`
	// AdditionalTaxLiabilityGroup is which percentage is added to wage
	// (bijtelling).
	AdditionalTaxLiabilityGroup LiabilityGroup `json:"additionalTaxLiabilityGroup" is:"code=additional tax liability"`
	// DeviatingAdditionalTaxLiability is added in the place of what would be
	// computed.
	DeviatingAdditionalTaxLiability *money.Amount `json:"deviatingAdditionalTaxLiability" is:"min=0.01,max=999999.99,scale=2"`
	// TaxableBenefitForPrivateUse is what the employee pays for private use
	// (eigen bijdrage).
	TaxableBenefitForPrivateUse *money.Amount `json:"taxableBenefitForPrivateUse" is:"min=0.01,max=999999.99,scale=2"`
	// ReasonForNoAdditionalTaxLiability is why nothing is added, as the tax
	// return wants it.
	ReasonForNoAdditionalTaxLiability *Code `json:"reasonForNoAdditionalTaxLiability" is:"code=no additional tax liability"`
}

// LiabilityGroup is a group of cars with one rate of bijtelling.
type LiabilityGroup struct {
	// Key is the number of the group.
	Key int `json:"key"`
	// Value says which cars and which rate.
	Value string `json:"value" is:"len=..100"`
}

// Somebody may drive several cars, and be taxed for one at a time.
var (
	CompanyCars       = of[CompanyCar]("company car", "companycars", kind.Under(Employments.Type))
	FiscalCompanyCars = of[FiscalCompanyCar]("fiscal company car", "fiscalcompanycars", kind.Under(Employments.Type),
		kind.Chained(kind.BrokenChain))
)

// Check wants the first day within the employment, and a lease that ends after
// it starts.
func (c *CompanyCar) Check(r *kind.Rules) {
	within(r, c.StartDate)
	if l := c.Lease; l != nil && l.StartDate != nil && l.EndDate != nil && l.EndDate.Before(*l.StartDate) {
		r.Problem("lease.endDate", kind.CodePeriod, "is before lease.startDate")
	}
}

// Defaults begins today.
func (c *FiscalCompanyCar) Defaults(r *kind.Rules) { c.StartDate = todayWithin(r) }

// Check wants the first day within the employment, and the value of a car that
// is taxed.
func (c *FiscalCompanyCar) Check(r *kind.Rules) {
	within(r, c.StartDate)
	if c.ValueForTaxPurposes == nil && c.ReasonForNoAdditionalTaxLiability == nil {
		r.Problem("valueForTaxPurposes", kind.CodeRequired, "is required without reasonForNoAdditionalTaxLiability")
	}
}

// checkLicensePlate wants letters and digits, with hyphens between them or
// not. It asks for no country's form: cars cross borders.
func checkLicensePlate(text string) string {
	for _, part := range strings.Split(text, "-") {
		if strings.ContainsFunc(part, func(c rune) bool { return !isLetter(c) && !isDigit(c) }) || part == "" && text != "" {
			return "is not a license plate"
		}
	}
	return ""
}
