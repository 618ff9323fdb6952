package record

import (
	"errors"
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record/code"
)

// PeriodData is what payroll is told of an employment for one period
// (variabele gegevens): hours, bonuses, reimbursements.
type PeriodData struct {
	// ID is the identity of the data.
	ID kind.ID `json:"id" is:"readonly"`
	PeriodKey
	// PayslipText is shown on the payslip.
	PayslipText *string `json:"payslipText" is:"len=1..25"`
	// PayrollComponents are the values, each of another component.
	PayrollComponents []ComponentValue `json:"payrollComponents"`
}

// PeriodKey is what tells the data of an employment apart: there is one record
// for each combination.
type PeriodKey struct {
	// PayrollPeriod is when it is paid; it never changes.
	PayrollPeriod PayrollPeriod `json:"payrollPeriod" is:"createonly,options=payroll period"`
	// PayslipType is which slip it is paid on; it never changes.
	PayslipType LongCode `json:"payslipType" is:"createonly,code=payslip type"`
	PeriodPlace
}

// PatchKey is [PeriodKey] where it finds a record.
type PatchKey struct {
	// PayrollPeriod is when it is paid.
	PayrollPeriod PayrollPeriod `json:"payrollPeriod" is:"options=payroll period"`
	// PayslipType is which slip it is paid on.
	PayslipType LongCode `json:"payslipType" is:"code=payslip type"`
	PeriodPlace
}

// PeriodPlace is what the values are booked on.
type PeriodPlace struct {
	// Shift is the ploeg that the hours were made in.
	Shift Shift `json:"shift" is:"code=shift"`
	// DistributionUnit is the verdeeleenheid.
	DistributionUnit DistributionUnitRef `json:"distributionUnit" is:"ref=distribution unit"`
	// CostCenter is the kostenplaats in the ledger.
	CostCenter *CostBearer `json:"costCenter" is:"code=cost center"`
	// CostUnit is the kostendrager in the ledger.
	CostUnit *CostBearer `json:"costUnit" is:"code=cost unit"`
}

// ComponentValue is the value of a payroll component in a period.
type ComponentValue struct {
	// PayrollComponent is the component.
	PayrollComponent PeriodComponent `json:"payrollComponent" is:"code=payroll component,options=period component"`
	// Value is how much, in what the component is counted in.
	Value money.Amount `json:"value"`
	// IsSupplement adds the value to that of benefits and deductions; otherwise
	// it takes their place.
	IsSupplement bool `json:"isSupplement" is:"optional"`
}

// PeriodComponent is a payroll component as the data of a period shows it.
type PeriodComponent struct {
	BenefitComponent
	// CanBeSupplemented says that a value can be a supplement.
	CanBeSupplemented bool `json:"canBeSupplemented"`
}

// PeriodDataOf is the data of the periods of employments.
var PeriodDataOf = of[PeriodData]("payroll period data", "payrollperioddata", kind.Under(Employments.Type))

// Defaults books where the employment is now, on the first period from today
// on of which there is no such data yet.
func (p *PeriodData) Defaults(r *kind.Rules) {
	key, err := PeriodKeyOn(r, r.Parent.ID, r.Today(), NormalSlip)
	if err != nil {
		r.Fail(err)
		return
	}
	p.PeriodKey = *key
	taken, err := PeriodDataOf.Children(r, r.Parent.ID)
	if err != nil {
		r.Fail(err)
		return
	}
	periodType, err := periodTypeOf(r)
	if err != nil {
		r.Fail(err)
		return
	}
	for held(taken, &p.PeriodKey) {
		p.PayrollPeriod = PayrollPeriodOn(periodType, p.PayrollPeriod.PeriodEndDate.AddDays(1))
	}
}

// PeriodKeyOn is the key of an employment's data by its state on a day: of the
// period that the day is in, or where the employment begins later of its first
// one.
func PeriodKeyOn(r kind.Reader, employment kind.ID, day cal.Date, slip int) (*PeriodKey, error) {
	row, err := r.Row(Employments.Type, employment)
	if err != nil {
		return nil, err
	}
	if day.Before(row.Starts) {
		day = row.Starts
	}
	periodType, err := PeriodTypeAt(r, row)
	if err != nil {
		return nil, err
	}
	key := &PeriodKey{PayrollPeriod: PayrollPeriodOn(periodType, day), PayslipType: LongCode{Key: slip}}
	hours, err := On(r, WorkingHours, employment, day)
	if err != nil {
		return nil, err
	}
	if hours != nil {
		key.Shift = hours.Shift
	}
	place, err := On(r, OrganizationalEntities, employment, day)
	if err != nil {
		return nil, err
	}
	if place != nil {
		key.DistributionUnit = place.DistributionUnit
	}
	return key, nil
}

