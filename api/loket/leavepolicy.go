package loket

import (
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// bindLeavePolicies binds leave types, policies and holidays.
func (d *Dialect) bindLeavePolicies(t *table) {
	const employer = "/providers/employers/{id}"
	collection(t, employer+"/leavetypes", "TestLeaveTypes", record.Employers.Type, record.LeaveTypes, leaveTypes)
	t.document(employer+"/leavetypes/{id}", "TestLeaveTypes", record.Employers.Type, record.LeaveTypes.Type, leaveType)
	action(t, put, employer+"/leavetypes/{id}", "TestLeaveTypes", record.Employers.Type, record.LeaveTypes, record.LeaveTypes.Type, putLeaveType)
	collection(t, employer+"/nationalholidays", "TestNationalHolidays", record.Employers.Type, record.NationalHolidays, nationalHolidays)
	t.document(employer+"/nationalholidays/{id}", "TestNationalHolidays", record.Employers.Type, record.NationalHolidays.Type, nationalHoliday)
	action(t, put, employer+"/nationalholidays/{id}", "TestNationalHolidays",
		record.Employers.Type, record.NationalHolidays, record.NationalHolidays.Type, putNationalHoliday)

	action(t, patch, employer+"/leavePolicies", "TestCopyLeavePolicy",
		record.Employers.Type, record.LeavePolicyCopies, kind.Shape[created]().Type, copyLeavePolicy)
	const ofEmployment = "/providers/employers/employees/employments/{id}/leavepolicies"
	collection(t, ofEmployment, "TestLeavePolicyLinks", record.Employments.Type, leavePolicyLines, leavePoliciesOf)
	arrayAction(t, patch, ofEmployment, "TestLeavePolicyLinks", record.Employments.Type, policyLinkInput, nil, d.linkPolicies)
	const ofPolicy = "/providers/employers/leavepolicies/{id}/employments"
	t.listing(ofPolicy, "TestLeavePolicyLinks", viewFields(linkedEmployments),
		rest.Related(record.LeavePolicies.Type, linkedEmployments, func(row *kind.Row) []store.Condition {
			return []store.Condition{equal("leavePolicy.id", store.TextValue, row.ID.String())}
		}))
	arrayAction(t, patch, ofPolicy, "TestLeavePolicyLinks", record.LeavePolicies.Type, employmentLinkInput, nil, d.linkEmployments)
}

func leaveTypes(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]record.LeaveType, error) {
	return record.LeaveTypesOf(tx, row.ID)
}

func leaveType(c *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	id, err := c.ID(1)
	if err != nil {
		return nil, err
	}
	all, err := record.LeaveTypesOf(tx, row.ID)
	return chosen(all, id, err, func(t record.LeaveType) kind.ID { return t.ID })
}

func putLeaveType(c *rest.Call, tx *store.Tx, row *kind.Row, in *record.LeaveType) (any, error) {
	id, err := c.ID(1)
	if err != nil {
		return nil, err
	}
	return record.DeviateLeaveType(tx, row.ID, id, in.Deviations)
}

func nationalHolidays(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]record.NationalHoliday, error) {
	return record.NationalHolidaysOf(tx, row.ID)
}

func nationalHoliday(c *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	id, err := c.ID(1)
	if err != nil {
		return nil, err
	}
	all, err := record.NationalHolidaysOf(tx, row.ID)
	return chosen(all, id, err, func(h record.NationalHoliday) kind.ID { return h.ID })
}

func putNationalHoliday(c *rest.Call, tx *store.Tx, row *kind.Row, in *record.NationalHoliday) (any, error) {
	id, err := c.ID(1)
	if err != nil {
		return nil, err
	}
	return record.DeviateNationalHoliday(tx, row.ID, id, in.Deviations)
}

// chosen is the one of some values that has an id.
func chosen[T any](all []T, id kind.ID, err error, of func(T) kind.ID) (any, error) {
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		if of(one) == id {
			return one, nil
		}
	}
	return nil, kind.ErrNotFound
}

func copyLeavePolicy(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.LeavePolicyCopy) (any, error) {
	id, err := record.CopyLeavePolicy(tx, row.ID, in)
	return created{id}, err
}

// leavePolicyLine is a policy that an employment is linked to.
type leavePolicyLine struct {
	ID            kind.ID          `json:"id"`
	Value         string           `json:"value" is:"readonly"`
	LeaveUnitType *record.LongCode `json:"leaveUnitType" is:"readonly"`
}

var leavePolicyLines = kind.Shape[leavePolicyLine]()

func policyLine(id kind.ID, name string, unit record.LongCode) leavePolicyLine {
	return leavePolicyLine{ID: id, Value: name, LeaveUnitType: &unit}
}

