package record

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// EmployeeProfile is what people of one sort have in pay (werknemerprofiel):
// [ActivateProfile] begins all of it for an employment at once.
type EmployeeProfile struct {
	// ID follows from the administration and the key; see [ProfileID].
	ID kind.ID `json:"id" is:"readonly"`
	// Key is the profile's number within the payroll administration.
	Key int `json:"key" is:"min=1,readonly"`
	// Value is its name.
	Value string `json:"value" is:"len=1..50"`
	// BasesForCalculation are what payroll computes something of.
	BasesForCalculation []ProfileBase `json:"basesForCalculation"`
	// BenefitsAndDeductions are paid or withheld in every period.
	BenefitsAndDeductions []ProfileBenefit `json:"benefitsAndDeductions"`
	// EmploymentFunds are contributed to.
	EmploymentFunds []ProfileFund `json:"employmentFunds"`
	// EmploymentFundsABP are funds of ABP that are contributed to.
	EmploymentFundsABP []ProfileABPFund `json:"employmentFundsABP"`
}

// ProfileBase is a base for calculation of a profile.
type ProfileBase struct {
	// Base is which one.
	Base Code `json:"base" is:"code=base for calculation"`
}

// ProfileBenefit is a benefit or deduction of a profile.
type ProfileBenefit struct {
	// PayrollComponent is what is paid or withheld.
	PayrollComponent BenefitComponent `json:"payrollComponent" is:"code=payroll component"`
	// Value is how much, in what the component is counted in.
	Value money.Amount `json:"value" is:"min=0.01,max=99999.99"`
}

// ProfileFund is a fund of a profile.
type ProfileFund struct {
	// Fund is which one.
	Fund Fund `json:"fund" is:"code=fund"`
}

// ProfileABPFund is a fund of ABP of a profile.
type ProfileABPFund struct {
	// Fund is which one.
	Fund Fund `json:"fund" is:"code=abp fund"`
}

// ProfileRef points to a profile of the payroll administration.
type ProfileRef struct {
	// Key is its number.
	Key int `json:"key"`
	// Value is its name.
	Value string `json:"value" is:"readonly"`
}

// EmployeeProfiles belong to a payroll administration. Loket has no operations
// for them: bureaus keep them.
var EmployeeProfiles = of[EmployeeProfile]("employee profile", "", kind.Under(PayrollAdministrations.Type))

// ProfileID is the id of an administration's profile with a key.
func ProfileID(administration kind.ID, key int) kind.ID {
	return derivedID([]byte("employee profile"), administration[:], binary.AppendVarint(nil, int64(key)))
}

// Check wants the id that follows from the key.
func (p *EmployeeProfile) Check(r *kind.Rules) {
	if r.ID != ProfileID(r.Parent.ID, p.Key) {
		r.Problem("key", kind.CodeState, "is not the one that the profile is known by")
	}
}

// Saved gives the employments with the profile its name.
func (p *EmployeeProfile) Saved(r *kind.Rules) error {
	if r.Before == nil {
		return nil
	}
	return eachWithProfile(r, r.Parent.ID, r.Employer(), p.Key, func(id kind.ID, e *Employment) error {
		return Employments.Replace(r, id, e)
	})
}

// DeleteProfile removes a profile that no employment has.
func DeleteProfile(w kind.Writer, administration kind.ID, key int) error {
	row, err := w.Row(EmployeeProfiles.Type, ProfileID(administration, key))
	if err != nil {
		return err
	}
	err = eachWithProfile(w, administration, row.Employer, key, func(kind.ID, *Employment) error {
		return kind.Problems{{Code: kind.CodeReferred, Message: "the employee profile is in use by an employment"}}
	})
	if err != nil {
		return err
	}
	return EmployeeProfiles.Delete(w, row.ID)
}

// eachWithProfile visits the employments of an administration with a profile.
func eachWithProfile(r kind.Reader, administration, employer kind.ID, key int, visit func(kind.ID, *Employment) error) error {
	rows, err := r.Find(Employments.Type, employer, "employeeProfileId.key", strconv.Itoa(key))
	if err != nil {
		return err
	}
	for _, row := range rows {
		e, err := Employments.Value(row)
		if err != nil {
			return err
		}
		if e.PayrollAdministration == nil || e.PayrollAdministration.ID != administration {
			continue
		}
		if err := visit(row.ID, e); err != nil {
			return err
		}
	}
	return nil
}

// name shows the name of the profile that a value points to; field is the path
// of the pointer.
func (p *ProfileRef) name(r *kind.Rules, field string, of *PayrollAdministrationRef) {
	if p == nil {
		return
	}
	profile, err := profileIn(r, of, p.Key)
	switch {
	case err == nil:
		p.Value = profile.Value
	case !errors.Is(err, kind.ErrNotFound):
		r.Fail(err)
	case r.Before != nil && kind.Text(r.Before.Body, field+".key") == strconv.Itoa(p.Key):
		p.Value = kind.Text(r.Before.Body, field+".value") // what was noted stays, whatever has become of the profile since
	default:
		r.Problem(field+".key", kind.CodeReference, noProfile)
	}
}

// noProfile says that a key is nobody's.
const noProfile = "refers to no employee profile of the payroll administration"

// profileIn is the profile with a key; no administration has none.
func profileIn(r kind.Reader, administration *PayrollAdministrationRef, key int) (*EmployeeProfile, error) {
	if administration == nil {
		return nil, kind.ErrNotFound
	}
	return EmployeeProfiles.Get(r, ProfileID(administration.ID, key))
}