// NormalSlip is the payslip type of what is taxed by the table of the period;
// SpecialSlip that of what is taxed at the special rate alone.
const (
	NormalSlip  = 1
	SpecialSlip = 2
)

// On is the record of a chain that holds on a day; nil when none does.
func On[T any](r kind.Reader, k kind.Kind[T], parent kind.ID, day cal.Date) (*T, error) {
	rows, err := r.Children(k.Type, parent)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if (cal.Period{Start: row.Starts, End: row.Ends}).Contains(day) {
			return k.Value(row)
		}
	}
	return nil, nil
}

// Compute shows the days of the period.
func (p *PeriodData) Compute(r *kind.Rules) {
	if r.Before == nil {
		p.PayrollPeriod.show(r, "payrollPeriod")
	}
	if p.PayrollComponents == nil {
		p.PayrollComponents = []ComponentValue{}
	}
}

// Check wants one record for each key, in a period that doesn't lie before the
// employment, and for each component one value that it can have.
func (p *PeriodData) Check(r *kind.Rules) {
	if p.PayrollPeriod.PeriodEndDate == nil {
		return // noted as no period
	}
	e, err := Employments.Value(r.Parent)
	if err != nil {
		r.Fail(err)
		return
	}
	if r.Before == nil && p.PayrollPeriod.PeriodEndDate.Before(e.StartDate) {
		r.Problem("payrollPeriod.periodNumber", kind.CodePeriod, "lies before the employment, which starts on %v", e.StartDate)
	}
	other, err := p.find(r, r.Parent.ID)
	if err != nil {
		r.Fail(err)
		return
	}
	if !other.IsZero() && other != r.ID {
		r.Problem("payrollPeriod", kind.CodeNotUnique, "has data with this slip, shift, distribution unit, cost center and cost unit")
	}
	seen := map[int]bool{}
	for i, v := range p.PayrollComponents {
		at := fmt.Sprintf("payrollComponents[%d]", i)
		if seen[v.PayrollComponent.Key] {
			r.Problem(at+".payrollComponent.key", kind.CodeNotUnique, "is there twice")
		}
		seen[v.PayrollComponent.Key] = true
		v.check(r, at, p.PayrollPeriod.Year)
	}
}

// check holds a value to what its component is: one that is entered, in the
// year, with a value that it can have.
func (v *ComponentValue) check(r *kind.Rules, at string, year int) {
	c, ok := componentIn(r, at+".payrollComponent.key", v.PayrollComponent.Key, year)
	if !ok {
		return
	}
	if !c.Entered() {
		r.Problem(at+".payrollComponent.key", kind.CodeOption, "is computed by payroll")
	}
	if v.IsSupplement && !c.Supplements {
		r.Problem(at+".isSupplement", kind.CodeCombination, "is true for a component that can't be supplemented")
	}
	least, most := money.New(-100_000_000, 0), money.New(100_000_000, 0)
	switch c.Measure {
	case code.Hours, code.Days:
		least, most = money.Amount{}, money.New(99999, 2)
	case code.Number:
		least = money.Amount{}
	}
	if v.Value.Cmp(least) < 0 || v.Value.Cmp(most) > 0 {
		r.Problem(at+".value", kind.CodeRange, "is not between %v and %v", least, most)
	}
}

// find gives the id of the data of an employment with the same key; zero when
// there is none.
func (k *PeriodKey) find(r kind.Reader, employment kind.ID) (kind.ID, error) {
	rows, err := r.Children(PeriodDataOf.Type, employment)
	if err != nil {
		return kind.ID{}, err
	}
	for _, row := range rows {
		v, err := PeriodDataOf.Value(row)
		if err != nil {
			return kind.ID{}, err
		}
		if v.same(k) {
			return row.ID, nil
		}
	}
	return kind.ID{}, nil
}

func held(taken []*PeriodData, key *PeriodKey) bool {
	for _, t := range taken {
		if t.same(key) {
			return true
		}
	}
	return false
}

func (k *PeriodKey) same(other *PeriodKey) bool {
	return k.PayrollPeriod.ID() == other.PayrollPeriod.ID() && k.PayslipType.Key == other.PayslipType.Key &&
		k.Shift.ShiftNumber == other.Shift.ShiftNumber && k.DistributionUnit.Key == other.DistributionUnit.Key &&
		k.CostCenter.key() == other.CostCenter.key() && k.CostUnit.key() == other.CostUnit.key()
}

// key is the number of a cost center or unit, 0 when there is none.
func (c *CostBearer) key() int {
	if c == nil {
		return 0
	}
	return c.Key
}

