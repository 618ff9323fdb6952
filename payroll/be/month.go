package be

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// month is the days of a period, counted from 0, with what holds on each, and
// the problems found on the way.
type month struct {
	in       *GrossInput
	first    cal.Date
	active   cal.Period // the days that the contract and the period share
	begins   int        // the weekday of the first day
	wages    places
	hours    places
	problems Problems
}

// places says for each day which entry of a list holds on it, counted from 1.
type places [31]int

// newMonth gives each day of the contract its wage and hours. It is false when
// there are no days to give them to.
func newMonth(in *GrossInput) (m month, ok bool) {
	m.in = in
	if !isMonth(in.Period) {
		m.note("period", 0, "", NotAMonth)
		return m, false
	}
	if !in.Contract.Valid() {
		m.note("contract", 0, "", NotAPeriod)
		return m, false
	}
	m.first, m.active = in.Period.Start, in.Period
	m.begins = weekday(m.first.Weekday())
	m.active.Start = cal.Max(m.active.Start, in.Contract.Start)
	if !in.Contract.Open() {
		m.active.End = cal.Min(m.active.End, in.Contract.End)
	}
	m.lay("wages", &m.wages, len(in.Wages), func(i int) cal.Period { return in.Wages[i].Period })
	m.lay("hours", &m.hours, len(in.Hours), func(i int) cal.Period { return in.Hours[i].Period })
	return m, true
}

func isMonth(p cal.Period) bool {
	return p.Valid() && p.Start.Day() == 1 && p.End.AddDays(1) == p.Start.AddMonths(1)
}

// lay spreads the entries of a list over the days of the contract: one on
// each, no more and no less.
func (m *month) lay(list string, on *places, n int, period func(int) cal.Period) {
	covered := 0
	for i := range n {
		from, to := m.span(period(i))
		for at := from; at < to; at++ {
			if on[at] != 0 {
				m.note(list, i, "", Overlapping)
				return
			}
			on[at] = i + 1
			covered++
		}
	}
	if from, to := m.span(m.active); covered < to-from {
		m.note(list, n, "", NotCovered)
	}
}

// span is the days of a period inside contract and month: the first, and the
// one after the last.
func (m *month) span(p cal.Period) (from, to int) {
	from = cal.Max(p.Start, m.active.Start).Sub(m.first)
	end := m.active.End
	if !p.Open() {
		end = cal.Min(end, p.End)
	}
	return from, max(from, end.Sub(m.first)+1)
}

// scheduled is the hours that the schedule has on a day of the contract.
func (m *month) scheduled(at int) money.Amount {
	return m.in.Hours[m.hours[at]-1].Schedule[(m.begins+at)%7]
}

// wage is the wage on a day of the contract.
func (m *month) wage(at int) *Wage { return &m.in.Wages[m.wages[at]-1] }

// at is the index of a day.
func (m *month) at(d cal.Date) int { return d.Sub(m.first) }

// hoursOf gives the hours of an absence on each day that has any.
func (m *month) hoursOf(a *Absence, each func(at int, hours money.Amount)) {
	from, to := m.span(a.Period)
	every := !a.wholeDays() && !m.anyScheduled(from, to)
	for at := from; at < to; at++ {
		hours := m.scheduled(at)
		if !a.wholeDays() && (every || !hours.IsZero()) {
			hours = a.HoursPerDay
		}
		if !hours.IsZero() {
			each(at, hours)
		}
	}
}

func (m *month) anyScheduled(from, to int) bool {
	for at := from; at < to; at++ {
		if !m.scheduled(at).IsZero() {
			return true
		}
	}
	return false
}
