package visma

import (
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// States of an export, as the vendor words them.
const (
	InProgress = "InProgress"
	Completed  = "Completed"
	Failed     = "Failed"
)

// exportLife is how long an export can be asked for, and its files are kept.
const exportLife = 24 * time.Hour

// Export is a job that an application had done: who had which data written, and
// when, is part of the record.
type Export struct {
	ID       kind.ID `json:"id" is:"readonly"`
	Dataset  string  `json:"dataset"`
	ClientID string  `json:"clientId"`
	// Columns are the names of those that are written, in their order.
	Columns []string `json:"columns"`
	// After is the instant that the client wants changes since; null is
	// everything.
	After *time.Time `json:"changeTimestampAfter"`
	State string     `json:"state" is:"oneof=InProgress|Completed|Failed"`
	// Before is the instant to go on from; null for exports that have none.
	Before    *time.Time `json:"changeTimestampBefore"`
	Files     []File     `json:"files"`
	StartedAt time.Time  `json:"startedAt"`
	Expires   time.Time  `json:"expires"`
	// Callback is where the client wants to be told of the end, and Origin the
	// address by which it reached the house.
	Callback *string `json:"callbackAddress"`
	Origin   string  `json:"origin"`
}

// File is a file of an export.
type File struct {
	// Name is what it is kept under.
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
}

// Exports belong to a tenant.
var Exports = kind.Of[Export]("visma export", "exports", kind.Under(Tenants.Type))

// run stands beside an export for as long as it is in progress, so that those
// can be counted without looking at all.
type run struct {
	ClientID string `json:"clientId"`
}

var running = kind.Of[run]("visma run", "runs", kind.Under(Tenants.Type), kind.Unlogged())

// maxRunning bounds the exports in progress of an application at a tenant.
const maxRunning = 10

// start notes an export and has it done.
func (d *Dialect) start(tx *store.Tx, tenant kind.ID, e *Export) (kind.ID, error) {
	id := randomID()
	now := tx.Now().UTC()
	e.State, e.StartedAt, e.Expires = InProgress, now, now.Add(exportLife)
	others, err := running.Children(tx, tenant)
	if err != nil {
		return id, err
	}
	n := 0
	for _, other := range others {
		if other.ClientID == e.ClientID {
			n++
		}
	}
	if n >= maxRunning {
		return id, tooMany("%d exports are in progress; wait for one to end", n)
	}
	if err := Exports.CreateAs(tx, id, tenant, e); err != nil {
		return id, err
	}
	if err := running.CreateAs(tx, id, tenant, &run{ClientID: e.ClientID}); err != nil {
		return id, err
	}
	if err := d.o.Queue.At(tx, "visma export "+id.String(), e.Expires, expire{id}); err != nil {
		return id, err
	}
	return id, d.o.Queue.Enqueue(tx, write{id})
}

// find gives an export of a dataset that an application had made of a tenant
// and that isn't forgotten. It answers [kind.ErrNotFound].
func find(tx *store.Tx, tenant kind.ID, clientID string, d *dataset, id kind.ID) (*Export, error) {
	row, err := tx.Row(Exports.Type, id)
	if err != nil || row.Parent != tenant {
		return nil, orNotFound(err)
	}
	e, err := Exports.Value(row)
	if err != nil || e.ClientID != clientID || e.Dataset != d.name || !tx.Now().Before(e.Expires) {
		return nil, orNotFound(err)
	}
	return e, nil
}

// tooMany is the refusal that clients try again after: its words are the ones
// that they look for.
func tooMany(format string, args ...any) error {
	err := rest.Refuse(statusTooMany, "Too Many Requests: "+format, args...)
	return &refusal{error: err, after: retryAfter}
}