// nameProfile shows the name of the draft's profile: of the first administration
// that has one with its key while none is chosen.
func (d *EmploymentDraft) nameProfile(r *kind.Rules) {
	c := d.EmploymentData
	if c == nil || c.EmployeeProfileID == nil {
		return
	}
	of := c.PayrollAdministration
	if of == nil {
		rows, err := r.Children(PayrollAdministrations.Type, r.Parent.ID)
		if err != nil {
			r.Fail(err)
			return
		}
		of = firstWithProfile(r, rows, c.EmployeeProfileID.Key)
	}
	c.EmployeeProfileID.name(r, "employmentData.employeeProfileId", of)
}

func firstWithProfile(r kind.Reader, administrations []*kind.Row, key int) *PayrollAdministrationRef {
	for _, row := range administrations {
		of := &PayrollAdministrationRef{ID: row.ID}
		if _, err := profileIn(r, of, key); err == nil {
			return of
		}
	}
	return nil
}

// ProfileActivation is what [ActivateProfile] needs.
type ProfileActivation struct {
	// ActivationDate is the first day of what begins.
	ActivationDate cal.Date `json:"activationDate"`
	// EmployeeProfileID is the key of the profile; null is the one that the
	// employment has.
	EmployeeProfileID *int `json:"employeeProfileId"`
}

// ActivatedProfile has the ids of what an activation began.
type ActivatedProfile struct {
	// BasesForCalculation are bases for calculation.
	BasesForCalculation []kind.ID `json:"basesForCalculation"`
	// BenefitsAndDeductions are benefits and deductions.
	BenefitsAndDeductions []kind.ID `json:"benefitsAndDeductions"`
	// EmploymentFunds are funds.
	EmploymentFunds []kind.ID `json:"employmentFunds"`
	// EmploymentFundsABP are funds of ABP.
	EmploymentFundsABP []kind.ID `json:"employmentFundsABP"`
}

// ProfileActivations are the inputs of [ActivateProfile], ActivatedProfiles its
// answers.
var (
	ProfileActivations = shape[ProfileActivation]()
	ActivatedProfiles  = shape[ActivatedProfile]()
)

// ActivateProfile begins what a profile says for an employment, from a day on.
// What the employment has on that day stays as it is.
func ActivateProfile(w kind.Writer, employment *kind.Row, in *ProfileActivation) (*ActivatedProfile, error) {
	p, err := profileToActivate(w, employment, in)
	if err != nil {
		return nil, err
	}
	begin := &activation{Writer: w, employment: employment, day: in.ActivationDate}
	done := &ActivatedProfile{}
	for _, b := range p.BasesForCalculation {
		start(begin, &done.BasesForCalculation, BasesForCalculation, "base.key", b.Base.Key, &BaseForCalculation{
			Base: b.Base, StartDate: begin.day, AgeBasedMinimum: Code{Key: noAgeLimit}, AgeBasedMaximum: Code{Key: noAgeLimit},
		})
	}
	for _, b := range p.BenefitsAndDeductions {
		start(begin, &done.BenefitsAndDeductions, Benefits, "payrollComponent.key", b.PayrollComponent.Key, &Benefit{
			PayrollComponent: b.PayrollComponent, StartDate: begin.day, Value: b.Value,
		})
	}
	for _, f := range p.EmploymentFunds {
		start(begin, &done.EmploymentFunds, EmploymentFunds, "fund.key", f.Fund.Key, &EmploymentFund{Fund: f.Fund, FundTerm: FundTerm{StartDate: begin.day}})
	}
	for _, f := range p.EmploymentFundsABP {
		start(begin, &done.EmploymentFundsABP, ABPFunds, "fund.key", f.Fund.Key, &ABPFund{Fund: f.Fund, FundTerm: FundTerm{StartDate: begin.day}})
	}
	return done, begin.err
}

func profileToActivate(r kind.Reader, employment *kind.Row, in *ProfileActivation) (*EmployeeProfile, error) {
	if !employment.Period().Contains(in.ActivationDate) {
		return nil, kind.Problems{{Code: kind.CodePeriod, Field: "activationDate", Message: fmt.Sprintf("is outside the employment, which is %v", employment.Period())}}
	}
	e, err := Employments.Value(employment)
	if err != nil {
		return nil, err
	}
	key := in.EmployeeProfileID
	if key == nil && e.EmployeeProfileID != nil {
		key = &e.EmployeeProfileID.Key
	}
	if key == nil {
		return nil, kind.Problems{{Code: kind.CodeRequired, Field: "employeeProfileId", Message: "is required, because the employment has no profile"}}
	}
	p, err := profileIn(r, e.PayrollAdministration, *key)
	if errors.Is(err, kind.ErrNotFound) {
		return nil, kind.Problems{{Code: kind.CodeReference, Field: "employeeProfileId", Message: noProfile}}
	}
	return p, err
}

// activation is a profile's being activated; err is the first error.
type activation struct {
	kind.Writer
	employment *kind.Row
	day        cal.Date
	err        error
}

// start begins a record of a chain and notes its id, unless one with the same
// key at the path holds on the day.
func start[T any](a *activation, ids *[]kind.ID, k kind.Kind[T], path string, key int, v *T) {
	if *ids == nil {
		*ids = []kind.ID{}
	}
	if a.err != nil {
		return
	}
	rows, err := a.Children(k.Type, a.employment.ID)
	for _, row := range rows {
		if row.Period().Contains(a.day) && kind.Text(row.Body, path) == strconv.Itoa(key) {
			return
		}
	}
	var id kind.ID
	if err == nil {
		id, err = k.Create(a, a.employment.ID, v)
	}
	if err != nil {
		a.err = err
		return
	}
	*ids = append(*ids, id)
}
