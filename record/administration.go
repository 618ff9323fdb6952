package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// PayrollAdministration is the part of an employer that is paid in one rhythm
// under one payroll tax number (loonadministratie).
type PayrollAdministration struct {
	// ID is the administration's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// ClientNumber counts administrations up over all employers (klantnummer).
	ClientNumber int `json:"clientNumber" is:"readonly"`
	// Name is the administration's name on documents.
	Name string `json:"name" is:"len=..70"`
	// ShortName is the name where there is little room.
	ShortName *string `json:"shortName" is:"len=..12"`
	// Description says which part of the employer it is.
	Description string `json:"description" is:"len=..50"`
	// AdministrationNumber is a free field, mostly the debtor's number.
	AdministrationNumber *string `json:"administrationNumber" is:"len=..15"`
	// GroupCode puts administrations together in reports.
	GroupCode int `json:"groupCode"`
	// GroupClassification puts them together by words that the provider chose.
	GroupClassification *LongCode `json:"groupClassification" is:"code=group classification,open"`
	// PayrollTaxesNumber is the loonheffingennummer.
	PayrollTaxesNumber *string `json:"payrollTaxesNumber" is:"len=12..12,check=payroll tax number"`
	// CAO is the collective agreement, which decides on the pay scales.
	CAO Code `json:"cao" is:"code=cao"`
	// CLATaxReturnCBSCode is the agreement's number in the tax return; 9999 is
	// none.
	CLATaxReturnCBSCode *int `json:"claTaxReturnCBSCode"`
	// Loonmodel is the provider's model that the configuration comes from.
	Loonmodel Code `json:"loonmodel" is:"code=loonmodel,open"`
	// PayrollPeriodType is how often pay is computed: month, 4 weeks, week.
	PayrollPeriodType Code `json:"payrollPeriodType" is:"code=payroll period,readonly"`
	// Address is where the administration is kept.
	Address VisitingAddress `json:"address"`
	// DeviatingPostalAddress is where its mail goes, if elsewhere.
	DeviatingPostalAddress *FirmPostalAddress `json:"deviatingPostalAddress"`
	// Contact is who answers for the administration.
	Contact *AdministrationContact `json:"contact"`
	// StartDate is the first day it is in use.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day it is in use.
	EndDate *cal.Date `json:"endDate"`
}

// AdministrationContact is who answers for a payroll administration.
type AdministrationContact struct {
	// Name of the person.
	Name *string `json:"name" is:"len=..50"`
	// PhoneNumber of the administration.
	PhoneNumber *string `json:"phoneNumber" is:"len=..15,check=phone"`
}

// PayrollAdministrationRef points to a payroll administration of the same
// employer.
type PayrollAdministrationRef struct {
	// ID is the administration's id.
	ID kind.ID `json:"id"`
	// Name is the administration's name.
	Name string `json:"name" is:"len=..70"`
	// Description is its description.
	Description string `json:"description" is:"len=..50"`
	// ClientNumber is its number over all employers.
	ClientNumber int `json:"clientNumber"`
}

// NonPayrollAdministrationRef points to an administration of people who are
// not paid through payroll.
type NonPayrollAdministrationRef struct {
	// ID is the administration's id.
	ID kind.ID `json:"id"`
	// Name is the administration's name.
	Name string `json:"name" is:"len=..70"`
	// Description is its description.
	Description string `json:"description" is:"len=..50"`
}

// PayrollAdministrations belong to an employer.
var PayrollAdministrations = of[PayrollAdministration]("payroll administration", "payrolladministrations", kind.Under(Employers.Type))

// monthly is the key of the payroll period that is a month.
const monthly = 1

// Compute gives a new administration its number, and the period of a month
// when none was chosen.
func (a *PayrollAdministration) Compute(r *kind.Rules) {
	if r.Before == nil {
		number(r, "payroll administration", kind.ID{}, &a.ClientNumber)
	}
	if a.PayrollPeriodType.Key == 0 {
		a.PayrollPeriodType = entry[Code](r, "payroll period", monthly)
	}
}

// Check holds the addresses to their countries.
func (a *PayrollAdministration) Check(r *kind.Rules) {
	a.Address.checkPostalCode(r, "address", a.Address.PostalCode)
	a.DeviatingPostalAddress.check(r, "deviatingPostalAddress")
}

// Periods are the payroll periods of an administration that there are on a
// day: from the year in which it begins up to the next year, as far as it is
// in use.
func (a *PayrollAdministration) Periods(today cal.Date) []PayrollPeriod {
	used := cal.Period{Start: a.StartDate}
	if a.EndDate != nil {
		used.End = *a.EndDate
	}
	var all []PayrollPeriod
	for year := PayrollPeriodOn(a.PayrollPeriodType.Key, a.StartDate).Year; year <= today.Year()+1; year++ {
		for _, p := range PayrollPeriods(a.PayrollPeriodType.Key, year) {
			if used.Overlaps(p.Period()) {
				all = append(all, p)
			}
		}
	}
	return all
}
