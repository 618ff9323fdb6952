package record

import (
	"errors"

	"github.com/payglot/payglot/kind"
)

// FilterSettings is what a user wants to see of an employer, with one program.
type FilterSettings struct {
	// EmploymentFilter narrows lists of employments.
	EmploymentFilter EmploymentFilter `json:"employmentFilter"`
}

// EmploymentFilter narrows lists of employments. Empty lists leave out
// nothing.
type EmploymentFilter struct {
	// FilterOnAdministrations keeps those paid in one of these.
	FilterOnAdministrations []AdministrationKey `json:"filterOnAdministrations" is:"ref=payroll administration"`
	// FilterOnDepartments keeps those in one of these departments.
	FilterOnDepartments []DepartmentKey `json:"filterOnDepartments" is:"ref=department"`
	// FilterOnEmployedStatus keeps those that run, will run or have run.
	FilterOnEmployedStatus string `json:"filterOnEmployedStatus" is:"oneof=AllEmployments|ActiveEmployments|ActiveAndFutureEmployments|ActiveAndHistoricEmployments"`
	// FilterOnEmploymentCategoryType keeps those of one of these categories.
	FilterOnEmploymentCategoryType []CategoryKey `json:"filterOnEmploymentCategoryType" is:"code=employment category"`
	// FilterOnOnCallEmployment keeps those on call, or not; null keeps both.
	FilterOnOnCallEmployment *bool `json:"filterOnOnCallEmployment"`
}

// AdministrationKey points to a payroll administration of the employer.
type AdministrationKey struct {
	// Key is the administration's id.
	Key kind.ID `json:"key"`
}

// DepartmentKey points to a department of the employer.
type DepartmentKey struct {
	// Key is the department's id.
	Key kind.ID `json:"key"`
}

// CategoryKey is a category of employments.
type CategoryKey struct {
	// Key is the number of the category in its list.
	Key int `json:"key"`
}

// AllEmployments is the status that leaves out nothing.
const AllEmployments = "AllEmployments"

// UserFilters belong to an employer, each under its [FilterID].
var UserFilters = of[FilterSettings]("user filter", "", kind.Under(Employers.Type))

// FilterID is where the settings of a user for an employer, with one client,
// are kept.
func FilterID(user, employer kind.ID, client string) kind.ID {
	return derivedID([]byte("user filter"), user[:], employer[:], []byte(client))
}

// Filter gives the settings of a user for an employer; those that leave out
// nothing when none were saved.
func Filter(r kind.Reader, user, employer kind.ID, client string) (*FilterSettings, error) {
	f, err := UserFilters.Get(r, FilterID(user, employer, client))
	if errors.Is(err, kind.ErrNotFound) {
		return &FilterSettings{EmploymentFilter{FilterOnEmployedStatus: AllEmployments}}, nil
	}
	return f, err
}

// SaveFilter keeps the settings of a user for an employer.
func SaveFilter(w kind.Writer, user, employer kind.ID, client string, f *FilterSettings) error {
	return UserFilters.Put(w, FilterID(user, employer, client), employer, f)
}
