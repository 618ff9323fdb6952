package record

import (
	"errors"
	"slices"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// BelgianHistory is what a contract says during a period in which none of it
// changes. It is made from the date chains of the employment: any of them that
// has a new link begins a new history.
type BelgianHistory struct {
	cal.Period
	// Terms are never nil.
	Terms *BelgianTerms
	// Hours are nil while none are agreed.
	Hours *WorkHours
	// Regime goes with the hours; where they came in without one it is that of
	// full time.
	Regime *BelgianRegime
	// Wage is nil while none is agreed.
	Wage *Wage
}

// BelgianHistories are those of an employment, in order. Days on which not
// even the terms are known have none: such an employment is not a Belgian
// contract.
func BelgianHistories(r kind.Reader, employment kind.ID) ([]BelgianHistory, error) {
	terms, err := BelgianTermsOf.Children(r, employment)
	if err != nil || len(terms) == 0 {
		return nil, err
	}
	hours, err := WorkingHours.Children(r, employment)
	if err != nil {
		return nil, err
	}
	wages, err := Wages.Children(r, employment)
	if err != nil {
		return nil, err
	}
	regimes, err := regimesOf(r, hours)
	if err != nil {
		return nil, err
	}
	last := terms[len(terms)-1]
	whole := cal.Period{Start: terms[0].StartDate, End: endOf(last.EndDate)}
	var histories []BelgianHistory
	for _, p := range cuts(whole, terms, hours, wages) {
		h := BelgianHistory{Period: p}
		h.Terms = holding(terms, p.Start, func(t *BelgianTerms) cal.Period { return cal.Period{Start: t.StartDate, End: endOf(t.EndDate)} })
		h.Hours = holding(hours, p.Start, func(t *WorkHours) cal.Period { return cal.Period{Start: t.StartDate, End: endOf(t.EndDate)} })
		h.Wage = holding(wages, p.Start, func(t *Wage) cal.Period { return cal.Period{Start: t.StartDate, End: endOf(t.EndDate)} })
		if h.Hours != nil {
			h.Regime = regimes[h.Hours.ID]
		}
		histories = append(histories, h)
	}
	return histories, nil
}

// cuts are the periods between the days on which something begins, in order.
func cuts(whole cal.Period, terms []*BelgianTerms, hours []*WorkHours, wages []*Wage) []cal.Period {
	var starts []cal.Date
	for _, t := range terms {
		starts = append(starts, t.StartDate)
	}
	for _, h := range hours {
		starts = append(starts, h.StartDate)
	}
	for _, w := range wages {
		starts = append(starts, w.StartDate)
	}
	slices.SortFunc(starts, cal.Date.Compare)
	starts = slices.Compact(starts)
	var periods []cal.Period
	for i, start := range starts {
		if !whole.Contains(start) {
			continue
		}
		end := whole.End
		if i+1 < len(starts) && whole.Contains(starts[i+1]) {
			end = starts[i+1].AddDays(-1)
		}
		periods = append(periods, cal.Period{Start: start, End: end})
	}
	return periods
}

func holding[T any](links []*T, day cal.Date, period func(*T) cal.Period) *T {
	for _, l := range links {
		if period(l).Contains(day) {
			return l
		}
	}
	return nil
}

func endOf(end *cal.Date) cal.Date {
	if end == nil {
		return cal.Date{}
	}
	return *end
}

// fullWeek is the legal week (Act of 16 March 1971, art. 19, as lowered to 38
// hours in 2003) of five days.
var fullWeek = BelgianRegime{ReferenceHoursPerWeek: money.New(38, 0), DaysPerWeek: money.New(5, 0)}

// regimesOf are the regimes of working hours by their id.
func regimesOf(r kind.Reader, hours []*WorkHours) (map[kind.ID]*BelgianRegime, error) {
	regimes := make(map[kind.ID]*BelgianRegime, len(hours))
	for _, h := range hours {
		regime, err := BelgianRegimes.Get(r, h.ID)
		if errors.Is(err, kind.ErrNotFound) {
			full := fullWeek
			regime, err = &full, nil
		}
		if err != nil {
			return nil, err
		}
		regimes[h.ID] = regime
	}
	return regimes, nil
}
