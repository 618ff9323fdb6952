package visma

import (
	"slices"

	"github.com/payglot/payglot/cal"
)

// slicesOf parts the days of an employment where something of it begins or
// ends.
func slicesOf(whole cal.Period, chains ...[]found) []slice {
	starts := []cal.Date{whole.Start}
	note := func(day cal.Date) {
		if whole.Contains(day) {
			starts = append(starts, day)
		}
	}
	for _, chain := range chains {
		for _, link := range chain {
			note(link.days.Start)
			if !link.days.Open() {
				note(link.days.End.AddDays(1))
			}
		}
	}
	slices.SortFunc(starts, cal.Date.Compare)
	starts = slices.Compact(starts)
	all := make([]slice, len(starts))
	for i, start := range starts {
		all[i] = slice{number: i + 1, days: cal.Period{Start: start, End: whole.End}}
		if i+1 < len(starts) {
			all[i].days.End = starts[i+1].AddDays(-1)
		}
	}
	all[len(all)-1].last = !whole.Open()
	return all
}

// holding is the link of a chain that holds on a day; nil when none does.
func holding(chain []found, day cal.Date) *found {
	for i := range chain {
		if chain[i].days.Contains(day) {
			return &chain[i]
		}
	}
	return nil
}
