package record

import (
	"errors"
	"slices"
	"strconv"

	"github.com/payglot/payglot/kind"
)

// Department is a part of an employer (afdeling). Departments can be parts of
// departments.
type Department struct {
	// ID is the department's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Code is the number that people know the department by; it never changes.
	Code int `json:"code" is:"createonly"`
	// Description is the department's name.
	Description string `json:"description" is:"len=..50"`
	// EmailLeaveRequest is who hears of a request for leave.
	EmailLeaveRequest *string `json:"emailLeaveRequest" is:"len=..255"`
	// SubDepartmentOf is the department that this one is part of.
	SubDepartmentOf *DepartmentRef `json:"subDepartmentOf" is:"ref=department"`
}

// DepartmentRef points to a department of the same employer.
type DepartmentRef struct {
	// Key is the department's id.
	Key kind.ID `json:"key"`
	// Code is the department's number.
	Code int `json:"code"`
	// Description is the department's name.
	Description string `json:"description" is:"len=..50"`
}

// Departments belong to an employer.
var Departments = of[Department]("department", "departments", kind.Under(Employers.Type))

// Check wants the code once in the employer, and no department inside itself.
func (d *Department) Check(r *kind.Rules) {
	unique(r, Departments.Type, "code", strconv.Itoa(d.Code))
	if d.SubDepartmentOf != nil {
		d.checkAbove(r, d.SubDepartmentOf.Key)
	}
}

// checkAbove follows the departments upwards. It ends because no department
// was ever saved inside itself.
func (d *Department) checkAbove(r *kind.Rules, above kind.ID) {
	for {
		if above == r.ID {
			r.Problem("subDepartmentOf", kind.CodeReference, "makes the department part of itself")
			return
		}
		parent, err := Departments.Get(r, above)
		if errors.Is(err, kind.ErrNotFound) {
			return // noted as a reference to nothing
		}
		if err != nil {
			r.Fail(err)
			return
		}
		if parent.SubDepartmentOf == nil {
			return
		}
		above = parent.SubDepartmentOf.Key
	}
}

// WithParts adds to some departments those that are parts of the branches
// among them, at any depth.
func WithParts(r kind.Reader, departments, branches []kind.ID) ([]kind.ID, error) {
	all := slices.Clone(departments)
	for next := slices.Clone(branches); len(next) > 0; next = next[1:] {
		row, err := r.Row(Departments.Type, next[0])
		if errors.Is(err, kind.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		parts, err := r.Find(Departments.Type, row.Employer, "subDepartmentOf.key", row.ID.String())
		if err != nil {
			return nil, err
		}
		for _, part := range parts {
			all, next = append(all, part.ID), append(next, part.ID)
		}
	}
	return all, nil
}

// Function is a job that an employer has (functie).
type Function struct {
	// Key is the function's identity.
	Key kind.ID `json:"key" is:"readonly"`
	// Description is the name of the job.
	Description string `json:"description" is:"len=..50"`
	// Group puts jobs of a level together (functiegroep).
	Group *string `json:"group" is:"len=..5"`
}

// FunctionRef points to a function of the same employer.
type FunctionRef struct {
	// Key is the function's identity.
	Key kind.ID `json:"key"`
	// Description is the name of the job.
	Description string `json:"description" is:"len=..50"`
	// Group is the function's group.
	Group *string `json:"group" is:"len=..5"`
}

// Functions belong to an employer. Loket calls their identity key.
var Functions = of[Function]("function", "functions", kind.Under(Employers.Type), kind.KeyedBy("key"))

// ContractCode is a sort of contract that an employer tells apart, as shops
// do (contractcode).
type ContractCode struct {
	// ID is the contract code's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Code is the number within the employer.
	Code int `json:"code"`
	// Description says which contracts it stands for.
	Description string `json:"description" is:"len=..50"`
}

// ContractCodeRef points to a contract code of the same employer.
type ContractCodeRef struct {
	// Key is the contract code's id.
	Key kind.ID `json:"key"`
	// Code is its number.
	Code int `json:"code"`
	// Description is its description.
	Description string `json:"description"`
}

// ContractCodes belong to an employer.
var ContractCodes = of[ContractCode]("contract code", "contractcodes", kind.Under(Employers.Type))

// Check wants the code once in the employer.
func (c *ContractCode) Check(r *kind.Rules) {
	unique(r, ContractCodes.Type, "code", strconv.Itoa(c.Code))
}

// DistributionUnit is what reports and the basic journal gather costs by
// (verdeeleenheid), mostly a cost centre.
type DistributionUnit struct {
	// ID is the unit's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Code is the number within the employer.
	Code int `json:"code"`
	// Description is the unit's name.
	Description string `json:"description" is:"len=..50"`
}

// DistributionUnits belong to an employer. Loket has no operations for them:
// they are what metadata offers.
var DistributionUnits = of[DistributionUnit]("distribution unit", "", kind.Under(Employers.Type))

// Check wants the code once in the employer.
func (d *DistributionUnit) Check(r *kind.Rules) {
	unique(r, DistributionUnits.Type, "code", strconv.Itoa(d.Code))
}

// FirstDistributionUnit is the unit that every employer has from the start.
func FirstDistributionUnit(employer kind.ID) kind.ID {
	return derivedID([]byte("first distribution unit"), employer[:])
}

// DistributionUnitRef points to a distribution unit of the same employer.
type DistributionUnitRef struct {
	// Key is the unit's id.
	Key kind.ID `json:"key"`
	// Code is the unit's number.
	Code int `json:"code"`
	// Description is the unit's name.
	Description string `json:"description"`
}
