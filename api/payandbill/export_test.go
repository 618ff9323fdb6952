package payandbill

import (
	"maps"
	"slices"

	"github.com/payglot/payglot/record"
)

// MessageIDs are the ids of all messages.
func MessageIDs() []int { return slices.Sorted(maps.Keys(texts)) }

// Parse reads a body and says how many rows it has. It does with each row all
// that is done without a record.
func Parse(body []byte) (rows int, err error) {
	all, err := parse(body)
	for _, r := range all {
		found := check(&r.worker, &r.worker, &references{off: true, known: map[string]map[string]string{employers: {"er1": "ER1"}}}, lastDay)
		if found.count()[failed] == 0 {
			r.complete()
			d := &record.UKDossier{}
			r.into(d, r.unknown)
			stored(r.EmployerRef, d)
		}
		(&result{employer: r.EmployerRef, personnel: r.PersonnelRef, messages: found}).append(nil)
	}
	return len(all), err
}

// ParseDate reads a date of a row.
var ParseDate = parseDate
