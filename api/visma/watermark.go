package visma

import (
	"slices"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// watermark ties an instant that clients were told to a place in the change
// log: an export that was given it shows all that was committed up to that
// change. Clients send the instant, the change number decides: clocks may be
// set, stand still or differ, the order of changes is that of commits.
//
// It is made in a write, before the export's snapshot is taken, so that writes
// of a tenant's watermarks follow one another: instants rise strictly, numbers
// never fall, and a snapshot that begins after it sees at least that much.
type watermark struct {
	// At is in milliseconds, as it is told.
	At     time.Time `json:"at"`
	Change int64     `json:"change"`
}

var watermarks = kind.Of[watermark]("visma watermark", "watermarks", kind.Under(Tenants.Type), kind.Unlogged())

// Of old watermarks one a day is kept, and none beyond two years: what stood for
// one that is gone is the one before it, which shows more and misses nothing.
const (
	keepAll = 2 * 24 * time.Hour
	keepAny = 2 * 366 * 24 * time.Hour
)

// resolution of watermarks.
const resolution = time.Millisecond

// mark is a watermark where it is kept.
type mark struct {
	watermark
	id kind.ID
}

// marksOf a tenant, oldest first.
func marksOf(r kind.Reader, tenant kind.ID) ([]mark, error) {
	rows, err := r.Children(watermarks.Type, tenant)
	if err != nil {
		return nil, err
	}
	all := make([]mark, len(rows))
	for i, row := range rows {
		w, err := watermarks.Value(row)
		if err != nil {
			return nil, err
		}
		all[i] = mark{*w, row.ID}
	}
	slices.SortFunc(all, func(a, b mark) int { return a.At.Compare(b.At) })
	return all, nil
}

// begin makes the watermark of an export and says where in the change log it
// begins. after is the instant that the client was told, nil for everything.
func begin(tx *store.Tx, t *Tenant, after *time.Time) (at time.Time, since *store.Since, err error) {
	all, err := marksOf(tx, t.ID)
	if err != nil {
		return at, nil, err
	}
	last, err := tx.LastChange()
	if err != nil {
		return at, nil, err
	}
	at = tx.Now().UTC().Truncate(resolution)
	if n := len(all); n > 0 && !all[n-1].At.Before(at) {
		at = all[n-1].At.Add(resolution)
	}
	if since, err = locate(tx, t, all, after, last); err != nil {
		return at, nil, err
	}
	if err := thin(tx, all, at); err != nil {
		return at, nil, err
	}
	_, err = watermarks.Create(tx, t.ID, &watermark{At: at, Change: last})
	return at, since, err
}

// thin removes watermarks that are not needed any more.
func thin(tx *store.Tx, all []mark, now time.Time) error {
	var day time.Time
	for _, w := range all {
		kept := day
		day = w.At.Truncate(24 * time.Hour)
		age := now.Sub(w.At)
		if age <= keepAll || age <= keepAny && !day.Equal(kept) {
			continue
		}
		if err := watermarks.Delete(tx, w.id); err != nil {
			return err
		}
	}
	return nil
}

// locate finds where in the change log an instant lies. One that is or lies
// after a watermark begins at the newest such; one before all of them is
// compared with the instants of changes. Beyond now and every watermark nothing
// has happened yet. nil is everything.
func locate(tx *store.Tx, t *Tenant, all []mark, after *time.Time, last int64) (*store.Since, error) {
	if after == nil {
		return nil, nil
	}
	i, _ := slices.BinarySearchFunc(all, *after, func(w mark, at time.Time) int {
		if w.At.After(at) {
			return 1
		}
		return -1
	})
	since := &store.Since{At: *after}
	if i > 0 {
		since = &store.Since{Number: all[i-1].Change}
	}
	if after.After(tx.Now()) && (i == 0 || i == len(all) && after.After(all[i-1].At)) {
		since = &store.Since{Number: last}
	}
	return since, widened(tx, t, since)
}

// widened shows everything when the tenant itself was changed since: other
// employers or leavers belong to it then.
func widened(tx *store.Tx, t *Tenant, since *store.Since) error {
	row, err := tx.Row(Tenants.Type, t.ID)
	if err != nil {
		return err
	}
	c, err := tx.At(Tenants.Type, t.ID, row.Change)
	if err != nil {
		return err
	}
	if since.Number > 0 && c.Number > since.Number || since.Number == 0 && !c.At.Before(since.At) {
		*since = store.Since{}
	}
	return nil
}
