package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// NonPayrollAdministration is a part of an employer with people who aren't
// paid through payroll, such as trainees or those hired from elsewhere.
type NonPayrollAdministration struct {
	// ID is the administration's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Name is the administration's name.
	Name string `json:"name" is:"len=..70"`
	// Description says which people they are.
	Description string `json:"description" is:"len=..50"`
	// StartDate is the first day it is in use.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day it is in use.
	EndDate *cal.Date `json:"endDate"`
}

// NonPayrollAdministrations belong to an employer. No operation of Loket's
// makes one.
var NonPayrollAdministrations = of[NonPayrollAdministration]("non payroll administration", "nonpayrolladministrations", kind.Under(Employers.Type))

// Check wants the description once in the employer: people choose by it.
func (a *NonPayrollAdministration) Check(r *kind.Rules) {
	unique(r, NonPayrollAdministrations.Type, "description", a.Description)
	if a.EndDate != nil && a.EndDate.Before(a.StartDate) {
		r.Problem("endDate", kind.CodePeriod, "is before startDate")
	}
}

// AdministrationBrief is what administrations with and without payroll have in
// common.
type AdministrationBrief struct {
	// ID is the administration's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// ClientNumber counts payroll administrations; the others have none.
	ClientNumber *int `json:"clientNumber" is:"readonly"`
	// Description says which part of the employer it is.
	Description string `json:"description" is:"len=..50"`
	// IsPayrollAdministration tells those that people are paid through.
	IsPayrollAdministration bool `json:"isPayrollAdministration" is:"readonly"`
	// StartDate is the first day it is in use.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day it is in use.
	EndDate *cal.Date `json:"endDate"`
}

// Administrations are all of an employer's, those with payroll first.
func Administrations(r kind.Reader, employer kind.ID) ([]AdministrationBrief, error) {
	var all []AdministrationBrief
	with, err := PayrollAdministrations.Children(r, employer)
	if err != nil {
		return nil, err
	}
	for _, a := range with {
		all = append(all, AdministrationBrief{
			ID: a.ID, ClientNumber: &a.ClientNumber, Description: a.Description, IsPayrollAdministration: true,
			StartDate: a.StartDate, EndDate: a.EndDate,
		})
	}
	without, err := NonPayrollAdministrations.Children(r, employer)
	for _, a := range without {
		all = append(all, AdministrationBrief{ID: a.ID, Description: a.Description, StartDate: a.StartDate, EndDate: a.EndDate})
	}
	return all, err
}
