package cal

import (
	"fmt"
	"slices"
)

// Rule is what a chain demands of its links beyond that they don't overlap.
type Rule uint8

const (
	// Broken chains may have gaps. Each link says itself where it ends.
	Broken Rule = iota
	// Linked chains have no gaps: a link ends the day before the next one
	// starts, and a new link only comes at the end.
	Linked
)

// Link is one period in a chain; the key tells which.
type Link[K comparable] struct {
	Key K
	Period
}

// Chain is all the links that exclude each other in time, in order of start:
// the wages of an employment, or its deductions of one kind. Its methods say
// what an operation would change; they change nothing themselves.
type Chain[K comparable] struct {
	Rule  Rule
	Links []Link[K]
}

// Breach names the demand of a chain that an operation doesn't meet.
type Breach uint8

const (
	NoStart        Breach = iota + 1 // a link has no start
	EndBeforeStart                   // a link ends before it starts
	Overlap                          // two links share a day
	NotAtEnd                         // a new link doesn't start after the last one
	BeforePrevious                   // a start moves to or before that of the previous link
	AfterNext                        // a start moves to or behind that of the next link
	Gap                              // a linked chain has days between two links
	Unknown                          // the chain has no link of that key
)

var breaches = [...]string{
	NoStart:        "the period has no start",
	EndBeforeStart: "the period ends before it starts",
	Overlap:        "the period overlaps another one",
	NotAtEnd:       "a new period must start after the last one starts",
	BeforePrevious: "the period must start after the previous one starts",
	AfterNext:      "the period must start before the next one starts",
	Gap:            "there are days between this period and the next",
	Unknown:        "there is no such period",
}

func (b Breach) String() string {
	if b == 0 || int(b) >= len(breaches) {
		return "unknown breach"
	}
	return breaches[b]
}

// ChainError is an operation refused. Other is the link in the way, if any.
type ChainError struct {
	Breach Breach
	Period Period
	Other  Period
}

func (e *ChainError) Error() string {
	if e.Other == (Period{}) {
		return fmt.Sprintf("%v: %v", e.Breach, e.Period)
	}
	return fmt.Sprintf("%v: %v against %v", e.Breach, e.Period, e.Other)
}

func refuse(b Breach, p, other Period) error {
	return &ChainError{Breach: b, Period: p, Other: other}
}

// Valid returns nil when the chain meets all its demands.
func (c Chain[K]) Valid() error {
	for i, l := range c.Links {
		if err := checkPeriod(l.Period); err != nil {
			return err
		}
		if i == 0 {
			continue
		}
		prev := c.Links[i-1].Period
		if !prev.Start.Before(l.Start) || prev.Overlaps(l.Period) {
			return refuse(Overlap, l.Period, prev)
		}
		if c.Rule == Linked && prev.End != l.Start.AddDays(-1) {
			return refuse(Gap, prev, l.Period)
		}
	}
	return nil
}

func checkPeriod(p Period) error {
	switch {
	case p.Start.IsZero():
		return refuse(NoStart, p, Period{})
	case !p.Valid():
		return refuse(EndBeforeStart, p, Period{})
	}
	return nil
}

// Insert says what adding a link means: the link as it is to be kept, and the
// links that change because of it.
func (c Chain[K]) Insert(l Link[K]) (Link[K], []Link[K], error) {
	if err := checkPeriod(l.Period); err != nil {
		return l, nil, err
	}
	if c.Rule == Broken {
		return l, nil, c.overlapping(l)
	}
	if len(c.Links) == 0 {
		return l, nil, nil
	}
	last := c.Links[len(c.Links)-1]
	if !l.Start.After(last.Start) {
		return l, nil, refuse(NotAtEnd, l.Period, last.Period)
	}
	return l, endAt(last, l.Start.AddDays(-1)), nil
}

// Split says what a link that holds from a day on means, whatever holds then:
// the link that has the day ends the day before, and the new one goes on to
// where that one ended. Before the first link it goes on to its start, and in
// a broken chain so it does in a gap. A day on which a link starts is refused:
// that link is to be replaced.
func (c Chain[K]) Split(l Link[K]) (Link[K], []Link[K], error) {
	if err := checkPeriod(Period{Start: l.Start}); err != nil {
		return l, nil, err
	}
	for i, other := range c.Links {
		switch {
		case other.Start == l.Start:
			return l, nil, refuse(Overlap, l.Period, other.Period)
		case other.Contains(l.Start):
			l.End = other.End
			return l, endAt(c.Links[i], l.Start.AddDays(-1)), nil
		case other.Start.After(l.Start):
			l.End = other.Start.AddDays(-1)
			return l, nil, nil
		}
	}
	if c.Rule == Linked && len(c.Links) > 0 {
		return l, nil, refuse(Gap, c.Links[len(c.Links)-1].Period, l.Period)
	}
	return l, nil, checkPeriod(l.Period)
}

// Move says what new dates of the link with the same key mean: the link as it
// is to be kept, and the links that change because of it. In a linked chain
// only the last link has an end of its own; that of the others follows from
// the next one, whatever l says.
func (c Chain[K]) Move(l Link[K]) (Link[K], []Link[K], error) {
	i := c.index(l.Key)
	if i < 0 {
		return l, nil, refuse(Unknown, l.Period, Period{})
	}
	if c.Rule == Linked && i < len(c.Links)-1 {
		next := c.Links[i+1].Period
		if !l.Start.Before(next.Start) {
			return l, nil, refuse(AfterNext, l.Period, next)
		}
		l.End = next.Start.AddDays(-1)
	}
	if err := checkPeriod(l.Period); err != nil {
		return l, nil, err
	}
	if c.Rule == Broken {
		return l, nil, c.overlapping(l)
	}
	if i == 0 {
		return l, nil, nil
	}
	prev := c.Links[i-1]
	if !l.Start.After(prev.Start) {
		return l, nil, refuse(BeforePrevious, l.Period, prev.Period)
	}
	return l, endAt(prev, l.Start.AddDays(-1)), nil
}

// Remove says which links change when the link of that key goes. In a linked
// chain the previous link takes over its end: it goes on to the next link, or
// is open again when there is none.
func (c Chain[K]) Remove(key K) ([]Link[K], error) {
	i := c.index(key)
	switch {
	case i < 0:
		return nil, refuse(Unknown, Period{}, Period{})
	case c.Rule == Broken || i == 0:
		return nil, nil
	}
	return endAt(c.Links[i-1], c.Links[i].End), nil
}

func (c Chain[K]) index(key K) int {
	return slices.IndexFunc(c.Links, func(l Link[K]) bool { return l.Key == key })
}

// overlapping refuses a link that shares a day with another one.
func (c Chain[K]) overlapping(l Link[K]) error {
	for _, other := range c.Links {
		if other.Key != l.Key && other.Overlaps(l.Period) {
			return refuse(Overlap, l.Period, other.Period)
		}
	}
	return nil
}

// endAt returns the link with that end, or nothing when it ends there already.
func endAt[K comparable](l Link[K], end Date) []Link[K] {
	if l.End == end {
		return nil
	}
	l.End = end
	return []Link[K]{l}
}
