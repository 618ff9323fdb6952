package loket

import (
	"errors"
	"fmt"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// wageProposal is a proposed wage with whose it is.
type wageProposal struct {
	record.WageProposal
	EmploymentInformation proposedFor `json:"employmentInformation" is:"readonly"`
}

// proposedFor is an employment with its place in the firm.
type proposedFor struct {
	ID                       kind.ID                            `json:"id"`
	EmployeeNumber           int                                `json:"employeeNumber" is:"min=1"`
	FirstName                *string                            `json:"firstName" is:"len=1..28"`
	FormattedName            string                             `json:"formattedName" is:"len=..82"`
	Photo                    *string                            `json:"photo"`
	IncomeRelationshipNumber int                                `json:"incomeRelationshipNumber" is:"max=9999"`
	PayrollAdministration    *record.PayrollAdministrationRef   `json:"payrollAdministration" is:"ref=payroll administration"`
	Department               record.OrganizationalDepartmentRef `json:"department" is:"ref=department,open"`
	Function                 record.FunctionRef                 `json:"function" is:"ref=function,open"`
}

var proposalLines = kind.Shape[wageProposal]()

func (t *table) bindWageProposals() {
	const note = "rises to the next pay grade are proposed; no wage is linked to the minimum wage, so that birthdays propose nothing"
	t.partly(collection(t, "/providers/employers/{id}/employees/employments/WageProposals", "TestWageProposals",
		record.Employers.Type, proposalLines, wageProposals), note)
	arrayAction(t, patch, "/providers/employers/employees/employments/WageProposals", "TestWageProposals",
		nil, record.ProposalDecisions, nil, decideProposals)
}

// wageProposals are the proposals of all employments that the caller sees, also
// of those that have ended.
func wageProposals(c *rest.Call, tx *store.Tx, row *kind.Row) ([]wageProposal, error) {
	employments, err := employmentsIn(c, tx, row.ID, cal.Period{}, false)
	if err != nil {
		return nil, err
	}
	lines := []wageProposal{}
	for _, e := range employments {
		all, err := record.WageProposalsOf(tx, e)
		if err != nil {
			return nil, err
		}
		for _, p := range all {
			place, err := placeOn(tx, e, p.StartDateProposal)
			if err != nil {
				return nil, err
			}
			if place == nil {
				continue
			}
			lines = append(lines, wageProposal{p, proposedFor{
				ID: e.ID, EmployeeNumber: e.Employee.EmployeeNumber, FirstName: e.Employee.FirstName, FormattedName: e.Employee.FormattedName,
				Photo: e.Employee.Photo, IncomeRelationshipNumber: e.IncomeRelationshipNumber, PayrollAdministration: e.PayrollAdministration,
				Department: place.Department, Function: place.Function,
			}})
		}
	}
	return lines, nil
}

// decideProposals carries out all decisions or none. The path doesn't say whose
// proposals they are: those out of the caller's reach are as good as none.
func decideProposals(c *rest.Call, tx *store.Tx, _ *kind.Row, in *record.ProposalDecisionList) (any, error) {
	var problems kind.Problems
	for i, d := range in.Decisions {
		row, err := tx.Row(record.Wages.Type, d.ID)
		if err == nil {
			err = c.Session.May(tx, c.Operation.Asks(), rest.ScopeOf(row))
		}
		if errors.Is(err, kind.ErrNotFound) || errors.Is(err, access.ErrOutOfReach) {
			err = wrong(kind.CodeReference, "id", "refers to no wage proposal")
		}
		if err == nil {
			err = record.DecideProposal(tx, row, d.Action == "accept")
		}
		var some kind.Problems
		if err != nil && !errors.As(err, &some) {
			return nil, err
		}
		for _, p := range some {
			p.Field = fmt.Sprintf("decisions[%d].%s", i, p.Field)
			problems = append(problems, p)
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return nil, nil
}
