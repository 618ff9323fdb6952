package securex

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/payroll/be"
)

// Codes of what only shows when a message is processed.
const (
	codeContractNotFound   = "CONTRACT_NOT_FOUND"
	codeContractIncomplete = "CONTRACT_INCOMPLETE"
	codeNotConfigured      = "COMMUTE_NOT_CONFIGURED"
	codeOrderNotFound      = "WORK_ORDER_NOT_FOUND"
	codeOther              = "NOT_POSSIBLE"
)

// refused is a problem of the record.
type refused struct {
	code  int
	field string
}

// wordings are what problems of the record are on the wire. A field that stands
// in another, as in the contract of a new employee, keeps what stands before
// it.
var wordings = map[refused]problem{
	{kind.CodeNotUnique, national}:         {"DUPLICATE_EMPLOYEE", national, "The firm has an employee with this number."},
	{kind.CodeReference, "jointCommittee"}: {"JOINT_COMMITTEE_UNKNOWN", "jointCommittee", "The firm doesn't belong to this joint committee."},
	{kind.CodePeriod, effectiveDate}:       {"BEFORE_CONTRACT_START", effectiveDate, "The date is before the contract."},
	{kind.CodeState, effectiveDate}:        {"AFTER_CONTRACT_END", effectiveDate, "The date is after the contract."},
	{kind.CodePeriod, "endDate"}:           {codeDateOrder, "endDate", "The end is before the start."},
	{kind.CodeState, "startDate"}:          {"CONTRACT_STARTED", contractKey, "The contract has begun."},
	{kind.CodeReferred, ""}:                {"CONTRACT_STARTED", contractKey, "The contract is in a work order."},
	{kind.CodeNotUnique, "payrollPeriod"}:  {"WORK_ORDER_EXISTS", "payrollPeriod", "The month has a regular work order."},
	{kind.CodeState, "type"}:               {"NO_REGULAR_WORK_ORDER", "type", "The month has no regular work order to correct."},
	{kind.CodeState, "withdrawn"}:          {"WORK_ORDER_DELETED", workOrderID, "The work order was deleted before it was processed."},
	{kind.CodeState, "status"}:             {"WORK_ORDER_PROCESSED", workOrderID, "The work order was processed."},
}

// faults are what problems of a calculation are on the wire.
var faults = map[be.Fault]string{
	be.OutsideContract:  "CONTRACT_NOT_ACTIVE",
	be.UnknownCode:      "PRESTATION_CODE_UNKNOWN",
	be.OtherCategory:    "PRESTATION_CODE_UNKNOWN",
	be.DeclaredTwice:    "DAY_DECLARED_TWICE",
	be.UnknownComponent: "WAGE_COMPONENT_UNKNOWN",
	be.WrongKind:        "WAGE_COMPONENT_KIND",
}

// rejection is why a message is rejected; nil when err is no reason to.
func rejection(err error) []problem {
	if own, ok := errors.AsType[problems](err); ok {
		return own
	}
	theirs, ok := errors.AsType[kind.Problems](err)
	if !ok {
		return nil
	}
	all := make([]problem, len(theirs))
	for i, p := range theirs {
		all[i] = worded(p)
	}
	return all
}

// worded is a problem of the record on the wire.
func worded(p kind.Problem) problem {
	const inContract = "contract."
	before, field := "", p.Field
	if rest, ok := strings.CutPrefix(field, inContract); ok {
		before, field = inContract, rest
	}
	w, ok := wordings[refused{p.Code, field}]
	if !ok {
		return problem{codeOther, p.Field, "Not possible: " + p.Message + "."}
	}
	w.Field = before + w.Field
	return w
}

// calculated are the problems of a calculation of what stands at a path.
func calculated(err error, path string) problems {
	if err == nil {
		return nil
	}
	theirs, ok := errors.AsType[be.Problems](err)
	if !ok {
		return problems{{codeOutOfRange, path, "The numbers are too large to compute with."}}
	}
	all := make(problems, len(theirs))
	for i, p := range theirs {
		all[i] = ofPay(p, path)
	}
	return all
}

// lists are where the lists of a calculation stand in the contract of an order.
var lists = map[string]string{
	"workedHours": ".prestations.workedHours", "absences": ".prestations.absences", "overtime": ".prestations.overtime",
	"additionalPayments": ".additionalPayments", "commute": ".commute",
}

// ofPay is a problem of a calculation on the wire. One that isn't of what
// was declared is of the contract, of which something is not known.
func ofPay(p be.Problem, path string) problem {
	list, declared := lists[p.List]
	if !declared {
		return problem{codeContractIncomplete, path + ".contractKey", "What the contract pays in the month is not known: " + p.String() + "."}
	}
	field := fmt.Sprintf("%s%s[%d]", path, list, p.Index)
	if p.Field != "" {
		field += "." + p.Field
	}
	return problem{cmp.Or(faults[p.Fault], codeOther), field, "Not accepted: " + string(p.Fault) + "."}
}
