package loket

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

func (d *Dialect) bindLeave(t *table) {
	const (
		employer   = "/providers/employers/{id}"
		employment = "/providers/employers/employees/employments/{id}"
		requests   = "/providers/employers/employees/employments/leaverequests"
	)
	t.listing(employment+"/leave/metadata", "TestMetadata", leaveOptions.Type.Fields, metadata(record.Leaves.Type, post))
	t.listing("/providers/employers/employees/employments/leave/{id}/metadata", "TestMetadata", leaveOptions.Type.Fields, metadata(record.Leaves.Type, put))
	t.bind(get, employment+"/leave/defaults", "TestDefaults", defaults(record.Leaves.Type))
	t.document(employment+"/leave/proposedleavehours", "TestProposedLeave", record.Employments.Type, record.ProposedLeaves.Type, proposedLeave)
	collection(t, employer+"/leave/proposedleavehours", "TestProposedLeave", record.Employers.Type, record.ProposedLeaves, proposedLeaveOfAll)

	collective := t.shaped(post, employer+"/leave", "TestCollectiveLeave", shape{takes: record.CollectiveLeaves.Type.Fields.Members[0]},
		rest.ArrayAction(record.Employers.Type, record.CollectiveLeaves, bookCollectively))
	t.besideCollective(collective)

	t.view(employer+"/employees/employments/leaverequests", "TestLeaveRequests", store.Whole(record.LeaveRequests.Type))
	review := t.acts(patch, requests, "TestReviewLeave", nil, record.LeaveReview.Type, nil, reviewLeave)
	t.shapes[review] = shape{takes: record.LeaveReview.Type.Fields.Members[0]}

	d.bindLeaveBalances(t)
	d.bindCalendars(t)
	t.bindOverviews()
}

// leaveOptions is the metadata of leave, which the vendor describes.
var leaveOptions = kind.Shape[struct {
	Field   string                      `json:"field"`
	Options []record.RequestedLeaveType `json:"options"`
}]()

// besideCollective gives the defaults of collective leave: those of the leave
// of one employment.
func (t *table) besideCollective(o *rest.Operation) {
	one := record.NewCollectiveLeaves.Type
	t.beside(o, "/defaults", "TestDefaults", rest.Document(record.Employers.Type, func(_ *rest.Call, tx *store.Tx, _ *kind.Row) (any, error) {
		return one.Blank(tx)
	}))
	t.shapes[t.byPath[route(get, o.Path+"/defaults")]] = shape{gives: blank(one.Fields)}
}

// bookableLeaveTypes are the types that leave of an employer can be booked on.
func bookableLeaveTypes(tx *store.Tx, row *kind.Row) ([]option, error) {
	all, err := record.LeaveTypesOf(tx, row.Employer)
	options := []option{}
	for _, t := range all {
		actual := t.Actual()
		if !actual.Enabled || actual.Key == record.LeaveVacation {
			continue
		}
		body, err := json.Marshal(record.LeaveTypeRef{Key: actual.Key, Value: actual.Value, BalanceExceedsYear: actual.BalanceExceedsYear})
		if err != nil {
			return nil, err
		}
		options = append(options, body)
	}
	return options, err
}

// periodOf is ?startDate= and ?endDate=: without a start today, without an end
// one day.
func periodOf(c *rest.Call, tx *store.Tx) (cal.Period, error) {
	start, err := c.Date("startDate")
	if err != nil {
		return cal.Period{}, err
	}
	end, err := c.Date("endDate")
	if err != nil {
		return cal.Period{}, err
	}
	if start.IsZero() {
		start = tx.Today()
	}
	if end.IsZero() {
		end = start
	}
	p := cal.Period{Start: start, End: end}
	switch {
	case !p.Valid():
		return p, &rest.Error{Status: http.StatusBadRequest, Field: "endDate", Message: "endDate is before startDate"}
	case p.Days() > record.MaxLeavePeriod:
		return p, &rest.Error{Status: http.StatusBadRequest, Field: "endDate", Message: fmt.Sprintf("endDate is more than %d days after startDate", record.MaxLeavePeriod)}
	}
	return p, nil
}

func proposedLeave(c *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	p, err := periodOf(c, tx)
	if err != nil {
		return nil, err
	}
	e, err := record.Employments.Value(row)
	if err != nil {
		return nil, err
	}
	proposed, err := record.LeaveOf(tx, row.Employer).Propose(e, p)
	if errors.Is(err, record.ErrLeaveInDays) {
		return nil, rest.Refuse(http.StatusBadRequest, "%s, so that no hours can be proposed", err)
	}
	return proposed, err
}

// proposedLeaveOfAll proposes hours for every employment that runs in the
// period. Those whose leave is counted in days aren't listed.
func proposedLeaveOfAll(c *rest.Call, tx *store.Tx, row *kind.Row) ([]record.ProposedLeave, error) {
	p, err := periodOf(c, tx)
	if err != nil {
		return nil, err
	}
	all, err := employmentsIn(c, tx, row.ID, p, false)
	if err != nil {
		return nil, err
	}
	book, proposals := record.LeaveOf(tx, row.ID), []record.ProposedLeave{}
	for _, e := range all {
		proposed, err := book.Propose(e, p)
		if errors.Is(err, record.ErrLeaveInDays) {
			continue
		}
		if err != nil {
			return nil, err
		}
		proposals = append(proposals, *proposed)
	}
	return proposals, nil
}

// employmentsIn are the employments of an employer that run in a period, as far
// as the caller's role shows them, and where settings count as he chose.
func employmentsIn(c *rest.Call, tx *store.Tx, employer kind.ID, p cal.Period, chosen bool) ([]*record.Employment, error) {
	where, err := narrow(c, tx.Present(), record.Employments.Type)
	if err != nil {
		return nil, err
	}
	q := store.Query{
		View: store.Whole(record.Employments.Type), Employer: employer,
		Where: append(where, store.Valid{From: p.Start, To: p.End}),
	}
	if chosen {
		if err := settings(c, tx.Present(), &q); err != nil {
			return nil, err
		}
	}
	var all []*record.Employment
	err = tx.List(q, func(body []byte) error {
		e, err := record.Employments.Value(&kind.Row{Type: record.Employments.Type, Body: body})
		all = append(all, e)
		return err
	})
	return all, err
}

func bookCollectively(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.CollectiveLeaveList) (any, error) {
	return nil, record.BookCollectively(tx, row.ID, in)
}

// reviewLeave decides on requests one by one.
func reviewLeave(c *rest.Call) (*rest.Answer, error) {
	return oneByOne(c, record.LeaveReview, record.LeaveRequests.Type,
		func(in *record.LeaveDecisions) []record.LeaveDecision { return in.Requests },
		func(d *record.LeaveDecision) kind.ID { return d.ID },
		func(tx *store.Tx, d *record.LeaveDecision) error {
			return record.HandleLeaveRequest(tx, d.ID, d.Action, c.Session.User)
		})
}
