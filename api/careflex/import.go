package careflex

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// chunk is how many incidents are imported in one go: few, since all other
// writes wait meanwhile.
const chunk = 20

// importing is the job that imports the next part of a report, on behalf of
// the client that sent it.
type importing struct {
	Import    kind.ID `json:"import"`
	Client    string  `json:"client"`
	User      kind.ID `json:"user"`
	Operation string  `json:"operation"`
}

// Kind names the job.
func (importing) Kind() string { return "careflex-import" }

// Jobs tells the queue how the dialect's jobs are done.
func Jobs(m *job.Mux) { job.Handle(m, runImport) }

// enqueue has a report imported, part by part. Reports for one company stand
// in one line, whose name doesn't tell the company: it may not exist, and then
// it can be anything.
func (d *Dialect) enqueue(tx *store.Tx, by *access.Session, i *Import) error {
	line := "careflex " + derivedID("line", i.CareflexID).String()
	actor := by.Actor(tx.By().Operation)
	part := importing{Import: i.ID, Client: actor.Client, User: actor.User, Operation: actor.Operation}
	for from := 0; from == 0 || from < len(i.Incidents); from += chunk {
		if err := d.o.Queue.Follow(tx, line, tx.Now(), part); err != nil {
			return err
		}
	}
	return nil
}

// Statuses of a report and of its incidents.
const (
	received   = "RECEIVED"
	processing = "PROCESSING"
	done       = "IMPORTED"
	inPart     = "PARTIALLY_IMPORTED"
	rejected   = "REJECTED"
)

// outcome is what became of a report.
type outcome struct {
	Status string `json:"status"`
	// Company is the employer that the report is for; nil when it was rejected
	// as a whole.
	Company *kind.ID `json:"company"`
	// Findings are about the report as a whole.
	Findings []Finding `json:"findings"`
	// Incidents as far as they are imported, in the order of the report.
	Incidents []incidentOutcome `json:"incidents"`
}

// runImport imports the next part of a report. With the first one it finds out
// whether the sender may report for the company at all.
func runImport(_ context.Context, tx *store.Tx, a importing) error {
	row, err := tx.Row(imports.Type, a.Import)
	if errors.Is(err, kind.ErrNotFound) {
		return nil // it went with its company
	}
	if err != nil {
		return err
	}
	i, err := imports.Value(row)
	if err != nil {
		return err
	}
	tx.ActFor(store.Actor{Client: a.Client, User: a.User, Dialect: Name, Operation: a.Operation})
	o, err := outcomes.Get(tx, i.ID)
	if errors.Is(err, kind.ErrNotFound) {
		o, err = judge(tx, row.Parent, i)
	}
	if err != nil || o.Status != processing {
		return err
	}
	if i.Kind == emptyReport {
		err = o.importNone(tx, i)
	} else {
		from := len(o.Incidents)
		err = o.importPart(tx, i, i.Incidents[from:min(from+chunk, len(i.Incidents))])
	}
	if err != nil {
		return err
	}
	return outcomes.Put(tx, i.ID, i.ID, o)
}

// judge says whether a company may report for the one that a report names. If
// not, the report is rejected with all that is in it.
func judge(tx *store.Tx, reporter kind.ID, i *Import) (*outcome, error) {
	o := &outcome{Status: processing}
	sender, err := companies.Get(tx, reporter)
	if err != nil {
		return nil, err
	}
	if i.APITokenHash != nil && !sameHash(sender.APITokenHash, *i.APITokenHash) {
		o.Findings = append(o.Findings, wrong(codeAPIToken, "apiToken", "is not the API token of the company that reports"))
	}
	id, err := companyByID(tx, i.CareflexID)
	switch {
	case errors.Is(err, kind.ErrNotFound):
		o.Findings = append(o.Findings, wrong(codeCareflexID, "careflexId", "is not the CareFlex ID of a company"))
	case err != nil:
		return nil, err
	default:
		c, err := companies.Get(tx, id)
		if err != nil {
			return nil, err
		}
		if id != reporter && (c.ManagedBy == nil || *c.ManagedBy != reporter) {
			o.Findings = append(o.Findings, wrong(codeNotManaged, "careflexId", "is that of a company which the reporting company doesn't manage"))
		}
		o.Company = &id
	}
	if len(o.Findings) > 0 {
		o.reject(i)
		return o, outcomes.Put(tx, i.ID, i.ID, o)
	}
	return o, nil
}

// reject turns down a report as a whole.
func (o *outcome) reject(i *Import) {
	o.Status, o.Company = rejected, nil
	for range i.Incidents {
		o.Incidents = append(o.Incidents, incidentOutcome{Status: rejected})
	}
}

// importNone closes a month without incidents.
func (o *outcome) importNone(tx *store.Tx, i *Import) error {
	had, err := closeMonth(tx, *o.Company, i.StartDate)
	if had {
		o.Findings = append(o.Findings, worth(codeReported, "createdAt", "incidents of this month are reported already; it stays as it is"))
	}
	o.Status = done
	return err
}

// importPart imports incidents one after another, each by itself, and says
// what has become of the report once it was the last part.
func (o *outcome) importPart(tx *store.Tx, i *Import, part []Incident) error {
	imported := map[string]int{}
	for n := range part {
		in := &part[n]
		result, err := importOne(tx, *o.Company, i.ID, in)
		if err != nil {
			return err
		}
		o.Incidents = append(o.Incidents, result)
		if result.Status == done {
			imported[monthOf(*in.CreatedAt)]++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(imported)) {
		if err := countIncidents(tx, *o.Company, name, imported[name]); err != nil {
			return err
		}
	}
	if len(o.Incidents) == len(i.Incidents) {
		o.Status = o.whole()
	}
	return nil
}

// whole is the status of a report by those of its incidents.
func (o *outcome) whole() string {
	imported := 0
	for _, one := range o.Incidents {
		if one.Status == done {
			imported++
		}
	}
	switch imported {
	case 0:
		return rejected
	case len(o.Incidents):
		return done
	}
	return inPart
}
