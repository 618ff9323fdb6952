package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// OccupationalDisability is what UWV found of somebody who can't earn what he
// did, by the WAO or the WIA (arbeidsongeschiktheid).
type OccupationalDisability struct {
	// ID is the record's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which it holds.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// IsOccupationallyDisabled says that it is so.
	IsOccupationallyDisabled *bool `json:"isOccupationallyDisabled"`
	// IsExWAO says that there was a benefit of the WAO before.
	IsExWAO *bool `json:"isExWAO"`
	// Classification is how far, as a range of percents.
	Classification *Code `json:"classification" is:"code=occupational disability class"`
}

// OccupationalDisabilities of an employee don't overlap; there may be days
// between them.
var OccupationalDisabilities = of[OccupationalDisability]("occupational disability", "occupationaldisabilities",
	kind.Under(Employees.Type), kind.Chained(kind.BrokenChain))