func leavePoliciesOf(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]leavePolicyLine, error) {
	refs, err := record.LeavePolicyRefsOf(tx, row.ID)
	lines := make([]leavePolicyLine, len(refs))
	for i, p := range refs {
		lines[i] = policyLine(p.ID, p.Name, p.LeaveUnitType)
	}
	return lines, err
}

// leavePolicyOptions are the policies of the employer of a record.
func leavePolicyOptions(tx *store.Tx, row *kind.Row) ([]option, error) {
	policies, err := record.LeavePolicies.Children(tx, row.Employer)
	if err != nil {
		return nil, err
	}
	options := make([]option, len(policies))
	for i, p := range policies {
		if options[i], err = json.Marshal(policyLine(p.ID, p.Name, p.LeaveUnitType)); err != nil {
			return nil, err
		}
	}
	return options, nil
}

// linkedEmployments are employments that are linked to a policy.
var linkedEmployments = &store.View{Parts: []store.Part{
	{Type: record.LeavePolicyLinks.Type, Hidden: true},
	{
		Type: record.Employments.Type, Above: true,
		Only: []string{"id", "startDate", "endDate", "incomeRelationshipNumber", "employee"},
	},
}}

// linkAction says whether something is to be linked, or to be no more.
type linkAction struct {
	Action string `json:"action" is:"oneof=link|unlink"`
}

// policyLink is a policy to link with an employment.
type policyLink struct {
	ID kind.ID `json:"id" is:"options=leave policy"`
	linkAction
}

// employmentLink is an employment to link with a policy.
type employmentLink struct {
	ID kind.ID `json:"id"`
	linkAction
}

// The bodies of both calls, arrays, as their one member.
type (
	policyLinks struct {
		Links []policyLink `json:"links"`
	}
	employmentLinks struct {
		Links []employmentLink `json:"links"`
	}
)

var (
	policyLinkInput     = kind.Shape[policyLinks]()
	employmentLinkInput = kind.Shape[employmentLinks]()
)

// linkPolicies links and unlinks policies of an employment's employer, all or
// none of them.
func (d *Dialect) linkPolicies(_ *rest.Call, tx *store.Tx, row *kind.Row, in *policyLinks) (any, error) {
	var problems kind.Problems
	for i, l := range in.Links {
		policy, err := tx.Row(record.LeavePolicies.Type, l.ID)
		if err != nil && !errors.Is(err, kind.ErrNotFound) {
			return nil, err
		}
		if err != nil || policy.Employer != row.Employer {
			problems = append(problems, unknownLink(i, record.LeavePolicies.Type))
			continue
		}
		if err := l.apply(tx, row.ID, l.ID); err != nil {
			return nil, err
		}
		if err := planAccrual(tx, d.queue, l.ID, tx.Today()); err != nil {
			return nil, err
		}
	}
	return nil, orNone(problems)
}

// linkEmployments links and unlinks employments of a policy's employer that
// the caller may see, all or none of them.
func (d *Dialect) linkEmployments(c *rest.Call, tx *store.Tx, row *kind.Row, in *employmentLinks) (any, error) {
	var problems kind.Problems
	for i, l := range in.Links {
		known, err := sees(c, tx, row.Employer, l.ID)
		if err != nil {
			return nil, err
		}
		if !known {
			problems = append(problems, unknownLink(i, record.Employments.Type))
			continue
		}
		if err := l.apply(tx, l.ID, row.ID); err != nil {
			return nil, err
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return nil, planAccrual(tx, d.queue, row.ID, tx.Today())
}

// sees says that an employment is one of an employer's that the caller may
// see.
func sees(c *rest.Call, tx *store.Tx, employer, employment kind.ID) (bool, error) {
	row, err := tx.Row(record.Employments.Type, employment)
	if errors.Is(err, kind.ErrNotFound) {
		return false, nil
	}
	if err != nil || row.Employer != employer {
		return false, err
	}
	where, err := narrow(c, tx, record.Employments.Type)
	if err != nil || len(where) == 0 {
		return err == nil, err
	}
	return tx.Holds(row, where)
}

func (a linkAction) apply(tx *store.Tx, employment, policy kind.ID) error {
	if a.Action == "unlink" {
		return record.UnlinkLeavePolicy(tx, employment, policy)
	}
	return record.LinkLeavePolicy(tx, employment, policy)
}

func unknownLink(i int, t *kind.Type) kind.Problem {
	return kind.Problem{Code: kind.CodeReference, Field: fmt.Sprintf("links[%d].id", i), Message: "is no " + t.Name + " of the employer"}
}

// orNone makes an empty list no error.
func orNone(problems kind.Problems) error {
	if len(problems) == 0 {
		return nil
	}
	return problems
}