// PeriodDataPatch is data of a period that is put beside what there is.
type PeriodDataPatch struct {
	// ID is ignored: the key finds the record.
	ID kind.ID `json:"id" is:"readonly"`
	PatchKey
	// PayslipText is shown on the payslip; null leaves the text that there is.
	PayslipText *string `json:"payslipText" is:"len=1..25"`
	// PayrollComponents are the values that change.
	PayrollComponents []PatchedValue `json:"payrollComponents"`
}

// PatchedValue is a value of a component that takes the place of the one that
// there is.
type PatchedValue struct {
	// PayrollComponent is the component.
	PayrollComponent PeriodComponent `json:"payrollComponent" is:"code=payroll component,options=period component"`
	// Value is the new value; null takes the value away.
	Value *money.Amount `json:"value"`
	// IsSupplement is as in [ComponentValue].
	IsSupplement bool `json:"isSupplement" is:"optional"`
}

// PeriodDataPatches is data of several employments.
type PeriodDataPatches struct {
	// Items is the data, in the order in which it is put.
	Items []PeriodDataOfEmployment `json:"items"`
}

// PeriodDataOfEmployment is data of one of them.
type PeriodDataOfEmployment struct {
	// EmploymentID is the employment.
	EmploymentID kind.ID `json:"employmentId"`
	PatchKey
	// PayslipText is as in [PeriodDataPatch].
	PayslipText *string `json:"payslipText" is:"len=1..25"`
	// PayrollComponents are the values that change.
	PayrollComponents []PatchedValue `json:"payrollComponents"`
}

// Inputs of [PatchPeriodData] and [PatchPeriodDataOf].
var (
	PeriodDataPatchInput   = shape[PeriodDataPatch]()
	PeriodDataPatchesInput = shape[PeriodDataPatches]()
)

// PatchPeriodData puts values beside the data with the same key, or makes it.
// What is not named stays as it is. Values of which none is left make no
// record.
func PatchPeriodData(w kind.Writer, employment kind.ID, in *PeriodDataPatch) error {
	key := PeriodKey(in.PatchKey)
	id, err := key.find(w, employment)
	if err != nil {
		return err
	}
	data := &PeriodData{PeriodKey: key}
	if !id.IsZero() {
		if data, err = PeriodDataOf.Get(w, id); err != nil {
			return err
		}
	}
	if in.PayslipText != nil {
		data.PayslipText = in.PayslipText
	}
	if err := data.merge(in.PayrollComponents); err != nil {
		return err
	}
	switch {
	case !id.IsZero():
		return PeriodDataOf.Replace(w, id, data)
	case len(data.PayrollComponents) == 0 && data.PayslipText == nil:
		return nil
	}
	_, err = PeriodDataOf.Create(w, employment, data)
	return err
}

// merge gives components the values that change, and takes away those that are
// null.
func (p *PeriodData) merge(values []PatchedValue) error {
	seen := map[int]bool{}
	for i, v := range values {
		key := v.PayrollComponent.Key
		if seen[key] {
			return refuse(kind.CodeNotUnique, fmt.Sprintf("payrollComponents[%d].payrollComponent.key", i), "is there twice")
		}
		seen[key] = true
		at := -1
		for j, old := range p.PayrollComponents {
			if old.PayrollComponent.Key == key {
				at = j
			}
		}
		switch {
		case v.Value == nil && at >= 0:
			p.PayrollComponents = append(p.PayrollComponents[:at:at], p.PayrollComponents[at+1:]...)
		case v.Value == nil:
		case at >= 0:
			p.PayrollComponents[at].Value, p.PayrollComponents[at].IsSupplement = *v.Value, v.IsSupplement
		default:
			p.PayrollComponents = append(p.PayrollComponents, ComponentValue{v.PayrollComponent, *v.Value, v.IsSupplement})
		}
	}
	return nil
}

// PatchPeriodDataOf does [PatchPeriodData] for several employments of an
// employer: for all of them, or when something is wrong for none.
func PatchPeriodDataOf(w kind.Writer, employer kind.ID, in *PeriodDataPatches) error {
	var problems kind.Problems
	for i, item := range in.Items {
		at := fmt.Sprintf("items[%d]", i)
		row, err := w.Row(Employments.Type, item.EmploymentID)
		if errors.Is(err, kind.ErrNotFound) || err == nil && row.Employer != employer {
			problems = append(problems, kind.Problem{Code: kind.CodeReference, Field: at + ".employmentId", Message: "refers to no employment of this employer"})
			continue
		}
		if err != nil {
			return err
		}
		err = PatchPeriodData(w, item.EmploymentID, &PeriodDataPatch{
			PatchKey: item.PatchKey, PayslipText: item.PayslipText, PayrollComponents: item.PayrollComponents,
		})
		var own kind.Problems
		if errors.As(err, &own) {
			for _, p := range own {
				p.Field = at + "." + p.Field
				problems = append(problems, p)
			}
			continue
		}
		if err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}
