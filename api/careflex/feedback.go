package careflex

import (
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// importFeedback is what a client is told later of a report.
type importFeedback struct {
	ImportID   kind.ID   `json:"importId"`
	CareflexID string    `json:"careflexId"`
	Kind       string    `json:"kind"`
	Status     string    `json:"status"`
	ReceivedAt time.Time `json:"receivedAt"`
	Errors     []Finding `json:"errors"`
	// Incidents are left out where many reports are told of.
	Incidents []incidentFeedback `json:"incidentFeedbackList,omitzero"`
}

// incidentFeedback is what a client is told later of an incident.
type incidentFeedback struct {
	RowNumber     int       `json:"rowNumber"`
	IncidentID    kind.ID   `json:"incidentId"`
	ExternalID    *string   `json:"externalId"`
	EmployeeID    *string   `json:"employeeId"`
	Type          *string   `json:"type"`
	Status        string    `json:"status"`
	EffectiveDate *cal.Date `json:"effectiveDate"`
	Errors        []Finding `json:"errors"`
}

// feedback tells what became of a report, to the company that sent it.
func (d *Dialect) feedback(c *rest.Call) (*rest.Answer, error) {
	id, err := kind.ParseID(c.Parameters[0])
	if err != nil {
		return nil, kind.ErrNotFound
	}
	var f *importFeedback
	err = d.look(c, func(tx *store.Tx) error {
		reporter, err := companyOf(tx, c.Session.Client.ClientID)
		if err != nil {
			return err
		}
		row, err := tx.Row(imports.Type, id)
		if err != nil {
			return err
		}
		if row.Parent != reporter {
			return kind.ErrNotFound
		}
		i, err := imports.Value(row)
		if err != nil {
			return err
		}
		f, err = feedbackOn(tx, i)
		return err
	})
	return encoded(f, err)
}

func encoded(answer any, err error) (*rest.Answer, error) {
	if err != nil {
		return nil, err
	}
	content, err := json.Marshal(answer)
	return &rest.Answer{Content: content}, err
}

// feedbackOn joins a report to what became of it.
func feedbackOn(r kind.Reader, i *Import) (*importFeedback, error) {
	o, err := outcomes.Get(r, i.ID)
	if errors.Is(err, kind.ErrNotFound) {
		o, err = &outcome{Status: received}, nil
	}
	if err != nil {
		return nil, err
	}
	f := &importFeedback{
		ImportID: i.ID, CareflexID: i.CareflexID, Kind: i.Kind, Status: o.Status,
		ReceivedAt: i.ReceivedAt, Errors: o.Findings, Incidents: make([]incidentFeedback, len(i.Incidents)),
	}
	for n, in := range i.Incidents {
		one := incidentOutcome{Status: received}
		if n < len(o.Incidents) {
			one = o.Incidents[n]
		}
		f.Incidents[n] = incidentFeedback{
			RowNumber: n, IncidentID: in.IncidentID, ExternalID: in.ExternalID, EmployeeID: in.EmployeeID, Type: in.Type,
			Status: one.Status, EffectiveDate: one.EffectiveDate, Errors: one.Findings,
		}
	}
	return f, nil
}

// feedbacks tells in short what became of the reports that a company sent: of
// one CareFlex ID, of one month, or all, the newest first.
func (d *Dialect) feedbacks(c *rest.Call) (*rest.Answer, error) {
	if err := c.ReadQuery(); err != nil {
		return nil, err
	}
	month, _ := c.Query("month")
	careflexID, _ := c.Query("careflexId")
	if _, err := cal.Parse(month + "-01"); month != "" && err != nil {
		return nil, rest.Refuse(http.StatusBadRequest, "month is written YYYY-MM")
	}
	if !utf8.ValidString(careflexID) || strings.ContainsRune(careflexID, 0) {
		return nil, rest.Refuse(http.StatusBadRequest, "careflexId is no text")
	}
	all := []*importFeedback{}
	err := d.look(c, func(tx *store.Tx) error {
		reporter, err := companyOf(tx, c.Session.Client.ClientID)
		if err != nil {
			return err
		}
		found, err := reportsOf(tx, reporter, careflexID, month)
		if err != nil {
			return err
		}
		for _, i := range found {
			f, err := feedbackOn(tx, i)
			if err != nil {
				return err
			}
			f.Incidents = nil
			all = append(all, f)
		}
		return nil
	})
	return encoded(struct {
		All []*importFeedback `json:"importFeedbackList"`
	}{all}, err)
}

// maxFeedbacks is how many reports are told of at once.
const maxFeedbacks = 250

// reportsOf are the newest reports of a company, for a CareFlex ID and a month
// where these are given.
func reportsOf(tx *store.Tx, reporter kind.ID, careflexID, month string) ([]*Import, error) {
	q := store.Query{
		View: store.Whole(imports.Type), Parent: reporter,
		Order: []store.Order{{Field: "id", Descending: true}}, Limit: maxFeedbacks, // ids rise with time
	}
	if careflexID != "" {
		q.Filter = store.Comparison{Field: "careflexId", Op: store.Eq, Value: store.Value{Text: careflexID}}
	}
	if month != "" {
		first := cal.MustParse(month + "-01")
		q.Where = []store.Condition{store.Valid{From: first, To: first.AddMonths(1).AddDays(-1)}}
	}
	var found []*Import
	err := tx.List(q, func(body []byte) error {
		i := new(Import)
		if err := json.Unmarshal(body, i); err != nil {
			return err
		}
		if month == "" || i.touches(month) {
			found = append(found, i)
		}
		return nil
	})
	return found, err
}
