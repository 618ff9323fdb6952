package careflex

import (
	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// incidentResponse is what a client is told of an incident at once. Its
// members are in the vendor's order.
type incidentResponse struct {
	RowNumber  int     `json:"rowNumber"`
	IncidentID kind.ID `json:"incidentId"`
	ExternalID *string `json:"externalId"`
	EmployeeID *string `json:"employeeId"`
	Type       *string `json:"type"`
}

// importResponse is what a client is told of a report at once.
type importResponse struct {
	ImportID  kind.ID            `json:"importId"`
	Incidents []incidentResponse `json:"incidentResponseList"`
}

func responseTo(i *Import) importResponse {
	answer := importResponse{ImportID: i.ID, Incidents: make([]incidentResponse, len(i.Incidents))}
	for n, in := range i.Incidents {
		answer.Incidents[n] = incidentResponse{n, in.IncidentID, in.ExternalID, in.EmployeeID, in.Type}
	}
	return answer
}

// newIncident takes a report of incidents.
func (d *Dialect) newIncident(c *rest.Call) (*rest.Answer, error) {
	i, err := d.takeJSON(c, (*checking).checkNew)
	if err != nil {
		return nil, err
	}
	content, err := json.Marshal(responseTo(i))
	return &rest.Answer{Content: content}, err
}

// noIncident takes an empty report. Its answer has no body.
func (d *Dialect) noIncident(c *rest.Call) (*rest.Answer, error) {
	_, err := d.takeJSON(c, (*checking).checkNone)
	return new(rest.Answer), err
}

func (d *Dialect) takeJSON(c *rest.Call, check func(*checking, *envelope) (*Import, problems)) (*Import, error) {
	if err := checkMedia(c.Request, rest.JSON); err != nil {
		return nil, err
	}
	body, err := readBody(c.Request, maxBody)
	if err != nil {
		return nil, err
	}
	e, found, err := readJSON(body)
	if err != nil {
		return nil, err
	}
	if len(found) > 0 {
		var wrongs problems
		wrongs.envelope(found)
		return nil, wrongs
	}
	return d.take(c, e, check)
}

// take checks a report, whichever way it came in, and accepts it when nothing
// is wrong with it.
func (d *Dialect) take(c *rest.Call, e *envelope, check func(*checking, *envelope) (*Import, problems)) (*Import, error) {
	var i *Import
	err := d.look(c, func(tx *store.Tx) error {
		checker, err := d.checker(tx, e.incidents)
		if err != nil {
			return err
		}
		var wrongs problems
		i, wrongs = check(checker, e)
		i.span(tx.Today())
		return wrongs.err()
	})
	if err != nil {
		return nil, err
	}
	return i, d.keep(c, i)
}

// look asks for the right to the operation and then reads.
func (d *Dialect) look(c *rest.Call, f func(*store.Tx) error) error {
	return d.o.Store.View(c.Request.Context(), func(tx *store.Tx) error {
		if err := c.Session.May(tx, c.Operation.Asks(), access.Scope{}); err != nil {
			return err
		}
		return f(tx)
	})
}

// keep accepts reports, all or none.
func (d *Dialect) keep(c *rest.Call, all ...*Import) error {
	return d.o.Store.Update(c.Request.Context(), c.By(), func(tx *store.Tx) error {
		return d.accept(tx, c.Session, all)
	})
}
