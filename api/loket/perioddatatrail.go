package loket

import (
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// periodMutation is a line of the audit trail of payroll period data: one
// value of it changed.
type periodMutation struct {
	TimeStamp                time.Time           `json:"timeStamp" is:"readonly"`
	Employer                 auditEmployer       `json:"employer"`
	PayrollAdministration    auditAdministration `json:"payrollAdministration"`
	Employee                 auditEmployee       `json:"employee"`
	Employment               auditJob            `json:"employment"`
	Field                    keyed               `json:"field"`
	PayrollComponentCategory *record.LongCode    `json:"payrollComponentCategory" is:"readonly"`
	MutationType             keyed               `json:"mutationType"`
	MutationOrigin           keyed               `json:"mutationOrigin"`
	OldValue                 *string             `json:"oldValue" is:"len=..250,readonly"`
	NewValue                 *string             `json:"newValue" is:"len=..250,readonly"`
	PerformedBy              *record.UserRef     `json:"performedBy" is:"readonly"`
	Identification           *periodIdentity     `json:"identification"`
}

type auditAdministration struct {
	ID           kind.ID `json:"id" is:"readonly"`
	ClientNumber int     `json:"clientNumber" is:"readonly"`
	Name         string  `json:"name" is:"len=..70"`
}

// periodIdentity names the data that a change is of.
type periodIdentity struct {
	ID               *kind.ID                    `json:"id"`
	Description      *string                     `json:"description" is:"len=..255,readonly"`
	PayrollPeriod    *record.PayrollPeriod       `json:"payrollPeriod" is:"readonly"`
	PayslipType      *record.LongCode            `json:"payslipType" is:"readonly,code=payslip type"`
	Shift            *record.Shift               `json:"shift" is:"code=shift"`
	DistributionUnit *record.DistributionUnitRef `json:"distributionUnit" is:"ref=distribution unit,open"`
	CostCenter       *record.CostBearer          `json:"costCenter" is:"code=cost center"`
	CostUnit         *record.CostBearer          `json:"costUnit" is:"code=cost unit"`
}

var periodMutations = kind.Shape[periodMutation]()

// periodDataTrail lists every value that changed in the payroll period data of
// an administration, from startDate to endDate, both included. An employment
// belongs to the administration that pays it now.
func periodDataTrail(c *rest.Call, tx *store.Tx, row *kind.Row) ([]periodMutation, error) {
	from, to, err := auditPeriod(c)
	if err != nil {
		return nil, err
	}
	administration, err := record.PayrollAdministrations.Value(row)
	if err != nil {
		return nil, err
	}
	employer, err := record.Employers.Get(tx, row.Employer)
	if err != nil {
		return nil, err
	}
	a := &periodAuditor{
		auditor: auditor{
			tx:       tx,
			employer: auditEmployer{ID: row.Employer, CompanyName: employer.CompanyName, EmployerNumber: employer.EmployerNumber},
			people:   map[kind.ID]*record.UserRef{},
		},
		administration: auditAdministration{row.ID, administration.ClientNumber, administration.Name},
	}
	var all []*store.Change
	if err := tx.Changes(row.Employer, from, to, func(c *store.Change) error {
		if c.Kind == record.PeriodDataOf.Type.Name {
			all = append(all, c)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	for _, c := range all {
		if err := a.data(c); err != nil {
			return nil, err
		}
	}
	return a.told, nil
}

// periodAuditor turns changes of payroll period data into changes of values.
type periodAuditor struct {
	auditor
	administration auditAdministration
	told           []periodMutation
}

func (a *periodAuditor) data(c *store.Change) error {
	employment, err := record.Employments.Get(a.tx, c.Parent)
	if err == kind.ErrNotFound {
		return nil // gone with all that it had
	}
	if err != nil || employment.PayrollAdministration == nil || employment.PayrollAdministration.ID != a.administration.ID {
		return err
	}
	var subject mutation
	if err := a.subject(&subject, record.PeriodDataOf.Type, c); err != nil {
		return err
	}
	by, err := a.performer(c.By.User)
	if err != nil {
		return err
	}
	before, after, err := a.states(c)
	if err != nil {
		return err
	}
	known := after
	if known == nil {
		known = before
	}
	a.values(periodMutation{
		TimeStamp: c.At, Employer: a.employer, PayrollAdministration: a.administration,
		Employee: subject.Employee, Employment: subject.Employment,
		MutationType: mutationTypes[c.Verb], MutationOrigin: origin(c.By), PerformedBy: by,
		Identification: identityOf(c.ID, c.By.Operation, known),
	}, before, after)
	return nil
}

// states are the data before and after a change, nil where there were none.
func (a *periodAuditor) states(c *store.Change) (before, after *record.PeriodData, err error) {
	now := new(record.PeriodData)
	if err := json.Unmarshal(c.Body, now); err != nil {
		return nil, nil, err
	}
	switch c.Verb {
	case "create":
		return nil, now, nil
	case "delete":
		return now, nil, nil
	}
	last, err := a.tx.Before(c)
	if err != nil || last == nil {
		return nil, now, err
	}
	before = new(record.PeriodData)
	return before, now, json.Unmarshal(last.Body, before)
}

func identityOf(id kind.ID, operation string, data *record.PeriodData) *periodIdentity {
	return &periodIdentity{
		ID: &id, Description: &operation, PayrollPeriod: &data.PayrollPeriod, PayslipType: &data.PayslipType, Shift: &data.Shift,
		DistributionUnit: &data.DistributionUnit, CostCenter: data.CostCenter, CostUnit: data.CostUnit,
	}
}

// values adds a line for every component, and the text, that differ.
func (a *periodAuditor) values(line periodMutation, before, after *record.PeriodData) {
	var components []record.PeriodComponent
	for _, state := range []*record.PeriodData{before, after} {
		if state == nil {
			continue
		}
		for _, v := range state.PayrollComponents {
			if !slices.ContainsFunc(components, func(c record.PeriodComponent) bool { return c.Key == v.PayrollComponent.Key }) {
				components = append(components, v.PayrollComponent)
			}
		}
	}
	for _, c := range components {
		line.Field, line.PayrollComponentCategory = keyed{c.Key, c.Description}, &c.Category
		a.differ(line, valueOf(before, c.Key), valueOf(after, c.Key))
	}
	line.Field, line.PayrollComponentCategory = keyed{number("payslipText"), "payslipText"}, nil
	a.differ(line, textOf(before), textOf(after))
}

func (a *periodAuditor) differ(line periodMutation, old, now *string) {
	if old == nil && now == nil || old != nil && now != nil && *old == *now {
		return
	}
	line.OldValue, line.NewValue = old, now
	a.told = append(a.told, line)
}

// valueOf is the value of a component, marked where it is a supplement.
func valueOf(data *record.PeriodData, component int) *string {
	if data == nil {
		return nil
	}
	for _, v := range data.PayrollComponents {
		if v.PayrollComponent.Key == component {
			text := v.Value.String()
			if v.IsSupplement {
				text += " (+)"
			}
			return &text
		}
	}
	return nil
}

func textOf(data *record.PeriodData) *string {
	if data == nil {
		return nil
	}
	return data.PayslipText
}
