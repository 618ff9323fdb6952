package cal

// Period is the days from Start to End, both included. Without End it is open:
// it goes on.
type Period struct {
	Start Date `json:"start"`
	End   Date `json:"end"`
}

// Open says whether the period has no end.
func (p Period) Open() bool { return p.End.IsZero() }

// Valid says whether the period has a start and at least one day.
func (p Period) Valid() bool {
	return !p.Start.IsZero() && (p.Open() || !p.End.Before(p.Start))
}

// Contains says whether d is one of the days.
func (p Period) Contains(d Date) bool {
	return !d.IsZero() && !d.Before(p.Start) && (p.Open() || !d.After(p.End))
}

// Overlaps says whether the periods have a day in common.
func (p Period) Overlaps(q Period) bool {
	return !p.Start.After(q.end()) && !q.Start.After(p.end())
}

// end is the last day, of an open period the last there is.
func (p Period) end() Date {
	if p.Open() {
		return Last
	}
	return p.End
}

// Days returns how many days the period has; of an open period -1.
func (p Period) Days() int {
	if p.Open() {
		return -1
	}
	return p.End.Sub(p.Start) + 1
}

// String writes 2024-01-01/2024-12-31 as ISO 8601 does, and 2024-01-01/.. for
// an open period.
func (p Period) String() string {
	if p.Open() {
		return p.Start.String() + "/.."
	}
	return p.Start.String() + "/" + p.End.String()
}
