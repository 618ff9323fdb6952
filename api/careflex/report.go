package careflex

import (
	"slices"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Kinds of reports, by the endpoint used.
const (
	newReport   = "NEW"
	emptyReport = "NONE"
)

// Import is a report that was accepted. It stands under the company that sent
// it. What became of it is its [outcome].
type Import struct {
	// ID is the importId.
	ID   kind.ID `json:"id"`
	Kind string  `json:"kind"`
	// CareflexID is what was sent; there may be no such company.
	CareflexID string `json:"careflexId"`
	// APITokenHash is that of what was sent; nil for a file, which carries none.
	APITokenHash *string   `json:"apiTokenHash"`
	ReceivedAt   time.Time `json:"receivedAt"`
	// StartDate and EndDate are the first and the last day on which an incident
	// was recorded, or the day of an empty report.
	StartDate cal.Date   `json:"startDate"`
	EndDate   cal.Date   `json:"endDate"`
	Incidents []Incident `json:"incidents"`
}

// touches says that the report is of a month, or in part.
func (i *Import) touches(month string) bool {
	if i.Kind == emptyReport {
		return monthOf(i.StartDate) == month
	}
	return slices.ContainsFunc(i.Incidents, func(in Incident) bool {
		return in.CreatedAt != nil && monthOf(*in.CreatedAt) == month
	})
}

// span notes the first and the last day of the incidents; today stands for
// those that have none.
func (i *Import) span(today cal.Date) {
	for _, in := range i.Incidents {
		if in.CreatedAt == nil {
			continue
		}
		if i.StartDate.IsZero() || in.CreatedAt.Before(i.StartDate) {
			i.StartDate = *in.CreatedAt
		}
		i.EndDate = cal.Max(i.EndDate, *in.CreatedAt)
	}
	if i.StartDate.IsZero() {
		i.StartDate, i.EndDate = today, today
	}
}

// checkNew reads what was sent of a report of incidents.
func (c *checking) checkNew(e *envelope) (*Import, problems) {
	i := &Import{Kind: newReport}
	wrongs := c.checkEnvelope(e, i)
	switch {
	case e.list.given() && e.list.form != arrayForm:
		wrongs.envelope([]Finding{wrong(codeType, "incidentList", "is not an array")})
	case e.count == 0:
		wrongs.envelope([]Finding{wrong(codeEmptyList, "incidentList", "holds no incident; a month without any is reported by incident/none")})
	case e.count > maxIncidents:
		wrongs.envelope([]Finding{wrong(codeTooMany, "incidentList", "holds "+itoa(e.count)+" incidents, more than "+itoa(maxIncidents))})
	}
	for n, s := range e.incidents {
		in, found := c.incident(s)
		wrongs.row(n, found)
		i.Incidents = append(i.Incidents, *in)
	}
	return i, wrongs
}

// checkNone reads what was sent of an empty report.
func (c *checking) checkNone(e *envelope) (*Import, problems) {
	i := &Import{Kind: emptyReport}
	wrongs := c.checkEnvelope(e, i)
	day, found := c.day(e.createdAt)
	wrongs.envelope(found)
	if day != nil {
		i.StartDate, i.EndDate = *day, *day
	}
	return i, wrongs
}

// checkEnvelope asks for a CareFlex ID and an API token. Whether there are such
// is not checked on sending, and so costs the same whatever they are.
func (c *checking) checkEnvelope(e *envelope, i *Import) problems {
	var wrongs problems
	var found []Finding
	i.CareflexID, found = c.text("careflexId", e.careflexID)
	wrongs.envelope(found)
	token, found := c.text("apiToken", e.apiToken)
	wrongs.envelope(found)
	hash := hashOf(token)
	i.APITokenHash = &hash
	return wrongs
}

// checker makes what a report is checked by, with the types that it names.
func (d *Dialect) checker(tx *store.Tx, incidents []sent) (*checking, error) {
	var codes []string
	for _, s := range incidents {
		codes = append(codes, s["type"].text)
	}
	slices.Sort(codes)
	types, err := lookUp(tx, slices.Compact(codes))
	return &checking{types: types, today: tx.Today()}, err
}

// accept keeps reports of one client and has them imported, in order, after
// all that came before for the same company. It gives each its id.
func (d *Dialect) accept(tx *store.Tx, by *access.Session, all []*Import) error {
	reporter, err := companyOf(tx, by.Client.ClientID)
	if err != nil {
		return err
	}
	for _, i := range all {
		i.ReceivedAt = tx.Now()
		for n := range i.Incidents {
			i.Incidents[n].IncidentID = tx.NewID()
		}
		if i.ID, err = imports.Create(tx, reporter, i); err != nil {
			return err
		}
		if err := d.enqueue(tx, by, i); err != nil {
			return err
		}
	}
	return nil
}
